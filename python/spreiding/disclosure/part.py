"""The sums of a system without the shares: programs whose corners are mostly whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from spreiding.disclosure.solver import OPEN, WHOLE, Program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.disclosure.solver import Whole
    from spreiding.disclosure.system import System


@dataclass(frozen=True)
class Part:
    """The sums of a system alone, around an assignment of it: every assignment of the part fits the whole system."""

    program: Program
    own: dict[int, int]  #: unknown of the system -> unknown of the part
    base: Whole


def part_of(system: System, values: Whole, low: Sequence[int], high: Sequence[int]) -> Part:
    """Return the sums alone; of the unknowns that a printed share ties, all but the first stand still.

    Shares tie a count to its rentals with coefficients that break whole corners. With the rentals standing still they
    are ends of the count.
    """
    moves = [a < b for a, b in zip(low, high, strict=True)]
    spans = list(zip(system.start, system.start[1:], strict=False))
    for first, last in spans:
        tied = [t for t in range(first, last) if system.coef[t] and moves[system.unknown[t]]]
        if len(tied) > 1 and any(abs(system.coef[t]) != 1 for t in tied):
            for t in tied[1:]:
                moves[system.unknown[t]] = False
    places = [j for j, free in enumerate(moves) if free]
    own = {place: i for i, place in enumerate(places)}
    down, up = [float(low[j]) for j in places], [float(high[j]) for j in places]
    rows = []
    for (first, last), least, most in zip(spans, system.row_low, system.row_high, strict=True):
        terms: list[tuple[int, float]] = []
        still = 0.0
        for t in range(first, last):
            j, c = system.unknown[t], system.coef[t]
            if j in own and c:
                terms.append((own[j], c))
            else:
                still += c * values[j]
        ends = (least if least <= -OPEN else least - still), (most if most >= OPEN else most - still)
        if len(terms) == 1:
            i, c = terms[0]
            a, b = (ends[0] / c, ends[1] / c) if c > 0 else (ends[1] / c, ends[0] / c)
            down[i], up[i] = max(down[i], ceil(a - WHOLE)), min(up[i], floor(b + WHOLE))
        elif terms:
            rows.append((terms, *ends))
    return Part(Program.of_rows(down, up, rows), own, values)
