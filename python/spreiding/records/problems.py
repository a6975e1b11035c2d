"""What can be wrong with records as a whole: looked for in the distinct values, told with row numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import scheme_of
from spreiding.records.groups import held_days
from spreiding.records.points import OUTSIDE
from spreiding.records.sources import EPOCH, threads
from spreiding.records.tally import MISSING, SWAPPED, UNREADABLE
from spreiding.values.columns import numbered
from spreiding.values.names import nearest
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding import _core
    from spreiding.areas.areas import Areas
    from spreiding.base.errors import InvalidInputError
    from spreiding.records.groups import TargetGroups
    from spreiding.records.sources import Part
    from spreiding.records.tally import Met, Passed

#: Positions of the axes; the tally has the tables area x group and group x date.
AREA, GROUP, DATE = range(3)
TABLES = ((AREA, GROUP), (GROUP, DATE))
#: Most values, files or rows that a message lists.
MOST = 5
#: Signs of a code at most; what is longer is like none.
LONGEST = 60
#: What is said of lines that are no records, by fault.
LINES = {
    "ragged": "record-lines-ragged",
    "encoding": "record-lines-encoding",
    "open_quote": "record-lines-open-quote",
    "after_quote": "record-lines-after-quote",
    "endless": "record-lines-endless",
}
#: What is said of numbers that leave their notation open.
DOUBTS = {"either": "numbers-notation-either", "both": "numbers-notation-both"}
#: What is said of unknown areas: whether some codes are known, and what is known of the way they are written.
UNKNOWN = {
    (True, ""): "area-unknown",
    (True, "written"): "area-unknown-written",
    (True, "other"): "area-unknown-other",
    (False, ""): "area-unknown-all",
    (False, "written"): "area-unknown-all-written",
    (False, "other"): "area-unknown-all-other",
}
#: Reasons for which a letting has no place: it counts for the city as a whole.
NO_AREA, OUTSIDE_ALL = "no area", "outside every area"
UNPLACED = (NO_AREA, OUTSIDE_ALL)


@dataclass(frozen=True)
class Problem:
    """A rule that some rows break, and how to find them: every condition (axis, rule) holds."""

    code: str  #: In the catalogue.
    count: int
    where: list[tuple[int, Any]] = field(default_factory=list)
    number: int | None = None  #: Position among the columns of numbers, where the problem is there.
    lines: tuple[int, ...] = ()  #: The first of these, where they are lines of a file that are no rows.
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> Said:
        """What is wrong, as a part of a sentence."""
        return Said(self.code, self.data)


@dataclass(frozen=True)
class Examined:
    """What was found in a tally."""

    problems: list[Problem]
    excluded: pl.DataFrame
    aliases: pl.DataFrame
    signs: pl.DataFrame
    span: tuple[date, date]
    warnings: tuple[str, ...]


def examine(
    read: Passed,
    met: Met,
    scheme: TargetGroups,
    areas: Areas | None,
    period: tuple[date, date] | None,
    numbers: Sequence[tuple[str, float]],
    warnings: tuple[str, ...] = (),
) -> Examined:
    """Check every rule on the distinct values of the records."""
    tally = read.tally
    names = ["area", "group", "date", *(name for name, _ in read.axes[3:])]
    aliases, signs = _spellings(read, met, scheme, names)
    found = _lines(read)
    if not tally.rows and not found:
        found = [Problem("there-are-no-records", 0)]
    found += [*_numbers(read, numbers), *_texts(read, names)]
    dates, span = _dates(tally, period)
    found += [*dates, *_areas(tally, areas), *_codes(tally, scheme), *_validity(tally, scheme)]
    return Examined(found, _excluded(tally, met, scheme), aliases, signs, span, warnings)


def _lines(read: Passed) -> list[Problem]:
    return [
        Problem(LINES[fault], n, lines=tuple(lines), data={"source": name})
        for name, faults in read.broken.items()
        for fault, n, lines in faults
    ]


def _numbers(read: Passed, numbers: Sequence[tuple[str, float]]) -> list[Problem]:
    found = [
        Problem(
            f"numbers-notation-{why}", 0, data={"source": name, "column": ", ".join(column for column, _ in numbers)}
        )
        for name, why in read.doubts.items()
    ]
    for at, ((name, least), (_, _, bad)) in enumerate(zip(numbers, read.numbers, strict=True)):
        if bad:
            data = {"column": name} if least == float("-inf") else {"column": name, "least": f"{least:g}"}
            found.append(Problem("number-no-finite" if len(data) == 1 else "number-below", bad, number=at, data=data))
    return found


def _texts(read: Passed, names: Sequence[str]) -> list[Problem]:
    """Codes that are no text: other bytes than UTF-8, or control characters."""
    found = []
    for at, (name, (_, kind)) in enumerate(zip(names, read.axes, strict=True)):
        if kind in {"month", "day", "key"}:
            continue
        counts = read.tally.marginal(at)
        rules = ((UNREADABLE, "unreadable", "code-no-utf"), (SWAPPED, "unprintable", "code-unprintable"))
        found += [
            Problem(code, counts[of], [(at, rule)], data={"column": name}) for of, rule, code in rules if counts[of]
        ]
    return found


def _dates(tally: _core.Tally, period: tuple[date, date] | None) -> tuple[list[Problem], tuple[date, date]]:
    counts, days = tally.marginal(DATE), tally.values(DATE)
    rules = [
        (MISSING, "missing", "date-missing"),
        (UNREADABLE, "unreadable", "date-unreadable"),
        (SWAPPED, "swapped", "date-swapped"),
    ]
    found = [Problem(code, counts[at], [(DATE, rule)]) for at, rule, code in rules if counts[at]]
    known = sorted(day for day in days if day is not None)
    if period is not None:
        first, last = ((day - EPOCH).days for day in period)
        outside = sum(n for n, day in zip(counts, days, strict=True) if day is not None and not first <= day <= last)
        if outside:
            data = {"first": str(period[0]), "last": str(period[1])}
            found.append(Problem("date-outside-period", outside, [(DATE, (first, last))], data=data))
    if not known:
        return found, (EPOCH, EPOCH)
    # A tally keeps months: the span runs from the first day of the first to the last day of the last.
    start, end = (EPOCH + timedelta(days=day) for day in (known[0], known[-1]))
    return found, (start.replace(day=1), _last_of_month(end))


def _last_of_month(day: date) -> date:
    """Return the last day of a month, that of the calendar too.

    >>> _last_of_month(date(2016, 2, 3)), _last_of_month(date(9999, 12, 31))
    (datetime.date(2016, 2, 29), datetime.date(9999, 12, 31))
    """
    if (day.year, day.month) == (date.max.year, date.max.month):
        return date.max
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _codes(tally: _core.Tally, scheme: TargetGroups) -> list[Problem]:
    of = {label: n for label, n in zip(tally.values(GROUP), tally.marginal(GROUP), strict=True) if label is not None}
    codes = scheme.resolve(of)
    unknown = [label for label, code in codes.items() if code is None]
    if not unknown:
        return []
    known = scheme.frame["code"].to_list()
    data = {"scheme": scheme.name, "known": [*map(repr, known)], **_numbered(sorted(unknown), known)}
    code = "group-unknown" if len(unknown) < len(codes) else "group-unknown-all"
    return [Problem(code, sum(of[label] for label in unknown), [(GROUP, unknown)], data=data)]


def _numbered(unknown: Sequence[str], known: Sequence[str]) -> dict[str, Any]:
    """Tell how many codes nobody knows, never which, as they may be anything; and the known codes like one of them."""
    near = sorted({like for label in unknown[:MOST] if len(label) <= LONGEST and (like := nearest(label, known))})
    return {"n": len(unknown), "near": [*map(repr, near)] or "none"}


def _areas(tally: _core.Tally, areas: Areas | None) -> list[Problem]:
    of = {label: n for label, n in zip(tally.values(AREA), tally.marginal(AREA), strict=True) if label is not None}
    known = set() if areas is None else set(areas.codes)
    unknown = [label for label in of if label not in known] if areas is not None else list(of)
    kinds = sorted({kind for label in unknown if (kind := scheme_of(label))})
    if areas is None:
        if len({kind.rpartition(" ")[2] for kind in kinds}) < 2:
            return []
        late = [label for label in of if (scheme_of(label) or "").endswith("2022")]
        told: dict[str, Any] = {"kinds": _short(kinds)}
        return [Problem("area-two-schemes", sum(of[label] for label in late), [(AREA, late)], data=told)]
    if not unknown:
        return []
    mine = scheme_of(areas.codes[0]) if areas.codes else None
    other = mine is not None and bool({*kinds} - {mine})
    data: dict[str, Any] = {
        "total": str(len(areas)),
        **_numbered(sorted(unknown), areas.codes),
        "kinds": _short(kinds),
        "mine": _short([mine or ""]),
    }
    code = UNKNOWN[len(unknown) < len(of), "other" if other else "written" if kinds else ""]
    return [Problem(code, sum(of[label] for label in unknown), [(AREA, unknown)], data=data)]


def _short(kinds: Sequence[str]) -> list[str]:
    """Return kinds of codes as both languages have them.

    >>> _short(["wijk, scheme of 2015"])
    ['wijk 2015']
    """
    return [kind.replace(", scheme of", "") for kind in kinds]


def _validity(tally: _core.Tally, scheme: TargetGroups) -> list[Problem]:
    """Codes used outside the days for which the scheme has them."""
    labels, days = tally.values(GROUP), tally.values(DATE)
    codes = scheme.resolve([label for label in labels if label is not None])
    table = tally.collapse(1, [range(len(labels)), range(len(days))], [len(labels), len(days)])
    valid, spans = held_days(scheme), dict[tuple[date | None, date | None], list[tuple[str, int]]]()
    for at, label in enumerate(labels):
        code = codes.get(label) if label is not None else None
        if label is None or code is None or valid[code] == (None, None):
            continue
        first, last = (None if day is None else (day - EPOCH).days for day in valid[code])
        count = sum(
            table[at * len(days) + i]
            for i, day in enumerate(days)
            if day is not None and not (first is None or first <= day) * (last is None or day <= last)
        )
        if count:
            spans.setdefault(valid[code], []).append((label, count))
    return [_outside(scheme.name, span, found) for span, found in spans.items()]


def _outside(scheme: str, span: tuple[date | None, date | None], found: Sequence[tuple[str, int]]) -> Problem:
    first, last = span
    ends = (-(2**31) if first is None else (first - EPOCH).days, 2**31 - 1 if last is None else (last - EPOCH).days)
    where: list[tuple[int, Any]] = [(GROUP, [label for label, _ in found]), (DATE, ends)]
    data = {"scheme": scheme, "first": str(first or "…"), "last": str(last or "…")}
    return Problem("group-outside-days", sum(count for _, count in found), where, data=data)


def _excluded(tally: _core.Tally, met: Met, scheme: TargetGroups) -> pl.DataFrame:
    roles = dict(scheme.frame.select("code", "role").iter_rows())
    labels, counts = tally.values(GROUP), tally.marginal(GROUP)
    codes = scheme.resolve([label for label in labels if label is not None])
    rows: dict[str, int] = {}
    for label, count in zip(labels, counts, strict=True):
        code = codes.get(label) if label is not None else None
        if code is not None and roles[code] == "excluded":
            rows[code] = rows.get(code, 0) + count
    found = [(f"group {code}", count) for code, count in rows.items()]
    outside = sum(n for axis, label, _, n in met if axis == AREA and label == OUTSIDE)
    blank = tally.marginal(AREA)[MISSING] - outside
    found += [(reason, n) for reason, n in ((NO_AREA, blank), (OUTSIDE_ALL, outside)) if n]
    return pl.DataFrame(found, schema={"reason": pl.String, "count": pl.Int64}, orient="row")


def _spellings(read: Passed, met: Met, scheme: TargetGroups, names: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the labels that are not written as their code, and the signs of a missing value, with their counts."""
    aliases = [(names[at], label, code, n) for at, label, code, n in met if code is not None and at != GROUP]
    left = {code: n for code, n in zip(read.tally.values(GROUP), read.tally.marginal(GROUP), strict=True) if code}
    groups = []
    for at, label, code, n in met:
        if at == GROUP and code is not None:
            groups.append((label, code, n))
            left[code] -= n
    for label, cleaned, n in [*groups, *((code, code, n) for code, n in left.items() if n)]:
        code = scheme.resolve([cleaned])[cleaned]
        if code not in {None, label}:
            aliases.append((names[GROUP], label, code, n))
    signs = [(names[at], label, n) for at, label, code, n in met if code is None and label != OUTSIDE]
    schema = {"column": pl.String, "label": pl.String, "code": pl.String, "count": pl.Int64}
    of_signs = {"column": pl.String, "sign": pl.String, "count": pl.Int64}
    return (
        pl.DataFrame(sorted(aliases), schema=schema, orient="row"),
        pl.DataFrame(sorted(signs), schema=of_signs, orient="row"),
    )


