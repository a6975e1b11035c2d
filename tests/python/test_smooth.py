"""Smoothed shares, location quotients and class certainty. Oracles: scipy, simulation, closed forms."""

from __future__ import annotations

import numpy as np
import pytest

import spreiding as sp


def shares(x, n, stock=None):
    codes = [f"a{i:04}" for i in range(len(x))]
    counts = sp.Counts.from_frame({"area": codes, "allocations": list(x), "rentals": list(n)})
    return sp.shares(counts, None if stock is None else {"area": codes, "stock": list(stock)})


def overdispersed(seed, n_areas=80, a=6.0, b=14.0):
    rng = np.random.default_rng(seed)
    n = rng.integers(3, 250, n_areas)
    truth = rng.beta(a, b, n_areas)
    return rng.binomial(n, truth), n, truth


@pytest.mark.parametrize("seed", range(4))
def test_the_prior_is_the_maximum_of_scipys_likelihood(seed):
    optimize, stats = pytest.importorskip("scipy.optimize"), pytest.importorskip("scipy.stats")
    x, n, _ = overdispersed(seed)
    found = sp.smooth(shares(x, n))

    def loss(theta):
        mean, weight = 1 / (1 + np.exp(-theta[0])), np.exp(theta[1])
        return -stats.betabinom.logpmf(x, n, mean * weight, (1 - mean) * weight).sum()

    start = [np.log(0.3 / 0.7), np.log(20)]
    best = optimize.minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12})
    mean, weight = 1 / (1 + np.exp(-best.x[0])), np.exp(best.x[1])
    # A maximum is flat: a likelihood right to 1e-12 places it to about 1e-5 only.
    assert found.mean == pytest.approx(mean, rel=1e-5)
    assert found.weight == pytest.approx(weight, rel=1e-4)
    theirs = stats.beta(mean * weight + x, (1 - mean) * weight + n - x)
    frame = found.to_polars()
    assert frame.get_column("smoothed").to_numpy() == pytest.approx(theirs.mean(), abs=1e-5)
    assert frame.get_column("lower").to_numpy() == pytest.approx(theirs.ppf(0.025), abs=1e-5)
    assert frame.get_column("upper").to_numpy() == pytest.approx(theirs.ppf(0.975), abs=1e-5)


@pytest.mark.parametrize("fit", ["ml", "moments"])
def test_smoothed_shares_are_nearer_the_truth_and_their_intervals_cover(fit):
    covered, gain = [], []
    for seed in range(12):
        x, n, truth = overdispersed(seed)
        frame = sp.smooth(shares(x, n), fit=fit).to_polars()
        smoothed, lower, upper = (frame.get_column(c).to_numpy() for c in ("smoothed", "lower", "upper"))
        covered.append((lower <= truth) & (truth <= upper))
        gain.append(np.mean((smoothed - truth) ** 2) / np.mean((x / n - truth) ** 2))
    assert np.mean(gain) < 0.8
    # 960 areas; the prior is taken as known, so a little under 95% is expected.
    assert 0.92 < np.mean(covered) < 0.98


def test_chance_alone_is_drawn_all_the_way_and_missing_stays_missing():
    n = np.full(30, 40)
    found = sp.smooth(shares([12] * 30, n))
    assert found.weight == float("inf")
    assert found.to_polars().get_column("smoothed").to_list() == pytest.approx([0.3] * 30)
    hole = sp.smooth(shares([None, 4, 9, 0], [10, 10, 10, 0])).to_polars()
    assert hole.get_column("smoothed").is_null().to_list() == [True, False, False, False]


