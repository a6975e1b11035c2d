"""Autocorrelation: the same as esda where esda is right, and right where it is not."""

import math
import os
import subprocess
import sys
import warnings

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # esda's own, at import
    esda = pytest.importorskip("esda")


def grid(n):
    """A square of n x n tiles."""
    codes = [f"A{at:03}" for at in range(n * n)]
    places = [divmod(at, n) for at in range(n * n)]
    return sp.Areas.from_tiles(codes, codes, [c for _, c in places], [r for r, _ in places])


GRID = grid(6)
QUEEN = sp.neighbours(GRID)
numbers = st.lists(st.integers(0, 50).map(float), min_size=36, max_size=36).filter(lambda v: len({*v}) > 2)


def quiet(make, *args, **how):
    """Call esda without its warnings (about numba and the like)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make(*args, **how)


@given(numbers, st.booleans())
@settings(max_examples=20, deadline=None)
def test_global_statistics_and_moments_equal_esda(values, binary):
    near = QUEEN.binary if binary else QUEEN
    y = np.array(values)
    # Tolerance: sums of 36 terms, 1e-10 relative as the statistics of esda are computed in another order.
    same = {"rel": 1e-10, "abs": 1e-12}

    def weights():  # esda stores its transformation on the graph
        return near.to_w()

    ours, theirs = sp.moran(values, near, permutations=0), quiet(esda.Moran, y, weights(), "B" if binary else "R", 0)
    assert ours.i == pytest.approx(theirs.I, **same)
    assert ours.expected == pytest.approx(theirs.EI, **same)
    assert (ours.z_norm, ours.z_rand) == pytest.approx((theirs.z_norm, theirs.z_rand), **same)
    assert (ours.p_norm, ours.p_rand) == pytest.approx((theirs.p_norm, theirs.p_rand), **same)
    ours, theirs = sp.geary(values, near, permutations=0), quiet(esda.Geary, y, weights(), "B" if binary else "R", 0)
    assert ours.c == pytest.approx(theirs.C, **same)
    assert (ours.z_norm, ours.z_rand) == pytest.approx((theirs.z_norm, theirs.z_rand), **same)
    ours, theirs = sp.getis_ord(values, near.binary, permutations=0), quiet(esda.G, y, QUEEN.binary.to_w(), 0)
    assert ours.g == pytest.approx(theirs.G, **same)
    assert ours.z_rand == pytest.approx(theirs.z_norm, **same)


@given(numbers)
@settings(max_examples=15, deadline=None)
def test_local_statistics_and_quadrants_equal_esda(values):
    ours = sp.local_moran(values, QUEEN, permutations=0).to_polars()
    theirs = quiet(esda.Moran_Local, np.array(values), QUEEN.to_w(), "R", 0)
    assert ours["i"].to_list() == pytest.approx(list(theirs.Is), rel=1e-10, abs=1e-12)
    names = {1: "HH", 2: "LH", 3: "LL", 4: "HL"}
    # A lag or deviation of 0 up to rounding has no side.
    clear = [abs(z) > 1e-9 and abs(lag) > 1e-9 for z, lag in ours.select("z", "lag").iter_rows()]
    pairs = zip(ours["quadrant"], theirs.q, clear, strict=True)
    assert all(our == names[their] for our, their, is_clear in pairs if is_clear)


def test_local_g_equals_esda():
    rng = np.random.default_rng(3)
    values = rng.gamma(2, 5, 36)
    for star in (False, True):
        ours = sp.local_getis_ord(values, QUEEN.binary, star=star, permutations=0).to_polars()
        theirs = quiet(esda.G_Local, values, QUEEN.binary.to_w(), "B", 0, star=star)
        assert ours["g"].to_list() == pytest.approx(list(theirs.Gs), rel=1e-10)
        assert ours["z"].to_list() == pytest.approx(list(theirs.Zs), rel=1e-10)


def test_rates_equal_esda():
    rng = np.random.default_rng(5)
    population = rng.integers(5, 200, 36).astype(float)
    events = rng.binomial(population.astype(int), 0.3).astype(float)
    theirs = quiet(esda.Moran_Rate, events, population, QUEEN.to_w(), permutations=0)
    assert sp.moran_rate(events, population, QUEEN, permutations=0).i == pytest.approx(theirs.I, rel=1e-10)


def test_p_is_a_share_of_permutations_and_alternatives_agree():
    rng = np.random.default_rng(8)
    values = rng.normal(size=36)
    p = {a: sp.moran(values, QUEEN, permutations=999, alternative=a).p_sim for a in ("greater", "less", "two-sided")}
    assert all(1 / 1000 <= v <= 1 for v in p.values())
    # Every permutation is at or above or at or below, and none ties here.
    assert p["greater"] + p["less"] == pytest.approx(1 + 1 / 1000)
    # Oracle: a second permutation test in numpy; 4 standard errors of the difference of two shares.
    full = np.zeros((36, 36))
    for one, two, weight in QUEEN.pairs.iter_rows():
        full[GRID.codes.index(one), GRID.codes.index(two)] = weight
    z = values - values.mean()
    drawn = np.array([rng.permutation(z) for _ in range(4000)])
    simulated = np.einsum("pi,ij,pj->p", drawn, full, drawn) / (z @ z)
    expected = (simulated >= z @ full @ z / (z @ z)).mean()
    assert p["greater"] == pytest.approx(expected, abs=4 * math.sqrt(0.25 * (1 / 999 + 1 / 4000)))


def test_p_is_uniform_where_place_does_not_matter():
    # Null calibration: 400 maps of random numbers. Kolmogorov-Smirnov at 0.001 is 1.95 / sqrt(400).
    rng = np.random.default_rng(2017)
    whole, local = [], []
    for seed in range(400):
        values = rng.normal(size=36)
        whole.append(sp.moran(values, QUEEN, permutations=199, seed=seed).p_sim)
        local.append(sp.local_moran(values, QUEEN, permutations=199, seed=seed).to_polars()["p_sim"][14])
    for p in (whole, local):
        distance = np.abs(np.sort(p) - (np.arange(400) + 0.5) / 400).max()
        assert distance < 1.95 / 20 + 1 / 200


def test_missing_values_are_left_out_and_named_where_esda_gives_nan_with_a_small_p():
    values: list[float | None] = [float(at % 7) for at in range(36)]
    values[5] = None
    values[9] = math.nan
    found = sp.moran(values, QUEEN, permutations=99)
    assert (found.n, found.dropped) == (34, ("A005", "A009"))
    assert found.i is not None
    assert math.isfinite(found.i)
    # Oracle: the same on a map without those two areas.
    keep = [at for at in range(36) if at not in (5, 9)]
    pairs = QUEEN.pairs.filter(~pl.col("area").is_in(found.dropped), ~pl.col("neighbour").is_in(found.dropped))
    smaller = sp.Neighbours.from_pairs(pairs, codes=[GRID.codes[at] for at in keep]).row_standardised
    assert found.i == sp.moran([values[at] for at in keep], smaller, permutations=0).i
    local = sp.local_moran(values, QUEEN, permutations=99).to_polars()
    assert local.filter(pl.col("reason") == "no value")["area"].to_list() == ["A005", "A009"]
    assert local["i"].null_count() == local["p_sim"].null_count() == 2


def test_an_island_has_no_local_statistic_where_esda_gives_it_p_001():
    tiles = sp.Areas.from_tiles(list("abcdez"), list("abcdez"), [0, 1, 2, 0, 1, 9], [0, 0, 0, 1, 1, 9])
    near = sp.neighbours(tiles)
    row = sp.local_moran([1, 2, 3, 4, 5, 60], near, permutations=99).to_polars().row(5, named=True)
    assert row["reason"] == "no neighbours with a value"
    assert (row["i"], row["p_sim"], row["q_sim"], row["quadrant"]) == (None, None, None, None)
    hot = sp.local_getis_ord([1, 2, 3, 4, 5, 60], near, permutations=99).to_polars().row(5, named=True)
    assert (hot["z"], hot["p_sim"]) == (None, None)
    assert sp.moran([1, 2, 3, 4, 5, 60], near, permutations=0).n_islands == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([1.0] * 36, "all values are equal"),
        ([None] * 36, "fewer than four areas have a value"),
        ([1.0, 2.0, 3.0, *[None] * 33], "fewer than four areas have a value"),
    ],
)
def test_where_nothing_is_defined_everything_is_none_with_the_reason(values, reason):
    for test in (sp.moran, sp.geary, sp.getis_ord):
        found = test(values, QUEEN, permutations=9)
        assert (found.value, found.p_norm, found.p_rand, found.p_sim, found.reason) == (None, None, None, None, reason)
        assert reason in found.caption
        assert found.to_polars()["value"].to_list() == [None]
    local = sp.local_moran(values, QUEEN, permutations=9).to_polars()
    assert local["i"].null_count() == local["p_sim"].null_count() == 36


def test_no_neighbours_at_all_is_a_reason():
    apart = sp.Areas.from_tiles(list("abcd"), list("abcd"), [0, 2, 4, 6], [0] * 4)
    assert sp.moran([1, 2, 3, 4], sp.neighbours(apart)).reason == "no area has a neighbour"


def test_order_of_areas_and_way_of_giving_values_do_not_matter():
    rng = np.random.default_rng(1)
    values = rng.normal(size=36)
    mixed = rng.permutation(36)
    codes = [GRID.codes[at] for at in mixed]
    places = [divmod(int(at), 6) for at in mixed]
    turned = sp.neighbours(sp.Areas.from_tiles(codes, codes, [c for _, c in places], [r for r, _ in places]))
    expected = sp.moran(values, QUEEN, permutations=499, seed=4)
    by_code = dict(zip(GRID.codes, values, strict=True))
    frame = pl.DataFrame({"area": GRID.codes, "x": values})
    for given_values, near in (
        (values[mixed], turned),
        (by_code, turned),
        (frame, turned),
        ((GRID.codes, pl.Series(values)), QUEEN),
        (pl.Series(values), QUEEN),
    ):
        found = sp.moran(given_values, near, permutations=499, seed=4)
        assert found == expected
    one = sp.local_moran(values, QUEEN, permutations=499).to_polars().sort("area")
    two = sp.local_moran(values[mixed], turned, permutations=499).to_polars().sort("area")
    assert one.equals(two)


def test_number_of_threads_does_not_matter():
    code = (
        "import spreiding as sp\n"
        "codes = [f'{i:03}' for i in range(100)]\n"
        "t = sp.Areas.from_tiles(codes, codes, [i % 10 for i in range(100)], [i // 10 for i in range(100)])\n"
        "n = sp.neighbours(t)\n"
        "v = [(i * 37) % 11 for i in range(100)]\n"
        "m = sp.moran(v, n, permutations=999, seed=9)\n"
        "print(m.p_sim, m.mean_sim.hex(), sp.local_moran(v, n, permutations=999).to_polars()['p_sim'].sum())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "RAYON_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2", "5")
    }
    assert len(found) == 1


def test_weights_of_any_kind_give_local_p_by_the_long_way():
    # Oracle: full enumeration of a row of five, area c, whose two neighbours weigh 0.9 and 0.1.
    pairs = pl.DataFrame(
        {"area": [*"abbccdde"], "neighbour": [*"bacbdced"], "weight": [1.0, 0.5, 0.5, 0.9, 0.1, 0.5, 0.5, 1.0]}
    )
    near = sp.Neighbours.from_pairs(pairs, weight="weight")
    values = [3.0, 9.0, 8.0, 1.0, 2.0]
    found = sp.local_moran(values, near, permutations=20_000, alternative="greater").to_polars()
    mean = sum(values) / 5
    others = [values[at] - mean for at in (0, 1, 3, 4)]
    lags = [0.9 * x + 0.1 * y for i, x in enumerate(others) for j, y in enumerate(others) if i != j]
    observed = 0.9 * (9 - mean) + 0.1 * (1 - mean)
    expected = sum(lag >= observed - 1e-12 for lag in lags) / len(lags)
    # Four standard errors of a share of 20 000.
    assert found["p_sim"][2] == pytest.approx(expected, abs=4 * math.sqrt(0.25 / 20_000))


def test_false_discovery_equals_scipy():
    stats = pytest.importorskip("scipy.stats")
    values = np.random.default_rng(6).normal(size=36).round(1)
    local = sp.local_moran(values, QUEEN, permutations=199)
    frame = local.to_polars()
    assert frame["q_sim"].to_list() == pytest.approx(list(stats.false_discovery_control(frame["p_sim"])), rel=1e-12)
    assert tuple(local.significant(1.0)) == GRID.codes
    assert set(local.significant(0.05)) <= set(local.significant(0.05, control="none"))
    with pytest.raises(sp.InvalidInputError, match="control is 'bonferroni'"):
        local.significant(control="bonferroni")


@pytest.mark.parametrize(
    ("values", "how", "words"),
    [
        ([1.0] * 35, {}, "values has 35 values, must have 36"),
        (["a"] * 36, {}, "must hold numbers"),
        ([math.inf] * 36, {}, "row 1 is infinite, must be finite or missing"),
        ({"X": 1.0}, {}, "one area is not among the areas"),
        ((["A000", "A000"], [1.0, 2.0]), {}, "area 'A000' occurs twice"),
        ([1.0] * 36, {"permutations": -1}, "permutations is -1"),
        ([1.0] * 36, {"seed": -1}, "seed is -1"),
        ([1.0] * 36, {"alternative": "both"}, "alternative is 'both'"),
    ],
)
def test_bad_input_is_named(values, how, words):
    for test in (sp.moran, sp.local_moran, sp.geary):
        with pytest.raises(sp.InvalidInputError, match=words):
            test(values, QUEEN, **how)


def test_getis_ord_refuses_negative_values():
    with pytest.raises(sp.InvalidInputError, match="values go down to -1, must be 0 or more"):
        sp.getis_ord([-1.0, *[1.0] * 35], QUEEN)
    with pytest.raises(sp.InvalidInputError, match="values go down to -1, must be 0 or more"):
        sp.local_getis_ord([-1.0, *[1.0] * 35], QUEEN)


def test_the_scatter_has_its_table_and_text():
    pytest.importorskip("altair")
    rng = np.random.default_rng(1)
    values = [at // 6 + rng.normal() for at in range(36)]
    local = sp.local_moran(values, QUEEN)
    chart = sp.moran_scatter(local, lang="en").to_dict()
    i = sp.moran(values, QUEEN, permutations=0).i
    assert f"I = {i:.2f}" in chart["description"]
    assert len(next(iter(chart["datasets"].values())) if "datasets" in chart else [1]) > 0
    assert "hoog tussen hoog" in sp.moran_scatter(local).to_dict()["description"]
