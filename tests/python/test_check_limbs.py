"""Each part of a check that has more than one, on small synthetic records whose fault is planted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import spreiding as sp
from spreiding.values.packaged import packaged

TILES = sp.examples.tiles("wijk")
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
YEAR = (date(2016, 1, 1), date(2016, 12, 31))


def letting(n=24, **columns):
    """Make synthetic lettings, two a month, over three wijken."""
    frame = pl.DataFrame({
        "date": [date(2016, 1 + i % 12, 1 + i % 28) for i in range(n)],
        "area": [("E16", "A05", "M34")[i % 3] for i in range(n)],
        "group": [("UMO", None, "Noodsituatie medisch", None)[i % 4] for i in range(n)],
    })  # fmt: skip
    return frame.with_columns(pl.Series(name, values) for name, values in columns.items())


def found(frame, check, **options):
    """Return severity, count, rows, found and expected of the findings of a check."""
    report = sp.check(frame, **({"areas": TILES, "period": YEAR} | options))
    rows = report.findings.filter(pl.col("check") == check)
    return rows.select("severity", "count", "rows", "found", "expected").rows()


def status(check, frame=None, **options):
    report = sp.check(letting() if frame is None else frame, **({"areas": TILES, "period": YEAR} | options))
    return report.checks.filter(pl.col("check") == check)["status"][0]


def reference(**tables):
    return {"reference": sp.Reference(**tables)}


# 4 and 5: columns that must agree


def test_a_main_group_that_is_not_that_of_the_code_is_found_by_row():
    # Rows 1, 5 ... have UMO (met), rows 3, 7 ... Noodsituatie medisch (zonder).
    labels = ["Met begeleiding", None, "zonder", None] * 6
    assert found(letting(main_group=labels), "two_groups") == []
    labels[8], labels[14], labels[1] = "zonder begeleiding", "met", "Statushouders"
    rows = found(letting(main_group=labels), "two_groups")
    assert [row[:3] for row in rows] == [("E", 2, [9, 15]), ("E", 1, [2])]
    assert rows[0][3] == "Noodsituatie medisch: met (1), UMO: zonder begeleiding (1)"
    assert rows[0][4] == "Noodsituatie medisch: zonder_begeleiding, UMO: met_begeleiding"
    labels = ["met", "eigen", "Doelgroep 3", None] * 6  # only a label of an allocation can be strange
    assert [row[:3] for row in found(letting(main_group=labels), "two_groups")] == [("W", 6, [3, 7, 11, 15, 19])]


@pytest.mark.parametrize("source", ["frame", "csv", "parquet"])
def test_a_contract_before_its_advert_is_found_by_row(source, tmp_path):
    frame = letting()
    days = frame["date"].dt.offset_by("-20d").to_list()
    days[5], days[20], days[7] = date(2016, 12, 30), date(2017, 3, 1), None
    frame = frame.with_columns(advert=pl.Series(days))
    path = tmp_path / f"synthetic.{source}"
    if source == "csv":
        frame.write_csv(path)
    elif source == "parquet":
        frame.write_parquet(path)
    given = frame if source == "frame" else path
    columns = {"advert_date": "advert"}
    assert [row[:3] for row in found(given, "date_fault", columns=columns)] == [("E", 2, [6, 21])]


def test_an_advert_date_that_cannot_be_read_warns():
    days = ["2015-12-01"] * 23 + ["gisteren"]
    assert [row[:3] for row in found(letting(advert_date=days), "date_fault")] == [("W", 1, [24])]


def test_dates_outside_the_period_tell_which_months_they_are_of():
    late = letting().with_columns(pl.col("date").dt.offset_by("6mo"))
    assert found(late, "date_fault") == [("E", 12, [7, 8, 9, 10, 11], "2016-07 … 2017-06", "2016-01 … 2016-12")]


def test_a_column_of_numbers_is_left_alone_where_words_are_wanted():
    frame = letting(first_letting=[0, 1] * 12, main_group=[1, 2] * 12)
    assert sp.check(frame, areas=TILES).findings.height == 0


# 6 and 14: areas and their parents


def areas(**levels):
    codes = list(next(iter(levels.values())))
    wanted = {level: list(parents.values()) for level, parents in levels.items()}
    return sp.Areas.from_tiles(codes, codes, range(len(codes)), [0] * len(codes), levels=wanted)


def test_an_area_must_lie_in_its_parent():
    wrong = areas(stadsdeel={"E16": "E", "A05": "E", "M34": "M"})
    assert [(r[0], r[1], r[3]) for r in found(letting(), "area_fault", areas=wrong)] == [("E", 1, "A05: E")]
    split = areas(gebied={"E16": "DX03", "A05": "DX03", "M34": "DX15"}, stadsdeel={"E16": "E", "A05": "A", "M34": "M"})
    assert [(r[0], r[1], r[3]) for r in found(letting(), "area_fault", areas=split)] == [("E", 1, "DX03: A, E")]
    buurt = areas(wijk={"E16a": "E17", "A05b": "A05"})
    frame = pl.DataFrame({"date": ["2016-05-01"] * 2, "area": ["E16a", "A05b"], "group": [None, None]})
    assert [(r[0], r[3]) for r in found(frame, "area_fault", areas=buurt)] == [("E", "E16a: E17")]


def test_westpoort_lies_in_no_gebied_and_another_wijk_must():
    frame = letting().with_columns(area=pl.col("area").replace("M34", "B10"))
    assert sp.check(frame, areas=TILES, period=YEAR).findings.height == 0
    bare = areas(gebied={"E16": "DX03", "A05": None, "B10": None})
    assert found(frame, "does_not_add_up", areas=bare) == [("E", 1, [], "A05: 8", "")]
    # The gebieden still add up to the city: Westpoort stands beside them.
    read = sp.read_rentals(frame, areas=TILES)
    rows = sp.count(read, by="gebied").frame.filter((pl.col("group") == "all") & (pl.col("rentals") > 0))
    assert dict(rows.select("area", "rentals").iter_rows()) == {"DX01": 8, "DX03": 8, "B": 8}


@pytest.mark.skipif(not SHARED.exists(), reason="the city's boundaries are not beside the checkout")
@pytest.mark.parametrize(
    ("file", "count", "groups", "year", "parents"),
    [
        ("wijken_2015", 99, "ois2018", 2016, {"gebied": "gebied_code", "stadsdeel": "stadsdeel_code"}),
        ("wijken_2022", 110, "phkg2024", 2024, {"gebied": "ggw_code", "stadsdeel": "sdl_code"}),
    ],
)
def test_the_citys_own_area_schemes_give_no_finding(file, count, groups, year, parents):
    # Oracle: the city's own files; a letting in every wijk, those of Westpoort without gebied included.
    real = sp.read_areas(SHARED / f"{file}_crs84.geojson", code="code", name="naam", parent=parents)
    assert len(real) == count
    frame = pl.DataFrame({"date": [date(year, 5, 1)] * count, "area": real.codes, "group": [None] * count})
    report = sp.check(frame, areas=real, groups=groups)
    assert report.findings.height == 0, report.to_text("en")


# 2, 11, 12 and 13: figures from elsewhere


def test_a_second_source_may_count_by_month_as_days():
    months = {"month": [date(2016, 3, 1), date(2016, 4, 1)], "allocations": [2, 5]}
    assert found(letting(), "allocation_without_rental", **reference(allocations=months)) == [
        ("E", 1, [], "2016-04: 5", "<= 2")
    ]


def test_totals_per_association_are_compared_each_and_summed_where_records_name_none():
    own = letting(corporation=["Alfa", "beta"] * 12)
    totals = {"year": [2016] * 3, "corporation": ["ALFA", "Beta", "Gamma"], "rentals": [12, 20, 5]}
    assert found(own, "rentals_total", **reference(rentals=totals)) == [
        ("W", 2, [], "Beta 2016: 12, Gamma 2016: 0", "20, 5")
    ]
    assert found(letting(), "rentals_total", **reference(rentals=totals)) == [("W", 1, [], "city 2016: 24", "37")]
    report = sp.check(letting(), areas=TILES, period=YEAR, **reference(rentals={"year": [2019], "rentals": [9]}))
    idle = report.checks.filter(pl.col("check") == "rentals_total").row(0, named=True)
    assert idle["status"] == "not_run"
    assert idle["reason_en"] == "the figures are of 2019; whole calendar years of the rentals: 2016"


def test_direct_mediation_of_2016_is_less_than_the_groups_that_need_it():
    # Oracle: the specification's own example, 1.174 < 1.318 = 428 + 890 (Table 1.1).
    study = sp.examples.amsterdam_2016_2017()
    report = sp.check(study.rentals, areas=study.areas, reference=sp.Reference.published())
    row = report.findings.filter(pl.col("check") == "direct_channel").row(0, named=True)
    assert (row["found"], row["expected"]) == ("2016: 1174", ">= 1318")
    assert "gevonden: 2016: 1174" in report.to_text("nl")


# 15, 16 and 18: stock and exclusions


def test_new_building_is_no_high_turnover_and_each_count_has_its_own_stock():
    frame = pl.concat([letting(120)] * 3)
    whole = sp.read_stock({"area": ["E16", "A05", "M34"], "stock": [9000, 9000, 150]})
    assert found(frame, "high_turnover", stock=whole) == [
        ("W", 1, [], "M34: 80.0%", "<= 25%"),
        ("W", 1, [], "M34: 40.0%", "<= 3%"),
    ]
    for word in ("ja", "true", "1"):
        new = frame.with_columns(first_letting=pl.when(pl.col("area") == "M34").then(pl.lit(word)))
        assert found(new, "high_turnover", stock=whole) == []
    assert found(frame, "high_turnover", stock=whole, thresholds=sp.Thresholds(new_build=("M34",))) == []
    own = {"stock_corporation": {"area": ["E16", "A05", "M34"], "stock": [200, 900, 900]}}
    rows = found(frame, "high_turnover", stock=whole, **reference(**own))
    assert [row[3] for row in rows] == ["E16: 60.0%", "M34: 40.0%"]


def test_a_gap_in_the_associations_stock_is_found():
    own = {"stock_corporation": {"area": ["E16", "A05", "M34"], "stock": [200, 0, None]}}
    assert found(letting(), "stock_gap", **reference(**own)) == [("E", 2, [], "A05: 8, M34: 8", "> 0")]


def test_urban_renewal_among_the_allocations_warns():
    scheme = {"code": ["UMO", "Noodsituatie medisch", "Stadsvernieuwing"], "main_group": ["met", "zonder", "zonder"]}
    frame = letting().with_columns(group=pl.col("group").replace("UMO", "Stadsvernieuwing"))
    rows = found(frame, "not_excluded", groups=sp.target_groups(scheme))
    assert [row[:3] for row in rows] == [("W", 6, [1, 5, 9, 13, 17])]
    assert found(letting(), "not_excluded", groups=sp.target_groups(scheme)) == []


# 14 and 22: printed tables


def bands():
    """Return the note's wijken per band; its 78 and 90 stand in the text of a column."""
    rows = packaged("published/ois2018_bands_wijk.csv")
    total = pl.col("universe").cast(pl.String).str.extract(r"^(\d+)").cast(pl.Int64)
    return rows.select(table="measure", band="band", n="n_wijken", total=total)


