"""Checks of totals against figures from elsewhere: 2, 11, 12, 14, 16, 19, 22 and 24."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding._format import number, percent, rounded
from spreiding.checks._records import lacking
from spreiding.checks.result import Finding, NotRun

if TYPE_CHECKING:
    from spreiding.checks.material import Material

SHOWN = 5
TOTAL = {"total", "totaal", "all", "alle"}


def allocation_without_rental(m: Material) -> list[Finding] | NotRun:
    """Check 2: allocations of a second source against the rentals."""
    table = m.reference.allocations
    if table is None:
        return NotRun(
            "toewijzingen zijn rijen van de verhuringen zelf; geef reference.allocations voor een tweede bron",
            "allocations are rows of the rentals themselves; give reference.allocations for a second source",
        )
    found = []
    for key in ("area", "corporation", "month"):
        if key not in table.columns:
            continue
        rentals = _rentals_by(m, key)
        if rentals is None:
            continue
        sums = table.group_by(pl.col(key).cast(pl.String)).agg(pl.col("allocations").sum()).sort(key)
        more = [(unit, n, rentals.get(unit, 0)) for unit, n in sums.iter_rows() if n > rentals.get(unit, 0)]
        if more:
            text = ", ".join(f"{unit}: {number(n)}" for unit, n, _ in more[:SHOWN])
            limit = ", ".join(f"<= {number(n)}" for _, _, n in more[:SHOWN])
            nl, en = f"meer toewijzingen dan verhuringen: {text}", f"more allocations than rentals: {text}"
            found.append(Finding(2, len(more), nl, en, found=text, expected=limit))
    return found


def _rentals_by(m: Material, key: str) -> dict[str | None, int] | None:
    if key == "area":
        areas, rentals, _ = m.by_area
        return dict(zip(areas, rentals.tolist(), strict=True))
    if key == "month":
        months = (f"{month:%Y-%m}" for month in m.months)
        return dict(zip(months, m.by_month.sum(axis=0).tolist(), strict=True))
    if "corporation" not in m.axes:
        return None
    sums = m.cells("area", "corporation").sum(axis=0)
    return dict(zip(m.values("corporation"), sums.tolist(), strict=True))


def _deliveries(m: Material) -> list[tuple[str, float, float]]:
    """Return the name of a main group and year, the allocations counted, and those delivered."""
    table = m.reference.delivery
    years = dict(m.whole_years())
    rows = [] if table is None else table.select("year", "main_group", "delivered").iter_rows()
    found = []
    for year, group, delivered in rows:
        months = years.get(int(year))
        if months is None or delivered is None:
            continue
        whole = str(group).casefold() in TOTAL
        if not whole and group not in m.main_groups:
            continue
        rows_of = np.flatnonzero(m.main_of >= 0 if whole else m.main_of == m.main_groups.index(group))
        counted = int(m.by_month[rows_of][:, months].sum())
        found.append((f"{group} {year}", float(counted), float(delivered)))
    return found


_NO_YEAR = NotRun(
    "geen heel kalenderjaar en hoofdgroep van de opgave in de periode",
    "the delivery has no whole calendar year and main group of the period",
)


def delivery_total(m: Material) -> list[Finding] | NotRun:
    """Check 11: totals per main group and year against the programme's delivery."""
    if m.reference.delivery is None:
        return lacking("reference.delivery", "opgave van het programma", "delivery of the programme")
    pairs = _deliveries(m)
    limit = m.thresholds.delivery_tolerance
    off = [(name, x, d) for name, x, d in pairs if abs(x - d) > limit * d]
    return _compared(11, off, "toewijzingen wijken af van de opgave", "allocations differ from the delivery", pairs)


def persons_not_dwellings(m: Material) -> list[Finding] | NotRun:
    """Check 19: totals that are as much above the delivery as persons are above dwellings."""
    if m.reference.delivery is None:
        return lacking("reference.delivery", "opgave in woningen", "delivery in dwellings")
    low, high = m.thresholds.persons
    pairs = _deliveries(m)
    off = [(name, x, d) for name, x, d in pairs if d and low <= x / d <= high]
    nl, en = "personen geteld in plaats van woningen?", "persons counted instead of dwellings?"
    return _compared(19, off, nl, en, pairs)


