"""Information in print, in bits, and what a naive rule would leave of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spreiding.disclosure import precision
from spreiding.disclosure.items import count_bits, share_bits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.disclosure.guard import Board
    from spreiding.disclosure.items import Item


@dataclass(frozen=True)
class Protection:
    """What protection did; kept as ``shares.protection``. Print :attr:`n_suppressed`, not its two parts.

    The two parts, and the reason of a single cell, would disclose which suppressed cells are small.
    """

    rules: str  #: name of the rules
    n_cells: int  #: counts in the tables that were protected together
    n_primary: int  #: counts hidden by a rule
    n_secondary: int  #: counts hidden to guard others
    n_coarser: int  #: shares printed less finely than the rules' first step
    information_lost: float  #: share of the printed information, in [0, 1]
    naive_lost: float  #: the same for the naive rule: blank failing rows, and the next smallest in each sum
    minimum: int  #: candidates that every protected value keeps, as audited
    low: int = 1  #: least count that is hidden for being small: 1 where zeros are shown
    base: int = 1  #: base to which counts are rounded
    few: float = 10  #: rentals up to which no share is given
    small_as: int = 0  #: what counts up to it are printed as; 0 where they are not
    n_told: int = 0  #: Values that earlier tables disclose by themselves, which no suppression can undo.

    @property
    def n_suppressed(self) -> int:
        """Counts that are not shown."""
        return self.n_primary + self.n_secondary


def bits(board: Board) -> float:
    """Information of all counts and shares in print (Shannon 1948: log2 of the values distinguished).

    A count ``n`` carries ``log2(n + 1)`` bits, a share in steps of 1% ``log2(100)``, in steps of 5% ``log2(20)``,
    ``> 90`` and ``< 10`` ``log2(10)``. The stock is public, so a share of it carries no more than its count.
    """
    return sum(item.bits(base=board.base) for item in board.items.values())


def full_bits(board: Board) -> float:
    """Information of the unprotected tables: exact counts, shares in the first step."""
    first = ("step", next(iter(board.rules.steps("share_step")), 0.01))
    return sum(
        count_bits(item.a) + (share_bits(first) if item.r else 0.0)
        for item in board.items.values()
        if item.a is not None
    )


def naive_bits(board: Board, families: Sequence[tuple[Item, list[Item]]]) -> float:
    """Information that the naive rule leaves.

    Blank every row that fails a rule or whose share and count leave fewer than the least number of candidates for its
    rentals; then, in every sum with one blank row, the smallest other row, until no sum has just one.
    """
    blank = {codes for codes, item in board.items.items() if item.hidden}
    for unit in precision.units(board.items, board.dims).values():
        if precision.alone(unit, board.base) < board.room:
            blank |= {item.codes for item in unit if item.share is not None}
    grew = True
    while grew:
        grew = False
        for total, parts in families:
            family = [total, *parts]
            shown = [item for item in family if item.codes not in blank and item.a]
            if shown and sum(item.codes in blank for item in family) == 1:
                blank.add(min(shown, key=lambda item: item.a or 0).codes)
                grew = True
    return sum(item.bits(base=board.base) for codes, item in board.items.items() if codes not in blank)
