"""The PDF: tagged, in its language, with alternatives for pictures, heads for tables, contents and page numbers.

Oracle: the structure as pikepdf reads it, and the words of each page as poppler does where that is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import pages

from spreiding.edition.parts import Figure, Table
from spreiding.edition.render import pdf
from spreiding.edition.render.head import head
from spreiding.edition.render.prepare import prepared

pikepdf = pytest.importorskip("pikepdf")
try:
    import weasyprint  # noqa: F401
except (ImportError, OSError) as error:  # the library, or Pango below it
    pytest.skip(f"weasyprint does not work here: {error}", allow_module_level=True)

KINDS = ("example", "protected", "years", "edition")


@pytest.fixture(scope="module", params=KINDS)
def made(request):
    found = pdf.render(pages.run_of(request.param), pages.sections_of(request.param))
    with pikepdf.open(BytesIO(found)) as document:
        document.kind, document.bytes_ = request.param, found
        yield document


def walk(node):
    """Return every element of the structure, in reading order, with its role."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            yield from walk(kid)


def elements(document):
    return list(walk(document.Root.StructTreeRoot))


def chapters(document):
    return prepared(pages.sections_of(document.kind), "nl")


def test_it_says_what_it_is(made):
    assert made.Root.MarkInfo.Marked
    assert str(made.Root.Lang) == "nl"
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
    with made.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == head(pages.run_of(made.kind)).titled


def test_every_figure_has_its_alternative_text_in_reading_order(made):
    alts = [str(node.Alt) for role, node in elements(made) if role == "/Figure" and "/Alt" in node]
    figures = [p.block.alt for c in chapters(made) for p in c.blocks if isinstance(p.block, Figure)]
    assert [alt for alt in alts if alt in figures] == figures
    assert all("/Alt" in node for role, node in elements(made) if role == "/Figure")


def test_headings_come_in_order_and_none_is_skipped(made):
    levels = [int(role[2]) for role, _ in elements(made) if re.fullmatch(r"/H\d", role)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    expected = 1 + 1 + len(chapters(made)) + 1  # title, contents, chapters, about this edition
    assert sum(level <= 2 for level in levels) == expected


def test_cells_of_tables_name_their_heads(made):
    found = [node for role, node in elements(made) if role == "/Table"]
    n = sum(isinstance(p.block, Table) or (isinstance(p.block, Figure) and p.block.data is not None)
            for c in chapters(made) for p in c.blocks)  # fmt: skip
    assert len(found) >= n  # the renderer tags a table that runs over pages once for each, heads and all
    left_off = 0
    for table in found:
        ids = {bytes(node.ID) for role, node in walk(table) if role == "/TH" and "/ID" in node}
        cells = [node for role, node in walk(table) if role == "/TD" and "/A" in node]
        left_off += not cells
        assert ids
        # Each cell names the head of its row and that of its column; the empty corner has none above it.
        named = [[bytes(head) for head in node.A.get("/Headers", [])] for node in cells]
        assert {head for heads in named for head in heads} <= ids
        assert sum(len(heads) >= 2 for heads in named) >= 0.9 * len(named)
    # A folded table of very many rows is not on paper: there it has a head and says where its rows stand.
    assert left_off == sum(pdf.too_long(block) for s in pages.sections_of(made.kind) for block in s.blocks)


def test_every_chapter_is_a_bookmark_and_in_the_contents(made):
    with made.open_outline() as outline:
        titles = [item.title for top in outline.root for item in (top, *top.children)]
    for chapter in chapters(made):
        assert chapter.title in titles
    links = [a for a in made.pages[0].get("/Annots", []) if a.Subtype == "/Link"]
    assert len(links) >= len(chapters(made))


def test_every_page_is_a4_in_tab_order_and_its_content_is_marked(made):
    for page in made.pages:
        assert sorted(round(float(v)) for v in page.MediaBox) == [0, 0, 595, 842]
        assert page.get("/Tabs", "/S") == "/S"
        assert "/StructParents" in page


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not on this machine")
def test_nothing_runs_off_the_paper(made, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(made.bytes_)
    text = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True).stdout
    seen = 0
    for part in text.split("<page ")[1:]:
        width = float(re.search(r'width="([\d.]+)"', part)[1])
        ends = [float(x) for x in re.findall(r'xMax="([\d.]+)"', part)]
        assert max(ends, default=0) <= width - 28, "what printers can print: 10 mm from the edge"
        seen += len(ends)
    assert seen > 1_000


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not on this machine")
def test_pages_have_their_number_and_the_contents_name_it(made, tmp_path):
    (tmp_path / "a.pdf").write_bytes(made.bytes_)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    sheets = text.split("\f")[:-1]
    assert len(sheets) == len(made.pages)
    for number, words in enumerate(sheets[1:], start=2):
        assert words.rstrip().split()[-1] == str(number)
    for chapter in chapters(made):
        line = next(line for line in sheets[0].splitlines() if chapter.title in line)
        page = int(re.search(r"(\d+)\s*$", line)[1])
        assert chapter.title in sheets[page - 1]


def test_the_same_content_gives_the_same_bytes():
    run, found = pages.run_of("names"), pages.sections_of("names")
    assert pdf.render(run, found) == pdf.render(run, found)
