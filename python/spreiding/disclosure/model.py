"""Linked tables as one system: every cell an unknown, every sum, share and bound in print a row.

A cell is a measure and one code per dimension, :data:`~spreiding.disclosure.tree.ALL` where a table does not break
the total down. Rentals have no group, stock has an area only. From the printed cells the model grows, along each
dimension whose hierarchy is known, to parents and their other children, printed or not: that is how an outsider
subtracts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

from spreiding.base.errors import InvalidInputError
from spreiding.disclosure.dimensions import is_area
from spreiding.disclosure.system import MOST, NONE, System
from spreiding.disclosure.tree import ALL, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.disclosure.printed import Figure, PrintedTable

Cell = tuple[str, tuple[str, ...]]
#: Pairs of lists of areas that cover the same ground.
Same = Sequence[tuple[Sequence[str], Sequence[str]]]
#: More cells than this cannot be reasoned about at once.
LIMIT = 400_000


@dataclass
class Model:
    """Cells of linked tables and the system they form."""

    dims: tuple[str, ...]
    trees: dict[str, Tree]
    system: System = field(default_factory=System)
    cells: dict[Cell, int] = field(default_factory=dict)
    exact: set[int] = field(default_factory=set)  #: cells printed as they are
    printed: set[int] = field(default_factory=set)  #: cells with a place in a table, shown or not
    sums: list[tuple[int, list[int]]] = field(default_factory=list)  #: parent and its children

    def axes(self, measure: str) -> list[int]:
        """Dimensions along which a measure adds up."""
        return self._axes[measure]

    @cached_property
    def _axes(self) -> dict[str, list[int]]:
        return {
            measure: [axis for axis, dim in enumerate(self.dims) if dim in self.trees and dim in kept]
            for measure, kept in self._kept.items()
        }

    def cell(self, measure: str, codes: Mapping[str, str]) -> Cell:
        """Name the cell of a measure; codes that the measure does not have fall away."""
        kept = self._kept[measure]
        return measure, tuple([codes.get(dim, ALL) if dim in kept else ALL for dim in self.dims])

    @cached_property
    def _kept(self) -> dict[str, frozenset[str]]:
        """Dimensions that each measure has."""
        areas = frozenset(dim for dim in self.dims if is_area(dim))
        return {"allocations": frozenset(self.dims), "rentals": frozenset(self.dims) - {"group"}, "stock": areas}

    def at(self, cell: Cell) -> int:
        """Position of a cell's unknown; made where it is new."""
        if cell not in self.cells:
            if len(self.cells) >= LIMIT:
                msg = f"the tables have more than {LIMIT} linked cells; give fewer tables or dimensions at once"
                raise InvalidInputError(msg)
            self.cells[cell] = self.system.new()
        return self.cells[cell]

    def places(self, measure: str) -> dict[int, tuple[str, ...]]:
        """Return the codes of every cell of a measure by its position."""
        return {at: codes for (name, codes), at in self.cells.items() if name == measure}

    def around(self, cell: int) -> list[int]:
        """Return the cells that stand in a sum with this one, each once and in order."""
        near = (j for top, parts in self.sums if cell == top or cell in parts for j in (top, *parts) if j != cell)
        return list(dict.fromkeys(near))

    def label(self, cell: Cell) -> str:
        """Say a cell in words."""
        codes = [f"{d} {c}" for d, c in zip(self.dims, cell[1], strict=True) if c != ALL]
        return f"{cell[0]} of {', '.join(codes) or 'the total'}"

    def codes(self, table: PrintedTable) -> list[dict[str, str]]:
        """Codes per row of a table, checked against the hierarchies; names of the total become ALL."""
        rows = table.codes()
        for i, row in enumerate(rows):
            for dim, code in row.items():
                tree = self.trees.get(dim)
                if tree is None or code in tree.parent:
                    row[dim] = ALL if code == ALL else code
                elif code in tree.aliases:
                    row[dim] = ALL
                else:
                    msg = f"{table.name}, row {i + 1}: {dim} {code!r} has no place in the hierarchy of {dim!r}"
                    raise InvalidInputError(msg)
        return rows


def build(
    tables: Sequence[PrintedTable], trees: Mapping[str, Tree], *, rounding: str = "half_away", same: Same = ()
) -> Model:
    """Make the system of everything that is printed; ``same`` pairs lists of areas that cover the same ground.

    Raises
    ------
    InvalidInputError
        If a code has no place in its hierarchy, or two tables print the same cell differently.
    """
    dims = tuple(dict.fromkeys(["area", "group", *(dim for table in tables for dim in table.keys)]))
    model = Model(dims, dict(trees))
    for table in tables:
        codes = model.codes(table)
        for row, measure, figure, step in table.figures():
            where = f"{table.name}, row {row + 1}"
            if step is None:
                _count(model, table, measure, codes[row], figure, where)
            elif figure is not None:
                _share(model, measure, codes[row], figure, step, where, closed=rounding == "unknown")
    for left, right in same:
        _tie(model, [str(code) for code in left], [str(code) for code in right])
    _grow(model)
    _bound_by_rentals(model)
    return model


def _count(
    model: Model, table: PrintedTable, measure: str, codes: Mapping[str, str], figure: Figure | None, where: str
) -> None:
    cell = model.cell(measure, codes)
    at = model.at(cell)
    model.printed.add(at)
    low, high = (table.silent_from, MOST) if figure is None else _counts_meant(table, figure)
    model.system.within(at, low, high, lambda: f"{model.label(cell)} ({where})")
    if low == high:
        model.exact.add(at)


