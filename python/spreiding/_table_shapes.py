"""The shapes of the note's tables: which columns, in which order, from which result."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from spreiding import _core, _format
from spreiding.tables import SOURCE, TOP_CODE, Column, Row, Spec

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from spreiding._types import Lang

#: Letter of a stadsdeel in an area code -> prefix in print; in the order of the note (C W NW Z O N ZO).
PREFIXES = {"A": "C", "B": "WP", "E": "W", "F": "NW", "K": "Z", "M": "O", "N": "N", "T": "ZO", "S": "WS"}

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
        "suppressed": ". is onbekend of afgeschermd; - is nul.",
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
        "suppressed": ". is unknown or suppressed; - is nil.",
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


def stadsdeel_of(code: str) -> str:
    """Return the letter of the stadsdeel in a code of a wijk or gebied, or nothing.

    >>> stadsdeel_of("E16"), stadsdeel_of("DX20"), stadsdeel_of("GT21"), stadsdeel_of("MH")
    ('E', 'T', 'T', 'M')
    """
    if re.fullmatch(r"DX\d\d", code):
        firsts = {1: "A", 3: "E", 6: "F", 10: "K", 13: "M", 17: "N", 20: "T"}
        number = int(code[2:])
        return next(letter for first, letter in reversed(firsts.items()) if first <= number)
    letter = code[1:2] if re.fullmatch(r"G[A-Z]\d\d", code) else code[:1]
    return letter if letter in PREFIXES else ""


def in_note_order(codes: Sequence[str]) -> list[str]:
    """Order codes as the note does: by stadsdeel, then by code.

    >>> in_note_order(["T93", "F81", "E40", "A05", "E16"])
    ['A05', 'E16', 'E40', 'F81', 'T93']
    """
    rank = {letter: place for place, letter in enumerate(PREFIXES)}
    return sorted(codes, key=lambda code: (rank.get(stadsdeel_of(code), len(rank)), code))


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
    nouns = next(words for pattern, words in NOUNS if all(re.fullmatch(pattern, code) for code in codes))
    return f"{_format.number(n, lang=lang)} {nouns[lang][n != 1]}"


def names_of(areas: Any) -> dict[str, str]:
    """Return the name of every area code; nothing where there are no areas.

    Gebieden that were merged from wijken have no name of their own: they get the printed one.
    """
    if areas is None:
        return {}
    own = {code: name for code, name in zip(areas.codes, areas.names, strict=True) if name and name != code}
    return {**{code: name for code, name in gebied_names().items() if code in areas.codes}, **own}


@cache
def gebied_names() -> dict[str, str]:
    """Return the names of gebieden of both schemes, as the note prints them where it does."""
    names: dict[str, str] = {}
    for file, column in (("gebieden_2015", "name_printed_ois2018"), ("gebieden_2022", "name")):
        rows = csv.DictReader(io.StringIO(_core.embedded(f"areas/{file}.csv") or ""))
        names |= {row["code"]: row[column] for row in rows}
    return names


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


def shares_spec(shares: Any, *, lang: Lang = "nl", group: str = "all", top_code: float | None = TOP_CODE) -> Spec:
    """Shape shares as Table 1.2: allocations, % of rentals, % of stock; the city last."""
    text = TEXTS[lang]
    frame = shares.to_polars()
    frame = frame.filter(frame.get_column("group") == group)
    by_area = {row["area"]: row for row in frame.iter_rows(named=True)}
    names = names_of(getattr(shares.counts, "areas", None))
    rows = [
        share_row(by_area[code], area_label(code, names))
        for code in in_note_order(list(by_area))
        if by_area[code]["rentals"] != 0 or by_area[code]["stock"]
    ]
    if group == "all":
        total = shares.total
        keys = ("allocations", "rentals", "share_of_rentals", "share_of_stock")
        rows.append({"area": text["city"], **{key: getattr(total, key, None) for key in keys}})
    columns = (
        Column("area", text["area"], "text"),
        Column("allocations", text["allocations"]),
        Column("share_of_rentals", text["of_rentals"], "share", top_code=top_code),
        Column("share_of_stock", text["of_stock"], "share", 1),
    )
    notes = (text["bases"], *((text["suppressed"],) if "status" in frame.columns else ()))
    return Spec(
        shares.caption,
        columns,
        tuple(rows),
        total=group == "all",
        notes=notes,
        source=SOURCE[lang],
        lang=lang,
    )


#: Status of a protected share -> what print shows where the share itself is withheld.
BOUNDS = {"topcoded": "> 90", "bottomcoded": "< 10"}


def share_row(row: Row, label: str) -> Row:
    """Return a row of shares under its label, with the bound where protection left only that."""
    bound = BOUNDS.get(str(row.get("status")))
    share = row["share_of_rentals"]
    return {**row, "area": label, "code": row["area"], "share_of_rentals": bound if share is None else share}


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


def counts_spec(counts: Any, *, lang: Lang = "nl") -> Spec:
    """Shape counts by period as Table 1.1: groups in rows, periods in columns, totals at the ends."""
    frame = counts.to_polars()
    keys = [key for key in frame.columns if key not in {"group", "allocations", "rentals"}]
    if len(keys) != 1 or keys == ["area"]:
        return frame_spec(counts, lang=lang)
    text, key = TEXTS[lang], keys[0]
    places = [str(v) for v in sorted(frame.get_column(key).drop_nulls().unique().to_list())]
    column_of = whole_years(places)
    groups = [*[g for g in frame.get_column("group").unique(maintain_order=True) if g != "all"], "all"]
    sums: dict[str, Row] = {g: {"group": group_label(g, lang)} for g in groups}
    for row in frame.filter(frame.get_column(key).is_not_null()).iter_rows(named=True):
        cell = sums[row["group"]]
        for column in (column_of[str(row[key])], "total"):
            before, n = cell.get(column, 0), row["allocations"]
            cell[column] = None if before is None or n is None else before + n
    columns = (
        Column("group", text["group"], "text"),
        *(Column(value, period_label(value, lang)) for value in dict.fromkeys(column_of.values())),
        Column("total", text["total"]),
    )
    return Spec(counts.caption, columns, tuple(sums.values()), total=True, source=SOURCE[lang], lang=lang)


def bands_spec(bands: Any, *, lang: Lang = "nl", labels: Sequence[str] | None = None) -> Spec:
    """Shape classes as a table of class and number of areas, the total last."""
    text = TEXTS[lang]
    labels = labels or band_labels(bands, lang=lang)
    counts = list(bands.counts)
    rows: list[Row] = [{"class": label, "n": n} for label, n in zip(labels, counts, strict=True)]
    rows.append({"class": text["total"], "n": sum(counts)})
    columns = (Column("class", text["class"], "text"), Column("n", text["n"]))
    return Spec(bands.caption, columns, tuple(rows), total=True, lang=lang)


def band_labels(bands: Any, *, lang: Lang = "nl") -> list[str]:
    """Return the printed label of each class; the user's own labels come first."""
    if bands.labels:
        return list(bands.labels)
    decimals = _decimals(bands.edges)
    ends = [None, *bands.edges, None]
    return [_format.band(*pair, decimals, lang=lang) for pair in pairwise(ends)]


