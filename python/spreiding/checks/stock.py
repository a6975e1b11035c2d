"""Checks against the stock: 15 (many lettings for the dwellings), 16 (no stock, another year), 41 (of whom it is)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from spreiding.checks.chance import alarms, tails
from spreiding.checks.figures import CITY, Figure, Number, count, share
from spreiding.checks.finding import Finding, NotRun, not_run

if TYPE_CHECKING:
    from datetime import date

    from spreiding.checks.material import Cells, Material

NO_STOCK = not_run("idle-no-stock")


def _stocks(m: Material) -> tuple[dict[str, int], dict[str, int]]:
    """Return dwellings per area: of the associations, and all; areas without dwellings are left out."""
    frames = (m.reference.stock_corporation, m.stock.frame if m.stock is not None else None)
    of_associations, whole = (
        {} if frame is None else {area: n for area, n in _per_area(frame).iter_rows() if n} for frame in frames
    )
    return of_associations, whole


def _per_area(frame: pl.DataFrame) -> pl.DataFrame:
    """Return dwellings per area, those of several associations together; unknown where one of them is."""
    known = pl.when(pl.col("stock").is_null().any()).then(None).otherwise(pl.col("stock").sum())
    return frame.group_by("area", maintain_order=True).agg(known.alias("stock"))


def _relet(m: Material) -> tuple[list[str], Cells, Cells]:
    """Return areas with rentals and allocations, first lettings of new dwellings left out where they are known."""
    cells = m.relet("area", "group")[:-1]
    return m.values("area")[:-1], cells.sum(axis=1), cells[:, 1:].sum(axis=1)


def high_turnover(m: Material) -> list[Finding | NotRun]:
    """Check 15: rentals against the associations' stock (all dwellings where unknown), allocations against all."""
    of_associations, whole = _stocks(m)
    if not (of_associations or whole):
        return [NO_STOCK]
    areas, rentals, allocations = _relet(m)
    own = "-of-associations" if of_associations else ""
    found: list[Finding | NotRun] = []
    for x, stock, limit, code in (
        (rentals, of_associations or whole, m.thresholds.turnover, RENTALS[own]),
        (allocations, whole, m.thresholds.turnover_allocations, "turnover-of-allocations"),
    ):
        kept = [i for i, area in enumerate(areas) if area in stock and area not in m.thresholds.new_build]
        n = np.array([float(stock[areas[i]]) for i in kept])
        _, high = tails(np.minimum(x[kept], n), n, np.full(n.size, limit))
        at = np.flatnonzero(alarms(high, m.thresholds.false_discovery))
        if at.size:
            figures = tuple(share(x[kept[i]] / n[i], areas[kept[i]], decimals=1) for i in at)
            found.append(Finding("high_turnover", code, int(at.size), (), {}, figures, (share(limit, sign="<= "),)))
    return found


#: Code of many rentals, by whose dwellings they are compared with.
RENTALS = {"": "turnover-of-rentals", "-of-associations": "turnover-of-rentals-of-associations"}


def stock_gap(m: Material) -> list[Finding | NotRun]:
    """Check 16: stock missing or 0 where there are rentals; stock of another year."""
    if m.stock is None and m.reference.stock_corporation is None:
        return [NO_STOCK]
    areas, rentals, _ = m.by_area
    found: list[Finding | NotRun] = []
    given = (m.reference.stock_corporation is not None, m.stock is not None)
    for code, there, stock in zip(("stock-gap-of-associations", "stock-gap"), given, _stocks(m), strict=True):
        gaps = [(area, int(n)) for area, n in zip(areas, rentals, strict=True) if n and area not in stock]
        if there and gaps:
            figures = tuple(count(n, area) for area, n in gaps), (Figure(("> 0",)),)
            found.append(Finding("stock_gap", code, len(gaps), (), {}, *figures))
    if m.stock is not None:
        found += _day(m, m.stock.date)
    return found


def _day(m: Material, day: date | None) -> list[Finding | NotRun]:
    if day is None:
        return [not_run("idle-stock-day")]
    first, last = (m.months[0].year, m.months[-1].year) if m.months else (0, 9999)
    if first <= day.year <= last:
        return []
    years = str(first) if first == last else f"{first}-{last}"
    figures = (Figure((str(day.year),)),), (Figure((years,)),)
    return [Finding("stock_gap", "stock-of-other-year", 1, (), {"day": day}, *figures)]


def stock_kind(m: Material) -> list[Finding | NotRun]:
    """Check 41: stock of the associations where that of all dwellings is wanted, by what it would mean."""
    if m.stock is None:
        return [NO_STOCK]
    of_associations, whole = _stocks(m)
    both = [area for area in whole if area in of_associations]
    if len(both) >= 5:  # fewer areas tell nothing
        same = sum(of_associations[area] >= 0.98 * whole[area] for area in both)
        if same >= 0.9 * len(both):
            figure = Figure((Number(same), " / ", Number(len(both))))
            return [Finding("stock_kind", "stock-same-as-associations", same, found=(figure,))]
    total = sum(whole.values())
    areas, rentals, _ = _relet(m)
    x = sum(int(n) for area, n in zip(areas, rentals, strict=True) if area in whole)
    years = len(m.months) / 12
    limit = m.thresholds.turnover_city
    if not total or not years or x / years / total <= limit:
        return []
    figures = (share(x / years / total, CITY, decimals=1),), (share(limit, decimals=1, sign="<= "),)
    return [Finding("stock_kind", "stock-turns-over-too-fast", 1, (), {}, *figures)]
