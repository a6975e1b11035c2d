"""From records to counts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

import numpy as np
import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.counts import ALL, CITY, Counts
from spreiding.counts.grain import no_reserved
from spreiding.counts.periods import PERIODS
from spreiding.records.groups import fold
from spreiding.records.problems import UNPLACED
from spreiding.records.rentals import CHECKED, OPTIONAL, Rentals, recounted
from spreiding.records.sources import EPOCH, NUMBERS
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding import _core
    from spreiding.records.groups import TargetGroups

__all__ = ["PERIODS", "count"]

#: Words for yes and no in the column of first lettings, folded.
YES = frozenset({"true", "1", "ja", "j", "yes", "y", "waar", "x", "eersteverhuring", "nieuwbouw"})
NO = frozenset({"false", "0", "nee", "n", "no", "onwaar", "herverhuring", "mutatie", ""})
#: Months from which records that are there every month are taken to be complete between the first and the last.
HALF_YEAR = 6
COLUMNS = tuple(name for name in OPTIONAL if name not in {*NUMBERS, *CHECKED})


def count(
    rentals: Rentals,
    *,
    by: str | Sequence[str] = "area",
    level: Literal["main", "sub"] = "main",
    exclude_areas: Sequence[str] = (),
    relettings: bool = False,
) -> Counts:
    """Count allocations and rentals.

    Parameters
    ----------
    rentals
        Records that were read and checked.
    by
        What makes a unit: ``"area"``; a level of the areas' parents such as ``"gebied"``, or
        ``"city"``; ``"year"``, ``"half_year"``, ``"quarter"`` or ``"month"``; ``"corporation"``,
        ``"channel"`` or ``"first_letting"``; or a list of these, the geographic one first.
    level
        Groups to count: the scheme's main groups, or its codes (``"sub"``).
    exclude_areas
        Area codes to leave out of every count.
    relettings
        Leave out first lettings of new dwellings (the column ``first_letting``).

    Returns
    -------
    Counts
        A row for each unit and group. Where areas were given each has its rows, if need be with 0;
        rentals of codes that are no target group (regular lettings, urban-renewal urgents) count as
        rentals only, and codes the scheme excludes are left out of both. Lettings without a place are a unit of
        their own, ``"ONBEKEND"``, and part of the city.

    Raises
    ------
    InvalidInputError
        If ``by`` or ``exclude_areas`` names something the records do not have, or an area or association bears a name
        that is kept for totals.

    Examples
    --------
    >>> import spreiding as sp
    >>> records = {"date": ["2016-05-01"] * 3, "area": ["E16"] * 3, "group": ["UMO", None, None]}
    >>> count(sp.read_rentals(records), by="year").row("2016")
    {'year': '2016', 'group': 'all', 'allocations': 1, 'rentals': 3}
    """
    keys = (by,) if isinstance(by, str) else tuple(by)
    place, period, others = _split(rentals, keys)
    named = [*others, *(["first_letting"] if relettings and "first_letting" not in others else [])]
    if relettings and "first_letting" not in rentals.columns:
        raise refusal("no-first-letting", source=rentals.source)
    spells = rentals.groups.spells()
    tally = _tallied(rentals, period, named, dated=len(spells) > 1)
    units, area_map = _areas(rentals, tally, place, exclude_areas)
    groups = _groups(rentals.groups, spells, level)
    dimensions: list[tuple[Sequence[str | None], list[int]]] = [(units, area_map), ([ALL, *groups], [])]
    dimensions += [_times(tally, period)] if period or len(spells) > 1 else []
    first = len(dimensions)
    for axis, name in enumerate(named, start=first):
        dimensions.append(_labels(tally, axis, relettings=relettings and name == "first_letting"))
        no_reserved(dimensions[-1][0], column=rentals.columns[name], source=rentals.source)
    table = _cells(rentals.groups, tally, spells, groups, dimensions, level)
    if len(spells) > 1 and not period:
        table, dimensions = table.sum(axis=2), [*dimensions[:2], *dimensions[3:]]
    names = ["area", *([period] if period else []), *named]
    if len(named) > len(others):  # only to leave some out, not to tell them apart
        table, dimensions, names = table.sum(axis=-1), dimensions[:-1], names[:-1]
    frame = _frame(table, [values for values, _ in dimensions], names)
    frame = frame if place else frame.drop("area")
    excluded = [row for row in rentals.excluded.iter_rows() if row[0] not in UNPLACED]
    counts = Counts(
        frame, keys=tuple(frame.columns[:-3]), groups=tuple(groups), by=("area", *keys[1:]) if place else keys,
        areas=rentals.areas, period=rentals.period, scheme=rentals.groups.name, dropped=tuple(excluded),
        source=rentals.source, whole=True, left_out=tuple(exclude_areas), bounded=_bounded(rentals),
        pieces=_pieces(rentals), public=rentals.public, **_about(rentals.groups, groups, level),
    )  # fmt: skip
    return counts if place in {None, "area"} else counts.roll_up(place)


def _pieces(rentals: Rentals) -> frozenset[str]:
    """Return a mark for each file or frame: its name, and what tells it from another of that name.

    A file is known by its size and time. Two frames may hold the same rows and yet be other lettings, so that of a
    frame is made once per reading.
    """
    own = vars(rentals).get("_mark")
    if own is None:
        own = uuid4().hex
        object.__setattr__(rentals, "_mark", own)
    return frozenset(f"{part.name}#{part.stamp or own}" for part in rentals.parts)


def _bounded(rentals: Rentals) -> bool:
    """Return whether the period says from and to which day records are complete.

    A period that was not declared is that of the months met. Where these are few, or some month between has no letting
    at all, the first and last say little about when the records begin and end.
    """
    days = sorted(day for day in rentals.tally.values(2) if day is not None)
    months = {(day.year, day.month) for day in (EPOCH + timedelta(days=at) for at in days)}
    first, last = rentals.period
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    met = bool(months) and (min(months), max(months)) == ((first.year, first.month), (last.year, last.month))
    return not met or len(months) == span >= HALF_YEAR


def _about(scheme: TargetGroups, groups: Sequence[str], level: str) -> dict[str, Any]:
    """Return the main group of each group, and which groups may be told for the whole city only."""
    if level == "main":
        return {"main_groups": {group: group for group in groups}, "city_only": scheme.unrated}
    counted = scheme.frame.filter(pl.col("code").is_in(groups))
    alone = counted.filter("city_only").get_column("code")
    main_of = dict(counted.select("code", "main_group").iter_rows())
    return {"main_groups": main_of, "city_only": frozenset(alone)}


def _tallied(rentals: Rentals, period: str | None, others: Sequence[str], *, dated: bool) -> _core.Tally:
    """Return a tally whose first table has the axes area, group, date where it is needed, and the columns."""
    dated = dated or period is not None
    if not dated and not others:
        return rentals.tally
    return recounted(rentals, others, dated=dated)


def _split(rentals: Rentals, keys: tuple[str, ...]) -> tuple[str | None, str | None, list[str]]:
    """Return the geographic key, the period, and the columns; each at most once."""
    levels = [] if rentals.areas is None else list(rentals.areas.levels)
    places = [key for key in keys if key in {"area", "city", *levels}]
    times = [key for key in keys if key in PERIODS]
    others = [key for key in keys if key in COLUMNS and key in rentals.columns]
    known = [*places, *times, *others]
    unknown = [key for key in keys if key not in known]
    if unknown or not keys:
        there = ["area", *levels, "city", *PERIODS, *(c for c in COLUMNS if c in rentals.columns)]
        raise refusal("unknown-key", found=unknown, known=there)
    if len(places) > 1 or len(times) > 1 or (places and keys[0] != places[0]) or len(set(keys)) < len(keys):
        raise refusal("keys-in-order", found=list(keys))
    return (places[0] if places else None), (times[0] if times else None), others


def _areas(
    rentals: Rentals, tally: _core.Tally, place: str | None, exclude: Sequence[str]
) -> tuple[list[str], list[int]]:
    labels = [(label or "").strip() or None for label in tally.values(0)]
    codes = sorted({label for label in labels if label}) if rentals.areas is None else list(rentals.areas.codes)
    no_reserved(codes, column=rentals.columns["area"], source=rentals.source)
    met = any(n and label is None for label, n in zip(labels, tally.marginal(0), strict=True))
    strange = [code for code in exclude if code not in {*codes, UNLOCATED}]
    if strange:
        raise refusal("unknown-excluded-area", found=strange)
    units = [code for code in [*codes, *([UNLOCATED] if met else [])] if code not in set(exclude)]
    at = {code: i for i, code in enumerate(units)}
    if place is None:
        return [CITY], [0 if (label or UNLOCATED) in at else -1 for label in labels]
    return units, [at.get(label or UNLOCATED, -1) for label in labels]


def _groups(scheme: TargetGroups, spells: Sequence[tuple[Any, dict[str, str | None]]], level: str) -> list[str]:
    """Return the groups to count, in the order of the scheme."""
    if level not in {"main", "sub"}:
        raise refusal("expected-one-of", argument="level", found=level, known=["main", "sub"])
    counted = scheme.frame.filter(pl.col("role") == "allocation").get_column("code").to_list()
    if level == "sub":
        return list(dict.fromkeys(counted))
    found = dict.fromkeys(main_of[code] for code in counted for _, main_of in spells[:1])
    found |= dict.fromkeys(main_of[code] for _, main_of in spells for code in counted)
    return [group for group in found if group is not None]


def _targets(
    scheme: TargetGroups, tally: _core.Tally, main_of: dict[str, str | None], groups: Sequence[str], level: str
) -> list[int]:
    """Return per label 0 for a regular letting, a group's position + 1, or -1 to leave out."""
    roles = dict(scheme.frame.select("code", "role").iter_rows())
    at = {group: i + 1 for i, group in enumerate(groups)}
    labels = tally.values(1)
    codes = scheme.resolve([label for label in labels if label is not None])

    def target(label: str | None) -> int:
        code = None if label is None else codes[label]
        if label is None or roles.get(code or "") == "regular":
            return 0
        if code is None or roles[code] != "allocation":
            return -1
        return at.get(code if level == "sub" else main_of[code] or "", -1)

    return [target(label) for label in labels]


