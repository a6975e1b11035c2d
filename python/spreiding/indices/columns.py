"""The columns an index of spread is computed from, found in counts or shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.counts import ALL, Counts
from spreiding.counts.grain import need
from spreiding.counts.shares import Shares
from spreiding.counts.shares import shares as to_shares
from spreiding.words.refusal import refusal

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
    need(counts, "spread", place=against == "stock", single=against != "stock")
    if against != "stock":
        table = counts.counts if isinstance(counts, Shares) else counts
        x = column(table, "allocations", group)
        if against == "rest":
            return Single(x, column(table, "rentals", ALL), index, shape, group, against)
        if ALL in (group, against) or group == against:
            raise refusal("two-groups", group=group, against=against)
        total = x + column(table, "allocations", against)
        return Single(x, total, index, shape, group, against)
    if isinstance(counts, Counts):
        if stock is None:
            raise refusal("stock-wanted")
        counts = to_shares(counts, stock)
    rows = _placed(counts.to_polars().filter(pl.col("group") == group))
    stockless = rows.get_column("stock").is_null().all()
    # An area without rentals may have no stock at all, such as water: it has nobody to compare.
    rows = rows.filter(pl.col("stock").is_not_null() | (pl.col("rentals") != 0))
    if stockless:
        column(counts.counts, "allocations", group)  # raises where the group does not exist
        raise refusal("shares-without", of="stock")
    x, total = (_present(rows, name) for name in ("allocations", "stock"))
    return Single(x, total, index, shape, group, against)


def several(counts: Counts | Shares, index: str) -> Several:
    """Return the groups of every area, for an index of several groups."""
    need(counts, "spread", single=True)
    table = counts.counts if isinstance(counts, Shares) else counts
    if not table.groups:
        raise refusal("needs-groups", what=index)
    groups = [column(table, "allocations", group) for group in table.groups]
    rest = column(table, "rentals", ALL) - column(table, "allocations", ALL)
    return Several([*groups, rest], index)


def column(counts: Counts, name: str, group: str) -> pl.Series:
    """Return a column of one group as floats, of the units with a place; raise where a number is missing."""
    counts.column(name, group)  # raises where the group does not exist
    return _present(_placed(counts.to_polars().filter(pl.col("group") == group)), name)


def unlocated(counts: Counts | Shares) -> int:
    """Return the number of rentals without a place, which no index of spread can take."""
    table = counts.counts if isinstance(counts, Shares) else counts
    rows = table.frame.filter((pl.col("group") == ALL) & (pl.col(table.keys[0]) == UNLOCATED))
    return int(rows.get_column("rentals").sum())


def _placed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col(rows.columns[0]).ne_missing(UNLOCATED))


def _present(rows: pl.DataFrame, name: str) -> pl.Series:
    missing = rows.filter(pl.col(name).is_null())
    if missing.height:
        unit = missing.columns[0]
        units = [str(value) for value in missing.get_column(unit)[:5]]
        raise refusal("index-needs-every-count", name=name, n=missing.height, unit=unit, units=units)
    return rows.get_column(name).cast(pl.Float64)
