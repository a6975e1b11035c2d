"""The period of records, and the days on which a rule can change."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.records.sources import EPOCH
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.records.groups import TargetGroups


def period_of(period: Any) -> tuple[date, date]:
    """Return first and last day, given as dates, points in time or text.

    Raises
    ------
    InvalidInputError
        If it is no pair of days, or ends before it begins.

    Examples
    --------
    >>> period_of(("2016-01-01", datetime(2017, 6, 30, 12)))
    (datetime.date(2016, 1, 1), datetime.date(2017, 6, 30))
    """
    if isinstance(period, str) or not hasattr(period, "__len__") or len(period) != 2:
        raise refusal("period-no-pair", found=type(period).__name__)
    first, last = (_day(value) for value in period)
    if first > last:
        raise refusal("period-reversed", first=str(first), last=str(last))
    return first, last


def _day(value: Any) -> date:
    if hasattr(value, "item") and not isinstance(value, date):  # a day of numpy
        value = value.item()
    if isinstance(value, datetime) and value == value:  # noqa: PLR0124  NaT is none
        return value.date()
    if isinstance(value, date) and value == value:  # noqa: PLR0124
        return value
    if isinstance(value, str):
        days, (bad, _) = _core.days_column(pl.Series([value], dtype=pl.String))
        if not bad and days[0] is not None:
            return EPOCH + timedelta(days=days[0])
    raise refusal("period-no-day", found=value if isinstance(value, str) else type(value).__name__)


def cuts_of(scheme: TargetGroups, period: tuple[date, date] | None) -> list[int]:
    """Return the days on which a rule can change, so that no count spans one."""
    firsts = scheme.frame.get_column("valid_from").drop_nulls().to_list()
    lasts = scheme.frame.get_column("valid_to").drop_nulls().to_list()
    if period is not None:
        firsts, lasts = [*firsts, period[0]], [*lasts, period[1]]
    # The day after the last day of the calendar is none, and no record can have it.
    days = {*firsts, *(last + timedelta(days=1) for last in lasts if last < date.max)}
    return sorted((day - EPOCH).days for day in days)
