"""Shares: allocations as a share of rentals and of the stock, with an interval."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding import _core
from spreiding.base.results import Result, same_fields
from spreiding.counts.dwellings import DAYS, STOCK_AT, StockAt, with_stock
from spreiding.counts.grain import ALL, CITY, TIMES, Grain
from spreiding.counts.periods import within, years_in
from spreiding.counts.selection import column_of, selected
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.base.types import Frame
    from spreiding.counts.counts import Counts
    from spreiding.records.stock import Stock

Interval = Literal["wilson", "jeffreys", "clopper_pearson"]
#: Figures of a total.
FIGURES = ("allocations", "rentals", "stock", "share_of_rentals", "share_of_stock", "lower", "upper", "turnover")


@dataclass(frozen=True, eq=False)
class Total:
    """The whole city: the row ``"all"`` as attributes, every group through :meth:`to_polars`.

    Of shares of several periods it holds allocations and rentals of all of them together, with the share of rentals;
    the stock and what is divided by it are null, as no stock is that of several periods (:attr:`Shares.totals`).
    """

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

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and same_fields(self, other)

    def __hash__(self) -> int:
        return hash((self.allocations, self.rentals, self.stock))

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
    #: The city per period and group, with the columns of :meth:`to_polars`; None where protection does not tell it.
    totals: pl.DataFrame | None = field(default=None, repr=False)
    stock_at: StockAt = "start"  #: Which day of a period its stock is of.
    #: ``period``, reference ``day`` of its stock and ``reason`` where there is none (``"no-stock-of-period"``), or
    #: where a stock without a date serves several periods (``"undated-stock"``).
    stock_days: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=DAYS), repr=False)

    def __post_init__(self) -> None:
        if self.protection is None and self.totals is not None:
            return
        # Of several periods a protected table tells the city over all of them only. And nothing of the unprotected
        # figures may travel along, not even in which areas behind a sum dwellings were let.
        one = len(self.counts.periods) <= 1
        object.__setattr__(self, "totals", self.total.frame if one else None)
        if self.protection is not None:
            bare = replace(self.counts, let=None, converted=None, pieces=frozenset(), public=True)
            object.__setattr__(self, "counts", bare)

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

    @property
    def public(self) -> bool:
        """Whether anyone may see them: protected, published already, or made up."""
        return self.counts.public

    @property
    def grain(self) -> Grain:
        """What a row is counted by."""
        return self.counts.grain

    def column(self, name: str, group: str = ALL) -> tuple[list[str], pl.Series]:
        """Return the units' codes and one column of one group, in the same order; of areas, those with a place."""
        return column_of(self.frame, self.counts.keys[0], self.counts.groups, name=name, group=group)

    def select(self, **keys: Any) -> Shares:
        """Return the shares of one value, or of a list of values, of a key: ``shares.select(year="2018")``.

        The total is that of what is left. Of protected shares the city of a part is not told.

        Raises
        ------
        InvalidInputError
            If the shares have no such key, or the key no such value; names those there are.

        Examples
        --------
        >>> import spreiding as sp
        >>> table = {"area": ["E16", "E16"], "year": [2018, 2019], "allocations": [3, 4], "rentals": [9, 8]}
        >>> both = shares(sp.Counts.from_frame(table, by=["year"]))
        >>> both.total.share_of_rentals == 7 / 17, both.select(year="2019").total.share_of_rentals
        (True, 0.5)
        """
        counts = self.counts.select(**keys)
        if self.protection is None:
            return shares(
                counts, self.stock, interval=self.interval, level=self.level, annualise=self.annualised,
                stock_at=self.stock_at,
            )  # fmt: skip
        frame, _ = selected(self.frame, self.counts.keys, keys)
        city = self.total.frame.with_columns(pl.lit(None).cast(kind).alias(n) for n, kind in _figures(self.total.frame))
        city = city.with_columns(status=pl.lit("withheld"))
        return replace(self, frame=frame, counts=counts, total=Total(city, *[None] * len(FIGURES)), totals=None)


def _figures(frame: pl.DataFrame) -> list[tuple[str, Any]]:
    return [(name, kind) for name, kind in frame.schema.items() if kind.is_numeric()]


