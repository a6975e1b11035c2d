"""Why a share of the stock is high or low: supply (what becomes vacant) or selection (whom it is let to).

Per area ``share_of_stock = turnover * share_of_rentals`` holds exactly, so its difference from the city, or
from an earlier period, is split into a part of each factor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import polars as pl

from spreiding import _core
from spreiding.base.results import Result, version
from spreiding.counts.grain import ALL, TIMES, located, need
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.counts.counts import Counts
    from spreiding.counts.shares import Shares

Split: TypeAlias = Literal["shapley", "log"]


@dataclass(frozen=True, repr=False, eq=False)
class Decomposition(Result):
    """Differences of shares of the stock, each the sum of a supply and a selection part."""

    frame: pl.DataFrame  #: One row per unit and group.
    #: Per group: variance of the differences and the part of each cause, or the reason why there is none.
    variance: pl.DataFrame
    compared_with: str  #: ``"city"`` or ``"earlier period"``.
    split: str
    method: str = ""
    version: str = field(default_factory=version)
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says what the parts add up to."""
        return (
            f"Share of the stock less that of the {self.compared_with}, split by supply and selection ({self.method})"
        )

    def to_polars(self) -> pl.DataFrame:
        """Return one row per unit and group.

        Shares in [0, 1] of the stock: ``share_of_stock``, ``reference`` (the city's, or the earlier one),
        ``difference = supply + selection``; ``raised_by`` and ``lowered_by`` name the factor with the
        largest part upward and downward (null where there is none); ``turnover``, ``share_of_rentals`` and
        their references are the factors; ``reason`` is ``"log-of-0"`` where there are no parts, because a split by
        logarithms has none of a share of 0.
        """
        return self.frame


def decompose(shares: Shares, *, split: Split = "shapley") -> Decomposition:
    """Split each area's difference from the city into supply and selection.

    Parameters
    ----------
    shares
        Shares with a stock, by area, or by area and another column such as the corporation: then
        turnover is that corporation's rentals per dwelling of the area, and the rows of an area add
        up to it. An area where it let nothing counts as 0. By area and period each period is compared with
        the city in that period.
    split
        ``"shapley"``: each factor's step times the mean of the other factor; ``"log"``: steps in
        logarithm times the logarithmic mean (LMDI), null where a share is 0. Both treat the factors
        and the two sides alike and add up exactly.

    Notes
    -----
    An area where nothing was let had nothing to choose: its whole difference is supply. The variance is
    weighted by the stock and split by the covariance of each part with the whole, which adds up too.

    Raises
    ------
    InvalidInputError
        If the shares have no stock, or a number is missing.

    References
    ----------
    Shorrocks (2013), Journal of Economic Inequality 11(1), 99-126; (1982), Econometrica 50(1), 193-211.
    Ang (2005), Energy Policy 33(7), 867-871.

    Examples
    --------
    >>> import spreiding as sp
    >>> table = {"area": ["N60", "E16"], "allocations": [112, 58], "rentals": [350, 87]}
    >>> stock = {"area": ["N60", "E16"], "stock": [4870, 5280]}
    >>> found = sp.decompose(sp.shares(sp.Counts.from_frame(table), stock)).to_polars()
    >>> found.get_column("raised_by").to_list()
    ['supply', 'selection']
    """
    rows = _rows(shares)
    extra = list(shares.counts.keys[1:])
    # Every dwelling once: the stock is repeated for each association, and is another one in each period.
    times = [key for key in extra if key in TIMES]
    stock = rows.unique(["area", *times]).group_by(times or pl.lit(0).alias("one")).agg(pl.col("stock").sum())
    everywhere = shares.to_polars().group_by([*extra, "group"], maintain_order=True)
    city = everywhere.agg(pl.col("allocations", "rentals").sum())
    city = city.join(stock, on=times) if times else city.join(stock.drop("one"), how="cross")
    city = city.select(
        *extra,
        "group",
        turnover_reference=pl.col("rentals") / pl.col("stock"),
        share_of_rentals_reference=_ratio("allocations", "rentals"),
    )
    joined = rows.join(city, on=[*extra, "group"], how="left", nulls_equal=True, maintain_order="left")
    return _decomposition(joined, shares.counts, "city", split, public=shares.public)


def decompose_change(old: Shares, new: Shares, *, split: Split = "shapley") -> Decomposition:
    """Split the change of each area's share of the stock between two periods into supply and selection.

    Parameters and rules as in :func:`decompose`; ``reference`` is the earlier share. Periods of another
    length change turnover by themselves: compare periods of the same length, or read supply with that
    in mind.

    Raises
    ------
    InvalidInputError
        If the two differ in areas, groups, columns or scheme, or a rule of :func:`decompose` is broken.
    """
    for name in ("keys", "groups", "scheme"):
        before, after = getattr(old.counts, name), getattr(new.counts, name)
        if before != after:
            raise refusal("periods-differ", name=name, before=_named(before), after=_named(after))
    keys = [*old.counts.keys, "group"]
    before, after = _rows(old), _rows(new)
    for one, other, name in ((before, after, "later"), (after, before, "earlier")):
        lost = one.join(other, on="area", how="anti").get_column("area").unique(maintain_order=True)
        if len(lost):
            raise refusal("area-of-one-period", areas=old.counts.told(lost.to_list()), period=name)
    earlier = before.select(
        *keys,
        turnover_reference=pl.col("turnover"),
        share_of_rentals_reference=_ratio("allocations", "rentals"),
    )
    how: Any = {"how": "full", "coalesce": True, "nulls_equal": True, "maintain_order": "left_right"}
    joined = after.join(earlier, on=keys, **how)
    holes = pl.col("turnover", "turnover_reference").fill_null(0.0)
    public = old.public and new.public
    return _decomposition(joined.with_columns(holes), new.counts, "earlier period", split, public=public)


