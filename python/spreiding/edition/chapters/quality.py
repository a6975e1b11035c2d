"""Kwaliteit van de gegevens: what the checks found, what was accepted and why, what could not be checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from spreiding.checks.catalogue import rules
from spreiding.checks.figures import local
from spreiding.edition.chapters import rough
from spreiding.edition.parts import Block, Items, Section, Table, Text
from spreiding.publish.tables.spec import Column, Spec
from spreiding.publish.tables.table import spec_of
from spreiding.words import notation
from spreiding.words.notation import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang
    from spreiding.checks.result import CheckReport
    from spreiding.checks.revising import Revisions
    from spreiding.edition.run import Run

#: Checks whose findings tell of a single area what protection may withhold: that its share is above 90%, or 0.
OF_ONE_AREA = ("sudden_change", "high_turnover", "extreme_share")


def chapter(run: Run, lang: Lang) -> Section:
    """Show findings, overrides and the checks that were not run."""
    found, protected = run.findings, run.protected
    if protected:
        found = replace(found, found=tuple(one for one in found.found if one.row()["check"] not in OF_ONE_AREA))
    rows = rough.records(found.rows, protected=protected, lang=lang)
    blocks: list[Block] = [Text(_summary(found, rows, lang))]
    if found.overrides:
        blocks.append(Text(_accepted(found, lang), "notice"))
        blocks.append(Items(found.overrides))
    if limits := found.thresholds.changed():
        blocks.append(Text(_limits(limits, lang), "notice"))
    if found.found:
        blocks.append(Table(_findings(found, lang), sheet="controles"))
    if protected:
        blocks.append(Text(_untold(lang)))
    for table in found.revised:
        blocks += _revised(table, lang, protected=protected)
    idle = _not_run(found, lang)
    if idle.rows:
        blocks.append(Table(idle, folded=True, sheet="niet_gecontroleerd"))
    title = say(lang, "Kwaliteit van de gegevens", "Quality of the records")
    return Section("kwaliteit", title, tuple(blocks))


def _untold(lang: Lang) -> str:
    """Say which checks the page is silent about, whether they found something or not."""
    names = notation.listing(OF_ONE_AREA, lang=lang)
    return say(
        lang,
        f"Bevindingen van de controles {names} staan hier niet: ze zeggen iets over het cijfer van één gebied. "
        "'spreiding check' laat ze zien.",
        f"Findings of the checks {names} are not given here: they tell of the figure of one area. 'spreiding check' shows "
        "them.",
    )


def _revised(table: Revisions, lang: Lang, *, protected: bool) -> list[Block]:
    """Return the revisions of the whole city; on a protected page in tens, which tell no difference of a few."""
    if not table.frame.height:
        text = "Vergeleken met de vorige uitgave is geen aantal van de hele stad meer veranderd dan de grens."
        english = "Compared with the last edition no count of the whole city has moved by more than the limit."
        return [Text(say(lang, text, english))]
    text = (
        "Aantallen over een eerdere periode zijn herzien sinds de vorige uitgave. De tabel geeft die van de hele stad"
    )
    english = "Counts of an earlier period were revised since the last edition. The table gives those of the whole city"
    spec, ending = spec_of(table, lang=lang), "."
    if protected:
        tens = {c: [rough.of_code(n, protected=True) for n in table.frame.get_column(c)] for c in ("old", "new")}
        frame = table.frame.with_columns(pl.Series(c, numbers, dtype=pl.Int64) for c, numbers in tens.items())
        spec = spec_of(replace(table, frame=frame), lang=lang)
        spec = replace(spec, columns=tuple(column for column in spec.columns if column.key != "change"))
        ending = say(lang, ", in tientallen.", ", in tens.")
    return [Text(say(lang, text, english) + ending), Table(spec, sheet="herzieningen")]


def _limits(limits: Mapping[str, tuple[str, str]], lang: Lang) -> str:
    """Say which limits of the checks are not the usual ones: a wide limit can hide a finding as an override does."""
    usual = say(lang, "gewoonlijk", "usually")
    shown = "; ".join(
        f"{name} {local(own, lang) or '-'} ({usual} {local(was, lang) or '-'})" for name, (own, was) in limits.items()
    )
    return say(
        lang,
        f"Let op: grenzen van controles zijn aangepast: {shown}.",
        f"Note: limits of checks were changed: {shown}.",
    )


def _summary(found: CheckReport, rows: str, lang: Lang) -> str:
    ran = len(rules()) - len(found.skipped)
    severities = found.findings.get_column("severity")
    stops, warns = int((severities == "E").sum()), int((severities == "W").sum())
    return say(
        lang,
        f"Voor dit rapport zijn {rows} verhuringen nagekeken met {ran} controles; {len(found.skipped)} konden niet worden "
        f"uitgevoerd. Bevindingen die publicatie tegenhouden (E): {stops}; waarschuwingen (W): {warns}.",
        f"For this report {rows} rentals were looked at by {ran} checks; {len(found.skipped)} could not be run. "
        f"Findings that stop a publication (E): {stops}; warnings (W): {warns}.",
    )


def _findings(found: CheckReport, lang: Lang) -> Spec:
    """Return the findings without their figures and rows, which can tell small counts apart."""
    catches = {r.slug: r.catches_nl if lang == "nl" else r.catches_en for r in rules()}
    columns = (
        Column("check", say(lang, "controle", "check"), "text"),
        Column("severity", say(lang, "ernst", "severity"), "text"),
        Column("catches", say(lang, "wat de controle vindt", "what the check finds"), "text"),
        Column("findings", say(lang, "bevindingen", "findings")),
    )
    table = found.findings.group_by("check", "severity", maintain_order=True).agg(findings=pl.len())
    rows = tuple(row | {"catches": catches[row["check"]]} for row in table.to_dicts())
    return Spec(say(lang, "Bevindingen van de controles", "Findings of the checks"), columns, rows,
                name="controles", lang=lang)  # fmt: skip


def _accepted(found: CheckReport, lang: Lang) -> str:
    names = ", ".join(name for name, _ in found.overrides)
    return say(
        lang,
        f"Let op: deze pagina is gemaakt ondanks bevindingen die publicatie tegenhouden ({names}). De reden staat hieronder.",
        f"Note: this page was made in spite of findings that stop a publication ({names}). The reason is given below.",
    )


def _not_run(found: CheckReport, lang: Lang) -> Spec:
    table = found.checks.filter(pl.col("status") == "not_run")
    columns = (
        Column("check", say(lang, "controle", "check"), "text"),
        Column(f"catches_{lang}", say(lang, "wat de controle vindt", "what the check finds"), "text"),
        Column(f"reason_{lang}", say(lang, "waarom niet uitgevoerd", "why it was not run"), "text"),
    )
    caption = say(lang, "Controles die niet konden worden uitgevoerd", "Checks that could not be run")
    return Spec(caption, columns, tuple(table.to_dicts()), name="niet_gecontroleerd", lang=lang)
