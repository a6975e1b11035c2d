"""Records that name no area but coordinates: each letting is located while it is read."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.areas.locate import Points
from spreiding.records.points import labels, refused
from spreiding.records.sources import NUMBERS, Part, prepared, threads
from spreiding.values.columns import SheetRows, numbers
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spreiding.areas.areas import Areas

#: Why the notation of coordinates is open.
DOUBTS = {"either": "points-notation-either", "both": "points-notation-both"}

#: Records that are located at a time.
PIECE = 200_000


@dataclass(frozen=True)
class Located(Part):
    """A part whose column of areas follows from that of its points."""

    areas: Areas | None = None
    point: tuple[str, str] = ("x", "y")
    area: str = "area"

    def names(self) -> list[str]:
        return [*super().names(), self.area]

    def sources(self, columns: Sequence[tuple[str, str]], cuts: Sequence[int] = ()) -> Iterator[_core.Source]:
        del cuts  # days are days here
        for table, lines in self.chunks([name for name, _ in columns]):
            days = [pl.col(name).cast(pl.Date) for name in self._days if name in table.columns]
            yield _core.Source.frame(prepared(table.with_columns(days), columns, self.name, lines), lines)

    @cached_property
    def _days(self) -> list[str]:
        """Columns of days of a file, which come from it as numbers."""
        if self.kind != "parquet":
            return []
        file = self.opened()
        return [name for name, kind in file.schema(file.names) if kind == "day"]

    def chunks(self, names: Sequence[str]) -> Iterator[tuple[pl.DataFrame, list[int] | None]]:
        if self.areas is None:
            raise refusal("located-without-areas", source=self.name)
        wanted = dict.fromkeys([*(name for name in names if name != self.area), *self.point])
        points, before = Points(self.areas), 0
        for table, lines in _gathered(super().chunks(list(wanted))):
            columns = dict.fromkeys(self.point, "number")
            found = numbers(table, columns, source=self.name, notation=self.notation, lines=lines, before=before)
            x, y = (found[name] for name in self.point)
            points.note(x, y)
            yield table.with_columns(labels(points, x, y).alias(self.area)), lines
            before += table.height
        # What is wrong is told of the source as a whole: how many rows, and the first of them.
        if fault := points.fault():
            raise refused(fault, self.name, self.point)


def _gathered(
    pieces: Iterable[tuple[pl.DataFrame, Sequence[int] | None]],
) -> Iterator[tuple[pl.DataFrame, list[int] | None]]:
    """Yield larger pieces: a file hands out a few thousand records at a time."""
    held: list[pl.DataFrame] = []
    rows: list[int] | None = None
    for table, lines in pieces:
        if isinstance(lines, SheetRows):  # a sheet is one piece
            yield table, lines
            continue
        held.append(table)
        if lines is not None:
            rows = list(lines) if rows is None else [*rows, *lines]
        if sum(part.height for part in held) >= PIECE:
            yield pl.concat(held, how="vertical_relaxed"), rows
            held, rows = [], None
    if held:
        yield pl.concat(held, how="vertical_relaxed"), rows


def located(part: Part, areas: Areas, point: tuple[str, str], area: str) -> Located:
    """Return a part with the area that each point lies in.

    A file of text is passed once before: only as a whole it tells how its numbers are written.
    """
    held = {of.name: getattr(part, of.name) for of in fields(Part)}
    placed = Located(**held, areas=areas, point=point, area=area)
    if part.kind != "csv":
        return placed
    there, source = part.names(), part.opened()
    names = [*point, *(name for name in NUMBERS if name in there and name not in point)]
    numbers = [(name, float("-inf")) for name in names]
    tally, faults = source.tally([(point[0], "key")], numbers, [], [], threads(), part.notation)
    found, doubt = tally.notation
    if doubt:
        raise refusal(DOUBTS[doubt], source=part.name, columns=list(point))
    return replace(placed, notation=part.notation or found or "en", faults=tuple(faults), dialect=source.dialect)
