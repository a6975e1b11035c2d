"""Counts by the period of an edition: those that stand side by side, or the whole period as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.counts.count import count
from spreiding.counts.periods import POOLED
from spreiding.counts.pooling import as_one

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
