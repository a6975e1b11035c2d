"""Border: values of areas, however given, in the order of the areas they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from spreiding.values.columns import floats, texts
from spreiding.values.frames import to_frame
from spreiding.values.names import nearest
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding import _core
    from spreiding.areas.neighbours import Neighbours
    from spreiding.base.types import AreaValues, Frame

_PAIR = 2


def align(values: AreaValues, codes: Sequence[str], *, what: str = "values") -> pl.Series:
    """Return one number per code; missing ones are null.

    Parameters
    ----------
    values : sequence, mapping of code to number, (codes, numbers), or frame with ``area`` and one more column
        A plain sequence is in the order of the codes.
    codes : sequence of str
        Areas in the order wanted.
    what : str
        Name for messages.

    Raises
    ------
    InvalidInputError
        If a plain sequence differs in length, or a code is unknown or occurs twice.

    Examples
    --------
    >>> align({"b": 2, "a": 1}, ["a", "b", "c"]).to_list()
    [1.0, 2.0, None]
    """
    given: tuple[Sequence[Any], Any] | None = None
    if isinstance(values, Mapping):
        given = (list(values), list(values.values()))
    elif isinstance(values, tuple) and len(values) == _PAIR and not isinstance(values[1], (int, float)):
        given = values
    elif not isinstance(values, pl.Series) and hasattr(values, "columns"):
        frame = to_frame(cast("Frame", values), source=what)
        others = [name for name in frame.columns if name != "area"]
        if len(others) != 1:
            raise refusal("values-columns", source=what, columns=frame.columns)
        given = (texts(frame, "area", source=what).to_list(), frame.get_column(others[0]))
    if given is None:
        return _numbers(values, len(codes), what)
    areas, numbers = list(given[0]), _numbers(given[1], len(given[0]), what).to_list()
    known = set(codes)
    unknown = [code for code in areas if code not in known]
    if unknown or len(set(areas)) < len(areas):
        if unknown:
            near = [like for code in unknown[:5] if isinstance(code, str) and (like := nearest(code, codes))]
            raise refusal("values-unknown-area", source=what, n=len(unknown), near=near or "none")
        raise refusal("values-area-twice", source=what, area=next(code for code in areas if areas.count(code) > 1))
    found = dict(zip(areas, numbers, strict=True))
    return pl.Series([found.get(code) for code in codes], dtype=pl.Float64)


def _numbers(values: AreaValues, expected: int, what: str) -> pl.Series:
    try:
        column = values if isinstance(values, pl.Series) else pl.Series(values)
        column = floats(pl.DataFrame({"x": column}), "x", source=what)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        raise refusal("area-values-not-numbers", source=what) from error
    if len(column) != expected:
        raise refusal("values-length", source=what, found=str(len(column)), expected=str(expected))
    infinite = column.is_infinite().arg_true()
    if len(infinite):
        raise refusal("values-infinite", source=what, rows=[str(infinite[0] + 1)])
    return column


@dataclass(frozen=True)
class Aligned:
    """Values without missing ones, and the weights among their areas, in the order of the codes."""

    codes: list[str]
    values: pl.Series
    weights: _core.Weights
    dropped: list[str]  #: Areas without a value.

    @classmethod
    def of(cls, values: AreaValues, neighbours: Neighbours) -> Aligned:
        """Match values with neighbours; sorted by code, so that the order given changes nothing."""
        codes = neighbours.codes
        column = align(values, codes)
        order = pl.Series(codes, dtype=pl.String).arg_sort()
        keep = order.filter(column.gather(order).is_not_null())
        weights = neighbours.weights.subset(keep.cast(pl.UInt32))
        if neighbours.standardised:
            weights = weights.row_standardised()
        there = pl.Series(codes, dtype=pl.String).gather(keep).to_list()
        dropped = sorted(set(codes) - set(there))
        return cls(there, column.gather(keep), weights, dropped)
