"""Proof of how many values an unknown can have: every value counted has an assignment that meets all that is printed.

From one assignment the compiled core looks for others nearby, target by target. What stays open is moved along the
sums, with the rentals of printed shares standing still: sums alone make linear programs whose corners are mostly whole.
First all targets at once, along straight lines; then to values that were not seen; then one by one. In a large system
this is done with what lies far away standing still. The rest is settled in all unknowns: bounds by a linear program,
values by integer programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.known import ASK, Known, between
from spreiding.disclosure.lines import SPLITS, Lines, roomy
from spreiding.disclosure.near import Near, Small
from spreiding.disclosure.part import Part, part_of
from spreiding.disclosure.solver import WHOLE, Program
from spreiding.disclosure.system import System, narrowed, program

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from spreiding.disclosure.solver import Whole

#: Open targets up to which each is slid by itself, and no longer all are pushed at once.
FEW = 12
#: Assignments in a row that may prove little before targets are slid one by one.
PUSHES = 3
#: Other assignments to start from.
STARTS = 4
#: Unknowns of a system that is looked at whole; of a larger one, those near a target, in two steps.
WHOLE_SYSTEM, NEAR = 10_000, (250, 2_000)
#: Assignments through which lines are drawn, and lines that one kind of step is tried for.
BASES, LINES = 6, 4
#: Open targets from which lines are drawn before each is looked at by itself.
MANY = 200


@dataclass
class Proof(Known):
    """The search for values."""

    def nearby(self, values: Any, seed: int, *, exact: bool) -> None:
        """Look at what lies near each open target: held still around it to prove, loose from the rest to refute.

        What is near most of the system is left to those who look at all of it.
        """
        near, done = Near(self.system.within(self.low, self.high)), set[int]()
        most = np.count_nonzero(self.low < self.high) / 2
        for size in NEAR:
            for target in self.open:
                if target in done or self.enough(target):
                    continue
                members = near.around([target], size)
                if len(members) > most and size > NEAR[0]:
                    continue
                mine = [t for t in self.open if _in(members, t)]
                small = near.held(members, values)
                settled = () if not exact else mine if size == NEAR[0] else (target,)
                found = self._within(small, mine, np.asarray(values)[members], seed, settled)
                for t in mine:
                    self.seen[t] |= found.seen[small.own(t)]
                done |= {t for t in mine if size == NEAR[0]}
                if exact and not self.enough(target):
                    self._refute(near, members, target, values)
            done.clear()

    def _within(
        self, small: Small, targets: Sequence[int], values: Whole, seed: int, settled: Collection[int]
    ) -> Proof:
        """Prove values of targets in a part of the system, the rest standing still; some of them one by one."""
        low, high = narrowed(small.system)
        own = {small.own(t): t for t in targets}
        seen = {i: set(self.seen[t]) for i, t in own.items()}
        need, wide = {i: self.need[t] for i, t in own.items()}, {i: self.wide.get(t, 0.0) for i, t in own.items()}
        proof = Proof(small.system, need, self.want, seen, [], low, high, wide=wide)
        proof.look(values, seed)
        if proof.open:
            part = part_of(small.system, values, low, high)
            proof.push(part, seed)
            if settled or len(proof.open) <= FEW:
                proof.each(part, seed)
        for i in proof.open:
            if own[i] in settled and not proof.enough(i):
                proof.settle(program(small.system, low, high), i)
        return proof

    def _refute(self, near: Near, members: Any, target: int, values: Any) -> None:
        small = near.loose(members, values)
        own, ends = small.own(target), narrowed(small.system)
        need, wide, seen = {own: self.need[target]}, {own: self.wide.get(target, 0.0)}, {own: set(self.seen[target])}
        proof = Proof(small.system, need, self.want, seen, [], *ends, wide=wide)
        proof.settle(program(small.system, proof.low, proof.high), own)
        self.low[target], self.high[target] = (
            max(self.low[target], proof.low[own]), min(self.high[target], proof.high[own]),
        )  # fmt: skip
        # What the loose system allows beyond what is proved may still be impossible: only refusals count.
        if proof.refused >= set(range(int(self.low[target]), int(self.high[target]) + 1)) - self.seen[target]:
            self.closed.add(target)

    def spread(self, part: Part, seed: int) -> None:
        """Draw lines through an assignment, then through others that have more room, as long as that proves much."""
        chance = np.random.default_rng(seed)
        for turn in range(BASES):
            before = len(self.open)
            self._lines(part, chance)
            mine = {t: self.needs(t) for t in self.open if t in part.own}
            if len(mine) <= FEW or turn == BASES - 1 or (turn > 1 and len(self.open) > 0.95 * before):
                break
            base = roomy(part, mine, chance)
            if base is not None and self.note(base):
                part = part_of(self.system, base, self.low, self.high)

    def _lines(self, part: Part, chance: np.random.Generator) -> None:
        for back, forth in SPLITS:
            lines = None
            for _ in range(LINES):
                mine = {t: self.needs(t) for t in self.open if t in part.own}
                if not mine:
                    return
                lines = lines or Lines.through(part, back, forth, mine)
                cost = chance.choice([-1.0, 1.0], len(mine)) * chance.uniform(0.5, 1.0, len(mine))
                for values in lines.along(dict(zip(mine, cost.tolist(), strict=True))):
                    self.note(values)
                if len(self.open) > 0.97 * len(mine):
                    break

    def finish(self, part: Part, seed: int, *, exact: bool) -> None:
        """Do what takes longer for targets that are still open; without ``exact`` what takes longest is left out."""
        self.push(part, seed)
        full = program(self.system, self.low, self.high)
        self.elsewhere(full, seed)
        if not exact:
            if len(self.open) <= FEW:
                self.each(part, seed)
            return
        self.each(part, seed)
        if len(self.low) <= WHOLE_SYSTEM:
            self.nearby(part.base, seed, exact=True)
        for target in self.open:
            if not self.enough(target):
                self.settle(full, target)

    def push(self, part: Part, seed: int) -> None:
        """Push all open targets at once, each to a value of its own that was not seen, by chance."""
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  only here

        chance, lanes = np.random.default_rng(seed), (part.program, part.program.twin())
        idle = 0
        threads = ThreadPoolExecutor(len(lanes))
        try:
            while idle < PUSHES:
                todo = [t for t in self.open if t in part.own]
                few = len(todo) <= FEW
                if not todo or (few and idle > 1):
                    return
                goals = [self._goals(part, todo, chance) for _ in lanes]
                before = sum(len(self.seen[t]) for t in todo)
                answers = threads.map(Program.minimise, lanes, *zip(*goals, strict=True))
                for answer, goal in zip(answers, goals, strict=True):
                    self._take(part, part.program.whole(answer, *goal))
                idle = 0 if sum(len(self.seen[t]) for t in todo) > before + len(todo) / 10 else idle + 1
        finally:  # not waiting for programs that nobody asks for any more
            threads.shutdown(wait=False, cancel_futures=True)

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
            values = full.whole(full.minimise(cost), cost)
            if values is None:
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
            if self._take(part, part.program.whole(answer, {own: sign})):
                self.look(self.pool[-1], seed)
            ends.append(sign * answer.cost)
        low, high = ceil(ends[0] - WHOLE), floor(ends[1] + WHOLE)
        if high - low + 1 < min(self.need[target], self.want):
            return
        for value in between(low, high, self.seen[target])[: 2 * self.want]:
            if self.enough(target):
                return
            goal = {own: (value, value)}
            if not self._take(part, part.program.whole(part.program.minimise({}, goal), {}, goal)):
                self._take(part, part.program.minimise({}, goal, whole=True, nodes=ASK).whole())

    def _take(self, part: Part, values: Whole | None) -> bool:
        """Note whole numbers of a part; whether there are any, and they are an assignment."""
        if values is None:
            return False
        whole = part.base.copy()
        whole[list(part.own)] = values
        return self.note(whole)


def _in(members: Any, target: int) -> bool:
    at = int(np.searchsorted(members, target))
    return at < len(members) and int(members[at]) == target


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
    wide: Mapping[int, float] | None = None,
) -> Proof:
    """Prove how many values each target can have, as far as it needs them.

    ``values`` is an assignment that meets every row; ``need`` has the values that each target must keep, and ``wide``
    the part of its greatest value that it must span, where that is more. Without ``exact`` what takes long
    stays open. ``pool`` keeps the assignments found, for the next system of the same unknowns.
    """
    low, high = narrowed(system)
    start = np.array(values, dtype=np.int64)
    seen = {t: {int(start[t])} for t in need}
    proof = Proof(system, need, want, seen, [] if pool is None else pool, low.copy(), high.copy(), wide=wide or {})
    proof.recall()
    large = len(start) > WHOLE_SYSTEM
    many = len(proof.open) > MANY and not large
    part = part_of(system, start, low, high) if many else None
    if part is not None:
        proof.spread(part, seed)
    proof.look(start, seed, tick)
    if large and proof.open:
        proof.nearby(start, seed, exact=exact)
        if not exact or len(proof.open) > FEW:
            return proof
    if proof.open:
        proof.finish(part or part_of(system, start, low, high), seed, exact=exact)
    return proof
