"""Change and trend between periods. Oracles: scipy, statsmodels, enumeration, Newcombe's own example; noise is bounded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import comb

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp
from spreiding.counts import exact
from spreiding.publish.tables.table import spec_of

AREAS = sp.Areas.from_tiles(["E16", "E40"], ["a", "b"], [0, 1], [0, 0], levels={"gebied": ["DX03", "DX03"]})
STOCK = {"area": ["E16", "E40"] * 3, "stock": [1000, 2000, 1100, 2000, 1300, 1900],
         "day": ["2018-01-01"] * 2 + ["2019-01-01"] * 2 + ["2020-01-01"] * 2}  # fmt: skip


def counts(rows, **options):
    """Build counts from (area, year, allocations, rentals)."""
    columns = dict(zip(("area", "year", "allocations", "rentals"), zip(*rows, strict=True), strict=True))
    return sp.Counts.from_frame({name: list(values) for name, values in columns.items()}, by=["year"], **options)


ROWS = [("E16", 2018, 48, 80), ("E16", 2019, 56, 70), ("E16", 2020, 30, 60),
        ("E40", 2018, 5, 40), ("E40", 2019, 0, 0), ("E40", 2020, 9, 30)]  # fmt: skip


@pytest.fixture(scope="module")
def shares():
    return sp.shares(counts(ROWS, areas=AREAS), sp.read_stock(STOCK, date="day"))


def row(result, **wanted):
    frame = result.to_polars().filter(*(pl.col(key) == value for key, value in wanted.items()))
    assert frame.height == 1
    return frame.row(0, named=True)


# --- kernels


def enumerated(x, n, y, m):
    """Fisher's two-sided p in whole numbers."""
    k = x + y
    weights = {a: comb(n, a) * comb(m, k - a) for a in range(max(0, k - m), min(k, n) + 1)}
    return sum(w for w in weights.values() if w <= weights[x]) / sum(weights.values())


def test_fisher_is_the_enumeration_of_every_small_table():
    for n in range(1, 10):
        for m in range(1, 10):
            for x in range(n + 1):
                for y in range(m + 1):
                    assert exact.fisher(x, n, y, m) == pytest.approx(enumerated(x, n, y, m), abs=1e-13), (x, n, y, m)


sizes = st.sampled_from([1, 2, 10, 137, 2_000, 40_000])


@settings(max_examples=80, deadline=None)
@given(sizes, sizes, st.floats(0, 1), st.floats(0, 1))
def test_fisher_agrees_with_scipy_at_every_size(n, m, first, second):
    stats = pytest.importorskip("scipy.stats")
    x, y = round(n * first), round(m * second)
    theirs = stats.fisher_exact([[x, n - x], [y, m - y]]).pvalue
    # scipy's tail probabilities are good to about 1e-11 relative at the largest size.
    assert exact.fisher(x, n, y, m) == pytest.approx(theirs, rel=1e-9, abs=1e-12)
    assert exact.fisher(x, n, y, m) == pytest.approx(exact.fisher(y, m, x, n), rel=1e-9, abs=1e-300)


def test_equal_likelihoods_count_at_any_size():
    # Two periods of one size: the mirrored table is exactly as likely, and belongs to the sum.
    for n, x, y in ((50, 10, 17), (5_000, 1_500, 1_560), (60_000, 20_100, 20_400)):
        assert exact.fisher(x, n, y, n) == pytest.approx(2 * one_sided(x, n, y), rel=1e-9)


def one_sided(x, n, y):
    stats = pytest.importorskip("scipy.stats")
    return stats.hypergeom.cdf(min(x, y), 2 * n, x + y, n)


