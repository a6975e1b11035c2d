"""Which stock belongs to which counts: the reference day of each period, the level of areas, the city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.grain import ALL, CITY
from spreiding.counts.periods import within
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.counts.counts import Counts
    from spreiding.counts.periods import Span
    from spreiding.records.stock import Stock

#: Which day of a period its stock is of.
StockAt: TypeAlias = Literal["start", "end", "mean"]
STOCK_AT = ("start", "end", "mean")
#: Most areas that a message lists.
MOST = 5
#: ``period`` (null where counts have no such key), reference ``day`` (the first, for a mean) and ``reason``: null, or
#: ``"no-stock-of-period"`` or ``"undated-stock"``.
DAYS = {"period": pl.String, "day": pl.Date, "reason": pl.String}


@dataclass(frozen=True)
class Dwellings:
    """Counts with their stock, and the stock of the whole city."""

    frame: pl.DataFrame  #: The counts with a column ``stock``.
    city: pl.DataFrame  #: ``stock`` of the city, per period where the counts have periods.
    days: pl.DataFrame  #: See :data:`DAYS`.


def with_stock(counts: Counts, stock: Stock | None, at: StockAt) -> Dwellings:
    """Give each row of counts the stock of its place and period.

    Raises
    ------
    InvalidInputError
        If an area has rentals and no stock in a period that has one, or the stock is per association and the counts
        are not.
    """
    time = counts.grain.period
    if stock is None:
        frame = counts.frame.with_columns(stock=pl.lit(None, dtype=pl.Int64))
        city = pl.DataFrame({time: counts.periods} if time else {}).with_columns(stock=pl.lit(None, dtype=pl.Int64))
        return Dwellings(frame, city if time else pl.DataFrame({"stock": [None]}), pl.DataFrame(schema=DAYS))
    table, days = _per_period(counts, stock, at)
    if counts.grain.level == "city" and not counts.steps and CITY not in table.get_column("area"):
        keys = [key for key in table.columns if key not in {"area", "stock"}]
        table = _added_up(table.with_columns(area=pl.lit(CITY)), keys)
    whose = [key for key in ("corporation",) if key in table.columns]
    if whose and "corporation" not in counts.keys:
        raise refusal("stock-of-associations", source=stock.source, found=str(counts.grain))
    keys = [*([time] if time else []), *whose]
    stage = _stage(counts, table)
    _need_stock(counts, table, days, stage, keys, stock.source)
    units = table
    for step in counts.steps[stage:]:
        units = _added_up(units.join(step.drop_nulls(), on="area").drop("area").rename({"parent": "area"}), keys)
    city = _of_city(counts, table, units, stage, keys)
    if "area" in counts.keys:
        on = ["area", *keys]
        frame = counts.frame.join(units.select(*on, "stock"), on=on, how="left", maintain_order="left")
    elif keys:
        frame = counts.frame.join(city, on=keys, how="left", maintain_order="left")
    else:
        frame = counts.frame.with_columns(stock=pl.lit(city.item(0, "stock")))
    whole = city if not whose else city.group_by([time] if time else pl.lit(0)).agg(pl.col("stock").sum())
    return Dwellings(frame, whole.select(*([time] if time else []), "stock"), days)


def _per_period(counts: Counts, stock: Stock, at: StockAt) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the stock of each period (``area``, ``stock``, the period, if need be ``corporation``), and the days."""
    time, parts = counts.grain.period, []
    spans = [(code, within(code, counts.period)) for code in counts.periods] if time else [(None, counts.period)]
    for code, span in spans:
        table, _, _ = _of_span(stock, span, at, several=len(spans) > 1)
        parts.append(table.with_columns(pl.lit(code).alias(time)) if time else table)
    whole, days = pl.concat(parts, how="vertical_relaxed"), days_of(stock, spans, at)
    chosen = dict(counts.chosen)
    if stock.by_corporation and "corporation" in chosen:
        whole = whole.filter(pl.col("corporation") == chosen["corporation"]).drop("corporation")
    return whole, days


def days_of(stock: Stock, spans: Sequence[tuple[str | None, Span | None]], at: StockAt) -> pl.DataFrame:
    """Return the reference day of each period, or why it has none; see :data:`DAYS`."""
    rows = [(code, *_of_span(stock, span, at, several=len(spans) > 1)[1:]) for code, span in spans]
    return pl.DataFrame(rows, schema=DAYS, orient="row")


