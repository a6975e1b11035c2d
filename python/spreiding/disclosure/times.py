"""Periods as one dimension: months, quarters, half-years, years, years together, and any span of days beside them.

Spans that lie within each other, or apart, add up as a tree. Where two overlap, such as the editions of 2016-2018 and
2017-2019, each is the sum of the stretches between all first and last days.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from spreiding.counts.periods import code_of, span_of
from spreiding.disclosure.tree import ALL, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spreiding.counts.periods import Span

#: The days of a longer period that no table names.
REST = "other"
DAY = timedelta(days=1)


def span_of_counts(counts: Any) -> Span | None:
    """Return first and last day of counts; in whole months where their period was only found in the records."""
    span: Span | None = counts.period
    if span is None or getattr(counts, "bounded", True):
        return span
    first, last = span
    return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])


def code_of_row(code: str, period: Span | None) -> str:
    """Return the code of the days that a row is about: of a period of which the table holds a part, that part.

    >>> from datetime import date
    >>> code_of_row("2017", (date(2016, 1, 1), date(2017, 6, 30))), code_of_row("2016", None)
    ('2017-H1', '2016')
    """
    return code_of(within_span(span_of(code), period))


def time_tree(codes: Iterable[str], whole: Span | None) -> Tree:
    """Return how periods add up; what no period covers is a part of its own.

    >>> time_tree(["2016-H1", "2016", "2017"], None).parent
    {'2016-H1': '2016', '2016': 'all', '2017': 'all', '2016 other': '2016'}
    """
    spans = {code: span_of(code) for code in dict.fromkeys(codes)}
    if not spans:
        return Tree({})
    whole = whole or (min(a for a, _ in spans.values()), max(b for _, b in spans.values()))
    return _nested(spans, whole) if _apart_or_within(list(spans.values())) else _stretches(spans, whole)


def _apart_or_within(spans: Sequence[Span]) -> bool:
    """Say whether no two spans overlap in part."""
    open_: list[Span] = []
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1].toordinal())):
        while open_ and open_[-1][1] < first:
            open_.pop()
        if open_ and last > open_[-1][1]:
            return False
        open_.append((first, last))
    return True


def _nested(spans: Mapping[str, Span], whole: Span) -> Tree:
    """Put each span below the shortest longer one that holds it."""
    up: dict[str, str] = {}
    for code, (first, last) in spans.items():
        over = [c for c, (a, b) in spans.items() if c != code and a <= first and last <= b]
        up[code] = min(over, key=lambda c: spans[c][1] - spans[c][0], default=ALL)
    for parent in [ALL, *spans]:
        span = whole if parent == ALL else spans[parent]
        parts = [spans[c] for c in spans if up[c] == parent]
        if parts and not covers(parts, span):
            up[f"{parent} {REST}"] = parent
    return Tree(up)


def covers(parts: Sequence[Span], span: Span) -> bool:
    """Say whether parts fill a span."""
    first, last = span
    for a, b in sorted(parts):
        if a > first:
            return False
        first = max(first, b + DAY)
    return first > last


def _stretches(spans: Mapping[str, Span], whole: Span) -> Tree:
    """Make every span the sum of the stretches between all first and last days."""
    days = {whole[0], whole[1] + DAY, *(a for a, _ in spans.values()), *(b + DAY for _, b in spans.values())}
    named = {span: code for code, span in spans.items()}
    stretches = {(a, b - DAY): named.get((a, b - DAY), code_of((a, b - DAY))) for a, b in pairwise(sorted(days))}
    more = []
    for code, (first, last) in spans.items():
        parts = tuple(name for (a, b), name in stretches.items() if first <= a and b <= last)
        if parts != (code,):
            more.append((code, parts))
    return Tree(dict.fromkeys(stretches.values(), ALL), more=tuple(more))


def within_span(span: Span, whole: Span | None) -> Span:
    """Return the part of a span that lies within the whole."""
    return span if whole is None else (max(span[0], whole[0]), min(span[1], whole[1]))
