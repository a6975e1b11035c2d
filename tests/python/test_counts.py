"""Counts, stock and shares: values by hand, from statsmodels, and one message per broken rule."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

AREAS = sp.Areas.from_tiles(
    ["E16", "E40", "M34"], ["a", "b", "c"], [0, 1, 2], [0, 0, 1],
    levels={"gebied": ["DX03", "DX05", "DX16"], "stadsdeel": ["E", "E", None]},
)  # fmt: skip
AGGREGATE = {"area": ["E16", "E40", "M34"], "allocations": [58, 20, 0], "rentals": [87, 37, 0]}


def test_aggregates_roll_up_and_add_the_stock_up():
    counts = sp.Counts.from_frame(AGGREGATE, areas=AREAS)
    stock = {"area": ["E16", "E40", "M34"], "stock": [5200, 4000, 620]}
    gebied = sp.shares(counts.roll_up("gebied"), stock)
    rows = {r["area"]: r for r in gebied.to_dicts()}
    assert rows["DX05"]["stock"] == 4000
    assert rows["DX05"]["share_of_rentals"] == 20 / 37
    assert rows["DX05"]["turnover"] == 37 / 4000
    assert (gebied.total.allocations, gebied.total.rentals, gebied.total["stock"]) == (78, 124, 9820)
    assert gebied.total.share_of_stock == 78 / 9820
    city = sp.shares(counts.roll_up("city"), stock).to_dicts()[0]
    assert (city["area"], city["stock"], city["share_of_rentals"]) == ("STAD", 9820, 78 / 124)
    # M34 has no stadsdeel, and no rentals either: nothing is lost.
    assert counts.roll_up("stadsdeel").row("E")["rentals"] == 124
    assert counts.roll_up("city").row("STAD")["allocations"] == 78


def test_an_area_without_a_parent_is_not_lost_in_silence():
    counts = sp.Counts.from_frame(AGGREGATE | {"rentals": [87, 37, 5]}, areas=AREAS)
    with pytest.raises(sp.InvalidInputError, match="area M34 has rentals and no stadsdeel"):
        counts.roll_up("stadsdeel")
    with pytest.raises(sp.InvalidInputError, match="level is 'wijk', must be one of gebied, stadsdeel, city"):
        counts.roll_up("wijk")


def test_groups_become_rows_with_their_total():
    frame = {"a": ["E16", "E16", "E40"], "g": ["met", "status", "met"], "n": [3, 4, 1], "r": [9, 9, 2]}
    counts = sp.Counts.from_frame(frame, area="a", group="g", allocations="n", rentals="r")
    assert counts.groups == ("met", "status")
    assert counts.to_polars().rows() == [
        ("E16", "all", 7, 9), ("E16", "met", 3, 9), ("E16", "status", 4, 9),
        ("E40", "all", 1, 2), ("E40", "met", 1, 2), ("E40", "status", 0, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"allocations": [58, 38, 0]}, "more allocations than rentals in row 2"),
        ({"rentals": [87, 37, -1]}, r"column 'rentals', row 3: -1, must be a whole number >= 0"),
        ({"rentals": [1.785, 37, 0]}, r"row 1: 1\.785, must be a whole number >= 0; in Dutch notation 1\.785 is 1785"),
        ({"area": ["E16", "E16", "M34"]}, "an area .*occurs more than once in rows 1, 2"),
        ({"area": ["E16", "E40", "Q1"]}, "area Q1 is not one of the 3 areas, in row 3"),
        ({"area": ["E16", None, "M34"]}, "area is missing in row 2"),
        ({"area": [16, 40, 34]}, "column 'area' holds numbers"),
        ({"rentals": ["87", "veel", "0"]}, "rentals"),
        ({"rentals": [87, 37, float("inf")]}, "row 3: inf, must be a whole number"),
    ],
)
def test_broken_aggregates_are_refused(change, message):
    with pytest.raises(sp.InvalidInputError, match=message):
        sp.Counts.from_frame(AGGREGATE | change, areas=AREAS)


def test_groups_that_do_not_add_up_are_refused():
    frame = {"area": ["E16"] * 3, "group": ["all", "met", "status"], "allocations": [8, 3, 4], "rentals": [9] * 3}
    with pytest.raises(sp.InvalidInputError, match=r"groups of area E16 add up to 7, its row 'all' \(row 1\) says 8"):
        sp.Counts.from_frame(frame, group="group")
    with pytest.raises(sp.InvalidInputError, match="add up to more than its rentals"):
        sp.Counts.from_frame({k: v[1:] for k, v in frame.items()} | {"rentals": [6, 6]}, group="group")


def test_missing_stays_missing():
    frame = {"area": ["E16", "E40"], "allocations": [58, None], "rentals": [87, 37]}
    shares = sp.shares(sp.Counts.from_frame(frame))
    assert shares.to_polars()["share_of_rentals"].to_list() == [58 / 87, None]
    assert shares.to_polars()["share_of_stock"].null_count() == 2
    assert shares.total.allocations is None


@pytest.mark.parametrize("stock", [[5200, None, 0], [5200, 0, 0]])
def test_stock_is_needed_where_there_are_rentals(stock):
    with pytest.raises(sp.InvalidInputError, match="stock is missing or 0 for area E40, which has rentals"):
        sp.shares(sp.Counts.from_frame(AGGREGATE), {"area": ["E16", "E40", "M34"], "stock": stock})


def test_a_stock_file_is_read_in_either_notation(tmp_path):
    dutch, international = tmp_path / "nl.csv", tmp_path / "en.csv"
    dutch.write_text("area;stock\nE16;5.200\nE40;785\n", encoding="utf-8-sig")
    international.write_text('area,stock\nE16,"5,200"\nE40,785\n')
    for path in (dutch, international):
        assert sp.read_stock(path).to_polars().rows() == [("E16", 5200), ("E40", 785)]
    international.write_text("area,stock\nE16,5.200\n")
    # A number of dwellings is whole: the point stands for thousands, whatever the rest of the file does.
    assert sp.read_stock(international).to_polars().rows() == [("E16", 5200)]
    for wrong in ("5.2", "x1", "5,200.5"):
        dutch.write_text(f"area;stock\nE16;{wrong}\n")
        with pytest.raises(sp.InvalidInputError):
            sp.read_stock(dutch)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"area": ["E16", "E16"], "stock": [1, 2]}, "an area occurs more than once, in rows 1, 2"),
        ({"area": ["E16"], "stock": [-2]}, "row 1: -2, must be a whole number"),
        ({"wijk": ["E16"], "stock": [2]}, "has no column 'area'; its columns are 'wijk', 'stock'"),
    ],
)
def test_a_broken_stock_is_refused(data, message):
    with pytest.raises(sp.InvalidInputError, match=message):
        sp.read_stock(data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from([0.8, 0.95, 0.99]))
def test_intervals_agree_with_statsmodels(a, b, level):
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    x, n = min(a, b), max(a, b, 1)
    counts = sp.Counts.from_frame({"area": ["E16"], "allocations": [x], "rentals": [n]})
    for ours, theirs in {"wilson": "wilson", "clopper_pearson": "beta", "jeffreys": "jeffreys"}.items():
        lower, upper = proportion.proportion_confint(x, n, alpha=1 - level, method=theirs)
        if ours == "jeffreys":  # statsmodels leaves out the two ends of Brown, Cai & DasGupta (2001)
            lower, upper = (0.0 if x == 0 else lower), (1.0 if x == n else upper)
        found = sp.shares(counts, interval=ours, level=level)
        # scipy's inverse of the incomplete beta is good to about 1e-10.
        assert found.total.lower == pytest.approx(max(lower, 0), abs=1e-9)
        assert found.total.upper == pytest.approx(min(upper, 1), abs=1e-9)


def test_a_level_outside_0_and_1_is_refused():
    counts = sp.Counts.from_frame(AGGREGATE)
    with pytest.raises(sp.InvalidInputError, match="level is 95, must be between 0 and 1"):
        sp.shares(counts, level=95)
    with pytest.raises(sp.InvalidInputError, match="wald"):
        sp.shares(counts, interval="wald")


def test_results_convert_and_show_themselves():
    shares = sp.shares(sp.Counts.from_frame(AGGREGATE))
    assert shares.to_pandas().shape == (3, 10)
    assert pl.DataFrame(shares).height == len(shares) == 3
    assert "<table" in shares._repr_html_()
    with pytest.raises(AttributeError):
        shares.level = 0.9


def test_target_groups_of_three_years():
    sizes = {name: sp.target_groups(name).to_polars().height for name in ("ois2018", "phkg2020", "phkg2024")}
    assert sizes == {"ois2018": 17, "phkg2020": 26, "phkg2024": 23}
    met = sp.target_groups("ois2018").to_polars().filter(pl.col("main_group") == "met_begeleiding")
    assert met.height == 10
    # Nineteen groups in 2024 (the text), statushouders apart.
    new = sp.target_groups("phkg2024").to_polars().filter(pl.col("main_group") != "statushouders")
    assert new.height == 19
    assert new.group_by("main_group").len().sort("main_group")["len"].to_list() == [11, 8]
    wheelchair = new.filter(pl.col("code").str.contains("rolstoel"))
    assert wheelchair["counts_toward_target"].to_list() == [False]
    with pytest.raises(sp.InvalidInputError, match="groups is 'ois2019', must be one of 'ois2018'"):
        sp.target_groups("ois2019")
    with pytest.raises(sp.InvalidInputError, match="label 'A' belongs to the codes 'a' and 'A'"):
        sp.target_groups({"code": ["a", "A"], "main_group": ["x", "y"]})


def test_the_same_delivery_of_2020_on_two_schemes():
    # Published: met 656 and zonder 674 in 2020; on the scheme of 2016 the moved groups make it 714 and 616.
    moved = {"Gezinnen in crisisopvang": 35, "Slachtoffers Huiselijk Geweld": 21, "OOV": 0,
             "(Slachtoffers mensenhandel/) uittredende sekswerkers": 2}  # fmt: skip
    scheme = sp.target_groups("phkg2020").to_polars()
    assert set(scheme.filter(pl.col("code").is_in(list(moved)))["main_group"]) == {"zonder_begeleiding"}
    assert 656 + sum(moved.values()) == 714
    assert 674 - sum(moved.values()) == 616


def test_shares_per_year_divide_by_the_period():
    period = (date(2016, 1, 1), date(2017, 6, 30))
    counts = sp.Counts.from_frame({"area": ["E16"], "allocations": [60], "rentals": [90]}, period=period)
    stock = {"area": ["E16"], "stock": [6000]}
    yearly, plain = sp.shares(counts, stock, annualise=True), sp.shares(counts, stock)
    assert plain.total.share_of_stock == 0.01
    assert yearly.total.share_of_stock == pytest.approx(0.01 / 1.5, rel=1e-15)  # one division
    assert yearly.total.turnover == pytest.approx(0.015 / 1.5, rel=1e-15)
    assert yearly.total.share_of_rentals == plain.total.share_of_rentals
    with pytest.raises(sp.InvalidInputError, match="annualise needs the period"):
        sp.shares(sp.Counts.from_frame(AGGREGATE), annualise=True)
