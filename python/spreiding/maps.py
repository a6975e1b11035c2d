"""Results → map: shares per area in five classes, from real boundaries or as a map of tiles.

The specification comes first (:func:`classes`: which area has which class, colour and sign), the
picture last (:func:`choropleth`). Areas are joined by code, never by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from json import dumps
from typing import TYPE_CHECKING, Any

from spreiding import _format, charts
from spreiding._core import InvalidInputError
from spreiding._labels import area_label, band_labels, count_of, group_label, names_of
from spreiding._outlines import GRID, WIDTH, outlines
from spreiding.disclosure import symbols

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import altair as alt

    from spreiding._types import Lang
    from spreiding.bands import Bands

#: Classes of the note (sections 1.3 and 1.4), closed on the left.
NOTE_EDGES = {"share_of_rentals": (0.10, 0.25, 0.35, 0.50), "share_of_stock": (0.002, 0.005, 0.009)}

#: Signs of areas without a class, so that colour is not the only carrier.
TOO_FEW, PROTECTED, NONE = "few", "protected", "none"
SIGNS = {TOO_FEW: "", PROTECTED: "×", NONE: "–"}
FILLS = {TOO_FEW: charts.NO_DATA, PROTECTED: charts.NO_DATA, NONE: charts.EMPTY}


SIGN_SIZE = 9  #: Points.
TWO_LINES = SIGN_SIZE / 2 * GRID / WIDTH  #: Half a line of text, in steps of the grid.


@dataclass(frozen=True)
class Class:
    """A class of the legend: its areas, colour and, for areas without a share, its sign."""

    label: str
    colour: str
    sign: str
    areas: tuple[str, ...]
    kind: str = ""  #: Why its areas are in no class of shares: :data:`FILLS`, or a bound.

    @property
    def known(self) -> bool:
        """Whether its areas have a share, or a bound of one."""
        return self.kind not in FILLS


def choropleth(
    shares: Any,
    areas: Any,
    value: str = "share_of_rentals",
    *,
    bands: Any = None,
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
        Draw the legend in the chart; the report writes it as text below instead.

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
    return draw(found, areas, text=text, lang=lang, legend=legend)


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
    chart: alt.Chart = charts.styled(
        _layers(features, list(found), lang=lang, legend=legend, tiles=tiles).properties(width=width, height=height),
        description=text,
    )
    return chart


def classes(
    shares: Any, areas: Any, value: str, *, bands: Any, lang: Lang, group: str, min_rentals: int
) -> list[Class]:
    """Return the classes of a map with their areas; areas without a class come last."""
    rows, edges = _rows(shares, areas, value, group), _edges(bands, value)
    kinds = {code: _kind(rows.get(code), value, min_rentals, edges) for code in areas.codes}
    drawn = drawn_shares(rows, value, min_rentals, edges)
    drawn = {code: drawn[code] for code in areas.codes if code in drawn}
    bands = _bands(list(drawn.values()), bands, value)
    labels = band_labels(bands, lang=lang)
    place = dict(zip(drawn, bands.index, strict=True))
    members: dict[object, list[str]] = {}
    for code, kind in kinds.items():
        members.setdefault(place[code] if kind is None else kind, []).append(code)
    colours = charts.ramp(len(labels))
    found = [Class(label, colours[i], "", tuple(members.get(i, ()))) for i, label in enumerate(labels)]
    bounds = sorted({kind for kind in kinds.values() if kind is not None and kind not in FILLS})
    found += [Class(_bound(b, lang), colours[-(b[0] == ">")], b[0], tuple(members[b]), b) for b in bounds]
    for kind, label in _labels(lang, min_rentals).items():
        if kind in members:
            found.append(Class(label, FILLS[kind], SIGNS[kind], tuple(members[kind]), kind))
    return found


def drawn_shares(
    rows: Mapping[str, dict[str, Any]], value: str, min_rentals: int, edges: Sequence[float]
) -> dict[str, float]:
    """Return the shares that a map puts in classes, by area: known, and with enough rentals."""
    shares = {code: _share(row, value) for code, row in rows.items() if _kind(row, value, min_rentals, edges) is None}
    return {code: share for code, share in shares.items() if share is not None}


def entries(found: Iterable[Class], *, lang: Lang = "nl") -> list[tuple[str, str, str]]:
    """Return colour, label with the number of areas, and sign, for a legend."""
    codes = [code for c in found for code in c.areas]
    return [(c.colour, f"{c.label} ({count_of(len(c.areas), codes, lang)})", c.sign) for c in found]


def description(found: Sequence[Class], shares: Any, value: str, *, lang: Lang, group: str = "all") -> str:
    """Say in words what the map shows: what is drawn, and how many areas are in each class."""
    of = {
        "share_of_rentals": _format.say(lang, "verhuringen", "rentals"),
        "share_of_stock": _format.say(lang, "woningvoorraad", "the housing stock"),
    }.get(value, value)
    whom = "" if group == "all" else f" ({group_label(group, lang)})"
    drawn = [c for c in found if c.known]
    n = sum(len(c.areas) for c in drawn)
    codes = [code for c in found for code in c.areas]

    def number(n: int) -> str:
        return count_of(n, codes, lang)

    with_ = _format.say(lang, "met", "with")
    parts = _format.listing([f"{number(len(c.areas))} {with_} {c.label}" for c in drawn if c.areas], lang=lang)
    text = _format.say(
        lang,
        f"Kaart van de toewijzingen{whom} als deel van de {of}. De {number(n)} zijn zo verdeeld: {parts}.",
        f"Map of allocations{whom} as a share of {of}. The {number(n)} by class: {parts}.",
    )
    top = next((c for c in reversed(drawn) if not c.kind), None)
    if top and 0 < len(top.areas) <= 10:
        names = names_of(getattr(shares.counts, "areas", None))
        listed = _format.listing([area_label(code, names) for code in top.areas], lang=lang)
        text += (
            _format.say(lang, f" In de klasse {top.label}: {listed}", f" In class {top.label}: {listed}").rstrip(".")
            + "."
        )
    return text


def _rows(shares: Any, areas: Any, value: str, group: str) -> dict[str, dict[str, Any]]:
    """Return the rows of one group by area code, after checking that they fit the map."""
    frame = shares.to_polars()
    for name in ("area", "group", value):
        if name not in frame.columns:
            msg = f"shares has no column {name!r}; its columns are {', '.join(map(repr, frame.columns))}"
            raise InvalidInputError(msg)
    rows = {row["area"]: row for row in frame.iter_rows(named=True) if row["group"] == group}
    if not rows:
        groups = ", ".join(map(repr, frame.get_column("group").unique(maintain_order=True)))
        msg = f"group is {group!r}, must be one of {groups}"
        raise InvalidInputError(msg)
    unknown = sorted(set(rows) - set(areas.codes))
    if unknown:
        msg = (
            f"shares, column 'area': {', '.join(unknown[:5])} not on the map "
            f"({len(unknown)} of {len(rows)} areas); the map has codes such as "
            f"{', '.join(areas.codes[:3])}: is it another area scheme?"
        )
        raise InvalidInputError(msg)
    return rows


#: Status of a protected share (``spreiding.protect``) -> why it has no class.
STATUSES = {"suppressed": PROTECTED, "too_few": TOO_FEW, "no_rentals": NONE}
#: Status of a share that prints as a bound only -> a share behind that bound, and the sign before it.
BOUNDS = {"topcoded": (1.0, ">"), "bottomcoded": (0.0, "<")}


def _share(row: dict[str, Any] | None, value: str) -> float | None:
    """Return the share of an area; one that prints as "> 90" or "< 10" counts as an end of the scale."""
    if row is None:
        return None
    if value == "share_of_rentals" and row.get("status") in BOUNDS:
        return BOUNDS[row["status"]][0]
    return None if row[value] is None else float(row[value])


def _kind(row: dict[str, Any] | None, value: str, min_rentals: int, edges: Sequence[float]) -> str | None:
    """Return why an area has no class, or None where it has one; a bound inside a class is ``< 0.1`` or ``> 0.5``."""
    share = _share(row, value)
    if row is None:
        return NONE
    rentals, status = row.get("rentals"), row.get("status")
    if share is None:
        empty = rentals == 0 or (rentals is None and status is None)
        return NONE if empty else STATUSES.get(str(status), PROTECTED)
    if value == "share_of_rentals" and status in BOUNDS and edges:
        bound, sign = row["share_of_rentals"], BOUNDS[status][1]
        inside = bound > edges[0] if sign == "<" else bound < edges[-1]
        return f"{sign} {bound}" if inside else None
    few = value == "share_of_rentals" and rentals is not None and rentals <= min_rentals
    return TOO_FEW if few else None


def _edges(given: Any, value: str) -> Sequence[float]:
    """Return the edges of the classes that are given or the note's; nothing where the values decide them."""
    found: Sequence[float] = NOTE_EDGES.get(value, ()) if given is None else getattr(given, "edges", given)
    return found


