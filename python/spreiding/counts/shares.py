"""Shares: allocations as a share of rentals and of the stock, with an interval."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.base.results import Result
from spreiding.counts.counts import ALL, CITY, Counts
from spreiding.records.stock import Stock

if TYPE_CHECKING:
    from spreiding.base.types import Frame

Interval = Literal["wilson", "jeffreys", "clopper_pearson"]


@dataclass(frozen=True)
class Total:
    """The whole city: the row ``"all"`` as attributes, every group through :meth:`to_polars`."""

    frame: pl.DataFrame = field(repr=False)
    allocations: int | None
    rentals: int | None
    stock: int | None
    share_of_rentals: float | None
    share_of_stock: float | None
    lower: float | None
    upper: float | None
    turnover: float | None

    def to_polars(self) -> pl.DataFrame:
        """Return one row per group, with the columns of :meth:`Shares.to_polars`."""
        return self.frame

    def __getitem__(self, name: str) -> Any:
        """Return a number of the row ``"all"`` by its column's name."""
        return self.frame.row(0, named=True)[name]


@dataclass(frozen=True, repr=False)
class Shares(Result):
    """Shares per unit and group; build them with :func:`shares`."""

    frame: pl.DataFrame
    counts: Counts
    total: Total
    interval: str = "wilson"
    level: float = 0.95  #: Confidence level of ``lower`` and ``upper``.
    stock: Stock | None = None
    annualised: bool = False  #: Whether ``share_of_stock`` and ``turnover`` are per year.
    protection: Any = None  #: What :func:`spreiding.protect` did; None where nothing was protected.

    @property
    def caption(self) -> str:
        return (
            f"Shares by {', '.join(self.counts.by)}; {self.level:.0%} interval of share_of_rentals "
            f"by {self.interval} ({self.counts.source})"
        )

    def to_polars(self) -> pl.DataFrame:
        """Return one row per unit and group.

        Columns: the keys (``area``), ``group``, ``allocations``, ``rentals``, ``stock``,
        ``share_of_rentals``, ``share_of_stock``, ``lower``, ``upper`` and ``turnover``. Shares lie in
        [0, 1]; ``lower`` and ``upper`` bound ``share_of_rentals``; ``turnover`` (rentals / stock)
        stands on the rows of the group ``"all"``.
        """
        return self.frame

    def column(self, name: str, group: str = ALL) -> tuple[list[str], pl.Series]:
        """Return the units' codes and one column of one group, in the same order."""
        rows = self.frame.filter(pl.col("group") == group)
        if not rows.height:
            msg = f"group is {group!r}, must be one of {', '.join(map(repr, [ALL, *self.counts.groups]))}"
            raise InvalidInputError(msg)
        return rows.get_column(self.counts.keys[0]).to_list(), rows.get_column(name)


def shares(
    counts: Counts,
    stock: Stock | Frame | None = None,
    *,
    interval: Interval = "wilson",
    level: float = 0.95,
    annualise: bool = False,
) -> Shares:
    """Divide allocations by rentals and by the stock.

    Parameters
    ----------
    counts
        Allocations and rentals per unit and group.
    stock
        Dwellings per area. Counts rolled up to a level above that of the stock take the sum of
        their areas. Without a stock, ``share_of_stock`` and ``turnover`` are null.
    interval
        ``"wilson"``; ``"jeffreys"``, with 0 at no allocations and 1 at all (Brown, Cai & DasGupta
        2001, Statistical Science 16(2), 101-133); or ``"clopper_pearson"`` (exact).
    level
        Confidence level, between 0 and 1.
    annualise
        Divide ``share_of_stock`` and ``turnover`` by the length of the period in years, so that
        periods of different length compare. The note does not (18 months stay 18 months).

    Returns
    -------
    Shares
        A share with 0 rentals, or of a missing number, is null.

    Raises
    ------
    InvalidInputError
        If an area has rentals and no stock (or a stock of 0), or ``level`` is out of range.

    Examples
    --------
    >>> one = Counts.from_frame({"area": ["E16"], "allocations": [58], "rentals": [87]})
    >>> row = shares(one, {"area": ["E16"], "stock": [5200]}).to_dicts()[0]
    >>> round(row["share_of_rentals"], 3), round(row["share_of_stock"], 4)
    (0.667, 0.0112)
    """
    if stock is not None and not isinstance(stock, Stock):
        from spreiding.records.stock import read_stock  # noqa: PLC0415  stock imports counts

        stock = read_stock(stock)
    with_stock = _join_stock(counts, stock)
    years = _years(counts) if annualise else 1.0
    frame = _divide(with_stock, interval, level, years)
    total = _total(counts, with_stock, interval, level, years)
    return Shares(frame, counts, total, interval, level, stock, annualised=annualise)


