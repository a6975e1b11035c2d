"""Blocks → what the template of the page needs: numbers become text here, charts become SVG."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from spreiding.edition.parts import Figure, Heading, Items, Table, Text
from spreiding.publish.charts.picture import NARROW, WIDE, to_svg
from spreiding.publish.maps.drawing import Map
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spreiding.edition.parts import Block
    from spreiding.edition.render.prepare import Chapter, Placed
    from spreiding.publish.tables.spec import Column, Row, Spec

#: A table of more rows than the first has a field to search it; of more than the second it scrolls under its heads.
SEARCHED, LONG = 12, 25
#: Letters across from where a table is wider than the text, and of a cell that may run over lines.
WIDE_TABLE, LONG_CELL = 96, 26
#: Letters of a text that stays on one line, and across in words and numbers that cannot be broken from where a table is
#: too wide for a sheet that stands upright.
SHORT_CELL, WIDE_SHEET = 32, 130
#: Points across from where a picture may be wider than the text.
BROAD = 760


def chapter(one: Chapter, *, pictures: str) -> dict[str, Any]:
    """Return what the template needs of a chapter; ``pictures`` is how they stand there: ``"inline"`` or ``"image"``."""
    return {
        "anchor": one.anchor,
        "title": one.title,
        "notes": one.notes,
        "blocks": [{"anchor": placed.anchor, **block(placed, pictures=pictures)} for placed in one.blocks],
    }


def block(placed: Placed, *, pictures: str) -> dict[str, Any]:
    """Return what the template needs of a block."""
    found: Block = placed.block
    match found:
        case Text():
            return {"kind": "text", "text": found.text, "style": found.style}
        case Items():
            return {"kind": "items", "items": [i if isinstance(i, tuple) else (None, i) for i in found.items]}
        case Heading():
            return {"kind": "heading", "text": found.text}
        case Table():
            own = table(found.spec, number=found.number, notes=placed.notes, shared=placed.shared)
            return {"kind": "table", "folded": found.folded, **own}
        case Figure():
            return figure(found, placed.anchor, notes=placed.notes, shared=placed.shared, pictures=pictures)
    msg = f"a block is a {type(found).__name__}, must be Text, Items, Heading, Table or Figure"
    raise TypeError(msg)


def figure(found: Figure, anchor: str, *, notes: Sequence[str], shared: Sequence[int], pictures: str) -> dict[str, Any]:
    """Return a figure: its title states the finding, the caption says what is drawn; its source is said once."""
    data = found.data
    if data is not None and data.source == found.source:
        data = replace(data, source=None)
    return {
        "kind": "figure",
        "number": found.number,
        "title": found.finding or found.caption,
        "caption": found.caption if found.finding else "",
        "alt": found.alt,
        "pictures": drawn(found, anchor, pictures=pictures),
        "broad": broad(found),
        "counted": found.counted,
        "legend": found.legend,
        "data": table(data, notes=(), shared=()) if data else None,
        "notes": notes,
        "shared": shared,
        "source": found.source,
    }


def broad(found: Figure) -> bool:
    """Tell whether a picture may be wider than the text: a map whose names would be too small there."""
    return isinstance(found.chart, Map) and found.chart.ground.width > BROAD


def drawn(found: Figure, anchor: str, *, pictures: str) -> list[tuple[str, str]]:
    """Return the pictures of a figure with the width that each is for; one where that serves every width."""
    title = f"{found.number}. {found.finding or found.caption}"
    if pictures == "image" and broad(found):
        return [("every", found.chart.to_svg(anchor=anchor, title=title, alt=found.alt, small=False))]
    wide = _linked(to_svg(found.chart, anchor=anchor, title=title, alt=found.alt, width=WIDE), found)
    if pictures == "image" or isinstance(found.chart, Map):
        return [("every", wide)]
    narrow = _linked(to_svg(found.chart, anchor=f"{anchor}-n", title=title, alt=found.alt, width=NARROW), found)
    same = wide.replace(f"{anchor}-", "") == narrow.replace(f"{anchor}-n-", "")
    return [("every", wide)] if same else [("wide", wide), ("narrow", narrow)]


def _linked(svg: str, found: Figure) -> str:
    """Return a picture whose marks name the row of the data that they show: their description begins with it."""
    if found.data is None or "data-tip" not in svg:
        return svg
    keys = {cells[0]: key(row, cells[0]) for row, cells in zip(found.data.rows, found.data.cells(), strict=True)}
    labels = sorted(keys, key=len, reverse=True)

    def link(mark: re.Match[str]) -> str:
        tip = unescape(mark[1])
        row = next((keys[label] for label in labels if tip.startswith((f"{label}, ", f"{label}: "))), None)
        return mark[0] if row is None else f'{mark[0]} data-k="{escape(row)}"'

    return re.sub(r'data-tip="([^"]*)"', link, svg)


def key(row: Row, heading: str) -> str:
    """Return what a row is known by to the picture beside it: the code of its area, else its heading."""
    return str(row.get("code") or heading)


def table(spec: Spec, *, number: str = "", notes: Sequence[str], shared: Sequence[int]) -> dict[str, Any]:
    """Return a table as text."""
    cells = spec.cells()
    kinds = kinds_of(spec, cells)
    columns = [{"label": _soft(c.label), "kind": k, "group": c.group} for c, k in zip(spec.columns, kinds, strict=True)]
    return {
        "number": number,
        "caption": spec.caption,
        "columns": columns,
        "groups": _groups(spec.columns),
        "rows": [
            (key(row, line[0]), [(_breakable(line[0]), ""), *map(_cell, line[1:], kinds[1:])])
            for row, line in zip(spec.rows, cells, strict=True)
        ],
        "total": spec.total,
        "long": len(cells) > LONG,
        "ample": _letters(spec, cells) > WIDE_TABLE,
        "across": _least(columns, cells) > WIDE_SHEET,
        "searched": len(cells) > SEARCHED,
        "notes": notes,
        "shared": shared,
        "source": spec.source,
    }


#: A number, an interval or a sign in place of one: they stand to the right, and on one line.
NUMBER = re.compile(r"([<>≤≥±≈] ?)?[-+−]?\d[\d.,]*\s?%?(\s?(–|tot|to)\s?[-+−]?\d[\d.,]*\s?%?)?\*?|[.–-]?|n\.v\.t\.")


def _numbers(cells: Iterable[str]) -> bool:
    """Tell whether a column of text holds numbers."""
    found = [cell for cell in cells if cell]
    return any(any(sign.isdigit() for sign in cell) for cell in found) and all(map(NUMBER.fullmatch, found))


def kinds_of(spec: Spec, cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the class of every column: numbers, texts that are numbers (intervals), short texts on one line; else none."""

    def kind(i: int, column: Column) -> str:
        if column.kind != "text":
            return "n"
        if i == 0:
            return ""
        if _numbers(line[i] for line in cells):
            return "r"
        return "s" if max((len(line[i]) for line in cells), default=0) <= SHORT_CELL else ""

    return [kind(i, column) for i, column in enumerate(spec.columns)]


