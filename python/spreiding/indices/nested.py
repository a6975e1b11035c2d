"""Entropy indices split over a nesting of areas: how much lies between parents, how much within."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.base.results import Result, version
from spreiding.counts.counts import ALL, CITY, Counts
from spreiding.counts.grain import located, need
from spreiding.counts.shares import Shares
from spreiding.indices.columns import column, several
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas


@dataclass(frozen=True, repr=False, eq=False)
class NestedEntropy(Result):
    """Theil's H of the city, between parent areas and within each."""

    h: float  #: Entropy index of the city, in [0, 1].
    between: float  #: Part of ``h`` between parents.
    within: float  #: Part of ``h`` within parents; ``between + within = h``.
    m: float  #: Information index (mutual information) in nats: ``h`` times the city's entropy.
    parts: pl.DataFrame = field(repr=False)  #: Per parent: ``total, h, m, within``.
    level: str = ""
    group: str = ALL
    method: str = "Theil's H between and within parents"
    version: str = field(default_factory=version)
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says where the unevenness lies."""
        share = self.between / self.h if self.h else 0.0
        return f"Entropy index H = {self.h:.4f}, of which a share of {share:.3f} between {self.level}"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per parent: ``parent, total, h, m, within``; the last column adds up to `within`."""
        return self.parts


def nested_entropy(counts: Counts | Shares, level: str = "gebied", *, group: str | None = ALL) -> NestedEntropy:
    """Split the entropy index over parents: ``H = H_between + Σ (T_g E_g / T E) H_g``.

    Parameters
    ----------
    counts
        Counts (or shares) by area, with areas that know their parents.
    level
        Name of the parents: ``"gebied"``, ``"stadsdeel"`` ….
    group
        ``"all"`` or a group against the other rentals; None for all groups and the rest together.

    Raises
    ------
    InvalidInputError
        If there are no areas with that level, an area with rentals has no parent there, a count is missing,
        or everybody belongs to one group.

    References
    ----------
    Theil (1972), Statistical Decomposition Analysis, ch. 2. Reardon & Firebaugh (2002), Sociological
    Methodology 32, 33-67, eq. 20. M: Frankel & Volij (2011), Journal of Economic Theory 146(1), 1-38.
    """
    table = counts.counts if isinstance(counts, Shares) else counts
    need(counts, "nested_entropy", place=True)
    if group is None:
        columns = several(table, "multigroup_entropy").columns
    else:
        x = column(table, "allocations", group)
        columns = [x, column(table, "rentals", ALL) - x]
    parents = _parents(table, level)
    names = parents.unique(maintain_order=True).drop_nulls().sort()
    numbers = parents.replace_strict(names, range(len(names)), return_dtype=pl.Int64)
    used = numbers.is_not_null()
    kept = [values.filter(used) for values in columns]
    (m, h, between, within), parts = _core.nested_entropy(kept, numbers.drop_nulls().to_list(), len(names))
    parts = parts.select(pl.Series("parent", names), pl.all())
    return NestedEntropy(
        h, between, within, m, parts, level=level, group=group or "each group", areas=table.areas, public=counts.public
    )


def _parents(counts: Counts, level: str) -> pl.Series:
    """Return the parent of each unit; only an area without rentals may lack one."""
    levels = {} if counts.areas is None else counts.areas.levels
    rows = located(counts.frame.filter(pl.col("group") == ALL))
    units = rows.get_column("area")
    if level == "city":
        return pl.Series([CITY] * len(units))
    if counts.areas is None or level not in levels:
        raise refusal("unknown-level", level=level, known=[*levels, "city"])
    table = pl.DataFrame({"area": counts.areas.codes, "parent": levels[level]})
    found = units.to_frame("area").join(table, on="area", how="left", maintain_order="left")["parent"]
    lost = units.filter(found.is_null() & (rows.get_column("rentals") > 0))
    if len(lost):
        raise refusal("no-parent", areas=lost[:5].to_list(), level=level)
    return found
