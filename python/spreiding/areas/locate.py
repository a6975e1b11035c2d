"""Points to areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.areas.crs import RANGE, inside, named_crs, reproject, swapped
from spreiding.values.columns import numbers
from spreiding.values.names import need_columns
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spreiding.areas.areas import Areas
    from spreiding.areas.crs import Bounds
    from spreiding.base.types import Numbers

#: Rows of a fault that a message names.
MOST = 10


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
    px, py = _floats("x", x), _floats("y", y)
    if len(px) != len(py):
        raise refusal("points-length", column="y", found=str(len(py)), expected=str(len(px)))
    points = Points(areas, crs)
    points.note(px, py)
    points.check()
    return points.areas_of(px, py)


def locate_batches(
    areas: Areas, batches: Iterable[Any], *, x: str = "x", y: str = "y", area: str = "area", crs: str | None = None
) -> Iterator[Any]:
    """Find the area of each point of a stream of batches, by the rules of :func:`locate`.

    One batch is in memory at a time, and the areas are indexed once. It suits what hands out Arrow batches: a
    ``RecordBatchReader``, ``iter_batches`` of Parquet (open the file with ``pre_buffer=False``: else pyarrow keeps all
    that it has read), ``to_pyarrow_batches`` of Ibis, and inside the workers of Spark ``mapInArrow``; areas can be
    pickled, so they go there with the function.

    Parameters
    ----------
    areas : Areas
        Where to look.
    batches : iterable
        Record batches or tables of pyarrow, frames of polars, or whatever exports an Arrow stream.
    x, y : str
        Columns with longitude and latitude, or RD metres: numbers; null, NaN and signs of a missing value such as
        -99997 are missing.
    area : str
        Name of the column that is added.
    crs : str, optional
        System of the points; without it that of the areas.

    Yields
    ------
    pyarrow.RecordBatch, pyarrow.Table or polars.DataFrame
        Each batch with its column of areas (null: outside every area, or a coordinate is missing); of the kind that
        came in where that is one of pyarrow, else of polars.

    Raises
    ------
    InvalidInputError
        If a batch has no such columns, or has one named ``area`` already. After the last batch, if a coordinate of
        any was infinite or not in the range of its system, or all points have latitude first: rows are counted from 1
        through all batches.

    Examples
    --------
    >>> from spreiding.areas.areas import Areas
    >>> tiles = Areas.from_tiles(["a", "b"], ["A", "B"], [0, 1], [0, 0])
    >>> batches = (pl.DataFrame({"x": [0.5, x], "y": [-0.5, -0.5]}) for x in (1.5, 9.0))
    >>> [batch["area"].to_list() for batch in locate_batches(tiles, batches)]
    [['a', 'b'], ['a', None]]
    """
    points = Points(areas, crs)
    for batch in batches:
        frame = batch if isinstance(batch, pl.DataFrame) else pl.DataFrame(batch)
        need_columns(frame, [x, y], source="batch")
        if area in frame.columns:
            raise refusal("batch-has-area", source="batch", column=area)
        found = numbers(frame, {x: "number", y: "number"}, source="batch")
        points.note(found[x], found[y])
        located = points.areas_of(found[x], found[y]).alias(area)
        if hasattr(batch, "append_column"):
            yield batch.append_column(area, located.to_arrow().cast("string"))
        else:
            yield frame.with_columns(located)
    points.check()


class Points:
    """Points in one system that are located batch after batch, and checked as a whole."""

    def __init__(self, areas: Areas, crs: str | None = None) -> None:
        if not areas.placed:
            raise refusal("areas-without-place")
        self.areas, self.crs = areas, named_crs(crs) if crs else areas.crs
        # Nowhere is one place past the last code, which is null.
        self.codes = pl.Series("area", [*areas.codes, None], dtype=pl.String)
        self.box = RANGE.get(self.crs, (-1e300, -1e300, 1e300, 1e300))
        self._before, self._bounds = 0, None
        self._wrong: dict[str, tuple[int, list[int]]] = {"x": (0, []), "y": (0, [])}

    _bounds: Bounds | None  #: Smallest x and y, largest x and y so far.

    def areas_of(self, x: pl.Series, y: pl.Series) -> pl.Series:
        """Return the area of each point, null where there is none or a coordinate is missing."""
        if self.crs != self.areas.crs:
            x, y = reproject(x, y, source=self.crs, target=self.areas.crs)
        return self.codes.gather(_core.locate(self.areas.shapes, x, y))

    def note(self, x: pl.Series, y: pl.Series) -> None:
        """Look at the next points; what is wrong with them is kept for :meth:`check`."""
        spans = [_range(x), _range(y)]
        if None not in spans:
            (west, east), (south, north) = spans  # type: ignore[misc]
            here = (west, south, east, north)
            old = self._bounds or here
            self._bounds = (min(old[0], west), min(old[1], south), max(old[2], east), max(old[3], north))
            if not inside(here, self.box):
                self._keep("x", outside(x, self.box[0], self.box[2]))
                self._keep("y", outside(y, self.box[1], self.box[3]))
        self._before += len(x)

    def _keep(self, name: str, wrong: pl.Series) -> None:
        n, rows = self._wrong[name]
        at = wrong.arg_true()
        self._wrong[name] = (n + len(at), [*rows, *(row + self._before + 1 for row in at.head(MOST - len(rows)))])

    def fault(self) -> tuple[str, dict[str, Any]] | None:
        """Return what is wrong with the points so far, as the code and the data of a refusal."""
        if self._bounds is not None and self.crs != "tile" and swapped(self._bounds):
            return "points-axes-swapped", {}
        for name, low, high in (("x", self.box[0], self.box[2]), ("y", self.box[1], self.box[3])):
            n, rows = self._wrong[name]
            if n:
                limits = {"low": f"{low:g}", "high": f"{high:g}", "crs": self.crs}
                return "points-out-of-range", {"column": name, "rows": [str(r) for r in rows], "n": n, **limits}
        return None

    def check(self) -> None:
        """Refuse points of which one is out of range, or all have latitude first.

        Raises
        ------
        InvalidInputError
            Names the first rows, counted from 1 through all batches.
        """
        if fault := self.fault():
            raise refusal(fault[0], **fault[1])


def outside(column: pl.Series, low: float, high: float) -> pl.Series:
    """Return whether a coordinate is there and not in its range."""
    return (~column.fill_nan(None).is_between(low, high)).fill_null(value=False)


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


def _range(column: pl.Series) -> tuple[float, float] | None:
    """Smallest and largest value, without NaN and null."""
    low, high = column.min(), column.max()
    if low is None or low != low:  # noqa: PLR0124  NaN only
        return None
    return float(low), float(high)  # type: ignore[arg-type]
