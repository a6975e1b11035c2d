"""An engine groups and counts; no record leaves it. Oracle: the same table as a frame, read by the core. All made up."""

from __future__ import annotations

import datetime as dt
import sqlite3
import warnings

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import spreiding as sp
from spreiding.records.engine import day_number, engine_of

duckdb = pytest.importorskip("duckdb")
QUERY = """
select date '2020-05-01' + (i * 7 % 700)::int as "Date", 'E' || (i % 16) as area,
       case when i % 3 = 0 then 'UMO' when i % 7 = 0 then '-' end as "group", ((i % 5) + 1.0)::double as rent,
       'C' || (i % 4) as corporation, case when i % 50 = 0 then 'nvt' else ' ' || (i % 3900) end as dwelling_id
from range(20000) t(i)
"""
AS = {"groups": "harmonised", "period": ("2020-05-01", "2022-04-15")}


@pytest.fixture
def table():
    return duckdb.connect().sql(QUERY)


def sqlite(frame, folder):
    ibis = pytest.importorskip("ibis")
    kinds = {pl.Date: "date", pl.Float64: "real", pl.Int64: "integer"}
    with sqlite3.connect(folder / "records.db") as made:
        columns = ", ".join(f'"{name}" {kinds.get(kind, "text")}' for name, kind in frame.schema.items())
        made.execute(f"create table records ({columns})")
        marks = ", ".join("?" * frame.width)
        rows = frame.with_columns(pl.col(pl.Date).cast(pl.String)).rows()
        made.executemany(f"insert into records values ({marks})", rows)  # noqa: S608  made up
    try:
        return ibis.sqlite.connect(folder / "records.db").table("records")
    except ImportError as error:
        pytest.skip(f"the sqlite of Ibis is not there: {error}")


def dask(frame, folder):
    del folder
    dd = pytest.importorskip("dask.dataframe")
    return dd.from_pandas(frame.to_pandas(), npartitions=3)


def duck(frame, folder):
    frame.write_parquet(folder / "records.parquet")
    return duckdb.connect().sql(f"from '{folder}/records.parquet'")


ENGINES = {"duckdb": duck, "sqlite": sqlite, "dask": dask}


@pytest.mark.parametrize("engine", ENGINES)
def test_counts_are_those_of_the_same_records_in_a_frame(table, engine, tmp_path):
    frame = table.pl()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas below Ibis, and that Dask moves to a package of its own
        lazy = ENGINES[engine](frame, tmp_path)
        found, own = sp.read_rentals(lazy, **AS), sp.read_rentals(frame, columns={"date": "Date"}, **AS)
        for by in ("area", "year", ["area", "month"], ["area", "corporation"]):
            assert sp.count(found, by=by).to_polars().equals(sp.count(own, by=by).to_polars()), by
    assert (found.rows, found.period) == (own.rows, own.period)
    assert found.excluded.equals(own.excluded)
    assert found.signs.equals(own.signs)