def rentals_total(m: Material) -> list[Finding] | NotRun:
    """Check 12: rentals against the associations' own totals."""
    table = m.reference.rentals
    if table is None:
        return lacking("reference.rentals", "totaal van de corporaties", "total of the associations")
    years = dict(m.whole_years())
    by = "corporation" if "corporation" in table.columns else None
    pairs = []
    for row in table.iter_rows(named=True):
        months, unit = years.get(int(row["year"])), row[by] if by else None
        if months is None or row["rentals"] is None:
            continue
        if unit is None:
            counted = int(m.by_month[:, months].sum())
        elif "corporation" in m.axes:
            names = m.values("corporation")
            cells = m.cells("corporation", "group", "date")
            counted = int(cells[names.index(unit)][:, months].sum()) if unit in names else 0
        else:
            continue
        pairs.append((f"{unit or 'alle'} {row['year']}", float(counted), float(row["rentals"])))
    limit = m.thresholds.rentals_tolerance
    off = [(name, x, d) for name, x, d in pairs if abs(x - d) > limit * d]
    nl, en = "verhuringen wijken af van het totaal van de corporaties", "rentals differ from the associations' total"
    return _compared(12, off, nl, en, pairs)


def _compared(
    check: int, off: list[tuple[str, float, float]], nl: str, en: str, pairs: list[tuple[str, float, float]]
) -> list[Finding] | NotRun:
    if not pairs:
        return _NO_YEAR
    if not off:
        return []
    found = ", ".join(f"{name}: {number(x)}" for name, x, _ in off[:SHOWN])
    expected = ", ".join(number(d) for _, _, d in off[:SHOWN])
    return [Finding(check, len(off), f"{nl}: {found}", f"{en}: {found}", (), found, expected)]


def does_not_add_up(m: Material) -> list[Finding] | NotRun:
    """Check 14: areas with rentals and without a parent; printed children against their parent."""
    found = []
    areas = m.read.areas
    if areas is not None:
        names, rentals, _ = m.by_area
        known = dict(zip(names, rentals.tolist(), strict=True))
        for level, parents in areas.levels.items():
            lost = [
                code for code, parent in zip(areas.codes, parents, strict=True) if parent is None and known.get(code)
            ]
            if lost:
                count, text = sum(known[code] for code in lost), ", ".join(lost[:SHOWN])
                nl = f"gebieden met verhuringen en zonder {level}: {text}"
                found.append(Finding(14, count, nl, f"areas with rentals and without {level}: {text}", (), text))
    table = m.reference.printed
    if table is not None and "parent" in table.columns:
        found += _sums(table)
    elif areas is None or not areas.levels:
        return NotRun(
            "geen gebieden met een hoger niveau, en geen gedrukte tabel met onderdelen (reference.printed)",
            "no areas with a level above, and no printed table with children (reference.printed)",
        )
    return found


def _sums(table: pl.DataFrame) -> list[Finding]:
    totals = dict(table.select("unit", "n").drop_nulls().iter_rows())
    sums = table.drop_nulls(["parent", "n"]).group_by("parent", maintain_order=True).agg(pl.col("n").sum())
    off = [(parent, n, totals[parent]) for parent, n in sums.iter_rows() if parent in totals and n != totals[parent]]
    if not off:
        return []
    text = ", ".join(f"{parent}: {number(n)}" for parent, n, _ in off[:SHOWN])
    expected = ", ".join(number(n) for _, _, n in off[:SHOWN])
    nl, en = f"onderdelen tellen niet op tot het geheel: {text}", f"children do not add up to their parent: {text}"
    return [Finding(14, len(off), nl, en, found=text, expected=expected)]


