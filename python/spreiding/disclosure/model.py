"""Linked tables as one system: every cell an unknown, every sum, share and bound in print a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from spreiding.disclosure.cells import Space
from spreiding.disclosure.dimensions import is_area
from spreiding.disclosure.system import NONE, Rows, System, narrowed
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.disclosure.cells import Keys
    from spreiding.disclosure.reader import Told
    from spreiding.disclosure.tree import Tree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: Pairs of lists of areas that cover the same ground.
Same: TypeAlias = Sequence[tuple[Sequence[str], Sequence[str]]]
#: End above of a value that no print bounds: so many times the greatest that is printed or follows, or at least this.
TIMES, MOST = 4, 1_000_000
#: End above while it is found out what follows from the print: the greatest that the core takes.
FAR = float(1 << 32)


@dataclass(frozen=True)
class State:
    """A system as it stands in print: its unknowns, and which of them are told."""

    system: System
    exact: Bools  #: printed as they are
    printed: Bools  #: with a place in a table, shown or not
    width: Ints  #: numbers that a rounded print leaves by itself; 0 where there is none


class Model:
    """Cells of linked tables and the sums that tie them: what stays the same whatever of the tables is printed."""

    def __init__(self, tables: Sequence[Told], trees: Mapping[str, Tree], *, same: Same = ()) -> None:
        dims = tuple(dict.fromkeys(["area", "group", *(dim for table in tables for dim in table.codes)]))
        loose = {d: [c for t in tables for c in dict.fromkeys(t.codes.get(d, ()))] for d in dims}
        self.space, self.names = Space.of(dims, trees, loose), [table.name for table in tables]
        found = [(self._keys("allocations", t), self._keys(t.over, t)) for t in tables]
        told = np.concatenate([k for (a, r), t in zip(found, tables, strict=True) for k in (a[t.has_a], r[t.has_r])])
        tied = [tie for pair in same for tie in self._same(pair, told)]
        self.keys, sums = self.space.grown(np.concatenate([told, *(k for tie in tied for k in tie)]))
        self.places = [(self._at(a), self._at(r)) for a, r in found]
        self.families = [row for number, wholes, which in sums for row in self._families(number, wholes, which)]
        # One area that is the ground of others is their sum.
        pairs = [sorted((self._at(left), self._at(right)), key=len) for left, right in tied]
        self.families += [(int(one[0]), many) for one, many in pairs if len(one) == 1]
        self.ties = [(left, right) for left, right in pairs if len(left) > 1]
        self.caps = self._caps()

    def _keys(self, measure: str, table: Told) -> Keys:
        return self.space.keys(measure, table.codes, len(table.a_low))

    def _at(self, keys: Keys) -> Ints:
        """Return the unknowns of keys; -1 for a cell that no table has."""
        at = np.searchsorted(self.keys, keys)
        inside = at < len(self.keys)
        at[~inside] = 0
        found: Ints = np.where(inside & (self.keys[at] == keys), at, -1)
        return found

    def _families(self, number: int, wholes: Keys, which: Keys) -> list[tuple[int, Ints]]:
        tops = self._at(wholes)
        return [
            (int(top), self._at(self.space.parts(number, whole, of)))
            for top, whole, of in zip(tops, wholes.tolist(), which.tolist(), strict=True)
        ]

    def _caps(self) -> Ints:
        """Return rentals and allocations of every cell that has both: no more allocations than rentals."""
        space, group = self.space, self.space.dims.index("group")
        size = space.size
        a = self.keys[self.keys < size]
        if space.axes[group].tree is not None:
            a = a[space.number(a, group) == 0]
        under = a - space.number(a, group) * space.radix[group] + size
        at = self._at(under)
        return np.stack([at, self._at(a)], 1)[at >= 0]

    def _same(self, pair: tuple[Sequence[str], Sequence[str]], told: Keys) -> list[tuple[Keys, Keys]]:
        """Return the keys of areas that cover the same ground, for everything that is told of one of them."""
        space, sides = self.space, [self._ground([str(code) for code in codes]) for codes in pair]
        rests = []
        for number, codes in sides:
            at = space.number(told, number)
            mine = np.isin(at, codes) & (told < 2 * space.size)
            rests.append(told[mine] - at[mine] * space.radix[number])
        left, right = [codes * space.radix[number] for number, codes in sides]
        return [(rest + left, rest + right) for rest in np.unique(np.concatenate(rests))]

    def _ground(self, codes: Sequence[str]) -> tuple[int, Keys]:
        """Return the axis that has all codes of a list of areas, and their numbers on it."""
        for number, axis in enumerate(self.space.axes):
            if is_area(axis.dim) and axis.tree is not None and all(code in axis.tree.parent for code in codes):
                return number, np.array([axis.at[code] for code in codes], dtype=np.int64)
        raise refusal("unknown-same", codes=list(codes))

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def cell(self) -> dict[int, int]:
        """Unknown of each key."""
        return {int(key): i for i, key in enumerate(self.keys)}

    def at(self, measure: str, codes: Sequence[str]) -> int | None:
        """Return the unknown of a cell; None where there is none."""
        return self.cell.get(self.space.key(measure, codes))

    def codes(self, at: int) -> tuple[str, ...]:
        """Return the codes of an unknown."""
        return self.space.codes(int(self.keys[at]))

    @cached_property
    def measure(self) -> Ints:
        """Measure of every unknown, by its number."""
        found: Ints = self.keys // self.space.size
        return found

    def label(self, at: int) -> str:
        """Say an unknown in words."""
        return self.space.label(int(self.keys[at]))

    @cached_property
    def fixed(self) -> Rows:
        """The rows that hold whatever is printed: sums, ground that is shared, and caps."""
        sizes = [len(parts) + 1 for _, parts in self.families]
        unknown = [np.append(parts, top) for top, parts in self.families]
        coef = [np.append(np.ones(len(parts)), -1.0) for _, parts in self.families]
        for left, right in self.ties:
            sizes.append(len(left) + len(right))
            unknown.append(np.concatenate([left, right]))
            coef.append(np.repeat([1.0, -1.0], [len(left), len(right)]))
        sums = Rows.of(np.array(sizes, dtype=np.int64), _flat(unknown), _flat(coef, float), 0, 0)
        n = len(self.caps)
        caps = Rows.of(np.full(n, 2), self.caps.ravel(), np.tile([1.0, -1.0], n), 0, NONE)
        return Rows.joined([sums, caps])

    def state(self, tables: Sequence[Told], most: float = 0.0) -> State:
        """Return the system of what the tables print now; ``most`` is a value that must be possible.

        Raises
        ------
        InvalidInputError
            If two tables print the same cell differently.
        """
        n = len(self.keys)
        low, high = np.zeros(n), np.full(n, np.inf)
        exact, printed, width = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool), np.zeros(n, dtype=np.int64)
        rows, told = [self.fixed], []
        for number, (table, places) in enumerate(zip(tables, self.places, strict=True)):
            ends = ((table.a_low, table.a_high, table.has_a), (table.r_low, table.r_high, table.has_r))
            for at, (a, b, there) in zip(places, ends, strict=True):
                np.maximum.at(low, at[there], a[there])
                np.minimum.at(high, at[there], b[there])
                printed[at[there & table.in_print]] = True
                exact[at[there & (a == b) & table.in_print]] = True
            blur = table.blurred & table.has_a
            width[places[0][blur]] = (table.a_high - table.a_low + 1)[blur].astype(np.int64)
            share, which = _share_rows(table, places)
            rows.append(share)
            told += [(number, row) for row in which.tolist()]
        wrong = np.flatnonzero(low > high)
        if len(wrong):
            raise self._clash(int(wrong[0]), tables)
        joined = Rows.joined(rows)

        def label(row: int) -> str:
            return self._label(row, tables, told)

        system = System(low, np.where(np.isfinite(high), high, FAR), joined, label)
        if not np.isfinite(high).all():
            known = np.where(np.isfinite(high), high, narrowed(system)[0])
            ceiling = min(FAR, max(MOST, TIMES * max(most, float(np.max(known, initial=0)))))
            system = system.within(low, np.where(np.isfinite(high), high, ceiling))
        return State(system, exact, printed, width)

    def _label(self, row: int, tables: Sequence[Told], told: Sequence[tuple[int, int]]) -> str:
        n = len(self.families)
        if row < n:
            top, parts = self.families[row]
            whole, part = self.codes(top), self.codes(int(parts[0]))
            dim = next(d for d, a, b in zip(self.space.dims, whole, part, strict=True) if a != b)
            return f"{self.label(top)} = its {len(parts)} {dim} parts"
        if row < n + len(self.ties):
            left, right = self.ties[row - n]
            return f"{self.label(int(left[0]))} = {len(right)} areas of the same ground"
        if row < len(self.fixed):
            return f"allocations at most {self.label(int(self.caps[row - n - len(self.ties)][0]))}"
        number, line = told[row - len(self.fixed)]
        a = int(self.places[number][0][line])
        where = f"{self.names[number]}, row {line + 1}"
        return f"share_of_{tables[number].over} of {self.label(a).split(' of ', 1)[1]} ({where})"

    def _clash(self, at: int, tables: Sequence[Told]) -> Exception:
        """Return the error that names the print that does not go with what stood before it."""
        low, high = 0.0, np.inf
        for table, places in zip(tables, self.places, strict=True):
            ends = ((table.a_low, table.a_high, table.has_a), (table.r_low, table.r_high, table.has_r))
            for place, (a, b, there) in zip(places, ends, strict=True):
                for row in np.flatnonzero(there & (place == at)):
                    if a[row] > high or b[row] < low:
                        where = f"{self.label(at)} ({table.name}, row {row + 1})"
                        here, before = _ends(a[row], b[row]), _ends(low, high)
                        return refusal("tables-contradict", where=f"{where} is {here}, elsewhere {before}")
                    low, high = max(low, a[row]), min(high, b[row])
        return refusal("tables-contradict", where=self.label(at))


def build(tables: Sequence[Told], trees: Mapping[str, Tree], *, same: Same = ()) -> tuple[Model, State]:
    """Make the system of everything that is printed; ``same`` pairs lists of areas that cover the same ground.

    Raises
    ------
    InvalidInputError
        If a code has no place in its hierarchy, or two tables print the same cell differently.
    """
    model = Model(tables, trees, same=same)
    return model, model.state(tables)


def _share_rows(table: Told, places: tuple[Ints, Ints]) -> tuple[Rows, Ints]:
    """Write ``a / r >= p / q`` as ``q a - p r >= 0``, strict ends in whole numbers; and the row of each."""
    a, r = places
    above, below = np.flatnonzero(table.above[:, 1]), np.flatnonzero(table.below[:, 1])
    unknown = np.concatenate([np.stack([a[side], r[side]], 1) for side in (above, below)]).ravel()
    ends = np.concatenate([table.above[above], table.below[below]])
    coef = np.stack([ends[:, 1], -ends[:, 0]], 1).astype(float).ravel()
    gap = ends[:, 2].astype(float)
    n, m = len(above), len(below)
    low, high = np.r_[gap[:n], np.full(m, -NONE)], np.r_[np.full(n, NONE), -gap[n:]]
    return Rows.of(np.full(n + m, 2), unknown, coef, low, high), np.concatenate([above, below])


def _flat(parts: list[Any], kind: Any = np.int64) -> Any:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)


def _ends(low: float, high: float) -> str:
    return f"{low:.0f} to {high:.0f}" if np.isfinite(high) else f"{low:.0f} or more"
