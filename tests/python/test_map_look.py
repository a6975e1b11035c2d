"""How a map looks: classes that everyone can tell apart, names that fit, hatches, parents, far parts, small outlines.

Oracles: Machado et al. (2009) for colour blindness, CIE 1976 for differences of colour, shapely for geometry.
"""

from __future__ import annotations

import re
import sys
from itertools import combinations
from math import sqrt
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.ops import unary_union

sys.path.insert(0, str(Path(__file__).parent))
import pages

import spreiding as sp
from spreiding.areas.areas import Areas
from spreiding.areas.tiles import tiles
from spreiding.edition.drawn import standalone
from spreiding.publish.charts import space, style
from spreiding.publish.maps import residuals
from spreiding.publish.maps.choropleth import draw_shares
from spreiding.publish.maps.classes import FILLS, SIGNS, TEXTURES
from spreiding.publish.maps.drawing import HATCH
from spreiding.publish.maps.ground import STEP, ground
from spreiding.publish.maps.hatch import dots, hatch
from spreiding.publish.maps.multiples import small_multiples
from spreiding.publish.maps.names import LEADING, width

SHARED = Path(__file__).parents[3] / "shared" / "data"
#: Simulated full dichromacy, on linear RGB: Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6), table of severity 1.0.
SEEN_AS = {
    "all colours": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
#: CIELAB 1976: about 2.3 is just noticeable; four times that is told apart in a legend at a glance.
APART = 10


def lab(colour, seen="all colours"):
    """Return CIELAB of ``#rrggbb`` (sRGB, D65) as someone sees it."""
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(SEEN_AS[seen]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    t = xyz / [0.9505, 1, 1.089]
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one, other, seen):
    return float(np.linalg.norm(lab(one, seen) - lab(other, seen)))


def test_the_measure_of_colour_is_that_of_cie():
    # Published: white is (100, 0, 0); sRGB red is L 53.24, a 80.09, b 67.20 (Lindbloom).
    assert lab("#ffffff") == pytest.approx([100, 0, 0], abs=0.05)  # four decimals of the matrix
    assert lab("#ff0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)


@pytest.mark.parametrize("seen", SEEN_AS)
@pytest.mark.parametrize("k", [3, 4, 5])
def test_classes_are_told_apart_by_everyone_and_in_grey(seen, k):
    ramp = style.ramp(k)
    assert min(apart(a, b, seen) for a, b in combinations(ramp, 2)) >= APART
    lightness = [lab(colour, seen)[0] for colour in ramp]
    assert lightness == sorted(lightness, reverse=True), "light stays low"


@pytest.mark.parametrize("seen", SEEN_AS)
def test_areas_without_a_class_differ_by_texture_or_sign_where_colour_does_not_do_it(seen):
    for kind, fill in FILLS.items():
        for colour in style.ramp(5):
            assert TEXTURES.get(kind) or SIGNS[kind] or apart(fill, colour, seen) >= APART
    marks = [(TEXTURES.get(kind), SIGNS[kind]) for kind in FILLS]
    assert len(set(marks)) == len(marks)
    for fill in FILLS.values():  # a texture is seen on its ground: WCAG 1.4.11 asks 3:1 of what carries meaning
        assert style.contrast(style.TEXTURE, fill) >= 2.5  # grey over light grey; the legend and the table say it too


@pytest.mark.parametrize("seen", SEEN_AS)
def test_groups_in_bars_are_told_apart(seen):
    assert min(apart(a, b, seen) for a, b in combinations(style.GROUP_COLOURS, 2)) >= APART


@pytest.mark.parametrize("seen", SEEN_AS)
def test_clusters_and_residuals_are_told_apart_by_colour_or_sign(seen):
    clusters = [(colour, space.CLUSTER_SIGNS[name]) for name, colour in space.CLUSTER_COLOURS.items()]
    for found in (clusters, [(colour, sign) for _, colour, sign in residuals.CLASSES]):
        for (a, sign_a), (b, sign_b) in combinations(found, 2):
            assert sign_a != sign_b or apart(a, b, seen) >= APART


def boundaries(year):
    source = SHARED / f"wijken_{year}_crs84.geojson"
    if not source.exists():
        pytest.skip("needs ../shared/data: real boundaries are not part of the repository")
    parents = {2015: ("gebied_code", "stadsdeel_code"), 2022: ("ggw_code", "sdl_code")}[year]
    return sp.read_areas(source, name="naam", parent=dict(zip(("gebied", "stadsdeel"), parents, strict=True)))


def shape(parts, scale=1 / STEP):
    """Return an area of the ground as shapely has it, in points."""
    scaled = [[[(x * scale, y * scale) for x, y in ring] for ring in part] for part in parts]
    return MultiPolygon([(part[0], part[1:]) for part in scaled]).buffer(0)


def shares_on(areas):
    columns = {"area": list(areas.codes), "allocations": [5] * len(areas), "rentals": [20] * len(areas)}
    return sp.shares(sp.Counts.from_frame(columns, areas=areas))


@pytest.mark.parametrize("year", [2015, 2022])
def test_names_lie_in_their_areas_and_large_areas_have_one(year):
    drawn = ground(boundaries(year))
    surfaces = {code: shape(parts) for code, parts in drawn.polygons.items()}
    for label in drawn.labels:
        high = LEADING * label.size
        for i, line in enumerate(label.lines):
            half, top = width(line, label.size) / 2, label.y + high * (i - len(label.lines) / 2)
            rectangle = box(label.x - half, top, label.x + half, top + high)
            # Of a crooked border a corner may cut in between two heights that were looked at.
            assert rectangle.intersection(surfaces[label.code]).area >= 0.97 * rectangle.area, label
    named = {label.code for label in drawn.labels}
    largest = sorted(surfaces, key=lambda code: -surfaces[code].area)[:5]
    assert len(named) >= 10
    assert len(named & set(largest)) >= 3
    assert {"name", "small"} >= {label.kind for label in drawn.labels}


@pytest.mark.parametrize("level", ["wijk", "gebied"])
def test_tiles_have_their_code_and_a_short_name_that_fits(level):
    areas = tiles(level)
    drawn = ground(areas)
    side = {code: (shape(parts).bounds[2] - shape(parts).bounds[0]) for code, parts in drawn.polygons.items()}
    assert {label.lines[0] for label in drawn.labels if label.kind == "code"} == set(areas.codes)
    assert {label.code for label in drawn.labels if label.kind == "small"} == set(areas.codes)
    for label in drawn.labels:
        assert max(width(line, label.size) for line in label.lines) <= side[label.code]
        assert all(line.strip() and ".." not in line for line in label.lines)


def test_parents_are_outlined():
    areas = boundaries(2022)
    drawn = ground(areas)
    found = unary_union([LineString([(x / STEP, y / STEP) for x, y in ring]) for ring in drawn.parents])
    of = dict(zip(areas.codes, areas.parents, strict=True))
    for parent in set(areas.parents) - {None}:
        merged = unary_union([shape(drawn.polygons[code]) for code in areas.codes if of[code] == parent])
        outer = max(getattr(merged, "geoms", [merged]), key=lambda part: part.area)
        # Within a step of the grid: corners of the merged area are rounded to it as those of its parts are.
        assert (
            found.buffer(1.5).contains(outer.exterior)
            or found.buffer(1.5).intersection(outer.exterior).length > 0.98 * outer.exterior.length
        )


def test_without_parents_there_are_no_such_lines():
    assert ground(Areas.from_tiles(["A", "B"], ["a", "b"], [0, 1], [0, 0])).parents == ()
    one = Areas.from_tiles(["A", "B"], ["a", "b"], [0, 1], [0, 0], levels={"gebied": ["P", "P"]})
    assert ground(one).parents == ()


polygons = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=3, max_size=9, unique=True)


@settings(max_examples=60, deadline=None)
@given(polygons, st.integers(5, 40))
def test_hatches_and_dots_stay_inside_and_fill_by_their_density(points, step):
    middle = np.mean(points, axis=0)
    ring = sorted(points, key=lambda p: np.arctan2(p[1] - middle[1], p[0] - middle[0]))
    area = Polygon(ring)
    if not area.is_valid or area.area < 1:
        return
    rings = [[*ring, ring[0]]]
    lines = [LineString(line) for line in hatch(rings, step) if line[0] != line[1]]
    assert all(area.buffer(0.3).contains(line) for line in lines)  # a tenth of a step is written
    points_in = dots(rings, step)
    assert all(area.buffer(0.2).contains(LineString(p)) for p in points_in)
    # A line every step covers area / step of length, short of a line at each end.
    length = sum(line.length for line in lines)
    assert (
        abs(length * step - area.area)
        <= step * sqrt(2) * max(area.bounds[2] - area.bounds[0], area.bounds[3] - area.bounds[1]) * 2
    )


def test_a_far_island_is_drawn_nearer_at_the_same_scale_and_framed():
    def square(x, y, side=1.0):
        return [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]

    cells = [(i, j) for i in range(4) for j in range(4)]
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"{i}{j}"},
            "geometry": {"type": "Polygon", "coordinates": square(120000 + 500 * i, 480000 + 500 * j, 500)},
        }
        for i, j in cells
    ]
    far = {
        "type": "Feature",
        "properties": {"code": "far"},
        "geometry": {"type": "Polygon", "coordinates": square(130000, 470000, 500)},
    }
    near = ground(sp.read_areas({"type": "FeatureCollection", "features": features}, crs="EPSG:28992"))
    both = ground(sp.read_areas({"type": "FeatureCollection", "features": [*features, far]}, crs="EPSG:28992"))
    assert near.frame is None
    x, y, right, bottom = both.frame
    island = shape(both.polygons["far"], 1)
    assert box(x, y, right, bottom).contains(island)
    assert island.area == pytest.approx(shape(both.polygons["00"], 1).area, rel=0.02)  # whole steps of the grid
    others = unary_union([shape(parts, 1) for code, parts in both.polygons.items() if code != "far"])
    assert not others.intersects(box(x, y, right, bottom))
    # Without the inset the sixteen would be as small as the way to the island is long.
    assert shape(both.polygons["00"]).area > 0.3 * shape(near.polygons["00"]).area


