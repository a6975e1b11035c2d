"""Records that name no area but coordinates: each letting is located while it is read."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.areas.locate import locate
from spreiding.records.sources import NUMBERS, Part, prepared, threads
from spreiding.values.columns import numbers
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spreiding.areas.areas import Areas

#: Why the notation of coordinates is open.
DOUBTS = {"either": "points-notation-either", "both": "points-notation-both"}
#: The label of a point that lies in no area: a sign of a missing place (``data/missing_signs.csv``).
OUTSIDE = "(outside every area)"


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
            yield _core.Source.frame(prepared(table, columns, self.name, lines), lines)

    def chunks(self, names: Sequence[str]) -> Iterator[tuple[pl.DataFrame, list[int] | None]]:
        wanted = dict.fromkeys([*(name for name in names if name != self.area), *self.point])
        for table, lines in super().chunks(list(wanted)):
            yield table.with_columns(self._placed(table, lines)), lines

    def _placed(self, table: pl.DataFrame, lines: Sequence[int] | None) -> pl.Series:
        """Return the area of each point: null where a coordinate is missing."""
        if self.areas is None:
            raise refusal("located-without-areas", source=self.name)
        columns = dict.fromkeys(self.point, "number")
        found = numbers(table, columns, source=self.name, notation=self.notation, lines=lines)
        x, y = (found[name] for name in self.point)
        area = locate(self.areas, x, y)
        outside = area.is_null() & x.is_not_null() & y.is_not_null()
        return pl.select(pl.when(outside).then(pl.lit(OUTSIDE)).otherwise(area).alias(self.area)).to_series()


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
    tally, faults = source.tally([(point[0], "key")], numbers, [[0]], [], threads(), part.notation)
    found, doubt = tally.notation
    if doubt:
        raise refusal(DOUBTS[doubt], source=part.name, columns=list(point))
    return replace(placed, notation=part.notation or found or "en", faults=tuple(faults), dialect=source.dialect)
