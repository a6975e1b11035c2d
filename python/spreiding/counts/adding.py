"""Counts of parts of the records added up: in any order and grouping, to the counts of all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.grain import ALL
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas

#: What two counts must have in common.
SAME = ("keys", "by", "groups", "scheme", "left_out", "main_groups", "chosen", "whole")


def added(one: Any, other: Any) -> Any:
    """Return the sum of two counts of different records.

    Raises
    ------
    InvalidInputError
        ``counts-differ`` where they are of another grain, scheme, division or period; ``counts-overlap`` where they
        come from the same records, or are aggregates that share a unit.
    """
    for name in SAME:
        first, second = getattr(one, name), getattr(other, name)
        if first != second:
            raise refusal("counts-differ", what=name, first=_named(first), second=_named(second))
    areas = _areas(one, other)
    if one.grain.period is None and one.period != other.period:
        raise refusal("counts-differ", what="period", first=_named(one.period), second=_named(other.period))
    _need_apart(one, other)
    spans = [counts.period for counts in (one, other) if counts.period is not None]
    reasons: dict[str, int] = {}
    for reason, n in (*one.dropped, *other.dropped):
        reasons[reason] = reasons.get(reason, 0) + n
    steps = tuple(_united(a, b) for a, b in zip(one.steps, other.steps, strict=True))
    let = None if one.let is None or other.let is None else pl.concat([one.let, other.let]).unique(maintain_order=True)
    return replace(
        one, frame=_rows(one, other, areas), areas=areas, steps=steps, let=let, pieces=one.pieces | other.pieces,
        period=(min(a for a, _ in spans), max(b for _, b in spans)) if spans else None,
        dropped=tuple(sorted(reasons.items())), city_only=one.city_only | other.city_only,
        source=", ".join(sorted({*one.source.split(", "), *other.source.split(", ")})),
        bounded=one.bounded and other.bounded, converted=None, public=one.public and other.public,
    )  # fmt: skip


def _named(value: Any) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list | tuple) else [str(value)]


def _areas(one: Any, other: Any) -> Areas | None:
    """Return the areas of both; after a roll-up one may have Westpoort, and the other not."""
    if len(one.steps) != len(other.steps) or (one.areas is None) != (other.areas is None):
        raise refusal("counts-differ", what="areas", first=[repr(one.areas)], second=[repr(other.areas)])
    if one.areas is None or other.areas is None:
        return None
    first, second = set(one.areas.codes), set(other.areas.codes)
    nested = first == second or (bool(one.steps) and (first <= second or second <= first))
    if not nested or one.areas.scheme != other.areas.scheme:
        raise refusal("counts-differ", what="areas", first=[repr(one.areas)], second=[repr(other.areas)])
    larger: Areas = one.areas if len(first) >= len(second) else other.areas
    return larger


def _need_apart(one: Any, other: Any) -> None:
    """Refuse counts of the same records, and aggregates that share a unit: they may be of the same lettings."""
    twice = one.pieces & other.pieces
    if twice:
        raise refusal("counts-overlap", where=sorted(piece.partition("#")[0] for piece in twice))
    if one.pieces and other.pieces:
        return
    let = [c.frame.filter((pl.col("group") == ALL) & (pl.col("rentals").fill_null(1) > 0)) for c in (one, other)]
    shared = let[0].join(let[1], on=list(one.keys), how="semi", nulls_equal=True)
    if shared.height:
        units = [" ".join(map(str, row)) for row in shared.select(one.keys).head(5).rows()]
        raise refusal("counts-overlap", where=units)


def _united(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Return the parents of both; an area has one where either knows it."""
    both = pl.concat([one, other]).group_by("area", maintain_order=True).agg(pl.col("parent").drop_nulls().first())
    return both.select("area", "parent")


def _rows(one: Any, other: Any, areas: Areas | None) -> pl.DataFrame:
    """Add the rows up, in an order that does not depend on which comes first."""
    keys = [*one.keys, "group"]
    sums = [
        pl.when(pl.col(n).is_null().any()).then(None).otherwise(pl.col(n).sum()).alias(n)
        for n in ("allocations", "rentals")
    ]
    both = pl.concat([one.frame, other.frame], how="vertical_relaxed").group_by(keys).agg(sums)
    units = both.select(one.keys).unique()
    groups = pl.DataFrame({"group": [ALL, *one.groups]}).with_row_index("place")
    # Every period and association of either has a row in each area, as where they are counted together.
    full = units
    if one.whole and len(one.keys) > 1:
        full = units.select(one.keys[0]).unique()
        for key in one.keys[1:]:
            full = full.join(units.select(key).unique(), how="cross")
    rows = full.join(groups, how="cross").join(both, on=keys, how="left", nulls_equal=True, coalesce=True)
    rows = rows.with_columns(pl.col("allocations", "rentals").fill_null(0) if one.whole else pl.col("rentals"))
    return _in_order(rows, one, areas)


def _in_order(rows: pl.DataFrame, counts: Any, areas: Areas | None) -> pl.DataFrame:
    """Sort by the order of the areas, no place last, then by the other keys, what is not known last."""
    order = {} if areas is None else {code: at for at, code in enumerate(areas.codes)}
    place = pl.col("area").replace_strict(order, default=len(order), return_dtype=pl.Int64)
    first = [place, pl.col("area") == UNLOCATED] if "area" in counts.keys else []
    by = [*first, *(pl.col(key) for key in counts.keys), pl.col("place")]
    return rows.sort(by, nulls_last=True).select(*counts.keys, "group", "allocations", "rentals")
