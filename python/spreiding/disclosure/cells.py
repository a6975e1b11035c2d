"""Cells of linked tables as whole numbers: a measure and one code per dimension make one key.

A cell is a measure and one code per dimension, :data:`~spreiding.disclosure.tree.ALL` where a table does not break the
total down. Rentals have no group, stock has an area only. From the cells in print the set grows, along each dimension
whose hierarchy is known, to the sums they stand in and to the other parts of these, printed or not: that is how an
outsider subtracts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from spreiding.disclosure.dimensions import is_area
from spreiding.disclosure.tree import ALL, Tree
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Keys = npt.NDArray[np.int64]
MEASURES = ("allocations", "rentals", "stock")
#: More cells than this cannot be reasoned about at once.
LIMIT = 2_000_000


@dataclass(frozen=True)
class Axis:
    """A dimension with its codes numbered, the total 0, and its sums as ragged lists of numbers."""

    dim: str
    codes: tuple[str, ...]
    tree: Tree | None

    @cached_property
    def at(self) -> dict[str, int]:
        """Number of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def sums(self) -> list[tuple[int, Keys]]:
        """Each sum: the number of its whole, and those of its parts."""
        found = () if self.tree is None else self.tree.sums
        return [(self.at[whole], np.array([self.at[p] for p in parts], dtype=np.int64)) for whole, parts in found]

    @cached_property
    def within(self) -> tuple[Keys, Keys]:
        """Return the sums in which each code is a part, in compressed rows: starts, and numbers of sums."""
        pairs = [(part, i) for i, (_, parts) in enumerate(self.sums) for part in parts.tolist()]
        pairs.sort()
        start = np.zeros(len(self.codes) + 1, dtype=np.int64)
        np.add.at(start, [part + 1 for part, _ in pairs], 1)
        return np.cumsum(start), np.array([i for _, i in pairs], dtype=np.int64)


