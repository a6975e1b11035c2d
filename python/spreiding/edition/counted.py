"""Counts by the period of an edition: those that stand side by side, or the whole period as one."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.count import count
from spreiding.counts.periods import POOLED, code_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.counts.counts import Counts


def counted(rentals: Any, by: Sequence[str], **options: Any) -> Counts:
    """Count as :func:`spreiding.count` does; the key ``"period"`` is the whole period of the records."""
    keys = list(by)
    if POOLED not in keys:
        return count(rentals, by=keys, **options)
    keys.remove(POOLED)
    if keys:
        return as_one(count(rentals, by=keys, **options))
    made = as_one(count(rentals, by="city", **options))
    frame = made.frame.drop("area")
    return replace(made, frame=frame, keys=(POOLED,), by=(POOLED,), areas=rentals.areas)


def as_one(counts: Counts) -> Counts:
    """Return counts without a period as counts of one: the whole period of the records, in its column ``period``.

    Where the period was not declared it is that of whole months.

    Raises
    ------
    InvalidInputError
        If the counts have no period, or tell periods apart.
    """
    if counts.period is None or counts.grain.period is not None:
        raise refusal("pool-needs-no-period", found=list(counts.keys))
    first, last = counts.period
    if not counts.bounded:
        first, last = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    places = [key for key in counts.keys if key == "area"]
    keys = [*places, POOLED, *(key for key in counts.keys if key not in places)]
    by = [*counts.by[: len(places)], POOLED, *counts.by[len(places) :]]
    frame = counts.frame.with_columns(pl.lit(code_of((first, last))).alias(POOLED))
    return replace(
        counts,
        frame=frame.select(*keys, "group", "allocations", "rentals"),
        keys=tuple(keys),
        by=tuple(by),
        period=(first, last),
    )
