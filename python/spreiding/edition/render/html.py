"""Rendering: chapters → one self-contained page, without scripts and without a network."""

from __future__ import annotations

from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from spreiding.base.results import version
from spreiding.edition.parts import Figure, Items, Table, Text
from spreiding.edition.render.head import head
from spreiding.publish.charts import bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.edition.parts import Block, Section
    from spreiding.edition.run import Run
    from spreiding.publish.tables.spec import Column

#: Every pair of text or line and ground on the page, with the contrast WCAG 2.1 asks (1.4.3, 1.4.11).
PALETTE = {
    "text": "#181818",
    "soft": "#595959",
    "ground": "#ffffff",
    "head": "#004699",
    "link": "#004699",
    "band": "#f2f2f2",
    "notice": "#fff4d6",
    "edge": "#767676",
}
CONTRASTS = (
    ("text", "ground", 4.5),
    ("text", "band", 4.5),
    ("text", "notice", 4.5),
    ("soft", "ground", 4.5),
    ("soft", "band", 4.5),
    ("link", "ground", 4.5),
    ("link", "notice", 4.5),
    ("ground", "head", 4.5),
    ("edge", "ground", 3.0),
)

WORDS = {
    "nl": {
        "contents": "Inhoud",
        "skip": "Naar de tekst",
        "data": "Cijfers bij deze figuur",
        "more": "Toon de tabel",
        "legend": "Legenda",
        "made": "Gemaakt met spreiding",
        "scroll": "tabel, schuif opzij voor meer kolommen",
    },
    "en": {
        "contents": "Contents",
        "skip": "To the text",
        "data": "Data of this figure",
        "more": "Show the table",
        "legend": "Legend",
        "made": "Made with spreiding",
        "scroll": "table, scroll sideways for more columns",
    },
}


def render(run: Run, sections: Sequence[Section]) -> bytes:
    """Return the page as UTF-8."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  only when a page is made

    folder = files("spreiding.edition.render") / "templates"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((folder / "report.html.j2").read_text("utf-8"))
    style = environment.from_string((folder / "report.css.j2").read_text("utf-8"))
    page = template.render(
        lang=run.lang,
        words=WORDS[run.lang],
        head=head(run),
        style=style.render(PALETTE),
        version=version(),
        sections=[{"anchor": s.anchor, "title": s.title, "blocks": _blocks(s.anchor, s.blocks)} for s in sections],
    )
    return page.encode()


def _blocks(anchor: str, blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [_block(f"{anchor}-{i}", block) for i, block in enumerate(blocks, start=1)]


def _block(anchor: str, block: Block) -> dict[str, Any]:
    """Return what the template needs of a block; numbers become text here."""
    match block:
        case Text():
            return {"kind": "text", "text": block.text, "style": block.style}
        case Items():
            return {"kind": "items", "items": [i if isinstance(i, tuple) else (None, i) for i in block.items]}
        case Table():
            return {
                "kind": "table",
                "anchor": anchor,
                "folded": block.folded,
                **_table(block.spec, block.number),
            }
        case Figure():
            title = f"{block.number} {block.caption}"
            return {
                "kind": "figure",
                "anchor": anchor,
                "number": block.number,
                "caption": block.caption,
                "alt": block.alt,
                "svg": bars.to_svg(block.chart, anchor=anchor, title=title, alt=block.alt),
                "legend": block.legend,
                "data": _table(block.data) if block.data else None,
                "notes": block.notes,
                "source": block.source,
            }
    msg = f"a block is a {type(block).__name__}, must be Text, Items, Table or Figure"
    raise TypeError(msg)


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


def _breakable(text: str) -> str:
    """Return a row heading that a narrow screen may break after a slash or an underscore."""
    from markupsafe import Markup, escape  # noqa: PLC0415  comes with jinja2

    return Markup(escape(text).replace("/", Markup("/<wbr>")).replace("_", Markup("_<wbr>")))  # noqa: S704  escaped


def _groups(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """Return the headings above columns with the number of columns under each; nothing where none."""
    if not any(column.group for column in columns):
        return []
    return [(group, len(list(members))) for group, members in groupby(columns, key=lambda c: c.group)]


def _table(spec: Any, number: str = "") -> dict[str, Any]:
    return {
        "number": number,
        "caption": spec.caption,
        "columns": [{"label": _soft(c.label), "numeric": c.kind != "text", "group": c.group} for c in spec.columns],
        "groups": _groups(spec.columns),
        "rows": [[_breakable(row[0]), *row[1:]] for row in spec.cells()],
        "total": spec.total,
        "notes": spec.notes,
        "source": spec.source,
    }
