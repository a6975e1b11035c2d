"""Checks of what was delivered: 33 (register of associations), 38 (delivered before), 39 (declared number of rows)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from spreiding.checks.figures import Figure, count
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.checks.rows import Rows
from spreiding.records.groups import fold
from spreiding.records.rentals import Rentals
from spreiding.records.sources import parts_of

if TYPE_CHECKING:
    from spreiding.checks.material import Material

#: Columns that tell two deliveries' lettings apart where no dwelling is named.
TELLING = ("date", "area", "group", "corporation", "rent", "floor_area", "x", "y")
#: Fewest lettings of an association in an area where it has no stock.
LEAST = 3


def association_register(m: Material) -> list[Finding | NotRun]:
    """Check 33: associations of the records against a dated register, and against the stock they hold."""
    if "corporation" not in m.axes:
        return [not_run("idle-no-column", column="corporation")]
    found: list[Finding | NotRun] = [*_without_stock(m)]
    table = m.reference.register
    if table is None:
        return found or [not_run("idle-no-register")]
    known = {fold(str(name)) for name in table.get_column("corporation").drop_nulls()}
    sums = m.cells("corporation", "area").sum(axis=1).tolist()
    counts = {name: n for name, n in zip(m.values("corporation"), sums, strict=True) if name and n}
    unknown = {name: n for name, n in counts.items() if fold(name) not in known}
    if unknown:
        figures = tuple(count(n, name) for name, n in unknown.items())
        places = m.places(
            "corporation", ("corporation", [raw for name in unknown for raw in m.raw("corporation", name)])
        )
        number, units = sum(unknown.values()), tuple(unknown)
        found.append(
            Finding("association_register", "association-not-in-register", number, places, {}, figures, units=units)
        )
    rows = m.rows
    return [*found, rows] if isinstance(rows, NotRun) else [*found, *_out_of_time(rows, table)]


def _out_of_time(rows: Rows, table: pl.DataFrame) -> list[Finding]:
    """Find lettings on days on which the register has the association no longer, or not yet."""
    optional = [name for name in ("valid_from", "valid_to", "successor") if name in table.columns]
    spans = table.select(pl.col("corporation").cast(pl.String), *optional)
    spans = spans.with_columns(
        pl.lit(None).alias(n) for n in ("valid_from", "valid_to", "successor") if n not in optional
    )
    spans = spans.with_columns(key=pl.col("corporation").map_elements(fold, return_dtype=pl.String)).drop("corporation")
    names = rows.frame.get_column("corporation").drop_nulls().unique()
    keys = pl.DataFrame(
        {"corporation": names, "key": [fold(name) for name in names]}, schema_overrides={"key": pl.String}
    )
    held = rows.frame.select("part", "row", "corporation", "date").drop_nulls().join(keys, on="corporation")
    days = [pl.col(name).cast(pl.Date) for name in ("valid_from", "valid_to")]
    inside = (days[0].is_null() | (days[0] <= pl.col("date"))) & (days[1].is_null() | (pl.col("date") <= days[1]))
    joined = held.join(spans, on="key").with_columns(inside=inside, over=days[1] < pl.col("date"))
    there = joined.group_by("part", "row", "corporation", maintain_order=True).agg(
        pl.col("inside").any(), successor=pl.col("successor").filter(pl.col("over")).drop_nulls().first()
    )
    out = there.filter(~pl.col("inside"))
    found = []
    for code, some in (
        ("association-merged", out.drop_nulls("successor")),
        ("association-not-active", out.filter(pl.col("successor").is_null())),
    ):
        if some.height:
            counts = some.group_by("corporation", "successor", maintain_order=True).len("n").sort("corporation")
            figures = tuple(count(n, f"{name} → {next_}" if next_ else name) for name, next_, n in counts.iter_rows())
            units = tuple(dict.fromkeys(counts.get_column("corporation")))
            places = rows.places(some, "corporation")
            found.append(Finding("association_register", code, some.height, places, {}, figures, units=units,
                                 all_rows=rows.told(some)))  # fmt: skip
    return found


def _without_stock(m: Material) -> list[Finding]:
    """Find associations that let in areas where the stock of associations has none of theirs."""
    table = m.reference.stock_corporation
    if table is None or "corporation" not in table.columns:
        return []
    own = table.select(pl.col("area").cast(pl.String), pl.col("corporation").cast(pl.String), "stock").drop_nulls()
    held = {(area, fold(name)) for area, name, n in own.iter_rows() if n}
    listed = {fold(name) for name in own.get_column("corporation")}
    cells = m.cells("corporation", "area").T
    areas, names = m.values("area")[:-1], m.values("corporation")[:-1]
    off = [
        (name, area, int(cells[i, j]))
        for j, name in enumerate(names) if fold(name) in listed
        for i, area in enumerate(areas) if cells[i, j] >= LEAST and (area, fold(name)) not in held
    ]  # fmt: skip
    if not off:
        return []
    figures = tuple(count(n, name, area) for name, area, n in off)
    units = tuple(dict.fromkeys(name for name, _, _ in off))
    where = [(("corporation", m.raw("corporation", name)), ("area", m.raw("area", area))) for name, area, _ in off[:40]]
    places, number = m.places_of_any("corporation", where), sum(n for _, _, n in off)
    return [Finding("association_register", "association-without-stock", number, places, {}, figures, units=units)]


def earlier_delivery(m: Material) -> list[Finding | NotRun]:
    """Check 38: rows that were delivered before."""
    if m.reference.delivered is None:
        return [not_run("idle-no-delivered")]
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    given = m.reference.delivered
    parts = given.parts if isinstance(given, Rentals) else tuple(parts_of(given))
    before = Rows.read(parts, m.read.columns)
    if isinstance(before, NotRun):
        return [before]
    shared = [name for name in TELLING if rows.has(name) and before.has(name)]
    keys = ["dwelling_id", "date"] if rows.has("dwelling_id") and before.has("dwelling_id") else shared
    if "date" not in keys or not set(keys) & {"dwelling_id", "rent", "floor_area", "x"}:
        return [not_run("idle-rows-not-told-apart")]
    spelt = (
        [pl.col("dwelling_id").str.to_uppercase().str.replace_all(r"[\s.\-_/]", "")] if "dwelling_id" in keys else []
    )
    old = before.frame.select(keys).drop_nulls("date").with_columns(spelt).unique()
    now = rows.frame.drop_nulls(keys if "dwelling_id" in keys else "date").with_columns(spelt)
    there = now.join(old, on=keys, how="semi", nulls_equal=True)
    if not there.height:
        return []
    figures = (count(there.height),), (count(0),)
    places = rows.places(there, keys[0])
    return [
        Finding(
            "earlier_delivery", "rows-delivered-before", there.height, places, {}, *figures, all_rows=rows.told(there)
        )
    ]


def declared_rows(m: Material) -> list[Finding | NotRun]:
    """Check 39: the number of rows of each file against what its supplier says."""
    table = m.reference.declared
    if table is None:
        return [not_run("idle-no-declared")]
    counted = _counted(m)
    if isinstance(counted, NotRun):
        return [counted]
    declared = {Path(str(name)).name: n for name, n in table.select("source", "rows").drop_nulls().iter_rows()}
    off = [(name, n, declared[name]) for name, n in counted.items() if name in declared and n != declared[name]]
    lost = [name for name in declared if name not in counted]
    found: list[Finding | NotRun] = []
    if off:
        figures = tuple(count(n, name) for name, n, _ in off), tuple(count(n) for _, _, n in off)
        found.append(Finding("declared_rows", "rows-differ-from-declared", len(off), (), {}, *figures))
    if lost:
        figures_lost = tuple(Figure((name,)) for name in lost)
        found.append(Finding("declared_rows", "declared-file-missing", len(lost), (), {}, figures_lost))
    return found


def _counted(m: Material) -> dict[str, int] | NotRun:
    if len(m.read.parts) == 1:
        return {m.read.parts[0].name: m.read.tally.rows}
    if isinstance(m.rows, NotRun):
        return m.rows
    return dict(m.rows.frame.group_by("part", maintain_order=True).len().iter_rows())
