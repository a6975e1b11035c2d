# ruff: noqa: INP001  used by the script beside it
"""A small mixed-integer programme on top of ``scipy.optimize.milp`` (solver: HiGHS)."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

#: Show the solver's log.
VERBOSE = False

Terms = list[tuple[float, int]]


class InfeasibleError(Exception):
    """No integers satisfy all rules."""


class Programme:
    """Variables are numbered; a sum of terms is a list of (factor, variable)."""

    def __init__(self) -> None:
        self.low: list[float] = []
        self.high: list[float] = []
        self.whole: list[int] = []
        self.cost: list[float] = []
        self.rules: list[tuple[Terms, float, float]] = []

    def _add(self, low: float, high: float, *, whole: int, cost: float = 0.0) -> int:
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        self.cost.append(cost)
        return len(self.low) - 1

    def integer(self, low: int, high: int) -> int:
        """Add a whole number between bounds."""
        return self._add(low, high, whole=1)

    def binary(self) -> int:
        """Add a yes or no."""
        return self._add(0, 1, whole=1)

    def between(self, terms: Terms, low: float, high: float) -> None:
        """Require ``low <= sum <= high``."""
        self.rules.append((terms, low, high))

    def when(self, switch: int, terms: Terms) -> None:
        """Require ``sum >= 0`` where ``switch`` is 1."""
        least = sum(f * (self.low[j] if f > 0 else self.high[j]) for f, j in terms)
        self.rules.append(([*terms, (min(least, 0.0), switch)], min(least, 0.0), np.inf))

    def near(self, terms: Terms, value: float, *, cost: float) -> None:
        """Prefer a sum near ``value``: pay ``cost`` per unit of distance."""
        gap = self._add(0, np.inf, whole=0, cost=cost)
        self.rules.append(([*terms, (1, gap)], value, np.inf))
        self.rules.append(([*terms, (-1, gap)], -np.inf, value))

    def solve(self, *, gap: float = 0.0) -> list[int]:
        """Return the value of every variable, rounded to whole numbers.

        Raises
        ------
        InfeasibleError
            If the solver proves that no solution exists.
        """
        entries = [(i, j, f) for i, (terms, _, _) in enumerate(self.rules) for f, j in terms]
        i, j, factor = (np.array(column) for column in zip(*entries, strict=True))
        matrix = coo_array((factor, (i, j)), shape=(len(self.rules), len(self.low))).tocsr()
        limits = LinearConstraint(matrix, [r[1] for r in self.rules], [r[2] for r in self.rules])
        answer = milp(
            self.cost,
            integrality=self.whole,
            bounds=Bounds(self.low, self.high),
            constraints=limits,
            options={"mip_rel_gap": gap, "disp": VERBOSE},
        )
        if answer.x is None:
            raise InfeasibleError(answer.message)
        return [round(value) for value in answer.x]
