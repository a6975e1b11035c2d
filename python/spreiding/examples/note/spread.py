"""Spread: how uneven, more than chance or not, and by supply or by selection."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.counts.counts import ALL
from spreiding.disclosure.figures import enough, p_class
from spreiding.edition.parts import Block, Figure, Section, Table, Text
from spreiding.indices.decompose import decompose
from spreiding.indices.index import spread
from spreiding.publish.charts.spread import decomposition_chart
from spreiding.publish.labels import area_label, group_label, headings, names_of, noun_of
from spreiding.publish.tables.spec import Column, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures
    from spreiding.edition.run import Run
    from spreiding.indices.decompose import Decomposition
    from spreiding.indices.index import Spread

#: Simulations per index: p to three decimals.
ITERATIONS = 999
SEED = 2018


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the index of every group beside what chance gives, and what makes gebieden differ."""
    figure = run.figures
    indices = _found(figure)
    if not indices or indices[0].group != ALL:
        return None
    blocks: list[Block] = [
        Text(_in_words(indices[0], lang)),
        Table(_indices(indices, lang, figure), sheet=sentence("ois-spread-sheet", lang)),
        *_causes(figure, lang),
    ]
    return Section("spreiding", sentence("ois-spread-title", lang), tuple(blocks))


def _found(found: Figures) -> list[Spread]:
    """Return the index of all groups together and of each.

    The counts are the exact ones: indices of counts with gaps would be wrong. A protected page gives one only where
    enough wijken with rentals have a figure of that group in print, so not of a group that it does not give per wijk.
    """
    counts = found.exact.counts
    indices = []
    for group in (ALL, *counts.groups):
        if not enough(found.districts, group):
            continue
        with suppress(InvalidInputError):  # a group without members has no spread
            indices.append(spread(counts, group=group, iterations=ITERATIONS, bootstrap=0, seed=SEED))
    return indices


def _in_words(found: Spread, lang: Lang) -> str:
    value, expected = (notation.percent(v, lang=lang, sign=True) for v in (found.value, found.expected))
    uneven = found.p is not None and found.p <= 1 / 20
    way = "uneven" if uneven else "chance"
    return sentence("ois-spread-text", lang, value=value, expected=expected, way=way)


def _indices(found: list[Spread], lang: Lang, figures: Figures) -> Spec:
    p = Column("p", "p", decimals=3) if not figures.protected else Column("p", "p", "text")
    columns = (
        Column("group", sentence("column-group", lang), "text"),
        Column("value", sentence("column-index", lang), decimals=2),
        Column("expected", sentence("column-by-chance", lang), decimals=2),
        p,
    )
    rows = tuple(
        {
            "group": sentence("all-groups", lang) if one.group == ALL else group_label(one.group, lang),
            "value": _as_fine_as_needed(one.value, figures),
            "expected": _as_fine_as_needed(one.expected, figures),
            "p": p_class(one.p, lang=lang) if figures.protected else one.p,
        }
        for one in found
    )
    note = sentence("note-spread", lang, n=ITERATIONS)
    untold = sentence("note-spread-protected", lang, nouns=noun_of(["E16"], lang, 2))
    notes = (note, untold) if figures.protected and len(found) <= len(figures.exact.counts.groups) else (note,)
    caption = sentence("ois-spread-caption", lang)
    return Spec(caption, columns, rows, notes=notes, lang=lang)


def _as_fine_as_needed(value: float | None, figures: Figures) -> float | None:
    """Return a number of the whole city; on a protected page in whole percents, in the data of a table too."""
    return round(value, 2) if figures.protected and value is not None else value


def _causes(found: Figures, lang: Lang) -> list[Block]:
    """Show supply and selection per gebied; on a protected page only what they come to for the whole city.

    Supply per gebied is rentals / stock less the city's: with the public stock it gives the withheld rentals away.
    """
    shares = found.exact_areas
    if shares is None or not enough(found.areas):
        return []
    try:
        parts = decompose(shares)
    except InvalidInputError:  # no stock
        return []
    total = parts.variance.row(0, named=True)
    if total["supply_share"] is None:
        return []
    text = Text(_causes_in_words(total, lang))
    if found.protected:
        return [text, Text(_why_no_causes(lang))]
    chart = decomposition_chart(parts, areas=shares.counts.areas, largest=30, lang=lang)
    caption = sentence("ois-causes-caption", lang)
    data = _parts_spec(parts, shares, caption, lang)
    return [text, Figure(chart=chart, number="", caption=caption, alt=str(chart.description), data=data)]


def _causes_in_words(total: dict[str, Any], lang: Lang) -> str:
    supply, selection = (
        notation.percent(total[name], lang=lang, sign=True) for name in ("supply_share", "selection_share")
    )
    return sentence("ois-causes-text", lang, supply=supply, selection=selection)


def _why_no_causes(lang: Lang) -> str:
    return sentence("ois-causes-hidden", lang)


def _parts_spec(parts: Decomposition, shares: Any, caption: str, lang: Lang) -> Spec:
    names = names_of(shares.counts.areas)
    columns = (
        Column("label", headings(lang)["area"], "text"),
        Column("difference", sentence("ois-causes-difference", lang), "share_difference", 2),
        Column("supply", sentence("column-supply", lang), "share_difference", 2),
        Column("selection", sentence("column-selection", lang), "share_difference", 2),
    )
    rows = parts.to_polars().filter(group=ALL).sort("difference", descending=True)
    note = sentence("ois-causes-note", lang)
    shown = tuple({**row, "label": area_label(row["area"], names, lang)} for row in rows.to_dicts())
    return Spec(caption, columns, shown, notes=(note,), name=sentence("ois-causes-name", lang), lang=lang)
