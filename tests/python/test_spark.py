"""Spark on this machine, or on the cluster that SPARK_TEST_MASTER names. Oracle: the same records in a frame. All made up.

Needs Java 17 or later and what ``requirements-spark.lock`` names; skipped elsewhere.
"""

from __future__ import annotations

import os
import shutil
import sys
import warnings

import polars as pl
import pytest

import spreiding as sp

pyspark = pytest.importorskip("pyspark", reason="needs pyspark: pip install -r requirements-spark.lock")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("needs Java 17 or later", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore")
ROWS = 20_000
AS = {"groups": "harmonised", "period": ("2020-01-01", "2021-12-15")}


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable

    options = {
        "spark.ui.enabled": "false",
        "spark.executor.memory": "700m",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "Europe/Amsterdam",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = SparkSession.builder.master(os.environ.get("SPARK_TEST_MASTER", "local[2]"))
        for name, value in options.items():
            made = made.config(name, value)
        session = made.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def records(spark, rows=ROWS, parts=4):
    from pyspark.sql import functions as f

    columns = {
        "Date": "date_add(date'2020-01-01', cast(id * 7 % 700 as int))",
        "area": "concat('E', id % 16)",
        "group": "case when id % 3 = 0 then 'UMO' when id % 7 = 0 then '-' end",
        "dwelling_id": "concat('D', id % 15000)",
        "rent": "cast(id % 5 + 1 as double)",
    }
    return spark.range(0, rows, 1, parts).select(*(f.expr(text).alias(name) for name, text in columns.items()))


def own(rows=ROWS):
    i = pl.int_range(rows)
    return pl.select(
        date=pl.date(2020, 1, 1) + pl.duration(days=i * 7 % 700),
        area="E" + (i % 16).cast(pl.String),
        group=pl.when(i % 3 == 0).then(pl.lit("UMO")).when(i % 7 == 0).then(pl.lit("-")),
        dwelling_id="D" + (i % 15000).cast(pl.String),
        rent=i % 5 + 1.0,
    )


def test_counts_and_checks_are_those_of_the_same_records_in_a_frame(spark):
    found, expected = sp.read_rentals(records(spark), **AS), sp.read_rentals(own(), **AS)
    assert found.rows == expected.rows
    assert (
        sp.count(found, by=["area", "month"]).to_polars().equals(sp.count(expected, by=["area", "month"]).to_polars())
    )
    there, here = sp.check(records(spark), **AS).findings, sp.check(own(), **AS).findings
    twice = [found.filter(pl.col("check") == "duplicate_letting")["count"].to_list() for found in (there, here)]
    assert twice[0] == twice[1]
    assert twice[0]


def test_an_error_of_spark_is_told_without_its_words(spark):
    from pyspark.sql import functions as f

    wrong = records(spark).withColumn("area", f.expr("cast(raise_error('Jan Jansen') as string)"))
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(wrong, **AS)
    assert caught.value.code == "engine-fails"
    assert "Jansen" not in str(caught.value)


def test_points_are_located_by_the_workers(spark):
    from test_points import AS as POINTS
    from test_points import expected, net
    from test_points import records as points

    frame, areas = points(rows=5_000), net()
    there = spark.createDataFrame(frame.to_pandas()).repartition(3)
    rentals = sp.read_rentals(there, areas=areas, **POINTS)
    found = [sp.count(rentals, by=by).to_polars() for by in ("area", ["area", "month"], ["area", "corporation"])]
    for mine, theirs in zip(found, expected(frame, areas), strict=True):
        assert mine.equals(theirs)
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(there, areas=areas.to_crs("EPSG:28992"), **POINTS)
    assert caught.value.code == "records-points-out-of-range"
    assert caught.value.data["n"] > 4_000
