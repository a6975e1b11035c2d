"""Counts: allocations and rentals per unit and group, the one input of every statistic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import lies_in_none
from spreiding.base.errors import InvalidInputError
from spreiding.base.results import Result
from spreiding.values import frames
from spreiding.values.frames import row_list, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame

#: Name of the row that counts all groups together.
ALL = "all"
#: Code of the whole city, as the city's own statistics (BBGA) write it.
CITY = "STAD"
#: The borough that lies in no gebied.
WESTPOORT = {"B": "Westpoort"}


@dataclass(frozen=True, repr=False)
class Counts(Result):
    """Allocations and rentals per unit and group.

    Build it with :func:`spreiding.count` from records, or with :meth:`from_frame` where only
    aggregates exist. A unit is an area, or whatever ``by`` named.
    """

    frame: pl.DataFrame  #: ``keys``, ``group``, ``allocations``, ``rentals``; per unit ``"all"`` first.
    keys: tuple[str, ...] = ("area",)  #: Columns that name a unit.
    groups: tuple[str, ...] = ()  #: Groups in order, without ``"all"``.
    by: tuple[str, ...] = ("area",)  #: What was counted by; ``"gebied"`` also gives the key ``"area"``.
    areas: Areas | None = field(default=None, compare=False)
    period: tuple[date, date] | None = None  #: First and last day, both included.
    scheme: str | None = None  #: Target-group scheme.
    dropped: tuple[tuple[str, int], ...] = ()  #: Records left out: reason and number.
    source: str = "aggregates"
    main_groups: dict[str, str | None] = field(default_factory=dict, compare=False)  #: Group -> its main group.
    city_only: frozenset[str] = field(default=frozenset(), compare=False)  #: Groups told for the whole city only.
    parents: pl.DataFrame | None = None  #: After a roll-up: ``area`` (child) and ``parent`` (unit).

    @property
    def caption(self) -> str:
        units = self.frame.select(self.keys).unique().height
        return f"Allocations and rentals of {units} units by {', '.join(self.by)} ({self.source})"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per unit and group: ``keys``, ``group``, ``allocations``, ``rentals``."""
        return self.frame

    @property
    def units(self) -> pl.DataFrame:
        """The units in order, one row each."""
        return self.frame.filter(pl.col("group") == ALL).select(self.keys)

    def row(self, unit: str, group: str = ALL) -> dict[str, Any]:
        """Return the row of one unit (by its first key) and group."""
        rows = self.frame.filter((pl.col(self.keys[0]) == unit) & (pl.col("group") == group))
        if rows.height != 1:
            msg = f"there are {rows.height} rows of {self.keys[0]} {unit!r} and group {group!r}, must be 1"
            raise InvalidInputError(msg)
        return rows.row(0, named=True)

    def column(self, name: str, group: str = ALL) -> pl.Series:
        """Return one column of one group, a value per unit in the order of :attr:`units`."""
        if group != ALL and group not in self.groups:
            msg = f"group is {group!r}, must be 'all' or one of {', '.join(map(repr, self.groups))}"
            raise InvalidInputError(msg)
        return self.frame.filter(pl.col("group") == group).get_column(name)

    @classmethod
    def from_frame(
        cls,
        frame: Frame,
        *,
        area: str = "area",
        group: str | None = None,
        allocations: str = "allocations",
        rentals: str = "rentals",
        areas: Areas | None = None,
        period: tuple[date, date] | None = None,
        scheme: str | None = None,
    ) -> Counts:
        """Build counts from aggregates, checked like records.

        Parameters
        ----------
        frame
            One row per area, or per area and group (then ``group`` names the column). Rows of the
            group ``"all"`` are optional; where present they must equal the sum of the groups.
            ``rentals`` repeats the area's total on each of its rows.
        area, group, allocations, rentals
            Names of the columns. A missing number stays missing.
        areas
            Where given, every code must be one of them, and roll-ups use their parents.
        period, scheme
            Kept with the result.

        Raises
        ------
        InvalidInputError
            Names column, row number and rule: a number that is not whole or below 0, more
            allocations than rentals, an area twice, an unknown area, or groups that do not add up.

        Examples
        --------
        >>> Counts.from_frame({"area": ["E16"], "allocations": [58], "rentals": [87]}).to_dicts()
        [{'area': 'E16', 'group': 'all', 'allocations': 58, 'rentals': 87}]
        """
        source = "frame of counts"
        data = frames.to_frame(frame, source=source)
        names = [area, allocations, rentals, *([group] if group else [])]
        frames.need_columns(data, names, source=source)
        table = pl.DataFrame(
            {
                "area": frames.texts(data, area, source=source),
                "group": frames.texts(data, group, source=source) if group else [ALL] * data.height,
                "allocations": whole_numbers(data, allocations, source),
                "rentals": whole_numbers(data, rentals, source),
            }
        ).with_row_index("row", offset=1)
        _check(table, areas, source)
        groups = tuple(g for g in table.get_column("group").unique(maintain_order=True) if g != ALL)
        return cls(_with_total(table, groups), groups=groups, areas=areas, period=period, scheme=scheme)

    def roll_up(self, level: str) -> Counts:
        """Add areas up to a parent level: ``"gebied"``, ``"stadsdeel"``, … or ``"city"``.

        Raises
        ------
        InvalidInputError
            If there are no areas with that level, or an area with rentals has no parent there:
            its dwellings would be lost from the sum. Westpoort, which lies in no gebied, is a unit of
            its own (``"B"``) where dwellings were let there.
        """
        if self.keys[0] != "area":
            msg = f"counts by {', '.join(self.by)} have no areas to add up to {level!r}"
            raise InvalidInputError(msg)
        parents, areas = self._parents(level)
        joined = self.frame.join(parents, on="area", how="left", maintain_order="left")
        lost = joined.filter(pl.col("parent").is_null() & (pl.col("rentals").fill_null(0) > 0))
        if lost.height:
            codes = ", ".join(lost.get_column("area").unique(maintain_order=True)[:5])
            msg = f"area {codes} has rentals and no {level}: give it a parent, or leave it out by exclude_areas"
            raise InvalidInputError(msg)
        keys = ["area", *self.keys[1:]]
        sums = [_sum_or_null(name) for name in ("allocations", "rentals")]
        frame = (
            joined.drop_nulls("parent")
            .with_columns(area=pl.col("parent"))
            .group_by([*keys, "group"], maintain_order=True)
            .agg(sums)
        )
        if areas is not None:
            order = pl.DataFrame({"area": areas.codes}).with_row_index("order")
            frame = frame.join(order, on="area", how="left", maintain_order="left")
            frame = frame.sort("order", maintain_order=True).drop("order")
        return replace(self, frame=frame, by=(level, *self.by[1:]), areas=areas, parents=parents)

    def _parents(self, level: str) -> tuple[pl.DataFrame, Areas | None]:
        if level == "city":
            codes = self.units.get_column("area") if self.areas is None else self.areas.codes
            return pl.DataFrame({"area": codes}).with_columns(parent=pl.lit(CITY)), None
        levels = {} if self.areas is None else self.areas.levels
        if self.areas is None or level not in levels:
            there = ", ".join(map(repr, [*levels, "city"]))
            msg = f"level is {level!r}, must be one of {there}: the levels of the areas that were given"
            raise InvalidInputError(msg)
        let = set(self.frame.filter(pl.col("rentals") > 0).get_column("area"))
        # Westpoort lies in no gebied: where dwellings were let there it stands beside them, under its own letter.
        found = [
            code[:1] if not parent and code in let and lies_in_none(code, level) else parent
            for code, parent in zip(self.areas.codes, levels[level], strict=True)
        ]
        schema = {"area": pl.String, "parent": pl.String}
        parents = pl.DataFrame({"area": self.areas.codes, "parent": found}, schema=schema)
        return parents, replace(self.areas, levels=levels | {level: found}).dissolve(level, names=WESTPOORT)