def test_newcombe_agrees_with_the_paper_and_statsmodels():
    ends = exact.newcombe(*(pl.Series([float(v)]) for v in (56, 70, 48, 80)), 0.95)
    assert [round(float(end[0]), 4) for end in ends] == [0.0524, 0.3339]  # Newcombe (1998), table II(a)
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    for x, n, y, m in ((56, 70, 48, 80), (0, 10, 0, 20), (10, 10, 0, 20), (1, 500, 30, 40), (9, 10, 3, 10)):
        for level in (0.8, 0.95, 0.99):
            theirs = proportion.confint_proportions_2indep(
                x, n, y, m, method="newcomb", compare="diff", alpha=1 - level, correction=False
            )
            ours = exact.newcombe(*(pl.Series([float(v)]) for v in (x, n, y, m)), level)
            assert [float(end[0]) for end in ours] == pytest.approx(theirs, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=40))
def test_q_is_that_of_scipy_and_skips_what_is_missing(p):
    stats = pytest.importorskip("scipy.stats")
    known = [value for value in p if value is not None]
    theirs = iter(stats.false_discovery_control(known) if known else [])
    expected = [None if value is None else float(next(theirs)) for value in p]
    assert exact.adjusted(p) == pytest.approx(expected, abs=1e-12)


def test_the_trend_is_that_of_statsmodels_after_its_factor():
    tables = pytest.importorskip("statsmodels.stats.contingency_tables")
    random = np.random.default_rng(1955)
    for _ in range(50):
        k = int(random.integers(3, 8))
        n = random.integers(5, 400, k)
        x = random.binomial(n, random.uniform(0.05, 0.95, k))
        t = np.cumsum(random.integers(1, 4, k))
        slope, z = exact.cochran_armitage(x, n, t)
        theirs = tables.Table(np.column_stack([x, n - x])).test_ordinal_association(
            row_scores=np.asarray(t), col_scores=np.array([1, 0])
        )
        # statsmodels divides by n - 1 where the textbook has n.
        assert z == pytest.approx(theirs.zscore * np.sqrt(n.sum() / (n.sum() - 1)), abs=1e-9)
        weighted = np.polyfit(t, x / n, 1, w=np.sqrt(n))  # polyfit takes the root of the weights
        assert slope == pytest.approx(weighted[0], abs=1e-9)


def test_noise_is_called_a_change_in_at_most_five_percent():
    # 1,000 seeds of 99 wijken without any change: how often is any of them called higher or lower?
    random = np.random.default_rng(20)
    false = 0
    for _ in range(1_000):
        n = random.integers(0, 150, (2, 99))
        x = random.binomial(n, np.tile(random.uniform(0.1, 0.5, 99), (2, 1)))
        p = [
            exact.fisher(int(a), int(b), int(c), int(d)) if b and d else None
            for a, b, c, d in zip(x[1], n[1], x[0], n[0], strict=True)
        ]
        false += any(q is not None and q < 0.05 for q in exact.adjusted(p))
    # 5% of 1,000, and 3 standard errors of a binomial above it: 0.05 + 3 * sqrt(0.05 * 0.95 / 1000).
    assert false / 1_000 <= 0.071


# --- change


def test_a_change_per_unit_and_of_the_city(shares):
    found = sp.change(shares)
    assert found.to_polars().columns[:14] == [
        "unit", "group", "from", "to", "share_from", "share_to", "difference", "lower", "upper", "p", "q",
        "difference_of_stock", "supply", "selection",
    ]  # fmt: skip
    one = row(found, unit="E16", to="2019")
    assert (one["from"], one["share_from"], one["share_to"]) == ("2018", 0.6, 0.8)
    assert [round(one[name], 4) for name in ("difference", "lower", "upper")] == [0.2, 0.0524, 0.3339]
    assert one["p"] == pytest.approx(enumerated(56, 70, 48, 80), abs=1e-12)
    city = row(found, unit="STAD", to="2019")
    assert (city["share_from"], city["share_to"], city["q"]) == (53 / 120, 56 / 70, None)
    assert city["difference_of_stock"] == pytest.approx(56 / 3100 - 53 / 3000, abs=1e-15)


