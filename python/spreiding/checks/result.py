"""What the checks found."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.results import Result, version
from spreiding.checks.catalogue import rule, rules
from spreiding.checks.figures import local
from spreiding.checks.finding import Finding, NotRun
from spreiding.checks.options import of_check
from spreiding.checks.shapes import shown
from spreiding.words.notation import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang
    from spreiding.checks.revising import Revisions

FINDINGS: dict[str, Any] = {
    "check": pl.String, "severity": pl.String, "count": pl.Int64, "rows": pl.List(pl.Int64), "id": pl.Int64,
    "where": pl.String, "found": pl.String, "expected": pl.String, "text_nl": pl.String, "text_en": pl.String,
}  # fmt: skip
CHECKS: dict[str, Any] = {
    "id": pl.Int64, "check": pl.String, "severity": pl.String, "status": pl.String, "findings": pl.Int64,
    "reason_nl": pl.String, "reason_en": pl.String, "catches_nl": pl.String, "catches_en": pl.String,
    "do_nl": pl.String, "do_en": pl.String, "threshold": pl.String, "source": pl.String,
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class CheckReport(Result):
    """The findings of all checks; make it with :func:`spreiding.check`."""

    found: tuple[Finding, ...]
    skipped: tuple[tuple[int, NotRun], ...]  #: Number of a check, and why it was not run.
    thresholds: Any
    rows: int | None  #: Records read; None where they could not be.
    source: str
    overrides: tuple[tuple[str, str], ...] = ()  #: Name of a check, and why its findings are accepted.
    #: Against each earlier edition: counts of the whole city that moved.
    revised: tuple[Revisions, ...] = ()
    lang: str = field(default="nl")

    @property
    def findings(self) -> pl.DataFrame:
        """One row per finding.

        ``check``, ``severity`` (``E`` stops, ``W`` warns), ``count``, ``rows`` (first row numbers),
        ``id``, ``where`` (rows by source), ``found``, ``expected``, ``text_nl``, ``text_en``.
        """
        rows = sorted((finding.row() for finding in self.found), key=lambda row: (row["severity"], row["id"]))
        return pl.DataFrame(rows, schema=FINDINGS, orient="row")

    @property
    def checks(self) -> pl.DataFrame:
        """One row per check: ``status`` is ``passed``, ``found`` or ``not_run``, with its threshold and source."""
        skipped = dict(self.skipped)
        rows = []
        for r in rules():
            count = sum(finding.id == r.id for finding in self.found)
            status = "found" if count else "not_run" if r.id in skipped else "passed"
            reason = skipped.get(r.id, NotRun("", ""))
            rows.append({
                "id": r.id, "check": r.slug, "severity": r.severity, "status": status, "findings": count,
                "reason_nl": reason.nl, "reason_en": reason.en, "catches_nl": r.catches_nl,
                "catches_en": r.catches_en, "do_nl": r.do_nl, "do_en": r.do_en,
                "threshold": self._threshold(r.id), "source": r.source,
            })  # fmt: skip
        return pl.DataFrame(rows, schema=CHECKS, orient="row")

    def _threshold(self, number: int) -> str:
        return ", ".join(f"{name}={shown(getattr(self.thresholds, name))}" for name in of_check(number))

    @property
    def ok(self) -> bool:
        """Whether there is no finding that stops a publication (overridden or not)."""
        return not self.stopping()

    def stopping(self, *, overridden: bool = True) -> list[str]:
        """Names of the checks with an ``E`` finding; without the overridden ones on request."""
        rows = [finding.row() for finding in self.found]
        accepted = set() if overridden else {name for name, _ in self.overrides}
        names = dict.fromkeys(row["check"] for row in rows if row["severity"] == "E")
        return [name for name in names if name not in accepted]

    @property
    def caption(self) -> str:
        severities = [finding.row()["severity"] for finding in self.found]
        ran = len(rules()) - len(self.skipped)
        return say(
            self.lang,  # type: ignore[arg-type]
            f"{len(rules())} controles, {ran} uitgevoerd; bevindingen die publicatie tegenhouden (E): "
            f"{severities.count('E')}, waarschuwingen (W): {severities.count('W')} ({self.source})",
            f"{len(rules())} checks, {ran} run; findings that stop a publication (E): "
            f"{severities.count('E')}, warnings (W): {severities.count('W')} ({self.source})",
        )

    def to_polars(self) -> pl.DataFrame:
        """Return :attr:`findings`."""
        return self.findings

    def to_json(self) -> str:
        """Return findings, checks and overrides as JSON, for other programs."""
        return json.dumps(
            {
                "ok": self.ok,
                "source": self.source,
                "records": self.rows,
                "version": version(),
                "findings": self.findings.to_dicts(),
                "checks": self.checks.to_dicts(),
                "overrides": dict(self.overrides),
            },
            ensure_ascii=False,
            indent=1,
        )

    def to_text(self, lang: Lang = "nl") -> str:
        """Return the findings as a table for a terminal: what, how much, where, and what to do about it."""
        lines, rows = [], self.findings.to_dicts()
        for at, row in enumerate(rows):
            known = rule(row["id"])
            lines.append(f"{row['severity']} {row['id']:>2} {row['check']} ({row['count']}): {row[f'text_{lang}']}")
            lines += [f"     {label}: {text}" for label, text in told(row, lang)]
            if known and (at + 1 == len(rows) or rows[at + 1]["id"] != row["id"]):
                lines.append(f"     {say(lang, 'wat te doen', 'what to do')}: {say(lang, known.do_nl, known.do_en)}")
        idle = self.checks.filter(pl.col("status") == "not_run")
        if idle.height:
            lines.append(say(lang, "Niet uitgevoerd:", "Not run:"))
            lines += [f"  {r['id']:>2} {r['check']}: {r[f'reason_{lang}']}" for r in idle.iter_rows(named=True)]
        return "\n".join(lines)


def told(row: Mapping[str, Any], lang: Lang) -> list[tuple[str, str]]:
    """Return what a finding found, what was expected and in which rows; what its count already says is left out."""
    pairs = [
        (say(lang, "gevonden", "found"), "" if row["found"] == str(row["count"]) else local(row["found"], lang)),
        (say(lang, "verwacht", "expected"), "" if row["expected"] == "0" else local(row["expected"], lang)),
        (say(lang, "rijen", "rows"), row["where"]),
    ]
    return [(label, text) for label, text in pairs if text]
