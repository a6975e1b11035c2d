"""Allocations by group and period: Table 1.1."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.disclosure.symbols import note
from spreiding.edition.parts import Section, Table, Text
from spreiding.publish.labels import group_label
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section:
    """Show allocations by group and period."""
    found = run.figures
    caption = sentence("ois-totals-caption", lang, period=found.when(lang))
    spec = spec_of(found.periods.counts, lang=lang)
    notes = tuple(filter(None, [note(found.periods, lang=lang)]))
    spec = replace(spec, caption=caption, notes=notes, name="tabel 1.1")
    rows = found.total.to_polars().to_dicts()
    whole = next(row["allocations"] for row in rows if row["group"] == "all")
    parts = [_part(row, whole, lang) for row in rows if row["group"] != "all" and row["allocations"] is not None]
    return Section(
        "toewijzingen",
        sentence("ois-totals-title", lang),
        (
            *([Text(sentence("ois-totals-text", lang, parts=notation.listing(parts, lang=lang)))] if parts else []),
            Table(spec, sentence("table-number", lang, n="1.1")),
        ),
    )


def _part(row: dict[str, Any], whole: int | None, lang: Lang) -> str:
    """Write a number of allocations, its part of all, and the group."""
    part = f" ({notation.percent(row['allocations'] / whole, lang=lang, sign=True)})" if whole else ""
    return f"{notation.number(row['allocations'], lang=lang)}{part} {group_label(row['group'], lang)}"