def test_a_unit_without_rentals_has_no_difference_and_its_supply_is_all(shares):
    gone = row(sp.change(shares), unit="E40", to="2019")
    assert [gone[name] for name in ("share_to", "difference", "lower", "upper", "p", "q", "direction")] == [None] * 7
    assert gone["difference_of_stock"] == pytest.approx(-5 / 2000, abs=1e-15)
    assert (gone["supply"], gone["selection"]) == pytest.approx((-5 / 2000, 0), abs=1e-15)
    idle = sp.shares(counts([("E16", 2018, 0, 0), ("E16", 2019, 0, 0), ("E40", 2018, 1, 2), ("E40", 2019, 1, 2)]),
                     {"area": ["E16", "E40"], "stock": [10, 10]})  # fmt: skip
    nothing = row(sp.change(idle), unit="E16")
    assert (nothing["difference_of_stock"], nothing["supply"], nothing["selection"]) == (0, 0, 0)


def test_supply_and_selection_add_up_and_agree_with_the_decomposition(shares):
    found = sp.change(shares, base="first").to_polars()
    known = found.drop_nulls("difference_of_stock")
    assert known.height == found.height
    gap = (known["supply"] + known["selection"] - known["difference_of_stock"]).abs().max()
    assert gap < 1e-17
    parts = sp.decompose_change(shares.select(year="2018"), shares.select(year="2020")).to_polars()
    for name in ("supply", "selection"):
        ours = known.filter(pl.col("unit") != "STAD", pl.col("to") == "2020")[name].to_list()
        assert ours == pytest.approx(parts[name].to_list(), abs=1e-15)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(60, 900)), min_size=2, max_size=12))