def _named(value: Any) -> list[str]:
    return [str(value)] if value is None or isinstance(value, str) else [str(part) for part in value]


def _ratio(above: str, below: str) -> pl.Expr:
    return pl.when(pl.col(below) > 0).then(pl.col(above) / pl.col(below))


def _rows(shares: Shares) -> pl.DataFrame:
    """Return allocations, rentals, stock and turnover of every unit and group, checked."""
    need(shares, "decompose", place=True, periods=True, others=True)
    keys = shares.counts.keys
    rows = located(shares.to_polars()).select(*keys, "group", "allocations", "rentals", "stock")
    if rows.get_column("stock").is_null().all():
        raise refusal("shares-without", of="stock")
    # An area without rentals may have no stock at all, such as water: nothing of it needs explaining.
    rows = rows.filter(pl.col("stock").is_not_null() | (pl.col("rentals") != 0))
    for name in ("allocations", "rentals", "stock"):
        missing = rows.filter(pl.col(name).is_null()).get_column("area").unique(maintain_order=True)
        if len(missing):
            raise refusal("needed-to-add-up", name=name, areas=missing[:5].to_list())
    if len(keys) > 1:
        rows = _every_combination(rows, keys)
    return rows.filter(pl.col("stock") > 0).with_columns(turnover=pl.col("rentals") / pl.col("stock"))


def _every_combination(rows: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """Add the units that let nothing in an area, such as a corporation without dwellings there."""
    units = rows.select(keys[1:]).unique(maintain_order=True)
    times = [key for key in keys if key in TIMES]
    areas = rows.select("area", *times, "stock").unique(["area", *times], maintain_order=True)
    groups = rows.select("group").unique(maintain_order=True)
    units = units.drop(times).unique(maintain_order=True) if len(keys) > 1 + len(times) else pl.DataFrame()
    full = areas.join(units, how="cross", maintain_order="left") if units.width else areas
    full = full.join(groups, how="cross", maintain_order="left")
    own = rows.drop("stock")
    found = full.join(own, on=[*keys, "group"], how="left", nulls_equal=True, maintain_order="left")
    return found.with_columns(pl.col("allocations", "rentals").fill_null(0))


def _decomposition(
    joined: pl.DataFrame, counts: Counts, compared_with: str, split: str, *, public: bool
) -> Decomposition:
    rows = joined.with_columns(share_of_rentals=_ratio("allocations", "rentals"))
    factors = ("turnover_reference", "share_of_rentals_reference", "turnover", "share_of_rentals")
    before, chosen_before, after, chosen = rows.select(factors).cast(pl.Float64).get_columns()
    parts = _core.split_product(before, chosen_before, after, chosen, split)
    product = pl.col("turnover") * pl.col("share_of_rentals").fill_null(0.0)
    reference = pl.col("turnover_reference") * pl.col("share_of_rentals_reference").fill_null(0.0)
    frame = rows.with_columns(parts.get_columns()).with_columns(share_of_stock=product, reference=reference)
    frame = frame.with_columns(difference=pl.col("share_of_stock") - pl.col("reference"))
    frame = frame.with_columns(raised_by=_largest(1), lowered_by=_largest(-1))
    order = ["share_of_stock", "reference", "difference", "supply", "selection", "raised_by", "lowered_by"]
    logs = pl.when(pl.col("supply").is_null()).then(pl.lit("log-of-0")).alias("reason")
    frame = frame.select(*counts.keys, "group", "stock", *order, *factors, logs)
    method = f"{split}, share_of_stock = turnover * share_of_rentals"
    return Decomposition(frame, _variance(frame), compared_with, split, method, areas=counts.areas, public=public)


def _largest(sign: int) -> pl.Expr:
    """Name the factor with the largest part in one direction."""
    supply, selection = sign * pl.col("supply"), sign * pl.col("selection")
    largest = pl.when(supply >= selection).then(pl.lit("supply")).otherwise(pl.lit("selection"))
    return pl.when(pl.max_horizontal(supply, selection) > 0).then(largest)


def _variance(frame: pl.DataFrame) -> pl.DataFrame:
    """Split the stock-weighted variance of the differences, per group."""
    found = []
    for (group,), rows in frame.group_by(["group"], maintain_order=True):
        columns = (rows.get_column(name).cast(pl.Float64) for name in ("supply", "selection", "stock"))
        numbers = [None if part is None or isnan(part) else part for part in _core.split_variance(*columns)]
        parts = dict(zip(("variance", "supply", "selection"), numbers, strict=True))
        found.append({"group": group, **parts, "reason": "log-of-0" if numbers[0] is None else None})
    shares = [_ratio(name, "variance").alias(f"{name}_share") for name in ("supply", "selection")]
    schema = {"group": pl.String, "variance": pl.Float64, "supply": pl.Float64, "selection": pl.Float64}
    frame = pl.DataFrame(found, schema={**schema, "reason": pl.String})
    return frame.with_columns(shares).sort(pl.col("group") != ALL, maintain_order=True)
