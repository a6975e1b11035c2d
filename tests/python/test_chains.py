"""Secondary suppression of plain tables, as it is measured beside other programs (all figures are SYNTHETIC)."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benches"))
from chains import Pattern, Table, suppress


def square(amounts: np.ndarray, need: dict[int, float]) -> Table:
    """A table with its margins: the last row and column are sums."""
    rows = np.c_[amounts, amounts.sum(1)]
    values = np.r_[rows, rows.sum(0, keepdims=True)]
    n, m = values.shape
    at = np.arange(n * m).reshape(n, m)
    signs = [*[1.0] * (m - 1), -1.0] * n + [*[1.0] * (n - 1), -1.0] * m
    start = np.cumsum([0, *[m] * n, *[n] * m])
    needs = np.zeros(n * m)
    needs[list(need)] = list(need.values())
    return Table(values.ravel(), needs, start, np.r_[at.ravel(), at.T.ravel()], np.array(signs))


def test_a_plain_table_is_protected_at_the_least_value():
    # A table of 3 x 3 amounts with margins shown; the first cell has to be able to move by 10. By hand: it moves with
    # one other cell of its row, one of its column and the one where these meet, each of 10 or more; the cheapest such
    # rectangle is 20 + 12 + 15 = 47.
    hidden, _ = suppress(square(np.array([[30.0, 20, 50], [12, 15, 70], [40, 60, 90]]), {0: 10}))
    assert np.flatnonzero(hidden).tolist() == [0, 1, 4, 5]


@pytest.mark.parametrize("seed", range(4))
def test_every_primary_cell_can_move_through_hidden_cells_alone(seed):
    # Oracle: a linear program of another library, which knows nothing of the chains.
    chance = np.random.default_rng(seed)
    amounts = chance.integers(1, 200, (7, 6)).astype(float)
    table = square(amounts, {})
    inner = [i for i in range(56) if i % 7 < 6 and i < 49]
    table.need[chance.choice(inner, 4, replace=False)] = 0.2
    table.need *= table.values
    hidden, chains = suppress(table)
    at = np.flatnonzero(hidden)
    sums = np.zeros((len(table.start) - 1, len(table.values)))
    for k, (first, last) in enumerate(zip(table.start, table.start[1:], strict=False)):
        sums[k, table.cells[first:last]] = table.signs[first:last]
    ends = np.stack([-table.values[at], table.values[at]], 1)
    for cell in table.order():
        found = linprog(np.where(at == cell, -1.0, 0.0), A_eq=sums[:, at], b_eq=np.zeros(len(sums)), bounds=ends)
        assert -found.fun >= table.need[cell] - 1e-6  # the rounding error of the solver
    assert all(np.abs(sums @ move).max() < 1e-6 for move in chains)


def test_a_cell_that_would_stand_alone_in_a_sum_stays_hidden():
    table = square(np.array([[30.0, 20, 50], [12, 15, 70], [40, 60, 90]]), {0: 10})
    hidden = np.zeros(16, dtype=bool)
    hidden[[0, 1, 4, 5]] = True
    assert Pattern(table, hidden).without(1) is None  # the first cell would be told by its row
    hidden[[2, 6]] = True  # three hidden cells in each row
    assert Pattern(table, hidden).without(2) == [2, 6]


def test_the_same_table_gives_the_same_pattern():
    amounts = np.random.default_rng(9).integers(1, 99, (8, 8)).astype(float)
    hidden = [suppress(square(amounts, {0: 5, 21: 3, 40: 4}))[0] for _ in range(2)]
    assert (hidden[0] == hidden[1]).all()
