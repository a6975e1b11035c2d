"""Check 25: the share of an association's lettings that are allocations, against the others and over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spreiding.checks.chance import alarms, beyond_habit, dispersion
from spreiding.checks.feed import Feed
from spreiding.checks.figures import CITY, Figure, Number, Word, count
from spreiding.checks.finding import Finding, NotRun, not_run

if TYPE_CHECKING:
    import numpy.typing as npt

    from spreiding.checks.figures import Part
    from spreiding.checks.material import Cells, Material

    Numbers = npt.NDArray[np.float64]
    #: One row per test: kind, association, measure, month; number counted, number expected, chance.
    Tests = npt.NDArray[np.void]

#: Fewest months on either side of a change.
SIDE = 3
#: Fewest other associations from which habits can be learned.
OTHERS = 3
#: Factor on the variance of habits, which few associations show only roughly: square of the ratio of the quantiles at
#: 0.0005 of Student's t with 12 degrees of freedom and of the normal distribution.
FEW = (4.318 / 3.291) ** 2
#: Relative spread of habits that is assumed however alike the associations look.
LEAST = 0.02
#: Months at which a period is divided in two.
CUTS = 5
#: Factor on the variance of the whole city over time: seasons and waves last longer than a month.
WAVES = 1.3
#: How much further from the others a level must be than a change, to be no habit.
LEVELS = 2.5
#: The whole city among the associations.
CITY_UNIT = -1
LEVEL, BEFORE, AFTER = range(3)
TEST = np.dtype([
    ("kind", "i8"), ("unit", "i8"), ("measure", "i8"), ("month", "i8"), ("x", "f8"), ("about", "f8"), ("chance", "f8")
])  # fmt: skip


def allocation_share(m: Material) -> list[Finding | NotRun]:
    """Check 25: allocations among the lettings of an association, in all and per main group.

    The others give what is expected, month by month. Associations have habits of their own: how much these differ is
    learned from the others. Over the whole period an association is compared with the habits of the others; in a part
    of it, with what its own other months and those habits lead one to expect (empirical Bayes; Efron & Morris 1975,
    JASA 70, 311-319).
    """
    feed, months = Feed.of(m), len(m.months)
    if len(feed.names) < 2:
        return [not_run("idle-no-column", column="corporation")]
    if months < 2 * SIDE:
        return [not_run("idle-under-six-months")]
    cells = m.units[1]
    measures: list[Part] = [Word("unit-allocations"), *m.main_groups]
    counts = [cells[:, 1:].sum(axis=1), *(cells[:, m.main_of == g].sum(axis=1) for g in range(len(m.main_groups)))]
    sides = [_Side(feed, x.astype(float)) for x in counts]
    cuts = np.unique(np.linspace(SIDE, months - SIDE, CUTS).round().astype(int))
    told = []
    for measure, (side, habits) in enumerate(zip(sides, _habits(sides), strict=True)):
        found = [_level(side, measure, habits)]
        for month in cuts:
            parts = side.part(0, month), side.part(month, months)
            found.append(_given(AFTER, measure, int(month), parts[1], parts[0], habits))
            found.append(_given(BEFORE, measure, int(month), parts[0], parts[1], habits))
        told.append(np.concatenate(found))
    city = _city(feed, counts[0].sum(axis=0), [x.sum(axis=0) for x in counts[1:]], cuts)
    families = (told[0], np.concatenate(told[1:]), city)
    return [*_found(feed, measures, np.concatenate([_flagged(m, feed, tests) for tests in families]))]


def _flagged(m: Material, feed: Feed, tests: Tests) -> Tests:
    """Return the tests that stand out, and far enough to do damage; of a family of its own for false alarms."""
    tests = tests[~np.isin(tests["unit"], list(feed.explained))]
    change = np.abs(tests["x"] / np.maximum(tests["about"], 1e-12) - 1)
    least = np.where(tests["kind"] == LEVEL, LEVELS, 1.0) * m.thresholds.share_change
    # Several families share the rate of false alarms.
    kept: Tests = tests[alarms(tests["chance"], m.thresholds.false_discovery / 2) & (change >= least)]
    return kept


class _Part:
    """Months of all associations: lettings, counts, what the others lead to expect, the variance of chance."""

    def __init__(self, x: Numbers, n: Numbers, wide: Numbers) -> None:
        self.x, self.n = x.sum(axis=1), n.sum(axis=1)
        others_x, others_n = x.sum(axis=0) - x, n.sum(axis=0) - n
        season = np.divide(others_x, others_n, out=np.zeros_like(x), where=others_n > 0)
        self.about = (n * season).sum(axis=1)
        self.p = np.divide(self.about, self.n, out=np.zeros_like(self.n), where=self.n > 0)
        self.fit = (self.about > 0) & (self.p < 1)
        self.ratio = np.divide(self.x, self.about, out=np.ones_like(self.x), where=self.fit)
        rest = others_x.sum(axis=1)
        self.fit &= rest > 0
        usual = (wide * self.x).sum() / max(self.x.sum(), 1)
        by_chance = wide / np.maximum(self.about, 1e-12) + usual / np.maximum(rest, 1e-12)
        self.variance = np.where(self.fit, by_chance * (1 - self.p), np.inf)


class _Side:
    """One measure: counts per association and month."""

    def __init__(self, feed: Feed, x: Numbers) -> None:
        self.x, self.n = x, feed.rentals.astype(float)
        others_x, others_n = x.sum(axis=0) - x, self.n.sum(axis=0) - self.n
        season = np.divide(others_x, others_n, out=np.zeros_like(x), where=others_n > 0)
        base = self.n * season
        level = np.divide(x.sum(axis=1), base.sum(axis=1), out=np.ones(len(x)), where=base.sum(axis=1) > 0)
        share = np.clip(season * level[:, None], 0, 1)
        self.wide = dispersion(x, self.n * share, self.n * share * (1 - share))
        self.whole = self.part(0, x.shape[1])

    def part(self, first: int, last: int) -> _Part:
        """Return some months."""
        return _Part(self.x[:, first:last], self.n[:, first:last], self.wide)


def _habits(sides: list[_Side]) -> list[Numbers]:
    """Return per measure the relative variance of habits among the others of each association.

    Moments (DerSimonian & Laird 1986, eq. 8), taken over the main groups together, whose habits are about as different.
    """
    found = [_excess(side.whole) for side in sides]
    over, scale = (np.sum([part[i] for part in found[1:]], axis=0) for i in (0, 1))
    groups = np.maximum(np.divide(over, scale, out=np.zeros_like(over), where=scale > 0), 0.0)
    whole = np.maximum(np.divide(found[0][0], found[0][1], out=np.zeros_like(over), where=found[0][1] > 0), groups / 4)
    return [FEW * np.maximum(part, 0.0) + LEAST**2 for part in (whole, *[groups] * (len(sides) - 1))]


def _excess(part: _Part) -> tuple[Numbers, Numbers]:
    """Return by how much the ratios of the others vary more than by chance, and the scale of that sum."""
    weight = np.where(part.fit & (part.variance > 0), 1 / np.maximum(part.variance, 1e-12), 0.0)
    rest = np.where(~np.eye(len(weight), dtype=bool), weight[None], 0.0)
    sums = np.maximum(rest.sum(axis=1), 1e-12)
    mean = (rest * part.ratio).sum(axis=1) / sums
    q = (rest * (part.ratio[None] - mean[:, None]) ** 2).sum(axis=1)
    return q - ((rest > 0).sum(axis=1) - 1), sums - (rest**2).sum(axis=1) / sums


def _level(side: _Side, measure: int, habits: Numbers) -> Tests:
    part = side.whole
    return _test(LEVEL, measure, 0, part, np.ones_like(part.x), part.variance + habits)


def _given(kind: int, measure: int, month: int, part: _Part, other: _Part, habits: Numbers) -> Tests:
    """Compare some months with what the association's other months and the habits of the others lead to expect."""
    known = np.isfinite(other.variance)
    own = np.where(known, habits / (habits + np.where(known, other.variance, 1.0)), 0.0)
    about = 1 + own * (other.ratio - 1)
    return _test(kind, measure, month, part, np.maximum(about, 1e-6), part.variance + habits * (1 - own))


