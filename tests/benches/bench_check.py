"""All checks of 10 million records beside read + count on the same file, and duckdb on check 1 alone.

Run: ``python tests/benches/bench_check.py``; the environment variable ROWS changes the number of records. All data
is synthetic. The best of five times counts.
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from _measure import folder, main

if TYPE_CHECKING:
    from pathlib import Path

ROWS = int(os.environ.get("ROWS", "10_000_000"))
AREAS = 500
PERIOD = (date(2016, 1, 1), date(2017, 6, 30))


def write(place: Path) -> None:
    """Write synthetic records: 18 months, 7 codes of which 70% missing, 8 associations, one in twenty let again."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as pacsv
    import pyarrow.parquet as pq

    random = np.random.default_rng(20161)
    codes = pa.array(
        ["UMO", "omslag MOBW", "MPG", "Noodsituatie medisch", "Noodsituatie sociaal", "Statushouder regulier"]
    )
    names = pa.array([f"corporatie {c}" for c in "ABCDEFGH"])
    regular = random.random(ROWS) < 0.7
    day = random.integers(0, 547, ROWS)
    dwelling = random.permutation(ROWS)
    again = ROWS // 20
    regular[-again:] = True
    group = pa.array(random.integers(0, len(codes), ROWS), mask=regular)
    # Regular lettings half a year after the first; both ends of the file, so that they lie far apart.
    day[:again] %= 300
    day[-again:] = day[:again] + 190
    dwelling[-again:] = dwelling[:again]
    table = pa.table(
        {
            "date": pa.array(16801 + day, type=pa.int32()).cast(pa.date32()),
            "area": pa.array([f"a{i:03}" for i in range(AREAS)]).take(pa.array(random.integers(0, AREAS, ROWS))),
            "group": codes.take(group),
            "corporation": names.take(pa.array(random.integers(0, len(names), ROWS))),
            "dwelling_id": pa.array([f"0363{i:012}" for i in dwelling]),
        }
    )
    pq.write_table(table, place / "clean.parquet", row_group_size=1 << 20)
    pacsv.write_csv(table, place / "clean.csv")
    faulty = pa.concat_tables([table, table.slice(0, ROWS // 1000)])
    pq.write_table(faulty, place / "faulty.parquet", row_group_size=1 << 20)


def read_count(name):
    import spreiding as sp

    path = folder() / name
    return lambda: sp.count(sp.read_rentals(path, period=PERIOD), level="sub").to_polars()


def checked(name):
    """Return what checks a file."""
    import spreiding as sp

    path = folder() / name
    stock = sp.read_stock({"area": [f"a{i:03}" for i in range(AREAS)], "stock": [10**6] * AREAS}, date=PERIOD[0])
    return lambda: sp.check(path, period=PERIOD, stock=stock)


def check(name):
    run = checked(name)
    return lambda: run().findings


def check_count(name):
    """Check and count in one pass."""
    import spreiding as sp

    run = checked(name)
    return lambda: sp.count(run().rentals, level="sub").to_polars()


def duckdb_duplicates():
    import duckdb

    query = f"""select count(*) from (select date - lag(date) over (partition by dwelling_id order by date) as gap
      from '{folder() / "clean.parquet"}') where gap <= 60"""  # noqa: S608  own file
    return lambda: duckdb.sql(query).fetchall()


if __name__ == "__main__":
    main(
        f"{ROWS / 1e6:g} million synthetic records in Parquet, {AREAS} areas",
        {
            "read + count": lambda: read_count("clean.parquet"),
            "checks": lambda: check("clean.parquet"),
            "checks + count, one pass": lambda: check_count("clean.parquet"),
            "checks, one in a thousand copied": lambda: check("faulty.parquet"),
            "duckdb, check 1 alone": duckdb_duplicates,
        },
        "read + count",
        times=5,
        write=write,
    )
    main(
        "The same in CSV",
        {"read + count, CSV": lambda: read_count("clean.csv"), "checks, CSV": lambda: check("clean.csv")},
        "read + count, CSV",
        times=5,
        write=write,
    )
