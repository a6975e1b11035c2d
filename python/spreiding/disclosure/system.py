"""Unknowns and rows of published tables, and what can be proved about them.

The unknowns are whole numbers (allocations, rentals, stock per cell); each row is a linear rule that the print
imposes. Narrowing and worked examples run in the compiled core, the rest is left to the HiGHS solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import polars as pl

from spreiding import _core
from spreiding.disclosure.solver import Program
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spreiding.disclosure.solver import Whole

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
#: No end: the core takes anything above ``2**60`` as absent.
NONE = float(1 << 61)
#: Stretch of a row that counts as none.
SLACK = 1e-6
#: Nodes of an integer program that looks for any assignment at all.
NODES = 20_000


@dataclass
class Rows:
    """Rows ``low <= sum(coef * x) <= high`` in compressed form."""

    start: Ints
    unknown: Ints
    coef: Floats
    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.low)

    @classmethod
    def of(cls, sizes: Ints, unknown: Ints, coef: Floats, low: Any, high: Any) -> Rows:
        """Build from the number of terms of each row; ends may be one number for all."""
        start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        n = len(sizes)
        ends = [np.broadcast_to(np.asarray(end, dtype=float), n).copy() for end in (low, high)]
        return cls(start, unknown.astype(np.int64), coef.astype(float), *ends)

    @classmethod
    def joined(cls, parts: Sequence[Rows]) -> Rows:
        """Put rows below each other."""
        offsets = np.cumsum([0, *(len(part.unknown) for part in parts)])
        start = np.concatenate([[0], *(part.start[1:] + at for part, at in zip(parts, offsets, strict=False))])
        names = ("unknown", "coef", "low", "high")
        unknown, *columns = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
        return cls(start.astype(np.int64), unknown.astype(np.int64), *columns)

    @cached_property
    def row(self) -> Ints:
        """Row of every term."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def sums(self, values: Any) -> Floats:
        """Return the sum of every row; exact for whole numbers below 2^53."""
        return np.bincount(self.row, self.coef * values[self.unknown], len(self)).astype(float)


@dataclass
class System:
    """Whole-number unknowns with bounds, tied by rows that can say what they are."""

    low: Floats
    high: Floats
    rows: Rows
    label: Callable[[int], str]  #: what a row says

    def parts(self) -> tuple[pl.Series, ...]:
        """Return the columns the core takes."""
        rows = self.rows
        columns = (self.low, self.high, rows.start, rows.unknown, rows.coef, rows.low, rows.high)
        return tuple(pl.Series(np.asarray(values, dtype=float)) for values in columns)

    def within(self, low: Any, high: Any) -> System:
        """Return the same rows over other ends."""
        return System(np.asarray(low, dtype=float), np.asarray(high, dtype=float), self.rows, self.label)


def narrowed(system: System) -> tuple[Ints, Ints]:
    """Return least and greatest value of every unknown; no solution lies outside.

    Raises
    ------
    InvalidInputError
        If the rows contradict each other: the row is named.
    """
    bounds, broken = _core.disclosure_bounds(system.parts())
    if broken is not None:
        raise refusal("tables-contradict", where=_story(system, broken))
    return tuple(bounds.get_column(name).to_numpy().copy() for name in ("low", "high"))  # type: ignore[return-value]


def fits(system: System, values: Whole) -> bool:
    """Say whether an assignment meets every row."""
    if (values < system.low).any() or (values > system.high).any():
        return False
    sums = system.rows.sums(values)
    return bool(((sums >= system.rows.low) & (sums <= system.rows.high)).all())


def _story(system: System, row: int) -> str:
    rows = system.rows
    if row >= len(rows):
        return "a value has no possible number left"
    terms = slice(rows.start[row], rows.start[row + 1])
    unknown, coef = rows.unknown[terms], rows.coef[terms]
    minus = unknown[coef < 0]
    if rows.low[row] == rows.high[row] == 0 and (np.abs(coef) == 1).all() and len(minus) == 1:
        ends = [int(bound[unknown[coef > 0]].sum()) for bound in (system.low, system.high)]
        whole = [int(bound[minus[0]]) for bound in (system.low, system.high)]
        return f"{system.label(row)}: the total is {_range(*whole)}, the parts add up to {_range(*ends)}"
    return system.label(row)


def _range(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def program(system: System, low: Any, high: Any) -> Program:
    """Return the rows of a system with narrowed bounds, for the solver."""
    rows = system.rows
    return Program(low, high, (rows.start, rows.unknown, rows.coef), rows.low, rows.high)


def witness(system: System, low: Any, high: Any) -> Ints:
    """Find an assignment that meets every row.

    Raises
    ------
    InvalidInputError
        If there is none, naming rows that cannot hold together.
    """
    asked = program(system, low, high)
    answer = asked.minimise({})
    values = asked.whole(answer, {})
    if answer.status != "none" and (values is None or not fits(system, values)):
        answer = asked.minimise({}, whole=True, nodes=NODES)
        values = answer.whole()
    if values is not None:
        return values
    if answer.status == "none":
        raise refusal("tables-contradict", where="; ".join(_culprits(system, low, high)))
    raise refusal("no-assignment-found")


def _culprits(system: System, low: Any, high: Any) -> list[str]:
    """Rows to be stretched for the rest to hold, least stretch first (an elastic linear program)."""
    rows, n, m = system.rows, len(system.low), len(system.rows)
    at = np.arange(m)
    extra = Rows.of(np.full(m, 2), np.stack([n + at, n + m + at], 1).ravel(), np.tile([1.0, -1.0], m), 0, 0)
    order = np.argsort(np.concatenate([rows.row, extra.row]), kind="stable")
    index = np.concatenate([rows.unknown, extra.unknown])[order]
    coef = np.concatenate([rows.coef, extra.coef])[order]
    wide = rows.start + 2 * np.arange(m + 1), index, coef
    elastic = Program(np.r_[low, np.zeros(2 * m)], np.r_[high, np.full(2 * m, NONE)], wide, rows.low, rows.high)
    answer = elastic.minimise(dict.fromkeys(range(n, n + 2 * m), 1.0))
    if answer.status != "found" or answer.cost < SLACK:
        return ["no whole numbers meet all of them together"]
    slack = answer.values[n : n + m] + answer.values[n + m :]
    return [_story(system, int(i)) for i in (-slack).argsort()[:3] if slack[i] > SLACK]
