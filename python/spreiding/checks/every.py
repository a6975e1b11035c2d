"""Every row of a finding, where the first few were enough to find it: for the files that go back to a supplier."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.checks.finding import NotRun
from spreiding.records.sources import EPOCH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.checks.finding import Finding, Place
    from spreiding.checks.material import Material
    from spreiding.records.sources import Part


def with_rows(m: Material, finding: Finding) -> Finding:
    """Return the finding with all its rows, where they can be told."""
    rows = m.rows
    if isinstance(rows, NotRun) or finding.all_rows is not None or not finding.places:
        return finding
    rules = m.rules_of(finding.places)
    if rules:
        there = rows.frame.filter(
            pl.any_horizontal(pl.all_horizontal(_holds(*pair) for pair in rule) for rule in rules)
        )
    elif finding.code in REPEATS and rows.has("dwelling_id"):
        there = _repeats(m, rows.frame, finding.code)
    else:
        return finding
    # Fewer than were counted: the two ways of reading differ, and the first rows are all that is sure.
    return replace(finding, all_rows=rows.told(there)) if there.height >= finding.count else finding


def _holds(name: str, what: Any) -> pl.Expr:
    """Return where a rule on a column holds, as the core understands it."""
    column = pl.col(name)
    if isinstance(what, list):
        return column.is_in([str(label).strip() for label in what])
    if isinstance(what, tuple):
        days = (column - pl.lit(EPOCH)).dt.total_days()
        outside: pl.Expr = ((days < what[0]) | (days > what[1])).fill_null(value=False)
        return outside
    if name != "date":
        return column.is_null()
    return column.is_null() & (~pl.col("dated") if what == "missing" else pl.col("dated"))


def with_lines(m: Material, found: Sequence[Finding]) -> list[Finding]:
    """Return findings with the lines of their rows, where a file of text or a sheet has them; a file is read once."""
    rows: dict[str, set[int]] = {}
    for place in (place for one in found for place in one.places):
        rows.setdefault(place.source or "", set()).update(place.rows)
    parts = {part.name: part for part in m.read.parts if part.has_rows and part.name in rows}
    lines = {name: part.lines_of(sorted(rows[name])) for name, part in parts.items()}
    return [replace(one, places=tuple(_on_lines(place, parts, lines) for place in one.places)) for one in found]


def _on_lines(place: Place, parts: Mapping[str, Part], lines: Mapping[str, Mapping[int, int]]) -> Place:
    of = lines.get(place.source or "")
    if not of or not place.rows:
        return place
    sheet = parts[place.source or ""].lines is not None
    return replace(place, lines=tuple(of[row] for row in place.rows), sheet=sheet)


#: Kinds of repeats of one dwelling.
REPEATS = ("letting-same-day", "letting-in-other-source", "letting-again-soon", "letting-other-group")


def _repeats(m: Material, frame: pl.DataFrame, code: str) -> pl.DataFrame:
    """Return the later of two lettings of one dwelling, by kind."""
    order = {part.name: at for at, part in enumerate(m.read.parts)}
    held = frame.drop_nulls(["dwelling_id", "date"]).with_columns(
        order=pl.col("part").replace_strict(order, return_dtype=pl.Int64)
    )
    held = held.sort("dwelling_id", "date", "order", "row")
    before = {name: pl.col(name).shift(1).over("dwelling_id") for name in ("date", "part", "group")}
    days = (pl.col("date") - before["date"]).dt.total_days()
    rule = {
        "letting-same-day": (days == 0) & (pl.col("part") == before["part"]),
        "letting-in-other-source": (days == 0) & (pl.col("part") != before["part"]),
        "letting-again-soon": (days > 0) & (days <= m.thresholds.duplicate_days),
        "letting-other-group": (days == 0) & (pl.col("group") != before["group"]),
    }[code]
    return held.filter(rule)
