"""What the checks look at: the records counted once more, by every column that a check needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.checks.finding import Place, not_run
from spreiding.checks.rows import Rows
from spreiding.records import problems
from spreiding.records.again import again
from spreiding.records.groups import fold
from spreiding.records.sources import EPOCH, threads
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from spreiding.base.errors import InvalidInputError
    from spreiding.checks.finding import NotRun
    from spreiding.checks.options import Reference, Thresholds
    from spreiding.counts.dwellings import StockAt
    from spreiding.records.rentals import Examination
    from spreiding.records.stock import Stock

    Cells = npt.NDArray[np.int64]
    #: Rules that hold together: names of columns with what the core looks for.
    Where = Sequence[tuple[str, Any]]

MORE = ("corporation", "channel", "first_letting", "main_group")
#: Combinations of columns that are counted; each also without its last column, where that is the first letting.
TABLES = (("area", "date"), ("corporation", "group", "date"), ("corporation", "area"), ("corporation", "area", "date"),
          ("channel", "group"), ("area", "group", "first_letting"), ("main_group", "group"),
          ("group", "date", "first_letting"), ("area", "date", "first_letting"),
          ("corporation", "group", "date", "first_letting"),
          ("corporation", "area", "date", "first_letting"))  # fmt: skip
#: Group of a letting that is no allocation, in the lists of groups.
REGULAR = 0
#: Values of the column of first lettings that mean yes.
YES = {"true", "1", "ja", "j", "yes", "y", "waar", "x", "eersteverhuring", "nieuwbouw"}


@dataclass(frozen=True)
class Material:
    """Records with what belongs to them; missing columns give None."""

    read: Examination
    stock: Stock | None
    reference: Reference
    thresholds: Thresholds
    covariates: pl.DataFrame | None
    covariate_sources: pl.DataFrame | None
    today: date
    unread: InvalidInputError | None = None  #: Why the column of dwellings cannot be read.
    by: str | None = None  #: Periods that are counted apart.
    stock_at: StockAt = "start"  #: Which day of a period its stock is of.
    _held: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def axes(self) -> dict[str, int]:
        """Position of each counted column."""
        return {name: i for i, name in enumerate(["area", "group", "date", *self._more])}

    @cached_property
    def _more(self) -> list[str]:
        return [name for name in MORE if name in self.read.columns]

    @cached_property
    def _tables(self) -> list[tuple[str, ...]]:
        first = [("area", "group"), ("group", "date")]
        return first + [table for table in TABLES if all(name in self.axes for name in table)]

    @cached_property
    def rows(self) -> Rows | NotRun:
        """The records one by one, where they can be had and are not too many."""
        if self.in_engine:
            return not_run("idle-engine")
        if self.read.tally.rows > self.thresholds.row_limit:
            return not_run("idle-too-many-rows", rows=self.read.tally.rows, limit=self.thresholds.row_limit)
        return Rows.read(self.read.parts, self.read.columns)

    @property
    def in_engine(self) -> bool:
        """Whether the records stay in an engine, which counts them and tells no rows."""
        return not all(part.has_rows for part in self.read.parts)

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what several checks share, made at the first asking."""
        if key not in self._held:
            self._held[key] = make()
        return self._held[key]

    def cells(self, *names: str) -> Cells:
        """Return the counts of a table by :meth:`values` of its columns; left-out records are not in it."""
        found: Cells = self.once(names, lambda: self.counted(*names))
        return found

    def relet(self, *names: str) -> Cells:
        """Return the same without first lettings of new dwellings, where they are known and few."""
        whole = (*names, "first_letting")
        if whole not in self._tables or not self._first.any():
            return self.cells(*names)
        kept: Cells = self.cells(*whole)[..., ~self._first].sum(axis=-1)
        # A column that calls most lettings the first of their dwelling does not mean that.
        return kept if 2 * kept.sum() >= self.cells(*names).sum() else self.cells(*names)

    @cached_property
    def _first(self) -> npt.NDArray[np.bool_]:
        labels = self.values("first_letting")
        return np.array([label is not None and fold(label) in YES for label in labels])

    def counted(self, *names: str, dates: tuple[list[int], int] | None = None) -> Cells:
        """Return a table; ``dates``: other positions than months for the days, and how many there are."""
        maps = [self._maps[name] for name in names]
        sizes = [len(self.values(name)) for name in names]
        if dates is not None:
            maps[names.index("date")], sizes[names.index("date")] = dates
        if any(size == 0 for size in sizes):
            return np.zeros(sizes, dtype=np.int64)
        found = self.read.tally.collapse(self._tables.index(names), maps, sizes)
        cells: Cells = found.to_numpy().reshape(sizes)
        cells.setflags(write=False)
        return cells

    @cached_property
    def _maps(self) -> dict[str, list[int]]:
        return {name: self._map(name) for name in self.axes}

    def values(self, name: str) -> list[Any]:
        """Return areas, groups (``None`` first: regular), months (first days), associations or channels."""
        return self._values[name]

    @cached_property
    def _values(self) -> dict[str, list[Any]]:
        groups = self.read.groups.frame.filter(pl.col("role") == "allocation").get_column("code")
        values: dict[str, list[Any]] = {"group": [None, *groups], "date": self.months}
        for name in ("area", *self._more):
            labels = self.read.tally.values(self.axes[name])
            values[name] = sorted({label.strip() for label in labels if label is not None and label.strip()})
            values[name].append(None)
        return values

    @cached_property
    def months(self) -> list[date]:
        """First days of all months of the period, empty ones too."""
        days = self.days
        first, last = self.read.period or ((min(days), max(days)) if days else (EPOCH, EPOCH))
        if days and self.read.period is None:
            # A date far off (a typing fault, found by check 5) must not make thousands of months.
            last = min(last, first + timedelta(days=3660))
        months, day = [], first.replace(day=1)
        while day <= last:
            months.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return months

    @cached_property
    def days(self) -> list[date]:
        """The first day met of each month."""
        return [day for day in self.dates if day is not None]

    @cached_property
    def dates(self) -> list[date | None]:
        """The first day met of each part of a month that is counted apart; None where there is no such day."""
        found = self.read.tally.values(self.axes["date"])
        limit = (date.max - EPOCH).days
        known = [day is not None and -700_000 < day < limit for day in found]
        return [EPOCH + timedelta(days=day) if ok else None for day, ok in zip(found, known, strict=True)]

    def _map(self, name: str) -> list[int]:
        labels = self.read.tally.values(self.axes[name])
        if name == "date":
            at = {month: i for i, month in enumerate(self.months)}
            return [-1 if day is None else at.get(day.replace(day=1), -1) for day in self.dates]
        at_label = {value: i for i, value in enumerate(self.values(name))}
        if name == "group":
            return [self._group(label, at_label) for label in labels]
        return [at_label.get((label or "").strip() or None, -1) for label in labels]

    def _group(self, label: str | None, at: dict[Any, int]) -> int:
        if label is None:
            return REGULAR
        code = self.codes.get(label)
        return REGULAR if code in self.regular else at.get(code, -1) if code is not None else -1

    @cached_property
    def codes(self) -> dict[str, str | None]:
        """Code of each label of the column of groups."""
        labels = self.read.tally.values(self.axes["group"])
        return self.read.groups.resolve([label for label in labels if label is not None])

    @cached_property
    def regular(self) -> set[str]:
        """Codes of lettings that are no allocation."""
        frame = self.read.groups.frame
        return set(frame.filter(pl.col("role") == "regular").get_column("code"))

    @cached_property
    def main_of(self) -> Cells:
        """Position among the main groups of each group; -1 for regular lettings."""
        of = dict(self.read.groups.frame.select("code", "main_group").iter_rows())
        at = {group: i for i, group in enumerate(self.main_groups)}
        return np.array([at.get(of.get(code, ""), -1) if code else -1 for code in self.values("group")])

    def main_in(self, month: date) -> Cells:
        """Return the same as the scheme has it in a month, where main groups differ from day to day."""
        of, at = self.read.groups.main_at(month), {group: i for i, group in enumerate(self.main_groups)}
        return np.array([at.get(of.get(code) or "", -1) if code else -1 for code in self.values("group")])

    @property
    def main_groups(self) -> tuple[str, ...]:
        """Main groups in the order of the scheme."""
        return self.read.groups.main_groups

    @cached_property
    def by_area(self) -> tuple[list[str], Cells, Cells]:
        """Areas, their rentals and their allocations; lettings without area are left out."""
        cells = self.cells("area", "group")[:-1]
        return self.values("area")[:-1], cells.sum(axis=1), cells[:, 1:].sum(axis=1)

    @cached_property
    def by_month(self) -> Cells:
        """Lettings per group and month."""
        return self.cells("group", "date")

    @cached_property
    def units(self) -> tuple[list[str], Cells]:
        """Associations with lettings, and their lettings per group and month; empty where records name none."""
        if "corporation" not in self.axes:
            return [], np.zeros((0, len(self.values("group")), len(self.months)), dtype=np.int64)
        cells = self.relet("corporation", "group", "date")
        kept = cells.sum(axis=(1, 2)) > 0
        names = [name or "-" for name, k in zip(self.values("corporation"), kept, strict=True) if k]
        return names, cells[kept]

    def whole_years(self) -> list[tuple[int, list[int]]]:
        """Years of which every month lies in the period, with the positions of their months."""
        years: dict[int, list[int]] = {}
        for i, month in enumerate(self.months):
            years.setdefault(month.year, []).append(i)
        if self.read.period is not None:
            first, last = self.read.period
            if first.day > 1:
                years.get(first.year, []).clear()
            if (last + timedelta(days=1)).day > 1:
                years.get(last.year, []).clear()
        return [(year, at) for year, at in years.items() if len(at) == 12]

    def lettings(self) -> list[tuple[int, list[tuple[str, list[int]]]]]:
        """Return per kind of repeat its number and first rows by source; the records must have dwellings.

        Kinds: same dwelling and day; of those from another source; of those with another group; within
        ``duplicate_days``; to the same group after a letting through a care provider.
        """
        found, t = self.read.lettings, self.thresholds
        if self.in_engine:
            return self._lettings_of_engine()
        if found is None:
            raise self.unread or refusal("no-dwellings")
        held = list(zip(found.columns, ("key", "day", "text"), strict=True))
        for number in range(found.passes(self._through_providers(), t.duplicate_days, t.provider_days)):
            found.begin(number)
            for at, part in enumerate(self.read.parts):
                for source in part.sources(held):
                    found.verify(source, at, threads())
        names = [part.name for part in self.read.parts]
        kinds = []
        for count, rows in found.hits():
            by_part: dict[str, list[int]] = {}
            for part_at, row in rows:
                by_part.setdefault(names[part_at], []).append(row)
            kinds.append((count, list(by_part.items())))
        return kinds

    def _lettings_of_engine(self) -> list[tuple[int, list[tuple[str, list[int]]]]]:
        """Return the numbers that an engine counts; it tells no rows, and is one source."""
        signs, t = self.read.found.signs, self.thresholds
        blank = signs.filter(pl.col("column") == "group").get_column("sign").to_list()
        columns = self.column("dwelling_id"), self.column("date"), self.column("group")
        found = again(
            self.read.parts[0].held, columns, providers=self._through_providers(), blank_groups=blank,
            within=t.duplicate_days, provider_days=t.provider_days,
        )  # fmt: skip
        return [(n, []) for n in (found.same_day, 0, found.other_group, found.soon, found.after_provider)]

    def _through_providers(self) -> list[str]:
        names = dict(self.read.groups.frame.select("code", "name").iter_rows())
        words = self.thresholds.provider_words
        known = [(label, code) for label, code in self.codes.items() if code is not None]
        return [label for label, code in known if any(w in f"{code} {names.get(code) or ''}".casefold() for w in words)]

    def column(self, name: str) -> str:
        """Return what the source calls a column."""
        return self.read.columns.get(name, name)

    def places(self, column: str, *where: tuple[str, Any]) -> tuple[Place, ...]:
        """Return the first rows in which every rule on a column holds."""
        return self.places_of_any(column, [where])

    def places_of_any(self, column: str, rules: Sequence[Where]) -> tuple[Place, ...]:
        """Return the first rows in which all of one rule's conditions hold."""
        found = self.places_in(self.read.axes, [[(self.axes[name], what) for name, what in rule] for rule in rules])
        return self.remember(placed(found, self.column(column)), rules)

    def remember(self, places: tuple[Place, ...], rules: Sequence[Where]) -> tuple[Place, ...]:
        """Keep by which rules places were found, so that all rows can be told where they are asked for."""
        self._held[places] = rules
        return places

    def rules_of(self, places: tuple[Place, ...]) -> Sequence[Where]:
        """Return the rules by which places were found; none where they were found otherwise."""
        rules: Sequence[Where] = self._held.get(places, ())
        return rules

    def places_in(
        self, axes: list[tuple[str, str]], rules: Sequence[list[tuple[int, Any]]]
    ) -> list[tuple[str, list[int]]]:
        """Return the same of any columns, by source: conditions are on their positions."""
        looked = [problems.Problem("", 0, rule) for rule in rules]
        numbers, tally = (self.read.numbers, self.read.tally) if axes is self.read.axes else ([], None)
        found: dict[str, set[int]] = {part.name: set() for part in self.read.parts}
        for places in problems.places(looked, self.read.parts, axes, numbers, tally):
            for name, rows in places:
                found[name] |= set(rows)
        return [(name, sorted(rows)[: problems.MOST]) for name, rows in found.items() if rows]

    def raw(self, name: str, value: str) -> list[str]:
        """Return the labels as they stand in the records for a value, or for a code of a group."""
        if name == "group":
            return [label for label, code in self.codes.items() if code == value]
        labels = self.read.tally.values(self.axes[name])
        return [label for label in labels if label is not None and label.strip() == value]


def placed(rows: Sequence[tuple[str, Sequence[int]]], column: str | None) -> tuple[Place, ...]:
    """Return first rows by source as places."""
    return tuple(Place(name, column, tuple(there)) for name, there in rows if there)


def ends(period: tuple[date, date], days: int) -> list[date]:
    """Return the days on which the windows at both ends of a period begin or are over."""
    first, last = period
    return [first + timedelta(days=days), last + timedelta(days=1 - days)]
