"""Check 6, beyond codes that no area has: areas outside their parent, Weesp before 2022, addresses outside the city."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from spreiding.areas.schemes import scheme_of
from spreiding.base.errors import InvalidInputError
from spreiding.checks.figures import listed, plain, plain_percent
from spreiding.checks.finding import Finding
from spreiding.records import problems
from spreiding.records.sources import EPOCH
from spreiding.values import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spreiding.areas.areas import Areas
    from spreiding.checks.material import Material
    from spreiding.records.sources import Part

#: Part of the city from this day on; its codes start with S in the area scheme of 2022.
WEESP_JOINS = date(2022, 3, 24)
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
            text = listed(f"{code}: {parent[code]}" for code in wrong)
            nl = f"gebieden met verhuringen liggen volgens hun code niet in hun {level}"
            en = f"areas with rentals do not lie in their {level}, by their code"
            found.append(Finding(6, len(wrong), nl, en, (), text))
    levels = list(of)
    for low, high in pairwise(levels):
        pairs: dict[str, set[str]] = {}
        for code in codes:
            if of[low][code] and of[high][code]:
                pairs.setdefault(str(of[low][code]), set()).add(str(of[high][code]))
        split = {unit: higher for unit, higher in pairs.items() if len(higher) > 1}
        if split:
            text = listed(f"{unit}: {', '.join(sorted(higher))}" for unit, higher in sorted(split.items()))
            nl, en = f"een {low} ligt in meer dan een {high}", f"a {low} lies in more than one {high}"
            found.append(Finding(6, len(split), nl, en, (), text, "1"))
    return found


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
    areas = m.values("area")[:-1]
    weesp = [area for area in areas if area.removeprefix("G")[:1] == "S" and (scheme_of(area) or "").endswith("2022")]
    early = [i for i, month in enumerate(m.months) if month < WEESP_JOINS.replace(day=1)]
    if not weesp or not early:
        return []
    count = int(m.cells("area", "date")[[areas.index(area) for area in weesp]][:, early].sum())
    if not count:
        return []
    before = (WEESP_JOINS - EPOCH).days
    rows = m.rows_of(("area", weesp), ("date", (before, 2**31 - 1)))
    nl, en = "verhuring in Weesp voor 24 maart 2022", "letting in Weesp before 24 March 2022"
    return [Finding(6, count, nl, en, rows, expected=str(WEESP_JOINS))]


def addresses(m: Material) -> list[Finding]:
    """Find coordinates far outside the city, and more than a few in another area than the letting's code."""
    of, areas = m.read.columns, m.read.areas
    if areas is None or areas.crs == "tile" or not {"x", "y"} <= set(of):
        return []
    far, other, total = Rows(), Rows(), 0
    try:
        for part in m.read.parts:
            for table in _located(part, areas, of):
                far.add(part.name, table.filter("far"))
                other.add(part.name, table.filter(pl.col("found") != pl.col("area")))
                total += table.drop_nulls(["found", "area"]).height
    except InvalidInputError:  # Its text may hold a coordinate.
        nl = "coördinaten zijn geen lengte en breedte en geen RD, of x en y zijn verwisseld"
        en = "coordinates are neither longitude and latitude nor RD, or x and y are swapped"
        return [Finding(6, 1, nl, en, severity="W")]
    findings = []
    if far.count:
        nl, en = "adres ligt volgens de coördinaten buiten de stad", "address lies outside the city by its coordinates"
        findings.append(Finding(6, far.count, nl, en, far.where()))
    limit = m.thresholds.misplaced
    if total and other.count / total > limit:
        nl = "adres ligt volgens de coördinaten in een ander gebied dan de gebiedscode"
        en = "address lies in another area than the area code, by its coordinates"
        figure = f"{plain(other.count)} / {plain(total)} = {plain_percent(other.count / total, 1)}"
        expected = f"<= {plain_percent(limit, 1)}"
        findings.append(Finding(6, other.count, nl, en, other.where(), figure, expected, severity="W"))
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
