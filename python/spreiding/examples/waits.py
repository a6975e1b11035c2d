"""Synthetic waits: the day each began, so that the printed percentages of 2020 come back where whole households can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from spreiding.examples.synthetic import mixed
from spreiding.records.groups import target_groups
from spreiding.values.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Words of the waiting table that differ from those of the delivery table.
SAME = {"Statushouders Ruggensteun": "Statushouders Ruggensteun(regeling)"}
#: Share of allocations within 3 months, and from 3 to 6, where no table of that year is printed (ours).
WAITING = {"2016": (0.80, 0.13), "2017": (0.80, 0.13), "2018": (0.78, 0.14), "2019": (0.68, 0.19), "2021": (0.50, 0.28)}


def waiting(frame: pl.DataFrame, *, outside: Sequence[str], seed: int) -> pl.Series:
    """Return the day each wait began: shares within 3 and 6 months come out as nearly as whole households can."""
    chance = [mixed(np.arange(frame.height, dtype=np.uint64), seed + k) for k in range(2)]
    rows = frame.with_row_index("row").with_columns(order=pl.Series(chance[0]), year=pl.col("date").dt.year())
    regular = pl.col("group").is_null() | pl.col("group").is_in(list(outside))
    wait = np.full(frame.height, -1, dtype=np.int64)
    for (year, code), part in rows.filter(~regular).group_by(["year", "group"], maintain_order=True):
        within, later = _percentages(str(year), str(code))
        n = part.height
        soon = int(n * within + 0.5)
        next_ = min(n - soon, int(n * later + 0.5))
        at = part.sort("order").get_column("row").to_numpy()
        least = np.array([1] * soon + [95] * next_ + [190] * (n - soon - next_))
        width = np.array([84] * soon + [80] * next_ + [300] * (n - soon - next_))
        wait[at] = least + (chance[1][at] * width).astype(np.int64)
    days = frame.get_column("date").cast(pl.Int32).cast(pl.Int64) - pl.Series(wait)
    found: pl.Series = days.cast(pl.Int32).cast(pl.Date)
    return pl.select(pl.when(pl.Series(wait >= 0)).then(found)).to_series().alias("available_date")


def _percentages(year: str, code: str) -> tuple[float, float]:
    """Return the shares within 3 months and from 3 to 6: those printed of 2020, elsewhere one pair per year."""
    if year == "2020":
        return _printed_waiting().get(code, (0.0, 0.0))
    return WAITING[year]


def _printed_waiting() -> Mapping[str, tuple[float, float]]:
    """Return the waiting table of 2020 by code; a blank counts as none."""
    scheme = target_groups("phkg2020")
    rows = packaged("published/phkg2020_waiting_times.csv").select("group_printed", "pct_lt3m_2020", "pct_3to6m_2020")
    found = {}
    for label, within, later in rows.iter_rows():
        code = scheme.resolve([SAME.get(label, label)])[SAME.get(label, label)]
        if code is None and label.startswith("Het Verbond"):
            code = "Het Verbond (van 100)"
        if code is not None:
            found[code] = ((within or 0) / 100, (later or 0) / 100)
    return found
