"""The embedded example against the published tables; oracle: the figures printed in the 2018 note (``data/published``)."""

from datetime import date

import polars as pl
import pytest

import spreiding as sp
from spreiding import _core
from spreiding.areas.tiles import tiles
from spreiding.values.packaged import packaged

LATE = "2017-H1"
NAMED_BANDS = {  # lines 213-245 of the note: wijken it names in a band of the share of rentals
    0: "A00 A01 F88 F89",
    1: "M33 M35 M51 F76 F78 F86 N63",
    4: "E16 E40 E42 E43 E75 F77 M30 M34",
}


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def counts(study):
    return sp.count(study.rentals)


@pytest.fixture(scope="module")
def wijken(study, counts):
    frame = sp.shares(counts, study.stock).to_polars().filter(pl.col("rentals") > 0)
    levels = study.areas.to_polars().select("area", "gebied", "stadsdeel")
    return frame.join(levels, on="area", how="left")


@pytest.fixture(scope="module")
def gebieden(study, counts):
    return sp.shares(counts.roll_up("gebied"), study.stock).to_polars().filter(pl.col("rentals") > 0)


def half_up(share, digits):
    """Percent as the note prints it; decimal digits are exact in a scaled integer, so no half is lost."""
    return int(share * 100 * 10**digits + 0.5) / 10**digits


def per_code(frame, column, group="all"):
    return dict(frame.filter(group=group).select("area", column).iter_rows())


def test_table_1_1_cell_by_cell(study):
    found = sp.count(study.rentals, by="half_year").to_polars()
    for row in study.published["ois2018_table_1_1"].to_dicts():
        group = "all" if row["category"] == "totaal" else row["category"]
        parts = dict(found.filter(group=group).select("half_year", "allocations").iter_rows())
        assert (sum(parts.values()) - parts[LATE], parts[LATE]) == (row["y2016"], row["y2017_h1"])
        assert sum(parts.values()) == row["total"]


def test_table_1_2_cell_by_cell(study, counts, gebieden):
    total = sp.shares(counts, study.stock).total
    for row in study.published["ois2018_table_1_2"].to_dicts():
        if row["gebied_code_2015"] == "STAD":
            shares = (total.allocations, total.share_of_rentals, total.share_of_stock)
        else:
            shares = gebieden.filter(area=row["gebied_code_2015"], group="all").row(0, named=True)
            shares = tuple(shares[key] for key in ("allocations", "share_of_rentals", "share_of_stock"))
        printed = (shares[0], half_up(shares[1], 0), half_up(shares[2], 1))
        assert printed == (row["allocations"], row["pct_of_rentals"], row["pct_of_stock"]), row["gebied_printed"]


def test_table_1_5_cell_by_cell(study, wijken):
    for row in study.published["ois2018_table_1_5"].to_dicts():
        found = wijken.filter(area=row["wijk_code_2015"], group="all").row(0, named=True)
        percent = half_up(found["share_of_rentals"], 0)
        assert found["allocations"] == row["allocations"]
        if row["pct_of_rentals_qualifier"] == ">":
            assert 100 > percent > row["pct_of_rentals"]
        else:
            assert percent == row["pct_of_rentals"], row
        assert half_up(found["share_of_stock"], 1) == row["pct_of_stock"], row


@pytest.mark.parametrize(("level", "key"), [("gebied", "gebied_code_2015"), ("wijk", "wijk_code_2015")])
def test_rentals_and_stock_lie_in_the_intervals_that_rounding_allows(study, wijken, gebieden, level, key):
    frame = gebieden if level == "gebied" else wijken
    rentals, stock = per_code(frame, "rentals"), per_code(frame, "stock")
    rows = [r for r in study.published[f"implied_intervals_{level}"].to_dicts() if r[key] not in {None, "STAD"}]
    assert len(rows) == {"gebied": 22, "wijk": 11}[level]
    for row in rows:
        assert row["rentals_min"] <= rentals[row[key]] <= row["rentals_max"], row
        assert row["stock_min"] <= stock[row[key]] <= row["stock_max"], row


