"""Return files: for each association what it can act on, by file, row and column, and never a value."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from spreiding.base import files
from spreiding.checks.catalogue import rule
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

    from spreiding.base.types import Lang
    from spreiding.checks.finding import Finding

    #: File, row, line in the file, column, code, what is wrong, what to do.
    Line = tuple[str, int | None, int | None, str, str, str, str]

#: What the files are: text for Dutch Excel, or workbooks.
Format = Literal["csv", "xlsx"]
#: Heads of the columns, and how many signs wide each is in a workbook.
HEADS = {"file": 28, "row": 8, "line": 8, "column": 18, "code": 26, "fault": 70, "todo": 70}
#: Most rows of a sheet, the heads among them.
MOST = 1 << 20
#: Workbooks are said to be made on this day: the clock would give other bytes every time.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
#: Signs at the start of a cell that a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(
    found: Sequence[Finding], folder: str | PathLike[str], lang: Lang = "nl", ending: Format = "csv"
) -> tuple[Path, ...]:
    """Write a file for each association, and one for whoever supplies the records or keeps the references."""
    there, known = Path(folder), get_args(Format)
    if ending not in known:
        raise refusal("expected-one-of", argument="format", found=str(ending), known=list(known))
    if not there.is_dir():
        raise refusal("returns-no-folder", source=str(folder))
    by: dict[str, list[Line]] = {}
    for one in found:
        for whom, line in _lines(one, lang):
            by.setdefault(whom, []).append(line)
    written: dict[str, Path] = {}
    for whom in sorted(by):
        path, lines = there / f"{file_name(whom, written)}.{ending}", list(dict.fromkeys(by[whom]))
        if ending == "xlsx" and len(lines) >= MOST:
            raise refusal("returns-too-long", source=path.name, n=len(lines), most=MOST - 1)
        files.replace(path, (_csv if ending == "csv" else _workbook)(lines, lang))
        written[path.stem] = path
    return tuple(written.values())


def _lines(one: Finding, lang: Lang) -> Iterator[tuple[str, Line]]:
    """Yield whom a line is for, and the line; a finding without rows has one for each association it names."""
    text, todo = one.text(lang), one.todo(lang)
    asks = rule(one.check).asks
    # What an association should answer and none is named for is no file of an association.
    others = sentence("returns-unattributed" if asks == "ask-association" else asks, lang)
    column = next((place.column for place in one.places if place.column), "") or ""
    if one.all_rows is not None:
        for part, row, line, whom in one.all_rows.select("part", "row", "line", "corporation").iter_rows():
            yield whom or others, (part, row, line, column, one.code, text, todo)
        return
    places = [(place, row, line) for place in one.places for row, line in place.numbers()]
    if places:
        for place, row, line in places:
            yield others, (place.source or "", row, line, place.column or "", one.code, text, todo)
        if one.count > len(places):
            more = sentence("returns-and-more", lang, rows=one.count - len(places))
            yield others, ("", None, None, column, one.code, f"{text} ({more})", todo)
        return
    for unit in one.units or (None,):
        told = [figure.unit_text(lang) for figure in one.found if unit is None or unit in figure.unit]
        names = ", ".join(dict.fromkeys(name for name in told if name))
        yield unit or others, ("", None, None, column, one.code, f"{text}: {names}" if names else text, todo)


def _csv(lines: Sequence[Line], lang: Lang) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_heads(lang))
    writer.writerows([_safe(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _heads(lang: Lang) -> list[str]:
    return [sentence(f"returns-{name}", lang) for name in HEADS]


def _safe(cell: str | int | None) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def _workbook(lines: Sequence[Line], lang: Lang) -> bytes:
    """Return a workbook of one sheet that begins in A1, its heads kept in sight; the same lines give the same bytes."""
    import xlsxwriter  # noqa: PLC0415  only when a workbook is made

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": sentence("returns-title", lang), "created": LONG_AGO})
        sheet = book.add_worksheet(sentence("returns-title", lang))
        head, plain = (book.add_format({"valign": "top", "text_wrap": True, "bold": bold}) for bold in (True, False))
        for at, (text, width) in enumerate(zip(_heads(lang), HEADS.values(), strict=True)):
            sheet.set_column(at, at, width, plain)
            sheet.write_string(0, at, text, head)
        for at, line in enumerate(lines, 1):
            for column, cell in enumerate(line):
                if isinstance(cell, int):
                    sheet.write_number(at, column, cell, plain)
                elif cell:
                    sheet.write_string(at, column, cell, plain)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(lines), len(HEADS) - 1)
    return buffer.getvalue()


def file_name(whom: str, taken: dict[str, Path]) -> str:
    """Return a name for a file that every system takes.

    >>> file_name("Één & Co / Noord", {}), file_name("één co noord", {"een-co-noord": Path()})
    ('een-co-noord', 'een-co-noord-2')
    """
    plain = unicodedata.normalize("NFKD", whom).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "x"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
