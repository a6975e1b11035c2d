"""Observed against expected allocations, with exact limits: which areas differ more than chance does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.base.results import Result, version
from spreiding.counts.grain import ALL, need_whole
from spreiding.counts.share_rows import Of, city, placed, share_rows
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.counts.shares import Shares


@dataclass(frozen=True, repr=False, eq=False)
class Funnel(Result):
    """Areas beside the city's share, with the limits of chance."""

    frame: pl.DataFrame
    share: float  #: The city's share, the line of the funnel.
    group: str
    of: str
    levels: tuple[float, float]  #: Confidence levels of the inner and outer limits.
    rate: float  #: False-discovery rate of ``flagged``.
    method: str = "exact binomial limits; Benjamini & Hochberg (1995) over areas"
    version: str = field(default_factory=version)
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says how many areas differ from the city."""
        n = self.frame.get_column("flagged").sum()
        return f"{n} of {self.frame.height} areas differ from the city's share {self.share:.4f} (rate {self.rate})"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per area.

        ``observed`` and ``expected`` allocations (rentals times the city's share), ``excess`` = observed less
        expected with ``excess_lower`` and ``excess_upper`` (exact, of the observed share); ``p`` (exact,
        two-sided), ``q`` (``p`` adjusted for the number of areas), ``flagged`` (``q`` at most the rate);
        the lowest and highest count within the limits, ``inner_low`` … ``outer_high``; ``share`` and ``n``.
        """
        return self.frame


def funnel(
    shares: Shares,
    *,
    group: str = ALL,
    of: Of = "rentals",
    levels: tuple[float, float] = (0.95, 0.998),
    rate: float = 0.05,
) -> Funnel:
    """Compare each area with what the city's share would give it.

    Parameters
    ----------
    shares
        Shares by area. An area whose count is missing stays missing.
    group
        ``"all"`` or one of the groups.
    of
        ``"rentals"``, or ``"stock"`` for allocations against dwellings.
    levels
        Confidence levels of the inner and outer limits; the first is also that of the excess.
    rate
        False-discovery rate: among flagged areas, about this share is chance.

    Notes
    -----
    The city's share is taken as known, and contains the area itself: a large area is compared with a share
    it helped to make, which makes its ``p`` somewhat too high, never too low.

    Raises
    ------
    InvalidInputError
        If the group or the stock does not exist, or a level or rate is not between 0 and 1.

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24(8), 1185-1202. Clopper & Pearson (1934), Biometrika 26(4).
    Benjamini & Hochberg (1995), JRSS B 57(1), 289-300.

    Examples
    --------
    >>> import spreiding as sp
    >>> table = {"area": ["E75", "N60"], "allocations": [22, 112], "rentals": [23, 350]}
    >>> sp.funnel(sp.shares(sp.Counts.from_frame(table))).to_polars().get_column("flagged").to_list()
    [True, False]
    """
    need_whole(shares, "funnel")
    rows = share_rows(shares, group, of, "funnel")
    members, units = city(rows)
    rows = placed(rows)
    x, n = rows.get_column("x"), rows.get_column("n")
    share = members / units if units else float("nan")
    chances = _core.funnel(x, n, share, levels)
    bounds = _core.share_intervals(x, n, "clopper_pearson", levels[0])
    if not 0 < rate < 1:
        raise refusal("between-0-and-1", argument="rate", found=str(rate))
    expected = pl.col("n") * share
    frame = rows.with_columns(bounds.get_columns()).with_columns(chances.get_columns())
    frame = frame.select(
        *shares.counts.keys,
        "share",
        "n",
        observed="x",
        expected=expected,
        excess=pl.col("x") - expected,
        excess_lower=pl.col("lower") * pl.col("n") - expected,
        excess_upper=pl.col("upper") * pl.col("n") - expected,
        p="p",
        q="q",
        flagged=pl.col("q") <= rate,
        **{name: name for name in ("inner_low", "inner_high", "outer_low", "outer_high")},
    )
    return Funnel(frame, share, group, of, levels, rate, areas=shares.counts.areas, public=shares.public)