@pytest.mark.parametrize("year", [2015, 2022])
def test_a_city_in_two_parts_close_together_stays_as_it_is(year):
    assert ground(boundaries(year)).frame is None


@pytest.mark.parametrize("year", [2015, 2022])
def test_outlines_are_small_and_true(year):
    areas = boundaries(year)
    drawn = ground(areas)
    for code, feature in zip(areas.codes, areas.to_geojson()["features"], strict=True):
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        true = MultiPolygon([(part[0], part[1:]) for part in parts])
        west, _, east, _ = true.bounds
        found = shape(drawn.polygons[code])
        # Half a point at each side of the box: no outline is coarser than the screen.
        ratio = (
            (found.bounds[2] - found.bounds[0]) / drawn.width / ((east - west) / (areas.bounds[2] - areas.bounds[0]))
        )
        assert abs(ratio - 1) * (found.bounds[2] - found.bounds[0]) <= 1
    svg = draw_shares(shares_on(areas), areas).to_svg(anchor="a", title="t", alt="x")
    assert len(svg) < 100_000


def test_the_picture_has_every_area_with_its_code_colour_and_outline():
    areas = boundaries(2022)
    drawn = draw_shares(shares_on(areas), areas)
    root = ET.fromstring(drawn.to_svg(anchor="a", title="A & B", alt="C < D"))  # noqa: S314  our own text
    space_ = "{http://www.w3.org/2000/svg}"
    marks = {use.get("data-k"): use for use in root.iter(f"{space_}use") if use.get("data-k")}
    outlines = {f"#{path.get('id')}": path.get("d") for path in root.iter(f"{space_}path") if path.get("id")}
    assert set(marks) == set(areas.codes)
    for code in areas.codes:
        here = drawn.class_of(code)
        assert marks[code].get("fill") == (f"url(#a-{here.texture})" if here.texture else here.colour)
        assert read_path(outlines[marks[code].get("href")]) == [
            [tuple(p) for p in (ring[:-1] if ring[0] == ring[-1] else ring)]
            for part in drawn.ground.polygons[code]
            for ring in part
        ]
    assert [e.text for e in root if e.tag.endswith(("title", "desc"))] == ["A & B", "C < D"]


