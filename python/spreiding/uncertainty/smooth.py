"""Shares of small areas made comparable: smoothed shares and location quotients, with intervals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import polars as pl

from spreiding import _core
from spreiding.base.results import Result, version
from spreiding.counts.grain import ALL
from spreiding.counts.share_rows import Of, city, placed, share_rows
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.counts.shares import Shares


@dataclass(frozen=True, repr=False, eq=False)
class Smoothed(Result):
    """Shares drawn towards the city's, as far as chance explains their differences."""

    frame: pl.DataFrame
    mean: float  #: Mean of the prior, a share.
    weight: float  #: Rentals the prior is worth; infinite where differences are no more than chance.
    fit: str
    group: str
    of: str
    level: float
    converged: bool = True  #: Whether the search for the prior came to rest; not so where areas are all or nothing.
    steps: int = 0  #: Steps of that search.
    method: str = "beta-binomial empirical Bayes"
    version: str = field(default_factory=version)
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says how strongly shares are drawn together."""
        return f"Shares smoothed towards {self.mean:.4f}, prior worth {self.weight:.1f} {self.of} ({self.fit})"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per area: ``share, smoothed, lower, upper, own_weight``, shares in [0, 1]."""
        return self.frame


def smooth(
    shares: Shares,
    *,
    group: str = ALL,
    of: Of = "rentals",
    fit: Literal["ml", "moments"] = "ml",
    level: float = 0.95,
) -> Smoothed:
    """Smooth shares by empirical Bayes: each area's true share comes from one beta distribution.

    The distribution is fitted to all areas, then each area's counts are added:
    ``(a + x) / (a + b + n)``, with the equal-tailed interval of ``Beta(a + x, b + n - x)``.

    Parameters
    ----------
    shares
        Shares by area. A missing count stays missing; an area without rentals gets the prior mean.
    group, of
        Which group, and its share of ``"rentals"`` or ``"stock"``.
    fit
        ``"ml"``: maximum of the beta-binomial likelihood; ``"moments"``: weighted moments (Kleinman 1973).
    level
        Level of the interval. It takes the prior as known, and is therefore somewhat narrow.

    Notes
    -----
    The likelihood may have several maxima, as with one large area of another share than many small ones: it is
    climbed from every top of a grid of weights. ``converged`` is false where it goes on rising, which means that
    every area has all or nothing and is not drawn together.

    Raises
    ------
    InvalidInputError
        If the group or the stock does not exist, or the group has no members or all of them.

    References
    ----------
    Griffiths (1973), Biometrics 29(4), 637-648. Kleinman (1973), JASA 68(341), 46-54.
    Clayton & Kaldor (1987), Biometrics 43(3), 671-681.

    Examples
    --------
    >>> import spreiding as sp
    >>> table = {"area": ["a", "b", "c"], "allocations": [1, 90, 20], "rentals": [2, 150, 150]}
    >>> found = sp.smooth(sp.shares(sp.Counts.from_frame(table))).to_polars()
    >>> [round(v, 2) for v in found.get_column("smoothed")]
    [0.42, 0.59, 0.14]
    """
    rows = placed(share_rows(shares, group, of, "smooth"))
    mean, weight, converged, steps, found = _core.smooth(rows.get_column("x"), rows.get_column("n"), fit, level)
    frame = rows.with_columns(found.get_columns()).select(*shares.counts.keys, "share", *found.columns)
    return Smoothed(
        frame, mean, weight, fit, group, of, level, converged, steps, areas=shares.counts.areas, public=shares.public
    )


@dataclass(frozen=True, repr=False, eq=False)
class LocationQuotients(Result):
    """Shares of areas relative to the city's."""

    frame: pl.DataFrame
    of: str
    level: float
    method: str = "MOVER of Wilson intervals of the area and of the rest of the city"
    version: str = field(default_factory=version)
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says what the numbers are."""
        return f"Location quotients (share of {self.of} of the area / of the city), {self.level:.0%} intervals"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per area and group: ``share, quotient, lower, upper``; 1 is the city's share."""
        return self.frame


def location_quotient(
    shares: Shares, *, group: str | None = None, of: Of = "rentals", level: float = 0.95
) -> LocationQuotients:
    """Divide each area's share by the city's, with an interval.

    Parameters
    ----------
    shares
        Shares by area.
    group
        One group, or None for all of them.
    of
        Share of ``"rentals"`` or of the ``"stock"``.
    level
        Confidence level.

    Notes
    -----
    The area is part of the city. The quotient is therefore written in the share of the area and that of the
    rest of the city, which are independent; their ratio gets its interval from both Wilson intervals.

    Raises
    ------
    InvalidInputError
        If the group or the stock does not exist, or the level is not between 0 and 1.

    References
    ----------
    Isard (1960), Methods of Regional Analysis, ch. 5. Donner & Zou (2012), Statistical Methods in Medical
    Research 21(4), 347-359.

    Examples
    --------
    >>> import spreiding as sp
    >>> table = {"area": ["E75", "N60"], "allocations": [22, 112], "rentals": [24, 350]}
    >>> found = sp.location_quotient(sp.shares(sp.Counts.from_frame(table))).to_polars()
    >>> [round(v, 2) for v in found.row(0)[3:]]
    [2.56, 2.05, 2.94]
    """
    if not 0 < level < 1:
        raise refusal("between-0-and-1", argument="level", found=str(level))
    rows = share_rows(shares, group, of, "location_quotient")
    parts = []
    for (_,), whole in rows.group_by(["group"], maintain_order=True):
        part = placed(whole)
        found = _core.location_quotients(part.get_column("x"), part.get_column("n"), city(whole), level)
        parts.append(part.with_columns(found.get_columns()))
    columns = [*shares.counts.keys, "group", "share", "quotient", "lower", "upper"]
    return LocationQuotients(
        pl.concat(parts).select(columns), of, level, areas=shares.counts.areas, public=shares.public
    )
