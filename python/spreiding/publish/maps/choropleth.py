"""Results → map: shares per area in five classes, from real boundaries or as a map of tiles.

The specification comes first (:func:`classes`: which area has which class, colour and sign), the
picture last (:func:`choropleth`). Areas are joined by code, never by name.
"""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.publish.charts import bars
from spreiding.publish.labels import area_label, count_of, group_label, names_of
from spreiding.publish.maps.classes import Class, classes
from spreiding.publish.maps.outlines import GRID, WIDTH, outlines
from spreiding.words import notation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import altair as alt

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Lang
    from spreiding.counts.classes import Bands
    from spreiding.counts.shares import Shares

SIGN_SIZE = 9  #: Points.
TWO_LINES = SIGN_SIZE / 2 * GRID / WIDTH  #: Half a line of text, in steps of the grid.


def choropleth(
    shares: Shares,
    areas: Areas,
    value: str = "share_of_rentals",
    *,
    bands: Bands | Sequence[float] | None = None,
    lang: Lang = "nl",
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
        Its ``description`` is the text alternative, with the main finding.

    Raises
    ------
    InvalidInputError
        If an area of the shares is not on the map, or there is no such column or group.
    """
    found = classes(shares, areas, value, bands=bands, lang=lang, group=group, min_rentals=min_rentals)
    text = description(found, shares, value, lang=lang, group=group)
    chart = draw(found, areas, text=text, lang=lang, legend=legend)
    return bars.noted(chart, shares, lang=lang) if legend else chart


def draw(found: Sequence[Class], areas: Any, *, text: str, lang: Lang = "nl", legend: bool = True) -> alt.Chart:
    """Draw areas in the colours of their classes; ``text`` is the text alternative.

    Raises
    ------
    InvalidInputError
        If the areas have no geometry.
    """
    features, width, height = outlines(areas)
    if not features:
        msg = "areas has no geometry, must have boundaries or tiles to draw a map"
        raise InvalidInputError(msg)
    tiles = getattr(areas, "crs", None) == "tile"
    chart: alt.Chart = bars.styled(
        _layers(features, list(found), lang=lang, legend=legend, tiles=tiles).properties(width=width, height=height),
        description=text,
    )
    return chart


def entries(found: Iterable[Class], *, lang: Lang = "nl") -> list[tuple[str, str, str]]:
    """Return colour, label with the number of areas, and sign, for a legend."""
    codes = [code for c in found for code in c.areas]
    return [(c.colour, f"{c.label} ({count_of(len(c.areas), codes, lang)})", c.sign) for c in found]


def description(found: Sequence[Class], shares: Any, value: str, *, lang: Lang, group: str = "all") -> str:
    """Say in words what the map shows: what is drawn, and how many areas are in each class."""
    of = {
        "share_of_rentals": notation.say(lang, "verhuringen", "rentals"),
        "share_of_stock": notation.say(lang, "woningvoorraad", "the housing stock"),
    }.get(value, value)
    whom = "" if group == "all" else f" ({group_label(group, lang)})"
    drawn = [c for c in found if c.known]
    n = sum(len(c.areas) for c in drawn)
    codes = [code for c in found for code in c.areas]

    def number(n: int) -> str:
        return count_of(n, codes, lang)

    with_ = notation.say(lang, "met", "with")
    parts = notation.listing([f"{number(len(c.areas))} {with_} {c.label}" for c in drawn if c.areas], lang=lang)
    text = notation.say(
        lang,
        f"Kaart van de toewijzingen{whom} als deel van de {of}. De {number(n)} zijn zo verdeeld: {parts}.",
        f"Map of allocations{whom} as a share of {of}. The {number(n)} by class: {parts}.",
    )
    top = next((c for c in reversed(drawn) if not c.kind), None)
    if top and 0 < len(top.areas) <= 10:
        names = names_of(getattr(shares.counts, "areas", None))
        listed = notation.listing([area_label(code, names) for code in top.areas], lang=lang)
        text += (
            notation.say(lang, f" In de klasse {top.label}: {listed}", f" In class {top.label}: {listed}").rstrip(".")
            + "."
        )
    return text


def _layers(features: list[dict[str, Any]], found: list[Class], *, lang: Lang, legend: bool, tiles: bool) -> Any:
    """Draw areas: a fill with a white border of 0.7 beside a dark outline, then signs and codes."""
    import altair as alt  # noqa: PLC0415  heavy

    member = {code: c for c in found for code in c.areas}
    labels = [f"{sign} {label}".strip() for _, label, sign in entries(found, lang=lang)]
    named = dict(zip([c.label for c in found], labels, strict=True))
    marks, shown = [], []
    for feature in features:
        here = member[feature["code"]]
        shown.append({**feature, "class": named[here.label]})
        x, y = feature["spot"]
        if tiles and here.sign:  # code above, sign below the middle of the tile
            y -= TWO_LINES
        text = "\n".join(filter(None, [feature["code"] if tiles else "", here.sign]))
        marks.append({"x": x, "y": y, "text": text, "ink": bars.ink(here.colour)})
    scale = alt.Scale(domain=labels, range=[c.colour for c in found])
    key = alt.Legend(title=None, columns=2, symbolType="square", symbolStrokeColor=bars.LINE, symbolSize=160)
    colour = alt.Color("class:N", scale=scale, legend=key if legend else None)
    shapes = alt.Chart(_as_text(shown))
    fill = shapes.mark_geoshape(stroke="#ffffff", strokeWidth=1.9, strokeJoin="round").encode(color=colour)
    line = shapes.mark_geoshape(filled=False, stroke=bars.LINE, strokeWidth=0.5, strokeJoin="round")
    written = alt.Chart(_as_text([m for m in marks if m["text"]]))
    signs = written.mark_text(fontSize=SIGN_SIZE, lineBreak="\n", baseline="middle").encode(
        longitude="x:Q", latitude="y:Q", text="text:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    return (fill + line + signs).project(type="identity")


def _as_text(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Return rows as one JSON text: Altair would look at every point of a list, which takes seconds."""
    import altair as alt  # noqa: PLC0415  heavy

    return alt.InlineData(values=dumps(rows, separators=(",", ":")), format=alt.JsonDataFormat(type="json"))
