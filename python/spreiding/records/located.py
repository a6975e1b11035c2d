"""Records that name no area but coordinates: each letting is located while it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.areas.locate import locate
from spreiding.records.sources import NUMBERS, Part, prepared
from spreiding.values.columns import numbers
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spreiding.areas.areas import Areas

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

    def sources(self, columns: Sequence[tuple[str, str]]) -> Iterator[_core.Source]:
        for table, lines in self.chunks([name for name, _ in columns]):
            yield _core.Source.frame(prepared(table, columns, self.name), lines)

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
    """Return a part with the area that each point lies in; finds out how a file of text writes its numbers."""
    placed = Located(part.name, part.kind, part.held, part.stamp, part.notation, areas, point, area)
    if part.kind != "csv" or part.notation is not None:
        return placed
    return replace(placed, notation=_notation(part, point))


def _notation(part: Part, point: tuple[str, str]) -> str:
    """Return the notation of a file, which all of its numbers tell together."""
    there = part.names()
    names = [*point, *(name for name in NUMBERS if name in there and name not in point)]
    tally, _ = part.opened().tally([(point[0], "key")], [(name, float("-inf")) for name in names], [[0]], [], 1)
    found, doubt = tally.notation
    if doubt:
        raise refusal(f"points-notation-{doubt}", source=part.name, columns=list(point))
    return found or "en"