def test_location_quotient_intervals_cover():
    # Truth: the ratio of the area's share to the city's expected share; 600 data sets, so a standard error of
    # 0.9 points around 95%.
    rng = np.random.default_rng(1)
    n = np.array([25, 80, 150, 400])
    share = np.array([0.55, 0.30, 0.20, 0.25])
    truth = share / ((n * share).sum() / n.sum())
    inside = np.zeros(4)
    for _ in range(600):
        frame = sp.location_quotient(shares(rng.binomial(n, share), n)).to_polars()
        inside += (frame["lower"].to_numpy() <= truth) & (truth <= frame["upper"].to_numpy())
    assert np.all(inside / 600 > 0.92)
    assert np.all(inside / 600 < 0.985)


def test_location_quotient_at_the_ends():
    frame = sp.location_quotient(shares([0, 10, 5], [10, 10, 30])).to_polars()
    assert frame.row(0)[3:5] == (0.0, 0.0)
    assert frame.row(1)[3] == pytest.approx(1 / 0.3)
    assert (frame.get_column("lower") <= frame.get_column("quotient")).all()
    assert (frame.get_column("quotient") <= frame.get_column("upper")).all()
    empty = sp.location_quotient(shares([0, 3], [0, 10])).to_polars()
    assert empty.get_column("quotient").to_list() == [None, 1.0]


def test_certainty_is_the_posterior_chance_of_the_class():
    stats = pytest.importorskip("scipy.stats")
    x, n, _ = overdispersed(7)
    found = shares(x, n)
    drawn = sp.bands(found.column("share_of_rentals")[1], [0.10, 0.25, 0.35, 0.50])
    result = sp.class_certainty(drawn, found)
    edges = np.array([0, 0.10, 0.25, 0.35, 0.50, 1])
    cdf = stats.beta.cdf(edges[None, :], (x + 0.5)[:, None], (n - x + 0.5)[:, None])
    chances = np.diff(cdf, axis=1)
    assert result.chances.to_numpy() == pytest.approx(chances, abs=1e-12)  # scipy's own accuracy
    own = chances[np.arange(len(x)), drawn.index.to_numpy()]
    assert result.to_polars().get_column("certainty").to_numpy() == pytest.approx(own, abs=1e-12)
    assert result.to_polars().get_column("likeliest").to_list() == chances.argmax(axis=1).tolist()


def test_certainty_holds_under_its_prior():
    # True shares drawn from Jeffreys' prior: the mean certainty is the share of areas in their class.
    rng = np.random.default_rng(4)
    truth = rng.beta(0.5, 0.5, 4000)
    n = rng.integers(5, 60, 4000)
    found = shares(rng.binomial(n, truth), n)
    drawn = sp.bands(found.column("share_of_rentals")[1], [0.25, 0.5])
    frame = sp.class_certainty(drawn, found).to_polars()
    right = frame.get_column("class").to_numpy() == np.searchsorted([0.25, 0.5], truth, side="right")
    assert abs(right.mean() - frame.get_column("certainty").mean()) < 5 * 0.5 / np.sqrt(4000)  # five standard errors


def test_broken_input_says_what_is_wrong():
    found = shares([1, 2], [3, 4])
    drawn = sp.bands(found.column("share_of_rentals")[1], [0.4])
    with pytest.raises(sp.InvalidInputError, match="bands has 2 values, shares has 3"):
        sp.class_certainty(drawn, shares([1, 2, 3], [3, 4, 5]))
    with pytest.raises(sp.InvalidInputError, match="classify other values"):
        sp.class_certainty(drawn, shares([3, 0], [3, 4]))
    with pytest.raises(sp.InvalidInputError, match="have no stock"):
        sp.smooth(found, of="stock")
    with pytest.raises(sp.InvalidInputError, match="of is"):
        sp.smooth(found, of="people")
    with pytest.raises(sp.InvalidInputError, match="fit is"):
        sp.smooth(found, fit="reml")
    with pytest.raises(sp.InvalidInputError, match="group is 'g'"):
        sp.location_quotient(found, group="g")
    with pytest.raises(sp.InvalidInputError, match="adds up to 0"):
        sp.smooth(shares([0, 0], [3, 4]))
