"""Maps over periods: small multiples of a share on one scale, and the map of change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.choose import caption, with_choices
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.chapters.over_time.compared import change_finding, change_in_words, family, printed_of
from spreiding.edition.parts import Figure, Key
from spreiding.publish.charts import style
from spreiding.publish.maps import choropleth
from spreiding.publish.maps.classes import Class, classes
from spreiding.publish.maps.ground import ground as drawn_on
from spreiding.publish.maps.multiples import small_multiples
from spreiding.publish.tables.spec import Column, Spec
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run

#: Lower, not to be told from chance, higher: apart for the colour-blind, and in grey by their signs.
CHANGE = {"much-lower": ("#2166ac", "−"), "lower": ("#92c5de", "−"), "chance": ("#f2f2f2", ""), "higher": ("#fdb863", "+"),
          "much-higher": ("#b35806", "+"), "none": ("#ffffff", "·")}  # fmt: skip


def ground(run: Run, level: str) -> Any:
    """Return what a level is drawn on: its boundaries, or its own tiles; nothing where there are none."""
    areas = run.figures.levels[level].counts.areas
    if areas is None:
        return None
    if areas.crs == "tile" and level != naming.BASE:
        from spreiding.areas.tiles import tiles  # noqa: PLC0415  heavy

        known = tiles("gebied") if level == "gebied" else None
        areas = known if known is not None and set(areas.codes) <= set(known.codes) else areas
    return areas if drawn_on(areas) is not None else None


def edges_of(run: Run, measure: str) -> Any:
    """Return the classes of the study: edges, or classes found in the values of all periods together."""
    wanted: Any = getattr(run.study.cuts, measure)
    if not isinstance(wanted, str):
        return wanted
    method: Any = wanted
    from spreiding.counts.classes import classify  # noqa: PLC0415  heavy

    values = [row[measure] for row in common.rows_of(run.figures.districts) if row[measure] is not None]
    return classify(values, method, k=min(5, len(set(values)))) if len(set(values)) > 1 else None


def share_maps(run: Run, level: str, lang: Lang, measure: str = "share_of_rentals") -> Figure | None:
    """Return a small map per period, all on one scale; nothing where there is nothing to draw on."""
    areas, shares, key = ground(run, level), run.figures.levels[level], str(run.figures.kind)
    if areas is None or all(row[measure] is None for row in common.rows_of(shares)):
        return None
    options = {"bands": edges_of(run, measure), "lang": lang, "group": "all"}
    least = run.study.cuts.minimum_rentals
    panels: dict[str, list[Class]] = {}
    for code in run.figures.codes:
        held = common.located(shares.select(**{key: code}))
        panels[naming.period(run, code)] = classes(held, areas, measure, min_rentals=least, **options)
    text = _in_words(run, panels, level)
    told = caption(run, level, measure, common.title_period(run))
    data = common.by_period(run, shares, level, measure=measure, caption=told, name=f"{measure} per {level}")
    kind, place = say(run, "name-maps"), naming.level_name(run, level)
    figure = Figure(
        chart=small_multiples(panels, areas, text=text),
        number="",
        caption=told,
        alt=text,
        legend=_legend(panels),
        counted=say(run, "legend-maps", of=measure, periods=len(panels)),
        data=data,
        notes=common.notes(run, shares, of_rentals=measure == "share_of_rentals"),
        source=common.source(run),
        finding=_finding(run, panels, level, measure),
        name=f"{kind}-{place}-{measure.removeprefix('share_of_')}",
    )
    return with_choices(run, figure, level, areas, measure, options["bands"])


def _finding(run: Run, panels: dict[str, list[Class]], level: str, measure: str) -> str:
    """Say in a sentence what the map of the last period shows."""
    last = list(panels)[-1]
    return choropleth.finding(panels[last], measure, lang=run.lang, period=last, nouns=naming.nouns(run, level))


def _legend(panels: dict[str, list[Class]]) -> tuple[Key, ...]:
    """Return one legend for all panels: every class that some panel has."""
    found = {(c.label, c.colour, c.sign, c.texture): None for one in panels.values() for c in one if c.known or c.areas}
    return tuple(Key(colour, label, sign, texture) for label, colour, sign, texture in found)


def _in_words(run: Run, panels: dict[str, list[Class]], level: str) -> str:
    """Say how many areas are in the highest class in the first and the last period."""
    periods, nouns = list(panels), naming.noun(run, level, 2)
    known = [[c for c in panels[period] if c.known and not c.kind] for period in (periods[0], periods[-1])]
    if not all(known):
        return say(run, "alt-maps", n=len(periods), nouns=nouns, periods=periods)
    ends = [naming.number_of(run, level, len(found[-1].areas)) for found in known]
    label = known[0][-1].label
    if len(periods) == 1:
        return say(run, "alt-map-top", nouns=nouns, label=label, n=ends[0], period=periods[0])
    return say(run, "alt-maps-top", nouns=nouns, label=label, before=ends[0], after=ends[1],
               first=periods[0], last=periods[-1])  # fmt: skip


def change_map(run: Run, level: str, lang: Lang) -> Figure | None:
    """Return the map of the difference between two periods; what can be chance has the colour of chance."""
    areas, pair = ground(run, level), run.over_time.pair
    if areas is None or pair is None:
        return None
    compared, printed = run.over_time.compared(level), printed_of(run, level)
    rows = {row["unit"]: row for row in compared.to_dicts() if row["unit"] in set(areas.codes)}
    found = _classes(run, {code: rows.get(code) for code in areas.codes}, printed)
    text = change_in_words(run, level)
    first, last = (naming.period(run, code) for code in pair)
    title = say(run, "caption-map-change", noun=naming.noun(run, level), first=first, last=last)
    return Figure(
        chart=choropleth.draw(found, areas, text=text, lang=lang, legend=False),
        number="",
        caption=title,
        alt=text,
        legend=tuple(
            Key(c.colour, f"{c.label} ({naming.number_of(run, level, len(c.areas))})", c.sign, c.texture) for c in found
        ),
        counted=say(run, "legend-change", first=first, last=last, nouns=naming.noun(run, level, 2)),
        data=_data(run, found, rows, printed, level, title),
        notes=(family(run, level),),
        source=common.source(run),
        finding=change_finding(run, level),
    )


def _classes(run: Run, rows: dict[str, Any], printed: Any) -> list[Class]:
    """Put areas in classes of change: by direction where it is more than chance, and by size."""
    edges = run.study.cuts.change
    big = max(abs(edges[0]), abs(edges[-1]))
    members: dict[str, list[str]] = {}
    for code, row in rows.items():
        members.setdefault(_kind(run, row, printed, big), []).append(code)
    label = {
        "much-lower": say(run, "class-much-lower", points=_points(run, big)),
        "lower": say(run, "class-lower"),
        "chance": say(run, "class-chance"),
        "higher": say(run, "class-higher"),
        "much-higher": say(run, "class-much-higher", points=_points(run, big)),
        "none": say(run, "class-none"),
    }
    kinds = [kind for kind in CHANGE if kind in members or kind in {"lower", "chance", "higher"}]
    return [Class(label[kind], CHANGE[kind][0], CHANGE[kind][1], tuple(members.get(kind, ())), kind) for kind in kinds]


def _kind(run: Run, row: Any, printed: Any, big: float) -> str:
    difference = None if row is None else common.shown_difference(run, row, printed)
    if row is None or difference is None:
        return "none"
    if row["direction"] is None:
        return "chance"
    return f"much-{row['direction']}" if abs(difference) >= big else str(row["direction"])


def _points(run: Run, value: float) -> str:
    return notation.number(100 * value, lang=run.lang)


def _data(run: Run, found: list[Class], rows: dict[str, Any], printed: Any, level: str, title: str) -> Spec:
    shares, of = run.figures.levels[level], {code: c for c in found for code in c.areas}
    shown = [
        {
            "area": naming.label(shares, code, run.lang),
            "code": code,
            "difference": common.shown_difference(run, rows[code], printed) if code in rows else None,
            "class": of[code].label,
        }
        for code in in_note_order(list(of))
    ]
    columns = (
        Column("area", naming.noun(run, level), "text"),
        Column("difference", say(run, "column-difference"), "share_difference", 0 if run.protected else 1),
        Column("class", say(run, "column-class"), "text"),
    )
    return Spec(title, columns, tuple(shown), name=f"kaart verandering {level}", lang=run.lang)


def context_map(run: Run, values: dict[str, float], label: str, period: str, lang: Lang) -> Figure | None:
    """Return the map of a characteristic of the areas, in five classes after Fisher and Jenks."""
    from spreiding.counts.classes import classify  # noqa: PLC0415  heavy
    from spreiding.publish.labels import band_labels  # noqa: PLC0415  heavy

    areas = ground(run, naming.BASE)
    known = {code: value for code, value in values.items() if areas is not None and code in set(areas.codes)}
    if areas is None or len(set(known.values())) < 2:
        return None
    whole = max(abs(v) for v in known.values()) > 1  # no share: a mark, a value in euro
    bands = classify(list(known.values()), k=min(5, len(set(known.values()))))
    labels = band_labels(bands, lang=lang, share=not whole)
    colours = style.ramp(len(labels))
    place = dict(zip(known, bands.index, strict=True))
    found = [
        Class(text, colours[i], "", tuple(code for code, at in place.items() if at == i))
        for i, text in enumerate(labels)
    ]
    drawn = {code for c in found for code in c.areas}
    rest = tuple(code for code in areas.codes if code not in drawn)
    if rest:
        found.append(Class(say(run, "class-unknown"), style.NO_DATA, "", rest, "few"))
    text = say(run, "alt-context", label=label, nouns=naming.number_of(run, naming.BASE, len(known)), high=labels[-1],
               places=common.listing(run, [naming.label(run.figures.districts, c, lang) for c in found[len(labels) - 1].areas]))  # fmt: skip
    title = label[:1].upper() + label[1:]
    shows = say(run, "caption-context", label=title, period=period or "none")
    ends = [pick(known, key=lambda code: known[code]) for pick in (min, max)]
    low, high = (_value(known[code], lang, whole=whole) for code in ends)
    first, last = (naming.label(run.figures.districts, code, lang) for code in ends)
    finding = say(run, "finding-context", label=title, low=low, high=high, first=first, last=last)
    shown = tuple(
        {
            "area": naming.label(run.figures.districts, code, lang),
            "code": code,
            "value": known.get(code),
            "class": c.label,
        }
        for c in found
        for code in c.areas
    )
    kind = Column("value", label, "number", 1) if whole else Column("value", label, "share", 1)
    columns = (
        Column("area", naming.noun(run, naming.BASE), "text"),
        kind,
        Column("class", say(run, "column-class"), "text"),
    )
    return Figure(
        chart=choropleth.draw(found, areas, text=text, lang=lang, legend=False),
        number="",
        caption=shows,
        alt=text,
        legend=tuple(
            Key(c.colour, f"{c.label} ({naming.number_of(run, naming.BASE, len(c.areas))})", c.sign, c.texture)
            for c in found
        ),
        counted=say(run, "legend-context", caption=shows, nouns=naming.noun(run, naming.BASE, 2)),
        data=Spec(shows, columns, shown, name=f"kaart {label}"[:30], lang=lang),
        source=common.source(run),
        finding=finding,
    )


def _value(value: float, lang: Lang, *, whole: bool) -> str:
    """Write a characteristic: a share as a percentage, another number as it is."""
    return notation.number(value, 1, lang=lang) if whole else notation.percent(value, 1, lang=lang, sign=True)
