"""Crosswalks between divisions: sums stay, shares of mass, what is refused. Numbers made up unless a file is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp
from spreiding.counts.apportion import both_ways, largest_remainders, units_for
from spreiding.publish.tables.table import spec_of
from spreiding.words.refusal import in_language

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
#: A is divided over N1 and N2, B goes whole to N2, C and D together make N3, E has no dwellings.
PARTS = {
    "code": ["A1", "A2", "B1", "C1", "D1", "E1"],
    "wijk_2015": ["A", "A", "B", "C", "D", "E"],
    "wijk_2022": ["N1", "N2", "N2", "N3", "N3", "N3"],
    "dwellings": [600, 400, 500, 100, 50, 0],
    "opp_m2": [1, 9, 5, 1, 1, 7],
}
COUNTED = {"area": list("ABCDE"), "allocations": [5, 1, 4, 0, 0], "rentals": [10, 4, 7, 2, 0]}


def walk(**options):
    return sp.crosswalk(PARTS, source="2015", target="2022", **options)


def rows_of(noun, *columns):
    return [tuple(row[c] for c in columns) for row in noun.to_dicts() if row.get("group", "all") == "all"]


def test_counts_follow_the_dwellings():
    found = walk().apply(sp.Counts.from_frame(COUNTED))
    assert rows_of(found, "area", "allocations", "rentals") == [("N1", 3, 6), ("N2", 3, 8), ("N3", 4, 9)]
    assert found.fractional
    cells = {row["area"]: row for row in found.converted.to_dicts()}
    assert cells["N1"]["from_whole"] == 0  # all of it is a part of A
    assert cells["N2"]["from_whole"] == 1 / 3  # of the allocations; of the rentals 4 / 8
    assert cells["N3"]["from_whole"] == 1
    assert [cells[code]["marked"] for code in ("N1", "N2", "N3")] == [True, True, False]


def test_stock_goes_the_same_way_per_day():
    table = {"area": list("ABCDE") * 2, "stock": [1000, 500, 100, 50, 0, 1100, 500, 100, 50, 0],
             "day": ["2020-01-01"] * 5 + ["2021-01-01"] * 5}  # fmt: skip
    found = walk().apply(sp.read_stock(table, date="day"))
    assert found.fractional
    assert found.dates == (date(2020, 1, 1), date(2021, 1, 1))
    assert found.on(date(2021, 1, 1)).rows() == [("N1", 660.0), ("N2", 940.0), ("N3", 150.0)]
    whole = walk().apply(sp.read_stock({"area": list("ABCDE"), "stock": [999, 1, 9, 1, 0]}), whole=True)
    assert whole.to_polars().rows() == [("N1", 599), ("N2", 401), ("N3", 10)]
    counts = walk().apply(sp.Counts.from_frame(COUNTED), whole=True)
    assert sp.shares(counts, whole).total.stock == 1010


def test_a_division_of_whole_areas_only_stays_exact():
    merged = {name: values[2:] for name, values in PARTS.items()}
    one = sp.crosswalk(merged, source="2015", target="2022")
    found = one.apply(sp.Counts.from_frame({name: values[1:] for name, values in COUNTED.items()}))
    assert one.divided == ()
    assert not found.fractional
    assert not found.converted["marked"].any()
    assert rows_of(found, "area", "rentals") == [("N2", 4), ("N3", 9)]


def test_fractions_are_refused_where_lettings_are_counted_one_by_one():
    fractional = sp.shares(walk().apply(sp.Counts.from_frame(COUNTED)))
    for exact in (sp.funnel, sp.protect):
        with pytest.raises(sp.InvalidInputError) as refused:
            exact(fractional)
        assert refused.value.code == "expected-whole-counts"
    assert "whole=True" in str(refused.value)
    assert sp.funnel(sp.shares(walk().apply(sp.Counts.from_frame(COUNTED), whole=True))) is not None
    years = {**{name: values * 3 for name, values in COUNTED.items()}, "year": [2018] * 5 + [2019] * 5 + [2020] * 5}
    yearly = sp.Counts.from_frame(years, by=["year"])
    for what in (sp.change, sp.trend):
        with pytest.raises(sp.InvalidInputError) as refused:
            what(sp.shares(walk().apply(yearly)))
        assert refused.value.code == "expected-whole-counts"
        assert what(sp.shares(walk().apply(yearly, whole=True))) is not None


# --- sums


@st.composite
def divisions(draw):
    """A made-up table of parts, counts by year, area and group, and a stock."""
    n_source, n_target = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    sources, targets = [f"S{i}" for i in range(n_source)], [f"T{i}" for i in range(n_target)]
    parts = [(s, draw(st.sampled_from(targets)), draw(st.integers(1, 900))) for s in sources]
    more = st.tuples(st.sampled_from(sources), st.sampled_from(targets), st.integers(0, 900))
    parts += draw(st.lists(more, max_size=12))
    rows = []
    for area in [*sources, "ONBEKEND"]:
        for year in (2018, 2019):
            let = draw(st.integers(0, 400))
            first = draw(st.integers(0, let))
            second = draw(st.integers(0, let - first))
            rows += [(area, year, "p", first, let), (area, year, "r", second, let)]
    return parts, pl.DataFrame(rows, schema=["area", "year", "g", "allocations", "rentals"], orient="row")


@settings(max_examples=60, deadline=None)
@given(divisions(), st.booleans())
def test_every_sum_is_kept_exactly(made, whole):
    parts, table = made
    columns = dict(zip(("a_1", "a_2", "dwellings"), map(list, zip(*parts, strict=True)), strict=True))
    found = sp.crosswalk(columns, source="a_1", target="a_2")
    counts = sp.Counts.from_frame(table, by=["year"], group="g")
    after = found.apply(counts, whole=whole)
    for key in (["year", "group"], ["group"]):
        sums = [
            noun.frame.group_by(key).agg(pl.col("allocations", "rentals").sum()).sort(key) for noun in (counts, after)
        ]
        assert sums[0].rows() == sums[1].rows()  # equal, not nearly
    frame = after.frame
    assert (frame["allocations"] <= frame["rentals"]).all()
    assert (frame["allocations"] >= 0).all()
    of = frame.filter(pl.col("group") != "all").group_by("area", "year").agg(pl.col("allocations").sum())
    both = of.join(frame.filter(pl.col("group") == "all"), on=["area", "year"], suffix="_all")
    assert (both["allocations"] == both["allocations_all"]).all()
    if whole:
        assert frame.schema["rentals"].is_integer()
    near = found.apply(counts).frame
    assert (near["rentals"] - frame["rentals"]).abs().max() < 1.0001
    kept = after.frame.filter(pl.col("area") == "ONBEKEND").rows()
    assert kept == counts.frame.filter(pl.col("area") == "ONBEKEND").rows()
    dwellings = {"area": [f"S{i}" for i in range(8)], "stock": [7, 11, 13, 17, 19, 23, 29, 31]}
    stock = sp.read_stock({k: v[: len({p[0] for p in parts})] for k, v in dwellings.items()})
    moved = found.apply(stock, whole=whole).frame["stock"]
    assert moved.sum() == stock.frame["stock"].sum()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.floats(0, 50), min_size=1, max_size=20))
def test_largest_remainders_stay_within_one(values):
    numbers = np.array(values)
    total = round(numbers.sum())
    found = largest_remainders(numbers, total)
    assert found.sum() == total
    assert (np.abs(found - numbers) < 1 + 1e-9).all()
    assert units_for(numbers.sum()) >= 2**40


def test_bounds_that_hold_too_little_are_a_fault():
    with pytest.raises(ValueError, match="less than the total"):
        largest_remainders(np.array([1.5, 1.5]), 3, np.array([1, 1]))
    assert both_ways(np.zeros((2, 2)), np.array([3, 0]), np.array([1, 2])).tolist() == [[1, 2], [0, 0]]


# --- what it refuses


def refusal_of(make):
    with pytest.raises(sp.InvalidInputError) as refused:
        make()
    assert in_language(refused.value, "nl")
    return refused.value


def test_a_missed_area_is_named():
    counts = sp.Counts.from_frame({"area": ["A", "Z"], "allocations": [1, 1], "rentals": [2, 2]})
    error = refusal_of(lambda: walk().apply(counts))
    assert (error.code, error.data["areas"]) == ("crosswalk-misses", ["Z"])
    assert refusal_of(lambda: walk().apply(sp.read_stock({"area": ["Z"], "stock": [1]}))).code == "crosswalk-misses"


def test_weights_that_do_not_cover_are_refused():
    counts = sp.Counts.from_frame({"area": ["E"], "allocations": [1], "rentals": [2]})  # lettings, and no dwellings
    assert refusal_of(lambda: walk().apply(counts)).code == "crosswalk-no-weight"
    for weights, code in (
        ([600, None, 500, 1, 1, 0], "crosswalk-weight"),
        ([600, -1, 500, 1, 1, 0], "crosswalk-weight"),
    ):
        broken = {**PARTS, "dwellings": weights}
        error = refusal_of(lambda broken=broken: sp.crosswalk(broken, source="2015", target="2022"))
        assert (error.code, error.place["rows"], error.place["column"]) == (code, [2], "dwellings")
    nowhere = {**PARTS, "wijk_2022": ["N1", None, "N2", "N3", "N3", "N3"]}
    error = refusal_of(lambda: sp.crosswalk(nowhere, source="2015", target="2022"))
    assert (error.code, error.place["rows"]) == ("crosswalk-uncovered", [2])


def test_land_counts_only_by_its_word():
    assert refusal_of(lambda: walk(weight="opp_m2")).code == "crosswalk-land"
    found = walk(weight="land")
    assert "land" in found.caption
    assert rows_of(found.apply(sp.Counts.from_frame(COUNTED)), "area", "rentals")[0] == ("N1", 1)
    no_column = {key: values for key, values in PARTS.items() if key != "opp_m2"}
    error = refusal_of(lambda: sp.crosswalk(no_column, source="2015", target="2022", weight="land"))
    assert error.code == "crosswalk-column"
    assert refusal_of(lambda: walk(weight="woningen")).code == "no-such-column"


def test_names_are_no_keys():
    areas = sp.Areas.from_tiles(list("ABCDE"), ["West", "Oost", "Noord", "Zuid", "Plein"], range(5), [0] * 5)
    named = {**PARTS, "wijk_2015": ["West", "West", "Oost", "Noord", "Zuid", "Plein"]}
    counts = sp.Counts.from_frame(COUNTED, areas=areas)
    error = refusal_of(lambda: sp.crosswalk(named, source="2015", target="2022").apply(counts))
    assert error.code == "names-as-keys"
    # In the packaged divisions "Driemond" stands in both, with other ground: found in the table itself.
    packaged = {"wijk_2015": ["Driemond"], "wijk_2022": ["SA"], "dwellings": [600]}
    error = refusal_of(lambda: sp.crosswalk(packaged, source="2015", target="2022"))
    assert (error.code, error.place["column"]) == ("names-as-keys", "wijk_2015")


def test_columns_that_could_be_more_than_one_are_refused():
    two = {**PARTS, "gebied_2015": ["x"] * 6}
    error = refusal_of(lambda: sp.crosswalk(two, source="2015", target="2022"))
    assert (error.code, error.data["found"]) == ("crosswalk-column", ["wijk_2015", "gebied_2015"])
    assert sp.crosswalk(two, source="wijk_2015", target="2022").divided == ("A",)
    assert refusal_of(lambda: sp.crosswalk(PARTS, source="2011", target="2022")).code == "crosswalk-column"


def test_areas_of_the_target_are_checked_and_all_there():
    areas = sp.Areas.from_tiles(["N1", "N2", "N3", "N4"], list("abcd"), range(4), [0] * 4, levels={"g": ["G"] * 4})
    found = walk(areas=areas).apply(sp.Counts.from_frame(COUNTED))
    assert rows_of(found, "area", "rentals") == [("N1", 6), ("N2", 8), ("N3", 9), ("N4", 0)]
    assert rows_of(found.roll_up("g"), "area", "rentals") == [("G", 23)]
    fewer = sp.Areas.from_tiles(["N1", "N2"], list("ab"), range(2), [0] * 2)
    assert refusal_of(lambda: walk(areas=fewer)).code == "not-of-areas"


def test_packaged_divisions_bring_their_own_parents():
    parts = {"wijk_2015": ["T98", "T97", "T97"], "wijk_2022": ["SA", "TK", "TL"], "dwellings": [600, 100, 300]}
    counts = sp.Counts.from_frame({"area": ["T97", "T98"], "allocations": [4, 1], "rentals": [8, 3]}, areas=sp.tiles())
    found = sp.crosswalk(parts, source="2015", target="2022").apply(counts)
    assert rows_of(found, "area", "rentals") == [("SA", 3), ("TK", 2), ("TL", 6)]
    assert rows_of(found.roll_up("gebied"), "area", "rentals") == [("GS25", 3), ("GT24", 8)]


def test_counts_of_another_division_or_of_no_areas_are_refused():
    areas = sp.Areas.from_tiles(list("ABCDE"), list("abcde"), range(5), [0] * 5, scheme="2022")
    assert refusal_of(lambda: walk().apply(sp.Counts.from_frame(COUNTED, areas=areas))).code == "crosswalk-other-scheme"
    city = sp.Counts.from_frame({"year": ["2018"], "allocations": [1], "rentals": [2]}, area=None, by=["year"])
    assert refusal_of(lambda: walk().apply(city)).code == "expected-grain"
    assert refusal_of(lambda: walk().apply("counts")).code == "crosswalk-takes"


def test_missing_stays_missing_and_has_no_whole_numbers():
    counts = sp.Counts.from_frame({**COUNTED, "allocations": [None, 1, 4, 0, 0]})
    found = walk().apply(counts)
    assert rows_of(found, "area", "allocations", "rentals") == [("N1", None, 6), ("N2", None, 8), ("N3", 4, 9)]
    assert refusal_of(lambda: walk().apply(counts, whole=True)).code == "crosswalk-whole-missing"


def test_a_crosswalk_shows_itself():
    spec = spec_of(walk())
    assert spec.cells()[0] == ["A", "N1", "600", "60,0"]
    assert "dwellings" in spec.caption


# --- the two divisions of Amsterdam


@pytest.mark.parametrize(("scheme", "wijken", "gebieden"), [("2015", 99, 22), ("2022", 110, 25)])
def test_both_divisions_have_tiles_names_and_parents(scheme, wijken, gebieden):
    areas = sp.tiles("wijk", scheme)
    assert (len(areas), len(sp.tiles("gebied", scheme)), areas.scheme) == (wijken, gebieden, scheme)
    assert None not in areas.names
    assert None not in areas.levels["stadsdeel"]
    lost = [code for code, parent in zip(areas.codes, areas.levels["gebied"], strict=True) if parent is None]
    assert all(code.startswith("B") for code in lost)  # Westpoort lies in no gebied
    assert set(areas.levels["gebied"]) - {None} == set(sp.tiles("gebied", scheme).codes)
    assert "Driemond" in areas.names


def test_the_wijk_na_is_no_missing_code():
    frame = {"area": ["NA", "NB"], "allocations": [1, 2], "rentals": [3, 4]}
    counts = sp.Counts.from_frame(frame)
    assert counts.row("NA")["rentals"] == 3
    assert sp.Counts.from_frame(frame, areas=sp.tiles("wijk", "2022")).row("NA")["rentals"] == 3
    assert sp.shares(counts, sp.read_stock({"area": ["NA", "NB"], "stock": [50, 60]})).total.stock == 110
    with pytest.raises(sp.InvalidInputError):
        sp.Counts.from_frame({**frame, "area": ["NA", "E16"]})


def test_another_division_or_level_is_refused():
    with pytest.raises(sp.InvalidInputError, match="scheme is '2030', must be one of 2015, 2022"):
        sp.tiles("wijk", "2030")
    with pytest.raises(sp.InvalidInputError, match="level is 'buurt', must be one of wijk, gebied"):
        sp.tiles("buurt", "2022")


def test_weesp_joins_and_driemond_was_there():
    areas = sp.tiles("wijk", "2022")
    frame = {"date": ["2021-06-01", "2022-06-01", "2021-02-01", "2022-09-01"], "area": ["SA", "SC", "AA", "AA"],
             "group": ["UMO", None, None, "UMO"]}  # fmt: skip
    rentals = sp.read_rentals(frame, groups="harmonised", areas=areas, period=(date(2021, 1, 1), date(2022, 12, 31)))
    counts = sp.count(rentals, by=["area", "year"])
    assert set(counts.joined) == {"SB", "SC", "SD", "SE"}
    found = sp.change(sp.shares(counts)).to_polars().filter(pl.col("group") == "all")
    assert set(found.filter("joined")["unit"]) == {"SB", "SC", "SD", "SE", "STAD"}
    gebied = sp.shares(sp.count(rentals, by=["gebied", "year"]))
    assert set(sp.change(gebied).to_polars().filter("joined")["unit"]) == {"GS25", "STAD"}
    assert any("niet over hetzelfde gebied" in note for note in spec_of(gebied).notes)
    before = sp.shares(counts.select(year=["2021"]))
    assert before.select(year="2021").counts.joined == {}
    later = replace(counts, period=(date(2022, 4, 1), date(2023, 12, 31)))
    assert later.joined == {}


def test_the_land_table_of_the_two_divisions_keeps_every_letting():
    path = SHARED / "crosswalk_wijk2015_wijk2022_oppervlak.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand")
    found = sp.crosswalk(path, source="2015", target="2022", weight="land", areas=sp.tiles("wijk", "2022"))
    study = sp.examples.amsterdam_2016_2017()
    counts = sp.count(study.rentals)
    after = found.apply(counts, whole=True)
    for group in ("all", *counts.groups):
        assert after.column("allocations", group)[1].sum() == counts.column("allocations", group)[1].sum()
    assert after.column("rentals")[1].sum() == counts.column("rentals")[1].sum()
    assert after.row("SC")["rentals"] == 0  # Weesp was no part of the city
    assert after.row("SA")["rentals"] >= counts.row("T98")["rentals"]  # Driemond, with a strip of T95
    stock = found.apply(study.stock)
    assert stock.frame["stock"].sum() == study.stock.frame["stock"].sum()
