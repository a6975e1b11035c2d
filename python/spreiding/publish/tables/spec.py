"""Results → tables: first a specification of raw numbers, the formats applied last, once per medium.

``Spec`` is the table itself: captions, columns with their format, rows of raw numbers. It is shown by
:func:`spreiding.table` (great_tables), by the report (semantic HTML) and by the workbook (XLSX). A result of a new
type joins in by a row in the table of views (``spreiding/__init__.py``); without one it is shown as its frame.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from spreiding.words import notation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang

Kind = Literal["text", "number", "share", "difference", "share_difference"]
Row = dict[str, Any]

#: Share of rentals above which print says only "> 90" (documentation, page method, section 11).
TOP_CODE = 0.90


@dataclass(frozen=True)
class Column:
    """A column: the key in a row, the heading, and the format as a rule."""

    key: str
    label: str
    kind: Kind = "number"
    decimals: int = 0
    top_code: float | None = None  #: A share above it prints as ``> 90``.
    group: str = ""  #: Heading above this column and its neighbours of the same group.

    def show(self, row: Mapping[str, Any], lang: Lang = "nl") -> str:
        """Write the cell; text, such as a symbol of a protected cell, stands as it is."""
        value = row.get(self.key)
        if isinstance(value, str):
            return value
        if self.kind == "text":
            return notation.SUPPRESSED if value is None else str(value)
        if self.kind == "share":
            if value is not None and self.top_code is not None and value > self.top_code:
                return f"> {notation.percent(self.top_code, self.decimals, lang=lang)}"
            return notation.percent(value, self.decimals, lang=lang)
        if self.kind == "number":
            return notation.number(value, self.decimals, lang=lang)
        scaled = value * 100 if self.kind == "share_difference" and value is not None else value
        return notation.difference(scaled, self.decimals, lang=lang)


@dataclass(frozen=True)
class Spec:
    """A table as data. The first column heads the rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: bool = False  #: The last row is a total.
    notes: tuple[str, ...] = ()
    source: str | None = None
    name: str = field(default="tabel")  #: Name of the sheet in a workbook.
    lang: Lang = "nl"

    def cells(self) -> list[list[str]]:
        """Return every cell as text, row by row."""
        return [[column.show(row, self.lang) for column in self.columns] for row in self.rows]
