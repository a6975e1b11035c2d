"""Areas → flat outlines on a grid of points, small enough to stand in a page."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH = 420  #: Points; the picture scales with the place it stands in.
GRID = 1200  #: Real boundaries are drawn on this many steps across: finer than a pixel at full width.

Ring = list[list[float]]
Flat = tuple[list[dict[str, Any]], float, float]

#: The latest areas with their outlines: a report draws the same areas several times.
_KEPT: list[tuple[Any, Flat]] = []


def outlines(areas: Any) -> Flat:
    """Return flat features of areas with the width and height of the picture; those of the latest are kept."""
    for kept, flat in _KEPT:
        if kept is areas:
            return flat
    flat = _flatten(areas)
    _KEPT[:] = [*_KEPT[-2:], (areas, flat)]
    return flat


def _flatten(areas: Any) -> Flat:
    """Return flat features (outline, code, a spot inside) on a square grid, and the size of the picture.

    Degrees are drawn with the scale of the middle latitude (plate carrée), which for a city is true to
    shape within 0.1%.
    """
    features = [f for f in areas.to_geojson()["features"] if f.get("geometry")]
    if not features:
        return [], 0, 0
    points = [p for f in features for ring in _rings(f["geometry"]) for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = 1.0 if areas.crs == "tile" else cos(radians((south + north) / 2))
    step = max((east - west) * squeeze, 1e-9) / GRID

    def move(ring: Ring) -> Ring:
        snapped: Ring = [[round((p[0] - west) * squeeze / step), round((north - p[1]) / step)] for p in ring]
        kept = [p for p, before in zip(snapped, [None, *snapped[:-1]], strict=True) if p != before]
        return kept if len(kept) > 3 else snapped

    inside = (areas.to_crs("CRS84") if areas.crs == "EPSG:28992" else areas).interior_points()
    spots = {area: move([[x, y]])[0] for area, x, y in inside.select("area", "x", "y").iter_rows()}
    flat = [_feature(f, move, spots) for f in features]
    return flat, WIDTH, WIDTH * (north - south) / max((east - west) * squeeze, 1e-9)


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def _feature(feature: dict[str, Any], move: Callable[[Ring], Ring], spots: dict[str, list[float]]) -> dict[str, Any]:
    geometry, code = feature["geometry"], feature["properties"]["code"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    moved = [[move(ring) for ring in polygon] for polygon in polygons]
    return {
        "type": "Feature",
        "code": code,
        "spot": spots[code],
        "geometry": {"type": "MultiPolygon", "coordinates": moved},
    }
