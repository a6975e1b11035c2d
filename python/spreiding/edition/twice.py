"""The same lettings in two files of records: an export that was saved twice, or delivered again."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from spreiding.values.names import named
from spreiding.values.tables import read_table
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Two files are one where at least this part of the smaller, and this many rows, stand in the other too. Of unrelated
#: lettings of a year, known by day, area and group alone, that part is small.
PART, LEAST = 0.5, 50
#: Columns that decide: what tells dwellings apart may be made anew with every export.
DECIDE = ("date", "area", "group", "corporation", "x", "y", "rent", "floor_area")
#: Bytes of all files together up to which they are compared.
MOST = 200_000_000


def refuse_twice(paths: Sequence[str], columns: Mapping[str, str]) -> None:
    """Check that no two files hold the same lettings.

    ``columns`` are the names of the columns in the files. Rows are compared as they are written. Many large files are
    not compared: the checks of the records look for dwellings that are let twice.

    Raises
    ------
    InvalidInputError
        If half of the rows of a file, or more, stand in another one too.
    """
    held = [
        Path(path)
        for path in paths
        if Path(path).is_file() and Path(path).suffix.lower() in {".csv", ".txt", ".parquet"}
    ]
    if len(held) < 2 or sum(path.stat().st_size for path in held) > MOST:
        return
    tables = {path: _rows(path, columns) for path in held}
    for one, other in combinations(held, 2):
        first, second = tables[one], tables[other]
        if first is None or second is None or first.columns != second.columns:
            continue
        both = first.join(second, on=first.columns[:-1], how="inner", nulls_equal=True)
        n = int(both.select(pl.min_horizontal("n", "n_right").sum()).item() or 0)
        least = min(int(table.get_column("n").sum()) for table in (first, second))
        if n >= LEAST and n >= PART * least:
            raise refusal(
                "files-same-lettings", source=f"{one.name}, {other.name}", n=n, one=one.name, other=other.name
            )


def _rows(path: Path, columns: Mapping[str, str]) -> pl.DataFrame | None:
    """Return the distinct rows of a file by the columns that decide, each with its number."""
    table, _ = read_table(path)
    there = [name for role in DECIDE if (name := named(columns.get(role, role), table.columns)) is not None]
    if not there:
        return None
    texts = table.select(pl.col(there).cast(pl.String).str.strip_chars().replace("", None))
    return texts.group_by(there, maintain_order=True).agg(pl.len().alias("n"))