def test_bands_must_add_up_to_the_printed_number():
    # Oracle: the 2018 note prints 8 + 22 + 25 + 15 + 8 = 78 and 24 + 25 + 24 + 17 = 90 wijken.
    assert status("unreachable_percentage", **reference(bands=bands())) == "passed"
    wrong = bands().with_columns(n=pl.when(pl.col("band") == "rond 30%").then(52).otherwise("n"))
    assert found(letting(), "unreachable_percentage", **reference(bands=wrong)) == [
        ("E", 1, [1, 2, 3, 4, 5], "share_of_rentals: 105", "78")
    ]
    unknown = bands().with_columns(n=pl.when(pl.col("n") == 25).then(None).otherwise("n"))
    assert status("unreachable_percentage", **reference(bands=unknown)) == "passed"


def test_a_percentage_is_told_with_what_the_number_gives():
    # Oracle: the programme's report on 2020 prints 58% of 21 dwellings, and 57% = 12/21 in its text.
    printed = {"unit": ["SHG"], "n": [21], "percent": [58.0]}
    rows = found(letting(), "unreachable_percentage", **reference(printed=printed))
    assert [row[3:] for row in rows] == [("SHG: 58%", "12/21 = 57%")]


def test_half_years_and_groups_add_up_by_the_same_rule():
    # Oracle: Table 1.1 of the note, 428 + 300 + 890 = 1618 and 1618 + 797 = 2415.
    rows = {"unit": ["met", "zonder", "status", "2016", "2017-H1", "all"], "n": [428, 300, 890, 1618, 797, 2415]}
    rows["parent"] = ["2016", "2016", "2016", "all", "all", None]
    assert status("does_not_add_up", **reference(printed=rows)) == "passed"
    assert found(letting(), "does_not_add_up", **reference(printed=rows | {"n": [428, 300, 809, 1618, 797, 2415]})) == [
        ("E", 1, [], "2016: 1537", "1618")
    ]
    lost = found(letting(), "does_not_add_up", **reference(printed=rows | {"parent": ["?"] * 6}))
    assert [(row[0], row[3]) for row in lost] == [("W", "?")]


