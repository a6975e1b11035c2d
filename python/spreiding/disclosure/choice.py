"""Which counts to hide beside those that the rules hide: the least information such that no single sum gives one away.

An integer program per block of tables. Where the tables are large they fall apart along their largest dimension: with
the cells of its upper levels as they are, what lies below each of these stands by itself. An upper cell is hidden where
the cells below it cannot guard each other; then the upper levels are chosen, and what lies below them once more.

Measured on the sets of ``tests/benches/bench_disclosure.py``, November 2026: of the counts hidden to guard others the
report's tables have 15 by this choice and 3 more after the audit; with crosses the audit adds four in ten of them.
Taking counts out again one by one, each time with an audit of what lies near (as ``tests/benches/chains.py``
does for amounts), took 1.0 and 1.7% off the information lost in two sets, in three to five times the time: that
is not done.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.secondary import cost, families_of, may_hide
from spreiding.disclosure.solver import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from spreiding.disclosure.board import Board
    from spreiding.disclosure.items import Item

    Family = tuple[Item, list[Item]]
    Row = tuple[list[tuple[int, float]], float, float]

#: Bits for a sum whose conditions cannot be met by its own cells.
UNMET = 1000.0
#: Cells of a block that is chosen at once, and nodes of its integer program.
BLOCK, NODES = 1_500, 100
#: Distance from the best choice that is good enough, as a part of it.
GAP = 0.005
#: Times that the upper levels and what lies below them are chosen in turns.
TURNS = 4


def choose(board: Board, tick: Callable[[int], None] | None = None) -> None:
    """Hide the counts of least information such that every sum keeps enough room around its hidden cells."""
    families = families_of(board)
    axis = max(range(len(board.dims)), key=lambda axis: len(board.model.space.axes[axis].codes))
    _settle(board, families, axis, 0, tick)


def _settle(
    board: Board, families: Sequence[Family], axis: int, depth: int, tick: Callable[[int], None] | None
) -> None:
    """Choose block by block; where one is large, with the upper levels of an axis held as they are."""
    blocks = _blocks(families, set())
    for block in blocks:
        members = {item.at for top, parts in block for item in (top, *parts)}
        if not any(board.items[at].hidden for at in members):
            continue
        if len(members) <= BLOCK:
            _solve(board, block, ())
            continue
        _in_turns(board, block, axis, depth, tick)


def _in_turns(
    board: Board, families: Sequence[Family], axis: int, depth: int, tick: Callable[[int], None] | None
) -> None:
    tree = board.model.space.axes[axis].tree
    below = {} if tree is None else {code: tree.depth(code) for code in tree.codes}
    deepest = max(below.values(), default=0)
    links: set[int] = set()
    blocks: list[list[Family]] = [list(families)]
    for level in range(depth, deepest):
        links = {item.at for top, parts in families for item in (top, *parts) if below[item.codes[axis]] <= level}
        blocks = _blocks(families, links)
        if max(len({item.at for top, parts in block for item in (top, *parts)} - links) for block in blocks) <= BLOCK:
            break
    upper = [family for family in families if all(item.at in links for item in (family[0], *family[1]))]
    todo = [block for block in blocks if block and block[0] not in upper]
    for turn in range(TURNS):
        forced = False
        for number, block in enumerate(todo):
            for item in _solve(board, block, links):
                if not item.hidden and may_hide(item, board.signs.low):
                    board.hide(item)
                    forced = True
            if tick is not None:
                tick(number + 1)
        before = {at for at in links if board.items[at].hidden}
        if upper and (forced or turn == 0):
            _settle(board, upper, axis, 0, tick)
        changed = {at for at in links if board.items[at].hidden} - before
        if not changed and not forced:
            return
        todo = [block for block in blocks if any(i.at in changed or i.hidden for t, p in block for i in (t, *p))]


def _blocks(families: Sequence[Family], links: Collection[int]) -> list[list[Family]]:
    """Return the families that hang together through cells that are not links; a family of links alone stands apart."""
    parent: dict[int, int] = {}

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    free = [[item.at for item in (top, *parts) if item.at not in links] for top, parts in families]
    for members in free:
        for at in members:
            parent.setdefault(at, at)
        for at in members[1:]:
            parent[root(at)] = root(members[0])
    found: dict[int, list[Family]] = {}
    for number, (family, members) in enumerate(zip(families, free, strict=True)):
        found.setdefault(root(members[0]) if members else -1 - number, []).append(family)
    return list(found.values())


def _solve(board: Board, families: Sequence[Family], held: Collection[int]) -> list[Item]:
    """Choose among cells that are not held; returns the held totals that would have to be hidden."""
    room, low = board.room - 1, board.signs.low
    members = list({item.at: item for top, parts in families for item in (top, *parts)}.values())
    at = {item.at: i for i, item in enumerate(members)}
    n, k = len(members), len(families)
    if not any(item.hidden for item in members):
        return []
    rows: list[Row] = []
    for f, (top, parts) in enumerate(families):
        z, u, p = n + f, n + k + f, at[top.at]
        own = [at[item.at] for item in parts]
        slack = [float(max(0, min(room, (i.a or 0) - (0 if i.withheld else low)))) for i in parts]
        rows += [([(z, 1.0), (j, -1.0)], 0.0, inf) for j in own]
        # Two hidden cells in the sum, and room among its parts or a hidden total.
        rows.append(([*((j, 1.0) for j in [*own, p]), (z, -2.0), (u, 2.0)], 0.0, inf))
        rows.append(([*zip(own, slack, strict=True), (p, float(room)), (z, -float(room)), (u, float(room))], 0.0, inf))
        rows += _no_small_sum(top, parts, own, (z, u, p))
        rows.append(([*((j, 1.0) for j in own), (p, -1.0), (u, 1.0)], 0.0, inf))
    hidden = [float(item.hidden) for item in members]
    free = [float(item.hidden or (item.at not in held and may_hide(item, low))) for item in members]
    dear = UNMET * max([1.0, *(item.price for item in members)])
    weights = [0.0 if item.hidden else cost(item) for item in members] + [0.0] * k + [dear] * k
    program = Program.of_rows([*hidden, *[0.0] * (2 * k)], [*free, *[1.0] * (2 * k)], rows)
    kinds = np.r_[np.ones(n), np.zeros(2 * k)]
    found = program.minimise(dict(enumerate(weights)), whole=kinds, nodes=NODES, gap=GAP)
    if found.status != "found":  # the audit names what is left open, chain by chain
        return []
    for item, on in zip(members, found.values, strict=False):
        if on > 0.5 and not item.hidden:
            board.hide(item)
    unmet = found.values[n + k :] > 0.01
    return [top for (top, _), short in zip(families, unmet, strict=True) if short and top.at in held]


def _no_small_sum(top: Item, parts: Sequence[Item], own: Sequence[int], at: tuple[int, int, int]) -> list[Row]:
    """Return the rows that keep the hidden parts together from being a small count, unless all of the total is hidden.

    What is small is so for the part with the highest threshold that is hidden; ``at`` are the unknowns of the sum.
    """
    z, u, p = at
    lowest, rows = min(i.threshold for i in parts), list[Any]()
    for least in sorted({i.threshold for i in parts} - {0.0}):
        enough = min(least, float(top.a or 0))
        sizes = [min(float(i.a or 0), enough) for i in parts]
        whens = [z] if least == lowest else [j for j, i in zip(own, parts, strict=True) if i.threshold == least]
        if enough:
            ends = ((p, enough), (u, enough))
            rows += [(_summed([*zip(own, sizes, strict=True), *ends, (when, -enough)]), 0.0, inf) for when in whens]
    return rows


def _summed(terms: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return the terms with each unknown once."""
    found: dict[int, float] = {}
    for at, coef in terms:
        found[at] = found.get(at, 0.0) + coef
    return list(found.items())