def read_path(d):
    """Return the rings of a path of relative steps."""
    rings = []
    for part in d.split("z")[:-1]:
        numbers = [int(n) for n in re.findall(r"-?\d+", part)]
        points = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        rings.append(points)
    return rings


def test_hatches_of_the_chart_are_in_the_suppressed_areas():
    areas = tiles("gebied")
    shares = sp.protect(shares_on(areas))
    drawn = draw_shares(shares[0] if isinstance(shares, list | tuple) else shares, areas)
    suppressed = {code for c in drawn.classes if c.texture == "hatched" for code in c.areas}
    lines = [layer for layer in drawn.to_dict()["layer"] if "MultiLineString" in str(layer.get("data"))]
    assert bool(lines) >= bool(suppressed)
    assert HATCH * STEP == 14


def test_a_figure_as_file_has_its_finding_what_was_counted_and_the_textures_of_its_classes():
    figure = pages.figure_of(sp.protect(pages.shares_of(tiles("wijk"), 1)), tiles("wijk"), (("jaar", "2016"),))
    root = ET.fromstring(standalone(figure, anchor="a"))  # noqa: S314  our own picture
    words = [text.text for text in root if text.tag.endswith("text")]
    assert words[0].startswith(figure.finding[:20])
    assert figure.caption in words
    assert figure.counted in " ".join(words)
    assert {key.texture for key in figure.legend} > {"hatched"}, "some entries are plain, some are not"
    # A rectangle per entry, and a path of hatches or dots over each that has a texture on the map.
    assert sum(part.tag.endswith("rect") for part in root) == 1 + len(figure.legend)
    assert sum(part.tag.endswith("path") for part in root) == sum(bool(key.texture) for key in figure.legend)


