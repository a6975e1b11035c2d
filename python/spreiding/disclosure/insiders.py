"""Readers who know some of it: an association subtracts its own lettings from the page.

Each association is taken by itself. Associations that put their figures together know more; no page of theirs can be
protected against that, and none is claimed to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.audit import derive
from spreiding.disclosure.tree import ALL
from spreiding.values.names import nearest
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from spreiding.disclosure.board import Board

#: Key of tables by association.
KEY = "corporation"
#: The word for each association of the tables.
EVERY = "associations"
#: Passes over all insiders after which what is still told is named.
PASSES = 20


def insiders_of(board: Board, insiders: str | Sequence[str]) -> list[str]:
    """Return the associations to guard against.

    Raises
    ------
    InvalidInputError
        ``insiders-need-associations`` where no table tells associations apart, ``unknown-insider``.
    """
    if not insiders:
        return []
    if KEY not in board.dims:
        raise refusal("insiders-need-associations")
    axis = board.dims.index(KEY)
    known = sorted({item.codes[axis] for item in board.items} - {ALL})
    if insiders == EVERY:
        return known
    asked = [insiders] if isinstance(insiders, str) else list(insiders)
    strange = [name for name in asked if name not in known]
    if strange:
        near = sorted({like for name in strange if (like := nearest(name, [*known, EVERY]))})
        raise refusal("unknown-insider", found=strange, n=len(known), near=near or "none")
    return asked


def hold(board: Board, mender: Any, names: Sequence[str], measures: Sequence[str], seed: int) -> set[int]:
    """Hide what any of these associations could derive by itself; returns the values that nothing more hides."""
    lost = set[int]()
    for _ in range(PASSES):
        changed = False
        for name in names:
            pinned = _derived(board, mender, name, measures, seed, lost)
            if pinned:
                stuck = mender.mend(pinned)
                lost |= stuck
                changed |= len(stuck) < len(pinned)
        if not changed:
            break
    return lost


def _derived(board: Board, mender: Any, name: str, measures: Sequence[str], seed: int, lost: set[int]) -> list[int]:
    """Return the values of others that an association derives from the page and its own lettings."""
    state = board.seen_by(KEY, name)
    skip = {*np.flatnonzero(_own(board, name)).tolist(), *lost}
    found = derive(
        board.model, state, measures=measures, minimum=board.room, seed=seed, values=mender.values, skip=skip
    )  # fmt: skip
    return found.filter(found.get_column("candidates") < found.get_column("need")).get_column("at").to_list()


def _own(board: Board, name: str) -> npt.NDArray[np.bool_]:
    axis = board.dims.index(KEY)
    return np.array([board.model.codes(at)[axis] == name for at in range(len(board.model.keys))], dtype=bool)
