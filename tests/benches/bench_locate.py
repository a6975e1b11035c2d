"""10 million points into the 99 wijken: ours beside geopandas and shapely.

Real boundaries from ../shared/data where present, otherwise a synthetic net of 99 areas.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from _measure import main

POINTS = int(os.environ.get("POINTS", "10_000_000"))
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
            "shapely.contains_xy per area, boxes first": contains_xy,
            "geopandas.sjoin, points already built": points_made,
            "geopandas.points_from_xy + sjoin": with_points,
        },
        "spreiding.locate",
    )
