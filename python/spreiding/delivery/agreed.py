"""Figures that were agreed, beside those delivered."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.grain import ALL, TOTAL_WORDS
from spreiding.delivery.rows import COLUMNS
from spreiding.records.groups import fold
from spreiding.values.columns import texts, whole_numbers
from spreiding.values.names import need_columns
from spreiding.values.tables import naming_lines, read_table
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spreiding.records.groups import TargetGroups

#: What the table is called where it is no file.
SOURCE = "agreed"
#: Words for the unit of a figure, folded.
UNITS = {"dwellings": "dwellings", "woningen": "dwellings", "persons": "persons", "personen": "persons"}


def unit_of(word: str | None, source: str, row: int) -> str:
    """Return the unit that a word names; dwellings where none is given."""
    if word is None:
        return "dwellings"
    found = UNITS.get(fold(word))
    if found is None:
        raise refusal("programme-unit", source=source, column="unit", rows=[row], first=str(row), known=list(UNITS))
    return found


def words(data: pl.DataFrame, name: str) -> pl.Series:
    """Return a column as text, in which a blank is missing; a column that is not there has nothing."""
    if name not in data.columns:
        return pl.Series(name, [None] * data.height, dtype=pl.String)
    return data.get_column(name).cast(pl.String).str.strip_chars().replace("", None)


def agreed_rows(rows: pl.DataFrame, agreed: Any, groups: TargetGroups, periods: Sequence[str]) -> pl.DataFrame:
    """Add what was agreed to the rows of groups; figures of a whole main group become rows of their own."""
    table, source = _read(agreed)
    with naming_lines(agreed, source, wanted=["agreed"]):
        found = list(_figures(_table(table, source), source, groups, periods))
    keys = ["period", "main_group", "group", "unit"]
    given = pl.DataFrame(found, schema={name: COLUMNS[name] for name in [*keys, "agreed"]})
    twice = given.filter(pl.struct(keys).is_duplicated())
    if twice.height:
        raise refusal("agreed-twice", source=source, groups=twice.get_column("group").unique().to_list())
    joined = rows.drop("agreed").join(given, on=keys, how="left", maintain_order="left").select(*COLUMNS)
    more = given.join(rows, on=keys, how="anti")
    absent = [pl.lit(None).cast(kind).alias(name) for name, kind in COLUMNS.items() if name not in more.columns]
    return pl.concat([joined, more.with_columns(absent).select(*COLUMNS)]).sort("period", maintain_order=True)


def _figures(
    table: pl.DataFrame, source: str, groups: TargetGroups, periods: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield what was agreed per group and period."""
    for at, line in enumerate(table.to_dicts(), start=1):
        main, group = _named(line["group"], groups, source, at)
        of = [line["period"]] if line["period"] is not None else periods
        if not {*of} <= {*periods}:
            place: dict[str, Any] = {"source": source, "rows": [at], "first": str(at)}
            raise refusal("agreed-other-period", **place, found=line["period"], known=list(periods))
        same = {"main_group": main, "group": group, "agreed": line["agreed"], "unit": unit_of(line["unit"], source, at)}
        yield from ({"period": period, **same} for period in of)


def _read(agreed: Any) -> tuple[pl.DataFrame, str]:
    """Return the table as it stands, and its name."""
    if isinstance(agreed, Mapping) and not {"agreed"} & set(agreed):
        agreed = {"group": list(agreed), "agreed": list(agreed.values())}
    data, name = read_table(agreed, numeric=["agreed"])
    return data, SOURCE if name == "frame" else name


def _table(data: pl.DataFrame, source: str) -> pl.DataFrame:
    """Return ``group, agreed, period, unit``."""
    need_columns(data, ["agreed"], source=source)
    keys = [key for key in ("group", "main_group") if key in data.columns]
    if not keys:
        raise refusal("no-such-column", argument=source, found="group", known=data.columns)
    read = [texts(data, key, source=source) for key in keys]
    group = read[0] if len(read) == 1 else pl.select(pl.coalesce(*read)).to_series()
    beside = {name: words(data, name) for name in ("period", "unit")}
    return pl.DataFrame({"group": group, "agreed": whole_numbers(data, "agreed", source), **beside})


def _named(label: str | None, groups: TargetGroups, source: str, row: int) -> tuple[str, str]:
    """Return main group and group that a label names: a code of the scheme, a main group, or everything."""
    if label is not None:
        mains = {fold(main): main for main in groups.main_groups}
        if fold(label) in mains:
            return mains[fold(label)], ALL
        if fold(label) in TOTAL_WORDS:
            return ALL, ALL
        code = groups.resolve([label])[label]
        of = groups.frame.filter((pl.col("code") == (code or "")) & (pl.col("role") == "allocation"))
        if of.height:
            return str(of.item(0, "main_group")), str(code)
    known = [*groups.main_groups, *groups.frame.filter(pl.col("role") == "allocation").get_column("code")]
    near = get_close_matches(label or "", known, n=1)
    place: dict[str, Any] = {"source": source, "column": "group", "rows": [row], "first": str(row)}
    raise refusal("agreed-unknown-group", **place, found=str(label), near=near or known[:5])
