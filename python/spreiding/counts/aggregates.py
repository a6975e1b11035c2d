"""Aggregates from elsewhere: a table of counts checked like records, with the rows that it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import UNLOCATED, codes_like_signs
from spreiding.counts.grain import ALL, CITY, TIMES, TOTAL_WORDS
from spreiding.counts.parents import sum_or_null
from spreiding.counts.periods import kind_of
from spreiding.values import frames
from spreiding.values.columns import texts, whole_numbers
from spreiding.values.names import need_columns
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame

SOURCE = "frame of counts"
#: Keys beside the place that counts may have.
KEYS = (*TIMES, "corporation", "channel", "first_letting")
#: Most codes that a message lists.
MOST = 5


def read(
    frame: Frame,
    *,
    area: str | None,
    by: Sequence[str],
    group: str | None,
    allocations: str,
    rentals: str,
    areas: Areas | None,
) -> pl.DataFrame:
    """Return the rows of a frame as ``row``, the keys, ``group``, ``allocations`` and ``rentals``."""
    data = frames.to_frame(frame, source=SOURCE)
    unknown = [key for key in by if key not in KEYS]
    if unknown:
        raise refusal("expected-one-of", argument="by", found=", ".join(unknown), known=KEYS)
    if area is None and not by:
        raise refusal("no-keys", source=SOURCE)
    keys = {**({"area": area} if area else {}), **{key: key for key in by}}
    need_columns(data, [*keys.values(), allocations, rentals, *([group] if group else [])], source=SOURCE)
    columns = {key: texts(data, name, source=SOURCE) for key, name in keys.items() if key in KEYS[len(TIMES) :]}
    if area:
        given = data.get_column(area)
        signs = codes_like_signs(given.unique()) if given.dtype == pl.String else []
        known = [UNLOCATED, *signs, *(() if areas is None else areas.codes)]
        columns["area"] = texts(data, area, source=SOURCE, kind="area", known=known)
    columns |= {key: _periods(data, key) for key in keys if key in TIMES}
    return pl.DataFrame(
        {
            **{key: columns[key] for key in keys},
            "group": texts(data, group, source=SOURCE) if group else [ALL] * data.height,
            "allocations": whole_numbers(data, allocations, SOURCE),
            "rentals": whole_numbers(data, rentals, SOURCE),
        }
    ).with_row_index("row", offset=1)


def _periods(data: pl.DataFrame, key: str) -> pl.Series:
    """Return the codes of periods; a year may be a number."""
    column = data.get_column(key)
    codes = column.cast(pl.String) if column.dtype.is_integer() else texts(data, key, source=SOURCE)
    for code in codes.drop_nulls().unique():
        if kind_of(code) != key:
            raise refusal("wrong-period", source=SOURCE, column=key, found=code, expected=key)
    return codes


def check(table: pl.DataFrame, keys: Sequence[str], areas: Areas | None) -> None:
    """Check what concerns more than one value; all problems are told together.

    Raises
    ------
    InvalidInputError
        ``bad-counts``, with a sentence per problem.
    """
    needed = [key for key in ("area", *(key for key in keys if key in TIMES), "group") if key in table.columns]
    problems = [_said("missing-in", table.filter(pl.col(name).is_null()), column=name) for name in needed]
    twice = table.filter(pl.struct(*keys, "group").is_duplicated())
    problems.append(_said("unit-twice", twice, unit=" × ".join(keys)))
    problems.append(_said("more-allocations", table.filter(pl.col("allocations") > pl.col("rentals"))))
    several = table.group_by(keys).agg(pl.col("rentals").n_unique().alias("n"), pl.col("row")).filter(pl.col("n") > 1)
    problems.append(_said("several-rentals", several.explode("row").sort("row"), unit=" × ".join(keys)))
    if "area" in keys:
        problems += [*_totals(table), *([] if areas is None else [_unknown(table, areas)])]
    found = [problem for problem in problems if problem is not None]
    if found:
        rows = sorted({row for problem in found for row in problem.data["rows"]})
        raise refusal("bad-counts", source=SOURCE, rows=rows, problems=found)


def _said(code: str, rows: pl.DataFrame, **data: object) -> Said | None:
    if not rows.height:
        return None
    at = rows.get_column("row").to_list()
    where = Said("in-rows", {"rows": at[:MOST], "n": len(at), "more": max(len(at) - MOST, 0)})
    return Said(code, {**data, "rows": at, "where": where})


def _totals(table: pl.DataFrame) -> list[Said | None]:
    """Find total rows among the areas; the city alone is no total of anything else."""
    codes = table.get_column("area")
    if codes.drop_nulls().unique().to_list() == [CITY]:
        return []
    found = table.filter(codes.str.strip_chars().str.to_lowercase().is_in(sorted(TOTAL_WORDS)))
    return [_said("total-row", found, names=found.get_column("area").unique(maintain_order=True).to_list())]


def _unknown(table: pl.DataFrame, areas: Areas) -> Said | None:
    unknown = table.filter(~pl.col("area").is_in([*areas.codes, UNLOCATED]) & pl.col("area").is_not_null())
    codes = unknown.get_column("area").unique(maintain_order=True)[:MOST].to_list()
    return _said("unknown-area", unknown, codes=codes, known=len(areas))


def with_total(table: pl.DataFrame, keys: Sequence[str], groups: Sequence[str]) -> pl.DataFrame:
    """Return every unit with ``"all"`` and each group; a group without a row counts 0."""
    parts, given = table.filter(pl.col("group") != ALL), table.filter(pl.col("group") == ALL)
    units = table.select(keys).unique(maintain_order=True).with_row_index("place")
    rows = given
    if groups:
        known = table.unique(keys, maintain_order=True).select(*keys, "rentals")
        full = known.join(pl.DataFrame({"group": list(groups)}), how="cross", maintain_order="left")
        own = parts.select(*keys, "group", "allocations", present="row")
        filled = full.join(own, on=[*keys, "group"], how="left", nulls_equal=True, maintain_order="left")
        absent = pl.when(pl.col("present").is_null()).then(0).otherwise(pl.col("allocations"))
        filled = filled.with_columns(allocations=absent)
        sums = [sum_or_null("allocations"), pl.col("rentals").first()]
        total = filled.group_by(keys, maintain_order=True).agg(sums)
        _check_total(total, given, keys)
        columns = [*keys, "group", "allocations", "rentals"]
        rows = pl.concat([total.with_columns(group=pl.lit(ALL)).select(columns), filled.select(columns)])
    order = {name: i for i, name in enumerate([ALL, *groups])}
    placed = rows.join(units, on=keys, how="left", nulls_equal=True)
    placed = placed.sort("place", pl.col("group").replace_strict(order, return_dtype=pl.Int64))
    return placed.select(*keys, "group", "allocations", "rentals")


def _check_total(total: pl.DataFrame, given: pl.DataFrame, keys: Sequence[str]) -> None:
    """Check that the groups of a unit add up to its row of all groups, and to no more than its rentals."""
    over = total.filter(pl.col("allocations") > pl.col("rentals"))
    if over.height:
        raise refusal("groups-exceed-rentals", source=SOURCE, units=_names(over, keys))
    wrong = given.join(total, on=keys, suffix="_sum", nulls_equal=True)
    wrong = wrong.filter(pl.col("allocations") != pl.col("allocations_sum"))
    if wrong.height:
        first = wrong.row(0, named=True)
        data: dict[str, Any] = {
            "unit": _names(wrong, keys)[0],
            "found": str(first["allocations"]),
            "sum": str(first["allocations_sum"]),
        }
        raise refusal("groups-do-not-add-up", source=SOURCE, rows=[first["row"]], row=str(first["row"]), **data)


def _names(rows: pl.DataFrame, keys: Sequence[str]) -> list[str]:
    """Return the names of the first units."""
    return [" ".join("-" if part is None else part for part in row) for row in rows.select(keys).head(MOST).rows()]
