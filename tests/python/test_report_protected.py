"""What leaves the house is protected: an unprotected page needs an explicit word. All records are synthetic."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from io import BytesIO

import openpyxl
import pytest

import spreiding as sp
from spreiding.cli import commands
from spreiding.disclosure.symbols import cells
from spreiding.edition import figures
from spreiding.edition.chapters import quality
from spreiding.edition.contents import sections
from spreiding.edition.earlier import printed
from spreiding.edition.figures import compute
from spreiding.edition.parts import Figure, Items, Table, Text
from spreiding.edition.render import html, xlsx
from spreiding.edition.render.head import head
from spreiding.edition.render.prepare import prepared
from spreiding.edition.run import Run
from spreiding.publish.labels import area_label, names_of
from spreiding.words import notation


@pytest.fixture(scope="module")
def example():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def protected(example):
    return example.edition(unprotected=False)


def words(found):
    """Return all running text of a page."""
    texts = [b.text for s in found for b in s.blocks if isinstance(b, Text)]
    items = [str(i) for s in found for b in s.blocks if isinstance(b, Items) for i in b.items]
    return " ".join([*texts, *items])


def test_a_study_prints_what_it_says_and_the_word_goes_first(example):
    own = replace(example, unprotected=None, synthetic=False, notes=())
    assert example.edition(unprotected=None) is example.edition(unprotected=True) is example
    assert example.edition(unprotected=False).unprotected is None
    assert own.edition(unprotected=None) is own.edition(unprotected=False) is own
    assert own.edition(unprotected=True).unprotected == "internal"
    with pytest.raises(sp.InvalidInputError, match="unprotected is 'True', must be"):
        replace(example, unprotected=True)


def test_an_unprotected_page_says_at_its_head_that_it_stays_inside(example):
    own = replace(example, unprotected=None, synthetic=False, notes=())
    inside = own.edition(unprotected=True)
    assert head(Run(own, "nl")).notices == ()
    assert head(Run(inside, "nl")).notices[0].startswith("Niet afgeschermd: alleen voor intern gebruik.")
    assert head(Run(inside, "en")).notices[0].startswith("Not protected: for internal use only.")
    assert "intern gebruik" not in " ".join(head(Run(example, "nl")).notices)  # public since 2018
    assert compute(inside).districts.protection is None


def test_the_protected_example_has_no_comparison_and_the_example_has(example, protected):
    chapters = [s.anchor for s in sections(Run(example.edition(unprotected=False)))]
    assert "controle" not in chapters
    assert {"kort", "toewijzingen", "gebieden", "wijken", "groepen", "spreiding", "regressie"} <= set(chapters)
    assert "controle" in [s.anchor for s in sections(Run(example))]
    assert compute(protected).districts.protection is not None
    assert compute(example).districts.protection is None


@pytest.mark.parametrize("ending", ["html", "xlsx"])
def test_a_page_whose_shares_were_not_protected_is_not_written(example, tmp_path, monkeypatch, ending):
    # Oracle: protection that does nothing, as a fault in it would.
    monkeypatch.setattr(figures, "protect", lambda tables, **_: tables)
    with pytest.raises(sp.InvalidInputError, match="these shares are not protected"):
        sp.report(example, tmp_path / f"page.{ending}", unprotected=False)
    assert list(tmp_path.iterdir()) == []


def test_a_chart_of_its_own_says_what_protection_did(example, protected):
    found = compute(protected)
    for chart in (
        sp.choropleth(found.districts, example.areas),
        sp.composition_chart(found.areas),
        sp.group_shares_chart(found.areas),
    ):
        assert " ".join(chart.to_dict()["title"]["text"]).startswith("Afgeschermd volgens de regels 'ois'")
    assert "title" not in sp.choropleth(compute(example).districts, example.areas).to_dict()
    legend = str(sp.choropleth(found.districts, example.areas).to_dict())
    assert "× afgeschermd (" in legend  # apart from, in words and by its sign:
    of = dict(re.findall(r"'([^'{\[]*?) \((\d+) wijk(?:en)?\)'", legend))
    assert sum(map(int, of.values())) == 99  # every wijk stands in one class of the legend
    assert "– geen verhuringen (9 wijken)" in legend


def test_the_command_line_takes_the_word(tmp_path, capsys):
    assert commands.main(["report", "--protected", "--out", str(tmp_path / "a.html")]) == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Kleine aantallen zijn afgeschermd" in page
    assert "Controle met de notitie" not in page
    with pytest.raises(SystemExit):
        commands.main(["report", "--protected", "--unprotected"])
    capsys.readouterr()


def test_the_command_line_takes_rules_and_earlier_tables(tmp_path, capsys):
    page = tmp_path / "a.html"
    before = tmp_path / "edition.csv"
    # A wijk whose figures the example prints and protection withholds, as if printed in full before (SYNTHETIC).
    before.write_text("area;group;allocations\nM34;met_begeleiding;2\n", encoding="utf-8")
    options = ["report", "--protected", "--lang", "en", "--out", str(page)]
    assert commands.main([*options, "--set", "protection.rules=cbs"]) == 0
    assert "Protected by the rules &#39;cbs&#39;" in page.read_text(encoding="utf-8")
    with pytest.raises(sp.InvalidInputError, match="contradict"):
        sp.report(
            replace(sp.examples.amsterdam_2016_2017(), earlier=tuple(printed(str(before)))), page, unprotected=False
        )
    assert commands.main([*options, "--set", "protection.rules=strict"]) == 2
    assert "rules is 'strict', must be 'ois' or 'cbs'" in capsys.readouterr().err
    before.write_text("wijk;aantal\nM34;2\n", encoding="utf-8")
    assert commands.main([*options, "--set", f"protection.earlier={before}"]) == 2
    assert "has no column among allocations" in capsys.readouterr().err


def test_a_warning_about_the_figure_of_one_area_is_not_told(example, protected):
    # The synthetic records have one: Chassébuurt, whose share is above 90% in print (Table 1.5) and withheld here.
    assert "extreme_share" in Run(example).findings.findings["check"].to_list()
    told = quality.chapter(Run(protected), "nl")
    assert [b.spec.name for b in told.blocks if isinstance(b, Table)] == ["niet_gecontroleerd"]
    assert "waarschuwingen (W): 0." in words([told])
    assert "extreme_share" in words([told])  # always named, whatever it found
    assert "waarschuwingen (W): 1." in words([quality.chapter(Run(example), "nl")])


class Secrets:
    """Per area, the figures that only unprotected shares have, as they would be printed."""

    def __init__(self, study):
        open_, closed = compute(study.edition(unprotected=True)), compute(study.edition(unprotected=False))
        self.of, self.label = {}, {}
        for raw, kept in ((open_.districts, closed.districts), (open_.areas, closed.areas)):
            names = names_of(raw.counts.areas)
            for before, after in zip(raw.to_dicts(), kept.to_dicts(), strict=True):
                area = before["area"]
                self.label[area_label(area, names, "nl")] = area
                self.of.setdefault(area, [set(), set()])
                self.of[area][0] |= self._raw(before, after)
                self.of[area][1] |= self._printed(after)
        self.label |= {f"{area} {label}": area for label, area in self.label.items()}
        self.label |= {area: area for area in self.of}

    @staticmethod
    def _raw(before, after):
        """Figures of a row that protection withheld, and every one that is not rounded."""
        found = {str(before["rentals"])} if before["rentals"] else set()
        if after["allocations"] is None and before["allocations"]:
            found.add(str(before["allocations"]))
        for name, decimals in (("share_of_rentals", 0), ("share_of_stock", 1)):
            if before[name]:
                found |= {repr(before[name]), repr(round(100 * before[name], 6))}
                if after[name] is None:
                    found.add(notation.percent(before[name], decimals, lang="en"))
        return found

    @staticmethod
    def _printed(after):
        """Figures of a row that protection leaves, in every way that they are printed."""
        shown = cells(after, lang="en")
        found = {str(after["allocations"])} | set(re.findall(r"[0-9.]+", str(shown["share_of_rentals"])))
        for name, decimals in (("share_of_rentals", 0), ("share_of_stock", 1)):
            if after[name] is not None:
                text = notation.percent(after[name], decimals, lang="en")
                found |= {repr(after[name]), text, text.removesuffix(".0")}
        return found

    def in_row(self, area, numbers):
        """Return the numbers that are a withheld figure of the area, and none of the printed ones."""
        raw, printed = self.of[self.label[area]]
        return sorted(set(numbers) & (raw - printed))

    def in_words(self, text):
        """Return area and number of every sentence that names an area beside a withheld figure of it."""
        leaks = []
        for sentence in re.split(r"(?<=[.:;]) ", text):
            numbers = [
                n.replace(".", "").replace(",", ".") for n in re.findall(r"\b[0-9][0-9.,]*(?<=[0-9])\b", sentence)
            ]
            leaks += [(label, n) for label in self.label if label in sentence for n in self.in_row(label, numbers)]
        return leaks

    def find(self, places):
        """Return area and numbers of every leak in ``(place, words and numbers)`` rows."""
        leaks = []
        for place, values in places:
            area = next((v for v in values if v in self.label), None)
            if area is not None:
                numbers = [n for v in values if v != area for n in _numbers(v)]
                leaks += [(place, area, n) for n in self.in_row(area, numbers)]
        return leaks


def _numbers(value):
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [repr(value), repr(int(value))] if float(value).is_integer() else [repr(value)]
    only = re.fullmatch(r"[±<> −+]*([0-9][0-9.,]*)%?", str(value))  # a class such as "10–25%" is no figure
    return [only[1].replace(".", "").replace(",", ".")] if only else []


def _data(node):
    """Every row of data in a chart: inline, named, or text of JSON."""
    if isinstance(node, str) and node[:1] in "[{":
        node = json.loads(node)
    if isinstance(node, dict):
        if node and not any(isinstance(v, dict | list) and v for k, v in node.items() if k != "geometry"):
            yield node
        for key, value in node.items():
            if key != "geometry" and (isinstance(value, dict | list) or key == "values"):
                yield from _data(value)
    elif isinstance(node, list):
        for part in node:
            yield from _data(part)


def every_row(study, unprotected):
    """Every row of every table, chart and sheet, and every sentence, with the place it stands in."""
    study = study.edition(unprotected=unprotected)
    found = sections(Run(study))
    for section in found:
        for block in section.blocks:
            match block:
                case Table():
                    yield from ((block.spec.caption, list(row)) for row in block.spec.cells())
                    yield from ((block.spec.caption, [*row.values()]) for row in block.spec.rows)
                case Figure():
                    for one in (block, *block.variants):
                        yield from ((f"chart of {one.caption}", [*d.values()]) for d in _data(one.chart.to_dict()))
                        if one.data is not None:
                            yield from ((one.caption, list(row)) for row in one.data.cells())
                            yield from ((one.caption, [*row.values()]) for row in one.data.rows)
    book = openpyxl.load_workbook(BytesIO(xlsx.render(Run(study), found)))
    for sheet in book:
        yield from ((f"sheet {sheet.title}", list(row)) for row in sheet.iter_rows(values_only=True))


def test_no_withheld_figure_of_an_area_is_anywhere_on_the_protected_page(example):
    secrets = Secrets(example)
    rows = list(every_row(example, unprotected=False))
    named = [row for row in rows if any(v in secrets.label for v in row[1])]
    assert len(named) > 1000  # 99 wijken and 22 gebieden, several times over
    assert secrets.find(rows) == []


def texts(study, unprotected):
    found = sections(Run(study.edition(unprotected=unprotected)))
    figures_ = [block for section in found for block in section.blocks if isinstance(block, Figure)]
    figures_ += [variant for figure in figures_ for variant in figure.variants]
    keys = [key.label for figure in figures_ for key in figure.legend]
    return [
        words(found),
        *keys,
        *(text for figure in figures_ for text in (figure.alt, figure.finding, figure.counted)),
    ]


def test_no_sentence_sets_a_withheld_figure_beside_its_area(example):
    secrets = Secrets(example)
    assert [leak for text in texts(example, unprotected=False) for leak in secrets.in_words(text)] == []
    assert secrets.in_words("Er waren in E16 Frederik Hendrikbuurt 87 verhuringen.") != []


def test_the_search_finds_what_an_unprotected_page_prints(example):
    found = Secrets(example).find(every_row(example, unprotected=True))
    places = {place for place, *_ in found}
    assert len(found) > 300
    assert any(place.startswith("sheet") for place in places)
    assert any(place.startswith("chart") for place in places)
    planted = [("planted", ["E16", example.rentals.rows, 87])]  # 58 of 87 rentals (SYNTHETIC)
    assert Secrets(example).find(planted) == [("planted", "E16", "87")]


#: What a page is made of besides its words: style, script, and the numbers of a picture's geometry.
MACHINERY = re.compile(
    r'<style>.*?</style>|<script>.*?</script>|<meta http-equiv[^>]*>| (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox|'
    r'transform|patternTransform|font-size|stroke-width|stroke-dasharray|fill|stroke|opacity|id|href|aria-labelledby|'
    r'aria-describedby|clip-path|xmlns|colspan|data-shared|class)="[^"]*"|&#\d+;|</?h\d|charset="utf-8"|'
    r'initial-scale=1|"classes":\[[\d,]*\]|"#[0-9a-f]{6}"|"template":"[^"]*"|\\u003[ce]',
    re.DOTALL,
)  # fmt: skip
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def printed_numbers(run):
    """Every number that the sections of a run print, and those that stand around them."""
    top = head(run)
    found = [
        top.title,
        top.period,
        *top.notices,
        top.description,
        *(text for fact in top.facts for text in fact),
        sp.__version__,
    ]
    for chapter in prepared(sections(run), "nl"):
        found += [chapter.title, chapter.anchor, *chapter.notes]
        for placed in chapter.blocks:
            found += [placed.anchor, *placed.notes]
            block = placed.block
            several = (block, *block.variants) if isinstance(block, Figure) else (block,)
            for one in several:
                found += [value for value in vars(one).values() if isinstance(value, str)]
                spec = one.spec if isinstance(one, Table) else one.data if isinstance(one, Figure) else None
                if spec is not None:
                    found += [spec.caption, spec.source or "", *spec.notes, *(c.label for c in spec.columns)]
                    found += [cell for row in spec.cells() for cell in row]
                    found += [str(row.get("code", "")) for row in spec.rows]
                if isinstance(one, Figure):
                    found += [key.label for key in one.legend] + [str(one.at)]
                    found += [str(row.get("tip", "")) for row in _data(one.chart.to_dict())]
                if isinstance(one, Items):
                    found += [str(item) for item in one.items]
    return {number for text in found for number in NUMBER.findall(text)}


def test_every_number_in_the_source_of_the_protected_page_is_one_that_it_prints(example):
    run = Run(example.edition(unprotected=False))
    source = MACHINERY.sub(" ", html.render(run, sections(run)).decode())
    ticks = {"0", "20", "40", "60", "80", "100"} | {"0,1", "0,2", "0,3", "0,4", "0,5", "0,6", "0,8", "1,0"}
    assert set(NUMBER.findall(source)) - printed_numbers(run) - ticks == set()


def test_no_row_of_the_script_and_no_word_of_a_picture_holds_a_withheld_figure(example):
    run, secrets = Run(example.edition(unprotected=False)), Secrets(example)
    source = html.render(run, sections(run)).decode()
    data = json.loads(re.search(r'<template id="gegevens">(.*?)</template>', source, re.DOTALL)[1])
    rows = [("script", row[1:]) for f in data["figures"].values() for v in f["variants"] for row in v["rows"]]
    assert len(rows) == 22 * 8  # gebieden x groups and measures
    assert secrets.find(rows) == []
    words_ = [
        unescape(text)
        for text in re.findall(r'(?:data-tip|aria-label|alt)="([^"]*)"|<(?:desc|title)[^>]*>([^<]*)<', source)
        for text in text
    ]
    words_ += [
        str(v[name])
        for f in data["figures"].values()
        for v in f["variants"]
        for name in ("title", "alt", "counted", "legend")
    ]
    assert [leak for text in words_ for leak in secrets.in_words(text)] == []


def test_the_same_search_finds_what_an_unprotected_page_prints(example):
    run, secrets = Run(example), Secrets(example)
    source = html.render(run, sections(run)).decode()
    data = json.loads(re.search(r'<template id="gegevens">(.*?)</template>', source, re.DOTALL)[1])
    rows = [("script", row[1:]) for f in data["figures"].values() for v in f["variants"] for row in v["rows"]]
    assert len(secrets.find(rows)) > 5
    protected = Run(example.edition(unprotected=False))
    assert set(NUMBER.findall(MACHINERY.sub(" ", source))) - printed_numbers(protected)
