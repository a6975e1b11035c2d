"""Spark Connect: a server in a process of its own. Oracle: the same records in a frame. All made up."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from test_spark import AS, own, records

import spreiding as sp

pyspark = pytest.importorskip("pyspark", reason="needs pyspark: pip install -r requirements-spark.lock")
pytest.importorskip("grpc", reason="needs grpcio: pip install -r requirements-spark.lock")
pytestmark = pytest.mark.filterwarnings("ignore")
if os.name == "nt" or (shutil.which("java") is None and "JAVA_HOME" not in os.environ):
    pytest.skip("needs Java 17 or later, and no Windows", allow_module_level=True)
#: Seconds that the server has to start: a loaded machine is slow.
PATIENCE = 240


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Return the process of a server and its port."""
    port, folder = free_port(), tmp_path_factory.mktemp("server")
    settings = {
        "spark.connect.grpc.binding.port": str(port),
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }
    command = [Path(pyspark.__file__).parent / "bin" / "spark-submit", "--master", "local[2]"]
    command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    command += [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable}
    with (folder / "log").open("wb") as log:
        made = subprocess.Popen(
            [*command, "spark-internal"], cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    late = time.monotonic() + PATIENCE
    while made.poll() is None and time.monotonic() < late:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    else:
        pytest.fail(f"no server of Spark Connect: {(folder / 'log').read_text()[-2_000:]}")
    yield made, port
    end(made)


def end(process):
    """End a server with whatever it started."""
    if process.poll() is None:
        for child in [*psutil.Process(process.pid).children(recursive=True), process]:
            child.kill()
    process.wait()


@pytest.fixture
def spark(server, monkeypatch):
    # Spark marks the process as one of Spark Connect; other tests start Spark in it as well.
    monkeypatch.setenv("SPARK_CONNECT_MODE_ENABLED", "1")
    session = sp.spark_session(f"sc://127.0.0.1:{server[1]}")
    yield session
    session.stop()  # Also where the server is gone: a client that is not closed tries for ten minutes at the end.


def test_counts_and_checks_are_those_of_the_same_records_in_a_frame(spark):
    found, expected = sp.read_rentals(records(spark), **AS), sp.read_rentals(own(), **AS)
    assert found.rows == expected.rows
    for by in ("area", ["area", "month"]):
        assert sp.count(found, by=by).to_polars().equals(sp.count(expected, by=by).to_polars()), by
    there, here = (sp.check(source, **AS).findings.to_dicts() for source in (records(spark), own()))
    twice = [[row["count"] for row in rows if row["check"] == "duplicate_letting"] for rows in (there, here)]
    assert twice[0] == twice[1]
    assert twice[0]


def test_points_are_located_by_the_workers_of_the_server(spark):
    tiles = sp.Areas.from_tiles(["a", "b"], ["A", "B"], [0, 1], [0, 0])
    there = records(spark).drop("area").selectExpr("*", "cast(rent / 3 as double) as x", "cast(-0.5 as double) as y")
    here = own().with_columns(x=own()["rent"] / 3, y=-0.5).drop("area")
    counts = [sp.count(sp.read_rentals(source, areas=tiles, **AS), by="area").to_polars() for source in (there, here)]
    assert counts[0].equals(counts[1])
    assert counts[0]["rentals"].min() > 0


def test_what_the_server_says_is_left_out(spark):
    wrong = records(spark).selectExpr("* except (area)", "cast(raise_error('Jan Jansen') as string) as area")
    for source in (wrong, spark.table("jansen"), records(spark).select("jansen")):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(source, **AS)
        assert caught.value.code == "engine-fails"
        assert "jansen" not in str(caught.value).lower()


def test_a_server_that_is_lost_is_told_without_its_words(server, spark):
    """The last of this file: it ends the server."""
    from pyspark.sql.connect.client.retries import DefaultPolicy

    table = records(spark)
    sp.read_rentals(table, **AS)
    spark.client.set_retry_policies([DefaultPolicy(max_retries=1)])
    end(server[0])
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(table, **AS)
    assert caught.value.code == "engine-fails"
    assert "127.0.0.1" not in str(caught.value)


def test_the_lack_of_a_server_is_told_at_once_and_without_what_follows_its_port():
    for address, code in (
        ("127.0.0.1:{port}/;token=geheim", "spark-no-server"),
        ("naam:poort;geheim", "spark-address"),
    ):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.spark_session("sc://" + address.format(port=free_port()))
        assert caught.value.code == code
        assert "geheim" not in str(caught.value)
