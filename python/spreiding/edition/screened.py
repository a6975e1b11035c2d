"""The last look at the tables of an edition before they are written: what a reader's software will trip over."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from spreiding.counts.counts import ALL, CITY
from spreiding.counts.grain import TOTAL_WORDS
from spreiding.words.notation import DECIMALS
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.base.types import Lang
    from spreiding.edition.long import Field, Long

#: Columns that together tell one row of a table from another.
KEYS = {
    "area_period": ("level", "code", "period", "group"),
    "city_period": ("period", "group"),
    "change": ("level", "code", "group", "from", "to"),
    "programme": ("period", "main_group", "group"),
}


def screen(tables: Sequence[Long], lang: Lang) -> None:
    """Check that keys are unique, a code has one name, no total stands among codes, and decimals are as declared.

    Raises
    ------
    InvalidInputError
        If one of these does not hold: the table, and what does not.
    """
    for table in tables:
        _unique(table)
        _named(table)
        _no_totals(table)
        for field in table.fields:
            if field.kind == "number":
                _decimals(table, field, lang)


def _unique(table: Long) -> None:
    keys = KEYS.get(table.name, ())
    found = Counter(tuple(row.get(key) for key in keys) for row in table.rows) if keys else Counter()
    twice = [key for key, n in found.items() if n > 1]
    if twice:
        raise refusal("screen-twice", table=table.name, columns=list(keys), n=len(twice))


def _named(table: Long) -> None:
    """Check that a code of a level has one name, in every row."""
    names: dict[Any, set[Any]] = {}
    for row in table.rows:
        if "code" in row and "name" in row:
            names.setdefault((row.get("level"), row["code"]), set()).add(row["name"])
    apart = sorted(str(code) for (_, code), held in names.items() if len(held) > 1)
    if apart:
        raise refusal("screen-names", table=table.name, codes=apart)


def _no_totals(table: Long) -> None:
    """Check that no total has a code or level of its own beside those that are meant: the city, and all groups."""
    for column in ("code", "group", "main_group"):
        meant = {CITY, ALL, None}
        found = sorted(
            {str(row.get(column)) for row in table.rows if _total(row, column) and row.get(column) not in meant}
        )
        if found:
            raise refusal("screen-total", table=table.name, column=column, codes=found)


def _total(row: Mapping[str, Any], column: str) -> bool:
    return str(row.get(column) or "").strip().casefold() in TOTAL_WORDS


def _decimals(table: Long, field: Field, lang: Lang) -> None:
    """Check that no printed number has more decimals than its column declares."""
    sign = DECIMALS[lang]
    for row in table.rows:
        cell = row.get(field.name)
        text = cell[1] if isinstance(cell, tuple) else ""
        if len(text.partition(sign)[2].rstrip()) > field.decimals and any(
            ch.isdigit() for ch in text.partition(sign)[2]
        ):
            raise refusal("screen-decimals", table=table.name, column=field.name, n=field.decimals)
