"""Checks of tables: 14 (children against their parent) and 22 (printed numbers among themselves)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import lies_in_none
from spreiding.checks.figures import SHOWN, Figure, Number, count, share, texts
from spreiding.checks.finding import Finding, NotRun, Place, not_run
from spreiding.words.notation import rounded

if TYPE_CHECKING:
    from spreiding.checks.material import Material


def does_not_add_up(m: Material) -> list[Finding | NotRun]:
    """Check 14: areas with rentals and without a parent; printed children against their parent."""
    found: list[Finding | NotRun] = []
    areas = m.read.areas
    if areas is not None:
        names, rentals, _ = m.by_area
        known = dict(zip(names, rentals.tolist(), strict=True))
        for level, parents in areas.levels.items():
            pairs = zip(areas.codes, parents, strict=True)
            lost = [c for c, parent in pairs if not parent and known.get(c) and not lies_in_none(c, level)]
            if lost:
                figures = tuple(count(known[code], code) for code in lost)
                found.append(
                    Finding("does_not_add_up", "area-without-parent", len(lost), (), {"level": level}, figures)
                )
    table = m.reference.printed
    if table is not None and "parent" in table.columns:
        found += _sums(table)
    elif areas is None or not areas.levels:
        return [not_run("idle-nothing-to-add")]
    return found


def _sums(table: pl.DataFrame) -> list[Finding]:
    totals = dict(table.select("unit", "n").drop_nulls().iter_rows())
    sums = table.drop_nulls("parent").group_by("parent", maintain_order=True).agg(
        pl.col("n").sum(), unknown=pl.col("n").is_null().any()
    )  # fmt: skip
    # Children that are not all printed give no sum.
    whole = sums.filter(~pl.col("unknown")).select("parent", "n").iter_rows()
    off = [(parent, n, totals[parent]) for parent, n in whole if parent in totals and n != totals[parent]]
    lost = [parent for parent in sums.get_column("parent") if parent not in set(table.get_column("unit"))]
    found = []
    if off:
        figures = tuple(count(n, parent) for parent, n, _ in off), tuple(count(n) for _, _, n in off)
        found.append(Finding("does_not_add_up", "sum-is-not-total", len(off), (), {}, *figures))
    if lost:
        names = texts(lost)
        found.append(Finding("does_not_add_up", "total-not-in-table", len(lost), found=names, severity="W"))
    return found


def reachable(share: float, n: int, decimals: int) -> bool:
    """Return whether some whole number out of ``n`` rounds to a printed percentage.

    Brown & Heathers (2017), Social Psychological and Personality Science 8(4), 363-369 (GRIM).
    Either way of rounding a half counts.

    >>> reachable(58.0, 21, 0), reachable(57.0, 21, 0)
    (False, True)
    """
    near = int(share * n / 100)
    return any(_prints(k, n, share, decimals) for k in range(max(near - 1, 0), min(near + 2, n) + 1))


def _prints(k: int, n: int, share: float, decimals: int) -> bool:
    ways: tuple[Any, ...] = ("half_away", "half_even")
    return any(float(rounded(100 * k / n, decimals, rounding=way)) == share for way in ways)


def unreachable_percentage(m: Material) -> list[Finding | NotRun]:
    """Check 22: a printed percentage that no whole number gives; bands that do not add up to N."""
    table, bands = m.reference.printed, m.reference.bands
    if bands is None and (table is None or "percent" not in table.columns):
        return [not_run("idle-no-printed")]
    return [*_percentages(table), *_bands(bands)]


def _percentages(table: pl.DataFrame | None) -> list[Finding]:
    if table is None or "percent" not in table.columns:
        return []
    off = []
    for at, row in enumerate(table.iter_rows(named=True), start=1):
        n, printed, k, decimals = row["n"], row["percent"], row.get("numerator"), int(row.get("decimals") or 0)
        if n is None or printed is None or n <= 0:
            continue
        fits = reachable(float(printed), n, decimals) if k is None else _prints(k, n, float(printed), decimals)
        if not fits:
            off.append((str(row["unit"]), float(printed), n, k, decimals, at))
    if not off:
        return []
    found = tuple(share(printed / 100, unit, decimals=d) for unit, printed, _, _, d, _ in off)
    near = tuple(_near(s, n, k, d) for _, s, n, k, d, _ in off)
    place = Place("reference.printed", "percent", tuple(at for *_, at in off[:SHOWN]))
    return [Finding("unreachable_percentage", "percentage-unreachable", len(off), (place,), {}, found, near)]


def _near(printed: float, n: int, k: int | None, decimals: int) -> Figure:
    """Say what the number does give: the printed numerator, or else the nearest one."""
    k = round(printed * n / 100) if k is None else k
    return Figure((Number(k), "/", Number(n), " = ", Number(k / n, decimals, share=True)))


def _bands(table: pl.DataFrame | None) -> list[Finding]:
    if table is None:
        return []
    sums = table.group_by("table", maintain_order=True).agg(
        pl.col("n").sum(), pl.col("total").drop_nulls().unique().sort(), unknown=pl.col("n").is_null().any()
    )
    off = [
        (str(name), n, totals)
        for name, n, totals, unknown in sums.iter_rows()
        if len(totals) > 1 or (totals and not unknown and n != totals[0])
    ]
    if not off:
        return []
    found = tuple(count(n, name) for name, n, _ in off)
    expected = tuple(_either(totals) for _, _, totals in off)
    rows = table.with_row_index("row", offset=1).filter(pl.col("table").cast(pl.String).is_in([o[0] for o in off]))
    place = Place("reference.bands", "n", tuple(rows.get_column("row").head(SHOWN).to_list()))
    return [Finding("unreachable_percentage", "bands-do-not-add-up", len(off), (place,), {}, found, expected)]


def _either(totals: list[int]) -> Figure:
    parts = [part for n in totals for part in (" / ", Number(n))]
    return Figure(tuple(parts[1:]))
