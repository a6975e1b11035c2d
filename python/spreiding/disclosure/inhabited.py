"""Areas with too few inhabitants to tell anything sensitive of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.disclosure.dimensions import is_area
from spreiding.disclosure.tree import ALL
from spreiding.values.columns import texts, whole_numbers
from spreiding.values.frames import to_frame
from spreiding.values.names import need_columns
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.base.types import Frame
    from spreiding.disclosure.board import Board
    from spreiding.disclosure.tree import Tree

SOURCE = "inhabitants"


def too_few(board: Board, inhabitants: Frame | None) -> frozenset[int]:
    """Return the cells of areas with fewer inhabitants than the rules ask for; none where they ask for none.

    A level above takes the sum of its areas. Lettings without a place have no inhabitants to count.

    Raises
    ------
    InvalidInputError
        ``inhabitants-needed`` where the rules ask for them and none are given, ``inhabitants-missing`` where they are
        not known of an area.
    """
    least = board.rules.value("min_inhabitants", 0)
    if not least:
        return frozenset()
    if inhabitants is None:
        raise refusal("inhabitants-needed", rules=board.rules.name, least=str(int(least)))
    known = _read(inhabitants)
    found, missing = set[int](), dict[str, None]()
    for axis in (axis for axis, dim in enumerate(board.dims) if is_area(dim)):
        tree = board.said.trees.get(board.dims[axis])
        for item in board.items:
            code = item.codes[axis]
            if code in (ALL, UNLOCATED):
                continue
            n = _of(code, known, tree)
            if n is None:
                missing[code] = None
            elif n < least:
                found.add(item.at)
    if missing:
        raise refusal("inhabitants-missing", source=SOURCE, n=len(missing))
    return frozenset(found)


def _read(inhabitants: Any) -> dict[str, int | None]:
    table = to_frame(inhabitants, source=SOURCE)
    need_columns(table, ["area", "inhabitants"], source=SOURCE)
    areas, numbers = texts(table, "area", source=SOURCE), whole_numbers(table, "inhabitants", SOURCE)
    if areas.is_duplicated().any():
        row = areas.is_duplicated().arg_true()[0] + 1
        raise refusal("inhabitants-twice", source=SOURCE, column="area", rows=[str(row)])
    return dict(pl.DataFrame([areas, numbers]).iter_rows())


def _of(code: str, known: dict[str, int | None], tree: Tree | None) -> int | None:
    """Return the inhabitants of an area: its own, or those of all its parts."""
    if code in known:
        return known[code]
    parts = () if tree is None else tree.children.get(code, ())
    counts = [_of(part, known, tree) for part in parts]
    return None if not counts or None in counts else sum(n for n in counts if n is not None)
