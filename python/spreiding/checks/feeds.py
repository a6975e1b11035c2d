"""Checks of counts against chance: 8, 9, 10 and 17. Exact chances, with false alarms under control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.checks.chance import alarms, both_sides, tails
from spreiding.checks.figures import CITY, listed, plain, plain_percent
from spreiding.checks.finding import Finding, NotRun

if TYPE_CHECKING:
    from spreiding.checks.material import Cells, Material


#: Most units that are taken out of the totals one after another.
MOST_MOVED = 25


def _units(m: Material) -> tuple[list[str], Cells, Cells]:
    """Return associations (or the whole city), their rentals and their groups per month."""
    if "corporation" not in m.axes:
        cells = m.by_month[None]
        return [CITY], cells.sum(axis=1), cells
    cells = m.cells("corporation", "group", "date")
    names = [name or "-" for name in m.values("corporation")]
    kept = cells.sum(axis=(1, 2)) > 0
    return [n for n, k in zip(names, kept, strict=True) if k], cells[kept].sum(axis=1), cells[kept]


def stopped_feed(m: Material) -> list[Finding] | NotRun:
    """Check 8: months with too few records, or too few allocations among them."""
    months = m.months
    if len(months) < 3:
        return NotRun("minder dan drie maanden", "fewer than three months")
    names, rentals, cells = _units(m)
    labels = [f"{month:%Y-%m}" for month in months]
    found = []
    city = rentals.sum(axis=0)
    others = city.sum() - city
    # A month holds on average a share 1 / months of all lettings; seasons leave it far above a quarter of that.
    low, _ = tails(city, city.sum(), np.full(city.size, 1 / len(months)))
    stopped = alarms(low, m.thresholds.false_discovery) & (city * (len(months) - 1) <= others / 4)
    if stopped.any():
        at = np.flatnonzero(stopped)
        text = listed(f"{labels[i]}: {city[i]}" for i in at)
        expected = listed(f"≈ {plain(others[i] / (len(months) - 1))}" for i in at)
        nl, en = "maanden met (bijna) geen verhuringen", "months with (nearly) no rentals"
        found.append(Finding(8, int(at.size), nl, en, found=text, expected=expected))
    open_months = np.flatnonzero(~stopped)
    if len(names) > 1:
        found += _too_few(m, names, labels, rentals, np.broadcast_to(city, rentals.shape), open_months, "verhuringen")
    allocations = cells[:, 1:].sum(axis=1)
    found += _too_few(m, names, labels, allocations, rentals, open_months, "toewijzingen")
    return found


def _too_few(
    m: Material, names: list[str], labels: list[str], x: Cells, n: Cells, months: Any, what: str
) -> list[Finding]:
    """Find cells far below their unit's share in the other months."""
    x, n = x[:, months], n[:, months]
    rest = n.sum(axis=1, keepdims=True) - n
    p = np.divide(x.sum(axis=1, keepdims=True) - x, rest, out=np.zeros(x.shape), where=rest > 0)
    low, _ = tails(x, n, p)
    # Half of what is expected: less than that is a fault of practice, not of a feed.
    at = np.argwhere(alarms(low, m.thresholds.false_discovery) & (x < n * p / 2))
    if not len(at):
        return []
    text = listed(f"{names[i]} {labels[months[j]]}: {x[i, j]}" for i, j in at)
    expected = listed(f"≈ {plain(n[i, j] * p[i, j], 1)}" for i, j in at)
    nl = f"maanden met veel te weinig {what} vergeleken met de andere maanden"
    english = "rentals" if what == "verhuringen" else "allocations"
    en = f"months with far too few {english} compared with the other months"
    return [Finding(8, len(at), nl, en, (), text, expected)]


def sudden_change(m: Material) -> list[Finding] | NotRun:
    """Check 9: the same months of successive years, and an earlier edition of another period."""
    pairs = _year_pairs(m)
    editions = [c for c in m.reference.previous if _is_earlier(c, m)]
    if not pairs and not editions:
        return NotRun(
            "geen twee jaren met dezelfde maanden en geen uitgave over een eerdere periode",
            "no two years with the same months and no edition of an earlier period",
        )
    tables = [(n, a, b) for n, a, b in [*_changes(m, pairs), *_against(m, editions)] if a.sum() and b.sum()]
    if not tables:
        return []
    names = [name for units, _, _ in tables for name in units]
    of = np.repeat(np.arange(len(tables)), [len(units) for units, _, _ in tables])
    now, before = (np.concatenate([table[i] for table in tables]).astype(float) for i in (1, 2))
    return _moved(m, names, of, now, before)


