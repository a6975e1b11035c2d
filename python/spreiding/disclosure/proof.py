"""Proof of how many values an unknown can have: every value counted has an assignment that meets all that is printed.

From one assignment the compiled core looks for others nearby, target by target. What stays open is looked at in a small
system of what lies near it. There it is slid along the sums, with the rentals of printed shares standing still: sums
alone make linear programs whose corners are mostly whole. The rest is settled one by one, in all unknowns: bounds by a
linear program, values by integer programs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding import _core
from spreiding.disclosure.near import Near
from spreiding.disclosure.part import Part, part_of
from spreiding.disclosure.solver import WHOLE, Answer, Program
from spreiding.disclosure.system import System, fits, narrowed, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spreiding.disclosure.solver import Whole

#: Open targets up to which each is slid by itself, and no longer all are pushed at once.
FEW = 12
#: Assignments in a row that may prove little before targets are slid one by one.
PUSHES = 6
#: Other assignments to start from.
STARTS = 4
#: Nodes of an integer program about all targets and about one, and values of one target that are asked for.
PUSH, ASK, BETWEEN = 50, 500, 60
#: Unknowns of a system that is looked at whole; of a larger one, those near a target, in two steps.
WHOLE_SYSTEM, NEAR = 3_000, (250, 2_000)
#: Targets that the core looks at between two looks at the keyboard, and assignments that are kept.
CHUNK, POOL = 4_000, 60


@dataclass
class Proof:
    """What is known of each target: outer bounds, values proved, and whether all others are refuted."""

    system: System
    need: Mapping[int, int]  #: values that each target must keep, or numbers that they must span where more than want
    want: int
    seen: dict[int, set[int]]
    pool: list[Whole]  #: Assignments that were found.
    low: Any
    high: Any
    closed: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)  #: Values that no assignment has, of the target settled last.

    def enough(self, target: int) -> bool:
        """Say whether enough values are proved: so many, and so far apart."""
        seen, need = self.seen[target], self.need[target]
        return len(seen) >= min(need, self.want) and (need <= self.want or max(seen) - min(seen) + 1 >= need)

    @property
    def open(self) -> list[int]:
        """Targets of which neither enough values are proved, nor all others refuted."""
        return [t for t in self.seen if t not in self.closed and not self.enough(t)]

    def recall(self) -> None:
        """Count the values of assignments found before, where they still meet every row."""
        for values in self.pool:
            if fits(self.system, values):
                self._count(values)

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
        del self.pool[:-POOL]
        self._count(values)
        return True

    def _count(self, values: Whole) -> None:
        for target in self.open:
            self.seen[target].add(int(values[target]))

    def nearby(self, values: Any, seed: int, *, exact: bool) -> None:
        """Look at what lies near each open target: held still around it to prove, loose from the rest to refute."""
        near, done = Near(self.system.within(self.low, self.high)), set[int]()
        for size in NEAR:
            for target in self.open:
                if target in done or self.enough(target):
                    continue
                members = near.around([target], size)
                mine = [t for t in self.open if _in(members, t)]
                small = near.held(members, values)
                found = prove(
                    small.system, {small.own(t): self.need[t] for t in mine}, np.asarray(values)[members],
                    want=self.want, seed=seed,
                )  # fmt: skip
                for t in mine:
                    self.seen[t] |= found.seen[small.own(t)]
                done |= {t for t in mine if size == NEAR[0]}
                if exact and not self.enough(target):
                    self._refute(near, members, target, values)
            done.clear()

    def _refute(self, near: Near, members: Any, target: int, values: Any) -> None:
        small = near.loose(members, values)
        own, ends = small.own(target), narrowed(small.system)
        proof = Proof(small.system, {own: self.need[target]}, self.want, {own: set(self.seen[target])}, [], *ends)
        proof.settle(program(small.system, proof.low, proof.high), own)
        self.low[target], self.high[target] = (
            max(self.low[target], proof.low[own]), min(self.high[target], proof.high[own]),
        )  # fmt: skip
        # What the loose system allows beyond what is proved may still be impossible: only refusals count.
        if proof.refused >= set(range(int(self.low[target]), int(self.high[target]) + 1)) - self.seen[target]:
            self.closed.add(target)

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
                    self._take(part, part.program.minimise(*goals[0], whole=True, nodes=PUSH, gap=0.5))
                idle = 0 if sum(len(self.seen[t]) for t in todo) > before + len(todo) / 10 else idle + 1

    def _goals(self, part: Part, todo: Sequence[int], chance: np.random.Generator) -> Any:
        """Choose a near value for each target: the cost that draws it there, and the ends that stop it there."""
        cost, ends = {}, {}
        for target, weight in zip(todo, chance.random(len(todo)), strict=True):
            i, here = part.own[target], int(part.base[target])
            down, up = int(part.program.low[i]), int(part.program.high[i])
            near = range(max(here - self.want, down), min(here + self.want, up) + 1)
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
            cost = dict(zip(todo, weights.tolist(), strict=True))
            values = full.minimise(cost, whole=True, nodes=ASK, gap=0.5).whole()
            if values is None or not self.note(values):
                return
            self.look(values, seed + turn + 1)
            self.push(part_of(self.system, values, self.low, self.high), seed + turn + 1)

    def each(self, part: Part, seed: int) -> None:
        """Slide the open targets one by one."""
        for target in self.open:
            if target in part.own and not self.enough(target):
                self.slide(part, target, seed)

    def slide(self, part: Part, target: int, seed: int) -> None:
        """Slide one target to its ends, then to values between."""
        own, ends = part.own[target], []
        for sign in (1.0, -1.0):
            answer = part.program.minimise({own: sign})
            if answer.status != "found":
                return
            if self._take(part, answer):
                self.look(self.pool[-1], seed)
            ends.append(sign * answer.cost)
        low, high = ceil(ends[0] - WHOLE), floor(ends[1] + WHOLE)
        if high - low + 1 < min(self.need[target], self.want):
            return
        for value in _between(low, high, self.seen[target])[: 2 * self.want]:
            if self.enough(target):
                return
            if not self._take(part, part.program.minimise({}, {own: (value, value)})):
                self._take(part, part.program.minimise({}, {own: (value, value)}, whole=True, nodes=ASK))

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
        tried, self.refused = True, set()
        for value in _between(int(low), int(high), self.seen[target]):
            if self.enough(target):
                return
            answer = program.minimise({}, {target: (value, value)}, whole=True, nodes=ASK)
            tried &= answer.status != "unknown"
            self.refused |= {value} if answer.status == "none" else set()
            self.note(answer.whole())
        if tried and high - low < BETWEEN:
            self.closed.add(target)

    def frame(self) -> pl.DataFrame:
        """Return one row per target."""
        rows = []
        for target, seen in self.seen.items():
            low, high, decided = int(self.low[target]), int(self.high[target]), True
            if not self.enough(target):
                decided = target in self.closed
                low, high = (min(seen), max(seen)) if decided else (low, high)
            found = len(seen) if self.need[target] <= self.want else max(seen) - min(seen) + 1
            rows.append((target, low, high, min(found, self.need[target]), decided))
        names = ["target", "low", "high", "candidates", "decided"]
        types = [pl.Int64] * 4 + [pl.Boolean]
        return pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")


def _in(members: Any, target: int) -> bool:
    at = int(np.searchsorted(members, target))
    return at < len(members) and int(members[at]) == target


def _between(low: int, high: int, seen: Iterable[int]) -> list[int]:
    """Values between two ends that were not seen, nearest to those seen first."""
    known = sorted(seen)
    middle = known[len(known) // 2]
    first, last = max(low, middle - BETWEEN // 2), min(high, middle + BETWEEN // 2)
    if high - low < BETWEEN:
        first, last = low, high
    return sorted(set(range(first, last + 1)).difference(known), key=lambda value: (abs(value - middle), value))


def prove(
    system: System,
    need: Mapping[int, int],
    values: Any,
    *,
    want: int,
    seed: int = 0,
    exact: bool = True,
    pool: list[Whole] | None = None,
    tick: Callable[[int], None] | None = None,
) -> Proof:
    """Prove how many values each target can have, as far as it needs them.

    ``values`` is an assignment that meets every row; ``need`` has the values that each target must keep, or where that
    is more than ``want``, the numbers that its least and greatest value must span. Without ``exact`` what takes long
    stays open. ``pool`` keeps the assignments found, for the next system of the same unknowns.
    """
    low, high = narrowed(system)
    start = np.array(values, dtype=np.int64)
    seen = {t: {int(start[t])} for t in need}
    proof = Proof(system, need, want, seen, [] if pool is None else pool, low.copy(), high.copy())
    proof.recall()
    proof.look(start, seed, tick)
    if proof.open and len(start) > WHOLE_SYSTEM:
        proof.nearby(start, seed, exact=exact)
        if not exact or len(proof.open) > FEW:
            return proof
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
                if not proof.enough(target):
                    proof.settle(full, target)
    return proof
