"""Points to areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.areas.crs import RANGE, inside, named_crs, reproject, swapped
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.base.types import Numbers


def locate(areas: Areas, x: Numbers, y: Numbers, *, crs: str | None = None) -> pl.Series:
    """Find the area of each point.

    A point on a border belongs to the area just east of it; where the border runs exactly
    east-west, to the one just north of it. Where none lies there (the outer border), and where
    areas overlap, it belongs to the area with the smallest code that touches it. So every point in
    or on an area has exactly one area, whatever the order of areas or points.

    Parameters
    ----------
    areas : Areas
        Where to look.
    x, y : sequence of float
        Longitude and latitude, or RD metres. A polars or numpy column of 64-bit floats is not copied.
    crs : str, optional
        System of the points; without it that of the areas. Another system is reprojected.

    Returns
    -------
    polars.Series
        Code of the area, or null: outside every area, or a coordinate is missing (null or NaN).

    Raises
    ------
    InvalidInputError
        If columns differ in length, a coordinate is infinite or not in the range of its system, or
        every point has latitude first.

    Notes
    -----
    Exact: a grid knows the area of every cell that no border crosses; elsewhere edges are tested
    with Shewchuk's adaptive orientation predicate (1997, https://doi.org/10.1007/PL00009321).

    Examples
    --------
    >>> from spreiding.areas.areas import Areas
    >>> tiles = Areas.from_tiles(["a", "b"], ["A", "B"], [0, 1], [0, 0])
    >>> locate(tiles, [0.5, 1.0, 2.0, 2.1, None], [-0.5] * 5).to_list()
    ['a', 'b', 'b', None, None]
    """
    if not areas.placed:
        raise refusal("areas-without-place")
    px, py = _floats("x", x), _floats("y", y)
    system = named_crs(crs) if crs else areas.crs
    _check(px, py, system)
    if system != areas.crs:
        px, py = reproject(px, py, source=system, target=areas.crs)
    found = _core.locate(areas.shapes, px, py)
    # Nowhere is one place past the last code, which is null.
    return pl.Series("area", [*areas.codes, None], dtype=pl.String).gather(found)


def _floats(name: str, values: Numbers) -> pl.Series:
    """Return coordinates as a column of floats; 64-bit ones are not copied.

    Raises
    ------
    InvalidInputError
        If the values are no numbers.
    """
    try:
        column = values if isinstance(values, pl.Series) else pl.Series(name, values, dtype=pl.Float64)
        return column.cast(pl.Float64).alias(name)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        raise refusal("points-not-numbers", column=name) from error


def _check(x: pl.Series, y: pl.Series, crs: str) -> None:
    """Check that points lie in the range of their system.

    Raises
    ------
    InvalidInputError
        Names the first row that does not.
    """
    if len(x) != len(y):
        raise refusal("points-length", column="y", found=str(len(y)), expected=str(len(x)))
    ranges = [_range(x), _range(y)]
    if None in ranges:
        return
    (west, east), (south, north) = ranges  # type: ignore[misc]
    bounds = (west, south, east, north)
    if crs != "tile" and swapped(bounds):
        raise refusal("points-axes-swapped")
    box = RANGE.get(crs, (-1e300, -1e300, 1e300, 1e300))
    if inside(bounds, box):
        return
    for name, column, low, high in (("x", x, box[0], box[2]), ("y", y, box[1], box[3])):
        wrong = (~column.fill_nan(None).is_between(low, high)).arg_true()
        if len(wrong):
            rows = [str(row + 1) for row in wrong.head(10)]
            limits: dict[str, Any] = {"low": f"{low:g}", "high": f"{high:g}", "crs": crs}
            raise refusal("points-out-of-range", column=name, rows=rows, n=len(wrong), **limits)


def _range(column: pl.Series) -> tuple[float, float] | None:
    """Smallest and largest value, without NaN and null."""
    low, high = column.min(), column.max()
    if low is None or low != low:  # noqa: PLR0124  NaN only
        return None
    return float(low), float(high)  # type: ignore[arg-type]
