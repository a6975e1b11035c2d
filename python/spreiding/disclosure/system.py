"""Unknowns and rows of published tables, and what can be proved about them.

The unknowns are whole numbers (allocations, rentals, stock per cell); each row is a linear rule that the print
imposes. Narrowing and worked examples run in the compiled core, the rest is left to the HiGHS solver.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.disclosure.solver import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spreiding.disclosure.solver import Whole

#: No end: the core takes anything above ``2**60`` as absent.
NONE = float(1 << 61)
#: More dwellings than any Dutch municipality has; the widest a value can be.
MOST = 1_000_000
#: Stretch of a row that counts as none.
SLACK = 1e-6


@dataclass
class System:
    """Whole-number unknowns with bounds, tied by labelled rows ``low <= sum(coef * x) <= high``."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    unknown: list[int] = field(default_factory=list)
    coef: list[float] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def new(self, low: float = 0, high: float = MOST) -> int:
        """Add an unknown; returns its position."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def within(self, unknown: int, low: float, high: float, label: Callable[[], str]) -> None:
        """Add what is printed of one value; a clash with an earlier print is named."""
        if low > self.high[unknown] or high < self.low[unknown]:
            found = f"{self.low[unknown]:.0f} to {self.high[unknown]:.0f}"
            msg = f"the tables contradict each other: {label()} is {low:.0f} to {high:.0f}, elsewhere {found}"
            raise InvalidInputError(msg)
        self.low[unknown] = max(self.low[unknown], low)
        self.high[unknown] = min(self.high[unknown], high)

    def row(self, terms: Sequence[tuple[int, float]], low: float, high: float, label: str) -> None:
        """Add a row."""
        self.unknown.extend(j for j, _ in terms)
        self.coef.extend(c for _, c in terms)
        self.start.append(len(self.unknown))
        self.row_low.append(low)
        self.row_high.append(high)
        self.labels.append(label)

    @cached_property
    def terms(self) -> tuple[Any, ...]:
        """Row, unknown and coefficient of every term, and the ends of the rows: once all rows are there."""
        row = np.repeat(np.arange(len(self.row_low)), np.diff(self.start))
        return row, np.array(self.unknown), np.array(self.coef), np.array(self.row_low), np.array(self.row_high)

    def parts(self) -> tuple[pl.Series, ...]:
        """Return the columns the core takes."""
        columns = (self.low, self.high, self.start, self.unknown, self.coef, self.row_low, self.row_high)
        return tuple(pl.Series(values, dtype=pl.Float64) for values in columns)


def narrowed(system: System) -> tuple[list[int], list[int]]:
    """Return least and greatest value of every unknown; no solution lies outside.

    Raises
    ------
    InvalidInputError
        If the rows contradict each other: the row is named.
    """
    bounds, broken = _core.disclosure_bounds(system.parts())
    if broken is not None:
        raise InvalidInputError(f"the tables contradict each other: {_story(system, broken)}")
    return bounds.get_column("low").to_list(), bounds.get_column("high").to_list()


def fits(system: System, values: Whole) -> bool:
    """Say whether an assignment meets every row."""
    if (values < system.low).any() or (values > system.high).any():
        return False
    row, unknown, coef, least, most = system.terms
    # Sums of whole numbers below 2^53: exact.
    sums = np.bincount(row, coef * values[unknown], len(least))
    return bool(((sums >= least) & (sums <= most)).all())


def _story(system: System, row: int) -> str:
    if row >= len(system.labels):
        return "a value has no possible number left"
    terms = range(system.start[row], system.start[row + 1])
    if system.row_low[row] == system.row_high[row] == 0 and all(abs(system.coef[t]) == 1 for t in terms):
        parts = [t for t in terms if system.coef[t] > 0]
        whole = next((t for t in terms if system.coef[t] < 0), None)
        if whole is not None:
            low, high = (sum(b[system.unknown[t]] for t in parts) for b in (system.low, system.high))
            low_t, high_t = (b[system.unknown[whole]] for b in (system.low, system.high))
            printed = f"{low_t:.0f}" if low_t == high_t else f"{low_t:.0f} to {high_t:.0f}"
            added = f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"
            return f"{system.labels[row]}: the total is {printed}, the parts add up to {added}"
    return system.labels[row]


def program(system: System, low: Sequence[float], high: Sequence[float]) -> Program:
    """Return the rows of a system with narrowed bounds, for the solver."""
    return Program(low, high, (system.start, system.unknown, system.coef), system.row_low, system.row_high)


def witness(system: System, low: Sequence[float], high: Sequence[float]) -> list[int]:
    """Find an assignment that meets every row.

    Raises
    ------
    InvalidInputError
        If there is none, naming rows that cannot hold together.
    """
    answer = program(system, low, high).minimise({}, whole=True, seconds=60)
    values = answer.whole()
    if values is not None:
        return [int(v) for v in values]
    if answer.status == "none":
        raise InvalidInputError(f"the tables contradict each other: {'; '.join(_culprits(system, low, high))}")
    msg = "no set of numbers that fits the tables was found within a minute; give fewer tables at once"
    raise InvalidInputError(msg)


def _culprits(system: System, low: Sequence[float], high: Sequence[float]) -> list[str]:
    """Rows to be stretched for the rest to hold, least stretch first (an elastic linear program)."""
    n, m = len(system.low), len(system.row_low)
    rows = []
    for row in range(m):
        terms = [(system.unknown[t], system.coef[t]) for t in range(system.start[row], system.start[row + 1])]
        rows.append(([*terms, (n + row, 1.0), (n + m + row, -1.0)], system.row_low[row], system.row_high[row]))
    elastic = Program.of_rows([*low, *[0.0] * 2 * m], [*high, *[NONE] * 2 * m], rows)
    answer = elastic.minimise(dict.fromkeys(range(n, n + 2 * m), 1.0))
    if answer.status != "found" or answer.cost < SLACK:
        return ["no whole numbers meet all of them together"]
    slack = answer.values[n : n + m] + answer.values[n + m :]
    return [_story(system, int(i)) for i in (-slack).argsort()[:3] if slack[i] > SLACK]
