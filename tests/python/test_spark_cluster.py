"""Spark with worker processes, of which one is killed half-way, and Spark without Java. All records are made up."""

from __future__ import annotations

import pytest

import spreiding as sp

pytestmark = pytest.mark.filterwarnings("ignore")
AS = {"groups": "harmonised", "period": ("2020-01-01", "2021-12-31")}
ROWS, PARTS = 4_000, 8


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
