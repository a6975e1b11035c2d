"""The columns an index of spread is computed from, found in counts or shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.counts.counts import ALL, Counts
from spreiding.counts.shares import Shares
from spreiding.counts.shares import shares as to_shares

if TYPE_CHECKING:
    from spreiding.base.types import Frame
    from spreiding.records.stock import Stock


@dataclass(frozen=True)
class Single:
    """One group among all units."""

    x: pl.Series
    total: pl.Series
    index: str
    shape: float
    group: str
    against: str

    @property
    def of_all(self) -> bool:
        return self.against == "stock"

    @property
    def n_areas(self) -> int:
        return int((self.total > 0).sum())

    @property
    def n_group(self) -> float:
        return float(self.x.sum())

    @property
    def n_reference(self) -> float:
        return float(self.total.sum()) - (0 if self.of_all else self.n_group)

    def value(self) -> float:
        return _core.spread_value(self.x, self.total, self.of_all, self.index, self.shape)

    def lorenz(self) -> pl.DataFrame:
        return _core.spread_lorenz(self.x, self.total, self.of_all)

    def draw(self, null: str, seed: int, first: int, count: int) -> pl.Series:
        given = (self.x, self.total, self.of_all, self.index, self.shape)
        return _core.spread_simulate(*given, null, seed, first, count)


@dataclass(frozen=True)
class Several:
    """All groups, and the rentals to none of them."""

    columns: list[pl.Series]
    index: str
    group: str = "each group"
    against: str = "the others"

    @property
    def n_areas(self) -> int:
        return int((sum(self.columns[1:], self.columns[0]) > 0).sum())

    @property
    def n_group(self) -> float:
        return float(sum(column.sum() for column in self.columns[:-1]))

    @property
    def n_reference(self) -> float:
        return self.n_group + float(self.columns[-1].sum())

    def value(self) -> float:
        return _core.mix_value(self.columns, self.index)

    def lorenz(self) -> None:
        return None

    def draw(self, null: str, seed: int, first: int, count: int) -> pl.Series:
        return _core.mix_simulate(self.columns, self.index, null == "bootstrap", seed, first, count)


def single(
    counts: Counts | Shares, index: str, group: str, against: str, shape: float, stock: Stock | Frame | None
) -> Single:
    """Look up the columns of one group and what it is compared with."""
    if against != "stock":
        table = counts.counts if isinstance(counts, Shares) else counts
        x = column(table, "allocations", group)
        if against == "rest":
            return Single(x, column(table, "rentals", ALL), index, shape, group, against)
        if ALL in (group, against) or group == against:
            msg = f"group {group!r} cannot be compared with {against!r}: name two groups"
            raise InvalidInputError(msg)
        total = x + column(table, "allocations", against)
        return Single(x, total, index, shape, group, against)
    if isinstance(counts, Counts):
        if stock is None:
            msg = "against='stock' needs a stock: give stock=, or shares that have one"
            raise InvalidInputError(msg)
        counts = to_shares(counts, stock)
    if counts.counts.keys != ("area",):
        msg = f"against='stock' needs counts by area, these are by {', '.join(counts.counts.by)}"
        raise InvalidInputError(msg)
    rows = counts.to_polars().filter(pl.col("group") == group)
    stockless = rows.get_column("stock").is_null().all()
    # An area without rentals may have no stock at all, such as water: it has nobody to compare.
    rows = rows.filter(pl.col("stock").is_not_null() | (pl.col("rentals") != 0))
    if stockless:
        column(counts.counts, "allocations", group)  # raises where the group does not exist
        msg = "the shares have no stock: give one to shares()"
        raise InvalidInputError(msg)
    x, total = (_present(rows, name) for name in ("allocations", "stock"))
    return Single(x, total, index, shape, group, against)


def several(counts: Counts | Shares, index: str) -> Several:
    """Return the groups of every area, for an index of several groups."""
    table = counts.counts if isinstance(counts, Shares) else counts
    if not table.groups:
        msg = f"{index} needs counts by group, these have only {ALL!r}"
        raise InvalidInputError(msg)
    groups = [column(table, "allocations", group) for group in table.groups]
    rest = column(table, "rentals", ALL) - column(table, "allocations", ALL)
    return Several([*groups, rest], index)


def column(counts: Counts, name: str, group: str) -> pl.Series:
    """Return a column of one group as floats; raise where a number is missing."""
    counts.column(name, group)  # raises where the group does not exist
    return _present(counts.to_polars().filter(pl.col("group") == group), name)


def _present(rows: pl.DataFrame, name: str) -> pl.Series:
    missing = rows.filter(pl.col(name).is_null())
    if missing.height:
        unit = missing.columns[0]
        which = ", ".join(map(str, missing.get_column(unit)[:5]))
        msg = f"{name} is missing for {missing.height} units ({unit} {which}): an index needs every count"
        raise InvalidInputError(msg)
    return rows.get_column(name).cast(pl.Float64)