def _bound(kind: str, lang: Lang) -> str:
    """Return the legend of shares that are known by a bound inside a class."""
    sign, bound = kind.split()
    text = _format.percent(float(bound), lang=lang, sign=True)
    words = symbols.MEANS[lang][sign]
    return f"{words} {text}, {_format.say(lang, 'niet nader bekend', 'no more is known')}"


def _labels(lang: Lang, min_rentals: int) -> dict[str, str]:
    n = _format.number(min_rentals, lang=lang)
    return {
        TOO_FEW: _format.say(lang, f"{n} of minder verhuringen", f"{n} rentals or fewer"),
        PROTECTED: symbols.LEGEND[lang]["suppressed"],
        NONE: symbols.LEGEND[lang]["no_rentals"],
    }


def _bands(values: list[float], given: Any, value: str) -> Bands:
    """Put the values drawn in classes: those given, those of the note, or found in the values."""
    from spreiding.bands import bands, classify  # noqa: PLC0415  heavy

    if given is None and value not in NOTE_EDGES:
        given = classify(values, k=min(5, len(set(values))))
    if hasattr(given, "edges"):
        return bands(values, given.edges, closed=given.closed, labels=given.labels)
    return bands(values, NOTE_EDGES[value] if given is None else given)


def _layers(features: list[dict[str, Any]], found: list[Class], *, lang: Lang, legend: bool, tiles: bool) -> Any:
    """Draw areas: a fill with a white border of 0.7 beside a dark outline, then signs and codes."""
    import altair as alt  # noqa: PLC0415  heavy

    member = {code: c for c in found for code in c.areas}
    labels = [label for _, label, _ in entries(found, lang=lang)]
    named = dict(zip([c.label for c in found], labels, strict=True))
    marks, shown = [], []
    for feature in features:
        here = member[feature["code"]]
        shown.append({**feature, "class": named[here.label]})
        x, y = feature["spot"]
        if tiles and here.sign:  # code above, sign below the middle of the tile
            y -= TWO_LINES
        text = "\n".join(filter(None, [feature["code"] if tiles else "", here.sign]))
        marks.append({"x": x, "y": y, "text": text, "ink": charts.ink(here.colour)})
    scale = alt.Scale(domain=labels, range=[c.colour for c in found])
    key = alt.Legend(title=None, columns=2, symbolType="square", symbolStrokeColor=charts.LINE, symbolSize=160)
    colour = alt.Color("class:N", scale=scale, legend=key if legend else None)
    shapes = alt.Chart(_as_text(shown))
    fill = shapes.mark_geoshape(stroke="#ffffff", strokeWidth=1.9, strokeJoin="round").encode(color=colour)
    line = shapes.mark_geoshape(filled=False, stroke=charts.LINE, strokeWidth=0.5, strokeJoin="round")
    written = alt.Chart(_as_text([m for m in marks if m["text"]]))
    signs = written.mark_text(fontSize=SIGN_SIZE, lineBreak="\n", baseline="middle").encode(
        longitude="x:Q", latitude="y:Q", text="text:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    return (fill + line + signs).project(type="identity")


def _as_text(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Return rows as one JSON text: Altair would look at every point of a list, which takes seconds."""
    import altair as alt  # noqa: PLC0415  heavy

    return alt.InlineData(values=dumps(rows, separators=(",", ":")), format=alt.JsonDataFormat(type="json"))
