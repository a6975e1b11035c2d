"""Areas added up to those of a higher level: whose parent is whose, and the sums."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from spreiding.areas.schemes import UNLOCATED, lies_in_none
from spreiding.counts.grain import CITY
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spreiding.areas.areas import Areas

#: The borough that lies in no gebied.
WESTPOORT = {"B": "Westpoort"}
SCHEMA = {"area": pl.String, "parent": pl.String}


def sum_or_null(name: str) -> pl.Expr:
    """Sum a column; one missing child makes the parent missing."""
    return pl.when(pl.col(name).is_null().any()).then(None).otherwise(pl.col(name).sum()).alias(name)


def parents_of(
    areas: Areas | None, units: Sequence[str], let: Collection[str], left_out: Collection[str], level: str
) -> tuple[pl.DataFrame, Areas | None]:
    """Return ``area`` and ``parent`` at a level, with the areas of that level.

    ``let`` names the areas where dwellings were let, ``left_out`` those that take no part. Lettings without a place
    have none at any level either, and are part of the city.
    """
    if level == "city":
        codes = list(dict.fromkeys([*(units if areas is None else areas.codes), *units]))
        there = [code for code in codes if code not in left_out]
        return pl.DataFrame({"area": there, "parent": [CITY] * len(there)}, schema=SCHEMA), None
    levels = {} if areas is None else areas.levels
    if areas is None or level not in levels:
        raise refusal("unknown-level", level=level, known=[*levels, "city"])
    # Westpoort lies in no gebied: where dwellings were let there it stands beside them, under its own letter.
    found = [
        code[:1] if not parent and code in let and lies_in_none(code, level) else parent
        for code, parent in zip(areas.codes, levels[level], strict=True)
    ]
    kept = [None if code in left_out else parent for code, parent in zip(areas.codes, found, strict=True)]
    parents = pl.DataFrame({"area": areas.codes, "parent": kept}, schema=SCHEMA)
    if UNLOCATED in units:
        parents = parents.vstack(pl.DataFrame({"area": [UNLOCATED], "parent": [UNLOCATED]}, schema=SCHEMA))
    return parents, replace(areas, levels={**levels, level: tuple(found)}).dissolve(
        level, names={**WESTPOORT, **areas.parent_names.get(level, {})}
    )


def rolled_up(frame: pl.DataFrame, parents: pl.DataFrame, others: Sequence[str], areas: Areas | None) -> pl.DataFrame:
    """Add the rows of areas up to their parents, in the order of the parents' areas; no place comes last."""
    joined = frame.join(parents, on="area", how="left", maintain_order="left").drop_nulls("parent")
    keys = ["area", *others, "group"]
    sums = [sum_or_null(name) for name in ("allocations", "rentals")]
    summed = joined.with_columns(area=pl.col("parent")).group_by(keys, maintain_order=True).agg(sums)
    if areas is None:
        return summed
    order = pl.DataFrame({"area": areas.codes}).with_row_index("order")
    placed = summed.join(order, on="area", how="left", maintain_order="left")
    return placed.sort("order", maintain_order=True, nulls_last=True).drop("order")
