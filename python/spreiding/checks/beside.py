"""Associations beside one another: a count of each against the others and against its own other months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.checks.chance import beyond_habit, dispersion

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    #: One row per test: kind, association, measure, month; number counted, number expected, chance.
    Tests = npt.NDArray[np.void]

#: Fewest other associations from which habits can be learned.
OTHERS = 3
#: Factor on the variance of habits, which few associations show only roughly: square of the ratio of the quantiles at
#: 0.0005 of Student's t with 12 degrees of freedom and of the normal distribution.
FEW = (4.318 / 3.291) ** 2
#: Relative spread of habits that is assumed however alike the associations look.
LEAST = 0.02
LEVEL, BEFORE, AFTER = range(3)
#: What two tests of the same association and time share.
SAME = ("kind", "unit", "month")
TEST = np.dtype([
    ("kind", "i8"), ("unit", "i8"), ("measure", "i8"), ("month", "i8"), ("x", "f8"), ("about", "f8"), ("chance", "f8")
])  # fmt: skip


class Part:
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


class Side:
    """One measure: counts per association and month."""

    def __init__(self, x: Any, n: Any) -> None:
        x = np.asarray(x, dtype=np.float64)
        self.x, self.n = x, np.asarray(n, dtype=np.float64)
        others_x, others_n = x.sum(axis=0) - x, self.n.sum(axis=0) - self.n
        season = np.divide(others_x, others_n, out=np.zeros_like(x), where=others_n > 0)
        base = self.n * season
        usual = np.divide(self.x.sum(axis=1), base.sum(axis=1), out=np.ones(len(x)), where=base.sum(axis=1) > 0)
        share = np.clip(season * usual[:, None], 0, 1)
        self.wide = dispersion(x, self.n * share, self.n * share * (1 - share))
        self.whole = self.part(0, x.shape[1])

    def part(self, first: int, last: int) -> Part:
        """Return some months."""
        return Part(self.x[:, first:last], self.n[:, first:last], self.wide)


def habits(sides: list[Side]) -> list[Numbers]:
    """Return per measure the relative variance of habits among the others of each association.

    Moments (DerSimonian & Laird 1986, eq. 8), taken over the main groups together, whose habits are about as different.
    """
    found = [_excess(side.whole) for side in sides]
    over, scale = (np.sum([part[i] for part in found[1:]], axis=0) for i in (0, 1))
    groups = np.maximum(np.divide(over, scale, out=np.zeros_like(over), where=scale > 0), 0.0)
    whole = np.maximum(np.divide(found[0][0], found[0][1], out=np.zeros_like(over), where=found[0][1] > 0), groups / 4)
    return [FEW * np.maximum(part, 0.0) + LEAST**2 for part in (whole, *[groups] * (len(sides) - 1))]


def _excess(part: Part) -> tuple[Numbers, Numbers]:
    """Return by how much the ratios of the others vary more than by chance, and the scale of that sum."""
    weight = np.where(part.fit & (part.variance > 0), 1 / np.maximum(part.variance, 1e-12), 0.0)
    rest = np.where(~np.eye(len(weight), dtype=bool), weight[None], 0.0)
    sums = np.maximum(rest.sum(axis=1), 1e-12)
    mean = (rest * part.ratio).sum(axis=1) / sums
    q = (rest * (part.ratio[None] - mean[:, None]) ** 2).sum(axis=1)
    return q - ((rest > 0).sum(axis=1) - 1), sums - (rest**2).sum(axis=1) / sums


def over_time(side: Side, measure: int, habits: Numbers, cuts: Numbers) -> Tests:
    """Compare the level of each association, and its months before and after each cut."""
    found, months = [level(side, measure, habits)], side.x.shape[1]
    for month in cuts:
        parts = side.part(0, month), side.part(month, months)
        found.append(given(AFTER, measure, int(month), parts[1], parts[0], habits))
        found.append(given(BEFORE, measure, int(month), parts[0], parts[1], habits))
    return chances(np.concatenate(found))


def level(side: Side, measure: int, habits: Numbers) -> Tests:
    """Compare the whole period of each association with the others."""
    part = side.whole
    return _test(LEVEL, measure, 0, part, np.ones_like(part.x), part.variance + habits)


def given(kind: int, measure: int, month: int, part: Part, other: Part, habits: Numbers) -> Tests:
    """Compare some months with what the association's other months and the habits of the others lead to expect."""
    known = np.isfinite(other.variance)
    own = np.where(known, habits / (habits + np.where(known, other.variance, 1.0)), 0.0)
    about = 1 + own * (other.ratio - 1)
    return _test(kind, measure, month, part, np.maximum(about, 1e-6), part.variance + habits * (1 - own))


def _test(kind: int, measure: int, month: int, part: Part, ratio: Numbers, variance: Numbers) -> Tests:
    """Return the count of each association and what is expected of it, with its relative variance for the chance."""
    fit = part.fit & np.isfinite(variance) & (len(part.x) > OTHERS)
    rows = np.zeros(int(fit.sum()), dtype=TEST)
    rows["kind"], rows["measure"], rows["month"], rows["unit"] = kind, measure, month, np.flatnonzero(fit)
    rows["x"], rows["about"] = part.x[fit], (part.about * ratio)[fit]
    rows["chance"] = (variance / ratio**2)[fit]
    return rows


def chances(rows: Tests) -> Tests:
    """Put chances in the place of the variances, of all tests together."""
    rows["chance"] = beyond_habit(rows["x"], rows["about"], rows["chance"])
    return rows


def together(shares: Tests, others: Tests) -> Tests:
    """Combine for each association and time a share that is too low with another that is too high for the same reason.

    The two are told apart by different lettings, and so by chances that are independent: minus twice the logarithm of
    their product has four degrees of freedom (Fisher 1932, Statistical Methods for Research Workers, 4th ed., section
    21.1). What the result counts is the first share.
    """
    at = {key: i for i, key in enumerate(zip(*(others[name].tolist() for name in SAME), strict=True))}
    keys = zip(*(shares[name].tolist() for name in SAME), strict=True)
    pairs = np.array([(i, at[key]) for i, key in enumerate(keys) if key in at], dtype=np.int64).reshape(-1, 2)
    found: Tests = shares[pairs[:, 0]].copy()
    high = others[pairs[:, 1]]
    low = found["x"] < found["about"]
    one = np.where(low, found["chance"] / 2, 1 - found["chance"] / 2)
    two = np.where(high["x"] > high["about"], high["chance"] / 2, 1 - high["chance"] / 2)
    product = np.maximum(one * two, 1e-300)
    found["chance"] = np.where(low & (high["x"] > high["about"]), product * (1 - np.log(product)), 1.0)
    return found
