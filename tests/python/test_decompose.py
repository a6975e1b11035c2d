"""Supply and selection. Oracles: the identity itself, symmetry, the published figures of the 2018 note."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

PUBLISHED = Path(__file__).resolve().parents[2].parent / "shared" / "domain" / "published"
needs_published = pytest.mark.skipif(not PUBLISHED.exists(), reason="../shared is not beside this checkout")

rows = st.lists(
    st.integers(0, 300).flatmap(
        lambda rentals: st.tuples(st.integers(0, rentals), st.just(rentals), st.integers(500, 9000))
    ),
    min_size=2,
    max_size=15,
).filter(lambda found: sum(x for x, _, _ in found) > 0)


def shares(found):
    codes = [f"a{i:02}" for i in range(len(found))]
    x, n, stock = zip(*found, strict=True)
    table = sp.Counts.from_frame({"area": codes, "allocations": list(x), "rentals": list(n)})
    return sp.shares(table, {"area": codes, "stock": list(stock)})


def adds_up(frame):
    gap = frame.select(pl.col("supply") + pl.col("selection") - pl.col("difference")).to_series()
    # 1e-15: shares of the stock lie below 1, so a few roundings of their products
    return gap.is_empty() or gap.abs().max() <= 1e-15


@settings(max_examples=60, deadline=None)
@given(rows)
def test_parts_add_up_to_the_difference_from_the_city(found):
    result = sp.decompose(shares(found))
    frame = result.to_polars()
    assert adds_up(frame)
    total = shares(found).total
    assert frame.get_column("reference").to_list() == pytest.approx([total.share_of_stock] * len(found), abs=1e-15)
    given_shares = shares(found).column("share_of_stock")[1].to_list()
    assert frame.get_column("share_of_stock").to_list() == pytest.approx(given_shares, abs=1e-15)
    variance = result.variance.row(0, named=True)
    weight = frame.get_column("stock") / frame.get_column("stock").sum()
    direct = (weight * frame.get_column("difference") ** 2).sum()  # the weighted mean of the differences is 0
    assert variance["variance"] == pytest.approx(direct, abs=1e-15)
    assert variance["supply"] + variance["selection"] == pytest.approx(variance["variance"], abs=1e-15)


@settings(max_examples=60, deadline=None)
@given(rows, rows, st.sampled_from(["shapley", "log"]))
def test_a_change_adds_up_and_turns_round(old, new, split):
    size = min(len(old), len(new))
    before, after = shares(old[:size]) if sum(r[0] for r in old[:size]) else None, None
    if before is None or not sum(r[0] for r in new[:size]):
        return
    after = shares(new[:size])
    there, back = sp.decompose_change(before, after, split=split), sp.decompose_change(after, before, split=split)
    assert adds_up(there.to_polars().drop_nulls("supply"))
    for name in ("supply", "selection", "difference"):
        turned = (-back.to_polars().get_column(name)).to_list()
        for one, other in zip(there.to_polars().get_column(name).to_list(), turned, strict=True):
            assert one == other or one == pytest.approx(other, abs=1e-15)


def test_groups_and_corporations_add_up_to_the_area():
    frame = pl.DataFrame(
        {
            "area": ["a", "a", "b", "b"],
            "group": ["g0", "g1"] * 2,
            "allocations": [10, 5, 2, 9],
            "rentals": [40, 40, 60, 60],
        }
    )
    counts = sp.Counts.from_frame(frame, group="group")
    found = sp.decompose(sp.shares(counts, {"area": ["a", "b"], "stock": [1000, 3000]})).to_polars()
    for name in ("supply", "selection", "difference"):
        by_group = found.filter(pl.col("group") != "all").group_by("area", maintain_order=True).agg(pl.col(name).sum())
        whole = found.filter(pl.col("group") == "all")
        assert by_group.get_column(name).to_list() == pytest.approx(whole.get_column(name).to_list(), abs=1e-15)

    keyed = pl.DataFrame(
        {
            "area": ["a", "a", "b"],
            "corporation": ["X", "Y", "X"],
            "group": ["all"] * 3,
            "allocations": [10, 5, 11],
            "rentals": [25, 15, 60],
        }
    )
    by_both = sp.Counts(keyed, keys=("area", "corporation"), by=("area", "corporation"))
    parts = sp.decompose(sp.shares(by_both, {"area": ["a", "b"], "stock": [1000, 3000]})).to_polars()
    assert parts.height == 4  # corporation Y let nothing in b, which counts as 0
    summed = parts.group_by("area", maintain_order=True).agg(pl.col("difference", "supply", "selection").sum())
    whole = found.filter(pl.col("group") == "all")
    # Group and corporation tables describe the same allocations: 15 and 11 of 40 and 60.
    assert summed.get_column("difference").to_list() == pytest.approx(
        whole.get_column("difference").to_list(), abs=1e-15
    )
    assert adds_up(parts)


@needs_published
def test_the_published_figures_name_volewijck_as_supply_and_the_west_as_selection():
    def read(name):
        with (PUBLISHED / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    wijken = {row["wijk_code_2015"]: row for row in read("implied_intervals_wijk.csv")}
    city = next(row for row in read("ois2018_table_1_2.csv") if row["gebied_name_2015"] == "Amsterdam")
    west = ["E16", "E40", "E42", "E43", "E75"]
    # Every corner of what the rounding of the printed percentages leaves open gives the same answer.
    for rentals_end in ("rentals_min", "rentals_max"):
        for stock_end in ("stock_min", "stock_max"):
            for city_rentals in (8294, 8473):
                listed = [
                    (
                        code,
                        int(wijken[code]["allocations"]),
                        int(wijken[code][rentals_end]),
                        int(wijken[code][stock_end]),
                    )
                    for code in [*west, "N60"]
                ]
                rest = (
                    "rest",
                    int(city["allocations"]) - sum(row[1] for row in listed),
                    city_rentals - sum(row[2] for row in listed),
                    423785 - sum(row[3] for row in listed),  # BBGA WVOORRBAG on 1 January 2016
                )
                codes, x, n, stock = (list(column) for column in zip(*listed, rest, strict=True))
                counts = sp.Counts.from_frame({"area": codes, "allocations": x, "rentals": n})
                found = sp.decompose(sp.shares(counts, {"area": codes, "stock": stock})).to_polars()
                causes = dict(found.select("area", "raised_by").iter_rows())
                assert causes["N60"] == "supply"
                assert [causes[code] for code in west] == ["selection"] * 5
                volewijck = found.row(by_predicate=pl.col("area") == "N60", named=True)
                assert volewijck["supply"] > 5 * volewijck["selection"]


@pytest.mark.parametrize("allocations", [[0, 0, 0], [0, 1, 5], [3, 3, 3]])
def test_a_split_by_logarithms_says_where_it_has_none(allocations):
    table = {"area": ["a", "b", "c"] * 2, "g": ["p"] * 3 + ["q"] * 3, "allocations": [*allocations, 0, 0, 9],
             "rentals": [10, 5, 30] * 2}  # fmt: skip
    shares = sp.shares(sp.Counts.from_frame(table, group="g"), {"area": ["a", "b", "c"], "stock": [100, 200, 300]})
    found = sp.decompose(shares, split="log").to_polars()
    floats = [name for name, kind in found.schema.items() if kind.is_float()]
    assert not any(found[name].is_nan().any() for name in floats)
    for row in found.to_dicts():
        bare = 0 in (row["share_of_stock"], row["reference"])
        assert (row["supply"] is None, row["selection"] is None, row["reason"]) == (
            (True, True, "log-of-0") if bare else (False, False, None)
        )
    variance = sp.decompose(shares, split="log").variance
    assert not any(variance[name].is_nan().any() for name in variance.columns if variance.schema[name].is_float())


def test_each_period_and_association_is_compared_with_its_own_city():
    table = {
        "area": ["a", "b"] * 2,
        "year": [2018, 2018, 2019, 2019],
        "allocations": [1, 2, 3, 4],
        "rentals": [9, 8, 7, 6],
    }
    days = {"area": ["a", "b"] * 2, "stock": [100, 200, 150, 250], "d": ["2018", "2018", "2019", "2019"]}
    shares = sp.shares(sp.Counts.from_frame(table, by=["year"]), sp.read_stock(days, date="d"))
    found = sp.decompose(shares).to_polars()
    for year, (x, stock) in {"2018": (3, 300), "2019": (7, 400)}.items():
        rows = found.filter(pl.col("year") == year)
        assert rows["reference"].to_list() == pytest.approx([x / stock] * 2, abs=1e-15)
        alone = sp.decompose(shares.select(year=year)).to_polars()
        assert rows["supply"].to_list() == pytest.approx(alone["supply"].to_list(), abs=1e-15)


def test_broken_input_says_what_is_wrong():
    counts = sp.Counts.from_frame({"area": ["a", "b"], "allocations": [1, 2], "rentals": [3, 4]})
    with pytest.raises(sp.InvalidInputError, match="no stock"):
        sp.decompose(sp.shares(counts))
    stock = {"area": ["a", "b"], "stock": [100, 100]}
    with pytest.raises(sp.InvalidInputError, match="split is"):
        sp.decompose(sp.shares(counts, stock), split="half")
    other = sp.Counts.from_frame({"area": ["a", "c"], "allocations": [1, 2], "rentals": [3, 4]})
    with pytest.raises(sp.InvalidInputError, match="area b is missing in the later period"):
        sp.decompose_change(sp.shares(counts, stock), sp.shares(other, {"area": ["a", "c"], "stock": [100, 100]}))
    hole = sp.Counts.from_frame({"area": ["a", "b"], "allocations": [None, 2], "rentals": [3, 4]})
    with pytest.raises(sp.InvalidInputError, match="allocations is missing for area a"):
        sp.decompose(sp.shares(hole, stock))
