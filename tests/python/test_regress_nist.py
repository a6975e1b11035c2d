"""Oracle: certified values of NIST's Statistical Reference Datasets, linear regression."""

import csv
import json
import math
from pathlib import Path

import polars as pl
import pytest

import spreiding as sp

NIST = Path(__file__).parents[2] / ".." / "shared" / "nist"
pytestmark = pytest.mark.skipif(not NIST.exists(), reason="../shared/nist (NIST StRD files) is absent")

# Digits that must be right: (coefficients, standard errors). A design of powers rounded to float64 allows no
# more on Filip (7.9, 8.6) and Wampler2; elsewhere the certified values themselves carry 14 to 15.
DIGITS = {
    "Norris": (13, 13), "Pontius": (12, 12), "Filip": (7, 7), "Longley": (13, 13), "NoInt1": (14, 14),
    "NoInt2": (14, 14), "Wampler1": (14, 9), "Wampler2": (13, 9), "Wampler3": (14, 14), "Wampler4": (14, 14),
    "Wampler5": (14, 14),
}  # fmt: skip


def problem(name):
    with (NIST / f"{name}.csv").open() as file:
        rows = list(csv.DictReader(file))
    data = {key: [float(row[key]) for row in rows] for key in rows[0]}
    known = json.loads((NIST / f"{name}.json").read_text())
    if known["model"].startswith("polynomial"):
        for power in range(2, len(known["certified"]["parameters"])):
            data[f"x{power}"] = [x**power for x in data["x"]]
    return data, known


def digits(found, certified):
    """Digits right; for a certified 0 (Wampler's exact fits), digits after the point."""
    pairs = list(zip(found, map(float, certified), strict=True))
    errors = [abs(a - b) / abs(b) if b else abs(a) for a, b in pairs]
    return min(16.0 if error == 0 else -math.log10(error) for error in errors)


def fit(name):
    data, known = problem(name)
    x = [key for key in data if key != "y"]
    return sp.regress(data, "y", x, intercept=not name.startswith("NoInt")), known["certified"]


@pytest.mark.parametrize("name", DIGITS)
def test_certified_digits(name):
    found, certified = fit(name)
    coefficients, errors = DIGITS[name]
    assert digits(found.coefficients["b"], certified["parameters"].values()) >= coefficients
    assert digits(found.coefficients["se"], certified["std_errors"].values()) >= errors
    # The printed value has 15 digits; powers rounded to float64 cost Filip three of them.
    assert found.r2 == pytest.approx(float(certified["r_squared"]), rel=1e-11)
    assert found.exact == (name in {"Wampler1", "Wampler2"})
    if not found.exact:
        assert found.sigma == pytest.approx(float(certified["residual_sd"]), rel=1e-8)  # Filip's rounded design
        # Relative error of F is that of the residual variance.
        assert found.f == pytest.approx(float(certified["anova_regression"]["F"]), rel=1e-8)


def test_an_exact_fit_has_no_t_and_no_p():
    found, _ = fit("Wampler1")
    assert found.coefficients["p"].null_count() == 6
    assert found.f is None


def test_linfa_is_a_second_opinion():
    assert fit("Norris")[0].second_opinion() < 1e-10  # well conditioned: both have at least 10 digits
    assert fit("Longley")[0].second_opinion() < 1e-10
    assert fit("Wampler5")[0].second_opinion() > 1e-9  # large residuals: linfa has 6 digits there, we have 14


if __name__ == "__main__":
    table = [
        {
            "problem": name,
            "b": digits(fit(name)[0].coefficients["b"], fit(name)[1]["parameters"].values()),
            "se": digits(fit(name)[0].coefficients["se"], fit(name)[1]["std_errors"].values()),
            "linfa": fit(name)[0].second_opinion(),
            "condition": fit(name)[0].condition_number,
        }
        for name in DIGITS
    ]
    print(pl.DataFrame(table))
