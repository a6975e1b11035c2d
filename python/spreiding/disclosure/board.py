"""The cells under protection and everything that is published around them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.disclosure.dimensions import is_area
from spreiding.disclosure.groups import known_groups
from spreiding.disclosure.items import Item
from spreiding.disclosure.levels import level_of
from spreiding.disclosure.model import Model, State
from spreiding.disclosure.published import Said, city_of, complete, units_of
from spreiding.disclosure.reader import Signs, told
from spreiding.disclosure.system import NONE, Rows, System, narrowed, witness
from spreiding.disclosure.tree import ALL
from spreiding.disclosure.unions import limits_of, wide_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.disclosure.items import Codes
    from spreiding.disclosure.model import Same
    from spreiding.disclosure.reader import Told
    from spreiding.disclosure.rules import Rules

#: Fewest values that a protected number must keep (documentation, page disclosure, rule 7).
MINIMUM = 5


@dataclass
class Board:
    """The cells under protection, each once, and what else is published."""

    items: list[Item]
    places: list[list[int | None]]  #: per shares, the cell of each row: of its units, then of the city
    dims: tuple[str, ...]
    said: Said
    rules: Rules
    same: Same = ()
    views: tuple[Any, ...] = ()  #: what some readers know besides
    touched: set[int] = field(default_factory=set)  #: cells whose print changed since it was last read

    @cached_property
    def index(self) -> dict[Codes, Item]:
        """Return the cells by their codes."""
        return {item.codes: item for item in self.items}

    @cached_property
    def room(self) -> int:
        """Candidates that a protected value must keep."""
        return int(self.rules.value("min_candidates", MINIMUM))

    @cached_property
    def signs(self) -> Signs:
        """What the rules tell a reader of signs."""
        return self.rules.signs(self.room)

    @cached_property
    def model(self) -> Model:
        """The cells of all tables and the sums that tie them; what stays the same whatever is printed."""
        return Model([self._own, *self.said.told], self.said.trees, same=self.same)

    @cached_property
    def _own(self) -> Told:
        found = self._read(self.items)
        found.codes = {dim: [item.codes[axis] for item in self.items] for axis, dim in enumerate(self.dims)}
        found.name = "protected shares"
        found.limit = np.array([item.threshold for item in self.items], dtype=float)
        found.wide = np.array([item.wide for item in self.items], dtype=float)
        missing = np.array([item.a is None for item in self.items], dtype=bool)
        found.has_a[missing] = found.has_r[missing] = False
        self.touched.clear()
        return found

    def _read(self, items: Sequence[Item]) -> Told:
        rows = [item.printed(self.signs.base, self.signs.small_as) for item in items]
        numbers = np.array([row[:3] for row in rows], dtype=float).reshape(-1, 3)
        columns = dict(zip(("allocations", "share", "base"), numbers.T, strict=True))
        return told({**columns, "status": np.array([row[3] for row in rows], dtype=object)}, self.signs)

    def state(self) -> State:
        """Return the outsider's system of all that is in print now."""
        own = self._own
        if self.touched:
            at = sorted(self.touched)
            fresh = self._read([self.items[i] for i in at])
            for name in ("a_low", "a_high", "r_low", "r_high", "above", "below", "blurred"):
                getattr(own, name)[at] = getattr(fresh, name)
            self.touched.clear()
        return self.model.state([own, *self.said.told], self._most)

    def seen_by(self, key: str, code: str, inside: Mapping[int, tuple[int, int]] | None = None) -> State:
        """Return the system of a reader who knows the true figures of the cells of one code, its own.

        ``inside`` are its own allocations and rentals in further cells, which hold those of others too.
        """
        axis = self.dims.index(key) if key in self.dims else None
        own, known = self._read(self.items), inside or {}
        own.has_a, own.has_r = self._own.has_a, self._own.has_r
        for item in self.items:
            if axis is not None and item.codes[axis] == code and item.a is not None:
                own.a_low[item.at] = own.a_high[item.at] = item.a
                if item.r is not None:
                    own.r_low[item.at] = own.r_high[item.at] = item.r
            elif item.at in known:
                a, r = known[item.at]
                own.a_low[item.at], own.r_low[item.at] = max(own.a_low[item.at], a), max(own.r_low[item.at], r)
        state = self.model.state([own, *self.said.told], self._most)
        # The others have no more allocations than rentals either.
        cells = [(self.r(self.items[at]), self.a(self.items[at]), float(r - a)) for at, (a, r) in known.items()]
        return state if not cells else replace(state, system=_more(state.system, cells))

    @cached_property
    def _most(self) -> float:
        """Return the greatest figure of the tables: an outsider's system must leave room for it."""
        return float(max((max(item.a or 0, item.r or 0) for item in self.items), default=0))

    @cached_property
    def limits(self) -> Any:
        """Return per unknown the count below which it is protected: by the rules, or as what no table has."""
        found = limits_of(self.model, [self._own, *self.said.told], 0)
        untold = np.ones(len(found), dtype=bool)
        untold[self.model.places[0][0]] = False
        return np.where(untold, np.maximum(found, self.room), found)

    @cached_property
    def wide(self) -> dict[int, float]:
        """Return the counts of which a part must stay open, and that part."""
        return wide_of(self.model, [self._own, *self.said.told])

    def a(self, item: Item) -> int:
        """Return the unknown of a cell's allocations."""
        return int(self.model.places[0][0][item.at])

    def r(self, item: Item) -> int:
        """Return the unknown of a cell's rentals."""
        return int(self.model.places[0][1][item.at])

    @cached_property
    def by_a(self) -> dict[int, Item]:
        """Return the cells by the unknown of their allocations."""
        return {self.a(item): item for item in self.items if item.a is not None}

    @cached_property
    def units(self) -> dict[int, list[Item]]:
        """Return the cells by the unknown of their rentals: the groups of one area, period, association."""
        found: dict[int, list[Item]] = {}
        for item in self.items:
            if item.a is not None:
                found.setdefault(self.r(item), []).append(item)
        return found

    def hide(self, item: Item) -> None:
        """Hide a count."""
        item.hide()
        self.touched.add(item.at)

    def coarser(self, item: Item) -> bool:
        """Print a share less finely; whether there was a coarser form."""
        changed = item.coarser()
        if changed:
            self.touched.add(item.at)
        return changed

    def change(self, item: Item, **flags: bool) -> None:
        """Set flags of a cell."""
        for name, value in flags.items():
            setattr(item, name, value)
        self.touched.add(item.at)

    def truth(self, state: State) -> Any:
        """Return the true figures of all cells; cells outside the tables get figures that fit them."""
        low, high = state.system.low.copy(), state.system.high.copy()
        for item in self.items:
            if item.a is None:
                continue
            for at, value in ((self.a(item), item.a), (self.r(item), item.r)):
                if value is None:
                    continue
                if not low[at] <= value <= high[at]:  # what was published before tells another figure
                    raise refusal("tables-contradict", where=item.place)
                low[at] = high[at] = value
        system = state.system.within(low, high)
        least, most = narrowed(system)
        return least if (least == most).all() else witness(system, least, most)


