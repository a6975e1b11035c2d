"""Classes of a map. Oracles: mapclassify 2.10, full enumeration (in the Rust tests), the published edges."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp
from spreiding.publish.labels import band_labels

# Multiples of 1/64: sums of squares are exact in floats, so the least one is one number in both libraries.
sixtyfourths = st.lists(st.integers(-640, 640).map(lambda i: i / 64), min_size=6, max_size=60)


def within(values, index):
    values, index = np.asarray(values), np.asarray(index)
    return sum(((values[index == c] - values[index == c].mean()) ** 2).sum() for c in set(index))


@settings(max_examples=60, deadline=None)
@given(sixtyfourths, st.integers(2, 5))
def test_fisher_jenks_is_as_good_as_mapclassify(values, k):
    mapclassify = pytest.importorskip("mapclassify")
    if len(set(values)) < k:
        with pytest.raises(sp.InvalidInputError, match="distinct values"):
            sp.classify(values, k=k)
        return
    ours = sp.classify(values, k=k)
    theirs = mapclassify.FisherJenks(np.array(values), k=k)
    least = within(values, theirs.yb)
    # Two partitions may be equally good; the sum they minimise is one number, up to rounding in adding it up.
    assert within(values, ours.index.to_list()) == pytest.approx(least, rel=1e-12, abs=1e-12)
    assert sum(ours.counts) == len(values)
    assert ours.upper[-1] == max(values)


def test_fisher_jenks_has_the_same_breaks_as_mapclassify_on_continuous_values():
    mapclassify = pytest.importorskip("mapclassify")
    for seed in range(5):
        values = np.random.default_rng(seed).lognormal(size=400)
        theirs = mapclassify.FisherJenks(values, k=5)
        ours = sp.classify(values, k=5)
        assert ours.upper == tuple(theirs.bins)
        assert ours.index.to_list() == theirs.yb.tolist()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=5, max_size=50, unique=True), st.integers(2, 5))
def test_simple_schemes_agree_with_mapclassify(values, k):
    mapclassify = pytest.importorskip("mapclassify")
    array = np.array(values)
    for scheme, theirs in (
        ("quantiles", mapclassify.Quantiles(array, k=k)),
        ("equal_interval", mapclassify.EqualInterval(array, k=k)),
        ("head_tail", mapclassify.HeadTailBreaks(array)),
        ("std_mean", mapclassify.StdMean(array)),
    ):
        ours = sp.classify(values, scheme, k=k)
        # 1e-9 of the range: means and interpolation are added up in another order.
        span = array.max() - array.min()
        bins = theirs.bins
        if scheme == "std_mean":  # theirs may end above every value, ours ends at the maximum
            bins = [*bins[bins < array.max()], array.max()]
        assert ours.upper == pytest.approx(bins, abs=1e-9 * max(1.0, span)), scheme


def test_fisher_jenks_is_never_worse_than_mapclassify_on_many_values():
    # mapclassify keeps its sums in single precision: from some thousands of values on its partition is not the best.
    mapclassify = pytest.importorskip("mapclassify")
    values = np.random.default_rng(0).lognormal(size=8000)
    theirs = mapclassify.FisherJenks(values, k=5)
    ours = within(values, sp.classify(values, k=5).index.to_list())
    assert ours < within(values, theirs.yb)
    assert ours == pytest.approx(within(values, theirs.yb), rel=1e-5)  # single precision


def test_missing_stays_missing_and_moves_no_break():
    values = [0.10, 0.12, 0.31, 0.33, 0.50]
    plain = sp.classify(values, k=3)
    holes = sp.classify([None, *values, float("nan")], k=3)
    assert holes.upper == plain.upper
    assert holes.index.to_list() == [None, *plain.index.to_list(), None]
    assert holes.counts == plain.counts


def test_the_order_of_values_does_not_matter():
    values = np.random.default_rng(1).normal(size=300)
    assert sp.classify(values, k=6).upper == sp.classify(values[::-1].copy(), k=6).upper


def test_every_kind_of_column_is_taken():
    expected = [0, 0, 1, 1]
    for values in ([1, 2.0, 9, 10], (1, 2, 9, 10), np.array([1, 2, 9, 10]), pl.Series([1, 2, 9, 10])):
        assert sp.classify(values, k=2).index.to_list() == expected
    pandas = pytest.importorskip("pandas")
    assert sp.classify(pandas.Series([1, 2, 9, 10]), k=2).index.to_list() == expected


def test_published_edges_are_closed_on_the_left_and_compared_exactly():
    edges = [0.10, 0.25, 0.35, 0.50]
    found = sp.bands([0.0, 0.1, 7 / 20, 0.35, 0.3499999999999999, 0.5, None], edges)
    assert found.index.to_list() == [0, 1, 3, 3, 2, 4, None]
    assert found.counts == (1, 1, 1, 2, 1)
    assert found.upper == (*edges, float("inf"))
    right = sp.bands([0.0, 0.1, 7 / 20, 0.35, 0.3499999999999999, 0.5, None], edges, closed="right")
    assert right.index.to_list() == [0, 0, 2, 2, 2, 3, None]


def test_labels_and_table():
    found = sp.bands([0.2, 0.9], [0.5], labels=["laag", "hoog"])
    assert found.to_polars().rows() == [(0, None, 0.5, 1, "laag"), (1, 0.5, float("inf"), 1, "hoog")]
    assert "2 classes, given edges, closed on the left" in found.caption
    assert found.fit == 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sp.classify([1, 1, 1], k=2), "1 distinct values"),
        (lambda: sp.classify([None, None]), "not missing"),
        (lambda: sp.classify([1, 2], k=0), "k is 0"),
        (lambda: sp.classify([1, 2], k=2.0), "k is 2.0"),
        (lambda: sp.classify([1, 2], "natural", k=2), 'scheme is "natural"'),
        (lambda: sp.classify(["a", "b"]), "must hold numbers"),
        (lambda: sp.classify([1, float("inf")], k=1), r"values\[1\] is inf"),
        (lambda: sp.classify(3), "must be a column of numbers"),
        (lambda: sp.bands([1], [2, 1]), r"edges\[1\] is 1"),
        (lambda: sp.bands([1], []), "at least one number"),
        (lambda: sp.bands([1], [1, None]), "missing"),
        (lambda: sp.bands([1], [1], closed="both"), 'closed is "both"'),
        (lambda: sp.bands([1], [1], labels=["x"]), "one per class, 2"),
    ],
)
def test_broken_input_says_what_and_where(call, message):
    with pytest.raises(sp.InvalidInputError, match=message):
        call()


# --- labels of classes: a value never stands under words that exclude it


@pytest.mark.parametrize("closed", ["left", "right"])
@pytest.mark.parametrize("edges", [[0.06], [0.06, 0.21], [0.1, 0.25, 0.35, 0.5], [0.002, 0.005, 0.009]])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_words_of_a_class_agree_with_its_closed_side(closed, edges, lang):
    below, above = {"nl": ("minder dan", "meer dan"), "en": ("less than", "more than")}[lang]
    bands = sp.bands(edges, edges, closed=closed)  # every value lies on an edge
    for label, first, last in zip(band_labels(bands, lang=lang), bands.lower, bands.upper, strict=True):
        assert label.startswith(below) == (closed == "left" and first == float("-inf")), label
        assert label.startswith(above) == (closed == "right" and first != float("-inf")), label
        assert ("of minder" in label or "or less" in label) == (closed == "right" and first == float("-inf"))
        assert ("en meer" in label or "or more" in label) == (closed == "left" and last == float("inf"))


@pytest.mark.parametrize("edges", [[0.1, 0.1 + 1e-9], [1e-9, 2e-9], [0.25, 0.2500001, 0.75], [1e-14, 3e-14]])
def test_labels_never_collapse(edges):
    labels = band_labels(sp.bands([0.2], edges))
    assert len(set(labels)) == len(labels)
    assert all(word not in label for label in labels for word in ("1.000%", "."))


def test_counts_are_classed_without_percent():
    assert band_labels(sp.bands([5], [10, 1000]), share=False) == ["minder dan 10", "10–1.000", "1.000 en meer"]


@pytest.mark.parametrize(
    ("values", "labels"), [([0.2, 0.2], ["20%"]), ([0.2], ["20%"]), ([0.2, 0.4], ["40% of minder"])]
)
def test_one_class_is_named_after_its_values(values, labels):
    assert band_labels(sp.classify(values, k=1)) == labels
