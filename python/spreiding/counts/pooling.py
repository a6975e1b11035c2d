"""Years taken together, where one year is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.counts.parents import sum_or_null
from spreiding.counts.periods import POOLED
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


def blocks_of(codes: Sequence[str], years: int) -> pl.DataFrame:
    """Return ``year`` and the ``period`` it belongs to.

    >>> blocks_of(["2016", "2017", "2018", "2019"], 2).rows()
    [('2016', '2016-2017'), ('2017', '2016-2017'), ('2018', '2018-2019'), ('2019', '2018-2019')]
    """
    if isinstance(years, bool) or not isinstance(years, int) or years < 2:
        raise refusal("pool-years", found=repr(years))
    there = sorted(int(code) for code in codes)
    missing = sorted(set(range(there[0], there[-1] + 1)) - set(there))
    if missing:
        raise refusal("pool-gap", missing=[str(year) for year in missing])
    if len(there) % years:
        first, last = str(there[0]), str(there[-1])
        raise refusal("pool-not-a-multiple", n=len(there), first=first, last=last, years=str(years))
    start = [year - (year - there[0]) % years for year in there]
    names = [f"{first}-{first + years - 1}" for first in start]
    return pl.DataFrame({"year": [str(year) for year in there], POOLED: names})


def pooled(frame: pl.DataFrame, keys: Sequence[str], years: int) -> pl.DataFrame:
    """Add the rows of years up to those of blocks of years.

    Raises
    ------
    InvalidInputError
        If there are no years, or they do not fill whole blocks.
    """
    if "year" not in keys:
        raise refusal("pool-needs-years", found=list(keys))
    blocks = blocks_of(frame.get_column("year").unique().to_list(), years)
    joined = frame.join(blocks, on="year", how="left", maintain_order="left").drop("year")
    named = [POOLED if key == "year" else key for key in keys]
    sums = [sum_or_null("allocations"), sum_or_null("rentals")]
    summed = joined.group_by([*named, "group"], maintain_order=True).agg(sums)
    return summed.select(*named, "group", "allocations", "rentals")
