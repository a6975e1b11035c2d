"""Checks against the stock: 15 (many lettings for the dwellings), 16 (no stock, another year), 41 (of whom it is)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from spreiding.checks.chance import alarms, tails
from spreiding.checks.figures import CITY, Figure, Number, count, share
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.counts.dwellings import days_of
from spreiding.counts.periods import PERIODS, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.checks.material import Cells, Material
    from spreiding.records.stock import Stock

NO_STOCK = not_run("idle-no-stock")


def _stocks(m: Material) -> tuple[dict[str, int], dict[str, int]]:
    """Return dwellings per area: of the associations, and all; areas without dwellings are left out."""
    own = m.reference.stock_corporation
    return ({} if own is None else _held(own)), ({} if m.stock is None else _first_held(m, m.stock))


def _held(frame: pl.DataFrame) -> dict[str, int]:
    return {area: n for area, n in _per_area(frame).iter_rows() if n}


def _first_held(m: Material, stock: Stock) -> dict[str, int]:
    """Return dwellings on the day the records start from; of an area that has none then, on its first later day."""
    if len(stock.dates) < 2:
        return _held(stock.on(stock.dates[0] if stock.dates else None))
    first = m.read.period[0] if m.read.period is not None else min(m.days, default=None)
    before = [day for day in stock.dates if first is not None and day <= first]
    start = max(before, default=stock.dates[0])
    found: dict[str, int] = {}
    for day in stock.dates:
        if day >= start:
            found = _held(stock.on(day)) | found
    return found


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
    own, whole = _stocks(m)
    let = [(area, int(n)) for area, n in zip(areas, rentals, strict=True) if n]
    if m.reference.stock_corporation is not None:
        found += _gaps("stock-gap-of-associations", [((area,), n) for area, n in let if area not in own])
    if m.stock is not None:
        apart = _apart(m, m.stock)
        gaps = [((area,), n) for area, n in let if area not in whole] if apart is None else apart
        found += [*_gaps("stock-gap", gaps), *_days(m, m.stock)]
    return found


def _gaps(code: str, gaps: Sequence[tuple[tuple[str, ...], int]]) -> list[Finding]:
    if not gaps:
        return []
    figures = tuple(count(n, *unit) for unit, n in gaps), (Figure(("> 0",)),)
    return [Finding("stock_gap", code, len(gaps), (), {}, *figures)]


def _apart(m: Material, stock: Stock) -> list[tuple[tuple[str, ...], int]] | None:
    """Return areas with rentals and no stock in a period that has stock; None where no periods are counted apart."""
    if m.by is None or len(stock.dates) < 2 or not m.days:
        return None
    cells, areas = m.cells("area", "date")[:-1], m.values("area")[:-1]
    found: list[tuple[tuple[str, ...], int]] = []
    for code, day in _days_of_periods(m, stock).select("period", "day").drop_nulls().iter_rows():
        held = _held(stock.on(day))
        months = [i for i, month in enumerate(m.months) if PERIODS[m.by](month) == code]
        sums = cells[:, months].sum(axis=1)
        found += [((area, f"({code})"), int(n)) for area, n in zip(areas, sums, strict=True) if n and area not in held]
    return found


def _days_of_periods(m: Material, stock: Stock) -> pl.DataFrame:
    """Return the reference day of each period that is counted apart, or why it has none."""
    if m.by is None or not m.days:
        return days_of(stock, [], "start")
    whole = m.read.period or (min(m.days), max(m.days))
    codes = sorted({PERIODS[m.by](day) for day in m.months})
    return days_of(stock, [(code, within(code, whole)) for code in codes], m.stock_at)


def _days(m: Material, stock: Stock) -> list[Finding | NotRun]:
    """Look at the reference days: of the years of the rentals, and of each period that is counted apart."""
    periods = _periods(m, stock)
    if not stock.dates:
        return [not_run("idle-stock-day"), *periods]
    first, last = (m.months[0].year, m.months[-1].year) if m.months else (0, 9999)
    if any(first <= day.year <= last for day in stock.dates):
        return [*periods]
    years = str(first) if first == last else f"{first}-{last}"
    figures = tuple(Figure((str(day.year),)) for day in stock.dates), (Figure((years,)),)
    return [Finding("stock_gap", "stock-of-other-year", 1, (), {"days": list(stock.dates)}, *figures)]


def _periods(m: Material, stock: Stock) -> list[Finding]:
    """Find periods whose shares of the stock stay blank, or rest on one stock for all of them."""
    found = []
    for (reason,), some in _days_of_periods(m, stock).drop_nulls("reason").group_by("reason", maintain_order=True):
        figures = tuple(Figure((str(code),)) for code in some.get_column("period"))
        expected = tuple(Figure((str(day),)) for day in stock.dates)
        found.append(Finding("stock_gap", str(reason), some.height, (), {}, figures, expected, severity="W"))
    return found


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
