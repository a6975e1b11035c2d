"""What the user says of single cells: shown, hidden, or missed more or less than its information where it is hidden."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.counts import CITY
from spreiding.counts.grain import TIMES
from spreiding.disclosure.printed import PrintedTable
from spreiding.disclosure.published import codes_in
from spreiding.disclosure.tree import ALL
from spreiding.values.columns import floats, texts
from spreiding.values.frames import to_frame
from spreiding.values.names import nearest
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.base.types import Frame
    from spreiding.disclosure.board import Board
    from spreiding.disclosure.items import Item

SOURCE = "cells"
#: What a cell can be forced to, and how many times its information it can count where it is not.
STATUS, COST = ("shown", "hidden"), (0.01, 100.0)


def force(board: Board, cells: Frame | None) -> None:
    """Force cells open or shut, or give them a cost, as a table of cells says.

    Raises
    ------
    InvalidInputError
        ``cells-unknown-column``, ``cells-say-nothing``, ``cells-unknown-status``, ``cells-impossible-cost``,
        ``no-place-of-row`` or ``cells-unknown-cell``, ``cells-contradict``, ``cells-open-under-rule``.
    """
    if cells is None:
        return
    table = _read(board, to_frame(cells, source=SOURCE))
    said: dict[int, int] = {}
    for row, (item, status, cost) in enumerate(table, start=1):
        place: dict[str, Any] = {"source": SOURCE, "rows": [str(row)]}
        if status is None and cost is None:
            raise refusal("cells-say-nothing", **place)
        if status is not None and cost is not None:
            raise refusal("cells-contradict", source=SOURCE, rows=[str(row)])
        if item.at in said:
            raise refusal("cells-contradict", source=SOURCE, rows=[str(said[item.at]), str(row)])
        said[item.at] = row
        if status == "shown":
            if item.primary:
                raise refusal("cells-open-under-rule", **place, rule=item.rule)
            item.fixed = True
        elif status == "hidden":
            _shut(item)
        else:
            item.price = float(cost or 1.0)


def _shut(item: Item) -> None:
    """Hide a cell whatever it is, nil too: that it is hidden then tells nothing of it."""
    item.hidden_forms, item.small, item.few = (None,), False, False
    item.withheld = item.primary = True
    item.rule = item.rule or SOURCE
    item.hide()


def _read(board: Board, frame: pl.DataFrame) -> list[tuple[Item, str | None, float | None]]:
    """Return the cell of each row, and what is said of it."""
    named = {name for name in frame.columns if name not in ("status", "cost")}
    dimensions = board.said.dimensions
    known = {*board.dims, *(key for key in TIMES if dimensions.time is not None)}
    strange = sorted(name for name in named if dimensions.name(name) not in known)
    if strange:
        near = sorted({like for name in strange if (like := nearest(name, [*known, "status", "cost"]))})
        raise refusal("cells-unknown-column", source=SOURCE, found=strange, known=[*board.dims, "status", "cost"],
                      near=near or "none")  # fmt: skip
    if not {"status", "cost"} & set(frame.columns):
        raise refusal(
            "cells-unknown-column", source=SOURCE, found=["-"], known=[*board.dims, "status", "cost"], near="none"
        )
    codes = _codes(board, frame, sorted(named))
    statuses, costs = _statuses(frame), _costs(frame)
    found = []
    for row in range(frame.height):
        cell = tuple(codes[dim][row] if dim in codes else ALL for dim in board.dims)
        item = board.index.get(cell)
        if item is None or item.a is None:
            raise refusal("cells-unknown-cell", source=SOURCE, rows=[str(row + 1)])
        found.append((item, statuses[row], costs[row]))
    return found


def _codes(board: Board, frame: pl.DataFrame, named: list[str]) -> dict[str, list[str]]:
    """Return the code of every row per dimension; an empty one is the total."""
    columns = {}
    for name in named:
        column = frame.get_column(name)
        if column.dtype.is_float() and bool((column.drop_nulls() % 1 == 0).all()):
            column = column.cast(pl.Int64)  # a year that was read as a number
        if column.dtype.is_integer() or column.dtype == pl.Null:
            column = column.cast(pl.String)
        columns[name] = texts(column.to_frame(), name, source=SOURCE).fill_null(ALL).replace(CITY, ALL)
    if not columns:
        return {}
    told = PrintedTable(frame=pl.DataFrame(columns), keys={name: name for name in named}, columns={}, name=SOURCE)
    return codes_in(told, board.said)


def _statuses(frame: pl.DataFrame) -> list[str | None]:
    if "status" not in frame.columns:
        return [None] * frame.height
    found = texts(frame, "status", source=SOURCE).to_list()
    for row, word in enumerate(found, start=1):
        if word is not None and word not in STATUS:
            raise refusal("cells-unknown-status", source=SOURCE, column="status", rows=[str(row)], known=list(STATUS))
    return found


def _costs(frame: pl.DataFrame) -> list[float | None]:
    if "cost" not in frame.columns:
        return [None] * frame.height
    found = floats(frame, "cost", source=SOURCE).to_list()
    for row, cost in enumerate(found, start=1):
        if cost is not None and not (isfinite(cost) and COST[0] <= cost <= COST[1]):
            place: dict[str, Any] = {"source": SOURCE, "column": "cost", "rows": [str(row)]}
            raise refusal("cells-impossible-cost", **place, least=f"{COST[0]:g}", most=f"{COST[1]:g}")
    return found
