"""Border: the only file that knows coordinate systems (CRS84, RD) and pyproj."""

from __future__ import annotations

import re
from math import cos, radians
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding import _core
    from spreiding.base.errors import InvalidInputError

#: Systems by the number or name that stands last in their spelling. Legacy GeoJSON writes EPSG:4326 and means
#: longitude first; ETRS89 (4258) lies within a metre of WGS84; 7415 is RD with heights.
_SYSTEMS = {
    **dict.fromkeys(("CRS84", "CRS84H", "4326", "4979", "4258", "WGS84", "ETRS89"), "CRS84"),
    **dict.fromkeys(("28992", "7415", "RD", "RDNEW", "AMERSFOORTRDNEW"), "EPSG:28992"),
    "TILE": "tile",
}
#: What stands before that: an authority, the address or name of OGC, the option of PROJ.
_BEFORE = re.compile(
    r"(?:URN:(?:X-)?OGC:DEF:CRS:|HTTPS?://(?:WWW\.)?OPENGIS\.NET/(?:DEF/CRS/|GML/SRS/)|\+INIT=)?"
    r"(?:(?:EPSG|OGC)(?:\.XML#|[:/]+(?:[\d.]+[:/]+)?))?"
)
#: The number of a system in the long form that programs print.
_IN_TEXT = re.compile(r"(?:ID|AUTHORITY)\[\"EPSG\",\s*\"?(\d+)\"?\]\]?\s*$")

#: Range of x and y: min x, min y, max x, max y. RD as in the register of EPSG codes.
RANGE = {
    "CRS84": (-180.0, -90.0, 180.0, 90.0),
    "EPSG:28992": (-7_000.0, 289_000.0, 300_000.0, 629_000.0),
}

#: The Netherlands in longitude and latitude, generously.
_HOME = (3.0, 50.5, 7.5, 53.8)

#: Along a meridian of a sphere with a radius of 6 371 009 m.
METRES_PER_DEGREE = radians(1) * 6_371_009

Bounds = tuple[float, float, float, float]


def named_crs(crs: str | int) -> str:
    """Return ``"CRS84"``, ``"EPSG:28992"`` or ``"tile"`` for any usual spelling.

    Raises
    ------
    InvalidInputError
        If it is another system.

    Examples
    --------
    >>> [named_crs(crs) for crs in ("urn:ogc:def:crs:EPSG::28992", "http://www.opengis.net/def/crs/EPSG/0/4258")]
    ['EPSG:28992', 'CRS84']
    """
    text = str(crs).strip().upper()
    long = _IN_TEXT.search(text)
    before = _BEFORE.match(text)
    name = long[1] if long else re.sub(r"[ /_]", "", text[before.end() if before else 0 :])
    try:
        return _SYSTEMS[name]
    except KeyError:
        raise refusal("unknown-crs", found=str(crs)) from None


def inside(bounds: Bounds, box: Bounds) -> bool:
    """Whether the bounds lie in the box."""
    return bounds[0] >= box[0] and bounds[1] >= box[1] and bounds[2] <= box[2] and bounds[3] <= box[3]


def swapped(bounds: Bounds) -> bool:
    """Whether x and y look exchanged: the Netherlands with latitude (or RD northing) first."""
    turned = (bounds[1], bounds[0], bounds[3], bounds[2])
    rd = RANGE["EPSG:28992"]
    return inside(turned, _HOME) or (inside(turned, rd) and not inside(bounds, rd))


def turned(x: pl.Series, y: pl.Series) -> pl.Series:
    """Return the same of each point by itself; null counts as no."""

    def within(first: pl.Series, second: pl.Series, box: Bounds) -> pl.Series:
        return first.is_between(box[0], box[2]) & second.is_between(box[1], box[3])

    rd = RANGE["EPSG:28992"]
    return (within(y, x, _HOME) | (within(y, x, rd) & ~within(x, y, rd))).fill_null(value=False)


def fitting(bounds: Bounds) -> str | None:
    """Return the system whose range holds the bounds."""
    return next((crs for crs, box in RANGE.items() if inside(bounds, box)), None)


def square_metres(bounds: Bounds) -> float:
    """Square metres of a squared degree in the middle of the bounds, on a sphere of 6 371 009 m."""
    return float(METRES_PER_DEGREE**2 * cos(radians((bounds[1] + bounds[3]) / 2)))


def find_crs(shapes: _core.AreaShapes, crs: str | None, codes: Sequence[str]) -> str:
    """Return the system of areas, and check that their coordinates fit it.

    Raises
    ------
    InvalidInputError
        If latitude comes first, areas lie in different systems, or coordinates fit none.
    """
    bounds = shapes.bounds()
    stated = named_crs(crs) if crs else None
    if stated == "tile":
        return stated
    if swapped(bounds):
        raise refusal("areas-axes-swapped", **_corners(bounds))
    found = fitting(bounds)
    if found is None:
        raise _unfit(shapes, codes, bounds)
    if stated and found != stated:
        raise refusal("areas-other-crs", stated=stated, fitting=found, **_corners(bounds))
    return found


def _corners(bounds: Bounds) -> dict[str, Any]:
    """Return the range of x and y as an error names them."""
    return dict(zip(("west", "south", "east", "north"), (f"{bound:g}" for bound in bounds), strict=True))


def _unfit(shapes: _core.AreaShapes, codes: Sequence[str], bounds: Bounds) -> InvalidInputError:
    points = shapes.centroids().drop_nulls()
    rows = zip(points["area"], points["x"], points["y"], strict=True)
    systems: dict[str, str] = {}
    for code, x, y in rows:
        systems.setdefault(fitting((x, y, x, y)) or "?", code)
    if len(systems) > 1:
        examples = [f"{code!r} in {system}" for system, code in systems.items()]
        return refusal("areas-mixed-crs", n=str(len(codes)), examples=examples)
    return refusal("areas-without-crs", **_corners(bounds))


def reproject(x: pl.Series, y: pl.Series, *, source: str, target: str) -> tuple[pl.Series, pl.Series]:
    """Return points in another system, by pyproj.

    Without the correction grid of the Kadaster RD is good to about 0.25 m.

    Raises
    ------
    InvalidInputError
        If one of the systems is a tile map.
    """
    if source == target:
        return x, y
    if "tile" in (source, target):
        raise refusal("tiles-have-no-place", crs=source, target=target)
    from pyproj import Transformer  # noqa: PLC0415  heavy

    full = {"CRS84": "OGC:CRS84"}
    change = Transformer.from_crs(full.get(source, source), full.get(target, target), always_xy=True)
    new_x, new_y = change.transform(x.to_numpy(), y.to_numpy())
    return pl.Series(new_x), pl.Series(new_y)
