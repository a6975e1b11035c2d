"""Where records come from: files, frames and tables of an engine, and how each is passed once more."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl
from polars.io.plugins import register_io_source

from spreiding import _core
from spreiding.records.engine import engine_of
from spreiding.records.paths import files_of, kind_of
from spreiding.values import columns, frames
from spreiding.values.cells import day_of
from spreiding.values.cells import kind_of as kind_of_value
from spreiding.values.columns import TEXT, local_days
from spreiding.values.names import cleaned
from spreiding.values.remote import is_copy
from spreiding.values.spss import read_spss, spss_columns
from spreiding.values.workbook import read_workbook
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spreiding.base.errors import InvalidInputError
    from spreiding.records.engine import Combinations


#: Columns of numbers and the smallest value each can have.
NUMBERS = {"x": float("-inf"), "y": float("-inf"), "floor_area": 0.0, "rent": 0.0}
EPOCH = date(1970, 1, 1)
#: How a variable of SPSS with value labels is given.
Values = Literal["labels", "codes"]
#: Rows of a LazyFrame that are in memory at a time.
BATCH = 1_000_000


@dataclass(frozen=True)
class Part:
    """One file, frame or table of the records, and how it can be read again."""

    name: str
    kind: str  #: ``csv``, ``parquet``, ``spss``, ``frame`` (a sheet too), ``lazy`` or ``engine``.
    held: Any = field(repr=False)  #: path, frame or table
    stamp: tuple[int, int] | None = None  #: size and time of a file, to notice a change
    notation: str | None = None  #: ``nl`` or ``en``, where it is known how numbers are written
    #: What an earlier pass found out of a file of text.
    faults: tuple[tuple[str, int, list[int]], ...] = ()
    dialect: tuple[str, str, bool, str | None] | None = None
    path: Path | None = None  #: Where it is a file.
    lines: columns.SheetRows | None = field(default=None, repr=False)  #: Row of the sheet of each row of the frame.
    spss: Values = "labels"  #: How a variable of SPSS with value labels is given.

    @property
    def has_lines(self) -> bool:
        """Whether rows stand on lines of a file of text."""
        return self.kind == "csv"

    @property
    def has_rows(self) -> bool:
        """Whether rows can be told apart: an engine only counts them."""
        return self.kind != "engine"

    def opened(self) -> _core.Source:
        """Return the file as the core reads it.

        Raises
        ------
        InvalidInputError
            If the file has changed since it was named.
        """
        self.require_unchanged()
        return (_core.Source.csv if self.kind == "csv" else _core.Source.parquet)(self.held)

    def require_unchanged(self) -> None:
        """Refuse a file that has changed since it was named."""
        if self.stamp is not None and self.stamp != stamp_of(self.path or self.held):
            raise refusal("file-changed-since", source=self.name)

    def names(self) -> list[str]:
        """Return the names of the columns, cleaned."""
        if self.kind == "lazy":
            return [cleaned(name) for name in self.held.collect_schema().names()]
        if self.kind == "spss":
            return spss_columns(self.held)
        return list(self.held.columns) if self.has_frame else [name for name in self.opened().names if name]

    @property
    def has_frame(self) -> bool:
        """Whether the columns are those of a frame or a table at hand."""
        return self.kind in {"frame", "engine"}

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """Return some columns of a frame or of a file of SPSS."""
        if self.kind == "spss":
            self.require_unchanged()
            return read_spss(self.held, columns=list(dict.fromkeys(names)), values=self.spss)
        found: pl.DataFrame = self.held.select(names)
        return found

    def sources(self, columns: Sequence[tuple[str, str]], cuts: Sequence[int] = ()) -> Iterator[_core.Source]:
        """Yield what the core reads; ``columns`` are names in the source with what they hold.

        Months may come as their first day, or as the last of ``cuts`` in them that a date has passed.
        """
        if self.kind in {"csv", "parquet"}:
            yield self.opened()
        elif self.kind in {"frame", "spss"}:
            named = [name for name, _ in columns]
            yield _core.Source.frame(prepared(self.frame(named), columns, self.name, self.lines), self.lines)
        elif self.kind == "engine":
            codes = [(name, kind) for name, kind in columns if kind != "number"]
            yield self.counted(codes, self.held.combinations(codes, cuts=days_of(cuts)))
        else:
            for batch in self._batches(list(dict.fromkeys(name for name, _ in columns))):
                yield _core.Source.frame(prepared(batch, columns, self.name))

    def counted(self, codes: Sequence[tuple[str, str]], found: Combinations, n_numbers: int = 0) -> _core.Source:
        """Return what an engine counted, as the core reads it; numbers, which it counted too, are left open."""
        blank = [pl.Series(f"{len(codes) + i}", [None] * found.values.height) for i in range(n_numbers)]
        table = prepared(found.values, codes, self.name).hstack(blank)
        return _core.Source.frame(table, None, found.weights.to_list())

    def _batches(self, names: Sequence[str]) -> Iterator[pl.DataFrame]:
        of = {cleaned(name): name for name in self.held.collect_schema().names()}
        wanted = self.held.select(pl.col(of[name]).alias(name) for name in names)
        try:
            yield from wanted.collect_batches(chunk_size=BATCH)
        except pl.exceptions.PolarsError as error:
            # The text of the error may quote a record.
            raise refusal("lazy-unreadable", source=self.name, reason=type(error).__name__) from None

    def chunks(self, names: Sequence[str]) -> Iterator[tuple[pl.DataFrame, list[int] | None]]:
        """Yield the columns in pieces, as text where the source is text; with the lines of the rows, if any."""
        if self.kind in {"frame", "spss"}:
            yield self.frame(names), self.lines
        elif self.kind == "lazy":
            yield from ((batch, None) for batch in self._batches(names))
        elif self.kind == "engine":
            raise refusal("engine-no-rows", source=self.name)
        else:
            held = self.opened().chunks(list(names))
            while (chunk := held.next()) is not None:
                table, lines = chunk
                yield table, lines.to_list() if self.has_lines else None

    def lines_of(self, rows: Sequence[int]) -> dict[int, int]:
        """Return the line of a file of text, or the row of a sheet, on which rows stand; nothing where there are none.

        A file of text is read once more, up to the last of the rows.
        """
        wanted = sorted(set(rows))
        if self.lines is not None:
            return {row: self.lines[row - 1] for row in wanted}
        if not self.has_lines or not wanted:
            return {}
        source, before, found = self.opened(), 0, dict[int, int]()
        held = source.chunks([name for name in source.names if name][:1])
        while len(found) < len(wanted) and (chunk := held.next()) is not None:
            lines = chunk[1]
            there = [row for row in wanted[len(found) :] if row <= before + lines.len()]
            found |= {row: lines[row - before - 1] for row in there}
            before += lines.len()
        return found

    def scan(self) -> tuple[pl.LazyFrame, bool]:
        """Return the records as a LazyFrame (of a file of text as text), and whether its numbers are Dutch."""
        dutch = self.notation == "nl"
        if self.kind in {"frame", "lazy"}:
            return self.held.lazy(), dutch
        if self.kind == "spss":
            return self.frame(self.names()).lazy(), dutch
        names = self.names()
        schema = _polars(self.opened().schema(names))
        return register_io_source(lambda wanted, *_: self._scanned(wanted or names, schema), schema=schema), dutch

    def _scanned(self, names: Sequence[str], schema: pl.Schema) -> Iterator[pl.DataFrame]:
        for table, _ in self.chunks(names):
            yield table.cast({name: schema[name] for name in names})  # the core gives a day as a number


def days_of(cuts: Sequence[int]) -> list[date]:
    """Return days that are numbered from 1 January 1970 on."""
    return [EPOCH + timedelta(days=cut) for cut in cuts]


def _polars(schema: Sequence[tuple[str, str]]) -> pl.Schema:
    of = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "flag": pl.Boolean, "day": pl.Date}
    return pl.Schema({name: of[kind] for name, kind in schema})


def threads() -> int:
    """Return how many threads may read."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def stamp_of(path: Path) -> tuple[int, int]:
    """Return size and time of a file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def parts_of(
    source: Any,
    notation: str | None = None,
    *,
    sheet: str | Sequence[str] | None = None,
    wanted: Sequence[str] = (),
    score: Callable[[list[str]], int] | None = None,
    spss: Values = "labels",
) -> Iterator[Part]:
    """Yield the files, frames and tables of a source.

    Of a workbook ``sheet`` names the sheets; without it, the one that has most of the headings ``wanted``, or the best
    ``score``.
    """
    several = isinstance(source, list | tuple)
    if several and source and all(isinstance(item, Part) for item in source):
        yield from source
    elif isinstance(source, str | Path) or (several and all(isinstance(item, str | Path) for item in source)):
        for path in files_of(source):
            kind, mark = kind_of(path) or "csv", stamp_of(path)
            if kind != "workbook":
                yield Part(path.name, kind, path, mark, notation, path=path, spss=spss)
                continue
            names = [sheet] if sheet is None or isinstance(sheet, str) else list(sheet)
            if len({*names}) < len(names):
                raise refusal("sheet-twice", source=path.name, sheets=names)
            for name in names:
                held = read_workbook(path, wanted=wanted, sheet=name, score=score)
                yield Part(held.name, "frame", held.frame, mark, notation, path=path, lines=held.lines)
    elif isinstance(source, pl.LazyFrame):
        yield Part("LazyFrame", "lazy", source, notation=notation)
    elif (engine := engine_of(source)) is not None:
        yield Part(engine.name, "engine", engine, notation=notation)
    else:
        frame = frames.to_frame(source, source="source")
        names = [cleaned(name) for name in frame.columns]
        named = frame.rename(dict(zip(frame.columns, names, strict=True))) if len({*names}) == len(names) else frame
        yield Part(f"{type(source).__name__} of records", "frame", named, notation=notation)


def told_apart(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return parts with names that tell them apart: files of one name get as many of their folders as that takes.

    Copies of files that stand elsewhere have no folder of their own, and are numbered.
    """
    for folders in range(1, max((len(part.path.parts) for part in parts if part.path), default=1)):
        times = Counter(part.name for part in parts)
        if max(times.values(), default=1) == 1:
            break
        parts = tuple(_with_folders(part, folders) if times[part.name] > 1 else part for part in parts)
    met, told = Counter[str](), list[Part]()
    for part in parts:
        met[part.name] += 1
        number = met[part.name]
        told.append(part if number == 1 else replace(part, name=f"{part.name} ({number})"))
    return tuple(told)


