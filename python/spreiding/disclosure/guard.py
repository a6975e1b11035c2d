"""Suppress, coarsen and audit in turns, until nothing that is withheld can be derived from what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.disclosure import precision, primary, secondary
from spreiding.disclosure.audit import MINIMUM, derive
from spreiding.disclosure.items import as_printed
from spreiding.disclosure.model import Model, build
from spreiding.disclosure.system import narrowed, witness
from spreiding.disclosure.tree import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from spreiding.disclosure.items import Codes, Item
    from spreiding.disclosure.model import Cell, Same
    from spreiding.disclosure.printed import PrintedTable
    from spreiding.disclosure.rules import Rules
    from spreiding.disclosure.solver import Whole
    from spreiding.disclosure.tree import Tree

#: From this many pinned values on, sums are widened all at once instead of value by value: quicker, and less sparing.
MANY = 120
#: Rounds after which widening is used for few values too.
SPARING = 10
#: Pinned values up to which each is settled exactly, before more is hidden for it.
FEW = 4
#: Rounds of audit and repair after which protection gives up.
ROUNDS = 60


@dataclass
class Board:
    """The cells under protection and everything that is published around them."""

    items: dict[Codes, Item]
    dims: tuple[str, ...]
    trees: dict[str, Tree]
    others: tuple[PrintedTable, ...]
    rules: Rules
    same: Same = ()

    @property
    def room(self) -> int:
        """Candidates that a protected value must keep."""
        return int(self.rules.value("min_candidates", MINIMUM))

    @property
    def low(self) -> int:
        """Least count that is hidden for being small."""
        return 0 if self.rules.value("zero_is_sensitive", 0) else 1

    @property
    def base(self) -> int:
        """Base to which counts are rounded."""
        return int(self.rules.value("count_base", 1))

    def model(self) -> Model:
        """Build the outsider's system of all that is in print now."""
        few, small = self.rules.value("more_rentals_than", 0), int(self.rules.value("small_as", 0))
        table = as_printed(self.items, self.dims, low=self.low, base=self.base, few=few, small_as=small)
        return build([table, *self.others], self.trees, same=self.same)


def guard(board: Board, seed: int) -> int:
    """Hide and coarsen until the audit finds nothing; returns how many values earlier tables disclose by themselves."""
    told = _told_before(board, seed)
    model = board.model()
    values = _truth(board, model)
    secondary.choose(model, board.items, room=board.room - 1, low=board.low)
    precision.settle(board.items, board.dims, room=board.room, base=board.base)
    # Hiding more frees more, so what was safe mostly stays safe: it is looked at again at the end.
    safe = set(told)
    pool: list[Whole] = []
    left = len(values)
    for step in range(ROUNDS):
        model = board.model()
        found = derive(
            model, measures=("allocations", "rentals"), minimum=board.room, seed=seed, values=values, skip=safe,
            exact=left <= FEW, pool=pool,
        )  # fmt: skip
        few = found.get_column("candidates") < board.room
        rows = found.filter(few).to_dicts()
        left = len(rows)
        if not rows:
            if safe == told:
                return len(told)
            safe = set(told)
            continue
        safe |= _cells(found.filter(~few), board.dims)
        _repair(board, model, values, rows, step)
    msg = f"no protection was found in {ROUNDS} rounds; publish fewer tables at once, or coarser ones"
    raise InvalidInputError(msg)


def _told_before(board: Board, seed: int) -> set[Cell]:
    """Return the values that earlier tables disclose among themselves: no suppression can undo that."""
    if not board.others:
        return set()
    earlier = build(board.others, board.trees, same=board.same)
    found = derive(earlier, measures=("allocations", "rentals"), minimum=board.room, seed=seed)
    return _cells(found.filter(found.get_column("candidates") < board.room), board.dims)


def _cells(found: pl.DataFrame, dims: Sequence[str]) -> set[Cell]:
    """Return the cells of findings; dimensions that they do not break down are the total."""
    return {(row["measure"], tuple(row.get(dim, ALL) for dim in dims)) for row in found.to_dicts()}


