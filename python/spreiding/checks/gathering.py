"""The records counted for the checks, with whatever is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import joining_days
from spreiding.base.errors import InvalidInputError
from spreiding.checks.material import MORE, TABLES, Material, ends
from spreiding.checks.options import Reference, Thresholds
from spreiding.records.period import period_of
from spreiding.records.rentals import Examination, Rentals, examined, read_rentals
from spreiding.records.sources import EPOCH
from spreiding.values import frames

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.counts.dwellings import StockAt
    from spreiding.records.stock import Stock


def read_for_checks(
    source: Any, *, areas: Areas | None, thresholds: Thresholds | None, public: bool, **read_as: Any
) -> Rentals:
    """Read records as :func:`spreiding.read_rentals` does, and keep for their first check what it needs of them.

    So records that go on to a page are read and checked in one pass. What is kept is given away at the first check.
    """
    if read_as.get("period") is None:  # the days to look at follow from the records
        return read_rentals(source, areas=areas, public=public, **read_as)
    thresholds = thresholds or Thresholds()
    cuts = _cuts(read_as["period"], thresholds)
    try:
        read = examined(source, areas=areas, more=MORE, tables=TABLES, cuts=cuts, repeats=True, **read_as)
    except InvalidInputError:
        read = None
    if read is None or read.found.problems:  # told by what a reader needs alone
        return read_rentals(source, areas=areas, public=public, **read_as)
    rentals = replace(read.rentals(), public=public)
    rentals.held[_key(areas, rentals.period, thresholds)] = read
    return rentals


def _today(thresholds: Thresholds) -> date:
    return thresholds.today or date.today()  # noqa: DTZ011  a day of the calendar, not a moment


def _cuts(period: Any, thresholds: Thresholds) -> list[int]:
    """Return the days at which a part of a month begins that the checks count apart."""
    days = [_today(thresholds) + timedelta(days=1), *joining_days()]
    if period is not None:
        days += [day for n in (1, 2) for day in ends(period_of(period), n * thresholds.end_days)]
    return [(day - EPOCH).days for day in days]


def _key(areas: Areas | None, period: Any, thresholds: Thresholds) -> tuple[Any, ...]:
    return ("checks", None if areas is None else id(areas), *_cuts(period, thresholds))


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
    today = _today(thresholds)
    before: Examination | None = None
    if isinstance(rentals, Rentals):
        read_as = {"columns": dict(rentals.columns), "groups": rentals.groups, "period": rentals.period}
        areas = areas if areas is not None else rentals.areas
        before = rentals.held.pop(_key(areas, rentals.period, thresholds), None)
        rentals = rentals.parts
    unread = None
    if before is not None:
        read = before
    else:
        wanted = {"more": MORE, "tables": TABLES, "cuts": _cuts(read_as["period"], thresholds), **read_as}
        try:
            read = examined(rentals, areas=areas, repeats=True, **wanted)
        except InvalidInputError as error:
            # Where it is the dwellings that cannot be read, all else can still be checked.
            read = examined(rentals, areas=areas, **wanted)
            unread = error
    held = [
        None if table is None else frames.to_frame(table, source=name)
        for name, table in (("covariates", covariates), ("covariate_sources", covariate_sources))
    ]
    return Material(read, stock, reference or Reference(), thresholds, held[0], held[1], today, unread, by, stock_at)
