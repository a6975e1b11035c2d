"""The records counted for the checks, with whatever is wrong with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import joining_days
from spreiding.base.errors import InvalidInputError
from spreiding.checks.material import MORE, TABLES, Material, ends
from spreiding.checks.options import Reference, Thresholds
from spreiding.records.period import period_of
from spreiding.records.rentals import Rentals, examined
from spreiding.records.sources import EPOCH
from spreiding.values import frames

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.counts.dwellings import StockAt
    from spreiding.records.stock import Stock


def gather(
    rentals: Any,
    *,
    stock: Stock | None,
    areas: Areas | None,
    reference: Reference | None,
    thresholds: Thresholds | None,
    covariates: Any,
    covariate_sources: Any,
    read_as: dict[str, Any],
    by: str | None = None,
    stock_at: StockAt = "start",
) -> Material:
    """Count the records by the columns that checks need."""
    thresholds = thresholds or Thresholds()
    today = thresholds.today or date.today()  # noqa: DTZ011  a day of the calendar, not a moment
    if isinstance(rentals, Rentals):
        read_as = {"columns": dict(rentals.columns), "groups": rentals.groups, "period": rentals.period}
        areas = areas if areas is not None else rentals.areas
        rentals = rentals.parts
    cuts = [(today - EPOCH).days + 1, *((day - EPOCH).days for day in joining_days())]
    if read_as["period"] is not None:
        period = period_of(read_as["period"])
        edges = [day for n in (1, 2) for day in ends(period, n * thresholds.end_days)]
        cuts += [(day - EPOCH).days for day in edges]
    unread = None
    try:
        read = examined(rentals, areas=areas, more=MORE, tables=TABLES, cuts=cuts, repeats=True, **read_as)
    except InvalidInputError as error:
        # Where it is the dwellings that cannot be read, all else can still be checked.
        read = examined(rentals, areas=areas, more=MORE, tables=TABLES, cuts=cuts, **read_as)
        unread = error
    held = [
        None if table is None else frames.to_frame(table, source=name)
        for name, table in (("covariates", covariates), ("covariate_sources", covariate_sources))
    ]
    return Material(read, stock, reference or Reference(), thresholds, held[0], held[1], today, unread, by, stock_at)
