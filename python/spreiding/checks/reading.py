"""Figures to compare with, from files: which file is what, and the shapes each may have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.checks.shapes import NUMBERS, SHAPES
from spreiding.counts.counts import Counts
from spreiding.values import names, tables
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: What ``--reference`` can name beside the tables of :data:`SHAPES`.
KINDS = ("previous", *SHAPES, "totals", "delivered")
#: Columns that name a unit of an earlier edition.
KEYS = ("area", "gebied", "stadsdeel", "city", "corporation", "channel", "first_letting",
        "year", "half_year", "quarter", "month")  # fmt: skip
PLACES = ("gebied", "stadsdeel", "city")
#: Joins the keys of a unit while a table is checked; no code has it.
UNIT = " ¦ "


def read_reference(files: Mapping[str, Any]) -> dict[str, Any]:
    """Read the tables of a reference; see :meth:`spreiding.Reference.read`."""
    unknown = [name for name in files if name not in KINDS]
    if unknown:
        raise refusal("reference-unknown-kind", found=[repr(name) for name in unknown], known=list(KINDS))
    found: dict[str, Any] = {}
    previous = []
    for kind, paths in files.items():
        if kind == "delivered":  # records, which are read when they are compared
            found[kind] = _several(paths)
            continue
        for path in paths if isinstance(paths, list | tuple) else (paths,):
            if kind == "previous":
                previous.append(read_counts(path))
            elif kind == "totals":
                table, name = tables.read_table(path, numeric=["value"])
                names.need_columns(table, ["year", "measure", "value"], source=name)
                _take(found, totals(table))
            else:
                _take(found, {kind: _read(kind, path)})
    read = [Path(str(path)).name for paths in files.values() for path in _several(paths)]
    return {"previous": tuple(previous), "source": ", ".join(read), **found}


def _several(paths: Any) -> list[Any]:
    return list(paths) if isinstance(paths, list | tuple) else [paths]


def _take(found: dict[str, Any], tables: Mapping[str, pl.DataFrame]) -> None:
    """Add tables to those of the same kind."""
    for kind, table in tables.items():
        held = found.get(kind)
        found[kind] = table if held is None else pl.concat([held, table], how="diagonal_relaxed")


def _read(kind: str, path: Any) -> pl.DataFrame:
    needed, whole = SHAPES[kind]
    table, name = tables.read_table(path, numeric=NUMBERS, whole=whole, wanted=needed)
    if kind == "delivery" and "delivered" not in table.columns:
        return _printed_delivery(path)
    names.need_columns(table, needed, source=name)
    return table


def _printed_delivery(path: Any) -> pl.DataFrame:
    """Read a delivery as the programme prints it: a column ``realisation_<year>`` per year."""
    first, name = tables.read_table(path, wanted=["main_group"])
    years = [column for column in first.columns if column.startswith("realisation_") and column[-4:].isdigit()]
    if not years or "main_group" not in first.columns:
        raise refusal("reference-no-delivery", source=name, columns=list(SHAPES["delivery"][0]))
    table, _ = tables.read_table(path, whole=years)
    if "level" in table.columns:
        table = table.filter(pl.col("level").is_in(["main", "total"]))
    long = table.unpivot(years, index="main_group", variable_name="year", value_name="delivered")
    return long.with_columns(pl.col("year").str.slice(-4).cast(pl.Int64)).drop_nulls("delivered")


def totals(table: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return ``delivery``, ``rentals`` and ``direct`` of a table of totals per year and measure.

    A year's rentals are its "sociale verhuringen", or those via WoningNet and by direct mediation
    together where both are there; a bound ("meer dan") and a number of persons are left out.
    """
    unit = pl.col("unit") if "unit" in table.columns else pl.lit("")
    exact = table.with_columns(pl.col("year").cast(pl.Int64, strict=False)).drop_nulls(["year", "value"])
    exact = exact.filter(~unit.fill_null("").str.contains("meer dan|more than|person"))
    programme = exact.filter(pl.col("measure").str.contains("^PHKG "))
    delivery = programme.select(
        "year", main_group=pl.col("measure").str.strip_prefix("PHKG ").str.replace(" ", "_"), delivered="value"
    )
    direct = exact.filter(pl.col("measure").str.contains("directe bemiddeling"))
    direct = direct.select("year", rentals="value")
    whole = exact.filter(pl.col("measure").str.contains("sociale verhuringen")).select("year", rentals="value")
    online = exact.filter(pl.col("measure").str.contains("via WoningNet")).select("year", online="value")
    both = online.join(direct, on="year").join(whole, on="year", how="anti")
    both = both.select("year", rentals=pl.col("online") + pl.col("rentals"))
    rentals = pl.concat([whole, both], how="diagonal_relaxed").sort("year")
    found = {"delivery": delivery, "rentals": rentals, "direct": direct}
    return {name: part for name, part in found.items() if part.height}


def read_counts(path: Any) -> Counts:
    """Read an earlier edition: the table that ``sp.count(...).to_polars()`` gives, as CSV or Parquet.

    Raises
    ------
    InvalidInputError
        If a column is missing, or the numbers are no counts; names file, column and row number.
    """
    table, name = tables.read_table(path, whole=["allocations", "rentals"])
    names.need_columns(table, ["allocations", "rentals"], source=name)
    keys = [key for key in KEYS if key in table.columns]
    if not keys:
        raise refusal("reference-no-unit", source=name, known=list(KEYS))
    unit = pl.concat_str([pl.col(key).cast(pl.String).fill_null("") for key in keys], separator=UNIT)
    group = "group" if "group" in table.columns else None
    try:
        whole = Counts.from_frame(table.with_columns(unit.alias("unit")), area="unit", group=group)
    except InvalidInputError as error:
        raise refusal("reference-counts", source=name, why=str(error).replace(UNIT, " ")) from None
    parts = pl.col("area").str.split(UNIT)
    place = dict.fromkeys(PLACES, "area")
    named = [place.get(key, key) for key in keys]
    frame = whole.frame.select(
        *(parts.list.get(i).replace("", None).alias(key) for i, key in enumerate(named)),
        "group",
        "allocations",
        "rentals",
    )
    return replace(whole, frame=frame, keys=tuple(named), by=tuple(keys), period=_period(table, name), source=name)


def _period(table: pl.DataFrame, name: str) -> tuple[date, date] | None:
    if not {"first_day", "last_day"} <= set(table.columns):
        return None
    ends = []
    for column, end in (("first_day", "min"), ("last_day", "max")):
        days = table.get_column(column).cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
        if days.null_count():
            raise refusal("reference-days", source=name, column=column)
        ends.append(getattr(days, end)())
    return ends[0], ends[1]
