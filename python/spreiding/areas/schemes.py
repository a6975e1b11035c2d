"""What is known of the codes of Amsterdam: how each scheme writes them, and the order the city prints them in."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from spreiding import _core
from spreiding.words.catalogue import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


#: Code of lettings without a known place; they are part of the city and of no area.
UNLOCATED = "ONBEKEND"

#: How the codes of each area scheme are written.
SCHEMES = {
    "wijk, scheme of 2015": r"[A-Z]\d{2}",
    "buurt, scheme of 2015": r"[A-Z]\d{2}[a-z]",
    "gebied, scheme of 2015": r"DX\d{2}",
    "wijk, scheme of 2022": r"[A-Z]{2}",
    "buurt, scheme of 2022": r"[A-Z]{2}\d{2}",
    "gebied, scheme of 2022": r"G[A-Z]\d{2}",
}
#: The first of them that a code is written like: one group each, in that order.
_WRITTEN = re.compile("|".join(f"({pattern})" for pattern in SCHEMES.values()))
_NAMES = (None, *SCHEMES)


#: Letter of a stadsdeel in an area code -> prefix in print; in the order of the note (C W NW Z O N ZO).
PREFIXES = {"A": "C", "B": "WP", "E": "W", "F": "NW", "K": "Z", "M": "O", "N": "N", "T": "ZO", "S": "WS"}


def scheme_of(code: str) -> str | None:
    """Return the area scheme in which codes are written like this.

    >>> scheme_of("E16"), scheme_of("MH"), scheme_of("x")
    ('wijk, scheme of 2015', 'wijk, scheme of 2022', None)
    """
    found = _WRITTEN.fullmatch(code)
    return found and _NAMES[found.lastindex or 0]


def codes_like_signs(values: Iterable[str | None]) -> list[str]:
    """Return codes among values that elsewhere stand for what is missing: ``NA`` is a wijk of Noord since 2022.

    >>> codes_like_signs(["MH", "NA", "NB"]), codes_like_signs(["E16", "NA"])
    (['NA'], [])
    """
    there = {value.strip() for value in values if value is not None and value.strip()}
    others = there - {"NA"}
    wijken = {code for code in others if (scheme_of(code) or "").startswith("wijk, scheme of 2022")}
    return ["NA"] if "NA" in there and others and wijken == others else []


def lies_in_none(code: str, level: str) -> bool:
    """Return whether the city's own scheme puts an area in no area of a level: Westpoort lies in no gebied.

    >>> lies_in_none("B10", "gebied"), lies_in_none("B10", "stadsdeel"), lies_in_none("E16", "gebied")
    (True, False, False)
    """
    return level.startswith(("gebied", "ggw")) and re.fullmatch(r"B10[a-z]?|B[AB](\d\d)?", code) is not None


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
    """Order codes as the note does: by stadsdeel, then by code; lettings without a place come last.

    Codes that are not all of Amsterdam's schemes keep the order of their letters.

    >>> in_note_order(["ONBEKEND", "T93", "F81", "S01", "E16"]), in_note_order(["T1", "S1"])
    (['E16', 'F81', 'T93', 'S01', 'ONBEKEND'], ['S1', 'T1'])
    """
    there = [code for code in codes if code != UNLOCATED]
    ours = all(stadsdeel_of(code) and (scheme_of(code) or len(code) == 1) for code in there)
    rank = {letter: place for place, letter in enumerate(PREFIXES)} if ours else {}
    return sorted(codes, key=lambda code: (code == UNLOCATED, rank.get(stadsdeel_of(code), len(rank)), code))


@cache
def gebied_names() -> dict[str, str]:
    """Return the names of gebieden of both schemes, as the note prints them where it does."""
    names: dict[str, str] = {}
    for file, column in (("gebieden_2015", "name_printed_ois2018"), ("gebieden_2022", "name")):
        rows = csv.DictReader(io.StringIO(_core.embedded(f"areas/{file}.csv") or ""))
        names |= {row["code"]: row[column] for row in rows}
    return names


def of_amsterdam(codes: Iterable[str]) -> bool:
    """Return whether areas are those of Amsterdam: every code stands in one of its packaged lists, or in a wijk there.

    >>> of_amsterdam(["E16", "DX03", "E16a"]), of_amsterdam(["W1", "W2"]), of_amsterdam([])
    (True, False, False)
    """
    there, known = {code for code in codes if code != UNLOCATED}, _known()
    return bool(there) and all(
        code in known or (scheme_of(code) and code[:-1] in known) or code[:-2] in known for code in there
    )


@cache
def _known() -> frozenset[str]:
    """Return the codes of wijken, gebieden and stadsdelen of both schemes."""
    files = ("wijken_2015", "wijken_2022", "gebieden_2015", "gebieden_2022")
    rows = [row for f in files for row in csv.DictReader(io.StringIO(_core.embedded(f"areas/{f}.csv") or ""))]
    return frozenset(row[name] for row in rows for name in ("code", "stadsdeel_code")) - {""}


def joined_on(code: str, scheme: str | None) -> date | None:
    """Return the day on which an area became part of the city, where that is later than its scheme; else None.

    Weesp joined on 24 March 2022. Driemond, which lies in one gebied with it, was part of the city long before.

    >>> joined_on("SC", "2022"), joined_on("SC03", "2022"), joined_on("SA", "2022"), joined_on("SC", None)
    (datetime.date(2022, 3, 24), datetime.date(2022, 3, 24), None, None)
    """
    days = _joined().get(scheme or "", {})
    return days.get(code) or next((day for wijk, day in days.items() if re.fullmatch(rf"{wijk}\d\d", code)), None)


def joining_days() -> list[date]:
    """Return the days on which areas became part of the city, in order.

    >>> joining_days()
    [datetime.date(2022, 3, 24)]
    """
    return sorted({day for days in _joined().values() for day in days.values()})


@cache
def _joined() -> dict[str, dict[str, date]]:
    days: dict[str, dict[str, date]] = {}
    for row in csv.DictReader(io.StringIO(_core.embedded("areas/joined.csv") or "")):
        days.setdefault(row["scheme"], {})[row["code"]] = date.fromisoformat(row["day"])
    return days


@cache
def packaged_codes() -> frozenset[str]:
    """Return the codes of wijken and gebieden of both schemes, as the city published them."""
    lists = ("wijken_2015", "gebieden_2015", "wijken_2022", "gebieden_2022")
    tables = (csv.DictReader(io.StringIO(_core.embedded(f"areas/{name}.csv") or "")) for name in lists)
    return frozenset(row["code"] for table in tables for row in table)


def told_codes(codes: Sequence[str], known: Iterable[str], *, most: int = 5) -> list[str | Said]:
    """Return the first codes that a message may name, and how many it may not.

    Boundaries, a stock and the packaged schemes have codes that may be named; what records hold and none of these know
    may be anything, an address too.

    >>> told_codes(["E16", "x", "y"], ["x"]), told_codes(["Kerkstraat 1"], [])[0].code
    (['E16', 'x', Said(code='codes-not-named', data={'n': 1})], 'codes-not-named')
    """
    may = {*known} | packaged_codes()
    told = [code for code in codes if code in may]
    left = len(codes) - len(told)
    found: list[str | Said] = [*told[:most], *(["…"] if len(told) > most else [])]
    return [*found, *([Said("codes-not-named", {"n": left})] if left else [])]
