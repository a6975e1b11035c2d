"""Models of counts. Oracles: statsmodels, scipy's beta-binomial, numerical derivatives, refits."""

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp


def synthetic(seed, n, k, *, overdispersed=False):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, k))
    share = 1 / (1 + np.exp(1 - x @ random.normal(size=k) / np.sqrt(k) / 2))
    if overdispersed:
        share = random.beta(share * 8, (1 - share) * 8)
    trials = random.integers(10, 350, n)
    data = {f"x{j}": x[:, j] for j in range(k)} | {"y": random.binomial(trials, share) / trials, "rentals": trials}
    return pl.DataFrame(data).with_columns(area=pl.Series([f"S{i}" for i in range(n)])), [f"x{j}" for j in range(k)]


def peers(data, x, **how):
    design = sm.add_constant(data.select(x).to_numpy())
    # The form with var_weights: with two columns of counts and scale="X2" statsmodels 0.15 is wrong.
    model = sm.GLM(data["y"].to_numpy(), design, family=sm.families.Binomial(), var_weights=data["rentals"].to_numpy())
    return model.fit(tol=1e-14, **how)


def same(found, expected):
    # Both iterate until nothing changes; statsmodels stops at a change of the deviance of 1e-14.
    np.testing.assert_allclose(np.asarray(found, float), np.asarray(expected, float), rtol=1e-8, atol=1e-9)


shapes = (st.integers(0, 9_999), st.integers(15, 60), st.integers(1, 4))


@settings(max_examples=15, deadline=None)
@given(*shapes)
def test_binomial_as_statsmodels(seed, n, k):
    data, x = synthetic(seed, n, k)
    ours = sp.regress(data, "y", x, model="binomial", trials="rentals")
    theirs = peers(data, x)
    same(ours.coefficients["b"], theirs.params)
    same(ours.coefficients["se"], theirs.bse)
    same(ours.coefficients["p"], theirs.pvalues)
    same(ours.coefficients.select("lower", "upper").to_numpy(), theirs.conf_int())
    same([ours.deviance, ours.null_deviance], [theirs.deviance, theirs.null_deviance])
    influence = theirs.get_influence()
    same(ours.areas["leverage"], influence.hat_matrix_diag)
    same(ours.areas["cooks"], influence.cooks_distance[0])
    same(ours.areas["student_internal"], influence.resid_studentized)


@settings(max_examples=10, deadline=None)
@given(*shapes)
def test_quasi_binomial_as_statsmodels_with_weights(seed, n, k):
    data, x = synthetic(seed, n, k, overdispersed=True)
    ours = sp.regress(data, "y", x, model="quasibinomial", trials="rentals")
    theirs = peers(data, x, scale="X2")
    same(ours.coefficients["b"], theirs.params)
    same(ours.coefficients["se"], theirs.bse)
    assert ours.dispersion == pytest.approx(theirs.scale, rel=1e-8)
    from scipy import stats

    same(ours.coefficients["p"], 2 * stats.t.sf(np.abs(theirs.tvalues), n - k - 1))  # R's choice: t, not normal


def test_the_sandwich_of_a_logit_is_that_of_statsmodels():
    data, x = synthetic(3, 40, 3, overdispersed=True)
    ours = sp.regress(data, "y", x, model="binomial", trials="rentals", covariance="hc0")
    same(ours.coefficients["se"], peers(data, x, cov_type="HC0").bse)


def log_likelihood(parameters, data, x):
    from scipy import stats

    mu = 1 / (1 + np.exp(-sm.add_constant(data.select(x).to_numpy()) @ parameters[:-1]))
    size = np.exp(-parameters[-1])  # the sum of both parameters
    counts = np.round(data["y"] * data["rentals"])
    return stats.betabinom.logpmf(counts, data["rentals"], mu * size, (1 - mu) * size).sum()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_beta_binomial_is_the_maximum_of_scipys_likelihood(seed):
    data, x = synthetic(seed, 60, 2, overdispersed=True)
    ours = sp.regress(data, "y", x, model="betabinomial", trials="rentals")
    best = np.append(ours.coefficients["b"].to_numpy(), np.log(ours.rho / (1 - ours.rho)))
    top = log_likelihood(best, data, x)
    assert ours.log_likelihood == pytest.approx(top, rel=1e-9)  # scipy subtracts large gamma functions
    h = 1e-3
    steps = np.eye(len(best)) * h
    ups, downs = ([log_likelihood(best + sign * s, data, x) for s in steps] for sign in (1, -1))
    slopes = (np.array(ups) - downs) / (2 * h)
    # Central differences: third derivative of a few hundred times h² / 6.
    assert np.abs(slopes).max() < 1e-3
    information = -np.array(
        [
            [
                log_likelihood(best + a + b, data, x)
                - log_likelihood(best + a - b, data, x)
                - log_likelihood(best - a + b, data, x)
                + log_likelihood(best - a - b, data, x)
                for b in steps
            ]
            for a in steps
        ]
    ) / (4 * h * h)
    expected = np.sqrt(np.diag(np.linalg.inv(information)))[:-1]
    np.testing.assert_allclose(ours.coefficients["se"], expected, rtol=1e-4)  # second differences


def test_without_overdispersion_beta_binomial_is_binomial():
    data, x = synthetic(1, 40, 1)
    flat = data.with_columns(y=((1 / (1 + (1 - pl.col("x0")).exp())) * pl.col("rentals")).round() / pl.col("rentals"))
    beta = sp.regress(flat, "y", x, model="betabinomial", trials="rentals")
    assert beta.rho == 0
    same(beta.coefficients["b"], sp.regress(flat, "y", x, model="binomial", trials="rentals").coefficients["b"])


def test_effects_are_the_average_change_of_the_share_over_lettings():
    data, x = synthetic(5, 50, 2)
    fit = sp.regress(data, "y", x, model="binomial", trials="rentals")
    b = fit.coefficients["b"].to_numpy()
    matrix, weights = sm.add_constant(data.select(x).to_numpy()), data["rentals"].to_numpy()

    def mean(step):
        return np.average(1 / (1 + np.exp(-(matrix + step) @ b)), weights=weights)

    h = 1e-4  # central difference: error h² ≈ 1e-8
    for j in (1, 2):
        step = np.zeros(3)
        step[j] = h
        expected = (mean(step) - mean(-step)) / (2 * h)
        assert fit.coefficients["effect"][j] == pytest.approx(expected, abs=1e-7)
    assert fit.coefficients["effect"][0] is None


def test_leave_one_out_of_a_logit_refits():
    data, x = synthetic(7, 20, 2)
    fit = sp.regress(data, "y", x, area="area", model="quasibinomial", trials="rentals")
    row = fit.leave_one_out().row(4, named=True)
    other = fit.without(row["area"]).coefficients
    assert [row[f"b_{t}"] for t in other["term"]] == pytest.approx(other["b"].to_list(), rel=1e-10)
    assert [row[f"p_{t}"] for t in other["term"]] == pytest.approx(other["p"].to_list(), rel=1e-8)


def test_an_area_with_more_rentals_weighs_more():
    """Doubling an area's rentals at the same share moves the fit towards it."""
    data, x = synthetic(9, 20, 1)
    fit = sp.regress(data, "y", x, model="quasibinomial", trials="rentals")
    heavy = data.with_columns(rentals=pl.when(pl.int_range(pl.len()) == 3).then(20_000).otherwise("rentals"))
    other = sp.regress(heavy, "y", x, model="quasibinomial", trials="rentals")
    assert abs(other.areas["residual"][3]) < abs(fit.areas["residual"][3])
