"""Cells that are forced open or shut, or have a cost. All counts are synthetic; the oracle is the audit."""

from __future__ import annotations

import polars as pl
import pytest

import spreiding as sp

TREE = {"area": dict.fromkeys("ABCDE")}
#: Area -> allocations and rentals: A is small, B is the cheapest to hide beside it.
LET = {"A": (3, 90), "B": (8, 100), "C": (30, 200), "D": (31, 210), "E": (0, 60)}


def shares():
    frame = {"area": list(LET), "allocations": [a for a, _ in LET.values()], "rentals": [r for _, r in LET.values()]}
    return sp.shares(sp.Counts.from_frame(frame))


def protect(**cells):
    return sp.protect(shares(), hierarchy=TREE, cells=cells or None)


def hidden(out):
    return set(out.to_polars().filter(pl.col("allocations").is_null())["area"])


def test_a_cell_that_is_forced_open_stays_and_another_guards():
    assert hidden(protect()) == {"A", "B"}
    out = protect(area=["B"], status=["shown"])
    assert hidden(out) == {"A", "C"}
    assert sp.audit(out, hierarchy=TREE).ok


@pytest.mark.parametrize("area", ["D", "E"])
def test_a_cell_that_is_forced_shut_is_hidden_nil_or_not(area):
    out = protect(area=[area], status=["hidden"])
    row = out.to_polars().filter(area=area)
    assert row.select("allocations", "rentals", "share_of_rentals", "status").row(0) == (None, None, None, "withheld")
    assert sp.audit(out, hierarchy=TREE).ok


def test_a_cost_moves_the_choice():
    assert hidden(protect(area=["B"], cost=[5.0])) == {"A", "C"}
    assert hidden(protect(area=["D"], cost=[0.01])) == {"A", "D"}
    assert hidden(protect(area=["B", "D"], cost=[None, 0.01], status=["shown", None])) == {"A", "D"}


def test_the_total_is_a_cell_too():
    out = protect(area=[None], status=["hidden"])
    assert out.total.to_polars()["allocations"].item() is None
    out = protect(area=["STAD"], group=["all"], cost=[0.01])
    assert sp.audit(out, hierarchy=TREE).ok


@pytest.mark.parametrize(
    ("cells", "code", "place"),
    [
        ({"area": ["Z"], "status": ["shown"]}, "no-place-of-row", {"source": "cells", "rows": ["1"]}),
        ({"area": ["B", "B"], "group": ["all", "statushouders"], "cost": [2, 2]}, "cells-unknown-cell",
         {"source": "cells", "rows": ["2"]}),
        ({"area": ["B"], "wijk": ["B"], "status": ["shown"]}, "cells-unknown-column", {"source": "cells"}),
        ({"area": ["B"]}, "cells-unknown-column", {"source": "cells"}),
        ({"area": ["B"], "status": [None], "cost": [None]}, "cells-say-nothing", {"source": "cells", "rows": ["1"]}),
        ({"area": ["B"], "status": ["open"]}, "cells-unknown-status",
         {"source": "cells", "column": "status", "rows": ["1"]}),
        ({"area": ["C", "B"], "cost": [1, 0]}, "cells-impossible-cost",
         {"source": "cells", "column": "cost", "rows": ["2"]}),
        ({"area": ["B"], "cost": [101]}, "cells-impossible-cost", {"source": "cells", "column": "cost", "rows": ["1"]}),
        ({"area": ["C", "B", "C"], "status": ["shown", "shown", "hidden"]}, "cells-contradict",
         {"source": "cells", "rows": ["1", "3"]}),
        ({"area": ["B"], "status": ["shown"], "cost": [3]}, "cells-contradict", {"source": "cells", "rows": ["1"]}),
        ({"area": ["B", "A"], "status": ["shown", "shown"]}, "cells-open-under-rule",
         {"source": "cells", "rows": ["2"]}),
    ],
)  # fmt: skip
def test_words_that_cannot_be_are_refused_at_their_place(cells, code, place):
    with pytest.raises(sp.InvalidInputError) as caught:
        protect(**cells)
    assert (caught.value.code, caught.value.place) == (code, place)
    if code == "cells-open-under-rule":
        assert caught.value.data["rule"] == "min_allocations"


@pytest.mark.parametrize(("level", "rule"), [("wijk", "not_shown"), ("gebied", None)])
def test_the_rule_that_hides_a_cell_is_named(level, rule):
    rows = [(area, "statushouders", 40, 300) for area in "ABC"]
    frame = pl.DataFrame(rows, schema=["area", "group", "allocations", "rentals"], orient="row")
    given = sp.shares(sp.Counts.from_frame(frame, group="group"))
    cells = {"area": ["A"], "group": ["statushouders"], "status": ["shown"]}
    if rule is None:
        assert sp.protect(given, level=level, cells=cells).to_polars()["allocations"].null_count() == 0
        return
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(given, level=level, cells=cells)
    assert caught.value.data["rule"] == rule


def test_cells_that_leave_no_protection_are_named_in_the_refusal():
    cells = {"area": ["B", "C", "D", None], "status": ["shown"] * 4}
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(shares(), hierarchy=TREE, cells=cells)
    assert caught.value.code == "cannot-be-protected"
    assert caught.value.data["fixed"] == 4
    assert "4 cells are forced open" in str(caught.value)
