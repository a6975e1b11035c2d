"""A finding: a fault of the data, how often, where, and what it was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spreiding.checks.catalogue import rule


@dataclass(frozen=True)
class Finding:
    """A fault of the data: how often, where, and what it was compared with. Never contents of a record."""

    id: int
    count: int  #: Records, or units such as areas.
    nl: str
    en: str
    rows: tuple[tuple[str, tuple[int, ...]], ...] = ()  #: Source and first row numbers, from 1 below the names.
    found: str = ""
    expected: str = ""
    severity: str = ""  #: Where it is not the check's own.

    def row(self) -> dict[str, Any]:
        """Return the finding as a row."""
        known = rule(self.id)
        return {
            "check": known.slug if known else str(self.id),
            "severity": self.severity or (known.severity if known else "E"),
            "count": self.count,
            "rows": [row for _, rows in self.rows for row in rows],
            "id": self.id,
            "where": self._where(),
            "found": self.found,
            "expected": self.expected,
            "text_nl": self.nl,
            "text_en": self.en,
        }

    def _where(self) -> str:
        shown = "; ".join(f"{name}: {', '.join(map(str, rows))}" for name, rows in self.rows)
        return f"{shown} …" if shown and self.count > sum(len(rows) for _, rows in self.rows) else shown


@dataclass(frozen=True)
class NotRun:
    """A check that could not be run, and why."""

    nl: str
    en: str