# 24: origin of covariates

WIDE = {"area": ["E16", "A05", "M34"], "mark": [7.2, None, None], "welfare": [0.1, 0.2, 0.1]}
SOURCES = {
    "variable": ["mark", "welfare", "mark", "mark"], "area": [None, None, "A05", "M34"], "year": [2015, 2017, 2015, 2015],
    "level": ["wijk"] * 4, "source": ["synthetic"] * 4, "reason": [None, None, "N<20", "N<20"],
}  # fmt: skip


def origin(sources, wide=WIDE):
    return [row[1:4] for row in found(letting(), "covariate_origin", covariates=wide, covariate_sources=sources)]


def test_every_value_of_a_wide_table_has_an_origin_or_a_reason():
    assert origin(SOURCES) == []
    assert origin(SOURCES | {"reason": [None, None, "N<20", None]}) == [(1, [3], "")]
    one_for_all = {name: values[:2] for name, values in SOURCES.items()} | {"reason": ["N<20", None]}
    assert origin(one_for_all) == []
    assert origin(SOURCES, WIDE | {"woz": [1.0, 2.0, 3.0]}) == [(1, [], "woz")]
    assert origin(SOURCES | {"year": [2015, None, 2015, 2015]}) == [(1, [2], "")]
    assert origin(None) == [(2, [], "mark, welfare")]


