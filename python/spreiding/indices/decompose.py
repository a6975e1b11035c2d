"""Why a share of the stock is high or low: supply (what falls free) or selection (whom it is let to).

Per area ``share_of_stock = turnover * share_of_rentals`` holds exactly, so its difference from the city, or
from an earlier period, is split into a part of each factor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.base.results import Result, version
from spreiding.counts.counts import ALL

if TYPE_CHECKING:
    from spreiding.counts.shares import Shares

Split: TypeAlias = Literal["shapley", "log"]


@dataclass(frozen=True, repr=False, eq=False)
class Decomposition(Result):
    """Differences of shares of the stock, each the sum of a supply and a selection part."""

    frame: pl.DataFrame  #: One row per unit and group.
    variance: pl.DataFrame  #: Per group: variance of the differences and the part of each cause.
    compared_with: str  #: ``"city"`` or ``"earlier period"``.
    split: str
    method: str = ""
    version: str = field(default_factory=version)

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
        their references are the factors.
        """
        return self.frame


def decompose(shares: Shares, *, split: Split = "shapley") -> Decomposition:
    """Split each area's difference from the city into supply and selection.

    Parameters
    ----------
    shares
        Shares with a stock, by area, or by area and another column such as the corporation: then
        turnover is that corporation's rentals per dwelling of the area, and the rows of an area add
        up to it. An area where it let nothing counts as 0.
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
    extra = shares.counts.keys[1:]
    stock = rows.unique("area").get_column("stock").sum()
    city = rows.group_by([*extra, "group"], maintain_order=True).agg(pl.col("allocations", "rentals").sum())
    city = city.select(
        *extra,
        "group",
        turnover_reference=pl.col("rentals") / stock,
        share_of_rentals_reference=_ratio("allocations", "rentals"),
    )
    joined = rows.join(city, on=[*extra, "group"], how="left", maintain_order="left")
    return _decomposition(joined, shares.counts.keys, "city", split)


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
            msg = f"the two periods differ in {name}: {before} and {after}, must be the same"
            raise InvalidInputError(msg)
    keys = [*old.counts.keys, "group"]
    before, after = _rows(old), _rows(new)
    for one, other, name in ((before, after, "later"), (after, before, "earlier")):
        lost = one.join(other, on="area", how="anti").get_column("area").unique(maintain_order=True)
        if len(lost):
            msg = f"area {', '.join(lost[:5])} is missing in the {name} period: both must have the same areas"
            raise InvalidInputError(msg)
    earlier = before.select(
        *keys,
        turnover_reference=pl.col("turnover"),
        share_of_rentals_reference=_ratio("allocations", "rentals"),
    )
    joined = after.join(earlier, on=keys, how="full", coalesce=True, maintain_order="left_right")
    holes = pl.col("turnover", "turnover_reference").fill_null(0.0)
    return _decomposition(joined.with_columns(holes), old.counts.keys, "earlier period", split)


def _ratio(above: str, below: str) -> pl.Expr:
    return pl.when(pl.col(below) > 0).then(pl.col(above) / pl.col(below))


def _rows(shares: Shares) -> pl.DataFrame:
    """Return allocations, rentals, stock and turnover of every unit and group, checked."""
    keys = shares.counts.keys
    if keys[0] != "area":
        msg = f"decompose needs shares by area, these are by {', '.join(shares.counts.by)}"
        raise InvalidInputError(msg)
    rows = shares.to_polars().select(*keys, "group", "allocations", "rentals", "stock")
    if rows.get_column("stock").is_null().all():
        msg = "the shares have no stock: give one to shares()"
        raise InvalidInputError(msg)
    # An area without rentals may have no stock at all, such as water: nothing of it needs explaining.
    rows = rows.filter(pl.col("stock").is_not_null() | (pl.col("rentals") != 0))
    for name in ("allocations", "rentals", "stock"):
        missing = rows.filter(pl.col(name).is_null()).get_column("area").unique(maintain_order=True)
        if len(missing):
            msg = f"{name} is missing for area {', '.join(missing[:5])}: every number is needed to add up"
            raise InvalidInputError(msg)
    if len(keys) > 1:
        rows = _every_combination(rows, keys)
    return rows.filter(pl.col("stock") > 0).with_columns(turnover=pl.col("rentals") / pl.col("stock"))


def _every_combination(rows: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """Add the units that let nothing in an area, such as a corporation without dwellings there."""
    units = rows.select(keys[1:]).unique(maintain_order=True)
    areas = rows.select("area", "stock").unique("area", maintain_order=True)
    groups = rows.select("group").unique(maintain_order=True)
    full = areas.join(units, how="cross", maintain_order="left").join(groups, how="cross", maintain_order="left")
    found = full.join(rows.drop("stock"), on=[*keys, "group"], how="left", maintain_order="left")
    return found.with_columns(pl.col("allocations", "rentals").fill_null(0))


def _decomposition(joined: pl.DataFrame, keys: tuple[str, ...], compared_with: str, split: str) -> Decomposition:
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
    frame = frame.select(*keys, "group", "stock", *order, *factors)
    method = f"{split}, share_of_stock = turnover * share_of_rentals"
    return Decomposition(frame, _variance(frame), compared_with, split, method)


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
        total, supply, selection = _core.split_variance(*columns)
        found.append({"group": group, "variance": total, "supply": supply, "selection": selection})
    shares = [_ratio(name, "variance").alias(f"{name}_share") for name in ("supply", "selection")]
    return pl.DataFrame(found).with_columns(shares).sort(pl.col("group") != ALL, maintain_order=True)
