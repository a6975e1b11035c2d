"""Lettings by direct mediation that have no code: what codes left blank leave behind (a part of check 25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from spreiding.checks.beside import BEFORE, LEVEL
from spreiding.checks.figures import Figure, Number, Word, count
from spreiding.checks.finding import Finding, NotRun
from spreiding.checks.material import YES
from spreiding.records.groups import fold

if TYPE_CHECKING:
    import numpy.typing as npt

    from spreiding.checks.beside import Tests
    from spreiding.checks.feed import Feed
    from spreiding.checks.figures import Part
    from spreiding.checks.material import Material
    from spreiding.checks.rows import Rows

    Numbers = npt.NDArray[np.float64]


def uncoded(m: Material, feed: Feed) -> tuple[Numbers, Numbers] | None:
    """Return per association and month the lettings without a code by direct mediation, and all without a code."""
    rows = m.rows
    if isinstance(rows, NotRun) or not rows.has("channel", "corporation"):
        return None
    frame = _uncoded(m, rows)
    if not frame.get_column("direct").any() or frame.get_column("direct").all():
        return None
    shape = (len(feed.names), len(m.months))
    found = np.zeros(shape), np.zeros(shape)
    for x, some in zip(found, (frame.filter("direct"), frame), strict=True):
        cells = some.group_by("unit", "month").len()
        x[cells.get_column("unit").to_numpy(), cells.get_column("month").to_numpy()] = cells.get_column(
            "len"
        ).to_numpy()
    return found


def _uncoded(m: Material, rows: Rows) -> pl.DataFrame:
    """Return where lettings without a code are, first lettings left out: ``unit``, ``month``, ``direct``."""
    regular = [label for label, code in m.codes.items() if code in m.regular]
    frame = rows.frame.filter(pl.col("group").is_null() | pl.col("group").is_in(regular)).drop_nulls("date")
    if "first_letting" in frame.columns:
        yes = [v for v in frame.get_column("first_letting").drop_nulls().unique().to_list() if fold(v) in YES]
        kept = frame.filter(~pl.col("first_letting").is_in(yes).fill_null(value=False))
        # A column that calls most lettings the first of their dwelling does not mean that.
        frame = kept if 2 * kept.height >= frame.height else frame
    words = {fold(word) for word in m.thresholds.direct_labels}
    direct = [v for v in frame.get_column("channel").drop_nulls().unique().to_list() if fold(v) in words]
    units = {name: at for at, name in enumerate(m.units[0])}
    months = {month: at for at, month in enumerate(m.months)}
    return frame.select(
        "part",
        "row",
        unit=pl.col("corporation").fill_null("-").replace_strict(units, default=None, return_dtype=pl.Int64),
        month=pl.col("date").dt.truncate("1mo").replace_strict(months, default=None, return_dtype=pl.Int64),
        direct=pl.col("channel").is_in(direct).fill_null(value=False),
    ).drop_nulls(["unit", "month"])


def without_code(m: Material, feed: Feed, blank: Tests) -> list[Finding]:
    """Tell associations whose allocations fall while direct mediations without a code rise, with the rows."""
    rows = m.rows
    if not blank.size or isinstance(rows, NotRun):
        return []
    held = _uncoded(m, rows).filter("direct")
    figures: list[Figure] = []
    about: list[Figure] = []
    there = []
    best: dict[int, np.void] = {}
    for test in blank[np.argsort(blank["chance"], kind="stable")]:
        best.setdefault(int(test["unit"]), test)
    for unit, test in best.items():
        first, last = span(test, len(m.months))
        mine = held.filter((pl.col("unit") == unit) & pl.col("month").is_between(first, last - 1))
        there.append(mine)
        when: tuple[Part, ...] = months_of(feed, test)
        figures.append(Figure((Number(float(test["x"])),), (feed.names[unit], Word("unit-allocations"), *when)))
        figures.append(Figure((Number(mine.height),), (feed.names[unit], Word("unit-direct-uncoded"), *when)))
        about.append(count(float(test["about"]), decimals=1, sign="≈ "))
    found = pl.concat(there)
    units = tuple(feed.names[unit] for unit in best)
    return [Finding("allocation_share", "direct-without-code", found.height, rows.places(found, "group"), {},
                    tuple(figures), tuple(about), units=units, all_rows=rows.told(found))]  # fmt: skip


def span(test: np.void, months: int) -> tuple[int, int]:
    """Return the first month of a test, and the one after its last."""
    month = int(test["month"])
    return (0, months) if test["kind"] == LEVEL else (0, month) if test["kind"] == BEFORE else (month, months)


def months_of(feed: Feed, test: np.void) -> tuple[str, ...]:
    """Return the months of a test as a part of its unit; none where it is of the whole period."""
    first, last = span(test, len(feed.labels))
    return () if test["kind"] == LEVEL else (f"({feed.labels[first]} … {feed.labels[last - 1]})",)
