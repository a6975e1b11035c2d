"""Change and trend as tables: the shares beside each other, the difference, and whether it can be chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.counts.grain import ALL, CITY
from spreiding.publish.labels import area_label, city_label, group_label, headings, names_of, period_label, source_line
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.base.types import Lang
    from spreiding.counts.change import Change
    from spreiding.counts.trend import Trend

#: Mark of a change that does not stay without first lettings of new dwellings.
NEW = "*"


def change_spec(change: Change, *, lang: Lang = "nl", group: str = ALL) -> Spec:
    """Shape a change: a row per unit (per group where only the city is compared), columns per pair of periods."""
    rows = change.to_polars().to_dicts()
    heads, label = _heads(change, rows, group, lang)
    pairs = list(dict.fromkeys((row["from"], row["to"]) for row in rows))
    of: dict[Any, Row] = {head: {"unit": label(head)} for head in heads}
    key = "group" if _only_city(rows) else "unit"
    for row in rows:
        if row[key] in of and (key == "group" or row["group"] == group):
            at = f"@{row['from']}@{row['to']}"
            of[row[key]] |= {f"{name}{at}": value for name, value in _told(row, lang).items()}
    columns = [Column("unit", _heading(change, lang, by_group=key == "group"), "text")]
    for first, last in pairs:
        at = f"@{first}@{last}"
        between = f"{period_label(first, lang)} – {period_label(last, lang)}"
        columns += [
            Column(f"share_from{at}", period_label(first, lang), "share", group=between),
            Column(f"share_to{at}", period_label(last, lang), "share", group=between),
            Column(f"difference{at}", sentence("percentage-points", lang), "share_difference", 1, group=between),
            Column(f"interval{at}", sentence("interval-of", lang, level=f"{change.level:.0%}"), "text", group=between),
            Column(f"verdict{at}", sentence("verdict", lang), "text", group=between),
        ]
    notes = [sentence("change-note", lang)]
    notes += [sentence("change-note-new", lang, mark=NEW)] if any(row["holds"] is False for row in rows) else []
    notes += [sentence("partial-note", lang)] if any(row["partial"] for row in rows) else []
    notes += [sentence("joined-note", lang)] if any(row["joined"] for row in rows) else []
    whom = "" if group == ALL or key == "group" else f", {group_label(group, lang)}"
    caption = sentence("change-caption", lang) + whom
    source = source_line(change.source, lang)
    return Spec(caption, tuple(columns), tuple(of.values()), CITY in of, tuple(notes), source, lang=lang)


def trend_spec(trend: Trend, *, lang: Lang = "nl", group: str = ALL) -> Spec:
    """Shape a trend: a row per unit (per group where there is only the city)."""
    rows = trend.to_polars().to_dicts()
    heads, label = _heads(trend, rows, group, lang)
    key = "group" if _only_city(rows) else "unit"
    found: list[Row] = []
    for head in heads:
        row = next(row for row in rows if row[key] == head and (key == "group" or row["group"] == group))
        chances = {name: notation.chance(row[name], lang=lang) for name in ("p", "q")}
        found.append({**row, **chances, "unit": label(head), "verdict": _verdict(row, lang)})
    columns = (
        Column("unit", _heading(trend, lang, by_group=key == "group"), "text"),
        Column("slope", sentence("points-a-period", lang), "share_difference", 1),
        Column("p", "p", "text"),
        Column("q", "q", "text"),
        Column("verdict", sentence("verdict", lang), "text"),
    )
    notes = [sentence("trend-note", lang)]
    notes += [sentence("partial-note", lang)] if any(row["partial"] for row in rows) else []
    first, last = period_label(trend.periods[0], lang), period_label(trend.periods[-1], lang)
    whom = "" if group == ALL or key == "group" else f", {group_label(group, lang)}"
    caption = sentence("trend-caption", lang, first=first, last=last) + whom
    source = source_line(trend.source, lang)
    return Spec(caption, columns, tuple(found), CITY in heads, tuple(notes), source, lang=lang)


def _only_city(rows: Sequence[Row]) -> bool:
    return {row["unit"] for row in rows} == {CITY}


def _heads(result: Any, rows: Sequence[Row], group: str, lang: Lang) -> tuple[list[Any], Any]:
    """Return what has a row, in the order of the note with the city last, and how each is called."""
    names = names_of(result.areas)
    if _only_city(rows):
        return list(dict.fromkeys(row["group"] for row in rows)), lambda head: group_label(head, lang)
    units = list(dict.fromkeys(row["unit"] for row in rows if row["group"] == group))
    places = [unit for unit in units if unit not in {CITY, None}]
    order = [*(in_note_order(places) if result.grain.level else sorted(places))]
    order += [unit for unit in (None, CITY) if unit in units]

    def label(unit: str | None) -> str:
        if unit == CITY:
            return city_label(result, lang)
        if unit is None:
            return sentence("unknown", lang)
        return area_label(unit, names, lang) if result.grain.level else unit

    return order, label


def _heading(result: Any, lang: Lang, *, by_group: bool) -> str:
    first = "area" if result.grain.level else next(iter(result.grain.others), "group")
    return headings(lang).get("group" if by_group else first, first)


def _told(row: Row, lang: Lang) -> Row:
    """Return the figures of a comparison as they are printed."""
    ends = [notation.difference(None if row[n] is None else 100 * row[n], 1, lang=lang) for n in ("lower", "upper")]
    between = notation.SUPPRESSED if row["lower"] is None else sentence("from-to", lang, low=ends[0], high=ends[1])
    mark = NEW if row["holds"] is False else ""
    return {**row, "interval": between, "verdict": _verdict(row, lang) + mark}


def _verdict(row: Row, lang: Lang) -> str:
    """Say in words whether a difference is more than chance."""
    if row["p"] is None:
        return notation.SUPPRESSED
    return sentence(
        {"higher": "verdict-higher", "lower": "verdict-lower"}.get(row["direction"], "verdict-chance"), lang
    )