@pytest.mark.parametrize("level", ["wijk", "gebied"])
@pytest.mark.parametrize("width", [704, 390])
def test_small_maps_hatch_what_is_suppressed_with_lines_that_can_be_seen(level, width):
    areas = tiles(level)
    drawn = draw_shares(pages.shares_of(areas, 1), areas, "share_of_rentals", min_rentals=10)
    maps = small_multiples(dict.fromkeys(("2020", "2021", "2022"), drawn.classes), areas, text="-")
    root = ET.fromstring(maps.to_svg(anchor="a", title="-", alt="-", width=width))  # noqa: S314  our own
    space_ = "{http://www.w3.org/2000/svg}"
    scale = float(re.search(r"scale\(([\d.]+)\)", ET.tostring(root, "unicode"))[1])
    tile = min(max(x) - min(x) for x in ([x for x, _ in ring] for ring in outlines(maps.ground))) * scale
    for pattern in root.iter(f"{space_}pattern"):
        apart = float(pattern.get("width")) * scale
        assert 3 <= apart <= tile / 2, "points between lines: apart to the eye, and at least two in a tile"
    (line,) = (path for pattern in root.iter(f"{space_}pattern") for path in pattern.iter(f"{space_}path"))
    assert float(line.get("stroke-width")) * scale > 0.5  # points; thinner than half a pixel is a flat grey


def outlines(drawn_on):
    """Return the outline of every area in steps of the grid."""
    return [polygon[0] for polygons in drawn_on.polygons.values() for polygon in polygons]
