"""The report: one whole file, that says what it should and that everyone can read."""

import os
import re
import zipfile
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO, StringIO
from itertools import pairwise
from xml.etree.ElementTree import fromstring

import polars as pl
import pytest

import spreiding as sp
from spreiding import _core
from spreiding.areas.areas import Areas
from spreiding.edition.contents import CHAPTERS, sections
from spreiding.edition.figures import compute
from spreiding.edition.keys import CHAPTERS as NAMES
from spreiding.edition.parts import Items, Table, Text
from spreiding.edition.render.prepare import prepared
from spreiding.edition.run import Run
from spreiding.edition.study import Study
from spreiding.examples.amsterdam import NOTE
from spreiding.examples.note.compare import comparisons

PUBLISHED = ("ois2018_table_1_1", "ois2018_table_1_2", "ois2018_table_1_5", "ois2018_bands_wijk")
#: Wijk, gebied, and per code the number of records; made up.
WIJKEN = {
    "A05": ("DX01", 2, 1, 3, 40),
    "E16": ("DX03", 20, 10, 28, 29),
    "E40": ("DX05", 8, 2, 10, 17),
    "T93": ("DX20", 40, 30, 67, 190),
    "A00": ("DX01", 0, 0, 1, 4),
}
CODES = ("UMO", "Noodsituatie medisch", "Statushouder regulier", None)


@pytest.fixture(scope="module")
def study():
    days = [date(2016, 3, 1), date(2016, 9, 1), date(2017, 3, 1)]
    rows = [
        (days[i % 3], wijk, code)
        for wijk, (_, *numbers) in WIJKEN.items()
        for code, n in zip(CODES, numbers, strict=True)
        for i in range(n)
    ]
    rows += [(days[0], "A05", "statushouders projecten")] * 6 + [(days[0], "A05", " umo ")] * 2
    levels = {"gebied": [gebied for gebied, *_ in WIJKEN.values()]}
    areas = Areas.from_tiles(list(WIJKEN), [f"Wijk {w}" for w in WIJKEN], range(5), [0] * 5, levels=levels)
    frame = pl.DataFrame(rows, schema=["date", "area", "group"], orient="row")
    rentals = sp.read_rentals(frame, areas=areas, period=(date(2016, 1, 1), date(2017, 6, 30)), public=True)
    stock = sp.read_stock({"area": list(WIJKEN), "stock": [5000] * 5}, date=date(2016, 1, 1))
    published = {name: pl.read_csv(StringIO(_core.embedded(f"published/{name}.csv"))) for name in PUBLISHED}
    return Study(rentals, stock, areas, published=published, synthetic=True, unprotected="public", level="wijk",
                 own_chapters=NOTE)  # fmt: skip


class Page(HTMLParser):
    """The tags of a page in order, and which are open."""

    VOID = ("meta", "br", "wbr", "img", "hr", "input", "link")
    SILENT = frozenset({"style", "script", "template", "text", "title", "desc"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        if not self.SILENT & set(self.open):
            self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.words).replace("\u00ad", ""))


@pytest.fixture(scope="module", params=["nl", "en"])
def page(request, study, tmp_path_factory):
    path = sp.report(study, tmp_path_factory.mktemp("page") / "page.html", lang=request.param)
    text = path.read_text(encoding="utf-8")
    found = Page(text)
    found.source, found.lang = text, request.param
    return found


