"""Intervals of a share. Oracle: statsmodels proportion_confint and scipy's beta distribution."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spreiding import _core
from spreiding.base.errors import InvalidInputError

counts = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def ours(x, n, method, level):
    found = _core.share_intervals(pl.Series([x], dtype=pl.Float64), pl.Series([n], dtype=pl.Float64), method, level)
    return found.row(0)


@settings(max_examples=150, deadline=None)
@given(counts, st.sampled_from([0.5, 0.9, 0.95, 0.998]))
def test_intervals_agree_with_statsmodels(pair, level):
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    x, n = pair
    for method, theirs in (("wilson", "wilson"), ("jeffreys", "jeffreys"), ("clopper_pearson", "beta")):
        lower, upper = proportion.proportion_confint(x, n, alpha=1 - level, method=theirs)
        if method == "jeffreys":  # the ends of Brown, Cai & DasGupta (2001), which statsmodels leaves open
            lower, upper = (0.0 if x == 0 else lower), (1.0 if x == n else upper)
        # 1e-10: a share to ten digits; scipy's own inverse is good to about 1e-12 here.
        assert ours(x, n, method, level) == pytest.approx((lower, upper), abs=1e-10), method


def test_binomial_tails_agree_with_scipy():
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(0)
    for n in (1, 7, 60, 900, 400_000):
        p = rng.uniform(0.001, 0.6)
        x = rng.binomial(n, p, 5)
        columns = (pl.Series(v, dtype=pl.Float64) for v in (x, [n] * 5, [p] * 5))
        most, least = _core.binomial_tails(*columns)
        # relative 1e-9: scipy loses about that much for large n
        assert most.to_numpy() == pytest.approx(stats.binom.cdf(x, n, p), rel=1e-9)
        assert least.to_numpy() == pytest.approx(stats.binom.sf(x - 1, n, p), rel=1e-9)


def test_missing_stays_missing_and_broken_counts_raise():
    x = pl.Series([1.0, None, 0.0])
    n = pl.Series([2.0, 5.0, 0.0])
    assert _core.share_intervals(x, n, "wilson", 0.95).get_column("lower").is_null().to_list() == [False, True, True]
    with pytest.raises(InvalidInputError, match="row 0: x is 3, must be at most n, which is 2"):
        _core.share_intervals(pl.Series([3.0]), pl.Series([2.0]), "wilson", 0.95)
    with pytest.raises(InvalidInputError, match="level"):
        _core.share_intervals(x, n, "wilson", 0.0)
    with pytest.raises(InvalidInputError, match="interval is"):
        _core.share_intervals(x, n, "wald", 0.95)
