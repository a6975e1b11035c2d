"""What more records cost: Parquet in parts of 10 million, read, checked and counted beside DuckDB and polars streaming.

Run: ``python tests/benches/bench_scale.py``; SIZES ("1e6,1e7") names the numbers of records, PARTS (1000) the files of
one more run of PART_ROWS (10 million) records in all. With SIZES=1e6,1e7,1e8,1e9 the files take 3 GB, removed
afterwards. All data is synthetic: 500 areas, 20 codes of which 70% missing (regular lettings), 547 days. The peers
count by area and code and take the first and last day, which is the least that shows whether the records fit the
period; spreiding checks every value besides. The best of three times counts, of 1e9 the only one.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from _measure import folder, main

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [int(float(size)) for size in os.environ.get("SIZES", "1e6,1e7").split(",")]
PARTS, PART_ROWS = int(os.environ.get("PARTS", "1000")), int(float(os.environ.get("PART_ROWS", "1e7")))
#: Records of a part.
PART = 10_000_000
#: Pseudo-random numbers that are the same in every run.
ROWS = """select date '2016-01-01' + (hash(i) % 547)::int as date, (hash(i + 1) % 500)::varchar as area,
  case when hash(i + 2) % 10 < 3 then 'code ' || lpad((hash(i + 3) % 20)::varchar, 2, '0') end as "group"
  from range({first}, {last}) t(i)"""


def write(place: Path, rows: int, part: int) -> None:
    """Write so many records in parts.

    Every whole part has the records of the first: of another size by bytes between its pages and its footer, which no
    reader looks at, so that they are different files; otherwise writing would take far longer than reading.
    """
    import duckdb

    made = duckdb.connect()
    whole: bytes | None = None
    for number, first in enumerate(range(0, rows, part)):
        last, path = min(first + part, rows), place / f"{first:012}.parquet"
        if whole is not None and last - first == part:
            pages = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
            path.write_bytes(whole[:pages] + bytes(number) + whole[pages:])
            continue
        made.sql(f"copy ({ROWS.format(first=first, last=last)}) to '{path}' (row_group_size 1048576)")
        whole = whole or path.read_bytes()


def spreiding():
    import polars as pl

    import spreiding as sp

    scheme = pl.DataFrame({"code": [f"code {i:02}" for i in range(20)], "main_group": [f"g{i % 3}" for i in range(20)]})

    def run() -> int:
        rentals = sp.read_rentals(folder(), groups=scheme, period=("2016-01-01", "2017-06-30"))
        return sp.count(rentals, level="sub").to_polars().height

    return run


def duckdb():
    import duckdb

    query = f"""select area, "group", count(*) as n, min(date) as first, max(date) as last
      from '{folder()}/*.parquet' group by all"""  # noqa: S608  own files
    return lambda: len(duckdb.sql(query).arrow().read_all())


def polars():
    import polars as pl

    days = {"first": pl.col("date").min(), "last": pl.col("date").max()}
    counts = pl.scan_parquet(folder() / "*.parquet").group_by("area", "group").agg(pl.len(), **days)
    return lambda: counts.collect(engine="streaming").height


def curve(sizes: list[int], parts: list[tuple[int, int]]) -> None:
    """Measure every size, then print the time of a record and how much faster that is than the faster peer."""
    lines = []
    for rows, part in [*((size, PART) for size in sizes), *parts]:
        files = -(-rows // part)
        label = f"{rows:.0e} records in {files:,} file{'s' if files > 1 else ''}"
        routes = {f"{route.__name__}, {label}": route for route in (spreiding, duckdb, polars)}
        times = 1 if rows > 100_000_000 else 3
        found = main(label, routes, f"spreiding, {label}", times=times, write=partial(write, rows=rows, part=part))
        if len(found) == len(routes):
            ours, *peers = found.values()
            lines.append((label, rows, ours, peers))
    if not lines:  # in a process that measures one route
        return
    print(f"{'':34}{'wall':>18}{'processor':>20}{'faster than the faster peer':>30}{'peak':>8}")
    for label, rows, ours, peers in lines:
        wall, busy = (
            (ours[kind], ours[kind] / rows * 1e9, min(peer[kind] for peer in peers) / ours[kind])
            for kind in ("seconds", "busy")
        )
        print(f"{label:34}{wall[0]:8.3f} s {wall[1]:5.1f} ns{busy[0]:8.3f} s {busy[1]:7.1f} ns"
              f"{wall[2]:8.1f} x, processor {busy[2]:5.1f} x{ours['peak']:7.0f} MB")  # fmt: skip


if __name__ == "__main__":
    curve(SIZES, [(PART_ROWS, -(-PART_ROWS // PARTS))] if PARTS else [])
