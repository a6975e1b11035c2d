"""Allocations by gebied: Table 1.2."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.counts.counts import ALL
from spreiding.edition.chapters.maps import choices, map_figure
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.labels import TEXTS, area_label, group_label, names_of
from spreiding.publish.tables.shapes import city_row
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.notation import say

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
    caption = say(lang, "Toewijzingen aan kwetsbare groepen per gebied, ", "Allocations to vulnerable groups by area, ")
    caption += found.when(lang)
    spec = replace(spec_of(found.areas, lang=lang), caption=caption, name="tabel 1.2")
    # One city: protection publishes its numbers once, with the wijken.
    spec = replace(spec, rows=(*spec.rows[:-1], city_row(found.districts, lang)))
    blocks: list[Block] = [
        Text(_text(found.areas, lang)),
        Table(spec, say(lang, "Tabel 1.2", "Table 1.2")),
    ]
    figure = choices(list(_maps(found, caption, lang)))
    return Section(
        "gebieden",
        say(lang, "Toewijzingen per gebied", "Allocations by area"),
        (*blocks, *filter(None, [figure])),
    )


def _maps(found: Figures, caption: str, lang: Lang) -> Iterator[Figure]:
    """Return the map of all groups, then those of each group, as a share of rentals and of the stock."""
    shares, on = found.areas, _ground(found.areas.counts.areas)
    stocked = shares.to_polars().get_column("share_of_stock").count() > 0
    measures = {"share_of_rentals": TEXTS[lang]["of_rentals"], "share_of_stock": TEXTS[lang]["of_stock"]}
    for group in (ALL, *shares.counts.groups):
        whom = say(lang, "alle groepen", "all groups") if group == ALL else group_label(group, lang)
        for value, measure in list(measures.items())[: 1 + stocked]:
            figure = map_figure(
                shares,
                on,
                number=say(lang, "Kaart bij tabel 1.2", "Map of table 1.2"),
                caption=caption,
                lang=lang,
                value=value,
                group=group,
                at=((say(lang, "groep", "group"), whom), (say(lang, "maat", "measure"), measure)),
                name=say(lang, "kaart-gebieden", "map-areas"),
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
    rows = {area_label(row["area"], names): row for row in shares.to_dicts() if row["group"] == ALL}
    counts = {label: row["allocations"] for label, row in rows.items() if row["allocations"] is not None}
    known = [row for row in rows.values() if row["share_of_rentals"] is not None]
    if not counts:
        return say(lang, "De aantallen per gebied zijn afgeschermd.", "Numbers by area are suppressed.")
    few, many = (pick(counts, key=lambda label: counts[label]) for pick in (min, max))
    low, high = (notation.number(counts[label], lang=lang) for label in (few, many))
    usual = sum(USUAL[0] <= row["share_of_rentals"] < USUAL[1] and row.get("status") not in CODED for row in known)
    part = shares.protection is not None
    shown = say(lang, " Sommige cijfers zijn afgeschermd.", " Some figures are suppressed.") if part else ""
    return say(
        lang,
        f"Het aantal toewijzingen loopt van {low} in {few} tot {high} in {many}. Dat verschil komt deels door het "
        "aanbod: waar meer corporatiewoningen vrijkomen, gaan er ook meer naar kwetsbare groepen. In "
        f"{usual} van de {len(known)} gebieden ligt het {'getoonde ' * part}aandeel tussen 25% en 35% van de "
        f"verhuringen.{shown}",
        f"The number of allocations runs from {low} in {few} to {high} in {many}. Part of that difference is supply: "
        "where more association dwellings come free, more go to vulnerable groups. In "
        f"{usual} of {len(known)} areas the share {'shown ' * part}lies between 25% and 35% of rentals.{shown}",
    )
