"""Indices of spread. Oracles: segregation 2.5.4, closed forms (Rust tests), properties, calibration."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from importlib import import_module
from typing import ClassVar

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

INDICES = ("dissimilarity", "gini", "entropy", "isolation", "interaction", "atkinson")
MULTI = ("multigroup_dissimilarity", "multigroup_entropy", "multigroup_gini")


def counts(x, t, groups=None):
    codes = [f"a{i:05}" for i in range(len(t))]
    if groups is None:
        return sp.Counts.from_frame({"area": codes, "allocations": list(x), "rentals": list(t)})
    frames = [
        pl.DataFrame({"area": codes, "group": f"g{k}", "allocations": list(g), "rentals": list(t)})
        for k, g in enumerate(groups)
    ]
    return sp.Counts.from_frame(pl.concat(frames), group="group")


def example(seed=0, n=60):
    rng = np.random.default_rng(seed)
    total = rng.integers(5, 200, n)
    return rng.binomial(total, rng.beta(2, 5, n)), total


def moved(x, t, order):
    return [x[i] for i in order], [t[i] for i in order]


@pytest.mark.parametrize("seed", range(4))
def test_one_group_indices_agree_with_segregation(seed, monkeypatch):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("segregation")
    compiled = import_module("segregation.singlegroup.gini")
    # the same code without 20 s of compiling
    monkeypatch.setattr(compiled, "_gini_vecp", compiled._gini_vecp.py_func)  # noqa: SLF001
    x, t = example(seed)
    x[3] = 0
    data = pandas.DataFrame({"x": x, "t": t})
    names = {
        "dissimilarity": ("dissim", "_dissim"),
        "gini": ("gini", "_gini_seg"),
        "entropy": ("entropy", "_entropy"),
        "isolation": ("isolation", "_isolation"),
        "interaction": ("interaction", "_interaction"),
        "atkinson": ("atkinson", "_atkinson"),
    }
    with np.errstate(all="ignore"):
        for index, (module, function) in names.items():
            theirs = getattr(import_module(f"segregation.singlegroup.{module}"), function)(data, "x", "t")[0]
            # 1e-10: both add up 60 terms of order 1 in double precision.
            assert sp.spread(counts(x, t), index).value == pytest.approx(theirs, abs=1e-10), index


def test_several_group_indices_agree_with_segregation():
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("segregation")
    rng = np.random.default_rng(5)
    total = rng.integers(30, 200, 50)
    groups = [rng.binomial(total // 3, rng.beta(2, 5, 50)) for _ in range(3)]
    data = pandas.DataFrame({f"g{k}": g for k, g in enumerate(groups)})
    data["rest"] = total - sum(groups)
    names = ["g0", "g1", "g2", "rest"]
    functions = (
        ("multi_dissim", "_multi_dissim"),
        ("multi_info_theory", "_multi_information_theory"),
        ("multi_gini", "_multi_gini_seg"),
    )
    with np.errstate(all="ignore"):
        for index, (module, function) in zip(MULTI, functions, strict=True):
            theirs = getattr(import_module(f"segregation.multigroup.{module}"), function)(data, names)[0]
            found = sp.spread(counts(None, total, groups), index).value
            assert found == pytest.approx(theirs, abs=1e-10), index  # sums of 200 terms of order 1


areas = st.lists(
    st.integers(1, 400).flatmap(lambda t: st.tuples(st.integers(0, t), st.just(t))), min_size=2, max_size=25
).filter(lambda rows: 0 < sum(x for x, _ in rows) < sum(t for _, t in rows))


@settings(max_examples=40, deadline=None)
@given(areas, st.randoms(use_true_random=False))
def test_indices_are_shares_and_the_order_of_areas_changes_nothing(rows, random):
    x, t = zip(*rows, strict=True)
    order = random.sample(range(len(rows)), len(rows))
    for index in INDICES:
        found = sp.spread(counts(x, t), index, iterations=5)
        again = sp.spread(counts(*moved(x, t, order)), index, iterations=5)
        assert 0 <= found.value <= 1
        assert found.value == again.value
        assert found.simulated.to_list() == again.simulated.to_list()
        assert (found.lower, found.upper, found.p) == (again.lower, again.upper, again.p)


@settings(max_examples=40, deadline=None)
@given(areas)
def test_even_is_zero_and_apart_is_one(rows):
    t = [2 * total for _, total in rows]
    half = [total for _, total in rows]
    x = [total if i % 2 else 0 for i, total in enumerate(t)]
    for index in ("dissimilarity", "gini", "entropy", "atkinson"):
        # sums of at most 25 rounded shares; the square root in Atkinson's doubles their error
        assert sp.spread(counts(half, t), index).value == pytest.approx(0, abs=1e-12)
        assert sp.spread(counts(x, t), index).value == pytest.approx(1, abs=1e-12)


def test_against_another_group_and_the_stock():
    total = [100, 100]
    by_group = counts(None, total, [[30, 10], [10, 30]])
    assert sp.spread(by_group, group="g0", against="g1").value == 0.5
    stock = {"area": ["a00000", "a00001"], "stock": [1000, 1000]}
    direct = sp.spread(by_group, group="g0", against="stock", stock=stock)
    through = sp.spread(sp.shares(by_group, stock), group="g0", against="stock")
    assert direct.value == through.value == 0.25
    isolation = sp.spread(by_group, "isolation", group="g0", against="stock", stock=stock)
    assert isolation.value == pytest.approx((30 * 0.03 + 10 * 0.01) / 40, abs=1e-15)


def test_p_is_never_zero_and_seed_decides():
    x, t = example(1)
    first = sp.spread(counts(x, t), iterations=199, seed=3)
    assert first.p == 1 / 200
    assert first.simulated.to_list() == sp.spread(counts(x, t), iterations=199, seed=3).simulated.to_list()
    assert first.simulated.to_list() != sp.spread(counts(x, t), iterations=199, seed=4).simulated.to_list()
    assert first.expected < first.value
    assert first.lower < first.corrected < first.upper


def test_the_number_of_threads_changes_nothing():
    code = (
        "import spreiding as sp;"
        "c = sp.Counts.from_frame({'area': list('abcdef'), 'allocations': [3, 9, 2, 8, 1, 7],"
        "'rentals': [20, 30, 25, 40, 11, 22]});"
        "print(sp.spread(c, 'gini', null='hypergeometric', iterations=50, seed=5).simulated.to_list())"
    )
    found = set()
    for threads in ("1", "3"):
        env = {**os.environ, "RAYON_NUM_THREADS": threads, "PYTHONPATH": os.pathsep.join(sys.path)}
        found.add(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout)
    assert len(found) == 1


@pytest.mark.parametrize("null", ["binomial", "hypergeometric", "areas"])
def test_p_values_are_uniform_under_their_null(null):
    # 200 data sets drawn under the null; Kolmogorov-Smirnov distance of their p below the 0.1% critical value,
    # 1.95 / sqrt(200) = 0.138, plus the grid of 1/100.
    rng = np.random.default_rng(11)
    total = rng.integers(20, 300, 40)
    pool = rng.beta(20, 50, 40)
    found = []
    for i in range(200):
        if null == "binomial":
            x = rng.binomial(total, 0.29)
        elif null == "hypergeometric":
            x = rng.multivariate_hypergeometric(total, int(total.sum() * 0.29))
        else:  # shares exchanged at random; rounded to whole counts of large areas
            total = np.full(40, 1000) * rng.integers(1, 4, 40)
            x = np.round(rng.permutation(pool) * total).astype(int)
        found.append(sp.spread(counts(x, total), iterations=99, bootstrap=0, null=null, seed=i).p)
    gap = np.abs(np.sort(found) - np.arange(1, 201) / 200).max()
    assert gap < 1.95 / math.sqrt(200) + 0.01


def test_hypergeometric_draws_have_the_chances_of_the_distribution():
    stats = pytest.importorskip("scipy.stats")
    # Two areas of 4 units and 4 members: with k in the first, the index is |2k - 4| / 4.
    found = sp.spread(counts([3, 1], [4, 4]), iterations=4000, bootstrap=0, null="hypergeometric")
    for value, k in ((0.0, [2]), (0.5, [1, 3]), (1.0, [0, 4])):
        chance = stats.hypergeom(8, 4, 4).pmf(k).sum()
        share = (found.simulated == value).mean()
        assert abs(share - chance) < 5 * math.sqrt(chance * (1 - chance) / 4000)  # five standard errors


def test_bootstrap_interval_covers_the_true_index():
    # True shares known; 200 data sets. Binomial 99.9% bounds around 95% of 200 are [179, 199]; the basic interval
    # is approximate for a value this close to 0, so 88% is asked for.
    rng = np.random.default_rng(2)
    total = np.full(40, 120)
    share = rng.beta(4, 8, 40)
    group, rest = share / share.sum(), (1 - share) / (1 - share).sum()
    truth = np.abs(group - rest).sum() / 2
    inside = 0
    for i in range(200):
        found = sp.spread(counts(rng.binomial(total, share), total), bootstrap=199, seed=i)
        inside += found.lower <= truth <= found.upper
    assert inside >= 0.88 * 200


def test_small_units_alone_are_not_taken_for_unevenness():
    # 100 areas of 5 rentals at one share: the index is about 0.4 by chance alone.
    rng = np.random.default_rng(3)
    total = np.full(100, 5)
    found = sp.spread(counts(rng.binomial(total, 0.3), total), iterations=499)
    assert found.value > 0.3
    assert abs(found.systematic) < 0.1
    assert found.p > 0.01


def test_several_groups_can_be_simulated():
    rng = np.random.default_rng(8)
    total = rng.integers(50, 100, 30)
    groups = [rng.binomial(total // 2, 0.3), rng.binomial(total // 2, 0.2)]
    found = sp.spread(counts(None, total, groups), "multigroup_entropy", iterations=99)
    assert 0.01 < found.p <= 1
    assert found.lower <= found.value
    assert len(found.to_polars()) == 1


def test_entropy_splits_into_between_and_within():
    class Stub:
        codes: ClassVar = ["a00000", "a00001", "a00002", "a00003"]
        levels: ClassVar = {"gebied": ["p", "p", "q", "q"]}

        def __len__(self):
            return 4

    table = {"area": Stub.codes, "allocations": [5, 15, 8, 2], "rentals": [40, 40, 40, 40]}
    found = sp.nested_entropy(sp.Counts.from_frame(table, areas=Stub()), "gebied")
    assert found.between + found.within == pytest.approx(found.h, abs=1e-15)
    assert found.h == pytest.approx(sp.spread(sp.Counts.from_frame(table), "entropy").value, abs=1e-15)
    merged = {"area": ["p", "q"], "allocations": [20, 10], "rentals": [80, 80]}
    between = sp.spread(sp.Counts.from_frame(merged), "entropy").value
    assert found.between == pytest.approx(between, abs=1e-15)  # closed form: H of the merged areas
    assert found.parts.get_column("within").sum() == pytest.approx(found.within, abs=1e-15)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"index": "moran"}, "index is"),
        ({"group": "g9"}, "group is 'g9'"),
        ({"against": "g9"}, "cannot be compared"),
        ({"null": "poisson"}, "null is"),
        ({"iterations": -1}, "iterations is -1"),
        ({"seed": -1}, "seed is -1"),
        ({"seed": 1.5}, "seed is 1.5"),
        ({"level": 1.0}, "level is 1.0"),
        ({"alternative": "more", "iterations": 1}, "alternative is"),
        ({"index": "atkinson", "shape": 1.0}, "shape is 1"),
        ({"against": "stock"}, "needs a stock"),
        ({"index": "multigroup_entropy"}, "needs counts by group"),
    ],
)
def test_broken_options_say_what_is_wrong(options, message):
    with pytest.raises(sp.InvalidInputError, match=message):
        sp.spread(counts([1, 2], [3, 4]), **options)


def test_a_group_without_members_or_a_missing_count_is_an_error():
    with pytest.raises(sp.InvalidInputError, match="group adds up to 0"):
        sp.spread(counts([0, 0], [3, 4]))
    with pytest.raises(sp.InvalidInputError, match="rest adds up to 0"):
        sp.spread(counts([3, 4], [3, 4]))
    with pytest.raises(sp.InvalidInputError, match="allocations is missing for 1 units"):
        sp.spread(counts([None, 4], [3, 4]))
