"""What is known of how many values each unknown can have; each counted stands in an assignment that meets all rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding import _core
from spreiding.disclosure.solver import WHOLE
from spreiding.disclosure.system import System, fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spreiding.disclosure.solver import Answer, Program, Whole

#: Nodes of an integer program about one target, and values of one target that are asked for.
ASK, BETWEEN = 500, 60
#: Targets that the core looks at between two looks at the keyboard.
CHUNK = 4_000
#: Assignments that are kept of a large system, and numbers that those of a small one may hold.
POOL, HELD = 60, 2_000_000


@dataclass
class Known:
    """What is known of each target: outer bounds, values proved, and whether all others are refuted."""

    system: System
    need: Mapping[int, int]  #: values that each target must keep
    want: int
    seen: dict[int, set[int]]
    pool: list[Whole]  #: Assignments that were found.
    low: Any
    high: Any
    closed: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)  #: Values that no assignment has, of the target settled last.
    #: Of some targets the part of their greatest value that least and greatest must span.
    wide: Mapping[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._todo = list(self.seen)

    def needs(self, target: int) -> int:
        """Return the values that a target must keep, as far as its greatest value is known now."""
        part = self.wide.get(target, 0.0)
        return max(self.need[target], ceil(part * max(self.seen[target]) - WHOLE)) if part else self.need[target]

    def enough(self, target: int) -> bool:
        """Say whether enough values are proved: so many, and so far apart."""
        seen, need = self.seen[target], self.needs(target)
        return len(seen) >= min(need, self.want) and (need <= self.want or max(seen) - min(seen) + 1 >= need)

    @property
    def open(self) -> list[int]:
        """Targets of which neither enough values are proved, nor all others refuted; what is settled stays so."""
        seen, need, wide, closed = self.seen, self.need, self.wide, self.closed
        self._todo = [
            t for t in self._todo if t not in closed and (not self.enough(t) if t in wide else len(seen[t]) < need[t])
        ]
        return self._todo.copy()

    def recall(self) -> None:
        """Count the values of assignments found before, where they still meet every row."""
        for values in self.pool:
            if fits(self.system, values):
                self.count(values)

    def look(self, values: Any, seed: int, tick: Callable[[int], None] | None = None) -> None:
        """Search around an assignment for values of the open targets."""
        parts, todo = self.system.parts(), self.open
        start = pl.Series(np.asarray(values, dtype=float))
        for first in range(0, len(todo), CHUNK):
            some = pl.Series(todo[first : first + CHUNK], dtype=pl.Float64)
            found, proved = _core.disclosure_candidates(parts, start, some, self.want, seed)
            for target, value in proved.iter_rows():
                self.seen[target].add(value)
            self.closed.update(found.filter(pl.col("open") == 0).get_column("target"))
            if tick is not None:
                tick(first + len(some))

    def note(self, values: Whole | None) -> bool:
        """Count the values of a new assignment for every open target; whether it meets every row, to the last digit."""
        if values is None or not fits(self.system, values):
            return False
        self.pool.append(values)
        del self.pool[: -max(POOL, HELD // len(values))]
        self.count(values)
        return True

    def count(self, values: Whole) -> None:
        """Count the values of an assignment that fits."""
        todo = self.open
        for target, value in zip(todo, np.asarray(values)[todo].tolist(), strict=True):
            self.seen[target].add(value)

    def settle(self, program: Program, target: int) -> None:
        """Bound one target by linear programs, then ask for values within."""
        low, high = self.low[target], self.high[target]
        for sign in (1.0, -1.0):
            answer = program.minimise({target: sign})
            if answer.status == "found":
                self.note(program.whole(answer, {target: sign}))
                end = ceil(answer.cost - WHOLE)
                low, high = (max(low, end), high) if sign > 0 else (low, min(high, -end))
        self.low[target], self.high[target] = low, high
        for sign in (1.0, -1.0) if target in self.wide and not self.enough(target) else ():
            self.note(program.minimise({target: sign}, whole=True, nodes=ASK).whole())
        tried, self.refused = True, set()
        for value in between(int(low), int(high), self.seen[target]):
            if self.enough(target):
                return
            if value in self.seen[target]:
                continue
            answer = self.at(program, target, value)
            tried &= answer.status != "unknown"
            self.refused |= {value} if answer.status == "none" else set()
        if tried and high - low < BETWEEN:
            self.closed.add(target)

    def at(self, program: Program, target: int, value: int) -> Answer:
        """Look for an assignment in which a target has a value, and note it; first without asking for whole numbers."""
        ends = {target: (value, value)}
        answer = program.minimise({}, ends)
        if answer.status != "none" and not self.note(program.whole(answer, {}, ends)):
            answer = program.minimise({}, ends, whole=True, nodes=ASK)
            self.note(answer.whole())
        return answer

    def frame(self) -> pl.DataFrame:
        """Return one row per target."""
        rows = []
        for target, seen in self.seen.items():
            low, high, decided = int(self.low[target]), int(self.high[target]), True
            if not self.enough(target):
                decided = target in self.closed
                low, high = (min(seen), max(seen)) if decided else (low, high)
            need = self.needs(target)
            found = len(seen) if need <= self.want else max(seen) - min(seen) + 1
            rows.append((target, low, high, min(found, need), decided, need))
        names = ["target", "low", "high", "candidates", "decided", "need"]
        types = [pl.Int64] * 4 + [pl.Boolean, pl.Int64]
        return pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")


def between(low: int, high: int, seen: Iterable[int]) -> list[int]:
    """Values between two ends that were not seen, nearest to those seen first."""
    known = sorted(seen)
    middle = known[len(known) // 2]
    first, last = max(low, middle - BETWEEN // 2), min(high, middle + BETWEEN // 2)
    if high - low < BETWEEN:
        first, last = low, high
    return sorted(set(range(first, last + 1)).difference(known), key=lambda value: (abs(value - middle), value))
