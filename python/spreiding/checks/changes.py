"""Checks of change: 9 (a year against the one before) and 10 (one code that takes the place of another)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.checks.chance import alarms, both_sides, dispersion
from spreiding.checks.feed import Feed
from spreiding.checks.figures import CITY, Figure, Number, count, moved, share
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.checks.places import joined_days
from spreiding.records.groups import held_days, target_groups

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy.typing as npt

    from spreiding.checks.figures import Part
    from spreiding.checks.material import Cells, Material

    Numbers = npt.NDArray[np.float64]
    #: Names of units with a year, their numbers now and before, by how much more than chance they vary, the change of
    #: their usual month, their kind.
    Table = tuple[list[tuple[Part, ...]], Numbers, Numbers, Numbers, Numbers, str]

#: Most units that are taken out of the totals one after another.
MOST_MOVED = 25


def sudden_change(m: Material) -> list[Finding | NotRun]:
    """Check 9: the same months of successive years, and an earlier edition of another period."""
    pairs = _year_pairs(m)
    editions = [c for c in m.reference.previous if _is_earlier(c, m)]
    if not pairs and not editions:
        return [not_run("idle-no-two-years")]
    tables = [table for table in [*_changes(m, pairs), *_against(m, editions)] if table[1].sum() and table[2].sum()]
    return [*_moved(m, tables)] if tables else []


def _moved(m: Material, tables: Sequence[Table]) -> list[Finding]:
    """Tell units that moved against the rest of their table.

    The unit that stands out most is taken out of the totals before the others are looked at again: an
    association that is missing would otherwise make all others seem to have grown.
    """
    t = m.thresholds
    names = [name for table in tables for name in table[0]]
    of = np.repeat(np.arange(len(tables)), [len(table[0]) for table in tables])
    columns = [np.concatenate([np.asarray(table[i], dtype=float) for table in tables]) for i in (1, 2, 3, 4)]
    now, before, spread, usual = columns
    out = np.zeros(now.size, dtype=bool)
    for _ in range(MOST_MOVED):
        chance, expected = _against_rest(now, before, of, out, spread)
        relative = np.abs(now - expected) / np.maximum(expected, 1e-9)
        large = (relative > t.change) & (np.minimum(now, before) >= t.change_least) & (chance <= t.change_by_chance)
        damage = alarms(chance, t.false_discovery) | large
        # A wave of a month or two leaves the usual month as it was.
        lasting = np.isnan(usual) | (np.where(now > expected, usual, -usual) >= t.change_smallest / 2)
        damage &= (relative >= t.change_smallest) & lasting
        if not (damage & ~out).any():
            break
        out[np.argmin(np.where(damage & ~out, chance, 2.0))] = True
    at = np.flatnonzero(damage)
    if not at.size:
        return []
    at = at[np.argsort(chance[at], kind="stable")]
    figures = tuple(moved(before[i], now[i], *names[i]) for i in at)
    about = tuple(count(expected[i], decimals=1, sign="≈ ") for i in at)
    units = tuple(dict.fromkeys(str(names[i][0]) for i in at if tables[of[i]][5] == "corporation"))
    return [Finding("sudden_change", "changed-from-year-before", int(at.size), (), {}, figures, about, units=units)]


def _against_rest(now: Any, before: Any, of: Any, out: Any, spread: Any) -> tuple[Any, Any]:
    """Return the chance of each change, given its table without the units that are out, and what is expected."""
    kept = np.where(out, 0.0, 1.0)
    totals = [np.bincount(of, weights=x * kept)[of] for x in (now, before)]
    known = (totals[0] > 0) & (totals[1] > 0)
    share = np.divide(totals[0], totals[0] + totals[1], out=np.full(now.size, 0.5), where=known)
    chance = np.where(known, both_sides(now / spread, (now + before) / spread, share), 1.0)
    return chance, before * share / (1 - share)


def _year_pairs(m: Material) -> list[tuple[list[int], list[int]]]:
    """Return positions of the same months in two successive years, the later first."""
    at = {(month.year, month.month): i for i, month in enumerate(m.months)}
    years = sorted({year for year, _ in at})
    pairs = []
    for year in years[1:]:
        both = [month for month in range(1, 13) if (year, month) in at and (year - 1, month) in at]
        if both:
            pairs.append(([at[year, x] for x in both], [at[year - 1, x] for x in both]))
    return pairs


def _changes(m: Material, pairs: list[tuple[list[int], list[int]]]) -> list[Table]:
    feed = Feed.of(m)
    named: list[tuple[list[str], Cells, str]] = [
        ([str(code) for code in m.values("group")[1:]], m.relet("group", "date")[1:], "group"),
        (*_by_level(m), "area"),
    ]
    kept = [i for i in range(len(feed.names)) if i not in feed.explained]
    named.append(([feed.names[i] for i in kept], feed.rentals[kept], "corporation"))
    found: list[Table] = []
    for later, earlier in pairs:
        year = f"({m.months[later[0]].year})"
        for every, whole, kind in named:
            same = _comparable(m, every, kind, m.months[earlier[0]], m.months[later[-1]])
            names, cells = [name for name, held in zip(every, same, strict=True) if held], whole[np.array(same, bool)]
            if len(names) > 1:
                spread = _spread(cells, [later, earlier])
                units: list[tuple[Part, ...]] = [(name, year) for name in names]
                now, before = (cells[:, months].sum(axis=1).astype(float) for months in (later, earlier))
                found.append((units, now, before, spread, _usual_change(cells, later, earlier), kind))
    return found


def _comparable(m: Material, units: Sequence[str], kind: str, first: date, last: date) -> list[bool]:
    """Return whether each unit was one and the same from a day to another: a code that a new scheme brings was not."""
    if kind == "area":
        return _of_same_ground(m, units, first)
    if kind != "group":
        return [True] * len(units)
    scheme = m.read.groups
    held = held_days(target_groups("as_published") if scheme.name == "harmonised" else scheme)
    spans = [held.get(unit, (None, None)) for unit in units]
    return [(since or first) <= first and last <= (until or last) for since, until in spans]


def _of_same_ground(m: Material, units: Sequence[str], since: date) -> list[bool]:
    """Return whether each unit had all its ground from a day on: with Weesp joined, more lettings are no change."""
    late = {area for area, day in joined_days(m).items() if day > since}
    areas = m.read.areas
    for parents in areas.levels.values() if areas is not None and late else ():
        late |= {parent for code, parent in zip(areas.codes, parents, strict=True) if code in late and parent}  # type: ignore[union-attr]
    return [unit not in late for unit in units]


def _usual_change(cells: Cells, later: list[int], earlier: list[int]) -> Numbers:
    """Return the relative change of each unit's share of the table in its middle month; NaN where there are too few."""
    if len(later) < 4:
        return np.full(len(cells), np.nan)
    share = cells / np.maximum(cells.sum(axis=0), 1)
    now, before = (np.median(share[:, months], axis=1) for months in (later, earlier))
    found: Numbers = np.divide(now, before, out=np.full(len(cells), np.inf), where=before > 0) - 1
    return found


