"""The page in a browser: what a reader sees, does and takes along; and what no one can get out of it.

Headless Chromium, axe-core and vnu are driven where they are installed (``.ci/run`` does so); elsewhere skipped.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import browser
import pages
from exploring import TIP, choose, expected_csv, shown, take, until

from spreiding.publish.maps.drawing import Map

pytestmark = pytest.mark.skipif(bool(browser.missing("chromium")), reason=browser.missing("chromium") or "-")


@pytest.fixture(scope="module")
def chromium():
    found = browser.Browser()
    yield found
    found.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for kind in pages.KINDS:
        (folder / f"{kind}.html").write_text(pages.page(kind), encoding="utf-8")
    return folder


@pytest.fixture
def opened(chromium, files):
    """Open a page; close all of them afterwards."""
    tabs = []

    def open_(kind, **options):
        tabs.append(chromium.open(files / f"{kind}.html", **options))
        return tabs[-1]

    yield open_
    for tab in tabs:
        tab.close()


#: The text of every table, text and figure, as a reader without script has it.
WORDS = """
[...document.querySelectorAll('main p:not(.sr), main li, main caption, main th, main td, main h2, main h3, figcaption, dt, dd')]
  .filter(e => !e.closest('.tools'))
  .map(e => e.textContent.replaceAll('\\u00ad', '').replace(/\\s+/g, ' ').trim())