def _repair(board: Board, model: Model, values: Sequence[int], rows: list[dict[str, Any]], step: int) -> None:
    """Repair what the audit found disclosed.

    Raises
    ------
    InvalidInputError
        If nothing is left to suppress around a disclosed value.
    """
    told = _show_told(board, rows)
    rows = [r for r in rows if r not in told]
    counts = [r for r in rows if r["measure"] == "allocations"]
    if len(counts) > (MANY if step < SPARING else 0) and secondary.widen(model, board.items, counts, 3 + step):
        return
    rows = sorted(rows, key=lambda r: (r["measure"], r["decided"], r["candidates"]))
    if not _mend(board, model, values, [(r["measure"], tuple(r[d] for d in board.dims)) for r in rows]) and not told:
        where = ", ".join(rows[0][d] for d in board.dims if rows[0][d] != ALL) or "the city"
        msg = f"{rows[0]['measure']} of {where} cannot be protected: what pins it stands in other tables"
        raise InvalidInputError(msg)


def _show_told(board: Board, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Show counts that were suppressed to protect others, but that follow exactly from the rest."""
    found = []
    for row in rows:
        item = board.items.get(tuple(row[d] for d in board.dims))
        alone = row["measure"] == "allocations" and row["decided"] and row["candidates"] == 1
        if alone and item is not None and item.hidden and not item.primary and not item.kept:
            item.hidden, item.kept = False, True
            found.append(row)
    return found


def _truth(board: Board, model: Model) -> list[int]:
    """Return the true figures of all cells; cells outside the tables get figures that fit them."""
    system = model.system
    low, high = list(system.low), list(system.high)
    for (measure, codes), at in model.cells.items():
        item = board.items.get(codes)
        value = {"allocations": item.a, "rentals": item.r, "stock": item.stock}[measure] if item else None
        if value is not None:
            system.within(at, value, value, partial(model.label, (measure, codes)))
    try:
        least, most = narrowed(system)
        return least if least == most else witness(system, least, most)
    finally:
        system.low, system.high = low, high


def _mend(board: Board, model: Model, values: Sequence[int], pinned: Sequence[tuple[str, Codes]]) -> bool:
    """Suppress or coarsen one figure for each disclosed cell that is still disclosed after the ones before it."""
    chains = secondary.Chains(model, board.items, values, low=board.low)
    units = precision.units(board.items, board.dims)
    small = any(item.small for item in board.items.values())
    axis = board.dims.index("group")
    touched: set[Codes] = set()
    changed = freed = False
    for measure, codes in pinned:
        unit = (*codes[:axis], *codes[axis + 1 :])
        if unit in touched:
            continue
        touched.add(unit)
        own = units.get(unit, [])
        if small and measure == "allocations" and _unsmall(board, model, codes):
            changed = True
            continue
        if measure == "allocations":
            hidden = bool(chains.free(model.cells[measure, codes], board.room - 1))
            freed |= hidden
            # Where the sums were free before, the share or the little said of the rentals pins the count; where
            # this round freed them, the next one shows.
            if hidden or freed or _loosen(own):
                changed = True
                continue
        elif precision.coarsen(own):
            changed = True
            continue
        changed |= _around(model, measure, codes, units, axis) or _blank(own)
    return changed


def _unsmall(board: Board, model: Model, codes: Codes) -> bool:
    """Print small counts no longer as such where that pins a cell: its own, or those in a sum with it."""
    cell, names = model.cells["allocations", codes], model.places("allocations")
    near = (board.items.get(names[j]) for j in (cell, *model.around(cell)))
    small = [item for item in near if item is not None and item.small]
    for item in small:
        item.small = False
    return bool(small)


def _loosen(unit: Sequence[Item]) -> bool:
    changed = precision.coarsen(unit)
    if not changed and any(item.few for item in unit):
        for item in unit:
            item.few = False
        changed = True
    return changed


def _around(model: Model, measure: str, codes: Codes, units: Any, axis: int) -> bool:
    """Coarsen a share of the cells that stand in a sum with the pinned one: the one that says most."""
    names = model.places(measure)
    near = (names[j] for j in model.around(model.cells[measure, codes]))
    shown = [i for c in near for i in units.get((*c[:axis], *c[axis + 1 :]), []) if i.share is not None]
    return precision.coarsen(shown)


def _blank(unit: Sequence[Item]) -> bool:
    """Hide the counts of a unit: the last resort."""
    changed = _loosen(unit)
    for item in unit:
        if not changed and not item.hidden and (item.a or 0) > 0:
            primary.hide(item)
            changed = True
    return changed