def _join_stock(counts: Counts, stock: Stock | None) -> pl.DataFrame:
    """Return the counts with a column ``stock``."""
    frame = counts.to_polars()
    if stock is None or counts.keys[0] != "area":
        return frame.with_columns(stock=pl.lit(None, dtype=pl.Int64))
    dwellings = _at_level(stock, counts)
    joined = frame.join(dwellings, on="area", how="left", maintain_order="left")
    bare = joined.filter((pl.col("rentals") > 0) & (pl.col("stock").fill_null(0) == 0))
    if bare.height:
        codes = bare.get_column("area").unique(maintain_order=True)
        more = f" and {len(codes) - 5} more" if len(codes) > 5 else ""
        msg = (
            f"{stock.source}: stock is missing or 0 for area {', '.join(codes[:5])}{more}, "
            "which has rentals: a stock > 0 is expected there"
        )
        raise InvalidInputError(msg)
    return joined


def _at_level(stock: Stock, counts: Counts) -> pl.DataFrame:
    """Return the stock at the level of the counts, added up through the areas' parents where needed."""
    frame, units = stock.to_polars(), counts.units.get_column("area")
    if units.is_in(frame.get_column("area").implode()).all() or counts.parents is None:
        return frame
    summed = frame.join(counts.parents, on="area", how="inner").group_by("parent")
    sums = pl.when(pl.col("stock").is_null().any()).then(None).otherwise(pl.col("stock").sum())
    return summed.agg(sums.alias("stock")).select(area="parent", stock="stock")


def _years(counts: Counts) -> float:
    """Return the length of the counts' period in years; whole months count as twelfths."""
    if counts.period is None:
        raise InvalidInputError("annualise needs the period of the counts, which is not known")
    first, last = counts.period
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        return (after.year - first.year) + (after.month - first.month) / 12
    return (after - first).days / 365.2425


def _divide(frame: pl.DataFrame, interval: str, level: float, years: float) -> pl.DataFrame:
    allocations, rentals, stock = (frame.get_column(n) for n in ("allocations", "rentals", "stock"))
    of = _core.shares(allocations, rentals, stock, interval, level)
    turnover = pl.when((pl.col("group") == ALL) & (pl.col("stock") > 0)).then(pl.col("rentals") / pl.col("stock"))
    shared = frame.with_columns(of.get_columns()).with_columns(turnover=turnover)
    # Dividing by 1 would be exact, but says less.
    return shared if years == 1.0 else shared.with_columns(pl.col("share_of_stock", "turnover") / years)


def _total(counts: Counts, frame: pl.DataFrame, interval: str, level: float, years: float) -> Total:
    sums = [
        pl.when(pl.col(n).is_null().any()).then(None).otherwise(pl.col(n).sum()).alias(n)
        for n in ("allocations", "rentals")
    ]
    # An area without rentals may have no stock (water, new land): it does not make the city's missing.
    known = pl.when(pl.col("stock").is_not_null().any()).then(pl.col("stock").sum()).alias("stock")
    city = frame.group_by("group", maintain_order=True).agg(*sums, known)
    key = pl.lit(CITY).alias(counts.keys[0])
    rows = _divide(city.select(key, "group", "allocations", "rentals", "stock"), interval, level, years)
    if not rows.height:
        raise InvalidInputError(f"counts ({counts.source}) have no units")
    first = rows.row(0, named=True)
    fields = (
        "allocations",
        "rentals",
        "stock",
        "share_of_rentals",
        "share_of_stock",
        "lower",
        "upper",
        "turnover",
    )
    return Total(rows, *(first[name] for name in fields))
