"""Results → map: shares per area in five classes, from real boundaries or as a map of tiles.

The specification comes first (:func:`classes`: which area has which class, colour and sign), the
picture last (:class:`Map`). Areas are joined by code, never by name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import UNLOCATED
from spreiding.base.language import OWN, language
from spreiding.disclosure import symbols
from spreiding.publish.charts import style
from spreiding.publish.labels import area_label, group_label, names_of, nouns_of
from spreiding.publish.maps.classes import Class, classes
from spreiding.publish.maps.drawing import Map
from spreiding.publish.maps.ground import need_ground
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Lang
    from spreiding.counts.classes import Bands
    from spreiding.counts.shares import Shares
    from spreiding.publish.labels import Nouns


def choropleth(
    shares: Shares,
    areas: Areas,
    value: str = "share_of_rentals",
    *,
    bands: Bands | Sequence[float] | None = None,
    lang: Lang = OWN,
    group: str = "all",
    min_rentals: int = 10,
    legend: bool = True,
) -> alt.Chart:
    """Draw shares on a map, in classes from light (low) to dark blue (high).

    Parameters
    ----------
    shares : Shares
        One row per area and group.
    areas : Areas
        Boundaries in degrees or metres, or a map of tiles (``crs="tile"``), joined by code.
    value
        Column to draw: ``"share_of_rentals"``, ``"share_of_stock"``, or another one.
    bands : Bands or sequence of float
        Classes, or the edges between them as shares. By default those of the note; for another column
        five classes after Fisher and Jenks.
    lang
        Language of the legend.
    group
        Group to draw; ``"all"`` is all groups together.
    min_rentals
        A share of rentals is drawn where an area has more rentals than this; the note: more than 10.
    legend
        Draw the legend in the chart, and below it what protection did; the report writes both as text instead.

    Returns
    -------
    altair.Chart
        Its ``description`` is the text alternative, with the main finding. A map of own figures that protection has not
        seen says so above it, and is saved only with the word: ``.save(path, unprotected=True)``.

    Raises
    ------
    InvalidInputError
        If an area of the shares is not on the map, or there is no such column or group.
    """
    lang = language(lang)
    drawn = draw_shares(
        shares, areas, value, bands=bands, lang=lang, group=group, min_rentals=min_rentals, legend=legend
    )
    chart: alt.Chart = replace(drawn, mark=symbols.mark(shares, lang=lang)).chart()
    return chart


def draw_shares(
    shares: Any,
    areas: Any,
    value: str = "share_of_rentals",
    *,
    bands: Any = None,
    lang: Lang = "nl",
    group: str = "all",
    min_rentals: int = 10,
    legend: bool = True,
    nouns: Nouns | None = None,
) -> Map:
    """Return the map of :func:`choropleth` as data: a page draws it small, and with the code of every area.

    ``nouns`` are what areas are called, where their codes do not show it.
    """
    found = classes(shares, areas, value, bands=bands, lang=lang, group=group, min_rentals=min_rentals)
    return draw(
        found,
        areas,
        text=description(found, shares, value, lang=lang, group=group, nouns=nouns),
        counted=counted(shares, value, nouns or _nouns(found, lang), lang=lang, group=group),
        lang=lang,
        legend=legend,
        below=style.protection_note(shares, lang=lang) if legend else "",
    )


def draw(
    found: Sequence[Class],
    areas: Any,
    *,
    text: str,
    counted: str = "",
    lang: Lang = "nl",
    legend: bool = True,
    below: str = "",
    mark: str = "",
) -> Map:
    """Return the map of areas in the colours of their classes; ``text`` is the text alternative.

    Raises
    ------
    InvalidInputError
        If the areas have no geometry.
    """
    drawn_on = need_ground(areas)
    return Map(drawn_on, tuple(found), text, counted, lang, legend, below, mark)


def _nouns(found: Sequence[Class], lang: Lang) -> Nouns:
    return nouns_of([code for c in found for code in c.areas], lang)


def counted(shares: Any, value: str, nouns: Nouns, *, lang: Lang, group: str = "all") -> str:
    """Say what was counted, for the head of a legend."""
    return sentence(
        "map-counted",
        lang,
        of=value if value in {"share_of_rentals", "share_of_stock"} else "other",
        value=value,
        group="all" if group == "all" else "one",
        whom=group_label(group, lang),
        noun=nouns.more,
        period=notation.span(*period, lang=lang) if (period := getattr(shares.counts, "period", None)) else "none",
    )


def finding(
    found: Sequence[Class],
    value: str,
    *,
    lang: Lang,
    group: str = "all",
    period: str = "none",
    nouns: Nouns | None = None,
) -> str:
    """Say in a sentence what the map shows: the class that most areas are in. Nothing where no area has a share."""
    n = sum(len(c.areas) for c in found if c.known)
    classed = [c for c in found if not c.kind and c.areas]
    if not classed or value not in {"share_of_rentals", "share_of_stock"}:
        return ""
    top = max(classed, key=lambda c: len(c.areas))
    return sentence(
        "map-finding",
        lang,
        way="some" if len(top.areas) < n else "all" if n > 1 else "one",
        n=notation.number(len(top.areas), lang=lang),
        areas=(nouns or _nouns(found, lang)).count(n, lang),
        share=top.label,
        of=value,
        group="all" if group == "all" else "one",
        whom=group_label(group, lang),
        period=period,
    )


def description(
    found: Sequence[Class], shares: Any, value: str, *, lang: Lang, group: str = "all", nouns: Nouns | None = None
) -> str:
    """Say in words what the map shows: what is drawn, and how many areas are in each class."""
    drawn = [c for c in found if c.known]
    n = sum(len(c.areas) for c in drawn)
    called = nouns or _nouns(found, lang)

    parts = [
        sentence("areas-in-class", lang, areas=called.count(len(c.areas), lang), label=c.label)
        for c in drawn
        if c.areas
    ]
    text = sentence(
        "map-shown",
        lang,
        of=value if value in {"share_of_rentals", "share_of_stock"} else "other",
        value=value,
        group="all" if group == "all" else "one",
        whom=group_label(group, lang),
        n=n,
        areas=called.count(n, lang),
        parts=notation.listing(parts, lang=lang),
    )
    top = next((c for c in reversed(drawn) if not c.kind), None)
    if top and 0 < len(top.areas) <= 10:
        names = names_of(getattr(shares.counts, "areas", None))
        listed = notation.listing([area_label(code, names, lang) for code in top.areas], lang=lang)
        text += " " + sentence("map-top-class", lang, label=top.label, places=listed.rstrip("."))
    if UNLOCATED in shares.to_polars().get_column("area"):
        text += " " + sentence("map-without-place", lang)
    return text
