"""The list of checks in words, for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.checks.catalogue import rules
from spreiding.checks.options import Thresholds, shown
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang


def to_text(lang: Lang = "nl") -> str:
    """Return the list of checks: what each catches, what for, its limits and its source."""
    usual, lines = Thresholds(), []
    for r in rules():
        lines.append(f"{r.id:>2} {r.severity} {r.slug}: {r.catches(lang)}")
        limits = ", ".join(f"{name}={shown(getattr(usual, name))}" for name in r.limits)
        pairs = [
            ("label-cause", r.cause(lang)), ("label-ask", sentence(r.asks, lang)), ("label-do", r.todo(lang)),
            ("label-needs", ", ".join(r.needs)), ("label-limit", limits), ("label-source", r.source),
        ]  # fmt: skip
        lines += [f"     {sentence(code, lang)}: {text}" for code, text in pairs if text]
    severities = [f"{letter}: {sentence(code, lang)}" for letter, code in (("E", "severity-e"), ("W", "severity-w"))]
    return "\n".join([*lines, " · ".join(severities)])