"""


@pytest.mark.parametrize("kind", pages.KINDS)
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_goes_wrong_and_nothing_is_asked_of_the_network(opened, kind, width):
    tab = opened(kind, width=width)
    assert tab.faults() == []
    assert [address for address in tab.requests() if not address.startswith(("file:", "data:", "blob:"))] == []
    assert tab.js("document.documentElement.scrollWidth <= innerWidth"), "the page itself does not scroll sideways"


@pytest.mark.parametrize("kind", pages.KINDS)
@pytest.mark.skipif(bool(browser.missing("axe")), reason=browser.missing("axe") or "-")
@pytest.mark.parametrize(
    "look", [{"width": 1280}, {"width": 390}, {"width": 1280, "dark": True}, {"width": 1280, "script": False}]
)
def test_axe_finds_nothing(opened, kind, look):
    if not look.get("script", True):  # axe is a script itself: without the page's own is what it says before that runs
        text = pages.page(kind).replace("<script>", '<script type="text/plain">')
        tab = opened(kind)
        frame = tab.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        tab.send("Page.setDocumentContent", frameId=frame, html=text)
    else:
        tab = opened(kind, **look)
        tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = tab.axe()
    assert [one for one in found if one["kind"] == "violations"] == []
    # What axe leaves undecided is text on the shapes of a picture: the next test decides it.
    assert {one["rule"] for one in found} <= {"color-contrast"}
    undecided = [at for one in found for at in one["at"]]
    assert tab.js(f"{json.dumps(undecided)}.filter(at => !document.querySelector(at).closest('svg'))") == []


#: Every text on a picture with the contrast of its colour to the topmost shape under its middle, halos counted.
CONTRAST = """
(() => {
  const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255).map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
  const paint = document.createElement('span'); document.body.append(paint);
  const colour = text => { paint.style.color = ''; paint.style.color = text; return getComputedStyle(paint).color; };
  const bad = []; let n = 0;
  for (const text of document.querySelectorAll('figure svg:not(.swatch) text:not(.halo)')) {
    const box = text.getBoundingClientRect();
    if (!box.width || !text.textContent.trim() || getComputedStyle(text).display === 'none') continue;
    text.scrollIntoView({block: 'center', behavior: 'instant'});
    const b = text.getBoundingClientRect();
    let under = 'rgb(255, 255, 255)';
    for (const shape of document.elementsFromPoint(b.x + b.width / 2, b.y + b.height / 2)) {
      const fill = shape.closest('svg') && !shape.matches('svg, text, tspan') ? shape.getAttribute('fill') : null;
      if (!fill || fill === 'none' || fill === 'transparent') continue;
      under = colour(fill.startsWith('url') ? (fill.includes('hatched') ? '#e0e0e0' : '#f0f0f0') : fill);
      break;
    }
    const [a, c] = [light(colour(text.getAttribute('fill') || '#000000')), light(under)].sort((x, y) => y - x);
    const ratio = (a + .05) / (c + .05); n += 1;
    if (ratio < 4.5) bad.push([text.textContent, text.getAttribute('fill'), under, ratio]);
  }
  return [n, bad];
})()
"""


@pytest.mark.parametrize("kind", pages.KINDS)
def test_every_text_on_a_picture_stands_out(opened, kind):
    n, bad = opened(kind, width=1280).js(CONTRAST)
    assert bad == []
    assert n > 3


@pytest.mark.parametrize("kind", ["example", "names"])
def test_without_script_the_same_text_and_tables(opened, kind):
    with_, without = opened(kind).outside(WORDS), opened(kind, script=False).outside(WORDS)
    assert with_ == without
    assert len(with_) > 10


@pytest.mark.parametrize("kind", pages.KINDS)
def test_no_text_is_tiny_on_a_telephone(opened, kind):
    tab = opened(kind, width=390, touch=True)
    tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
    sizes = tab.js("""
      [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
        && e.getClientRects().length && !e.matches('script, style, title, desc')).map(e => {
        const svg = e.closest('svg:not(.swatch)');
        const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        return [Math.round(parseFloat(getComputedStyle(e).fontSize) * scale * 10) / 10, e.textContent.slice(0, 20), e.getAttribute('class'), !!e.closest('.broad .map .code')];
      })""")
    assert [one for one in sizes if one[0] < 10.9 and not one[3]] == []
    # Codes on a map of 19 tiles across: a tile is 18 pixels wide.
    assert min(one[0] for one in sizes) >= 8.9


class TestValues:
    """A value under the cursor, a finger or the keyboard is that of the table."""

    @pytest.mark.parametrize(("figure", "key"), [("kaart-gebieden", "DX03"), ("wijken-2", "E16"), ("wijken-2", "M34")])
    def test_hover_tells_what_the_table_says(self, opened, figure, key):
        tab = opened("protected")
        tab.move(*tab.middle(f"#{figure} .marks [data-k={key}]"))
        told = until(tab, TIP).split("\n")
        cells = tab.js(f"[...document.querySelectorAll('#{figure} tr[data-k={key}] > *')].map(e => e.textContent)")
        heads = tab.js(
            f"[...document.querySelectorAll('#{figure} thead th')].map(e => e.textContent.replaceAll('\\u00ad', ''))"
        )
        assert told == [cells[0], *(f"{h}: {c}" for h, c in zip(heads[1:], cells[1:], strict=True))]
        assert tab.js(f"document.querySelector('#{figure} tr[data-k={key}]').classList.contains('on')")

    def test_bars_tell_their_part_and_light_their_row(self, opened):
        tab = opened("example")
        tab.move(*tab.middle("#groepen-in-toewijzingen .wide [data-k=DX03][data-tip]"))
        told = until(tab, TIP)
        row = tab.js(
            "[...document.querySelectorAll('#groepen-in-toewijzingen tr[data-k=DX03] > *')].map(e => e.textContent)"
        )
        assert told == f"{row[0]}, met begeleiding op de woning: {row[1]}%"
        assert tab.js("document.querySelector('#groepen-in-toewijzingen tr[data-k=DX03]').classList.contains('on')")

    def test_a_tap_shows_and_a_tap_aside_hides(self, opened):
        tab = opened("example", width=390, touch=True)
        tab.tap(*tab.middle("#kaart-gebieden .marks [data-k=DX03]"))
        assert "W-Westerpark" in until(tab, TIP)
        x, y = tab.middle("#kaart-gebieden .counted")
        tab.tap(x, y)
        until(tab, f"!{TIP}")

    def test_the_keyboard_goes_along_the_areas_and_to_the_table(self, opened):
        tab = opened("example")
        tab.js("document.querySelector('#kaart-gebieden .marks [tabindex]').focus()")
        start = tab.js("document.activeElement.dataset.k")
        assert tab.js("document.activeElement.getAttribute('aria-label')").startswith(
            "DX01 C-Centrum West, % van verhuringen: "
        )
        seen = [start]
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            tab.key(key)
            seen.append(tab.js("document.activeElement.dataset.k"))
        assert seen == ["DX01", "DX02", "DX12", "DX10", "DX01"]
        assert tab.js("document.querySelectorAll('#kaart-gebieden .marks [tabindex]').length") == 1
        until(tab, TIP)
        tab.key("Escape")
        assert tab.js(TIP) == ""
        tab.key("Enter")
        assert tab.js("document.activeElement.closest('tr').dataset.k") == "DX01"
        assert tab.js("document.activeElement.closest('details').open")

    def test_a_row_lights_its_area(self, opened):
        tab = opened("example")
        tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
        tab.move(*tab.middle("#wijken-2 tr[data-k=E16] th"))
        ring = until(tab, "document.querySelector('#wijken-2 .ring')?.getAttribute('href')")
        assert ring == tab.js("document.querySelector('#wijken-2 .marks [data-k=E16]').getAttribute('href')")

    def test_every_area_is_reached_by_arrows(self, opened):
        tab = opened("years")
        reached = tab.js("""(() => {
          const marks = [...document.querySelectorAll('#jaren .marks use')];
          const seen = new Set(); const edge = [marks[0]];
          marks[0].focus();
          while (edge.length) {
            const mark = edge.pop(); if (seen.has(mark)) continue; seen.add(mark);
            for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
              mark.setAttribute('tabindex', '0'); mark.focus();
              mark.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
              edge.push(document.activeElement);
            }
          }
          return [seen.size, marks.length];
        })()""")
        assert reached[0] == reached[1] == 99


class TestTables:
    """Tables sort, search, keep their heads in sight, and go along as CSV."""

    @staticmethod
    def column(tab, table, n, *, total=False):
        rows = "tr:not([hidden])" if total else "tr:not(.total):not([hidden])"
        return tab.js(f"[...document.querySelectorAll('#{table} tbody {rows}')].map(r => r.children[{n}].textContent)")

    @pytest.mark.parametrize("kind", ["example", "english"])
    def test_numbers_sort_as_numbers_and_the_total_stays_last(self, opened, kind):
        tab, table = opened(kind), "tabel-1-2"
        tab.click(*tab.middle(f"#{table} thead th:nth-child(2) button"))
        numbers = [int(text.replace(".", "").replace(",", "")) for text in self.column(tab, table, 1)]
        assert numbers == sorted(numbers, reverse=True)
        assert tab.js(f"document.querySelector('#{table} th[aria-sort]').getAttribute('aria-sort')") == "descending"
        tab.click(*tab.middle(f"#{table} thead th:nth-child(2) button"))
        numbers = [int(text.replace(".", "").replace(",", "")) for text in self.column(tab, table, 1)]
        assert numbers == sorted(numbers)
        assert self.column(tab, table, 0, total=True)[-1] == "Amsterdam"

    def test_withheld_figures_sort_last_both_ways(self, opened):
        tab, table = opened("protected"), "tabel-1-2"
        for _ in range(2):
            tab.click(*tab.middle(f"#{table} thead th:nth-child(3) button"))
            shares = self.column(tab, table, 2)
            n = shares.count(".")
            assert n
            assert shares[-n:] == ["."] * n
            known = [float(text.strip("±<> ").replace(",", ".")) for text in shares[:-n]]
            assert known in (sorted(known), sorted(known, reverse=True))

    def test_search_finds_without_capitals_or_accents_and_says_how_many(self, opened):
        tab = opened("example")
        tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
        tab.click(*tab.middle("#wijken-2 input[type=search]"))
        tab.type("CHASSE")
        assert self.column(tab, "wijken-2", 0) == ["E75 Chassébuurt"]
        assert tab.js("document.querySelector('[role=status]').textContent") == "1 van 99 rijen"
        tab.type("zzz")
        assert self.column(tab, "wijken-2", 0) == []
        assert tab.js("document.querySelector('[role=status]').textContent") == "Geen rij met deze tekst"

    def test_heads_stay_in_sight(self, opened):
        tab = opened("years")
        tab.middle("#wijken thead")
        before, after = tab.js("""(() => {
          const box = document.querySelector('#wijken .scroll'), head = document.querySelector('#wijken thead');
          box.scrollTop = 900;
          return [box.getBoundingClientRect().top, head.getBoundingClientRect().top];
        })()""")
        assert after == pytest.approx(before, abs=1)  # a pixel of rounding

    def test_a_table_wider_than_the_screen_shows_that_it_goes_on(self, opened):
        tab = opened("years", width=390)
        state = "(s => [s.scrollWidth > s.clientWidth + 1, s.classList.contains('more')])(document.querySelector('#wijken .scroll'))"
        until(tab, f"JSON.stringify({state}) === '[true,true]'")
        tab.js("document.querySelector('#wijken .scroll').scrollLeft = 9999")
        until(tab, f"JSON.stringify({state}) === '[true,false]'")

    def test_intervals_stand_as_numbers_and_sort_by_their_lower_end(self, opened):
        tab = opened("example")
        heads = tab.js("[...document.querySelectorAll('thead th.r')].length")
        assert heads > 0
        sorted_ = tab.js("""[...document.querySelectorAll('table')].filter(t => t.querySelector('tbody').rows.length > 3).flatMap(t =>
          [...t.querySelectorAll('thead tr:last-child th.r')].slice(0, 1).map(h => {
            const i = h.cellIndex; h.querySelector('button').click();
            const low = [...t.querySelectorAll('tbody tr:not(.total)')].map(r => parseFloat(r.cells[i].textContent.replace(/[^0-9,\u2212].*/, '')
              .replace('\u2212', '-').replace(',', '.'))).filter(v => !isNaN(v));
            return low.every((v, k) => k === 0 || v <= low[k - 1]);
          }))""")
        assert sorted_
        assert all(sorted_)

    def test_the_file_is_the_csv_of_the_table(self, opened, tmp_path):
        tab = opened("years")
        assert take(tab, tmp_path, "#wijken .tools button", "wijken.csv").decode() == expected_csv("years", "wijken")

    @pytest.mark.parametrize(("kind", "lang"), [("protected", "nl"), ("english", "en")])
    def test_so_it_is_for_figures_in_both_languages(self, opened, tmp_path, kind, lang):
        tab = opened(kind)
        name = "kaart-gebieden" if lang == "nl" else "map-areas"
        tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = take(tab, tmp_path, f"#{name} details .tools button", f"{name}.csv").decode()
        assert found == expected_csv(kind, name)

    def test_no_cell_becomes_a_formula(self, opened, tmp_path):
        tab = opened("names")
        tab.js("document.querySelectorAll('tbody th').forEach(th => th.textContent = '=HYPERLINK(1)')")
        name = tab.js("document.querySelector('.table').id")
        text = take(tab, tmp_path, f"#{name} .tools button", f"{name}.csv").decode("utf-8-sig")
        assert "'=HYPERLINK(1)" in text
        assert all(not line.startswith("=") for line in text.splitlines())


class TestPictures:
    """A figure goes along as SVG and as PNG on white, with its title, legend and source."""

    @pytest.mark.parametrize("figure", ["kaart-gebieden", "groepen-in-verhuringen"])
    def test_svg_stands_alone(self, opened, tmp_path, figure):
        from xml.etree import ElementTree as ET

        tab = opened("protected")
        text = take(tab, tmp_path, f"#{figure} > .tools button:nth-child(1)", f"{figure}.svg").decode()
        root = ET.fromstring(text)  # noqa: S314  our own file
        assert root[0].get("fill") == "#ffffff"
        words = " ".join(root.itertext())
        legend = tab.js(
            f"[...document.querySelectorAll('#{figure} .legend li')].map(e => e.textContent.trim().split('\\n').pop().trim())"
        )
        assert all(entry.split("(")[0].strip() in words for entry in legend)
        assert "Bron: NAGEBOOTSTE" in words
        assert not re.search(r'tabindex|aria-label="|href="(?!#)', text)
        assert tab.faults() == []

    def test_png_is_opaque(self, opened, tmp_path):
        from io import BytesIO

        from PIL import Image

        tab = opened("protected")
        image = Image.open(
            BytesIO(take(tab, tmp_path, "#kaart-gebieden > .tools button:nth-child(2)", "kaart-gebieden.png"))
        )
        assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255)
        assert image.getpixel((3, 3))[:3] == (255, 255, 255)
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}
        assert {(0x89, 0x92, 0xC6), (0x56, 0x6B, 0xB0)} <= colours  # classes 3 and 4 are on the map
        assert tab.faults() == []

    def test_a_page_for_internal_use_says_so_on_all_that_is_taken_along(self, chromium, tmp_path):
        (tmp_path / "internal.html").write_text(pages.page("internal"), encoding="utf-8")
        tab = chromium.open(tmp_path / "internal.html")
        figure = tab.js("document.querySelector('figure:has(table)').id")
        tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
        svg = take(tab, tmp_path, f"#{figure} > .tools button:nth-child(1)", f"{figure}.svg").decode()
        csv = take(tab, tmp_path, f"#{figure} details .tools button", f"{figure}.csv").decode()
        for text in (svg, csv):
            assert text.count("Intern, niet afgeschermd") == 1
        tab.close()
        assert "Intern, niet afgeschermd" not in pages.page("protected") + pages.page("names")


class TestChoices:
    """Another year, group, measure or level: picture, title, legend and table change together."""

    @staticmethod
    def variant(**at):
        base = pages.over_years()[0].blocks[2]
        full = dict(base.at) | at
        return next(v for v in (base, *base.variants) if dict(v.at) == full)

    def expect(self, variant):
        codes = list(variant.chart.ground.polygons)
        return {
            "title": variant.finding,
            "alt": variant.alt,
            "rows": variant.data.cells(),
            "fills": [[c, (k := variant.chart.class_of(c)).texture or k.colour] for c in codes],
            "notes": list(variant.notes),
            "legend": [key.label for key in variant.legend],
        }

    @pytest.mark.parametrize(
        "at",
        [{"jaar": "2019"}, {"groep": "statushouders"}, {"maat": "voorraad"}, {"niveau": "gebied"},
         {"jaar": "2021", "niveau": "gebied", "groep": "met_begeleiding", "maat": "voorraad"}],
    )  # fmt: skip
    def test_all_of_the_figure_follows(self, opened, at):
        tab = opened("years")
        for name, value in at.items():
            choose(tab, name, value)
        assert shown(tab) == self.expect(self.variant(**at))
        assert tab.faults() == []

    def test_back_is_as_it_was(self, opened):
        tab = opened("years")
        before = shown(tab)
        for name, value in (("niveau", "gebied"), ("jaar", "2018"), ("niveau", "wijk"), ("jaar", "2016")):
            choose(tab, name, value)
        assert shown(tab) == before == self.expect(self.variant())

    def test_values_after_a_choice_are_those_of_the_new_table(self, opened):
        tab, now = opened("years"), self.variant(jaar="2020")
        choose(tab, "jaar", "2020")
        tab.move(*tab.middle("#jaren .marks [data-k=E16]"))
        row = next(c for r, c in zip(now.data.rows, now.data.cells(), strict=True) if r["code"] == "E16")
        assert until(tab, TIP).split("\n")[1].endswith(f": {row[1]}")

    def test_charts_are_exchanged_whole(self, opened):
        tab = opened("years")
        before = tab.js("document.querySelector('#samenstelling .wide svg').outerHTML.length")
        choose(tab, "jaar", "2018", figure="samenstelling")
        assert tab.js("document.querySelector('#samenstelling caption').textContent") == "Samenstelling 2018"
        assert tab.js("document.querySelectorAll('#samenstelling .wide svg').length") == 1
        assert tab.js("document.querySelector('#samenstelling .wide svg').outerHTML.length") != before

    def test_a_link_keeps_what_was_chosen(self, opened, chromium):
        tab = opened("years")
        choose(tab, "jaar", "2019")
        choose(tab, "groep", "statushouders")
        tab.js("(window.copied = '', navigator.clipboard.writeText = async t => { window.copied = t; })")
        tab.click(*tab.middle("#jaren > .tools button:nth-child(3)"))
        link = until(tab, "window.copied")
        assert link.endswith("?jaren=2019~wijk~statushouders~verhuringen#jaren")
        again = chromium.open(link)
        assert shown(again) == self.expect(self.variant(jaar="2019", groep="statushouders"))
        assert again.js("document.querySelector('#jaren select').value") == "2019"
        again.close()

    def test_a_chosen_figure_goes_along(self, opened, tmp_path):
        tab = opened("years")
        choose(tab, "jaar", "2019")
        tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
        text = take(tab, tmp_path, "#jaren details .tools button", "jaren.csv").decode()
        assert text == expected_csv("years", "jaren", self.variant(jaar="2019"))


def test_the_policy_stops_what_is_not_the_pages_own(opened, files):
    text = pages.page("example")
    planted = text.replace(
        "</body>", "<script>window.planted = 1</script><img src=x onerror='window.planted = 2'></body>"
    )
    (files / "planted.html").write_text(planted, encoding="utf-8")
    tab = opened("planted")
    assert tab.js("window.planted") is None
    assert any("Content Security Policy" in fault for fault in tab.faults())


@pytest.mark.parametrize("kind", pages.KINDS)
@pytest.mark.skipif(bool(browser.missing("vnu")), reason=browser.missing("vnu") or "-")
def test_the_html_is_valid(files, kind):
    command = ["java", "-jar", str(browser.VNU), "--format", "json", "--stdout", str(files / f"{kind}.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [one["message"] for one in json.loads(done.stdout)["messages"]] == []


@pytest.mark.skipif(bool(browser.missing("tsc")), reason=browser.missing("tsc") or "-")
def test_the_script_has_no_fault_of_type():
    done = subprocess.run(
        ["node", str(browser.TSC), "-p", str(browser.TOP / ".ci" / "tsconfig.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.parametrize("kind", ["example", "years"])
def test_print_has_page_numbers_contents_and_whole_rows(opened, tmp_path, kind):
    pikepdf = pytest.importorskip("pikepdf")
    tab = opened(kind)
    tab.pdf(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert len(pdf.pages) > 3
    tab.send("Emulation.setEmulatedMedia", media="print")
    assert tab.js("getComputedStyle(document.querySelector('tbody tr')).breakInside") == "avoid"
    kept = "[...document.querySelectorAll('figcaption, caption, h2, h3')].map(e => getComputedStyle(e)).every(s => s.breakInside === 'avoid')"
    assert tab.js(kept), "a title is not split over two pages"
    hidden = "[...document.querySelectorAll('.tools, .skip, summary')].filter(e => e.getClientRects().length).length"
    assert tab.js(hidden) == 0
    assert tab.js("document.querySelectorAll('details:not([open])').length") > 0
    tables = "[...document.querySelectorAll('table')].filter(e => !e.getClientRects().length).length"
    assert tab.js(tables) == 0, "folded tables are printed"


def test_maps_share_one_ground():
    figure = pages.over_years()[0].blocks[2]
    grounds = {id(v.chart.ground) for v in (figure, *figure.variants) if isinstance(v.chart, Map)}
    assert len(grounds) == 2  # wijken and gebieden, however many years
