"""Stock: dwellings per area on one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.base.results import Result
from spreiding.values import frames
from spreiding.values.frames import row_list, whole_numbers

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from spreiding.base.types import Frame


@dataclass(frozen=True, repr=False)
class Stock(Result):
    """Dwellings per area on one day; build it with :func:`read_stock`."""

    frame: pl.DataFrame  #: ``area``, ``stock`` (dwellings; null where unknown).
    date: date | None = None  #: Reference date.
    source: str = "frame of stock"

    @property
    def caption(self) -> str:
        return f"Housing stock of {self.frame.height} areas{f' on {self.date}' if self.date else ''} ({self.source})"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per area: ``area``, ``stock``."""
        return self.frame


def read_stock(
    source: Frame | str | Path, *, area: str = "area", stock: str = "stock", date: date | None = None
) -> Stock:
    """Read the number of dwellings per area.

    Parameters
    ----------
    source
        Path of a CSV or Parquet file, or any frame. A CSV may be Dutch (``;``, ``1.785``) or
        international (``,``, ``1785``); which one is found out from the file.
    area, stock
        Names of the columns.
    date
        Reference date; the note takes 1 January of the first year.

    Raises
    ------
    InvalidInputError
        Names source, column, row number and rule: a missing column, a number that is not whole or
        below 0, an area that is missing or occurs twice.

    Examples
    --------
    >>> read_stock({"area": ["E16"], "stock": [5200]}).to_dicts()
    [{'area': 'E16', 'stock': 5200}]
    """
    data, name = frames.read_table(source, numeric=[stock])
    frames.need_columns(data, [area, stock], source=name)
    frame = pl.DataFrame({"area": frames.texts(data, area, source=name), "stock": whole_numbers(data, stock, name)})
    rows = frame.with_row_index("row", offset=1)
    missing, twice = rows.filter(pl.col("area").is_null()), rows.filter(pl.col("area").is_duplicated())
    if missing.height:
        raise InvalidInputError(f"{name}, column {area!r}: missing in {row_list(missing)}")
    if twice.height:
        raise InvalidInputError(f"{name}, column {area!r}: an area occurs more than once, in {row_list(twice)}")
    return Stock(frame, date=date, source=name)
