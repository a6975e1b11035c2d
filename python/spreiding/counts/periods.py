"""Periods by their codes: ``2018``, ``2018-H1``, ``2018-Q3``, ``2018-07``, ``2018-2020``; else their days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

#: First and last day, both included.
Span: TypeAlias = tuple[date, date]

#: Periods that a day falls in, as text.
PERIODS: dict[str, Callable[[date], str]] = {
    "year": lambda day: f"{day.year}",
    "half_year": lambda day: f"{day.year}-H{1 if day.month < 7 else 2}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "month": lambda day: f"{day.year}-{day.month:02}",
}
#: Key of years taken together, and of a whole period that is one.
POOLED = "period"
#: Months in a period of each kind.
MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
_CODE = re.compile(r"(?P<year>\d{4})(?:-(?:H(?P<half_year>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")


@lru_cache(4096)
def kind_of(code: str) -> str:
    """Return the kind of period that a code names.

    >>> [kind_of(code) for code in ("2018", "2018-H1", "2018-Q3", "2018-07", "2018-2020", "2018-01-01/2019-06-30")]
    ['year', 'half_year', 'quarter', 'month', 'period', 'period']
    """
    if _YEARS.fullmatch(code) or _DAYS.fullmatch(code):
        return POOLED
    found = _CODE.fullmatch(code)
    if found is None:
        raise refusal("unknown-period", found=code)
    return found.lastgroup or "year"


@lru_cache(4096)
def span_of(code: str) -> Span:
    """Return first and last day of a period.

    Raises
    ------
    InvalidInputError
        If the code names no period.

    Examples
    --------
    >>> span_of("2018-H2"), span_of("2018-2020")
    ((datetime.date(2018, 7, 1), datetime.date(2018, 12, 31)), (datetime.date(2018, 1, 1), datetime.date(2020, 12, 31)))
    """
    years = _YEARS.fullmatch(code)
    if years and years[1] < years[2]:
        return date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)
    days = _DAYS.fullmatch(code)
    if days:
        return date.fromisoformat(days[1]), date.fromisoformat(days[2])
    start = place_of(code) * MONTHS[kind_of(code)]
    end = start + MONTHS[kind_of(code)]
    return date(start // 12, start % 12 + 1, 1), date(end // 12, end % 12 + 1, 1) - timedelta(days=1)


@lru_cache(4096)
def place_of(code: str) -> int:
    """Return the place of a period among all of its kind, so that a missing one leaves a gap.

    >>> place_of("2018"), place_of("2018-H1"), place_of("2018-H2") - place_of("2017-H1")
    (2018, 4036, 3)
    >>> place_of("2019-2021") - place_of("2016-2018")
    1
    """
    years = _YEARS.fullmatch(code)
    if years and years[1] < years[2]:
        return int(years[1]) // (int(years[2]) - int(years[1]) + 1)
    days = _DAYS.fullmatch(code)
    if days:
        return date.fromisoformat(days[1]).toordinal()
    found = _CODE.fullmatch(code)
    if found is None:
        raise refusal("unknown-period", found=code)
    kind = found.lastgroup or "year"
    part = 1 if kind == "year" else int(found[kind])
    return int(found["year"]) * (12 // MONTHS[kind]) + part - 1


def code_of(span: Span) -> str:
    """Return the code of a span: that of a period where it is one.

    >>> code_of((date(2016, 1, 1), date(2018, 12, 31))), code_of((date(2016, 1, 1), date(2017, 6, 30)))
    ('2016-2018', '2016-01-01/2017-06-30')
    """
    first, last = span
    for code in (write(first) for write in PERIODS.values()):
        if span_of(code) == span:
            return code
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}-{last.year}"
    return f"{first.isoformat()}/{last.isoformat()}"


def within(code: str, whole: Span | None) -> Span:
    """Return first and last day of the part of a period that lies within the whole.

    >>> within("2019", (date(2018, 1, 1), date(2019, 6, 30)))
    (datetime.date(2019, 1, 1), datetime.date(2019, 6, 30))
    """
    first, last = span_of(code)
    return (first, last) if whole is None else (max(first, whole[0]), min(last, whole[1]))


def years_in(span: Span) -> float:
    """Return the length of a span in years; whole months count as twelfths.

    >>> years_in((date(2016, 1, 1), date(2017, 6, 30)))
    1.5
    """
    first, last = span
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        return ((after.year - first.year) * 12 + after.month - first.month) / 12
    return (after - first).days / 365.2425