def _sum_or_null(name: str) -> pl.Expr:
    """Sum a column; one missing child makes the parent missing."""
    return pl.when(pl.col(name).is_null().any()).then(None).otherwise(pl.col(name).sum()).alias(name)


def _check(table: pl.DataFrame, areas: Areas | None, source: str) -> None:
    """Check what concerns more than one value; all problems are shown together."""
    problems = []
    for name in ("area", "group"):
        missing = table.filter(pl.col(name).is_null())
        problems += [f"{name} is missing in {row_list(missing)}"] if missing.height else []
    twice = table.filter(pl.struct("area", "group").is_duplicated())
    if twice.height:
        problems.append(f"an area (and group) occurs more than once in {row_list(twice)}")
    more = table.filter(pl.col("allocations") > pl.col("rentals"))
    if more.height:
        problems.append(f"more allocations than rentals in {row_list(more)}")
    several = table.group_by("area").agg(pl.col("rentals").n_unique().alias("n"), pl.col("row")).filter(pl.col("n") > 1)
    if several.height:
        rows = several.explode("row").sort("row")
        problems.append(f"different rentals for the same area in {row_list(rows)}")
    if areas is not None:
        unknown = table.filter(~pl.col("area").is_in(areas.codes) & pl.col("area").is_not_null())
        if unknown.height:
            codes = ", ".join(unknown.get_column("area").unique(maintain_order=True)[:5])
            problems.append(f"area {codes} is not one of the {len(areas)} areas, in {row_list(unknown)}")
    if problems:
        raise InvalidInputError(f"{source}: " + "; ".join(problems))


