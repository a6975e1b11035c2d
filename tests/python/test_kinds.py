"""Each kind of fault that practice showed has a test that keeps it: ``tests/kinds.csv``."""

from __future__ import annotations

import csv
import re
from pathlib import Path

HERE = Path(__file__).parent


def test_every_kind_names_a_test_that_is_there():
    with (HERE.parent / "kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        f"{path.name}:{name}"
        for path in HERE.glob("test_*.py")
        for name in re.findall(r"^\s*def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert rows
    assert [row["test"] for row in rows if row["test"] not in found] == []
    assert len({row["kind"] for row in rows}) == len(rows)