def _cells(
    scheme: TargetGroups,
    tally: _core.Tally,
    spells: Sequence[tuple[Any, dict[str, str | None]]],
    groups: Sequence[str],
    dimensions: Sequence[tuple[Sequence[str | None], list[int]]],
    level: str,
) -> np.ndarray:
    """Return the table of counts; where main groups differ from day to day, the sum of the spells' tables."""
    sizes = [len(values) for values, _ in dimensions]
    maps = [to for _, to in dimensions]
    ends = [*(first for first, _ in spells[1:]), None]
    table = np.zeros(sizes, dtype=np.int64)
    for (first, main_of), end in zip(spells, ends, strict=True):
        maps[1] = _targets(scheme, tally, main_of, groups, level)
        own = list(maps)
        if len(spells) > 1:
            own[2] = [
                to if _within(day, None if first == spells[0][0] else first, end) else -1
                for to, day in zip(maps[2], tally.values(2), strict=True)
            ]
        table = table + tally.collapse(0, own, sizes).to_numpy().reshape(sizes)
    return table


def _within(day: int | None, first: Any, end: Any) -> bool:
    """Return whether the first day of a month lies in a spell; the first spell has no beginning."""
    if day is None:
        return first is None
    found = EPOCH + timedelta(days=day)
    return (first is None or found >= first) and (end is None or found < end)


