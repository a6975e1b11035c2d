"""Suppress, coarsen and audit in turns, until nothing that is withheld can be derived from what is printed."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from spreiding.disclosure import precision
from spreiding.disclosure.audit import derive
from spreiding.disclosure.choice import choose
from spreiding.disclosure.insiders import hold
from spreiding.disclosure.model import Model
from spreiding.disclosure.protected import closed
from spreiding.disclosure.reader import Told
from spreiding.disclosure.secondary import Chains, may_hide, shown_around, widen
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.disclosure.board import Board
    from spreiding.disclosure.items import Item
    from spreiding.disclosure.model import State

#: Of so many pinned values in a thousand, sums are widened all at once instead of value by value: less sparing.
MANY = 15
#: Rounds after which widening is used for few values too.
SPARING = 10
#: Pinned values up to which each is settled exactly, before more is hidden for it.
FEW = 4
#: Rounds of audit and repair after which protection gives up.
ROUNDS = 80
MEASURES = ("allocations", "rentals")


def guard(board: Board, seed: int, insiders: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Suppress and coarsen until the audit finds nothing.

    Returns what earlier tables disclose by themselves, and what one of the insiders can derive whatever is hidden.
    """
    before = _told_before(board, seed)
    told = set(before)
    values = board.truth(board.state())
    choose(board)
    precision.settle(board)
    # Hiding more frees more, so what was safe mostly stays safe: it is looked at again at the end.
    safe, pool, left = set(told), list[Any](), len(values)
    mender = Mender(board, values)
    for step in range(ROUNDS):
        state = board.state()
        found = derive(
            board.model, state, measures=MEASURES, minimum=board.room, seed=seed, values=values, skip=safe,
            exact=left <= FEW, pool=pool, need=_wide(board),
        )  # fmt: skip
        few = found.get_column("candidates") < found.get_column("need")
        rows = found.filter(few).to_dicts()
        rows += _summed(board, state)
        left = len(rows)
        if not rows:
            if safe == told:
                known = hold(board, mender, insiders, MEASURES, seed) if insiders else set()
                if not board.touched:
                    return _labels(board, before), _labels(board, known)
            safe = set(told)
            continue
        safe |= set(found.filter(~few).get_column("at")) - {row["at"] for row in rows}
        told |= mender.repair(rows, step)
        safe |= told
    raise refusal("no-protection-found", rounds=str(ROUNDS))


def _labels(board: Board, cells: set[int]) -> list[str]:
    return [board.model.label(at) for at in sorted(cells)]


def disclosed(board: Board, seed: int) -> list[str]:
    """Return what is told as things are: the values with fewer candidates than they must keep."""
    found = derive(board.model, board.state(), measures=MEASURES, minimum=board.room, seed=seed, need=_wide(board))
    few = found.filter(found.get_column("candidates") < found.get_column("need"))
    return [board.model.label(at) for at in few.get_column("at").sort()]


def _summed(board: Board, state: State) -> list[dict[str, Any]]:
    """Return the hidden counts that are sums of printed ones: they guard nothing, or are told though a rule hides them.

    What earlier tables tell of the latter is not undone by hiding more.
    """
    told = closed(board.model, state.exact) & ~state.exact
    hidden = [item for item in board.items if item.hidden and not (item.a is None or item.small or item.withheld)]
    hidden = [item for item in hidden if not (item.kept or (item.primary and board.said.told))]
    found = [board.a(item) for item in hidden if told[board.a(item)]]
    return [{"at": at, "measure": "allocations", "decided": True, "candidates": 1} for at in found]


def _wide(board: Board) -> dict[int, int]:
    """Return the counts that must span more numbers than the usual, by their unknown."""
    return {board.a(item): item.need for item in board.items if item.hidden and item.need > board.room}


def _told_before(board: Board, seed: int) -> set[int]:
    """Return the values that earlier tables disclose by themselves: no suppression can undo that.

    Those of cells that only the new tables have are among them, where the ground is that of an earlier cell: what these
    tables say is left out, that there are such cells is not.
    """
    if not board.said.told:
        return set()
    codes = {dim: [item.codes[axis] for item in board.items] for axis, dim in enumerate(board.dims)}
    silent = Told.nothing(len(board.items), codes=codes, name="new tables")
    tables = [silent, *board.said.told]
    earlier = Model(tables, board.said.trees, same=board.same)
    found = derive(earlier, earlier.state(tables), measures=MEASURES, minimum=board.room, seed=seed)
    found = found.filter(found.get_column("candidates") < found.get_column("need"))
    dims = board.model.space.dims
    cells = [(row["measure"], tuple(row.get(dim, "all") for dim in dims)) for row in found.to_dicts()]
    return {at for measure, codes in cells if (at := board.model.at(measure, codes)) is not None}


class Mender:
    """Repairs what the audit found disclosed, at the least cost it can see."""

    def __init__(self, board: Board, values: Any) -> None:
        self.board, self.values, self.chains = board, values, Chains(board, values)
        self.tries: dict[int, int] = {}

    def repair(self, rows: Sequence[dict[str, Any]], step: int) -> set[int]:
        """Free what is pinned; returns the unknowns that are shown once more, because others tell them.

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
            return set()
        rows = sorted(rows, key=lambda row: (row["measure"], row["decided"], row["candidates"]))
        before = set(self.board.touched)
        stuck = self.mend([row["at"] for row in rows], 1 + step)
        if stuck and self.board.touched != before:  # what was mended beside them may have freed them
            return told
        left = {cell for cell in stuck if not (self.board.said.told and self._withhold(cell))}
        if left:
            raise refusal("cannot-be-protected", cell=self.board.model.label(min(left)))
        return told

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

    def _by(self, cell: int) -> int:
        item = self.board.by_a.get(cell)
        return max(self.board.room, item.need if item is not None else 0) - 1

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
