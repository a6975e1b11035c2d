"""Return files: for each association what it can act on, by file, row and column, and never a value."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from spreiding.base import files
from spreiding.checks.catalogue import rule
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

    from spreiding.base.types import Lang
    from spreiding.checks.finding import Finding

    #: File, row, column, code, what is wrong, what to do.
    Line = tuple[str, str, str, str, str, str]

#: Signs at the start of a cell that a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(found: Sequence[Finding], folder: str | PathLike[str], lang: Lang = "nl") -> tuple[Path, ...]:
    """Write a file for each association, and one for whoever supplies the records or keeps the references."""
    there = Path(folder)
    if not there.is_dir():
        raise refusal("returns-no-folder", source=str(folder))
    by: dict[str, list[Line]] = {}
    for one in found:
        for whom, line in _lines(one, lang):
            by.setdefault(whom, []).append(line)
    written: dict[str, Path] = {}
    for whom in sorted(by):
        path = there / f"{file_name(whom, written)}.csv"
        files.replace(path, _csv(by[whom], lang))
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
        for part, row, whom in one.all_rows.select("part", "row", "corporation").iter_rows():
            yield whom or others, (part, str(row), column, one.code, text, todo)
        return
    rows = [(place, row) for place in one.places for row in place.rows]
    if rows:
        for place, row in rows:
            yield others, (place.source or "", str(row), place.column or "", one.code, text, todo)
        if one.count > len(rows):
            more = sentence("returns-and-more", lang, rows=one.count - len(rows))
            yield others, ("", "", column, one.code, f"{text} ({more})", todo)
        return
    for unit in one.units or (None,):
        told = [figure.unit_text(lang) for figure in one.found if unit is None or unit in figure.unit]
        names = ", ".join(dict.fromkeys(name for name in told if name))
        yield unit or others, ("", "", column, one.code, f"{text}: {names}" if names else text, todo)


def _csv(lines: Sequence[Line], lang: Lang) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([sentence(f"returns-{name}", lang) for name in ("file", "row", "column", "code", "fault", "todo")])
    writer.writerows([_safe(cell) for cell in line] for line in dict.fromkeys(lines))
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


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