def test_every_check_that_an_engine_can_answer_has_the_same_answer(table):
    there, here = sp.check(table, **AS), sp.check(table.pl(), columns={"date": "Date"}, **AS)
    findings = [report.findings.filter(pl.col("check") != "alike_rows") for report in (there, here)]
    assert findings[0].select("check", "severity", "count").equals(findings[1].select("check", "severity", "count"))
    assert "duplicate_letting" in findings[0]["check"]
    assert findings[0]["rows"].list.len().sum() == 0
    not_run = there.checks.filter(pl.col("status") == "not_run")["check"].to_list()
    assert {"alike_rows", "implausible_number", "constant_identifier"} <= {*not_run}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.dates(dt.date(2015, 12, 1), dt.date(2018, 2, 1)),
            st.sampled_from(["E16", " E16", "E17", "n.v.t.", None]),
            st.sampled_from(["UMO", "umo ", "-", None, "SMU"]),
            st.sampled_from([500.0, None, float("nan"), -99_997.0, -1.0, float("inf")]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_any_table_is_counted_or_refused_alike(tmp_path, rows):
    schema = {"date": pl.Date, "area": pl.String, "group": pl.String, "rent": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    answers = []
    for source in (frame, duck(frame, tmp_path)):
        try:
            rentals = sp.read_rentals(source, groups="harmonised", period=("2016-01-15", "2017-12-20"))
            counts = sp.count(rentals, by=["area", "month"]).to_polars()
            answers.append((rentals.rows, counts.rows(), rentals.signs.rows(), rentals.aliases.rows()))
        except sp.InvalidInputError as error:
            answers.append(error.data["codes"])
    assert answers[0] == answers[1]


def test_no_row_is_told_and_no_value(table):
    wrong = duckdb.connect().sql(QUERY.replace("+ 1.0", "- 1.0"))
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(wrong, **AS)
    assert "4,000 records" in str(caught.value)
    assert "row " not in str(caught.value)
    assert "rows" not in caught.value.place
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(table, columns={"date": "rent"}, **AS)
    assert caught.value.place["column"] == "rent"


def test_numbers_that_are_text_are_read_by_the_same_rules():
    def query(rent):
        values = ", ".join(f"('{value}')" for value in rent)
        rows = f"from (values {values}) t(rent)"
        return duckdb.connect().sql(
            f"select date '2020-05-01' as date, 'E16' as area, null::varchar as \"group\", rent {rows}"
        )

    assert sp.read_rentals(query(["1.250,50", "n.v.t.", "600"]), groups="harmonised").rows == 3
    for rent, code in ((["1.250,50", "duur", "duur"], "number-below"), (["7.125"], "numbers-notation-either")):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(query(rent), groups="harmonised")
        assert caught.value.data["codes"] == [code]


def test_what_an_engine_is_not_asked():
    base = "select date '2020-05-01' as date, 'E16' as area, null::varchar as \"group\""
    make = duckdb.connect().sql
    cases = [
        (make("select 1 as date, 2 as aria"), "records-columns-near"),
        (make(base.replace("'E16'", "'E' || i") + " from range(200000) t(i)"), "engine-too-many-codes"),
        (make(base.replace("'E16'", "error('Jan Jansen')")), "engine-fails"),
        (make(base.replace("'E16'", "16")), "codes-are-numbers"),
    ]  # fmt: skip
    for source, code in cases:
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(source, groups="harmonised")
        assert caught.value.code == code
        assert "Jansen" not in str(caught.value)


def test_a_connection_that_is_lost_is_told_without_its_words():
    made = duckdb.connect()
    source = made.sql(QUERY)
    rentals = sp.read_rentals(source, **AS)
    made.close()
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.count(rentals, by="corporation")
    assert caught.value.code == "engine-fails"


def test_a_table_that_changes_between_two_readings_is_refused():
    made = duckdb.connect()
    made.sql(f"create table t as {QUERY}")
    rentals = sp.read_rentals(made.table("t"), **AS)
    made.sql("delete from t where area = 'E3'")
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.count(rentals, by="corporation")
    assert caught.value.code == "source-changes"
    assert (caught.value.data["first"], caught.value.data["second"]) == ("20000", "18750")


def test_a_point_in_time_counts_for_its_day_in_the_zone_of_the_engine():
    for zone, month in (("Europe/Amsterdam", "2017-01"), ("UTC", "2016-12")):
        made = duckdb.connect()
        made.sql(f"set timezone = '{zone}'")
        source = made.sql(
            "select timestamptz '2016-12-31 23:30:00+00' as date, 'E16' as area, null::varchar as \"group\""
        )
        counts = sp.count(sp.read_rentals(source), by="month").to_polars()
        assert counts["month"].unique().to_list() == [month]


@given(st.dates())
@settings(max_examples=60, deadline=None)
def test_the_number_of_a_day_is_that_of_the_calendar(day):
    """Oracle: the standard library."""
    import narwhals as nw

    frame = nw.from_native(pl.DataFrame({"day": [day]}, schema={"day": pl.Date}))
    assert frame.select(day_number(nw.col("day")).alias("n")).to_native()["n"].to_list() == [day.toordinal()]


def test_what_is_no_engine():
    assert [engine_of(x) for x in (pl.LazyFrame({"a": [1]}), pl.DataFrame({"a": [1]}), {"a": [1]}, "a.csv")] == [
        None
    ] * 4


class Asking:
    """As a frame of Spark Connect: it looks for every attribute among its columns, on a server that may fail."""

    def __getattr__(self, name):
        raise RuntimeError(f"Jan Jansen has no {name}")


@pytest.mark.parametrize("read", [sp.read_rentals, sp.read_stock, sp.Counts.from_frame, sp.target_groups])
def test_a_frame_that_cannot_be_asked_is_told_without_its_words(read):
    with pytest.raises(sp.InvalidInputError) as caught:
        read(Asking())
    assert "Jansen" not in str(caught.value)


@pytest.mark.parametrize("gone", [TypeError, ImportError])
def test_dask_that_narwhals_no_longer_reads_names_the_package_it_moved_to(gone, monkeypatch, tmp_path):
    """What narwhals 2.29 says is to come: here it is as if it had come."""

    def moved(_):
        raise gone

    frame = dask(pl.DataFrame({"date": ["2020-01-01"], "area": ["a"], "group": ["UMO"]}), tmp_path)
    monkeypatch.setattr("narwhals.from_native", moved)
    with pytest.raises(sp.InvalidInputError, match="pip install narwhals-dask") as caught:
        sp.read_rentals(frame)
    assert caught.value.code == "needs-plugin"


def test_small_tables_of_an_engine_are_read_as_other_frames():
    base = duckdb.connect()
    stock = sp.read_stock(base.sql("select 'E16' as area, 5200 as stock"))
    assert stock.to_dicts() == [{"area": "E16", "stock": 5200}]
    counts = sp.Counts.from_frame(base.sql("select 'E16' as area, 5 as allocations, 20 as rentals"))
    assert counts.to_dicts() == [{"area": "E16", "group": "all", "allocations": 5, "rentals": 20}]
    assert sp.target_groups(base.sql("select 'UMO' as code, 'met' as main_group")).frame.height == 1
