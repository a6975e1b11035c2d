"""Neighbours: the same sets as libpysal, islands, exchange formats, what is refused."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp

libpysal = pytest.importorskip("libpysal")
geopandas = pytest.importorskip("geopandas")
graphs = pytest.importorskip("libpysal.graph")

DATA = Path(__file__).parents[2].parent / "shared" / "data"
real = pytest.mark.skipif(not DATA.exists(), reason="no ../shared/data beside this checkout")


def frame_of(areas):
    frame = geopandas.GeoDataFrame.from_features(areas.to_geojson())
    return frame.set_index("code")


def sets(pairs):
    return {(a, b) for a, b, *_ in pairs}


def of_graph(graph):
    return {(a, b) for (a, b), w in graph.adjacency.items() if w > 0}


def ours(areas, rule, **how):
    return sets(sp.neighbours(areas, rule, **how).pairs.iter_rows())


def test_two_by_two_tiles():
    tiles = sp.Areas.from_tiles(["a", "b", "c", "d"], ["A"] * 4, [0, 1, 0, 1], [0, 0, 1, 1])
    queen = sp.neighbours(tiles)
    assert queen.counts.rows() == [("a", 3), ("b", 3), ("c", 3), ("d", 3)]
    assert queen.pairs["weight"].to_list() == [pytest.approx(1 / 3)] * 12
    assert set(queen.binary.pairs["weight"]) == {1.0}
    assert queen.binary.row_standardised.pairs.equals(queen.pairs)
    diagonal = {("a", "d"), ("d", "a"), ("b", "c"), ("c", "b")}
    assert ours(tiles, "rook") == sets(queen.pairs.rows()) - diagonal


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=20), st.data())
@settings(max_examples=15, deadline=None)
def test_contact_of_tiles_equals_libpysal(places, data):
    columns, rows = zip(*data.draw(st.permutations(sorted(places))), strict=True)
    codes = [f"A{at:02}" for at in range(len(columns))]
    tiles = sp.Areas.from_tiles(codes, codes, columns, rows)
    frame = frame_of(tiles)
    for rule in ("queen", "rook"):
        expected = of_graph(graphs.Graph.build_contiguity(frame, rook=rule == "rook"))
        assert ours(tiles, rule) == expected


@pytest.mark.parametrize("rule", ["queen", "rook"])
@real
def test_contact_of_real_buurten_equals_geos(rule):
    buurten = sp.read_areas(DATA / "buurten_2015_crs84.geojson", code="Buurt_code")
    frame = frame_of(buurten)
    # Oracle: GEOS. Queens also hold all that libpysal finds by equal corners; its rooks hold F87e-K48e,
    # which meet in one point only.
    touching = frame.sindex.query(frame.geometry, predicate="intersects").T
    codes, geometry = list(frame.index), frame.geometry.array
    expected = {
        (codes[i], codes[j])
        for i, j in touching
        if i != j and (rule == "queen" or shapely.intersection(geometry[i], geometry[j]).length > 0)
    }
    assert ours(buurten, rule, tolerance=0) == expected
    if rule == "queen":
        assert of_graph(graphs.Graph.build_contiguity(frame, rook=False)) <= expected


@real
def test_tolerance_finds_borders_whose_corners_do_not_match():
    wijken = sp.read_areas(DATA / "wijken_2022_crs84.geojson")
    frame = frame_of(wijken)
    exact = of_graph(graphs.Graph.build_contiguity(frame, rook=False))
    near = ours(wijken, "queen")
    assert near >= exact
    metres = frame.set_crs("OGC:CRS84").to_crs("EPSG:28992").geometry
    gap = {(a, b): metres[a].distance(metres[b]) for a, b in near}
    # Ours measures on a plane of metres per degree, good to 1%.
    assert max(gap.values()) < 0.2 * 1.02
    missed = metres.sindex.query(metres, predicate="dwithin", distance=0.2 * 0.98)
    assert {(metres.index[i], metres.index[j]) for i, j in missed.T if i != j} <= near


@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
@settings(max_examples=20, deadline=None)
def test_knn_and_distance_equal_brute_force(seed, k):
    rng = np.random.default_rng(seed)
    places = rng.permutation(400)[:30]
    codes = [f"A{at:02}" for at in rng.permutation(30)]
    tiles = sp.Areas.from_tiles(codes, codes, (places % 20).tolist(), (places // 20).tolist())
    x, y = places % 20, places // 20
    # Whole numbers: distances, and so ties, are exact.
    apart = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    nearest, band = set(), set()
    for i, code in enumerate(codes):
        others = sorted((apart[i, j], codes[j]) for j in range(30) if j != i)
        nearest |= {(code, other) for _, other in others[:k]}
        band |= {(code, other) for far, other in others if far <= k * k}
    assert ours(tiles, "knn", k=k) == nearest
    assert ours(tiles, "distance", distance=float(k)) == band


def test_islands_are_named_and_survive_every_exchange(tmp_path):
    tiles = sp.Areas.from_tiles(["b", "a", "z"], ["B", "A", "Z"], [0, 1, 9], [0, 0, 9])
    found = sp.neighbours(tiles)
    assert found.islands == ("z",)
    assert "1 islands" in found.caption
    assert len(found) == 2
    graph = found.to_graph()
    assert list(graph.isolates) == ["z"]
    assert of_graph(graph) == {("a", "b"), ("b", "a")}
    for other in (graph, found.to_w()):
        back = sp.Neighbours.from_libpysal(other)
        assert (back.codes, back.islands) == (found.codes, ("z",))
        assert back.pairs.equals(found.pairs)
    found.to_gal(tmp_path / "x.gal")
    back = sp.Neighbours.from_gal(tmp_path / "x.gal")
    assert (back.codes, back.islands) == (found.codes, ("z",))
    assert sets(back.pairs.rows()) == sets(found.pairs.rows())


def test_gal_is_read_by_libpysal(tmp_path):
    tiles = sp.Areas.from_tiles(["b", "a", "c"], ["B", "A", "Z"], [0, 1, 2], [0, 0, 0])
    path = tmp_path / "x.gal"
    sp.neighbours(tiles).to_gal(path)
    file = libpysal.io.open(str(path))
    w = file.read()
    file.close()
    assert {k: sorted(v) for k, v in w.neighbors.items()} == {"b": ["a"], "a": ["b", "c"], "c": ["a"]}
    path.write_text("0 2 x y\na 2\nb\nb 1\na\n", encoding="utf-8")
    with pytest.raises(sp.InvalidInputError, match="'a 2' is followed by 1 codes"):
        sp.Neighbours.from_gal(path)


def test_pairs_keep_their_weights_and_refuse_what_cannot_be():
    pairs = pl.DataFrame({"area": ["a", "b", "a"], "neighbour": ["b", "a", "c"], "weight": [1.0, 3.0, 3.0]})
    found = sp.Neighbours.from_pairs(pairs, weight="weight")
    assert found.pairs.sort("area", "neighbour")["weight"].to_list() == [1.0, 3.0, 3.0]
    assert found.row_standardised.pairs["weight"].to_list() == [0.25, 0.75, 1.0]
    assert found.islands == ("c",)
    for bad, words in (
        ({"area": ["a"], "neighbour": ["a"]}, "paired with itself"),
        ({"area": ["a", "a"], "neighbour": ["b", "b"]}, "a pair occurs twice"),
        ({"area": ["a"], "neighbour": [None]}, "column 'neighbour', row 1 is None"),
        ({"area": ["a"]}, "no column 'neighbour'"),
    ):
        with pytest.raises(sp.InvalidInputError, match=words):
            sp.Neighbours.from_pairs(bad)


def test_options_out_of_range_are_refused():
    tiles = sp.Areas.from_tiles(["a", "b"], ["A", "B"], [0, 1], [0, 0])
    for how, words in (
        ({"rule": "bishop"}, "rule is 'bishop'"),
        ({"rule": "knn", "k": 2}, "k is 2, must be at least 1 and below"),
        ({"rule": "distance"}, "distance is missing"),
        ({"rule": "distance", "distance": -1.0}, "distance is -1, must be above 0"),
        ({"rule": "queen", "tolerance": -1.0}, "tolerance is -1, must be >= 0"),
    ):
        with pytest.raises(sp.InvalidInputError, match=words):
            sp.neighbours(tiles, **how)
