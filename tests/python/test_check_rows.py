"""What is looked at row by row: rows alike, identifiers, numbers, labels, remarks. All records are synthetic."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import spreiding as sp
from spreiding.records.sources import Part

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benches"))
import years

AREAS = sp.examples.tiles("wijk")
PERIOD = years.PERIOD


@pytest.fixture(scope="module")
def records():
    frame = years.plain(3, AREAS.codes, 3_000)
    return frame.with_columns(first_letting=pl.lit(value=False))


def found(frame, check, **options):
    """Return code, count and rows of the findings of a check."""
    report = sp.check(frame, **({"areas": AREAS, "period": PERIOD} | options))
    return report.findings.filter(pl.col("check") == check).select("code", "count", "rows").rows()


def finding(frame, check, **options):
    report = sp.check(frame, **({"areas": AREAS, "period": PERIOD} | options))
    return next(one for one in report.found if one.check == check)


def reason(frame, check, **options):
    report = sp.check(frame, **({"areas": AREAS, "period": PERIOD} | options))
    return dict(report.skipped)[check].code


# 26 and 19: rows alike


def test_rows_alike_are_the_later_of_each_pair(records):
    copies = records.gather_every(300).with_columns(pl.col("dwelling_id") + "-b")
    rows = found(pl.concat([records, copies]), "alike_rows")
    assert rows == [("rows-alike", 10, [3001, 3002, 3003, 3004, 3005])]
    # The same rows under their own identifier are the business of check 1.
    assert found(pl.concat([records, records.gather_every(300)]), "alike_rows") == []


def test_fewer_copies_than_the_limit_and_dwellings_of_one_kind_are_no_copies(records):
    four = pl.concat([records, records.head(4).with_columns(pl.col("dwelling_id") + "-b")])
    assert found(four, "alike_rows") == []
    assert found(four, "alike_rows", thresholds=sp.Thresholds(alike_least=3))[0][:2] == ("rows-alike", 4)
    # An estate of forty dwellings with two rents, let over three weeks, and not marked as first lettings.
    estate = records.head(40).with_columns(
        date=pl.Series([date(2016, 5, 2 + i % 20) for i in range(40)]), area=pl.lit("E16"),
        corporation=pl.lit("corporatie A"), group=pl.lit(None, dtype=pl.String), main_group=pl.lit(None, dtype=pl.String),
        rent=pl.Series([600.0 + i % 2 for i in range(40)]), advert_date=pl.lit(None, dtype=pl.Date),
        channel=pl.lit("WoningNet"), first_letting=pl.lit(value=False),
        dwelling_id=pl.Series([f"nieuw {i}" for i in range(40)]),
    )  # fmt: skip
    assert found(pl.concat([records, estate]), "alike_rows") == []


def test_without_telling_columns_only_a_whole_copy_is_seen(records):
    bare = records.select("date", "area", "group")
    twenty = pl.concat([bare, bare.gather_every(150)])
    assert (found(twenty, "alike_rows"), reason(twenty, "alike_rows")) == ([], "idle-rows-not-told-apart")
    whole = found(pl.concat([bare, bare]), "alike_rows")
    assert whole[0][0] == "rows-alike-without-identifier"
    assert whole[0][1] >= 2_900


def test_persons_are_told_with_their_association(records):
    mine = (pl.col("corporation") == "corporatie B") & (pl.col("group") == years.STATUS)
    family = records.filter(mine).with_columns(pl.col("dwelling_id") + "-2")
    one = finding(pl.concat([records, family]), "persons_not_dwellings")
    assert (one.code, one.count, one.units) == ("persons-alike", family.height, ("corporatie B",))
    assert "corporatie B" in one.ask("nl")


# 27 and 31: identifiers


def test_a_year_later_is_told_from_the_days_around_it(records):
    first = records.filter(pl.col("date") < date(2016, 6, 1), pl.col("date") != date(2016, 2, 29)).head(60)
    for days, expected in ((0, 60), (1, 0)):
        again = first.with_columns(date=pl.col("date").dt.offset_by("1y") + timedelta(days=days), rent=pl.lit(500.0))
        rows = found(pl.concat([records, again]), "repeated_year")
        assert [row[:2] for row in rows] == [("let-again-a-year-later", expected)] * bool(expected)
    assert (
        reason(records.filter(pl.col("date") < date(2016, 6, 1)), "repeated_year", period=years.YEAR) == "idle-one-year"
    )


def test_a_placeholder_is_told_from_the_number_of_an_estate(records):
    one = records.with_columns(
        dwelling_id=pl.when(pl.int_range(pl.len()) % 40 == 0).then(pl.lit("NIET-BEKEND-9")).otherwise("dwelling_id")
    )
    report = sp.check(one, areas=AREAS, period=PERIOD)
    stopping = report.findings.filter(pl.col("severity") == "E")
    # What explains the double lettings stands before them.
    assert stopping["check"].to_list()[:2] == ["constant_identifier", "duplicate_letting"]
    assert stopping.select("code", "count").row(0) == ("identifier-is-placeholder", 75)
    estates = records.with_columns(dwelling_id=pl.format("complex {}", pl.int_range(pl.len()) % 100))
    assert found(estates, "constant_identifier")[0][:2] == ("identifier-of-estate", 3_000)
    assert "NIET-BEKEND" not in report.to_json()


# 29 and 30: numbers


def test_numbers_that_no_dwelling_has_are_told_by_column(records):
    frame = records.with_columns(floor_area=pl.lit(60.0))
    at = pl.int_range(pl.len())
    odd = frame.with_columns(
        rent=pl.when(at == 4).then(6_000.0).when(at == 5).then(60.0).when(at == 9).then(70.0).otherwise("rent"),
        floor_area=pl.when(at == 5).then(610.0).when(at == 7).then(600.0).otherwise("floor_area"),
    )
    assert found(odd, "implausible_number") == [
        ("rent-and-floor-area-exchanged", 1, [6]),
        ("rent-implausible", 2, [5, 10]),
        ("floor-area-implausible", 1, [8]),
    ]
    wide = sp.Thresholds(rent_range=(50.0, 7_000.0), floor_area_range=(8.0, 700.0))
    assert [row[0] for row in found(odd, "implausible_number", thresholds=wide)] == ["rent-and-floor-area-exchanged"]


def test_what_was_filled_in_for_want_of_a_number_is_no_number(records):
    # Oracle: rows of one association, counted by hand.
    mine = pl.col("corporation") == "corporatie C"
    own = records.filter(mine).height
    rows = (pl.int_range(pl.len()) + 1).filter(mine)
    first = records.select(rows).to_series().head(5).to_list()
    filler = records.with_columns(rent=pl.when(mine).then(650.0).otherwise("rent"))
    assert found(filler, "implausible_number") == [("number-is-placeholder", own, first)]
    zero = records.with_columns(rent=pl.when(mine).then(0.0).otherwise("rent"))
    assert found(zero, "implausible_number") == [("number-zero", own, first)]
    assert found(zero, "file_fault") == []
    # One rent everywhere is a table without rents of its own, and one estate of a small association is no filler.
    assert found(records.with_columns(rent=pl.lit(650.0)), "implausible_number") == []
    few = mine & (pl.int_range(pl.len()) < 200)
    assert found(records.with_columns(rent=pl.when(few).then(650.0).otherwise("rent")), "implausible_number") == []


def test_the_limit_of_social_renting_is_that_of_the_year():
    # Oracle: rijksoverheid.nl, 710,68 in 2016 to 2018 and 720,42 in 2019; 5 of 100 rents of each year at 715 euro.
    rows = [
        (date(year, 3, 1 + i % 28), "E16", None, 715.0 if i < 5 else 600.0) for year in (2018, 2019) for i in range(100)
    ]
    frame = pl.DataFrame(
        rows, schema={"date": pl.Date, "area": pl.String, "group": pl.String, "rent": pl.Float64}, orient="row"
    )
    options = {"areas": None, "period": None, "groups": "harmonised"}
    assert found(frame, "rent_limit", **options) == [("rents-over-limit", 5, [1, 2, 3, 4, 5])]
    own = sp.Reference(rent_limits={"year": [2018, 2019], "limit": [720.0, 710.0]})
    assert found(frame, "rent_limit", reference=own, **options) == [("rents-over-limit", 5, [101, 102, 103, 104, 105])]


def test_years_without_a_limit_of_social_renting_are_named_and_can_be_given():
    # Oracle: the packaged table ends in 2022; 5 of 100 rents of each year lie above 900 euro.
    rows = [
        (date(year, 3, 1 + i % 28), "E16", None, 950.0 if i < 5 else 600.0) for year in (2022, 2030) for i in range(100)
    ]
    schema = {"date": pl.Date, "area": pl.String, "group": pl.String, "rent": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    today = sp.Thresholds(today=date(2031, 1, 1))
    options = {"areas": None, "period": None, "groups": "harmonised", "thresholds": today}
    report = sp.check(frame, **options)
    row = report.checks.filter(pl.col("check") == "rent_limit").row(0, named=True)
    assert (row["status"], row["findings"]) == ("found", 1)
    assert row["reason_nl"].startswith("niet uitgevoerd voor 2030:")
    assert "niet uitgevoerd voor 2030" in report.to_text("nl")
    own = sp.Reference(rent_limits={"year": [2030], "limit": [900.0]})
    assert [row[:2] for row in found(frame, "rent_limit", reference=own, **options)] == [("rents-over-limit", 10)]
    late = frame.filter(pl.col("date").dt.year() == 2030)
    assert reason(late, "rent_limit", **options) == "idle-rent-limits-of"
    assert found(late.with_columns(rent=pl.lit(None, dtype=pl.Float64)), "rent_limit", **options) == []


# 18: labels and columns


@pytest.mark.parametrize(("column", "value", "code"), [
    ("corporation", "TEST corporatie", "label-of-test"), ("corporation", "Totaal", "label-of-total"),
    ("corporation", "Protestants Wonen", None), ("corporation", "Attest & Zonen", None),
    ("channel", "Geannuleerd na acceptatie", "label-of-void"), ("channel", "campuscontract", "label-of-excluded"),
    ("dwelling_id", "Eindtotaal", "label-of-total"), ("dwelling_id", "test", "label-of-test"),
    ("dwelling_id", "TEST0012", "label-of-test"), ("dwelling_id", "Testlaan 12", None),
    ("corporation", "Testcorporatie", "label-of-test"), ("channel", "Niet doorgegaan", "label-of-void"),
    ("channel", "Vrije sector", "label-of-excluded"),
])  # fmt: skip
def test_labels_that_speak_are_found_by_row(records, column, value, code):
    frame = records.with_columns(
        pl.when(pl.int_range(pl.len()) == 6).then(pl.lit(value)).otherwise(column).alias(column)
    )
    assert found(frame, "not_excluded") == ([] if code is None else [(code, 1, [7])])


@pytest.mark.parametrize(("name", "values", "count"), [
    ("geannuleerd", [True, False, None], 1_000), ("Ingetrokken?", ["ja", "nee", ""], 1_000),
    ("datum_intrekking_vervallen", ["2016-05-01", None, None], 1_000), ("status", ["Ingetrokken", "Definitief", None], 1_000),
    ("soort", ["DUMMY", "gewone rij", None], 1_000), ("is_test", [1, 0, 0], 1_000), ("student", ["J", "N", "N"], 1_000),
    ("isTest", [True, False, None], 1_000), ("Contractstatus", ["Niet doorgegaan", "Getekend", "Getekend"], 1_000),
    ("mutatie", ["Gestorneerd", "Regulier", None], 1_000), ("Soort eenheid", ["Studenteneenheid", "Woning", "Woning"], 1_000),
    ("Type contract", ["Campuscontract", "Onbepaald", "Onbepaald"], 1_000), ("zelfstandig", ["nee", "ja", "ja"], 1_000),
    ("woonvorm", ["Onzelfstandig", "Zelfstandig", None], 1_000), ("segment", ["Vrije sector", "Sociaal", None], 1_000),
    ("object", ["Garagebox", "Woning", None], 1_000), ("object", ["Woning met garage", "Woning", None], 0),
    ("student", ["geen student", "niet tijdelijk", None], 0), ("projectnummer", [1, 2, 3], 0), ("garage", ["J", "N", "N"], 0),
    ("projectnaam", ["Project Zuid", "Project Oost", None], 0), ("soort", ["geen campuscontract", None, None], 0),
    ("totaal_huur", [700, 710, 720], 0), ("geannuleerd", [False, False, None], 0), ("huurder", ["A", "B", "C"], 0),
])  # fmt: skip
def test_columns_that_speak_are_told_by_their_name_alone(records, name, values, count):
    frame = records.with_columns(pl.Series(name, (values * 1_000)))
    report = sp.check(frame, areas=AREAS, period=PERIOD)
    rows = report.findings.filter(pl.col("check") == "not_excluded")
    assert rows["count"].to_list() == ([count] if count else [])
    if count:
        assert name in rows["text_nl"][0]
        assert not any(str(value) in report.to_json() for value in values if isinstance(value, str) and len(value) > 3)


@pytest.mark.parametrize("named", [2, 12])
def test_columns_that_nobody_named_are_looked_at_in_one_pass(records, named, tmp_path, monkeypatch):
    more = {f"kolom {i}": [f"{i}-{row % 7}" for row in range(records.height)] for i in range(named)}
    path, passes = tmp_path / "synthetic.csv", []
    records.with_columns(pl.Series(name, values) for name, values in more.items()).write_csv(path)
    chunks = Part.chunks

    def counted(part, names):
        passes.append([name for name in names if name in more])
        return chunks(part, names)

    monkeypatch.setattr(Part, "chunks", counted)
    sp.check(path, areas=AREAS, period=PERIOD)
    assert [len(names) for names in passes if names] == [named]


@pytest.mark.parametrize("name", ["vervallen op", "is geannuleerd"])
def test_a_column_that_speaks_by_its_name_is_told_however_many_values_it_has(records, name):
    values = [f"{row:04}" if row % 3 == 0 else None for row in range(records.height)]
    assert found(records.with_columns(pl.Series(name, values)), "not_excluded")[0][:2] == (
        "column-speaks-of-void", 1_000,
    )  # fmt: skip


# 34 to 37 and 40: what a row says


def answers(frame, **columns):
    return frame.with_columns(pl.Series(name, values) for name, values in columns.items())


def test_a_table_says_what_cannot_go_together(records):
    frame = records.with_columns(contract=pl.lit("onbepaalde tijd"))
    at = pl.int_range(pl.len())
    frame = frame.with_columns(
        group=pl.when(at < 3).then(pl.lit("Statushouder regulier")).otherwise("group"),
        main_group=pl.when(at < 3).then(pl.lit("statushouders")).otherwise("main_group"),
        contract=pl.when(at < 2).then(pl.lit("Wisselcontract")).otherwise("contract"),
    )
    table = {"group": ["Statushouder regulier", "UMO"], "contract": ["wisselcontract", "geen"], "channel": [None, None]}
    reference = sp.Reference(combinations=table)
    assert ("combination-cannot-be", 2, [1, 2]) in found(frame, "impossible_combination", reference=reference)


def test_remarks_that_name_a_group_are_counted_and_never_told(records):
    texts = [None] * records.height
    blank = np.flatnonzero(records["group"].is_null().to_numpy())
    filled = np.flatnonzero(records["group"].is_not_null().to_numpy())
    said = ["betreft een Statushouder (gezin)", "sleutel bij buren", "MPG", "Vergunninghouder, 2 kinderen", "komt uit COA",
            "GEEN statushouder", "campings", "urgent: medisch"]  # fmt: skip
    for at, text in enumerate(said):
        texts[blank[at]] = text
    texts[filled[0]] = "statushouder"
    named = [int(blank[at]) + 1 for at in (0, 2, 3, 4, 7)]
    for name in ("remarks", "Opmerkingen intake"):
        frame = records.with_columns(pl.Series(name, texts, dtype=pl.String))
        report = sp.check(frame, areas=AREAS, period=PERIOD)
        rows = report.findings.filter(pl.col("check") == "group_in_remarks")
        assert rows.select("code", "count", "rows").rows() == [("remarks-name-a-group", 5, named)]
        assert "gezin" not in report.to_json()
        assert "buren" not in report.to_text("nl")


def test_renewals_and_voids_are_found_by_row(records):
    n = records.height
    renewal, void = ["nee"] * n, [day - timedelta(days=40) for day in records["date"]]
    renewal[3], renewal[8] = "Ja", "verlenging"
    void[5], void[6] = (records["date"][at] + timedelta(days=days) for at, days in ((5, 200), (6, 10)))
    void[7] = date(2004, 1, 1)
    frame = answers(records, renewal=renewal, void_date=void, first_letting=[False] * 3 + [True] + [False] * (n - 4))
    assert found(frame, "renewal") == [("renewals-counted", 2, [4, 9]), ("renewal-of-first-letting", 1, [4])]
    assert found(frame, "void_date") == [("void-after-letting", 1, [6]), ("void-long-before", 1, [8])]
    for value in ("Contractverlenging", "Woningruil", "wijziging tenaamstelling"):
        own = pl.when(pl.int_range(pl.len()) < 2).then(pl.lit(value)).otherwise(pl.lit("Nieuwe verhuring"))
        assert found(records.with_columns(own.alias("Soort mutatie")), "renewal") == [("renewals-counted", 2, [1, 2])]
    contract = records.with_columns(contract=pl.when(pl.int_range(pl.len()) < 4).then(pl.lit("Contractverlenging")))
    assert found(contract, "renewal") == [("renewals-counted", 4, [1, 2, 3, 4])]


def test_a_column_that_one_association_leaves_blank_is_told_and_printed(records):
    mine = pl.col("corporation") == "corporatie C"
    frame = records.with_columns(rent=pl.when(~(mine & (pl.int_range(pl.len()) % 2 == 0))).then("rent"))
    one = finding(frame, "item_response")
    assert (one.code, one.units, one.data["column"]) == ("column-left-blank", ("corporatie C",), "rent")
    report = sp.check(frame, areas=AREAS, period=PERIOD)
    row = report.response.filter((pl.col("column") == "rent") & (pl.col("corporation") == "corporatie C")).row(
        0, named=True
    )
    assert row["missing"] == one.count
    assert row["share"] == pytest.approx(row["missing"] / row["rows"], abs=1e-15)  # a quotient of the same two numbers
    assert "rent: corporatie A 0,0%" in report.to_text("nl")


@pytest.mark.parametrize(("lang", "words"), [("nl", "(naam niet getoond) 100,0%"), ("en", "(name not shown) 100.0%")])
def test_an_association_that_is_not_named_is_so_in_the_language_of_the_report(records, lang, words):
    one = pl.when(pl.int_range(pl.len()) == 1).then(pl.lit("Jansen")).otherwise("corporation")
    frame = records.with_columns(one.alias("corporation"), rent=pl.when(pl.int_range(pl.len()) > 1).then("rent"))
    text = sp.check(frame, areas=AREAS, period=PERIOD).to_text(lang)
    assert words in text
    assert "Jansen" not in text


# Too many, and unreadable


def test_more_records_than_are_compared_are_not_run(records):
    report = sp.check(records, areas=AREAS, period=PERIOD, thresholds=sp.Thresholds(row_limit=2_999))
    idle = {name: why.code for name, why in report.skipped}
    for check in ("alike_rows", "repeated_year", "implausible_number", "constant_identifier", "item_response"):
        assert idle[check] == "idle-too-many-rows"
    assert report.response is None
    assert "row_limit is 2.999" in report.to_text("nl")


@pytest.mark.parametrize("kind", ["csv", "parquet", "lazy"])
def test_files_and_frames_give_the_same(records, kind, tmp_path):
    copies = records.gather_every(300).with_columns(pl.col("dwelling_id") + "-b")
    frame = pl.concat([records, copies]).with_columns(geannuleerd=pl.int_range(pl.len()) % 1_000 == 0)
    path = tmp_path / f"synthetic.{kind}"
    if kind == "csv":
        frame.write_csv(path, separator=";", decimal_comma=True, date_format="%d-%m-%Y")
    elif kind == "parquet":
        frame.write_parquet(path)
    given = frame.lazy() if kind == "lazy" else path
    assert found(given, "alike_rows") == found(frame, "alike_rows") != []
    assert found(given, "not_excluded") == found(frame, "not_excluded") != []
