"""Areas from a plain list: codes, names and parents where there are no boundaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.areas.areas import UNPLACED, Areas, names_of_parents
from spreiding.values.columns import row_list
from spreiding.values.names import need_columns
from spreiding.values.tables import naming_lines, read_table
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def listed_areas(
    source: str | Path | Any,
    *,
    code: str = "code",
    name: str | None = None,
    parent: Mapping[str, str] | None = None,
    parent_name: Mapping[str, str] | None = None,
    scheme: str | None = None,
) -> Areas:
    """Return areas of a table with a row per area: they have names and parents, and no place on a map.

    Parameters
    ----------
    source
        A file or frame.
    code, name
        Columns with the unique code and the name.
    parent, parent_name
        Level, nearest first -> column with the code, and with the name, of the parent.
    scheme
        Name of the division.

    Raises
    ------
    InvalidInputError
        If a column is not there, a code is missing or occurs twice, or a parent has two names.

    Examples
    --------
    >>> found = listed_areas({"code": ["w1", "w2"], "naam": ["Noord", "Zuid"]}, name="naam")
    >>> found.names, found.crs
    (('Noord', 'Zuid'), 'none')
    """
    wanted = [code, *([name] if name else [])]
    table, label = read_table(source, wanted=wanted)
    levels, titles = dict(parent or {}), dict(parent_name or {})
    need_columns(table, [*wanted, *levels.values(), *titles.values()], source=label)
    texts = table.select(pl.all().cast(pl.String).str.strip_chars().replace("", None))
    codes = texts.get_column(code)
    with naming_lines(source, label, wanted=wanted):
        for broken, fault in ((codes.is_null(), "areas-list-no-code"), (codes.is_duplicated(), "areas-list-twice")):
            rows = [at + 1 for at in broken.arg_true()]
            if rows:
                raise refusal(fault, source=label, column=code, rows=rows, where=row_list(rows))
    of = {level: tuple(texts.get_column(column)) for level, column in levels.items()}
    pairs = {
        level: names_of_parents(level, of[level], tuple(texts.get_column(column))) for level, column in titles.items()
    }
    names = tuple(texts.get_column(name)) if name else tuple(codes)
    shapes = _core.AreaShapes.tiles(codes.to_list(), list(range(len(codes))), [0] * len(codes))
    return Areas(tuple(codes), names, of, UNPLACED, scheme, shapes, pairs).checked()
