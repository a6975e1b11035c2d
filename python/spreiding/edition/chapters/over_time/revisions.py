"""Revisions: figures of earlier editions that are other figures now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.keys import said
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.tables.spec import Column, Row, Spec

if TYPE_CHECKING:
    import polars as pl

    from spreiding.base.types import Lang
    from spreiding.edition.editions import Edition
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section | None:
    """Compare the printed totals with those of every earlier edition; without one there is no such chapter."""
    del lang
    blocks: list[Block] = []
    for edition in run.earlier_editions:
        blocks += _compared(run, edition)
    if not blocks:
        return None
    return Section("herzieningen", say(run, "title-revisions"), tuple(blocks))


def _compared(run: Run, edition: Edition) -> list[Block]:
    """Return what changed since one edition, or that nothing did, or why it cannot be compared."""
    title = said(edition.study.get("study", {}).get("title"), run.lang) or Path(edition.path).name
    if edition.withdrawn:
        return [Text(say(run, "revision-withdrawn", title=title))]
    old = edition.tables.get("city_period")
    scheme = edition.manifest.get("area_scheme")
    if old is None or scheme != getattr(run.study.areas, "scheme", None):
        return [Text(say(run, "revision-scheme", title=title), "notice")]
    rows = list(_rows(run, old))
    if rows is None or not any(code in run.figures.codes for code in old.get_column("period").unique()):
        return [Text(say(run, "revision-other-periods", title=title))]
    if not rows:
        return [Text(say(run, "revision-none", title=title))]
    columns = (
        Column("period", say(run, "column-period"), "text"),
        Column("group", say(run, "column-group"), "text"),
        Column("old", say(run, "column-was")),
        Column("new", say(run, "column-is")),
        Column("change", say(run, "column-revised"), "difference"),
    )
    caption = say(run, "caption-revisions", title=title)
    spec = Spec(caption, columns, tuple(rows), source=common.source(run), name="herzieningen", lang=run.lang)
    why = run.study.reference.why if run.study.reference is not None else None
    return [Text(say(run, "revision-some", title=title, n=len(rows))), *([Text(why)] if why else []), Table(spec)]


def _rows(run: Run, old: pl.DataFrame) -> Any:
    """Yield the allocations of the whole municipality that both editions print and that differ."""
    key = str(run.figures.kind)
    now = {(row[key], row["group"]): row["allocations"] for row in run.figures.periods.to_dicts()}
    for row in old.to_dicts():
        here, before = now.get((row["period"], row["group"])), row["allocations"]
        if here is not None and before is not None and here != before:
            line: Row = {"period": naming.period(run, row["period"]), "group": naming.group(run, row["group"])}
            yield {**line, "old": int(before), "new": here, "change": here - int(before)}
