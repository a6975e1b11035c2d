"""Rows of shares for statistics per area: counts, units and the city's totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.grain import need
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.counts.shares import Shares

Of: TypeAlias = Literal["rentals", "stock"]


def share_rows(shares: Shares, group: str | None, of: Of, what: str) -> pl.DataFrame:
    """Return the keys, ``group``, ``x`` (allocations), ``n`` (rentals or stock) and the share, in order.

    ``group=None`` takes every group. Lettings without a place stay, as they are part of the city; leave them out of
    what is told per area by :func:`placed`. Raises where the group or the stock does not exist, and where the shares
    are of several periods, or of a grain that repeats the stock; ``what`` names the statistic for the message.
    """
    if of not in ("rentals", "stock"):
        raise refusal("expected-one-of", argument="of", found=of, known=["rentals", "stock"])
    need(shares, what, place=of == "stock", single=of == "rentals")
    if group is not None:
        shares.column("allocations", group)  # raises where the group does not exist
    frame = shares.to_polars()
    rows = frame if group is None else frame.filter(pl.col("group") == group)
    if rows.height and rows.get_column(of).is_null().all():
        raise refusal("shares-without", of=of)
    x, n = pl.col("allocations").cast(pl.Float64), pl.col(of).cast(pl.Float64)
    return rows.select(*shares.counts.keys, "group", share=pl.when(n > 0).then(x / n), x=x, n=n)


def placed(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out the rows of lettings without a place: they belong to no unit that could be compared."""
    return rows.filter(pl.col(rows.columns[0]).ne_missing(UNLOCATED))


def city(rows: pl.DataFrame) -> tuple[float, float]:
    """Return members and units of the areas where both are known."""
    known = rows.filter(pl.col("x").is_not_null() & pl.col("n").is_not_null())
    return float(known.get_column("x").sum()), float(known.get_column("n").sum())
