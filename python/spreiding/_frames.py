"""Border: the only file that knows which kinds of frame exist (polars, pandas, any Arrow stream)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from spreiding._core import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding._types import Frame


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
        return pl.DataFrame(cast("Mapping[str, Any]", data))
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
