"""Words for codes: areas, groups, periods, classes and sources, in print; and their order in the note."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import PREFIXES, gebied_names, stadsdeel_of
from spreiding.words import notation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.base.types import Lang


TEXTS = {
    "nl": {
        "area": "gebied",
        "group": "categorie",
        "allocations": "toewijzingen (abs.)",
        "rentals": "verhuringen",
        "of_rentals": "% van verhuringen",
        "of_stock": "% van woningvoorraad",
        "bases": "Verhuringen: alle verhuringen van sociale corporatiewoningen. Woningvoorraad: alle woningen.",
        "total": "totaal",
        "city": "Amsterdam",
        "class": "klasse",
        "n": "aantal",
    },
    "en": {
        "area": "area",
        "group": "category",
        "allocations": "allocations (number)",
        "rentals": "rentals",
        "of_rentals": "% of rentals",
        "of_stock": "% of housing stock",
        "bases": "Rentals: all rentals of social dwellings of associations. Housing stock: all dwellings.",
        "total": "total",
        "city": "Amsterdam",
        "class": "class",
        "n": "number",
    },
}

HALVES = {"nl": ("1e halfjaar", "2e halfjaar"), "en": ("first half of", "second half of")}

#: Group names of the three main groups as the note prints them.
GROUPS = {
    "nl": {
        "met_begeleiding": "met begeleiding op de woning",
        "zonder_begeleiding": "zonder begeleiding op de woning",
        "statushouders": "statushouders",
        "all": "totaal",
    },
    "en": {
        "met_begeleiding": "with support in the home",
        "zonder_begeleiding": "without support in the home",
        "statushouders": "refugees with a residence permit",
        "all": "total",
    },
}


def group_label(group: str, lang: Lang = "nl") -> str:
    """Return the printed name of a main group; another group keeps its own name.

    >>> group_label("met_begeleiding"), group_label("SMU")
    ('met begeleiding op de woning', 'SMU')
    """
    return GROUPS[lang].get(group.replace(" ", "_"), group)


#: Pattern of a code -> what such an area is called: one, more; in the two languages.
NOUNS = (
    (r"DX\d\d|G[A-Z]\d\d", {"nl": ("gebied", "gebieden"), "en": ("area", "areas")}),
    (r"[A-Z]\d\d|[A-Z]{2}", {"nl": ("wijk", "wijken"), "en": ("district", "districts")}),
    (r"[A-Z]\d\d[a-z]|[A-Z]{2}\d\d", {"nl": ("buurt", "buurten"), "en": ("neighbourhood", "neighbourhoods")}),
    (r"[A-Z]", {"nl": ("stadsdeel", "stadsdelen"), "en": ("borough", "boroughs")}),
    (r".*", {"nl": ("gebied", "gebieden"), "en": ("area", "areas")}),
)


def count_of(n: int, codes: Sequence[str], lang: Lang = "nl") -> str:
    """Write a number of areas with the noun their codes show.

    >>> count_of(25, ["E16", "A05"]), count_of(1, ["DX01"]), count_of(2, ["MH01"], "en")
    ('25 wijken', '1 gebied', '2 neighbourhoods')
    """
    return f"{notation.number(n, lang=lang)} {noun_of(codes, lang, n)}"


def noun_of(codes: Sequence[str], lang: Lang = "nl", n: int = 1) -> str:
    """Return what areas with such codes are called, for one or for more of them."""
    nouns = next(words for pattern, words in NOUNS if all(re.fullmatch(pattern, code) for code in codes))
    return nouns[lang][n != 1]


def names_of(areas: Any) -> dict[str, str]:
    """Return the name of every area code; nothing where there are no areas.

    Gebieden that were merged from wijken have no name of their own: they get the printed one.
    """
    if areas is None:
        return {}
    own = {code: name for code, name in zip(areas.codes, areas.names, strict=True) if name and name != code}
    return {**{code: name for code, name in gebied_names().items() if code in areas.codes}, **own}


def area_label(code: str, names: dict[str, str]) -> str:
    """Return the label of a row: a gebied as prefix and name, another area as code and name.

    >>> area_label("DX03", {"DX03": "Westerpark"}), area_label("E16", {"E16": "Frederik Hendrikbuurt"})
    ('W-Westerpark', 'E16 Frederik Hendrikbuurt')
    """
    name = names.get(code)
    if not name or name == code:
        return code
    if re.fullmatch(r"DX\d\d|G[A-Z]\d\d", code):
        prefix = PREFIXES[stadsdeel_of(code)]
        return name if name.startswith(f"{prefix}-") else f"{prefix}-{name}"
    return f"{code} {name}"


def source_line(source: str, lang: Lang = "nl") -> str:
    """Write where numbers come from; synthetic records are never called real.

    >>> source_line("verhuringen.csv"), source_line("synthetic records", "en")
    ('Bron: verhuringen.csv, bewerking met spreiding', 'Source: SYNTHETIC rentals, made to fit the 2018 note')
    """
    if "synthetic" in source.lower():
        return notation.say(
            lang,
            "Bron: NAGEBOOTSTE verhuringen (synthetisch), gemaakt naar de notitie van 2018",
            "Source: SYNTHETIC rentals, made to fit the 2018 note",
        )
    return notation.say(lang, f"Bron: {source}, bewerking met spreiding", f"Source: {source}, processed with spreiding")


def period_label(value: str, lang: Lang = "nl") -> str:
    """Write a half-year or year.

    >>> period_label("2016"), period_label("2017-H1"), period_label("2016-2", "en")
    ('2016', '2017 1e halfjaar', 'second half of 2016')
    """
    found = re.fullmatch(r"(\d{4})\D*([12])", value)
    if not found:
        return value
    half = HALVES[lang][int(found[2]) - 1]
    return f"{found[1]} {half}" if lang == "nl" else f"{half} {found[1]}"


def whole_years(values: Sequence[str]) -> dict[str, str]:
    """Map each half-year to its column: the year where both halves are there, else itself.

    >>> whole_years(["2016-H1", "2016-H2", "2017-H1"])
    {'2016-H1': '2016', '2016-H2': '2016', '2017-H1': '2017-H1'}
    """
    halves: dict[str, list[str]] = {}
    for value in values:
        if re.fullmatch(r"\d{4}\D*[12]", value):
            halves.setdefault(value[:4], []).append(value)
    return {v: v[:4] if len(halves.get(v[:4], [])) == len("12") else v for v in values}


def band_labels(bands: Any, *, lang: Lang = "nl") -> list[str]:
    """Return the printed label of each class; the user's own labels come first."""
    if bands.labels:
        return list(bands.labels)
    decimals = _decimals(bands.edges)
    ends = [None, *bands.edges, None]
    return [notation.band(*pair, decimals, lang=lang) for pair in pairwise(ends)]


def _decimals(edges: Sequence[float]) -> int:
    """Return the fewest decimals of a percentage that move no edge by more than 5% of a class."""
    gap = min((b - a for a, b in pairwise(edges)), default=1.0)
    for decimals in range(4):
        moved = [abs(float(notation.rounded(e * 100, decimals)) / 100 - e) for e in edges]
        if max(moved, default=0.0) <= gap / 20:
            return decimals
    return 4
