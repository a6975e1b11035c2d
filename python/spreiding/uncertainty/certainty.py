"""How certain the colour of a map is: the chance that an area's true share lies in the class it is drawn in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.base.results import Result, version
from spreiding.counts.grain import ALL
from spreiding.counts.share_rows import Of, placed, share_rows
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.counts.classes import Bands
    from spreiding.counts.shares import Shares


@dataclass(frozen=True, repr=False, eq=False)
class Certainty(Result):
    """Chance of each class for each area."""

    frame: pl.DataFrame
    chances: pl.DataFrame = field(repr=False)  #: One column per class, ``"0"`` …; a row adds up to 1.
    of: str = "rentals"
    method: str = "Jeffreys posterior Beta(x + 1/2, n - x + 1/2)"
    version: str = field(default_factory=version)
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says how many colours are likely right."""
        likely = (self.frame.get_column("certainty") > 1 / 2).sum()
        return f"{likely} of {self.frame.height} areas lie in their class with a chance above 1/2"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per area: ``share, class, certainty, likeliest``; a chance in [0, 1]."""
        return self.frame


def class_certainty(bands: Bands, shares: Shares, *, group: str = ALL, of: Of = "rentals") -> Certainty:
    """Find the chance that each area's true share lies in the class it is drawn in.

    Parameters
    ----------
    bands
        Classes of the shares' column ``share_of_rentals`` (or ``share_of_stock``), in the same order.
    shares
        The shares that were classified.
    group, of
        Which group, and its share of ``"rentals"`` or ``"stock"``.

    Returns
    -------
    Certainty
        ``certainty`` is null where an area has no class; ``likeliest`` is the class with the highest chance,
        which near an edge may be another than the one drawn. The outer classes reach to 0 and 1.

    Raises
    ------
    InvalidInputError
        If the bands have another number of values than the shares have areas, or classify other values.

    References
    ----------
    Brown, Cai & DasGupta (2001), Statistical Science 16(2), 101-133 (Jeffreys' prior for a share).

    Examples
    --------
    >>> import spreiding as sp
    >>> table = {"area": ["a", "b"], "allocations": [3, 90], "rentals": [10, 300]}
    >>> shares = sp.shares(sp.Counts.from_frame(table))
    >>> drawn = sp.bands(shares.column("share_of_rentals")[1], [0.25, 0.35])
    >>> [round(v, 2) for v in sp.class_certainty(drawn, shares).to_polars().get_column("certainty")]
    [0.28, 0.94]
    """
    rows = placed(share_rows(shares, group, of, "class_certainty"))
    if len(bands.index) != rows.height:
        raise refusal("bands-of-other-length", values=len(bands.index), areas=rows.height)
    edges = list(bands.edges)
    chances = _core.class_chances(rows.get_column("x"), rows.get_column("n"), edges)
    frame = rows.with_columns(bands.index.alias("class"))
    inside = _inside(frame, edges, bands.closed)
    if not inside:
        raise refusal("bands-of-other-values")
    own = pl.coalesce(pl.when(pl.col("class") == k).then(pl.col(str(k))) for k in range(bands.k))
    names = [str(k) for k in range(bands.k)]
    likeliest = pl.when(pl.col("0").is_not_null()).then(pl.concat_list(names).list.arg_max()).cast(pl.Int64)
    frame = frame.with_columns(chances.get_columns()).with_columns(certainty=own, likeliest=likeliest)
    frame = frame.select(*shares.counts.keys, "share", "class", "certainty", "likeliest")
    return Certainty(frame, chances, of, areas=shares.counts.areas, public=shares.public)


def _inside(frame: pl.DataFrame, edges: list[float], closed: str) -> bool:
    """Whether each share lies in its class."""
    known = frame.filter(pl.col("class").is_not_null() & pl.col("share").is_not_null())
    below, above = [float("-inf"), *edges], [*edges, float("inf")]
    low = known.get_column("class").replace_strict(range(len(below)), below, return_dtype=pl.Float64)
    high = known.get_column("class").replace_strict(range(len(above)), above, return_dtype=pl.Float64)
    share = known.get_column("share")
    within = (share >= low) & (share < high) if closed == "left" else (share > low) & (share <= high)
    return bool(within.all())
