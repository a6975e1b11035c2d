"""Rows of shares for statistics per area: counts, units and the city's totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import polars as pl

from spreiding.base.errors import InvalidInputError

if TYPE_CHECKING:
    from spreiding.counts.shares import Shares

Of: TypeAlias = Literal["rentals", "stock"]


def share_rows(shares: Shares, group: str | None, of: Of) -> pl.DataFrame:
    """Return the keys, ``group``, ``x`` (allocations), ``n`` (rentals or stock) and the share, in order.

    ``group=None`` takes every group. Raises where the group or the stock does not exist.
    """
    if of not in ("rentals", "stock"):
        msg = f"of is {of!r}, must be 'rentals' or 'stock'"
        raise InvalidInputError(msg)
    if group is not None:
        shares.column("allocations", group)  # raises where the group does not exist
    frame = shares.to_polars()
    rows = frame if group is None else frame.filter(pl.col("group") == group)
    if rows.height and rows.get_column(of).is_null().all():
        msg = f"the shares have no {of}" + (": give one to shares()" if of == "stock" else "")
        raise InvalidInputError(msg)
    x, n = pl.col("allocations").cast(pl.Float64), pl.col(of).cast(pl.Float64)
    return rows.select(*shares.counts.keys, "group", share=pl.when(n > 0).then(x / n), x=x, n=n)


def city(rows: pl.DataFrame) -> tuple[float, float]:
    """Return members and units of the areas where both are known."""
    known = rows.filter(pl.col("x").is_not_null() & pl.col("n").is_not_null())
    return float(known.get_column("x").sum()), float(known.get_column("n").sum())
