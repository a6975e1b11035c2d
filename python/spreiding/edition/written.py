"""Files of :func:`spreiding.write_csv` read back: headings, groups, periods and signs in words, as printed tables."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.grain import TIMES
from spreiding.counts.periods import span_of
from spreiding.disclosure.printed import PrintedTable
from spreiding.disclosure.rules import Rules
from spreiding.disclosure.symbols import legend
from spreiding.publish.labels import city_labels, group_labels, headings, period_label
from spreiding.words.catalogue import sentence
from spreiding.words.notation import DELIMITERS, NIL
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from spreiding.base.types import Lang

Row = dict[str, str]
#: Between the first and last day of the period of a file.
DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
#: The name of the rules in the note on protection.
RULES = re.compile(r"(?:regels|rules) '([^']+)'")
MONTHS = range(1, 13)


def read(path: Path) -> list[PrintedTable] | None:
    """Return the tables of a file that was written here: the units, and the city; None of another file.

    Raises
    ------
    InvalidInputError
        If a period in it is one that cannot be read back, or it does not say by which rules it is protected.
    """
    if not path.is_file():
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None
    for lang, separator in DELIMITERS.items():
        rows = list(csv.reader(StringIO(text), delimiter=separator))
        if rows and {headings(lang)["group"], headings(lang)["allocations"], "status"} <= set(rows[0]):
            return _tables(rows, path.name, lang)
    return None


def number(text: str) -> float | None:
    """Return a number as it is printed, in either language; None of a sign that stands for none.

    >>> number("1785"), number("0,6"), number("."), number("-")
    (1785.0, 0.6, None, 0.0)
    """
    plain = text.strip().replace(",", ".")
    return 0.0 if plain == "-" else None if plain in {"", "."} else float(plain)


def _tables(lines: Sequence[Sequence[str]], name: str, lang: Lang) -> list[PrintedTable]:
    text, statuses = headings(lang), {words: status for status, words in legend(lang).items()}
    heads = _keys(lines[0], lang)
    rows = [dict(zip(heads, line, strict=True)) for line in lines[1:] if line]
    notes = [line[0] for line in lines[1:] if sentence("csv-note", lang) in line]
    rows = [row for row in rows if row["status"] in statuses]
    span = next((span_of(days[0]) for note in notes if (days := DAYS.search(note))), None)
    rules = next((told[1] for note in notes if (told := RULES.search(note))), None)
    groups = {words: code for code, words in group_labels(lang).items()}
    keys = [key for key in heads if key in ("area", "corporation", "channel", "first_letting", *TIMES)]
    time = next((key for key in keys if key in TIMES), None)
    cities = city_labels(lang)
    codes = _periods({row[time] for row in rows} - {*cities, text["total"], ""}, name, lang) if time else {}
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        city = (row.get("name") or row[keys[0]]) in cities
        own = {key: codes.get(row[key], row[key]) for key in keys if row[key] and not (city and key != time)}
        own = {key: value for key, value in own.items() if value not in {*cities, text["total"]}}
        row_of = {**own, "group": groups.get(row["group"], row["group"]), **_figures(row, statuses)}
        found.setdefault(tuple(own), []).append(row_of)
    return [_table(part, [*own, "group"], name, rules, span) for own, part in found.items()]


def _keys(heads: Sequence[str], lang: Lang) -> list[str]:
    """Return the names that columns have here."""
    text = headings(lang)
    names = {text[key]: key for key in ("corporation", "channel", "first_letting", *TIMES, "group", "allocations")}
    names |= {
        text["rentals"]: "rentals",
        text["of_rentals"]: "share",
        sentence("csv-step", lang): "step",
        "code": "area",
    }
    return [names.get(head, "name" if head == text["area"] else head) for head in heads]


def _figures(row: Row, statuses: Mapping[str, str]) -> dict[str, Any]:
    text = row.get("share", "")
    share = None if text == NIL else number(text.lstrip("<>± "))
    step = number(row.get("step", ""))
    return {
        "allocations": number(row["allocations"]),
        "rentals": number(row.get("rentals", "")),
        "share_of_rentals": None if share is None else share / 100,
        "share_base": None if step is None else step / 100,
        "status": statuses[row["status"]],
    }


def _table(rows: list[dict[str, Any]], keys: list[str], name: str, rules: str | None, span: Any) -> PrintedTable:
    numbers = ("allocations", "rentals", "share_of_rentals", "share_base")
    schema = dict.fromkeys(keys, pl.String) | dict.fromkeys(numbers, pl.Float64) | {"status": pl.String}
    about: dict[str, Any] = {
        "frame": pl.DataFrame(rows, schema=schema, orient="row"), "keys": {key: key for key in keys}, "name": name,
        "period": None if any(key in TIMES for key in keys) else span,
    }  # fmt: skip
    if rules is None:
        return PrintedTable(columns={"allocations": "allocations", "rentals": "rentals"}, **about)
    held = Rules.named(rules)
    columns = {"allocations": "allocations", "share_of_rentals": "share_of_rentals"}
    return PrintedTable(columns=columns, signs=held.signs(int(held.value("min_candidates", 5))), **about)


def _periods(labels: Iterable[str], name: str, lang: Lang) -> dict[str, str]:
    """Return the code of every period, which a table writes in words."""
    found: dict[str, str] = {}
    for label in sorted(labels):
        years = re.findall(r"\b\d{4}\b", label)
        codes = [code for year in years for code in _of_year(year)]
        codes += [f"{years[0]}-{years[-1]}"] if len(years) > 1 else []
        code = next((code for code in codes if period_label(code, lang) == label), None)
        if code is None:
            raise refusal("earlier-period-in-words", source=name)
        found[label] = code
    return found


def _of_year(year: str) -> list[str]:
    return [
        year, *(f"{year}-H{half}" for half in (1, 2)), *(f"{year}-Q{quarter}" for quarter in (1, 2, 3, 4)),
        *(f"{year}-{month:02d}" for month in MONTHS),
    ]  # fmt: skip
