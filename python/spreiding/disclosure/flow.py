"""Cheapest chains of cells through which a hidden one can move (Kelly, Golden & Assad 1992, Networks 22, 397-417).

A cell moves up or down, and others with it, so that every sum holds. What a chain costs is what has to be hidden for
it: a linear program takes the price of a cell per step.

:func:`suppress` protects a plain table of amounts by such chains: secondary suppression by itself, to be measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.solver import WHOLE, Program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spreiding.disclosure.solver import Floats

#: Price of moving a cell that is hidden already.
FREE = 1e-4
#: Times that all chains of a table are laid again through the cells hidden for them.
PASSES = 4


@dataclass(frozen=True)
class Flow:
    """Cells that move up and down, tied by sums: the first ``n`` columns are steps up, the others down."""

    program: Program
    up: Floats
    down: Floats

    @classmethod
    def of(cls, rows: tuple[Any, Any, Any], up: Any, down: Any) -> Flow:
        """Build from sums in compressed form (starts, cells, signs) and how far each cell may move."""
        up, down = np.array(up, dtype=float), np.array(down, dtype=float)
        start, cell, sign = (np.asarray(part) for part in rows)
        n, m = len(up), len(start) - 1
        terms = np.stack([cell, cell + n], 1).ravel(), np.stack([sign, -sign], 1).ravel()
        program = Program(np.zeros(2 * n), np.r_[up, down], (2 * start, *terms), np.zeros(m), np.zeros(m))
        return cls(program, up, down)

    def cheapest(self, price: Floats, cell: int, by: float, *, signs: Sequence[int] = (1, -1)) -> Any:
        """Return the cells on the cheapest chain that moves a cell by so much, up or down; None where there is none."""
        best, least, n = None, np.inf, len(price)
        for sign in signs:
            ends = {cell: (by, by), n + cell: (0.0, 0.0)} if sign > 0 else {cell: (0.0, 0.0), n + cell: (by, by)}
            if by > (self.up if sign > 0 else self.down)[cell] + WHOLE:
                continue
            answer = self.program.minimise(np.r_[price, price], ends, fresh=True)
            if answer.status == "found" and answer.cost < least - WHOLE:
                best, least = answer.values[:n] + answer.values[n:] > WHOLE, answer.cost
        return best


def suppress(
    values: Floats,
    need: Floats,
    sums: tuple[Any, Any, Any],
    *,
    cost: Floats | None = None,
    tick: Callable[[int], None] | None = None,
) -> Any:
    """Choose which cells of a table of amounts to hide beside the primary ones.

    A cell with ``need`` above 0 is primary: hidden, and able to move up and down by as much as it needs when no hidden
    cell moves by more than its value. ``sums`` are rows (starts, cells, signs) that add to 0. Returns which cells are
    hidden, primary ones too.
    """
    cost = values if cost is None else cost
    order = np.flatnonzero(need > 0)
    order = order[np.argsort(-need[order], kind="stable")]
    flow, hidden = Flow.of(sums, values, values), need > 0
    for cell in order.tolist():  # first through any cells
        hidden = hidden | _chain(flow, np.where(hidden, FREE, cost), cell, float(need[cell]))
    for turn in range(PASSES):  # then again through these alone, each counted once: fewer are needed
        kept, allowed = need > 0, np.where(hidden, values, 0.0)
        inner = Flow.of(sums, allowed, allowed)
        for number, cell in enumerate(order.tolist() if turn % 2 else order[::-1].tolist()):
            kept = kept | _chain(inner, np.where(kept, FREE, cost), cell, float(need[cell]))
            if tick is not None:
                tick(number)
        if cost[kept].sum() >= cost[hidden].sum() - WHOLE:
            break
        hidden = kept
    return hidden


def _chain(flow: Flow, price: Floats, cell: int, by: float) -> Any:
    """Return the cells of a chain: as far as a cell moves up it can move down."""
    found = flow.cheapest(price, cell, by, signs=(1,))
    if found is None:
        found = np.zeros(len(price), dtype=bool)
        found[cell] = True
    return found
