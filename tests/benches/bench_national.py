"""A country in one run: 14,000 buurten in 342 municipalities, ten years, an edition per municipality side by side.

Run: ``python tests/benches/bench_national.py``. ROWS (2 million) is the number of lettings, EDITIONS (8) that of the
municipalities, from large to small, of which maps, protected tables and an edition are made; EDITIONS=342 makes all,
which takes as many times longer. WORKERS (the cores) run side by side. All data is synthetic: the municipalities are
numbers, their buurten squares, and every letting falls where chance puts it. There is no peer.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

import spreiding as sp

if TYPE_CHECKING:
    from collections.abc import Iterator

MUNICIPALITIES, BUURTEN, YEARS = 342, 14_000, range(2014, 2024)
ROWS = int(float(os.environ.get("ROWS", "2e6")))
EDITIONS = int(os.environ.get("EDITIONS", "8"))
WORKERS = int(os.environ.get("WORKERS", str(os.cpu_count() or 1)))
PERIOD = (date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))
STOCK_DAY = date(YEARS[-1], 1, 1)
LEVELS = {"wijk": "wijk", "gemeente": "gemeente"}
SCHEME = {"code": ["A1", "A2", "B1", "C1"], "main_group": ["a", "a", "b", "c"], "name": ["A1", "A2", "B1", "C1"]}


def sizes() -> list[int]:
    """Return the number of buurten of each municipality: many small ones, a few large, none under 5."""
    weights = 1 / (np.arange(MUNICIPALITIES) + 12)
    spare = BUURTEN - 5 * MUNICIPALITIES
    edges = np.round(np.cumsum(weights) / weights.sum() * spare).astype(int)
    return [5 + int(n) for n in np.diff(edges, prepend=0)]


def squares(number: int, size: int) -> list[dict[str, Any]]:
    """Return the buurten of a municipality: squares in rows of a fitting width, five rows of squares to a wijk."""
    west, south, width = 3.4 + number % 19 * 0.2, 50.8 + number // 19 * 0.12, max(2, int(size**0.5))
    found = []
    for at in range(size):
        x, y = west + at % width * 0.005, south + at // width * 0.003
        ring = [[x, y], [x + 0.005, y], [x + 0.005, y + 0.003], [x, y + 0.003], [x, y]]
        properties = {"code": f"BU{number:04}{at:03}", "name": f"Buurt {number}-{at}",
                      "wijk": f"WK{number:04}{at // (5 * width):02}", "gemeente": f"GM{number:04}"}  # fmt: skip
        geometry = {"type": "Polygon", "coordinates": [ring]}
        found.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return found


def areas_of(numbers: list[int]) -> sp.Areas:
    size = sizes()
    features = [square for number in numbers for square in squares(number, size[number])]
    return sp.read_areas({"type": "FeatureCollection", "features": features}, name="name", parent=LEVELS)


def write(place: Path) -> None:
    """Write the lettings and the stock, a file of each per municipality."""
    random, size = np.random.default_rng(20161), sizes()
    of = np.repeat(np.arange(MUNICIPALITIES), size)
    known = [
        square["properties"]["code"] for number in range(MUNICIPALITIES) for square in squares(number, size[number])
    ]
    # Some buurten have many lettings and some have few.
    weights = random.gamma(1.5, size=BUURTEN)
    where = random.choice(BUURTEN, ROWS, p=weights / weights.sum())
    first, last = ((day - date(1970, 1, 1)).days for day in PERIOD)
    let = pl.DataFrame(
        {
            "number": of[where],
            "date": pl.Series(random.integers(first, last + 1, ROWS).astype(np.int32)).cast(pl.Date),
            "area": pl.Series(known)[where],
            "group": pl.Series([*SCHEME["code"], *[None] * 9])[random.integers(0, 13, ROWS)],
        }
    )
    stock = pl.DataFrame({"number": of, "area": known, "stock": 200 + (weights * 400).astype(int)})
    for kind, table in (("lettings", let), ("stock", stock)):
        (place / kind).mkdir()
        for (number,), part in table.partition_by("number", as_dict=True, include_key=False).items():
            part.write_parquet(place / kind / f"{number:04}.parquet")


def one(place: Path, number: int) -> dict[str, float]:
    """Make all that is published of one municipality; returns the seconds of each step, and the peak of this process."""
    seconds: dict[str, float] = {}

    @contextmanager
    def lap(step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        seconds[step] = time.perf_counter() - start

    with lap("read and count"):
        areas = areas_of([number])
        stock = sp.read_stock(place / f"stock/{number:04}.parquet", date=STOCK_DAY)
        source = place / f"lettings/{number:04}.parquet"
        rentals = sp.read_rentals(source, areas=areas, groups=pl.DataFrame(SCHEME), period=PERIOD)
        tables = [sp.shares(sp.count(rentals, by=by), stock) for by in ("area", "wijk")]
    # What is protected here is not published: the edition protects its own tables.
    warnings.simplefilter("ignore", sp.ApartWarning)
    with lap("protect"):
        tables = sp.protect(tables)
    with lap("two maps"):
        for value in ("share_of_rentals", "share_of_stock"):
            sp.choropleth(tables[0], areas, value=value).to_dict()
    with lap("edition"):
        study = sp.Study(rentals, stock, areas, synthetic=True, period=PERIOD, title=f"Synthetische gemeente {number}")
        sp.report(study, place / f"edition/{number:04}", unprotected=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"buurten": len(areas), **seconds, "peak": peak}


def country(place: Path) -> None:
    """Count, share and measure the whole country; prints the seconds of each step."""
    start = time.perf_counter()

    def lap(step: str) -> None:
        nonlocal start
        now = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{step:64} {now - start:8.2f} s, peak so far {peak:5.0f} MB", flush=True)
        start = now

    areas = areas_of([*range(MUNICIPALITIES)])
    lap(f"areas: {len(areas):,} buurten in {MUNICIPALITIES} municipalities")
    rentals = sp.read_rentals(place / "lettings", areas=areas, groups=pl.DataFrame(SCHEME), period=PERIOD)
    lap(f"read and check {rentals.rows:,} lettings in {MUNICIPALITIES} files")
    counts = {by: sp.count(rentals, by=[by, "year"]) for by in ("area", "gemeente")}
    lap(f"counts by buurt x year ({counts['area'].frame.height:,} rows) and by municipality x year")
    stock = sp.read_stock(pl.read_parquet(place / "stock"), date=STOCK_DAY)
    shares = {by: sp.shares(found, stock) for by, found in counts.items()}
    lap("shares with intervals, of both")
    members = pl.DataFrame({"area": areas.codes}).with_columns(number=pl.col("area").str.slice(2, 4))
    made, without = 0, 0
    for part in members.partition_by("number"):
        of = counts["area"].select(area=part.get_column("area").to_list())
        for year in YEARS:
            try:
                sp.spread(of.select(year=str(year)), "dissimilarity")
                made += 1
            except sp.InvalidInputError:  # no allocation in that year
                without += 1
    lap(f"an index of dissimilarity per municipality and year ({made:,}; {without} without)")
    print(f"shares: {sum(found.frame.height for found in shares.values()):,} rows")


def main() -> None:
    """Print the steps for the country, then those per municipality, and what all municipalities would take."""
    with tempfile.TemporaryDirectory() as held:
        place = Path(held)
        (place / "edition").mkdir()
        multiprocessing.set_start_method("spawn")
        with ProcessPoolExecutor(1) as pool:  # in a process of its own, whose peak is not that of the next
            pool.submit(write, place).result()
        with ProcessPoolExecutor(1) as pool:
            pool.submit(country, place).result()
        # Evenly over the municipalities by size, so that their mean is about that of all.
        chosen = [MUNICIPALITIES * (2 * at + 1) // (2 * EDITIONS) for at in range(EDITIONS)]
        start = time.perf_counter()
        with ProcessPoolExecutor(WORKERS) as pool:
            found = list(pool.map(partial(one, place), chosen))
        wall = time.perf_counter() - start
        kilobytes = sum(path.stat().st_size for path in (place / "edition").rglob("*") if path.is_file()) / 1000
    print(f"\n{EDITIONS} municipalities, {WORKERS} side by side: {wall:.1f} s in all, {kilobytes:,.0f} kB of editions")
    for number, row in zip(chosen, found, strict=True):
        steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in row.items() if step not in {"buurten", "peak"})
        print(f"  municipality {number:3}, {row['buurten']:4.0f} buurten: {steps} s; peak {row['peak']:.0f} MB")
    if EDITIONS < MUNICIPALITIES:
        whole = wall / EDITIONS * MUNICIPALITIES
        print(
            f"not measured, in proportion: {MUNICIPALITIES} municipalities in {whole / 60:.0f} minutes on {WORKERS} cores"
        )


if __name__ == "__main__":
    sys.exit(main())
