"""Small tables from files or frames, all by one reader."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError, MissingFileError
from spreiding.values import remote, spss, workbook
from spreiding.values.columns import numbers, row_list, row_text
from spreiding.values.frames import to_frame
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Endings of files that are Parquet; any other file, but for workbooks and those of SPSS, is text.
PARQUET = (".parquet", ".pq")
#: What a fault of a line is called in the catalogue.
FAULTS = {
    "ragged": "lines-ragged",
    "encoding": "lines-encoding",
    "open_quote": "lines-open-quote",
    "after_quote": "lines-after-quote",
    "endless": "lines-endless",
}


def existing(path: str | Path) -> Path:
    """Return the path of a file that is there.

    Raises
    ------
    MissingFileError
        If it is not; a folder is none.
    """
    found = Path(path)
    if not found.is_file():
        raise refusal("file-missing", MissingFileError, source=str(path))
    return found


def read_table(
    source: Any,
    *,
    numeric: Sequence[str] = (),
    whole: Sequence[str] = (),
    notation: str | None = None,
    wanted: Sequence[str] = (),
    sheet: str | None = None,
) -> tuple[pl.DataFrame, str]:
    """Read a small table from a path (text, Parquet, workbook, SPSS) or any frame; with its name for messages.

    The headings of a workbook are the row that has most of the names ``wanted``, numeric or whole; ``sheet`` names its
    sheet, where more than one has them.

    Columns of a text file stay text as it stands, but for those that are ``numeric`` or ``whole`` (counts, where
    ``-`` is nil): these have one notation in the whole file, found or given. Columns that are not there are left out.

    Raises
    ------
    InvalidInputError
        If the file cannot be read, lines are no rows of it, or a number is not one; with lines.
    """
    if not isinstance(source, str | Path):
        return _numbered(to_frame(source, source="frame"), "frame", numeric, whole, notation, None), "frame"
    path = _file_of(source)
    if path.suffix.lower() in workbook.ENDINGS:
        held = workbook.read_workbook(path, wanted=[*wanted, *numeric, *whole], sheet=sheet)
        return _numbered(held.frame, held.name, numeric, whole, notation, held.lines), held.name
    if path.suffix.lower() in spss.ENDINGS:
        return _numbered(spss.read_spss(path), path.name, numeric, whole, notation, None), path.name
    columns, lines, _, faults = _core.read_table(path, path.suffix.lower() in PARQUET)
    for fault, n, first in faults:
        shown = ", ".join(map(str, first)) + (" …" if n > len(first) else "")
        raise refusal(FAULTS[fault], source=path.name, line=first[0], n=n, first=shown)
    cast = {"day": pl.Date}
    frame = pl.DataFrame([values.alias(name).cast(cast.get(kind, values.dtype)) for name, kind, values in columns])
    return _numbered(frame, path.name, numeric, whole, notation, lines), path.name


@contextmanager
def naming_lines(
    source: Any, name: str, *, wanted: Sequence[str] = (), sheet: str | None = None, called: str = ""
) -> Iterator[None]:
    """Name in errors at rows of a small table their lines in its file too, or their rows in its sheet.

    For a block that refuses rows of the table by its ``name``, with ``first`` or ``where`` as their words. A table that
    was handed on as a frame, and is known there by another name, gets that of its file: ``called``.
    """
    try:
        yield
    except InvalidInputError as error:
        rows = [int(row) for row in error.data.get("rows", ())]
        if not rows or error.data.get("source") != name:
            raise
        lines = _lines_of(source, wanted=wanted, sheet=sheet)
        if lines is None and not called:
            raise
        words = {"first": row_text(rows, lines), "where": row_list(rows, lines)}
        told = {key: text for key, text in words.items() if key in error.data}
        raise refusal(error.code, type(error), **{**error.data, **told, "source": called or name}) from None


def _file_of(source: str | Path) -> Path:
    return remote.fetched(str(source))[0] if remote.is_remote(source) else existing(source)


def _lines_of(source: Any, *, wanted: Sequence[str], sheet: str | None) -> Sequence[int] | None:
    """Return the line of each row of a small table in a file of text, or its row in a sheet; None where it has none.

    For a message: the file is read once more.
    """
    if not isinstance(source, str | Path):
        return None
    path = _file_of(source)
    if path.suffix.lower() in workbook.ENDINGS:
        return workbook.read_workbook(path, wanted=wanted, sheet=sheet).lines
    if path.suffix.lower() in {*spss.ENDINGS, *PARQUET}:
        return None
    lines: Sequence[int] | None = _core.read_table(path, False)[1]  # noqa: FBT003  the core takes no names
    return lines


def _is_nil(error: InvalidInputError, frame: pl.DataFrame) -> bool:
    """Return whether all that is no number is the sign of nil, as a table of counts has it."""
    if error.code != "numbers-bad" or frame.schema[error.data["column"]] != pl.String:
        return False
    texts = frame.get_column(error.data["column"])
    return all((texts[row - 1] or "").strip() == "-" for row in error.data["rows"])


def _numbered(
    frame: pl.DataFrame,
    source: str,
    numeric: Sequence[str],
    whole: Sequence[str],
    notation: str | None,
    lines: Sequence[int] | None,
) -> pl.DataFrame:
    asked = dict.fromkeys(numeric, "number") | dict.fromkeys(whole, "count")
    there = {name: kind for name, kind in asked.items() if name in frame.columns}
    try:
        found = numbers(frame, there, source=source, notation=notation, lines=lines)
    except InvalidInputError as error:
        if error.code != "notation-open" and not _is_nil(error, frame):
            raise
        # What a column is for can still decide: dwellings are whole, and none of them is written as "-".
        return frame
    return frame.with_columns(found.values()) if found else frame
