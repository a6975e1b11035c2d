"""Areas: reading, coordinate systems, what is refused and how it is said."""

import json
from pathlib import Path

import polars as pl
import pytest
import shapely
from shapely.geometry import shape

import spreiding as sp

DATA = Path(__file__).parents[2].parent / "shared" / "data"
real = pytest.mark.skipif(not DATA.exists(), reason="no ../shared/data beside this checkout")

SQUARE = [[[4.0, 52.0], [5.0, 52.0], [5.0, 53.0], [4.0, 53.0], [4.0, 52.0]]]
BOW_TIE = [[[4.0, 52.0], [5.0, 53.0], [5.0, 52.0], [4.0, 53.0], [4.0, 52.0]]]


def collection(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


def feature(code, coordinates, kind="Polygon", **properties):
    geometry = coordinates and {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": code, **properties}, "geometry": geometry}


def moved(east, north=0.0):
    return [[[x + east, y + north] for x, y in ring] for ring in SQUARE]


@pytest.fixture(scope="module")
def wijken():
    return sp.read_areas(
        DATA / "wijken_2015_crs84.geojson",
        name="naam",
        parent={"gebied": "gebied_code", "stadsdeel": "stadsdeel_code"},
        scheme="2015",
    )


def refused(*features, **how):
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_areas(collection(*features), **how)
    return str(caught.value)


def test_null_geometry_open_ring_self_crossing_and_double_code_are_shown_together():
    open_ring = [SQUARE[0][:-1]]
    message = refused(
        feature("A", SQUARE),
        feature("B", None),
        feature("C", open_ring),
        feature("D", BOW_TIE),
        feature("A", moved(1)),
        feature("E", [4.0, 52.0], kind="Point"),
        feature("F", [[[4.0, 52.0], [5.0, 52.0], [4.0, 52.0]]]),
        feature("G", [[]]),
    )
    assert message.startswith("areas: problems: 7")
    assert 'feature 2 (code "B") has no geometry' in message
    assert 'feature 3 (code "C") is not closed: ring 1' in message
    assert 'feature 4 (code "D") is not valid: ' in message
    assert "self-intersection" in message
    assert 'feature 5 repeats code "A" of feature 1' in message
    assert 'feature 6 (code "E") is a Point, must be a Polygon or MultiPolygon' in message
    assert 'feature 7 (code "F") has 3 positions in ring 1' in message
    assert 'feature 8 (code "G")' in message


def test_invalid_shapes_can_be_kept_and_are_then_reported_with_the_reason():
    areas = sp.read_areas(collection(feature("A", BOW_TIE)), invalid="keep")
    found = areas.problems(lang="en")
    assert found.select("kind", "code", "area").rows() == [("invalid", "crosses-itself", "A")]
    assert found["reason"].to_list() == ["a ring has a self-intersection"]


def test_a_code_that_is_a_number_or_missing_is_refused():
    assert 'feature 1: property "code" is 7, must be text' in refused(feature(7, SQUARE))
    message = refused(feature("A", SQUARE), code="wijk")
    assert message == 'areas: no feature has property "wijk"; the properties are code'


@pytest.mark.parametrize(
    ("ring", "how", "words"),
    [
        ([[52.0, 4.0], [53.0, 4.0], [53.0, 5.0], [52.0, 5.0], [52.0, 4.0]], {}, "axes are swapped"),
        ([[4e5, 1e5], [4.1e5, 1e5], [4.1e5, 1.1e5], [4e5, 1e5]], {}, "axes are swapped"),
        (SQUARE[0], {"crs": "EPSG:28992"}, "crs is EPSG:28992, but x runs 4 to 5"),
        (SQUARE[0], {"crs": "EPSG:3857"}, "crs is 'EPSG:3857', must be"),
        ([[9e6, 9e6], [9.1e6, 9e6], [9e6, 9.1e6], [9e6, 9e6]], {}, "must be longitude and latitude"),
    ],
)
def test_coordinates_must_fit_a_system(ring, how, words):
    assert words in refused(feature("A", [ring]), **how)


def test_two_systems_in_one_file_are_refused():
    in_rd = [[[121e3, 487e3], [122e3, 487e3], [122e3, 488e3], [121e3, 487e3]]]
    message = refused(feature("A", SQUARE), feature("B", in_rd))
    assert "mixed ('A' in CRS84, 'B' in EPSG:28992)" in message


def test_the_crs_member_of_the_2008_format_is_read():
    member = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    in_rd = [[[121e3, 487e3], [122e3, 487e3], [122e3, 488e3], [121e3, 487e3]]]
    assert sp.read_areas(collection(feature("A", in_rd), crs=member)).crs == "EPSG:28992"
    with pytest.raises(sp.InvalidInputError, match="crs is EPSG:28992, but"):
        sp.read_areas(collection(feature("A", SQUARE), crs=member))


def test_sources_that_are_no_geojson_are_refused(tmp_path):
    with pytest.raises(sp.InvalidInputError, match="not a GeoJSON feature collection"):
        sp.read_areas('{"type": "FeatureCollection", "features": [')
    with pytest.raises(sp.InvalidInputError, match="source is a int"):
        sp.read_areas(7)
    latin = tmp_path / "latin.geojson"
    latin.write_bytes("{'naam': 'Chassébuurt'}".encode("latin-1"))
    with pytest.raises(sp.InvalidInputError, match="not UTF-8"):
        sp.read_areas(latin)
    with pytest.raises(sp.InvalidInputError, match="there is no area"):
        sp.read_areas(collection())


def test_coordinates_that_are_nan_are_refused():
    ring = [[4.0, 52.0], [float("nan"), 52.0], [5.0, 53.0], [4.0, 52.0]]
    assert "is NaN or infinite, must be finite" in refused(feature("A", [ring]))


def test_levels_take_the_name_of_their_property():
    areas = sp.read_areas(collection(feature("A", SQUARE, gebied_code="G")), parent="gebied_code")
    assert areas.levels == {"gebied": ("G",)}
    assert areas.parents == ("G",)
    assert areas["A"].levels == {"gebied": "G"}
    with pytest.raises(KeyError, match="there is no area 'B'"):
        areas["B"]


def test_path_dict_text_and_geo_interface_read_the_same(tmp_path):
    geopandas = pytest.importorskip("geopandas")
    source = collection(feature("A", SQUARE), feature("B", moved(1)))
    path = tmp_path / "areas.geojson"
    path.write_text("\ufeff" + json.dumps(source), encoding="utf-8")
    frame = geopandas.GeoDataFrame.from_features(source, crs="EPSG:4326")
    expected = sp.read_areas(source).to_geojson()
    for other in (path, str(path), json.dumps(source), frame, sp.read_areas(source)):
        assert sp.read_areas(other).to_geojson() == expected


def test_geojson_out_is_wound_as_asked():
    areas = sp.read_areas(collection(feature("A", SQUARE)))
    ring = areas.to_geojson()["features"][0]["geometry"]["coordinates"][0]
    assert shapely.LinearRing(ring).is_ccw
    ring = areas.to_geojson(clockwise=True)["features"][0]["geometry"]["coordinates"][0]
    assert not shapely.LinearRing(ring).is_ccw


def test_tiles_dissolve_and_keep_their_place():
    tiles = sp.Areas.from_tiles(
        ["a", "b", "c"], ["A", "B", None], [0, 1, 5], [0, 0, 2], levels={"gebied": ["P", "P", None]}
    )
    assert tiles.crs == "tile"
    merged = tiles.dissolve("gebied", names={"P": "Pe"})
    assert (merged.codes, merged.names) == (("P",), ("Pe",))
    assert merged.bounds == (0, -1, 2, 0)
    with pytest.raises(sp.InvalidInputError, match="level is 'wijk', must be one of 'gebied'"):
        tiles.dissolve("wijk")
    with pytest.raises(sp.InvalidInputError, match="a tile map has no place on earth"):
        tiles.to_crs("RD")
    with pytest.raises(sp.InvalidInputError, match="names has 1 values, must have 2"):
        sp.Areas.from_tiles(["a", "b"], ["A"], [0, 1], [0, 0])


def test_overlaps_and_gaps_are_found_with_their_surface():
    ring = [[0, 0], [3, 0], [3, 1], [2, 1], [2, 2], [3, 2], [3, 3], [0, 3], [0, 0]]
    cap = [[3, 0], [4, 0], [4, 3], [3, 3], [3, 0]]
    over = [[3.5, 0], [5, 0], [5, 1], [3.5, 1], [3.5, 0]]
    areas = sp.read_areas(collection(feature("A", [ring]), feature("B", [cap]), feature("C", [over])), crs="tile")
    found = areas.problems(smallest=0).select("kind", "area", "other", "surface").rows()
    for lang, words in (("nl", "twee gebieden beslaan dezelfde grond"), ("en", "two areas cover the same ground")):
        told = areas.problems(smallest=0, lang=lang)
        assert told["code"].to_list() == ["ground-twice", "ground-of-none"]
        assert told["reason"][0] == words
    # Oracle: the drawing. The notch of 1 x 1 is a gap; B and C share 0.5 x 1. Union works on a grid of 1e-9.
    assert found == [
        ("overlap", "B", "C", pytest.approx(0.5, rel=1e-8)),
        ("gap", None, None, pytest.approx(1, rel=1e-8)),
    ]


@real
def test_swapped_axes_of_a_real_file_are_refused():
    with pytest.raises(sp.InvalidInputError, match=r"axes are swapped.*latitude first"):
        sp.read_areas(DATA / "axes_swapped_buurten_2022.geojson", code="Buurtcode")


@real
def test_real_wijken_have_no_problems_and_dissolve_into_the_published_gebieden(wijken):
    assert wijken.problems().is_empty()
    assert len(wijken) == 99
    ours = {f["id"]: shape(f["geometry"]) for f in wijken.dissolve("gebied").to_geojson()["features"]}
    theirs = json.loads((DATA / "gebieden22_2016_dissolved_crs84.geojson").read_text())
    for area in theirs["features"]:
        expected = shape(area["geometry"])
        code = area["properties"]["code"]
        # Oracle: the union made by GEOS from the same wijken; it may keep other points on straight lines.
        assert ours[code].symmetric_difference(expected).area < 1e-9 * expected.area, code


@real
def test_interior_points_lie_inside_and_rd_equals_the_official_original(wijken):
    shapefile = pytest.importorskip("geopandas").read_file(DATA / "rd" / "GBD_Buurtcombinatie.shp")
    official = dict(zip(shapefile["VOLLCODE"], shapefile.geometry.area, strict=True))
    in_rd = wijken.to_crs("EPSG:28992")
    points = wijken.interior_points()
    rows = zip(wijken.codes, points.iter_rows(), in_rd.shapes.surfaces(), strict=True)
    for code, (_, x, y), surface in rows:
        assert shape(wijken[code].geometry).contains(shapely.Point(x, y))
        # Rounding to 1e-6 degree (0.1 m) moves a border of a few km by less than a promille of the surface.
        assert surface == pytest.approx(official[code], rel=2e-3)


def test_coordinates_are_read_to_the_last_bit():
    # A reader that rounds moves this one by 1e-16, and a point on the border falls outside.
    x = 0.9514961838722229
    ring = [[0.0, 0.0], [x, 0.0], [x, 1.0], [0.0, 0.0]]
    assert sp.read_areas(collection(feature("A", [ring])), crs="tile").bounds[2] == x


def test_to_polars_has_codes_names_and_levels():
    tiles = sp.Areas.from_tiles(["a"], ["A"], [0], [0], levels={"gebied": ["P"]})
    expected = pl.DataFrame({"area": ["a"], "name": ["A"], "gebied": ["P"]})
    assert tiles.to_polars().equals(expected)
