"""Suppress, coarsen and audit in turns, until nothing that is withheld can be derived from what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure import precision
from spreiding.disclosure.audit import derive, pressed
from spreiding.disclosure.choice import choose
from spreiding.disclosure.insiders import hold, labels_inside
from spreiding.disclosure.mend import ROUNDS, Mender
from spreiding.disclosure.model import Model
from spreiding.disclosure.protected import closed
from spreiding.disclosure.reader import Told
from spreiding.disclosure.system import narrowed
from spreiding.disclosure.unions import limits_of, unions
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spreiding.disclosure.board import Board
    from spreiding.disclosure.insiders import Inside
    from spreiding.disclosure.model import State

#: Pinned values up to which each is settled exactly, before more is hidden for it.
FEW = 4
MEASURES = ("allocations", "rentals")


def guard(
    board: Board,
    seed: int,
    insiders: Mapping[str, Inside] | None = None,
    tick: Callable[[int], None] | None = None,
) -> tuple[list[str], list[str]]:
    """Suppress and coarsen until the audit finds nothing; ``tick`` is called as work goes on.

    Returns what earlier tables disclose by themselves, and what one of the insiders can derive whatever is hidden.
    """
    before, sums = _told_before(board, seed)
    values = board.truth(board.state())
    choose(board, tick)
    precision.settle(board)
    # Hiding more frees more, so what was safe mostly stays safe: it is looked at again at the end.
    safe, pool, left = set(before), list[Any](), len(values)
    mender = Mender(board, values)
    for step in range(ROUNDS):
        state, small = mender.united(sums)
        told = before | _shown_again(board)
        found = pressed(board.model, state, measures=MEASURES, minimum=board.room, skip=safe | told)
        if found.height:  # what needs no search goes first: mending it mends most of what does
            mender.repair(found.to_dicts(), step)
            continue
        found = derive(
            board.model, state, measures=MEASURES, minimum=board.room, seed=seed, values=values, skip=safe | told,
            exact=left <= FEW, pool=pool, wide=board.wide, tick=tick,
        )  # fmt: skip
        few = found.get_column("candidates") < found.get_column("need")
        rows = found.filter(few).to_dicts()
        rows += _summed(board, state)
        left = len(rows)
        if not rows:
            sums |= mender.apart(small)
            if safe <= told and not board.touched:
                lost = hold(board, mender, insiders or {}, MEASURES, seed, tick)
                if not board.touched:
                    return [*_labels(board, before), *sorted(sums)], list(labels_inside(board, lost))
            safe = set()
            continue
        safe |= set(found.filter(~few).get_column("at")) - {row["at"] for row in rows}
        mender.repair(rows, step)
    raise refusal("no-protection-found", rounds=str(ROUNDS))


def _shown_again(board: Board) -> set[int]:
    """Return the counts that were hidden and are shown once more; one that is hidden again since is none."""
    return {board.a(item) for item in board.items if item.kept and not item.hidden}


def _labels(board: Board, cells: set[int]) -> list[str]:
    return [board.model.label(at) for at in sorted(cells)]


def disclosed(board: Board, seed: int) -> list[str]:
    """Return what is told as things are: the values with fewer candidates than they must keep."""
    model, state = board.model, board.state()
    sure = pressed(model, state, measures=MEASURES, minimum=board.room)
    found = derive(
        model, state, measures=MEASURES, minimum=board.room, seed=seed, skip=sure["at"].to_list(), wide=board.wide
    )
    few = found.filter(found.get_column("candidates") < found.get_column("need"))
    return [model.label(at) for at in sorted([*sure["at"], *few["at"]])]


def _summed(board: Board, state: State) -> list[dict[str, Any]]:
    """Return the hidden counts that are sums of printed ones: they guard nothing, or are told though a rule hides them.

    What earlier tables tell of the latter is not undone by hiding more.
    """
    told = closed(board.model, state.exact) & ~state.exact
    hidden = [item for item in board.items if item.hidden and not (item.a is None or item.small or item.withheld)]
    hidden = [item for item in hidden if not (item.primary and board.said.told)]
    found = [board.a(item) for item in hidden if told[board.a(item)]]
    return [{"at": at, "measure": "allocations", "decided": True, "candidates": 1} for at in found]


def _told_before(board: Board, seed: int) -> tuple[set[int], set[str]]:
    """Return the values that earlier tables disclose by themselves, and the small sums: no suppression can undo that.

    Those of cells that only the new tables have are among them, where the ground is that of an earlier cell: what these
    tables say is left out, that there are such cells is not.
    """
    if not board.said.told:
        return set(), set()
    codes = {dim: [item.codes[axis] for item in board.items] for axis, dim in enumerate(board.dims)}
    limit = np.array([item.threshold for item in board.items])
    silent = Told.nothing(len(board.items), codes=codes, name="new tables", limit=limit)
    tables = [silent, *board.said.told]
    earlier = Model(tables, board.said.trees, same=board.same)
    state = earlier.state(tables)
    found = derive(earlier, state, measures=MEASURES, minimum=board.room, seed=seed)
    found = found.filter(found.get_column("candidates") < found.get_column("need"))
    dims = board.model.space.dims
    cells = [(row["measure"], tuple(row.get(dim, "all") for dim in dims)) for row in found.to_dicts()]
    sums = unions(earlier, state, *narrowed(state.system), limits_of(earlier, tables, 0))
    small = {union.label(earlier) for union in sums if union.candidates < board.room}
    return {at for measure, codes in cells if (at := board.model.at(measure, codes)) is not None}, small
