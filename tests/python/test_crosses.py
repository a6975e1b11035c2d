"""Crosses of areas, half-years and associations, published together: what is hidden stays hidden. SYNTHETIC."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

import spreiding as sp
from spreiding.disclosure import primary
from spreiding.disclosure.audit import derive, pressed
from spreiding.disclosure.guard import MEASURES
from spreiding.disclosure.protect import _board
from spreiding.disclosure.rules import Rules
from spreiding.disclosure.solver import Program

FIRST, LAST = date(2016, 1, 1), date(2017, 6, 30)
CODES = {"UMO": 2, "Noodsituatie medisch": 2, "Statushouder regulier": 4, None: 12}
CROSSES = [
    "area", "gebied", "half_year", "corporation",
    ["gebied", "half_year"], ["area", "half_year"], ["gebied", "corporation"], ["corporation", "half_year"],
]  # fmt: skip


def crosses(seed: int) -> list[sp.Shares]:
    """All crosses of a town of eight areas in three gebieden, with 500 rentals of three associations."""
    chance, codes = random.Random(seed), [f"w{i:02}" for i in range(8)]
    gebieden = {"gebied": [f"g{i // 3}" for i in range(8)]}
    areas = sp.Areas.from_tiles(codes, codes, range(8), [0] * 8, levels=gebieden)
    sizes = [chance.paretovariate(1.2) for _ in codes]
    rows = [
        (
            codes[i],
            FIRST + timedelta(days=chance.randrange(547)),
            chance.choice("ABC"),
            chance.choices(list(CODES), list(CODES.values()))[0],
        )
        for i in chance.choices(range(8), sizes, k=500)
    ]
    frame = pl.DataFrame(rows, schema=["area", "date", "corporation", "group"], orient="row")
    rentals = sp.read_rentals(frame, areas=areas, period=(FIRST, LAST))
    return [sp.shares(sp.count(rentals, by=by)) for by in CROSSES]


@pytest.mark.parametrize("seed", [30, 41, 52, 97])
def test_a_count_that_is_shown_once_more_and_hidden_again_is_looked_at_again(seed):
    # Of these, counts that were hidden, shown because others told them, and hidden again to guard a sum, were told.
    out = sp.protect(crosses(seed))
    assert sp.audit(*out).findings.height == 0


@pytest.fixture(scope="module")
def board():
    found = _board(crosses(0), Rules.of("ois"), (), None, None, (), None)
    primary.apply(found)
    return found


def test_what_the_rows_one_by_one_leave_too_few_values_has_too_few(board):
    # Small counts alone are hidden: sums tell many of them.
    about = {"measures": MEASURES, "minimum": board.room}
    sure = pressed(board.model, board.state(), **about)
    found = derive(board.model, board.state(), **about)
    few = found.filter(found["candidates"] < found["need"]).select("at", exact="candidates")
    assert sure.height > 50
    both = sure.join(few, on="at", how="left")
    assert both["exact"].null_count() == 0
    assert (both["candidates"] >= both["exact"]).all()


@pytest.mark.parametrize("n", [3, 5, 9])
def test_an_answer_with_halves_is_made_whole(n):
    # Each pair of neighbours on an odd ring has room for one: half each is best, and whole numbers reach (n - 1) / 2.
    rows = [([(i, 1.0), ((i + 1) % n, 1.0)], -np.inf, 1.0) for i in range(n)]
    program, cost = Program.of_rows(np.zeros(n), np.ones(n), rows), dict.fromkeys(range(n), -1.0)
    answer = program.minimise(cost)
    assert answer.whole() is None
    assert answer.cost == pytest.approx(-n / 2)
    whole = program.whole(answer, cost)
    assert whole is not None
    assert all(whole[i] + whole[(i + 1) % n] <= 1 for i in range(n))
    assert whole.sum() > 0
    held = {0: (1.0, 1.0)}
    kept = program.whole(program.minimise(cost, held), cost, held)
    assert kept is not None
    assert kept[0] == 1


def test_what_has_no_whole_numbers_is_not_made_whole():
    program = Program.of_rows(np.zeros(2), np.ones(2), [([(0, 2.0), (1, -2.0)], 1.0, 1.0)])
    answer = program.minimise({0: 1.0})
    assert answer.status == "found"
    assert program.whole(answer, {0: 1.0}) is None
