"""Statistics that say when they cannot: refused or null with a reason, never NaN, never outside their range."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

COUNTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=12).filter(
    lambda rows: sum(x for x, _ in rows) > 0 and sum(rest for _, rest in rows) > 0
)


def counts(rows):
    table = {
        "area": [f"A{i}" for i in range(len(rows))],
        "allocations": [x for x, _ in rows],
        "rentals": [x + rest for x, rest in rows],
    }
    return sp.Counts.from_frame(table)


@given(COUNTS, st.sampled_from(["dissimilarity", "gini", "entropy", "isolation", "interaction", "atkinson"]))
@settings(max_examples=60, deadline=None)
def test_bounds_of_an_index_stay_in_order_and_between_0_and_1(rows, index):
    found = sp.spread(counts(rows), index, iterations=39, bootstrap=39)
    assert 0 <= found.lower <= found.upper <= 1
    assert 0 <= found.corrected <= 1
    assert 0 < found.p <= 1
    assert len(found.simulated) == 39
    assert found.simulated.is_finite().all()


def test_an_even_city_has_an_interval_at_0():
    # Every area has the city's share, so each resample is more uneven than the value: the basic interval lies below 0.
    found = sp.spread(counts([(5, 5)] * 12), iterations=0, bootstrap=199)
    assert (found.value, found.lower, found.upper, found.corrected) == (0, 0, 0, 0)


@given(COUNTS)
@settings(max_examples=40, deadline=None)
def test_smoothed_shares_lie_between_0_and_1_and_in_their_interval(rows):
    found = sp.smooth(sp.shares(counts(rows)))
    frame = found.to_polars()
    assert (
        frame.select((pl.col("lower") <= pl.col("smoothed")) & (pl.col("smoothed") <= pl.col("upper")))
        .to_series()
        .all()
    )
    assert frame.select(pl.col("lower") >= 0, pl.col("upper") <= 1).to_numpy().all()
    assert math.isfinite(found.mean)
    assert found.weight > 0
    assert isinstance(found.converged, bool)


def test_one_large_area_does_not_hide_the_maximum():
    # scipy 1.17.1, minimize of the likelihood by betaln from 12 starts: 0.1166502 and 11.85214.
    rows = [(9_000, 1_000)] + [(i % 3, 10 - i % 3) for i in range(200)]
    found = sp.smooth(sp.shares(counts(rows)))
    assert found.mean == pytest.approx(0.1166502, abs=1e-7)
    assert found.weight == pytest.approx(11.85214, abs=1e-4)
    assert found.converged
    # The other way round: one large area without, beside many that have.
    turned = sp.smooth(sp.shares(counts([(rest, x) for x, rest in rows])))
    assert turned.mean == pytest.approx(1 - found.mean, abs=1e-7)


def test_areas_of_all_or_nothing_do_not_converge_and_say_so():
    found = sp.smooth(sp.shares(counts([(10, 0), (0, 9), (8, 0), (0, 12)])))
    assert not found.converged
    assert found.to_polars()["smoothed"].to_list() == pytest.approx([1, 0, 1, 0], abs=0.01)


def test_a_rare_group_has_a_null_distribution_of_numbers():
    data = {
        "area": list("abcdef"),
        "y": [0.1, 0, 0, 0, 0, 0],
        "x": [1.0, 2, 3, 5, 8, 9],
        "rentals": [10] * 6,
    }
    found = sp.regress(data, "y", "x", area="area").simulated_null("x", iterations=199)
    assert found.simulated.is_finite().all()
    assert len(found.simulated) == 199
    assert 0 < found.p <= 1
    # One expected allocation of 10^9: no draw has shares that differ, and that is said.
    with pytest.raises(sp.InvalidInputError, match="draw"):
        sp.regress(data | {"y": [1e-9, 0, 0, 0, 0, 0], "rentals": [1] * 6}, "y", "x", area="area").simulated_null(
            "x", iterations=9
        )


def test_iterative_fits_report_convergence():
    data = {"area": list("abcdefgh"), "x": [1.0, 2, 1.5, 3, 4, 2.5, 5, 1.2], "m": [20, 25, 18, 30, 28, 22, 31, 19]}
    k = [1, 14, 2, 20, 5, 18, 30, 3]
    frame = pl.DataFrame(data).with_columns(y=pl.Series(k) / pl.col("m"))
    for model in ("binomial", "quasibinomial", "betabinomial"):
        fit = sp.regress(frame, "y", "x", area="area", model=model, trials="m")
        assert fit.converged
        assert fit.steps > 0
    least = sp.regress(frame, "y", "x", area="area")
    assert (least.converged, least.steps) == (True, 0)


@pytest.mark.parametrize(
    "values",
    [[0.1 * 3, 0.3, 0.3, 0.1 * 3, 0.3, 0.3], [1e-20, 1e-20, 1e-20, 1e-20, 1e-20, 1e-20 * (1 + 1e-15)]],
)
def test_values_equal_up_to_rounding_have_no_autocorrelation(values):
    row = sp.Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    found = sp.moran(values, sp.neighbours(row), permutations=9)
    assert (found.i, found.p_sim) == (None, None)
    assert found.reason
    assert set(sp.local_moran(values, sp.neighbours(row), permutations=9).to_polars()["i"]) == {None}


@pytest.mark.parametrize("far", [1e300, 1e160, -1e300])
def test_values_whose_squares_are_no_numbers_are_refused(far):
    row = sp.Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    with pytest.raises(sp.InvalidInputError, match="scale"):
        sp.moran([far, 1, 2, 3, 4, 5], sp.neighbours(row), permutations=9)
    with pytest.raises(sp.InvalidInputError, match="scale"):
        sp.classify([far, 1, 2, 3, 4, 5], k=2)
    with pytest.raises(sp.InvalidInputError, match="scale"):
        sp.regress({"y": [1.0, 2, 3, 5, 4, 6], "x": [far, 1, 2, 3, 4, 5]}, "y", "x")


@pytest.mark.parametrize("number", [-1, 2**70])
def test_whole_numbers_out_of_range_are_refused_in_our_own_words(number):
    row = sp.Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    calls = [
        lambda: sp.classify([1.0, 2, 3, 4], k=number),
        lambda: sp.neighbours(row, "knn", k=number),
        lambda: sp.moran([1, 2, 3, 4, 5, 6], sp.neighbours(row), permutations=number),
        lambda: sp.moran([1, 2, 3, 4, 5, 6], sp.neighbours(row), seed=number),
        lambda: sp.spread(counts([(1, 2), (3, 4)]), iterations=9, seed=number),
        lambda: sp.regress_correlation({"x": [1.0, 0.6], "y": [0.6, 1.0]}, "y", number),
    ]
    for call in calls:
        with pytest.raises(sp.InvalidInputError):
            call()
