"""Kwaliteit van de gegevens: what the checks found, what was accepted and why, what could not be checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.checks.catalogue import rule, rules
from spreiding.checks.options import shown
from spreiding.edition.chapters import rough
from spreiding.edition.parts import Block, Items, Section, Table, Text
from spreiding.publish.tables.spec import Column, Spec
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang
    from spreiding.checks.result import CheckReport
    from spreiding.checks.revising import Revisions
    from spreiding.edition.run import Run

#: Checks whose findings tell of a single area what protection may withhold: that its share is above 90%, or 0.
OF_ONE_AREA = ("sudden_change", "high_turnover", "extreme_share")


def chapter(run: Run, lang: Lang) -> Section:
    """Show findings, overrides and confirmations, and the checks that were not run."""
    found, protected = run.findings, run.protected
    if protected:
        found = replace(found, found=tuple(one for one in found.found if one.check not in OF_ONE_AREA))
    rows = rough.records(found.rows, protected=protected, lang=lang)
    blocks: list[Block] = [Text(_summary(found, rows, lang))]
    if found.overrides:
        names = [name for name, _ in found.overrides]
        blocks.append(Text(sentence("quality-accepted", lang, checks=names), "notice"))
        blocks.append(Items(found.overrides))
    blocks += _confirmed(found, lang)
    if limits := found.thresholds.changed():
        blocks.append(Text(_limits(limits, lang), "notice"))
    blocks += _steps(run)
    if found.found:
        blocks.append(Table(_findings(found, lang), sheet=sentence("sheet-checks", lang)))
    if protected:
        blocks.append(Text(sentence("quality-untold", lang, checks=notation.listing(OF_ONE_AREA, lang=lang))))
    for table in found.revised:
        blocks += _revised(table, lang, protected=protected)
    idle = _not_run(found, lang)
    if idle.rows:
        blocks.append(Table(idle, folded=True, sheet=sentence("sheet-not-checked", lang)))
    return Section("kwaliteit", sentence("quality-title", lang), tuple(blocks))


def _steps(run: Run) -> list[Block]:
    """Return what was done for the quality of the figures, by whom and when."""
    if not run.study.steps:
        return []
    lang = run.lang
    rows = tuple({**step, "date": notation.day(step["date"], lang=lang)} for step in run.study.steps)
    names = ("step", "by", "date", *(["remark"] if any("remark" in row for row in rows) else []))
    columns = tuple(Column(name, sentence(f"quality-{name}", lang), "text") for name in names)
    filled = tuple({name: row.get(name, "") for name in names} for row in rows)
    spec = Spec(sentence("quality-steps", lang), columns, filled, name="kwaliteitsstappen", lang=lang)
    return [Table(spec, sheet=sentence("quality-steps", lang).lower())]


#: Headings of the steps.
HEADINGS = ("quality-step", "quality-by", "quality-date", "quality-remark")


def _confirmed(found: CheckReport, lang: Lang) -> list[Block]:
    """Return the warnings that someone looked into, and the confirmations that no longer hold."""
    told = {finding.check for finding in found.found}
    blocks: list[Block] = []
    some = dict.fromkeys((one.check, one.reason, one.by) for one in found.confirmations if one.check in told)
    if some:
        blocks.append(Text(sentence("quality-confirmed", lang)))
        blocks.append(Items(tuple((check, f"{reason} ({by})" if by else reason) for check, reason, by in some)))
    void = list(dict.fromkeys(one.check for one in found.void))
    if void:
        blocks.append(Text(sentence("quality-void", lang, checks=void), "notice"))
    return blocks


def _revised(table: Revisions, lang: Lang, *, protected: bool) -> list[Block]:
    """Return the revisions of the whole city; on a protected page in tens, which tell no difference of a few."""
    if not table.frame.height:
        return [Text(sentence("quality-nothing-revised", lang))]
    spec, code = spec_of(table, lang=lang), "quality-revised"
    if protected:
        tens = {c: [rough.of_code(n, protected=True) for n in table.frame.get_column(c)] for c in ("old", "new")}
        frame = table.frame.with_columns(pl.Series(c, numbers, dtype=pl.Int64) for c, numbers in tens.items())
        spec = spec_of(replace(table, frame=frame), lang=lang)
        spec, code = (
            replace(spec, columns=tuple(c for c in spec.columns if c.key != "change")),
            "quality-revised-in-tens",
        )
    return [Text(sentence(code, lang)), Table(spec, sheet=sentence("sheet-revisions", lang))]


def _limits(limits: Mapping[str, tuple[Any, Any]], lang: Lang) -> str:
    """Say which limits of the checks are not the usual ones: a wide limit can hide a finding as an override does."""
    usual = sentence("quality-usually", lang)
    told = [f"{name} {_value(own, lang)} ({usual} {_value(was, lang)})" for name, (own, was) in limits.items()]
    return sentence("quality-limits", lang, limits="; ".join(told))


def _value(value: Any, lang: Lang) -> str:
    text = shown(value)
    return (text.replace(".", ",") if lang == "nl" and isinstance(value, float) else text) or "-"


def _summary(found: CheckReport, rows: str, lang: Lang) -> str:
    idle = found.checks.filter(pl.col("reason_nl") != "").height
    levels = [finding.level for finding in found.found]
    data = {"rows": rows, "run": len(rules()) - idle, "idle": idle}
    return sentence("quality-summary", lang, stops=levels.count("E"), warns=levels.count("W"), **data)


def _findings(found: CheckReport, lang: Lang) -> Spec:
    """Return the findings without their figures and rows, which can tell small counts apart."""
    catches = {r.slug: r.catches(lang) for r in rules()}
    columns = (
        Column("check", sentence("column-check", lang), "text"),
        Column("severity", sentence("column-severity", lang), "text"),
        Column("catches", sentence("column-catches", lang), "text"),
        Column("findings", sentence("column-findings", lang)),
    )
    table = found.findings.group_by("check", "severity", maintain_order=True).agg(findings=pl.len())
    rows = tuple(row | {"catches": catches[row["check"]]} for row in table.to_dicts())
    return Spec(sentence("caption-findings", lang), columns, rows, name="controles", lang=lang)


def _not_run(found: CheckReport, lang: Lang) -> Spec:
    """Return what was not checked and why, in the words of a reader; ``check`` itself says what would let it run."""
    columns = (
        Column("check", sentence("column-check", lang), "text"),
        Column("catches", sentence("column-catches", lang), "text"),
        Column("reason", sentence("column-why-not-run", lang), "text"),
    )
    rows = tuple(
        {"check": slug, "catches": rule(slug).catches(lang), "reason": why.text(lang)}
        for slug, why in dict(found.skipped).items()
    )
    return Spec(sentence("caption-not-run", lang), columns, rows, name="niet_gecontroleerd", lang=lang)