def _with_folders(part: Part, folders: int) -> Part:
    """Return a part whose name begins with some folders of its file."""
    if part.path is None or is_copy(part.path):
        return part
    end = part.name[part.name.rindex(part.path.name) :]
    return replace(part, name="/".join([*part.path.parts[-folders - 1 : -1], end]))


def together(parts: Sequence[Part]) -> _core.Source:
    """Return files of Parquet as one source, whose records are only counted."""
    for part in parts:
        part.require_unchanged()
    return _core.Source.parquets([part.held for part in parts])


def column_names(part: Part) -> list[str]:
    """Return the names of the columns of a part."""
    return part.names()


def numeric(parts: tuple[Part, ...], column: str) -> bool:
    """Return whether a column holds numbers somewhere."""
    for part in parts:
        if part.kind == "parquet":
            if dict(part.opened().schema([column])).get(column) in {"whole", "number"}:
                return True
        elif part.kind in {"frame", "lazy"}:
            if part.held.lazy().collect_schema().get(column, pl.String()).is_numeric():
                return True
        elif part.kind == "engine":
            if column in part.held.columns and part.held.is_numeric(column):
                return True
        elif part.kind == "spss" and column in part.names() and part.frame([column]).schema[column].is_numeric():
            return True
    return False


def prepared(
    frame: pl.DataFrame, columns: Sequence[tuple[str, str]], source: str, lines: Sequence[int] | None = None
) -> pl.DataFrame:
    """Return the columns as the core takes them: text, days or numbers."""
    made = [_prepared(frame.get_column(name), kind, source, lines) for name, kind in columns]
    # A column can serve twice (once per role), and a frame cannot hold a name twice.
    return pl.DataFrame([column.alias(f"{i}") for i, column in enumerate(made)])


