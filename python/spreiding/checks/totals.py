"""Checks of totals against figures from elsewhere: 2, 11, 12 and 19."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.checks.figures import CITY, Figure, Part, count
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.records.groups import fold

if TYPE_CHECKING:
    from spreiding.checks.material import Material

TOTAL = {"total", "totaal", "all", "alle"}
#: Code of check 2 by the column of the second source.
CODES = {"area": "allocations-exceed-area", "corporation": "allocations-exceed-association",
         "month": "allocations-exceed-month"}  # fmt: skip
#: Name and figures of a total: counted, and given.
Pair = tuple[tuple[Part, ...], float, float]


def allocation_without_rental(m: Material) -> list[Finding | NotRun]:
    """Check 2: allocations of a second source against the rentals."""
    table = m.reference.allocations
    if table is None:
        return [not_run("idle-no-allocations")]
    found: list[Finding | NotRun] = []
    for key, code in CODES.items():
        if key not in table.columns:
            continue
        rentals = _rentals_by(m, key)
        if rentals is None:
            continue
        unit = pl.col(key).cast(pl.String)
        unit = unit.str.head(7) if key == "month" else unit
        sums = table.group_by(unit.alias(key)).agg(pl.col("allocations").sum()).sort(key)
        more = [(unit, n, rentals.get(unit, 0)) for unit, n in sums.iter_rows() if n > rentals.get(unit, 0)]
        if more:
            figures = (
                tuple(count(n, unit or "-") for unit, n, _ in more),
                tuple(count(n, sign="<= ") for _, _, n in more),
            )
            units = tuple(unit or "-" for unit, _, _ in more) if key == "corporation" else ()
            found.append(Finding("allocation_without_rental", code, len(more), (), {}, *figures, units=units))
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
    sums = m.cells("corporation", "area").sum(axis=1)
    return dict(zip(m.values("corporation"), sums.tolist(), strict=True))


def _deliveries(m: Material) -> list[Pair]:
    """Return the name of a main group and year, the allocations counted, and those delivered."""
    table = m.reference.delivery
    years = dict(m.whole_years())
    at = {fold(group): i for i, group in enumerate(m.main_groups)}
    rows = [] if table is None else table.select("year", "main_group", "delivered").iter_rows()
    found: list[Pair] = []
    for year, group, delivered in rows:
        months, label = years.get(year), fold(str(group))
        if months is None or delivered is None or (label not in at and label not in TOTAL):
            continue
        counted = 0
        for place in months:  # a code may belong to another main group from some month on
            main_of = m.main_in(m.months[place])
            kept = main_of >= 0 if label in TOTAL else main_of == at[label]
            counted += int(m.by_month[kept, place].sum())
        found.append(((CITY if label in TOTAL else str(group), str(year)), float(counted), float(delivered)))
    return found


def delivery_total(m: Material) -> list[Finding | NotRun]:
    """Check 11: totals per main group and year against the programme's delivery."""
    table = m.reference.delivery
    if table is None:
        return [not_run("idle-no-delivery")]
    pairs = _deliveries(m)
    if not pairs:
        return [_not_comparable(table, m)]
    limit = m.thresholds.delivery_tolerance
    off = [(name, x, d) for name, x, d in pairs if abs(x - d) > limit * d]
    return _compared("delivery_total", "delivery-differs", off)


def persons_not_dwellings(m: Material) -> list[Finding | NotRun]:
    """Check 19: totals that are as much above the delivery as persons are above dwellings."""
    table = m.reference.delivery
    if table is None:
        return [not_run("idle-no-delivery")]
    low, high = m.thresholds.persons
    pairs = _deliveries(m)
    if not pairs:
        return [_not_comparable(table, m)]
    off = [(name, x, d) for name, x, d in pairs if d and low <= x / d <= high]
    return _compared("persons_not_dwellings", "persons-by-delivery", off)


def rentals_total(m: Material) -> list[Finding | NotRun]:
    """Check 12: rentals against the associations' own totals; their sum where the records name no association."""
    table = m.reference.rentals
    if table is None:
        return [not_run("idle-no-rentals")]
    pairs = _rentals_pairs(m, _city_or_units(m, table))
    if not pairs:
        return [_not_comparable(table, m)]
    limit = m.thresholds.rentals_tolerance
    off = [(name, x, d) for name, x, d in pairs if abs(x - d) > limit * d]
    return _compared("rentals_total", "rentals-differ", off)


def _city_or_units(m: Material, table: pl.DataFrame) -> pl.DataFrame:
    """Return ``year``, ``unit`` (null: the whole city) and ``rentals``."""
    if "corporation" not in table.columns:
        return table.select("year", unit=pl.lit(None, dtype=pl.String), rentals="rentals")
    units = table.select("year", unit=pl.col("corporation").cast(pl.String), rentals="rentals")
    if "corporation" in m.axes:
        return units
    whole, parts = units.filter(pl.col("unit").is_null()), units.drop_nulls()
    sums = parts.group_by("year", maintain_order=True).agg(
        unit=pl.lit(None, dtype=pl.String), rentals=pl.col("rentals").sum()
    )
    return pl.concat([whole, sums.join(whole, on="year", how="anti")])


def _rentals_pairs(m: Material, table: pl.DataFrame) -> list[Pair]:
    years = dict(m.whole_years())
    of: dict[str, int] = {}
    if "corporation" in m.axes:
        cells = m.cells("corporation", "group", "date").sum(axis=1)
        of = {fold(name): i for i, name in enumerate(m.values("corporation")) if name}
    pairs: list[Pair] = []
    for year, unit, rentals in table.iter_rows():
        months = years.get(year)
        if months is None or rentals is None:
            continue
        if unit is None:
            counted = int(m.by_month[:, months].sum())
        else:
            counted = int(cells[of[fold(unit)]][months].sum()) if fold(unit) in of else 0
        pairs.append(((unit or CITY, str(year)), float(counted), float(rentals)))
    return pairs


def _not_comparable(table: pl.DataFrame, m: Material) -> NotRun:
    """Say that no whole calendar year is in both."""
    years = [str(year) for year in table.get_column("year").drop_nulls().unique().sort()]
    whole = [str(year) for year, _ in m.whole_years()] or ["-"]
    return not_run("idle-other-years", years=years, whole=whole)


def _compared(check: str, code: str, off: list[Pair]) -> list[Finding | NotRun]:
    if not off:
        return []
    found: tuple[Figure, ...] = tuple(count(x, *name) for name, x, _ in off)
    return [Finding(check, code, len(off), (), {}, found, tuple(count(d) for _, _, d in off))]