def refused(
    found: Sequence[Problem],
    parts: Sequence[Part],
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
    tally: _core.Tally | None = None,
) -> InvalidInputError:
    """Return all problems as one error, with the first row numbers of each; the source is read once more for them."""
    there = _found(found, parts, axes, numbers, tally)
    sheets = {part.name for part in parts if part.lines is not None}
    told = [_told(problem, of, sheets) for problem, of in zip(found, there, strict=True)]
    names = [part.name for part in parts[:MOST]] + ([f"… ({len(parts)})"] if len(parts) > MOST else [])
    first = next((of[0] for of in there if of), None)
    data: dict[str, Any] = {"source": ", ".join(names), "codes": [problem.code for problem in found]}
    data |= {"rows": first[1]} if first else {}
    named = {name for problem in found if (name := _column_of(problem, axes)) is not None}
    data |= {"column": named.pop()} if len(named) == 1 else {}
    if len(told) == 1:
        return refusal("records-problem", **data, problem=told[0])
    return refusal("records-problems", **data, n=str(len(told)), list=[refusal(one.code, **one.data) for one in told])


def _told(problem: Problem, of: Sequence[tuple[str, list[int], list[int]]], sheets: set[str]) -> Said:
    """Return what is wrong, in how many records, and where: rows by source, and their lines where it has lines."""
    known = [Said("place-lines", {"lines": ", ".join(map(str, problem.lines))})] if problem.lines else []
    known += [
        Said("place-rows", {"source": name, "rows": numbered(rows, lines, sheet=name in sheets)})
        for name, rows, lines in of
    ]
    if not problem.count:
        return problem.what
    data = {"what": problem.what, "n": problem.count}
    if not known:
        return Said("record-fault", data)
    more = " …" if problem.count > MOST else ""
    return Said("record-fault-at", {**data, "where": known[:MOST], "more": more})


