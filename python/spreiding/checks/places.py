"""Check 6, beyond codes that no area has: areas outside their parent, Weesp before 2022, addresses outside the city."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from spreiding.areas.schemes import joined_on, scheme_of
from spreiding.base.errors import InvalidInputError
from spreiding.checks.figures import Figure, count, out_of, share
from spreiding.checks.finding import Finding, NotRun, not_run
from spreiding.checks.material import placed
from spreiding.records import problems
from spreiding.records.sources import EPOCH
from spreiding.values import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from spreiding.areas.areas import Areas
    from spreiding.checks.material import Material
    from spreiding.records.sources import Part

#: Longitudes end below this; RD starts above it.
DEGREES = 180.0


def parents(m: Material) -> list[Finding]:
    """Check 6: areas that are not inside the parent that is given for them."""
    areas = m.read.areas
    if areas is None or not areas.levels:
        return []
    names, rentals, _ = m.by_area
    let = {area for area, n in zip(names, rentals.tolist(), strict=True) if n}
    codes = [code for code in areas.codes if code in let]
    at = {code: i for i, code in enumerate(areas.codes)}
    of = {level: {code: values[at[code]] for code in codes} for level, values in areas.levels.items()}
    found = []
    for level, parent in of.items():
        wrong = [code for code in codes if parent[code] and _outside(code, parent[code] or "")]
        if wrong:
            figures = tuple(Figure((str(parent[code]),), (code,)) for code in wrong)
            found.append(Finding("area_fault", "area-outside-parent", len(wrong), (), {"level": level}, figures))
    levels = list(of)
    for low, high in pairwise(levels):
        pairs: dict[str, set[str]] = {}
        for code in codes:
            if of[low][code] and of[high][code]:
                pairs.setdefault(str(of[low][code]), set()).add(str(of[high][code]))
        split = {unit: higher for unit, higher in pairs.items() if len(higher) > 1}
        if split:
            figures = tuple(Figure((", ".join(sorted(higher)),), (unit,)) for unit, higher in sorted(split.items()))
            data = {"low": low, "high": high}
            found.append(Finding("area_fault", "area-in-two-parents", len(split), (), data, figures, (Figure(("1",)),)))
    return found


def not_compared(m: Material) -> list[Finding | NotRun]:
    """Check 6: say what the codes or places of the records were not compared with.

    Without a list of areas any code passes; where there is a stock, check 16 finds those that it does not have.
    """
    if m.read.areas is None:
        return [not_run("idle-no-areas")] if m.stock is None else []
    return [not_run("idle-engine-points")] if m.in_engine and {"x", "y"} <= set(m.read.columns) else []


def _outside(code: str, parent: str) -> bool:
    """Return whether codes of the city's schemes contradict each other: E16 in M, F81d in F80.

    Codes of gebieden say nothing: the city's own files write that of a wijk in more than one way.

    >>> _outside("E16", "M"), _outside("F81d", "F80"), _outside("F81d", "F81"), _outside("MH", "GM17")
    (True, True, False, False)
    """
    kind = scheme_of(code)
    if kind is None:
        return False
    is_wijk = (scheme_of(parent) or "").startswith("wijk")
    is_stadsdeel = len(parent) == 1 and parent.isupper()
    inside = kind.startswith(("wijk", "buurt")) and (is_stadsdeel or (is_wijk and kind.startswith("buurt")))
    return inside and not code.startswith(parent)


def places_in_time(m: Material) -> list[Finding]:
    """Check 6: areas that were not yet part of the city, by the day of the letting."""
    joined: dict[date, list[str]] = {}
    for area, day in joined_days(m).items():
        joined.setdefault(day, []).append(area)
    found = []
    for day, areas in sorted(joined.items()):
        early = [i for i, met in enumerate(m.dates) if met is not None and met < day]
        cells = m.counted("area", "date", dates=([0 if i in early else -1 for i in range(len(m.dates))], 1))
        counts = {area: int(cells[m.values("area").index(area), 0]) for area in areas}
        counts = {area: n for area, n in counts.items() if n}
        if not counts:
            continue
        places = m.places("area", ("area", list(counts)), ("date", ((day - EPOCH).days, 2**31 - 1)))
        figures = tuple(count(n, area) for area, n in counts.items()), (Figure((f">= {day}",)),)
        found.append(
            Finding("area_fault", "area-not-yet-in-city", sum(counts.values()), places, {"day": day}, *figures)
        )
    return found


def joined_days(m: Material) -> dict[str, date]:
    """Return the areas of the records that became part of the city later than their scheme, with the day."""
    days = {area: joined_on(area, _scheme(m, area)) for area in m.values("area")[:-1]}
    return {area: day for area, day in days.items() if day is not None}


def _scheme(m: Material, area: str) -> str | None:
    """Return the year of the area scheme: that of the areas, or the one in which the code is written."""
    own = m.read.areas.scheme if m.read.areas is not None else None
    written = (scheme_of(area) or "").rpartition(" ")[2]
    return own or written or None


def addresses(m: Material) -> list[Finding]:
    """Find coordinates far outside the city, and more than a few in another area than the letting's code."""
    of, areas = m.read.columns, m.read.areas
    if areas is None or areas.crs == "tile" or m.in_engine or not {"x", "y"} <= set(of):
        return []
    far, other, total = Rows(), Rows(), 0
    try:
        for part in m.read.parts:
            for table in _located(part, areas, of):
                far.add(part.name, table.filter("far"))
                other.add(part.name, table.filter(pl.col("found") != pl.col("area")))
                total += table.drop_nulls(["found", "area"]).height
    except InvalidInputError:  # Its text may hold a coordinate.
        return [Finding("area_fault", "coordinates-no-place", 1, severity="W")]
    findings = []
    if far.count:
        findings.append(Finding("area_fault", "address-outside-city", far.count, placed(far.where(), of["x"])))
    limit = m.thresholds.misplaced
    if total and other.count / total > limit:
        figures = (out_of(other.count, total, decimals=1),), (share(limit, decimals=1, sign="<= "),)
        places = placed(other.where(), of["area"])
        findings.append(Finding("area_fault", "address-in-other-area", other.count, places, {}, *figures, "W"))
    return findings


