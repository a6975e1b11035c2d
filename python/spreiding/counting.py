"""From records to counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding._core import InvalidInputError
from spreiding.counts import ALL, CITY, Counts
from spreiding.records import EPOCH, NUMBERS, OPTIONAL, Rentals, _tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spreiding import _core

#: Periods that a day falls in, as text.
PERIODS: dict[str, Callable[[date], str]] = {
    "year": lambda day: f"{day.year}",
    "half_year": lambda day: f"{day.year}-H{1 if day.month < 7 else 2}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "month": lambda day: f"{day.year}-{day.month:02}",
}
COLUMNS = tuple(name for name in OPTIONAL if name not in NUMBERS)


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
    place, times, others = _split(rentals, keys)
    axes = [rentals.columns["area"], rentals.columns["group"], rentals.columns["date"]]
    if others:
        kinds = [
            (axes[0], "text"),
            (axes[1], "text"),
            (axes[2], "month"),
            *((rentals.columns[o], "text") for o in others),
        ]
        tally, _, _ = _tally(rentals.parts, kinds, [])
    else:
        tally = rentals.tally
    units, area_map = _areas(rentals, tally, place, exclude_areas)
    groups, group_map = _groups(rentals, tally, level)
    time_values, time_map = _times(tally, times)
    other_values, other_maps = _others(tally, len(others))
    sizes = [len(units), len(groups) + 1, len(time_values), *map(len, other_values)]
    cells = tally.collapse([area_map, group_map, time_map, *other_maps], sizes)
    frame = _frame(cells, units, groups, time_values, other_values, place, times, others)
    names = tuple(c for c in frame.columns if c not in {"group", "allocations", "rentals"})
    counts = Counts(
        frame, keys=names, groups=tuple(groups),
        by=("area", *keys[1:]) if place else keys, areas=rentals.areas, period=rentals.period,
        scheme=rentals.groups.name, dropped=tuple(rentals.excluded.iter_rows()), source=rentals.source,
    )  # fmt: skip
    return counts if place in {None, "area"} else counts.roll_up(place)


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


def _times(tally: _core.Tally, period: str | None) -> tuple[list[str | None], list[int]]:
    days = tally.values(2)
    if period is None:
        return [None], [0] * len(days)
    names = [None if day is None else PERIODS[period](EPOCH + timedelta(days=day)) for day in days]
    values = sorted({name for name in names if name is not None})
    return list(values), [-1 if name is None else values.index(name) for name in names]


def _others(tally: _core.Tally, number: int) -> tuple[list[list[Any]], list[list[int]]]:
    values, maps = [], []
    for axis in range(3, 3 + number):
        labels = [None if label is None else label.strip() for label in tally.values(axis)]
        met = sorted({label for label, n in zip(labels, tally.marginal(axis), strict=True) if n and label})
        some = any(n and label is None for label, n in zip(labels, tally.marginal(axis), strict=True))
        values.append([*met, None] if some else met)
        at = {label: i for i, label in enumerate(values[-1])}
        maps.append([at.get(label, -1) for label in labels])
    return values, maps


def _frame(
    cells: Sequence[int],
    units: Sequence[str],
    groups: Sequence[str],
    times: Sequence[str | None],
    values: Sequence[Sequence[Any]],
    place: str | None,
    period: str | None,
    others: Sequence[str],
) -> pl.DataFrame:
    """Turn the table of counts (area, group, period, columns) into rows."""
    names = ["area", period or "_period", *others]
    keys = pl.DataFrame({"area": list(units)}).join(
        pl.DataFrame({"g": range(len(groups) + 1)}), how="cross", maintain_order="left_right"
    )
    keys = keys.join(
        pl.DataFrame({names[1]: times}, schema={names[1]: pl.String}),
        how="cross",
        maintain_order="left_right",
    )
    for name, met in zip(others, values, strict=True):
        keys = keys.join(pl.DataFrame({name: met}, schema={name: pl.String}), how="cross", maintain_order="left_right")
    table = keys.with_columns(n=pl.Series(cells, dtype=pl.Int64))
    total = table.group_by(names, maintain_order=True).agg(
        allocations=pl.col("n").filter(pl.col("g") > 0).sum(), rentals=pl.col("n").sum()
    )
    parts = table.filter(pl.col("g") > 0).join(total.drop("allocations"), on=names, nulls_equal=True, how="left")
    rows = pl.concat(
        [
            total.with_columns(g=pl.lit(0, dtype=pl.Int64)),
            parts.select(*names, allocations="n", rentals="rentals", g="g"),
        ]
    )
    order = {name: i for i, name in enumerate(units)}
    by_name = [pl.col("area").replace_strict(order, return_dtype=pl.Int64), *names[1:], "g"]
    rows = rows.sort(by_name, nulls_last=True)
    labels = {0: ALL, **{i + 1: group for i, group in enumerate(groups)}}
    shown = [n for n, wanted in zip(names, [place, period, *others], strict=True) if wanted]
    group = pl.col("g").replace_strict(labels, return_dtype=pl.String).alias("group")
    return rows.select(*shown, group, "allocations", "rentals")