def _times(tally: _core.Tally, period: str | None) -> tuple[list[str], list[int]]:
    names = [None if day is None else PERIODS[period or "year"](EPOCH + timedelta(days=day)) for day in tally.values(2)]
    values = sorted({name for name in names if name is not None})
    at = {value: i for i, value in enumerate(values)}
    return values, [-1 if name is None else at[name] for name in names]


def _labels(tally: _core.Tally, axis: int, *, relettings: bool = False) -> tuple[list[str | None], list[int]]:
    """Return the values of a column, a missing one last, and the position of each label, -1 to leave it out."""
    labels = [(label or "").strip() or None for label in tally.values(axis)]
    met = {label for label, n in zip(labels, tally.marginal(axis), strict=True) if n}
    if relettings:
        words = {label: fold(label or "") for label in met}
        strange = sorted(str(label) for label, word in words.items() if word not in YES | NO)
        if strange:
            raise refusal("no-yes-or-no", column="first_letting", n=len(strange))
        met = {label for label in met if words[label] not in YES}
    values = [*sorted(label for label in met if label is not None), *([None] if None in met else [])]
    at = {label: i for i, label in enumerate(values)}
    return values, [at.get(label, -1) for label in labels]


def _frame(cells: np.ndarray, values: Sequence[Sequence[Any]], names: Sequence[str]) -> pl.DataFrame:
    """Turn the table (area, group, further keys) into rows (keys, group); group 0 holds the regular lettings."""
    table = np.moveaxis(cells, 1, -1)
    rentals = np.broadcast_to(table.sum(axis=-1, keepdims=True), table.shape)
    allocations = table.copy()
    allocations[..., 0] = table[..., 1:].sum(axis=-1)
    at = np.indices(table.shape, sparse=True)
    ordered = [values[0], *values[2:], values[1]]
    columns = [
        pl.Series(name, of, dtype=pl.String).gather(np.broadcast_to(at[axis], table.shape).ravel())
        for axis, (name, of) in enumerate(zip([*names, "group"], ordered, strict=True))
    ]
    numbers = [pl.Series("allocations", allocations.ravel()), pl.Series("rentals", rentals.ravel())]
    return pl.DataFrame([*columns, *numbers])