def test_the_difference_of_stock_is_that_of_the_shares(cells):
    half = len(cells) // 2
    rows = [(f"A{i % half}", 2018 + i // half, min(a, b), max(a, b)) for i, (a, b, _) in enumerate(cells[: 2 * half])]
    stock = {"area": [r[0] for r in rows], "stock": [s for *_, s in cells[: 2 * half]], "d": [str(r[1]) for r in rows]}
    shares = sp.shares(counts(rows), sp.read_stock(stock, date="d"))
    of = {(r["area"], r["year"]): r["share_of_stock"] for r in shares.to_dicts()}
    for found in sp.change(shares).to_dicts():
        if found["unit"] != "STAD":
            expected = of[found["unit"], "2019"] - of[found["unit"], "2018"]
            assert found["difference_of_stock"] == pytest.approx(expected, abs=1e-15)
            if found["p"] is not None:
                assert found["lower"] <= found["difference"] <= found["upper"]
                assert 0 < found["p"] <= found["q"] <= 1


def test_q_is_per_group_and_pair_and_leaves_the_city_out():
    rows = [(f"A{i}", year, 2 * i + 3 * (year == 2019), 30) for i in range(8) for year in (2018, 2019, 2020)]
    table = pl.DataFrame(rows, schema=["area", "year", "allocations", "rentals"], orient="row")
    both = pl.concat(
        [
            table.with_columns(g=pl.lit("p")),
            table.with_columns(pl.lit(0, dtype=pl.Int64).alias("allocations"), g=pl.lit("r")),
        ]
    )
    found = sp.change(sp.shares(sp.Counts.from_frame(both, by=["year"], group="g"))).to_polars()
    stats = pytest.importorskip("scipy.stats")
    for _, part in found.group_by(["group", "from", "to"]):
        units = part.filter(pl.col("unit") != "STAD")
        assert units.height == 8
        assert units["q"].to_list() == pytest.approx(stats.false_discovery_control(units["p"].to_list()), abs=1e-12)
    assert found.filter(pl.col("unit") == "STAD")["q"].null_count() == 6  # 3 groups, 2 pairs


def test_lettings_without_a_place_are_no_unit_among_many():
    rows = [("E16", 2018, 5, 10), ("E16", 2019, 6, 10), ("ONBEKEND", 2018, 0, 90), ("ONBEKEND", 2019, 90, 90)]
    found = sp.change(sp.shares(counts(rows)))
    unknown, one = row(found, unit="ONBEKEND"), row(found, unit="E16")
    assert (unknown["q"], unknown["direction"]) == (None, None)
    assert unknown["p"] < 1e-20
    assert one["q"] == one["p"]


@pytest.mark.parametrize(
    ("base", "pairs"),
    [
        ("previous", {("2018", "2019"), ("2019", "2020")}),
        ("first", {("2018", "2019"), ("2018", "2020")}),
        ("2019", {("2019", "2018"), ("2019", "2020")}),
        ("year_before", {("2018", "2019"), ("2019", "2020")}),
    ],
)
def test_what_each_period_is_compared_with(shares, base, pairs):
    found = sp.change(shares, over="year", base=base).to_polars()
    assert set(found.select("from", "to").rows()) == pairs
    if base == "2019":
        other = sp.change(shares).to_polars().filter(pl.col("unit") == "E16", pl.col("from") == "2018")
        back = found.filter(pl.col("unit") == "E16", pl.col("to") == "2018")
        assert back["difference"].to_list() == [-other["difference"][0]]
        assert back["p"][0] == pytest.approx(other["p"][0], rel=1e-12)


def test_halves_are_compared_with_the_same_half_a_year_before():
    frame = {"area": ["E16"] * 3, "half_year": ["2018-H1", "2018-H2", "2019-H1"], "allocations": [1, 2, 3],
             "rentals": [9, 9, 9]}  # fmt: skip
    found = sp.change(
        sp.shares(sp.Counts.from_frame(frame, by=["half_year"])), over="half_year", base="year_before"
    ).to_polars()
    assert found.select("from", "to").unique().rows() == [("2018-H1", "2019-H1")]


@pytest.mark.parametrize("by", ["year", ["year", "corporation"], ["city", "year"], ["gebied", "year"]])
def test_a_change_over_any_one_key(by):
    frame = {"date": ["2018-05-01", "2019-05-01"] * 3, "area": ["E16", "E40"] * 3, "group": ["UMO", None] * 3,
             "corporation": ["A"] * 5 + [None]}  # fmt: skip
    rentals = sp.read_rentals(frame, groups="harmonised", areas=AREAS)
    found = sp.change(sp.shares(sp.count(rentals, by=by))).to_polars()
    city = found.filter(pl.col("unit") == "STAD", pl.col("group") == "all")
    assert city["difference"].unique().to_list() == [-1.0]


# --- unequal periods


def partly(**options):
    frame = {"date": ["2018-02-01", "2019-03-01", "2018-11-01"], "area": ["E16"] * 3, "group": ["UMO", None, None]}
    period = (date(2018, 1, 1), date(2019, 6, 30))
    rentals = sp.read_rentals(frame, groups="harmonised", period=period)
    return sp.shares(sp.count(rentals, by=["area", "year"]), {"area": ["E16"], "stock": [100]}, **options)


def test_a_half_year_does_not_stand_beside_a_year():
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.change(partly())
    assert (refused.value.code, refused.value.data["short"]) == ("unequal-periods", ["2019"])
    found = sp.change(partly(annualise=True)).to_dicts()
    assert {one["partial"] for one in found} == {True}
    assert found[0]["difference_of_stock"] == pytest.approx(0 / 100 / 0.5 - 1 / 100, abs=1e-15)
    assert found[0]["supply"] + found[0]["selection"] == found[0]["difference_of_stock"]


def test_a_leap_year_is_as_long_as_another(shares):
    assert not sp.change(shares).to_polars()["partial"].any()  # 2020 among them


def test_days_met_say_nothing_of_the_period():
    frame = {"date": ["2018-05-01", "2019-03-01"], "area": ["E16"] * 2, "group": ["UMO", None]}
    rentals = sp.read_rentals(frame, groups="harmonised")  # no period declared
    assert sp.change(sp.shares(sp.count(rentals, by=["area", "year"]))).to_polars()["partial"].to_list()[0] is False


# --- what it refuses


def test_what_change_and_trend_refuse(shares):
    for what in (sp.change, sp.trend):
        with pytest.raises(sp.InvalidInputError) as refused:
            what(shares.select(year="2018"))
        assert (refused.value.code, refused.value.data["needs"]) == ("expected-grain", "periods")
        with pytest.raises(sp.InvalidInputError) as refused:
            what(replace(shares, protection=object()))
        assert refused.value.code == "needs-exact"
        with pytest.raises(sp.InvalidInputError, match="over is 'quarter'"):
            what(shares, over="quarter")
        fractional = replace(shares.counts, frame=shares.counts.frame.with_columns(pl.col("rentals").cast(pl.Float64)))
        with pytest.raises(sp.InvalidInputError) as refused:
            what(sp.shares(fractional))
        assert refused.value.code == "expected-whole-counts"
    frame = {
        "date": ["2018-05-01", "2019-03-01"],
        "area": ["E16"] * 2,
        "group": ["UMO", None],
        "corporation": ["A"] * 2,
    }
    three = sp.count(sp.read_rentals(frame, groups="harmonised"), by=["area", "year", "corporation"])
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.change(sp.shares(three))
    assert refused.value.data["call"] == "sp.count(rentals, by=['area', 'year'])"
    with pytest.raises(sp.InvalidInputError, match="base is '2017'"):
        sp.change(shares, base="2017")
    one = sp.shares(counts(ROWS[:1]))
    with pytest.raises(sp.InvalidInputError, match="no period to compare with"):
        sp.change(one)
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.trend(sp.shares(counts(ROWS[:2])))
    assert refused.value.code == "trend-needs-three"


# --- first lettings


def test_a_change_that_new_dwellings_make_does_not_hold():
    # E16: 40 more to the group, all in new dwellings. E40: the same without any.
    cells = {("E16", "2018", "nee"): (20, 80), ("E16", "2019", "nee"): (20, 80), ("E16", "2019", "ja"): (40, 0),
             ("E40", "2018", "nee"): (20, 80), ("E40", "2019", "nee"): (60, 40)}  # fmt: skip
    rows = [
        (f"{year}-05-01", area, group, new)
        for (area, year, new), numbers in cells.items()
        for group, n in zip(("UMO", None), numbers, strict=True)
        for _ in range(n)
    ]
    frame = pl.DataFrame(rows, schema=["date", "area", "group", "first_letting"], orient="row")
    rentals = sp.read_rentals(frame, groups="harmonised")
    whole, relet = (sp.shares(sp.count(rentals, by=["area", "year"], relettings=r)) for r in (False, True))
    assert relet.total.rentals == whole.total.rentals - 40
    found = sp.change(whole, relettings=relet)
    first, second = (row(found, unit=unit, group="all") for unit in ("E16", "E40"))
    assert (first["direction"], first["holds"]) == ("higher", False)
    assert (second["direction"], second["holds"]) == ("higher", True)
    assert row(sp.change(whole), unit="E16", group="all")["holds"] is None
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.change(whole, relettings=sp.shares(sp.count(rentals, by="year")))
    assert refused.value.code == "relettings-of-other-grain"
    plain = sp.read_rentals({"date": ["2018-05-01"], "area": ["E16"], "group": ["UMO"]}, groups="harmonised")
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.count(plain, relettings=True)
    assert refused.value.code == "no-first-letting"
    strange = {"date": ["2018-05-01"], "area": ["E16"], "group": ["UMO"], "first_letting": ["misschien"]}
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.count(sp.read_rentals(strange, groups="harmonised"), relettings=True)
    assert refused.value.code == "no-yes-or-no"
    assert "misschien" not in str(refused.value)


# --- tables


def test_a_table_of_change_says_what_can_be_chance(shares):
    spec = spec_of(sp.change(shares))
    assert [c.group for c in spec.columns] == ["", *["2018 – 2019"] * 5, *["2019 – 2020"] * 5]
    assert spec.cells() == [
        ["E16 a", "60", "80", "+20,0", "+5,2 tot +33,4", "hoger", "80", "50", "−30,0", "−44,5 tot −13,6", "lager"],
        ["E40 b", "13", ".", ".", ".", ".", ".", "30", ".", ".", "."],
        ["Amsterdam", "44", "80", "+35,8", "+21,8 tot +47,3", "hoger", "80", "43", "−36,7", "−49,1 tot −21,7", "lager"],
    ]
    english = spec_of(sp.change(shares), lang="en")
    assert english.cells()[0][5] == "higher"
    city = counts([("STAD", 2018, 40, 80), ("STAD", 2019, 42, 80)])
    assert spec_of(sp.change(sp.shares(city))).cells()[0][-1] == "verschil kan toeval zijn"


def test_a_table_of_trends(shares):
    spec = spec_of(sp.trend(shares))
    assert [row[0] for row in spec.cells()] == ["E16 a", "E40 b", "Amsterdam"]
    assert spec.cells()[1][1:] == [".", ".", ".", "."]
    assert spec.caption.endswith("2018 tot en met 2020")
    assert "<table" in sp.table(sp.trend(shares), lang="en").as_raw_html()


# --- trend


def test_a_trend_per_unit_and_of_the_city(shares):
    found = sp.trend(shares)
    assert found.to_polars().columns[:3] == ["unit", "group", "slope"]
    one = row(found, unit="E16")
    slope, z = exact.cochran_armitage([48, 56, 30], [80, 70, 60], [0, 1, 2])
    assert (one["slope"], one["z"], one["p"], one["q"]) == pytest.approx((slope, z, exact.two_sided(z), one["p"]))
    assert row(found, unit="E40")["reason"] == "too-few-periods"
    city = row(found, unit="STAD")
    assert city["q"] is None
    assert city["slope"] == pytest.approx(exact.cochran_armitage([53, 56, 39], [120, 70, 90], [5, 6, 7])[0], abs=1e-15)


def test_a_missing_year_leaves_a_gap():
    rows = [("E16", year, x, 50) for year, x in ((2016, 10), (2017, 12), (2020, 30))]
    one = row(sp.trend(sp.shares(counts(rows))), unit="E16")
    assert one["slope"] == pytest.approx(exact.cochran_armitage([10, 12, 30], [50] * 3, [0, 1, 4])[0], abs=1e-15)


def test_no_variation_is_said():
    rows = [(area, year, x, 20) for year in (2018, 2019, 2020) for area, x in (("A", 0), ("B", 20), ("C", None))]
    found = {r["unit"]: r for r in sp.trend(sp.shares(counts(rows))).to_dicts()}
    assert {unit: r["reason"] for unit, r in found.items()} == {
        "A": "no-variation", "B": "no-variation", "C": "missing-count", "STAD": "missing-count",
    }  # fmt: skip
    assert (found["A"]["slope"], found["A"]["p"], found["A"]["direction"]) == (0, None, None)


# --- years together


def test_years_taken_together_are_named_as_such():
    rows = [("E16", year, year - 2014, 10) for year in range(2016, 2022)]
    pooled = counts(rows).pool(years=3)
    assert pooled.grain.period == "period"
    assert [(r["period"], r["allocations"], r["rentals"]) for r in pooled.to_dicts()] == [
        ("2016-2018", 9, 30), ("2019-2021", 18, 30),
    ]  # fmt: skip
    days = {"area": ["E16"] * 6, "stock": [100, 1, 1, 200, 1, 1], "day": list(range(2016, 2022))}
    shares = sp.shares(pooled, sp.read_stock(days, date="day"))
    assert shares.to_polars()["stock"].to_list() == [100, 200]
    found = row(sp.change(shares, over="period"), unit="E16")
    assert (found["from"], found["to"], found["partial"]) == ("2016-2018", "2019-2021", False)
    html = sp.table(shares).as_raw_html()
    assert "2016–2018" in html
    yearly = sp.shares(pooled, sp.read_stock(days, date="day"), annualise=True)
    assert yearly.to_polars()["share_of_stock"].to_list() == pytest.approx([9 / 100 / 3, 18 / 200 / 3], abs=1e-15)


@pytest.mark.parametrize(
    ("years", "n", "code"),
    [((2016, 2017, 2018, 2019), 3, "pool-not-a-multiple"), ((2016, 2018, 2019), 3, "pool-gap"),
     ((2016, 2017, 2018), 1, "pool-years"), ((2016, 2017, 2018), 1.5, "pool-years")],
)  # fmt: skip
def test_years_that_make_no_whole_blocks_are_refused(years, n, code):
    with pytest.raises(sp.InvalidInputError) as refused:
        counts([("E16", year, 1, 2) for year in years]).pool(years=n)
    assert refused.value.code == code


def test_counts_without_years_have_none_to_pool():
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.Counts.from_frame({"area": ["E16"], "allocations": [1], "rentals": [2]}).pool()
    assert refused.value.code == "pool-needs-years"


# --- which stock belongs to which period


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("start", {"2018-H1": 100, "2018-H2": 110, "2019-H1": 120, "2019-H2": 120}),
        ("end", {"2018-H1": 110, "2018-H2": 120, "2019-H1": 130, "2019-H2": 130}),
        ("mean", {"2018-H1": 105, "2018-H2": 115, "2019-H1": 125, "2019-H2": 125}),
    ],
)
def test_the_stock_of_each_period(at, expected):
    halves = list(expected)
    frame = {"area": ["E16"] * 4, "half_year": halves, "allocations": [1] * 4, "rentals": [2] * 4}
    days = {"area": ["E16"] * 4, "stock": [100, 110, 120, 130],
            "day": ["2018-01-01", "2018-07-01", "01-01-2019", "2020-01-01"]}  # fmt: skip
    counted = sp.Counts.from_frame(frame, by=["half_year"])
    shares = sp.shares(counted, sp.read_stock(days, date="day"), stock_at=at)
    assert {r["half_year"]: r["stock"] for r in shares.to_dicts()} == expected
    assert shares.stock_days["reason"].null_count() == 4


