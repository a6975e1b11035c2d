"""Figures of areas moved to those of another division, with every sum as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from spreiding.counts.apportion import both_ways, largest_remainders, units_for
from spreiding.counts.grain import ALL
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A cell of which a smaller share of the mass comes from areas that were not divided is marked.
CERTAIN = 0.95


def certain(parts: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Return per cell which share of its mass comes from areas that were not divided, and mark the others."""
    figures = [name for name in ("allocations", "rentals", "stock") if name in parts.columns]
    sums = [pl.col(f).sum() for f in figures]
    sums += [pl.col(f).filter("undivided").sum().alias(f"{f}_whole") for f in figures]
    cells = parts.group_by("place", "target", *keys, maintain_order=True).agg(sums).sort("place", maintain_order=True)
    of = [pl.when(pl.col(f) > 0).then(pl.col(f"{f}_whole") / pl.col(f)) for f in figures]
    return cells.select(
        pl.col("target").alias("area"),
        *keys,
        from_whole=pl.min_horizontal(of),
        marked=(pl.min_horizontal(of) < CERTAIN).fill_null(value=False),
    )


def _summed(parts: pl.DataFrame, keys: Sequence[str], figures: Sequence[str]) -> pl.DataFrame:
    """Return the figures per target; null where a part of it is."""
    sums = [pl.when(pl.col(f).is_null().any()).then(None).otherwise(pl.col(f).sum()).alias(f) for f in figures]
    found = parts.group_by("place", "target", *keys, maintain_order=True).agg(sums).sort("place", maintain_order=True)
    return found.rename({"target": "area"}).drop("place")


def stocked(parts: pl.DataFrame, keys: Sequence[str], *, whole: bool) -> pl.DataFrame:
    """Return the stock per target (and day, and association), each sum as it was."""
    summed = _summed(parts, keys, ["stock"])
    found = []
    for _, rows in summed.group_by(keys, maintain_order=True) if keys else [((), summed)]:
        values = rows.get_column("stock").to_numpy()
        if np.isnan(values.astype(float)).any():
            found.append(_rounded(rows, ["stock"], whole=whole))
            continue
        unit = 1 if whole else units_for(values.sum())
        made = largest_remainders(values * unit, round(values.sum() * unit)) / unit
        found.append(rows.with_columns(stock=pl.Series(made)))
    columns = ["area", "stock", *keys]
    return pl.concat(found).select(columns)


def _rounded(rows: pl.DataFrame, figures: Sequence[str], *, whole: bool) -> pl.DataFrame:
    """Return rows of which some are missing: there is no sum to keep, so whole numbers cannot be had."""
    if whole:
        raise refusal("crosswalk-whole-missing", columns=list(figures))
    return rows


def counted(parts: pl.DataFrame, others: Sequence[str], groups: Sequence[str], *, whole: bool) -> pl.DataFrame:
    """Return the counts per target, with every sum over areas as it was and groups that add up."""
    summed = _summed(parts, [*others, "group"], ["allocations", "rentals"])
    found = []
    for _, rows in summed.group_by(others, maintain_order=True) if others else [((), summed)]:
        if rows.select(pl.col("allocations", "rentals").is_null().any()).row(0) != (False, False):
            found.append(_rounded(rows, ["allocations", "rentals"], whole=whole))
            continue
        found.append(_exactly(rows, groups, whole=whole))
    order = {name: at for at, name in enumerate([ALL, *groups])}
    whole_frame = pl.concat(found)
    units = summed.select("area", *others).unique(maintain_order=True).with_row_index("unit")
    placed = whole_frame.join(units, on=["area", *others], how="left", nulls_equal=True)
    placed = placed.sort("unit", pl.col("group").replace_strict(order, return_dtype=pl.Int64))
    return placed.select("area", *others, "group", "allocations", "rentals")


def _exactly(rows: pl.DataFrame, groups: Sequence[str], *, whole: bool) -> pl.DataFrame:
    """Make the counts of one period and association multiples of one unit, so that all sums hold."""
    every = rows.filter(pl.col("group") == ALL)
    rentals = every.get_column("rentals").to_numpy()
    of = {g: rows.filter(pl.col("group") == g).get_column("allocations").to_numpy() for g in (ALL, *groups)}
    unit = 1 if whole else units_for(float(rentals.sum()))
    cells = np.column_stack([of[g] for g in groups]) * unit if groups else None
    totals = None if cells is None else np.array([round(column.sum()) for column in cells.T], dtype=np.int64)
    let = largest_remainders(rentals * unit, round(float(rentals.sum()) * unit))
    members = of[ALL] * unit if cells is None else cells.sum(axis=1)
    total = round(float(members.sum())) if totals is None else int(totals.sum())
    told: dict[str, np.ndarray] = {ALL: largest_remainders(members, total, let)}
    if cells is not None and totals is not None:
        told |= dict(zip(groups, both_ways(cells, told[ALL], totals).T, strict=True))
    parts = [
        rows.filter(pl.col("group") == g).with_columns(
            allocations=pl.Series(told[g] / unit), rentals=pl.Series(let / unit)
        )
        for g in (ALL, *groups)
    ]
    return pl.concat(parts)
