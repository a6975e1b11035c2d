"""What protection leaves of shares: what is printed, and nothing of what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.areas.schemes import in_note_order
from spreiding.counts.counts import Counts
from spreiding.counts.shares import FIGURES, Shares, Total
from spreiding.disclosure.items import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.disclosure.loss import Protection

#: What of counts and shares is known to be safe beside protected figures; any other field falls back to its default.
SAFE_OF_COUNTS = (
    "keys", "groups", "by", "areas", "period", "scheme", "source", "main_groups", "city_only", "steps", "whole",
    "left_out", "bounded", "chosen",
)  # fmt: skip
SAFE_OF_SHARES = ("interval", "level", "stock", "annualised", "stock_at", "stock_days")


def outcome(shares: Any, rows: Sequence[Item | None], protection: Protection) -> Shares:
    """Return shares with only what is printed: of the units, then of the city."""
    frame, total, keys = shares.to_polars(), shares.total.to_polars(), shares.counts.keys
    n = frame.height
    units = _in_public_order(_rows(frame, rows[:n], protection, keys), shares)
    city = _rows(total, rows[n:], protection, keys)
    kept = {name: getattr(shares.counts, name) for name in SAFE_OF_COUNTS}
    counts = Counts(units.select(*keys, "group", "allocations", "rentals"), **kept)
    first = city.row(0, named=True)
    whole = Total(city, **{name: first[name] for name in FIGURES})
    more = {name: getattr(shares, name) for name in SAFE_OF_SHARES}
    return Shares(units, counts, whole, protection=protection, **more)


def _in_public_order(frame: pl.DataFrame, shares: Any) -> pl.DataFrame:
    """Return rows in an order that tells nothing: that of the map, else of the note; groups as their scheme has them.

    The order in which figures were given can be that of their size.
    """
    counts = shares.counts
    found = frame.with_row_index("row")
    orders = []
    for key in counts.keys:
        codes = frame.get_column(key).unique().to_list()
        known = counts.areas.codes if key == "area" and counts.areas is not None else ()
        named = sorted(code for code in codes if code is not None)
        order = [*(c for c in known if c in set(codes)), *(in_note_order(named) if key == "area" else named)]
        places = {code: place for place, code in enumerate(dict.fromkeys(order))}
        found = found.with_columns(
            pl.col(key).replace_strict(places, default=len(places), return_dtype=pl.Int64).alias(f"order {key}")
        )
        orders.append(f"order {key}")
    return found.sort(*orders, "row").drop("row", *orders)


def _rows(
    frame: pl.DataFrame, cells: Sequence[Item | None], protection: Protection, keys: Sequence[str]
) -> pl.DataFrame:
    none = Item((), "", "", "", (), None, None, None, withheld=True)
    items = [none if cell is None else cell for cell in cells]
    printed = [item.printed(protection.base, protection.small_as) for item in items]
    counts = [None if np.isnan(row[0]) else int(row[0]) for row in printed]
    ofstock = [
        None if a is None or not i.stock else _half_up(a, i.stock, 1000) for a, i in zip(counts, items, strict=True)
    ]
    nothing = pl.lit(None, dtype=pl.Float64)
    # Only what is known to be safe passes: a column that someone added may hold anything.
    kept = [c for c in frame.columns if c in (*keys, "group", "stock")]
    return frame.select(kept).with_columns(
        allocations=pl.Series(counts, dtype=pl.Int64),
        rentals=pl.Series([0 if i.r == 0 and not i.withheld else None for i in items], dtype=pl.Int64),
        share_of_rentals=pl.Series([row[1] for row in printed], dtype=pl.Float64).fill_nan(None),
        share_of_stock=pl.Series(ofstock, dtype=pl.Float64),
        lower=nothing,
        upper=nothing,
        turnover=nothing,
        share_base=pl.Series([row[2] for row in printed], dtype=pl.Float64).fill_nan(None),
        status=pl.Series([row[3] for row in printed], dtype=pl.String),
    )


def _half_up(a: int, of: int, per: int) -> float:
    return (2 * a * per + of) // (2 * of) / per
