"""Dwellings let more than once, asked of an engine: it compares its own rows, and only numbers come back."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.records.engine import day_number, one_where
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals as nw

    from spreiding.records.engine import Engine


@dataclass(frozen=True)
class Again:
    """How many lettings follow an earlier one of the same dwelling, by kind."""

    same_day: int
    other_group: int  #: Of those on the same day, with another group.
    soon: int  #: Within so many days.
    after_provider: int  #: Later, to the same group after a letting through a care provider.


def again(
    engine: Engine,
    columns: tuple[str, str, str],
    *,
    providers: Sequence[str],
    blank_groups: Sequence[str],
    within: int,
    provider_days: int,
) -> Again:
    """Count lettings of a dwelling that was let before.

    Parameters
    ----------
    engine
        The table.
    columns
        Its columns of the dwelling, the day and the group.
    providers, blank_groups
        Labels of the groups that are let through a care provider first; labels that stand for no group.
    within, provider_days
        Days that count as soon, and days within which a household takes over the contract.

    Raises
    ------
    InvalidInputError
        If days are text, which an engine does not read as the library does, or the engine cannot compare rows.
    """
    import narwhals as nw  # noqa: PLC0415  as in the engine

    if not engine.is_dated(columns[1]):
        holds = str(engine.schema[columns[1]])
        raise refusal("column-holds", source=engine.name, column=columns[1], holds=holds, expected="dates")
    days, label, before = (nw.col(name) for name in ("days", "group", "group_before"))
    same, alike = days == 0, label == before
    wanted = {
        "same_day": same,
        "other_group": same & ~label.is_null() & ~before.is_null() & ~alike,
        "soon": (days > 0) & (days <= within),
    }
    if providers:
        wanted["after_provider"] = (days > within) & (days <= provider_days) & alike & label.is_in(list(providers))
    counted = {name: one_where(rule).sum() for name, rule in wanted.items()}
    row = engine.fetched(lambda: _pairs(engine, columns, blank_groups).select(**counted)).row(0, named=True)
    return Again(*(int(row.get(name) or 0) for name in Again.__dataclass_fields__))


def _pairs(engine: Engine, columns: tuple[str, str, str], blank_groups: Sequence[str]) -> nw.LazyFrame[Any]:
    """Return each letting beside the one before of the same dwelling: ``days`` between them, and both groups."""
    import narwhals as nw  # noqa: PLC0415

    dwelling, day, group = (nw.col(name) for name in columns)
    text, label = (value.cast(nw.String()).str.strip_chars() for value in (dwelling, group))
    held = engine.table.select(text.alias("dwelling"), day_number(day).alias("day"), label.alias("group"))
    known = ~nw.col("dwelling").str.to_lowercase().is_in(_signs()) & (nw.col("dwelling") != "")
    held = held.filter(~nw.col("dwelling").is_null(), ~nw.col("day").is_null(), known)
    blank = nw.col("group").is_in([*blank_groups, ""])
    held = held.with_columns(nw.when(~blank).then(nw.col("group")).otherwise(nw.lit(None)).alias("group"))
    one_before = {
        f"{name}_before": nw.col(name).shift(1).over("dwelling", order_by=["day", "group"]) for name in ("day", "group")
    }
    both = held.with_columns(**one_before).filter(~nw.col("day_before").is_null())
    return both.select((nw.col("day") - nw.col("day_before")).alias("days"), "group", "group_before")


def _signs() -> list[str]:
    """Return the signs of a missing identifier, in small letters."""
    table = pl.read_csv(StringIO(_core.embedded("missing_signs.csv") or ""), infer_schema=False)
    return [sign.lower() for sign in table.filter(pl.col("name") == "missing").get_column("sign")]
