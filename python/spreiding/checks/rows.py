"""The records one by one, for what cannot be told from counts: rows alike, numbers that cannot be, remarks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.checks.figures import SHOWN
from spreiding.checks.finding import NotRun, Place, not_run
from spreiding.values import columns as values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.records.sources import Part

DAYS, NUMBERS = ("date", "advert_date", "void_date"), ("rent", "floor_area", "x", "y")
#: Most different values of a column nobody named that are looked at for words.
FEW = 200


@dataclass(frozen=True)
class Rows:
    """Records as a frame: the columns by the library's names, ``part`` (the file's name) and ``row`` (from 1).

    ``line`` is that of the row in a file of text, or its row in a sheet; null where there is none. ``dated`` tells
    whether something stands where the date should, readable or not.
    """

    frame: pl.DataFrame
    parts: tuple[Part, ...]
    columns: Mapping[str, str]

    @classmethod
    def read(cls, parts: tuple[Part, ...], columns: Mapping[str, str]) -> Rows | NotRun:
        """Read every named column of every file."""
        try:
            frames = [_read(part, columns) for part in parts]
        except (InvalidInputError, pl.exceptions.PolarsError) as error:
            # The text of the error may quote a record.
            return not_run("idle-rows-unreadable", kind=type(error).__name__)
        return cls(pl.concat(frames, how="diagonal_relaxed"), parts, columns)

    def has(self, *names: str) -> bool:
        """Return whether the records have all of these columns."""
        return set(names) <= set(self.frame.columns)

    def places(self, rows: pl.DataFrame, column: str | None = None) -> tuple[Place, ...]:
        """Return the first of some rows as places; ``column`` by the library's name."""
        named = None if column is None else self.columns.get(column, column)
        found = []
        for part in self.parts:
            there = rows.filter(pl.col("part") == part.name).get_column("row").sort().head(SHOWN)
            if there.len():
                found.append(Place(part.name, named, tuple(there.to_list())))
        return tuple(found)

    def told(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return which rows these are and whose, and nothing of what they hold."""
        keys, own = rows.select("part", "row"), self.frame
        if "corporation" not in own.columns:
            own = own.with_columns(corporation=pl.lit(None, dtype=pl.String))
        whose = own.select("part", "row", "line", "corporation").unique(["part", "row"], maintain_order=True)
        return keys.join(whose, on=["part", "row"], how="left").sort("part", "row")

    @cached_property
    def lettings(self) -> pl.Series:
        """Number of lettings with the identifier of each row; 0 where it has none."""
        ids = self.frame.get_column("dwelling_id")
        return times(ids.hash()).zip_with(ids.is_not_null(), pl.Series([0], dtype=pl.UInt32))

    @cached_property
    def unnamed(self) -> list[str]:
        """Columns of the files that no name was given to."""
        known = set(self.columns.values())
        names = dict.fromkeys(name for part in self.parts for name in part.names())
        return [name for name in names if name not in known and name]

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """Return the different values of every column that no name was given to, :data:`FEW` and one more at most.

        All columns are looked at in one pass, and none is held: few of them say anything.
        """
        met = {name: pl.Series(name, [], dtype=pl.String) for name in self.unnamed}
        for part in self.parts:
            there = [name for name in self.unnamed if name in set(part.names())]
            for batch, _ in part.chunks(there) if there else ():
                for name in there:
                    if met[name].len() <= FEW:
                        fresh = batch.get_column(name).drop_nulls().unique(maintain_order=True).cast(pl.String)
                        met[name] = met[name].append(fresh).unique(maintain_order=True).head(FEW + 1)
        return {name: values.to_list() for name, values in met.items()}

    def other(self, names: Sequence[str]) -> pl.DataFrame:
        """Return columns that no name was given to, as text, with ``part`` and ``row``."""
        found = []
        for part in self.parts:
            there = [name for name in names if name in part.names()]
            pieces = [batch for batch, _ in part.chunks(there)] if there else []
            if pieces:
                frame = pl.concat(pieces, how="vertical_relaxed")
                found.append(_numbered(frame.select(pl.col(name).cast(pl.String) for name in there), part))
        empty = pl.DataFrame(schema={**dict.fromkeys(names, pl.String), "part": pl.String, "row": pl.UInt32})
        return pl.concat(found, how="diagonal_relaxed") if found else empty


def times(keys: pl.Series) -> pl.Series:
    """Return how often the key of each row occurs.

    >>> times(pl.Series([7, 3, 7], dtype=pl.UInt64)).to_list()
    [2, 1, 2]
    """
    _, at, counts = np.unique(keys.to_numpy(), return_inverse=True, return_counts=True)
    return pl.Series(counts.astype(np.uint32)[at])


def _read(part: Part, columns: Mapping[str, str]) -> pl.DataFrame:
    of = {name: column for name, column in columns.items() if column in part.names()}
    names = list(dict.fromkeys(of.values()))
    pieces, lines = [], list[int]()
    for batch, there in part.chunks(names):
        pieces.append(batch)
        lines += there or ()
    held = pl.concat(pieces, how="vertical_relaxed") if pieces else pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    if part.kind == "parquet":  # days come as numbers of days
        days = [name for name, kind in part.opened().schema(names) if kind == "day"]
        held = held.with_columns(pl.col(days).cast(pl.Date))
    frame = held.select(pl.col(column).alias(name) for name, column in of.items())
    dates = frame.get_column("date")
    # A day beyond what a calendar has cannot be written as text.
    given = dates.str.strip_chars().fill_null("") != "" if dates.dtype == pl.String else dates.is_not_null()
    line = pl.Series("line", lines or [None] * frame.height, dtype=pl.UInt32)
    return _numbered(pl.DataFrame([_column(frame, name, part) for name in of]), part).with_columns(line, dated=given)


def _column(frame: pl.DataFrame, name: str, part: Part) -> pl.Series:
    """Return a column by what it holds; nothing where it cannot be read as that, which is told elsewhere."""
    column, how = frame.get_column(name), {"source": part.name}
    try:
        if name in DAYS:
            return values.as_days(column, **how)[0].alias(name)
        if name in NUMBERS:
            return values.floats(frame, name, notation=part.notation, **how)
        if column.dtype == pl.Boolean or column.dtype.is_integer():
            return column.cast(pl.String)
        kind: Any = name if name in {"area", "group"} else "name"
        return values.texts(frame, name, kind=kind, **how)
    except InvalidInputError:
        empty = pl.Date if name in DAYS else pl.Float64 if name in NUMBERS else pl.String
        return pl.Series(name, [None] * frame.height, dtype=empty)


def _numbered(frame: pl.DataFrame, part: Part) -> pl.DataFrame:
    rows = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True).alias("row")
    return frame.with_columns(rows, pl.lit(part.name).alias("part"))
