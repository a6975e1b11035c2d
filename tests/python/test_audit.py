"""What an outsider can derive. Oracles: SPEC section 5 (leaks of the note, derived by hand), implied_intervals_wijk.csv,
enumeration of all small tables, and scipy's MILP bounds."""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

DOMAIN = Path(__file__).parents[3] / "shared" / "domain"
if not DOMAIN.exists():
    DOMAIN = Path(__file__).parents[4] / "shared" / "domain"
needs_note = pytest.mark.skipif(not DOMAIN.exists(), reason="the printed tables stand in ../shared/domain")


def hierarchy() -> dict[str, str]:
    wijken = pl.read_csv(DOMAIN / "areas/wijken_2015.csv")
    below = {r["code"]: r["gebied_code_2015"] for r in wijken.to_dicts() if r["gebied_code_2015"]}
    return below | dict.fromkeys(pl.read_csv(DOMAIN / "areas/gebieden_2015.csv")["code"], "STAD")


def note() -> list[sp.PrintedTable]:
    columns = {"allocations": "allocations", "share_of_rentals": "pct", "share_of_stock": "pct_of_stock"}
    first = pl.read_csv(DOMAIN / "published/ois2018_table_1_2.csv").with_columns(pct="pct_of_rentals")
    second = pl.read_csv(DOMAIN / "published/ois2018_table_1_5.csv")
    coded = pl.col("pct_of_rentals_qualifier").fill_null("") + pl.col("pct_of_rentals").cast(pl.String)
    return [
        sp.PrintedTable(frame=first, keys={"area": "gebied_code_2015"}, columns=columns, name="table 1.2"),
        sp.PrintedTable(
            frame=second.with_columns(pct=coded), keys={"area": "wijk_code_2015"}, columns=columns, name="table 1.5"
        ),
    ]


@needs_note
def test_the_printed_note_gives_exact_rentals_and_a_zero_away():
    found = sp.audit(*note(), hierarchy={"area": hierarchy()})
    assert not found.ok
    leaks = {(r["measure"], r["area"]): (r["low"], r["high"]) for r in found.findings.to_dicts()}
    exact = {"E40": 37, "E42": 80, "E43": 19, "M30": 105, "M34": 61, "N62": 52}
    assert {a: leaks["rentals", a] for a in exact} == {a: (n, n) for a, n in exact.items()}
    assert leaks["rentals", "E75"] == (22, 24)
    assert leaks["allocations", "T92"] == (0, 0)


@needs_note
def test_rentals_of_each_wijk_alone_are_the_implied_intervals():
    implied = pl.read_csv(DOMAIN / "published/implied_intervals_wijk.csv")
    cells = sp.audit(note()[1], minimum=20).cells.filter(pl.col("measure") == "rentals")
    found = {r["area"]: (r["low"], r["high"], r["candidates"]) for r in cells.to_dicts()}
    for row in implied.to_dicts():
        expected = (row["rentals_min"], row["rentals_max"], row["n_possible_rentals"])
        assert found[row["wijk_code_2015"]] == expected


def brute_force(a: int, b: int, known: dict[str, str], total: int) -> dict[str, set[int]]:
    """All pairs that fit two wijken under one total, by trying every one."""
    fits = [(x, y) for x, y in product(range(total + 1), repeat=2) if x + y == total]
    fits = [(x, y) for x, y in fits if ("A" not in known or x == a) and ("B" not in known or y == b)]
    return {"A": {x for x, _ in fits}, "B": {y for _, y in fits}}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.booleans())
def test_candidates_of_two_parts_of_a_total_equal_enumeration(a, b, shown):
    table = sp.PrintedTable(
        frame={"area": ["A", "B", "T"], "n": [str(a) if shown else ".", ".", str(a + b)]},
        columns={"allocations": "n"},
    )
    found = sp.audit(table, hierarchy={"area": {"A": "T", "B": "T"}}, minimum=30, small=0).cells
    expected = brute_force(a, b, {"A": ""} if shown else {}, a + b)
    nil = a + b == 0
    for row in found.to_dicts():
        values = expected[row["area"]]
        assert (row["low"], row["high"], row["candidates"]) == (min(values), max(values), len(values))
    assert found.height == (0 if nil else 1 if shown else 2)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=9, max_size=9), st.integers(0, 511))
