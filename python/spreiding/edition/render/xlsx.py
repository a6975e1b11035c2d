"""Rendering: chapters → a workbook, one sheet per table, with numbers as numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from spreiding.edition.parts import Figure, Items, Table, Text
from spreiding.edition.render.head import head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook

    from spreiding.base.types import Lang
    from spreiding.edition.parts import Section
    from spreiding.edition.run import Run
    from spreiding.publish.tables.spec import Column, Spec

#: Characters a sheet name cannot hold, and its greatest length (Excel).
FORBIDDEN, LONGEST = re.compile(r"[\[\]:*?/\\']"), 31


def render(run: Run, sections: Sequence[Section]) -> bytes:
    """Return the workbook."""
    import xlsxwriter  # noqa: PLC0415  only when a workbook is made

    top, buffer = head(run), BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": f"{top.title}, {top.period}", "comments": " ".join(top.notices)})
        book.set_custom_property("language", run.lang)
        styles = {
            "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _front(book, [top.title, top.period, *top.notices], sections, styles, run.lang)
        used: set[str] = set()
        for name, spec in _tables(sections):
            _sheet(book, _free(name, used), spec, styles)
    return buffer.getvalue()


def _front(
    book: Workbook, lines: Sequence[str], sections: Sequence[Section], styles: dict[str, Any], lang: Lang
) -> None:
    """Write the text of the report on the first sheet."""
    sheet = book.add_worksheet("toelichting" if lang == "nl" else "notes")
    sheet.set_column(0, 0, 100)
    sheet.write(0, 0, lines[0], styles["title"])
    row = 1
    for line in [*lines[1:], *_words(sections)]:
        if line:
            sheet.write_string(row, 0, line, styles["wrap"])
            row += 1


def _words(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield section.title
        for block in section.blocks:
            if isinstance(block, Text):
                yield block.text
            elif isinstance(block, Items):
                yield from (": ".join(item) if isinstance(item, tuple) else item for item in block.items)
            elif isinstance(block, Figure):
                yield f"{block.number} {block.alt}"


def _tables(sections: Sequence[Section]) -> Iterator[tuple[str, Spec]]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block.number or block.sheet or block.spec.name, block.spec
            elif isinstance(block, Figure) and block.data is not None:
                notes = (*block.data.notes, *block.notes)
                yield block.number or block.data.name, replace(block.data, notes=notes, source=block.source)


def _free(name: str, used: set[str]) -> str:
    """Return a sheet name that Excel accepts and that is not taken."""
    short = FORBIDDEN.sub(" ", name)[:LONGEST].strip() or "tabel"
    tries = (short, *(f"{short[: LONGEST - 4]} ({i})" for i in range(2, 100)))
    free = next(t for t in tries if t.lower() not in used)
    used.add(free.lower())
    return free


def _sheet(book: Workbook, name: str, spec: Spec, styles: dict[str, Any]) -> None:
    """Write a table: caption, headings, rows, notes; a table object, so that a screen reader finds its headings."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, spec.caption, styles["title"])
    formats = [book.add_format({"num_format": _number_format(column)}) for column in spec.columns]
    heads = [{"header": head, "header_format": styles["head"]} for head in _headings(spec)]
    last = max(len(spec.rows), 1) + 2
    sheet.add_table(
        2,
        0,
        last,
        len(spec.columns) - 1,
        {
            "columns": heads,
            "autofilter": False,
            "style": "Table Style Light 1",
            "first_column": True,
            "last_column": False,
            "name": f"tabel_{len(book.worksheets())}",
        },
    )
    for i, row in enumerate(spec.rows, start=3):
        for j, column in enumerate(spec.columns):
            value = _value(column, row, spec.lang)
            sheet.write(i, j, value, formats[j]) if not isinstance(value, str) else sheet.write_string(i, j, value)
    for i, note in enumerate((*spec.notes, *filter(None, [spec.source])), start=last + 2):
        sheet.write_string(i, 0, note)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, max(len(spec.columns) - 1, 1), 18)
    sheet.freeze_panes(3, 1)


def _headings(spec: Spec) -> list[str]:
    """Return headings; a table in a workbook cannot have two alike, or an empty one."""
    seen: dict[str, int] = {}
    heads = []
    for column in spec.columns:
        label = ": ".join(filter(None, [column.group, column.label])) or column.key
        seen[label] = seen.get(label, 0) + 1
        heads.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return heads


def _value(column: Column, row: dict[str, Any], lang: Lang) -> float | str | None:
    """Return a number where the cell is one; a percentage is rounded as it is printed."""
    value, shown = row.get(column.key), column.show(row, lang)
    if value is None or isinstance(value, str) or column.kind == "text" or shown.startswith(">"):
        return shown
    if column.kind == "share":
        return round(float(column.show(row, "en").replace(",", "")), column.decimals)
    return round(float(value) * (100 if column.kind == "share_difference" else 1), column.decimals)


def _number_format(column: Column) -> str:
    return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
