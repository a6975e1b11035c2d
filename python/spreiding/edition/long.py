"""The tables of an edition as data: a row per unit, period and group, in numbers and as they are printed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding.words import notation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spreiding.base.types import Lang

Kind = Literal["text", "whole", "number"]

#: Why a figure is or is not there -> the sign in its place. CBS: "." is unknown or secret, a blank cannot occur; the
#: Government Analysis Function (UK, "Using symbols in tables", 2023) writes [c], [u], [x], [z].
SIGNS = {
    "suppressed": ".",
    "too_few": ".",
    "not_at_this_level": ".",
    "unknown": ".",
    "no_rentals": "-",
    "no_stock": "-",
}
GSS = {"suppressed": "[c]", "too_few": "[u]", "not_at_this_level": "[x]", "unknown": "[x]", "no_rentals": "[z]",
       "no_stock": "[z]"}  # fmt: skip
#: Statuses of protected shares -> those of an edition.
STATUSES = {"topcoded": "rounded", "bottomcoded": "rounded", "small": "rounded", "withheld": "not_at_this_level"}


@dataclass(frozen=True)
class Field:
    """A column: its name, what it holds, and how many decimals it is printed with."""

    name: str
    kind: Kind = "text"
    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True)
class Long:
    """A table of an edition. A cell is a value, or a pair of the value and the text that is printed for it."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[Mapping[str, Any], ...]

    def frame(self) -> pl.DataFrame:
        """Return the numbers, with null where a figure is withheld."""
        kinds = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64}
        columns = {f.name: [self._number(f, row) for row in self.rows] for f in self.fields}
        return pl.DataFrame(columns, schema={f.name: kinds[f.kind] for f in self.fields})

    def _number(self, field: Field, row: Mapping[str, Any]) -> Any:
        value = row.get(field.name)
        value = value[0] if isinstance(value, tuple) else value
        if value is None or field.kind == "text":
            return value
        return int(value) if field.kind == "whole" else round(float(value), 10)

    def signed(self, field: Field) -> bool:
        """Return whether some figures of a column have a sign before them: a bound, or a coarse figure."""
        cells = [row.get(field.name) for row in self.rows]
        return any(isinstance(cell, tuple) and cell[1][:1] in {">", "<", "±"} for cell in cells)

    def csv(self, lang: Lang) -> bytes:
        """Return the table as it is printed: for Dutch Excel, or with a comma and a decimal point."""
        out = StringIO()
        write = csv.writer(out, delimiter=notation.DELIMITERS[lang], lineterminator="\r\n").writerow
        write([f.name for f in self.fields])
        for row in self.rows:
            write([self._text(f, row, lang) for f in self.fields])
        return out.getvalue().encode("utf-8-sig" if lang == "nl" else "utf-8")

    def _text(self, field: Field, row: Mapping[str, Any], lang: Lang) -> str:
        value = row.get(field.name)
        if isinstance(value, tuple):
            value = value[1]
        if isinstance(value, str):
            return harmless(value)
        if value is None:
            return "" if field.kind == "text" else SIGNS.get(str(row.get("status")), notation.SUPPRESSED)
        return notation.plain(notation.number(value, field.decimals, lang=lang), lang=lang)

    def parquet(self) -> bytes:
        """Return the numbers as Parquet."""
        out = BytesIO()
        self.frame().write_parquet(out)
        return out.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula (OWASP, CSV injection).

    >>> harmless("=HYPERLINK(1)"), harmless("E16"), harmless("-")
    ("'=HYPERLINK(1)", 'E16', '-')
    """
    return f"'{text}" if len(text) > 1 and text[0] in "=+-@\t\r" and not text[1:2].isdigit() else text


def share_cells(row: Mapping[str, Any], lang: Lang, *, protected: bool) -> dict[str, Any]:
    """Return the figures of a row of shares, in numbers and as they are printed, with their status."""
    status = status_of(row)
    of_rentals, of_stock = row["share_of_rentals"], row["share_of_stock"]
    sign = SHOWN_SIGNS.get(str(row.get("status")), "")
    cells = {name: row[name] for name in ("allocations", "rentals", "stock")}
    decimals = (0, 1) if protected else (2, 2)
    for name, share, places, mark in (
        ("share_of_rentals_pct", of_rentals, decimals[0], sign),
        ("share_of_stock_pct", of_stock, decimals[1], ""),
    ):
        if share is None:
            cells[name] = None
            continue
        printed = notation.percent(share, places, lang=lang)
        cells[name] = (float(notation.percent(share, places, lang="en").replace(",", "")), mark + printed)
    return {**cells, "status": status}


#: Status of a protected share -> the sign before it in a file.
SHOWN_SIGNS = {"topcoded": "> ", "bottomcoded": "< ", "rounded": "±"}


def status_of(row: Mapping[str, Any]) -> str:
    """Return why a row's figures are or are not there."""
    found = row.get("status")
    if found is not None:
        return STATUSES.get(str(found), str(found))
    if row["allocations"] is None or row["rentals"] is None:
        return "unknown"
    if row["rentals"] == 0:
        return "no_rentals"
    return "no_stock" if row["stock"] is None and "stock_expected" in row else "shown"


def frame_of(tables: Iterable[Long], name: str) -> pl.DataFrame:
    """Return the numbers of a table by its name."""
    return next(table for table in tables if table.name == name).frame()
