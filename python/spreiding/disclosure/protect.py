"""Protect shares before they are published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding._core import InvalidInputError
from spreiding.disclosure import precision, primary, secondary
from spreiding.disclosure.audit import MINIMUM, derive
from spreiding.disclosure.items import as_printed, items_of
from spreiding.disclosure.loss import Protection, bits, full_bits, naive_bits
from spreiding.disclosure.model import Model, build
from spreiding.disclosure.published import dims_of, outcome, prints_of, trees_of
from spreiding.disclosure.rules import Rules
from spreiding.disclosure.system import narrowed, witness
from spreiding.disclosure.tree import ALL, tree_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spreiding._types import Frame
    from spreiding.disclosure.items import Codes, Item
    from spreiding.disclosure.printed import PrintedTable
    from spreiding.disclosure.tree import Tree
    from spreiding.shares import Shares

#: Values that are freed between two audits: freeing one frees others.
BATCH = 60
#: From this many pinned values on, sums are widened all at once instead of value by value: quicker, and less sparing.
MANY = 120
#: Rounds after which widening is used for few values too.
SPARING = 6
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
        few = self.rules.value("more_rentals_than", 0)
        table = as_printed(self.items, self.dims, low=self.low, base=self.base, few=few)
        return build([table, *self.others], self.trees)


def protect(
    shares: Shares | Sequence[Shares],
    *,
    rules: str | Rules | Frame = "ois",
    earlier: Sequence[Any] = (),
    hierarchy: Mapping[str, Any] | None = None,
    consent: Collection[str] = (),
    level: str | None = None,
    seed: int = 0,
) -> Any:
    """Hide, code and round what would tell about few people, and prove that the rest does not give it away.

    Small counts, and counts whose complement is small, are hidden or coded by the rules; then, over all sums at once,
    the further counts of least information that keep the hidden ones from being subtracted. Shares of rentals are
    printed as finely as leaves enough candidates for the number of rentals, which itself is withheld, with the
    interval and the turnover that contain it. The result is audited as an outsider would, and mended, until every
    withheld value keeps ``min_candidates``.

    Parameters
    ----------
    shares : Shares or sequence of Shares
        One or several tables that are published together (wijken, gebieden, half-years, associations): give all of
        them at once, because each can be subtracted from the others.
    rules : str, Rules or frame
        ``"ois"``, ``"cbs"``, or a table with ``rule, value`` and optionally ``groups, level, by, source``.
    earlier : sequence of PrintedTable or Shares
        What is already published: earlier editions, other tables of the same period.
    hierarchy : mapping
        Codes that add up, per dimension; taken from the areas of the shares where these have them.
    consent : collection of str
        Associations that consent to figures in which they dominate.
    level : {"wijk", "gebied"}, optional
        How fine the areas are, where the shares cannot tell.
    seed : int
        For the order of trials in the audit.

    Returns
    -------
    Shares or tuple of Shares
        As given, with ``status`` (``shown, rounded, topcoded, bottomcoded, suppressed, too_few, no_rentals``),
        ``share_base`` (the step of a rounded share, in [0, 1]) and nulls where figures are withheld;
        ``.protection`` says what was done.

    Raises
    ------
    InvalidInputError
        If tables contradict each other (named), or are protected already, or no choice of cells protects a value.
    """
    one = not isinstance(shares, list | tuple)
    many: list[Any] = list(shares) if isinstance(shares, list | tuple) else [shares]
    if any(getattr(s, "protection", None) is not None for s in many):
        msg = "shares are protected already: protect the shares they were made from, together"
        raise InvalidInputError(msg)
    board, places = _board(many, Rules.of(rules), earlier, hierarchy, level)
    before = full_bits(board)
    primary.apply(board.items, board.rules, board.dims, consent=consent)
    naive = naive_bits(board, secondary.families_of(board.model(), board.items))
    _guard(board, seed)
    lost = 1 - bits(board) / before if before else 0.0
    done = _protection(board, lost, 1 - naive / before if before else 0.0)
    results = [
        outcome(s, [None if c is None else board.items[c] for c in place], board.base, done)
        for s, place in zip(many, places, strict=True)
    ]
    return results[0] if one else tuple(results)


def _board(
    many: Sequence[Any], rules: Rules, earlier: Sequence[Any], hierarchy: Any, level: str | None
) -> tuple[Board, list[list[Codes | None]]]:
    from spreiding.disclosure.printed import PrintedTable  # noqa: PLC0415  used at run time here only

    trees = trees_of([*many, *(t for t in earlier if not isinstance(t, PrintedTable))])
    trees |= {dim: tree_of(spec, name=dim) for dim, spec in (hierarchy or {}).items()}
    others = prints_of(earlier, "earlier", trees)
    dims = tuple(dict.fromkeys([*dims_of(many), *(dim for p in others for dim in p.keys)]))
    items, places = items_of(many, trees, dims, level)
    return Board(items, dims, trees, tuple(others), rules), places


def _guard(board: Board, seed: int) -> None:
    """Hide and coarsen until the audit finds nothing."""
    values: list[int] | None = None
    for step in range(ROUNDS):
        model = board.model()
        if step == 0:
            values = _truth(board, model)
            secondary.choose(model, board.items, room=board.room - 1, low=board.low)
            precision.settle(board.items, board.dims, room=board.room, base=board.base)
            model = board.model()
        found = derive(
            model, measures=("allocations", "rentals"), minimum=board.room, seed=seed, values=values, exact=False
        )
        rows = found.with_row_index("at").filter(found.get_column("candidates") < board.room).to_dicts()
        if not rows:
            return
        told = _show_told(board, rows)
        counts = [r for r in rows if r["measure"] == "allocations" and r not in told]
        if told or (
            len(counts) > (MANY if step < SPARING else 0) and secondary.widen(model, board.items, counts, 3 + step)
        ):
            continue
        rows = sorted(rows, key=lambda r: (r["measure"], not r["decided"], r["candidates"]))[:BATCH]
        if _mend(board, model, values or [], [(r["measure"], tuple(r[d] for d in board.dims)) for r in rows]):
            continue
        # Nothing is left to hide: either the search missed values that there are, or it cannot be done.
        found = derive(model, measures=("allocations", "rentals"), minimum=board.room, seed=seed, values=values)
        stuck = found.filter(found.get_column("candidates") < board.room).to_dicts()
        if not stuck:
            return
        where = ", ".join(stuck[0][d] for d in board.dims if stuck[0][d] != ALL) or "the city"
        msg = f"{stuck[0]['measure']} of {where} cannot be protected: what pins it stands in other tables"
        raise InvalidInputError(msg)
    msg = f"no protection was found in {ROUNDS} rounds; publish fewer tables at once, or coarser ones"
    raise InvalidInputError(msg)


def _show_told(board: Board, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Show counts that were hidden to guard others, but that can be told exactly all the same."""
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
            system.within(at, value, value, model.label((measure, codes)))
    try:
        least, most = narrowed(system)
        return least if least == most else witness(system, least, most)
    finally:
        system.low, system.high = low, high


