"""Charts: colours against WCAG 2.1, the numbers in the bars, and files without a network."""

import re
import xml.etree.ElementTree as ET

import pytest

import spreiding as sp
from spreiding.edition.render.html import CONTRASTS, PALETTE
from spreiding.publish import labels
from spreiding.publish.charts import bars, picture, style
from spreiding.words import notation

GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")
#: Allocations per group and rentals of three gebieden; made up.
CASES = {"DX01": (20, 10, 30, 300), "DX03": (60, 20, 20, 400), "DX20": (10, 30, 60, 200)}


@pytest.fixture(scope="module")
def shares():
    rows = [
        {"area": area, "group": group, "allocations": n, "rentals": numbers[3]}
        for area, numbers in CASES.items()
        for group, n in zip(GROUPS, numbers, strict=False)
    ]
    columns = {key: [row[key] for row in rows] for key in rows[0]}
    return sp.shares(sp.Counts.from_frame(columns, group="group", public=True))


def drawn(chart):
    """Return the bars of a chart as rows."""
    specification = chart.to_dict()
    named = specification.get("datasets", {})
    data = specification.get("data") or specification["layer"][0]["data"]
    return named[data["name"]] if "name" in data else data["values"]


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    # Black on white by definition; #777777 and #767676 on either side of 4.5 (WCAG 2.1 G18 techniques).
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(first, second, ratio):
    assert style.contrast(first, second) == pytest.approx(ratio, abs=0.005)  # printed with two decimals
    assert style.contrast(first, second) == style.contrast(second, first)


@pytest.mark.parametrize(("front", "back", "least"), CONTRASTS)
def test_colours_of_the_page_have_enough_contrast(front, back, least):
    assert style.contrast(PALETTE[front], PALETTE[back]) >= least


@pytest.mark.parametrize("fill", [*style.RAMP, *style.GROUP_COLOURS, style.NO_DATA, style.EMPTY])
def test_text_on_every_fill_can_be_read(fill):
    assert style.contrast(style.ink(fill), fill) >= 4.5


def test_the_outline_of_areas_stands_out_against_light_fills_and_the_page():
    # Darker fills differ from the white border itself; 3:1 is WCAG 1.4.11.
    for fill in [*style.RAMP, style.NO_DATA, style.EMPTY]:
        assert max(style.contrast(fill, style.LINE), style.contrast(fill, "#ffffff")) >= 3


def test_composition_adds_up_to_the_whole_bar(shares):
    rows = drawn(bars.composition_chart(shares))
    for area, numbers in CASES.items():
        parts = [row for row in rows if row["area"] == area]
        assert [row["share"] for row in parts] == pytest.approx([n / sum(numbers[:3]) for n in numbers[:3]])
        assert parts[-1]["end"] == pytest.approx(1)
        assert [row["percent"] for row in parts] == [notation.percent(n / sum(numbers[:3])) for n in numbers[:3]]


def test_group_shares_are_sorted_by_the_first_group_descending(shares):
    chart = bars.group_shares_chart(shares)
    rows = [row for row in drawn(chart) if row["group"] == "met_begeleiding"]
    expected = sorted(CASES, key=lambda area: -CASES[area][0] / CASES[area][3])
    order = chart.to_dict()["layer"][0]["encoding"]["y"]["sort"]
    assert order == [next(row["label"] for row in rows if row["area"] == area) for area in expected]
    assert "van 5% in DX20 tot 15% in DX03" in chart.description


@pytest.mark.parametrize("make", [bars.composition_chart, bars.group_shares_chart])
def test_the_legend_names_the_groups(make, shares, tmp_path):
    svg = picture.save(make(shares), tmp_path / "a.svg").read_text()
    assert all(f">{labels.group_label(group)}<" in svg for group in GROUPS)
    bare = picture.save(make(shares, legend=False), tmp_path / "b.svg").read_text()
    assert ">statushouders<" not in bare


def test_an_area_with_a_hidden_count_has_no_bar():
    columns = {
        "area": ["DX01"] * 2 + ["DX02"] * 2,
        "group": ["a", "b"] * 2,
        "allocations": [None, 4, 5, 6],
        "rentals": [20] * 4,
    }
    counts = sp.Counts.from_frame(columns, group="group")
    assert {row["area"] for row in drawn(bars.composition_chart(counts))} == {"DX02"}


def test_charts_without_groups_are_refused():
    counts = sp.Counts.from_frame({"area": ["DX01"], "allocations": [5], "rentals": [20]})
    with pytest.raises(sp.InvalidInputError, match="no main groups"):
        bars.composition_chart(counts)


def test_save_writes_png_and_svg_and_nothing_else(shares, tmp_path):
    chart = bars.composition_chart(shares)
    assert picture.save(chart, tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    root = ET.fromstring(picture.save(chart, tmp_path / "a.svg").read_text())  # noqa: S314  our own file
    assert root.tag.endswith("svg")
    with pytest.raises(sp.InvalidInputError, match=r"must end in \.png or \.svg"):
        picture.save(chart, tmp_path / "a.jpg")


def test_inline_svg_names_itself_and_its_ids_are_its_own(shares):
    chart = bars.composition_chart(shares)
    svg = picture.to_svg(chart, anchor="f1", title="A & B", alt="C < D")
    root = ET.fromstring(svg)  # noqa: S314  our own text
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("f1-t", "f1-d")
    titles = {child.get("id"): child.text for child in root if child.get("id")}
    assert titles == {"f1-t": "A & B", "f1-d": "C < D"}
    assert all(found.startswith("f1-") for found in re.findall(r'\bid="([^"]+)"', svg))
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
