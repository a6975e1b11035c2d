"""Readers who know some of it: an association subtracts its own lettings from the page.

Each association is taken by itself. Associations that put their figures together know more; no page of theirs can be
protected against that, and none is claimed to be. What an association knows of itself is in the tables, or given beside
them: its own allocations and rentals at every level, which are what its extract holds beside the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.audit import derive, pressed
from spreiding.disclosure.published import city_of, complete, units_of
from spreiding.disclosure.tree import ALL
from spreiding.values.names import nearest
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from spreiding.counts.shares import Shares
    from spreiding.disclosure.board import Board
    from spreiding.disclosure.mend import Mender

    #: Associations: all, some by name, or by name with shares of their own lettings alone.
    Insiders: TypeAlias = str | Sequence[str] | Mapping[str, Sequence[Shares]]

#: Key of tables by association.
KEY = "corporation"
#: The word for each association of the tables.
EVERY = "associations"
#: Passes over all insiders after which what is still told is named.
PASSES = 20
#: What an association let itself, by the cell that it is a part of: allocations and rentals.
Inside = dict[int, tuple[int, int]]


def insiders_of(board: Board, insiders: Insiders) -> dict[str, Inside]:
    """Return the associations to guard against, with what each let in cells that hold the lettings of others too.

    Raises
    ------
    InvalidInputError
        ``insiders-need-associations`` where no table tells associations apart and their own figures are not given,
        ``unknown-insider``, ``insider-contradicts``.
    """
    if not insiders:
        return {}
    if isinstance(insiders, Mapping):
        return {name: _inside(board, name, own) for name, own in insiders.items()}
    if KEY not in board.dims:
        raise refusal("insiders-need-associations")
    axis = board.dims.index(KEY)
    known = sorted({item.codes[axis] for item in board.items} - {ALL})
    asked = [insiders] if isinstance(insiders, str) else list(insiders)
    if asked == [EVERY]:
        asked = known
    need_known(asked, known)
    return {name: _in_tables(board, axis, name) for name in asked}


def need_known(asked: Sequence[str], known: Sequence[str], told: Sequence[str] | None = None) -> None:
    """Refuse an insider that nobody knows; ``told`` are the names that the refusal may give, all if not given.

    Raises
    ------
    InvalidInputError
        ``unknown-insider``.
    """
    strange = [name for name in asked if name not in known]
    if strange:
        near = sorted(
            {like for name in strange if (like := nearest(name, [*(known if told is None else told), EVERY]))}
        )
        raise refusal("unknown-insider", found=strange, n=len(known), near=near or "none")


def _in_tables(board: Board, axis: int, name: str) -> Inside:
    """Return what a table by association tells it of itself: its part of the cells over all associations."""
    found: Inside = {}
    for item in board.items:
        whole = board.index.get((*item.codes[:axis], ALL, *item.codes[axis + 1 :]))
        if item.codes[axis] == name and whole is not None and item.a is not None and whole.a is not None:
            found[whole.at] = item.a, item.r or 0
    return found


def _inside(board: Board, name: str, tables: Sequence[Any]) -> Inside:
    """Return what an association let, of the cells over all associations, from shares of its own lettings."""
    found: Inside = {}
    for shares in tables:
        rows = [(shares.to_polars(), units_of(shares, board.said, name))]
        if complete(shares, board.said):
            rows.append((shares.total.to_polars(), city_of(shares, board.said)))
        for frame, codes in rows:
            each = zip(*(codes.get(dim, [ALL] * frame.height) for dim in board.dims), strict=True)
            for cell, a, r in zip(each, frame["allocations"], frame["rentals"], strict=True):
                item = board.index.get(cell)
                if item is None or item.a is None:
                    continue
                if a > item.a or r > (item.r or 0):
                    raise refusal("insider-contradicts", name=name, where=item.place)
                found[item.at] = a, r
    return found


def hold(
    board: Board,
    mender: Mender,
    insiders: Mapping[str, Inside],
    measures: Sequence[str],
    seed: int,
    tick: Callable[[int], None] | None = None,
) -> dict[str, set[int]]:
    """Hide what any of these associations could derive by itself; returns per name what nothing more hides."""
    lost: dict[str, set[int]] = {name: set() for name in insiders}
    pools: dict[str, list[Any]] = {name: [] for name in insiders}
    for _ in range(PASSES):
        changed = False
        for name, inside in insiders.items():
            state = board.seen_by(KEY, name, inside)
            more, _ = mender.unite(state)
            told, stuck = _told(board, inside, lost[name])
            lost[name] |= stuck
            if more or told:
                changed = True
                continue
            pinned = _derived(board, mender, name, state, measures, seed, lost[name], pools[name], tick)
            if pinned:
                stuck = mender.mend(pinned)
                lost[name] |= stuck
                changed |= len(stuck) < len(pinned)
        if not changed:
            break
    return lost


def _told(board: Board, inside: Inside, lost: set[int]) -> tuple[bool, set[int]]:
    """Hide the counts in print that are a small count without the own one; returns those that have to stay."""
    found = [(item, item.a - a) for at, (a, _) in inside.items() if (item := board.items[at]).a is not None]
    small = [item for item, rest in found if not item.hidden and 0 < rest < item.threshold]
    small = [item for item in small if board.a(item) not in lost]
    for item in small:
        if not item.fixed:
            board.hide(item)
            board.change(item, primary=True, kept=False)
    return any(not item.fixed for item in small), {board.a(item) for item in small if item.fixed}


def _derived(
    board: Board, mender: Mender, name: str, state: Any, measures: Sequence[str], seed: int, lost: set[int],
    pool: list[Any], tick: Callable[[int], None] | None,
) -> list[int]:  # fmt: skip
    """Return the values of others that an association derives from the page and its own lettings."""
    skip = {*np.flatnonzero(_own(board, name)).tolist(), *lost}
    found = pressed(board.model, state, measures=measures, minimum=board.room, skip=skip)
    if found.height:
        return found.get_column("at").to_list()
    found = derive(
        board.model, state, measures=measures, minimum=board.room, seed=seed, values=mender.values, skip=skip,
        wide=board.wide, pool=pool, tick=tick,
    )  # fmt: skip
    return found.filter(found.get_column("candidates") < found.get_column("need")).get_column("at").to_list()


def _own(board: Board, name: str) -> npt.NDArray[np.bool_]:
    if KEY not in board.dims:
        return np.zeros(len(board.model), dtype=bool)
    axis = board.dims.index(KEY)
    return np.array([board.model.codes(at)[axis] == name for at in range(len(board.model.keys))], dtype=bool)


def labels_inside(board: Board, lost: Mapping[str, set[int]]) -> Iterator[str]:
    """Say which association can derive what."""
    for name, cells in lost.items():
        yield from (f"{name}: {board.model.label(at)}" for at in sorted(cells))