@dataclass(frozen=True)
class Space:
    """All cells that there can be: the axes, and how their numbers make a key."""

    axes: tuple[Axis, ...]

    @classmethod
    def of(cls, dims: Sequence[str], trees: Mapping[str, Tree], loose: Mapping[str, Sequence[str]]) -> Space:
        """Give every code a number; ``loose`` are the codes of dimensions without a hierarchy."""
        axes = []
        for dim in dims:
            tree = trees.get(dim)
            codes = tuple(dict.fromkeys([ALL, *(sorted(tree.codes) if tree else sorted(set(loose.get(dim, ()))))]))
            axes.append(Axis(dim, codes, tree))
        return cls(tuple(axes))

    @property
    def dims(self) -> tuple[str, ...]:
        """Names of the dimensions."""
        return tuple(axis.dim for axis in self.axes)

    @cached_property
    def radix(self) -> list[int]:
        """Weight of each axis in a key; the measure weighs most."""
        sizes = [len(axis.codes) for axis in self.axes]
        weights = [int(np.prod(sizes[i + 1 :], dtype=object)) for i in range(len(sizes))]
        if sizes and weights[0] * sizes[0] * len(MEASURES) >= 1 << 62:
            raise refusal("too-many-cells", limit=LIMIT)
        return weights

    @cached_property
    def size(self) -> int:
        """Number of cells that a measure can have."""
        return int(np.prod([len(axis.codes) for axis in self.axes], dtype=object))

    def has(self, measure: str, axis: Axis) -> bool:
        """Say whether a measure is broken down by a dimension."""
        if measure == "stock":
            return is_area(axis.dim)
        return measure == "allocations" or axis.dim != "group"

    def keys(self, measure: str, codes: Mapping[str, Sequence[str]], n: int) -> Keys:
        """Return the keys of rows; codes that the measure does not have fall away."""
        found = np.full(n, MEASURES.index(measure) * self.size, dtype=np.int64)
        for axis, weight in zip(self.axes, self.radix, strict=True):
            if axis.dim in codes and self.has(measure, axis):
                found += weight * np.array([axis.at[code] for code in codes[axis.dim]], dtype=np.int64)
        return found

    def key(self, measure: str, codes: Sequence[str]) -> int:
        """Return the key of one cell."""
        parts = zip(self.axes, self.radix, codes, strict=True)
        kept = sum(axis.at[code] * weight for axis, weight, code in parts if self.has(measure, axis))
        return MEASURES.index(measure) * self.size + kept

    def measure(self, key: int) -> str:
        """Return the measure of a key."""
        return MEASURES[int(key) // self.size]

    def codes(self, key: int) -> tuple[str, ...]:
        """Return the codes of a key."""
        rest = int(key) % self.size
        return tuple(axis.codes[rest // w % len(axis.codes)] for axis, w in zip(self.axes, self.radix, strict=True))

    def number(self, keys: Keys, axis: int) -> Keys:
        """Return the numbers of the codes of keys on an axis."""
        found: Keys = keys % self.size // self.radix[axis] % len(self.axes[axis].codes)
        return found

    def label(self, key: int) -> str:
        """Say a cell in words."""
        codes = [f"{d} {c}" for d, c in zip(self.dims, self.codes(key), strict=True) if c != ALL]
        return f"{self.measure(key)} of {', '.join(codes) or 'the total'}"

    def grown(self, keys: Keys) -> tuple[Keys, list[tuple[int, Keys, Keys]]]:
        """Return all cells that stand in sums with the given ones, and the sums.

        A sum is ``(axis, wholes, sums)``: the keys of the wholes, and which sum of the axis each is of.

        Raises
        ------
        InvalidInputError
            If there are too many.
        """
        known = np.unique(keys)
        fresh, met = known, [np.empty((0, 2), dtype=np.int64) for _ in self.axes]
        while len(fresh):
            found = []
            for number, axis in enumerate(self.axes):
                if axis.tree is None:
                    continue
                wholes = _new_rows(self._wholes(fresh, number), met[number])
                met[number] = np.concatenate([met[number], wholes])
                found += [wholes[:, 0], *(self.parts(number, *row) for row in wholes.tolist())]
            more = np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
            fresh = np.setdiff1d(more, known, assume_unique=True)
            known = np.union1d(known, fresh)
            if len(known) > LIMIT:
                raise refusal("too-many-cells", limit=LIMIT)
        return known, [(number, rows[:, 0], rows[:, 1]) for number, rows in enumerate(met)]

    def _wholes(self, keys: Keys, number: int) -> Keys:
        """Return the whole and the sum of every sum in which keys are a part, along an axis, as rows."""
        axis, weight = self.axes[number], self.radix[number]
        mine = keys[self._has(keys, axis)]
        codes = self.number(mine, number)
        start, sums = axis.within
        counts = start[codes + 1] - start[codes]
        which = sums[np.repeat(start[codes], counts) + _within(counts)]
        of = np.array([whole for whole, _ in axis.sums], dtype=np.int64)
        wholes = np.repeat(mine - codes * weight, counts) + of[which] * weight
        return np.unique(np.stack([wholes, which], axis=1), axis=0)

    def _has(self, keys: Keys, axis: Axis) -> npt.NDArray[np.bool_]:
        having = np.array([self.has(measure, axis) for measure in MEASURES])
        return having[keys // self.size]

    def parts(self, number: int, whole: int, which: int) -> Keys:
        """Return the keys of the parts of a whole along an axis."""
        at, parts = self.axes[number].sums[which]
        weight = self.radix[number]
        found: Keys = whole + (parts - at) * weight
        return found


def _within(counts: Keys) -> Keys:
    """Return 0, 1, … within each of runs of so many."""
    ends = np.cumsum(counts)
    found: Keys = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
    return found


def _new_rows(rows: Keys, known: Keys) -> Keys:
    """Return the rows that are not among the known ones."""
    if not len(known):
        return rows
    both, index = np.unique(np.concatenate([known, rows]), axis=0, return_index=True)
    found: Keys = both[index >= len(known)]
    return found
