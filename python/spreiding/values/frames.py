"""Border: the only file that knows which kinds of frame exist (polars, pandas, any Arrow stream)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spreiding.base.types import Frame


def to_frame(data: Frame, *, source: str) -> pl.DataFrame:
    """Return any frame as polars; ``source`` is the name an error message uses.

    Raises
    ------
    InvalidInputError
        If the object is not a frame.
    """
    if isinstance(data, pl.DataFrame):
        return data
    if isinstance(data, pl.LazyFrame):
        return data.collect()
    if isinstance(data, Mapping):
        try:
            return pl.DataFrame(cast("Mapping[str, Any]", data), strict=False)
        except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
            msg = f"{source} is a mapping whose columns are no table: {type(error).__name__}"
            raise InvalidInputError(msg) from error
    if hasattr(data, "__arrow_c_stream__"):
        frame = pl.DataFrame(cast("Any", data))
        return frame.select([c for c in frame.columns if not c.startswith("__index_level_")])
    msg = (
        f"{source} is a {type(data).__name__}, must be a frame: polars, pandas 2.2 or later, "
        "pyarrow, or any object with __arrow_c_stream__"
    )
    raise InvalidInputError(msg)


def need_columns(frame: pl.DataFrame, names: Sequence[str], *, source: str) -> None:
    """Check that the columns exist.

    Raises
    ------
    InvalidInputError
        Names every missing column and the columns there are.
    """
    missing = [name for name in names if name not in frame.columns]
    if missing:
        msg = (
            f"{source} has no column {', '.join(map(repr, missing))}; "
            f"its columns are {', '.join(map(repr, frame.columns))}"
        )
        raise InvalidInputError(msg)


def floats(frame: pl.DataFrame, name: str, *, source: str) -> pl.Series:
    """Return a numeric column as 64-bit floats; null stays null, NaN becomes null.

    Raises
    ------
    InvalidInputError
        If the column does not exist or holds something other than numbers.
    """
    need_columns(frame, [name], source=source)
    column = frame.get_column(name)
    if column.dtype == pl.Null:
        return column.cast(pl.Float64)
    if not column.dtype.is_numeric():
        msg = f"{source}, column {name!r} holds {column.dtype}, must hold numbers"
        raise InvalidInputError(msg)
    return column.cast(pl.Float64).fill_nan(None)


def texts(frame: pl.DataFrame, name: str, *, source: str) -> pl.Series:
    """Return a column of codes as text, as they stand.

    Raises
    ------
    InvalidInputError
        If the column does not exist, or holds numbers: a code such as ``01`` has then lost its zero.
    """
    need_columns(frame, [name], source=source)
    column = frame.get_column(name)
    if column.dtype.is_numeric():
        msg = (
            f"{source}, column {name!r} holds numbers ({column.dtype}), must hold codes as text; "
            "a leading zero may already be lost"
        )
        raise InvalidInputError(msg)
    return column.cast(pl.String)


def column(values: Iterable[float | None] | Any, *, name: str) -> pl.Series:
    """Return one column of numbers (series, array, list …) as 64-bit floats; null and NaN become null.

    Raises
    ------
    InvalidInputError
        If the values are not numbers.
    """
    try:
        found = values if isinstance(values, pl.Series) else pl.Series(name, _plain(values))
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        msg = f"{name} must be a column of numbers: series, array or list, is a {type(values).__name__}"
        raise InvalidInputError(msg) from error
    if found.dtype == pl.Null:
        return found.cast(pl.Float64)
    if not found.dtype.is_numeric():
        msg = f"{name} holds {found.dtype}, must hold numbers"
        raise InvalidInputError(msg)
    return found.cast(pl.Float64).fill_nan(None)


def _plain(values: Any) -> Any:
    """Keep arrays and Arrow columns as they are; a list of whole and broken numbers becomes floats."""
    if hasattr(values, "__arrow_c_stream__") or hasattr(values, "__array__"):
        return values
    values = list(values)
    whole = all(v is None or (isinstance(v, int | float) and not isinstance(v, bool)) for v in values)
    return [None if v is None else float(v) for v in values] if whole else values


def read_table(source: Any, *, numeric: Sequence[str]) -> tuple[pl.DataFrame, str]:
    """Read a small table from a path (CSV, Parquet) or any frame; returns it with its name for messages.

    A CSV may be Dutch (``;``, decimal comma, point for thousands) or international; ``numeric`` names
    the columns that are read as numbers.

    Raises
    ------
    InvalidInputError
        If the file cannot be read, its lines differ in length, or a number is not one in its notation.
    """
    if not isinstance(source, str | Path):
        return to_frame(source, source="frame"), "frame"
    path = Path(source)
    if path.suffix.lower() in {".parquet", ".pq"}:
        need_columns(pl.DataFrame(schema=_core.Source.parquet(path).names), [], source=path.name)
        return pl.read_parquet(path), path.name
    opened = _core.Source.csv(path)
    delimiter, dutch, _ = opened.dialect or (",", False, False)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        msg = f"{path.name}, line {line}: is not UTF-8 (it looks like Latin-1): save the file as UTF-8"
        raise InvalidInputError(msg) from error
    rows = [row for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter) if row][1:]
    for at, row in enumerate(rows, start=1):
        if len(row) != len(opened.names):
            msg = f"{path.name}, row {at}: has {len(row)} fields, must have {len(opened.names)} as the first line has"
            raise InvalidInputError(msg)
    columns = {name: [row[i].strip() or None for row in rows] for i, name in enumerate(opened.names)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    written = [n for n in numeric if n in columns]
    return frame.with_columns(numbers(frame, n, path.name, dutch=dutch) for n in written), path.name


def numbers(frame: pl.DataFrame, name: str, source: str, *, dutch: bool) -> pl.Series:
    """Return a column of numbers as text as numbers, in the Dutch or the international notation.

    Raises
    ------
    InvalidInputError
        If a value is no number in that notation; names the first rows.
    """
    values, bad = _core.parse_numbers(frame.get_column(name), dutch)
    if bad:
        notation = "Dutch (1.785,5)" if dutch else "international (1,785.5)"
        other = "international" if dutch else "Dutch"
        rows = ", ".join(str(row) for row in bad[:5])
        msg = (
            f"{source}, column {name!r}: {len(bad)} values are no number in {notation} notation, which the "
            f"delimiter of the file points to, first in row {rows}; are they in {other} notation?"
        )
        raise InvalidInputError(msg)
    return pl.Series(name, values)


def whole_numbers(data: pl.DataFrame, name: str, source: str) -> pl.Series:
    """Return a column of whole numbers >= 0; null stays null."""
    values = floats(data, name, source=source)
    bad = (values < 0) | (values != values.floor()) | values.is_infinite()
    if bad.any():
        row = int(bad.fill_null(value=False).arg_true()[0])
        value = values[row]
        hint = ""
        if value != round(value, 0) and round(value * 1000) == value * 1000:
            hint = f"; in Dutch notation {value:.3f} is {value * 1000:.0f}: read the file with its thousands point"
        msg = f"{source}, column {name!r}, row {row + 1}: {value:g}, must be a whole number >= 0{hint}"
        raise InvalidInputError(msg)
    return values.cast(pl.Int64)


def row_list(table: pl.DataFrame, most: int = 5) -> str:
    """Write the row numbers of a table with a column ``row``, the first of them."""
    rows = table.get_column("row").to_list()
    text = ", ".join(str(row) for row in rows[:most])
    more = f" and {len(rows) - most} more" if len(rows) > most else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {text}{more}"
