"""Maps: who is in which class, in which colour, from tiles and from real boundaries."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp
from spreiding.areas.areas import Areas
from spreiding.publish.charts import style
from spreiding.publish.maps import choropleth
from spreiding.publish.maps import classes as map_classes
from spreiding.publish.maps.ground import STEP, WIDTH, ground

SHARED = Path(__file__).parents[3] / "shared" / "data"
CODES = ["A00", "A01", "E16", "E40", "E75", "M34"]
#: Allocations, rentals and stock; made up. M34 is on the map and has no rentals.
NUMBERS = {"A00": (1, 50, 900), "A01": (6, 10, 900), "E16": (10, 40, 900), "E40": (7, 20, 900), "E75": (11, 11, 900)}


@pytest.fixture(scope="module")
def tiles():
    return Areas.from_tiles(CODES, [f"wijk {code}" for code in CODES], [0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 1, 1])


def made(numbers, areas):
    columns = {
        "area": list(numbers),
        "allocations": [n[0] for n in numbers.values()],
        "rentals": [n[1] for n in numbers.values()],
    }
    stock = {"area": list(numbers), "stock": [n[2] for n in numbers.values()]}
    return sp.shares(sp.Counts.from_frame(columns, areas=areas), stock)


@pytest.fixture(scope="module")
def shares(tiles):
    return made(NUMBERS, tiles)


def classes(shares, areas, value="share_of_rentals", **options):
    given = {"bands": None, "lang": "nl", "group": "all", "min_rentals": 10} | options
    return {c.label: set(c.areas) for c in map_classes.classes(shares, areas, value, **given)}


def test_classes_are_closed_on_the_left_and_few_rentals_are_left_out(shares, tiles):
    assert classes(shares, tiles) == {
        "minder dan 10%": {"A00"},
        "10–25%": set(),
        "25–35%": {"E16"},  # 10 / 40 is the edge itself
        "35–50%": {"E40"},  # 7 / 20 is the edge itself, and the same float as 0.35
        "50% en meer": {"E75"},
        "10 of minder verhuringen": {"A01"},
        "geen verhuringen": {"M34"},
    }


def test_the_bound_on_rentals_is_exclusive_and_an_option(shares, tiles):
    assert "A01" in classes(shares, tiles, min_rentals=9)["50% en meer"]
    assert classes(shares, tiles, min_rentals=11)["11 of minder verhuringen"] == {"A01", "E75"}


def test_shares_of_the_stock_do_not_need_rentals(shares, tiles):
    found = classes(shares, tiles, "share_of_stock")
    assert list(found)[:4] == ["minder dan 0,2%", "0,2–0,5%", "0,5–0,9%", "0,9% en meer"]
    assert "A01" in found["0,5–0,9%"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=6, max_size=6))
def test_every_area_is_in_one_class_and_counts_are_those_of_bands(pairs):
    areas = Areas.from_tiles(CODES, CODES, range(6), [0] * 6)
    numbers = {code: (min(pair), max(pair), 900) for code, pair in zip(CODES, pairs, strict=True)}
    result = made(numbers, areas)
    found = map_classes.classes(result, areas, "share_of_rentals", bands=None, lang="nl", group="all", min_rentals=10)
    assert Counter(code for c in found for code in c.areas) == Counter(CODES)
    drawn = result.to_polars().filter(pl.col("rentals") > 10)["share_of_rentals"]
    assert tuple(len(c.areas) for c in found[:5]) == sp.bands(drawn, [0.10, 0.25, 0.35, 0.50]).counts


def test_bands_of_the_user_are_used(shares, tiles):
    values = shares.column("share_of_rentals")[1]
    found = sp.classify(values, k=3)
    labels = list(classes(shares, tiles, bands=found, min_rentals=0))[:3]
    assert len(labels) == 3
    drawn = classes(shares, tiles, bands=found, min_rentals=0)
    assert tuple(len(drawn[label]) for label in labels) == found.counts


def test_protected_areas_have_their_own_entry_and_sign(shares, tiles):
    frame = shares.to_polars().with_columns(
        status=pl.when(pl.col("area") == "E40").then(pl.lit("suppressed")).otherwise(pl.lit("shown")),
        share_of_rentals=pl.when(pl.col("area") != "E40").then("share_of_rentals"),
    )
    hidden = type(shares)(frame, shares.counts, shares.total)
    found = map_classes.classes(hidden, tiles, "share_of_rentals", bands=None, lang="nl", group="all", min_rentals=10)
    protected = next(c for c in found if c.areas == ("E40",))
    assert (protected.label, protected.sign) == ("afgeschermd", "×")


def test_a_share_that_is_only_a_bound_stands_in_the_class_behind_the_bound(shares, tiles):
    bounds = {"A00": ("bottomcoded", 0.1), "E75": ("topcoded", 0.9)}
    frame = shares.to_polars().filter(pl.col("area").is_in(list(bounds)))
    frame = frame.with_columns(
        rentals=pl.lit(None, dtype=pl.Int64),
        status=pl.col("area").replace_strict({code: status for code, (status, _) in bounds.items()}),
        share_of_rentals=pl.col("area").replace_strict({code: share for code, (_, share) in bounds.items()}),
    )
    found = classes(type(shares)(frame, shares.counts, shares.total), tiles)
    assert (found["minder dan 10%"], found["50% en meer"]) == ({"A00"}, {"E75"})


def test_a_bound_inside_a_class_has_an_entry_of_its_own(shares, tiles):
    frame = shares.to_polars().filter(pl.col("area").is_in(["A00", "E75"]))
    frame = frame.with_columns(
        rentals=pl.lit(None, dtype=pl.Int64),
        status=pl.Series(["bottomcoded", "topcoded"]),
        share_of_rentals=pl.Series([0.1, 0.5]),
    )
    protected = type(shares)(frame, shares.counts, shares.total)
    found = classes(protected, tiles, bands=(0.05, 0.15, 0.6))
    assert found["minder dan 10%, niet nader bekend"] == {"A00"}
    assert found["meer dan 50%, niet nader bekend"] == {"E75"}
    assert found["minder dan 5%"] == found["60% en meer"] == set()
    signs = {c.sign for c in map_classes.classes(protected, tiles, "share_of_rentals", bands=(0.05, 0.15, 0.6), lang="nl",
                                          group="all", min_rentals=10)}  # fmt: skip
    assert {"<", ">"} <= signs


def test_an_area_of_another_scheme_is_refused_by_code(shares):
    other = Areas.from_tiles(["MH", "MA"], ["Zeeburgereiland", "Weesperzijde"], [0, 1], [0, 0])
    with pytest.raises(sp.InvalidInputError, match=r"A00, A01, .* not on the map .*5 of 5.* such as MH, MA"):
        sp.choropleth(shares, other)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"value": "share"}, "no column 'share'; its columns are area"),
        ({"group": "met"}, "group is 'met', must be one of all"),
        ({"bands": [0.5, 0.1]}, "must be above the edge before it"),
    ],
)
def test_bad_options_are_named(shares, tiles, options, message):
    with pytest.raises(sp.InvalidInputError, match=message):
        sp.choropleth(shares, tiles, **options)


def test_the_legend_counts_areas_with_their_noun(shares, tiles):
    found = map_classes.classes(shares, tiles, "share_of_rentals", bands=None, lang="nl", group="all", min_rentals=10)
    labels = [label for _, label, _ in map_classes.entries(found)]
    assert "25–35% (1 wijk)" in labels
    assert "10–25% (0 wijken)" in labels
    colour = sp.choropleth(shares, tiles).to_dict()["layer"][0]["encoding"]["color"]
    signs = [sign for *_, sign in map_classes.entries(found)]
    assert colour["scale"]["domain"] == [f"{s} {label}".strip() for s, label in zip(signs, labels, strict=True)]
    assert colour["scale"]["range"][:5] == [style.RAMP[i] for i in (0, 2, 4, 6, 8)]


def test_the_description_names_the_highest_class(shares, tiles):
    text = sp.choropleth(shares, tiles).description
    assert "1 wijk met 25–35%" in text
    assert text.endswith("In de klasse 50% en meer: E75 wijk E75.")
    assert "rentals" in sp.choropleth(shares, tiles, lang="en").description


def test_tiles_carry_their_codes(shares, tiles):
    specification = sp.choropleth(shares, tiles).to_dict()
    data = specification["layer"][-1]["data"]
    text = data["values"] if "values" in data else specification["datasets"][data["name"]]
    marks = {mark["text"].split(" ")[0]: mark for mark in json.loads(text) if mark["bold"]}
    assert set(marks) == set(CODES)
    assert marks["A00"]["y"] < marks["E40"]["y"]  # row 0 is drawn above row 1
    assert marks["M34"]["text"] == "M34 –"  # no rentals


def test_the_legend_says_what_was_counted(shares, tiles):
    told = {
        ("share_of_rentals", "nl"): "Toewijzingen als deel van de verhuringen; tussen haakjes het aantal wijken",
        ("share_of_stock", "en"): "Allocations as a share of the housing stock; in brackets the number of districts",
    }
    for (value, lang), words in told.items():
        drawn = choropleth.draw_shares(shares, tiles, value, lang=lang)
        assert drawn.counted == words
        assert words in json.dumps(drawn.to_dict(), ensure_ascii=False)


def test_the_finding_is_the_class_that_most_areas_are_in(shares, tiles):
    drawn = choropleth.draw_shares(shares, tiles)
    finding = choropleth.finding(drawn.classes, "share_of_rentals", lang="nl")
    assert finding == "In 1 van de 4 wijken ging minder dan 10% van de verhuringen naar de doelgroepen"
    assert choropleth.finding(drawn.classes, "turnover", lang="nl") == ""
    empty = [replace(c, areas=()) for c in drawn.classes]
    assert choropleth.finding(empty, "share_of_rentals", lang="nl") == ""


def test_real_boundaries_keep_every_area_and_their_proportions():
    source = SHARED / "wijken_2015_crs84.geojson"
    if not source.exists():
        pytest.skip("needs ../shared/data: real boundaries are not part of the repository")
    areas = sp.read_areas(source, name="naam")
    drawn_on = ground(areas)
    assert list(drawn_on.polygons) == list(areas.codes)
    rings = [ring for parts in drawn_on.polygons.values() for part in parts for ring in part]
    assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)
    assert max(x for ring in rings for x, _ in ring) == WIDTH * STEP
    west, south, east, north = areas.to_crs("EPSG:28992").bounds
    # RD is true to shape; the box of a turned grid differs by well under 2%.
    assert drawn_on.height / drawn_on.width == pytest.approx((north - south) / (east - west), rel=0.02)


@pytest.mark.parametrize("value", ["turnover", "share_of_rentals", "share_of_stock", "stock", "rentals", "lower"])
@pytest.mark.parametrize("n", [1, 2, 5])
def test_equal_values_are_one_class_of_a_map(value, n):
    codes = [f"W{i}" for i in range(n)]
    tiles = sp.Areas.from_tiles(codes, codes, range(n), [0] * n)
    counts = sp.Counts.from_frame({"area": codes, "allocations": [20] * n, "rentals": [100] * n}, areas=tiles)
    result = sp.shares(counts, {"area": codes, "stock": [1000] * n})
    found = [c for c in map_classes.classes(
        result, tiles, value, bands=None, lang="nl", group="all", min_rentals=10) if c.areas]  # fmt: skip
    assert [len(c.areas) for c in found] == [n]
    known = {"turnover": "10%", "stock": "1.000", "rentals": "100"}
    assert found[0].label == known.get(value, found[0].label)
    assert sp.choropleth(result, tiles, value).to_dict()["description"]


def test_a_map_without_any_value_has_no_class_of_shares():
    tiles = sp.Areas.from_tiles(["W0"], ["W0"], [0], [0])
    result = sp.shares(sp.Counts.from_frame({"area": ["W0"], "allocations": [0], "rentals": [0]}, areas=tiles))
    for value in ("turnover", "share_of_rentals"):
        found = map_classes.classes(result, tiles, value, bands=None, lang="en", group="all", min_rentals=10)
        assert [c.areas for c in found if c.areas] == [("W0",)]


def test_given_classes_of_one_class_hold_all():
    tiles = sp.Areas.from_tiles(["W0", "W1"], ["W0", "W1"], [0, 1], [0, 0])
    counts = sp.Counts.from_frame({"area": ["W0", "W1"], "allocations": [10, 20], "rentals": [100, 100]}, areas=tiles)
    result = sp.shares(counts)
    one = sp.classify(result.column("share_of_rentals")[1], k=1)
    text = json.dumps(sp.choropleth(result, tiles, bands=one).to_dict(), ensure_ascii=False)
    assert "20% of minder (2" in text
