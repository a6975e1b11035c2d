"""Records in: rentals are read once, checked as a whole, and kept as counts of distinct values."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.areas.locate import locate
from spreiding.base.errors import InvalidInputError
from spreiding.base.progress import progress
from spreiding.base.results import Result
from spreiding.records import problems
from spreiding.records.groups import TargetGroups, target_groups
from spreiding.records.sources import EPOCH, NUMBERS, Part, column_names, numeric, parts_of
from spreiding.values import frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame

#: The library's names of columns; the first three are needed.
NEEDED = ("date", "area", "group")
OPTIONAL = ("corporation", "dwelling_id", "x", "y", "floor_area", "rent", "first_letting", "channel",
            "main_group", "advert_date", "contract", "remarks", "void_date", "renewal")  # fmt: skip
#: Columns that only the checks look at, and those that they leave alone where they hold numbers.
CHECKED = ("main_group", "advert_date", "contract", "remarks", "void_date", "renewal")
MAY_BE_NUMBERS = ("first_letting", "main_group")


@dataclass(frozen=True, repr=False)
class Rentals(Result):
    """Rentals that were read and checked; make it with :func:`read_rentals`.

    It holds no records: only how often each combination of area, target group and month occurs.
    """

    rows: int  #: Records read.
    columns: Mapping[str, str]  #: The library's name of a column -> the source's.
    groups: TargetGroups
    areas: Areas | None
    period: tuple[date, date]  #: Declared, or the first and last day met; both included.
    excluded: pl.DataFrame  #: ``reason``, ``count``: records that no count includes.
    aliases: pl.DataFrame  #: ``column``, ``label``, ``code``, ``count``: labels that are not written as the code.
    dialects: pl.DataFrame  #: ``source``, ``delimiter``, ``decimal``, ``bom``: what was found out of each CSV.
    warnings: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=(), repr=False)
    tally: _core.Tally = field(default=None, repr=False, compare=False)  # type: ignore[assignment]

    @property
    def source(self) -> str:
        """Names of the files or frames."""
        return ", ".join(part.name for part in self.parts)

    @property
    def caption(self) -> str:
        first, last = self.period
        return f"{self.rows} rentals from {self.source}, {first} to {last}, target groups {self.groups.name}"

    def to_polars(self) -> pl.DataFrame:
        """Return the number of records per target-group code as read; regular lettings have no code."""
        return problems.per_code(self.tally, self.groups)


def read_rentals(
    source: str | Path | Frame | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    groups: str | Frame | TargetGroups = "ois2018",
    areas: Areas | None = None,
    period: tuple[date, date] | None = None,
) -> Rentals:
    """Read and check rental records; one row is one letting of one dwelling.

    Parameters
    ----------
    source
        Path or glob of CSV or Parquet files (or a list of paths), any frame, or a polars LazyFrame.
        A CSV may be separated by ``,``, ``;`` or tabs, with or without byte-order mark; ``;`` goes with
        the Dutch notation of numbers. What was found is kept in ``Rentals.dialects``.
    columns
        The library's names -> the source's, where they differ. Needed: ``date``, ``area`` and
        ``group`` (missing = regular letting). Optional: ``corporation``, ``dwelling_id``, ``x``,
        ``y``, ``floor_area``, ``rent``, ``first_letting``, ``channel``, and for :func:`spreiding.check`
        alone ``main_group``, ``advert_date``, ``contract`` (its kind), ``remarks``, ``void_date`` (the day the
        dwelling fell empty) and ``renewal`` (yes or no). Where there is no ``area`` but ``x`` and ``y``, areas
        with boundaries locate each letting.
    groups
        Target-group scheme: see :func:`spreiding.target_groups`.
    areas
        Where given, every area code must be one of them.
    period
        First and last day, both included. Where given, every date must lie in it.

    Returns
    -------
    Rentals
        Memory does not depend on the number of records.

    Raises
    ------
    InvalidInputError
        All problems of the records together: what was found, in how many rows, and the first row
        numbers (counted from 1 below the column names). Never the contents of a record.

    Examples
    --------
    >>> records = {"date": ["2016-05-01"] * 3, "area": ["E16"] * 3, "group": ["UMO", None, None]}
    >>> read_rentals(records).rows
    3
    """
    read = examined(source, columns=columns, groups=groups, areas=areas, period=period)
    if read.found.problems:
        raise InvalidInputError(problems.message(read.found.problems, read.parts, read.axes[:3], read.numbers))
    return read.rentals()


@dataclass(frozen=True)
class Examination:
    """Records that were read, with whatever is wrong with them."""

    columns: Mapping[str, str]
    groups: TargetGroups
    areas: Areas | None
    period: tuple[date, date] | None  #: As declared.
    parts: tuple[Part, ...]
    axes: list[tuple[str, str]]  #: Area, group and date first.
    numbers: list[tuple[str, float]]
    tally: _core.Tally
    dialects: pl.DataFrame
    found: problems.Examined
    lettings: _core.Lettings | None = None  #: Keys of the dwellings, where they were asked for.

    def rentals(self) -> Rentals:
        """Return the records; there must be no problems."""
        found = self.found
        return Rentals(
            rows=self.tally.rows, columns=self.columns, groups=self.groups, areas=self.areas,
            period=self.period or found.span, excluded=found.excluded, aliases=found.aliases,
            dialects=self.dialects, warnings=found.warnings, parts=self.parts, tally=self.tally,
        )  # fmt: skip


def examined(
    source: Any,
    *,
    columns: Mapping[str, str] | None = None,
    groups: str | Frame | TargetGroups = "ois2018",
    areas: Areas | None = None,
    period: tuple[date, date] | None = None,
    more: Sequence[str] = (),
    tables: Sequence[Sequence[str]] = (),
    cuts: Sequence[int] = (),
    repeats: bool = False,
) -> Examination:
    """Read records and look for problems without raising them.

    ``more`` names further columns to count where the records have them, ``tables`` combinations of
    columns to count beside area and group, group and month; ``cuts`` days at which a new month-value starts.
    With ``repeats``, the same pass keeps what tells which dwellings may be let twice.
    """
    scheme = target_groups(groups)
    parts, mapping = _mapped(tuple(parts_of(source)), dict(columns or {}), areas)
    mapping = {n: c for n, c in mapping.items() if not (n in MAY_BE_NUMBERS and n in more and numeric(parts, c))}
    axes = [(mapping["area"], "text"), (mapping["group"], "text"), (mapping["date"], "month")]
    axes += [(mapping[name], "text") for name in more if name in mapping]
    numbers = [(mapping[name], least) for name, least in NUMBERS.items() if name in mapping]
    at = {name: i for i, name in enumerate(["area", "group", "date", *(n for n in more if n in mapping)])}
    extra = [tuple(at[name] for name in table) for table in tables if all(name in at for name in table)]
    days = sorted({*_cuts(scheme, period), *cuts})
    lettings = _lettings(mapping, len(axes)) if repeats and "dwelling_id" in mapping else None
    tally, dialects, broken = _tally(parts, axes, numbers, [*problems.TABLES, *extra], days, lettings)
    found = problems.examine(tally, scheme, areas, period, numbers, broken)
    return Examination(mapping, scheme, areas, period, parts, axes, numbers, tally, dialects, found, lettings)


def _lettings(mapping: Mapping[str, str], axes: int) -> _core.Lettings:
    """Return a watch on the dwellings; in the pass, their column follows the other axes."""
    columns = [mapping[name] for name in ("dwelling_id", "date", "group")]
    return _core.Lettings(columns, [axes, problems.DATE, problems.GROUP])


def _mapped(
    parts: tuple[Part, ...], wanted: dict[str, str], areas: Areas | None
) -> tuple[tuple[Part, ...], dict[str, str]]:
    """Return the parts, and which column of the source is which; located where there are only coordinates."""
    unknown = [name for name in wanted if name not in NEEDED + OPTIONAL]
    if unknown:
        msg = f"columns names {', '.join(map(repr, unknown))}, must be among {', '.join(NEEDED + OPTIONAL)}"
        raise InvalidInputError(msg)
    located: list[Part] = []
    for part in parts:
        names = column_names(part)
        has_area = wanted.get("area", "area") in names
        point = [wanted.get(axis, axis) for axis in ("x", "y")]
        if not has_area and areas is not None and all(name in names for name in point):
            located.append(_located(part, areas, point, wanted.get("area", "area")))
            names.append(wanted.get("area", "area"))
        else:
            located.append(part)
        missing = [wanted.get(n, n) for n in NEEDED if wanted.get(n, n) not in names]
        missing += [wanted[n] for n in OPTIONAL if n in wanted and wanted[n] not in names]
        if missing:
            msg = (
                f"{part.name} has no column {', '.join(map(repr, missing))}; "
                f"its columns are {', '.join(map(repr, names))}: name them by columns= (--column)"
            )
            raise InvalidInputError(msg)
    everywhere = set.intersection(*(set(column_names(part)) for part in located))
    mapping = {n: wanted.get(n, n) for n in NEEDED}
    mapping |= {n: wanted.get(n, n) for n in OPTIONAL if wanted.get(n, n) in everywhere}
    return tuple(located), mapping


def _located(part: Part, areas: Areas, point: list[str], area: str) -> Part:
    """Return the part as a LazyFrame with the area that each point lies in."""
    frame, dutch = part.scan()
    numbers = [name for name in {*NUMBERS, *point} if frame.collect_schema().get(name) == pl.String]

    def place(batch: pl.DataFrame) -> pl.DataFrame:
        batch = batch.with_columns(frames.numbers(batch, name, part.name, dutch=dutch) for name in numbers)
        x, y = (frames.floats(batch, name, source=part.name) for name in point)
        return batch.with_columns(locate(areas, x, y).alias(area))

    schema = frame.collect_schema() | dict.fromkeys(numbers, pl.Float64()) | {area: pl.String()}
    return Part(part.name, "lazy", frame.map_batches(place, schema=schema, streamable=True), part.stamp)


def _cuts(scheme: TargetGroups, period: tuple[date, date] | None) -> list[int]:
    """Return the days on which a rule can change, so that no count spans one."""
    firsts = scheme.frame.get_column("valid_from").drop_nulls().to_list()
    lasts = scheme.frame.get_column("valid_to").drop_nulls().to_list()
    if period is not None:
        if period[0] > period[1]:
            msg = f"period is {period[0]} to {period[1]}, must run from the first to the last day"
            raise InvalidInputError(msg)
        firsts, lasts = [*firsts, period[0]], [*lasts, period[1]]
    days = {*firsts, *(last + timedelta(days=1) for last in lasts)}
    return sorted((day - EPOCH).days for day in days)


def threads() -> int:
    """Return how many threads may read."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tally(
    parts: Sequence[Part],
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
    tables: Sequence[Sequence[int]],
    cuts: Sequence[int] = (),
    lettings: _core.Lettings | None = None,
) -> tuple[_core.Tally, pl.DataFrame, dict[str, tuple[int, list[int], int, list[int]]]]:
    """Count combinations of the axes' values over all parts; ``tables`` names the axes of each table."""
    if lettings is not None:
        axes = [*axes, (lettings.columns[0], "key")]
    whole: _core.Tally | None = None
    dialects, broken = [], {}
    columns = [*axes, *((name, "number") for name, _ in numbers)]
    with progress() as tick:
        for part in parts:
            for source in part.sources(columns):
                tally, lines = source.tally(
                    list(axes), list(numbers), list(tables), list(cuts), threads(), tick, lettings
                )
                if source.dialect:
                    mark, dutch, bom = source.dialect
                    dialects.append((part.name, mark, "," if dutch else ".", bom))
                if lines[0] or lines[2]:
                    broken[part.name] = lines
                if whole is None:
                    whole = tally
                else:
                    whole.merge(tally)
    if whole is None:
        msg = f"{', '.join(part.name for part in parts)}: there are no records"
        raise InvalidInputError(msg)
    schema = {"source": pl.String, "delimiter": pl.String, "decimal": pl.String, "bom": pl.Boolean}
    return whole, pl.DataFrame(dialects, schema=schema, orient="row"), broken
