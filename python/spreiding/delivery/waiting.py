"""How long households waited: from the day the wait began to the contract, in calendar months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from spreiding.records.sources import column_names
from spreiding.values.columns import as_days, local_days, numbered
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.records.rentals import Rentals
    from spreiding.records.sources import Part
    from spreiding.words.catalogue import Said

#: Months that the programme tells apart.
SOON, LATER = 3, 6
#: Most rows that a message lists.
MOST = 5


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a month that is shorter.

    >>> months_later(date(2020, 1, 31), 1), months_later(date(2019, 11, 30), 3), months_later(date(2020, 1, 15), 3)
    (datetime.date(2020, 2, 29), datetime.date(2020, 2, 29), datetime.date(2020, 4, 15))
    """
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def waits(rentals: Rentals, column: str) -> pl.DataFrame:
    """Return ``label`` (of the group), ``day`` (of the contract), ``within`` and ``n``.

    ``within`` is 0 for three months, 1 for six, 2 for more. Lettings without a first day of the wait are left out.

    Raises
    ------
    InvalidInputError
        If a source has no such column, a day cannot be read, or a contract comes before the wait began; names source,
        column and rows.
    """
    parts = [_of_part(part, rentals, column) for part in rentals.parts]
    return pl.concat(parts).group_by("label", "day", "within", maintain_order=True).agg(pl.col("n").sum())


def _first(part: Part, rows: Sequence[int]) -> Said | str:
    """Return the first rows, with their lines."""
    lines = part.lines_of(rows[:MOST])
    return numbered(rows[:MOST], list(lines.values()), sheet=part.lines is not None, more=len(rows) > MOST)


def _of_part(part: Part, rentals: Rentals, column: str) -> pl.DataFrame:
    """Count the waits of one file or frame; only distinct values are held."""
    names = column_names(part)
    if column not in names:
        raise refusal("no-such-column", argument=part.name, found=column, known=names)
    of = {"label": rentals.columns["group"], "contract": rentals.columns["date"], "start": column}
    scanned, _ = part.scan()
    texts = scanned.select(**{name: _as_text(scanned, source) for name, source in of.items()})
    counted = texts.drop_nulls("start").group_by("label", "contract", "start").len("n").collect(engine="streaming")
    counted = counted.filter(pl.col("start").str.strip_chars() != "")
    days = {name: _days(counted.get_column(name), part.name) for name in ("contract", "start")}
    unread = [text for text, day in days["start"].items() if day is None]
    if unread:
        rows = _rows(texts, pl.col("start").is_in(unread))
        raise refusal(
            "wait-unreadable", source=part.name, column=column, rows=rows[:MOST], n=len(rows), first=_first(part, rows)
        )
    known = counted.with_columns(
        pl.col(name).replace_strict(of_text, return_dtype=pl.Date).alias(f"{name}_day")
        for name, of_text in days.items()
    ).drop_nulls("contract_day")
    back = known.filter(pl.col("contract_day") < pl.col("start_day"))
    if back.height:
        rows = _rows(texts, pl.struct("contract", "start").is_in(back.select("contract", "start").unique().to_struct()))
        raise refusal(
            "wait-after-contract",
            source=part.name,
            column=column,
            rows=rows[:MOST],
            n=len(rows),
            first=_first(part, rows),
        )
    starts = known.get_column("start_day").unique().to_list()
    ends = pl.DataFrame(
        {"start_day": starts, "soon": [months_later(day, SOON) for day in starts],
         "later": [months_later(day, LATER) for day in starts]},
        schema={"start_day": pl.Date, "soon": pl.Date, "later": pl.Date},
    )  # fmt: skip
    placed = known.join(ends, on="start_day", how="left")
    soon, later = (pl.col("contract_day") <= pl.col(end) for end in ("soon", "later"))
    within = pl.when(soon).then(0).when(later).then(1).otherwise(2)
    return placed.select("label", "n", day="contract_day", within=within)


def _as_text(scanned: pl.LazyFrame, name: str) -> pl.Expr:
    """Return a column as text; a moment of time by its own local day."""
    kind = scanned.collect_schema()[name]
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        return column.map_batches(local_days, return_dtype=pl.Date).cast(pl.String)
    return column.cast(pl.String)


def _rows(texts: pl.LazyFrame, condition: pl.Expr) -> list[int]:
    found = texts.with_row_index("row", offset=1).filter(condition).select("row").collect(engine="streaming")
    return [int(row) for row in found.get_column("row")]


def _days(texts: pl.Series, source: str) -> dict[str, date | None]:
    """Read distinct texts as days by the rules that records are read with; None where a text is no day."""
    known = texts.drop_nulls().unique(maintain_order=True)
    days, _ = as_days(known, source=source)
    return dict(zip(known.to_list(), days.to_list(), strict=True))
