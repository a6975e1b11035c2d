"""Boundaries and neighbours as they are published: codes, names, parents, systems and files of every usual kind."""

from __future__ import annotations

import json

import pytest

import spreiding as sp
from spreiding.areas.crs import named_crs


def square(x: float, y: float = 480_000, size: float = 500) -> dict[str, object]:
    x += 120_000
    return {"type": "Polygon", "coordinates": [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]]}


def collection(*features: tuple[dict[str, object], float], **more: object) -> dict[str, object]:
    made = [{"type": "Feature", "properties": of, "geometry": square(x)} | more for of, x in features]
    return {"type": "FeatureCollection", "features": made}


def refused(call) -> sp.InvalidInputError:
    with pytest.raises(sp.InvalidInputError) as error:
        call()
    return error.value


def test_codes_are_cleaned_as_those_of_records_are():
    areas = sp.read_areas(collection(({"code": " E16\u00a0"}, 0), ({"code": "E\u200b17"}, 500)))
    assert areas.codes == ("E16", "E17")
    records = {"date": ["2016-05-01"] * 2, "area": ["E16 ", "E17"], "group": ["UMO", None]}
    assert sp.count(sp.read_rentals(records, areas=areas)).row("E16")["allocations"] == 1


@pytest.mark.parametrize("code", ["", " ", None, "a\x01", 16, 1.5, True, ["a"]])
def test_a_code_that_is_none_is_refused(code):
    error = refused(lambda: sp.read_areas(collection(({"code": code}, 0), ({"code": "b"}, 500))))
    assert "feature 1" in str(error)


def test_a_code_can_stand_in_the_id_of_a_feature():
    areas = sp.read_areas(collection(({"naam": 7}, 0), id="E16"), name="naam")
    assert (areas.codes, areas.names) == (("E16",), ("7",))
    assert "leading zero" in str(refused(lambda: sp.read_areas(collection(({}, 0), id=16))))


def test_a_feature_per_line_is_read(tmp_path):
    features = collection(({"code": "a"}, 0), ({"code": "b"}, 500))["features"]
    for start in ("", "\x1e"):
        path = tmp_path / "areas.geojsonl"
        path.write_text("".join(f"{start}{json.dumps(feature)}\n" for feature in features))
        assert sp.read_areas(path).codes == ("a", "b")
    path.write_text(json.dumps(features[0]) + "\n" + json.dumps(features[1])[:50])
    assert "line 2" in str(refused(lambda: sp.read_areas(path)))


def test_parts_of_one_area_are_merged_when_asked():
    parts = collection(({"code": "a", "g": "P"}, 0), ({"code": "b", "g": "P"}, 2_000), ({"code": "a", "g": "P"}, 500))
    assert "repeats code" in str(refused(lambda: sp.read_areas(parts)))
    areas = sp.read_areas(parts, parts="merge", parent={"gebied": "g"})
    assert (areas.codes, areas.parents) == (("a", "b"), ("P", "P"))
    assert areas["a"].geometry["type"] == "Polygon"
    other = collection(({"code": "a", "g": "P"}, 0), ({"code": "a", "g": "Q"}, 500))
    assert "another name or parent" in str(refused(lambda: sp.read_areas(other, parts="merge", parent={"gebied": "g"})))


def test_parents_have_names():
    features = collection(({"code": "a", "g": "P", "n": "Park"}, 0), ({"code": "b", "g": "P", "n": "Park"}, 500))
    areas = sp.read_areas(features, parent={"gebied": "g"}, parent_name={"gebied": "n"})
    assert areas.parent_names["gebied"] == {"P": "Park"}
    assert areas.dissolve("gebied").names == ("Park",)
    assert areas.dissolve("gebied", names={"P": "Plein"}).names == ("Plein",)
    two = collection(({"code": "a", "g": "P", "n": "Park"}, 0), ({"code": "b", "g": "P", "n": "Plein"}, 500))
    assert (
        refused(lambda: sp.read_areas(two, parent={"gebied": "g"}, parent_name={"gebied": "n"})).code
        == "parent-two-names"
    )
    assert (
        refused(lambda: sp.read_areas(features, parent={"gebied": "g"}, parent_name={"wijk": "n"})).code
        == "parent-name-level"
    )


RD = ["EPSG:28992", "epsg:28992", "urn:ogc:def:crs:EPSG::28992", "http://www.opengis.net/def/crs/EPSG/0/28992", "28992",
      "https://www.opengis.net/def/crs/EPSG/0/28992", "http://www.opengis.net/gml/srs/epsg.xml#28992", "EPSG:7415",
      "Amersfoort / RD New", "RD", "+init=epsg:28992", 28992,
      'PROJCRS["Amersfoort / RD New",BASEGEOGCRS["Amersfoort",ID["EPSG",4289]],ID["EPSG",28992]]']  # fmt: skip
