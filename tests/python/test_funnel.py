"""Funnel limits. Oracles: scipy's binomial distribution and false-discovery control, simulation."""

from __future__ import annotations

import numpy as np
import pytest

import spreiding as sp


def shares(x, n):
    codes = [f"a{i:04}" for i in range(len(x))]
    return sp.shares(sp.Counts.from_frame({"area": codes, "allocations": list(x), "rentals": list(n)}))


def example(seed=0, n_areas=70):
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 400, n_areas)
    return rng.binomial(n, rng.beta(8, 20, n_areas)), n


def test_limits_and_chances_are_scipys():
    stats = pytest.importorskip("scipy.stats")
    x, n = example()
    found = sp.funnel(shares(x, n))
    frame, p = found.to_polars(), x.sum() / n.sum()
    assert found.share == p
    for name, level in (("inner", 0.95), ("outer", 0.998)):
        tail = (1 - level) / 2
        # lowest count with more than the tail at or below it, highest with more than the tail at or above it
        assert frame[f"{name}_low"].to_list() == stats.binom.ppf(tail, n, p).tolist()
        assert frame[f"{name}_high"].to_list() == stats.binom.isf(tail, n, p).tolist()
    chances = np.minimum(1, 2 * np.minimum(stats.binom.cdf(x, n, p), stats.binom.sf(x - 1, n, p)))
    assert frame["p"].to_numpy() == pytest.approx(chances, rel=1e-9)  # scipy's accuracy in the tails
    assert frame["q"].to_numpy() == pytest.approx(stats.false_discovery_control(chances), rel=1e-9)
    assert frame["flagged"].to_list() == (stats.false_discovery_control(chances) <= 0.05).tolist()


def test_excess_is_observed_less_expected_and_adds_up_to_nothing():
    x, n = example(1)
    frame = sp.funnel(shares(x, n)).to_polars()
    assert frame["excess"].to_numpy() == pytest.approx(x - n * x.sum() / n.sum(), abs=1e-9)
    assert abs(frame["excess"].sum()) < 1e-9
    assert (frame["excess_lower"] <= frame["excess"]).all()
    assert (frame["excess"] <= frame["excess_upper"]).all()


def test_chance_alone_is_rarely_flagged():
    # 60 cities without any difference: at a rate of 5%, the chance that one flags anything is at most 5%
    # (and less, as counts are whole); 9 of 60 has a chance below 0.2%.
    rng = np.random.default_rng(3)
    n = rng.integers(20, 300, 90)
    flagged = sum(sp.funnel(shares(rng.binomial(n, 0.3), n)).to_polars()["flagged"].any() for _ in range(60))
    assert flagged <= 9


def test_missing_and_empty_areas_stay_missing():
    frame = sp.funnel(shares([None, 4, 0], [10, 10, 0])).to_polars()
    assert frame["p"].is_null().to_list() == [True, False, True]
    assert frame["flagged"].to_list() == [None, False, None]


def test_broken_options_say_what_is_wrong():
    found = shares([1, 2], [3, 4])
    with pytest.raises(sp.InvalidInputError, match="level is 1"):
        sp.funnel(found, levels=(0.9, 1.0))
    with pytest.raises(sp.InvalidInputError, match="rate is 0"):
        sp.funnel(found, rate=0)
    with pytest.raises(sp.InvalidInputError, match="group is 'x'"):
        sp.funnel(found, group="x")
