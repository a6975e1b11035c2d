"""The gate: nothing is published over a fault of the data, unless someone says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.base.errors import InvalidInputError
from spreiding.checks.catalogue import rule
from spreiding.checks.result import told
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

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
        data = {"checks": stopping}
        raise OpenFindingsError(message(run.findings, stopping, run.lang), code="open-findings", data=data)


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
        if not isinstance(reason, str) or not reason.strip():
            raise refusal("override-without-reason", check=known.slug)
        pairs.append((known.slug, reason.strip()))
    return tuple(pairs)


def message(found: CheckReport, stopping: list[str], lang: Lang, *, readable: bool = True) -> str:
    """Say why there is no report; findings on records that cannot be read cannot be accepted."""
    lines = [sentence("gate-refuses", lang)]
    for one in found.ordered:
        if not one.stops or one.check not in stopping:
            continue
        figures = "; ".join(f"{label} {text}" for label, text in told(one, lang))
        lines.append(f"- {one.check}: {one.text(lang)}, {one.count}×" + (f" ({figures})" if figures else ""))
        lines.append(f"  {sentence('label-cause', lang)}: {one.cause(lang)}")
        lines.append(f"  {sentence('label-ask', lang)}: {one.ask(lang)}. {one.todo(lang)}")
    lines.append(sentence("gate-how-to-accept", lang, check=stopping[0]) if readable else sentence("gate-mend", lang))
    return "\n".join(lines)
