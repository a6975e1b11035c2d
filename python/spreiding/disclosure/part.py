"""The sums of a system without the shares: programs whose corners are mostly whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.solver import OPEN, WHOLE, Program

if TYPE_CHECKING:
    from spreiding.disclosure.solver import Whole
    from spreiding.disclosure.system import System


@dataclass(frozen=True)
class Part:
    """The sums of a system alone, around an assignment of it: every assignment of the part fits the whole system."""

    program: Program
    own: dict[int, int]  #: unknown of the system -> unknown of the part
    base: Whole


def part_of(system: System, values: Any, low: Any, high: Any) -> Part:
    """Return the sums alone; of the unknowns that a printed share ties, all but the first stand still.

    Shares tie a count to its rentals with coefficients that break whole corners. With the rentals standing still they
    are ends of the count.
    """
    rows, values = system.rows, np.asarray(values)
    moves = np.asarray(low) < np.asarray(high)
    tied = np.zeros(len(rows), dtype=bool)
    tied[rows.row[(np.abs(rows.coef) != 1) & moves[rows.unknown]]] = True
    for row in np.flatnonzero(tied):
        terms = slice(rows.start[row], rows.start[row + 1])
        moving = rows.unknown[terms][moves[rows.unknown[terms]] & (rows.coef[terms] != 0)]
        if len(moving) > 1:
            moves[moving[1:]] = False
    places = np.flatnonzero(moves)
    own = np.full(len(moves), -1)
    own[places] = np.arange(len(places))
    down, up = np.asarray(low, float)[places].copy(), np.asarray(high, float)[places].copy()
    mine = moves[rows.unknown] & (rows.coef != 0)
    still = np.bincount(rows.row[~mine], (rows.coef * values[rows.unknown])[~mine], len(rows))
    least = np.where(rows.low <= -OPEN, rows.low, rows.low - still)
    most = np.where(rows.high >= OPEN, rows.high, rows.high - still)
    sizes = np.bincount(rows.row[mine], minlength=len(rows))
    alone = mine & (sizes[rows.row] == 1)
    for t in np.flatnonzero(alone):
        i, c, row = own[rows.unknown[t]], rows.coef[t], rows.row[t]
        ends = sorted((least[row] / c, most[row] / c))
        down[i], up[i] = max(down[i], np.ceil(ends[0] - WHOLE)), min(up[i], np.floor(ends[1] + WHOLE))
    keep = sizes > 1
    terms = mine & keep[rows.row]
    start = np.concatenate([[0], np.cumsum(sizes[keep])])
    program = Program(down, up, (start, own[rows.unknown[terms]], rows.coef[terms]), least[keep], most[keep])
    return Part(program, {int(place): i for i, place in enumerate(places)}, values)
