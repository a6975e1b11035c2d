"""What a reader sees: every printed row, as statements about whole numbers.

The one place that says what a count, a share, a sign and a status tell of allocations ``a`` and rentals ``r``, to a
reader who knows the rules, which are public. Protection looks through it before it prints, audit after; tables, maps,
texts and files print the same rows. Signs tell too: "> 80%" for fewer than 5 other rentals, "10 of minder" for 1 to 10,
any share for more than 10 rentals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: No end.
OPEN = np.inf
#: Steps of a share are written as one over a whole number.
TINY = 1e-9

#: What stands in the place of a row's figures, and why: the status of a protected row.
STATUSES = (
    "shown", "rounded", "topcoded", "bottomcoded", "small", "suppressed", "withheld", "too_few", "no_rentals",
)  # fmt: skip


@dataclass(frozen=True)
class Signs:
    """What the published rules tell a reader of signs."""

    low: int = 1  #: least count that is hidden for being small: 1 where zeros are shown
    base: int = 1  #: base to which counts are rounded
    few: float = 10  #: rentals up to which no share is given
    small_as: int = 0  #: what counts up to it are printed as; 0 where they are not
    least: int = 0  #: least count, other than 0, that is shown
    tops: tuple[float, ...] = ()  #: bounds above which a share is told by the bound alone, highest first
    complement: int = 0  #: rentals without the allocations, below which a share is told by a bound
    bottoms: int = 0  #: rentals that a share below a bound must allow: more than this times the bound


@dataclass
class Told:
    """Statements of the rows of one table: ends of ``a`` and ``r``, and of ``a / r``; a row with no end says nothing.

    Ends of the share are fractions, exact, with 0 as denominator where there is none: ``above`` holds
    ``a / r >= p / q`` (or ``>``, where strict), ``below`` ``a / r <= p / q`` (or ``<``).
    """

    a_low: Floats
    a_high: Floats
    r_low: Floats
    r_high: Floats
    above: Ints  #: shape (n, 3): p, q, strict
    below: Ints
    has_a: Bools  #: whether the row speaks of allocations, and of what they are a share of
    has_r: Bools
    in_print: Bools  #: whether the row is a place in a table, shown or not; what a reader knows besides is none
    blurred: Bools  #: whether its count is printed, rounded
    over: str = "rentals"  #: what the share is of: ``rentals`` or ``stock``
    name: str = "table"
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)  #: code of each row per dimension
    limit: Floats | None = None  #: count of each row below which the rules protect it; None where nobody says
    wide: Floats | None = None  #: part of the greatest possible count of each row that must stay open; None: none

    @classmethod
    def nothing(cls, n: int, **about: Any) -> Told:
        """Return statements that say nothing of ``n`` rows, to be filled in."""
        none = [np.zeros((n, 3), dtype=np.int64) for _ in range(2)]
        yes = [np.ones(n, dtype=bool) for _ in range(3)]
        return cls(
            np.zeros(n), np.full(n, OPEN), np.zeros(n), np.full(n, OPEN), none[0], none[1], yes[0], yes[1], yes[2],
            np.zeros(n, dtype=bool), **about,
        )  # fmt: skip


def columns_of(frame: pl.DataFrame) -> dict[str, Any]:
    """Return the columns of a protected table as arrays: what :func:`told` reads."""
    return {
        "allocations": frame.get_column("allocations").cast(float).fill_null(np.nan).to_numpy(),
        "share": frame.get_column("share_of_rentals").fill_null(np.nan).to_numpy(),
        "base": frame.get_column("share_base").fill_null(np.nan).to_numpy(),
        "status": np.array(frame.get_column("status").to_list(), dtype=object),
    }


def told(columns: Mapping[str, Any], signs: Signs) -> Told:
    """Read protected rows: printed count, printed share and its step in [0, 1] (NaN: none), and status."""
    count, share, base, status = (columns[name] for name in ("allocations", "share", "base", "status"))
    found = Told.nothing(len(count))
    _counts(found, count, status, signs)
    _rentals(found, share, status, signs)
    _shares(found, share, base, status, signs)
    return found


def _counts(found: Told, count: Floats, status: Any, signs: Signs) -> None:
    """Read counts, exact or rounded; one that is not shown is not none, unless the level hides them all."""
    shown, small, withheld = ~np.isnan(count), status == "small", status == "withheld"
    low, high = count_ends(np.nan_to_num(count), signs.base)
    low = np.where(count > 0, np.maximum(low, signs.least), low)
    found.blurred = shown & (low < high) & ~small
    found.a_low = np.where(shown, low, np.where(withheld, 0, signs.low)).astype(float)
    found.a_high = np.where(shown, high, OPEN)
    found.a_low[small], found.a_high[small] = signs.low, signs.small_as
    none = (status == "no_rentals") & ~shown
    found.a_low[none], found.a_high[none] = 0, 0


def _rentals(found: Told, share: Floats, status: Any, signs: Signs) -> None:
    """Read of rentals, which are never printed, how many the status and the share allow.

    A row without rentals says so, unless none may be told.
    """
    found.r_low[(status != "withheld") if signs.low else found.a_low > 0] = 1
    found.r_low[~np.isnan(share)] = np.floor(signs.few) + 1
    few, none = status == "too_few", status == "no_rentals"
    found.r_low[few], found.r_high[few] = 1, np.floor(signs.few)
    found.r_low[none], found.r_high[none] = 0, 0


def _shares(found: Told, share: Floats, base: Floats, status: Any, signs: Signs) -> None:
    for i in np.flatnonzero(~np.isnan(share)).tolist():
        if status[i] in ("topcoded", "bottomcoded"):
            _bound(found, i, share[i], top=status[i] == "topcoded", signs=signs)
        elif not np.isnan(base[i]):
            found.above[i], found.below[i] = step_ends(share[i], base[i])
            _not_coded(found, i, signs)


def _bound(found: Told, i: int, edge: float, *, top: bool, signs: Signs) -> None:
    """Read a share that prints as a bound: below the highest, it says that few rentals are no allocations."""
    p, q = fraction(edge)
    if not top:
        found.below[i] = p, q, 1
        found.r_low[i] = max(found.r_low[i], np.floor(signs.bottoms / edge + TINY) + 1)
        return
    found.above[i] = p, q, 1
    if signs.complement and signs.tops and edge < signs.tops[0] - TINY:
        most = found.a_high[i]
        above = np.ceil(most / signs.tops[0] - TINY) - 1
        found.r_high[i] = min(found.r_high[i], max(most + signs.complement - 1, above))


def _not_coded(found: Told, i: int, signs: Signs) -> None:
    """Read of a share that prints as a number that it lies under the highest bound, and leaves enough other rentals."""
    if not signs.tops:
        return
    least = found.a_low[i]
    found.r_low[i] = max(found.r_low[i], np.ceil(least / signs.tops[0] - TINY))
    if signs.complement:
        other = min(np.ceil(least / signs.tops[-1] - TINY), least + signs.complement)
        found.r_low[i] = max(found.r_low[i], other)


def step_ends(share: float, base: float) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Return what a share rounded to a step lies between: halves are rounded up, so the upper end is not in it.

    >>> step_ends(0.55, 0.05)
    ((21, 40, 0), (23, 40, 1))
    """
    per = round(1 / base)
    k = round(share * per)
    return ((2 * k - 1, 2 * per, 0) if k else (0, 0, 0)), (2 * k + 1, 2 * per, 1)


def count_ends(count: Floats, base: int) -> tuple[Floats, Floats]:
    """Return the counts that round to a multiple of ``base``, halves up, of those that are not 0."""
    if base == 1:
        return count, count
    # A count that is not 0 rounds to no 0: those under half the base stand for the base too.
    low = np.where(count == 0, 0.0, np.where(count <= base, 1.0, count - base // 2))
    return low, np.where(count == 0, 0.0, count + (base - 1) // 2)


def fraction(edge: float) -> tuple[int, int]:
    """Write an edge such as 0.9 or 0.125 as a fraction.

    >>> fraction(0.9), fraction(0.125)
    ((9, 10), (1, 8))
    """
    from fractions import Fraction  # noqa: PLC0415  rarely needed

    found = Fraction(repr(float(edge)))
    return found.numerator, found.denominator