def _prepared(column: pl.Series, kind: str, source: str, lines: Sequence[int] | None) -> pl.Series:
    dtype = column.dtype
    if dtype == pl.Null:
        return column.cast(pl.String)
    if dtype == pl.Object:
        return _of_objects(column, kind, source, lines)
    if isinstance(dtype, TEXT):
        return column.cast(pl.String)
    if kind == "number" and dtype.is_numeric():
        return column.cast(pl.Float64)
    if kind in {"month", "day"} and isinstance(dtype, pl.Date | pl.Datetime):
        return local_days(column).cast(pl.Int32)
    whole = dtype.is_integer() and kind in {"key", "flag"}
    if kind not in {"number", "month", "day"} and (dtype == pl.Boolean or whole):
        return column.cast(pl.String)
    raise _must_hold(column.name, str(dtype), kind, source, numeric=dtype.is_numeric())


def _must_hold(column: str, holds: str, kind: str, source: str, *, numeric: bool) -> InvalidInputError:
    expected = Said({"number": "part-numbers", "month": "part-dates", "day": "part-dates"}.get(kind, "part-text"))
    if expected.code == "part-text" and numeric:
        return refusal("codes-are-numbers", source=source, column=column, found=holds)
    return refusal("column-holds", source=source, column=column, holds=holds, expected=expected)


def _of_objects(column: pl.Series, kind: str, source: str, lines: Sequence[int] | None) -> pl.Series:
    """Return a column of several kinds of values; what cannot be what the column must hold is told with its rows."""
    if kind == "number":
        read = columns.numbers(pl.DataFrame([column]), {column.name: "number"}, source=source, lines=lines)
        return read[column.name]
    fitting = {
        "month": {"text", "day"},
        "day": {"text", "day"},
        "key": {"text", "whole"},
        "flag": {"text", "flag", "whole"},
    }
    fits, values = fitting.get(kind, {"text"}), column.to_list()
    bad = [row for row, value in enumerate(values, 1) if value is not None and kind_of_value(value) not in fits]
    if bad:
        code = "days-mixed" if "day" in fits else "codes-mixed"
        first = columns.row_text(bad, lines)
        raise refusal(code, source=source, column=column.name, rows=bad, n=len(bad), first=first)
    text = [v if v is None else day_of(v).isoformat() if kind_of_value(v) == "day" else str(v) for v in values]
    return pl.Series(column.name, text, dtype=pl.String)