DEGREES = ["CRS84", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "EPSG:4326",
           "WGS 84", "EPSG:4258", "urn:ogc:def:crs:EPSG::4258", "http://www.opengis.net/def/crs/OGC/0/CRS84h"]  # fmt: skip


def test_systems_are_known_by_every_usual_spelling():
    assert {named_crs(crs) for crs in RD} == {"EPSG:28992"}
    assert {named_crs(crs) for crs in DEGREES} == {"CRS84"}
    for crs in ("EPSG:3857", "EPSG:28991", "28992x", "", "EPSG", "urn:ogc:def:crs:EPSG::31370"):
        assert refused(lambda c=crs: named_crs(c)).code == "unknown-crs"
    member = collection(({"code": "a"}, 0)) | {"crs": {"type": "name", "properties": {"name": RD[3]}}}
    assert sp.read_areas(member).crs == "EPSG:28992"


@pytest.mark.parametrize(
    "ring",
    [
        [[0, 0], [0, 0], [0, 0], [0, 0]],
        [[0, 0], [500, 0], [1_000, 0], [0, 0]],
        [[0, 0], [500, 500], [0, 500], [500, 0], [0, 0]],
        [[0, 0], [500, 0], [500, 500]],
        [[0, 0], [500, 0], [500, 500], [0, 500]],
    ],
)
def test_degenerate_rings_are_refused_as_shapely_does(ring):
    shapely = pytest.importorskip("shapely")
    placed = [[120_000 + x, 480_000 + y] for x, y in ring]
    closed = ring[0] == ring[-1]
    if closed:
        assert not shapely.Polygon(placed).is_valid
    feature = {"type": "Feature", "properties": {"code": "a"}, "geometry": {"type": "Polygon", "coordinates": [placed]}}
    refused(lambda: sp.read_areas({"type": "FeatureCollection", "features": [feature]}))


def test_areas_and_neighbours_cannot_be_changed():
    areas = sp.read_areas(
        collection(({"code": "a", "g": "P"}, 0), ({"code": "b", "g": "P"}, 500)), parent={"gebied": "g"}
    )
    found = sp.neighbours(areas)
    for values in (areas.codes, areas.names, areas.parents, areas.levels["gebied"], found.codes, found.islands):
        assert isinstance(values, tuple)
    with pytest.raises(TypeError):
        areas.levels["gebied"] = ()
    assert dict(areas.levels) == {"gebied": ("P", "P")}


def test_a_gal_file_keeps_pairs_and_whether_weights_add_up(tmp_path):
    areas = sp.read_areas(collection(*(({"code": f"a{i}"}, 500 * i) for i in range(4)), ({"code": "island"}, 5_000)))
    path = tmp_path / "n.gal"
    for held in (sp.neighbours(areas), sp.neighbours(areas).binary):
        held.to_gal(path)
        again = sp.Neighbours.from_gal(path)
        assert again.pairs.rows() == held.pairs.rows()
        assert (again.codes, again.standardised) == (held.codes, held.standardised)
    pairs = {"area": ["a", "b"], "neighbour": ["b", "a"], "w": [2.0, 1.0]}
    assert refused(lambda: sp.Neighbours.from_pairs(pairs, weight="w").to_gal(path)).code == "gal-weights"
    spaced = {"area": ["a b", "c"], "neighbour": ["c", "a b"]}
    assert refused(lambda: sp.Neighbours.from_pairs(spaced).to_gal(path)).code == "gal-spaces"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3\na 1\nb\nb 1\na\n", "gal-areas"),
        ("2\na 1\nb\nb 1\n", "gal-count"),
        ("2\na 2\nb\nb 1\na\n", "gal-count"),
        ("2\na 1\nb\nb x\na\n", "gal-line"),
        ("2\na 1\nc\nb 1\na\n", "gal-unknown"),
        ("2\na 1\na\na 1\na\n", "gal-twice"),
        ("areas 1\nb\n", "gal-line"),
        ("a\n", "gal-head"),
        ("", "gal-head"),
        (b"\xff\xfe2", "file-not-text"),
    ],
)
def test_a_gal_file_that_is_cut_short_or_contradicts_itself_is_refused(tmp_path, text, code):
    path = tmp_path / "g.gal"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert refused(lambda: sp.Neighbours.from_gal(path)).code == code
    path.write_bytes(b"0 3 shape id\r\na 1\r\nb\r\nb 1\r\na\r\nc 0\r\n\r\n")
    assert sp.Neighbours.from_gal(path).islands == ("c",)


@pytest.mark.parametrize("source", [5, None, [1], b"x"])
def test_what_is_no_source_of_areas_is_refused(source):
    assert refused(lambda: sp.read_areas(source)).code == "areas-source"