def test_city_rentals_lie_where_both_the_city_row_and_the_sum_of_rows_put_them(study, counts):
    rows = study.published["implied_intervals_gebied"].filter(pl.col("rentals_min").is_not_null())
    low, high = rows.filter(pl.col("gebied_code_2015").is_null()).select("rentals_min", "rentals_max").row(0)
    city = rows.filter(gebied_code_2015="STAD").select("rentals_min", "rentals_max").row(0)
    total = sp.shares(counts, study.stock).total
    assert max(low, city[0]) <= total.rentals <= min(high, city[1])
    first = sp.count(study.rentals, by="half_year").to_polars().filter(pl.col("half_year") != LATE, group="all")
    assert half_up(first["allocations"].sum() / first["rentals"].sum(), 0) == 30  # line 3: about 30% in 2016


# A share that rounds to an edge (10%) lies in the upper band: rounded shares can only be closed on the left.
@pytest.mark.parametrize(("rounded", "closed"), [(False, "left"), (False, "right"), (True, "left")])
@pytest.mark.parametrize(("measure", "digits"), [("share_of_rentals", 0), ("share_of_stock", 1)])
def test_band_counts_whatever_the_rounding_and_the_closed_side(study, wijken, measure, digits, rounded, closed):
    printed = study.published["ois2018_bands_wijk"].filter(measure=measure)
    frame = wijken.filter(pl.col("group") == "all", pl.col(measure).is_not_null())
    if measure == "share_of_rentals":
        frame = frame.filter(pl.col("rentals") > 10)
    assert frame.height == printed["n_wijken"].sum() == {0: 78, 1: 90}[digits]
    shares = frame[measure]
    if rounded:
        shares = pl.Series([half_up(share, digits) / 100 for share in shares])
    edges = [edge / 100 for edge in printed["lower_pct"].to_list()[1:]]
    assert list(sp.bands(shares, edges, closed=closed).counts) == printed["n_wijken"].to_list()


def test_wijken_named_in_a_band_are_in_it(wijken):
    frame = wijken.filter(pl.col("group") == "all", pl.col("rentals") > 10)
    index = sp.bands(frame["share_of_rentals"], [0.10, 0.25, 0.35, 0.50]).index
    band = dict(zip(frame["area"], index, strict=True))
    for k, codes in NAMED_BANDS.items():
        assert {band[code] for code in codes.split()} == {k}
    below = {code for code, k in band.items() if k == 1}
    assert not {code for code in below if code[0] == "T"}
    assert {code for code in below if code[0] == "N"} == {"N63"}
    assert {code for code in below if code[0] == "F"} == {"F76", "F78", "F86"}
    assert sum(code[0] == "A" for code in below) >= 3 <= sum(code[0] == "K" for code in below)
    assert {code[0] for code, k in band.items() if k == 2} == set("AEFKMNT")  # spread over the city
    above = [code for code, k in band.items() if k == 3]
    assert sum(code[0] in "EN" for code in above) > len(above) / 2
    rentals = per_code(wijken, "rentals")
    assert max(rentals[code] for code in ("A03", "K46", "K49")) < 10  # not in the regression (line 747)
    assert rentals["F89"] >= 100 > max(rentals[code] for code in ("A00", "A01", "F88"))


def test_only_the_wijken_of_table_1_5_stand_out_in_stock(study, wijken):
    table = set(study.published["ois2018_table_1_5"]["wijk_code_2015"])
    others = wijken.filter(pl.col("group") == "all", ~pl.col("area").is_in(list(table)))
    assert others["share_of_stock"].max() < 0.0115  # T93, the lowest named for its stock, prints 1,2


def test_ijburg_without_zeeburgereiland_is_16_or_17_percent(wijken):
    rest = wijken.filter(pl.col("group") == "all", pl.col("gebied") == "DX16", pl.col("area") != "M34")
    assert half_up(rest["allocations"].sum() / rest["rentals"].sum(), 0) in {16, 17}


def test_statements_on_main_groups_per_gebied(gebieden):
    status, everyone = per_code(gebieden, "allocations", "statushouders"), per_code(gebieden, "allocations")
    order = sorted(everyone, key=lambda code: status[code] / everyone[code])
    assert set(order[-3:]) == {"DX08", "DX16", "DX17"}  # line 662: mostly statushouders
    assert set(order[:4]) == {"DX01", "DX02", "DX10", "DX22"}  # line 666: few
    met = per_code(gebieden, "share_of_rentals", "met_begeleiding")
    order = sorted(met, key=met.get, reverse=True)
    assert set(order[:2]) == {"DX03", "DX05"}  # line 683
    assert set(order[2:4]) == {"DX10", "DX12"}  # line 695
    assert set(order[-2:]) == {"DX08", "DX11"}  # line 687


