"""Table 3.4 of the note from correlations. Oracle: the printed table; the same fit from data."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

import spreiding as sp
from spreiding.words.notation import number

PUBLISHED = Path(__file__).parents[2] / ".." / "shared" / "domain" / "published"


@pytest.mark.skipif(not PUBLISHED.exists(), reason="../shared/domain/published is absent")
def test_table_3_4_as_printed():
    """The correlations are a synthetic fixture; the betas, significances, N and R² are those of the note."""
    matrix = pl.read_csv(PUBLISHED / "regression_fixture_correlation.csv")
    printed = pl.read_csv(PUBLISHED / "ois2018_table_3_4.csv").slice(1)
    fit = sp.regress_correlation(matrix, "y_share", 70)
    ours = fit.coefficients.slice(1)
    assert ours["term"].to_list() == matrix.columns[1:-1]
    for column, name in (("beta", "beta"), ("p", "sig")):
        assert [number(v, 3) for v in ours[column]] == [number(v, 3) for v in printed[name]]
    assert number(fit.r2, 3) == "0,238"
    assert (fit.n, fit.df) == (70, 62)
    # Derived from the printed figures: F(7, 62) = 2,77, p = 0,014, adjusted R² 0,15.
    assert (number(fit.f, 2), number(fit.f_p, 3), number(fit.adjusted_r2, 2)) == ("2,77", "0,014", "0,15")
    implied = pl.read_csv(PUBLISHED / "regression_implied.csv")
    for name in ("vif", "semipartial_r", "partial_r"):
        found = ours[name.removesuffix("_r")].to_list()
        assert found == pytest.approx(implied[name].to_list(), abs=0.02)  # implied from 3 printed decimals
    assert sp.Regression.from_correlation(matrix, 70).coefficients.equals(fit.coefficients)


def test_correlations_give_the_betas_of_the_data():
    random = np.random.default_rng(0)
    data = pl.DataFrame({"a": random.normal(size=30), "b": random.normal(size=30), "y": random.normal(size=30)})
    whole = sp.regress(data, "y", ["a", "b"])
    fit = sp.regress_correlation(data.corr(), "y", 30)
    for name in ("beta", "t", "p", "vif", "partial", "semipartial"):
        assert fit.coefficients[name][1:].to_list() == pytest.approx(whole.coefficients[name][1:].to_list(), rel=1e-10)
    assert (fit.r2, fit.f, fit.f_p) == pytest.approx((whole.r2, whole.f, whole.f_p), rel=1e-10)


@pytest.mark.parametrize(
    ("matrix", "n", "words"),
    [
        ({"x": [1.0, 0.2], "y": [0.3, 1.0]}, 20, "symmetric"),
        ({"x": [1.1, 0.2], "y": [0.2, 1.0]}, 20, "1 on the diagonal"),
        ({"x": [1.0, 0.9, -0.9], "z": [0.9, 1.0, 0.9], "y": [-0.9, 0.9, 1.0]}, 20, "not positive definite"),
        ({"x": [1.0, 0.2], "y": [0.2, 1.0]}, 2, "must be more than the 2"),
        ({"x": [1.0, 0.2, 0.1], "y": [0.2, 1.0, 0.1]}, 20, "3 rows, must have one for each"),
        ({"x": [1.0, None], "y": [None, 1.0]}, 20, "missing correlations"),
        ({"x": [1.0, 0.2], "y": [0.2, 1.0]}, 7.5, "whole number of areas"),
    ],
)
def test_broken_correlations(matrix, n, words):
    with pytest.raises(sp.InvalidInputError, match=words):
        sp.regress_correlation(matrix, "y", n)


def test_what_needs_areas_says_so():
    fit = sp.regress_correlation({"x": [1.0, 0.2], "y": [0.2, 1.0]}, "y", 20)
    with pytest.raises(sp.InvalidInputError, match="leave_one_out needs the areas"):
        fit.leave_one_out()
