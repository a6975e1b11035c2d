"""Proofs of how many values an unknown can have, in systems with many of them (all figures are SYNTHETIC)."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import spreiding as sp
from spreiding.disclosure.lines import SPLITS, Lines, roomy
from spreiding.disclosure.part import part_of
from spreiding.disclosure.proof import MANY, prove
from spreiding.disclosure.system import Rows, System, fits, narrowed


def square(cells: np.ndarray) -> System:
    """A table of hidden counts of 1 or more, with every row and column total shown."""
    n, m = cells.shape
    at = np.arange(n * m).reshape(n, m)
    lines = [*at, *at.T]
    sums = np.r_[cells.sum(1), cells.sum(0)]
    sizes = np.array([len(line) for line in lines])
    rows = Rows.of(sizes, np.concatenate(lines), np.ones(2 * n * m), sums, sums)
    return System(np.ones(n * m), np.full(n * m, 10_000.0), rows, str)


@pytest.fixture(scope="module")
def cells():
    return np.random.default_rng(1).integers(1, 9, (16, 16))


@pytest.mark.parametrize(("back", "forth"), SPLITS)
def test_every_point_of_a_line_meets_every_row(cells, back, forth):
    system, chance = square(cells), np.random.default_rng(0)
    low, high = narrowed(system)
    part = part_of(system, cells.ravel(), low, high)
    need = dict.fromkeys(range(cells.size), 5)
    cost = dict(zip(need, chance.uniform(-1, 1, cells.size), strict=True))
    points = list(Lines.through(part, back, forth, need).along(cost))
    assert len(points) == 4  # with the assignment itself five, and what moves at all has five values
    assert all(fits(system, point) for point in points)
    moved = np.stack([cells.ravel(), *points])
    values = np.array([len(set(column)) for column in moved.T])
    assert set(values) == {1, 5}
    base = roomy(part, need, chance)
    assert base is not None
    assert fits(system, base)
    assert (base > 1).sum() > (cells > 1).sum()  # more cells have room below than before


def test_all_cells_of_a_large_table_keep_what_its_totals_leave(cells):
    # Closed form: with all cells of a row and a column hidden, each can be anything from 1 to what its totals leave
    # when all others are 1.
    assert cells.size > MANY
    system = square(cells)
    proof = prove(system, dict.fromkeys(range(cells.size), 5), cells.ravel(), want=5)
    assert not proof.open
    n, m = cells.shape
    most = np.minimum.outer(cells.sum(1) - m + 1, cells.sum(0) - n + 1)
    assert (most >= 5).all()
    assert all(len(proof.seen[t]) >= 5 and max(proof.seen[t]) <= most.ravel()[t] for t in proof.seen)
    assert all(fits(system, values) for values in proof.pool)


def test_a_pinned_cell_of_a_large_table_is_found(cells):
    # A row of ones has no room: each cell of it is 1.
    ones = cells.copy()
    ones[3] = 1
    proof = prove(square(ones), dict.fromkeys(range(ones.size), 5), ones.ravel(), want=5)
    pinned = {t for t, values in proof.seen.items() if len(values) < 5}
    assert pinned == set(range(3 * 16, 4 * 16))
    assert pinned <= proof.closed


def test_no_constant_bounds_a_count():
    # SYNTHETIC: rentals of the city and of one part of it above a million; both withheld.
    rows = [("A", 3, 2_600_000), ("B", 400, 1_500_000), ("C", 700, 1_900_000), ("D", 2_000, 4_000)]
    frame = pl.DataFrame(rows, schema=["area", "allocations", "rentals"], orient="row")
    shares = sp.shares(sp.Counts.from_frame(frame))
    done = sp.protect(shares, hierarchy={"area": dict.fromkeys("ABCD")})
    assert done.to_polars().filter(area="A").get_column("allocations").item() is None
    assert sp.audit(done, hierarchy={"area": dict.fromkeys("ABCD")}).ok
