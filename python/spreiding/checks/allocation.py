"""Check 25: the share of an association's lettings that are allocations, against the others and over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spreiding.checks import mediation
from spreiding.checks.beside import AFTER, BEFORE, LEVEL, TEST, Side, habits, over_time, together
from spreiding.checks.chance import alarms, beyond_habit, dispersion
from spreiding.checks.feed import Feed
from spreiding.checks.figures import CITY, Figure, Number, Word, count
from spreiding.checks.finding import Finding, NotRun, not_run

if TYPE_CHECKING:
    import numpy.typing as npt

    from spreiding.checks.beside import Tests
    from spreiding.checks.figures import Part
    from spreiding.checks.material import Cells, Material

    Numbers = npt.NDArray[np.float64]

#: Fewest months on either side of a change.
SIDE = 3
#: Months at which a period is divided in two.
CUTS = 5
#: Factor on the variance of the whole city over time: seasons and waves last longer than a month.
WAVES = 1.3
#: How much further from the others a level must be than a change, to be no habit.
LEVELS = 2.5
#: The whole city among the associations.
CITY_UNIT = -1


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
    sides = [Side(x, feed.rentals) for x in counts]
    cuts = np.unique(np.linspace(SIDE, months - SIDE, CUTS).round().astype(int))
    told = [over_time(side, at, habit, cuts) for at, (side, habit) in enumerate(zip(sides, habits(sides), strict=True))]
    city = _city(feed, counts[0].sum(axis=0), [x.sum(axis=0) for x in counts[1:]], cuts)
    flagged = [_flagged(m, feed, tests) for tests in (told[0], np.concatenate(told[1:]), city)]
    blank = _flagged(m, feed, _blank(m, feed, told[0], cuts))
    # What leaves codes blank is told by the lettings that should have one, and not once more by the share.
    flagged[0] = flagged[0][~np.isin(flagged[0]["unit"], blank["unit"]) | (flagged[0]["x"] > flagged[0]["about"])]
    return [*mediation.without_code(m, feed, blank), *_found(feed, measures, np.concatenate(flagged))]


def _blank(m: Material, feed: Feed, shares: Tests, cuts: Numbers) -> Tests:
    """Look at each share together with the lettings by direct mediation that have no code."""
    counts = mediation.uncoded(m, feed)
    if counts is None:
        return np.zeros(0, dtype=TEST)
    side = Side(*counts)
    return together(shares, over_time(side, 0, habits([side, side])[0], cuts))


def _flagged(m: Material, feed: Feed, tests: Tests) -> Tests:
    """Return the tests that stand out, and far enough to do damage; of a family of its own for false alarms."""
    tests = tests[~np.isin(tests["unit"], list(feed.explained))]
    change = np.abs(tests["x"] / np.maximum(tests["about"], 1e-12) - 1)
    least = np.where(tests["kind"] == LEVEL, LEVELS, 1.0) * m.thresholds.share_change
    # Several families share the rate of false alarms.
    kept: Tests = tests[alarms(tests["chance"], m.thresholds.false_discovery / 2) & (change >= least)]
    return kept


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


def _found(feed: Feed, measures: list[Part], tests: Tests) -> list[Finding]:
    """Tell each association and measure once, by what is least likely."""
    best: dict[tuple[int, int], int] = {}
    for at in np.argsort(tests["chance"], kind="stable"):
        best.setdefault((int(tests["unit"][at]), int(tests["measure"][at])), int(at))
    found = []
    for code, moves, sign in (
        ("share-too-low", False, -1), ("share-too-high", False, 1), ("share-falls", True, -1), ("share-rises", True, 1),
    ):  # fmt: skip
        some = [at for at in best.values() if (tests["kind"][at] != LEVEL) == moves and _way(tests[at]) == sign]
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
    unit: Part = CITY if test["unit"] == CITY_UNIT else feed.names[test["unit"]]
    return Figure((Number(float(test["x"])),), (unit, measures[test["measure"]], *mediation.months_of(feed, test)))
