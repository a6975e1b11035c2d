"""Workbooks (``.xlsx``, ``.xlsm``, ``.ods``) as frames: a cell keeps its kind, a row its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from spreiding.values import book as cells
from spreiding.values.book import Book
from spreiding.values.columns import SheetRows
from spreiding.values.names import cleaned
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

#: Endings of the files that are named here; those of the last century are refused with the way out.
ENDINGS = (*cells.ENDINGS, *cells.OLD)
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
    book = Book.opened(path)
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
    at = found[there[0]][1]
    top = 0 if at is None else at
    title = f"{path.name}, {there[0]}"
    named = [cleaned(name or "") for name in tops[there[0]][top]]
    twice = sorted({name for name in named if name and named.count(name) > 1})
    if twice:
        raise refusal("workbook-heading-twice", source=title, headings=twice)
    frame = book.cells(there[0], top)
    filled = pl.select(row=pl.int_range(frame.height), seen=pl.lit(value=False)).with_columns(
        seen=pl.any_horizontal(pl.lit(value=False), *(_seen(column) for column in frame))
    )
    rows = filled.filter("seen").get_column("row")
    columns = [column.gather(rows).alias(name) for column, name in zip(frame, named, strict=False) if name]
    return Sheet(title, pl.DataFrame(columns), SheetRows((rows + top + 2).to_list()))


def _seen(column: pl.Series) -> pl.Series:
    """Return in which cells something stands."""
    if column.dtype == pl.String:
        return column.str.strip_chars().fill_null("") != ""
    if column.dtype == pl.Object:
        return pl.Series([v is not None and (not isinstance(v, str) or bool(v.strip())) for v in column.to_list()])
    return column.is_not_null()


def _sheets(book: Book, path: Path, wanted: str | None) -> list[str]:
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
