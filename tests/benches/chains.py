"""Secondary suppression of a plain table of amounts, to be measured beside other programs on their model.

Cheapest chains of cells through which a primary one can move (Kelly, Golden & Assad 1992, Networks 22, 397-417), then
cells taken out of the pattern one by one as long as every chain can be laid without them. Amounts are no counts, and no
share is printed beside them, so this is not what ``sp.protect`` does.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Price of moving a cell that is hidden already.
FREE = 1e-4
#: Starts that are tried, and steps of the simplex method after which no further one is begun: no clock decides.
STARTS, STEPS = 8, 40_000
#: Moves below this are rounding errors of the solver, and so is what a move falls short of the need.
NEAR = 1e-6


@dataclass
class Table:
    """Amounts, what each primary cell must be able to move by, and the sums: rows of cells and signs that add to 0."""

    values: Any
    need: Any
    start: Any
    cells: Any
    signs: Any
    steps: int = 0  #: of the simplex method, as far as was asked

    @property
    def primary(self) -> Any:
        return self.need > 0

    def order(self) -> list[int]:
        """Return the primary cells, those that need most first."""
        at = np.flatnonzero(self.primary)
        return at[np.argsort(-self.need[at], kind="stable")].tolist()

    def covered(self, move: Any, cell: int) -> bool:
        """Say whether a chain moves a cell as far as it needs; mirrored, it moves it the other way."""
        return bool(abs(move[cell]) >= self.need[cell] - NEAR)


class Moves:
    """The linear program of the cells that may move, up in the first columns and down in the others.

    A question with cells taken out starts from the basis that the last one left; one with new prices starts afresh.
    """

    def __init__(self, table: Table, free: Any) -> None:
        self.table = table
        self.at = np.flatnonzero(free & (table.values > 0))
        self.own, n = np.full(len(table.values), -1), len(self.at)
        self.own[self.at] = np.arange(n)
        row = np.repeat(np.arange(len(table.start) - 1), np.diff(table.start))
        mine = self.own[table.cells] >= 0
        sizes = np.bincount(row[mine])
        sizes = sizes[sizes > 0]
        index, sign = self.own[table.cells[mine]], table.signs[mine]
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 2 * n, len(sizes)
        program.col_cost_, program.col_lower_ = np.zeros(2 * n), np.zeros(2 * n)
        program.col_upper_ = self.most = np.tile(table.values[self.at], 2)
        program.row_lower_ = program.row_upper_ = np.zeros(len(sizes))
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = 2 * np.r_[0, np.cumsum(sizes)]
        program.a_matrix_.index_ = np.stack([index, index + n], 1).ravel()
        program.a_matrix_.value_ = np.stack([sign, -sign], 1).ravel()
        self.least = np.zeros(2 * n)
        self.solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self.solver.setOptionValue(option, value)
        self.solver.passModel(program)

    def price(self, price: Any) -> None:
        """Set what it costs per step to move each cell."""
        cost = np.tile(price[self.at], 2)
        self.solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)

    def cheapest(self, cell: int, by: float) -> Any:
        """Return how far each cell moves where one moves up by so much, at the least price; None where none can."""
        columns = self._columns([cell])
        self._ends(columns, [by, 0.0], [by, 0.0])
        self.solver.clearSolver()
        found = self._answer()
        self._ends(columns, self.least[columns], self.most[columns])
        return found

    def without(self, cells: Sequence[int]) -> Any:
        """Return how far each cell moves where some stand still; None where what is held cannot move then."""
        columns = self._columns(cells)
        self._ends(columns, np.zeros(len(columns)), np.zeros(len(columns)))
        found = self._answer()
        self._ends(columns, self.least[columns], self.most[columns])
        return found

    def hold(self, cell: int, by: float) -> None:
        """Let a cell move at least so far, up or where ``by`` is below 0 down, in all that is asked from now on."""
        up, down = self._columns([cell]).tolist()
        here, back = (up, down) if by > 0 else (down, up)
        self.least[here], self.most[back] = abs(by), 0.0
        self._ends(np.array([here, back]), self.least[[here, back]], self.most[[here, back]])

    def close(self, cells: Sequence[int]) -> None:
        """Let cells stand still in all that is asked from now on."""
        columns = self._columns(cells)
        self.most[columns] = 0.0
        self._ends(columns, self.least[columns], self.most[columns])

    def _columns(self, cells: Sequence[int]) -> Any:
        own = self.own[list(cells)]
        own = own[own >= 0]
        return np.r_[own, own + len(self.at)]

    def _ends(self, columns: Any, least: Any, most: Any) -> None:
        least, most = (np.array(ends, dtype=float) for ends in (least, most))
        self.solver.changeColsBounds(len(columns), columns.astype(np.int32), least, most)

    def _answer(self) -> Any:
        self.solver.run()
        self.table.steps += self.solver.getInfo().simplex_iteration_count
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        n, move = len(self.at), np.zeros(len(self.own))
        values = np.array(self.solver.getSolution().col_value)
        move[self.at] = values[:n] - values[n:]
        move[np.abs(move) <= NEAR] = 0.0
        return move


def suppress(table: Table) -> tuple[Any, list[Any]]:
    """Choose which cells to hide beside the primary ones; returns these with the primary ones, and the chains.

    The best of some starts, which differ in the order of the cells and in the prices. A primary cell that no chain frees
    has none: it is hidden, and an audit finds it.
    """
    best, full = None, Moves(table, np.ones(len(table.values), dtype=bool))
    for number in range(STARTS):
        if best is not None and table.steps > STEPS:
            break
        order, narrow = _start(table, number)
        chains = lay(table, full, order, narrow=narrow)
        # Once more through the cells hidden for them, each counted once: fewer are needed.
        again = lay(table, Moves(table, used(table, chains)), order[::-1])
        chains = thin(table, min(again, chains, key=lambda some: cost(table, some)))
        if best is None or cost(table, chains) < cost(table, best) - NEAR:
            best = chains
    return used(table, best or []), best or []


def _start(table: Table, number: int) -> tuple[list[int], bool]:
    """Return the order of a start, and whether cells too small for a whole chain are priced by what they can carry."""
    order = table.order()
    if number > 3:
        random.Random(number).shuffle(order)
    return order[::-1] if number in (1, 3) else order, number in (2, 3) or (number > 3 and number % 2 == 1)


def used(table: Table, chains: list[Any]) -> Any:
    """Return the primary cells and those on a chain."""
    found = table.primary.copy()
    for move in chains:
        found |= move != 0
    return found


def cost(table: Table, chains: list[Any]) -> float:
    """Return the value that is hidden for chains."""
    return float(table.values[used(table, chains) & ~table.primary].sum())


def lay(table: Table, moves: Moves, order: list[int], *, narrow: bool = False) -> list[Any]:
    """Lay the cheapest chain for each cell that no chain before it moves far enough.

    A cell costs its value per step, or where ``narrow``, its value for the most of a chain that it can carry.
    """
    hidden, chains = table.primary.copy(), list[Any]()
    for cell in order:
        if any(table.covered(move, cell) for move in chains):
            continue
        by = float(table.need[cell])
        carried = np.maximum(np.minimum(table.values, by), NEAR) / by if narrow else 1.0
        moves.price(np.where(hidden, FREE, table.values / carried))
        move = moves.cheapest(cell, by)
        if move is not None:
            chains.append(move)
            hidden |= move != 0
    return chains


def thin(table: Table, chains: list[Any]) -> list[Any]:
    """Take cells out of the pattern, the dearest first, where every chain can be laid without them."""
    hidden = used(table, chains)
    programs = _few(table, chains, hidden)
    chains = [moves.without(()) for moves in programs]
    before, hidden = hidden, used(table, chains)
    for moves in programs:
        moves.close(np.flatnonzero(before & ~hidden).tolist())
    pattern = Pattern(table, hidden)
    order = np.flatnonzero(hidden & ~table.primary)
    for cell in order[np.argsort(-table.values[order], kind="stable")].tolist():
        gone = pattern.without(cell) if hidden[cell] else None
        if gone is None:
            continue
        new = []
        for moves, move in zip(programs, chains, strict=True):
            if not move[gone].any():
                new.append(move)
                continue
            found = moves.without(gone)
            if found is None:
                break
            new.append(found)
        else:
            chains, before = new, hidden
            hidden = used(table, chains)
            closed = np.flatnonzero(before & ~hidden).tolist()
            pattern.close(closed)
            for moves in programs:
                moves.close(closed)
    return chains


def _few(table: Table, chains: list[Any], hidden: Any) -> list[Moves]:
    """Return programs of few chains that together move every cell, each of which goes on moving its own cells."""
    left = {cell for cell in table.order() if any(table.covered(move, cell) for move in chains)}
    programs = []
    while left:
        best = max(chains, key=lambda move: sum(table.covered(move, cell) for cell in left))
        mine = sorted(cell for cell in left if table.covered(best, cell))
        moves = Moves(table, hidden)
        moves.price(table.values)
        for cell in mine:
            moves.hold(cell, float(np.sign(best[cell]) * min(table.need[cell], abs(best[cell]))))
        programs.append(moves)
        left -= set(mine)
    return programs


class Pattern:
    """The hidden cells of every sum: a cell that is hidden alone in a sum cannot move."""

    def __init__(self, table: Table, hidden: Any) -> None:
        self.primary = table.primary
        self.sums: list[list[int]] = [[] for _ in table.values]
        self.hidden: dict[int, set[int]] = {}
        row = np.repeat(np.arange(len(table.start) - 1), np.diff(table.start))
        mine = hidden[table.cells]
        for number, cell in zip(row[mine].tolist(), table.cells[mine].tolist(), strict=True):
            self.sums[cell].append(number)
            self.hidden.setdefault(number, set()).add(cell)

    def without(self, cell: int) -> list[int] | None:
        """Return the cells that stand still when one is shown, itself first; None where a primary one is among them."""
        gone, todo = {cell: None}, [cell]
        while todo:
            for number in self.sums[todo.pop()]:
                rest = self.hidden[number] - gone.keys()
                if len(rest) == 1:
                    (last,) = rest
                    if self.primary[last]:
                        return None
                    gone[last] = None
                    todo.append(last)
        return list(gone)

    def close(self, cells: Iterable[int]) -> None:
        """Show cells."""
        for cell in cells:
            for number in self.sums[cell]:
                self.hidden[number].discard(cell)
