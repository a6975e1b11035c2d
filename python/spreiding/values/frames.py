"""Border: the only file that knows which kinds of frame exist (polars, pandas, any Arrow stream)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.values.cells import typed
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.base.types import Frame


def to_frame(data: Frame, *, source: str) -> pl.DataFrame:
    """Return any frame as polars; ``source`` is the name an error message uses.

    A column whose values are of one kind has that kind; one of several kinds stays a column of objects, and is read
    by what it must hold: :mod:`spreiding.values.columns`.

    Raises
    ------
    InvalidInputError
        If the object is not a frame, its columns differ in length, or a name occurs twice.
    """
    try:
        return _framed(data, source)
    except Exception as error:
        if isinstance(error, InvalidInputError):
            raise
        # Of polars or of an engine; its text may quote a record.
        raise refusal("frame-unreadable", source=source, reason=type(error).__name__) from None


def _framed(data: Any, source: str) -> pl.DataFrame:
    if isinstance(data, pl.DataFrame):
        held = [name for name, dtype in data.schema.items() if dtype == pl.Object]
        return data.with_columns(typed(name, data.get_column(name).to_list()) for name in held) if held else data
    if isinstance(data, pl.LazyFrame):
        return data.collect()
    if isinstance(data, Mapping):
        columns = {str(name): _column(str(name), values) for name, values in data.items()}
        lengths = {name: len(values) for name, values in columns.items()}
        if len(set(lengths.values())) > 1:
            raise refusal("frame-lengths", source=source, lengths=[f"{name} {n}" for name, n in lengths.items()])
        return pl.DataFrame(list(columns.values()))
    # A relation of duckdb also has `dtypes`: a list of its own types.
    if hasattr(getattr(data, "dtypes", None), "items") and hasattr(data, "__arrow_c_stream__"):
        return _of_pandas(data, source)
    if hasattr(data, "__arrow_c_stream__"):
        frame = pl.DataFrame(cast("Any", data))
        return frame.select([name for name in frame.columns if not name.startswith("__index_level_")])
    raise refusal("no-frame", source=source, found=type(data).__name__)


def _column(name: str, values: Any) -> pl.Series:
    """Return a column of a mapping: a series, an array, or a list."""
    if isinstance(values, pl.Series):
        return values.alias(name) if values.dtype != pl.Object else typed(name, values.to_list())
    if hasattr(values, "__arrow_c_stream__") or hasattr(values, "__arrow_c_array__"):
        try:
            return pl.Series(name, values)
        except (pl.exceptions.PolarsError, TypeError, ValueError):
            return typed(name, list(values))
    if hasattr(values, "dtype") and getattr(values.dtype, "kind", "O") not in {"O", "U", "S"}:
        return pl.Series(name, values)
    return typed(name, list(values))


def _of_pandas(data: Any, source: str) -> pl.DataFrame:
    """Return a frame of pandas; its columns of objects, which Arrow takes for one kind or refuses, value by value."""
    names = [str(name) for name in data.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise refusal("frame-column-twice", source=source, columns=twice)
    held = {str(name): typed(str(name), data[name].tolist()) for name, of in data.dtypes.items() if str(of) == "object"}
    rest = data[[name for name, of in data.dtypes.items() if str(of) != "object"]]
    frame = pl.DataFrame(rest) if rest.shape[1] else pl.DataFrame()
    index = [name for name in frame.columns if not name.startswith("__index_level_") and name not in names]
    columns = [held[name] if name in held else frame.get_column(name) for name in names]
    return pl.DataFrame([*columns, *(frame.get_column(name) for name in index)])
