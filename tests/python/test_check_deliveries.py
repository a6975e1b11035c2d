"""Deliveries: the register of associations, what came before, declared rows, ends of the period. All synthetic."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

import spreiding as sp

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benches"))
import years

AREAS = sp.examples.tiles("wijk")
PERIOD = years.PERIOD


@pytest.fixture(scope="module")
def records():
    return years.plain(4, AREAS.codes, 4_000)


def report(frame, **options):
    return sp.check(frame, **({"areas": AREAS, "period": PERIOD} | options))


def found(frame, check, **options):
    rows = report(frame, **options).findings.filter(pl.col("check") == check)
    return rows.select("code", "count", "found").rows()


# 33: the register


def register(**changes):
    rows = dict.fromkeys(years.CORPORATIONS, (None, None, None)) | changes
    names = list(rows)
    return {"register": {
        "corporation": names, "valid_from": [rows[n][0] for n in names], "valid_to": [rows[n][1] for n in names],
        "successor": [rows[n][2] for n in names],
    }}  # fmt: skip


def test_an_association_that_merged_away_or_was_not_there_yet_is_found(records):
    table = register(**{
        "CORPORATIE  b": (None, "31-12-2016", "Nieuwe Corporatie"), "corporatie C": (date(2016, 7, 1), None, None),
    })  # fmt: skip
    del table["register"]["corporation"]
    names = [n for n in (*years.CORPORATIONS, "CORPORATIE  b") if n != "corporatie B"]
    rows = {
        "corporatie C": (date(2016, 7, 1), None, None),
        "CORPORATIE  b": (None, date(2016, 12, 31), "Nieuwe Corporatie"),
    }
    none = (None, None, None)
    table = {"corporation": names} | {
        column: [rows.get(n, none)[i] for n in names]
        for i, column in enumerate(("valid_from", "valid_to", "successor"))
    }
    late = records.filter((pl.col("corporation") == "corporatie B") & (pl.col("date") > date(2016, 12, 31))).height
    early = records.filter((pl.col("corporation") == "corporatie C") & (pl.col("date") < date(2016, 7, 1))).height
    assert found(records, "association_register", reference=sp.Reference(register=table)) == [
        ("association-merged", late, f"corporatie B → Nieuwe Corporatie: {late}"),
        ("association-not-active", early, f"corporatie C: {early}"),
    ]
    short = {"corporation": [n for n in years.CORPORATIONS if n != "corporatie H"]}
    rows = found(records, "association_register", reference=sp.Reference(register=short))
    assert [row[0] for row in rows] == ["association-not-in-register"]
    assert found(records, "association_register", reference=sp.Reference(**register())) == []


def test_an_association_must_hold_stock_where_it_lets(records):
    pairs = records.select("area", "corporation").unique().sort("area", "corporation")
    whole = pairs.with_columns(stock=pl.lit(400))
    assert found(records, "association_register", reference=sp.Reference(stock_corporation=whole)) == []
    most = records.group_by("area", "corporation").len().sort("len", "area", descending=True).row(0)
    short = whole.filter(~((pl.col("area") == most[0]) & (pl.col("corporation") == most[1])))
    rows = found(records, "association_register", reference=sp.Reference(stock_corporation=short))
    assert rows == [("association-without-stock", most[2], f"{most[1]} {most[0]}: {most[2]}")]


def test_stock_per_association_is_added_up_per_area(records):
    own = pl.DataFrame({"area": AREAS.codes * 2, "corporation": ["a"] * 99 + ["b"] * 99, "stock": [400] * 198})
    reference = sp.Reference(stock_corporation=own)
    status = report(records, reference=reference).checks.filter(pl.col("check") == "stock_gap")["status"][0]
    assert status == "passed"


@pytest.mark.parametrize(("table", "code"), [
    ({"corporation": ["a"], "valid_from": ["vorig jaar"]}, "reference-no-day"), ({"naam": ["a"]}, ""),
])  # fmt: skip
def test_a_register_that_is_none_is_refused(table, code):
    with pytest.raises(sp.InvalidInputError) as error:
        sp.Reference(register=table)
    assert error.value.code in {code, "columns-missing"}
    if code:
        assert error.value.place == {"source": "reference.register", "column": "valid_from", "rows": ["1"]}
    assert "vorig jaar" not in str(error.value)


# 38 and 39


def test_rows_that_were_delivered_before_stop(records, tmp_path):
    before = records.filter(pl.col("date") < date(2016, 3, 1))
    before.write_csv(tmp_path / "eerder.csv")
    n = before.height
    for given in (before, tmp_path / "eerder.csv", sp.read_rentals(before, areas=AREAS)):
        one = report(records, reference=sp.Reference(delivered=given))
        rows = one.findings.filter(pl.col("check") == "earlier_delivery")
        assert rows.select("code", "severity", "count").rows() == [("rows-delivered-before", "E", n)]
    bare = records.drop("dwelling_id")
    assert found(bare, "earlier_delivery", reference=sp.Reference(delivered=before.drop("dwelling_id")))[0][1] == n
    poor = ["date", "area", "group"]
    skipped = dict(report(records.select(poor), reference=sp.Reference(delivered=before.select(poor))).skipped)
    assert skipped["earlier_delivery"].code == "idle-rows-not-told-apart"
    read = sp.Reference.read(delivered=tmp_path / "eerder.csv")
    assert found(records, "earlier_delivery", reference=read)[0][1] == n


def test_declared_rows_are_compared_per_file(records, tmp_path):
    for name, part in (("a", records.head(100)), ("b", records.slice(100, 50))):
        part.write_parquet(tmp_path / f"{name}.parquet")
    told = {"source": ["a.parquet", "map/b.parquet", "c.parquet"], "rows": [100, 60, 5]}
    rows = found(str(tmp_path / "*.parquet"), "declared_rows", reference=sp.Reference(declared=told))
    assert rows == [("rows-differ-from-declared", 1, "b.parquet: 50"), ("declared-file-missing", 1, "c.parquet")]


# 8, 28 and 32: time


def test_the_ends_of_the_period_and_how_long_they_are_empty(records):
    last = PERIOD[1]
    for days, expected in ((13, []), (14, ["period-end-empty"]), (30, ["period-end-empty"])):
        frame = records.filter(pl.col("date") <= last - timedelta(days=days))
        assert [row[0] for row in found(frame, "period_end")] == expected
    mine = pl.col("corporation") == "corporatie A"
    frame = records.filter(~(mine & (pl.col("date") < PERIOD[0] + timedelta(days=30))))
    one = next(f for f in report(frame).found if f.check == "period_end")
    assert (one.code, one.units) == ("association-start-empty", ("corporatie A",))
    skipped = dict(report(frame, period=None).skipped)
    assert skipped["period_end"].code == "idle-no-period"


def test_a_new_name_is_told_once_and_explains_what_stops_and_begins(records):
    late = (pl.col("corporation") == "corporatie B") & (pl.col("date") >= date(2016, 10, 1))
    frame = records.with_columns(corporation=pl.when(late).then(pl.lit("Nieuw")).otherwise("corporation"))
    found_ = report(frame).findings
    assert found_.select("check", "code", "found").rows() == [
        ("renamed_association", "association-renamed", "corporatie B → Nieuw: 2016-10")
    ]


def test_a_merger_of_two_is_told_with_both(records):
    late = pl.col("corporation").is_in(["corporatie B", "corporatie D"]) & (pl.col("date") >= date(2016, 10, 1))
    frame = records.with_columns(corporation=pl.when(late).then(pl.lit("Samen")).otherwise("corporation"))
    assert ("association-renamed", 1, "corporatie B + corporatie D → Samen: 2016-10") in found(
        frame, "renamed_association"
    )


def test_an_end_a_beginning_and_a_spike_each_have_their_words(records):
    mine = pl.col("corporation") == "corporatie B"
    ended = found(records.filter(~mine | (pl.col("date") < date(2016, 12, 1))), "stopped_feed")
    assert ("association-ends", 1, "corporatie B: 2016-12") in ended
    begun = found(records.filter(~mine | (pl.col("date") >= date(2016, 6, 1))), "stopped_feed")
    assert ("association-begins", 1, "corporatie B: 2016-06") in begun
    # A third of all lettings of an association dated on one day: one month too many, and no month too few.
    at = pl.int_range(pl.len()) % 3 == 0
    frame = records.with_columns(
        date=pl.when(mine & at).then(pl.lit(date(2016, 9, 15))).otherwise("date"), advert_date=None
    )
    spike = found(frame, "stopped_feed")
    assert [row[:2] for row in spike] == [("months-too-busy", 1)]
    assert spike[0][2].startswith("corporatie B 2016-09: ")


def test_a_new_estate_is_no_spike(records):
    estate = records.head(60).with_columns(
        date=pl.lit(date(2016, 9, 10)), area=pl.lit("E16"), corporation=pl.lit("corporatie F"), advert_date=None,
        dwelling_id=pl.Series([f"nieuw {i}" for i in range(60)]), rent=pl.Series([500.0 + i for i in range(60)]),
    )  # fmt: skip
    assert found(pl.concat([records, estate]), "stopped_feed") == []


# 16 and 41: stock


def test_stock_of_an_unknown_day_is_said_and_its_kind_is_seen(records):
    stock = sp.read_stock({"area": AREAS.codes, "stock": [4_000] * 99})
    checks = report(records, stock=stock).checks
    row = checks.filter(pl.col("check") == "stock_gap").row(0, named=True)
    assert (row["status"], row["findings"]) == ("not_run", 0)
    assert "peildatum van de woningvoorraad" in row["reason_nl"]
    # 4,000 rentals in 18 months: 2,667 a year of 99 areas with 500 dwellings are 5.3% with first lettings left out.
    small = sp.read_stock({"area": AREAS.codes, "stock": [500] * 99}, date=PERIOD[0])
    assert found(records, "stock_kind", stock=small) == [("stock-turns-over-too-fast", 1, "city: 5.3%")]
    both = {"stock_corporation": {"area": AREAS.codes, "stock": [4_000] * 99}}
    rows = found(records, "stock_kind", stock=stock, reference=sp.Reference(**both))
    assert rows == [("stock-same-as-associations", 99, "99 / 99")]


def test_stock_of_several_days_is_taken_on_the_day_the_records_start_from(records):
    # Oracle: the stock of 2016 alone; that of 2018, ten times as large, must not be added to it.
    days = [date(2015, 1, 1), date(2016, 1, 1), date(2018, 1, 1)]
    frame = pl.concat([
        pl.DataFrame({"area": AREAS.codes, "stock": [n] * 99, "day": [day] * 99})
        for day, n in zip(days, (90, 500, 5_000), strict=True)
    ])  # fmt: skip
    several = sp.read_stock(frame, date="day")
    alone = sp.read_stock(frame.filter(pl.col("day") == days[1]).drop("day"), date=days[1])
    for check in ("stock_kind", "high_turnover", "stock_gap"):
        assert found(records, check, stock=several) == found(records, check, stock=alone)
    assert found(records, "stock_kind", stock=several) == [("stock-turns-over-too-fast", 1, "city: 5.3%")]
    checks = report(records, stock=several).checks
    assert checks.filter(pl.col("check") == "stock_gap").row(0, named=True)["status"] == "passed"
    old = sp.read_stock(frame.filter(pl.col("day") == days[2]), date="day")
    assert found(records, "stock_gap", stock=old) == [("stock-of-other-year", 1, "2018")]


@pytest.mark.parametrize(("by", "bare"), [("year", ["2017"]), ("half_year", ["2017-H1"]), (None, [])])
def test_a_period_without_stock_of_its_own_is_said(by, bare, records):
    # Oracle: what sp.shares says itself of the same counts and stock.
    stock = sp.read_stock({"area": AREAS.codes, "stock": [4_000] * 99}, date=date(2016, 1, 1))
    if by is not None:
        shares = sp.shares(sp.count(sp.read_rentals(records, areas=AREAS, period=PERIOD), by=["area", by]), stock)
        assert shares.stock_days.drop_nulls("reason").rows() == [(code, None, "no-stock-of-period") for code in bare]
    rows = found(records, "stock_gap", stock=stock, by=by)
    assert rows == ([("no-stock-of-period", len(bare), ", ".join(bare))] if bare else [])


def test_one_stock_without_a_day_for_several_periods_warns(records):
    stock = sp.read_stock({"area": AREAS.codes, "stock": [4_000] * 99})
    assert found(records, "stock_gap", stock=stock, by="year") == [("undated-stock", 2, "2016, 2017")]
    findings = report(records, stock=stock, by="year").findings.filter(pl.col("check") == "stock_gap")
    assert findings["severity"].to_list() == ["W"]
    with pytest.raises(sp.InvalidInputError, match="by is 'jaar'"):
        report(records, stock=stock, by="jaar")


def test_an_area_without_stock_in_one_of_the_periods_is_told_with_the_period(records):
    # Oracle: the records of 2017 in the first wijk, counted by hand.
    days = [date(2016, 1, 1), date(2017, 1, 1)]
    frame = pl.concat([pl.DataFrame({"area": AREAS.codes, "stock": [4_000] * 99, "day": [day] * 99}) for day in days])
    gone = (pl.col("area") == "A00") & (pl.col("day") == days[1])
    stock = sp.read_stock(frame.with_columns(stock=pl.when(~gone).then("stock").otherwise(0)), date="day")
    let = records.filter((pl.col("area") == "A00") & (pl.col("date").dt.year() == 2017)).height
    assert let > 0
    assert found(records, "stock_gap", stock=stock, by="year") == [("stock-gap", 1, f"A00 (2017): {let}")]
    assert found(records, "stock_gap", stock=stock) == []  # over the whole period, the stock it starts from holds


# 32 and 38: names and identifiers that are written otherwise


@pytest.mark.parametrize(("name", "told"), [
    ("CORPORATIE A", True), ("Stichting corporatie A", True), ("corporatie  a.", True), ("corporatie AA", False),
])  # fmt: skip
def test_an_association_under_two_spellings_is_told_with_its_rows(name, told, records):
    mine = (pl.col("corporation") == "corporatie A") & (pl.int_range(pl.len()) % 3 == 0)
    frame = records.with_columns(corporation=pl.when(mine).then(pl.lit(name)).otherwise("corporation"))
    rows = [row[:2] for row in found(frame, "renamed_association")]
    assert rows == ([("association-spelt-twice", records.filter(mine).height)] if told else [])


@pytest.mark.parametrize("day", [date(2016, 10, 1), date(2016, 10, 12), date(2016, 9, 29)])
def test_a_name_that_changes_on_any_day_of_a_month_is_a_new_name(day, records):
    mine = (pl.col("corporation") == "corporatie B") & (pl.col("date") >= day)
    frame = records.with_columns(corporation=pl.when(mine).then(pl.lit("Nieuwe Naam")).otherwise("corporation"))
    assert [row[0] for row in found(frame, "renamed_association")] == ["association-renamed"]
    assert found(frame, "stopped_feed") == []


def test_an_identifier_in_another_spelling_was_delivered_before(records):
    before = records.head(40).with_columns(
        "date", pl.col("dwelling_id").str.replace("0363", "0363-").str.to_lowercase()
    )
    rows = found(records, "earlier_delivery", reference=sp.Reference(delivered=before))
    assert [row[:2] for row in rows] == [("rows-delivered-before", 40)]
