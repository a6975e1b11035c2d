"""What the checks look at: the records counted once more, by every column that a check needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.checks.options import Reference, Thresholds
from spreiding.records import problems
from spreiding.records.rentals import Examination, Rentals, examined
from spreiding.records.sources import EPOCH
from spreiding.records.tally import threads
from spreiding.values import frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from spreiding.areas.areas import Areas
    from spreiding.records.stock import Stock

    Cells = npt.NDArray[np.int64]
    #: Source, and its first row numbers.
    Rows = tuple[tuple[str, tuple[int, ...]], ...]

MORE = ("corporation", "channel", "first_letting", "main_group")
TABLES = (("area", "date"), ("corporation", "group", "date"), ("area", "corporation"), ("channel", "group"),
          ("area", "group", "first_letting"), ("main_group", "group"))  # fmt: skip
#: Group of a letting that is no allocation, in the lists of groups.
REGULAR = 0


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

    def cells(self, *names: str) -> Cells:
        """Return the counts of a table by :meth:`values` of its columns; left-out records are not in it."""
        if names not in self._cells:
            self._cells[names] = self._collapsed(names)
        return self._cells[names]

    @cached_property
    def _cells(self) -> dict[tuple[str, ...], Cells]:
        return {}

    @cached_property
    def _maps(self) -> dict[str, list[int]]:
        return {name: self._map(name) for name in self.axes}

    def _collapsed(self, names: tuple[str, ...]) -> Cells:
        maps = [self._maps[name] for name in names]
        sizes = [len(self.values(name)) for name in names]
        if any(size == 0 for size in sizes):
            return np.zeros(sizes, dtype=np.int64)
        found = self.read.tally.collapse(self._tables.index(names), maps, sizes)
        cells: Cells = found.to_numpy().reshape(sizes)
        cells.setflags(write=False)
        return cells

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
        found = self.read.tally.values(self.axes["date"])
        limit = (date.max - EPOCH).days
        return [EPOCH + timedelta(days=day) for day in found if day is not None and -700_000 < day < limit]

    def _map(self, name: str) -> list[int]:
        labels = self.read.tally.values(self.axes[name])
        if name == "date":
            at = {month: i for i, month in enumerate(self.months)}
            limit = (date.max - EPOCH).days
            known = [None if d is None or not -700_000 < d < limit else EPOCH + timedelta(days=d) for d in labels]
            return [-1 if day is None else at.get(day.replace(day=1), -1) for day in known]
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
        if found is None:
            raise self.unread or InvalidInputError("the records have no dwellings")
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

    def _through_providers(self) -> list[str]:
        names = dict(self.read.groups.frame.select("code", "name").iter_rows())
        words = self.thresholds.provider_words
        known = [(label, code) for label, code in self.codes.items() if code is not None]
        return [label for label, code in known if any(w in f"{code} {names.get(code) or ''}".casefold() for w in words)]

    def rows_of(self, *where: tuple[str, Any]) -> Rows:
        """Return the first rows in which every rule on a column holds."""
        return self.rows_of_any([where])

    def rows_of_any(self, rules: Sequence[Sequence[tuple[str, Any]]]) -> Rows:
        """Return the first rows in which all of one rule's conditions hold."""
        return self.rows_in(self.read.axes, [[(self.axes[name], what) for name, what in rule] for rule in rules])

    def rows_in(self, axes: list[tuple[str, str]], rules: Sequence[list[tuple[int, Any]]]) -> Rows:
        """Return the same of any columns: conditions are on their positions."""
        looked = [problems.Problem("", 0, rule) for rule in rules]
        numbers = self.read.numbers if axes is self.read.axes else []
        found: dict[str, set[int]] = {part.name: set() for part in self.read.parts}
        for places in problems.places(looked, self.read.parts, axes, numbers):
            for name, rows in places:
                found[name] |= set(rows)
        return tuple((name, tuple(sorted(rows)[: problems.MOST])) for name, rows in found.items() if rows)

    def raw(self, name: str, value: str) -> list[str]:
        """Return the labels as they stand in the records for a value, or for a code of a group."""
        if name == "group":
            return [label for label, code in self.codes.items() if code == value]
        labels = self.read.tally.values(self.axes[name])
        return [label for label in labels if label is not None and label.strip() == value]


def gather(
    rentals: Any,
    *,
    stock: Stock | None,
    areas: Areas | None,
    reference: Reference | None,
    thresholds: Thresholds | None,
    covariates: Any,
    covariate_sources: Any,
    read_as: dict[str, Any],
) -> Material:
    """Count the records by the columns that checks need."""
    thresholds = thresholds or Thresholds()
    today = thresholds.today or date.today()  # noqa: DTZ011  a day of the calendar, not a moment
    cuts = [(today - EPOCH).days + 1]
    if isinstance(rentals, Rentals):
        read_as = {"columns": dict(rentals.columns), "groups": rentals.groups, "period": rentals.period}
        areas = areas if areas is not None else rentals.areas
        rentals = rentals.parts
    unread = None
    try:
        read = examined(rentals, areas=areas, more=MORE, tables=TABLES, cuts=cuts, repeats=True, **read_as)
    except InvalidInputError as error:
        # Where it is the dwellings that cannot be read, all else can still be checked.
        read = examined(rentals, areas=areas, more=MORE, tables=TABLES, cuts=cuts, **read_as)
        unread = error
    held = [
        None if table is None else frames.to_frame(table, source=name)
        for name, table in (("covariates", covariates), ("covariate_sources", covariate_sources))
    ]
    return Material(read, stock, reference or Reference(), thresholds, held[0], held[1], today, unread)
