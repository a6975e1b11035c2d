"""Totals per period and group, and the codes whose main group differs between schemes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.counts import ALL
from spreiding.disclosure.symbols import cells, count_text
from spreiding.edition import naming
from spreiding.edition.chapters import rough
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.counted import counted
from spreiding.edition.parts import Block, Figure, Section, Table, Text
from spreiding.publish.charts.periods import period_bars
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.records.groups import target_groups

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section:
    """Show allocations per group and period, what they are of, and what a change of scheme moved."""
    del lang
    blocks: list[Block] = [
        Text(_in_words(run)),
        Table(_by_group(run), sheet=say(run, "sheet-groups")),
        Table(_bases(run), sheet=say(run, "sheet-totals")),
        *([_figure(run)] if len(run.figures.codes) > 1 else []),
        *_moved(run),
    ]
    return Section("toewijzingen", say(run, "title-totals"), tuple(blocks))


def _in_words(run: Run) -> str:
    """Say how the allocations of the last period divide over the groups."""
    last, key = run.over_time.last, str(run.figures.kind)
    rows = {row["group"]: row for row in run.figures.periods.to_dicts() if row[key] == last}
    whole = rows[ALL]["allocations"]
    parts = [
        say(run, "part-of-all", n=common.number(run, rows[group]["allocations"]), group=naming.group(run, group),
            share=common.percent(run, rows[group]["allocations"] / whole, 0))
        for group in run.figures.periods.counts.groups
        if whole and rows[group]["allocations"] is not None
    ]  # fmt: skip
    if len(parts) == len(rows) - 1 == 1:
        return say(run, "totals-one-group")
    if not parts:
        return say(run, "totals-hidden", period=naming.period(run, last))
    return say(run, "totals-parts", period=naming.period(run, last), parts=common.listing(run, parts, 8))


def _by_group(run: Run) -> Spec:
    """Return allocations: a group per row, a period per column, all groups last."""
    key, shares = str(run.figures.kind), run.figures.periods
    rows: dict[str, Row] = {}
    for row in shares.to_dicts():
        shown = (
            row["allocations"] if row.get("status") is None else row["allocations"] or count_text(row, lang=run.lang)
        )
        rows.setdefault(row["group"], {"group": naming.group(run, row["group"])})[row[key]] = shown
    ordered = [rows[group] for group in (*shares.counts.groups, ALL) if group in rows]
    columns = (
        Column("group", say(run, "column-group"), "text"),
        *(Column(code, naming.period(run, code)) for code in run.figures.codes),
    )
    caption = say(run, "caption-by-group", period=common.title_period(run))
    return Spec(caption, columns, tuple(ordered), total=True, notes=common.notes(run, shares), source=common.source(run),
                name="toewijzingen per groep", lang=run.lang)  # fmt: skip


def _bases(run: Run) -> Spec:
    """Return per period allocations, what they are of, and their shares."""
    key = str(run.figures.kind)
    shown = []
    for row in common.rows_of(run.figures.periods):
        line = {**cells(row, lang=run.lang), "period": naming.period(run, row[key])}
        line["interval"] = interval(run, row)
        shown.append(line)
    columns = [
        Column("period", say(run, "column-period"), "text"),
        Column("allocations", say(run, "column-allocations")),
    ]
    if not run.protected:
        columns.append(Column("rentals", say(run, "column-rentals")))
    if any(row["stock"] is not None for row in shown):
        columns.append(Column("stock", say(run, "column-stock")))
    columns.append(Column("share_of_rentals", say(run, "column-of-rentals"), "share", 0 if run.protected else 1))
    if not run.protected:
        columns.append(Column("interval", say(run, "column-interval"), "text"))
    if any(row["share_of_stock"] is not None for row in shown):
        columns.append(Column("share_of_stock", say(run, "column-of-stock"), "share", 1 if run.protected else 2))
    caption = say(run, "caption-totals", city=naming.city(run), period=common.title_period(run))
    notes = common.notes(run, run.figures.periods, ALL)
    return Spec(caption, tuple(columns), tuple(shown), notes=notes, source=common.source(run), name="totalen per periode",
                lang=run.lang)  # fmt: skip


def interval(run: Run, row: Row) -> str:
    """Write the interval of a share; nothing where protection withholds it."""
    if row.get("lower") is None or row.get("upper") is None:
        return ""
    return f"{common.percent(run, row['lower']).rstrip('%')}–{common.percent(run, row['upper'])}"


def _figure(run: Run) -> Figure:
    """Return the bars per group."""
    key, shares = str(run.figures.kind), run.figures.periods
    groups = (ALL, *shares.counts.groups)
    rows: list[dict[str, Any]] = [
        {"panel": naming.group(run, row["group"]), "period": naming.period(run, row[key]), "n": row["allocations"]}
        for group in groups
        for row in common.rows_of(shares, group)
    ]
    caption = say(run, "caption-by-group", period=common.title_period(run))
    first, last = (common.city_rows(run)[code] for code in (run.figures.codes[0], run.figures.codes[-1]))
    ends = [common.number(run, row["allocations"]) for row in (first, last)]
    periods = [naming.period(run, code) for code in (run.figures.codes[0], run.figures.codes[-1])]
    way = "same" if ends[0] == ends[1] else "other"
    text = say(run, "alt-by-group", way=way, first=ends[0], last=ends[1], before=periods[0], after=periods[1])
    chart = period_bars(rows, title=say(run, "column-allocations"), text=text)
    data = _by_group(run)
    finding = say(run, "finding-by-group", way=way, first=ends[0], last=ends[1], before=periods[0], after=periods[1])
    return Figure(chart, "", caption, text, data=data, notes=(), source=common.source(run), finding=finding)


def _moved(run: Run) -> list[Block]:
    """List the codes whose main group differs between the schemes of the periods, with the lettings they move."""
    name, codes = run.study.rentals.groups.name, run.figures.codes
    if name not in {"as_published", "harmonised"}:
        return []
    history = target_groups("as_published")
    spells = [(first, last) for first, last in _spells(history, codes) if last]
    moved = history.moved()
    if not moved.height or len(spells) < (2 if name == "as_published" else 1):
        return []
    counts = counted(run.study.rentals, [str(run.figures.kind)], level="sub").to_polars()
    rows = [row for row in _lines(run, moved, spells, counts) if any(row[str(first)] for first, _ in spells)]
    if not rows:
        return []
    tens = run.protected
    shown = [
        {**row, **{str(first): rough.of_code(row[str(first)], protected=tens) for first, _ in spells}} for row in rows
    ]
    columns = [Column("name", say(run, "column-code"), "text")]
    for first, covered in spells:
        heading = f"{covered[0]}–{covered[-1]}" if len(covered) > 1 else covered[0]
        columns += [Column(f"main {first}", say(run, "column-main-group"), "text", group=heading),
                    Column(str(first), say(run, "column-allocations"), group=heading)]  # fmt: skip
    notes = (say(run, "note-tens"),) if tens else ()
    spec = Spec(say(run, "caption-moved"), tuple(columns), tuple(shown), notes=notes, source=common.source(run),
                name="andere hoofdgroep", lang=run.lang)  # fmt: skip
    total = sum(row[str(first)] or 0 for row in rows for first, _ in spells)
    n = rough.records(total, protected=tens, lang=run.lang)
    text = say(run, "moved-as-published" if name == "as_published" else "moved-harmonised", n=n)
    return [Text(text), Table(spec, sheet=say(run, "sheet-moved")), *_read_otherwise(run, spells, counts)]


def _read_otherwise(run: Run, spells: list[tuple[Any, list[str]]], counts: pl.DataFrame) -> list[Block]:
    """Say what the first period of each scheme would be on the scheme before; exact figures, so never protected."""
    if run.protected:
        return []
    groups, found = target_groups("as_published"), []
    key = str(run.figures.kind)
    for (first, _), (second, covered) in pairwise(spells):
        if not covered:
            continue
        of_code = counts.filter((pl.col(key) == covered[0]) & (pl.col("group") != ALL)).select("group", "allocations")
        sums = [_sums(of_code, groups.main_at(day)) for day in (first, second)]
        mains = [main for main in sums[1] if sums[0].get(main, 0) != sums[1][main]]
        if mains:
            old, new = ([common.number(run, part.get(main, 0)) for main in mains] for part in sums)
            found.append(say(run, "read-otherwise", period=naming.period(run, covered[0]), year=str(first.year),
                             mains=common.listing(run, [naming.group(run, main) for main in mains]),
                             old=common.listing(run, old), new=common.listing(run, new)))  # fmt: skip
    return [Text(" ".join(found))] if found else []


def _sums(of_code: pl.DataFrame, main_of: dict[str, str | None]) -> dict[str, int]:
    """Return allocations per main group."""
    found: dict[str, int] = {}
    for code, n in of_code.iter_rows():
        main = main_of.get(code)
        if main is not None:
            found[main] = found.get(main, 0) + n
    return dict(sorted(found.items()))


def _spells(history: Any, codes: tuple[str, ...]) -> list[tuple[Any, list[str]]]:
    """Return the first day of each scheme, and the periods it covers."""
    firsts = [first for first, _ in history.spells()]
    ends = [str(first.year) for first in firsts[1:]] + ["9999"]
    starts = ["", *(str(first.year) for first in firsts[1:])]
    return [
        (first, [c for c in codes if low <= c < high]) for first, low, high in zip(firsts, starts, ends, strict=True)
    ]


def _lines(run: Run, moved: pl.DataFrame, spells: list[tuple[Any, list[str]]], counts: pl.DataFrame) -> list[Row]:
    key = str(run.figures.kind)
    titles = dict(run.study.rentals.groups.frame.select("code", "name").iter_rows())
    rows = []
    for row in moved.to_dicts():
        of_code = counts.filter(pl.col("group") == row["code"])
        line: Row = {"name": titles.get(row["code"]) or row["code"]}
        for first, covered in spells:
            line[f"main {first}"] = naming.group(run, row[str(first)]) if row.get(str(first)) else ""
            line[str(first)] = int(of_code.filter(pl.col(key).is_in(covered)).get_column("allocations").sum())
        rows.append(line)
    return rows
