"""Checks of rent and floor area: 29 (numbers that no dwelling has) and 30 (above the limit of social renting)."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.checks.figures import Figure, count, out_of, share
from spreiding.checks.finding import Finding, NotRun, not_run

if TYPE_CHECKING:
    from spreiding.checks.material import Material
    from spreiding.checks.rows import Rows

#: Column -> its limits among the thresholds.
RANGES = {"rent": "rent_range", "floor_area": "floor_area_range"}
#: Column -> kind of finding.
CODES = {"rent": "rent-implausible", "floor_area": "floor-area-implausible"}
#: Share of an association's rents, or floor areas, that are one and the same number.
FILLER = 0.5
#: Fewest dwellings of an association with one and the same number.
FILLERS = 30
#: Less than this is a matter of notation: check 23.
NOTATION = {"rent": 10.0, "floor_area": 8.0}


def implausible_number(m: Material) -> list[Finding | NotRun]:
    """Check 29: rent or floor area that no dwelling has, or the two exchanged."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    names = [name for name in RANGES if rows.has(name)]
    if not names:
        return [not_run("idle-no-column", column="rent")]
    low, high = (pl.lit(value) for value in m.thresholds.rent_range)
    least, most = (pl.lit(value) for value in m.thresholds.floor_area_range)
    exchanged = pl.lit(value=False)
    if len(names) == 2:
        exchanged = pl.col("floor_area").is_between(low, high) & pl.col("rent").is_between(least, most)
        exchanged &= pl.col("rent") < pl.col("floor_area")
    there = rows.frame.with_columns(exchanged=exchanged.fill_null(value=False))
    found: list[Finding | NotRun] = []
    swapped = there.filter("exchanged")
    if swapped.height:
        found.append(_found(rows, swapped, "rent-and-floor-area-exchanged", "rent", {}))
    for name in names:
        least_of, most_of = getattr(m.thresholds, RANGES[name])
        column = pl.col(name)
        wrong = there.filter(
            ~pl.col("exchanged") & ((column > most_of) | column.is_between(NOTATION[name], least_of, closed="left"))
        )
        if wrong.height:
            data = {"column": m.column(name), "least": f"{least_of:g}", "most": f"{most_of:g}"}
            found.append(_found(rows, wrong, CODES[name], name, data))
        zero = there.filter(column == 0)
        if zero.height:
            found.append(_found(rows, zero, "number-zero", name, {"column": m.column(name)}))
    return [*found, *_fillers(m, rows, names)]


def _fillers(m: Material, rows: Rows, names: list[str]) -> list[Finding]:
    """Find numbers that stand for most dwellings of an association, and for few of the others."""
    if not rows.has("corporation"):
        return []
    found = []
    for name in names:
        held = rows.frame.drop_nulls([name, "corporation"]).filter(pl.col(name) > 0)
        counts = held.group_by("corporation", name).len("n")
        totals = held.group_by("corporation").len("total")
        whole = counts.group_by(name).agg(everywhere=pl.col("n").sum())
        table = counts.join(totals, on="corporation").join(whole, on=name)
        others = (pl.col("everywhere") - pl.col("n")) / (held.height - pl.col("total"))
        many = (pl.col("n") >= FILLERS) & (pl.col("n") > FILLER * pl.col("total"))
        table = table.filter(many & (pl.col("total") < held.height) & (others < FILLER / 5))
        if table.height:
            wrong = held.join(table.select("corporation", name), on=["corporation", name], how="semi")
            found.append(_found(rows, wrong, "number-is-placeholder", name, {"column": m.column(name)}))
    return found


def _found(rows: Rows, wrong: pl.DataFrame, code: str, column: str, data: dict[str, str]) -> Finding:
    """Return a finding with the associations it concerns, where they are few."""
    figures: tuple[Figure, ...] = ()
    units: tuple[str, ...] = ()
    if "corporation" in wrong.columns:
        counts = (
            wrong.group_by(pl.col("corporation").fill_null("-"))
            .len("n")
            .sort("n", "corporation", descending=[True, False])
        )
        units = tuple(counts.get_column("corporation"))
        figures = tuple(count(n, name) for name, n in counts.iter_rows())
    places = rows.places(wrong, column)
    return Finding(
        "implausible_number", code, wrong.height, places, data, figures, units=units, all_rows=rows.told(wrong)
    )


def rent_limit(m: Material) -> list[Finding | NotRun]:
    """Check 30: rents above the limit of social renting of the year of the contract."""
    rows = m.rows
    if isinstance(rows, NotRun):
        return [rows]
    if not rows.has("rent"):
        return [not_run("idle-no-column", column="rent")]
    held = rows.frame.drop_nulls(["date", "rent"]).with_columns(year=pl.col("date").dt.year())
    held = held.drop_nulls("year")  # A day so far off has none.
    years = set(held.get_column("year"))
    limits = _limits(m.reference.rent_limits)
    bare = sorted(years - set(limits.get_column("year")))
    # What was not compared is said, whatever is found in other years.
    idle: list[Finding | NotRun] = [not_run("idle-rent-limits-of", years=[str(year) for year in bare])] if bare else []
    held = held.join(limits, on="year", how="inner")
    if not held.height:
        return idle or [not_run("idle-no-rent-limits")]
    over = held.filter((pl.col("rent") > pl.col("limit")) & (pl.col("rent") <= m.thresholds.rent_range[1]))
    limit = m.thresholds.rent_over_limit
    if over.height <= limit * held.height:
        return idle
    figures = (out_of(over.height, held.height, decimals=1),), (share(limit, decimals=1, sign="<= "),)
    places = rows.places(over, "rent")
    found = Finding("rent_limit", "rents-over-limit", over.height, places, {}, *figures, all_rows=rows.told(over))
    return [found, *idle]


def _limits(given: pl.DataFrame | None) -> pl.DataFrame:
    """Return the limits of social renting by year: those given, and for other years those packaged."""
    if given is None:
        return packaged_limits()
    own = given.select(pl.col("year").cast(pl.Int32), pl.col("limit").cast(pl.Float64)).drop_nulls()
    return pl.concat([own, packaged_limits().join(own, on="year", how="anti")])


def packaged_limits() -> pl.DataFrame:
    """Return the limits of social renting by year, in euro a month (``data/rent_limits.csv``).

    >>> packaged_limits().filter(pl.col("year") == 2020)["limit"].to_list()
    [737.14]
    """
    text = _core.embedded("rent_limits.csv") or "year,limit\n"
    table = pl.read_csv(StringIO(text), infer_schema=False)
    return table.select(pl.col("year").cast(pl.Int32), pl.col("limit").cast(pl.Float64))
