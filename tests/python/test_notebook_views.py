"""What a notebook shows: pictures without a network, tables with names in place of codes, whatever the names hold."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64decode
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import altair as alt
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent))
import kinds
import pages

import spreiding as sp
from spreiding.areas.areas import Areas
from spreiding.publish.charts.shown import clean, packed
from spreiding.publish.notebook import ROWS
from spreiding.words.notation import printable

EVIL = "</script><script>alert(1)</script> & <b>"


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def results():
    return kinds.results()


@pytest.fixture(scope="module")
def charts(results, study):
    gebied = sp.shares(results["Counts by gebied"])
    return {
        "choropleth": sp.choropleth(results["Shares"], study.areas),
        "composition": sp.composition_chart(gebied),
        "group shares": sp.group_shares_chart(gebied),
        "funnel": sp.funnel_chart(results["Funnel"], areas=study.areas),
        "lorenz": sp.lorenz_chart(results["Spread"]),
        "decomposition": sp.decomposition_chart(results["Decomposition"], areas=study.areas),
        "moran scatter": sp.moran_scatter(results["LocalMoran"]),
        "lisa": sp.lisa_map(results["LocalMoran"], study.areas),
    }


class Tags(HTMLParser):
    """Checks that tags close in the order in which they open."""

    def __init__(self, text):
        super().__init__()
        self.open, self.words, self.seen = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, _):
        if tag != "img":  # has no end
            self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_every_chart_brings_its_picture_beside_the_specification(charts):
    for name, chart in charts.items():
        bundle = chart._repr_mimebundle_()
        assert set(bundle) == {"application/vnd.vegalite.v6+json", "image/svg+xml", "image/png", "text/plain"}, name
        with Image.open(BytesIO(b64decode(bundle["image/png"]))) as picture:
            box = ET.fromstring(bundle["image/svg+xml"]).get("viewBox").split()  # noqa: S314  our own picture
            assert picture.size == pytest.approx([float(side) for side in box[2:]], abs=1)  # a pixel of rounding
            assert picture.convert("RGBA").getchannel("A").getextrema() == (255, 255), "a notebook may be dark"
        assert ET.fromstring(bundle["image/svg+xml"]).tag.endswith("svg")  # noqa: S314  our own picture
        assert bundle["text/plain"] == chart.to_dict()["description"]
        assert "http" not in bundle["image/svg+xml"].replace("http://www.w3.org/", "")


def test_a_packed_picture_is_the_same_and_smaller(charts):
    import vl_convert

    drawn = vl_convert.svg_to_png(charts["choropleth"]._repr_mimebundle_()["image/svg+xml"])
    small = packed(drawn)
    with Image.open(BytesIO(drawn)) as one, Image.open(BytesIO(small)) as other:
        assert one.tobytes() == other.tobytes()
    with Image.open(BytesIO(small)) as other:
        other.verify()  # checksums of every part
    assert len(small) < 0.6 * len(drawn)


def test_a_changed_chart_still_does(charts):
    assert "image/svg+xml" in charts["composition"].properties(title="Mijn titel")._repr_mimebundle_()
    assert isinstance(charts["composition"], alt.LayerChart)
    assert "image/svg+xml" in charts["choropleth"].copy()._repr_mimebundle_()


def test_the_readers_own_renderer_goes_first(charts):
    with alt.renderers.enable("json"):
        assert "image/svg+xml" not in str(charts["lorenz"]._repr_mimebundle_())


def test_a_notebook_keeps_the_picture_in_its_file():
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    code = "import spreiding as sp\ns = sp.examples.amsterdam_2016_2017()\nsp.choropleth(sp.shares(sp.count(s.rentals)), s.areas)"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code), nbformat.v4.new_code_cell("s.areas")])
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    shown, areas = (next(o for o in cell.outputs if o.output_type == "execute_result") for cell in book.cells)
    assert shown.data["image/svg+xml"].startswith("<svg")
    drawn = re.search(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="99 wijken', areas.data["text/html"])
    assert ">T98<" in b64decode(drawn[1]).decode()
    assert "Burgwallen-Oude Zijde" in areas.data["text/html"]


@pytest.fixture(scope="module")
def named():
    areas = Areas.from_tiles(["W0", "W1"], [EVIL, "\x00\x0b\x1b naam"], [0, 1], [0, 0])
    return pages.shares_of(areas, 3)


def test_no_name_can_end_the_script_of_a_saved_chart(named, tmp_path):
    for make in (sp.composition_chart, lambda s: sp.choropleth(s, s.counts.areas)):
        chart = make(named)
        plain = make(pages.shares_of(Areas.from_tiles(["W0", "W1"], ["a", "b"], [0, 1], [0, 0]), 3))
        chart.save(tmp_path / "a.html")
        for text in (chart.to_html(), (tmp_path / "a.html").read_text("utf-8")):
            assert text.count("</script") == plain.to_html().count("</script")
            assert "alert(1)" in text, "the name is there, as text"


@pytest.mark.parametrize("name", ["a\x00b", "a\x0bb", "a\x1bb", "a\x7fb", "a\x9fb", "a\ufffeb"])
@pytest.mark.parametrize("how", ["svg", "png", "bundle", "page"])
def test_no_sign_in_a_name_ends_the_process(name, how, tmp_path):
    # In a process of its own: the renderer of charts aborts on control characters, and would take all tests along.
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import pages, spreiding as sp
from spreiding.areas.areas import Areas
from spreiding.publish.charts import picture
areas = Areas.from_tiles(["W0", "W1"], [{name!r}, "b"], [0, 1], [0, 0])
shares = pages.shares_of(areas, 3)
for chart in (sp.composition_chart(shares), sp.choropleth(shares, areas)):
    if {how!r} == "bundle":
        text = chart._repr_mimebundle_()["image/svg+xml"]
    elif {how!r} == "page":
        text = picture.to_svg(chart, anchor="a", title={name!r}, alt={name!r})
    else:
        picture.save(chart, {str(tmp_path)!r} + "/a." + {how!r}); chart.save({str(tmp_path)!r} + "/b." + {how!r}); text = ""
    assert {name!r} not in text
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_signs_that_cannot_be_printed_are_replaced_and_no_others():
    assert printable("a\x00\x1f\ud800\ufffe\x85b") == "a\ufffd\ufffd\ufffd\ufffd\ufffdb"
    for fine in ("Chassébuurt", "naïef ² ½ – \t\n", "\U0001f600", "\u00ad\u200d"):
        assert printable(fine) == fine
    deep = {"a": ["x\x00", {"b": json.dumps(["y\x00"])}], "n": 1, "t": None, "s": "\\u0041"}
    assert clean(deep) == {
        "a": ["x\ufffd", {"b": json.dumps(["y\ufffd"], separators=(",", ":"))}],
        "n": 1,
        "t": None,
        "s": "\\u0041",
    }


def test_every_result_shows_itself_short_and_whole(results):
    for name, found in results.items():
        text = found._repr_html_()
        page = Tags(text)
        assert page.seen.count("tr") <= ROWS + 3, name
        assert "script" not in page.seen
        assert len(text) < 60_000, name


def test_names_stand_in_place_of_codes(results):
    said = {
        name: " ".join(Tags(re.sub(r"<svg.*?</svg>", "", found._repr_html_(), flags=re.DOTALL)).words)
        for name, found in results.items()
    }
    for name in ("Counts", "Shares", "Shares, protected", "Areas"):
        assert "Burgwallen-Oude Zijde" in said[name], name
    assert "C-Centrum West" in said["Counts by gebied"]
    assert "2017 1e halfjaar" in said["Counts by half_year"]
    for name in ("Counts", "Counts by half_year", "TargetGroups", "Rentals"):
        assert "met begeleiding op de woning" in said[name], name
        assert "met_begeleiding" not in said[name], name
    for name in ("Funnel", "Smoothed", "LocalMoran", "LocationQuotients", "Decomposition", "Stock", "Neighbours"):
        assert re.search(r"[A-Z]\d\d [A-Z][a-z]+", said[name]), name
        assert not re.search(r"\b[a-z]+_[a-z]+\b", said[name]), f"{name} shows a name of a field"
    assert "geen: de cijfers zijn al openbaar of nagebootst" in said["Study"]
    assert "99 wijken" in said["Areas"]
    assert "Geen bevindingen die een publicatie tegenhouden" in said["CheckReport"]


def test_the_figures_shown_are_those_of_the_result(results):
    """Every shown row of a funnel, by the words of the page, is a row of the frame."""
    shown = re.findall(r"<tr>(.*?)</tr>", results["Funnel"]._repr_html_())[1:]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in shown]
    of = {row["area"]: row for row in results["Funnel"].to_dicts()}
    assert len(cells) == ROWS
    for name, share, n, observed, *_, verdict in cells:
        row = of[name.split()[0]]
        assert (share, n, observed) == (
            f"{100 * row['share']:.1f}".replace(".", ","),
            f"{row['n']:.0f}",
            f"{row['observed']:.0f}",
        )
        assert verdict == ("hoger" if row["excess"] > 0 else "lager"), "what stands out comes first"
        assert row["flagged"]


def test_every_period_has_its_heading(results):
    for name in ("Shares by year", "Change"):
        heads = re.findall(r'<th scope="colgroup" colspan="(\d)"[^>]*>(.*?)</th>', results[name]._repr_html_())
        assert len(heads) >= 5, name
        assert all(re.search(r"20\d\d", text) for _, text in heads)


def test_a_report_that_stops_says_so(study):
    stopped = sp.check(
        study.rentals,
        reference=sp.Reference(delivery={"year": [2016], "main_group": ["statushouders"], "delivered": [1]}),
    )
    assert stopped.stopping()
    assert "Er zijn bevindingen die een publicatie tegenhouden: delivery_total" in stopped._repr_html_()


def test_names_are_shown_as_text(named):
    for found in (named, named.counts, named.counts.areas):
        text = found._repr_html_()
        assert "<script" not in text
        assert "\x00" not in text
        assert "alert(1)" in text


def test_areas_without_a_map_and_many_areas_show_their_table():
    many = Areas.from_tiles(
        [f"T{i}" for i in range(1300)],
        [f"t{i}" for i in range(1300)],
        [i % 40 for i in range(1300)],
        [i // 40 for i in range(1300)],
    )
    text = many._repr_html_()
    assert "<img" not in text
    assert "1.300 gebieden" in text
    assert f"… en nog {1300 - ROWS} rijen" in text