def _city(feed: Feed, whole: Cells, groups: list[Cells], cuts: Numbers) -> Tests:
    """Compare the whole city with itself before and after some months.

    A wave of one main group is no fault: the share must have moved as much whichever of them is left out.
    """
    parts = [_whole(feed, (whole - group).astype(float), cuts) for group in groups if (whole - group).sum()]
    if len(parts) < 2:
        return np.zeros(0, dtype=TEST)
    moves, chances = (
        np.stack([part["x"] / part["about"] - 1 for part in parts]),
        np.stack([part["chance"] for part in parts]),
    )
    same = (moves > 0).all(axis=0) | (moves < 0).all(axis=0)
    found = _whole(feed, whole.astype(float), cuts)
    alike = same & (2 * np.abs(moves).min(axis=0) >= np.abs(moves).max(axis=0))
    found["chance"] = np.where(alike, np.median(chances, axis=0), 1.0)
    return found


def _whole(feed: Feed, x: Numbers, cuts: Numbers) -> Tests:
    n = feed.city.astype(float)
    p = np.clip(x.sum() / max(n.sum(), 1), 1e-9, 1 - 1e-9)
    wide = WAVES * float(dispersion(x, n * p, n * p * (1 - p)))
    before, lettings = np.maximum(x.cumsum()[cuts - 1], 0.5), n.cumsum()[cuts - 1]
    about = np.maximum(n.sum() - lettings, 0.5) * before / np.maximum(lettings, 1)
    rows = np.zeros(len(cuts), dtype=TEST)
    rows["kind"], rows["measure"], rows["month"], rows["unit"] = AFTER, 0, cuts, CITY_UNIT
    rows["x"], rows["about"] = x.sum() - x.cumsum()[cuts - 1], about
    rows["chance"] = beyond_habit(rows["x"], about, wide * (1 - p) * (1 / about + 1 / before))
    return rows


