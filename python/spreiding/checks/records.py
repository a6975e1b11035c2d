"""Checks of records one by one: 1, 3, 4, 5, 6, 7, 13, 18, 20 and 23."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.checks.figures import listed, plain, plain_percent
from spreiding.checks.finding import Finding, NotRun
from spreiding.records import problems
from spreiding.records.groups import fold
from spreiding.records.rentals import _tally
from spreiding.records.sources import EPOCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.checks.material import Material

#: Marks of UTF-8 that was read as Latin-1: ``Ã«`` for ``ë``, and the replacement character.
MOJIBAKE = re.compile(r"Ã.|Â[ -¿]|\ufffd")


def without(column: str) -> NotRun:
    """Return that a column is missing."""
    return NotRun(f"de gegevens hebben geen kolom {column!r}", f"the records have no column {column!r}")


def lacking(name: str, dutch: str, english: str) -> NotRun:
    """Return that a figure to compare with is missing."""
    said = name.replace(".", " ")  # as Python and the command line name it
    return NotRun(f"geen {dutch} gegeven ({said}=…)", f"no {english} given ({said}=…)")


def read_problems(m: Material) -> list[Finding]:
    """Return what reading refuses: checks 3, 4, 5, 6 and 23."""
    found = m.read.found.problems
    if not found:
        return []
    places = problems.places(found, m.read.parts, m.read.axes, m.read.numbers)
    findings = []
    for problem, there in zip(found, places, strict=True):
        check = _kind(problem, m)
        rows = tuple((name, tuple(rows)) for name, rows in there)
        what = problem.what.partition("; its codes are")[0]
        english = f"{what}; {problem.rows}" if problem.rows else what
        # Unreadable records stop, whatever the severity of the check.
        rest = problem.rows.replace("line", "regel") if problem.rows else ""
        dutch = f"{problem.nl or problem.what}; {rest}" if rest else problem.nl or problem.what
        what_was, expected = _compared(problem, m)
        findings.append(Finding(check, problem.count, dutch, english, rows, what_was, expected, severity="E"))
    return findings


def _compared(problem: problems.Problem, m: Material) -> tuple[str, str]:
    """Return months of the records and of the period where dates lie outside it, and codes where one is unknown."""
    if "; its codes are" in problem.what:
        return "", listed(m.read.groups.frame.get_column("code"))
    if m.read.period is None or not m.days or "outside the period" not in problem.what:
        return "", ""
    first, last = (f"{day:%Y-%m}" for day in m.read.period)
    return f"{min(m.days):%Y-%m} … {max(m.days):%Y-%m}", f"{first} … {last}"


def _kind(problem: problems.Problem, m: Material) -> int:
    if not problem.where:
        return 23
    axis, rule = problem.where[0]
    if axis == problems.GROUP and isinstance(rule, list) and rule and all(_has_two(label, m) for label in rule):
        return 4
    return {problems.AREA: 6, problems.GROUP: 3}.get(axis, 5)


def _has_two(label: str, m: Material) -> bool:
    """Return whether a label is the codes of two groups with a mark between them."""
    parts = [part for part in re.split(r"[;|+&,]", label) if part.strip()]
    codes = {code for code in m.read.groups.resolve(parts).values() if code is not None}
    return len(codes) > 1


def letting_twice(m: Material) -> dict[int, list[Finding] | NotRun]:
    """Find dwellings let more than once: checks 1, 20 and a part of 4."""
    if "dwelling_id" not in m.read.columns:
        return dict.fromkeys((1, 20), without("dwelling_id"))
    try:
        kinds = m.lettings()
    except InvalidInputError as error:
        why = NotRun(f"kolom dwelling_id is onleesbaar: {error}", f"column dwelling_id cannot be read: {error}")
        return dict.fromkeys((1, 20), why)
    (same, at_same), (other_part, at_part), (groups, at_groups), (near, at_near), (switch, at_switch) = kinds
    days = m.thresholds.duplicate_days
    found: dict[int, list[Finding] | NotRun] = {1: [], 4: [], 20: []}

    def add(check: int, count: int, rows: Any, nl: str, en: str, expected: str = "0") -> None:
        held = found[check]
        if count and isinstance(held, list):
            at = tuple((name, tuple(numbers)) for name, numbers in rows)
            held.append(Finding(check, count, nl, en, at, str(count), expected))

    if other_part:
        add(1, other_part, at_part, "verhuring staat ook in een ander bestand", "letting is also in another source")
    if same - other_part:
        nl = "zelfde woning en contractdatum als een eerdere rij"
        add(1, same - other_part, at_same, nl, "same dwelling and contract date as an earlier row")
    nl = f"woning binnen {days} dagen opnieuw verhuurd"
    add(1, near, at_near, nl, f"dwelling let again within {days} days")
    nl = "zelfde woning en contractdatum met een andere groep"
    add(4, groups, at_groups, nl, "same dwelling and contract date with another group")
    nl = "woning na verhuring via een zorgaanbieder nogmaals geteld voor dezelfde groep"
    add(20, switch, at_switch, nl, "dwelling counted again for the same group after a letting through a care provider")
    return found


def late_dates(m: Material) -> list[Finding]:
    """Check 5: dates in the future."""
    counts, days = m.read.tally.marginal(problems.DATE), m.read.tally.values(problems.DATE)
    last = (m.today - EPOCH).days
    count = sum(n for n, day in zip(counts, days, strict=True) if day is not None and day > last)
    if not count:
        return []
    rows = m.rows_of(("date", (-(2**31), last)))
    nl, en = "datum ligt in de toekomst", "date lies in the future"
    return [Finding(5, count, nl, en, rows, expected=f"<= {m.today}")]


def missing_area(m: Material) -> list[Finding] | NotRun:
    """Check 7: share of lettings without area, in total and per association."""
    t, cells = m.thresholds, m.cells("area", "group").sum(axis=1)
    blank, total = int(cells[-1]), int(cells.sum())
    found = []
    if total and blank / total > t.missing_area_total:
        figure = f"{plain(blank)} / {plain(total)} = {plain_percent(blank / total, 1)}"
        rows, limit = m.rows_of(("area", "missing")), f"<= {plain_percent(t.missing_area_total, 1)}"
        found.append(Finding(7, blank, "verhuringen zonder gebied", "lettings without area", rows, figure, limit))
    if "corporation" in m.axes:
        cells = m.cells("area", "corporation")
        blanks, sums = cells[-1], np.maximum(cells.sum(axis=0), 1)
        high = np.flatnonzero((blanks / sums > t.missing_area_corporation) & (blanks >= t.missing_area_least))
        names = m.values("corporation")
        if high.size and not (high.size == 1 and names[high[0]] is None):
            text = listed(f"{names[i] or '-'}: {plain_percent(blanks[i] / sums[i], 1)}" for i in high)
            nl, en = "corporaties met veel verhuringen zonder gebied", "associations with many lettings without area"
            limit = f"<= {plain_percent(t.missing_area_corporation, 1)}"
            found.append(Finding(7, int(blanks[high].sum()), nl, en, (), text, limit))
    return found


def direct_channel(m: Material) -> list[Finding] | NotRun:
    """Check 13: direct mediations against groups that can only be let so; by record, and by a total per year."""
    frame = m.read.groups.frame
    if "channel" not in frame.columns:
        return NotRun("de groepentabel heeft geen kolom 'channel'", "the table of groups has no column 'channel'")
    only = set(frame.filter(pl.col("channel") == "direct mediation").get_column("code"))
    at = [i for i, code in enumerate(m.values("group")) if code in only]
    table = m.reference.direct
    if table is None and "channel" not in m.axes:
        return NotRun(
            "geen kolom 'channel' en geen reference direct=…", "no column 'channel' and no reference direct=…"
        )
    found, compared = [], False
    if "channel" in m.axes:
        labels = {fold(label) for label in m.thresholds.direct_labels}
        direct = [i for i, label in enumerate(m.values("channel")) if label and fold(label) in labels]
        cells, compared = m.cells("channel", "group"), True
        found += _fewer(int(cells[direct].sum()), int(cells[:, at].sum()), "")
    by_year = {} if table is None else dict(table.select("year", "rentals").drop_nulls().iter_rows())
    for year, months in m.whole_years():
        if year in by_year:
            compared = True
            found += _fewer(int(by_year[year]), int(m.by_month[np.ix_(at, months)].sum()), f"{year}: ")
    if not compared:
        return NotRun(
            "reference direct heeft geen heel jaar van de periode", "reference direct has no whole year of the period"
        )
    return found


def _fewer(direct: int, needed: int, when: str) -> list[Finding]:
    if direct >= needed:
        return []
    nl = "minder directe bemiddelingen dan verhuringen aan groepen die alleen zo een woning krijgen"
    en = "fewer direct mediations than lettings to groups that can only be housed so"
    if when:
        nl, en = f"de opgave noemt {nl}", f"the total given has {en}"
    return [Finding(13, needed - direct, nl, en, (), f"{when}{plain(direct)}", f">= {plain(needed)}")]


def not_excluded(m: Material) -> list[Finding] | NotRun:
    """Check 18: labels of lettings that are to be left out, in columns whose records are counted."""
    words = [fold(word) for word in m.thresholds.excluded_words]
    regular = [fold(word) for word in m.thresholds.regular_words]
    found = []
    roles = dict(m.read.groups.frame.select("code", "role").iter_rows())
    counts = m.read.tally.marginal(problems.GROUP)
    labels = m.read.tally.values(problems.GROUP)
    # A code that the scheme leaves out is left out by every count; only what is counted matters.
    strange = [
        (label, n)
        for label, n in zip(labels, counts, strict=True)
        if label is not None and n and roles.get(m.codes.get(label) or "") != "excluded" and _any(words, label)
    ]
    if strange:
        found.append(_labels_found("group", strange, m))
    renewal = [
        (label, n)
        for label, n in zip(labels, counts, strict=True)
        if label is not None and n and roles.get(m.codes.get(label) or "") == "allocation" and _any(regular, label)
    ]
    if renewal:
        rows = m.rows_of(("group", [label for label, _ in renewal]))
        nl, en = "stadsvernieuwing telt mee als toewijzing", "urban renewal counts as an allocation"
        found.append(Finding(18, sum(n for _, n in renewal), nl, en, rows))
    if "channel" in m.axes:
        cells = m.cells("channel", "group").sum(axis=1)
        pairs = [(c, int(n)) for c, n in zip(m.values("channel"), cells, strict=True) if c and n and _any(words, c)]
        if pairs:
            found.append(_labels_found("channel", pairs, m))
    return found


def _any(words: Sequence[str], label: str) -> bool:
    return any(word in fold(label) for word in words)


def _labels_found(column: str, pairs: list[tuple[str, int]], m: Material) -> Finding:
    count, rows = sum(n for _, n in pairs), m.rows_of((column, [label for label, _ in pairs]))
    words = ", ".join(m.thresholds.excluded_words)
    nl = f"kolom {column!r}: verhuringen die buiten de telling horen, tellen mee (label met een woord als {words})"
    en = f"column {column!r}: lettings that should be left out are counted (label with a word such as {words})"
    return Finding(18, count, nl, en, rows)


def file_fault(m: Material) -> list[Finding]:
    """Check 23: encoding that was lost before the file was written."""
    found = []
    for name in ("area", "group", *(n for n in ("corporation", "channel") if n in m.axes)):
        bad = [label for label in m.read.tally.values(m.axes[name]) if label and MOJIBAKE.search(label)]
        if bad:
            rows = m.rows_of((name, bad))
            nl = f"kolom {name!r}: letters met accent zijn verminkt (UTF-8 gelezen als Latin-1)"
            en = f"column {name!r}: letters with accents are garbled (UTF-8 read as Latin-1)"
            found.append(Finding(23, len(bad), nl, en, rows))
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
    tally, _, _ = _tally(m.read.parts, first, numbers, [(0,)])
    unread = dict(zip((name for name, _ in m.read.numbers), m.read.tally.numbers, strict=True))
    found = []
    for at, ((name, least), (_, _, bad)) in enumerate(zip(numbers, tally.numbers, strict=True)):
        count = bad - unread[name][2]
        if count:
            rows: Any = ()
            if not unread[name][2]:
                places = problems.places([problems.Problem("", 0, number=at)], m.read.parts, first, numbers)[0]
                rows = tuple((part, tuple(there)) for part, there in places)
            nl = f"kolom {name!r}: onder {least:g}; is een punt voor duizendtallen als decimaalteken gelezen (1.785)?"
            en = f"column {name!r}: below {least:g}; was a thousands point read as a decimal mark (1.785)?"
            found.append(Finding(23, count, nl, en, rows))
    return found