def test_the_example_records_the_origin_of_its_covariates():
    study = sp.examples.amsterdam_2016_2017()
    own = {"covariates": study.covariates, "covariate_sources": study.covariate_sources}
    report = sp.check(study.rentals, stock=study.stock, areas=study.areas, **own)
    assert report.checks.filter(pl.col("check") == "covariate_origin")["status"][0] == "passed"
    bare = study.covariate_sources.with_columns(reason=pl.lit(None, dtype=pl.String))
    report = sp.check(study.rentals, areas=study.areas, covariates=study.covariates, covariate_sources=bare)
    assert report.findings.select("check", "count").rows() == [("covariate_origin", 9), ("extreme_share", 1)]


def test_the_gate_checks_covariates_where_their_origin_is_given(tmp_path):
    study = sp.examples.amsterdam_2016_2017()
    bare = study.covariate_sources.filter(pl.col("variable") != "welfare")
    with pytest.raises(sp.InvalidInputError, match="covariate_origin: kenmerk zonder herkomst"):
        sp.report(replace(study, covariate_sources=bare), tmp_path / "page.html")
    page = sp.report(replace(study, covariate_sources=None), tmp_path / "page.html")
    assert "covariate_origin" in page.read_text().replace("<wbr>", "")  # a warning, and a page