def _spread(cells: Cells, years: Sequence[list[int]]) -> Numbers:
    """Return by how much months vary within a year more than by chance: waves and estates, not a change of level.

    The variance of a year's sum counts the correlation of successive months too (Newey & West 1987, Econometrica 55(3),
    703-708, with one lag).
    """
    square, product, df = np.zeros(len(cells)), np.zeros(len(cells)), np.zeros(len(cells))
    for months in years:
        x = cells[:, months].astype(float)
        expected = x.sum(axis=1, keepdims=True) * x.sum(axis=0) / max(x.sum(), 1.0)
        residual = np.divide(x - expected, np.sqrt(expected), out=np.zeros_like(x), where=expected > 0)
        square += (residual**2).sum(axis=1)
        product += (residual[:, 1:] * residual[:, :-1]).sum(axis=1)
        df += np.where(expected.sum(axis=1) > 0, max(len(months) - 1, 0), 0)
    wide = (square + np.maximum(product, 0.0)) / np.maximum(df, 1.0)
    own = np.where(df > 0, wide, 1.0)
    # Few months tell little of one unit; the usual unit of the table helps.
    return np.maximum(np.maximum(own, np.median(own) if own.size else 1.0), 1.0)


def _by_level(m: Material) -> tuple[list[str], Cells]:
    """Return rentals per month by the first level above the areas, or by area where there is none."""
    cells, codes = m.relet("area", "date")[:-1], m.values("area")[:-1]
    levels = m.read.areas.levels if m.read.areas is not None else {}
    if not levels or m.read.areas is None:
        return codes, cells
    of = dict(zip(m.read.areas.codes, next(iter(levels.values())), strict=True))
    parents = sorted({parent for code in codes if (parent := of.get(code))})
    table = np.zeros((len(parents), cells.shape[1]), dtype=np.int64)
    for code, row in zip(codes, cells, strict=True):
        parent = of.get(code)
        if parent:
            table[parents.index(parent)] += row
    return parents, table


def _is_earlier(counts: Any, m: Material) -> bool:
    """Return whether an edition is of a period that ended before the last of the records."""
    known = counts.period is not None and bool(m.months)
    return bool(known and counts.period[1] < m.months[-1] and len(counts.keys) == 1)


