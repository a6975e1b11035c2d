"""What the checks found, and what was revised, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.checks.figures import written
from spreiding.counts.counts import CITY
from spreiding.publish.labels import city_label, group_label, headings
from spreiding.publish.tables.spec import Column, Spec
from spreiding.words.catalogue import sentence
from spreiding.words.notation import number

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.checks.result import CheckReport
    from spreiding.checks.revising import Revisions
    from spreiding.disclosure.audit import Audit

#: Columns of an audit that are no codes.
OF_AUDIT = ("measure", "at", "low", "high", "candidates", "decided", "need")


def findings_spec(report: CheckReport, *, lang: Lang = "nl") -> Spec:
    """Shape the findings of the checks: what, how much, where."""
    columns = (
        Column("check", sentence("column-check", lang), "text"),
        Column("severity", sentence("column-severity", lang), "text"),
        Column("count", sentence("column-count", lang)),
        Column(f"text_{lang}", sentence("column-finding", lang), "text"),
        Column("found", sentence("label-found", lang), "text"),
        Column("expected", sentence("label-expected", lang), "text"),
        Column("where", sentence("column-where", lang), "text"),
    )
    figures = [
        one.row()
        | {"found": written(one.found, lang), "expected": written(one.expected, lang), "where": one.where(lang)}
        for one in report.ordered
    ]
    rows = [{k: "-" if v in ("", None) else v for k, v in row.items()} for row in figures]
    return Spec(sentence("caption-findings", lang), columns, tuple(rows), name="controles", lang=lang)


def revisions_spec(revisions: Revisions, *, lang: Lang = "nl") -> Spec:
    """Shape the counts that moved since an earlier edition."""
    words = {name: sentence(f"unit-{name}", lang) for name in ("allocations", "rentals")}
    columns = (
        *(Column(key, sentence(f"unit-key-{key.replace('_', '-')}", lang), "text") for key in revisions.keys),
        Column("group", sentence("column-of-group", lang), "text"),
        Column("measure", sentence("column-count", lang), "text"),
        Column("old", sentence("column-old", lang)),
        Column("new", sentence("column-new", lang)),
        Column("change", sentence("column-change", lang), "share", 1),
        Column("why", sentence("column-why", lang), "text"),
    )
    rows = tuple(
        row
        | {"group": group_label(row["group"], lang), "measure": words[row["measure"]]}
        | {"why": row["why"] or sentence("why-not-given", lang)}
        | ({"area": city_label(revisions, lang)} if row.get("area") == CITY else {})
        for row in revisions.frame.to_dicts()
    )
    return Spec(sentence("caption-revised", lang), columns, rows, name="herzieningen", lang=lang)


def audit_spec(audit: Audit, *, lang: Lang = "nl") -> Spec:
    """Shape what an outsider can derive: a row per withheld value that has too few candidates."""
    keys = [name for name in audit.findings.columns if name not in OF_AUDIT]
    columns = (
        Column("measure", sentence("column-count", lang), "text"),
        *(Column(key, headings(lang).get(key, key), "text") for key in keys),
        Column("low", sentence("audit-low", lang)),
        Column("high", sentence("audit-high", lang)),
        Column("candidates", sentence("audit-candidates", lang)),
    )
    words = {name: sentence(f"unit-{name}", lang) for name in ("allocations", "rentals")}
    rows = tuple(
        {**row, "measure": words.get(row["measure"], row["measure"])}
        | ({"group": group_label(row["group"], lang)} if row.get("group") else {})
        for row in audit.findings.to_dicts()
    )
    told = {"n": audit.findings.height, "of": number(audit.cells.height, lang=lang), "least": str(audit.minimum)}
    return Spec(sentence("caption-audit", lang, **told), columns, rows, name="onthulling", lang=lang)
