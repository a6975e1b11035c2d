"""Trend of shares over three or more periods."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.results import Result
from spreiding.counts import exact
from spreiding.counts.beside import check_lengths, need_periods, partial, side_by_side
from spreiding.counts.change import ALPHA
from spreiding.counts.grain import CITY, need_whole
from spreiding.counts.periods import place_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.counts.grain import Grain
    from spreiding.counts.shares import Shares

#: Fewest periods of a trend.
LEAST = 3


@dataclass(frozen=True, repr=False)
class Trend(Result):
    """Trend of the share of rentals, per unit and group."""

    frame: pl.DataFrame
    over: str  #: Key that names the periods, such as ``"year"``.
    periods: tuple[str, ...]  #: Periods in order.
    grain: Grain  #: Of the shares.
    areas: Areas | None = field(default=None, repr=False)
    source: str = ""
    method: str = "Cochran-Armitage, variance over n; Benjamini & Hochberg (1995)"
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says what the numbers are."""
        return f"Trend of the share of rentals by {self.over}, {self.periods[0]} to {self.periods[-1]} ({self.source})"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per unit and group.

        ``unit, group, slope`` (change of the share per period), ``z, p, q``; ``direction`` (``"higher"``, ``"lower"``
        or null where the trend can be chance); ``periods``, the number with rentals; ``partial``, whether a period is
        cut short by the records; ``reason`` where there is no test: ``"too-few-periods"``, ``"no-variation"`` (all
        shares are 0, or all are 1) or ``"missing-count"``.
        """
        return self.frame


def trend(shares: Shares, *, over: str = "year") -> Trend:
    """Test whether shares rise or fall over three or more periods.

    Parameters
    ----------
    shares
        Shares by period, and by area or one other key.
    over
        Key of the periods: ``"year"``, ``"half_year"`` … as in the shares. A period that is missing leaves a gap.

    Returns
    -------
    Trend
        Per unit and group, and of the city (``STAD``). q is adjusted for the number of units per group, the city and
        lettings without a place left out.

    Raises
    ------
    InvalidInputError
        If there are fewer than three periods, they are of unequal length (unless the shares are annualised), or the
        shares are protected, fractional or of another grain.

    References
    ----------
    Cochran (1954), Biometrics 10(4), 417-451; Armitage (1955), Biometrics 11(3), 375-386. Benjamini & Hochberg (1995),
    JRSS B 57(1), 289-300.

    Examples
    --------
    >>> import spreiding as sp
    >>> years = {"year": [2018, 2019, 2020], "allocations": [10, 15, 25], "rentals": [50, 50, 50]}
    >>> row = sp.trend(sp.shares(sp.Counts.from_frame(years, area=None, by=["year"]))).to_dicts()[0]
    >>> row["unit"], round(row["slope"], 4), round(row["p"], 6)
    ('STAD', 0.15, 0.001463)
    """
    need_periods(shares, over, "trend")
    need_whole(shares, "trend")
    periods = sorted(shares.counts.periods, key=place_of)
    if len(periods) < LEAST:
        raise refusal("trend-needs-three", found=periods)
    check_lengths(shares, periods, "trend")
    rows = side_by_side(shares, over)
    cut = any(partial(shares, code) for code in periods)
    units = rows.group_by(["unit", "unplaced", "group"], maintain_order=True).agg(over, "allocations", "rentals")
    found = [(*row[:3], *_of_unit(*row[3:])) for row in units.iter_rows()]
    schema = {"unit": pl.String, "unplaced": pl.Boolean, "group": pl.String, "slope": pl.Float64, "z": pl.Float64,
              "p": pl.Float64, "periods": pl.Int64, "reason": pl.String}  # fmt: skip
    frame = _with_q(pl.DataFrame(found, schema=schema, orient="row")).with_columns(partial=pl.lit(cut))
    order = ["unit", "group", "slope", "z", "p", "q", "direction", "periods", "partial", "reason"]
    counts = shares.counts
    return Trend(
        frame.select(order), over, tuple(periods), shares.grain, counts.areas, counts.source, public=shares.public
    )


def _of_unit(codes: list[str], x: list[Any], n: list[Any]) -> tuple[Any, ...]:
    """Return slope, z, p, the number of periods and why there is no test, of one unit and group."""
    here = [cell for cell in zip(codes, x, n, strict=True) if cell[2] is None or cell[2] > 0]
    if any(None in cell for cell in here):
        return None, None, None, len(here), "missing-count"
    if len(here) < LEAST:
        return None, None, None, len(here), "too-few-periods"
    times = [place_of(code) for code, _, _ in here]
    slope, z = exact.cochran_armitage([x for _, x, _ in here], [n for *_, n in here], times)
    if z is None:
        return slope, None, None, len(here), "no-variation"
    return slope, z, exact.two_sided(z), len(here), None


def _with_q(frame: pl.DataFrame) -> pl.DataFrame:
    """Adjust p for the number of units, per group; the city is one test."""
    alone = (pl.col("unit") == CITY).fill_null(value=False) | pl.col("unplaced")
    rows = frame.with_columns(many=pl.when(~alone).then(pl.col("p"))).with_row_index("row")
    parts = [
        part.with_columns(pl.Series("q", exact.adjusted(part.get_column("many").to_list()), dtype=pl.Float64))
        for _, part in rows.group_by(["group"], maintain_order=True)
    ]
    found = pl.concat(parts).sort("row").drop("row", "many", "unplaced")
    sure = pl.coalesce("q", pl.when(pl.col("unit") == CITY).then(pl.col("p"))) < ALPHA
    way = pl.when(sure & (pl.col("slope") > 0)).then(pl.lit("higher"))
    return found.with_columns(direction=way.when(sure & (pl.col("slope") < 0)).then(pl.lit("lower")))
