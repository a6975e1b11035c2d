"""The gate: nothing is published over a fault of the data, unless someone says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.checks.catalogue import rule, rules
from spreiding.checks.result import told
from spreiding.words.notation import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang
    from spreiding.checks.result import CheckReport
    from spreiding.edition.run import Run


class OpenFindingsError(InvalidInputError):
    """Findings that stop a publication are open; no file was written."""


def gate(run: Run) -> None:
    """Refuse a run where a finding that stops is open.

    Raises
    ------
    OpenFindingsError
        Names every open finding and how to accept one.
    """
    stopping = run.findings.stopping(overridden=False)
    if stopping:
        raise OpenFindingsError(message(run.findings, stopping, run.lang))


def accepted(override: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the overrides by the name of their check.

    Raises
    ------
    InvalidInputError
        If an override names no check or gives no reason.
    """
    pairs = []
    for name, reason in override.items():
        known = rule(name)
        if known is None:
            names = ", ".join(r.slug for r in rules())
            msg = f"override names {name!r}, must be a check: {names}"
            raise InvalidInputError(msg)
        if not isinstance(reason, str) or not reason.strip():
            msg = f"override of {known.slug!r} has no reason: say why its findings are accepted"
            raise InvalidInputError(msg)
        pairs.append((known.slug, reason.strip()))
    return tuple(pairs)


def message(found: CheckReport, stopping: list[str], lang: Lang, *, readable: bool = True) -> str:
    """Say why there is no report; findings on records that cannot be read cannot be accepted."""
    rows = found.findings.filter((pl.col("severity") == "E") & pl.col("check").is_in(stopping))
    lines = [
        say(
            lang,
            "Het rapport is niet gemaakt: de gegevens hebben fouten die de cijfers vertekenen.",
            "The report was not made: the records have faults that distort the figures.",
        )
    ]
    told_rules = set()
    for row in rows.iter_rows(named=True):
        figures = "; ".join(f"{label} {text}" for label, text in told(row, lang))
        lines.append(f"- {row['check']}: {row[f'text_{lang}']}, {row['count']}×" + (f" ({figures})" if figures else ""))
        known = rule(row["id"])
        if known is not None and known.id not in told_rules:
            told_rules.add(known.id)
            lines.append(f"  {say(lang, known.do_nl, known.do_en)}")
    if not readable:
        nl = "Herstel de gegevens: zolang zij niet gelezen kunnen worden, valt er niets te tellen."
        return "\n".join(
            [*lines, say(lang, nl, "Mend the records: as long as they cannot be read, there is nothing to count.")]
        )
    first = stopping[0]
    lines.append(
        say(
            lang,
            f'Herstel de gegevens, of geef een reden die op de pagina komt: override={{"{first}": "reden"}}, '
            f'op de opdrachtregel --override {first}="reden".',
            f'Mend the records, or give a reason, which is printed on the page: override={{"{first}": "reason"}}, '
            f'on the command line --override {first}="reason".',
        )
    )
    return "\n".join(lines)
