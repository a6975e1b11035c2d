"""Precision of printed shares: as fine as leaves enough candidates for the number of rentals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spreiding.disclosure.items import rounded_count, rounded_share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spreiding.disclosure.board import Board
    from spreiding.disclosure.items import Item

#: Numbers of rentals around the true one that are tried.
REACH = 60


def settle(board: Board) -> None:
    """Coarsen shares until each unit by itself leaves enough candidates for its rentals."""
    base, few = board.signs.base, int(board.signs.few)
    for unit in board.units.values():
        while alone(unit, base, few) < board.room and coarsen(board, unit):
            pass


def coarsen(board: Board, unit: Iterable[Item]) -> bool:
    """Coarsen the share that says most about the rentals; whether there was one."""
    shown = [item for item in unit if item.share is not None]
    return bool(shown) and board.coarser(min(shown, key=_width))


def _width(item: Item) -> float:
    """How far apart the ends of the rentals lie that one printed share leaves."""
    low, high = _ends(item)
    share = (item.a or 0) / (item.r or 1)
    return (item.r or 0) * (high - low) / max(share, 1e-9)


def _ends(item: Item) -> tuple[float, float]:
    match item.share:
        case ("step", step):
            k, per = rounded_share(item.a or 0, item.r or 1, step)
            return (2 * k - 1) / (2 * per), (2 * k + 1) / (2 * per)
        case ("top", edge):
            return edge, 1.0
        case ("bottom", edge):
            return 0.0, edge
    return 0.0, 1.0


def alone(unit: list[Item], base: int, few: int = 0) -> int:
    """Candidates for the rentals of a unit, from its own counts and shares, there being more than ``few``."""
    r = unit[0].r
    shown = [item for item in unit if item.share is not None]
    if r is None or r == 0 or not shown:
        return REACH
    tries = np.arange(max(few + 1, r - REACH), r + REACH + 1)
    fits = np.ones(len(tries), dtype=bool)
    for item in shown:
        fits &= _fits(item, tries, base)
    return int(fits.sum())


def _fits(item: Item, tries: np.ndarray, base: int) -> np.ndarray:
    """Say for which numbers of rentals some count in print has the printed share."""
    a = item.a or 0
    if item.hidden:
        counts = range(1, a + REACH)
    elif base > 1 and a:
        near = rounded_count(a, base)
        counts = range(max(1, near - base // 2), near + (base - 1) // 2 + 1)
    else:
        counts = range(a, a + 1)
    low, high = _ends(item)
    fits = np.zeros(len(tries), dtype=bool)
    for count in counts:
        share = count / tries
        # Ends within a rounding error count as outside: fewer candidates is the careful answer.
        fits |= (count <= tries) & (share > low - 1e-12) & (share < high - 1e-12) | ((share == 1.0) & (high >= 1.0))
    return fits
