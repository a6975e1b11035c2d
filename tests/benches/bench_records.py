"""Counts and shares of 10 million records in Parquet: spreiding beside duckdb, polars and pandas.

Run: ``python tests/benches/bench_records.py [million records]``. All data is synthetic. Each route runs in a
fresh process on the same file, three times; the best time and the peak memory of the process are printed.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUTES = ("spreiding", "duckdb", "polars", "pandas")


def write(path: Path, rows: int, areas: int) -> None:
    """Write synthetic records: 18 months, 20 codes of which 70% missing (regular lettings)."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(20161)
    codes = pa.array([f"code {i:02}" for i in range(20)])
    group = random.integers(0, 20, rows)
    group = pa.array(group, mask=random.random(rows) < 0.7)
    table = pa.table(
        {
            "date": pa.array(16801 + random.integers(0, 547, rows), type=pa.int32()).cast(pa.date32()),
            "area": pa.array(random.integers(0, areas, rows)).cast(pa.string()),
            "group": pa.DictionaryArray.from_arrays(group, codes).cast(pa.string()),
        }
    )
    pq.write_table(table, path, row_group_size=1 << 20)


def spreiding(path: str) -> object:
    import polars as pl

    import spreiding as sp

    scheme = pl.DataFrame({"code": [f"code {i:02}" for i in range(20)], "main_group": [f"g{i % 3}" for i in range(20)]})

    def run() -> int:
        from datetime import date

        rentals = sp.read_rentals(path, groups=scheme, period=(date(2016, 1, 1), date(2017, 6, 30)))
        return sp.shares(sp.count(rentals, level="sub")).to_polars().height

    return run


def duckdb(path: str) -> object:
    import duckdb

    query = f"""select *, allocations / sum(allocations) over (partition by area) as share
      from (select area, "group", count(*) as allocations from '{path}' group by all)"""  # noqa: S608  own file
    return lambda: len(duckdb.sql(query).arrow().read_all())


def polars(path: str) -> object:
    import polars as pl

    counts = pl.scan_parquet(path).group_by("area", "group").len()
    return lambda: counts.with_columns(share=pl.col("len") / pl.col("len").sum().over("area")).collect().height


def pandas(path: str) -> object:
    import pandas as pd

    def run() -> int:
        frame = pd.read_parquet(path, columns=["area", "group"], dtype_backend="pyarrow").astype("category")
        counts = frame.groupby(["area", "group"], dropna=False, observed=True).size().reset_index(name="n")
        counts["share"] = counts.n / counts.groupby("area", observed=True).n.transform("sum")
        return len(counts)

    return run


def measure(route: str, path: str) -> None:
    run = globals()[route](path)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": min(times), "peak": peak}))


def main(rows: int) -> None:
    print(f"{rows / 1e6:g} million synthetic records; seconds (best of 3), peak MB, ratio to the fastest peer")
    for areas in (100, 500, 14_000):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "synthetic.parquet"
            subprocess.run([sys.executable, __file__, "write", str(path), str(rows), str(areas)], check=True)
            found = {}
            for route in ROUTES:
                done = subprocess.run(
                    [sys.executable, __file__, "measure", route, str(path)], check=True, capture_output=True, text=True
                )
                found[route] = json.loads(done.stdout)
        best = min(found[route]["seconds"] for route in ROUTES[1:])
        cells = "  ".join(f"{r} {f['seconds']:.3f} s {f['peak']:.0f} MB" for r, f in found.items())
        print(f"{areas:>6} areas  {cells}  ratio {found['spreiding']['seconds'] / best:.2f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["measure", route, path]:
            measure(route, path)
        case ["write", path, rows, areas]:
            write(Path(path), int(rows), int(areas))
        case [million]:
            main(int(float(million) * 1e6))
        case _:
            main(10_000_000)
