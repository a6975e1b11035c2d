"""Border: cells of workbooks as the core reads them; a cell keeps its kind, and one with a fault is not empty."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Endings of the workbooks whose cells can be read; and of those that no open program writes, so that none was tried.
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
OLD = (".xlsb",)
#: Sign of a cell with a fault in an .ods, which its reader takes for an empty one.
ODS_FAULT = b'calcext:value-type="error"'
EPOCH = date(1970, 1, 1)


def opened(path: Path) -> _core.Book:
    """Open a workbook.

    Raises
    ------
    InvalidInputError
        If the file is no workbook, has a password, or is of a kind that is not read.
    """
    ending = path.suffix.lower()
    if ending in OLD:
        raise refusal("workbook-old", source=path.name, known=list(ENDINGS))
    if ending == ".ods" and _has_faults(path):
        raise refusal("workbook-faults", source=path.name)
    return _core.Book(path)


def cells(book: _core.Book, sheet: str, first: int, wanted: Sequence[int]) -> tuple[list[int], list[pl.Series]]:
    """Return the rows (from 0) from ``first`` on that are not blank, and what stands there in the columns wanted."""
    rows, columns = book.columns(sheet, first, list(wanted))
    return rows, [_one_kind(column) if isinstance(column, pl.Series) else _mixed(*column) for column in columns]


def _one_kind(column: pl.Series) -> pl.Series:
    """Return values of one kind; the core gives days by their number, in 32 bits, and other numbers in 64."""
    return column.cast(pl.Date) if column.dtype == pl.Int32 else column


def _mixed(values: list[Any], days: Sequence[int]) -> pl.Series:
    """Return values of several kinds; ``days`` are the places of those that are days."""
    for at in days:
        values[at] = EPOCH + timedelta(values[at])
    return pl.Series("", values, dtype=pl.Object)


def _has_faults(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as parts:
            return ODS_FAULT in parts.read("content.xml")
    except Exception:  # noqa: BLE001  the archive can be wrong in as many ways as there are, encryption among them
        raise refusal("workbook-unreadable", source=path.name) from None
