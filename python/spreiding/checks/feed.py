"""Lettings per association and month beside those of all others: what is usual, and what a period lacks at its ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.checks.chance import alarms, one_side, usual_dispersion
from spreiding.checks.material import ends

if TYPE_CHECKING:
    import numpy.typing as npt

    from spreiding.checks.material import Cells, Material

    Flags = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.float64]

#: Months without a letting at the start or the end from which an association is said to begin or to end.
MONTHS_GONE = 3


@dataclass(frozen=True)
class Feed:
    """Lettings per association and month, beside those of all others; first lettings of new dwellings left out."""

    m: Material

    @classmethod
    def of(cls, m: Material) -> Feed:
        """Return the feed of some records, made once."""
        feed: Feed = m.once("feed", lambda: cls(m))
        return feed

    @property
    def names(self) -> list[str]:
        return self.m.units[0]

    @cached_property
    def labels(self) -> list[str]:
        return [f"{month:%Y-%m}" for month in self.m.months]

    @cached_property
    def city(self) -> Cells:
        sums: Cells = self.m.relet("group", "date").sum(axis=0)
        return sums

    @cached_property
    def rentals(self) -> Cells:
        sums: Cells = self.m.units[1].sum(axis=1)
        return sums

    @cached_property
    def others(self) -> Numbers:
        """Lettings of all other associations, without what a spike of one of them adds."""
        rest = (self.city - self.rentals).astype(float)
        usual = self._usual(rest)
        much = self.rentals - usual * rest
        spread = np.sqrt(np.maximum(usual * rest * (1 + usual), 1.0))
        # Eight standard deviations: no chance, and no wave or estate either.
        spike = (self.rentals > self.m.thresholds.spike * usual * rest) & (much > 8 * spread) & self.active
        extra = np.where(spike, much, 0.0)
        found: Numbers = rest - (extra.sum(axis=0) - extra)
        return found

    @cached_property
    def weight(self) -> Numbers:
        """Part of each month that lies in the period."""
        period = self.m.read.period
        return np.array([_inside(month, period) for month in self.m.months])

    @cached_property
    def span(self) -> list[tuple[int, int]]:
        """First and last month with a letting of each association."""
        return [(int(there[0]), int(there[-1])) for there in map(np.flatnonzero, self.rentals)]

    @cached_property
    def active(self) -> Flags:
        """Whether a month lies in an association's span, or so near that its absence is a stop rather than an end."""
        last = len(self.m.months) - 1
        near = [(0 if a < MONTHS_GONE else a, last if last - b < MONTHS_GONE else b) for a, b in self.span]
        months = np.arange(last + 1)
        return np.array([(a <= months) & (months <= b) for a, b in near]).reshape(len(near), last + 1)

    def _usual(self, others: Numbers) -> Numbers:
        """Return the lettings of each association for each of the others: the middle of its months, as a column."""
        ratio = np.divide(self.rentals, others, out=np.full(others.shape, np.nan), where=self.active & (others > 0))
        middle = [np.nanmedian(row) if np.isfinite(row).any() else 0.0 for row in ratio]
        return np.array(middle).reshape(len(middle), 1)

    @cached_property
    def usual(self) -> Numbers:
        return self._usual(self.others)

    @cached_property
    def expected(self) -> Numbers:
        found: Numbers = self.usual * self.others
        return found

    @cached_property
    def dispersion(self) -> Numbers:
        """By how much months vary more than by chance, one that is out of line not counted."""
        variance = np.where(self.active, self.expected * (1 + self.usual), 0.0)
        own = usual_dispersion(self.rentals, self.expected, variance)
        # Few months tell little of one association; the usual one among them helps.
        return np.maximum(own, np.median(own)) if own.size else own

    def chance(self, *, high: bool) -> Numbers:
        """Return the chance that a month is as busy, or as quiet, as it is."""
        share = self.usual / (1 + self.usual)
        return one_side(self.rentals, self.rentals + self.others, share, self.dispersion[:, None], high=high)

    @cached_property
    def city_gone(self) -> Flags:
        """Months with next to no letting in the whole city."""
        middle = np.median(self.city / np.maximum(self.weight, 0.1)) * self.weight
        low = one_side(self.city, max(int(self.city.sum()), 1), middle / max(int(self.city.sum()), 1), 1.0, high=False)
        gone: Flags = alarms(low, self.m.thresholds.false_discovery) & (self.city <= middle / 4)
        return gone

    @cached_property
    def renamed(self) -> list[tuple[list[int], list[int], int]]:
        """Associations that end, those that begin where they end with as many lettings, and the month."""
        x, months = self.rentals, len(self.m.months)
        found = []
        for month in range(2, months - 1):
            # A name that changes within a month stands in that month beside the new one.
            old = [
                i for i, (_, b) in enumerate(self.span) if b in {month - 1, month} and self.certain(i, b + 1, months)
            ]
            new = [i for i, (a, _) in enumerate(self.span) if a == month and self.certain(i, 0, month)]
            if not old or not new or set(old) & set(new) or len(old) + len(new) == len(self.span):
                continue
            before = x[old, :month].sum() / max(int(self.city[:month].sum()), 1)
            after = x[new, month:].sum() / max(int(self.city[month:].sum()), 1)
            if 0.5 <= after / before <= 2:
                found.append((old, new, month))
        return found

    def certain(self, at: int, first: int, last: int) -> bool:
        """Return whether months without a letting of an association are so by no chance."""
        return last - first >= 2 and float(self.expected[at, first:last].sum() / self.dispersion[at]) > 12  # e^-12

    @cached_property
    def explained(self) -> set[int]:
        """Associations whose beginning or end is another name."""
        return {i for old, new, _ in self.renamed for i in (*old, *new)}


