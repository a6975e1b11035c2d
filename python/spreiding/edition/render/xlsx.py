"""Rendering: chapters → a workbook, one sheet per table, with numbers as numbers.

It follows the checklist for accessible spreadsheets of the British Government Analysis Function (*Releasing statistics in
spreadsheets*): a cover with contents, a sheet of notes, one table per sheet that begins in column A under its title, no
merged or empty cells, and every figure explained that is missing.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from spreiding.edition.parts import Figure, Heading, Items, Text
from spreiding.edition.render import sheets
from spreiding.edition.render.head import head
from spreiding.edition.render.prepare import prepared
from spreiding.words.catalogue import sentence
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from spreiding.base.types import Lang
    from spreiding.edition.parts import Section
    from spreiding.edition.render.head import Head
    from spreiding.edition.render.prepare import Chapter
    from spreiding.edition.render.sheets import Sheet
    from spreiding.edition.run import Run

A4, WIDE = 9, 6  #: Paper; a table of more columns than this is printed across.
CHART, BELOW, ROW = 12, 6, 20  #: Columns that a chart beside a table takes, rows below it, and pixels of a row.
HEADER = 220  #: Signs that the head or foot of a page can have here (Excel: 255, codes counted).
#: Said to be made on this day where the study names none: the clock would give other bytes every time.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def render(run: Run, sections: Sequence[Section]) -> bytes:
    """Return the workbook; the same content gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415  only when a workbook is made

    top, buffer, lang = head(run), BytesIO(), run.lang
    chapters = prepared(sections, lang)
    found = sheets.sheets(chapters, lang)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": printable(top.titled),
                "author": printable(dict(top.facts).get(sentence("page-author", lang), "")),
                "comments": printable(" ".join(top.notices)),
                "created": _made(run),
            }
        )
        book.set_custom_property("language", lang)
        styles = _styles(book)
        _cover(book, top, found, styles, lang)
        _notes(book, found, styles, lang)
        _text(book, chapters, styles, lang)
        for sheet in found:
            _sheet(book, sheet, styles, lang)
    return buffer.getvalue()


def _made(run: Run) -> datetime:
    """Return the day of the study, at noon so that no time zone changes it."""
    day = getattr(run.study, "date", None)
    return datetime.combine(day, time(12), tzinfo=UTC) if day else LONG_AGO


def _styles(book: Workbook) -> dict[str, Any]:
    font = {"font_name": "Arial", "font_size": 10}
    look: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "plain": {},
        "wrap": {"text_wrap": True, "valign": "top"},
        "bold": {"bold": True, "text_wrap": True, "valign": "top"},
        "term": {"valign": "top"},
        "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
        "headn": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "align": "right", "indent": 1},
        "link": {"font_color": "#004699", "underline": 1, "valign": "top"},
    }
    return {name: book.add_format({**font, **more}) for name, more in look.items()}


def _page(sheet: Worksheet, lang: Lang, *, across: bool = False, title: str = "", source: str = "") -> None:
    """Set up the print: A4, one page wide, as many high as it takes; the title above each page, its number below."""
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    if across:
        sheet.set_landscape()
    head, foot = (wrap(printable(text).replace("&", "&&"), 140 if across else 95) for text in (title, source))
    sheet.set_margins(left=0.6, right=0.6, top=0.7 + 0.17 * len(head), bottom=0.7 + 0.17 * len(foot))
    # After a size a space: a text that begins with a number would be taken for more of it.
    told = "\n".join(foot)[:HEADER] or "&A"
    number = sentence("book-page", lang)
    sheet.set_footer(f"&L&8 {told}&R&8 {number}")
    if head:
        sheet.set_header("&L&9 " + "\n".join(head)[:HEADER])


