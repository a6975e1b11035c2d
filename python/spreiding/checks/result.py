"""What the checks found."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.language import OWN, language
from spreiding.base.results import Result, version
from spreiding.checks import returns
from spreiding.checks.catalogue import rules
from spreiding.checks.confirm import Confirm, Confirmation, confirmations
from spreiding.checks.discreet import MARK
from spreiding.checks.figures import written
from spreiding.checks.options import shown
from spreiding.words.catalogue import sentence
from spreiding.words.notation import percent
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from spreiding.base.types import Lang
    from spreiding.checks.finding import Finding, NotRun
    from spreiding.checks.revising import Revisions
    from spreiding.records.rentals import Rentals

FINDINGS: dict[str, Any] = {
    "check": pl.String, "severity": pl.String, "count": pl.Int64, "rows": pl.List(pl.Int64), "id": pl.Int64,
    "code": pl.String, "where": pl.String, "found": pl.String, "expected": pl.String, "text_nl": pl.String,
    "text_en": pl.String, "lines": pl.List(pl.Int64),
}  # fmt: skip
CHECKS: dict[str, Any] = {
    "id": pl.Int64, "check": pl.String, "severity": pl.String, "status": pl.String, "findings": pl.Int64,
    "reason_nl": pl.String, "reason_en": pl.String, "catches_nl": pl.String, "catches_en": pl.String,
    "do_nl": pl.String, "do_en": pl.String, "threshold": pl.String, "source": pl.String,
}  # fmt: skip
#: Findings that explain others stand before them.
FIRST = ("constant_identifier", "renamed_association", "declared_rows")


@dataclass(frozen=True, repr=False)
class CheckReport(Result):
    """The findings of all checks; make it with :func:`spreiding.check`."""

    found: tuple[Finding, ...]
    skipped: tuple[tuple[str, NotRun], ...]  #: Name of a check, and why it was not run, or not whole.
    thresholds: Any
    rows: int | None  #: Records read; None where they could not be.
    source: str
    overrides: tuple[tuple[str, str], ...] = ()  #: Name of a check, and why its findings are accepted.
    #: Against each earlier edition: counts of the whole city that moved.
    revised: tuple[Revisions, ...] = ()
    #: Item non-response: ``corporation``, ``column``, ``rows``, ``missing``, ``share``; None where rows were not read.
    #: ``-`` stands for rows without an association, ``…`` for associations that are not named.
    response: pl.DataFrame | None = field(default=None, repr=False, compare=False)
    confirmations: tuple[Confirmation, ...] = ()  #: Warnings that someone looked into.
    void: tuple[Confirmation, ...] = ()  #: Confirmations of what is no longer the same.
    #: The records as the same pass has read them, to be counted; None where something keeps them from being read.
    rentals: Rentals | None = field(default=None, repr=False, compare=False)
    lang: Lang = field(default=OWN)  #: Of what it shows; that of the session where none was asked for.

    def __bool__(self) -> bool:
        raise refusal("report-no-truth")

    @property
    def ordered(self) -> list[Finding]:
        """Findings that stop first, and what explains others before them."""
        order = {r.slug: (r.slug not in FIRST, at) for at, r in enumerate(rules())}
        return sorted(self.found, key=lambda finding: (finding.level, order[finding.check]))

    @property
    def findings(self) -> pl.DataFrame:
        """One row per finding.

        ``check``, ``severity`` (``E`` stops, ``W`` warns), ``count``, ``rows`` (first row numbers), ``id``, ``code``
        (kind of fault), ``where`` (rows and lines by source), ``found``, ``expected``, ``text_nl``, ``text_en``,
        ``lines`` (of those rows, in a file of text or a sheet).
        """
        return pl.DataFrame([finding.row() for finding in self.ordered], schema=FINDINGS, orient="row")

    @property
    def checks(self) -> pl.DataFrame:
        """One row per check: ``status`` (``passed``, ``found``, ``not_run`` also where not whole), limits, source."""
        skipped = dict(self.skipped)
        rows = []
        for r in rules():
            count = sum(finding.check == r.slug for finding in self.found)
            reason = skipped.get(r.slug)
            rows.append({
                "id": r.id, "check": r.slug, "severity": r.severity,
                "status": "found" if count else "passed" if reason is None else "not_run", "findings": count,
                "reason_nl": reason.told("nl") if reason else "", "reason_en": reason.told("en") if reason else "",
                "catches_nl": r.catches("nl"), "catches_en": r.catches("en"), "do_nl": r.todo("nl"),
                "do_en": r.todo("en"), "threshold": self._threshold(r.limits), "source": r.source,
            })  # fmt: skip
        return pl.DataFrame(rows, schema=CHECKS, orient="row")

    def _threshold(self, limits: tuple[str, ...]) -> str:
        return ", ".join(f"{name}={shown(getattr(self.thresholds, name))}" for name in limits)

    @property
    def ok(self) -> bool:
        """Whether there is no finding that stops a publication (overridden or not)."""
        return not self.stopping()

    def stopping(self, *, overridden: bool = True) -> list[str]:
        """Names of the checks with an ``E`` finding; without the overridden ones on request."""
        accepted = set() if overridden else {name for name, _ in self.overrides}
        names = dict.fromkeys(finding.check for finding in self.found if finding.stops)
        return [name for name in names if name not in accepted]

    def confirm(self, confirm: Confirm) -> CheckReport:
        """Return the report with warnings confirmed: looked into, and found right.

        Parameters
        ----------
        confirm
            Name of a check, or kind of finding (``code``) -> reason, or ``{"by": who, "reason": why}``. Or
            confirmations as they were stored (:attr:`stored`): such a one holds as long as what the finding rests on
            is the same, and is listed in :attr:`void` after that. ``"sudden_change@1f2e3d4c5b6a7980"`` names what it
            must rest on by itself.

        Raises
        ------
        InvalidInputError
            If a confirmation names no check, gives no reason, or is of a finding that stops.

        Examples
        --------
        >>> from spreiding.checks.check import check
        >>> records = {"date": ["2016-05-01", "2016-06-01"], "area": ["E16", None], "group": [None, "UMO"]}
        >>> report = check(records).confirm({"missing_area": {"by": "A. Bakker", "reason": "een woonboot"}})
        >>> [(stored["check"], stored["by"]) for stored in report.stored], report.unconfirmed
        ([('missing_area', 'A. Bakker')], [])
        """
        valid, void = confirmations(self.found, confirm)
        return replace(self, confirmations=valid, void=void)

    @property
    def stored(self) -> list[dict[str, str]]:
        """The confirmations as plain data, to be kept inside beside an edition and given to :meth:`confirm` again."""
        return [one.to_dict() for one in self.confirmations]

    @property
    def unconfirmed(self) -> list[Finding]:
        """Findings that nobody confirmed."""
        held = {(one.code, one.basis) for one in self.confirmations}
        return [finding for finding in self.ordered if (finding.code, finding.basis) not in held]

    def returns(
        self,
        folder: str | PathLike[str],
        *,
        lang: Lang = OWN,
        format: returns.Format = "csv",  # noqa: A002  what a user calls it
    ) -> tuple[Path, ...]:
        """Write what each association can act on: file, row, line, column, code, what is wrong, what to do.

        No value of a record is in it. Rows without an association go to a file of their own, and what concerns none
        to one named after whom to ask. Confirmed warnings are left out.

        Parameters
        ----------
        folder
            An existing folder.
        lang
            Language of heads and sentences.
        format
            ``"csv"`` (semicolons, for Dutch Excel) or ``"xlsx"``: a workbook of one sheet.

        Raises
        ------
        InvalidInputError
            If there is no such folder or format, or an association has more rows than a sheet.
        """
        return returns.write(self.unconfirmed, folder, self._language(lang), format)

    @property
    def caption(self) -> str:
        levels = [finding.level for finding in self.found]
        idle = len(self.checks.filter(pl.col("status") == "not_run"))
        data = {"all": len(rules()), "run": len(rules()) - idle, "source": self.source}
        return sentence("report-caption", self._language(), stops=levels.count("E"), warns=levels.count("W"), **data)

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
                "confirmations": self.stored,
            },
            ensure_ascii=False,
            indent=1,
        )

    def _language(self, lang: Lang = OWN) -> Lang:
        """Return the language asked for, here or of the check, else that of the session."""
        return language(self.lang if lang is OWN else lang)

    def to_text(self, lang: Lang = OWN) -> str:
        """Return the findings for a terminal: what, how much, where; the likely cause, whom to ask and what to do."""
        lang = self._language(lang)
        lines, confirmed = [], {(one.code, one.basis): one for one in self.confirmations}
        for finding in self.ordered:
            row = finding.row()
            lines.append(f"{row['severity']} {row['id']:>2} {row['check']} ({row['count']}): {row[f'text_{lang}']}")
            lines += [f"     {label}: {text}" for label, text in told(finding, lang)]
            lines.append(f"     {sentence('label-cause', lang)}: {finding.cause(lang)}")
            lines.append(f"     {sentence('label-ask', lang)}: {finding.ask(lang)}. {finding.todo(lang)}")
            if one := confirmed.get((finding.code, finding.basis)):
                lines.append("     " + sentence("confirmed-by", lang, by=one.by or "-", reason=one.reason))
        lines += [sentence("confirmation-void", lang, check=one.check, reason=one.reason) for one in self.void]
        lines += _blank(self.response, lang)
        idle = self.checks.filter(pl.col("reason_nl") != "")
        if idle.height:
            lines.append(sentence("label-not-run", lang))
            lines += [f"  {r['id']:>2} {r['check']}: {r[f'reason_{lang}']}" for r in idle.iter_rows(named=True)]
        return "\n".join(lines)


def _blank(table: pl.DataFrame | None, lang: Lang) -> list[str]:
    """Say per column how much of it each association leaves blank."""
    if table is None or not table.get_column("missing").sum():
        return []
    lines = [sentence("label-blank", lang)]
    names = {"-": sentence("returns-unattributed", lang), MARK: sentence("unit-unnamed", lang)}
    for (column,), part in table.group_by("column", maintain_order=True):
        if part.get_column("missing").sum():
            shares = [
                f"{names.get(name, name)} {percent(share, 1, lang=lang, sign=True)}"
                for name, share in part.select("corporation", "share").iter_rows()
            ]
            lines.append(f"  {column}: {', '.join(shares)}")
    return lines


def told(finding: Finding, lang: Lang) -> list[tuple[str, str]]:
    """Return what a finding found, what was expected and in which rows; what its count already says is left out."""
    found, expected = written(finding.found, lang), written(finding.expected, lang)
    pairs = [
        (sentence("label-found", lang), "" if found == str(finding.count) else found),
        (sentence("label-expected", lang), "" if expected == "0" else expected),
        (sentence("label-rows", lang), finding.where(lang)),
    ]
    return [(label, text) for label, text in pairs if text]