def _cell(text: str, kind: str) -> tuple[str, str]:
    """Return a cell and its class: that of its column, or of a text that may run over lines."""
    return _together(text), kind or ("l" if len(text) > LONG_CELL else "")


def _letters(spec: Spec, cells: Sequence[Sequence[str]]) -> int:
    """Return about how many letters across a table needs, with the room between its columns."""

    def needed(i: int, column: Column) -> int:
        widest = max((len(line[i]) for line in cells), default=0)
        return 3 + max(min(widest, LONG_CELL), *map(len, column.label.split()), 0)

    return sum(needed(i, column) for i, column in enumerate(spec.columns))


def _least(columns: Sequence[dict[str, Any]], cells: Sequence[Sequence[str]]) -> int:
    """Return about how many letters across a table needs at least: what cannot be broken, and the room between."""

    def longest(texts: Iterable[str], *, whole: bool = False) -> int:
        return max((len(part) for text in texts for part in ([text] if whole else BROKEN.split(text))), default=0)

    return sum(
        2 + max(longest([column["label"]]), longest((line[i] for line in cells), whole=bool(column["kind"])))
        for i, column in enumerate(columns)
    )


#: Where a text may be broken.
BROKEN = re.compile(r"[ /_\u00ad-]")
SIGNED = re.compile(r"^([<>≤≥]) (?=\d)")
#: Long Dutch words of headings, with the places where a narrow screen may break them.
BREAKS = {
    "toewijzingen": "toe\u00adwijzingen",
    "verhuringen": "ver\u00adhuringen",
    "woningvoorraad": "woning\u00advoorraad",
    "begeleiding": "bege\u00adleiding",
    "statushouders": "status\u00adhouders",
}


def _soft(label: str) -> str:
    """Return a heading with soft hyphens."""
    for word, broken in BREAKS.items():
        label = label.replace(word, broken)
    return label


def _together(cell: str) -> str:
    """Return a cell whose sign stays with its number: ``< 0,05``."""
    return SIGNED.sub("\\1\u00a0", cell)


def _breakable(text: str) -> str:
    """Return a row heading that a narrow screen may break after a slash or an underscore."""
    from markupsafe import Markup, escape  # noqa: PLC0415  comes with jinja2

    safe = escape(printable(text))
    return Markup(safe.replace("/", Markup("/<wbr>")).replace("_", Markup("_<wbr>")))  # noqa: S704  escaped


def _groups(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """Return the headings above columns with the number of columns under each; nothing where none."""
    if not any(column.group for column in columns):
        return []
    return [(group, len(list(members))) for group, members in groupby(columns, key=lambda c: c.group)]
