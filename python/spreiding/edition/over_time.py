"""What chapters over periods share: changes, trends, spread, models and programme, each computed once in a run."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.counts.change import change
from spreiding.counts.counts import ALL
from spreiding.counts.shares import shares
from spreiding.counts.trend import trend
from spreiding.disclosure.figures import enough
from spreiding.edition.counted import counted
from spreiding.edition.models import Fits, fitted
from spreiding.indices.index import spread
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.indices.index import Spread

#: Simulations per index, and what decides them.
ITERATIONS, SEED = 999, 2018


class OverTime:
    """Outcomes over the periods of a run. Exact inside: what of them may be printed is for a chapter to say."""

    def __init__(self, run: Any) -> None:
        self.run = run

    @property
    def kind(self) -> str:
        """The kind of period."""
        return str(self.run.figures.kind)

    @cached_property
    def whole(self) -> tuple[str, ...]:
        """Periods that the records cover whole: only these are compared."""
        cut = set(self.run.figures.partial)
        return tuple(code for code in self.run.figures.codes if code not in cut)

    @cached_property
    def pair(self) -> tuple[str, str] | None:
        """The two periods that the map of change compares; None where there are no two.

        Raises
        ------
        InvalidInputError
            If the study names other than two different periods that the records cover whole.
        """
        wanted = self.run.study.compare
        if wanted:
            if len(set(wanted)) != 2 or set(wanted) - set(self.whole):
                raise refusal("compare-two-whole", found=list(wanted), known=list(self.whole))
            return wanted[0], wanted[1]
        return (self.whole[0], self.whole[-1]) if len(self.whole) > 1 else None

    @cached_property
    def last(self) -> str:
        """The last period, whole where there is one."""
        return (self.whole or self.run.figures.codes)[-1]

    def exact(self, level: str) -> Any:
        """Return the exact shares of a level over the whole periods."""
        found = self.run.figures.exact_levels[level]
        return found if not self.run.figures.partial else found.select(**{self.kind: list(self.whole)})

    @cached_property
    def city(self) -> pl.DataFrame:
        """The exact figures of the whole city: a row per period and group."""
        totals: pl.DataFrame = self.run.figures.exact.totals
        return totals

    @cached_property
    def relettings(self) -> dict[str, Any]:
        """Exact shares per level without first lettings of new dwellings; empty where the records do not tell them."""
        rentals, stock = self.run.study.rentals, self.run.study.stock
        found: dict[str, Any] = {}
        with suppress(InvalidInputError):
            counts = counted(rentals, ["area", self.kind], relettings=True)
            for level in self.run.figures.levels:
                counts = counts if level == "area" else counts.roll_up(level)
                made = shares(counts, stock, stock_at=self.run.study.stock_at)
                found[level] = made if not self.run.figures.partial else made.select(**{self.kind: list(self.whole)})
        return found

    @cached_property
    def changes(self) -> dict[str, pl.DataFrame]:
        """Differences per level: of each period with the one before, and between the two that are compared."""
        return {level: self._changes(level) for level in self.run.figures.levels} if self.pair else {}

    def _changes(self, level: str) -> pl.DataFrame:
        held, without = self.exact(level), self.relettings.get(level)
        frames = [change(held, base="previous", relettings=without).frame]
        if self.pair and not self._beside(self.pair):
            first = self.pair[0]
            frames.append(change(held, base=first, relettings=without).frame.filter(pl.col("to") == self.pair[1]))
        return pl.concat(frames)

    def _beside(self, pair: tuple[str, str]) -> bool:
        return self.whole.index(pair[1]) - self.whole.index(pair[0]) == 1

    def compared(self, level: str, group: str = ALL) -> pl.DataFrame:
        """Return the differences between the two periods that are compared."""
        frame = self.changes.get(level)
        if frame is None or self.pair is None:
            return pl.DataFrame()
        first, last = self.pair
        return frame.filter((pl.col("from") == first) & (pl.col("to") == last) & (pl.col("group") == group))

    @cached_property
    def trends(self) -> dict[str, pl.DataFrame]:
        """Trends per level; none of fewer than three periods."""
        found: dict[str, pl.DataFrame] = {}
        with suppress(InvalidInputError):
            for level in self.run.figures.levels:
                found[level] = trend(self.exact(level)).frame
        return found

    @cached_property
    def spreads(self) -> dict[tuple[str, str], Spread]:
        """The index of dissimilarity per period and group, where it may be printed."""
        found: dict[tuple[str, str], Spread] = {}
        figures = self.run.figures
        for code in figures.codes:
            counts = figures.exact.counts.select(**{self.kind: code})
            told = figures.districts.select(**{self.kind: code})
            for group in (ALL, *counts.groups):
                if enough(told, group):
                    with suppress(InvalidInputError):  # a group without members has no spread
                        found[code, group] = spread(counts, group=group, iterations=ITERATIONS, bootstrap=0, seed=SEED)
        return found

    @cached_property
    def fits(self) -> Fits:
        """The models of the regression."""
        return fitted(self.run, self.whole)
