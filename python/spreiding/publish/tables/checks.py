"""What the checks found, and what was revised, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.checks.figures import local
from spreiding.counts.counts import CITY
from spreiding.publish.labels import group_label
from spreiding.publish.tables.spec import Column, Spec
from spreiding.words.notation import say

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.checks.result import CheckReport
    from spreiding.checks.revising import Revisions


#: The printed names of columns.
KEYS = {
    "area": ("gebied", "area"), "corporation": ("corporatie", "association"), "channel": ("kanaal", "channel"),
    "year": ("jaar", "year"), "half_year": ("halfjaar", "half-year"), "quarter": ("kwartaal", "quarter"),
    "month": ("maand", "month"),
}  # fmt: skip


def findings_spec(report: CheckReport, *, lang: Lang = "nl") -> Spec:
    """Shape the findings of the checks: what, how much, where."""
    columns = (
        Column("check", say(lang, "controle", "check"), "text"),
        Column("severity", say(lang, "ernst", "severity"), "text"),
        Column("count", say(lang, "aantal", "count")),
        Column(f"text_{lang}", say(lang, "bevinding", "finding"), "text"),
        Column("found", say(lang, "gevonden", "found"), "text"),
        Column("expected", say(lang, "verwacht", "expected"), "text"),
        Column("where", say(lang, "rijnummers", "row numbers"), "text"),
    )
    figures = [row | {k: local(row[k], lang) for k in ("found", "expected")} for row in report.findings.to_dicts()]
    rows = [{k: "-" if v in ("", None) else v for k, v in row.items()} for row in figures]
    caption = say(lang, "Bevindingen van de controles", "Findings of the checks")
    return Spec(caption, columns, tuple(rows), name="controles", lang=lang)


def revisions_spec(revisions: Revisions, *, lang: Lang = "nl") -> Spec:
    """Shape the counts that moved since an earlier edition."""
    words = {"allocations": say(lang, "toewijzingen", "allocations")}
    words["rentals"] = say(lang, "verhuringen", "rentals")
    columns = (
        *(Column(key, say(lang, *KEYS.get(key, (key, key))), "text") for key in revisions.keys),
        Column("group", say(lang, "groep", "group"), "text"),
        Column("measure", say(lang, "aantal", "count"), "text"),
        Column("old", say(lang, "vorige uitgave", "last edition")),
        Column("new", say(lang, "nu", "now")),
        Column("change", say(lang, "verandering (%)", "change (%)"), "share", 1),
        Column("why", say(lang, "reden", "why"), "text"),
    )
    caption = say(lang, "Herziene aantallen", "Revised counts")
    rows = tuple(
        row
        | {"group": group_label(row["group"], lang), "measure": words[row["measure"]]}
        | {"why": row["why"] or say(lang, "niet opgegeven", "not given")}
        | ({"area": "Amsterdam"} if row.get("area") == CITY else {})
        for row in revisions.frame.to_dicts()
    )
    return Spec(caption, columns, rows, name="herzieningen", lang=lang)
