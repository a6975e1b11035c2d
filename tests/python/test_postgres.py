"""Postgres through Ibis. Oracle: the same records in a Parquet file, read by the core. All made up.

``SPREIDING_POSTGRES`` names a server, as ``postgresql://user:password@host:port/database``; a schema of its own is made
there and dropped. Skipped elsewhere, but for the look at what would be asked.
"""

from __future__ import annotations

import os

import polars as pl
import pytest

import spreiding as sp
from spreiding.records.again import again
from spreiding.records.engine import Engine, engine_of
from spreiding.records.engine_numbers import sums

pytestmark = pytest.mark.filterwarnings("ignore")
ibis = pytest.importorskip("ibis")
ADDRESS = os.environ.get("SPREIDING_POSTGRES", "")
SCHEMA = "spreiding_test"
AS = {"groups": "harmonised", "period": ("2020-05-01", "2022-04-15")}
TABLE = f"""
create table {SCHEMA}.records as
select date '2020-05-01' + i * 7 % 700 as "Date", 'E' || i % 16 as area,
       case when i % 3 = 0 then 'UMO' when i % 7 = 0 then '-' end as "group", (i % 5 + 1)::numeric(8, 2) as rent,
       'C' || i % 4 as corporation, case when i % 50 = 0 then 'nvt' else ' ' || i % 3900 end as dwelling_id,
       timestamptz '2020-05-01 23:30+00' + make_interval(days => i % 700) as moment
from generate_series(0, 19999) t(i)
"""  # noqa: S608  made up


@pytest.fixture(scope="module")
def server():
    if not ADDRESS:
        pytest.skip("needs a Postgres server, named by SPREIDING_POSTGRES")
    psycopg = pytest.importorskip("psycopg", reason="needs psycopg: pip install 'ibis-framework[postgres]'")
    with psycopg.connect(ADDRESS, autocommit=True) as made:
        made.execute(f"drop schema if exists {SCHEMA} cascade")
        made.execute(f"create schema {SCHEMA}")
        made.execute(TABLE)
        yield made
        made.execute(f"drop schema {SCHEMA} cascade")


@pytest.fixture
def table(server):
    del server
    return ibis.connect(ADDRESS).table("records", database=SCHEMA)


@pytest.fixture
def file(table, tmp_path):
    pl.DataFrame(table.to_pyarrow()).write_parquet(tmp_path / "records.parquet")
    return tmp_path / "records.parquet"


def test_counts_and_checks_are_those_of_the_same_records_in_a_file(table, file):
    found, own = sp.read_rentals(table, **AS), sp.read_rentals(file, columns={"date": "Date"}, **AS)
    for by in ("area", "year", ["area", "month"], ["area", "corporation"]):
        assert sp.count(found, by=by).to_polars().equals(sp.count(own, by=by).to_polars()), by
    assert (found.rows, found.period) == (own.rows, own.period)
    assert found.excluded.equals(own.excluded)
    assert found.signs.equals(own.signs)
    there, here = sp.check(table, **AS), sp.check(file, columns={"date": "Date"}, **AS)
    of = [report.findings.select("check", "severity", "count").rows() for report in (there, here)]
    assert of[0] == of[1]
    assert "duplicate_letting" in there.findings["check"]


def test_a_moment_counts_for_its_day_in_the_zone_of_the_server(server, table):
    zone = server.execute("show timezone").fetchone()[0]
    days = f"select distinct (moment at time zone '{zone}')::date from {SCHEMA}.records"  # noqa: S608  made up
    expected = {f"{row[0]:%Y-%m}" for row in server.execute(days).fetchall()}
    rentals = sp.read_rentals(table, columns={"date": "moment"}, groups="harmonised")
    assert {*sp.count(rentals, by="month").to_polars()["month"]} == expected


def test_what_the_server_says_of_a_record_or_a_permission_is_left_out(server):
    wrong = "case when corporation = 'C1' then (corporation || 'Jan Jansen')::int::text else area end"
    view = f'create view {SCHEMA}.wrong as select "Date", "group", {wrong} as area from {SCHEMA}.records'  # noqa: S608
    server.execute(view)
    view = ibis.connect(ADDRESS).table("wrong", database=SCHEMA)
    reader = ibis.connect(ADDRESS)
    reader.raw_sql("set role pg_monitor").close()
    for source in (view, reader.table("records", database=SCHEMA)):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(source, **AS)
        assert caught.value.code == "engine-fails"
        assert "Jansen" not in str(caught.value)


def test_a_connection_that_is_lost_is_told_without_credentials(server, table):
    rentals = sp.read_rentals(table, **AS)
    pid = table.get_backend().con.info.backend_pid
    server.execute("select pg_terminate_backend(%s)", [pid])
    for ask in (lambda: sp.check(table, **AS), lambda: sp.count(sp.read_rentals(table, **AS), by="area")):
        with pytest.raises(sp.InvalidInputError) as caught:
            ask()
        assert caught.value.code == "engine-fails"
        assert ADDRESS.split("@")[0].rsplit(":", 1)[-1] not in str(caught.value)
    assert rentals.rows == 20_000


def test_points_are_refused_before_anything_is_asked(table):
    areas = sp.Areas.from_tiles(["a"], ["A"], [0], [0])
    points = table.select("Date", "group", x=ibis.literal(0.5), y=ibis.literal(-0.5))
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(points, areas=areas, **AS)
    assert caught.value.code == "engine-no-points"


def test_no_truth_is_cast_to_a_number_which_postgres_refuses(monkeypatch):
    """What would be asked, without a server; oracle: the grammar of sqlglot."""
    glot = pytest.importorskip("sqlglot")
    columns = {"date": "date", "group": "string", "dwelling_id": "string", "rent": "float64", "rooms": "int64"}
    engine = engine_of(ibis.table(columns, name="records"))
    asked = []
    monkeypatch.setattr(Engine, "fetched", lambda _, ask: asked.append(ask()) or pl.DataFrame([{"same_day": 0}]))
    of = ("dwelling_id", "date", "group")
    again(engine, of, providers=["x"], blank_groups=["-"], within=30, provider_days=90)
    asked.append(engine.table.select(**sums(engine, [("rent", 0.0), ("rooms", 0.0)])))
    truths = (glot.exp.Predicate, glot.exp.Not, glot.exp.And, glot.exp.Or)
    asked = [ibis.to_sql(query.to_native(), dialect="postgres") for query in asked]
    casts = [cast for query in asked for cast in glot.parse_one(query, dialect="postgres").find_all(glot.exp.Cast)]
    assert len(asked) == 2
    assert casts
    assert [cast.sql() for cast in casts if isinstance(cast.this.unnest(), truths)] == []
