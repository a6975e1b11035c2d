"""Border: spreadsheets (``.xlsx``, ``.xlsm``, ``.xlsb``, ``.xls``, ``.ods``) as frames, through fastexcel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding.values.extras import needed
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    import polars as pl

#: Endings of the files that are read here.
ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
#: Rows at the top of a sheet that are searched for the headings: titles and notes stand above them.
TOP = 50


@dataclass(frozen=True)
class Sheet:
    """One sheet as a frame."""

    name: str  #: File and sheet, for messages.
    frame: pl.DataFrame  #: Its row n is the n-th row below the headings.


def read_workbook(path: Path, *, wanted: Collection[str], sheet: str | None = None) -> Sheet:
    """Read the sheet of a workbook whose headings are those wanted.

    Titles above the headings are skipped; dates stay dates, numbers stay numbers, and a column of both is text.

    Parameters
    ----------
    path
        The file.
    wanted
        Headings to look for. The row that holds them all is the row of headings.
    sheet
        Name of the sheet; needed only where more than one visible sheet has the headings.

    Raises
    ------
    InvalidInputError
        If the file is no workbook, has no such sheet, no sheet or more than one has the headings, or a heading occurs
        twice.
    """
    book = _opened(path)
    names = [sheet] if sheet is not None else list(book.sheet_names)
    if sheet is not None and sheet not in book.sheet_names:
        raise refusal("workbook-no-sheet", source=path.name, sheet=sheet, known=list(book.sheet_names))
    tops = {name: _top(book, name, path) for name in names}
    there = {name: at for name, rows in tops.items() if (at := _headings(rows, wanted)) is not None}
    if not there:
        best = max(tops.values(), key=lambda rows: max((len(set(wanted) & set(row)) for row in rows), default=0))
        row = max(best, key=lambda row: len(set(wanted) & set(row)), default=[])
        missing = [name for name in wanted if name not in row]
        raise refusal("workbook-no-headings", source=path.name, missing=missing, sheets=names)
    if len(there) > 1:
        raise refusal("workbook-more-sheets", source=path.name, sheets=list(there))
    ((name, at),) = there.items()
    twice = sorted({heading for heading in tops[name][at] if heading and tops[name][at].count(heading) > 1})
    if twice:
        raise refusal("workbook-heading-twice", source=f"{path.name}, {name}", headings=twice)
    frame = _loaded(book, name, at, path)
    empty = [column for column in frame.columns if column.startswith("__UNNAMED__") and frame[column].is_null().all()]
    return Sheet(f"{path.name}, {name}", frame.drop(empty))


def _opened(path: Path) -> Any:
    fastexcel = needed("fastexcel", "excel", path.name)
    try:
        return fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise refusal("workbook-unreadable", source=path.name) from error


def _top(book: Any, name: str, path: Path) -> list[list[str | None]]:
    """Return the first rows of a sheet as text."""
    try:
        sheet = book.load_sheet(name, header_row=None, n_rows=TOP, dtypes="string")
    except Exception as error:
        raise refusal("workbook-unreadable", source=f"{path.name}, {name}") from error
    rows = sheet.to_polars().rows()
    return [[None if cell is None else str(cell).strip() for cell in row] for row in rows]


def _headings(rows: Sequence[Sequence[str | None]], wanted: Collection[str]) -> int | None:
    return next((at for at, row in enumerate(rows) if set(wanted) <= set(row)), None)


def _loaded(book: Any, name: str, at: int, path: Path) -> pl.DataFrame:
    try:
        sheet = book.load_sheet(name, header_row=at, schema_sample_rows=None, skip_whitespace_tail_rows=True)
        frame: pl.DataFrame = sheet.to_polars()
    except Exception as error:
        raise refusal("workbook-unreadable", source=f"{path.name}, {name}") from error
    return frame.rename({column: column.strip() for column in frame.columns})
