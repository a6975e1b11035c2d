"""Composition: how the allocations divide over the groups, per period and per area of the nearest level above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.parts import Block, Figure, Key, Section, Table, Text
from spreiding.publish.charts import bars, style
from spreiding.publish.tables.spec import Column, Row, Spec

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the mix of groups; a study with one group has no such chapter."""
    groups = run.figures.periods.counts.groups
    if len(groups) < 2:
        return None
    blocks: list[Block] = [Table(_over_periods(run))]
    above = run.figures.areas
    unrated = run.study.rentals.groups.unrated
    if run.protected and unrated >= set(groups):
        blocks.append(Text(say(run, "groups-unrated", noun=naming.noun(run, naming.BASE)), "notice"))
    elif above is not None:
        blocks += _per_area(run, above, lang)
    title = say(run, "title-groups")
    return Section(
        "groepen", title, (Text(say(run, "groups-intro", n=len(groups), periods=len(run.figures.codes))), *blocks)
    )


def _over_periods(run: Run) -> Spec:
    """Return each group's percentage of the allocations of a period."""
    key, shares = str(run.figures.kind), run.figures.periods
    held = {(row["group"], row[key]): row["allocations"] for row in shares.to_dicts()}
    rows: list[Row] = []
    for group in shares.counts.groups:
        parts: Row = {"group": naming.group(run, group)}
        for code in run.figures.codes:
            n, whole = held.get((group, code)), held.get(("all", code))
            parts[code] = n / whole if n is not None and whole else None
        rows.append(parts)
    columns = (
        Column("group", say(run, "column-group"), "text"),
        *(Column(code, naming.period(run, code), "share") for code in run.figures.codes),
    )
    caption = say(run, "caption-mix", period=common.title_period(run))
    return Spec(caption, columns, tuple(rows), notes=common.notes(run, shares, of_rentals=False), source=common.source(run),
                name="samenstelling", lang=run.lang)  # fmt: skip


def _per_area(run: Run, above: Any, lang: Lang) -> list[Block]:
    """Return the two bar figures of the last period, or say that protection left nothing to draw."""
    level = next(name for name in run.figures.levels if name != naming.BASE)
    last = run.over_time.last
    shares = above.select(**{str(run.figures.kind): last})
    found: list[Block] = []
    names = {group: naming.group(run, group) for group in shares.counts.groups}
    kinds = (
        (bars.composition_chart, bars.composition_finding, "caption-mix-area"),
        (bars.group_shares_chart, bars.leading_finding, "caption-shares-area"),
    )
    for make, told, code in kinds:
        caption = say(run, code, noun=naming.noun(run, level), period=naming.period(run, last))
        try:
            chart = make(shares, lang=lang, legend=False)
        except InvalidInputError:
            return [*found, Text(say(run, "groups-hidden", noun=naming.noun(run, level)), "notice")]
        colours = zip(shares.counts.groups, style.GROUP_COLOURS, strict=False)
        legend = tuple(Key(colour, naming.group(run, group)) for group, colour in colours)
        data = _of_area(run, shares, level, caption, of_rentals=make is bars.group_shares_chart)
        found.append(Figure(chart, "", caption, str(chart.description), legend=legend, data=data,
                            notes=common.notes(run, shares), source=common.source(run),
                            finding=told(shares, lang=lang, groups=names)))  # fmt: skip
    return found


#: Codes of the captions of the two figures.
CAPTIONS = ("caption-mix-area", "caption-shares-area")


def _of_area(run: Run, shares: Any, level: str, caption: str, *, of_rentals: bool) -> Spec:
    from spreiding.disclosure.symbols import cells  # noqa: PLC0415  beside its fellow

    rows: dict[str, dict[str, Row]] = {}
    for row in shares.to_dicts():
        rows.setdefault(row["area"], {})[row["group"]] = row
    shown: list[Row] = []
    for code in common.places(shares):
        line: Row = {"area": naming.label(shares, code, run.lang), "code": code}
        whole = rows[code]["all"]["allocations"]
        for group in shares.counts.groups:
            held = rows[code][group]
            part = held["allocations"] / whole if held["allocations"] is not None and whole else None
            line[group] = cells(held, lang=run.lang)["share_of_rentals"] if of_rentals else part
        shown.append(line)
    columns = (
        Column("area", naming.noun(run, level), "text"),
        *(Column(group, naming.group(run, group), "share") for group in shares.counts.groups),
    )
    return Spec(caption, columns, tuple(shown), name=caption[:30], lang=run.lang)