def _moved(m: Material, names: list[str], of: Any, now: Any, before: Any) -> list[Finding]:
    """Tell units that moved against the rest of their table.

    The unit that stands out most is taken out of the totals before the others are looked at again: an
    association that is missing would otherwise make all others seem to have grown.
    """
    t = m.thresholds
    out = np.zeros(now.size, dtype=bool)
    for _ in range(MOST_MOVED):
        chance, expected = _against_rest(now, before, of, out)
        relative = np.abs(now - expected) / np.maximum(expected, 1e-9)
        large = (relative > t.change) & (np.minimum(now, before) >= t.change_least) & (chance <= t.change_by_chance)
        moved = alarms(chance, t.false_discovery) | large
        if not (moved & ~out).any():
            break
        out[np.argmin(np.where(moved & ~out, chance, 2.0))] = True
    at = np.flatnonzero(moved)
    if not at.size:
        return []
    at = at[np.argsort(chance[at], kind="stable")]
    text = listed(f"{names[i]}: {plain(before[i])} → {plain(now[i])}" for i in at)
    wanted = listed(f"≈ {plain(expected[i], 1)}" for i in at)
    nl = "aantallen die sterker veranderen dan het totaal (een jaar of uitgave eerder → nu)"
    en = "counts that change more than the total does (a year or edition before → now)"
    return [Finding(9, int(at.size), nl, en, (), text, wanted)]


def _against_rest(now: Any, before: Any, of: Any, out: Any) -> tuple[Any, Any]:
    """Return the chance of each change, given its table without the units that are out, and what is expected."""
    kept = np.where(out, 0.0, 1.0)
    totals = [np.bincount(of, weights=x * kept)[of] for x in (now, before)]
    known = (totals[0] > 0) & (totals[1] > 0)
    share = np.divide(totals[0], totals[0] + totals[1], out=np.full(now.size, 0.5), where=known)
    chance = np.where(known, both_sides(now, now + before, share), 1.0)
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


def _changes(m: Material, pairs: list[tuple[list[int], list[int]]]) -> list[tuple[list[str], Any, Any]]:
    found = []
    for later, earlier in pairs:
        year = f"{m.months[later[0]].year}"
        groups = m.by_month[1:]
        tables = [([str(code) for code in m.values("group")[1:]], groups), _by_level(m)]
        if "corporation" in m.axes:
            names, rentals, _ = _units(m)
            tables.append((names, rentals))
        found += [
            ([f"{n} ({year})" for n in names], t[:, later].sum(axis=1), t[:, earlier].sum(axis=1))
            for names, t in tables
            if len(names) > 1
        ]
    return found


def _by_level(m: Material) -> tuple[list[str], Cells]:
    """Return rentals per month by the first level above the areas, or by area where there is none."""
    cells, codes = m.cells("area", "date")[:-1], m.values("area")[:-1]
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


def _against(m: Material, editions: list[Any]) -> list[tuple[list[str], Any, Any]]:
    found: list[tuple[list[str], Any, Any]] = []
    for counts in editions:
        key = counts.keys[0]
        names = m.values(key)[:-1] if key in {"area", "corporation"} and key in m.axes else []
        if not names:
            continue
        now = m.cells(*(("area", "group") if key == "area" else ("area", "corporation")))
        sums = now.sum(axis=1)[:-1] if key == "area" else now.sum(axis=0)[:-1]
        old = dict(counts.frame.filter(pl.col("group") == "all").select(key, "rentals").iter_rows())
        units = sorted({*names, *old})
        new = dict(zip(names, sums.tolist(), strict=True))
        pair = [np.array([float(table.get(unit) or 0) for unit in units]) for table in (new, old)]
        found.append((units, pair[0], pair[1]))
    return found


