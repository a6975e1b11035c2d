"""Border: cells of workbooks, through fastexcel; a cell keeps its kind, and one with a fault is not empty."""

from __future__ import annotations

import html
import logging
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.values.cells import narrowed, typed
from spreiding.values.extras import needed
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Endings of the workbooks whose cells can be read; and of those in which a fault cannot be told from nothing.
ENDINGS = (".xlsx", ".xlsm", ".ods")
OLD = (".xls", ".xlsb")
#: Days on which a time of day stands: the first of the calendars of workbooks.
NO_DAY = (date(1899, 12, 30), date(1899, 12, 31), date(1904, 1, 1))
#: Faults of cells in the parts of an .xlsx, and the sign of one in an .ods.
FAULT = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
FILLED = re.compile(rb'<c\b[^>]*\br="([A-Z]+)[0-9]+"[^>/]*>\s*<(?:v|is|f)\b')
ODS_FAULT = b'calcext:value-type="error"'
SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*\bname="([^"]*)"[^>]*\br:id="([^"]*)"')
ID, TARGET = re.compile(r'\bId="([^"]*)"'), re.compile(r'\bTarget="([^"]*)"')
RELATION = re.compile(r"<Relationship\b[^>]*>")


@dataclass(frozen=True)
class Book:
    """A workbook that is open."""

    path: Path
    reader: Any

    @classmethod
    def opened(cls, path: Path) -> Book:
        """Open a workbook.

        Raises
        ------
        InvalidInputError
            If fastexcel is not installed, the file is no workbook, or one of a kind in which faults cannot be seen.
        """
        if path.suffix.lower() in OLD:
            raise refusal("workbook-old", source=path.name, known=list(ENDINGS))
        fastexcel = needed("fastexcel", "excel", path.name)
        try:
            return cls(path, fastexcel.read_excel(path))
        except fastexcel.FastExcelError as error:
            code = "workbook-locked" if "assword" in str(error) else "workbook-unreadable"
            raise refusal(code, source=path.name) from None

    def sheets(self) -> list[tuple[str, bool]]:
        """Return the names of the sheets, and whether each can be seen."""
        names = list(self.reader.sheet_names)
        # To ask whether a sheet can be seen is to read it; one alone can be.
        return [(name, len(names) == 1 or self._load(name, n_rows=1).visible == "visible") for name in names]

    def top(self, sheet: str, rows: int) -> list[list[str | None]]:
        """Return the first rows of a sheet as text, from its first row on."""
        table = self._frame(sheet, skip_rows=0, n_rows=rows, dtypes="string")
        return [[cell.strip() or None if cell else None for cell in row] for row in table.rows()]

    def cells(self, sheet: str, headings: int) -> pl.DataFrame:
        """Return the cells below the row of headings (from 0), column by column."""
        below = {"skip_rows": headings + 1}
        try:
            found = self._frame(sheet, **below, schema_sample_rows=None, dtype_coercion="strict")
        except TypeError:
            text = self._frame(sheet, **below, dtypes="string")
            numeric = self._frame(sheet, **below, dtypes="boolean")
            dated = self._frame(sheet, **below, dtypes="datetime")
            columns = zip(text, self._frame(sheet, **below, dtypes="float"), numeric, dated, strict=True)
            found = pl.DataFrame([_mixed(*column) for column in columns])
        faults = self._faults(sheet, headings + 1, found.height)
        columns_ = [_plain(column) for column in found]
        if not all(0 <= at < len(columns_) for at in faults):  # a place outside the sheet
            raise refusal("workbook-faults", source=f"{self.path.name}, {sheet}")
        for at, by_row in faults.items():
            held: list[Any] = columns_[at].to_list()
            for row, fault in by_row.items():
                held[row] = fault
            columns_[at] = typed(columns_[at].name, held)
        return pl.DataFrame(columns_)

    def _faults(self, sheet: str, first: int, height: int) -> dict[int, dict[int, str]]:
        """Return the faults of cells (``#N/A``), which fastexcel leaves out, by column and row of the table."""
        ods = self.path.suffix.lower() == ".ods"
        try:
            with zipfile.ZipFile(self.path) as parts:
                content = parts.read("content.xml" if ods else _part_of(parts, sheet))
        except Exception:  # noqa: BLE001  the archive can be wrong in as many ways as there are, encryption among them
            raise refusal("workbook-unreadable", source=self.path.name) from None
        if ods and ODS_FAULT in content:
            raise refusal("workbook-faults", source=f"{self.path.name}, {sheet}")
        if ods or b't="e"' not in content:
            return {}
        left = min((_column(place[1]) for place in FILLED.finditer(content)), default=0)
        cells = [(PLACE.search(cell[1]), cell[2]) for cell in FAULT.finditer(content)]
        if len(cells) < content.count(b't="e"'):  # written in another way than is known here
            raise refusal("workbook-faults", source=f"{self.path.name}, {sheet}")
        found: dict[int, dict[int, str]] = {}
        for place, fault in cells:
            if place is None:
                raise refusal("workbook-faults", source=f"{self.path.name}, {sheet}")
            row = int(place[2]) - 1 - first
            if 0 <= row < height:
                found.setdefault(_column(place[1]) - left, {})[row] = html.unescape(fault.decode(errors="replace"))
        return found

    def _frame(self, sheet: str, **options: Any) -> pl.DataFrame:
        found: pl.DataFrame = self._load(sheet, header_row=None, **options).to_polars()
        return found

    def _load(self, sheet: str, **options: Any) -> Any:
        """Load a sheet; TypeError where its columns hold cells of several kinds."""
        fastexcel = needed("fastexcel", "excel", self.path.name)
        try:
            with _quiet():
                return self.reader.load_sheet(sheet, **options)
        except fastexcel.UnsupportedColumnTypeCombinationError as error:
            raise TypeError from error
        except Exception:  # noqa: BLE001  whatever is wrong with the file; its words may quote a cell
            raise refusal("workbook-unreadable", source=f"{self.path.name}, {sheet}") from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the note of fastexcel that a column is empty off the screen."""
    logger = logging.getLogger("fastexcel")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _part_of(parts: zipfile.ZipFile, sheet: str) -> str:
    """Return the part of an .xlsx that holds a sheet."""
    names = {html.unescape(name): key for name, key in SHEET.findall(parts.read("xl/workbook.xml").decode())}
    relations = RELATION.findall(parts.read("xl/_rels/workbook.xml.rels").decode())
    pairs = [(ID.search(text), TARGET.search(text)) for text in relations]
    of = {key[1]: place[1] for key, place in pairs if key and place}
    part = of[names[sheet]]
    return part.removeprefix("/") if part.startswith("/") else f"xl/{part}"


def _column(letters: bytes) -> int:
    """Return the number of a column from 0.

    >>> _column(b"A"), _column(b"AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _plain(column: pl.Series) -> pl.Series:
    """Return a column of one kind: whole numbers as those, points in time as their day."""
    if column.dtype.is_float():
        return narrowed(column)
    if isinstance(column.dtype, pl.Datetime):
        days = column.cast(pl.Date)
        return _times(column) if days.is_in(NO_DAY).any() else days
    return column


def _times(column: pl.Series) -> pl.Series:
    """Return points in time; a time of day without a day as text."""
    return typed(column.name, [None if v is None else _day(v) for v in column.to_list()])


def _day(moment: Any) -> Any:
    return f"{moment:%H:%M:%S}" if moment.date() in NO_DAY else moment.date()


def _mixed(text: pl.Series, number: pl.Series, numeric: pl.Series, dated: pl.Series) -> pl.Series:
    """Return a column cell by cell: only cells that are no text have an answer as yes or no, or as a point in time."""
    cells = zip(text.to_list(), number.to_list(), numeric.to_list(), dated.to_list(), strict=True)
    return typed(text.name, [_cell(*cell) for cell in cells])


def _cell(text: str | None, number: float | None, numeric: bool | None, dated: Any) -> Any:  # noqa: FBT001
    if text is None:
        return None
    if numeric is not None:
        if text in {"true", "false"}:
            return numeric
        if number is not None:
            return int(number) if number.is_integer() and abs(number) <= 2**53 else number
    return _day(dated) if dated is not None else text
