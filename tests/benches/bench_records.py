"""Counts and shares of 10 million records in Parquet: spreiding beside duckdb, polars and pandas.

Run: ``python tests/benches/bench_records.py``; the environment variable ROWS changes the number of records. All data
is synthetic. The best of three times counts.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from _measure import folder, main

if TYPE_CHECKING:
    from pathlib import Path

ROWS = int(os.environ.get("ROWS", "10_000_000"))


def write(place: Path, areas: int) -> None:
    """Write synthetic records: 18 months, 20 codes of which 70% missing (regular lettings)."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(20161)
    codes = pa.array([f"code {i:02}" for i in range(20)])
    group = random.integers(0, 20, ROWS)
    group = pa.array(group, mask=random.random(ROWS) < 0.7)
    table = pa.table(
        {
            "date": pa.array(16801 + random.integers(0, 547, ROWS), type=pa.int32()).cast(pa.date32()),
            "area": pa.array(random.integers(0, areas, ROWS)).cast(pa.string()),
            "group": pa.DictionaryArray.from_arrays(group, codes).cast(pa.string()),
        }
    )
    pq.write_table(table, place / "synthetic.parquet", row_group_size=1 << 20)


def path() -> Path:
    return folder() / "synthetic.parquet"


def spreiding():
    import polars as pl

    import spreiding as sp

    scheme = pl.DataFrame({"code": [f"code {i:02}" for i in range(20)], "main_group": [f"g{i % 3}" for i in range(20)]})

    def run() -> int:
        from datetime import date

        rentals = sp.read_rentals(path(), groups=scheme, period=(date(2016, 1, 1), date(2017, 6, 30)))
        return sp.shares(sp.count(rentals, level="sub")).to_polars().height

    return run


def duckdb():
    import duckdb

    query = f"""select *, allocations / sum(allocations) over (partition by area) as share
      from (select area, "group", count(*) as allocations from '{path()}' group by all)"""  # noqa: S608  own file
    return lambda: len(duckdb.sql(query).arrow().read_all())


def polars():
    import polars as pl

    counts = pl.scan_parquet(path()).group_by("area", "group").len()
    return lambda: counts.with_columns(share=pl.col("len") / pl.col("len").sum().over("area")).collect().height


def pandas():
    import pandas as pd

    def run() -> int:
        frame = pd.read_parquet(path(), columns=["area", "group"], dtype_backend="pyarrow").astype("category")
        counts = frame.groupby(["area", "group"], dropna=False, observed=True).size().reset_index(name="n")
        counts["share"] = counts.n / counts.groupby("area", observed=True).n.transform("sum")
        return len(counts)

    return run


if __name__ == "__main__":
    for n in (100, 500, 14_000):
        peers = {f"{route.__name__}, {n:,} areas": route for route in (spreiding, duckdb, polars, pandas)}
        title = f"{ROWS / 1e6:g} million synthetic records, {n:,} areas"
        main(title, peers, f"spreiding, {n:,} areas", times=3, write=partial(write, areas=n))
