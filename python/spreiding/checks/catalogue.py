"""The checks as data: number, name, severity, what each catches, and its source (``data/checks.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.words.notation import say

if TYPE_CHECKING:
    from spreiding.base.types import Lang


@dataclass(frozen=True)
class Rule:
    """A check as the catalogue describes it."""

    id: int
    slug: str
    severity: str  #: ``E`` stops a publication, ``W`` warns.
    catches_nl: str
    catches_en: str
    fault_nl: str  #: What such a finding usually points to.
    fault_en: str
    do_nl: str  #: What to do about it.
    do_en: str
    needs: str  #: Columns and arguments without which all or part of it is not run.
    source: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return the checks in order.

    >>> len(rules()), rules()[0].slug
    (24, 'duplicate_letting')
    """
    text = _core.embedded("checks.csv") or ""
    table = pl.read_csv(StringIO(text), infer_schema=False).fill_null("")
    return tuple(Rule(int(row.pop("id")), **row) for row in table.iter_rows(named=True))


def rule(name: str | int) -> Rule | None:
    """Return a check by its name or number."""
    return next((r for r in rules() if name in {r.slug, r.id, str(r.id)}), None)


def to_text(lang: Lang = "nl") -> str:
    """Return the list of checks: what each catches, what for, its limits and its source."""
    from spreiding.checks.options import Thresholds, of_check  # noqa: PLC0415  heavy
    from spreiding.checks.shapes import shown  # noqa: PLC0415  heavy

    usual = Thresholds()
    words = {"E": say(lang, "houdt publicatie tegen", "stops a publication"), "W": say(lang, "waarschuwt", "warns")}
    lines = []
    for r in rules():
        lines.append(f"{r.id:>2} {r.severity} {r.slug}: {say(lang, r.catches_nl, r.catches_en)}")
        said = ", ".join(f"{name}={shown(getattr(usual, name))}" for name in of_check(r.id))
        pairs = [(say(lang, "wijst op", "points to"), say(lang, r.fault_nl, r.fault_en)),
                 (say(lang, "wat te doen", "what to do"), say(lang, r.do_nl, r.do_en)),
                 (say(lang, "gebruikt", "uses"), r.needs),
                 (say(lang, "grens", "limit"), said), (say(lang, "bron", "source"), r.source)]  # fmt: skip
        lines += [f"     {label}: {text}" for label, text in pairs if text]
    lines.append(" · ".join(f"{letter}: {word}" for letter, word in words.items()))
    return "\n".join(lines)
