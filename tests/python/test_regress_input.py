"""Broken input: an error that says what, where and the rule; never a number from a broken fit."""

import re

import polars as pl
import pytest

import spreiding as sp

N = 12
GOOD = pl.DataFrame(
    {
        "area": [f"S{i}" for i in range(N)],
        "a": [float(i * i % 7) for i in range(N)],
        "b": [float(i * 5 % 11) for i in range(N)],
        "y": [((i * 3) % 8) / 8 for i in range(N)],
        "rentals": [8 * (i + 1) for i in range(N)],
        "w": [1.0 + i for i in range(N)],
    }
)


def fit(data=GOOD, y="y", x=("a", "b"), **how):
    return sp.regress(data, y, list(x), **{"area": "area"} | how)


def at(row, name, value):
    return GOOD.with_columns(pl.when(pl.int_range(pl.len()) == row).then(value).otherwise(pl.col(name)).alias(name))


COUNTS = {"model": "binomial", "trials": "rentals"}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: fit(GOOD.with_columns(c=2 * pl.col("a") - pl.col("b")), x=("a", "b", "c")),
            "'a', 'b', 'c'.*collinear",
        ),
        (lambda: fit(GOOD.with_columns(c=3 - pl.col("a")), x=("a", "c", "b")), "'constant', 'a', 'c'.*collinear"),
        (lambda: fit(GOOD.with_columns(c=pl.lit(3.0)), x=("a", "c")), "'c' is constant"),
        (lambda: fit(GOOD.with_columns(c=pl.lit(0.0)), x=("a", "c"), intercept=False), "'c' is 0 everywhere"),
        (lambda: fit(GOOD.with_columns(y=pl.lit(0.5))), "y column 'y' is constant"),
        (lambda: fit(GOOD.head(3)), "3 areas take part .* more than the 3 coefficients"),
        (lambda: fit(at(4, "a", float("inf"))), "'a' is inf in row 4, must be finite"),
        (lambda: fit(at(4, "w", 0.0), model="wls", weights="w"), "'w' is 0 in row 4, must be above 0"),
        (lambda: fit(at(4, "w", -1.0), model="wls", weights="w"), "'w' is -1 in row 4, must be above 0"),
        (lambda: fit(at(2, "y", 1.5), **COUNTS), "'y' is 1.5 in row 2, must be a share"),
        (lambda: fit(at(2, "rentals", 8.5), **COUNTS), "'rentals' is 8.5 in row 2, must be a whole number"),
        (lambda: fit(at(2, "rentals", 0), **COUNTS), "'rentals' is 0 in row 2, must be >= 1"),
        (lambda: fit(at(2, "y", 0.3), **COUNTS), "7.19.* in row 2.*must be whole"),
        (lambda: fit(at(2, "area", pl.lit("S1"))), "'S1' stands in rows 1 and 2"),
        (lambda: fit(GOOD.with_columns(area=pl.lit(None, pl.String))), "area is missing in row 0"),
        (lambda: fit().without("M99"), "'M99', not among the 12 areas"),
        (lambda: fit(x=("a", "a")), "'a' twice"),
        (lambda: fit(x=("a", "y")), "both y and in x"),
        (lambda: fit(x=()), "x names no column"),
        (lambda: fit(x=("a", "q")), "no column 'q'"),
        (lambda: fit(model="logit"), "model is 'logit', must be one of"),
        (lambda: fit(covariance="hc4"), "covariance is 'hc4', must be one of"),
        (lambda: fit(model="wls"), "weights belong to model 'wls'"),
        (lambda: fit(weights="w"), "weights belong to model 'wls'"),
        (lambda: fit(model="binomial"), "needs trials"),
        (lambda: fit(level=1.0), "level is 1.0"),
        (lambda: fit(model="wls", weights=[1.0, 2.0]), "2 values, must have 12"),
        (lambda: fit(GOOD.drop("rentals"), min_rentals=10), "no column 'rentals'"),
        (lambda: fit(GOOD.rename({"a": "constant"}), x=("constant", "b")), "name of the intercept"),
        (lambda: fit(GOOD.with_columns(a=pl.lit("veel"))), "'a': 12 values are no number"),
    ],
)
def test_message(call, words):
    with pytest.raises(sp.InvalidInputError) as caught:
        call()
    assert re.search(words, str(caught.value).replace('"', "'"))


def test_separation_names_the_term():
    data = GOOD.with_columns(y=(pl.col("a") > 3).cast(pl.Float64))
    with pytest.raises(sp.InvalidInputError, match=r"separates.*\"?a"):
        fit(data, **COUNTS)


def test_leverage_of_one_and_hc3():
    data = GOOD.with_columns(alone=(pl.col("area") == "S5").cast(pl.Float64))
    with pytest.raises(sp.InvalidInputError, match="S5.*leverage 1"):
        fit(data, x=("a", "alone"), covariance="hc3")
    found = fit(data, x=("a", "alone"))
    row = found.leave_one_out().filter(pl.col("area") == "S5").row(0, named=True)
    assert row["b_a"] is None  # without S5 the column is constant: there is no such fit
    assert row["p_alone"] is None
    assert found.areas.filter(pl.col("area") == "S5")["student"][0] is None
    assert found.leave_one_out()["p_a"].null_count() == 1


def test_missing_values_leave_an_area_out_and_it_is_listed():
    data = at(3, "a", None).with_columns(b=pl.when(pl.int_range(pl.len()) == 7).then(float("nan")).otherwise("b"))
    found = fit(data, min_rentals=17)
    assert found.n == 8
    assert found.dropped.rows() == [
        ("S0", 0, "too few rentals", None),
        ("S1", 1, "too few rentals", None),
        ("S3", 3, "missing value", "a"),
        ("S7", 7, "missing value", "b"),
    ]
    assert fit(min_rentals=16).n == 11  # at least: 16 takes part


def test_without_keeps_the_question():
    import pickle

    found = fit(model="wls", weights="w", covariance="hc1", intercept=False)
    other = found.without("S2", "S4")
    expected = fit(GOOD.filter(~pl.col("area").is_in(["S2", "S4"])), model="wls", weights="w", covariance="hc1",
                   intercept=False)  # fmt: skip
    assert other.coefficients.equals(expected.coefficients)
    assert pickle.loads(pickle.dumps(found)).coefficients.equals(found.coefficients)  # noqa: S301  our own bytes


def test_row_order_and_kind_of_frame_do_not_matter():
    found, turned = fit(), fit(GOOD.reverse())
    for name in ("b", "se", "p"):
        assert turned.coefficients[name].to_list() == pytest.approx(found.coefficients[name].to_list(), rel=1e-12)
    assert fit(GOOD.to_pandas()).coefficients.equals(found.coefficients)
    assert fit(GOOD.to_arrow()).coefficients.equals(found.coefficients)
    assert fit(GOOD.lazy()).coefficients.equals(found.coefficients)