def _column_of(problem: Problem, axes: Sequence[tuple[str, str]]) -> str | None:
    """Return the column that a problem is about: the one it names, or the first that its rule is on."""
    return problem.data.get("column") or (axes[problem.where[0][0]][0] if problem.where else None)


def places(
    problems: Sequence[Problem],
    parts: Sequence[Part],
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
    tally: _core.Tally | None = None,
) -> list[list[tuple[str, list[int]]]]:
    """Return per problem the first row numbers in each part that has some; the source is read once more."""
    found = _found(problems, parts, axes, numbers, tally)
    return [[(name, rows) for name, rows, _ in of] for of in found]


def _found(
    problems: Sequence[Problem],
    parts: Sequence[Part],
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
    tally: _core.Tally | None,
) -> list[list[tuple[str, list[int], list[int]]]]:
    """Return per problem, by part, the first rows and their lines."""
    searched = [at for at, problem in enumerate(problems) if problem.where]
    by_number = {problem.number: at for at, problem in enumerate(problems) if problem.number is not None}
    found: list[list[tuple[str, list[int], list[int]]]] = [[] for _ in problems]
    if not searched and not by_number:
        return found
    kinds = {"month": "day", "text": "name"}
    by_day = [(name, kinds.get(kind, kind)) for name, kind in axes]
    columns = [*by_day, *((name, "number") for name, _ in numbers)]
    keys = [*searched, *(by_number.get(i, -1) for i in range(len(numbers)))]
    wanted = [problems[at].where for at in searched]
    for part in parts:
        if not part.has_rows:
            continue
        first: dict[int, tuple[list[int], list[int]]] = {}
        before = 0
        for source in part.sources(columns):
            for at, (_, rows, lines) in zip(
                keys, source.find(by_day, list(numbers), wanted, threads(), part.notation, tally), strict=True
            ):
                held = first.setdefault(at, ([], []))
                held[0].extend(row + before for row in rows)
                held[1].extend(lines)
            before += source.rows or 0
        for at, (rows, lines) in first.items():
            if rows and at >= 0:
                found[at].append((part.name, rows[:MOST], lines[:MOST]))
    return found