def test_the_page_is_whole_and_needs_nothing_else(page):
    assert page.open == []
    assert page.all("html")[0]["lang"] == page.lang
    assert page.all("link") == page.all("img") == []
    assert page.all("script") == [{}], "one script, its own, inline"
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", page.source))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert "url(http" not in page.source


def test_the_policy_admits_the_script_and_the_style_of_the_page_and_nothing_else(page):
    policy = next(attrs["content"] for attrs in page.all("meta") if "http-equiv" in attrs)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data: blob:"
    assert "unsafe" not in policy
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.source, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


def test_tables_and_figures_are_numbered_without_gaps(page):
    dutch = page.lang == "nl"
    for word, pattern in (("Tabel" if dutch else "Table", r"<caption[^>]*><b>(\w+) (\d+)\.</b>"),
                          ("Figuur" if dutch else "Figure", r"<figcaption><b>(\w+) (\d+)\.</b>")):  # fmt: skip
        found = re.findall(pattern, page.source)
        assert [(word, str(n)) for n in range(1, len(found) + 1)] == found
        assert len(found) >= 7


def test_notes_that_tables_share_stand_once_in_a_chapter(study):
    found = sections(Run(study.edition(unprotected=False)))
    for section, chapter in zip(found, prepared(found, "nl"), strict=True):
        told = [*chapter.notes, *(note for placed in chapter.blocks for note in placed.notes)]
        assert len(told) == len(set(told))
        for block, placed in zip(section.blocks, chapter.blocks, strict=True):
            notes = block.spec.notes if isinstance(block, Table) else getattr(block, "notes", ())
            whole = {*placed.notes, *(chapter.notes[i] for i in placed.shared)}
            assert {part for note in notes for part in getattr(note, "parts", (note,))} <= whole
    shared = [note for chapter in prepared(found, "nl") for note in chapter.notes]
    assert any(note.startswith("Afgeschermd volgens de regels") for note in shared)


def test_headings_have_no_gaps_and_links_lead_somewhere(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = Counter(attrs["id"] for _, attrs in page.tags if "id" in attrs)
    assert max(ids.values()) == 1
    assert all(attrs["href"][1:] in ids for attrs in page.all("a"))
    for _, attrs in page.tags:
        assert set(attrs.get("aria-labelledby", "").split()) <= set(ids)


def test_every_table_has_a_caption_and_scoped_headings(page):
    tables = page.source.split("<table>")[1:]
    assert len(tables) >= 12
    assert all("<caption" in table.split("</table>")[0] for table in tables)
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row", "colgroup"}


def test_every_figure_has_a_text_alternative_and_its_data(page):
    figures_ = page.source.split("<figure")[1:]
    assert len(figures_) == 7  # the map of gebieden; 1.3, 1.4, 3.1, 3.2 and 3.3; supply and selection
    for figure in figures_:
        body = figure.split("</figure>")[0]
        assert 'role="img"' in body
        assert "<title" in body
        assert "<desc" in body
        assert "<table>" in body


def test_the_page_says_what_it_rests_on(page):
    dutch = page.lang == "nl"
    said = [
        "2016 en 1e halfjaar 2017" if dutch else "2016 and first half of 2017",
        "nagebootst (synthetisch)" if dutch else "synthetic",
        "verhuringen per wijk op een kaart" if dutch else "rentals per district on a map",
        "klassegrenzen" if dutch else "class boundaries",
        "peildatum van de voorraad" if dutch else "reference date of the stock",
        "1 januari 2016" if dutch else "1 January 2016",
        "statushouders projecten",
        f"spreiding {sp.__version__}",
        "Seed" if not dutch else "seed",
    ]
    assert [words for words in said if words not in page.text] == []


def test_no_source_note_calls_synthetic_numbers_real(page):
    notes = re.findall(r"(?:Bron|Source): [^<]*", page.source)
    assert len(notes) >= 10
    assert all("synthetisch" in note or "SYNTHETIC" in note for note in notes)


def test_numbers_left_out_and_read_otherwise_are_counted(page):
    assert re.search(r"statushouders projecten: [^0-9]*6\b", page.text)
    assert re.search(r"umo\s*UMO\s*2\b", page.text)


def test_a_protected_page_gives_codes_in_tens_and_nothing_of_a_few_areas(study):
    found = sections(Run(study.edition(unprotected=False)))
    tables = {b.spec.name: b.spec for s in found for b in s.blocks if isinstance(b, Table)}
    assert [row[1] for row in tables["weggelaten"].cells()] == ["."]  # 6 records in projects
    assert [row[2] for row in tables["codes"].cells()] == ["."]  # 2 records read as UMO
    assert "spreiding" not in [s.anchor for s in found]  # 5 wijken: an index would tell of one of them
    text = " ".join(str(b) for s in found for b in s.blocks if isinstance(b, Text | Items))
    assert text.count("minder dan 1.000") == 2  # 518 records
    assert "518" not in text


def test_dutch_text_does_not_rank_areas(study):
    text = " ".join(str(section) for section in sections(Run(study))).lower()
    assert [w for w in ("slechtste", "beste wijk", "ranglijst", "top 10", "probleemwijk") if w in text] == []


def test_cells_of_the_comparison_are_printed_against_recomputed(study):
    tables = comparisons(compute(study), "nl")
    # 4 x 3 of Table 1.1, 23 x 3 of 1.2, 11 x 3 of 1.5 and 9 classes.
    cells = [key for spec in tables for row in spec.rows for key in row if key.startswith("diff ")]
    assert len(cells) == 12 + 69 + 33 + 9
    frederik = next(row for row in tables[2].rows if row["label"].startswith("E16"))
    assert (frederik["note allocations"], frederik["new allocations"], frederik["diff allocations"]) == (58, 58, 0)
    assert (frederik["new share_of_rentals"], frederik["diff share_of_rentals"]) == (67, 0)  # 58 / 87


def test_a_chapter_is_found_by_its_name():
    assert tuple(CHAPTERS) == NAMES  # the names that a study file may use
    ours = [f"spreiding.edition.chapters.{place}" for place in CHAPTERS.values() if place]
    for name in (*ours, *NOTE.values()):
        module, function = name.split(":")
        assert callable(getattr(import_module(module), function))


def test_a_study_without_chapters_of_its_own_says_nothing_of_the_note(study, tmp_path):
    own = replace(study, own_chapters={}, published=None, synthetic=False, title="Proef", municipality="Proefstad",
                  source="Eigen administratie")  # fmt: skip
    for lang in ("nl", "en"):
        text = sp.report(own, tmp_path / f"{lang}.html", lang=lang).read_text("utf-8")
        for word in (
            "Amsterdam",
            "Westpoort",
            "T92",
            "Weesp",
            "oorspronkelijke notitie",
            "original note",
            "Tabel 1.1",
            "Table 1.1",
        ):
            assert word not in Page(text).text, (word, lang)


def test_a_run_that_fails_leaves_the_old_file_and_no_other(study, tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        sp.report(study, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_bad_paths_are_named(study, tmp_path):
    with pytest.raises(sp.InvalidInputError, match=r"ends in '\.docx', must end in \.html, \.xlsx, \.pdf"):
        sp.report(study, tmp_path / "page.docx")
    with pytest.raises(sp.InvalidInputError, match="does not exist"):
        sp.report(study, tmp_path / "none" / "page.html")
    with pytest.raises(sp.InvalidInputError, match="lang is 'fr'"):
        sp.report(study, tmp_path / "page.html", lang="fr")


@pytest.mark.skipif(find_spec("weasyprint") is not None, reason="weasyprint is installed")
def test_a_pdf_without_weasyprint_says_what_to_install(study, tmp_path):
    with pytest.raises(sp.InvalidInputError, match=r"pip install 'spreiding\[pdf\]'"):
        sp.report(study, tmp_path / "page.pdf")


def test_the_workbook_has_a_sheet_per_table_with_numbers_as_numbers(study, tmp_path):
    path = sp.report(study, tmp_path / "page.xlsx")
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as book:
        space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
        index = fromstring(book.read("xl/workbook.xml"))  # noqa: S314  our own file
        names = [sheet.get("name") for sheet in index.iterfind(".//m:sheet", space)]
        assert names[:3] == ["inhoud", "noten", "tekst"]
        assert {"T2 Toewijzingen per gebied", "F2 Toewijzingen per wijk"} <= set(names)
        part = book.read(f"xl/worksheets/sheet{names.index('T2 Toewijzingen per gebied') + 1}.xml")
        sheet = fromstring(part)  # noqa: S314  our own file
        row = [cell.findtext("m:v", namespaces=space) for cell in sheet.iterfind(".//m:row[@r='4']/m:c", space)]
        # DX01: 8 + 1 allocations of 52 + 1 rentals (6 in projects left out), 10.000 dwellings.
        assert [float(value) for value in row[2:]] == [9, 17, 0.1]
