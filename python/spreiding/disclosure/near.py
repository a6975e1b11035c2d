"""What lies near an unknown: a small system of its own, so that a question about one takes no program of all.

*Held* around an assignment, the unknowns far away stand still: every assignment of the small system is one of the
whole, so what it proves possible is possible. *Loose*, the rows that reach further are left out: what it refutes is
impossible.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from spreiding.disclosure.system import NONE, Rows, System

if TYPE_CHECKING:
    from collections.abc import Iterable

Ints = npt.NDArray[np.int64]
#: Terms of a row that are followed; of longer ones, so many next to the one it was reached by.
LONG = 40


@dataclass(frozen=True)
class Small:
    """A part of a system, with the unknowns of the whole that it is about."""

    system: System
    members: Ints

    def own(self, target: int) -> int:
        """Return the unknown of the part for one of the whole."""
        return int(np.searchsorted(self.members, target))


@dataclass(frozen=True)
class Near:
    """A system, and how to find what lies near its unknowns."""

    system: System

    @cached_property
    def _columns(self) -> tuple[Ints, Ints]:
        """Return the rows of every unknown in compressed form."""
        rows = self.system.rows
        order = np.argsort(rows.unknown, kind="stable")
        start = np.searchsorted(rows.unknown[order], np.arange(len(self.system.low) + 1))
        return start, rows.row[order]

    @cached_property
    def _free(self) -> npt.NDArray[np.bool_]:
        free: npt.NDArray[np.bool_] = self.system.low < self.system.high
        return free

    def around(self, targets: Iterable[int], size: int) -> Ints:
        """Return about ``size`` free unknowns that are tied to targets, the nearest first; sorted."""
        rows, (start, of) = self.system.rows, self._columns
        met = dict.fromkeys(int(t) for t in targets)
        seen: set[int] = set()
        todo = deque(met)
        while todo and len(met) < size:
            here = todo.popleft()
            for row in of[start[here] : start[here + 1]].tolist():
                if row in seen:
                    continue
                terms = rows.unknown[rows.start[row] : rows.start[row + 1]]
                if len(terms) <= LONG:
                    seen.add(row)
                else:
                    at = int(np.flatnonzero(terms == here)[0])
                    terms = np.take(terms, np.arange(at - LONG // 2, at + LONG // 2), mode="wrap")
                    terms = np.append(terms, rows.unknown[rows.start[row + 1] - 1])
                for j in terms[self._free[terms]].tolist():
                    if j not in met:
                        met[j] = None
                        todo.append(j)
        return np.array(sorted(met), dtype=np.int64)

    def held(self, members: Ints, values: Any) -> Small:
        """Return the part with all other unknowns standing still."""
        return Small(self._part(members, values, loose=False), members)

    def loose(self, members: Ints, values: Any) -> Small:
        """Return the part without the rows that reach beyond it; what cannot move at all stands still."""
        return Small(self._part(members, np.where(self._free, values, self.system.low), loose=True), members)

    def _part(self, members: Ints, values: Any, *, loose: bool) -> System:
        system, rows = self.system, self.system.rows
        start, of = self._columns
        touched = np.unique(of[_ragged(start[members], start[members + 1])])
        terms, sizes = _ragged(rows.start[touched], rows.start[touched + 1]), np.diff(rows.start)[touched]
        row, unknown, coef = np.repeat(np.arange(len(touched)), sizes), rows.unknown[terms], rows.coef[terms]
        at = np.searchsorted(members, unknown)
        at[at == len(members)] = 0
        within = members[at] == unknown
        keep = np.ones(len(touched), dtype=bool)
        if loose:
            keep[row[~within & self._free[unknown]]] = False
        still = np.bincount(row[~within], (coef * values[unknown])[~within], len(touched))
        low, high = (np.where(np.abs(end) >= NONE, end, end - still) for end in (rows.low[touched], rows.high[touched]))
        mine = within & keep[row]
        sizes = np.bincount((np.cumsum(keep) - 1)[row[mine]], minlength=int(keep.sum()))
        part = Rows.of(sizes, at[mine], coef[mine], low[keep], high[keep])
        names = touched[keep]
        return System(system.low[members], system.high[members], part, lambda i: system.label(int(names[i])))


def _ragged(first: Ints, last: Ints) -> Ints:
    """Return the numbers of several ranges below each other."""
    counts = last - first
    ends = np.cumsum(counts)
    found: Ints = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - counts), counts)
    return found
