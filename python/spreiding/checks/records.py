"""Checks of records one by one: 1, 3, 4, 5, 6, 7, 13, 20 and 23."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.checks.figures import Figure, Said, count, out_of, share, texts
from spreiding.checks.finding import Finding, NotRun, Place, not_run
from spreiding.checks.material import placed
from spreiding.records import problems
from spreiding.records.groups import fold, holds_until
from spreiding.records.sources import EPOCH
from spreiding.records.tally import passed_again

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.checks.material import Material

#: Most lines that a finding lists.
MOST = 5
#: Marks of UTF-8 that was read as Latin-1: ``Ã«`` for ``ë``, and the replacement character.
MOJIBAKE = re.compile(r"Ã.|Â[ -¿]|\ufffd")


def without(column: str) -> NotRun:
    """Return that a column is missing."""
    return not_run("idle-no-column", column=column)


def read_problems(m: Material) -> list[Finding]:
    """Return what reading refuses: checks 3, 4, 5, 6 and 23."""
    found = m.read.found.problems
    if not found:
        return []
    places = problems.places(found, m.read.parts, m.read.axes, m.read.numbers, m.read.tally)
    findings = []
    for problem, there in zip(found, places, strict=True):
        check = _kind(problem, m)
        at = placed(there, _column(problem, m))
        if problem.lines:
            at = (Place(problem.data.get("source"), None, (), problem.lines[:MOST]),)
        if problem.where:
            names = list(m.axes)
            m.remember(at, [[(names[axis], rule) for axis, rule in problem.where]])
        what, expected = _compared(problem, check, m)
        code, data = _said(problem)
        # Unreadable records stop, whatever the severity of the check.
        findings.append(Finding(check, code, problem.count, at, data, what, expected, "E"))
    return findings


def _said(problem: problems.Problem) -> tuple[str, Mapping[str, Any]]:
    """Return code and data of a problem; unknown codes are not named, since they can be contents of a record."""
    if problem.code.startswith("group-unknown"):
        return "group-not-in-scheme", {"scheme": problem.data["scheme"]}
    if problem.code.startswith("area-unknown"):
        kinds = problem.data["kinds"]
        return ("area-not-given-written" if kinds else "area-not-given"), {
            "total": problem.data["total"],
            "kinds": kinds,
        }
    return problem.code, problem.data


def _column(problem: problems.Problem, m: Material) -> str | None:
    if problem.number is not None:
        return m.read.numbers[problem.number][0]
    return m.read.axes[problem.where[0][0]][0] if problem.where else None


def _compared(problem: problems.Problem, check: str, m: Material) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return months of the records and of the period where dates lie outside it, and codes where one is unknown."""
    if check == "unknown_code" and len(problem.where) == 1:
        return (), texts(m.read.groups.frame.get_column("code"))
    if problem.code != "date-outside-period" or m.read.period is None or not m.days:
        return (), ()
    spans = (min(m.days), max(m.days)), m.read.period
    found, expected = ((Figure((f"{first:%Y-%m} … {last:%Y-%m}",)),) for first, last in spans)
    return found, expected


def _kind(problem: problems.Problem, m: Material) -> str:
    if not problem.where:
        return "file_fault"
    axis, rule = problem.where[0]
    if axis == problems.GROUP and isinstance(rule, list) and rule and all(_has_two(label, m) for label in rule):
        return "two_groups"
    return {problems.AREA: "area_fault", problems.GROUP: "unknown_code"}.get(axis, "date_fault")


def _has_two(label: str, m: Material) -> bool:
    """Return whether a label is the codes of two groups with a mark between them."""
    parts = [part for part in re.split(r"[;|+&,]", label) if part.strip()]
    codes = {code for code in m.read.groups.resolve(parts).values() if code is not None}
    return len(codes) > 1


