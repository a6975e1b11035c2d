"""From records to counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.counts.counts import ALL, CITY, Counts
from spreiding.records.rentals import CHECKED, OPTIONAL, Rentals, _tally
from spreiding.records.sources import EPOCH, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spreiding import _core
    from spreiding.records.groups import TargetGroups

#: Periods that a day falls in, as text.
PERIODS: dict[str, Callable[[date], str]] = {
    "year": lambda day: f"{day.year}",
    "half_year": lambda day: f"{day.year}-H{1 if day.month < 7 else 2}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "month": lambda day: f"{day.year}-{day.month:02}",
}
COLUMNS = tuple(name for name in OPTIONAL if name not in {*NUMBERS, *CHECKED})


def count(
    rentals: Rentals,
    *,
    by: str | Sequence[str] = "area",
    level: Literal["main", "sub"] = "main",
    exclude_areas: Sequence[str] = (),
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

    Returns
    -------
    Counts
        A row for each unit and group. Where areas were given each has its rows, if need be with 0;
        rentals of codes that are no target group (regular lettings, urban-renewal urgents) count as
        rentals only, and codes the scheme excludes are left out of both.

    Raises
    ------
    InvalidInputError
        If ``by`` or ``exclude_areas`` names something the records do not have.

    Examples
    --------
    >>> import spreiding as sp
    >>> records = {"date": ["2016-05-01"] * 3, "area": ["E16"] * 3, "group": ["UMO", None, None]}
    >>> count(sp.read_rentals(records), by="year").row("2016")
    {'year': '2016', 'group': 'all', 'allocations': 1, 'rentals': 3}
    """
    keys = (by,) if isinstance(by, str) else tuple(by)
    place, period, others = _split(rentals, keys)
    tally = _tallied(rentals, period, others)
    units, area_map = _areas(rentals, tally, place, exclude_areas)
    groups, group_map = _groups(rentals, tally, level)
    dimensions: list[tuple[Sequence[str | None], list[int]]] = [(units, area_map), ([ALL, *groups], group_map)]
    dimensions += [_times(tally, period)] if period else []
    first = len(dimensions)
    dimensions += [_labels(tally, axis) for axis in range(first, first + len(others))]
    cells = tally.collapse(0, [to for _, to in dimensions], [len(values) for values, _ in dimensions])
    names = ["area", *([period] if period else []), *others]
    frame = _frame(cells.to_numpy(), [values for values, _ in dimensions], names)
    frame = frame if place else frame.drop("area")
    counts = Counts(
        frame, keys=tuple(frame.columns[:-3]), groups=tuple(groups), by=("area", *keys[1:]) if place else keys,
        areas=rentals.areas, period=rentals.period, scheme=rentals.groups.name,
        dropped=tuple(rentals.excluded.iter_rows()), source=rentals.source, **_about(rentals.groups, groups, level),
    )  # fmt: skip
    return counts if place in {None, "area"} else counts.roll_up(place)


def _about(scheme: TargetGroups, groups: Sequence[str], level: str) -> dict[str, Any]:
    """Return the main group of each group, and which groups may be told for the whole city only."""
    if level == "main":
        return {"main_groups": {group: group for group in groups}, "city_only": scheme.unrated}
    counted = scheme.frame.filter(pl.col("code").is_in(groups))
    alone = counted.filter("city_only").get_column("code")
    main_of = dict(counted.select("code", "main_group").iter_rows())
    return {"main_groups": main_of, "city_only": frozenset(alone)}


def _tallied(rentals: Rentals, period: str | None, others: Sequence[str]) -> _core.Tally:
    """Return a tally whose first table has the axes area, group, date if there is a period, and the columns."""
    if not period and not others:
        return rentals.tally
    of = rentals.columns
    axes = [(of["area"], "text"), (of["group"], "text"), *([(of["date"], "month")] if period else [])]
    axes += [(of[name], "text") for name in others]
    tally, _, _ = _tally(rentals.parts, axes, [], [range(len(axes))])
    return tally


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
        msg = f"by is {', '.join(map(repr, unknown)) or 'empty'}, must be among {', '.join(map(repr, there))}"
        raise InvalidInputError(msg)
    if len(places) > 1 or len(times) > 1 or (places and keys[0] != places[0]):
        msg = f"by is {list(keys)!r}, must have one geographic level, first, and one period"
        raise InvalidInputError(msg)
    return (places[0] if places else None), (times[0] if times else None), others


def _areas(
    rentals: Rentals, tally: _core.Tally, place: str | None, exclude: Sequence[str]
) -> tuple[list[str], list[int]]:
    labels = [label.strip() if label is not None else None for label in tally.values(0)]
    codes = sorted({label for label in labels if label}) if rentals.areas is None else rentals.areas.codes
    strange = [code for code in exclude if code not in codes]
    if strange:
        msg = f"exclude_areas names {', '.join(map(repr, strange))}, must be areas of the records"
        raise InvalidInputError(msg)
    units = [code for code in codes if code not in set(exclude)]
    at = {code: i for i, code in enumerate(units)}
    if place is None:
        return [CITY], [0 if label in at else -1 for label in labels]
    return units, [at.get(label, -1) if label is not None else -1 for label in labels]


def _groups(rentals: Rentals, tally: _core.Tally, level: str) -> tuple[list[str], list[int]]:
    """Return the groups, and per label 0 for a regular letting, a group's position + 1, or -1 to leave out."""
    if level not in {"main", "sub"}:
        msg = f"level is {level!r}, must be 'main' or 'sub'"
        raise InvalidInputError(msg)
    scheme = rentals.groups
    counted = scheme.frame.filter(pl.col("role") == "allocation")
    of = dict(counted.select("code", "main_group" if level == "main" else pl.col("code").alias("g")).iter_rows())
    groups = list(dict.fromkeys(of.values()))
    at = {group: i + 1 for i, group in enumerate(groups)}
    regular = set(scheme.frame.filter(pl.col("role") == "regular").get_column("code"))
    labels = tally.values(1)
    codes = scheme.resolve([label for label in labels if label is not None])

    def target(label: str | None) -> int:
        if label is None or codes[label] in regular:
            return 0
        return at.get(of.get(codes[label] or "", ""), -1)

    return groups, [target(label) for label in labels]


def _times(tally: _core.Tally, period: str) -> tuple[list[str], list[int]]:
    names = [None if day is None else PERIODS[period](EPOCH + timedelta(days=day)) for day in tally.values(2)]
    values = sorted({name for name in names if name is not None})
    at = {value: i for i, value in enumerate(values)}
    return values, [-1 if name is None else at[name] for name in names]


def _labels(tally: _core.Tally, axis: int) -> tuple[list[str | None], list[int]]:
    """Return the values of a column, a missing one last, and the position of each label."""
    labels = [None if label is None else label.strip() for label in tally.values(axis)]
    met = {label for label, n in zip(labels, tally.marginal(axis), strict=True) if n}
    values = [*sorted(label for label in met if label is not None), *([None] if None in met else [])]
    at = {label: i for i, label in enumerate(values)}
    return values, [at.get(label, -1) for label in labels]


def _frame(cells: np.ndarray, values: Sequence[Sequence[Any]], names: Sequence[str]) -> pl.DataFrame:
    """Turn the table (area, group, further keys) into rows (keys, group); group 0 holds the regular lettings."""
    sizes = [len(of) for of in values]
    table = np.moveaxis(cells.reshape(sizes), 1, -1)
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
