"""What is published already, as protection takes it: folders of editions, and tables as they were printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spreiding.counts.count import PERIODS
from spreiding.disclosure.printed import COUNTS, SHARES, PrintedTable
from spreiding.values import tables
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable


def published(earlier: Iterable[Any]) -> tuple[Any, ...]:
    """Return what was published, in the order given; paths are read."""
    return tuple(printed(part) if isinstance(part, str | Path) else part for part in earlier)


def printed(path: str | Path) -> PrintedTable:
    """Read a table as it was printed before: columns of figures, and of what they are about.

    Raises
    ------
    InvalidInputError
        If it has no column of figures.
    """
    table, _ = tables.read_table(str(path), numeric=[])
    figures = [column for column in table.columns if column in (*COUNTS, *SHARES)]
    if not figures:
        raise refusal("no-printed-figures", source=str(path), known=[*COUNTS, *SHARES], names=table.columns)
    keys = {column: column for column in table.columns if column in ("area", "group", "corporation", *PERIODS)}
    return PrintedTable(frame=table, keys=keys, columns={name: name for name in figures}, name=str(path))