def test_candidates_in_a_square_table_equal_enumeration_by_the_solver(cells, mask):
    """Oracle: scipy.optimize.milp, one feasibility problem per value."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    square = np.array(cells).reshape(3, 3)
    hidden = np.array([(mask >> i) & 1 for i in range(9)]).reshape(3, 3).astype(bool)
    rows = [(f"a{i}", f"g{j}", "." if hidden[i, j] else str(square[i, j])) for i in range(3) for j in range(3)]
    rows += [(f"a{i}", "all", str(square[i].sum())) for i in range(3)]
    rows += [("all", f"g{j}", str(square[:, j].sum())) for j in range(3)]
    table = sp.PrintedTable(
        frame=pl.DataFrame(rows, schema=["area", "group", "n"], orient="row"),
        keys={"area": "area", "group": "group"},
        columns={"allocations": "n"},
    )
    trees = {"area": {f"a{i}": None for i in range(3)}, "group": {f"g{j}": None for j in range(3)}}
    found = sp.audit(table, hierarchy=trees, minimum=5, small=0).cells
    sums = np.zeros((6, 9))
    for i in range(3):
        sums[i, 3 * i : 3 * i + 3] = 1
        sums[3 + i, i::3] = 1
    margins = np.r_[square.sum(1), square.sum(0)]
    for row in found.to_dicts():
        at = 3 * int(row["area"][1]) + int(row["group"][1])
        fits = []
        for value in range(28):
            low, high = np.where(hidden.ravel(), 0, square.ravel()), np.where(hidden.ravel(), 99, square.ravel())
            if value < low[at] or value > high[at]:
                continue
            low, high = low.copy(), high.copy()
            low[at] = high[at] = value
            done = milp(
                np.zeros(9),
                integrality=np.ones(9),
                bounds=Bounds(low, high),
                constraints=LinearConstraint(sums, margins, margins),
            )
            fits += [value] if done.x is not None else []
        assert row["decided"]
        assert row["candidates"] == min(5, len(fits))
        if len(fits) < 5:
            assert (row["low"], row["high"]) == (min(fits), max(fits))


def test_an_earlier_edition_lets_a_hidden_count_be_subtracted():
    now = sp.PrintedTable(
        frame={"area": ["A", "B", "T"], "n": [".", ".", "20"]}, columns={"allocations": "n"}, name="2018"
    )
    before = sp.PrintedTable(frame={"area": ["A"], "n": ["3"]}, columns={"allocations": "n"}, name="2017")
    tree = {"area": {"A": "T", "B": "T"}}
    assert sp.audit(now, hierarchy=tree).ok
    both = sp.audit(now, before, hierarchy=tree).findings
    assert dict(zip(both["area"], both["low"], strict=True)) == {"A": 3, "B": 17}


def test_a_small_count_in_print_is_a_finding():
    table = sp.PrintedTable(frame={"area": ["A", "B"], "n": [3, 12]}, columns={"allocations": "n"})
    assert sp.audit(table).findings.select("area", "low", "candidates").rows() == [("A", 3, 1)]


def test_contradictory_totals_are_named():
    tree = {"area": {"A": "T", "B": "T"}}
    table = sp.PrintedTable(frame={"area": ["A", "B", "T"], "n": [8, 9, 18]}, columns={"allocations": "n"})
    with pytest.raises(sp.InvalidInputError, match=r"total is 18, the parts add up to 17"):
        sp.audit(table, hierarchy=tree)
    other = sp.PrintedTable(frame={"area": ["A"], "n": [7]}, columns={"allocations": "n"}, name="other")
    with pytest.raises(
        sp.InvalidInputError, match=r"allocations of area A \(other, row 1\) is 7 to 7, elsewhere 8 to 8"
    ):
        sp.audit(table, other)


def test_a_percentage_that_its_count_cannot_have_is_named():
    # 3 allocations of at most 10 rentals cannot be 25%: 3 / 12.
    table = sp.PrintedTable(
        frame={"area": ["A"], "n": ["5"], "r": ["<= 10"], "pct": ["25"]},
        columns={"allocations": "n", "rentals": "r", "share_of_rentals": "pct"},
        name="table 9",
    )
    with pytest.raises(sp.InvalidInputError, match=r"share_of_rentals of area A \(table 9, row 1\)|rentals of area A"):
        sp.audit(table)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("20", 20, 20), ("2.415", 2415, 2415), ("> 90", 91, None), ("<10", 0, 9), ("16-24", 16, 24), ("-", 0, 0)],
)
def test_printed_counts_are_read(text, low, high):
    table = sp.PrintedTable(frame={"area": ["A"], "n": [text]}, columns={"allocations": "n"})
    (told,) = table.told()
    assert told.a_low[0] == low
    assert told.a_high[0] == (math.inf if high is None else high)


def test_text_that_is_no_figure_is_refused_with_its_row():
    table = sp.PrintedTable(frame={"area": ["A", "B"], "n": ["4", "four"]}, columns={"allocations": "n"}, name="mine")
    with pytest.raises(sp.InvalidInputError, match=r"mine, column 'n', row 2"):
        sp.audit(table)


def test_a_code_without_a_place_is_refused():
    table = sp.PrintedTable(frame={"area": ["A", "Z"], "n": [10, 12]}, columns={"allocations": "n"}, name="mine")
    with pytest.raises(sp.InvalidInputError, match=r"mine, row 2: this code of 'area' has no place"):
        sp.audit(table, hierarchy={"area": {"A": "T"}})