def _of_span(
    stock: Stock, span: Span | None, at: StockAt, *, several: bool
) -> tuple[pl.DataFrame, date | None, str | None]:
    """Return the stock of one period with its reference day, or null stock and the reason."""
    if not stock.dates:
        return stock.on(None), None, "undated-stock" if several else None
    if span is None:
        if len(stock.dates) > 1:
            raise refusal("stock-of-which-day", source=stock.source, days=list(stock.dates))
        return stock.on(stock.dates[0]), stock.dates[0], None
    start, end = day_at_start(stock.dates, span), day_at_end(stock.dates, span)
    wanted = {"start": [start], "end": [end], "mean": [start, end]}[at]
    if None in wanted:
        nothing = stock.on(stock.dates[0]).with_columns(stock=pl.lit(None, dtype=pl.Int64))
        return nothing, None, "no-stock-of-period"
    if at != "mean":
        return stock.on(wanted[0]), wanted[0], None
    keys = [key for key in stock.frame.columns if key not in {"stock", "date"}]
    both = pl.concat([stock.on(start), stock.on(end)])
    complete = pl.when((pl.len() == 2) & pl.col("stock").is_not_null().all()).then(pl.col("stock").mean())
    return both.group_by(keys, maintain_order=True).agg(complete.alias("stock")), start, None


def day_at_start(days: Sequence[date], span: Span) -> date | None:
    """Return the reference day that a period starts from: its first day, or the latest before it in the same year.

    >>> day_at_start([date(2016, 1, 1), date(2017, 1, 1)], (date(2017, 7, 1), date(2017, 12, 31)))
    datetime.date(2017, 1, 1)
    >>> day_at_start([date(2016, 1, 1)], (date(2017, 7, 1), date(2017, 12, 31)))
    """
    return max((day for day in days if day <= span[0] and day.year == span[0].year), default=None)


def day_at_end(days: Sequence[date], span: Span) -> date | None:
    """Return the reference day that a period ends at: its last day, or the earliest after it up to New Year's Day.

    >>> day_at_end([date(2017, 1, 1), date(2018, 1, 1)], (date(2017, 1, 1), date(2017, 6, 30)))
    datetime.date(2018, 1, 1)
    """
    last = span[1]
    return min((day for day in days if last <= day <= date(last.year + 1, 1, 1)), default=None)


def _stage(counts: Counts, table: pl.DataFrame) -> int:
    """Return at which roll-up the stock's areas stand: 0 for the areas counted, up to the number of roll-ups."""
    if not counts.steps:
        return 0
    codes = set(table.get_column("area"))
    levels = [set(step.get_column("area")) for step in counts.steps]
    levels.append(set(counts.steps[-1].get_column("parent").drop_nulls()))
    found = [len(codes & level) for level in levels]
    return found.index(max(found))


def _added_up(table: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    known = pl.when(pl.col("stock").is_null().any()).then(None).otherwise(pl.col("stock").sum())
    return table.group_by(["area", *keys], maintain_order=True).agg(known.alias("stock"))


def _need_stock(
    counts: Counts, table: pl.DataFrame, days: pl.DataFrame, stage: int, keys: Sequence[str], source: str
) -> None:
    """Refuse an area with rentals and without stock in a period that has one, at the level of the stock."""
    if "area" not in counts.keys:
        return
    if stage == len(counts.steps):
        let = counts.frame.filter((pl.col("group") == ALL) & (pl.col("rentals") > 0))
    else:
        let = pl.DataFrame(schema={"area": pl.String}) if counts.let is None else counts.let
        for step in counts.steps[:stage]:
            let = let.join(step.drop_nulls(), on="area").drop("area").rename({"parent": "area"})
    let = let.filter(~pl.col("area").is_in([UNLOCATED, *counts.left_out]))
    known = days.filter(pl.col("reason").ne_missing("no-stock-of-period")).get_column("period")
    time = counts.grain.period
    let = let.filter(pl.col(time).is_in(known.implode())) if time in let.columns else let.head(let.height * len(known))
    here = table.filter(pl.col("stock") > 0)
    bare = let.join(here, on=["area", *(key for key in keys if key in let.columns)], how="anti")
    codes = bare.get_column("area").unique(maintain_order=True)
    if len(codes):
        more = 0 if counts.pieces else max(len(codes) - MOST, 0)
        raise refusal("no-stock-of-area", source=source, areas=counts.told(codes.to_list()), more=more)


def _of_city(counts: Counts, table: pl.DataFrame, units: pl.DataFrame, stage: int, keys: Sequence[str]) -> pl.DataFrame:
    """Return the stock of the city: each dwelling once, whatever the level, and never over periods."""
    if counts.whole or "area" not in counts.keys:
        inside = table.filter(~pl.col("area").is_in(list(counts.left_out)))
        if counts.steps and stage < len(counts.steps):
            inside = inside.filter(pl.col("area").is_in(counts.steps[stage].get_column("area").implode()))
        elif counts.areas is not None and table.get_column("area").unique().to_list() != [CITY]:
            inside = inside.filter(pl.col("area").is_in(counts.areas.codes))
    else:
        there = counts.frame.select("area", *(key for key in keys if key in counts.keys)).unique()
        inside = units.join(there, on=there.columns, how="semi", nulls_equal=True)
    # An area without rentals may have no stock (water, new land): it does not make the city's missing.
    known = pl.when(pl.col("stock").is_not_null().any()).then(pl.col("stock").sum()).alias("stock")
    return inside.group_by(keys, maintain_order=True).agg(known) if keys else inside.select(known)
