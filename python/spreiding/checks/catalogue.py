"""The checks as data: number, name, severity, what each catches, and its source (``data/checks.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import StringIO

import polars as pl

from spreiding import _core


@dataclass(frozen=True)
class Rule:
    """A check as the catalogue describes it."""

    id: int
    slug: str
    severity: str  #: ``E`` stops a publication, ``W`` warns.
    option: str  #: Names of its thresholds start with this; empty where it has none.
    catches_nl: str
    catches_en: str
    fault_en: str
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
