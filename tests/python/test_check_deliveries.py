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
    assert error.value.code in {code, "column-missing", ""}
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
    assert "dag van de woningvoorraad" in row["reason_nl"]
    # 4,000 rentals in 18 months: 2,667 a year of 99 areas with 500 dwellings are 5.3% with first lettings left out.
    small = sp.read_stock({"area": AREAS.codes, "stock": [500] * 99}, date=PERIOD[0])
    assert found(records, "stock_kind", stock=small) == [("stock-turns-over-too-fast", 1, "city: 5.3%")]
    both = {"stock_corporation": {"area": AREAS.codes, "stock": [4_000] * 99}}
    rows = found(records, "stock_kind", stock=stock, reference=sp.Reference(**both))
    assert rows == [("stock-same-as-associations", 99, "99 / 99")]