def _with_total(table: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Return every area with ``"all"`` and each group; a group without a row counts 0."""
    parts = table.filter(pl.col("group") != ALL)
    given = table.filter(pl.col("group") == ALL)
    if groups:
        units = table.unique("area", maintain_order=True).select("area", "rentals")
        full = units.join(pl.DataFrame({"group": list(groups)}), how="cross", maintain_order="left")
        filled = full.join(
            parts.select("area", "group", "allocations", present="row"),
            on=["area", "group"],
            how="left",
            maintain_order="left",
        ).with_columns(
            pl.when(pl.col("present").is_null()).then(0).otherwise(pl.col("allocations")).alias("allocations")
        )
        total = filled.group_by("area", maintain_order=True).agg(_sum_or_null("allocations"), pl.col("rentals").first())
        _check_total(total, given)
        over = total.filter(pl.col("allocations") > pl.col("rentals"))
        if over.height:
            msg = f"frame of counts: the groups of area {', '.join(over['area'][:5])} add up to more than its rentals"
            raise InvalidInputError(msg)
        rows = pl.concat(
            [total.with_columns(group=pl.lit(ALL)), filled.select("area", "allocations", "rentals", "group")]
        )
    else:
        rows = given
    order = {name: i for i, name in enumerate([ALL, *groups])}
    position = {name: i for i, name in enumerate(table.get_column("area").unique(maintain_order=True))}
    return rows.select("area", "group", "allocations", "rentals").sort(
        pl.col("area").replace_strict(position, return_dtype=pl.Int64),
        pl.col("group").replace_strict(order, return_dtype=pl.Int64),
    )


def _check_total(total: pl.DataFrame, given: pl.DataFrame) -> None:
    wrong = given.join(total, on="area", suffix="_sum").filter(pl.col("allocations") != pl.col("allocations_sum"))
    if wrong.height:
        first = wrong.row(0, named=True)
        msg = (
            f"frame of counts: the groups of area {first['area']} add up to {first['allocations_sum']}, "
            f"its row 'all' (row {first['row']}) says {first['allocations']}"
        )
        raise InvalidInputError(msg)