def stock_gap(m: Material) -> list[Finding] | NotRun:
    """Check 16: stock missing or 0 where there are rentals; stock of another year."""
    if m.stock is None and m.reference.stock_corporation is None:
        return NotRun("geen woningvoorraad gegeven (stock=)", "no stock given (stock=)")
    found = []
    areas, rentals, _ = m.by_area
    frames = [("stock", m.stock.frame)] if m.stock is not None else []
    if m.reference.stock_corporation is not None:
        frames.append(("stock_corporation", m.reference.stock_corporation))
    for name, frame in frames:
        stock = dict(frame.select("area", "stock").iter_rows())
        gaps = [(area, int(n)) for area, n in zip(areas, rentals, strict=True) if n and not stock.get(area)]
        if gaps:
            text = ", ".join(f"{area}: {n}" for area, n in gaps[:SHOWN]) + (" …" if len(gaps) > SHOWN else "")
            nl = f"verhuringen in gebieden zonder woningvoorraad ({name}): {text}"
            en = f"rentals in areas without stock ({name}): {text}"
            found.append(Finding(16, len(gaps), nl, en, found=text, expected="> 0"))
    day = m.stock.date if m.stock is not None else None
    if day is not None and m.months and not m.months[0].year <= day.year <= m.months[-1].year:
        nl, en = f"woningvoorraad is van {day}, de periode begint in {m.months[0].year}", f"stock is of {day}"
        found.append(Finding(16, 1, nl, en, found=str(day.year), expected=str(m.months[0].year)))
    return found


def reachable(share: float, n: int, decimals: int) -> bool:
    """Return whether some whole number out of ``n`` rounds to a printed percentage.

    Brown & Heathers (2017), Social Psychological and Personality Science 8(4), 363-369 (GRIM).
    Either way of rounding a half counts.

    >>> reachable(58.0, 21, 0), reachable(57.0, 21, 0)
    (False, True)
    """
    near = int(share * n / 100)
    for k in range(max(near - 1, 0), min(near + 2, n) + 1):
        exact = 100 * k / n
        if any(float(rounded(exact, decimals, rounding=how)) == share for how in ("half_away", "half_even")):
            return True
    return False


def unreachable_percentage(m: Material) -> list[Finding] | NotRun:
    """Check 22: a printed percentage that no whole number gives."""
    table = m.reference.printed
    if table is None or "percent" not in table.columns:
        return lacking("reference.printed", "gedrukte tabel met percentages", "printed table with percentages")
    off = []
    for at, row in enumerate(table.iter_rows(named=True), start=1):
        n, share, decimals = row["n"], row["percent"], int(row.get("decimals") or 0)
        if n is None or share is None or n <= 0:
            continue
        k = row.get("numerator")
        fits = reachable(float(share), int(n), decimals)
        if k is not None:
            ways = ("half_away", "half_even")
            fits = any(float(rounded(100 * k / n, decimals, rounding=w)) == share for w in ways)  # type: ignore[arg-type]
        if not fits:
            off.append((str(row["unit"]), float(share), int(n), decimals, at))
    if not off:
        return []
    text = ", ".join(f"{unit}: {percent(s / 100, d, sign=True)} van {number(n)}" for unit, s, n, d, _ in off[:SHOWN])
    rows = (("reference.printed", tuple(at for *_, at in off[:SHOWN])),)
    nl, en = f"percentage kan niet uit het aantal volgen: {text}", f"percentage cannot follow from the number: {text}"
    return [Finding(22, len(off), nl, en, rows, text)]


def covariate_origin(m: Material) -> list[Finding] | NotRun:
    """Check 24: a long table of covariates names variable, year and level, and why a value is missing."""
    table = m.covariates
    if table is None:
        return lacking("covariates", "achtergrondkenmerken", "covariates")
    names = {"variable", "year", "level"}
    missing = sorted(names - set(table.columns))
    if missing:
        text = ", ".join(missing)
        nl, en = f"kolommen ontbreken: {text}", f"columns are missing: {text}"
        there, wanted = ", ".join(table.columns[:8]), ", ".join(sorted(names))
        return [Finding(24, len(missing), nl, en, found=there, expected=wanted)]
    found: list[Finding] = []
    rows = table.with_row_index("row", offset=1)
    for name in sorted(names):
        empty = rows.filter(pl.col(name).is_null())
        found += _origin(empty, f"{name} ontbreekt", f"{name} is missing")
    if "value" in table.columns:
        reason: Any = pl.col("reason").is_null() if "reason" in table.columns else pl.lit(value=True)
        empty = rows.filter(pl.col("value").is_null() & reason)
        found += _origin(empty, "waarde ontbreekt zonder reden", "value is missing without a reason")
    return found


def _origin(empty: pl.DataFrame, nl: str, en: str) -> list[Finding]:
    if not empty.height:
        return []
    rows = (("covariates", tuple(empty.get_column("row").head(SHOWN).to_list())),)
    return [Finding(24, empty.height, nl, en, rows)]
