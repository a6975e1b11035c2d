"""Values of several kinds in one column, as spreadsheets and pandas hold them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_missing(value: Any) -> bool:
    """Return whether a value is none: ``None``, NaN, NaT, ``pandas.NA``.

    >>> is_missing(float("nan")), is_missing(""), is_missing(0)
    (True, False, False)
    """
    if value is None:
        return True
    # NaN and NaT do not equal themselves, and whether NA does is unknown: it has no truth.
    different = value != value  # noqa: PLR0124
    return different is True or (type(different).__name__ in {"NAType", "bool_"} and bool(_truth(different)))


def _truth(value: Any) -> bool:
    try:
        return bool(value)
    except TypeError:
        return True


def kind_of(value: Any) -> str:
    """Return the kind of a value: ``text``, ``flag``, ``whole``, ``number``, ``day`` or ``other``.

    >>> [kind_of(value) for value in ("a", True, 2, 2.5, date(2016, 1, 1), b"a")]
    ['text', 'flag', 'whole', 'number', 'day', 'other']
    """
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}:
        return "flag"
    if isinstance(value, Integral):
        return "whole"
    if isinstance(value, Real | Decimal):
        return "number"
    return "day" if isinstance(value, date) else "other"


def day_of(value: date) -> date:
    """Return the day of a date or a point in time: in a time zone, the day there.

    >>> from datetime import timezone, timedelta
    >>> day_of(datetime(2017, 1, 1, tzinfo=timezone(timedelta(hours=1))))
    datetime.date(2017, 1, 1)
    """
    return value.date() if isinstance(value, datetime) else value


def typed(name: str, values: Sequence[Any]) -> pl.Series:
    """Return values as a column: of one kind where they are, else of objects.

    Whole and broken numbers together are numbers. Points in time become days.

    >>> typed("a", ["x", None]).dtype, typed("a", [1, 2.5]).dtype, typed("a", [None]).dtype, typed("a", ["x", 1]).dtype
    (String, Float64, Null, Object)
    """
    plain = [None if is_missing(value) else value for value in values]
    kinds = {kind_of(value) for value in plain if value is not None}
    if not kinds:
        return pl.Series(name, plain, dtype=pl.Null)
    alike: dict[str, tuple[Any, Any]] = {"text": (str, pl.String), "flag": (bool, pl.Boolean), "day": (day_of, pl.Date)}
    if len(kinds) == 1 and (kind := next(iter(kinds))) in alike:
        made, dtype = alike[kind]
        return pl.Series(name, [None if v is None else made(v) for v in plain], dtype=dtype)
    if kinds == {"whole"} and all(v is None or -(2**63) <= int(v) < 2**63 for v in plain):
        return pl.Series(name, [None if v is None else int(v) for v in plain], dtype=pl.Int64)
    if kinds <= {"whole", "number"}:
        return pl.Series(name, [None if v is None else float(v) for v in plain], dtype=pl.Float64)
    return pl.Series(name, plain, dtype=pl.Object)


def narrowed(column: pl.Series) -> pl.Series:
    """Return numbers of a source that has only floats: as whole numbers where all of them are.

    >>> narrowed(pl.Series([1.0, None])).dtype, narrowed(pl.Series([1.5, 2.0])).dtype
    (Int64, Float64)
    """
    there = column.drop_nulls().drop_nans()
    # Up to 2^53 whole numbers can be told apart.
    whole = ((there == there.floor()) & (there.abs() <= 2**53)).all()
    return column.fill_nan(None).cast(pl.Int64) if whole else column
