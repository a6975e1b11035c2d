"""Columns of a table, read by the one vocabulary of values: codes, numbers, counts, yes and no, days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding import _core
from spreiding.values.cells import day_of, kind_of
from spreiding.values.names import need_columns
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spreiding.base.errors import InvalidInputError

    #: What stands for a missing value in a column of codes: see ``data/missing_signs.csv``.
    Kind = Literal["area", "group", "name"]

#: Rows that a message lists.
MOST = 5
#: Code of the row of lettings without a place.
NO_PLACE = "ONBEKEND"


class SheetRows(list[int]):
    """Rows of a sheet that rows of a table stand in."""


#: Kinds of column that hold text.
TEXT = (pl.String, pl.Categorical, pl.Enum)


def texts(frame: pl.DataFrame, name: str, *, source: str, kind: Kind = "name", known: Sequence[str] = ()) -> pl.Series:
    """Return a column of codes: cleaned, with null for a missing value.

    ``known`` are the codes that the column can have, where that is declared: those are no missing signs.

    Raises
    ------
    InvalidInputError
        If the column does not exist, holds numbers (a code such as ``01`` has then lost its zero), control
        characters, or a note under the table ("Bron: ...").
    """
    need_columns(frame, [name], source=source)
    column = frame.get_column(name)
    if column.dtype.is_numeric():
        raise refusal("codes-are-numbers", source=source, column=name, found=str(column.dtype))
    if column.dtype == pl.Object:
        bad = [row for row, value in enumerate(column.to_list(), 1) if value is not None and kind_of(value) != "text"]
        if bad:
            raise _bad("codes-mixed", source, name, bad)
    if column.dtype.is_temporal() or column.dtype.is_nested() or column.dtype == pl.Binary:
        raise _must_hold("part-text", column, source)
    held = _as_text(column)
    # None where nothing is declared: then the shapes of the values tell which signs are codes.
    values, (bad, _), notes = _core.codes_column(held, kind, list(known) or None)
    if values.null_count() > held.null_count():
        # The library's own code of no place, as its tables have it, is no sign there.
        placeless = held.str.strip_chars() == NO_PLACE
        values = pl.select(pl.when(placeless).then(pl.lit(NO_PLACE)).otherwise(values)).to_series()
    if bad:
        raise _bad("codes-unprintable", source, name, bad)
    if notes:
        raise _bad("codes-note", source, name, notes)
    return values.alias(name)


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Object:
        return pl.Series(column.name, column.to_list(), dtype=pl.String)
    return column.cast(pl.String)


def floats(frame: pl.DataFrame, name: str, *, source: str, notation: str | None = None) -> pl.Series:
    """Return a column of numbers as 64-bit floats; null, NaN and signs of a missing value become null.

    Raises
    ------
    InvalidInputError
        If the column does not exist or holds something other than numbers; if numbers are text that can be read in
        two notations and ``notation`` is not given.
    """
    need_columns(frame, [name], source=source)
    return numbers(frame, {name: "number"}, source=source, notation=notation)[name]


def numbers(
    frame: pl.DataFrame,
    columns: dict[str, str],
    *,
    source: str,
    notation: str | None = None,
    lines: Sequence[int] | None = None,
    before: int = 0,
) -> dict[str, pl.Series]:
    """Return columns of numbers (``number``) and counts (``count``) of one table as 64-bit floats.

    Numbers that are text have one notation in the whole table; counts are whole, which can decide it. A table that is
    a piece of a larger one stands after so many rows ``before``.
    """
    found: dict[str, pl.Series] = {}
    written: dict[str, pl.Series] = {}
    for name in columns:
        column = frame.get_column(name)
        if column.dtype == pl.Object:
            written[name], found[name] = _mixed(column, source)
        elif isinstance(column.dtype, TEXT):
            written[name] = column.cast(pl.String)
        elif column.dtype == pl.Null:
            found[name] = column.cast(pl.Float64)
        elif column.dtype.is_numeric():
            found[name] = _without_sentinels(column.cast(pl.Float64))
        else:
            raise refusal(
                "column-holds", source=source, column=name, holds=str(column.dtype), expected=Said("part-numbers")
            )
    asked = [(column, columns[name]) for name, column in written.items()]
    read, _, doubt = _core.numbers_columns(asked, notation)
    if doubt:
        raise _doubt(doubt, list(written), [bad for _, (bad, _) in read], source, lines)
    for name, (values, (bad, _)) in zip(written, read, strict=True):
        if bad:
            raise _bad("numbers-bad", source, name, bad, lines, before)
        known = values.fill_nan(None).alias(name)
        found[name] = known if name not in found else known.fill_null(found[name])
    return {name: found[name] for name in columns}


def _mixed(column: pl.Series, source: str) -> tuple[pl.Series, pl.Series]:
    """Return the texts and the numbers of a column that holds both."""
    values = column.to_list()
    kinds = [None if value is None else kind_of(value) for value in values]
    bad = [row for row, kind in enumerate(kinds, 1) if kind not in {None, "text", "whole", "number"}]
    if bad:
        raise _bad("numbers-bad", source, column.name, bad)
    text = [value if kind == "text" else None for value, kind in zip(values, kinds, strict=True)]
    plain = [float(value) if kind in {"whole", "number"} else None for value, kind in zip(values, kinds, strict=True)]
    return pl.Series(column.name, text, dtype=pl.String), pl.Series(column.name, plain, dtype=pl.Float64)


def _without_sentinels(column: pl.Series) -> pl.Series:
    low = column.fill_nan(None)
    # Numbers that stand for a missing value are far below zero: nothing to look up in the usual column.
    if (low.min() or 0) > -90_000:  # type: ignore[operator]
        return low
    return pl.Series(column.name, [None if v is None or _core.is_sentinel(v) else v for v in low], dtype=pl.Float64)


def _doubt(
    doubt: tuple[str, Any], names: Sequence[str], bad: Sequence[Sequence[int]], source: str, lines: Sequence[int] | None
) -> InvalidInputError:
    why, where = doubt
    if why == "either":
        at, row = where
        return _bad("notation-open", source, names[at], [row], lines)
    at = max(range(len(bad)), key=lambda i: len(bad[i]))
    return _bad("notation-both", source, names[at], bad[at], lines)


def whole_numbers(data: pl.DataFrame, name: str, source: str, notation: str | None = None) -> pl.Series:
    """Return a column of whole numbers >= 0; null stays null, and ``-`` is nil.

    Raises
    ------
    InvalidInputError
        If a value is no such number, or so large that whole numbers cannot be told apart.
    """
    need_columns(data, [name], source=source)
    values = numbers(data, {name: "count"}, source=source, notation=notation)[name]
    bad = (values < 0) | (values != values.floor()) | values.is_infinite() | (values > 2**53)
    if bad.any():
        row = int(bad.fill_null(value=False).arg_true()[0])
        value = values[row]
        place: dict[str, Any] = {
            "source": source,
            "column": name,
            "rows": [row + 1],
            "first": str(row + 1),
            "found": f"{value:g}",
        }
        # Read by another program, which took the point of thousands for a decimal one.
        if data.schema[name].is_float() and value != round(value, 0) and round(value * 1000) == value * 1000:
            raise refusal("count-thousands", **place, written=f"{value:.3f}", thousands=f"{value * 1000:.0f}")
        raise refusal("count-not-whole", **place)
    return values.cast(pl.Int64)


def flags(frame: pl.DataFrame, name: str, *, source: str) -> pl.Series:
    """Return a column of yes and no, in words of either language, as booleans; null stays null."""
    need_columns(frame, [name], source=source)
    column = frame.get_column(name)
    if isinstance(column.dtype, pl.Boolean | pl.Null):
        return column.cast(pl.Boolean)
    if column.dtype == pl.Object:
        column = pl.Series(name, [None if v is None else str(v) for v in column.to_list()], dtype=pl.String)
    elif column.dtype.is_float():
        column = (
            column.fill_nan(None)
            .cast(pl.Int64, strict=False)
            .cast(pl.String)
            .set(column.is_not_nan() & column.is_not_null() & (column != column.floor()), "?!")
        )
    values, (bad, _) = _core.flags_column(column.cast(pl.String))
    if bad:
        raise _bad("flag-is-no-yes-or-no", source, name, bad)
    return values.alias(name)


def days(frame: pl.DataFrame, name: str, *, source: str, lines: Sequence[int] | None = None) -> pl.Series:
    """Return a column of days: dates, points in time (in a time zone, the day there) or text; null stays null."""
    need_columns(frame, [name], source=source)
    found, bad = as_days(frame.get_column(name), source=source)
    if bad:
        raise _bad("days-bad", source, name, bad, lines)
    return found


def as_days(column: pl.Series, *, source: str) -> tuple[pl.Series, list[int]]:
    """Return the days of a column, and the rows (from 1) whose text is none."""
    if isinstance(column.dtype, pl.Date | pl.Datetime):
        return local_days(column), []
    if column.dtype == pl.Object:
        held = column.to_list()
        bad = [row for row, v in enumerate(held, 1) if v is not None and kind_of(v) not in {"text", "day"}]
        text = [v if v is None or isinstance(v, str) else day_of(v).isoformat() for v in map(_day_or_text, held)]
        found, more = as_days(pl.Series(column.name, text, dtype=pl.String), source=source)
        return found, sorted({*bad, *more})
    if not isinstance(column.dtype, (*TEXT, pl.Null)):
        raise refusal(
            "column-holds", source=source, column=column.name, holds=str(column.dtype), expected=Said("part-dates")
        )
    read, (unread, _) = _core.days_column(column.cast(pl.String))
    return read.cast(pl.Date).alias(column.name), unread


def _day_or_text(value: Any) -> Any:
    return value if value is None or kind_of(value) in {"text", "day"} else None


def local_days(column: pl.Series) -> pl.Series:
    """Return the days of dates or points in time; in a time zone, the days there."""
    if isinstance(column.dtype, pl.Datetime) and column.dtype.time_zone:
        column = column.dt.replace_time_zone(None)
    return column.cast(pl.Date)


def column(values: Iterable[float | None] | Any, *, name: str) -> pl.Series:
    """Return one column of numbers (series, array, list ...) as 64-bit floats; null and NaN become null.

    Raises
    ------
    InvalidInputError
        If the values are not numbers.
    """
    try:
        found = values if isinstance(values, pl.Series) else pl.Series(name, _plain(values))
    except (TypeError, ValueError, pl.exceptions.PolarsError):
        raise refusal("not-a-column", argument=name, found=type(values).__name__) from None
    if found.dtype == pl.Null:
        return found.cast(pl.Float64)
    if not found.dtype.is_numeric():
        raise refusal("values-not-numbers", argument=name, found=str(found.dtype))
    return found.cast(pl.Float64).fill_nan(None)


def _plain(values: Any) -> Any:
    """Keep arrays and Arrow columns as they are; a list of whole and broken numbers becomes floats."""
    if hasattr(values, "__arrow_c_stream__") or hasattr(values, "__array__"):
        return values
    values = list(values)
    whole = all(v is None or (isinstance(v, int | float) and not isinstance(v, bool)) for v in values)
    return [None if v is None else float(v) for v in values] if whole else values


def _bad(
    code: str, source: str, column: str, rows: Sequence[int], lines: Sequence[int] | None = None, before: int = 0
) -> InvalidInputError:
    """Return an error at rows of a column: their number, and the first of them."""
    data: dict[str, Any] = {"source": source, "column": column, "rows": [row + before for row in rows], "n": len(rows)}
    data |= {"first": row_text(rows, lines, before)}
    return refusal(code, **data)


def row_text(rows: Sequence[int], lines: Sequence[int] | None = None, before: int = 0) -> Said | str:
    """Return the first row numbers as a part of a sentence, with their lines in the file where it has lines.

    ``before`` are rows of pieces that were read before.

    >>> from spreiding.words.catalogue import sentence
    >>> held = [row_text([2], [2, 5]), row_text([2], SheetRows([2, 5])), row_text([2], [7, 8], before=40)]
    >>> row_text([2, 3]), [sentence(said.code, "nl", **said.data) for said in held]
    ('2, 3', ['2 (regel 5)', '2 (rij 5 van het blad)', '42 (regel 8)'])
    """
    there = None if lines is None else [lines[row - 1] for row in rows[:MOST]]
    numbers = [row + before for row in rows[:MOST]]
    return numbered(numbers, there, sheet=isinstance(lines, SheetRows), more=len(rows) > MOST)


def numbered(
    rows: Sequence[int], lines: Sequence[int] | None = None, *, sheet: bool = False, more: bool = False
) -> Said | str:
    """Return row numbers as a part of a sentence, with the line of a file, or the row of a sheet, of each."""
    text, there = (", ".join(map(str, numbers or ())) for numbers in (rows, lines))
    text = f"{text} …" if more else text
    return Said("rows-in-sheet" if sheet else "rows-on-lines", {"rows": text, "lines": there}) if there else text


def row_list(rows: Sequence[int], lines: Sequence[int] | None = None) -> Said:
    """Return row numbers, the first of them, as a part of a sentence: "row 3", "rows 3, 5"."""
    return Said("rows-listed", {"n": len(rows), "rows": row_text(rows, lines)})


def _must_hold(expected: str, column: pl.Series, source: str) -> InvalidInputError:
    holds, said = str(column.dtype), Said(expected)
    return refusal("column-holds", source=source, column=column.name, holds=holds, expected=said)
