"""What can be wrong with records as a whole: looked for in the distinct values, told with row numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import scheme_of
from spreiding.records.sources import EPOCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding import _core
    from spreiding.areas.areas import Areas
    from spreiding.records.groups import TargetGroups
    from spreiding.records.sources import Part

#: Positions of the axes; the tally has the tables area x group and group x date.
AREA, GROUP, DATE = range(3)
TABLES = ((AREA, GROUP), (GROUP, DATE))
MISSING, UNREADABLE, SWAPPED = range(3)
#: Most values, files or rows that a message lists.
MOST = 5


@dataclass(frozen=True)
class Problem:
    """A rule that some rows break, and how to find them: every condition (axis, rule) holds."""

    what: str
    count: int
    where: list[tuple[int, Any]] = field(default_factory=list)
    number: int | None = None  #: Position among the columns of numbers, where the problem is there.
    rows: str | None = None  #: Where the rows are known already.
    nl: str = ""  #: ``what`` in Dutch.


@dataclass(frozen=True)
class Examined:
    """What was found in a tally."""

    problems: list[Problem]
    excluded: pl.DataFrame
    aliases: pl.DataFrame
    span: tuple[date, date]
    warnings: tuple[str, ...]


def examine(
    tally: _core.Tally,
    scheme: TargetGroups,
    areas: Areas | None,
    period: tuple[date, date] | None,
    numbers: Sequence[tuple[str, float]],
    broken: dict[str, tuple[int, list[int], int, list[int]]],
) -> Examined:
    """Check every rule on the distinct values of the records."""
    if not tally.rows and not broken:
        return Examined([Problem("there are no records", 0, nl="er zijn geen verhuringen")], *_nothing())
    problems = [*_lines(broken), *_numbers(tally, numbers)]
    dates, span = _dates(tally, period)
    codes, aliases = _codes(tally, scheme)
    found, trimmed = _areas(tally, areas)
    problems += [*dates, *found, *codes, *_validity(tally, scheme)]
    return Examined(problems, _excluded(tally, scheme), pl.concat([aliases, trimmed]), span, ())


def _nothing() -> tuple[pl.DataFrame, pl.DataFrame, tuple[date, date], tuple[str, ...]]:
    return pl.DataFrame(), pl.DataFrame(), (EPOCH, EPOCH), ()


def _lines(broken: dict[str, tuple[int, list[int], int, list[int]]]) -> list[Problem]:
    problems = []
    for name, (n_ragged, ragged, n_latin, latin) in broken.items():
        if n_ragged:
            what = f"{name}: lines with another number of fields than the first line"
            nl = f"{name}: regels met een ander aantal velden dan de eerste regel"
            problems.append(Problem(what, n_ragged, rows=f"line {_list(ragged, n_ragged)}", nl=nl))
        if n_latin:
            what = f"{name}: not UTF-8 (it looks like Latin-1): save the file as UTF-8"
            nl = f"{name}: geen UTF-8 (het lijkt Latin-1): bewaar het bestand als UTF-8"
            problems.append(Problem(what, n_latin, rows=f"line {_list(latin, n_latin)}", nl=nl))
    return problems


def _numbers(tally: _core.Tally, numbers: Sequence[tuple[str, float]]) -> list[Problem]:
    problems = []
    for at, ((name, least), (_, _, bad)) in enumerate(zip(numbers, tally.numbers, strict=True)):
        if bad:
            rule = "a finite number" if least == float("-inf") else f"a finite number >= {least:g}"
            what = f"column {name!r}: not {rule} (is the decimal mark that of the file's notation?)"
            dutch = "getal" if least == float("-inf") else f"getal >= {least:g}"
            nl = f"kolom {name!r}: geen {dutch} (staat het decimaalteken in de notatie van het bestand?)"
            problems.append(Problem(what, bad, number=at, nl=nl))
    return problems


def _dates(tally: _core.Tally, period: tuple[date, date] | None) -> tuple[list[Problem], tuple[date, date]]:
    counts, days = tally.marginal(DATE), tally.values(DATE)
    rules = [
        (MISSING, "missing", "date: missing", "datum ontbreekt"),
        (UNREADABLE, "unreadable", "date: cannot be read, must be such as 2016-01-31 or 31-01-2016",
         "datum is onleesbaar, schrijf 2016-01-31 of 31-01-2016"),
        (SWAPPED, "swapped", "date: day and month are swapped (a month above 12), must be such as 31-01-2016",
         "dag en maand zijn verwisseld (een maand boven 12), schrijf 31-01-2016"),
    ]  # fmt: skip
    problems = [Problem(what, counts[at], [(DATE, rule)], nl=nl) for at, rule, what, nl in rules if counts[at]]
    known = sorted(day for day in days if day is not None)
    if period is not None:
        first, last = ((day - EPOCH).days for day in period)
        outside = sum(n for n, day in zip(counts, days, strict=True) if day is not None and not first <= day <= last)
        if outside:
            what = f"date: outside the period {period[0]} to {period[1]}"
            nl = f"datum ligt buiten de periode {period[0]} tot en met {period[1]}"
            problems.append(Problem(what, outside, [(DATE, (first, last))], nl=nl))
    if not known:
        return problems, (EPOCH, EPOCH)
    # A tally keeps months: the span runs from the first day of the first to the last day of the last.
    start, end = (EPOCH + timedelta(days=day) for day in (known[0], known[-1]))
    following = (end.replace(day=1) + timedelta(days=32)).replace(day=1)
    return problems, (start.replace(day=1), following - timedelta(days=1))


def _codes(tally: _core.Tally, scheme: TargetGroups) -> tuple[list[Problem], pl.DataFrame]:
    counts, labels = tally.marginal(GROUP), tally.values(GROUP)
    codes = scheme.resolve([label for label in labels if label is not None])
    unknown = [label for label, code in codes.items() if code is None]
    of = dict(zip(labels, counts, strict=True))
    hits = [("group", label, code, of[label]) for label, code in codes.items() if code not in (None, label)]
    problems = []
    if unknown:
        named = _named(unknown, len(codes))
        what = f"group: no code of {scheme.name}{named}; its codes are {', '.join(map(repr, scheme.frame['code']))}"
        nl = f"code komt niet voor in de doelgroepen van {scheme.name}{_named(unknown, len(codes), 'nl')}"
        problems.append(Problem(what, sum(of[label] for label in unknown), [(GROUP, unknown)], nl=nl))
    return problems, _hits(hits)


def _named(unknown: Sequence[str], distinct: int, lang: str = "en") -> str:
    """Name unknown codes only in a column that clearly holds codes: else they may be contents of records."""
    if len(unknown) <= max(distinct // 2, 1) and all(len(label) <= 60 for label in unknown):
        more = " …" if len(unknown) > MOST else ""
        return f" ({', '.join(map(repr, sorted(unknown)[:MOST]))}{more})"
    if lang == "nl":
        return f" (geen van de {len(unknown)} verschillende waarden; is dit de goede kolom?)"
    return f" (none of the {len(unknown)} distinct values; is it the right column?)"


def _areas(tally: _core.Tally, areas: Areas | None) -> tuple[list[Problem], pl.DataFrame]:
    counts, labels = tally.marginal(AREA), tally.values(AREA)
    of = {label: n for label, n in zip(labels, counts, strict=True) if label is not None}
    hits = [("area", label, label.strip(), of[label]) for label in of if label != label.strip()]
    if areas is None:
        kinds = {kind for label in of if (kind := scheme_of(label.strip()))}
        years = {kind.rpartition(" ")[2] for kind in kinds}
        if len(years) > 1:
            what = f"area: codes of two area schemes ({'; '.join(sorted(kinds))}): give areas="
            late = [label for label in of if (scheme_of(label.strip()) or "").endswith("2022")]
            nl = f"codes van twee gebiedsindelingen door elkaar ({_dutch(sorted(kinds))}): geef de gebieden (areas)"
            return [Problem(what, sum(of[label] for label in late), [(AREA, late)], nl=nl)], _hits(hits)
        return [], _hits(hits)
    known = set(areas.codes)
    unknown = [label for label in of if label.strip() not in known]
    if not unknown:
        return [], _hits(hits)
    kinds = {kind for label in unknown if (kind := scheme_of(label.strip()))}
    other = f", written as {' or '.join(sorted(kinds))}" if kinds else ""
    mine = scheme_of(areas.codes[0]) if areas.codes else None
    expected = f" (the areas given are {mine})" if mine and kinds - {mine} else ""
    what = f"area: no code of the {len(areas)} areas{_named(unknown, len(of))}{other}{expected}"
    nl = f"gebiedscode hoort niet bij de {len(areas)} gebieden{_named(unknown, len(of), 'nl')}"
    nl += f", geschreven als {_dutch(sorted(kinds))}" if kinds else ""
    nl += f" (de gegeven gebieden: {_dutch([mine])})" if mine and kinds - {mine} else ""
    return [Problem(what, sum(of[label] for label in unknown), [(AREA, unknown)], nl=nl)], _hits(hits)


def _dutch(kinds: Sequence[str]) -> str:
    """Return kinds of codes in Dutch.

    >>> _dutch(["wijk, scheme of 2015"])
    'wijk, indeling van 2015'
    """
    return "; ".join(kind.replace("scheme of", "indeling van") for kind in kinds)


def _validity(tally: _core.Tally, scheme: TargetGroups) -> list[Problem]:
    """Codes used outside the days for which the scheme has them."""
    labels, days = tally.values(GROUP), tally.values(DATE)
    codes = scheme.resolve([label for label in labels if label is not None])
    table = tally.collapse(1, [range(len(labels)), range(len(days))], [len(labels), len(days)])
    valid = {row["code"]: (row["valid_from"], row["valid_to"]) for row in scheme.frame.iter_rows(named=True)}
    problems: dict[tuple[date | None, date | None], list[tuple[str, int]]] = {}
    for at, label in enumerate(labels):
        code = codes.get(label) if label is not None else None
        if code is None or valid[code] == (None, None):
            continue
        first, last = valid[code]
        count = sum(
            table[at * len(days) + i]
            for i, day in enumerate(days)
            if day is not None and not (first or date.min) <= EPOCH + timedelta(days=day) <= (last or date.max)
        )
        if count:
            problems.setdefault((first, last), []).append((label, count))
    return [
        Problem(
            f"group: codes of {scheme.name} outside the days they are valid ({first} to {last or 'now'}); "
            "name the scheme of that year, or groups='harmonised' to put years of several schemes together",
            sum(count for _, count in found),
            [
                (GROUP, [label for label, _ in found]),
                (DATE, (_days(first, -(2**31)), _days(last, 2**31 - 1))),
            ],
            nl=f"codes van {scheme.name} buiten de dagen dat zij gelden ({first or '…'} tot en met {last or 'nu'}): "
            "kies de doelgroepen van dat jaar, of groups='harmonised' voor jaren van meer indelingen",
        )
        for (first, last), found in problems.items()
    ]


def _days(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else (day - EPOCH).days


def _excluded(tally: _core.Tally, scheme: TargetGroups) -> pl.DataFrame:
    roles = dict(scheme.frame.select("code", "role").iter_rows())
    labels, counts = tally.values(GROUP), tally.marginal(GROUP)
    codes = scheme.resolve([label for label in labels if label is not None])
    rows: dict[str, int] = {}
    for label, count in zip(labels, counts, strict=True):
        code = codes.get(label) if label is not None else None
        if code is not None and roles[code] == "excluded":
            rows[code] = rows.get(code, 0) + count
    found = [(f"group {code}", count) for code, count in rows.items()]
    without = tally.marginal(AREA)[MISSING]
    found += [("no area", without)] if without else []
    return pl.DataFrame(found, schema={"reason": pl.String, "count": pl.Int64}, orient="row")


def per_code(tally: _core.Tally, scheme: TargetGroups) -> pl.DataFrame:
    """Return the number of records per code."""
    labels, counts = tally.values(GROUP), tally.marginal(GROUP)
    codes = scheme.resolve([label for label in labels if label is not None])
    read = pl.DataFrame({"code": [codes.get(label) if label else None for label in labels], "records": counts})
    read = read.group_by("code").agg(pl.col("records").sum())
    order = pl.concat([pl.DataFrame({"code": [None]}, schema={"code": pl.String}), scheme.frame.select("code")])
    joined = order.join(read, on="code", how="left", nulls_equal=True, maintain_order="left")
    return joined.join(scheme.frame.select("code", "main_group", "role"), on="code", how="left").with_columns(
        pl.col("records").fill_null(0).cast(pl.Int64)
    )


def _hits(rows: Sequence[tuple[str, str, str | None, int]]) -> pl.DataFrame:
    schema = {"column": pl.String, "label": pl.String, "code": pl.String, "count": pl.Int64}
    return pl.DataFrame(sorted(rows), schema=schema, orient="row")


def _list(rows: Sequence[int], count: int) -> str:
    return ", ".join(map(str, rows[:MOST])) + (" …" if count > MOST else "")


def message(
    problems: Sequence[Problem],
    parts: Sequence[Part],
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
) -> str:
    """Write all problems with the first row numbers of each; the source is read once more to find them."""
    found = places(problems, parts, axes, numbers)
    kinds = {part.name: part.kind for part in parts}
    rows: dict[int, list[str]] = {}
    for at, of in enumerate(found):
        for name, first in of:
            extra = f" (line {_list([row + 1 for row in first], 0)})" if kinds[name] == "csv" else ""
            rows.setdefault(at, []).append(f"{name}, row {_list(first, 0)}{extra}")
    lines = []
    for at, problem in enumerate(problems):
        there = [problem.rows] if problem.rows else rows.get(at, [])
        where = f": {'; '.join(there[:MOST])}{' …' if problem.count > MOST else ''}" if there else ""
        count = f" — {problem.count} {'record' if problem.count == 1 else 'records'}" if problem.count else ""
        lines.append(f"{problem.what}{count}{where}")
    names = ", ".join(part.name for part in parts)
    if len(lines) == 1:
        return f"{names}: {lines[0]}"
    return f"{names}: {len(lines)} problems\n" + "\n".join(f"- {line}" for line in lines)


def places(
    problems: Sequence[Problem],
    parts: Sequence[Part],
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
) -> list[list[tuple[str, list[int]]]]:
    """Return per problem the first row numbers in each part that has some; the source is read once more."""
    searched = [at for at, problem in enumerate(problems) if problem.where]
    by_number = {problem.number: at for at, problem in enumerate(problems) if problem.number is not None}
    by_day = [(name, "day" if kind == "month" else kind) for name, kind in axes]
    columns = [*by_day, *((name, "number") for name, _ in numbers)]
    keys = [*searched, *(by_number.get(i, -1) for i in range(len(numbers)))]
    found: list[list[tuple[str, list[int]]]] = [[] for _ in problems]
    for part in parts:
        first: dict[int, list[int]] = {}
        before = 0
        for source in part.sources(columns):
            rows = source.find(by_day, list(numbers), [problems[at].where for at in searched])
            for at, (_, there) in zip(keys, rows, strict=True):
                first.setdefault(at, []).extend(row + before for row in there)
            before += source.rows or 0
        for at, there in first.items():
            if there and at >= 0:
                found[at].append((part.name, there[:MOST]))
    return found
