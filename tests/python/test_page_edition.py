"""The protected page of six years in a browser: all its choices, values and files, and what its sentences say."""

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
from exploring import TIP, expected_csv, shown, take, until
from exploring import choose as set_field

from spreiding.edition.chapters.over_time import compared
from spreiding.edition.parts import Figure, Table
from spreiding.edition.render import view
from spreiding.edition.render.prepare import prepared

pytestmark = pytest.mark.skipif(bool(browser.missing("chromium")), reason=browser.missing("chromium") or "-")
KIND = "edition"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("edition") / "index.html"
    path.write_text(pages.page(KIND), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def chromium():
    found = browser.Browser()
    yield found
    found.close()


@pytest.fixture
def tab(chromium, file):
    found = chromium.open(file)
    yield found
    found.close()


def figures():
    """Return the figures of the page by anchor."""
    chapters = prepared(pages.sections_of(KIND), "nl")
    return {p.anchor: p.block for c in chapters for p in c.blocks if isinstance(p.block, Figure)}


def test_the_text_and_the_map_count_the_same_areas():
    """Those with a share and those with a bound of one: together all that have a class."""
    (chapter,) = [s for s in pages.sections_of(KIND) if s.anchor == "niveau-wijk"]
    said = next(str(b.text) for b in chapter.blocks if "loopt het aandeel" in str(getattr(b, "text", "")))
    of = re.search(r"bekend van (\d+) wijken met genoeg verhuringen; van (\d+) andere", said)
    drawn = next(b for b in chapter.blocks if isinstance(b, Figure) and "verhuringen" in b.finding)
    assert sum(map(int, of.groups())) == int(re.search(r"van de (\d+) wijken", drawn.finding)[1])


def choices():
    return {anchor: figure for anchor, figure in figures().items() if figure.variants}


def choose(tab, anchor, place):
    """Choose a variant by its place, with the fields that a reader has."""
    at = dict((choices()[anchor], *choices()[anchor].variants)[place].at)
    for name, value in at.items():
        set_field(tab, name, value, figure=anchor)


#: Tips of every mark of a figure, each shown by a cursor that moves over it.
TIPS = """(anchor => {
  const tip = document.querySelector('.tip');
  return [...document.querySelectorAll(`#${anchor} .marks [data-k]`)].map(mark => {
    mark.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, pointerType: 'mouse', clientX: 10, clientY: 10}));
    return [mark.dataset.k, [...tip.children].map(e => e.textContent)];
  });
})"""


def test_every_choice_shows_its_own_table_title_legend_and_values(tab):
    n = 0
    for anchor, figure in choices().items():
        for place, one in enumerate((figure, *figure.variants)):
            choose(tab, anchor, place)
            now = shown(tab, anchor)
            assert now["title"] == (one.finding or one.caption)
            assert now["rows"] == one.data.cells()
            assert now["legend"] == [key.label for key in one.legend]
            counted = tab.js(f"(e => e.hidden ? '' : e.textContent)(document.querySelector('#{anchor} .counted'))")
            assert counted == one.counted != ""
            rows = {view.key(row, line[0]): line for row, line in zip(one.data.rows, one.data.cells(), strict=True)}
            heads = [column.label for column in one.data.columns]
            for key, told in tab.js(f"{TIPS}({json.dumps(anchor)})"):
                line = rows.get(key)
                wanted = [key] if line is None else [line[0], *map(": ".join, zip(heads[1:], line[1:], strict=True))]
                assert [text.replace("\xa0", " ") for text in told] == wanted
                n += 1
    assert n > 5000
    assert tab.faults() == []


@pytest.mark.parametrize("place", [0, 3])
def test_the_file_of_a_chosen_figure_is_that_of_the_edition(tab, tmp_path, place):
    anchor, figure = next((a, f) for a, f in choices().items() if "wijk" in a)
    choose(tab, anchor, place)
    tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
    text = take(tab, tmp_path, f"#{anchor} details .tools button", f"{anchor}.csv").decode()
    assert text == expected_csv(KIND, anchor, figure.variants[place - 1] if place else None)


def test_every_table_goes_along_as_the_edition_writes_it(tab, tmp_path):
    chapters = prepared(pages.sections_of(KIND), "nl")
    anchors = [p.anchor for c in chapters for p in c.blocks if isinstance(p.block, Table)]
    tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
    for anchor in anchors:
        text = take(tab, tmp_path, f"#{anchor} .scroll ~ .tools button", f"{anchor}.csv").decode()
        assert text == expected_csv(KIND, anchor), anchor
    assert len(anchors) > 15


def test_a_long_table_sorts_and_searches_and_takes_along_what_is_shown(tab, tmp_path):
    anchor = next(a for a, t in tables().items() if len(t.spec.rows) > 300)
    tab.js(f"document.querySelector('#{anchor} details').open = true")
    tab.click(*tab.middle(f"#{anchor} input[type=search]"))
    tab.type("volewijck")
    until(tab, f"document.querySelectorAll('#{anchor} tbody tr:not([hidden])').length < 20")
    tab.click(*tab.middle(f"#{anchor} thead th:nth-child(3) button"))
    rows = [line for line in tables()[anchor].spec.cells() if "Volewijck" in line[0]]
    rows.sort(key=lambda line: -int(line[2].replace(".", "")))
    found = tab.js(
        f"[...document.querySelectorAll('#{anchor} tbody tr:not([hidden])')].map(r => [...r.cells].map(c => c.textContent))"
    )
    assert found == rows
    text = take(tab, tmp_path, f"#{anchor} .scroll ~ .tools button", f"{anchor}.csv").decode("utf-8-sig")
    assert [line.split(";")[:3] for line in text.splitlines()[1:7]] == [
        [line[0], line[1], line[2].replace(".", "")] for line in rows
    ]


def tables():
    chapters = prepared(pages.sections_of(KIND), "nl")
    return {p.anchor: p.block for c in chapters for p in c.blocks if isinstance(p.block, Table)}


@pytest.mark.parametrize("width", [1280, 390])
def test_a_map_of_one_year_can_be_read_and_does_not_widen_the_page(chromium, file, width):
    tab = chromium.open(file, width=width, touch=width == 390)
    for anchor in choices():
        choose(tab, anchor, 1)
    assert tab.js("document.documentElement.scrollWidth <= innerWidth")
    small = tab.js("""[...document.querySelectorAll('figure:has(fieldset) svg.map text')].filter(e => e.getClientRects().length
      && getComputedStyle(e).display !== 'none').map(e => { const svg = e.closest('svg');
        return parseFloat(getComputedStyle(e).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; })""")
    assert min(small) >= 8.5  # names of wijken in tiles of 57 pixels; codes on a telephone, in tiles of 18
    tab.close()


@pytest.mark.skipif(bool(browser.missing("axe")), reason=browser.missing("axe") or "-")
@pytest.mark.parametrize("chosen", [False, True])
def test_axe_finds_nothing_on_the_edition(tab, chosen):
    for anchor in choices() if chosen else ():
        choose(tab, anchor, 2)
    tab.js("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert [one for one in tab.axe() if one["kind"] == "violations"] == []


@pytest.mark.skipif(bool(browser.missing("vnu")), reason=browser.missing("vnu") or "-")
def test_the_edition_is_valid_html(file):
    command = ["java", "-jar", str(browser.VNU), "--format", "json", "--stdout", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [one["message"] for one in json.loads(done.stdout)["messages"]] == []


def test_a_tap_and_the_keyboard_tell_values_on_small_maps(chromium, file):
    tab = chromium.open(file, width=390, touch=True)
    anchor = next(iter(choices()))
    figure = choices()[anchor]
    rows = {view.key(row, line[0]): line for row, line in zip(figure.data.rows, figure.data.cells(), strict=True)}
    key = next(iter(rows))
    tab.tap(*tab.middle(f"#{anchor} .narrow .marks [data-k={key}]"))
    heads = [column.label for column in figure.data.columns]
    wanted = [rows[key][0], *map(": ".join, zip(heads[1:], rows[key][1:], strict=True))]
    assert until(tab, TIP).replace("\xa0", " ").split("\n") == wanted
    rings = tab.js(f"document.querySelectorAll('#{anchor} .narrow .ring').length")
    assert rings == len(figure.chart.panels), "the area is lit in every year"
    tab.js(f"document.querySelector('#{anchor} .narrow .marks [tabindex]').focus()")
    tab.key("Enter")
    assert tab.js("document.activeElement.closest('tr').dataset.k") in rows
    tab.close()


class TestSentences:
    """What the page says of its figures is so in its tables."""

    @pytest.mark.parametrize("level", ["area", "gebied", "stadsdeel"])
    def test_stars_stand_in_the_text_where_they_stand_in_the_table(self, level):
        run = pages.edition()
        spec, text = compared.change_spec(run, level), compared.change_in_words(run, level)
        for row in spec.rows:
            if row["verdict"].rstrip("*") in {"hoger", "lager"} and row["area"] in text:
                assert (f"{row['area']}*" in text) == row["verdict"].endswith("*")
        starred = [row for row in spec.rows if row["verdict"].endswith("*") and f"{row['area']}*" in text]
        assert ("Bij *" in text) == bool(starred)
        assert level != "area" or starred

    def test_a_map_and_its_table_name_the_same_number_of_areas(self):
        notes = re.findall(r"Benjamini en Hochberg, over (\d+ wijken)", pages.page(KIND))
        tested = pages.edition().over_time.compared("area")
        n = sum(row["q"] is not None and row["unit"] in pages.edition().study.areas.codes for row in tested.to_dicts())
        assert set(notes) == {f"{n} wijken"}
        assert notes

    def test_the_period_is_said_once(self):
        title = "Spreiding van toewijzingen aan kwetsbare groepen 2016–2021"
        text = pages.page(KIND)
        assert f"<title>{title}</title>" in text
        assert f"<dd>spreiding (2022). {title}.</dd>" in text
        assert 'class="period"' not in text
        assert '<p class="period">' in pages.page("example")
