"""Areas → the ground of a map: outlines on a grid of half points, those of their parents, and where names have room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from typing import TYPE_CHECKING, Any

from spreiding.areas.areas import Areas
from spreiding.publish.labels import names_of
from spreiding.publish.maps import far, names
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spreiding.publish.maps.names import Label

WIDTH = 704  #: Points across, or down where a map is higher than wide; the picture scales with the place it stands in.
TILE, TILES = 84, 1000  #: Greatest side of a tile and greatest width of a map of tiles, in points.
STEP = 2  #: Steps of the grid per point: finer than a pixel at full width.

Ring = list[list[int]]
Polygons = list[list[Ring]]


@dataclass(frozen=True, eq=False)
class Ground:
    """What maps of the same areas share. Coordinates are whole steps of the grid, y downwards."""

    polygons: Mapping[str, Polygons]  #: Code -> outlines: per part the outer ring, then its holes.
    spots: Mapping[str, tuple[int, int]]  #: A point well inside each area.
    parents: tuple[Ring, ...]  #: Outlines of the areas of the nearest higher level.
    labels: tuple[Label, ...]  #: Names where they have room; on tiles every code too.
    frame: tuple[int, int, int, int] | None  #: The box around far parts that were drawn nearer.
    width: float  #: Points.
    height: float  #: Points.
    tiles: bool

    def path(self, code: str) -> str:
        """Return the outline of an area as the ``d`` of an SVG path."""
        return path([ring for polygon in self.polygons[code] for ring in polygon])


@lru_cache(maxsize=8)
def ground(areas: Any) -> Ground | None:
    """Return the ground of areas, or nothing where they have no geometry. That of the latest areas is kept."""
    shapes = _shapes(areas)
    if not shapes:
        return None
    move, size = _grid(areas, shapes)
    polygons = {code: _moved(shape, move) for code, shape in shapes.items()}
    inside = (areas.to_crs("CRS84") if areas.crs == "EPSG:28992" else areas).interior_points()
    spots = {code: move(x, y) for code, x, y in inside.select("area", "x", "y").iter_rows() if code in polygons}
    parents = [ring for shape in _parents(areas).values() for part in _moved(shape, move) for ring in part]
    tiles, frame = areas.crs == "tile", None
    if not tiles:
        polygons, spots, parents, size, frame = far.nearer(polygons, spots, parents, size)
    known = names_of(areas)
    labels = names.on_tiles(polygons, known, STEP) if tiles else names.inside(polygons, spots, known, STEP)
    width, height = size[0] / STEP, size[1] / STEP
    return Ground(polygons, spots, tuple(parents), tuple(labels), frame, width, height, tiles)


def need_ground(areas: Any) -> Ground:
    """Return the ground of areas.

    Raises
    ------
    InvalidInputError
        If the areas have no geometry.
    """
    found = ground(areas)
    if found is None:
        raise refusal("areas-without-geometry", argument="areas")
    return found


def path(rings: list[Ring]) -> str:
    """Return rings as the ``d`` of an SVG path, each point relative to the one before it.

    >>> path([[[0, 0], [10, 0], [10, 5], [0, 0]]])
    'M0 0l10 0 0 5z'
    """
    parts = []
    for ring in rings:
        points = ring[:-1] if ring[0] == ring[-1] else ring
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        told = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
        parts.append(f"M{points[0][0]} {points[0][1]}l{told}z")
    return "".join(parts)


def _shapes(areas: Any) -> dict[str, list[Any]]:
    """Return the polygons of every area that has them, in degrees or tiles."""
    found = {}
    for feature in areas.to_geojson()["features"]:
        geometry = feature.get("geometry")
        if geometry:
            several = geometry["type"] == "MultiPolygon"
            found[feature["properties"]["code"]] = geometry["coordinates"] if several else [geometry["coordinates"]]
    return found


def _parents(areas: Any) -> dict[str, list[Any]]:
    """Return the polygons of the nearest higher level; nothing where that is one area, or none."""
    if not areas.levels:
        return {}
    level, of = next(iter(areas.levels.items()))
    if len(set(of) - {None}) < 2:
        return {}
    # Without levels above it: a parent that lies in two of those still has an outline.
    alone = Areas(areas.codes, areas.names, {level: of}, areas.crs, areas.scheme, areas.shapes)
    return _shapes(alone.dissolve(level))


def _grid(
    areas: Any, shapes: dict[str, list[Any]]
) -> tuple[Callable[[float, float], tuple[int, int]], tuple[int, int]]:
    """Return how coordinates become steps of the grid, and how many steps the picture has across and down.

    Degrees are drawn with the scale of the middle latitude (plate carrée), which for a city is true to shape within
    0.1%.
    """
    points = [p for shape in shapes.values() for polygon in shape for ring in polygon for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    tiles = areas.crs == "tile"
    squeeze = 1.0 if tiles else cos(radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    across = round(STEP * (min(TILES, TILE * wide) if tiles else WIDTH / max(1.0, high / wide)))
    scale = across / wide

    def move(x: float, y: float) -> tuple[int, int]:
        return round((x - west) * squeeze * scale), round((north - y) * scale)

    return move, (across, round(high * scale))


def _moved(shape: list[Any], move: Callable[[float, float], tuple[int, int]]) -> Polygons:
    return [[_ring(ring, move) for ring in polygon] for polygon in shape]


def _ring(ring: list[Any], move: Callable[[float, float], tuple[int, int]]) -> Ring:
    """Return a ring on the grid, without points that do not bend it."""
    moved = [list(move(x, y)) for x, y, *_ in ring]
    kept: Ring = []
    for point in moved:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept if len(kept) > 3 else moved


def _straight(first: list[int], middle: list[int], last: list[int]) -> bool:
    """Tell whether the middle point lies on the way from the first to the last."""
    (ax, ay), (bx, by) = ((p[0] - q[0], p[1] - q[1]) for p, q in ((middle, first), (last, middle)))
    return ax * by == ay * bx and ax * bx >= 0 and ay * by >= 0