class Rows:
    """A number of rows, and the first of each source."""

    def __init__(self) -> None:
        self.count = 0
        self.first: dict[str, list[int]] = {}

    def add(self, name: str, rows: pl.DataFrame) -> None:
        """Add rows, in order."""
        self.count += rows.height
        held = self.first.setdefault(name, [])
        held += rows.get_column("row").head(problems.MOST - len(held)).to_list()

    def where(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return the first rows by source, as a finding has them."""
        return tuple((name, tuple(rows)) for name, rows in self.first.items() if rows)


def _located(part: Part, areas: Areas, of: Mapping[str, str]) -> Iterator[pl.DataFrame]:
    """Yield ``row``, ``area``, the area ``found`` at the coordinates, and whether they are ``far`` from every area."""
    from spreiding.areas.locate import locate  # noqa: PLC0415  only with coordinates

    names, before, there = [of["x"], of["y"]], 0, areas
    for batch, _ in part.chunks([of["area"], *names]):
        x, y = (columns.floats(batch, name, source=part.name, notation=part.notation) for name in names)
        crs = "EPSG:28992" if (x.abs() > DEGREES).any() else "CRS84"
        there = there.to_crs(crs)
        west, south, east, north = there.bounds
        far = ~(x.is_between(west, east) & y.is_between(south, north))
        code = batch.get_column(of["area"]).cast(pl.String).str.strip_chars()
        table = pl.DataFrame({"area": code, "found": locate(there, x, y), "far": far.fill_null(value=False)})
        yield table.with_row_index("row", offset=before + 1)
        before += batch.height