def test_a_period_without_stock_is_null_and_says_why():
    only = sp.read_stock({"area": ["E16"], "stock": [100]}, date=date(2018, 1, 1))
    shares = sp.shares(counts([("E16", 2018, 1, 2), ("E16", 2019, 1, 2)]), only)
    assert [r["stock"] for r in shares.to_dicts()] == [100, None]
    assert shares.to_polars()["share_of_stock"].to_list() == [0.01, None]
    assert shares.stock_days.rows() == [("2018", date(2018, 1, 1), None), ("2019", None, "no-stock-of-period")]
    assert row(sp.change(shares), unit="E16")["difference_of_stock"] is None
    late = sp.shares(counts([("E16", 2018, 1, 2)]), sp.read_stock({"area": ["E16"], "stock": [9]}, date="2018-02-01"))
    assert late.stock_days["reason"].to_list() == ["no-stock-of-period"]  # no day at or before 1 January
    undated = sp.shares(counts([("E16", 2018, 1, 2), ("E16", 2019, 1, 2)]), {"area": ["E16"], "stock": [100]})
    assert undated.stock_days["reason"].to_list() == ["undated-stock"] * 2


def test_the_note_takes_the_stock_of_its_first_day():
    period = (date(2016, 1, 1), date(2017, 6, 30))
    counted = sp.Counts.from_frame({"area": ["E16"], "allocations": [60], "rentals": [90]}, period=period)
    days = {"area": ["E16"] * 2, "stock": [6000, 7000], "day": ["2016-01-01", "2017-01-01"]}
    stock = sp.read_stock(days, date="day")
    assert sp.shares(counted, stock).total.stock == 6000
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.shares(sp.Counts.from_frame({"area": ["E16"], "allocations": [60], "rentals": [90]}), stock)
    assert refused.value.code == "stock-of-which-day"
    with pytest.raises(sp.InvalidInputError, match="stock_at is 'middle'"):
        sp.shares(counted, stock, stock_at="middle")


@pytest.mark.parametrize(
    ("day", "code"),
    [(["2018-13-01", "2019"], "stock-day"), (["2018", "2018"], "stock-area-twice"), ([None, "2019"], "stock-day")],
)
def test_broken_reference_days_are_refused(day, code):
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.read_stock({"area": ["E16"] * 2, "stock": [1, 2], "d": day}, date="d")
    assert refused.value.code == code
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.read_stock({"area": ["E16"], "stock": [1]}, date="peildatum")
    assert refused.value.code == "no-such-day-or-column"
