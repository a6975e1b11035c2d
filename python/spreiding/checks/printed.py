"""Checks of tables: 14 (children against their parent) and 22 (printed numbers among themselves)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import lies_in_none
from spreiding.checks.figures import SHOWN, listed, plain, plain_percent
from spreiding.checks.finding import Finding, NotRun
from spreiding.checks.records import lacking
from spreiding.words.notation import rounded

if TYPE_CHECKING:
    from spreiding.checks.material import Material


def does_not_add_up(m: Material) -> list[Finding] | NotRun:
    """Check 14: areas with rentals and without a parent; printed children against their parent."""
    found = []
    areas = m.read.areas
    if areas is not None:
        names, rentals, _ = m.by_area
        known = dict(zip(names, rentals.tolist(), strict=True))
        for level, parents in areas.levels.items():
            pairs = zip(areas.codes, parents, strict=True)
            lost = [c for c, parent in pairs if not parent and known.get(c) and not lies_in_none(c, level)]
            if lost:
                text = listed(f"{code}: {plain(known[code])}" for code in lost)
                nl = f"gebieden met verhuringen en zonder {level}: hun verhuringen tellen daar niet mee"
                en = f"areas with rentals and without {level}: their rentals are lost from its sums"
                found.append(Finding(14, len(lost), nl, en, (), text))
    table = m.reference.printed
    if table is not None and "parent" in table.columns:
        found += _sums(table)
    elif areas is None or not areas.levels:
        return NotRun(
            "geen gebieden met een hoger niveau, en geen gedrukte tabel met onderdelen (reference printed=…)",
            "no areas with a level above, and no printed table with children (reference printed=…)",
        )
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
        text = listed(f"{parent}: {plain(n)}" for parent, n, _ in off)
        expected = listed(plain(n) for _, _, n in off)
        nl = "som van de onderdelen is niet het gedrukte geheel"
        found.append(Finding(14, len(off), nl, "sum of the children is not the printed total", (), text, expected))
    if lost:
        text = listed(lost)
        nl = "de gedrukte tabel noemt een geheel dat er zelf niet in staat"
        found.append(
            Finding(14, len(lost), nl, "the printed table names a parent that it does not have", (), text, severity="W")
        )
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


def unreachable_percentage(m: Material) -> list[Finding] | NotRun:
    """Check 22: a printed percentage that no whole number gives; bands that do not add up to N."""
    table, bands = m.reference.printed, m.reference.bands
    if bands is None and (table is None or "percent" not in table.columns):
        return lacking("reference.printed", "gedrukte tabel met percentages", "printed table with percentages")
    return [*_percentages(table), *_bands(bands)]


def _percentages(table: pl.DataFrame | None) -> list[Finding]:
    if table is None or "percent" not in table.columns:
        return []
    off = []
    for at, row in enumerate(table.iter_rows(named=True), start=1):
        n, share, k, decimals = row["n"], row["percent"], row.get("numerator"), int(row.get("decimals") or 0)
        if n is None or share is None or n <= 0:
            continue
        fits = reachable(float(share), n, decimals) if k is None else _prints(k, n, float(share), decimals)
        if not fits:
            off.append((str(row["unit"]), float(share), n, k, decimals, at))
    if not off:
        return []
    text = listed(f"{unit}: {plain_percent(s / 100, d)}" for unit, s, _, _, d, _ in off)
    near = listed(_near(s, n, k, d) for _, s, n, k, d, _ in off)
    rows = (("reference.printed", tuple(at for *_, at in off[:SHOWN])),)
    nl, en = "percentage kan niet uit het gedrukte aantal volgen", "percentage cannot follow from the printed number"
    return [Finding(22, len(off), nl, en, rows, text, near)]


def _near(share: float, n: int, k: int | None, decimals: int) -> str:
    """Say what the number does give: the printed numerator, or else the nearest one."""
    k = round(share * n / 100) if k is None else k
    return f"{plain(k)}/{plain(n)} = {plain_percent(k / n, decimals)}"


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
    text = listed(f"{name}: {plain(n)}" for name, n, _ in off)
    expected = listed(" / ".join(map(plain, totals)) for _, _, totals in off)
    rows = table.with_row_index("row", offset=1).filter(pl.col("table").cast(pl.String).is_in([o[0] for o in off]))
    at = (("reference.bands", tuple(rows.get_column("row").head(SHOWN).to_list())),)
    nl, en = "klassen tellen niet op tot de gedrukte N", "bands do not add up to the printed N"
    return [Finding(22, len(off), nl, en, at, text, expected)]
