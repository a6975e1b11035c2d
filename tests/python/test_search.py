"""The search for what brings the library down, with fixed seeds: `python3 tasks.py fuzz --minutes 60` looks further."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
pytest.importorskip("pyarrow")
pytest.importorskip("pyreadstat")
pytest.importorskip("resource")  # the limit on memory, which Windows does not have

import fuzz
import fuzz_kinds


@pytest.mark.parametrize("kind", fuzz_kinds.KINDS)
def test_no_input_of_a_kind_brings_the_library_down(kind):
    found, wrong = fuzz.run(kind, seed=0, size=12 if kind == "pages" else 40)
    assert wrong == []
    assert sum(found.values()) == (12 if kind == "pages" else 40)


def test_what_the_search_calls_a_fault():
    def refuse():
        raise fuzz_kinds.sp.InvalidInputError("no", code="no-column", data={"source": "a", "column": "b"})

    def without_code():
        raise fuzz_kinds.sp.InvalidInputError("no")

    def differ():
        raise fuzz_kinds.DifferenceError("1, 2")

    acts = [list, refuse, without_code, differ, lambda: 1 / 0]
    told = [fuzz_kinds.tried(act)[0] for act in acts]
    assert told == ["answer", "refused", "traceback", "difference", "traceback"]


def test_an_abort_and_a_hang_are_seen(monkeypatch):
    monkeypatch.setattr(fuzz, "PATIENCE", 0.3)
    monkeypatch.setattr(fuzz, "command", lambda *_: [sys.executable, "-c", "import os; os.abort()"])
    assert fuzz.run("csv", 0)[0]["abort"] == 1
    monkeypatch.setattr(fuzz, "command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    assert fuzz.run("csv", 0)[0]["hang"] == 1