def recode(m: Material) -> list[Finding] | NotRun:
    """Check 10: the share of a main group jumps at some month, while the total per rental does not."""
    if len(m.months) < 4:
        return NotRun("minder dan vier maanden", "fewer than four months")
    names, rentals, cells = _units(m)
    if len(names) > 1:
        names, rentals = [*names, CITY], np.concatenate([rentals, rentals.sum(axis=0, keepdims=True)])
        cells = np.concatenate([cells, cells.sum(axis=0, keepdims=True)])
    groups = np.stack([cells[:, m.main_of == g].sum(axis=1) for g in range(len(m.main_groups))], axis=1)
    total = groups.sum(axis=1)
    # Sums before each boundary between months: unit, group, boundary.
    before, all_before = groups.cumsum(axis=2)[..., :-1], total.cumsum(axis=1)[:, None, :-1]
    sums, all_sum = groups.sum(axis=2, keepdims=True), total.sum(axis=1)[:, None, None]
    after, all_after = sums - before, all_sum - all_before
    lettings = rentals.cumsum(axis=1)[:, None, :-1]
    later = rentals.sum(axis=1)[:, None, None] - lettings
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = both_sides(after, np.broadcast_to(sums, after.shape), np.nan_to_num(all_after / all_sum))
        jump = np.nan_to_num(after / all_after - before / all_before)
        total_change = np.abs(np.nan_to_num((all_after / later) / (all_before / lettings) - 1))
    stable = np.broadcast_to(total_change <= m.thresholds.recode_total, jump.shape)
    out = alarms(chance, m.thresholds.false_discovery) & (np.abs(jump) >= m.thresholds.recode_jump) & stable
    return _jumps(m, names, out, chance, jump, after)


def _jumps(m: Material, names: list[str], out: Any, chance: Any, jump: Any, after: Any) -> list[Finding]:
    cells, count = [], 0
    for unit, group in np.argwhere(out.any(axis=2)):
        at = int(np.argmin(np.where(out[unit, group], chance[unit, group], 2.0)))
        move = jump[unit, group, at]
        when = f"{m.months[at + 1]:%Y-%m}"
        points = f"{'+' if move > 0 else '−'}{plain_percent(abs(move))}"
        cells.append((float(chance[unit, group, at]), f"{names[unit]} {m.main_groups[group]} {points} ({when})"))
        count = max(count, int(after[unit, group, at]))
    if not cells:
        return []
    text = listed(cell for _, cell in sorted(cells))
    nl = "aandeel van een hoofdgroep in de toewijzingen verspringt, terwijl het totaal gelijk blijft"
    en = "share of a main group in the allocations jumps, while the total is stable"
    return [Finding(10, len(cells), nl, en, (), text, f"< {plain_percent(m.thresholds.recode_jump)}")]


def extreme_share(m: Material) -> list[Finding] | NotRun:
    """Check 17: share 0 or nearly 1 in an area with enough rentals."""
    areas, rentals, allocations = m.by_area
    enough = np.flatnonzero(rentals >= m.thresholds.estate_least)
    if not enough.size:
        least = m.thresholds.estate_least
        return NotRun(f"geen gebied met {least} verhuringen", f"no area with {least} rentals")
    n, x = rentals[enough], allocations[enough]
    p = np.full(n.size, allocations.sum() / max(int(rentals.sum()), 1))
    low, high = tails(x, n, p)
    rate = m.thresholds.false_discovery
    found = []
    most = plain_percent(m.thresholds.estate_share)
    for out, dutch, english in (
        (alarms(low, rate) & (x == 0), "geen enkele toewijzing", "no allocation at all"),
        (
            alarms(high, rate) & (x > m.thresholds.estate_share * n),
            f"meer dan {most} toegewezen",
            f"more than {most} allocated",
        ),
    ):
        at = np.flatnonzero(out)
        if at.size:
            text = listed(f"{areas[enough[i]]}: {x[i]} / {n[i]}" for i in at)
            expected = listed(f"≈ {plain(n[i] * p[i], 1)}" for i in at)
            nl, en = f"gebieden met veel verhuringen en {dutch}", f"areas with many rentals and {english}"
            found.append(Finding(17, int(at.size), nl, en, (), text, expected))
    return found
