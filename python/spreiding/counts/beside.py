"""Shares of several periods side by side: the units, the city, and whether the periods compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.grain import CITY, TIMES
from spreiding.counts.periods import span_of, within, years_in
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spreiding.counts.shares import Shares

#: Columns that name a unit: its code, and whether it is no place.
UNIT = ("unit", "unplaced")


def need_periods(shares: Shares, over: str, what: str) -> None:
    """Check that the shares are by that kind of period, with at most one key beside it.

    Raises
    ------
    InvalidInputError
        ``expected-grain``, ``expected-one-of``, or ``needs-exact`` for protected shares.
    """
    grain = shares.grain
    data: dict[str, Any] = {"what": what, "found": str(grain), "extra": list(grain.others)}
    if grain.period is None:
        raise refusal("expected-grain", needs="periods", call="sp.count(rentals, by=['area', 'year'])", **data)
    if over != grain.period:
        raise refusal("expected-one-of", argument="over", found=over, known=[grain.period])
    if len(grain.keys) > 2:
        kept = [grain.level or grain.others[0], grain.period]
        raise refusal("expected-grain", needs="fewer-keys", call=f"sp.count(rentals, by={kept})", **data)
    if shares.protection is not None:
        raise refusal("needs-exact", what=what)


def partial(shares: Shares, code: str) -> bool:
    """Return whether a period is cut short by the records."""
    counts = shares.counts
    return counts.bounded and counts.period is not None and within(code, counts.period) != span_of(code)


def check_lengths(shares: Shares, codes: Iterable[str], what: str) -> None:
    """Refuse periods of unequal length, whose shares of the stock do not compare.

    Raises
    ------
    InvalidInputError
        ``unequal-periods``, unless the shares are per year.
    """
    if shares.annualised or not shares.counts.bounded:
        return
    # Whole months compare, whether or not there is a leap day in them.
    lengths = {code: round(years_in(within(code, shares.counts.period)), 3) for code in codes}
    if len(set(lengths.values())) > 1:
        short = [code for code, length in lengths.items() if length < max(lengths.values())]
        raise refusal("unequal-periods", what=what, short=short, known=list(lengths))


def side_by_side(shares: Shares, over: str) -> pl.DataFrame:
    """Return the rows of units, then of the city: ``unit``, ``unplaced``, the period, the figures and ``years``."""
    counts, figures = shares.counts, ["allocations", "rentals", "stock", "share_of_rentals"]
    key = next((key for key in counts.keys if key not in TIMES), None)
    named = pl.lit(CITY) if key is None else pl.col(key)
    rows = [shares.to_polars().select(named.alias("unit"), over, "group", *figures)]
    if key is not None and shares.totals is not None:
        rows.append(shares.totals.select(pl.lit(CITY).alias("unit"), over, "group", *figures))
    whole = pl.concat(rows, how="vertical_relaxed")
    lengths = {code: years_in(within(code, counts.period)) if shares.annualised else 1.0 for code in counts.periods}
    years = pl.col(over).replace_strict(lengths, default=None, return_dtype=pl.Float64)
    return whole.with_columns(years=years, unplaced=pl.col("unit").eq_missing(UNLOCATED))
