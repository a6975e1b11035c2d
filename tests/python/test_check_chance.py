"""The chances behind the checks, against scipy and closed forms; rates of false alarms by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from spreiding.checks import estates
from spreiding.checks.beside import LEVEL, TEST, habits, together
from spreiding.checks.chance import alarms, beyond_habit, dispersion, improbable, one_side, usual_dispersion


@given(st.integers(0, 400), st.floats(0.5, 300), st.floats(0.01, 2.0))
def test_a_count_beyond_habit_has_the_tails_of_a_negative_binomial(x, expected, habit):
    # Oracle: scipy's negative binomial with shape 1 / habit and this mean.
    shape = 1 / habit
    law = stats.nbinom(shape, shape / (shape + expected))
    wanted = min(2 * min(law.cdf(x), law.sf(x - 1)), 1.0)
    found = float(beyond_habit([x], [expected], [1 / expected + habit])[0])
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-300)  # two algorithms for the incomplete beta


@given(
    st.integers(1, 60), st.floats(0.02, 0.98), st.one_of(st.just(0.0), st.floats(1e-4, 0.9)), st.booleans(), st.data()
)
def test_an_areas_tail_is_that_of_a_beta_binomial(n, p, rho, high, data):
    x = data.draw(st.integers(0, n))
    law = stats.binom(n, p) if rho == 0 else stats.betabinom(n, p * (1 - rho) / rho, (1 - p) * (1 - rho) / rho)
    wanted = law.sf(x - 1) if high else law.cdf(x)
    # Sums of at most 61 terms from logarithms of gamma functions, good to some 1e-11 each.
    assert estates.tail(x, n, p, rho, high=high) == pytest.approx(wanted, rel=1e-7, abs=1e-12)


@pytest.mark.parametrize("high", [True, False])
@pytest.mark.parametrize(("x", "n", "p"), [(3, 3, 0.25), (3, 9, 0.25), (0, 9, 0.25), (9, 9, 0.6), (1, 1, 0.5)])
def test_areas_of_all_or_nothing_are_the_limit_of_areas_that_are_nearly_so(x, n, p, high):
    # Oracle: the same function just below 1; its error there is about (1 - rho) ln n.
    near = estates.tail(x, n, p, 1 - 1e-9, high=high)
    assert [estates.tail(x, n, p, rho, high=high) for rho in (1.0, 1.3)] == [pytest.approx(near, abs=1e-8)] * 2


@pytest.mark.parametrize("expected", [0.0, 0.01, 1.0, 7.5, 300.0, 4_000.0])
def test_an_improbable_number_is_the_first_beyond_one_in_a_million(expected):
    law = stats.poisson(expected)
    assert (
        law.sf(improbable(expected) - 1) <= 1e-6 < (law.sf(improbable(expected) - 2) if improbable(expected) > 1 else 1)
    )


def test_dispersion_is_that_of_the_counts_and_not_of_a_step_or_a_drift():
    # Oracle: counts with a variance of four times their mean (negative binomial), 4,000 months; then with a step.
    random = np.random.default_rng(1)
    mean = np.full(4_000, 50.0)
    x = random.negative_binomial(50 / 3, 0.25, 4_000).astype(float)
    assert dispersion(x, mean, mean) == pytest.approx(4.0, rel=0.1)  # 1/sqrt(4000) and a heavy tail: 3 deviations
    stepped = x + np.where(np.arange(4_000) < 2_000, 0.0, 30.0)
    assert dispersion(stepped, mean, mean) == pytest.approx(dispersion(x, mean, mean), rel=0.01)
    assert usual_dispersion(np.where(np.arange(4_000) == 7, 900.0, x), mean, mean) == usual_dispersion(x, mean, mean)
    assert dispersion(mean, mean, mean) == 1.0


def test_a_dispersed_count_is_less_surprising():
    plain = one_side([20], [200], [0.2], 1.0, high=False)
    assert plain[0] == pytest.approx(stats.binom(200, 0.2).cdf(20), rel=1e-10)
    assert one_side([20], [200], [0.2], 4.0, high=False)[0] > 30 * plain[0]


def test_habits_are_learned_from_the_others_alone():
    # Oracle: eight associations alike but for chance show next to none; one far off changes what the others learn, not
    # what it learns from them.
    class Part:
        def __init__(self, ratio):
            self.ratio, self.fit = np.array(ratio), np.ones(8, dtype=bool)
            self.variance = np.full(8, 0.01)

    class Side:
        def __init__(self, ratio):
            self.whole = Part(ratio)

    even = [0.95, 1.05, 1.0, 0.9, 1.1, 1.0, 0.97, 1.03]
    odd = [0.3, *even[1:]]
    calm, moved = (habits([Side(r), Side(r)])[0] for r in (even, odd))
    assert calm.max() < 0.001
    assert moved[0] == pytest.approx(calm[0])
    assert (moved[1:] > 0.02).all()


def test_two_shares_that_move_for_one_reason_are_combined_as_fisher_did():
    # Oracle: scipy's own combination of two one-sided chances; the other directions say nothing.
    def test(unit, x, about, chance):
        return np.array([(LEVEL, unit, 0, 0, x, about, chance)], dtype=TEST)

    shares = np.concatenate([test(0, 10, 20, 0.01), test(1, 30, 20, 0.01), test(2, 10, 20, 0.01), test(3, 1, 2, 0.5)])
    direct = np.concatenate([test(2, 5, 9, 0.001), test(1, 9, 5, 0.02), test(0, 9, 5, 0.02)])
    found = {int(row["unit"]): float(row["chance"]) for row in together(shares, direct)}
    assert found == {0: pytest.approx(stats.combine_pvalues([0.005, 0.01]).pvalue, rel=1e-12), 1: 1.0, 2: 1.0}


def test_false_alarms_stay_under_their_rate():
    # Oracle: Benjamini & Hochberg: all tests true, the chance of any alarm is the rate itself; 2,000 draws of 50 tests.
    random = np.random.default_rng(2)
    any_alarm = sum(alarms(random.random(50), 0.05).any() for _ in range(2_000))
    # 5% of 2,000 is 100; four standard deviations of a binomial number are 39.
    assert 61 <= any_alarm <= 139
