"""Tables and the data of figures → sheets of a workbook, as data: names by content, codes and names, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from spreiding.edition.parts import Figure, Table
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spreiding.base.types import Lang
    from spreiding.edition.render.prepare import Chapter, Placed
    from spreiding.publish.tables.spec import Column, Row, Spec

#: Characters that the name of a sheet cannot hold, and its greatest length (Excel).
FORBIDDEN, LONGEST = re.compile(r"[\[\]:*?/\\'\x00-\x1f]"), 31
#: Words that no name ends in where it is cut.
SMALL = {"a", "and", "by", "de", "een", "en", "het", "in", "of", "op", "per", "the", "van", "with", "met", ""}
NARROW, BROAD = 11, 44  #: Width of a column, in characters.


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet."""

    head: str
    numeric: bool
    number_format: str | None  #: None where it holds text.
    width: float  #: Characters.


@dataclass(frozen=True)
class Sheet:
    """A table as a sheet holds it."""

    name: str
    anchor: str
    title: str
    source: str
    notes: tuple[str, ...]
    refs: tuple[int, ...]  #: Numbers of the notes in the workbook.
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[float | str, ...], ...]
    total: tuple[tuple[float | str, ...], ...]  #: The last row, where it is a total.
    coded: bool  #: The first column holds codes, the second names.
    figure: Figure | None


def sheets(chapters: Sequence[Chapter], lang: Lang) -> list[Sheet]:
    """Return every table and the data of every figure, in reading order."""
    taken: set[str] = {sentence(code, lang).lower() for code in ("book-cover", "book-notes", "book-text")}
    found, numbers = [], dict[str, int]()
    for chapter in chapters:
        for placed in chapter.blocks:
            one = _sheet(placed, chapter, taken, lang)
            if one is not None:
                refs = tuple(numbers.setdefault(note, len(numbers) + 1) for note in one.notes)
                found.append(replace(one, refs=refs))
    return found


def _sheet(placed: Placed, chapter: Chapter, taken: set[str], lang: Lang) -> Sheet | None:
    block = placed.block
    if isinstance(block, Table):
        spec, figure, title = block.spec, None, block.spec.caption
        name, notes, source = block.sheet or chapter.title, block.spec.notes, block.spec.source
    elif isinstance(block, Figure) and block.data is not None:
        spec, figure = block.data, block
        title = f"{block.finding}. {block.caption}" if block.finding else block.caption
        name, notes, source = (
            block.name.replace("-", " ") or chapter.title,
            (*block.notes, *spec.notes),
            block.source or spec.source,
        )
    else:
        return None
    number = block.number.split()
    label = f"{number[0][0]}{number[-1]} {name}" if number else name
    coded = "code" in (spec.rows[0] if spec.rows else {}) and spec.columns[0].kind == "text"
    rows = [tuple(_cells(spec, row, coded=coded)) for row in spec.rows]
    parts = tuple(dict.fromkeys(part for note in notes for part in getattr(note, "parts", (note,))))
    return Sheet(
        name=_free(label, taken),
        anchor=re.sub(r"\W", "_", placed.anchor),
        title=f"{block.number}. {title}" if block.number else title,
        source=source or "",
        notes=parts,
        refs=(),
        columns=tuple(_columns(spec, rows, lang, coded=coded)),
        rows=tuple(rows[:-1] if spec.total else rows),
        total=tuple(rows[-1:] if spec.total else ()),
        coded=coded,
        figure=figure,
    )


def _free(name: str, taken: set[str]) -> str:
    """Return a name that Excel accepts and that is not taken, cut between words."""
    short = " ".join(FORBIDDEN.sub(" ", name).split()) or "tabel"
    if len(short) > LONGEST:
        short = short[: LONGEST + 1].rpartition(" ")[0] or short[:LONGEST]
    while " " in short and short.rsplit(" ", 1)[1].strip(",;.") in SMALL:
        short = short.rsplit(" ", 1)[0]  # no sheet is called "Allocations per"
    short = short.rstrip(" ,;")
    tries = (short, *(f"{short[: LONGEST - 5]} ({i})" for i in range(2, 1000)))
    free = next(t for t in tries if t.lower() not in taken)
    taken.add(free.lower())
    return free


def _columns(spec: Spec, rows: Sequence[Sequence[Any]], lang: Lang, *, coded: bool) -> Iterator[SheetColumn]:
    """Return the columns; the headings of a table in a workbook all differ."""
    seen: dict[str, int] = {}
    code = [(sentence("book-code", lang), None)] if coded else []
    for j, (head, column) in enumerate((*code, *((_head(c), c) for c in spec.columns))):
        n = seen[head.lower()] = seen.get(head.lower(), 0) + 1
        told = head if n == 1 else f"{head} ({n})"
        numeric = column is not None and column.kind != "text"
        longest = max((len(str(row[j])) for row in rows), default=0)
        words = max(map(len, told.split()), default=0)
        least = NARROW if numeric else 6
        width = min(max(longest + 2, words + 3, least), BROAD)
        yield SheetColumn(told, numeric, _number_format(column) if column is not None and numeric else None, width)


def _head(column: Column) -> str:
    return ": ".join(filter(str.strip, [column.group, column.label])) or column.key


def _cells(spec: Spec, row: Row, *, coded: bool) -> Iterator[float | str]:
    """Return the cells of a row: numbers where they are numbers, signs and words as they are printed."""
    for j, column in enumerate(spec.columns):
        value = _value(column, row, spec.lang)
        if isinstance(value, str) and not value.strip():
            value = sentence("book-impossible", spec.lang)
        if coded and j == 0:
            code = str(row.get("code") or "-")
            yield code
            value = str(value).removeprefix(f"{code} ")
        yield value


def _value(column: Column, row: Row, lang: Lang) -> float | str:
    """Return a number where the cell is one; a percentage is rounded as it is printed."""
    value, shown = row.get(column.key), column.show(row, lang)
    if value is None or isinstance(value, str) or column.kind == "text" or shown.startswith(">"):
        return shown
    if value != value or abs(value) == float("inf"):  # noqa: PLR0124  a workbook has no such numbers
        return shown
    if column.kind == "share":
        return round(float(notation.plain(column.show(row, "en"), lang="en")), column.decimals)
    return round(float(value) * (100 if column.kind == "share_difference" else 1), column.decimals)


def _number_format(column: Column) -> str:
    plain = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return f"+{plain};\u2212{plain};0" if column.kind in {"difference", "share_difference"} else plain
