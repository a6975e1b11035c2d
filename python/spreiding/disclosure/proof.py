"""Proof of how many values an unknown can have: every value counted has an assignment that meets all that is printed.

From one assignment the compiled core looks for others nearby, target by target. What stays open is slid along the
sums, with the rentals of printed shares standing still: sums alone make linear programs whose corners are mostly whole.
The rest is settled one by one, in all unknowns: bounds by a linear program, values by integer programs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding import _core
from spreiding.disclosure.part import Part, part_of
from spreiding.disclosure.solver import WHOLE, Answer, Program
from spreiding.disclosure.system import MOST, System, fits, narrowed, program

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spreiding.disclosure.solver import Whole

#: Open targets up to which each is slid by itself, and no longer all are pushed at once.
FEW = 12
#: Assignments in a row that may prove little before targets are slid one by one.
PUSHES = 6
#: Other assignments to start from.
STARTS = 4
#: Seconds for an integer program about all targets and about one, and values of one target that are asked for.
PUSH, ASK, BETWEEN = 1.0, 5.0, 60


@dataclass
class Proof:
    """What is known of each target: outer bounds, values proved, and whether all others are refuted."""

    system: System
    want: int
    seen: dict[int, set[int]]
    pool: list[Whole]  #: Assignments that were found.
    low: list[int]
    high: list[int]
    closed: set[int] = field(default_factory=set)

    @property
    def open(self) -> list[int]:
        """Targets of which neither enough values are proved, nor all others refuted."""
        return [t for t, seen in self.seen.items() if len(seen) < self.want and t not in self.closed]

    def recall(self) -> None:
        """Count the values of assignments found before, where they still meet every row."""
        for values in self.pool:
            if fits(self.system, values):
                self._count(values)

    def look(self, values: Sequence[int] | Whole, seed: int) -> None:
        """Search around an assignment for values of the open targets."""
        found, proved = _core.disclosure_candidates(
            self.system.parts(),
            pl.Series(values, dtype=pl.Float64),
            pl.Series(self.open, dtype=pl.Float64),
            self.want,
            seed,
        )
        for target, value in proved.iter_rows():
            self.seen[target].add(value)
        self.closed.update(found.filter(pl.col("open") == 0).get_column("target"))

    def note(self, values: Whole | None) -> bool:
        """Count the values of a new assignment for every open target; whether it meets every row, to the last digit."""
        if values is None or not fits(self.system, values):
            return False
        self.pool.append(values)
        self._count(values)
        return True

    def _count(self, values: Whole) -> None:
        for target in self.open:
            self.seen[target].add(int(values[target]))

    def push(self, part: Part, seed: int) -> None:
        """Push all open targets at once, each to a value of its own that was not seen, by chance."""
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  only here

        chance, lanes = np.random.default_rng(seed), (part.program, part.program.twin())
        idle = failed = 0
        with ThreadPoolExecutor(len(lanes)) as threads:
            while idle < PUSHES:
                todo = [t for t in self.open if t in part.own]
                few = len(todo) <= FEW
                if not todo or (few and idle > 1):
                    return
                goals = [self._goals(part, todo, chance) for _ in lanes]
                before = sum(len(self.seen[t]) for t in todo)
                answers = threads.map(Program.minimise, lanes, *zip(*goals, strict=True))
                whole = [self._take(part, answer) for answer in answers]
                failed = 0 if any(whole) else failed + 1
                if failed > 1 and not few:  # a program that has hardly a whole corner
                    self._take(part, part.program.minimise(*goals[0], whole=True, seconds=PUSH, gap=0.5))
                idle = 0 if sum(len(self.seen[t]) for t in todo) > before + len(todo) / 10 else idle + 1

    def _goals(self, part: Part, todo: Sequence[int], chance: np.random.Generator) -> Any:
        """Choose a near value for each target: the cost that draws it there, and the ends that stop it there."""
        cost, ends = {}, {}
        for target, weight in zip(todo, chance.random(len(todo)), strict=True):
            i, here = part.own[target], int(part.base[target])
            down, up = part.program.low[i], part.program.high[i]
            near = range(max(here - self.want, int(down)), min(here + self.want, int(min(up, MOST))) + 1)
            fresh = [v for v in near if v not in self.seen[target]]
            if fresh:
                goal = int(chance.choice(fresh))
                ends[i] = (down, goal) if goal > here else (goal, up)
                cost[i] = -weight if goal > here else weight
        return cost, ends

    def elsewhere(self, full: Program, seed: int) -> None:
        """Start again from other assignments, in which the rentals that stood still are other ones."""
        chance = np.random.default_rng(seed)
        for turn in range(STARTS):
            todo = self.open
            if len(todo) <= FEW:
                return
            weights = chance.choice([-1.0, 1.0], len(todo)) * chance.random(len(todo))
            values = full.minimise(dict(zip(todo, weights, strict=True)), whole=True, seconds=ASK, gap=0.5).whole()
            if values is None or not self.note(values):
                return
            self.look(values, seed + turn + 1)
            self.push(part_of(self.system, values, self.low, self.high), seed + turn + 1)

    def each(self, part: Part, seed: int) -> None:
        """Slide the open targets one by one."""
        for target in self.open:
            if target in part.own and len(self.seen[target]) < self.want:
                self.slide(part, target, seed)

    def slide(self, part: Part, target: int, seed: int) -> None:
        """Slide one target to its ends, then to values between."""
        own = part.own[target]
        ends = []
        for sign in (1.0, -1.0):
            answer = part.program.minimise({own: sign})
            if self._take(part, answer):
                self.look(self.pool[-1], seed)
            ends.append(sign * answer.cost)
        low, high = ceil(ends[0] - WHOLE), floor(ends[1] + WHOLE)
        if high - low + 1 < self.want:
            return
        for value in _between(low, high, self.seen[target])[: 2 * self.want]:
            if len(self.seen[target]) >= self.want:
                return
            if not self._take(part, part.program.minimise({}, {own: (value, value)})):
                self._take(part, part.program.minimise({}, {own: (value, value)}, whole=True, seconds=ASK))

    def _take(self, part: Part, answer: Answer) -> bool:
        """Note the values of an answer of a part; whether they are an assignment."""
        values = answer.whole()
        if values is None:
            return False
        whole = part.base.copy()
        whole[list(part.own)] = values
        return self.note(whole)

    def settle(self, program: Program, target: int) -> None:
        """Bound one target by linear programs, then ask for values within."""
        low, high = self.low[target], self.high[target]
        for sign in (1.0, -1.0):
            answer = program.minimise({target: sign})
            if answer.status == "found":
                self.note(answer.whole())
                end = ceil(answer.cost - WHOLE)
                low, high = (max(low, end), high) if sign > 0 else (low, min(high, -end))
        self.low[target], self.high[target] = low, high
        tried = True
        for value in _between(low, high, self.seen[target]):
            if len(self.seen[target]) >= self.want:
                return
            answer = program.minimise({}, {target: (value, value)}, whole=True, seconds=ASK)
            tried &= answer.status != "unknown"
            self.note(answer.whole())
        if tried and high - low < BETWEEN:
            self.closed.add(target)

    def frame(self) -> pl.DataFrame:
        """Return one row per target."""
        rows = []
        for target, seen in self.seen.items():
            low, high = self.low[target], self.high[target]
            decided = len(seen) >= self.want or target in self.closed
            if decided and len(seen) < self.want:
                low, high = min(seen), max(seen)
            rows.append((target, low, high, min(len(seen), self.want), decided))
        names = ["target", "low", "high", "candidates", "decided"]
        types = [pl.Int64] * 4 + [pl.Boolean]
        return pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")


def _between(low: int, high: int, seen: Iterable[int]) -> list[int]:
    """Values between two ends that were not seen, nearest to those seen first."""
    known = sorted(seen)
    middle = known[len(known) // 2]
    first, last = max(low, middle - BETWEEN // 2), min(high, middle + BETWEEN // 2)
    if high - low < BETWEEN:
        first, last = low, high
    return sorted(set(range(first, last + 1)).difference(known), key=lambda value: (abs(value - middle), value))


def candidates(
    system: System,
    targets: Sequence[int],
    values: Sequence[int],
    *,
    want: int,
    seed: int = 0,
    exact: bool = True,
    pool: list[Whole] | None = None,
) -> pl.DataFrame:
    """Prove how many values each target can have, up to ``want``.

    ``values`` is an assignment that meets every row. Returns one row per target:
    ``target, low, high`` (outer bounds; exact where ``decided`` and fewer than ``want``), ``candidates`` (proved
    values, at most ``want``) and ``decided`` (nothing stays open below ``want``). Without ``exact`` what takes long
    stays open. ``pool`` keeps the assignments found, for the next system of the same unknowns.
    """
    low, high = narrowed(system)
    start = np.array(values)
    proof = Proof(system, want, {t: {int(start[t])} for t in targets}, [] if pool is None else pool, low, high)
    proof.recall()
    proof.look(start, seed)
    if proof.open:
        part = part_of(system, start, low, high)
        proof.push(part, seed)
        if exact:
            full = program(system, low, high)
            proof.elsewhere(full, seed)
        if exact or len(proof.open) <= FEW:
            proof.each(part, seed)
        if exact:
            for target in proof.open:
                if len(proof.seen[target]) < want:
                    proof.settle(full, target)
    return proof.frame()