def test_statements_on_met_begeleiding_per_wijk(wijken):
    frame = wijken.filter(pl.col("group") == "met_begeleiding", pl.col("rentals") > 10)
    met = dict(frame.select("area", "share_of_rentals").iter_rows())
    outside = sorted((code for code in met if code[0] != "E"), key=met.get, reverse=True)
    assert outside[0] == "N62"  # line 703: West stands out, and Tuindorp Nieuwendam
    assert set(outside[1:5]) == {"K53", "K54", "M30", "A05"}  # line 707: then these
    assert max(met, key=met.get)[0] == "E"


def test_excluded_projects_are_dropped_and_urban_renewal_stays_in_the_rentals(study):
    assert study.rentals.excluded["count"].sum() == 276 + 129  # lines 34 and 36
    urgent = study.records.filter(group="stadsvernieuwingsurgenten").height
    total = sp.count(study.rentals).to_polars().filter(group="all")["rentals"].sum()
    assert urgent > 0
    assert study.records.height == total + 405


def test_table_3_4_is_reproduced_to_the_last_printed_digit(study, wijken):
    frame = wijken.filter(group="all").select("area", "share_of_rentals", "rentals").join(study.covariates, on="area")
    names = ["welfare", "support_clients", "association_share", "woz_per_m2", "neighbourhood_mark", "small_dwellings"]
    fitted = sp.regress(frame, "share_of_rentals", [*names, "turnover"], area="area", min_rentals=10)
    printed = study.published["ois2018_table_3_4"].to_dicts()[1:]
    found = fitted.coefficients.to_dicts()[1:]
    for row, cell in zip(found, printed, strict=True):
        assert (round(row["beta"], 3), round(row["p"], 3)) == (cell["beta"], cell["sig"]), cell["variable"]
    fit = dict(study.published["ois2018_table_3_4_fit"].select("statistic", "value").iter_rows())
    assert (fitted.n, round(fitted.r2, 3)) == (fit["N"], fit["R2"])
    without = {row["term"]: row["p"] for row in fitted.without("M34").coefficients.to_dicts()}
    assert without["neighbourhood_mark"] > 0.05 > found[4]["p"]  # line 777: due to Zeeburgereiland alone


def test_three_wijken_of_chapter_4_have_much_association_stock_much_welfare_and_a_low_mark(study):
    middle = study.covariates.select(pl.median("association_share", "welfare", "neighbourhood_mark")).row(0)
    for row in study.covariates.filter(pl.col("area").is_in(["N60", "F77", "T93"])).to_dicts():  # line 719
        assert row["association_share"] > middle[0]
        assert row["welfare"] > middle[1]
        assert row["neighbourhood_mark"] < middle[2]


def test_the_stock_of_bijlmer_centrum_cannot_be_both_printed_and_counted(study, gebieden):
    """The one conflict: 137 allocations, the register's stock and the printed 1,2% exclude each other."""
    row = study.published["implied_intervals_gebied"].filter(gebied_code_2015="DX20").row(0, named=True)
    assert half_up(row["allocations"] / row["bbga_wvoorrbag_20160101"], 1) == 1.1 != row["pct_of_stock"]
    stock = per_code(gebieden, "stock")
    for other in study.published["implied_intervals_gebied"].filter(pl.col("bbga_wvoorrbag_20160101") > 0).to_dicts():
        code = other["gebied_code_2015"]
        if code not in {"DX20", "STAD"}:
            assert stock[code] == other["bbga_wvoorrbag_20160101"], code


def test_records_are_the_same_every_time_and_say_that_they_are_synthetic(study):
    again = sp.examples.amsterdam_2016_2017()
    assert again.records.equals(study.records)
    assert study.synthetic
    assert study.records["dwelling_id"].str.starts_with("synthetisch").all()
    assert study.records["dwelling_id"].is_unique().all()
    assert study.records["corporation"].str.contains("synthetisch").all()
    assert (study.records["date"].min(), study.records["date"].max()) == (date(2016, 1, 1), date(2017, 6, 30))


def test_unknown_names_are_named():
    with pytest.raises(sp.InvalidInputError, match=r"no packaged file 'x\.csv'; there are areas/"):
        packaged("x.csv")
    with pytest.raises(sp.InvalidInputError, match="level is 'buurt', must be one of wijk, gebied"):
        tiles("buurt")
    assert _core.embedded("x.csv") is None
