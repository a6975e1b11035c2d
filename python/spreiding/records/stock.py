"""Stock: dwellings per area on one or several reference days, of all owners or per association."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812  `date` is the name of an argument
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding import _core
from spreiding.areas.schemes import UNLOCATED, codes_like_signs
from spreiding.base.results import Result
from spreiding.values.columns import row_list, texts, whole_numbers
from spreiding.values.names import need_columns
from spreiding.values.tables import naming_lines, read_table
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Frame

#: What dwellings come from that are in no file.
SOURCE = "frame of stock"
#: How a day is written; a year stands for its first day.
FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%Y")


@dataclass(frozen=True, repr=False)
class Stock(Result):
    """Dwellings per area, and per reference day or association where there are several; see :func:`read_stock`."""

    frame: pl.DataFrame  #: ``area``, ``stock`` (dwellings; null where unknown), if need be ``date``, ``corporation``.
    date: Day | None = None  #: Reference day, where there is one.
    source: str = SOURCE
    #: After a crosswalk: ``area``, other keys, ``from_whole`` (share of a cell that comes from areas that were not
    #: divided) and ``marked`` (below 95%).
    converted: pl.DataFrame | None = field(default=None, repr=False)
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.

    @property
    def caption(self) -> str:
        areas, days = self.frame.get_column("area").n_unique(), self.dates
        when = f" on {', '.join(map(str, days))}" if days else ""
        whose = " by association" if self.by_corporation else ""
        return f"Housing stock of {areas} areas{whose}{when} ({self.source})"

    @property
    def dates(self) -> tuple[Day, ...]:
        """Reference days, in order; none where the stock has no date."""
        if "date" in self.frame.columns:
            return tuple(self.frame.get_column("date").unique().sort())
        return () if self.date is None else (self.date,)

    @property
    def by_corporation(self) -> bool:
        """Whether dwellings are told per association."""
        return "corporation" in self.frame.columns

    @property
    def fractional(self) -> bool:
        """Whether numbers are estimates that need not be whole, as a crosswalk leaves them."""
        return self.frame.schema["stock"].is_float()

    def on(self, day: Day | None) -> pl.DataFrame:
        """Return ``area``, ``stock`` (and ``corporation``) on one reference day; all rows where there is no date."""
        if "date" not in self.frame.columns:
            return self.frame
        return self.frame.filter(pl.col("date") == day).drop("date")

    def to_polars(self) -> pl.DataFrame:
        """Return one row per area (and ``date``, ``corporation``): ``area``, ``stock``."""
        return self.frame


def read_stock(
    source: Frame | str | Path,
    *,
    area: str = "area",
    stock: str = "stock",
    date: Day | str | None = None,
    corporation: str | None = None,
    notation: Literal["nl", "en"] | None = None,
    areas: Areas | None = None,
    sheet: str | None = None,
) -> Stock:
    """Read the number of dwellings per area.

    Parameters
    ----------
    source
        Path of a CSV, Parquet, workbook (``.xlsx``, ``.xls``, ``.ods``) or SPSS file, or any frame. A CSV may be Dutch
        (``;``, ``1.785``) or international (``,``, ``1785``); which one is found out from the file. Of a workbook the
        row of headings is found, whatever stands above it.
    area, stock
        Names of the columns.
    date
        Reference day (a date, or text such as ``"2016-01-01"``), or the name of the column that holds it, where the
        source has several days. A year stands for its first day. Counts of several periods take the stock of the day
        that belongs to each (:func:`spreiding.shares`).
    corporation
        Name of the column with the association, where the stock is that of each association.
    notation
        How numbers are written, where the file does not tell.
    areas
        The areas that the codes belong to, for the names that tables show.
    sheet
        Sheet of a workbook; needed only where more than one has the headings.

    Raises
    ------
    InvalidInputError
        Names source, column, row number and rule: a missing column, a number that is not whole or
        below 0, a day that cannot be read, an area (and day, and association) that is missing or occurs twice, a total
        among the areas.

    Examples
    --------
    >>> read_stock({"area": ["E16"], "stock": [5200]}).to_dicts()
    [{'area': 'E16', 'stock': 5200}]
    >>> table = {"area": ["E16", "E16"], "stock": [5200, 5300], "peildatum": ["2016-01-01", "2017-01-01"]}
    >>> read_stock(table, date="peildatum").dates
    (datetime.date(2016, 1, 1), datetime.date(2017, 1, 1))
    """
    data, name = read_table(source, whole=[stock], notation=notation, wanted=[area], sheet=sheet)
    need_columns(data, [area, stock, *([corporation] if corporation else [])], source=name)
    day = _day_of(date) if not isinstance(date, str) or date not in data.columns else None
    if isinstance(date, str) and date not in data.columns and day is None:
        raise refusal("no-such-day-or-column", source=name, found=date, known=data.columns)
    with naming_lines(source, name, wanted=[area, stock], sheet=sheet):
        given = data.get_column(area)
        known = codes_like_signs(given.unique()) if given.dtype == pl.String else []
        codes = texts(data, area, source=name, kind="area", known=known)
        read = {"area": codes, "stock": whole_numbers(data, stock, name)}
        if isinstance(date, str) and date in data.columns:
            read["date"] = _days(data, date, name)
        if corporation:
            read["corporation"] = texts(data, corporation, source=name)
        frame = pl.DataFrame(read)
        _check(frame, {"area": area, "corporation": corporation or ""}, name)
    return Stock(frame, date=day, source=SOURCE if name == "frame" else name, areas=areas)


def _check(frame: pl.DataFrame, names: dict[str, str], source: str) -> None:
    rows, keys = frame.with_row_index("row", offset=1), [key for key in frame.columns if key != "stock"]

    def place(found: pl.DataFrame, key: str = "area") -> dict[str, Any]:
        at = found.get_column("row").to_list()
        return {"source": source, "column": names[key], "rows": at, "where": row_list(at)}

    for key in ("area", "corporation"):
        missing = rows.filter(pl.col(key).is_null()) if key in keys else rows.clear()
        if missing.height:
            raise refusal("stock-key-missing", **place(missing, key))
    twice = rows.filter(pl.struct(keys).is_duplicated())
    if twice.height:
        raise refusal("stock-area-twice", **place(twice), several_days="date" in keys)
    codes = frame.get_column("area")
    totals = [code for code in codes.unique() if code is not None and _core.is_total(code)]
    total = rows.filter(codes.is_in([*totals, UNLOCATED]))
    if total.height and codes.n_unique() > 1:
        raise refusal("stock-total", **place(total), names=total.get_column("area").unique().to_list())


def _days(data: pl.DataFrame, column: str, source: str) -> pl.Series:
    """Return a column of reference days."""
    days = [_day_of(value) for value in data.get_column(column).to_list()]
    bad = [row for row, day in enumerate(days, start=1) if day is None]
    if bad:
        raise refusal("stock-day", source=source, column=column, rows=bad, where=row_list(bad))
    return pl.Series("date", days, dtype=pl.Date)


def _day_of(value: Any) -> Day | None:
    """Return a day, or None where the value is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Day):
        return value
    for form in FORMATS if isinstance(value, int | str) and not isinstance(value, bool) else ():
        try:
            return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None
