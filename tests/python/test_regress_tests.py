"""Diagnostics, spatial tests, the simulated null. Oracles: statsmodels, spreg (PySAL), a planted area."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp
from spreiding.areas.neighbours import Neighbours


def synthetic(seed, n=60, k=3):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, k))
    y = x @ random.normal(size=k) + random.normal(size=n) * (1 + x[:, 0] ** 2)
    data = pl.DataFrame({f"x{j}": x[:, j] for j in range(k)} | {"y": y, "area": [f"S{i}" for i in range(n)]})
    return data, [f"x{j}" for j in range(k)]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 9_999))
def test_diagnostics_as_statsmodels(seed):
    import statsmodels.api as sm
    from statsmodels.stats import diagnostic, stattools

    data, x = synthetic(seed)
    fit = sm.OLS(data["y"].to_numpy(), design := sm.add_constant(data.select(x).to_numpy())).fit()
    reset = diagnostic.linear_reset(fit, power=3, test_type="fitted", use_f=True)
    expected = {
        "breusch_pagan": diagnostic.het_breuschpagan(fit.resid, design)[:2],
        "white": diagnostic.het_white(fit.resid, design)[:2],
        "jarque_bera": stattools.jarque_bera(fit.resid)[:2],
        "reset": (float(reset.fvalue), float(reset.pvalue)),
    }
    for row in sp.regress(data, "y", x).diagnostics().to_dicts():
        assert (row["statistic"], row["p"]) == pytest.approx(expected[row["test"]], rel=1e-8), row["test"]


def test_a_test_that_cannot_be_done_says_why():
    data, x = synthetic(1, n=9)
    found = sp.regress(data, "y", x).diagnostics()
    assert found.filter(test="white")["statistic"][0] is None
    assert found.filter(test="white")["reason"][0] == "more squares and products than areas"


def ring(n, width=2):
    """Neighbours on a ring; one direction is missing here and there, so that W is not symmetric."""
    pairs = [(i, (i + d) % n) for i in range(n) for d in range(1, width + 1)]
    pairs += [(b, a) for a, b in pairs if (a + b) % 5]
    return sorted(pairs)


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # spreg's own use of pandas
@pytest.mark.parametrize("standardised", [True, False])
def test_spatial_tests_as_spreg(standardised):
    pytest.importorskip("spreg")
    import libpysal
    from spreg import diagnostics_sp
    from spreg.ols import OLS

    n = 60
    data, x = synthetic(4, n)
    pairs = ring(n)
    w = libpysal.weights.W({i: [b for a, b in pairs if a == i] for i in range(n)}, silence_warnings=True)
    w.transform = "r" if standardised else "o"
    theirs = OLS(data["y"].to_numpy()[:, None], data.select(x).to_numpy())
    tests = diagnostics_sp.LMtests(theirs, w)
    moran = diagnostics_sp.MoranRes(theirs, w, z=True)
    frame = pl.DataFrame({"area": [f"S{a}" for a, _ in pairs], "neighbour": [f"S{b}" for _, b in pairs]})
    neighbours = Neighbours.from_pairs(frame, codes=data["area"].to_list())
    neighbours = neighbours.row_standardised if standardised else neighbours.binary
    # The order of areas in the data is not that of the neighbours.
    fit = sp.regress(data.sample(fraction=1, shuffle=True, seed=1), "y", x, area="area")
    ours = {row["test"]: (row["statistic"], row["p"]) for row in fit.diagnostics(neighbours).to_dicts()}
    for name, other in (
        ("lm_error", tests.lme), ("lm_lag", tests.lml), ("robust_lm_error", tests.rlme),
        ("robust_lm_lag", tests.rlml), ("lm_sarma", tests.sarma),
    ):  # fmt: skip
        assert ours[name] == pytest.approx(tuple(map(float, other)), rel=1e-8), name
    found = fit.residual_moran(neighbours)
    expected = (float(moran.I), float(moran.eI), float(moran.vI), float(moran.zI), float(moran.p_norm))
    assert (found.i, found.expected, found.variance, found.z_norm, found.p_norm) == pytest.approx(expected, rel=1e-8)


def test_areas_left_out_are_no_neighbours():
    data, x = synthetic(5)
    pairs = ring(60)
    frame = pl.DataFrame({"area": [f"S{a}" for a, _ in pairs], "neighbour": [f"S{b}" for _, b in pairs]})
    whole = Neighbours.from_pairs(frame, codes=data["area"].to_list()).row_standardised
    some = frame.filter(~pl.col("area").is_in(["S7"]) & ~pl.col("neighbour").is_in(["S7"]))
    codes = [c for c in data["area"] if c != "S7"]
    part = Neighbours.from_pairs(some, codes=codes).row_standardised
    fit = sp.regress(data, "y", x, area="area").without("S7")
    assert fit.residual_moran(whole) == fit.residual_moran(part)
    with pytest.raises(sp.InvalidInputError, match='do not know the areas "S7"'):
        sp.regress(data, "y", x, area="area").residual_moran(part)


def planted():
    """The effect of ``mark`` hangs on M34 alone."""
    random = np.random.default_rng(34)
    n = 30
    mark, other = random.normal(size=n), random.normal(size=n)
    y = 0.4 + 0.05 * random.normal(size=n)
    mark[8], y[8] = 6.0, 0.95
    area = [f"K{i:02}" for i in range(n)]
    area[8] = "M34"
    return pl.DataFrame({"area": area, "mark": mark, "other": other, "y": y})


def test_a_planted_area_is_named():
    fit = sp.regress(planted(), "y", ["mark", "other"], area="area")
    assert fit.influential()["area"].to_list() == ["M34"]
    assert fit.areas.sort("cooks")["area"][-1] == "M34"
    (line,) = fit.robustness()
    assert line.startswith("Zonder M34 is het verband met mark niet meer significant (p 0,")
    assert fit.robustness(lang="en")[0].startswith("Without M34 the relation with mark is no longer significant")
    p = fit.without("M34").coefficients.filter(term="mark")["p"][0]
    assert fit.influential()["p_without"][0] == pytest.approx(p, rel=1e-10)


def shared_count(seed=0, n=70):
    """Allocations fall at random among rentals; stock is unrelated."""
    random = np.random.default_rng(seed)
    rentals = random.integers(10, 350, n)
    stock = random.integers(500, 4_000, n)
    return pl.DataFrame(
        {
            "area": [f"K{i}" for i in range(n)], "rentals": rentals, "stock": stock, "other": random.normal(size=n),
            "turnover": rentals / stock, "y": random.binomial(rentals, 0.3) / rentals,
        }
    )  # fmt: skip


def test_a_shared_count_is_seen_and_said():
    fit = sp.regress(shared_count(), "y", ["other", "turnover"], area="area")
    assert fit.inputs.shared == ("turnover",)
    assert any("turnover" in line and "noemer" in line for line in fit.caveats())
    rounded = shared_count().with_columns(pl.col("turnover").round(3))
    assert sp.regress(rounded, "y", ["other", "turnover"]).inputs.shared == ("turnover",)
    assert sp.regress(shared_count(), "y", "other").inputs.shared == ()


def test_the_simulated_null():
    fit = sp.regress(shared_count(), "y", ["other", "turnover"], area="area")
    given_rentals = fit.simulated_null(iterations=2_000, seed=1)
    # Given rentals every share has the same mean: beta is 0 but for chance, 0.12 / √2000.
    assert abs(given_rentals.expected) < 0.02
    assert given_rentals.lower < given_rentals.beta < given_rentals.upper  # the data are such a draw
    assert given_rentals.p > 0.05
    # Given stock the shared count alone makes a negative beta.
    given_stock = fit.simulated_null(null="stock", iterations=500, seed=1)
    assert given_stock.upper < 0
    # The draws themselves, made again by numpy: same mean and spread of beta within five standard errors.
    random = np.random.default_rng(1)
    data = shared_count()
    share = (data["y"] * data["rentals"]).sum() / data["rentals"].sum()
    draws = random.binomial(data["rentals"], share, size=(2_000, 70)) / data["rentals"].to_numpy()
    z = data.select("other", "turnover").to_numpy()
    z = (z - z.mean(0)) / z.std(0)
    betas = np.linalg.lstsq(z, ((draws - draws.mean(1)[:, None]) / draws.std(1)[:, None]).T, rcond=None)[0][1]
    assert given_rentals.simulated.std() == pytest.approx(betas.std(), rel=5 / np.sqrt(2_000))


def test_the_simulated_null_is_the_same_for_any_order():
    fit = sp.regress(shared_count(), "y", ["other", "turnover"], area="area")
    turned = sp.regress(shared_count().reverse(), "y", ["other", "turnover"], area="area")
    first, second = (f.simulated_null(iterations=50, seed=3).simulated for f in (fit, turned))
    assert first.to_list() == pytest.approx(second.to_list(), rel=1e-9)  # sums in another order
    with pytest.raises(sp.InvalidInputError, match="term is 'q', must be one of other, turnover"):
        fit.simulated_null("q")
