"""Secondary protection: which further counts to hide, so that no sum gives a hidden one away.

First all sums at once as one integer program: the least information such that every sum with a hidden part has a
second one and enough room. These are the conditions on single sums; combinations of sums that still pin a cell are
found by the audit and mended one by one, each by a linear program that finds the cheapest chain of cells through
which the pinned one can move (Kelly, Golden & Assad 1992, Networks 22, 397-417).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from spreiding._core import InvalidInputError
from spreiding.disclosure.items import count_bits, share_bits
from spreiding.disclosure.primary import hide
from spreiding.disclosure.tree import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.disclosure.items import Codes, Item
    from spreiding.disclosure.model import Model

#: A larger unit of publication is missed more: bits of a total count this many times.
TOTALS = 8.0
#: Bits for a sum whose conditions cannot be met by its own cells: left to the audit.
UNMET = 1000.0
#: Seconds for the integer program; it then keeps the best choice found.
SECONDS = 4.0


def cost(item: Item) -> float:
    """Bits that are lost by hiding a count, and its share with it."""
    bits = count_bits(item.a or 0) + share_bits(item.share) + 0.01
    return bits * (TOTALS if item.codes[0] == ALL else 1.0)


def choose(model: Model, items: Mapping[Codes, Item], *, room: int, low: int) -> None:
    """Hide the counts of least information such that every sum keeps ``room`` around its hidden cells."""
    import numpy as np  # noqa: PLC0415  heavy
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  heavy
    from scipy.sparse import csr_array  # noqa: PLC0415  heavy

    families = families_of(model, items)
    members = list(dict.fromkeys(item.codes for parent, parts in families for item in (parent, *parts)))
    at = {codes: i for i, codes in enumerate(members)}
    n, k = len(members), len(families)
    rows: list[list[tuple[int, float]]] = []
    for f, (parent, parts) in enumerate(families):
        z, p = n + f, at[parent.codes]
        own = [at[item.codes] for item in parts]
        slack = {at[i.codes]: float(min(room, (i.a or 0) - (0 if i.withheld else low))) for i in parts}
        rows += [[(z, 1.0), (j, -1.0)] for j in own]
        # Two hidden cells in the sum, and room among its parts, or a hidden total.
        rows.append([*((j, 1.0) for j in [*own, p]), (z, -2.0), (z + k, 2.0)])
        rows.append(
            [*((j, max(0.0, slack[j])) for j in own), (p, float(room)), (z, -float(room)), (z + k, float(room))]
        )
        rows.append([*((j, 1.0) for j in own), (p, -1.0)])
    if not rows:
        return
    hidden = np.array([items[c].hidden for c in members] + [False] * (2 * k), dtype=float)
    # A zero that is always shown cannot be hidden: readers would take it for 1 or more.
    free = np.array([items[c].hidden or (items[c].a or 0) >= low for c in members] + [True] * (2 * k), dtype=float)
    weights = np.array([0.0 if items[c].hidden else cost(items[c]) for c in members] + [0.0] * k + [UNMET] * k)
    index = [(r, j, v) for r, row in enumerate(rows) for j, v in row]
    r, j, v = (np.array(column) for column in zip(*index, strict=True))
    found = milp(
        weights,
        integrality=np.r_[np.ones(n), np.zeros(2 * k)],
        bounds=Bounds(hidden, free),
        constraints=LinearConstraint(csr_array((v, (r, j)), shape=(len(rows), len(weights))), 0, np.inf),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.005},
    )
    if found.x is None:
        return  # the audit names what is left open, chain by chain
    for codes, on in zip(members, found.x, strict=False):
        if on > 0.5 and not items[codes].hidden:
            hide(items[codes])


def families_of(model: Model, items: Mapping[Codes, Item]) -> list[tuple[Item, list[Item]]]:
    """Return the sums of allocations whose cells are all in the tables."""
    names = {at: codes for (measure, codes), at in model.cells.items() if measure == "allocations"}
    found = []
    for top, parts in model.sums:
        cells = [items.get(names.get(at, ())) for at in (top, *parts)]
        known = [cell for cell in cells if cell is not None and cell.a is not None]
        # A total of nil tells its parts, as it should: nil is shown.
        if len(known) == len(cells) and (known[0].a or known[0].hidden):
            found.append((known[0], known[1:]))
    return found


def widen(model: Model, items: Mapping[Codes, Item], pinned: Sequence[Mapping[str, Any]], wide: int) -> bool:
    """Hide, in each sum of each pinned cell with fewer than ``wide`` hidden, the cheapest count that is still shown.

    Returns whether there was one.
    """
    cells = {at: codes for (measure, codes), at in model.cells.items() if measure == "allocations"}
    mine = {model.cells["allocations", tuple(row[d] for d in model.dims)] for row in pinned}
    changed = False
    for top, parts in model.sums:
        family = [top, *parts]
        if top not in cells or mine.isdisjoint(family):
            continue
        known = [items[cells[at]] for at in family if cells[at] in items]
        shown = [item for item in known if not item.hidden and (item.a or 0) >= 1]
        if shown and len(shown) > len(known) - wide:
            hide(min(shown, key=cost))
            changed = True
    return changed


class Chains:
    """Cheapest chains of counts through which a pinned one can move."""

    def __init__(self, model: Model, items: Mapping[Codes, Item], values: Sequence[int], *, low: int) -> None:
        from scipy.sparse import csr_array  # noqa: PLC0415  heavy

        self.items, self.low, self.values = items, low, values
        self.cells = {at: codes for (measure, codes), at in model.cells.items() if measure == "allocations"}
        self.at = {at: i for i, at in enumerate(self.cells)}
        terms = [
            (r, self.at[j], sign)
            for r, (top, parts) in enumerate((t, p) for t, p in model.sums if t in self.at)
            for j, sign in [*((p, 1.0) for p in parts), (top, -1.0)]
        ]
        rows = 1 + max((r for r, _, _ in terms), default=-1)
        r, j, v = zip(*terms, strict=True) if terms else ((), (), ())
        self.sums = csr_array((v, (r, j)), shape=(rows, len(self.at)))

    def free(self, cell: int, by: int) -> list[Item]:
        """Hide what lets the cell grow by ``by``; returns what was hidden, nothing if the sums were free already.

        Raises
        ------
        InvalidInputError
            If no choice frees it.
        """
        import numpy as np  # noqa: PLC0415  heavy
        from scipy.optimize import linprog  # noqa: PLC0415  heavy
        from scipy.sparse import hstack  # noqa: PLC0415  heavy

        equal: Any = hstack([self.sums, -self.sums])  # the stubs of linprog know no sparse matrices

        n = len(self.at)
        price, up, down = np.full(n, 1e-4), np.full(n, inf), np.zeros(n)
        for at, i in self.at.items():
            item, value = self.items.get(self.cells[at]), self.values[at]
            floor = 0 if item is None or item.withheld else self.low
            down[i] = max(0, value - floor)
            if item is not None and not item.hidden:
                price[i] = cost(item)
                if item.a is None or item.a < self.low:
                    up[i] = down[i] = 0.0
        i = self.at[cell]
        ends = np.c_[np.zeros(2 * n), np.r_[up, down]]
        ends[i], ends[n + i] = by, 0.0
        price[i] = 0.0
        found: Any = linprog(np.r_[price, price], A_eq=equal, b_eq=np.zeros(self.sums.shape[0]), bounds=ends)
        if found.x is None:
            where = ", ".join(c for c in self.cells[cell] if c != ALL) or "the city"
            msg = f"allocations of {where} cannot be protected: every total around them is fixed in print"
            raise InvalidInputError(msg)
        moved = found.x[:n] + found.x[n:]
        chain = [self.items.get(self.cells[at]) for at, i in self.at.items() if moved[i] > 1e-6]
        hidden = [item for item in chain if item is not None and not item.hidden]
        for item in hidden:
            hide(item)
        return hidden
