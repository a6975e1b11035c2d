"""Dimensions of linked tables: which columns are one dimension, and which codes add up along it.

Months, quarters, half-years and years are one dimension, whichever of them a table breaks down, and so is the one
period of a table that has no such column. Each area scheme is a dimension of its own: both add up to the city.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.counts.count import PERIODS
from spreiding.counts.counts import CITY
from spreiding.disclosure.groups import groups_above, known_groups
from spreiding.disclosure.tree import ALL, Tree, tree_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: The days of the whole period that no table names.
REST = "other"

Span = tuple[date, date]


@dataclass(frozen=True)
class Dimensions:
    """Names of the dimensions of tables that are published together."""

    time: str | None  #: None where all tables are of one period, and none breaks it down.
    scheme: str | None  #: Area scheme that is called ``area``; another one is ``area_<scheme>``.
    whole: Span | None  #: First and last day of all tables together.

    @classmethod
    def of(cls, many: Sequence[Any], keys: Sequence[str] = ()) -> Dimensions:
        """Find the dimensions of shares, and of further tables that have these keys."""
        used = [*(key for s in many for key in s.counts.keys), *keys]
        times = list(dict.fromkeys(key for key in used if key in PERIODS or key == "period"))
        spans = list(dict.fromkeys(s.counts.period for s in many if s.counts.period))
        if not times and len(spans) > 1:
            times = ["period"]
        whole = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None
        schemes = [scheme for s in many if (scheme := _scheme(s)) is not None]
        return cls(times[0] if len(times) == 1 else "period" if times else None, next(iter(schemes), None), whole)

    def name(self, key: str, shares: Any = None) -> str:
        """Return the dimension of a column."""
        if key in PERIODS or key == "period":
            return self.time or key
        scheme = None if key != "area" or shares is None else _scheme(shares)
        return key if scheme in (None, self.scheme) else f"area_{scheme}"

    def names(self, many: Sequence[Any]) -> tuple[str, ...]:
        """Return all dimensions: area and group, then the others."""
        found = [self.name(key, s) for s in many for key in s.counts.keys]
        return tuple(dict.fromkeys(["area", "group", *found, *([self.time] if self.time else [])]))

    def fixed(self, shares: Any) -> dict[str, str]:
        """Return the code that all rows of shares have in the dimension of time.

        Raises
        ------
        InvalidInputError
            If the shares are of another period than the rest, and that is no calendar year or part of one.
        """
        span = shares.counts.period
        if self.time is None or span in (None, self.whole) or any(key in PERIODS for key in shares.counts.keys):
            return {}
        return {self.time: _code_of(span)}

    def trees(self, many: Sequence[Any], scheme: Any = None, *, strict: bool = True) -> dict[str, Tree]:
        """Return the hierarchies that shares carry themselves; ``scheme`` tells of groups that they do not know.

        Raises
        ------
        InvalidInputError
            If shares put the same code under different parents.
        """
        parents: dict[str, dict[str, str | None]] = {}
        times: dict[str, None] = {}  # in order: what is protected must not depend on the order of a set
        for shares in many:
            for key in shares.counts.keys:
                values = shares.to_polars().get_column(key).cast(pl.String).unique(maintain_order=True).to_list()
                if key in PERIODS:
                    times |= dict.fromkeys(values)
                else:
                    up = _areas(shares, values) if key == "area" else dict.fromkeys(values)
                    _merge(parents.setdefault(self.name(key, shares), {}), up, key)
            times |= dict.fromkeys(self.fixed(shares).values())
            _merge(
                parents.setdefault("group", {}),
                groups_above(known_groups(shares, scheme, strict=strict).values()),
                "group",
            )
        if self.time is not None and times:
            parents[self.time] = _times(times, self.whole)
        trees = {dim: tree_of(up, name=dim) for dim, up in parents.items() if up}
        return {dim: Tree(tree.parent, {**tree.aliases, CITY: ALL, ALL: ALL}) for dim, tree in trees.items()}


def is_area(dim: str) -> bool:
    """Say whether a dimension is one of areas."""
    return dim == "area" or dim.startswith("area_")


def _scheme(shares: Any) -> str | None:
    areas = shares.counts.areas
    return None if areas is None or areas.scheme is None else str(areas.scheme)


def _merge(into: dict[str, str | None], more: Mapping[str, Any], name: str) -> None:
    for child, parent in more.items():
        known = into.get(child)
        if known is not None and parent is not None and known != parent:
            raise refusal("two-parents", dim=name, code=child, first=known, second=parent)
        into[child] = parent if known is None else known


def _areas(shares: Any, codes: Sequence[str]) -> dict[str, str | None]:
    up: dict[str, str | None] = dict.fromkeys(codes)
    counts = shares.counts
    if counts.areas is not None:
        tree = tree_of(counts.areas, name="area")
        up |= {child: None if parent == ALL else parent for child, parent in tree.parent.items()}
    if counts.parents is not None:
        pairs = counts.parents.drop_nulls().rows()
        up |= {child: parent for child, parent in pairs if up.get(child) is None and parent not in (CITY, child)}
    return up


def _times(codes: Iterable[str], whole: Span | None) -> dict[str, str | None]:
    """Put each period below the shortest longer one that holds it; what no period covers is a part of its own."""
    spans = {code: span_of(code) for code in codes}
    up: dict[str, str | None] = {}
    for code, (first, last) in spans.items():
        over = [c for c, (a, b) in spans.items() if c != code and a <= first and last <= b]
        up[code] = min(over, key=lambda c: spans[c][1] - spans[c][0], default=None)
    for parent in [None, *up]:
        span = whole if parent is None else spans[parent]
        parts = [spans[c] for c, p in up.items() if p == parent]
        if span is not None and parts and not _covers(parts, span, whole):
            up[f"{parent or 'all'} {REST}"] = parent
    return up


def _covers(parts: Sequence[Span], span: Span, whole: Span | None) -> bool:
    """Say whether parts fill a span, as far as it lies within the whole period."""
    first, last = span if whole is None else (max(span[0], whole[0]), min(span[1], whole[1]))
    for a, b in sorted(parts):
        if a > first:
            return False
        first = max(first, b + timedelta(days=1))
    return first > last


def span_of(code: str) -> Span:
    """Return first and last day of a period such as ``2016``, ``2016-H1``, ``2016-Q3`` or ``2016-07``.

    >>> span_of("2016-H2")
    (datetime.date(2016, 7, 1), datetime.date(2016, 12, 31))
    """
    year, _, part = code.partition("-")
    months = 12 if not part else {"H": 6, "Q": 3}.get(part[0], 1)
    try:
        start = 1 + (int(part.lstrip("HQ")) - 1) * months if part else 1
        first = date(int(year), start, 1)
        after = date(int(year) + (start + months > 12), (start + months - 1) % 12 + 1, 1)
    except ValueError as error:
        msg = f"period {code!r}, must be such as 2016, 2016-H1, 2016-Q3 or 2016-07"
        raise InvalidInputError(msg) from error
    return first, after - timedelta(days=1)


def _code_of(span: Span) -> str:
    first, last = span
    for code in (write(first) for write in PERIODS.values()):
        if span_of(code) == span:
            return code
    msg = (
        f"shares of {first} to {last} stand beside those of another period, must be a year, half-year, quarter or month"
    )
    raise InvalidInputError(msg)
