"""The workbook: one table per sheet, numbers as numbers, notes apart, ready for print and for a screen reader."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

sys.path.insert(0, str(Path(__file__).parent))
import pages

from spreiding.edition.parts import Figure, Section, Table, Text
from spreiding.edition.render import sheets, xlsx
from spreiding.edition.render.prepare import prepared
from spreiding.publish.tables.spec import Column, Spec

KINDS = ("example", "protected", "english", "years", "names")


def made(kind):
    return xlsx.render(pages.run_of(kind), pages.sections_of(kind))


@pytest.fixture(scope="module", params=KINDS)
def book(request):
    found = openpyxl.load_workbook(BytesIO(made(request.param)))
    found.kind = request.param
    return found


def tables(book):
    """Return every sheet with its one table."""
    for sheet in book.worksheets[3:]:
        (table,) = sheet.tables.values()
        yield sheet, table


def test_first_come_contents_notes_and_text(book):
    dutch = book.kind != "english"
    assert book.sheetnames[:3] == (["inhoud", "noten", "tekst"] if dutch else ["contents", "notes", "text"])
    links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert [link.removesuffix("!A1").strip("'") for link in links] == book.sheetnames[1:]


def test_contents_notes_and_text_have_no_merged_or_empty_cells(book):
    for sheet, width in zip(book.worksheets[:3], (2, 3, 1), strict=True):
        assert not sheet.merged_cells.ranges
        rows = list(sheet.iter_rows(min_row=2, max_col=width, values_only=True))
        assert all(value for row in rows for value in row), sheet.title


def test_names_of_sheets_end_in_a_word_that_says_something(book):
    for name in book.sheetnames:
        assert "  " not in name
        assert not re.search(r"[,;.]$|\s(per|van|de|en|the|of|by|and)$", name), name


def test_codes_stand_before_names_and_not_before_themselves(book):
    for sheet, _ in tables(book):
        if sheet.freeze_panes == "C4":
            assert any(row[0].value != row[1].value for row in sheet.iter_rows(min_row=4, max_col=2)), sheet.title


def test_every_sheet_has_one_table_from_column_a_under_its_title(book):
    for sheet, table in tables(book):
        west, north, east, south = range_boundaries(table.ref)
        assert (west, north) == (1, 3)
        assert re.match(r"(Tabel|Table|Figuur|Figure) \d+\. ", sheet["A1"].value)
        assert sheet["A2"].value
        below = [cell.value for row in sheet.iter_rows(min_row=south + 1) for cell in row if cell.value is not None]
        assert not below or south + 1 == sheet.max_row, "only a total stands below the table"
        cells = [cell.value for row in sheet.iter_rows(3, sheet.max_row, 1, east) for cell in row]
        assert all(value is not None and value != "" for value in cells), "a missing figure has a sign"
        assert not sheet.merged_cells.ranges


def test_sheets_are_set_for_reading_and_for_print(book):
    for sheet, table in tables(book):
        assert sheet.freeze_panes in {"B4", "C4"}
        assert table.autoFilter is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3"
        assert "&P" in sheet.oddFooter.right.text
        title = re.sub(r"\W", "", sheet["A1"].value)
        assert re.sub(r"\W", "", sheet.oddHeader.left.text or "")[:40] == title[:40]


def test_headings_of_a_table_all_differ(book):
    for _, table in tables(book):
        names = [column.name.lower() for column in table.tableColumns]
        assert len(names) == len(set(names))
        assert all(names)
    anchors = [table.name for _, table in tables(book)]
    assert len(anchors) == len(set(anchors))


def test_notes_have_a_number_and_stand_once(book):
    notes = {row[0].value: (row[1].value, row[2].value) for row in book.worksheets[1].iter_rows(min_row=3)}
    assert len({text for text, _ in notes.values()}) == len(notes)
    for sheet, _ in tables(book):
        for ref in re.findall(r"\[(?:noot|note) \d+\]", sheet["A2"].value):
            assert sheet.title in notes[ref][1].split(", ")
    assert all(cell.alignment.wrap_text for row in book.worksheets[1].iter_rows(min_row=3) for cell in row)


def test_totals_are_bold_and_outside_what_is_sorted(book):
    found = 0
    for sheet, table in tables(book):
        south = range_boundaries(table.ref)[3]
        for row in sheet.iter_rows(min_row=south + 1):
            assert all(cell.font.bold for cell in row if cell.value is not None)
            found += 1
        assert not any(cell.font.bold for cell in sheet[south] if cell.value is not None)
    assert found or book.kind == "names"


def test_numbers_are_numbers_with_a_format_and_equal_print():
    from spreiding.edition.contents import sections

    run = pages.run_of("example")
    found = openpyxl.load_workbook(BytesIO(xlsx.render(run, sections(run))))
    sheet = found["T2 Toewijzingen per gebied"]
    assert [cell.value for cell in sheet[3]] == [
        "code",
        "gebied",
        "toewijzingen (abs.)",
        "% van verhuringen",
        "% van woningvoorraad",
    ]
    assert [cell.value for cell in sheet[6]] == ["DX03", "W-Westerpark", 162, 41, 0.8]
    assert [cell.number_format for cell in sheet[6]][2:] == ["#,##0", "#,##0", "#,##0.0"]
    wijk = found["T5 Toewijzingen per wijk"]
    assert [cell.value for cell in wijk[4]][:2] == ["E16", "Frederik Hendrikbuurt"]
    assert [cell.value for cell in wijk[8]][3] == "> 90"  # Chassébuurt, as in print


def test_the_two_figures_with_bars_have_a_chart_of_the_workbooks_own():
    with zipfile.ZipFile(BytesIO(made("example"))) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
        drawings = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/drawings/drawing")]
    assert len(charts) == 2
    assert all(chart.count("<c:ser>") == 3 and 'grouping val="stacked"' in chart for chart in charts)
    assert all("Staafdiagram" in drawing for drawing in drawings), "each has a text alternative"
    assert sum('<c:max val="100"/>' in chart for chart in charts) == 1, "parts of a whole end at 100"


@pytest.mark.parametrize("kind", ["example", "names"])
def test_the_same_content_gives_the_same_bytes(kind):
    assert made(kind) == made(kind)


def test_signs_that_no_workbook_can_hold_are_replaced(book):
    if book.kind == "names":
        values = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
        assert any("=HYPERLINK(1)" in value for value in values)
        assert not any("\x00" in value or "_x0000_" in value for value in values)
        assert not any(c.data_type == "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_names_of_sheets_are_what_excel_takes_whatever_chapters_are_called():
    spec = Spec("x", (Column("a", "a", "text"),), ({"a": "b"},))
    titles = ["a/b:c*d?[e]'" * 9, "", "Noten", "x" * 40, "x" * 40, "'"]
    chapters = prepared([Section(f"s{i}", title, (Table(spec), Text("t"))) for i, title in enumerate(titles)], "nl")
    names = [one.name for one in sheets.sheets(chapters, "nl")]
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_figures_of_the_page_and_sheets_are_the_same():
    chapters = prepared(pages.sections_of("protected"), "nl")
    blocks = [p.block for c in chapters for p in c.blocks if isinstance(p.block, Table | Figure)]
    found = sheets.sheets(chapters, "nl")
    assert [one.title.split(". ")[0] for one in found] == [block.number for block in blocks]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it_and_prints_each_table_one_page_wide(tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    (tmp_path / "a.xlsx").write_bytes(made("example"))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=300
    )
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert 27 <= len(pdf.pages) <= 45, "27 sheets; long ones run on, none is split over the width"
