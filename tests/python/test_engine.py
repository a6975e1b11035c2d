"""An engine groups and counts; no record leaves it. Oracle: the same table counted by polars. All made up."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

import spreiding as sp
from spreiding.records.engine import engine_of

duckdb = pytest.importorskip("duckdb")
QUERY = """
select date '2020-05-01' + (i % 700)::int as date, 'E' || (i % 16) as area,
       case when i % 3 = 0 then 'UMO' end as kind, (i % 5) - 1.0 as rent
from range(20000) t(i)
"""


@pytest.fixture
def table():
    return duckdb.connect().sql(QUERY)


def test_combinations_are_those_of_the_records(table):
    found, n = engine_of(table).combinations([("area", "text"), ("kind", "text"), ("date", "month")], months=True)
    rows = pl.DataFrame(
        {
            "area": [f"E{i % 16}" for i in range(20_000)],
            "kind": ["UMO" if i % 3 == 0 else None for i in range(20_000)],
            "date": [(dt.date(2020, 5, 1) + dt.timedelta(i % 700)).replace(day=1) for i in range(20_000)],
        }
    )
    expected = rows.group_by("area", "kind", "date").agg(n=pl.len()).sort("area", "kind", "date", nulls_last=True)
    assert found.rows() == expected.drop("n").rows()
    assert n.to_list() == expected["n"].to_list()
    assert engine_of(table).bad_numbers("rent", 0.0) == 4_000


def test_what_an_engine_is_not_asked(table):
    with pytest.raises(sp.InvalidInputError) as caught:
        engine_of(table).combinations([("wijk", "text")], months=True)
    assert caught.value.code == "columns-missing"
    assert caught.value.data["columns"] == ["wijk"]
    with pytest.raises(sp.InvalidInputError) as caught:
        engine_of(table).bad_numbers("area", 0.0)
    assert caught.value.place["column"] == "area"


def test_an_error_of_the_engine_is_told_without_its_words():
    broken = duckdb.connect().sql("select error('Jan Jansen') as area from range(3)")
    with pytest.raises(sp.InvalidInputError) as caught:
        engine_of(broken).combinations([("area", "text")], months=True)
    assert caught.value.code == "engine-fails"
    assert "Jansen" not in str(caught.value)


def test_what_is_no_engine():
    assert [engine_of(x) for x in (pl.LazyFrame({"a": [1]}), pl.DataFrame({"a": [1]}), {"a": [1]}, "a.csv")] == [
        None
    ] * 4