def letting_twice(m: Material) -> dict[str, list[Finding | NotRun]]:
    """Find dwellings let more than once: checks 1, 20 and a part of 4."""
    checks = ("duplicate_letting", "counted_at_switch")
    if "dwelling_id" not in m.read.columns:
        return {check: [without("dwelling_id")] for check in checks}
    try:
        kinds = m.lettings()
    except InvalidInputError as error:
        why = not_run("idle-column-unreadable", column="dwelling_id", why=Said.of(error))
        return {check: [why] for check in checks}
    (same, at_same), (other_part, at_part), (groups, at_groups), (near, at_near), (switch, at_switch) = kinds
    days, column = str(m.thresholds.duplicate_days), m.column("dwelling_id")
    found: dict[str, list[Finding | NotRun]] = {"duplicate_letting": [], "two_groups": [], "counted_at_switch": []}

    def add(check: str, code: str, number: int, rows: Any, **data: str) -> None:
        if number:
            figures = (count(number),), (count(0),)
            found[check].append(Finding(check, code, number, placed(rows, column), data, *figures))

    add("duplicate_letting", "letting-in-other-source", other_part, at_part)
    add("duplicate_letting", "letting-same-day", same - other_part, at_same)
    add("duplicate_letting", "letting-again-soon", near, at_near, days=days)
    add("two_groups", "letting-other-group", groups, at_groups)
    add("counted_at_switch", "letting-after-provider", switch, at_switch)
    return found


def held_on(m: Material) -> list[Finding]:
    """Check 3: lettings of years that the document of their scheme does not cover, while it holds until the next."""
    packaged, _ = holds_until(m.read.groups.name)
    if not packaged:
        return []
    ends = dict(m.read.groups.frame.select("code", "valid_to").iter_rows())
    later = [
        (place, [at for at, month in enumerate(m.months) if end is not None and month > end])
        for place, code in enumerate(m.values("group"))
        for end in [ends.get(code)]
    ]
    number = sum(int(m.by_month[place, months].sum()) for place, months in later if months)
    last = max((day for day in ends.values() if day is not None), default=None)
    if not number or last is None:
        return []
    data = {"scheme": m.read.groups.name, "day": last}
    return [Finding("unknown_code", "group-held-on", number, (), data, severity="W")]


def late_dates(m: Material) -> list[Finding]:
    """Check 5: dates in the future."""
    counts, days = m.read.tally.marginal(problems.DATE), m.read.tally.values(problems.DATE)
    last = (m.today - EPOCH).days
    number = sum(n for n, day in zip(counts, days, strict=True) if day is not None and day > last)
    if not number:
        return []
    places = m.places("date", ("date", (-(2**31), last)))
    return [Finding("date_fault", "date-in-future", number, places, expected=(Figure((f"<= {m.today}",)),))]


def missing_area(m: Material) -> list[Finding]:
    """Check 7: share of lettings without area, in total and per association."""
    t, cells = m.thresholds, m.cells("area", "group").sum(axis=1)
    blank, total = int(cells[-1]), int(cells.sum())
    found = []
    if total and blank / total > t.missing_area_total:
        figures = (out_of(blank, total, decimals=1),), (share(t.missing_area_total, decimals=1, sign="<= "),)
        places = m.places("area", ("area", "missing"))
        found.append(Finding("missing_area", "area-blank", blank, places, {}, *figures))
    if "corporation" in m.axes:
        cells = m.cells("corporation", "area").T
        blanks, sums = cells[-1], np.maximum(cells.sum(axis=0), 1)
        high = np.flatnonzero((blanks / sums > t.missing_area_corporation) & (blanks >= t.missing_area_least))
        names = m.values("corporation")
        if high.size and not (high.size == 1 and names[high[0]] is None):
            units = tuple(names[i] or "-" for i in high)
            shares = tuple(share(blanks[i] / sums[i], unit, decimals=1) for i, unit in zip(high, units, strict=True))
            limit = (share(t.missing_area_corporation, decimals=1, sign="<= "),)
            number = int(blanks[high].sum())
            found.append(Finding("missing_area", "area-blank-at", number, (), {}, shares, limit, units=units))
    return found