def _more(system: System, cells: Sequence[tuple[int, int, float]]) -> System:
    """Return a system with rows more: of two unknowns the first is at least so much greater."""
    unknown = np.array([(r, a) for r, a, _ in cells], dtype=np.int64).ravel()
    least, n = np.array([least for _, _, least in cells]), len(system.rows)
    rows = Rows.of(np.full(len(cells), 2), unknown, np.tile([1.0, -1.0], len(cells)), least, NONE)
    joined = Rows.joined([system.rows, rows])
    return System(system.low, system.high, joined, lambda i: system.label(i) if i < n else "what is known inside")


def items_of(
    many: Sequence[Any], said: Said, dims: Sequence[str], level: str | Sequence[str] | None, groups: Any
) -> tuple[list[Item], list[list[int | None]]]:
    """Return every cell of the shares once, and per shares the cell of each row (units, then the city's rows).

    Shares of some areas only have a total that is not the city's: its rows have no cell.

    Raises
    ------
    InvalidInputError
        If two shares give the same cell different figures, a group is unknown, or a code stands outside the hierarchy.
    """
    known: dict[Codes, Item] = {}
    places: list[list[int | None]] = []
    levels = [level] * len(many) if isinstance(level, str | None) else list(level)
    for number, (shares, given) in enumerate(zip(many, levels, strict=True), start=1):
        about = known_groups(shares, groups)
        keys = tuple(key for key in shares.counts.keys if key != "area")
        fine, place = _level(shares, said, given), list[int | None]()
        tables = [(shares.to_polars(), units_of(shares, said, f"shares {number}", groups), fine)]
        whole = shares.total.to_polars()
        if complete(shares, said):
            tables.append((whole, city_of(shares, said, groups), "city"))
        for frame, codes, at in tables:
            named = list(zip(*(codes.get(dim, [ALL] * frame.height) for dim in dims), strict=True))
            grounds = [axis for axis, dim in enumerate(dims) if is_area(dim)]
            for row, cell in zip(frame.iter_rows(named=True), named, strict=True):
                group = about[row["group"]]
                level_here = "city" if all(cell[axis] == ALL for axis in grounds) else at
                item = Item(
                    cell, group.code, group.kind, level_here, keys, row["allocations"], row["rentals"], row["stock"],
                    group.city_only, len(known),
                )  # fmt: skip
                found = known.setdefault(cell, item)
                _agree(found, item, number)
                place.append(found.at)
        places.append([*place, *[None] * (shares.to_polars().height + whole.height - len(place))])
    return list(known.values()), places


def _level(shares: Any, said: Said, given: str | None) -> str:
    ground = next((said.dimensions.name(key, shares) for key in shares.counts.keys if key == "area"), "area")
    return level_of(shares, said.trees.get(ground), given)


def _agree(known: Item, item: Item, number: int) -> None:
    """Refuse two figures for one cell."""
    for name, measure in (("a", "allocations"), ("r", "rentals")):
        one, other = getattr(known, name), getattr(item, name)
        if one != other:
            raise refusal(
                "shares-contradict", number=str(number), measure=measure, where=item.place, found=str(other),
                before=str(one),
            )  # fmt: skip
