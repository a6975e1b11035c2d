"""Spark with worker processes, of which one is killed half-way, and Spark without Java. All records are made up."""

from __future__ import annotations

import os
import shutil
import threading
import time

import polars as pl
import psutil
import pytest

import spreiding as sp

pytestmark = pytest.mark.filterwarnings("ignore")
AS = {"groups": "harmonised", "period": ("2020-01-01", "2021-12-31")}
ROWS, PARTS = 4_000, 8
#: Part of the records at which a worker dies, and how long the one waits for the other: a loaded machine starts slowly.
AT, PATIENCE = 5, 240
#: Written by the worker that is about to die, with its number; and by the test, once it is dead.
READY, DEAD = "ready", "dead"


@pytest.mark.parametrize("wrong", ["no java", "no folder", "old java"])
def test_the_lack_of_java_is_told_before_spark_starts(wrong, monkeypatch, tmp_path):
    pytest.importorskip("pyspark", reason="needs pyspark: pip install -r requirements-spark.lock")
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if wrong != "no java":
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if wrong == "old java":
        java = tmp_path / "bin" / "java"
        java.parent.mkdir()
        java.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n")
        java.chmod(0o755)
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.spark_session("local[1]")
    code, found = ("spark-old-java", "version 8") if wrong == "old java" else ("spark-no-java", "JAVA_HOME")
    assert caught.value.code == code
    assert found in str(caught.value)


@pytest.fixture(scope="module")
def spark():
    pytest.importorskip("pyspark", reason="needs pyspark: pip install -r requirements-spark.lock")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("needs Java 17 or later")
    if os.name == "nt":
        pytest.skip("Spark starts no worker processes on Windows")
    options = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    session = sp.spark_session("local-cluster[2,1,1024]", options=options)
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def net():
    return sp.Areas.from_tiles(
        [f"W{i:02}" for i in range(16)], [f"Wijk {i}" for i in range(16)], [*range(4)] * 4, sorted([*range(4)] * 4)
    )


def records(spark):
    from pyspark.sql import functions as f

    columns = {
        "date": "date_add(date'2020-01-01', cast(id * 7 % 700 as int))",
        "x": "cast(id % 41 as double) / 10",
        "y": "-cast(id % 37 as double) / 10",
        "group": "case when id % 3 = 0 then 'UMO' when id % 7 = 0 then '-' end",
    }
    return spark.range(0, ROWS, 1, PARTS).select(*(f.expr(text).alias(name) for name, text in columns.items()))


def own():
    i = pl.int_range(ROWS)
    return pl.select(
        date=pl.date(2020, 1, 1) + pl.duration(days=i * 7 % 700),
        x=(i % 41) / 10,
        y=-(i % 37) / 10,
        group=pl.when(i % 3 == 0).then(pl.lit("UMO")).when(i % 7 == 0).then(pl.lit("-")),
    )


def dying(table, folder):
    """Return a table whose worker waits at one part of it until it is dead."""

    def step(batches):
        from pyspark import TaskContext

        task = TaskContext.get()
        with (folder / f"part-{task.partitionId()}").open("a") as log:
            log.write(f"{os.getpid()}\n")
        if task.partitionId() == AT and not (folder / DEAD).exists():
            (folder / "number").write_text(str(os.getpid()))
            (folder / "number").rename(folder / READY)
            late = time.monotonic() + PATIENCE
            while not (folder / DEAD).exists() and time.monotonic() < late:
                time.sleep(0.05)
        yield from batches

    return table.mapInArrow(step, table.schema)


def kill(folder, who):
    """Kill the worker that is ready for it: its process of Python, or the executor above it."""
    late = time.monotonic() + PATIENCE
    while not (folder / READY).exists():
        if time.monotonic() > late:
            return
        time.sleep(0.05)
    worker = psutil.Process(int((folder / READY).read_text()))
    executor = next(p for p in worker.parents() if any("CoarseGrainedExecutorBackend" in word for word in p.cmdline()))
    chosen = executor if who == "executor" else worker
    chosen.kill()
    psutil.wait_procs([chosen], timeout=PATIENCE)
    (folder / DEAD).touch()


@pytest.mark.parametrize("who", ["executor", "its Python"])
def test_a_worker_that_is_killed_half_way_changes_nothing(spark, who, tmp_path):
    """Its part is counted once more, by another worker; oracle: the same records in a frame."""
    killer = threading.Thread(target=kill, args=(tmp_path, who), daemon=True)
    stuck = threading.Timer(2 * PATIENCE, spark.sparkContext.cancelAllJobs)
    stuck.daemon = True
    killer.start()
    stuck.start()
    found = sp.read_rentals(dying(records(spark), tmp_path), areas=net(), **AS)
    stuck.cancel()
    killer.join()
    assert (tmp_path / DEAD).exists()
    lost, after = (int(number) for number in (tmp_path / f"part-{AT}").read_text().split()[:2])
    assert lost != after
    assert len([*tmp_path.glob("part-*")]) == PARTS
    expected = sp.read_rentals(own(), areas=net(), **AS)
    assert (found.rows, found.excluded.rows()) == (expected.rows, expected.excluded.rows())
    for by in ("area", ["area", "month"]):
        assert sp.count(found, by=by).to_polars().equals(sp.count(expected, by=by).to_polars()), by
