"""Oracle: statsmodels on random designs; actual refits for what is left out."""

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

# Both sides round differently; columns within a factor 100 of each other leave statsmodels 1e-8 with room.
TOLERANCE = {"rtol": 1e-8, "atol": 1e-10}
designs = st.tuples(st.integers(0, 10_000), st.integers(12, 40), st.integers(1, 5), st.booleans())


def synthetic(seed, n, k, *, counts=False):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, k)) * 10.0 ** random.integers(-1, 2, k) + random.normal(size=k)
    y = 0.3 + (x / x.std(axis=0)) @ random.normal(size=k) + random.normal(size=n)
    data = {f"x{j}": x[:, j] for j in range(k)} | {"y": y, "w": random.uniform(0.2, 5, n)}
    data["area"] = [f"S{i}" for i in range(n)]
    if counts:
        data["rentals"] = random.integers(10, 300, n)
        share = 1 / (1 + np.exp(-(y - y.mean()) / (3 * y.std())))
        data["y"] = random.binomial(data["rentals"], share) / data["rentals"]
    return pl.DataFrame(data), [f"x{j}" for j in range(k)]


def same(found, expected):
    np.testing.assert_allclose(np.asarray(found, float), np.asarray(expected, float), **TOLERANCE)


def design(data, x, *, intercept=True):
    matrix = data.select(x).to_numpy()
    return sm.add_constant(matrix, prepend=True) if intercept else matrix


@settings(max_examples=25, deadline=None)
@given(designs, st.sampled_from(["classical", "hc0", "hc1", "hc2", "hc3"]), st.booleans())
def test_least_squares_as_statsmodels(shape, covariance, weighted):
    seed, n, k, intercept = shape
    data, x = synthetic(seed, n, k)
    ours = sp.regress(
        data, "y", x, area="area", covariance=covariance, intercept=intercept,
        model="wls" if weighted else "ols", weights="w" if weighted else None,
    )  # fmt: skip
    matrix = design(data, x, intercept=intercept)
    plain = sm.WLS(data["y"].to_numpy(), matrix, weights=data["w"] if weighted else np.ones(n)).fit(method="qr")
    kind = "nonrobust" if covariance == "classical" else covariance.upper()
    theirs = plain.get_robustcov_results(kind, use_t=True) if kind != "nonrobust" else plain
    for name, expected in (
        ("b", plain.params),
        ("se", theirs.bse),
        ("t", theirs.tvalues),
        ("p", theirs.pvalues),
    ):
        same(ours.coefficients[name], expected)
    same(ours.coefficients.select("lower", "upper").to_numpy(), theirs.conf_int())
    for name, expected in (
        ("r2", plain.rsquared), ("adjusted_r2", plain.rsquared_adj), ("f", np.squeeze(theirs.fvalue)),
        ("f_p", theirs.f_pvalue), ("sigma", plain.mse_resid**0.5), ("log_likelihood", plain.llf),
        ("aic", plain.aic), ("bic", plain.bic),
    ):  # fmt: skip
        same(getattr(ours, name), expected)
    same(ours.areas["residual"], plain.resid)
    same(ours.areas["fitted"], plain.fittedvalues)


@settings(max_examples=15, deadline=None)
@given(designs)
def test_influence_as_statsmodels(shape):
    seed, n, k, intercept = shape
    data, x = synthetic(seed, n, k)
    ours = sp.regress(data, "y", x, intercept=intercept).areas
    theirs = sm.OLS(data["y"].to_numpy(), design(data, x, intercept=intercept)).fit(method="qr").get_influence()
    same(ours["leverage"], theirs.hat_matrix_diag)
    same(ours["student"], theirs.resid_studentized_external)
    same(ours["student_internal"], theirs.resid_studentized_internal)
    same(ours["cooks"], theirs.cooks_distance[0])
    same(ours["dffits"], theirs.dffits[0])
    same(ours.select(pl.col("^dfbeta_.*$")).to_numpy(), theirs.dfbetas)


@settings(max_examples=10, deadline=None)
@given(designs, st.sampled_from(["classical", "hc0", "hc1", "hc2", "hc3"]), st.booleans())
def test_leave_one_out_equals_refits(shape, covariance, weighted):
    seed, n, k, intercept = shape
    data, x = synthetic(seed, n, k)
    ours = sp.regress(
        data, "y", x, area="area", covariance=covariance, intercept=intercept,
        model="wls" if weighted else "ols", weights="w" if weighted else None,
    )  # fmt: skip
    for row in ours.leave_one_out().to_dicts():
        refit = ours.without(row["area"])
        assert row["r2"] == pytest.approx(refit.r2, rel=1e-10, abs=1e-12)
        for term, b, se, p in refit.coefficients.select("term", "b", "se", "p").rows():
            assert row[f"b_{term}"] == pytest.approx(b, rel=1e-10, abs=1e-12)
            assert row[f"se_{term}"] == pytest.approx(se, rel=1e-10)
            # A tail far out multiplies the relative error of t by t².
            assert row[f"p_{term}"] == pytest.approx(p, abs=1e-10)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(12, 40), st.integers(1, 5))
def test_betas_and_correlations_are_those_of_z_scores(seed, n, k):
    data, x = synthetic(seed, n, k)
    ours = sp.regress(data, "y", x).coefficients[1:]
    z = data.select(((c := pl.col("y", *x)) - c.mean()) / c.std())
    same(ours["beta"], sm.OLS(z["y"].to_numpy(), z.select(x).to_numpy()).fit().params)
    matrix = design(data, x)
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    same(ours["vif"], [variance_inflation_factor(matrix, j + 1) for j in range(k)])
    full = sm.OLS(data["y"].to_numpy(), matrix).fit().rsquared
    part = [full - sm.OLS(data["y"].to_numpy(), np.delete(matrix, j + 1, 1)).fit().rsquared for j in range(k)]
    same(ours["semipartial"] ** 2, part)
    same(ours["partial"] ** 2, np.array(part) / (1 - full + np.array(part)))


def test_tails_as_scipy():
    """Student and F tails to 1e-10 of their size, far out too."""
    from scipy import stats

    for seed, n in ((1, 5), (2, 70), (3, 5_000)):
        random = np.random.default_rng(seed)
        x = random.normal(size=n)
        for strength in (0.01, 0.3, 3.0):
            fit = sp.regress({"x": x, "y": strength * x + random.normal(size=n)}, "y", "x")
            row = fit.coefficients.row(1, named=True)
            expected = 2 * stats.t.sf(abs(row["t"]), fit.df)
            assert row["p"] == pytest.approx(expected, rel=1e-10)
            assert fit.f_p == pytest.approx(stats.f.sf(fit.f, 1, fit.df), rel=1e-10)
            quantile = stats.t.isf(0.025, fit.df)
            assert (row["upper"] - row["b"]) / row["se"] == pytest.approx(quantile, rel=1e-12)