# 6: coordinates

#: Two square wijken side by side, half a kilometre wide, in RD.
SQUARES = {
    "type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "EPSG:28992"}},
    "features": [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 486_000], [x + 500, 486_000], [x + 500, 486_500], [x, 486_500], [x, 486_000]]],
            },
        }
        for code, x in (("E16", 120_000), ("A05", 120_500))
    ],
}


@pytest.mark.parametrize("kind", ["frame", "lazy", "csv", "parquet"])
def test_an_address_must_lie_in_the_city_and_in_its_own_area(kind, tmp_path):
    squares = sp.read_areas(SQUARES)
    frame = letting(n=200).with_columns(area=pl.lit("E16"), x=pl.lit(120_250.0), y=pl.lit(486_250.0))
    row = pl.int_range(pl.len()) + 1
    frame = frame.with_columns(
        x=pl.when(row.is_in([7, 9]))
        .then(90_000.5)
        .when(row == 11)
        .then(None)
        .when(row > 190)
        .then(120_750)
        .otherwise("x")
    )
    path = tmp_path / f"synthetic.{kind}"
    if kind == "csv":
        frame.write_csv(path, separator=";", decimal_comma=True)
    elif kind == "parquet":
        frame.write_parquet(path)
    given = {"frame": frame, "lazy": frame.lazy()}.get(kind, path)
    assert found(given, "area_fault", areas=squares) == [
        ("E", 2, [7, 9], "", ""),
        ("W", 10, [191, 192, 193, 194, 195], "10 / 197 = 5.1%", "<= 2.0%"),
    ]
    lenient = sp.Thresholds(misplaced=0.06)
    assert [r[0] for r in found(given, "area_fault", areas=squares, thresholds=lenient)] == ["E"]
    degrees = squares.to_crs("CRS84")  # the points stay in RD
    assert [r[:3] for r in found(given, "area_fault", areas=degrees)] == [
        ("E", 2, [7, 9]),
        ("W", 10, [191, 192, 193, 194, 195]),
    ]


def test_coordinates_that_are_no_place_warn_and_are_not_told():
    frame = letting().with_columns(area=pl.lit("E16"), x=pl.lit(486_250.0), y=pl.lit(120_250.0))
    report = sp.check(frame, areas=sp.read_areas(SQUARES), period=YEAR)
    assert report.findings.select("check", "severity").rows() == [("area_fault", "W")]
    assert "486" not in report.to_json().replace("486_", "")


# 23: notation


def test_a_thousands_point_that_was_read_as_a_decimal_mark_warns(tmp_path):
    rents = [650.0] * 24
    rents[3], rents[20] = 1.785, None
    frame = letting(rent=rents, floor_area=[60.0] * 24)
    frame.write_csv(tmp_path / "synthetic.csv")
    for given in (frame, tmp_path / "synthetic.csv"):
        assert [row[:3] for row in found(given, "file_fault")] == [("W", 1, [4])]


def test_a_lettings_place_may_come_from_its_address_alone():
    frame = letting().drop("area").with_columns(x=pl.lit(120_250.0), y=pl.lit(486_250.0))
    frame = frame.with_columns(x=pl.when(pl.int_range(pl.len()) == 4).then(90_000.0).otherwise("x"))
    report = sp.check(frame, areas=sp.read_areas(SQUARES), period=YEAR)
    assert report.findings.select("check", "severity", "rows").rows() == [
        ("area_fault", "E", [5]),
        ("missing_area", "W", [5]),
    ]
