"""The records one by one, for what cannot be told from counts: rows alike, numbers that cannot be, remarks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from spreiding import _core
from spreiding.checks.figures import SHOWN
from spreiding.checks.finding import NotRun, Place, not_run
from spreiding.records.sources import column_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.records.sources import Part

DAYS, NUMBERS = ("date", "advert_date", "void_date"), ("rent", "floor_area", "x", "y")
#: Most different values of a column nobody named that are looked at for words.
FEW = 200


@dataclass(frozen=True)
class Rows:
    """Records as a frame: the columns by the library's names, ``part`` (the file's name) and ``row`` (from 1).

    ``dated`` tells whether something stands where the date should, readable or not.
    """

    frame: pl.DataFrame
    parts: tuple[Part, ...]
    columns: Mapping[str, str]

    @classmethod
    def read(cls, parts: tuple[Part, ...], columns: Mapping[str, str]) -> Rows | NotRun:
        """Read every named column of every file."""
        try:
            frames = [_read(part, columns) for part in parts]
        except pl.exceptions.PolarsError as error:
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
        keys = rows.select("part", "row")
        if "corporation" not in self.frame.columns:
            return keys.with_columns(corporation=pl.lit(None, dtype=pl.String)).sort("part", "row")
        whose = self.frame.select("part", "row", "corporation").unique(["part", "row"], maintain_order=True)
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
        names = dict.fromkeys(name for part in self.parts for name in column_names(part))
        return [name for name in names if name not in known and name]

    def other(self, names: Sequence[str]) -> pl.DataFrame:
        """Return columns that no name was given to, as text, with ``part`` and ``row``."""
        found = []
        for part in self.parts:
            there = [name for name in names if name in column_names(part)]
            frame = part.scan()[0].select(pl.col(name).cast(pl.String) for name in there).collect()
            found.append(_numbered(frame, part))
        return pl.concat(found, how="diagonal")


def times(keys: pl.Series) -> pl.Series:
    """Return how often the key of each row occurs.

    >>> times(pl.Series([7, 3, 7], dtype=pl.UInt64)).to_list()
    [2, 1, 2]
    """
    _, at, counts = np.unique(keys.to_numpy(), return_inverse=True, return_counts=True)
    return pl.Series(counts.astype(np.uint32)[at])


def _read(part: Part, columns: Mapping[str, str]) -> pl.DataFrame:
    scan, dutch = part.scan()
    there = {name: column for name, column in columns.items() if column in column_names(part)}
    frame = scan.select(pl.col(column).alias(name) for name, column in there.items()).collect()
    given = frame.get_column("date").cast(pl.String).str.strip_chars().fill_null("") != ""
    frame = frame.with_columns(_day(frame, name) for name in DAYS if name in there).with_columns(dated=given)
    frame = frame.with_columns(_number(frame, name, dutch=dutch) for name in NUMBERS if name in there)
    texts = [name for name in there if name not in (*DAYS, *NUMBERS)]
    return _numbered(frame.with_columns(_text(name) for name in texts), part)


def _numbered(frame: pl.DataFrame, part: Part) -> pl.DataFrame:
    rows = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True).alias("row")
    return frame.with_columns(rows, pl.lit(part.name).alias("part"))


def _text(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text).alias(name)


def _day(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Return days; None where the text is none, which reading tells by itself."""
    kind = frame.schema[name]
    if kind != pl.String:
        days = pl.col(name).cast(pl.Date) if isinstance(kind, pl.Date | pl.Datetime) else pl.lit(None, dtype=pl.Date)
        return days.alias(name)
    text = (
        pl.col(name).str.strip_chars().str.extract(r"^([0-9]+[-/.]?[0-9]+[-/.]?[0-9]+)").str.replace_all(r"[/.]", "-")
    )
    ways = ("%Y-%m-%d", "%d-%m-%Y", "%Y%m%d")
    return pl.coalesce(text.str.to_date(way, strict=False) for way in ways).alias(name)


def _number(frame: pl.DataFrame, name: str, *, dutch: bool) -> pl.Series:
    column = frame.get_column(name)
    if column.dtype == pl.String:
        column = pl.Series(name, _core.parse_numbers(column, dutch)[0])
    return column.cast(pl.Float64, strict=False).fill_nan(None).alias(name)
