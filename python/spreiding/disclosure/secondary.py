"""Secondary suppression: which further counts to suppress, so that no sum discloses a suppressed one.

First all sums at once as one integer program: the least information such that every sum with a hidden part has a
second one and enough room. These are the conditions on single sums; combinations of sums that still pin a cell are
found by the audit and mended one by one, each by a linear program that finds the cheapest chain of cells through
which the pinned one can move (Kelly, Golden & Assad 1992, Networks 22, 397-417).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.base.errors import InvalidInputError
from spreiding.disclosure.items import count_bits, share_bits
from spreiding.disclosure.primary import hide
from spreiding.disclosure.solver import WHOLE, Program
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
    hidden = [float(items[c].hidden) for c in members] + [0.0] * (2 * k)
    # A zero that is always shown cannot be hidden: readers would take it for 1 or more.
    free = [float(items[c].hidden or (items[c].a or 0) >= low) for c in members] + [1.0] * (2 * k)
    weights = [0.0 if items[c].hidden else cost(items[c]) for c in members] + [0.0] * k + [UNMET] * k
    program = Program.of_rows(hidden, free, [(row, 0.0, inf) for row in rows])
    found = program.minimise(
        dict(enumerate(weights)), whole=np.r_[np.ones(n), np.zeros(2 * k)], seconds=SECONDS, gap=0.005
    )
    # Where no choice was found in time, the audit names what is left open, chain by chain.
    for codes, on in zip(members, found.values, strict=False):
        if on > 0.5 and not items[codes].hidden:
            hide(items[codes])


def families_of(model: Model, items: Mapping[Codes, Item]) -> list[tuple[Item, list[Item]]]:
    """Return the sums of allocations whose cells are all in the tables."""
    names = model.places("allocations")
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
    cells = model.places("allocations")
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
        self.items = items
        self.cells = model.places("allocations")
        self.at = {at: i for i, at in enumerate(self.cells)}
        n = len(self.at)
        self.price, up, down = np.full(n, 1e-4), np.full(n, inf), np.zeros(n)
        for at, i in self.at.items():
            item = items.get(self.cells[at])
            down[i] = max(0, values[at] - (0 if item is None or item.withheld else low))
            if item is not None and not item.hidden:
                self.price[i] = cost(item)
                if item.a is None or item.a < low:
                    up[i] = down[i] = 0.0
        rows = []
        for top, parts in model.sums:
            if top in self.at:
                signs = [*((self.at[p], 1.0) for p in parts), (self.at[top], -1.0)]
                rows.append(([*signs, *((n + i, -sign) for i, sign in signs)], 0.0, 0.0))
        self.program = Program.of_rows(np.zeros(2 * n), np.r_[up, down], rows)

    def free(self, cell: int, by: int) -> list[Item]:
        """Hide what lets the cell grow by ``by``; returns what was hidden, nothing if the sums were free already.

        Raises
        ------
        InvalidInputError
            If no choice frees it.
        """
        n, i = len(self.at), self.at[cell]
        price = self.price.copy()
        price[i] = 0.0
        found = self.program.minimise(np.r_[price, price], {i: (by, by), n + i: (0.0, 0.0)})
        if found.status != "found":
            where = ", ".join(c for c in self.cells[cell] if c != ALL) or "the city"
            msg = f"allocations of {where} cannot be protected: every total around them is fixed in print"
            raise InvalidInputError(msg)
        moved = found.values[:n] + found.values[n:]
        chain = [(i, self.items.get(self.cells[at])) for at, i in self.at.items() if moved[i] > WHOLE]
        hidden = [(i, item) for i, item in chain if item is not None and not item.hidden]
        for j, item in hidden:
            hide(item)
            self.price[j] = 1e-4
        return [item for _, item in hidden]
