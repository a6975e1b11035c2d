"""Repair what the audit found disclosed: hide further counts and coarsen shares, at the least cost that can be seen."""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING, Any

from spreiding.disclosure import precision
from spreiding.disclosure.secondary import Chains, cost, may_hide, shown_around, widen
from spreiding.disclosure.system import narrowed
from spreiding.disclosure.unions import unions
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spreiding.disclosure.board import Board
    from spreiding.disclosure.items import Item
    from spreiding.disclosure.model import State
    from spreiding.disclosure.unions import Union

#: Of so many pinned values in a thousand, sums are widened all at once instead of value by value: less sparing.
MANY = 15
#: Rounds after which widening is used for few values too.
SPARING = 10
#: Rounds of audit and repair after which protection gives up.
ROUNDS = 80


class Mender:
    """Repairs what the audit found disclosed, at the least cost it can see."""

    def __init__(self, board: Board, values: Any) -> None:
        self.board, self.values, self.chains = board, values, Chains(board, values)
        self.tries: dict[int, int] = {}

    def repair(self, rows: Sequence[dict[str, Any]], step: int) -> None:
        """Free what is pinned; what was hidden to guard others, and is told by them, is shown once more.

        Raises
        ------
        InvalidInputError
            If nothing is left to hide around a pinned value.
        """
        told = self._show_told(rows)
        rows = [row for row in rows if row["at"] not in told]
        counts = [row["at"] for row in rows if row["measure"] == "allocations"]
        many = max(60, len(self.board.items) * MANY // 1000)
        if len(counts) > (many if step < SPARING else 0) and widen(self.board, counts, 3 + step):
            return
        rows = sorted(rows, key=lambda row: (row["measure"], row["decided"], row["candidates"]))
        before = set(self.board.touched)
        stuck = self.mend([row["at"] for row in rows], 1 + step)
        if stuck and self.board.touched != before:  # what was mended beside them may have freed them
            return
        left = {cell for cell in stuck if not (self.board.said.told and self._withhold(cell))}
        if left:
            raise self._refused(self.board.model.label(min(left)))

    def _show_told(self, rows: Sequence[dict[str, Any]]) -> set[int]:
        """Show counts that were suppressed to protect others, but that follow exactly from the rest."""
        found = set()
        for row in rows:
            item = self.board.by_a.get(row["at"])
            alone = row["decided"] and row["candidates"] == 1
            if alone and item is not None and item.hidden and not item.primary and not item.kept:
                self.board.change(item, hidden=False, kept=True)
                found.add(row["at"])
        return found

    def mend(self, pinned: Sequence[int], last: float = inf) -> set[int]:
        """Suppress or coarsen one figure for each disclosed cell that is still disclosed after those before it.

        For ``last`` cells at most everything near is taken away: that frees others, so the next audit says more.
        """
        board, touched, stuck, freed = self.board, set[int](), set[int](), False
        small = any(item.small for item in board.items)
        for cell in pinned:
            unit = self._unit(cell)
            mark = board.r(unit[0]) if unit else -cell
            if mark in touched:
                continue
            touched.add(mark)
            self.tries[cell] = self.tries.get(cell, 0) + 1
            count = board.model.measure[cell] == 0
            if count and small and self._unsmall(cell):
                continue
            if count:
                hidden = self.chains.free(cell, self._by(cell))
                freed |= bool(hidden)
                # Where the sums were free before, the share or the little said of the rentals pins the count; where
                # this round freed them, the next one shows.
                if hidden or (freed and self.tries[cell] < 3) or self._loosen(unit):
                    continue
            elif precision.coarsen(board, unit):
                continue
            if self._around(cell) or self._blank(unit):
                continue
            if not last:
                continue
            if self._empty(cell):
                last -= 1
            else:
                stuck.add(cell)
        return stuck

    def _refused(self, cell: str) -> Exception:
        return refusal("cannot-be-protected", cell=cell, fixed=sum(item.fixed for item in self.board.items))

    def _by(self, cell: int) -> int:
        """Return how far a count must be able to move one way: ``width`` more than it is may be its greatest value."""
        item = self.board.by_a.get(cell)
        if item is None or not item.wide:
            return self.board.room - 1
        return max(self.board.room - 1, ceil((item.wide * (item.a or 0) - 1) / (1 - item.wide)))

    def _unit(self, cell: int) -> list[Item]:
        item = self.board.by_a.get(cell)
        return self.board.units.get(cell if item is None else self.board.r(item), [])

    def _unsmall(self, cell: int) -> bool:
        """Print small counts no longer as such where that pins a cell: its own, or those in a sum with it."""
        near = self.chains.around(cell, 1)
        small = [item for at in near if (item := self.board.by_a.get(at)) is not None and item.small]
        for item in small:
            self.board.change(item, small=False)
        return bool(small)

    def _loosen(self, unit: Sequence[Item]) -> bool:
        changed = precision.coarsen(self.board, unit)
        if not changed and any(item.few for item in unit):
            for item in unit:
                self.board.change(item, few=False)
            changed = True
        return changed

    def _around(self, cell: int) -> bool:
        """Coarsen a share of the cells that stand in a sum with the pinned one: the one that says most."""
        near = (at for at in self.chains.around(cell, 2) if at != cell)
        return precision.coarsen(self.board, [item for at in near for item in self._unit(at)])

    def _blank(self, unit: Sequence[Item]) -> bool:
        """Hide the counts of a unit."""
        changed = self._loosen(unit)
        for item in unit:
            if not changed and not item.hidden and may_hide(item, 1):
                self.board.hide(item)
                changed = True
        return changed

    def _withhold(self, cell: int) -> bool:
        """Say nothing of the cells near one, nils too, further away at every try: an earlier edition says enough."""
        for size in (20, 200, 2_000, 10**9):
            near = (self.board.by_a.get(at) for at in self.chains.around(cell, size))
            open_ = [item for item in near if item is not None and not item.withheld and not item.fixed]
            if open_:
                break
        for item in open_:
            item.hidden_forms = (None,)
            self.board.hide(item)
            self.board.change(item, withheld=True, small=False, few=False, primary=True)
        return bool(open_)

    def _empty(self, cell: int) -> bool:
        """Take away what is printed near a cell, further away at every try: the last resort."""
        for size in (20, 200, 2_000, 10**9):
            shown = shown_around(self.board, self.chains, [cell], size)
            if shown:
                break
        for item in shown:
            if item.share is not None or item.few:
                self.board.change(item, few=False)
                item.form = len(item.forms) - 1
            elif not item.hidden:
                self.board.hide(item)
        return bool(shown)

    def united(self, known: Collection[str]) -> tuple[State, list[Union]]:
        """Hide more until no sum that can be helped tells a small count; returns the system, and the other ones."""
        changed, stuck = True, list[Any]()
        while changed:
            state = self.board.state()
            changed, stuck = self.unite(state, known)
        return state, stuck

    def apart(self, small: Sequence[Union]) -> set[str]:
        """Take more away around small sums in which nothing is left to hide; returns those that earlier tables tell.

        Raises
        ------
        InvalidInputError
            ``cannot-be-protected``: nothing is left to take away.
        """
        if self.board.said.told:
            return {union.label(self.board.model) for union in small}
        for union in small:
            if not self._empty(union.whole):
                raise self._refused(union.label(self.board.model))
        return set()

    def unite(self, state: State, known: Collection[str] = ()) -> tuple[bool, list[Union]]:
        """Hide one more count of each sum whose hidden parts are a small count together.

        Returns whether there was one, and those in which nothing is left to hide; ``known`` are left as they are.
        """
        board, stuck, changed = self.board, list[Any](), False
        found = unions(board.model, state, *narrowed(state.system), board.limits)
        for union in found:
            if union.candidates >= board.room or union.label(board.model) in known:
                continue
            item = self._joining(union)
            if item is not None:
                board.hide(item)
            if item is not None and item is board.by_a.get(union.whole):  # it is not to be told by other sums either
                board.change(item, primary=True, kept=False)
            changed |= item is not None
            stuck += [] if item is not None else [union]
        return changed, stuck

    def _joining(self, union: Union) -> Item | None:
        """Return the count of least cost that makes a small sum large enough when it is hidden too, or hides the total.

        Where no single one does, the greatest; None where nothing is left to hide.
        """
        top, parts = self.board.model.families[union.number]
        low = max(1, self.board.signs.low)
        cells = [item for at in (top, *parts.tolist()) if (item := self.board.by_a.get(int(at))) is not None]
        whole = self.board.by_a.get(union.whole)
        left = [
            i for i in cells if not i.hidden and (not i.kept or (i is whole and not i.primary)) and may_hide(i, low)
        ]
        enough = [item for item in left if item is whole or union.high + (item.a or 0) >= union.limit]
        if enough:
            return min(enough, key=cost)
        return max(left, key=lambda item: item.a or 0, default=None)
