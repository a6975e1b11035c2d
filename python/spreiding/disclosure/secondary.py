"""Secondary suppression: which further counts to suppress, so that no sum discloses a suppressed one.

First all sums at once, as integer programs (:mod:`spreiding.disclosure.choice`). These are the conditions on single
sums; combinations of sums that still pin a cell are found by the audit and mended one by one, each by a linear program
that finds the cheapest chain of cells through which the pinned one can move (Kelly, Golden & Assad 1992, Networks 22,
397-417).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.items import count_bits, share_bits
from spreiding.disclosure.solver import WHOLE, Program
from spreiding.disclosure.tree import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spreiding.disclosure.board import Board
    from spreiding.disclosure.items import Item

#: A larger unit of publication is missed more: bits of a total over areas, and of one over groups, count so many times.
TOTALS, GROUPS = 8.0, 3.0
#: Cells around a pinned one among which a chain is looked for first, then, then among all.
REACHES = (250, 2_500, 10**9)
#: Price of moving a cell that is hidden already.
FREE = 1e-4


def cost(item: Item) -> float:
    """Bits that are lost by hiding a count, and its share with it."""
    bits = count_bits(item.a or 0) + share_bits(item.share) + 0.01
    whole = (TOTALS if item.codes[0] == ALL else 1.0) * (GROUPS if item.kind == "all" else 1.0)
    return bits * whole * item.price


def may_hide(item: Item, low: int) -> bool:
    """Say whether hiding a count that is shown guards others: not a nil, which readers would take for more."""
    return not item.fixed and (item.a or 0) >= low


def families_of(board: Board) -> list[tuple[Item, list[Item]]]:
    """Return the sums of allocations whose cells are all in the tables."""
    cells, found = board.by_a, []
    for top, parts in board.model.families:
        whole = cells.get(top)
        if whole is None:
            continue
        known = [cells.get(int(at)) for at in parts]
        # A total of nil tells its parts, as it should: nil is shown.
        if None not in known and (whole.a or whole.hidden):
            found.append((whole, [item for item in known if item is not None]))
    return found


def widen(board: Board, pinned: Sequence[int], wide: int) -> bool:
    """Hide, in each sum of each pinned cell with fewer than ``wide`` hidden, the cheapest count that is still shown.

    Returns whether there was one.
    """
    cells, mine, changed = board.by_a, set(pinned), False
    for top, parts in board.model.families:
        family = [top, *parts.tolist()]
        if mine.isdisjoint(family):
            continue
        known = [cells[at] for at in family if at in cells]
        shown = [item for item in known if not item.hidden and may_hide(item, max(1, board.signs.low))]
        if shown and len(shown) > len(known) - wide:
            board.hide(min(shown, key=cost))
            changed = True
    return changed


@dataclass(frozen=True)
class Chains:
    """Cheapest chains of counts through which a pinned one can move."""

    board: Board
    values: Any

    @cached_property
    def _sums(self) -> dict[int, list[int]]:
        """Return the sums that each unknown stands in."""
        found: dict[int, list[int]] = {}
        for number, (top, parts) in enumerate(self.board.model.families):
            for at in (top, *parts.tolist()):
                found.setdefault(at, []).append(number)
        return found

    def around(self, cell: int, size: int) -> list[int]:
        """Return about ``size`` unknowns that stand in sums with a cell, the nearest first."""
        met, seen, todo = {cell: None}, set[int](), deque([cell])
        while todo and len(met) < size:
            for number in self._sums.get(todo.popleft(), ()):
                if number in seen:
                    continue
                seen.add(number)
                top, parts = self.board.model.families[number]
                for at in (top, *parts.tolist()):
                    if at not in met:
                        met[at] = None
                        todo.append(at)
        return list(met)

    def free(self, cell: int, by: int) -> list[Item] | None:
        """Hide what lets a cell move by ``by``; returns what was hidden, none if the sums were free already.

        None where no choice frees it.
        """
        before = 0
        for size in REACHES:
            near = self.around(cell, size)
            if len(near) == before:
                return None
            before = len(near)
            found = self._chain(near, cell, by)
            if found is not None:
                for item in found:
                    self.board.hide(item)
                return found
        return None

    @cached_property
    def _terms(self) -> tuple[Any, Any, Any]:
        """Return the sums in compressed rows: starts, unknowns, signs."""
        families = self.board.model.families
        start = np.cumsum([0, *(len(parts) + 1 for _, parts in families)])
        unknown = np.concatenate([np.empty(0, dtype=np.int64), *(np.append(parts, top) for top, parts in families)])
        sign = np.ones(len(unknown))
        sign[start[1:] - 1] = -1.0
        return start, unknown, sign

    def _moves(self, near: Sequence[int], up: Any, down: Any) -> Program:
        """Return the program of all moves of some cells, up and down apart, that leave every sum as it is."""
        n, (start, unknown, sign) = len(near), self._terms
        rows = np.array(list(dict.fromkeys(number for j in near for number in self._sums.get(j, ()))), dtype=np.int64)
        sizes = start[rows + 1] - start[rows]
        ends = np.cumsum(sizes)
        term = np.arange(ends[-1] if len(ends) else 0) + np.repeat(start[rows] - (ends - sizes), sizes)
        own = np.full(len(self.board.model), -1)
        own[list(near)] = np.arange(n)
        mine = own[unknown[term]] >= 0
        row, term = np.repeat(np.arange(len(rows)), sizes)[mine], term[mine]
        index = np.stack([own[unknown[term]], n + own[unknown[term]]], 1).ravel()
        coef = np.stack([sign[term], -sign[term]], 1).ravel()
        begins = np.concatenate([[0], 2 * np.cumsum(np.bincount(row, minlength=len(rows)))])
        none = np.zeros(len(rows))
        return Program(np.zeros(2 * n), np.r_[up, down], (begins, index, coef), none, none)

    def _chain(self, near: Sequence[int], cell: int, by: int) -> list[Item] | None:
        """Return the counts to be hidden on the cheapest chain among some cells."""
        board, at, n = self.board, {j: i for i, j in enumerate(near)}, len(near)
        low, cells = board.signs.low, [board.by_a.get(j) for j in near]
        price, up, down = np.full(n, FREE), np.full(n, inf), np.zeros(n)
        for i, (j, item) in enumerate(zip(near, cells, strict=True)):
            down[i] = max(0, self.values[j] - (0 if item is None or item.withheld else low))
            if item is not None and not item.hidden:
                price[i] = cost(item)
                if not may_hide(item, low):
                    up[i] = down[i] = 0.0
        price[at[cell]] = 0.0
        program, i, best = self._moves(near, up, down), at[cell], None
        for ends in ({i: (by, by), n + i: (0.0, 0.0)}, {i: (0.0, 0.0), n + i: (by, by)}):
            if ends[n + i][0] > down[i] or ends[i][0] > up[i]:
                continue
            answer = program.minimise(np.r_[price, price], ends)
            if answer.status == "found" and (best is None or answer.cost < best.cost - WHOLE):
                best = answer
        if best is None:
            return None
        moved = best.values[:n] + best.values[n:]
        return [item for i, item in enumerate(cells) if moved[i] > WHOLE and item is not None and not item.hidden]


def shown_around(board: Board, chains: Chains, cells: Iterable[int], size: int) -> list[Item]:
    """Return the cells of the tables near some unknowns of which anything is still printed."""
    near = dict.fromkeys(at for cell in cells for at in chains.around(cell, size))
    found = [board.by_a[at] for at in near if at in board.by_a]
    return [item for item in found if item.share is not None or item.few or (not item.hidden and may_hide(item, 1))]
