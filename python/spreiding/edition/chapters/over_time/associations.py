"""Associations: allocations per period, and per area where dominance and consent allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.checks.discreet import MARK
from spreiding.counts.counts import ALL
from spreiding.disclosure.symbols import cells
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.tables.spec import Column, Row, Spec

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the associations; records that do not name them have no such chapter."""
    del lang
    found = run.figures.associations
    if found is None:
        return None
    blocks: list[Block] = [Text(say(run, "associations-periods")), Table(_over_periods(run, found))]
    if run.figures.crossed is not None:
        texts = [say(run, "associations-intro", period=naming.period(run, run.figures.codes[-1]),
                     noun=naming.noun(run, level(run)))]  # fmt: skip
        texts += [say(run, "associations-rule")] if run.protected else []
        blocks += [Text(" ".join(texts)), Table(_crossed(run, run.figures.crossed))]
    return Section("corporaties", say(run, "title-associations"), tuple(blocks))


def level(run: Run) -> str:
    """Return the level that associations are crossed with."""
    return next((name for name in run.figures.levels if name != naming.BASE), naming.BASE)


def _name(run: Run, name: str | None) -> str:
    if name is None:
        return say(run, "association-unknown")
    return say(run, "unit-unnamed") if name == MARK else name


def _over_periods(run: Run, found: Any) -> Spec:
    """Return an association per row, a period per pair of columns."""
    key = str(run.figures.kind)
    rows: dict[str | None, Row] = {}
    for row in common.rows_of(found, ALL):
        shown = cells(row, lang=run.lang)
        line = rows.setdefault(row["corporation"], {"association": _name(run, row["corporation"])})
        line |= {f"n {row[key]}": shown["allocations"], f"s {row[key]}": shown["share_of_rentals"]}
    columns = [Column("association", say(run, "column-association"), "text")]
    for code in run.figures.codes:
        heading = naming.period(run, code)
        columns += [Column(f"n {code}", say(run, "column-allocations"), group=heading),
                    Column(f"s {code}", say(run, "column-of-rentals"), "share", group=heading)]  # fmt: skip
    order = sorted(rows, key=lambda name: (name is None, name or ""))
    caption = say(run, "caption-association-periods", period=common.title_period(run))
    return Spec(caption, tuple(columns), tuple(rows[name] for name in order), notes=common.notes(run, found, ALL),
                source=common.source(run), name="corporaties per periode", lang=run.lang)  # fmt: skip


def _crossed(run: Run, found: Any) -> Spec:
    """Return an area per row, an association per pair of columns."""
    names = sorted({row["corporation"] for row in found.to_dicts() if row["corporation"] is not None})
    held = {(row["area"], row["corporation"]): row for row in common.rows_of(found)}
    columns = [Column("area", naming.noun(run, level(run)), "text")]
    for name in names:
        columns += [Column(f"n {name}", say(run, "column-allocations"), group=_name(run, name)),
                    Column(f"s {name}", say(run, "column-of-rentals"), "share", group=_name(run, name))]  # fmt: skip
    rows: list[Row] = []
    for code in common.places(found):
        line: Row = {"area": naming.label(found, code, run.lang), "code": code}
        for name in names:
            row = held.get((code, name))
            shown = {} if row is None else cells(row, lang=run.lang)
            line |= {f"n {name}": shown.get("allocations"), f"s {name}": shown.get("share_of_rentals")}
        rows.append(line)
    period = naming.period(run, run.figures.codes[-1])
    caption = say(run, "caption-associations", noun=naming.noun(run, level(run)), period=period)
    return Spec(caption, tuple(columns), tuple(rows), notes=common.notes(run, found), source=common.source(run),
                name="corporaties per gebied", lang=run.lang)  # fmt: skip
