"""10 million points into the 99 wijken: ours beside geopandas and shapely.

``locate_batches`` reads the points from Parquet and locates them; the two routes below it read whole records and count
them per area, group and month as well. The peers have the points in memory and only locate. Real boundaries from ../shared/data; the points
and the records are synthetic. Run: ``python tests/benches/bench_locate.py``; POINTS (10 million) is their number.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from _measure import folder, main

POINTS = int(float(os.environ.get("POINTS", "1e7")))
FILE = Path(__file__).parents[2].parent / "shared" / "data" / "wijken_2015_crs84.geojson"


def points():
    rng = np.random.default_rng(1)
    return rng.uniform(4.73, 5.08, POINTS), rng.uniform(52.28, 52.43, POINTS)


def areas():
    import spreiding as sp

    return sp.read_areas(FILE)


def ours():
    import spreiding as sp

    found, (x, y) = areas(), points()
    return lambda: sp.locate(found, x, y)


AS = {"groups": {"code": [f"code {i:02}" for i in range(20)], "main_group": [f"g{i % 3}" for i in range(20)]}}


def write(place: Path) -> None:
    """Write synthetic records with the points, a million at a time."""
    import polars as pl
    import pyarrow.parquet as pq

    rng, file = np.random.default_rng(1), None
    for first in range(0, POINTS, 1_000_000):
        n = min(1_000_000, POINTS - first)
        i = pl.int_range(first, first + n)
        table = pl.select(
            date=pl.date(2016, 1, 1) + pl.duration(days=i * 7919 % 547),
            group=pl.when(i % 10 < 3).then(pl.format("code {}", (i % 20).cast(pl.String).str.zfill(2))),
        ).with_columns(x=pl.Series(rng.uniform(4.73, 5.08, n)), y=pl.Series(rng.uniform(52.28, 52.43, n)))
        arrow = table.to_arrow()
        file = file or pq.ParquetWriter(place / "points.parquet", arrow.schema)
        file.write_table(arrow)
    if file is not None:
        file.close()


def counted():
    import spreiding as sp

    found = areas()
    return lambda: sp.count(sp.read_rentals(folder() / "points.parquet", areas=found, **AS), level="sub")


def batches():
    import pyarrow.parquet as pq

    import spreiding as sp

    found = areas()

    def work():
        file = pq.ParquetFile(folder() / "points.parquet", pre_buffer=False)  # else it keeps all that was read
        points = file.iter_batches(1_000_000, columns=["x", "y"])
        return sum(batch.num_rows for batch in sp.locate_batches(found, points))

    return work


def through_duckdb():
    import duckdb

    import spreiding as sp

    found, made = areas(), duckdb.connect()
    return lambda: sp.count(
        sp.read_rentals(made.sql(f"from '{folder()}/points.parquet'"), areas=found, **AS), level="sub"
    )


def frame():
    import geopandas

    return geopandas.read_file(FILE, engine="pyogrio")


def with_points():
    import geopandas

    polygons, (x, y) = frame(), points()

    def work():
        made = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs=polygons.crs)
        return geopandas.sjoin(made, polygons, predicate="within", how="left")

    return work


def points_made():
    import geopandas

    polygons, (x, y) = frame(), points()
    made = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs=polygons.crs)
    return lambda: geopandas.sjoin(made, polygons, predicate="within", how="left")


def contains_xy():
    import shapely

    polygons, (x, y) = frame(), points()
    shapely.prepare(polygons.geometry.array)

    def work():
        found = np.full(len(x), -1)
        for at, area in enumerate(polygons.geometry):
            west, south, east, north = area.bounds
            near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
            found[near[shapely.contains_xy(area, x[near], y[near])]] = at
        return found

    return work


if __name__ == "__main__":
    main(
        f"{POINTS:,} points into 99 wijken",
        {
            "spreiding.locate": ours,
            "spreiding.locate_batches, Parquet by pyarrow": batches,
            "spreiding, Parquet in batches, counted": counted,
            "spreiding through DuckDB, counted": through_duckdb,
            "shapely.contains_xy per area, boxes first": contains_xy,
            "geopandas.sjoin, points already built": points_made,
            "geopandas.points_from_xy + sjoin": with_points,
        },
        "spreiding.locate",
        write=write,
    )
