"""The grain of counts: who takes which, and figures that no other grain can slip into. All numbers made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

import spreiding as sp
from spreiding.counts.grain import Grain, need
from spreiding.publish.tables.table import spec_of
from spreiding.words.refusal import in_language

AREAS = sp.Areas.from_tiles(
    ["E16", "E40", "M34", "M35"], ["a", "b", "c", "d"], [0, 1, 2, 3], [0, 0, 0, 0],
    levels={"gebied": ["DX03", "DX03", "DX16", "DX16"], "stadsdeel": ["E", "E", "M", "M"]},
)  # fmt: skip
STOCK = {"area": ["E16", "E40", "M34", "M35"], "stock": [1000, 2000, 400, 600]}
#: Lettings per (area, day, association, group); the sums below are made by hand.
LET = [
    ("E16", "2017-02-01", "A", "UMO", 3), ("E16", "2017-03-01", "B", None, 2), ("E40", "2017-02-01", "A", None, 4),
    ("M34", "2017-08-01", "B", "UMO", 1), ("E16", "2018-02-01", "B", "UMO", 2), ("E40", "2018-05-01", None, "UMO", 1),
    ("M35", "2018-11-01", "A", None, 5), (None, "2018-11-01", "A", "UMO", 2),
]  # fmt: skip


def records(rows=LET):
    flat = [row[:4] for row in rows for _ in range(row[4])]
    frame = pl.DataFrame(flat, schema=["area", "date", "corporation", "group"], orient="row")
    return sp.read_rentals(frame, groups="harmonised", areas=AREAS, period=(date(2017, 1, 1), date(2018, 12, 31)))


@pytest.fixture(scope="module")
def rentals():
    return records()


def all_rows(result):
    return [row for row in result.to_dicts() if row["group"] == "all"]


@pytest.mark.parametrize(
    ("by", "grain"),
    [
        ("area", Grain("area")),
        (["gebied", "year"], Grain("gebied", "year", base="area")),
        ("year", Grain(None, "year")),
        (["city", "quarter", "corporation"], Grain("city", "quarter", ("corporation",), "area")),
        ("corporation", Grain(None, None, ("corporation",))),
    ],
)
def test_counts_and_shares_know_their_grain(rentals, by, grain):
    counts = sp.count(rentals, by=by)
    assert counts.grain == grain
    assert sp.shares(counts, STOCK).grain == grain
    assert counts.grain.keys == counts.keys
    assert counts.grain.adds_up("stock") == (("area",) if grain.level else ())
    assert counts.grain.adds_up("rentals") == counts.keys


# --- one period, one association: the rest is refused, and the message names the call


def showing(shares):
    """Name -> a function that shows one period of areas, called with these shares."""
    return {
        "choropleth": lambda: sp.choropleth(shares, AREAS),
        "composition_chart": lambda: sp.composition_chart(shares),
        "group_shares_chart": lambda: sp.group_shares_chart(shares),
        "spread": lambda: sp.spread(shares),
        "nested_entropy": lambda: sp.nested_entropy(shares, "gebied"),
        "funnel": lambda: sp.funnel(shares),
        "smooth": lambda: sp.smooth(shares),
        "location_quotient": lambda: sp.location_quotient(shares),
        "regress": lambda: sp.regress(shares, "share_of_rentals", "stock"),
    }


NAMES = list(showing(None))


@pytest.mark.parametrize("name", NAMES)
def test_several_periods_are_refused_with_the_call_that_helps(rentals, name):
    shares = sp.shares(sp.count(rentals, by=["area", "year"]), STOCK)
    with pytest.raises(sp.InvalidInputError) as refused:
        showing(shares)[name]()
    assert refused.value.code == "expected-grain"
    assert refused.value.data["needs"] == "one-period"
    call = refused.value.data["call"]
    assert call == "shares.select(year='2018')"
    assert eval(call, {"shares": shares}).grain == Grain("area")  # noqa: S307  the call that the message names
    assert call in str(refused.value)
    assert call in in_language(refused.value, "nl")


@pytest.mark.parametrize("name", NAMES)
def test_associations_side_by_side_are_refused(rentals, name):
    shares = sp.shares(sp.count(rentals, by=["area", "corporation"]), STOCK)
    with pytest.raises(sp.InvalidInputError) as refused:
        showing(shares)[name]()
    assert (refused.value.code, refused.value.data["needs"]) == ("expected-grain", "fewer-keys")
    assert refused.value.data["call"] == "sp.count(rentals, by=['area'])"


@pytest.mark.parametrize("by", ["corporation", "year", ["year", "corporation"]])
def test_a_map_needs_areas(rentals, by):
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.choropleth(sp.shares(sp.count(rentals, by=by)), AREAS)
    assert (refused.value.code, refused.value.data["needs"]) == ("expected-grain", "areas")


def test_what_has_one_period_left_is_taken(rentals):
    counts = sp.count(rentals, by=["area", "year"])
    one = sp.shares(counts, STOCK).select(year="2018")
    plain = sp.count(records([row for row in LET if row[1] > "2018"]))
    assert one.counts.frame.equals(plain.frame)
    assert one.counts.period == (date(2018, 1, 1), date(2018, 12, 31))
    assert (one.total.rentals, one.total.stock) == (10, 4000)
    assert sp.spread(one).value == sp.spread(plain).value
    assert sp.choropleth(one, AREAS) is not None
    need(counts.select(year=["2018"]), "x")
    assert counts.select(year=["2018"]).keys == ("area", "year")


def test_a_key_or_value_that_is_not_there_is_named(rentals):
    counts = sp.count(rentals, by=["area", "year"])
    with pytest.raises(sp.InvalidInputError, match="there is no year 2019, must be one of 2017, 2018") as refused:
        counts.select(year="2019")
    assert refused.value.code == "no-such-value"
    with pytest.raises(sp.InvalidInputError, match="select is 'corporation', must be one of area, year"):
        counts.select(corporation="A")


def test_selecting_an_association_and_the_unknown_one(rentals):
    counts = sp.count(rentals, by=["area", "corporation"])
    assert sum(row["rentals"] for row in all_rows(counts.select(corporation="A"))) == 14
    assert sum(row["rentals"] for row in all_rows(counts.select(corporation=None))) == 1
    assert sp.shares(counts, STOCK).select(corporation="A").total.stock == 4000


# --- stock: each dwelling once


def test_stock_is_never_added_over_periods_or_associations(rentals):
    for by in (["area", "year"], ["gebied", "year"], ["area", "corporation"], ["stadsdeel", "quarter", "corporation"]):
        shares = sp.shares(sp.count(rentals, by=by), STOCK)
        assert set(shares.totals["stock"]) == {4000}, by
        assert shares.total.stock in (4000, None), by
        assert shares.total.rentals == 20
        several = len(shares.counts.periods) > 1
        assert (shares.total.stock is None) == several
        assert (shares.total.share_of_stock is None) == several
    assert sp.shares(sp.count(rentals, by="year"), STOCK).to_polars()["stock"].unique().to_list() == [4000]
    assert sp.shares(sp.count(rentals, by="corporation"), STOCK).total.share_of_stock == 9 / 4000


@pytest.mark.parametrize("level", ["area", "gebied", "stadsdeel", "city"])
def test_the_city_is_the_same_at_every_level(rentals, level):
    shares = sp.shares(sp.count(rentals, by=[level, "year"]), STOCK)
    city = {row["year"]: row for row in shares.totals.to_dicts() if row["group"] == "all"}
    assert {year: (row["allocations"], row["rentals"], row["stock"]) for year, row in city.items()} == {
        "2017": (4, 10, 4000), "2018": (5, 10, 4000),
    }  # fmt: skip
    assert city["2018"]["share_of_rentals"] == 0.5
    assert shares.total.share_of_rentals == 9 / 20


def test_areas_without_lettings_stay_in_the_stock_of_the_city():
    found = sp.read_rentals({"date": ["2018-05-01"], "area": ["E16"], "group": ["UMO"]}, groups="harmonised")
    assert sp.shares(sp.count(found), STOCK).total.stock == 4000
    assert sp.shares(sp.count(found), STOCK).total.share_of_stock == 1 / 4000


def test_areas_left_out_take_their_dwellings_with_them(rentals):
    for by in ("area", "gebied", "year"):
        shares = sp.shares(sp.count(rentals, by=by, exclude_areas=["M34"]), STOCK)
        assert set(shares.totals["stock"]) == {3600}, by
    rows = {row["area"]: row["stock"] for row in all_rows(shares_of(rentals, "gebied"))}
    assert rows == {"DX03": 3000, "DX16": 600, "ONBEKEND": None}


def shares_of(rentals, by):
    return sp.shares(sp.count(rentals, by=by, exclude_areas=["M34"]), STOCK)


def test_a_second_roll_up_keeps_the_stock(rentals):
    twice = sp.shares(sp.count(rentals, by="gebied").roll_up("stadsdeel"), STOCK)
    once = sp.shares(sp.count(rentals, by="stadsdeel"), STOCK)
    assert twice.to_polars().equals(once.to_polars())
    assert {r["area"]: r["stock"] for r in all_rows(twice)} == {"E": 3000, "M": 1000, "ONBEKEND": None}
    thrice = sp.shares(sp.count(rentals, by="gebied").roll_up("stadsdeel").roll_up("city"), STOCK)
    assert [(r["area"], r["stock"], r["rentals"]) for r in all_rows(thrice)] == [("STAD", 4000, 20)]
    between = {"area": ["DX03", "DX16"], "stock": [3000, 1000]}  # a stock of the level in between
    assert sp.shares(sp.count(rentals, by="gebied").roll_up("stadsdeel"), between).to_polars().equals(once.to_polars())


@pytest.mark.parametrize("level", ["gebied", "stadsdeel", "city"])
@pytest.mark.parametrize(
    "stock",
    [
        {"area": ["E16", "M34", "M35"], "stock": [1000, 400, 600]},
        {"area": ["E16", "E40", "M34", "M35"], "stock": [1000, None, 400, 600]},
    ],
)
def test_a_part_without_stock_is_refused_at_every_level(rentals, level, stock):
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.shares(sp.count(rentals, by=level), stock)
    assert refused.value.code == "no-stock-of-area"
    assert refused.value.data["areas"] == ["E40"]


def test_what_was_let_in_one_period_needs_no_stock_in_another(rentals):
    days = {"area": ["E16", "E40", "M34", "E16", "E40", "M35"], "stock": [1000, 2000, 400, 1100, 2100, 700],
            "day": ["2017-01-01"] * 3 + ["2018-01-01"] * 3}  # fmt: skip
    stock = sp.read_stock(days, date="day")  # M35 is new in 2018, M34 gone
    shares = sp.shares(sp.count(rentals, by=["gebied", "year"]), stock)
    assert [(r["area"], r["year"], r["stock"]) for r in all_rows(shares)][:4] == [
        ("DX03", "2017", 3000), ("DX03", "2018", 3200), ("DX16", "2017", 400), ("DX16", "2018", 700),
    ]  # fmt: skip


def test_stock_of_associations(rentals):
    own = sp.read_stock(
        {"area": ["E16", "E16", "E40", "M34", "M35"], "c": list("ABABA"), "stock": [50, 70, 80, 40, 90]},
        corporation="c",
    )
    known = sp.count(records([row for row in LET if row[2]]), by=["area", "corporation"])
    rows = {(r["area"], r["corporation"]): r["stock"] for r in all_rows(sp.shares(known, own))}
    assert (rows["E16", "A"], rows["E16", "B"], rows["E40", "A"], rows["E40", "B"]) == (50, 70, 80, None)
    assert sp.shares(known, own).select(corporation="A").total.stock == 220
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.shares(sp.count(rentals), own)
    assert refused.value.code == "stock-of-associations"
    with pytest.raises(sp.InvalidInputError, match="missing or 0 for area E40"):  # an association without stock there
        sp.shares(sp.count(rentals, by=["area", "corporation"]), own)


# --- tables


def test_a_table_of_two_keys_has_each_period_with_its_own_total(rentals):
    spec = spec_of(sp.shares(sp.count(rentals, by=["gebied", "year"]), STOCK))
    assert [c.group for c in spec.columns] == ["", *["2017"] * 3, *["2018"] * 3]
    assert spec.cells() == [
        ["W-Westerpark", "3", "33", "0,1", "3", "> 90", "0,1"],
        ["O-IJburg/Eiland Zeeburg", "1", "> 90", "0,1", "0", "0", "0,0"],
        ["onbekend", "0", ".", ".", "2", "> 90", "."],
        ["Amsterdam", "4", "40", "0,1", "5", "50", "0,1"],
    ]
    html = sp.table(sp.shares(sp.count(rentals, by=["gebied", "year"]), STOCK), lang="en").as_raw_html()
    assert all(word in html for word in ("2017", "2018", "unknown", "colspan"))


def test_a_table_by_association_names_the_unknown_one(rentals):
    spec = spec_of(sp.shares(sp.count(rentals, by="corporation")))
    assert next(c.label for c in spec.columns) == "corporatie"
    assert [row[:3] for row in spec.cells()] == [
        ["A", "5", "36"], ["B", "3", "60"], ["onbekend", "1", "> 90"], ["Amsterdam", "9", "45"],
    ]  # fmt: skip
    both = spec_of(sp.shares(sp.count(rentals, by=["area", "corporation"])))
    assert ["E16 a", "A", "3", "> 90"] in both.cells()
    counted = spec_of(sp.count(rentals, by="corporation"))
    assert [c.label for c in counted.columns] == ["categorie", "A", "B", "onbekend", "totaal"]
    assert counted.cells()[-1] == ["totaal", "5", "3", "1", "9"]


def test_a_table_by_year_pools_shares_and_never_the_stock(rentals):
    spec = spec_of(sp.shares(sp.count(rentals, by="year"), STOCK))
    assert spec.cells() == [["2017", "4", "40", "0,1"], ["2018", "5", "50", "0,1"], ["totaal", "9", "45", ""]]


def test_a_part_of_a_year_is_not_headed_by_the_year():
    period = (date(2017, 1, 1), date(2018, 6, 30))
    frame = pl.DataFrame({"date": ["2017-02-01", "2018-05-01"], "area": ["E16"] * 2, "group": ["UMO"] * 2})
    found = sp.count(sp.read_rentals(frame, groups="harmonised", period=period), by=["area", "year"])
    headings = [c.group for c in spec_of(sp.shares(found)).columns[1:]]
    assert headings == ["2017"] * 2 + ["1e halfjaar 2018"] * 2


@pytest.mark.parametrize(
    ("by", "days", "labels"),
    [
        ("quarter", ["2017-02-01", "2017-05-05"], ["2017 1e kwartaal", "2017 2e kwartaal"]),
        ("quarter", ["2017-02-01"], ["2017 1e kwartaal"]),
        ("month", ["2017-02-01", "2017-01-05"], ["januari 2017", "februari 2017"]),
        ("half_year", ["2017-02-01", "2017-07-05"], ["2017"]),
        ("half_year", ["2017-02-01"], ["2017 1e halfjaar"]),
        ("year", ["2017-02-01", "2016-02-01"], ["2016", "2017"]),
    ],
)
def test_only_halves_of_one_year_become_a_year(by, days, labels):
    frame = {"date": days, "area": ["E16"] * len(days), "group": ["UMO"] * len(days)}
    spec = spec_of(sp.count(sp.read_rentals(frame, groups="harmonised"), by=by))
    assert [c.label for c in spec.columns] == ["categorie", *labels, "totaal"]
    total = spec.cells()[-1]
    assert total[-1] == str(len(days))
    assert sum(int(n) for n in total[1:-1]) == len(days)


def test_a_csv_has_the_city_of_each_period(rentals, tmp_path):
    shares = sp.shares(sp.count(rentals, by=["gebied", "year", "corporation"]), STOCK)
    path = sp.write_csv(shares, tmp_path / "a.csv", lang="en", unprotected=True)
    rows = pl.read_csv(path).filter(pl.col("category") == "total")
    city = rows.filter(pl.col("area") == "Amsterdam")
    assert city.select("year", "rentals", "housing stock").rows() == [(2017, 10, "4000"), (2018, 10, "4000")]
    assert "unknown" in rows["association"].to_list()
    one = sp.write_csv(sp.shares(sp.count(rentals, by="year"), STOCK), tmp_path / "b.csv", lang="en", unprotected=True)
    last = pl.read_csv(one).filter(pl.col("category") == "total").to_dicts()[-1]
    assert (last["year"], last["rentals"], last["housing stock"]) == ("Amsterdam", 20, ".")


# --- no place


def test_lettings_without_a_place_are_of_the_city_and_of_no_area(rentals):
    counts = sp.count(rentals, by="gebied").select(area=["DX03", "DX16", "ONBEKEND"])
    assert counts.row("ONBEKEND")["rentals"] == 2
    shares = sp.shares(sp.count(rentals), STOCK)
    assert (shares.total.rentals, shares.total.allocations) == (20, 9)
    codes, values = shares.column("share_of_rentals")
    assert codes == ["E16", "E40", "M34", "M35"]
    assert len(values) == 4
    index = sp.spread(shares)
    assert (index.unlocated, index.n_group, index.n_areas) == (2, 7, 4)
    flagged = sp.funnel(shares)
    assert flagged.share == 9 / 20  # the city's, with those of no known place
    assert "ONBEKEND" not in flagged.to_polars()["area"].to_list()
    drawn = str(sp.choropleth(shares, AREAS).to_dict())
    assert "ONBEKEND" not in drawn
    assert "Verhuringen zonder bekende plaats staan niet op de kaart." in drawn
    assert sp.class_certainty(sp.bands(values, [0.5]), shares).to_polars().height == 4
    near = sp.moran((codes, values), sp.neighbours(AREAS), permutations=9)
    assert near.i is not None
    spec = spec_of(shares)
    assert spec.cells()[-2][0] == "onbekend"


def test_a_place_can_be_unknown_in_aggregates_too():
    counts = sp.Counts.from_frame({"area": ["E16", "ONBEKEND"], "allocations": [1, 2], "rentals": [3, 4]}, areas=AREAS)
    assert sp.shares(counts, STOCK).total.rentals == 7
    assert counts.roll_up("gebied").row("ONBEKEND")["rentals"] == 4


# --- names that are kept


@pytest.mark.parametrize("name", ["STAD", "Totaal", " total", "all", "stad"])
@pytest.mark.parametrize("areas", [None, AREAS])
def test_a_total_among_the_areas_is_refused(name, areas):
    frame = {"area": ["E16", "E40", name], "allocations": [1, 2, 3], "rentals": [20, 30, 50]}
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.Counts.from_frame(frame, areas=areas)
    assert refused.value.place["rows"] == [3]
    assert "rij 3" in in_language(refused.value, "nl")
    if refused.value.code == "bad-counts":  # words such as "Totaal" are no code of anything, whatever the table
        assert {problem.code for problem in refused.value.data["problems"]} >= {"total-row"}
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.read_stock({"area": ["E16", name], "stock": [1, 2]})
    assert refused.value.code in {"stock-total", "codes-note"}


def test_the_city_alone_is_no_total_row():
    counts = sp.Counts.from_frame({"area": ["STAD"], "allocations": [3], "rentals": [50]})
    assert counts.grain == Grain("city")
    assert sp.shares(counts, STOCK).total.rentals == 50


@pytest.mark.parametrize("column", ["area", "corporation"])
@pytest.mark.parametrize("name", ["all", "STAD"])
def test_records_cannot_bear_the_names_of_totals(column, name):
    frame = {"date": ["2017-05-01"] * 2, "area": ["E16"] * 2, "group": ["UMO"] * 2, "corporation": ["A"] * 2}
    found = sp.read_rentals({**frame, column: ["A", name]}, groups="harmonised")
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.count(found, by=["area", "corporation"])
    assert (refused.value.code, refused.value.data["names"]) == ("reserved-name", [name])


@pytest.mark.parametrize("column", ["main_group", "code"])
def test_no_group_is_called_after_all_of_them(column):
    groups = {"code": ["x", "y"], "main_group": ["p", "q"]}
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.target_groups({**groups, column: ["all", "q"]})
    assert (refused.value.code, refused.value.place["column"]) == ("reserved-name", column)


# --- aggregates by period


def test_aggregates_by_year_are_checked_like_records():
    frame = {"area": ["E16", "E16", "E40"], "year": [2017, 2018, 2018], "g": ["met"] * 3,
             "allocations": [3, 5, 2], "rentals": [9, 8, 4]}  # fmt: skip
    counts = sp.Counts.from_frame(frame, by=["year"], group="g")
    assert counts.grain == Grain("area", "year")
    assert counts.period == (date(2017, 1, 1), date(2018, 12, 31))
    assert sp.shares(counts).totals.filter(pl.col("group") == "all")["rentals"].to_list() == [9, 12]
    city = sp.Counts.from_frame({"year": ["2017"], "allocations": [3], "rentals": [9]}, area=None, by=["year"])
    assert city.grain == Grain(None, "year")
    for change, code in (({"year": [2017, 2017, 2018]}, "bad-counts"), ({"year": ["17", "18", "18"]}, "unknown-period"),
                         ({"year": ["2017-H1", "2018", "2018"]}, "wrong-period")):  # fmt: skip
        with pytest.raises(sp.InvalidInputError) as refused:
            sp.Counts.from_frame({**frame, **change}, by=["year"], group="g")
        assert refused.value.code == code
    with pytest.raises(sp.InvalidInputError, match="by is 'day'"):
        sp.Counts.from_frame(frame, by=["day"])


def test_protected_shares_carry_no_exact_totals(rentals):
    shares = sp.shares(sp.count(rentals, by=["gebied", "year"]), STOCK)
    hidden = replace(shares, protection=object())
    assert hidden.totals is None
    assert hidden.counts.let is None
    assert shares.counts.let is not None
