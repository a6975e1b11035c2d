"""Words for codes: areas, groups, periods, classes and sources, in print; and their order in the note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import PREFIXES, UNLOCATED, gebied_names, of_amsterdam, stadsdeel_of
from spreiding.counts.counts import CITY
from spreiding.counts.periods import kind_of, span_of, within
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.sources import source_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.base.types import Lang


#: Name of the row of the whole where the areas are those of the city.
AMSTERDAM = "Amsterdam"
#: Columns and rows of tables that have a heading of their own: ``heading-of-rentals``.
HEADINGS = (
    "area", "corporation", "channel", "first_letting", "year", "half_year", "quarter", "month", "period", "group",
    "allocations", "rentals", "of_rentals", "of_stock", "total", "class", "n",
)  # fmt: skip
#: The three main groups of the note.
MAIN_GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")
#: Digits that a float can tell apart.
MOST_DECIMALS = 15


@cache
def headings(lang: Lang) -> Mapping[str, str]:
    """Return the headings of tables, by the name of the column."""
    return MappingProxyType({name: sentence(f"heading-{name}".replace("_", "-"), lang) for name in HEADINGS})


@cache
def group_labels(lang: Lang) -> Mapping[str, str]:
    """Return the names of the main groups as the note prints them, and of all groups together."""
    names = {name: sentence(f"main-group-{name}".replace("_", "-"), lang) for name in MAIN_GROUPS}
    return MappingProxyType({**names, "all": headings(lang)["total"]})


def group_label(group: str, lang: Lang = "nl") -> str:
    """Return the printed name of a main group; another group keeps its own name.

    >>> group_label("met_begeleiding"), group_label("SMU")
    ('met begeleiding op de woning', 'SMU')
    """
    return group_labels(lang).get(group.replace(" ", "_"), group)


#: Pattern of a code -> the level of such an area.
LEVELS = (
    (r"DX\d\d|G[A-Z]\d\d", "gebied"),
    (r"[A-Z]\d\d|[A-Z]{2}", "wijk"),
    (r"[A-Z]\d\d[a-z]|[A-Z]{2}\d\d", "buurt"),
    (r"[A-Z]", "stadsdeel"),
    (r".*", "gebied"),
)


def count_of(n: int, codes: Sequence[str], lang: Lang = "nl") -> str:
    """Write a number of areas with the noun their codes show.

    >>> count_of(25, ["E16", "A05"]), count_of(1, ["DX01"]), count_of(2, ["MH01"], "en")
    ('25 wijken', '1 gebied', '2 neighbourhoods')
    """
    return f"{notation.number(n, lang=lang)} {noun_of(codes, lang, n)}"


def noun_of(codes: Sequence[str], lang: Lang = "nl", n: int = 1) -> str:
    """Return what areas with such codes are called, for one or for more of them."""
    there = [code for code in codes if code != UNLOCATED]
    level = next(level for pattern, level in LEVELS if all(re.fullmatch(pattern, code) for code in there))
    return sentence("noun-level", lang, level=level, n=n)


@dataclass(frozen=True)
class Nouns:
    """What areas of a level are called."""

    one: str
    more: str

    def count(self, n: int, lang: Lang) -> str:
        """Write a number of them."""
        return f"{notation.number(n, lang=lang)} {self.one if n == 1 else self.more}"


def nouns_of(codes: Sequence[str], lang: Lang = "nl") -> Nouns:
    """Return what areas with such codes are called."""
    return Nouns(noun_of(codes, lang), noun_of(codes, lang, 2))


def level_noun(level: str | None, codes: Sequence[str], lang: Lang = "nl") -> str:
    """Return what an area of a level is called; the areas of the records are called after their codes.

    >>> level_noun("stadsdeel", ["E"], "en"), level_noun("city", ["STAD"]), level_noun("area", ["E16"])
    ('borough', 'stad', 'wijk')
    """
    if level in {None, "area"}:
        return noun_of(codes, lang)
    return sentence("noun-level", lang, level=str(level), n=1)


def names_of(areas: Any) -> dict[str, str]:
    """Return the name of every area code; nothing where there are no areas.

    Gebieden that were merged from wijken have no name of their own: they get the printed one.
    """
    if areas is None:
        return {}
    own = {code: name for code, name in zip(areas.codes, areas.names, strict=True) if name and name != code}
    if not set(areas.codes) <= {*gebied_names(), "B"}:
        return own
    return {**{code: name for code, name in gebied_names().items() if code in areas.codes}, **own}


def area_label(code: str, names: dict[str, str], lang: Lang) -> str:
    """Return the label of a row: a gebied as prefix and name, another area as code and name.

    Lettings without a place are called unknown.

    >>> area_label("DX03", {"DX03": "Westerpark"}, "nl"), area_label("E16", {"E16": "Frederik Hendrikbuurt"}, "nl")
    ('W-Westerpark', 'E16 Frederik Hendrikbuurt')
    >>> area_label("ONBEKEND", {}, "nl"), area_label("ONBEKEND", {}, "en")
    ('onbekend', 'unknown')
    """
    if code == UNLOCATED:
        return sentence("unknown", lang)
    name = names.get(code)
    if not name or name == code:
        return code
    if code in gebied_names() and stadsdeel_of(code):  # of Amsterdam: another city may write its codes so too
        prefix = PREFIXES[stadsdeel_of(code)]
        return name if name.startswith(f"{prefix}-") else f"{prefix}-{name}"
    return f"{code} {name}"


def city_labels(lang: Lang) -> frozenset[str]:
    """Return every name that the row of the whole can have.

    >>> sorted(city_labels("nl"))
    ['Amsterdam', 'hele gemeente']
    """
    return frozenset({AMSTERDAM, sentence("whole-municipality", lang)})


def city_label(result: Any, lang: Lang = "nl") -> str:
    """Return how the row of the whole is called: Amsterdam where its areas are, elsewhere the whole municipality."""
    areas = getattr(result, "areas", None)
    if areas is not None:
        codes: Sequence[str] = areas.codes
    else:
        frame = result.to_polars()
        column = next((name for name in ("area", "unit") if name in frame.columns), None)
        codes = [] if column is None else frame.get_column(column).drop_nulls().unique().to_list()
    ours = of_amsterdam(code for code in codes if code != CITY)
    return AMSTERDAM if ours else sentence("whole-municipality", lang)


def source_line(source: str, lang: Lang = "nl") -> str:
    """Write where numbers come from; synthetic records are never called real.

    >>> source_line("verhuringen.csv"), source_line("synthetic records", "en")
    ('Bron: verhuringen.csv, bewerking met spreiding', 'Source: SYNTHETIC rentals')
    """
    if "synthetic" in source.lower():
        return sentence("source-synthetic", lang)
    return sentence("source-line", lang, source=source_name(source, lang))


def period_label(value: str, lang: Lang = "nl") -> str:
    """Write a period; one that is written otherwise stays as it is.

    >>> period_label("2016"), period_label("2017-H1"), period_label("2016-2", "en")
    ('2016', '2017 1e halfjaar', 'second half of 2016')
    >>> period_label("2017-Q3"), period_label("2017-Q3", "en"), period_label("2017-07"), period_label("2018-2020")
    ('2017 3e kwartaal', 'third quarter of 2017', 'juli 2017', '2018–2020')
    """
    found = re.fullmatch(r"(\d{4})-(?:H?(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2]))", value)
    if found:
        kind = str(found.lastgroup)
        n = int(found[kind])
        part = {"month": sentence("month-name", lang, n=n)} if kind == "month" else {"n": n}
        return sentence(f"period-{kind}", lang, year=found[1], **part)
    if "/" in value:
        return notation.span(*span_of(value), lang=lang)
    return re.sub(r"^(\d{4})-(\d{4})$", r"\1–\2", value)


def period_heading(value: str, counts: Any, lang: Lang = "nl") -> str:
    """Write a period of counts; where the records cover a part of it, that part."""
    if not counts.bounded or counts.grain.period is None or kind_of(value) != counts.grain.period:
        return period_label(value, lang)
    part = within(value, counts.period)
    return period_label(value, lang) if part == span_of(value) else notation.span(*part, lang=lang)


def key_label(key: str, value: Any, names: dict[str, str], counts: Any, lang: Lang) -> str:
    """Return the words for the value of a key: an area, a period, an association; what is not known is told."""
    if value is None:
        return sentence("unknown", lang)
    if key == "area":
        return area_label(value, names, lang)
    return period_heading(value, counts, lang) if key == counts.grain.period else str(value)


def whole_years(values: Sequence[str]) -> dict[str, str]:
    """Map each half-year to its column: the year where both halves are there, else itself; other periods to themselves.

    >>> whole_years(["2016-H1", "2016-H2", "2017-H1"])
    {'2016-H1': '2016', '2016-H2': '2016', '2017-H1': '2017-H1'}
    >>> whole_years(["2017-Q1", "2017-Q2"])
    {'2017-Q1': '2017-Q1', '2017-Q2': '2017-Q2'}
    """
    halves: dict[str, list[str]] = {}
    for value in values:
        if re.fullmatch(r"\d{4}-H?[12]", value):
            halves.setdefault(value[:4], []).append(value)
    return {v: v[:4] if len(halves.get(v[:4], [])) == len("12") else v for v in values}


def band_labels(bands: Any, *, lang: Lang = "nl", share: bool = True) -> list[str]:
    """Return the printed label of each class; the user's own labels come first.

    A label says which side of the class is closed, and no two classes get the same one. ``share=False`` writes plain
    numbers, for classes of counts.
    """
    if bands.labels:
        return list(bands.labels)
    decimals = _decimals(bands.edges, share=share)
    if not bands.edges and bands.upper and isfinite(bands.upper[0]):
        # One class, found in the values: where all are equal it is that value.
        top = bands.upper[0]
        one = notation.percent(top, decimals, lang=lang, sign=True) if share else notation.number(top, lang=lang)
        up_to = notation.band(None, top, decimals, lang=lang, closed="right", share=share)
        return [one if bands.fit is None else up_to]
    ends = [None, *bands.edges, None]
    return [notation.band(*pair, decimals, lang=lang, closed=bands.closed, share=share) for pair in pairwise(ends)]


def _decimals(edges: Sequence[float], *, share: bool) -> int:
    """Return the fewest decimals that keep edges apart and move none by more than 5% of a class."""
    scale = 100 if share else 1
    gap = min((b - a for a, b in pairwise(edges)), default=1.0 if share else max((abs(e) for e in edges), default=1.0))
    for decimals in range(MOST_DECIMALS):
        shown = [notation.rounded(edge * scale, decimals) for edge in edges]
        moved = [abs(float(text) / scale - edge) for text, edge in zip(shown, edges, strict=True)]
        if max(moved, default=0.0) <= gap / 20 and len(set(shown)) == len(shown):
            return decimals
    return MOST_DECIMALS
