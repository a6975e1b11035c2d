"""Checks of deliveries over time: 8 (stops and spikes), 28 (ends of the period), 32 (associations under a new name)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.checks.chance import alarms, one_side, usual_dispersion
from spreiding.checks.feed import MONTHS_GONE, Feed, empty_ends
from spreiding.checks.figures import CITY, Figure, count
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.records.groups import fold

if TYPE_CHECKING:
    import numpy.typing as npt

    from spreiding.checks.figures import Part
    from spreiding.checks.material import Material

    Flags = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.float64]


#: Words for what an association is, folded: they stand in its full name alone.
KINDS_OF_ASSOCIATION = {
    "stichting", "vereniging", "woningstichting", "woningbouwvereniging", "woningcorporatie", "woonstichting",
    "cooperatie", "bv", "nv", "ua",
}  # fmt: skip


def stopped_feed(m: Material) -> list[Finding | NotRun]:
    """Check 8: months with too few records, associations that begin or end, spikes; too few allocations."""
    if len(m.months) < 3:
        return [not_run("idle-under-three-months")]
    feed = Feed.of(m)
    found: list[Finding | NotRun] = [*_city(feed)]
    if len(feed.names) > 1:
        found += [*_begun_and_ended(feed), *_too_few(feed), *_spikes(feed)]
    return [*found, *_allocations(feed)]


def _city(feed: Feed) -> list[Finding]:
    at = np.flatnonzero(feed.city_gone)
    middle = np.median(feed.city)
    found = []
    if at.size:
        figures = tuple(count(feed.city[i], feed.labels[i]) for i in at)
        expected = tuple(count(middle * feed.weight[i], sign="≈ ") for i in at)
        found.append(Finding("stopped_feed", "months-empty", int(at.size), (), {}, figures, expected))
    high = np.flatnonzero((feed.city > feed.m.thresholds.spike * middle) & (middle > 0))
    if high.size:
        figures = tuple(count(feed.city[i], feed.labels[i]) for i in high)
        expected = tuple(count(middle, sign="≈ ") for _ in high)
        found.append(Finding("stopped_feed", "months-busy", int(high.size), (), {}, figures, expected))
    return found


def _begun_and_ended(feed: Feed) -> list[Finding]:
    months = len(feed.m.months)
    begun = [(i, a) for i, (a, _) in enumerate(feed.span) if a >= MONTHS_GONE and feed.certain(i, 0, a)]
    ended = [
        (i, b + 1)
        for i, (_, b) in enumerate(feed.span)
        if months - 1 - b >= MONTHS_GONE and feed.certain(i, b + 1, months)
    ]
    found = []
    for code, all_of in (("association-begins", begun), ("association-ends", ended)):
        pairs = [(i, at) for i, at in all_of if i not in feed.explained]
        if pairs:
            units = tuple(feed.names[i] for i, _ in pairs)
            figures = tuple(Figure((feed.labels[at],), (feed.names[i],)) for i, at in pairs)
            found.append(Finding("stopped_feed", code, len(pairs), (), {}, figures, units=units))
    return found


def _too_few(feed: Feed) -> list[Finding]:
    """Find months of associations far below their usual share, where the city itself goes on."""
    looked = feed.active & ~feed.city_gone & ~_at_ends(feed)
    looked[sorted(feed.explained)] = False
    low = np.where(looked, feed.chance(high=False), 1.0)
    # Half of what is expected: less than that is a fault of practice, not of a feed.
    flagged = alarms(low, feed.m.thresholds.false_discovery) & (feed.rentals < feed.expected / 2)
    return _told("months-too-few-rentals", feed, flagged, feed.rentals, feed.expected)


def _at_ends(feed: Feed) -> Flags:
    """Return the months that the check of the ends of the period tells already."""
    flags = np.zeros(feed.rentals.shape, dtype=bool)
    for at, end in empty_ends(feed.m)[1]:
        flags[at, slice(-2, None) if end else slice(2)] = True
    return flags


def _told(code: str, feed: Feed, flagged: Flags, x: Any, expected: Any, *, city: bool = False) -> list[Finding]:
    at = np.argwhere(flagged)
    if not len(at):
        return []
    unit: list[Part] = [CITY] if city else [*feed.names]
    figures = tuple(count(x[i, j], unit[i], feed.labels[j]) for i, j in at)
    about = tuple(count(expected[i, j], decimals=1, sign="≈ ") for i, j in at)
    units = () if city else tuple(dict.fromkeys(feed.names[i] for i, _ in at))
    return [Finding("stopped_feed", code, len(at), (), {}, figures, about, units=units)]


def _spikes(feed: Feed) -> list[Finding]:
    """Find months with a multiple of an association's usual lettings that no new estate explains."""
    t = feed.m.thresholds
    much = (feed.rentals > t.spike * feed.expected) & (feed.rentals - feed.expected >= t.change_least)
    flagged = much & alarms(feed.chance(high=True), t.false_discovery) & ~feed.city_gone
    for i, j in np.argwhere(flagged):
        flagged[i, j] = not _of_one_area(feed, int(i), int(j))
    return _told("months-too-busy", feed, flagged, feed.rentals, feed.expected)


