"""Records in: rentals are read once, checked as a whole, and kept as counts of distinct values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.results import Result
from spreiding.records import problems
from spreiding.records.groups import TargetGroups, target_groups
from spreiding.records.located import located
from spreiding.records.paths import same_contents
from spreiding.records.period import cuts_of, period_of
from spreiding.records.sources import NUMBERS, Part, Values, numeric, parts_of, told_apart
from spreiding.records.tally import Passed, passed, per_code, watch
from spreiding.values.names import RECORDS, cleaned, nearest, no_columns
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from spreiding import _core
    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame

#: The library's names of columns; the first three are needed.
NEEDED = ("date", "area", "group")
OPTIONAL = ("corporation", "dwelling_id", "x", "y", "floor_area", "rent", "first_letting", "channel",
            "main_group", "advert_date", "contract", "remarks", "void_date", "renewal")  # fmt: skip
#: Columns that only the checks look at, and those that they leave alone where they hold numbers.
CHECKED = ("main_group", "advert_date", "contract", "remarks", "void_date", "renewal")
MAY_BE_NUMBERS = ("main_group",)
#: What a column of codes holds, where it is more than a name.
KINDS = {"area": "area", "group": "group", "first_letting": "flag"}


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
    excluded: pl.DataFrame  #: ``reason``, ``count``: records that no count of an area or group includes.
    aliases: pl.DataFrame  #: ``column``, ``label``, ``code``, ``count``: labels that are not written as the code.
    signs: pl.DataFrame  #: ``column``, ``sign``, ``count``: what stood for a missing value, but for blanks.
    dialects: pl.DataFrame  #: ``source``, ``delimiter``, ``decimal``, ``bom``, ``encoding``, ``compression`` of text.
    warnings: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=(), repr=False)
    tally: _core.Tally = field(default=None, repr=False, compare=False)  # type: ignore[assignment]
    public: bool = field(default=False, compare=False)  #: Whether the records are published already, or made up.
    #: What was counted of the same records before, so that they are not read again.
    held: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def source(self) -> str:
        """Names of the files or frames, the first few."""
        names = [part.name for part in self.parts]
        return ", ".join(names[: problems.MOST]) + (f" … ({len(names)})" if len(names) > problems.MOST else "")

    @property
    def caption(self) -> str:
        first, last = self.period
        return f"{self.rows} rentals from {self.source}, {first} to {last}, target groups {self.groups.name}"

    def to_polars(self) -> pl.DataFrame:
        """Return the number of records per target-group code as read; regular lettings have no code."""
        return per_code(self.tally, self.groups)


def read_rentals(
    source: str | Path | Frame | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    groups: str | Frame | TargetGroups = "ois2018",
    areas: Areas | None = None,
    period: tuple[date | str, date | str] | None = None,
    notation: str | None = None,
    public: bool = False,
    sheet: str | Sequence[str] | None = None,
    spss: Values = "labels",
) -> Rentals:
    """Read and check rental records; one row is one letting of one dwelling.

    Parameters
    ----------
    source
        Path, folder or glob of files (or a list of these), any frame, a polars LazyFrame, or a table of an engine. A
        name that exists is that file, whatever signs it holds; an address is fetched (``https://``, and ``s3://``,
        ``az://`` or ``gs://`` with ``pip install 'spreiding[stores]'``).

        - CSV: separated by ``,``, ``;``, ``|`` or tabs, in UTF-8, UTF-16 or Windows-1252, packed by gzip or zstd; what
          was found is kept in ``Rentals.dialects``.
        - Parquet.
        - Workbooks (``.xlsx``, ``.xlsm``, ``.xls``, ``.ods``): the row of headings is found, whatever stands above it.
        - SPSS (``.sav``, ``.zsav``; needs ``pip install 'spreiding[spss]'``).
        - A DuckDB relation, a Spark or Ibis table, or whatever narwhals reads lazily: the engine counts, and no record
          leaves it. A point in time counts for the day that it has in the engine's time zone.
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
        First and last day, both included, as dates or text. Where given, every date must lie in it.
    notation
        How a file writes numbers, where its numbers leave that open: ``"nl"`` (1.785,5) or ``"en"``
        (1,785.5).
    public
        Say ``True`` of records that anyone may see, such as made-up ones: tables, maps and charts of others bear a mark
        that they are internal until they are protected.
    sheet
        Sheet of a workbook, or several; needed only where more than one has the headings.
    spss
        Whether a variable of SPSS with value labels is given by its ``"labels"`` or its ``"codes"``.

    Returns
    -------
    Rentals
        Memory does not depend on the number of records.

    Raises
    ------
    InvalidInputError
        All problems of the records together: what was found, in how many rows, and the first row
        numbers (counted from 1 below the column names) and lines. Never the contents of a record.

    Notes
    -----
    What stands for a missing value in each kind of column is declared in one table,
    ``data/missing_signs.csv``; what was met is kept in ``Rentals.signs``.

    Examples
    --------
    >>> records = {"date": ["2016-05-01"] * 3, "area": ["E16"] * 3, "group": ["UMO", None, "n.v.t."]}
    >>> rentals = read_rentals(records, period=("2016-01-01", "2016-12-31"))
    >>> rentals.rows, rentals.signs.rows()
    (3, [('group', 'n.v.t.', 1)])
    """
    read = examined(
        source, columns=columns, groups=groups, areas=areas, period=period, notation=notation, sheet=sheet, spss=spss
    )
    if read.found.problems:
        raise problems.refused(read.found.problems, read.parts, read.axes[:3], read.numbers, read.tally)
    return replace(read.rentals(), public=public)


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
    counted: tuple[tuple[int, int, int], ...] = ()  #: Missing, good and bad values per column of numbers.
    lettings: _core.Lettings | None = None  #: Keys of the dwellings, where they were asked for.

    def rentals(self) -> Rentals:
        """Return the records; there must be no problems. What was counted beside area, group and date is not told."""
        found = self.found
        aliases, signs = (frame.filter(pl.col("column").is_in(NEEDED)) for frame in (found.aliases, found.signs))
        return Rentals(
            rows=self.tally.rows, columns=self.columns, groups=self.groups, areas=self.areas,
            period=self.period or found.span, excluded=found.excluded, aliases=aliases, signs=signs,
            dialects=self.dialects, warnings=found.warnings, parts=self.parts, tally=self.tally,
        )  # fmt: skip


def examined(
    source: Any,
    *,
    columns: Mapping[str, str] | None = None,
    groups: str | Frame | TargetGroups = "ois2018",
    areas: Areas | None = None,
    period: tuple[date | str, date | str] | None = None,
    notation: str | None = None,
    sheet: str | Sequence[str] | None = None,
    spss: Values = "labels",
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
    if notation not in {None, "nl", "en"}:
        raise refusal("expected-one-of", argument="notation", found=notation, known=["nl", "en"])
    scheme, days = target_groups(groups), None if period is None else period_of(period)
    wanted = dict(columns or {})
    headings = [wanted.get(name, name) for name in (*NEEDED, *(("x", "y") if areas is not None else ()))]
    found = parts_of(source, notation, sheet=sheet, wanted=headings, spss=spss)
    parts, mapping = _mapped(told_apart(tuple(found)), wanted, areas)
    mapping = {n: c for n, c in mapping.items() if not (n in MAY_BE_NUMBERS and n in more and numeric(parts, c))}
    names = ["area", "group", "date", *(name for name in more if name in mapping)]
    axes = [(mapping[name], "month" if name == "date" else KINDS.get(name, "name")) for name in names]
    numbers = [(mapping[name], least) for name, least in NUMBERS.items() if name in mapping]
    at = {name: i for i, name in enumerate(names)}
    extra = [tuple(at[name] for name in table) for table in tables if all(name in at for name in table)]
    lettings = watch(mapping, len(axes)) if repeats and "dwelling_id" in mapping else None
    first = sorted({*cuts_of(scheme, days), *cuts})
    read = passed(parts, axes, numbers, [*problems.TABLES, *extra], first, lettings)
    met = read.settle(areas, scheme)
    looked = problems.examine(read, met, scheme, areas, days, numbers, _warnings(read))
    return Examination(
        mapping, scheme, areas, days, read.parts, axes, numbers, read.tally, read.dialects, looked, read.numbers,
        lettings,
    )  # fmt: skip


def _warnings(read: Passed) -> tuple[str, ...]:
    files = list(dict.fromkeys(part.path for part in read.parts if part.path is not None))
    return tuple(
        sentence("same-contents", "en", source=second.name, other=first.name) for first, second in same_contents(files)
    )


def _mapped(
    parts: tuple[Part, ...], wanted: dict[str, str], areas: Areas | None
) -> tuple[tuple[Part, ...], dict[str, str]]:
    """Return the parts, and which column of the source is which; located where there are only coordinates."""
    unknown = [name for name in wanted if name not in NEEDED + OPTIONAL]
    if unknown:
        known = [*NEEDED, *OPTIONAL]
        near = [like for name in unknown if (like := nearest(name, known))]
        raise refusal("columns-unknown", found=[repr(n) for n in unknown], known=known, near=near or known[:3])
    wanted = {name: cleaned(column) for name, column in wanted.items()}
    of = {name: wanted.get(name, name) for name in NEEDED + OPTIONAL}
    if len(parts) == 1 and not parts[0].has_rows:
        of = {name: parts[0].held.named(column) for name, column in of.items()}
    found: list[Part] = []
    everywhere = set(of.values())
    for part in parts:
        names = part.names()
        if of["area"] not in names and areas is not None and {of["x"], of["y"]} <= set(names):
            point, area = (of["x"], of["y"]), of["area"]
            if part.has_rows:
                part = located(part, areas, point, area)  # noqa: PLW2901  the same part, located
            else:
                part = replace(part, held=part.held.located(areas, point, area))  # noqa: PLW2901
            names = [*names, of["area"]]
        missing = [of[name] for name in NEEDED if of[name] not in names]
        missing += [of[name] for name in OPTIONAL if name in wanted and of[name] not in names]
        if missing:
            raise no_columns(missing, names, source=part.name, codes=RECORDS)
        found.append(part)
        everywhere &= set(names)
    return tuple(found), {name: of[name] for name in NEEDED + OPTIONAL if name in NEEDED or of[name] in everywhere}


def recounted(rentals: Rentals, names: Sequence[str], *, dated: bool) -> _core.Tally:
    """Return a tally whose first table has the axes area, group, date where it is wanted, and further columns."""
    for part in rentals.parts:
        part.require_unchanged()
    key = ("tally", dated, *names)
    if key not in rentals.held:
        rentals.held[key] = _recounted(rentals, names, dated=dated)
    found: _core.Tally = rentals.held[key]
    return found


def _recounted(rentals: Rentals, names: Sequence[str], *, dated: bool) -> _core.Tally:
    wanted = ["area", "group", *(["date"] if dated else []), *names]
    axes = [(rentals.columns[name], "month" if name == "date" else KINDS.get(name, "name")) for name in wanted]
    read = passed(rentals.parts, axes, [], [range(len(axes))])
    read.settle(rentals.areas, rentals.groups)
    if read.tally.rows != rentals.rows:
        first, second = str(rentals.rows), str(read.tally.rows)
        raise refusal("source-changes", source=rentals.source, first=first, second=second)
    unread = read.broken | read.unread()
    if unread:
        raise refusal("not-utf8", source=", ".join(unread), columns=[rentals.columns[name] for name in names])
    return read.tally