def _height(text: str, width: int) -> float:
    """Return the height of a row that wraps a text, in points: not every program finds it when it opens a file."""
    return 13.5 * max(1, sum(-(-len(line) // width) for line in text.split("\n") or [""]))


def _cover(book: Workbook, top: Head, found: Sequence[Sheet], styles: dict[str, Any], lang: Lang) -> None:
    """Write what the workbook is, and its contents with links."""
    sheet = book.add_worksheet(sentence("book-cover", lang))
    _page(sheet, lang)
    sheet.set_column(0, 0, 32, styles["plain"])
    sheet.set_column(1, 1, 60, styles["wrap"])
    sheet.write_string(0, 0, printable(top.titled), styles["title"])
    remark, reading = sentence("book-remark", lang), sentence("book-reading", lang)
    told = [*((remark, line) for line in top.notices), *top.facts, (reading, sentence("book-read", lang))]
    for row, (term, text) in enumerate(told, start=1):
        sheet.write_string(row, 0, printable(term), styles["term"])
        sheet.write_string(row, 1, printable(text), styles["wrap"])
        sheet.set_row(row, _height(text, 56))
    row = len(told) + 1
    sheet.write_string(row, 0, sentence("book-contents", lang), styles["bold"])
    sheet.write_string(row, 1, sentence("book-title-of", lang), styles["bold"])
    names = [sentence("book-notes", lang), sentence("book-text", lang)]
    titles = [sentence("book-notes-title", lang), sentence("book-text-title", lang)]
    listed = [*zip(names, titles, strict=True), *((one.name, one.title) for one in found)]
    for name, title in listed:
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles["link"], string=name)
        sheet.write_string(row, 1, printable(title), styles["wrap"])
        sheet.set_row(row, _height(title, 56))


def _notes(book: Workbook, found: Sequence[Sheet], styles: dict[str, Any], lang: Lang) -> None:
    """Write every note once, with its number and the sheets that it is for."""
    sheet = book.add_worksheet(sentence("book-notes", lang))
    _page(sheet, lang)
    for i, width in enumerate((9, 56, 28)):
        sheet.set_column(i, i, width, styles["wrap"])
    sheet.write_string(0, 0, sentence("book-notes-title", lang), styles["title"])
    where: dict[str, list[str]] = {}
    for one in found:
        for note in one.notes:
            where.setdefault(note, []).append(one.name)
    heads = [sentence(code, lang) for code in ("book-note", "book-note-text", "book-where")]
    for i, text in enumerate(heads):
        sheet.write_string(1, i, text, styles["head"])
    for i, (note, names) in enumerate(where.items(), start=1):
        ref = sentence("book-ref", lang, n=str(i))
        for j, text in enumerate((ref, note, ", ".join(names))):
            sheet.write_string(i + 1, j, printable(text), styles["wrap"])
        sheet.set_row(i + 1, max(_height(note, 52), _height(", ".join(names), 25)))
    sheet.freeze_panes(2, 0)


def _text(book: Workbook, chapters: Sequence[Chapter], styles: dict[str, Any], lang: Lang) -> None:
    """Write the text of the report."""
    sheet = book.add_worksheet(sentence("book-text", lang))
    _page(sheet, lang)
    sheet.set_column(0, 0, 72, styles["wrap"])
    sheet.write_string(0, 0, sentence("book-text-title", lang), styles["title"])
    row = 1
    for text, style in _words(chapters):
        sheet.write_string(row, 0, printable(text), styles[style])
        sheet.set_row(row, _height(text, 68))
        row += 1
    sheet.print_area(0, 0, row, 0)


def _words(chapters: Sequence[Chapter]) -> Iterator[tuple[str, str]]:
    for chapter in chapters:
        yield chapter.title, "bold"
        for placed in chapter.blocks:
            match placed.block:
                case Text(text=text):
                    yield text, "wrap"
                case Heading(text=text):
                    yield text, "bold"
                case Items(items=items):
                    yield from ((": ".join(i) if isinstance(i, tuple) else f"• {i}", "wrap") for i in items)
                case Figure() as figure:
                    yield f"{figure.number}. {figure.alt}", "wrap"


def _sheet(book: Workbook, one: Sheet, styles: dict[str, Any], lang: Lang) -> None:
    """Write a table: its title, where it comes from, headings, rows and the total in bold."""
    sheet = book.add_worksheet(one.name)
    columns, last = one.columns, len(one.rows) + 2
    refs = " ".join(sentence("book-ref", lang, n=str(n)) for n in one.refs)
    line = sentence(
        "book-line", lang, source=f"{one.source}." if one.source and refs else one.source, notes=refs or "none"
    ).strip() or sentence("book-own", lang)
    native = one.figure is not None and one.figure.native
    _page(sheet, lang, across=len(columns) > WIDE or bool(native), title=one.title, source=line)
    # Long titles run on over the next cells on a screen; on paper they stand above the page.
    beside, under = (CHART, BELOW) if native else (0, len(one.total))
    sheet.print_area(2, 0, last + under, len(columns) - 1 + beside)
    sheet.repeat_rows(2)
    sheet.write_string(0, 0, printable(one.title), styles["title"])
    sheet.write_string(1, 0, printable(line), styles["plain"])
    formats = [_formats(book, column.number_format) for column in columns]
    heads = [{"header": printable(c.head), "header_format": styles["headn" if c.numeric else "head"]} for c in columns]
    options = {"columns": heads, "style": "Table Style Light 1", "banded_rows": True, "name": f"t_{one.anchor}"}
    sheet.set_row(2, max(_height(c.head, round(c.width) - 3) for c in columns))
    sheet.add_table(2, 0, max(last, 3), len(columns) - 1, options)
    for i, row in enumerate((*one.rows, *one.total), start=3):
        for j, value in enumerate(row):
            style = formats[j][i > last]
            sheet.write_number(i, j, value, style) if not isinstance(value, str) else sheet.write_string(
                i, j, printable(value), style
            )
    for j, column in enumerate(columns):
        sheet.set_column(j, j, column.width, styles["plain"])
    sheet.freeze_panes(3, 1 + one.coded)
    if native:
        _chart(book, sheet, one)


def _formats(book: Workbook, number_format: str | None) -> tuple[Any, Any]:
    """Return the formats of a column: of a row, and of the total below the table."""
    look: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "valign": "vcenter"}
    look |= (
        {"text_wrap": True, "indent": 1}
        if number_format is None
        else {"num_format": number_format, "align": "right", "indent": 1}
    )
    return book.add_format(look), book.add_format({**look, "bold": True, "top": 1})


def _chart(book: Workbook, sheet: Worksheet, one: Sheet) -> None:
    """Draw the bars of a figure beside its numbers, as a chart of the workbook's own."""
    figure, n = one.figure, len(one.rows)
    assert figure is not None  # noqa: S101  the caller looked
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    numeric = [j for j, column in enumerate(one.columns) if column.numeric]
    for j, entry in zip(numeric, figure.legend, strict=False):
        chart.add_series(
            {
                "name": printable(entry.label),
                "categories": [one.name, 3, one.coded, n + 2, one.coded],
                "values": [one.name, 3, j, n + 2, j],
                "fill": {"color": entry.colour},
                "gap": 30,
            }
        )
    chart.set_title(
        {"name": printable(f"{figure.number}. {figure.finding or figure.caption}"), "name_font": {"size": 11}}
    )
    chart.set_legend({"position": "bottom"})
    axis: dict[str, Any] = {"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#d9d9d9"}}}
    whole = [sum(v for v in row if not isinstance(v, str)) for row in one.rows]
    if all(98 <= total <= 102 for total in whole):  # rounded parts of a whole
        axis["max"] = 100
    chart.set_x_axis(axis)
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 8}})
    chart.set_size({"width": 720, "height": ROW * (n + BELOW)})
    sheet.insert_chart(2, len(one.columns) + 1, chart, {"description": printable(figure.alt)})
