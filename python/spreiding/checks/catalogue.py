"""The checks as data: number, name, severity, limits, source (``data/checks.csv``); their sentences in ``words/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.base.types import Lang


@dataclass(frozen=True)
class Rule:
    """A check as the catalogue describes it."""

    id: int
    slug: str
    severity: str  #: ``E`` stops a publication, ``W`` warns.
    needs: tuple[str, ...]  #: Columns and arguments that it reads, beside date, area and group.
    limits: tuple[str, ...]  #: Names of its thresholds.
    asks: str  #: Code of whom to ask.
    source: str

    def catches(self, lang: Lang = "nl") -> str:
        """Return what the check finds."""
        return sentence(self.slug, lang)

    def cause(self, lang: Lang = "nl") -> str:
        """Return what a finding usually points to."""
        return sentence(f"{self.slug}.cause", lang)

    def todo(self, lang: Lang = "nl") -> str:
        """Return what to do about a finding."""
        return sentence(f"{self.slug}.do", lang)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the checks in order.

    >>> rules()[0].slug, rules()[0].limits
    ('duplicate_letting', ('duplicate_days',))
    """
    text = _core.embedded("checks.csv") or ""
    table = pl.read_csv(StringIO(text), infer_schema=False).fill_null("")
    return tuple(
        Rule(
            int(row["id"]), row["slug"], row["severity"], _several(row["needs"]), _several(row["limits"]),
            f"ask-{row['asks']}", row["source"],
        )
        for row in table.iter_rows(named=True)
    )  # fmt: skip


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


@cache
def _by_name() -> dict[str, Rule]:
    return {name: known for known in rules() for name in (known.slug, str(known.id))}


def find(name: str | int) -> Rule | None:
    """Return a check by its name or number, or None."""
    return _by_name().get(str(name))


def rule(name: str | int) -> Rule:
    """Return a check by its name or number.

    Raises
    ------
    InvalidInputError
        If there is none; names those there are.
    """
    known = find(name)
    if known is None:
        raise refusal("unknown-check", argument="check", found=str(name), known=[r.slug for r in rules()])
    return known