def _decimals(edges: Sequence[float]) -> int:
    """Return the fewest decimals of a percentage that move no edge by more than 5% of a class."""
    gap = min((b - a for a, b in pairwise(edges)), default=1.0)
    for decimals in range(4):
        moved = [abs(float(_format.rounded(e * 100, decimals)) / 100 - e) for e in edges]
        if max(moved, default=0.0) <= gap / 20:
            return decimals
    return 4


def regression_spec(regression: Any, *, lang: Lang = "nl") -> Spec:
    """Shape coefficients as Table 3.4: standardised coefficient and p value, N and R² below."""
    frame = regression.coefficients
    columns = [Column("term", "", "text")]
    columns += [Column(key, key, decimals=3) for key in ("b", "se", "beta", "t", "p") if key in frame.columns]
    notes = (
        f"N = {_format.number(regression.n, lang=lang)}",
        f"R² = {_format.number(regression.r2, 3, lang=lang)}",
    )
    return Spec(regression.caption, tuple(columns), tuple(frame.to_dicts()), notes=notes, lang=lang)


def frame_spec(result: Any, *, lang: Lang = "nl") -> Spec:
    """Show the frame of any result: whole numbers whole, shares as percentages, others with 3 decimals."""
    frame: pl.DataFrame = result.to_polars()
    columns = []
    for name, dtype in frame.schema.items():
        if name.startswith("share"):
            columns.append(Column(name, f"{name} (%)", "share", 1))
        elif dtype.is_numeric():
            columns.append(Column(name, name, decimals=0 if dtype.is_integer() else 3))
        else:
            columns.append(Column(name, name, "text"))
    return Spec(getattr(result, "caption", ""), tuple(columns), tuple(frame.to_dicts()), lang=lang)
