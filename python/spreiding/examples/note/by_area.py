"""Allocations by gebied: Table 1.2."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.counts.counts import ALL
from spreiding.edition.chapters.maps import choices, map_figure
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.labels import area_label, group_label, headings, names_of
from spreiding.publish.tables.shapes import city_row
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures
    from spreiding.edition.parts import Figure
    from spreiding.edition.run import Run


#: Where the note finds most areas.
USUAL = (0.25, 0.35)
#: Statuses of a share that is known by a bound.
CODED = ("topcoded", "bottomcoded")


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show allocations, shares of rentals and of the stock by gebied."""
    found = run.figures
    if found.areas is None:
        return None
    caption = sentence("ois-areas-caption", lang, period=found.when(lang))
    spec = replace(spec_of(found.areas, lang=lang), caption=caption, name="tabel 1.2")
    # One city: protection publishes its numbers once, with the wijken.
    spec = replace(spec, rows=(*spec.rows[:-1], city_row(found.districts, lang)))
    blocks: list[Block] = [
        Text(_text(found.areas, lang)),
        Table(spec, sentence("table-number", lang, n="1.2")),
    ]
    figure = choices(list(_maps(found, caption, lang)))
    return Section(
        "gebieden",
        sentence("ois-areas-title", lang),
        (*blocks, *filter(None, [figure])),
    )


def _maps(found: Figures, caption: str, lang: Lang) -> Iterator[Figure]:
    """Return the map of all groups, then those of each group, as a share of rentals and of the stock."""
    shares, on = found.areas, _ground(found.areas.counts.areas)
    stocked = shares.to_polars().get_column("share_of_stock").count() > 0
    measures = {"share_of_rentals": headings(lang)["of_rentals"], "share_of_stock": headings(lang)["of_stock"]}
    for group in (ALL, *shares.counts.groups):
        whom = sentence("all-groups", lang) if group == ALL else group_label(group, lang)
        for value, measure in list(measures.items())[: 1 + stocked]:
            figure = map_figure(
                shares,
                on,
                number=sentence("ois-areas-map", lang),
                caption=caption,
                lang=lang,
                value=value,
                group=group,
                at=((sentence("column-group", lang), whom), (sentence("ois-measure", lang), measure)),
                name=sentence("ois-areas-name", lang),
            )
            if figure is not None:
                yield figure


def _ground(areas: Any) -> Any:
    """Return what the map is drawn on: where wijken are tiles, one tile per gebied."""
    from spreiding.areas.tiles import tiles  # noqa: PLC0415  heavy

    if areas.crs != "tile":
        return areas
    known = tiles("gebied")
    return known if set(areas.codes) <= set(known.codes) else areas


def _text(shares: Any, lang: Lang) -> str:
    names = names_of(shares.counts.areas)
    rows = {area_label(row["area"], names, lang): row for row in shares.to_dicts() if row["group"] == ALL}
    counts = {label: row["allocations"] for label, row in rows.items() if row["allocations"] is not None}
    known = [row for row in rows.values() if row["share_of_rentals"] is not None]
    if not counts:
        return sentence("ois-areas-hidden", lang)
    few, many = (pick(counts, key=lambda label: counts[label]) for pick in (min, max))
    low, high = (notation.number(counts[label], lang=lang) for label in (few, many))
    usual = sum(USUAL[0] <= row["share_of_rentals"] < USUAL[1] and row.get("status") not in CODED for row in known)
    text = sentence("ois-areas-text", lang, low=low, few=few, high=high, many=many)
    code = "ois-areas-usual" if shares.protection is None else "ois-areas-usual-shown"
    return f"{text} {sentence(code, lang, n=usual, of=len(known))}"
