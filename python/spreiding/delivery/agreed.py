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
from spreiding.values.tables import read_table
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.records.groups import TargetGroups

#: Words for the unit of a figure, folded.
UNITS = {"dwellings": "dwellings", "woningen": "dwellings", "persons": "persons", "personen": "persons"}


def unit_of(word: str | None, source: str, row: int) -> str:
    """Return the unit that a word names; dwellings where none is given."""
    if word is None:
        return "dwellings"
    found = UNITS.get(fold(word))
    if found is None:
        raise refusal("programme-unit", source=source, column="unit", rows=[row], row=str(row), known=list(UNITS))
    return found


def agreed_rows(rows: pl.DataFrame, agreed: Any, groups: TargetGroups, periods: Sequence[str]) -> pl.DataFrame:
    """Add what was agreed to the rows of groups; figures of a whole main group become rows of their own."""
    table, source = _table(agreed)
    found: list[dict[str, Any]] = []
    for at, line in enumerate(table.to_dicts(), start=1):
        main, group = _named(line["group"], groups, source, at)
        of = [line["period"]] if line["period"] is not None else list(periods)
        if line["period"] is not None and line["period"] not in periods:
            raise refusal("agreed-other-period", source=source, rows=[at], found=line["period"], known=list(periods))
        unit = unit_of(line["unit"], source, at)
        found += [{"period": p, "main_group": main, "group": group, "agreed": line["agreed"], "unit": unit} for p in of]
    keys = ["period", "main_group", "group", "unit"]
    given = pl.DataFrame(found, schema={name: COLUMNS[name] for name in [*keys, "agreed"]})
    twice = given.filter(pl.struct(keys).is_duplicated())
    if twice.height:
        raise refusal("agreed-twice", source=source, groups=twice.get_column("group").unique().to_list())
    joined = rows.drop("agreed").join(given, on=keys, how="left", maintain_order="left").select(*COLUMNS)
    more = given.join(rows, on=keys, how="anti")
    absent = [pl.lit(None).cast(kind).alias(name) for name, kind in COLUMNS.items() if name not in more.columns]
    return pl.concat([joined, more.with_columns(absent).select(*COLUMNS)]).sort("period", maintain_order=True)


def _table(agreed: Any) -> tuple[pl.DataFrame, str]:
    """Return ``group, agreed, period, unit``."""
    if isinstance(agreed, Mapping) and not {"agreed"} & set(agreed):
        agreed = {"group": list(agreed), "agreed": list(agreed.values())}
    data, name = read_table(agreed, numeric=["agreed"])
    source = "agreed" if name == "frame" else name
    need_columns(data, ["agreed"], source=source)
    keys = [key for key in ("group", "main_group") if key in data.columns]
    if not keys:
        raise refusal("no-such-column", argument=source, found="group", known=data.columns)
    read = [texts(data, key, source=source) for key in keys]
    group = read[0] if len(read) == 1 else pl.select(pl.coalesce(*read)).to_series()
    period = data.get_column("period").cast(pl.String) if "period" in data.columns else pl.Series([None] * data.height)
    unit = data.get_column("unit").cast(pl.String) if "unit" in data.columns else pl.Series([None] * data.height)
    made = {"group": group, "agreed": whole_numbers(data, "agreed", source), "period": period, "unit": unit}
    return pl.DataFrame(made, schema_overrides={"period": pl.String, "unit": pl.String}), source


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
    raise refusal(
        "agreed-unknown-group", source=source, column="group", rows=[row], found=str(label), near=near or known[:5]
    )