def direct_channel(m: Material) -> list[Finding | NotRun]:
    """Check 13: direct mediations against groups that can only be let so; by record, and by a total per year."""
    frame = m.read.groups.frame
    if "channel" not in frame.columns:
        return [not_run("idle-groups-without-channel")]
    only = set(frame.filter(pl.col("channel") == "direct mediation").get_column("code"))
    at = [i for i, code in enumerate(m.values("group")) if code in only]
    table = m.reference.direct
    if table is None and "channel" not in m.axes:
        return [not_run("idle-no-channel")]
    found: list[Finding | NotRun] = []
    compared = False
    if "channel" in m.axes:
        labels = {fold(label) for label in m.thresholds.direct_labels}
        direct = [i for i, label in enumerate(m.values("channel")) if label and fold(label) in labels]
        cells, compared = m.cells("channel", "group"), True
        found += _fewer(int(cells[direct].sum()), int(cells[:, at].sum()), None)
    by_year = {} if table is None else dict(table.select("year", "rentals").drop_nulls().iter_rows())
    for year, months in m.whole_years():
        if year in by_year:
            compared = True
            found += _fewer(int(by_year[year]), int(m.by_month[np.ix_(at, months)].sum()), str(year))
    return found if compared else [not_run("idle-no-whole-year", table="direct")]


def _fewer(direct: int, needed: int, year: str | None) -> list[Finding]:
    if direct >= needed:
        return []
    code = "direct-too-few" if year is None else "direct-too-few-given"
    figures = (count(direct, *([year] if year else [])),), (count(needed, sign=">= "),)
    return [Finding("direct_channel", code, needed - direct, (), {}, *figures)]


def file_fault(m: Material) -> list[Finding]:
    """Check 23: encoding that was lost before the file was written."""
    found = []
    for name in ("area", "group", *(n for n in ("corporation", "channel") if n in m.axes)):
        bad = [label for label in m.read.tally.values(m.axes[name]) if label and MOJIBAKE.search(label)]
        if bad:
            places = m.places(name, (name, bad))
            found.append(Finding("file_fault", "letters-garbled", len(bad), places, {"column": name}))
    return found


#: Column of numbers -> less than this is no rent a month (euro) or floor area (square metres) of a dwelling.
SMALLEST = {"rent": 10.0, "floor_area": 8.0}


def small_numbers(m: Material) -> list[Finding]:
    """Check 23: numbers so small that a thousands point was read as a decimal mark, such as ``1.785``."""
    of = m.read.columns
    numbers = [(of[name], least) for name, least in SMALLEST.items() if name in of]
    if not numbers or m.read.tally.rows == 0:
        return []
    first = [m.read.axes[problems.AREA]]
    counted = passed_again(m.read.parts, first, numbers, [(0,)]).numbers
    unread = dict(zip((name for name, _ in m.read.numbers), m.read.counted, strict=True))
    found = []
    for at, ((name, least), (_, _, bad)) in enumerate(zip(numbers, counted, strict=True)):
        # Zeros stand for what is not known, and are told by check 29.
        number = bad - unread[name][2] - _zeros(m, name)
        if number > 0:
            places: tuple[Place, ...] = ()
            if not unread[name][2]:
                looked = [problems.Problem("", 0, number=at)]
                places = placed(problems.places(looked, m.read.parts, first, numbers)[0], name)
            data = {"column": name, "least": f"{least:g}"}
            code = "floor-area-too-small" if name == of.get("floor_area") else "number-too-small"
            found.append(Finding("file_fault", code, number, places, data))
    return found


def _zeros(m: Material, column: str) -> int:
    """Return how many numbers of a column are 0, where rows are compared one by one."""
    rows = m.rows
    name = next(name for name, own in m.read.columns.items() if own == column)
    if isinstance(rows, NotRun) or not rows.has(name):
        return 0
    return int((rows.frame.get_column(name) == 0).sum())