def _mend(board: Board, model: Model, values: Sequence[int], pinned: Sequence[tuple[str, Codes]]) -> bool:
    """Hide or coarsen one thing for every pinned cell that is still pinned after the ones before it."""
    chains = secondary.Chains(model, board.items, values, low=board.low)
    units = precision.units(board.items, board.dims)
    axis = board.dims.index("group")
    touched: set[Codes] = set()
    changed = False
    for measure, codes in pinned:
        unit = (*codes[:axis], *codes[axis + 1 :])
        if unit in touched:
            continue
        touched.add(unit)
        own = units.get(unit, [])
        if measure == "allocations":
            # Where the sums are free already, the share or the little said of the rentals pins the count.
            if chains.free(model.cells[measure, codes], board.room - 1) or _loosen(own):
                changed = True
                continue
        elif precision.coarsen(own):
            changed = True
            continue
        changed |= _around(model, measure, codes, units, axis) or _blank(own)
    return changed


def _loosen(unit: Sequence[Item]) -> bool:
    changed = precision.coarsen(unit)
    if not changed and any(item.few for item in unit):
        for item in unit:
            item.few = False
        changed = True
    return changed


def _around(model: Model, measure: str, codes: Codes, units: Any, axis: int) -> bool:
    """Coarsen a share of the cells that stand in a sum with the pinned one: the one that says most."""
    names = {at: cell[1] for cell, at in model.cells.items()}
    near = {names[j] for j in precision.around(model, model.cells[measure, codes])}
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


def _protection(board: Board, lost: float, naive: float) -> Protection:
    cells = [item for item in board.items.values() if item.a is not None]
    hidden = [item for item in cells if item.hidden]
    own = sum(item.primary for item in hidden)
    coarser, few = sum(item.form > 0 for item in cells), board.rules.value("more_rentals_than", 0)
    return Protection(
        board.rules.name,
        len(cells),
        own,
        len(hidden) - own,
        coarser,
        lost,
        naive,
        board.room,
        board.low,
        board.base,
        few,
    )
