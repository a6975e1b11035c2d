"""Checks against the stock: 15 (many lettings for the dwellings) and 16 (no stock, or that of another year)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spreiding.checks.chance import alarms, tails
from spreiding.checks.figures import listed, plain, plain_percent
from spreiding.checks.finding import Finding, NotRun
from spreiding.records.groups import fold

if TYPE_CHECKING:
    from spreiding.checks.material import Cells, Material

#: Values of the column of first lettings that mean yes.
YES = {"true", "1", "ja", "j", "yes", "y", "waar", "x", "eersteverhuring", "nieuwbouw"}
NO_STOCK = NotRun("geen woningvoorraad gegeven (stock=…)", "no stock given (stock=…)")


def _stocks(m: Material) -> tuple[dict[str, int], dict[str, int]]:
    """Return dwellings per area: of the associations, and all; areas without dwellings are left out."""
    frames = (m.reference.stock_corporation, m.stock.frame if m.stock is not None else None)
    of_associations, whole = (
        {} if frame is None else {area: n for area, n in frame.select("area", "stock").iter_rows() if n}
        for frame in frames
    )
    return of_associations, whole


def _relet(m: Material) -> tuple[list[str], Cells, Cells]:
    """Return areas with rentals and allocations, first lettings of new dwellings left out where they are known."""
    if "first_letting" not in m.axes:
        return m.by_area
    first = [value is not None and fold(value) in YES for value in m.values("first_letting")]
    cells = m.cells("area", "group", "first_letting")[:-1][:, :, ~np.array(first)].sum(axis=2)
    return m.values("area")[:-1], cells.sum(axis=1), cells[:, 1:].sum(axis=1)


def high_turnover(m: Material) -> list[Finding] | NotRun:
    """Check 15: rentals against the associations' stock (all dwellings where unknown), allocations against all."""
    of_associations, whole = _stocks(m)
    if not (of_associations or whole):
        return NO_STOCK
    areas, rentals, allocations = _relet(m)
    found = []
    for x, stock, limit, dutch, english in (
        (rentals, of_associations or whole, m.thresholds.turnover, "verhuringen", "rentals"),
        (allocations, whole, m.thresholds.turnover_allocations, "toewijzingen", "allocations"),
    ):
        kept = [i for i, area in enumerate(areas) if area in stock and area not in m.thresholds.new_build]
        n = np.array([float(stock[areas[i]]) for i in kept])
        _, high = tails(np.minimum(x[kept], n), n, np.full(n.size, limit))
        at = np.flatnonzero(alarms(high, m.thresholds.false_discovery))
        if at.size:
            text = listed(f"{areas[kept[i]]}: {plain_percent(x[kept[i]] / n[i], 1)}" for i in at)
            own = stock is of_associations
            nl = f"veel {dutch} voor het aantal {'corporatiewoningen' if own else 'woningen'}"
            en = f"many {english} for the {'dwellings of associations' if own else 'dwellings'}"
            found.append(Finding(15, int(at.size), nl, en, (), text, f"<= {plain_percent(limit)}"))
    return found


def stock_gap(m: Material) -> list[Finding] | NotRun:
    """Check 16: stock missing or 0 where there are rentals; stock of another year."""
    if m.stock is None and m.reference.stock_corporation is None:
        return NO_STOCK
    areas, rentals, _ = m.by_area
    found = []
    for (dutch, english), given, stock in zip(
        (("corporatievoorraad", "associations' stock"), ("woningvoorraad", "stock")),
        (m.reference.stock_corporation is not None, m.stock is not None),
        _stocks(m),
        strict=True,
    ):
        gaps = [(area, int(n)) for area, n in zip(areas, rentals, strict=True) if n and area not in stock]
        if given and gaps:
            text = listed(f"{area}: {plain(n)}" for area, n in gaps)
            nl = f"gebieden met verhuringen en zonder {dutch} (aantal verhuringen hieronder)"
            en = f"areas with rentals and without {english} (number of rentals below)"
            found.append(Finding(16, len(gaps), nl, en, (), text, "> 0"))
    day = m.stock.date if m.stock is not None else None
    first, last = (m.months[0].year, m.months[-1].year) if m.months else (0, 9999)
    if day is not None and not first <= day.year <= last:
        nl = f"de woningvoorraad is van {day:%d-%m-%Y}, buiten de jaren van de verhuringen"
        en = f"the stock is of {day}, outside the years of the rentals"
        years = str(first) if first == last else f"{first}-{last}"
        found.append(Finding(16, 1, nl, en, (), str(day.year), years))
    return found
