"""Straight lines: from one assignment, a direction along which every sum holds, gone several steps.

A direction in whole numbers with room for four steps gives five assignments, and so five values of every unknown that
it moves. One linear program finds a direction that moves many unknowns at once, and the next starts where it ended.
From an assignment that has room on both sides most unknowns can be moved so.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.solver import WHOLE, Program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spreiding.disclosure.part import Part
    from spreiding.disclosure.solver import Floats, Whole

#: Steps back and forth along a line.
SPLITS = ((2, 2), (0, 4), (1, 3))
#: Room that an assignment seeks below each unknown; how much more a target counts than others.
ROOM, MORE = 4.0, 5.0


@dataclass(frozen=True)
class Lines:
    """The lines through one assignment that go some steps back and some forth."""

    part: Part
    back: int
    forth: int
    program: Program

    @classmethod
    def through(cls, part: Part, back: int, forth: int, need: Mapping[int, int]) -> Lines:
        """Build the program of all directions; no target moves further by a step than it needs."""
        sums, here = part.program, part.base[list(part.own)].astype(float)
        low, high = _room(here, sums.low, sums.high, back, forth)
        ends = _room(_sums(sums, here), sums.row_low, sums.row_high, back, forth)
        for target, values in need.items():
            i, most = part.own[target], ceil((values - 1) / (back + forth))
            low[i], high[i] = max(low[i], -most), min(high[i], most)
        return cls(part, back, forth, Program(low, high, (sums.start, sums.index, sums.coef), *ends))

    def along(self, cost: Mapping[int, float]) -> Iterator[Whole]:
        """Yield the assignments on the line of least cost per step; none where it is not whole."""
        own = {self.part.own[t]: c for t, c in cost.items()}
        step = self.program.whole(self.program.minimise(own), own)
        if step is None or not step.any():
            return
        for k in range(-self.back, self.forth + 1):
            if k:
                values = self.part.base.copy()
                values[list(self.part.own)] += k * step
                yield values


def roomy(part: Part, targets: Mapping[int, int], chance: np.random.Generator) -> Whole | None:
    """Return an assignment with room below many unknowns, by chance; None where no whole one is found."""
    sums = part.program
    n, width = len(sums.low), sums.high - sums.low
    near = np.minimum(ROOM, np.floor(width / 2))  # value = low + near part, worth something + far part, worth nothing
    still = _sums(sums, sums.low)
    terms = np.stack([sums.index, sums.index + n], 1).ravel(), np.repeat(sums.coef, 2)
    ends = sums.row_low - still, sums.row_high - still
    program = Program(np.zeros(2 * n), np.r_[near, width - near], (2 * sums.start, *terms), *ends)
    weight = chance.uniform(0.5, 1.0, n)
    weight[[part.own[t] for t in targets]] *= MORE
    cost = np.r_[-weight, np.zeros(n)]
    found = program.whole(program.minimise(cost), cost)
    if found is None:
        return None
    whole = part.base.copy()
    whole[list(part.own)] = sums.low + found[:n] + found[n:]
    return whole


def _room(here: Floats, low: Floats, high: Floats, back: int, forth: int) -> tuple[Any, Any]:
    """Return the least and the greatest step that stays between two ends, ``back`` and ``forth`` times."""
    up, down = np.full(len(here), np.inf), np.full(len(here), np.inf)
    for times, above, below in ((forth, high - here, here - low), (back, here - low, high - here)):
        if times:
            up, down = np.minimum(up, above / times), np.minimum(down, below / times)
    return -np.floor(down + WHOLE), np.floor(up + WHOLE)


def _sums(program: Program, values: Floats) -> Floats:
    row = np.repeat(np.arange(len(program.row_low)), np.diff(program.start))
    return np.bincount(row, program.coef * values[program.index], len(program.row_low)).astype(float)
