"""Information in print, in bits, and what a naive rule would leave of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spreiding.disclosure import precision
from spreiding.disclosure.items import count_bits, share_bits
from spreiding.disclosure.reader import Signs
from spreiding.disclosure.secondary import families_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from spreiding.disclosure.board import Board
    from spreiding.disclosure.items import Item


@dataclass(frozen=True)
class Protection:
    """What protection did; kept as ``shares.protection``. Print :attr:`n_suppressed`, not its two parts.

    The two parts, and the reason of a single cell, would disclose which suppressed cells are small. What is lost is
    told in whole percents, and valued by what is shown: it follows from the print alone.
    """

    rules: str  #: name of the rules
    n_cells: int  #: counts in the tables that were protected together
    n_primary: int = field(repr=False)  #: counts hidden by a rule
    n_secondary: int = field(repr=False)  #: counts hidden to guard others
    n_coarser: int  #: shares printed less finely than the rules' first step
    information_lost: float  #: share of the printed information, in [0, 1], in whole percents
    naive_lost: float = field(repr=False)  #: the same for the naive rule: blank failing rows, and the next in each sum
    minimum: int  #: candidates that every protected value keeps, as audited
    low: int = 1  #: least count that is hidden for being small: 1 where zeros are shown
    base: int = 1  #: base to which counts are rounded
    few: float = 10  #: rentals up to which no share is given
    small_as: int = 0  #: what counts up to it are printed as; 0 where they are not
    n_told: int = 0  #: values that earlier tables disclose by themselves, which no suppression can undo
    told: tuple[str, ...] = ()  #: which these are
    #: what the rules alone, which hide no small counts, would have told; it is hidden besides, and not to be printed
    leaks: tuple[str, ...] = field(default=(), repr=False)
    known_inside: tuple[str, ...] = ()  #: what one of the insiders can derive whatever is hidden
    signs: Signs = field(default_factory=Signs, repr=False)  #: what the rules tell a reader of signs
    #: per group of this table the count below which the rules protect it, in its rows and in those of the city
    limits: tuple[tuple[str, float, float], ...] = field(default=(), repr=False)
    #: the rows of this table, by keys and group, that one association dominates; not to be printed
    dominated: frozenset[tuple[str, ...]] = field(default=frozenset(), repr=False)
    width: float = 0.0  #: part of their greatest possible count that stays open

    @property
    def n_suppressed(self) -> int:
        """Counts that are not shown."""
        return self.n_primary + self.n_secondary


class Loss:
    """Information of the tables as printed and in full (Shannon 1948: log2 of the values distinguished).

    A count ``n`` carries ``log2(n + 1)`` bits, a share in steps of 1% ``log2(100)``, in steps of 5% ``log2(20)``,
    ``> 90`` and ``< 10`` ``log2(10)``. The stock is public, so a share of it carries no more than its count. A count
    that is not shown counts as much as those that are shown do on average, at its level and for its kind of group, so
    that what is lost tells nothing of it.
    """

    def __init__(self, board: Board) -> None:
        self.board, self.base = board, board.signs.base
        self.cells = [item for item in board.items if item.a is not None]
        self.first = share_bits(("step", next(iter(board.rules.steps("share_step")), 0.01)))
        sums: dict[tuple[str, str], tuple[float, int]] = {}
        for item in self.cells:
            if not item.hidden and item.a:
                for key in ((item.level, item.kind), ("", "")):
                    total, n = sums.get(key, (0.0, 0))
                    sums[key] = total + count_bits(item.a), n + 1
        self.usual = {key: total / n for key, (total, n) in sums.items()}

    def full(self) -> float:
        """Return the information of the tables in full."""
        return sum(self._count(item) + (self.first if item.r else 0.0) for item in self.cells)

    def _count(self, item: Item) -> float:
        if not item.hidden:
            return count_bits(item.a or 0)
        return self.usual.get((item.level, item.kind), self.usual.get(("", ""), 1.0))

    def shown(self, blank: Collection[int] = ()) -> float:
        """Return the information in print, but for cells that are blank."""
        found = 0.0
        for item in self.cells:
            if item.at not in blank:
                found += (0.0 if item.hidden else count_bits(item.a or 0, self.base)) + share_bits(item.share)
        return found

    def lost(self) -> float:
        """Return the part that is not in print, in whole percents."""
        full = self.full()
        return round(1 - self.shown() / full, 2) if full else 0.0


def naive_blanks(board: Board) -> set[int]:
    """Return the cells that the naive rule blanks.

    Every row that fails a rule or whose share and count leave fewer than the least number of candidates for its
    rentals; then, in every sum with one blank row, the smallest other row, until no sum has just one.
    """
    blank, few = {item.at for item in board.items if item.hidden}, int(board.signs.few)
    for unit in board.units.values():
        if precision.alone(unit, board.signs.base, few) < board.room:
            blank |= {item.at for item in unit if item.share is not None}
    families, grew = families_of(board), True
    while grew:
        grew = False
        for total, parts in families:
            family = [total, *parts]
            shown = [item for item in family if item.at not in blank and item.a]
            if shown and sum(item.at in blank for item in family) == 1:
                blank.add(min(shown, key=lambda item: item.a or 0).at)
                grew = True
    return blank


def naive_lost(board: Board, blanks: Collection[int]) -> float:
    """Return what the naive rule would lose, in whole percents: rows that it blanks say nothing at all."""
    loss = Loss(board)
    full, kept = loss.full(), 0.0
    for item in loss.cells:
        if item.at not in blanks:
            share = loss.first if item.r and item.r > board.signs.few else 0.0
            kept += loss._count(item) + share  # noqa: SLF001  one thought in two halves
    return round(1 - kept / full, 2) if full else 0.0
