"""Associations: allocations per area and association, where dominance and consent allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.base.errors import InvalidInputError
from spreiding.counts.count import count
from spreiding.counts.shares import shares
from spreiding.disclosure.protect import protect
from spreiding.disclosure.symbols import cells
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.parts import Section, Table, Text
from spreiding.publish.tables.spec import Column, Row, Spec

if TYPE_CHECKING:
    from typing import Any

    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the last period by area and association; records without associations have no such chapter."""
    del lang
    if "corporation" not in run.study.rentals.columns:
        return None
    title = say(run, "title-associations")
    try:
        found = run.over_time.associations
    except InvalidInputError:
        return Section("corporaties", title, (Text(say(run, "associations-hidden"), "notice"),))
    if found is None:
        return None
    period = naming.period(run, run.over_time.last)
    rule = say(run, "associations-rule") if run.protected else ""
    return Section("corporaties", title, (Text(f"{say(run, 'associations-intro', period=period)} {rule}".strip()),
                                          Table(_spec(run, found))))  # fmt: skip


def compute(run: Run) -> Any:
    """Return shares of the last period by the nearest level above and association, protected beside the other tables."""
    figures, key = run.figures, str(run.figures.kind)
    above = next((level for level in figures.levels if level != naming.BASE), None)
    counts = count(run.study.rentals, by=[above or naming.BASE, key, "corporation"])
    held = shares(counts.select(**{key: [run.over_time.last]}))
    if not run.protected:
        return held
    beside = [found.select(**{key: [run.over_time.last]}) for found in figures.exact_levels.values()]
    return protect([held, *beside], rules=run.study.rules, consent=run.study.consent)[0]


def _spec(run: Run, found: Any) -> Spec:
    """Return the table: an area per row, an association per pair of columns."""
    names = sorted({row["corporation"] for row in found.to_dicts() if row["corporation"] is not None})
    held = {(row["area"], row["corporation"]): row for row in common.rows_of(found)}
    columns = [Column("area", naming.noun(run, _level(run)), "text")]
    for name in names:
        columns += [Column(f"n {name}", say(run, "column-allocations"), group=name),
                    Column(f"s {name}", say(run, "column-of-rentals"), "share", group=name)]  # fmt: skip
    rows: list[Row] = []
    for code in common.places(found):
        line: Row = {"area": naming.label(found, code, run.lang)}
        for name in names:
            row = held.get((code, name))
            shown = {} if row is None else cells(row, lang=run.lang)
            line |= {f"n {name}": shown.get("allocations"), f"s {name}": shown.get("share_of_rentals")}
        rows.append(line)
    caption = say(run, "caption-associations", noun=naming.noun(run, _level(run)), period=naming.period(run, run.over_time.last))
    return Spec(caption, tuple(columns), tuple(rows), notes=common.notes(run, found), source=common.source(run),
                name="corporaties", lang=run.lang)  # fmt: skip


def _level(run: Run) -> str:
    return next((level for level in run.figures.levels if level != naming.BASE), naming.BASE)
