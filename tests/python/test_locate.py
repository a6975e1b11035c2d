"""Points to areas: exact on borders, the same as an exact second opinion, and what is refused."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

import spreiding as sp

DATA = Path(__file__).parents[2].parent / "shared" / "data"
real = pytest.mark.skipif(not DATA.exists(), reason="no ../shared/data beside this checkout")


def planar(polygons, codes=None):
    """Areas in a plain plane of lists of rings."""
    codes = codes or [f"A{at:02}" for at in range(len(polygons))]
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {"type": "Polygon", "coordinates": rings},
        }
        for code, rings in zip(codes, polygons, strict=True)
    ]
    return sp.read_areas({"type": "FeatureCollection", "features": features}, crs="tile")


def triangles(points):
    """Delaunay triangles: a division of the plane whose borders are shared exactly."""
    hull = shapely.delaunay_triangles(shapely.MultiPoint(points))
    return [[[list(c) for c in t.exterior.coords]] for t in hull.geoms]


def side(a, b, p):
    """Sign of the turn from a to b to p, in exact arithmetic."""
    (ax, ay), (bx, by), (px, py) = (tuple(map(Fraction, c)) for c in (a, b, p))
    turn = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
    return (turn > 0) - (turn < 0)


def covers(rings, p):
    """Whether a triangle holds the point, border included, in exact arithmetic."""
    a, b, c, _ = rings[0]
    turns = {side(a, b, p), side(b, c, p), side(c, a, p)} - {0}
    return len(turns) <= 1


numbers = st.floats(-1, 1, width=32).map(float)


@given(st.lists(st.tuples(numbers, numbers), min_size=4, max_size=12, unique=True), st.data())
@settings(max_examples=60, deadline=None)
def test_a_point_in_a_division_has_exactly_one_area_and_that_area_holds_it(corners, data):
    # Oracle: rational arithmetic. Points on corners and on the middle of borders are among those asked.
    shapes = [t for t in triangles(corners) if side(t[0][0], t[0][1], t[0][2])]
    if not shapes:
        return
    areas = planar(shapes)
    ends = [(t[0][i], t[0][i + 1]) for t in shapes for i in range(3)]
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in ends]
    free = data.draw(st.lists(st.tuples(numbers, numbers), max_size=10))
    points = [*corners, *middles, *free]
    found = sp.locate(areas, [p[0] for p in points], [p[1] for p in points])
    for p, code in zip(points, found, strict=True):
        holding = [c for c, t in zip(areas.codes, shapes, strict=True) if covers(t, p)]
        assert (code in holding) if holding else (code is None)


@given(st.lists(st.tuples(numbers, numbers), min_size=5, max_size=12, unique=True), st.randoms())
@settings(max_examples=30, deadline=None)
def test_order_of_areas_and_direction_of_rings_do_not_matter(corners, random):
    shapes = [t for t in triangles(corners) if side(t[0][0], t[0][1], t[0][2])]
    if not shapes:
        return
    codes = [f"A{at:02}" for at in range(len(shapes))]
    mixed = random.sample(list(zip(codes, shapes, strict=True)), k=len(shapes))
    turned = planar([[t[0][::-1]] for _, t in mixed], [code for code, _ in mixed])
    x, y = zip(*corners, strict=True)
    assert sp.locate(planar(shapes), x, y).equals(sp.locate(turned, x, y))


def test_holes_parts_and_overlaps():
    box = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[3, 3], [3, 6], [6, 6], [6, 3], [3, 3]]
    over = [[8, 0], [12, 0], [12, 9], [8, 9], [8, 0]]
    areas = planar([[box, hole], [over]], codes=["B", "A"])
    x, y = [1, 4, 8.5, 11, 3, 6], [4] * 6
    # On the west side of the hole (3, 4) no area lies just east; the area that touches it takes the point.
    assert sp.locate(areas, x, y).to_list() == ["B", None, "A", "A", "B", "B"]


def test_missing_coordinates_give_null_and_columns_of_any_kind_are_taken():
    tiles = sp.Areas.from_tiles(["a"], ["A"], [0], [0])
    y = [-0.5] * 3
    for x in ([0.5, None, 2], pl.Series([0.5, float("nan"), 2]), np.array([0.5, np.nan, 2])):
        assert sp.locate(tiles, x, y).to_list() == ["a", None, None]
    assert sp.locate(tiles, [], []).to_list() == []
    assert sp.locate(tiles, [None], [None]).to_list() == [None]
    with pytest.raises(sp.InvalidInputError, match="y has 1 values, must have 2"):
        sp.locate(tiles, [1, 2], [1])
    with pytest.raises(sp.InvalidInputError, match="x must be a column of numbers"):
        sp.locate(tiles, ["a"], [1])
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.locate(tiles, [0, float("inf")], [0, 0])
    assert (caught.value.code, caught.value.place) == ("points-out-of-range", {"column": "x", "rows": ["2"]})


@pytest.fixture(scope="module")
def home():
    ring = [[4.8, 52.3], [5.0, 52.3], [5.0, 52.4], [4.8, 52.4], [4.8, 52.3]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"code": "A"}, "geometry": geometry}
    return sp.read_areas({"type": "FeatureCollection", "features": [feature]})


def test_swapped_and_mixed_points_are_refused(home):
    with pytest.raises(sp.InvalidInputError, match="axes are swapped"):
        sp.locate(home, [52.35, 52.36], [4.9, 4.95])
    with pytest.raises(sp.InvalidInputError, match="must lie in -180 to 180") as caught:
        sp.locate(home, [4.9, 121_000], [52.35, 487_000])
    assert caught.value.place == {"column": "x", "rows": ["2"]}
    assert "121" not in str(caught.value)  # where somebody lives
    with pytest.raises(sp.InvalidInputError, match=r"y in row 1 is out of range.*EPSG:28992"):
        sp.locate(home, [4.9], [52.35], crs="RD")


def test_points_in_another_system_are_reprojected(home):
    # Dam Square: 121 390, 487 350 in RD is about 4.8931, 52.3731 (any converter, to 1e-3).
    assert sp.locate(home, [121_390, 10_000], [487_350, 400_000], crs="EPSG:28992").to_list() == ["A", None]


@real
def test_every_buurt_lands_in_its_own_wijk_and_every_wijk_in_its_gebied():
    wijken = sp.read_areas(DATA / "wijken_2015_crs84.geojson")
    buurten = sp.read_areas(
        DATA / "buurten_2015_crs84.geojson", code="Buurt_code", parent={"wijk": "Buurtcombinatie_code"}
    )
    points = buurten.interior_points()
    # Oracle: the parent that the publisher states.
    assert tuple(sp.locate(wijken, points["x"], points["y"])) == buurten.levels["wijk"]

    gebieden = sp.read_areas(DATA / "gebieden22_2016_dissolved_crs84.geojson")
    points = wijken.interior_points()
    found = dict(zip(wijken.codes, sp.locate(gebieden, points["x"], points["y"]), strict=True))
    crosswalk = pl.read_csv(DATA / "crosswalk_wijk2015_gebied22.csv").drop_nulls("gebied_code_2016")
    published = dict(crosswalk.select("wijk_code", "gebied_code_2016").iter_rows())
    assert {wijk: found[wijk] for wijk in published} == published


@real
def test_random_points_agree_with_geos_and_corners_have_one_area():
    wijken = sp.read_areas(DATA / "wijken_2015_crs84.geojson")
    shapes = [shape(wijken[code].geometry) for code in wijken.codes]
    rng = np.random.default_rng(2016)
    west, south, east, north = wijken.bounds
    x, y = rng.uniform(west, east, 20_000), rng.uniform(south, north, 20_000)
    ours = sp.locate(wijken, x, y).to_list()
    # Oracle: GEOS; random points do not lie on borders.
    tree = shapely.STRtree(shapes)
    theirs: list[str | None] = [None] * len(x)
    for point, area in tree.query(shapely.points(x, y), predicate="within").T:
        theirs[point] = wijken.codes[area]
    assert ours == theirs

    corners = shapely.get_coordinates(shapes)[::7]
    found = sp.locate(wijken, corners[:, 0], corners[:, 1])
    holding = tree.query(shapely.points(corners), predicate="intersects").T
    touching: dict[int, set[str]] = {}
    for point, area in holding:
        touching.setdefault(point, set()).add(wijken.codes[area])
    assert all(code in touching[at] for at, code in enumerate(found))
