"""Allocations by gebied: Table 1.2."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding import _format
from spreiding.report import say
from spreiding.report._figures import figures
from spreiding.report._maps import map_figure
from spreiding.report._parts import Block, Section, Table, Text
from spreiding.tables import Row, spec_of

if TYPE_CHECKING:
    from spreiding._types import Lang


#: Where the note finds most areas.
USUAL = (0.25, 0.35)


def chapter(study: Any, lang: Lang) -> Section | None:
    """Show allocations, shares of rentals and of the stock by gebied."""
    found = figures(study)
    if found.areas is None:
        return None
    caption = say(lang, "Toewijzingen aan kwetsbare groepen per gebied, ", "Allocations to vulnerable groups by area, ")
    caption += found.when(lang)
    spec = replace(spec_of(found.areas, lang=lang), caption=caption, name="tabel 1.2")
    # One city: protection publishes its numbers once, with the wijken.
    keys = ("allocations", "share_of_rentals", "share_of_stock")
    last = {**spec.rows[-1], **{key: getattr(found.total, key) for key in keys}}
    spec = replace(spec, rows=(*spec.rows[:-1], last))
    blocks: list[Block] = [
        Text(_text(spec.rows[:-1], lang)),
        Table(spec, say(lang, "Tabel 1.2", "Table 1.2")),
    ]
    figure = map_figure(
        found.areas,
        _ground(found.areas.counts.areas),
        number=say(lang, "Kaart bij tabel 1.2", "Map of table 1.2"),
        caption=caption,
        lang=lang,
    )
    return Section(
        "gebieden",
        say(lang, "Toewijzingen per gebied", "Allocations by area"),
        (*blocks, *filter(None, [figure])),
    )


def _ground(areas: Any) -> Any:
    """Return what the map is drawn on: where wijken are tiles, one tile per gebied."""
    from spreiding.examples import tiles  # noqa: PLC0415  heavy

    if areas.crs != "tile":
        return areas
    known = tiles("gebied")
    return known if set(areas.codes) <= set(known.codes) else areas


def _text(rows: tuple[Row, ...], lang: Lang) -> str:
    known = [row for row in rows if isinstance(row["allocations"], int)]
    low_edge, high_edge = USUAL
    usual = [
        row
        for row in rows
        if isinstance(row["share_of_rentals"], float) and low_edge <= row["share_of_rentals"] < high_edge
    ]
    if not known:
        return say(lang, "De aantallen per gebied zijn afgeschermd.", "Numbers by area are suppressed.")
    few, many = (pick(known, key=lambda row: row["allocations"]) for pick in (min, max))
    low, high = (_format.number(row["allocations"], lang=lang) for row in (few, many))
    return say(
        lang,
        f"Het aantal toewijzingen loopt van {low} in {few['area']} tot {high} in {many['area']}. Dat verschil komt deels "
        "door het aanbod: waar meer corporatiewoningen vrijkomen, gaan er ook meer naar kwetsbare groepen. In "
        f"{len(usual)} van de {len(rows)} gebieden ligt het aandeel tussen 25% en 35% van de verhuringen.",
        f"The number of allocations runs from {low} in {few['area']} to {high} in {many['area']}. Part of that difference "
        "is supply: where more association dwellings come free, more go to vulnerable groups. In "
        f"{len(usual)} of {len(rows)} areas the share lies between 25% and 35% of rentals.",
    )