def _of_one_area(feed: Feed, unit: int, month: int) -> bool:
    """Return whether most of what a month has too much lies in one area or two: new estates, or renovated ones."""
    kept = [name or "-" for name in feed.m.values("corporation")]
    cells = feed.m.relet("corporation", "area", "date")[kept.index(feed.names[unit])]
    usual = (cells.sum(axis=1) - cells[:, month]) / max(cells.shape[1] - 1, 1)
    most = np.sort(cells[:, month] - usual)[-2:].sum()
    return bool(most > 0.6 * (feed.rentals[unit, month] - feed.expected[unit, month]))


def _allocations(feed: Feed) -> list[Finding]:
    """Find months with far too few allocations among the lettings: of the city, then of associations beside it."""
    rate = feed.m.thresholds.false_discovery
    x, n = feed.m.relet("group", "date")[1:].sum(axis=0)[None], feed.city[None]
    flagged, expected = _below(x, n, np.ones_like(n, dtype=float), np.broadcast_to(~feed.city_gone, n.shape), rate)
    found = _told("months-too-few-allocations", feed, flagged, x, expected, city=True)
    if len(feed.names) < 2:
        return found
    own = feed.m.units[1][:, 1:].sum(axis=1)
    others = x - own
    rest = feed.city - feed.rentals
    season = np.divide(others, rest, out=np.zeros(own.shape), where=rest > 0)
    # A wave among the others asks nothing of an association.
    season = np.minimum(season, np.median(season, axis=1, keepdims=True))
    looked = feed.active & ~feed.city_gone & ~flagged[0]
    low, about = _below(own, feed.rentals, season, looked, rate)
    return found + _told("months-too-few-allocations", feed, low, own, about)


def _below(x: Any, n: Any, season: Any, looked: Any, rate: float) -> tuple[Flags, Numbers]:
    """Return where counts are far below the middle of their unit's months, and what was expected."""
    base = n * season
    ratio = np.divide(x, base, out=np.full(x.shape, np.nan), where=(base > 0) & looked)
    usual = np.array([np.nanmedian(row) if np.isfinite(row).any() else 0.0 for row in ratio])[:, None]
    p = np.clip(usual * season, 0.0, 1.0)
    spread = usual_dispersion(x, n * p, np.where(looked, n * p * (1 - p), 0.0))[:, None]
    low = np.where(looked, one_side(x, n, p, spread, high=False), 1.0)
    return alarms(low, rate) & (x < n * p / 2), n * p


def period_end(m: Material) -> list[Finding | NotRun]:
    """Check 28: no letting at the start or the end of the declared period."""
    period, days = m.read.period, m.thresholds.end_days
    if period is None:
        return [not_run("idle-no-period")]
    city, own = empty_ends(m)
    names, found = Feed.of(m).names, []
    for end, code in ((0, "period-start-empty"), (1, "period-end-empty")):
        if end in city:
            found.append(Finding("period_end", code, 1, (), {"days": days, "day": period[end]}))
    for end, code in ((0, "association-start-empty"), (1, "association-end-empty")):
        units = tuple(names[i] for i, there in own if there == end)
        if units:
            data = {"days": 2 * days, "day": period[end]}
            figures = tuple(Figure((unit,)) for unit in units)
            found.append(Finding("period_end", code, len(units), (), data, figures, units=units))
    return [*found]


def renamed_association(m: Material) -> list[Finding | NotRun]:
    """Check 32: an association ends in the month in which another begins, or one stands under two spellings."""
    feed = Feed.of(m)
    if len(feed.names) < 2:
        return [not_run("idle-no-column", column="corporation")]
    found: list[Finding | NotRun] = [*_spelt_twice(m)]
    for old, new, month in feed.renamed:
        names = [" + ".join(feed.names[i] for i in some) for some in (old, new)]
        figure = Figure((feed.labels[month],), (f"{names[0]} → {names[1]}",))
        units = tuple(feed.names[i] for i in (*old, *new))
        found.append(Finding("renamed_association", "association-renamed", 1, (), {}, (figure,), units=units))
    return found


def _spelt_twice(m: Material) -> list[Finding]:
    """Find associations whose name stands in the records in several spellings, which count as several associations."""
    sums = m.cells("corporation", "group", "date").sum(axis=(1, 2)).tolist()
    counts = {name: int(n) for name, n in zip(m.values("corporation"), sums, strict=True) if name and n}
    alike: dict[str, list[str]] = {}
    for name in counts:
        alike.setdefault(_bare(name), []).append(name)
    several = [names for names in alike.values() if len(names) > 1]
    if not several:
        return []
    # The most usual spelling stays; the rows are those of the others.
    others = [name for names in several for name in sorted(names, key=lambda name: (-counts[name], name))[1:]]
    figures = tuple(Figure(tuple(part for name in sorted(names) for part in (name, " = "))[:-1]) for names in several)
    places = m.places("corporation", ("corporation", [raw for name in others for raw in m.raw("corporation", name)]))
    number, units = sum(counts[name] for name in others), tuple(name for names in several for name in names)
    return [Finding("renamed_association", "association-spelt-twice", number, places, {}, figures, units=units)]


def _bare(name: str) -> str:
    """Return what is left of a name without case, signs and the words for what an association is.

    >>> _bare("Stichting De Linde"), _bare("de LINDE"), _bare("Woonstichting")
    ('delinde', 'delinde', 'woonstichting')
    """
    words = [word for word in re.split(r"[^0-9A-Za-zÀ-ÿ]+", name) if word]
    kept = [word for word in words if fold(word) not in KINDS_OF_ASSOCIATION]
    return fold(" ".join(kept or words))