def _inside(month: Any, period: Any) -> float:
    following = (month + timedelta(days=32)).replace(day=1)
    if period is None:
        return 1.0
    first, last = max(month, period[0]), min(following, period[1] + timedelta(days=1))
    return float(max((last - first).days, 0) / (following - month).days)


def empty_ends(m: Material) -> tuple[list[int], list[tuple[int, int]]]:
    """Return at which ends of the period (0 first, 1 last) there is no letting: of the city, and by association."""
    found: tuple[list[int], list[tuple[int, int]]] = m.once("ends", lambda: _empty_ends(m))
    return found


def _empty_ends(m: Material) -> tuple[list[int], list[tuple[int, int]]]:
    period = m.read.period
    days = m.thresholds.end_days
    if period is None or (period[1] - period[0]).days < 6 * days:
        return [], []
    feed, length = Feed.of(m), (period[1] - period[0]).days + 1
    whole = _windows(m, days, "group").sum(axis=0)
    # Without a letting in so many days, chance must be out of the question: e^-14 of a Poisson number.
    city = [end for end in (0, 1) if whole[end] == 0 and whole.sum() * days / length > 14]
    if len(feed.names) < 2:
        return city, []
    kept = [i for i, name in enumerate(m.values("corporation")) if (name or "-") in set(feed.names)]
    own = _windows(m, 2 * days, "corporation")[kept]
    expected = own.sum(axis=1) * 2 * days / length / feed.dispersion
    there = [(i, end) for i in range(len(kept)) for end in (0, 1) if own[i, end] == 0 and expected[i] > 9]
    told = {i for i, (a, b) in enumerate(feed.span) if a >= MONTHS_GONE or len(m.months) - 1 - b >= MONTHS_GONE}
    return city, [(i, end) for i, end in there if end not in city and i not in told and i not in feed.explained]


def _windows(m: Material, days: int, by: str) -> Cells:
    """Return lettings in the first days, in the last days and between, by group or association."""
    period = m.read.period
    if period is None:
        return np.zeros((0, 3), dtype=np.int64)
    begun, ending = ends(period, days)
    at = [-1 if day is None else 0 if day < begun else 1 if day >= ending else 2 for day in m.dates]
    if by == "group":
        return m.counted("group", "date", dates=(at, 3))
    sums: Cells = m.counted("corporation", "group", "date", dates=(at, 3)).sum(axis=1)
    return sums
