"""Counts: allocations and rentals per unit and group, the one input of every statistic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import joined_on, told_codes
from spreiding.base.results import Result
from spreiding.counts import aggregates
from spreiding.counts.adding import added
from spreiding.counts.grain import ALL, CITY, TIMES, Grain
from spreiding.counts.parents import parents_of, rolled_up, sum_or_null
from spreiding.counts.periods import POOLED, span_of, within
from spreiding.counts.pooling import blocks_of, pooled
from spreiding.counts.selection import column_of, selected
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame

__all__ = ["ALL", "CITY", "Counts"]

_sum_or_null = sum_or_null  # the name that checks take it by


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
    steps: tuple[pl.DataFrame, ...] = field(default=(), repr=False)  #: Each roll-up: ``area`` (child) and ``parent``.
    let: pl.DataFrame | None = field(default=None, repr=False)  #: Areas behind a roll-up in which dwellings were let.
    whole: bool = False  #: Whether all lettings of the city are in it, less the areas left out.
    left_out: tuple[str, ...] = ()  #: Areas that take no part.
    bounded: bool = True  #: Whether the period was declared, rather than found in the records.
    #: After a crosswalk: ``area``, other keys, ``group``, ``from_whole`` (share of the mass of a cell that comes from
    #: areas that were not divided) and ``marked`` (below 95%).
    converted: pl.DataFrame | None = field(default=None, repr=False)
    #: Files and frames counted, one mark for each.
    pieces: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    chosen: tuple[tuple[str, str], ...] = ()  #: Keys of which :meth:`select` kept one value.
    public: bool = field(default=False, compare=False)  #: Whether anyone may see them: published already, or made up.

    @property
    def caption(self) -> str:
        units = self.frame.select(self.keys).unique().height
        only = "".join(f", {key} {value}" for key, value in self.chosen)
        return f"Allocations and rentals of {units} units by {', '.join(self.by)}{only} ({self.source})"

    @property
    def grain(self) -> Grain:
        """What a row is counted by."""
        return Grain.of(self.keys, self.by, rolled=bool(self.steps))

    @property
    def parents(self) -> pl.DataFrame | None:
        """After a roll-up: ``area`` (child) and ``parent`` (unit) of the last one."""
        return self.steps[-1] if self.steps else None

    @property
    def fractional(self) -> bool:
        """Whether numbers are estimates that need not be whole, as a crosswalk leaves them."""
        return self.frame.schema["rentals"].is_float()

    @property
    def periods(self) -> tuple[str, ...]:
        """Codes of the periods that rows are counted by, in order; none where there is no such key."""
        period = self.grain.period
        return () if period is None else tuple(sorted(self.frame.get_column(period).drop_nulls().unique()))

    def to_polars(self) -> pl.DataFrame:
        """Return one row per unit and group: ``keys``, ``group``, ``allocations``, ``rentals``."""
        return self.frame

    @property
    def units(self) -> pl.DataFrame:
        """The units in order, one row each."""
        return self.frame.filter(pl.col("group") == ALL).select(self.keys)

    def __add__(self, other: Counts) -> Counts:
        """Add counts of other records, such as those of another file or year, to these.

        Order and grouping change no figure: the counts of parts add up to the counts of the whole.

        Raises
        ------
        InvalidInputError
            If grain, groups, areas or period differ, or both hold the same records (or, of aggregates, the same unit).

        Examples
        --------
        >>> north = Counts.from_frame({"area": ["N60"], "allocations": [3], "rentals": [9]})
        >>> west = Counts.from_frame({"area": ["E16"], "allocations": [4], "rentals": [8]})
        >>> (north + west).to_polars().rows() == (west + north).to_polars().rows()
        True
        """
        if not isinstance(other, Counts):
            return NotImplemented
        found: Counts = added(self, other)
        return found

    def __radd__(self, other: object) -> Counts:
        """Let ``sum`` start from 0."""
        return self if other == 0 else NotImplemented

    @property
    def joined(self) -> dict[str, date]:
        """Units with ground that became part of the city within the period, and the day: Weesp on 24 March 2022."""
        scheme = None if self.areas is None else self.areas.scheme
        if "area" not in self.keys or scheme is None or self.period is None:
            return {}
        codes = (self.steps[0] if self.steps else self.units).get_column("area").unique()
        days = pl.DataFrame({"area": codes, "day": [joined_on(code, scheme) for code in codes]}).drop_nulls()
        for step in self.steps:
            days = days.join(step.drop_nulls(), on="area").select(area="parent", day="day")
        first, last = self.period
        return {area: day for area, day in days.sort("area").iter_rows() if first < day <= last}

    def row(self, unit: str, group: str = ALL) -> dict[str, Any]:
        """Return the row of one unit (by its first key) and group."""
        rows = self.frame.filter((pl.col(self.keys[0]) == unit) & (pl.col("group") == group))
        if rows.height != 1:
            raise refusal("not-one-row", n=rows.height, key=self.keys[0], unit=unit, group=group)
        return rows.row(0, named=True)

    def told(self, codes: Sequence[str]) -> list[Any]:
        """Return codes of units as a message may name them: of records only those that are known to be codes."""
        if not self.pieces:
            return list(codes[:5])
        return [*told_codes(codes, () if self.areas is None else self.areas.codes)]

    def column(self, name: str, group: str = ALL) -> tuple[list[str], pl.Series]:
        """Return the units' codes and one column of one group, in the same order; of areas, those with a place."""
        return column_of(self.frame, self.keys[0], self.groups, name=name, group=group)

    def select(self, **keys: Any) -> Counts:
        """Return the rows of one value, or of a list of values, of a key: ``counts.select(year="2018")``.

        A key of which one value is asked for is no key any more (a list keeps it); its period becomes that of the
        counts. ``None`` selects what is not known, such as lettings without an association.

        Raises
        ------
        InvalidInputError
            If the counts have no such key, or the key no such value; names those there are.

        Examples
        --------
        >>> table = {"area": ["E16", "E16"], "year": [2018, 2019], "allocations": [3, 4], "rentals": [9, 8]}
        >>> Counts.from_frame(table, by=["year"]).select(year="2019").to_dicts()
        [{'area': 'E16', 'group': 'all', 'allocations': 4, 'rentals': 8}]
        """
        frame, left = selected(self.frame, self.keys, keys)
        gone = [key for key in self.keys if key not in left]
        names = dict(zip(self.keys, self.by, strict=False))
        chosen = tuple((key, str(keys[key])) for key in gone)
        times = [str(keys[key]) for key in gone if key in TIMES]
        return replace(
            self, frame=frame, keys=tuple(left), by=tuple(names.get(key, key) for key in left),
            period=within(times[0], self.period) if times else self.period, chosen=(*self.chosen, *chosen),
            whole=self.whole and "area" not in keys, let=_of_period(self.let, times[0] if times else None),
        )  # fmt: skip

    def pool(self, *, years: int = 3) -> Counts:
        """Take years together where one is too small: blocks of so many years, named ``"2018-2020"``.

        The key ``year`` becomes ``period``. Shares of them take the stock of the first day of each block.

        Raises
        ------
        InvalidInputError
            If the counts are not by year, a year is missing, or their number is no multiple of ``years``.

        Examples
        --------
        >>> table = {"area": ["E16"] * 3, "year": [2018, 2019, 2020], "allocations": [3, 4, 2], "rentals": [9, 8, 5]}
        >>> Counts.from_frame(table, by=["year"]).pool().to_dicts()
        [{'area': 'E16', 'period': '2018-2020', 'group': 'all', 'allocations': 9, 'rentals': 22}]
        """
        frame, let = pooled(self.frame, self.keys, years), self.let
        if let is not None:
            let = let.join(blocks_of(self.periods, years), on="year").drop("year").unique(maintain_order=True)
        named = {key: POOLED if key == "year" else key for key in (*self.keys, *self.by)}
        keys, by = (tuple(named[key] for key in of) for of in (self.keys, self.by))
        return replace(self, frame=frame, keys=keys, by=by, let=let)

    @classmethod
    def from_frame(
        cls,
        frame: Frame,
        *,
        area: str | None = "area",
        by: Sequence[str] = (),
        group: str | None = None,
        allocations: str = "allocations",
        rentals: str = "rentals",
        areas: Areas | None = None,
        period: tuple[date, date] | None = None,
        scheme: str | None = None,
        public: bool = False,
    ) -> Counts:
        """Build counts from aggregates, checked like records.

        Parameters
        ----------
        frame
            One row per area, or per area and group (then ``group`` names the column). Rows of the
            group ``"all"`` are optional; where present they must equal the sum of the groups.
            ``rentals`` repeats the area's total on each of its rows.
        area, group, allocations, rentals
            Names of the columns; ``area=None`` where rows are of the whole city. A missing number stays missing.
        by
            Further columns that name a unit, under the library's names: ``"year"``, ``"half_year"``, ``"quarter"``,
            ``"month"``, ``"period"`` (years together: ``"2018-2020"``), ``"corporation"``, ``"channel"``,
            ``"first_letting"``.
        areas
            Where given, every code must be one of them, and roll-ups use their parents.
        period, scheme
            Kept with the result.
        public
            Whether the figures are published already, or made up: what is drawn of others bears a mark until it is
            protected.

        Raises
        ------
        InvalidInputError
            Names column, row number and rule: a number that is not whole or below 0, more
            allocations than rentals, an area twice, an unknown area, a total among the areas (``STAD`` or
            ``Totaal``; the code ``ONBEKEND`` is for lettings without a place), a code that is no period, or groups
            that do not add up.

        Examples
        --------
        >>> Counts.from_frame({"area": ["E16"], "allocations": [58], "rentals": [87]}).to_dicts()
        [{'area': 'E16', 'group': 'all', 'allocations': 58, 'rentals': 87}]
        """
        keys = (*(("area",) if area else ()), *by)
        names: dict[str, Any] = {"group": group, "allocations": allocations, "rentals": rentals}
        table = aggregates.read(frame, area=area, by=by, areas=areas, **names)
        aggregates.check(table, keys, areas)
        groups = tuple(g for g in table.get_column("group").unique(maintain_order=True) if g != ALL)
        rows = aggregates.with_total(table, keys, groups)
        city = area is not None and rows.get_column("area").unique().to_list() == [CITY]
        return cls(
            rows, keys=keys, groups=groups, by=("city", *keys[1:]) if city else keys, areas=areas,
            period=period or _whole_of(rows, keys), scheme=scheme, bounded=period is not None, public=public,
        )  # fmt: skip

    def roll_up(self, level: str) -> Counts:
        """Add areas up to a parent level: ``"gebied"``, ``"stadsdeel"``, … or ``"city"``.

        Lettings without a place stay a unit of their own (``"ONBEKEND"``) at every level below the city.

        Raises
        ------
        InvalidInputError
            If there are no areas with that level, or an area with rentals has no parent there:
            its dwellings would be lost from the sum. Westpoort, which lies in no gebied, is a unit of
            its own (``"B"``) where dwellings were let there.
        """
        if self.keys[0] != "area":
            raise refusal("no-areas-to-add", by=self.by, level=level)
        let = self.frame.filter((pl.col("group") == ALL) & (pl.col("rentals") > 0))
        units = self.units.get_column("area").unique(maintain_order=True).to_list()
        parents, areas = parents_of(self.areas, units, set(let.get_column("area")), self.left_out, level)
        lost = let.join(parents.drop_nulls("parent"), on="area", how="anti")
        if lost.height:
            codes = lost.get_column("area").unique(maintain_order=True)[:5].to_list()
            raise refusal("no-parent", areas=codes, level=level)
        times = [key for key in self.keys if key in TIMES]
        where = let.select("area", *times).unique(maintain_order=True) if self.let is None else self.let
        return replace(
            self, frame=rolled_up(self.frame, parents, self.keys[1:], areas), by=(level, *self.by[1:]), areas=areas,
            steps=(*self.steps, parents), let=where,
        )  # fmt: skip


def _of_period(let: pl.DataFrame | None, code: str | None) -> pl.DataFrame | None:
    """Keep the areas in which dwellings were let in one period."""
    time = None if let is None else next((key for key in let.columns if key in TIMES), None)
    if let is None or code is None or time is None:
        return let
    return let.filter(pl.col(time) == code).drop(time)


def _whole_of(rows: pl.DataFrame, keys: Sequence[str]) -> tuple[date, date] | None:
    """Return the first and last day of the periods that rows are counted by."""
    time = next((key for key in keys if key in TIMES), None)
    spans = [] if time is None else [span_of(code) for code in rows.get_column(time).unique()]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
