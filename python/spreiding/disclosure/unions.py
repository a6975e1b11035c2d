"""The hidden parts of one sum taken together: a count of its own, that subtraction tells.

Of a total of 20 with a part of 12 in print and two parts hidden, a reader knows that these two are 8 together. They are
a cell of the same table, only coarser, and what holds for a count holds for theirs: below the threshold it is not told.
Where all parts are hidden their count is that of the total, which has a threshold of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.protected import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from spreiding.disclosure.model import Model, State
    from spreiding.disclosure.reader import Told

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Union:
    """The hidden parts of a sum, what they can be together, and the count below which that is protected."""

    number: int  #: of the sum, in the model
    whole: int
    parts: tuple[int, ...]
    low: int
    high: int
    limit: float

    @property
    def candidates(self) -> int:
        """Values that the parts together can have."""
        return self.high - self.low + 1

    def codes(self, model: Model) -> tuple[str, ...]:
        """Return the codes of the parts, written as a sum where they differ."""
        each = zip(*(model.codes(at) for at in self.parts), strict=True)
        return tuple(" + ".join(dict.fromkeys(codes)) for codes in each)

    def label(self, model: Model) -> str:
        """Say it in words."""
        return " + ".join(model.label(at) for at in self.parts)


def limits_of(model: Model, tables: Sequence[Told], least: float) -> Floats:
    """Return per unknown the count below which it is protected: as its tables say, and never under ``least``."""
    found = np.full(len(model), float(least))
    for table, (at, _) in zip(tables, model.places, strict=True):
        if table.limit is not None:
            np.maximum.at(found, at[table.has_a], table.limit[table.has_a])
    return found


def wide_of(model: Model, tables: Sequence[Told]) -> dict[int, float]:
    """Return the unknowns of which a part must stay open, and that part: the counts that one association dominates."""
    found: dict[int, float] = {}
    for table, (at, _) in zip(tables, model.places, strict=True):
        if table.wide is None:
            continue
        for row in np.flatnonzero(table.wide).tolist():
            found[int(at[row])] = max(found.get(int(at[row]), 0.0), float(table.wide[row]))
    return found


def unions(model: Model, state: State, low: Any, high: Any, limits: Floats) -> list[Union]:
    """Return the hidden parts of sums that are together a small count, whatever the reader cannot tell of each.

    ``low`` and ``high`` are what follows for each unknown by itself. The threshold of several parts is the highest of
    theirs. A single hidden part is no more than a cell, and none where the parts in print are nil.
    """
    top, part, at = pairs(model)
    if not len(top):
        return []
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    open_ = (low < high) & (state.width == 0)
    hidden, n = open_[part], len(top)

    def summed(values: Floats, which: npt.NDArray[np.bool_]) -> Floats:
        found: Floats = np.bincount(at[which], values[part[which]], n).astype(float)
        return found

    shown = ~hidden
    least = np.maximum(summed(low, hidden), low[top] - summed(high, shown))
    most = np.minimum(summed(high, hidden), high[top] - summed(low, shown))
    limit = np.zeros(n)
    np.maximum.at(limit, at[hidden], limits[part[hidden]])
    several = np.bincount(at[hidden], minlength=n) > 1
    small = (model.measure[top] == 0) & several & (summed(low, shown) > 0) & (most > 0) & (most < limit)
    start = np.searchsorted(at, np.arange(n + 1))
    found = []
    for i in np.flatnonzero(small).tolist():
        mine = part[start[i] : start[i + 1]]
        cells = tuple(int(cell) for cell in mine[open_[mine]])
        found.append(Union(i, int(top[i]), cells, int(least[i]), int(most[i]), float(limit[i])))
    return found
