"""Results → tables: first a specification of raw numbers, the formats applied last, once per medium.

``Spec`` is the table itself: captions, columns with their format, rows of raw numbers. It is shown by
:func:`table` (great_tables), by the report (semantic HTML) and by the workbook (XLSX). A result of a new
type joins in by a method ``_table_spec(lang) -> Spec``; without one it is shown as its frame.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

from spreiding import _format

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from great_tables import GT

    from spreiding._types import Lang

Kind = Literal["text", "number", "share", "difference", "share_difference"]
Row = dict[str, Any]

#: Share of rentals above which print says only "> 90" (SPEC 3.1, ``topcode_pct``).
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
            return _format.SUPPRESSED if value is None else str(value)
        if self.kind == "share":
            if value is not None and self.top_code is not None and value > self.top_code:
                return f"> {_format.percent(self.top_code, self.decimals, lang=lang)}"
            return _format.percent(value, self.decimals, lang=lang)
        if self.kind == "number":
            return _format.number(value, self.decimals, lang=lang)
        scaled = value * 100 if self.kind == "share_difference" and value is not None else value
        return _format.difference(scaled, self.decimals, lang=lang)


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

    def _table_spec(self, lang: Lang) -> Spec:
        return replace(self, lang=lang)


def table(result: object, *, lang: Lang = "nl") -> GT:
    """Show a result as a table in the shape and number format of the O&S note.

    Parameters
    ----------
    result
        ``Counts`` (Table 1.1: groups against periods), ``Shares`` (Table 1.2: allocations, % of rentals,
        % of stock, the city last), ``Bands``, ``Regression`` (Table 3.4), or any other result.
    lang
        Language of headings and numbers, ``"nl"`` or ``"en"``.

    Returns
    -------
    great_tables.GT
        With a caption, column headings with ``scope`` and a source note.

    Examples
    --------
    >>> spec = Spec("Proef", (Column("a", "naam", "text"), Column("n", "aantal")), ({"a": "x", "n": 1785},))
    >>> "1.785" in table(spec).as_raw_html()
    True
    """
    return to_great_tables(spec_of(result, lang=lang))


def spec_of(result: object, *, lang: Lang = "nl") -> Spec:
    """Return the specification of the table of a result."""
    if hasattr(result, "_table_spec"):
        own: Spec = result._table_spec(lang)  # noqa: SLF001  the agreed hook
        return own
    from spreiding import _table_shapes as shapes  # noqa: PLC0415  only when a result is shown

    makers: dict[str, Callable[..., Spec]] = {
        "Shares": shapes.shares_spec,
        "Counts": shapes.counts_spec,
        "Bands": shapes.bands_spec,
        "Regression": shapes.regression_spec,
    }
    for kind in type(result).__mro__:
        if kind.__name__ in makers:
            return makers[kind.__name__](result, lang=lang)
    return shapes.frame_spec(result, lang=lang)


@cache
def _accessible_table() -> type[GT]:
    """Return great_tables' class with a caption, and without ids that two tables on a page would share."""
    from great_tables import GT  # noqa: PLC0415  heavy

    class AccessibleTable(GT):
        def as_raw_html(self, *args: Any, **options: Any) -> str:
            html: str = super().as_raw_html(*args, **options)
            html = re.sub(r' (?:headers|aria-labelledby)="[^"]*"', "", html)
            html = re.sub(r'(<(?:th|td)\b[^>]*) id="[^"]*"', r"\1", html)
            heading = re.search(r'\s*<tr class="gt_heading">\s*<td[^>]*>(.*?)</td>\s*</tr>', html, re.DOTALL)
            if heading:
                caption = f'<caption class="gt_heading">{heading[1]}</caption>'
                start = html.index(">", html.index("<table")) + 1
                html = f"{html[:start]}\n{caption}{html[start:].replace(heading[0], '', 1)}"
            return html

    return AccessibleTable


def to_great_tables(spec: Spec) -> GT:
    """Render a specification with great_tables."""
    import polars as pl  # noqa: PLC0415  heavy
    from great_tables import loc, style  # noqa: PLC0415  heavy

    keys = [column.key for column in spec.columns]
    frame = pl.DataFrame(spec.cells(), schema=dict.fromkeys(keys, pl.String), orient="row")
    shown = (
        _accessible_table()(frame, rowname_col=keys[0], id=f"t{crc32(repr(spec.cells()).encode()):08x}")
        .tab_header(title=spec.caption)
        .tab_stubhead(label=spec.columns[0].label)
        .cols_label(cases={column.key: column.label for column in spec.columns[1:]})
        .cols_align(align="right", columns=[c.key for c in spec.columns[1:] if c.kind != "text"])
        .tab_options(
            table_font_names=["Amsterdam Sans", "Corbel", "Arial", "sans-serif"],
            table_font_color="#181818",
            heading_align="left",
            heading_title_font_weight="bold",
            container_overflow_x="auto",
        )
    )
    for heading in dict.fromkeys(column.group for column in spec.columns if column.group):
        under = [column.key for column in spec.columns if column.group == heading]
        shown = shown.tab_spanner(label=heading, columns=under)
    if spec.total:
        last = [len(spec.rows) - 1]
        bold = style.text(weight="bold")
        shown = shown.tab_style(style=bold, locations=[loc.body(rows=last), loc.stub(rows=last)])
    for note in (*spec.notes, *filter(None, [spec.source])):
        shown = shown.tab_source_note(source_note=note)
    return shown
