"""Where records come from: files and frames, and how each is passed once more."""

from __future__ import annotations

import glob
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.values import frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


#: Columns of numbers and the smallest value each can have.
NUMBERS = {"x": float("-inf"), "y": float("-inf"), "floor_area": 0.0, "rent": 0.0}


EPOCH = date(1970, 1, 1)


#: Rows of a LazyFrame that are in memory at a time.
BATCH = 1_000_000


@dataclass(frozen=True)
class Part:
    """One file or frame of the records, and how it can be read again."""

    name: str
    kind: str  #: ``csv``, ``parquet``, ``frame`` or ``lazy``
    held: Any = field(repr=False)  #: path, or frame
    stamp: tuple[int, int] | None = None  #: size and time of a file, to notice a change

    def scan(self) -> tuple[pl.LazyFrame, bool]:
        """Return the records as a LazyFrame (a CSV as text), and whether its numbers are Dutch."""
        if self.kind == "csv":
            mark, dutch, _ = _core.Source.csv(self.held).dialect or (",", False, False)
            return pl.scan_csv(self.held, separator=mark, infer_schema=False), dutch
        return (pl.scan_parquet(self.held) if self.kind == "parquet" else self.held.lazy()), False

    def sources(self, columns: Sequence[tuple[str, str]]) -> Iterator[_core.Source]:
        """Yield what the core reads; ``columns`` are names in the source with what they hold."""
        if self.kind in {"csv", "parquet"}:
            if self.stamp != _stamp(self.held):
                msg = f"{self.name}: the file has changed since it was read; read it again"
                raise InvalidInputError(msg)
            yield (_core.Source.csv if self.kind == "csv" else _core.Source.parquet)(self.held)
        elif self.kind == "frame":
            yield _core.Source.frame(prepared(self.held, columns, self.name))
        else:
            names = list(dict.fromkeys(name for name, _ in columns))
            try:
                for batch in self.held.select(names).collect_batches(chunk_size=BATCH):
                    yield _core.Source.frame(prepared(batch, columns, self.name))
            except pl.exceptions.PolarsError as error:
                # The text of the error may quote a record.
                msg = f"{self.name}: cannot be read row by row ({type(error).__name__})"
                raise InvalidInputError(msg) from None


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def parts_of(source: Any) -> Iterator[Part]:
    """Yield the files and frames of a source."""
    if isinstance(source, str | Path):
        names = sorted(glob.glob(str(source))) if glob.has_magic(str(source)) else [str(source)]  # noqa: PTH207
        if not names:
            msg = f"source is {str(source)!r}: no file has such a name"
            raise InvalidInputError(msg)
        yield from map(_file, names)
    elif isinstance(source, tuple) and source and all(isinstance(item, Part) for item in source):
        yield from source
    elif isinstance(source, list | tuple) and all(isinstance(item, str | Path) for item in source):
        yield from map(_file, source)
    elif isinstance(source, pl.LazyFrame):
        yield Part("LazyFrame", "lazy", source)
    else:
        yield Part(f"{type(source).__name__} of records", "frame", frames.to_frame(source, source="source"))


def _file(name: str | Path) -> Part:
    path = Path(name)
    kinds = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".parquet": "parquet", ".pq": "parquet"}
    if path.suffix.lower() not in kinds:
        msg = f"source is {path.name!r}, must be a file that ends in {', '.join(kinds)}"
        raise InvalidInputError(msg)
    if not path.is_file():
        msg = f"{path.name}: there is no such file"
        raise InvalidInputError(msg)
    if path.stat().st_size == 0:
        msg = f"{path.name}: the file is empty, must start with a line of column names"
        raise InvalidInputError(msg)
    return Part(path.name, kinds[path.suffix.lower()], path, _stamp(path))


def column_names(part: Part) -> list[str]:
    """Return the names of the columns of a part."""
    if part.kind == "lazy":
        return list(part.held.collect_schema().names())
    if part.kind == "frame":
        return list(part.held.columns)
    return list((_core.Source.csv if part.kind == "csv" else _core.Source.parquet)(part.held).names)


def numeric(parts: tuple[Part, ...], column: str) -> bool:
    """Return whether a column holds numbers somewhere."""
    frames = [part.scan()[0] for part in parts if part.kind != "csv"]
    return any(frame.collect_schema().get(column, pl.String()).is_numeric() for frame in frames)


def prepared(frame: pl.DataFrame, columns: Sequence[tuple[str, str]], source: str) -> pl.DataFrame:
    """Return the columns as the core takes them: text, days or numbers."""
    prepared = []
    for name, kind in columns:
        column = frame.get_column(name)
        if kind == "number":
            column = frames.floats(frame, name, source=source)
        elif kind in {"text", "key"}:
            text = column.dtype in {pl.Boolean, pl.Null} or (kind == "key" and column.dtype.is_integer())
            column = column.cast(pl.String) if text else frames.texts(frame, name, source=source)
        elif isinstance(column.dtype, pl.Date | pl.Datetime):
            column = column.cast(pl.Date).cast(pl.Int32)
        elif column.dtype not in {pl.String, pl.Null}:
            msg = f"{source}, column {name!r} holds {column.dtype}, must hold dates"
            raise InvalidInputError(msg)
        prepared.append(column.cast(pl.String) if column.dtype == pl.Null else column)
    # A column can serve twice (once per role), and a frame cannot hold a name twice.
    return pl.DataFrame([column.alias(f"{i}") for i, column in enumerate(prepared)])