def _test(kind: int, measure: int, month: int, part: _Part, ratio: Numbers, variance: Numbers) -> Tests:
    """Return the test of each association's count against what is expected of it."""
    fit = part.fit & np.isfinite(variance) & (len(part.x) > OTHERS)
    rows = np.zeros(int(fit.sum()), dtype=TEST)
    rows["kind"], rows["measure"], rows["month"], rows["unit"] = kind, measure, month, np.flatnonzero(fit)
    rows["x"], rows["about"] = part.x[fit], (part.about * ratio)[fit]
    rows["chance"] = beyond_habit(rows["x"], rows["about"], (variance / ratio**2)[fit])
    return rows


def _found(feed: Feed, measures: list[Part], tests: Tests) -> list[Finding]:
    """Tell each association and measure once, by what is least likely."""
    best: dict[tuple[int, int], int] = {}
    for at in np.argsort(tests["chance"], kind="stable"):
        best.setdefault((int(tests["unit"][at]), int(tests["measure"][at])), int(at))
    found = []
    for code, over_time, sign in (
        ("share-too-low", False, -1), ("share-too-high", False, 1), ("share-falls", True, -1), ("share-rises", True, 1),
    ):  # fmt: skip
        some = [at for at in best.values() if (tests["kind"][at] != LEVEL) == over_time and _way(tests[at]) == sign]
        if some:
            figures = tuple(_figure(feed, measures, tests[at]) for at in some)
            about = tuple(count(float(tests["about"][at]), decimals=1, sign="≈ ") for at in some)
            units = tuple(dict.fromkeys(feed.names[unit] for at in some if (unit := tests["unit"][at]) != CITY_UNIT))
            found.append(Finding("allocation_share", code, len(some), (), {}, figures, about, units=units))
    return found


def _way(test: np.void) -> int:
    """Return whether a share is low (-1) or high (1), or falls or rises."""
    sign = 1 if test["x"] > test["about"] else -1
    return -sign if test["kind"] == BEFORE else sign


def _figure(feed: Feed, measures: list[Part], test: np.void) -> Figure:
    months, labels, month = len(feed.m.months), feed.labels, int(test["month"])
    first, last = (0, month) if test["kind"] == BEFORE else (month, months)
    when: tuple[Part, ...] = () if test["kind"] == LEVEL else (f"({labels[first]} … {labels[last - 1]})",)
    unit: Part = CITY if test["unit"] == CITY_UNIT else feed.names[test["unit"]]
    return Figure((Number(float(test["x"])),), (unit, measures[test["measure"]], *when))