def _counts_meant(table: PrintedTable, figure: Figure) -> tuple[int, int]:
    value, base = figure.value, table.base
    if figure.upper is not None:
        return ceil(value), floor(figure.upper)
    match figure.sign:
        case ">":
            return floor(value) + 1, MOST
        case ">=":
            return ceil(value), MOST
        case "<":
            return table.silent_from, ceil(value) - 1
        case "<=":
            return table.silent_from, floor(value)
    if value != int(value):
        msg = f"{table.name}: a count is printed as {value}, must be a whole number"
        raise InvalidInputError(msg)
    whole = int(value)
    below, above = (base - 1, base - 1) if table.random else (base // 2, (base - 1) // 2)
    low = max(0, whole - below)
    return (max(low, table.shown_from) if whole else low), whole + above


def _share(
    model: Model, measure: str, codes: Mapping[str, str], figure: Figure, step: Decimal, where: str, *, closed: bool
) -> None:
    """Write ``p - step / 2 <= 100 a / r < p + step / 2`` in whole numbers; rounding is half away from zero."""
    over = "rentals" if measure == "share_of_rentals" else "stock"
    top, bottom = model.cell("allocations", codes), model.cell(over, codes)
    a, r = model.at(top), model.at(bottom)
    model.printed.update((a, r))
    # A share can be printed only of something.
    model.system.within(r, 1, MOST, lambda: f"{model.label(bottom)} ({where})")
    label = f"{measure} of {model.label(top).split(' of ', 1)[1]} ({where})"
    p, half = figure.value, Decimal(0) if figure.sign or figure.upper else step / 2
    if figure.sign in ("", ">", ">="):
        _side(model, a, r, p - half, strict=figure.sign == ">", upper=False, label=label)
    if figure.sign in ("", "<", "<="):
        end = p + half if figure.upper is None else figure.upper
        _side(model, a, r, end, strict=figure.sign != "<=" and not closed, upper=True, label=label)


def _side(model: Model, a: int, r: int, p: Decimal, *, strict: bool, upper: bool, label: str) -> None:
    """Keep ``100 a / r`` on one side of ``p`` percent."""
    top, bottom = p.as_integer_ratio()
    terms, gap = [(a, 100.0 * bottom), (r, -float(top))], 1 if strict else 0
    low, high = (-NONE, -gap) if upper else (gap, NONE)
    model.system.row(terms, low, high, label)


def _tie(model: Model, left: Sequence[str], right: Sequence[str]) -> None:
    """Let areas that cover the same ground, in one scheme or two, add up to the same."""
    axes = [_axis_of(model, codes) for codes in (left, right)]
    grounds = [axis for axis, dim in enumerate(model.dims) if is_area(dim)]

    def cells(measure: str, rest: tuple[str, ...], axis: int, codes: Sequence[str]) -> list[Cell]:
        return [(measure, tuple(code if i == axis else c for i, c in enumerate(rest))) for code in codes]

    rests = {
        (measure, tuple(ALL if axis in grounds else code for axis, code in enumerate(codes)))
        for measure, codes in model.cells
        for axis, mine in zip(axes, (left, right), strict=True)
        if measure != "stock" and codes[axis] in mine
    }
    for measure, rest in sorted(rests):
        sides = [cells(measure, rest, axis, mine) for axis, mine in zip(axes, (left, right), strict=True)]
        one, many = sorted(sides, key=len)
        if len(one) > 1:  # neither is one area: both add up to the ground they share
            ground = cells(measure, rest, axes[0], ["+".join(left)])
            _add_up(model, ground[0], one, f"its {len(one)} areas")
            one = ground
        _add_up(model, one[0], many, f"{len(many)} areas of the same ground")


def _axis_of(model: Model, codes: Sequence[str]) -> int:
    for axis, dim in enumerate(model.dims):
        if is_area(dim) and dim in model.trees and all(code in model.trees[dim].parent for code in codes):
            return axis
    msg = f"same names area {', '.join(codes)}, must be codes of one hierarchy of the tables"
    raise InvalidInputError(msg)


def _add_up(model: Model, whole: Cell, parts: Sequence[Cell], why: str) -> None:
    """Tie a cell to its parts."""
    top, family = model.at(whole), [model.at(part) for part in parts]
    model.sums.append((top, family))
    model.system.row([*((j, 1.0) for j in family), (top, -1.0)], 0, 0, f"{model.label(whole)} = {why}")


def _grow(model: Model) -> None:
    """Add parents, other children, and the sums that tie them."""
    below = {dim: tree.children for dim, tree in model.trees.items()}
    todo, done = list(model.cells), set()
    while todo:
        measure, codes = todo.pop()
        for axis in model.axes(measure):
            dim = model.dims[axis]
            if codes[axis] not in model.trees[dim].parent:  # the total, or a ground that areas share
                continue
            parent = model.trees[dim].parent[codes[axis]]
            whole = (measure, (*codes[:axis], parent, *codes[axis + 1 :]))
            if (axis, whole) in done:
                continue
            done.add((axis, whole))
            parts = [(measure, (*codes[:axis], c, *codes[axis + 1 :])) for c in below[dim][parent]]
            todo.extend(c for c in [whole, *parts] if c not in model.cells)
            _add_up(model, whole, parts, f"its {len(parts)} {dim} parts")


def _bound_by_rentals(model: Model) -> None:
    """No more allocations than rentals."""
    group = model.dims.index("group")
    for measure, codes in list(model.cells):
        if measure != "allocations" or (codes[group] != ALL and "group" in model.trees):
            continue
        under = model.cell("rentals", dict(zip(model.dims, codes, strict=True)))
        if under in model.cells:
            a, r = model.cells[measure, codes], model.cells[under]
            label = f"allocations at most {model.label(under)}"
            model.system.row([(r, 1.0), (a, -1.0)], 0, NONE, label)