def shares(
    counts: Counts,
    stock: Stock | Frame | None = None,
    *,
    interval: Interval | str = "wilson",
    level: float = 0.95,
    annualise: bool = False,
    stock_at: StockAt = "start",
) -> Shares:
    """Divide allocations by rentals and by the stock.

    Parameters
    ----------
    counts
        Allocations and rentals per unit and group.
    stock
        Dwellings per area, and per reference day where there are several. Counts rolled up to a level above that of the
        stock take the sum of their areas; counts by period the stock of each period; counts by association the stock
        of their place, or their own where the stock is per association; counts without a place that of the city.
        The stock is never added over periods, nor once for each association. Without a stock, ``share_of_stock`` and
        ``turnover`` are null.
    interval
        ``"wilson"``; ``"jeffreys"``, with 0 at no allocations and 1 at all (Brown, Cai & DasGupta
        2001, Statistical Science 16(2), 101-133); or ``"clopper_pearson"`` (exact).
    level
        Confidence level, between 0 and 1.
    annualise
        Divide ``share_of_stock`` and ``turnover`` by the length of the period in years, so that
        periods of different length compare. The note does not (18 months stay 18 months).
    stock_at
        ``"start"``: the stock of a period is that of its first day, or of the latest reference day before it in the
        same calendar year; ``"end"``: of its last day, or of the earliest reference day after it up to New Year's Day;
        ``"mean"``: the mean of both. A period for which the stock has no such day gets null, never the stock of another
        year, and says so in ``Shares.stock_days``.

    Returns
    -------
    Shares
        A share with 0 rentals, or of a missing number, is null.

    Raises
    ------
    InvalidInputError
        If an area has rentals and no stock (or a stock of 0), also where it is one of those that were rolled up; if the
        stock is per association and the counts are not; or ``level`` is out of range.

    Examples
    --------
    >>> from spreiding.counts.counts import Counts
    >>> one = Counts.from_frame({"area": ["E16"], "allocations": [58], "rentals": [87]})
    >>> row = shares(one, {"area": ["E16"], "stock": [5200]}).to_dicts()[0]
    >>> round(row["share_of_rentals"], 3), round(row["share_of_stock"], 4)
    (0.667, 0.0112)
    """
    from spreiding.records.stock import Stock, read_stock  # noqa: PLC0415  only where there is a stock

    if stock_at not in STOCK_AT:
        raise refusal("expected-one-of", argument="stock_at", found=stock_at, known=STOCK_AT)
    if stock is not None and not isinstance(stock, Stock):
        stock = read_stock(stock)
    if not counts.frame.height:
        raise refusal("no-units", source=counts.source)
    found = with_stock(counts, stock, stock_at)
    frame = _divide(found.frame, interval, level, _years(counts) if annualise else None)
    totals = _totals(counts, found.frame, found.city)
    totals = _divide(totals, interval, level, _years(counts) if annualise else None)
    total = _total(counts, found.frame, totals, interval, level)
    return Shares(
        frame, counts, total, interval, level, stock, annualised=annualise, totals=totals, stock_at=stock_at,
        stock_days=found.days,
    )  # fmt: skip


def _years(counts: Counts) -> dict[str, float] | float:
    """Return the length of the counts' period in years, or of each of their periods."""
    if counts.periods:
        return {code: years_in(within(code, counts.period)) for code in counts.periods}
    if counts.period is None:
        raise refusal("annualise-needs-period")
    return years_in(counts.period)


def _divide(frame: pl.DataFrame, interval: str, level: float, years: dict[str, float] | float | None) -> pl.DataFrame:
    allocations, rentals, stock = (frame.get_column(n) for n in ("allocations", "rentals", "stock"))
    of = _core.shares(allocations, rentals, stock, interval, level)
    turnover = pl.when((pl.col("group") == ALL) & (pl.col("stock") > 0)).then(pl.col("rentals") / pl.col("stock"))
    shared = frame.with_columns(of.get_columns()).with_columns(turnover=turnover)
    # Dividing by 1 would be exact, but says less.
    if years is None or years == 1.0:
        return shared
    length = pl.lit(years)
    if isinstance(years, dict):
        time = next(key for key in frame.columns if key in TIMES)
        length = pl.col(time).replace_strict(years, default=None, return_dtype=pl.Float64)
    return shared.with_columns(pl.col("share_of_stock", "turnover") / length)


def _sums() -> list[pl.Expr]:
    return [
        pl.when(pl.col(n).is_null().any()).then(None).otherwise(pl.col(n).sum()).alias(n)
        for n in ("allocations", "rentals")
    ]


def _totals(counts: Counts, frame: pl.DataFrame, city: pl.DataFrame) -> pl.DataFrame:
    """Return allocations, rentals and stock of the city per period and group; each dwelling is counted once."""
    time = counts.grain.period
    times = [time] if time else []
    sums = frame.group_by([*times, "group"], maintain_order=True).agg(_sums())
    stocked = sums.join(city, on=times, how="left", maintain_order="left") if times else sums.join(city, how="cross")
    place = [pl.lit(CITY).alias("area")] if "area" in counts.keys else []
    keys = [pl.lit(CITY).alias(counts.keys[0])] if not times and not place else place
    return stocked.select(*keys, *times, "group", "allocations", "rentals", "stock")


def _total(counts: Counts, frame: pl.DataFrame, totals: pl.DataFrame, interval: str, level: float) -> Total:
    """Return the city of the one period there is, or of all together without a stock."""
    key, time = counts.keys[0], counts.grain.period
    named = pl.lit(CITY).alias(key)
    if len(counts.periods) <= 1:
        rows = totals.drop(time) if time else totals
        rows = rows.select(named, pl.exclude(key))
    else:
        pooled = frame.group_by("group", maintain_order=True).agg(_sums())
        pooled = pooled.with_columns(stock=pl.lit(None, dtype=frame.schema["stock"]))
        rows = _divide(pooled.select(named, "group", "allocations", "rentals", "stock"), interval, level, None)
    first = rows.row(0, named=True)
    return Total(rows, *(first[name] for name in FIGURES))