def _against(m: Material, editions: list[Any]) -> list[Table]:
    found: list[Table] = []
    for counts in editions:
        key = counts.keys[0]
        names = m.values(key)[:-1] if key in {"area", "corporation"} and key in m.axes else []
        if not names:
            continue
        cells = (
            m.cells("area", "date")[:-1] if key == "area" else m.cells("corporation", "group", "date")[:-1].sum(axis=1)
        )
        old = dict(counts.frame.filter(pl.col("group") == "all").select(key, "rentals").iter_rows())
        units = sorted({*names, *old})
        if key == "area":
            same = _of_same_ground(m, units, counts.period[0])
            units = [unit for unit, held in zip(units, same, strict=True) if held]
        new = dict(zip(names, cells.sum(axis=1).tolist(), strict=True))
        spread = dict(zip(names, _spread(cells, [list(range(cells.shape[1]))]).tolist(), strict=True))
        now, before = (np.array([float(table.get(unit) or 0) for unit in units]) for table in (new, old))
        wide = np.array([spread.get(unit, 1.0) for unit in units])
        found.append(([(unit,) for unit in units], now, before, wide, np.full(now.size, np.nan), key))
    return found


def recode(m: Material) -> list[Finding | NotRun]:
    """Check 10: from some month on, one main group has lettings that another had before, while the total is stable."""
    if len(m.months) < 4:
        return [not_run("idle-under-four-months")]
    names: list[Part] = [*m.units[0]] if len(m.units[0]) > 1 else []
    cells, city = m.units[1] if names else m.units[1][:0], m.relet("group", "date")[None]
    whole, units = np.concatenate([cells, city]), [*names, CITY]
    rentals = whole.sum(axis=1).astype(float)
    groups = np.stack([whole[:, m.main_of == g].sum(axis=1) for g in range(len(m.main_groups))], axis=1).astype(float)
    found = [jump for i, unit in enumerate(units) for jump in _jumps(m, unit, rentals[i], groups[i])]
    chances = np.array([jump[0] for jump in found])
    kept = (
        [jump for jump, out in zip(found, alarms(chances, m.thresholds.false_discovery), strict=True) if out]
        if found
        else []
    )
    best: dict[tuple[Part, str], tuple[float, Figure]] = {}
    for chance, unit, group, figure in kept:
        if figure is not None and chance < best.get((unit, group), (2.0, figure))[0]:
            best[unit, group] = chance, figure
    if not best:
        return []
    figures = tuple(figure for _, figure in sorted(best.values(), key=lambda pair: (pair[0], pair[1].write())))
    told = tuple(dict.fromkeys(unit for unit, _ in best if isinstance(unit, str)))
    expected = (share(m.thresholds.recode_jump, sign="< "),)
    return [Finding("recode", "share-of-group-jumps", len(best), (), {}, figures, expected, units=told)]


def _jumps(m: Material, unit: Part, n: Numbers, groups: Numbers) -> list[tuple[float, Part, str, Figure | None]]:
    """Return of each group and boundary: the chance, the unit, the group, and the figure where it is a recode."""
    t = m.thresholds
    before, after = n.cumsum()[:-1], n.sum() - n.cumsum()[:-1]
    x_before = groups.cumsum(axis=1)[:, :-1]
    x_after = groups.sum(axis=1, keepdims=True) - x_before
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.nan_to_num(x_after / after), np.nan_to_num(x_before / before)
        shares = np.nan_to_num(x_after / x_after.sum(axis=0)) - np.nan_to_num(x_before / x_before.sum(axis=0))
        total = np.abs(np.nan_to_num(rates[0].sum(axis=0) / rates[1].sum(axis=0), posinf=9.0) - 1)
        weight = np.nan_to_num(after / n.sum())
    p = groups.sum(axis=1, keepdims=True) / max(n.sum(), 1.0)
    wide = dispersion(groups, n * p, np.broadcast_to(n * p, groups.shape))[:, None]
    chance = both_sides(x_after / wide, (x_before + x_after) / wide, np.broadcast_to(weight, x_after.shape))
    moves = rates[0] - rates[1]
    found = []
    at = np.arange(moves.shape[1])
    for g, name in enumerate(m.main_groups):
        # What one group has more per letting, another must have less: as sure, and about as much of it.
        own, other = moves[g], np.argmin(moves * np.sign(moves[g]), axis=0)
        exchanged = (moves[other, at] * own < 0) & (np.abs(own + moves[other, at]) <= 0.5 * np.abs(own))
        worth = exchanged & (total <= t.recode_total) & (np.abs(shares[g]) >= t.recode_jump)
        for b, both in enumerate(np.maximum(chance[g], chance[other, at]).tolist()):
            number = Number(shares[g, b], share=True, signed=True)
            figure = Figure((unit, f" {name} ", number, f" ({m.months[b + 1]:%Y-%m})")) if worth[b] else None
            found.append((both, unit, name, figure))
    return found
