"""Workbooks (``.xlsx``, ``.xlsm``, ``.xls``, ``.ods``) as frames: a cell keeps its kind, a row its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from spreiding.values import book as books
from spreiding.values.columns import SheetRows
from spreiding.values.names import cleaned
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from spreiding import _core

#: Endings of the files that are named here; those that are not read are refused with the way out.
ENDINGS = (*books.ENDINGS, *books.OLD)
#: Rows at the top of a sheet that are searched for the headings: titles and notes stand above them.
TOP = 50


@dataclass(frozen=True)
class Sheet:
    """One sheet as a frame; its blank rows are left out."""

    name: str  #: File and sheet, for messages.
    frame: pl.DataFrame
    lines: SheetRows  #: Row of the sheet, from 1, that each row of the frame is.


def read_workbook(
    path: Path, *, wanted: Sequence[str] = (), sheet: str | None = None, score: Callable[[list[str]], int] | None = None
) -> Sheet:
    """Read a sheet of a workbook; the row of headings is found by what it holds.

    Titles above the headings are skipped. Dates stay dates, numbers numbers and text text; a column of several kinds is
    one of objects (:mod:`spreiding.values.cells`). A cell with a fault, such as ``#N/A``, is that text.

    Parameters
    ----------
    path
        The file.
    wanted
        Headings to look for: the row and the sheet that hold most of them are read. Without any, the first row that
        looks like headings.
    sheet
        Name of the sheet; needed only where more than one visible sheet has the headings.
    score
        How well a row of headings fits, where that is more than the number of those wanted.

    Raises
    ------
    InvalidInputError
        If the file is no workbook, has a password, has no such sheet, no sheet or more than one has the headings, or a
        heading occurs twice.
    """
    book = books.opened(path)
    names = _sheets(book, path, sheet)
    names_wanted = {cleaned(name) for name in wanted}
    fits = score or (lambda headings: len(names_wanted & {*headings}))
    tops = {name: book.top(name, TOP) for name in names}
    found = {name: _headings(rows, fits) for name, rows in tops.items()}
    best = max((points for points, at in found.values() if at is not None), default=None)
    if best is None or (best == 0 and wanted and len(names) > 1):
        raise refusal("workbook-no-headings", source=path.name, missing=list(wanted), sheets=names)
    there = [name for name, (points, at) in found.items() if at is not None and points == best]
    if len(there) > 1 and score is None:
        raise refusal("workbook-more-sheets", source=path.name, sheets=there)
    top = found[there[0]][1] or 0
    title = f"{path.name}, {there[0]}"
    named = {at: cleaned(name) for at, name in enumerate(tops[there[0]][top]) if name and cleaned(name)}
    headings = list(named.values())
    twice = sorted({name for name in headings if headings.count(name) > 1})
    if twice:
        raise refusal("workbook-heading-twice", source=title, headings=twice)
    rows, columns = books.cells(book, there[0], top + 1, list(named))
    frame = pl.DataFrame([column.alias(name) for column, name in zip(columns, headings, strict=True)])
    return Sheet(title, frame, SheetRows(row + 1 for row in rows))


def _sheets(book: _core.Book, path: Path, wanted: str | None) -> list[str]:
    """Return the sheets to look at: the one that is named, else those that can be seen."""
    sheets = book.sheets()
    if wanted is None:
        return [name for name, visible in sheets if visible]
    if wanted not in dict(sheets):
        raise refusal("workbook-no-sheet", source=path.name, sheet=wanted, known=[name for name, _ in sheets])
    return [wanted]


def _headings(rows: Sequence[Sequence[str | None]], fits: Callable[[list[str]], int]) -> tuple[int, int | None]:
    """Return how well the best row of headings fits, and which row that is; None where none looks like headings."""
    points = [fits([cleaned(cell) for cell in row if cell is not None]) for row in rows]
    if points and max(points) > 0:
        return max(points), points.index(max(points))
    filled = [sum(cell is not None for cell in row) for row in rows]
    widest = max(filled, default=0)
    # A title stands alone; headings are at least half as wide as what stands below them.
    return 0, next((at for at, n in enumerate(filled) if n >= 2 and 2 * n >= widest), None)
