"""The map of local clusters, on a planted cluster (synthetic)."""

from __future__ import annotations

import pytest

import spreiding as sp

SIDE = 7
CODES = [f"T{i:02}" for i in range(SIDE * SIDE)]
AREAS = sp.Areas.from_tiles(
    CODES, CODES, [i % SIDE for i in range(SIDE * SIDE)], [i // SIDE for i in range(SIDE * SIDE)]
)
#: High in the north-west corner, low and even elsewhere.
VALUES = [10.0 + i % 3 if i % SIDE < 3 and i // SIDE < 3 else 1.0 + (i * 7 % 5) / 10 for i in range(SIDE * SIDE)]


def local():
    return sp.local_moran(VALUES, sp.neighbours(AREAS), permutations=999)


def test_the_planted_cluster_is_drawn_and_named():
    chart = sp.lisa_map(local(), AREAS, lang="en")
    assert "high among high: T00, T01" in chart.description
    assert "#004699" in chart.to_json()


def test_areas_of_another_map_are_refused():
    other = sp.Areas.from_tiles(["Q1"], ["Q1"], [0], [0])
    with pytest.raises(sp.InvalidInputError, match="not on the map"):
        sp.lisa_map(local(), other)
