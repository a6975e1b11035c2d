"""The hand-made tile maps against the real places (``../shared/data``, not in the repository)."""

import json
from pathlib import Path

import pytest
from scipy.stats import spearmanr

import spreiding as sp
from spreiding.areas.tiles import tiles
from spreiding.values.packaged import packaged

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
REAL = {
    ("wijk", "2015"): "wijken_2015_crs84.geojson",
    ("gebied", "2015"): "gebieden22_2016_dissolved_crs84.geojson",
    ("wijk", "2022"): "wijken_2022_crs84.geojson",
    ("gebied", "2022"): "gebieden_2022_crs84.geojson",
}


def places(level, scheme="2015"):
    frame = packaged(f"tiles/{level}_{scheme}.csv")
    return {code: (column, row) for code, column, row in frame.iter_rows()}


@pytest.mark.parametrize(
    ("level", "scheme", "n"),
    [("wijk", "2015", 99), ("gebied", "2015", 22), ("wijk", "2022", 110), ("gebied", "2022", 25)],
)
def test_every_area_has_one_tile_of_its_own(level, scheme, n):
    found = places(level, scheme)
    lists = {"wijk": f"areas/wijken_{scheme}.csv", "gebied": f"areas/gebieden_{scheme}.csv"}
    assert set(found) == set(packaged(lists[level])["code"])
    assert len(set(found.values())) == n == len(tiles(level, scheme))


@pytest.mark.parametrize("scheme", ["2015", "2022"])
def test_the_ij_lies_between_noord_and_the_rest_and_zuidoost_lies_apart(scheme):
    found = places("wijk", scheme)

    def near(a, b):
        return max(abs(a[0] - b[0]), abs(a[1] - b[1])) <= 1

    for letters in ("N", "T"):
        inside = [place for code, place in found.items() if code[0] == letters]
        outside = [place for code, place in found.items() if code[0] not in letters]
        assert not any(near(a, b) for a in inside for b in outside)


@pytest.mark.parametrize(("level", "scheme"), list(REAL))
def test_tiles_stand_as_on_the_map(level, scheme):
    path = SHARED / REAL[level, scheme]
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand: real boundaries are not in the repository")
    properties = json.loads(path.read_text(encoding="utf-8"))["features"][0]["properties"]
    code = next(name for name in ("code", "gebied_code", "Gebiedcode") if name in properties)
    points = sp.read_areas(path, code=code).centroids().rows_by_key("area", unique=True)
    found = {c: place for c, place in places(level, scheme).items() if c in points}
    assert len(found) == len(places(level, scheme))
    x, y = zip(*[points[c] for c in found], strict=True)
    columns, rows = zip(*found.values(), strict=True)
    assert spearmanr(columns, x).statistic > 0.9  # west to east
    assert spearmanr(rows, y).statistic < -0.9  # north to south


@pytest.mark.parametrize(("scheme", "least"), [("2015", 0.6), ("2022", 0.75)])
def test_most_neighbours_stay_neighbours(scheme, least):
    path = SHARED / REAL["wijk", scheme]
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand: real boundaries are not in the repository")
    found = places("wijk", scheme)
    pairs = sp.neighbours(sp.read_areas(path), "queen").pairs.select("area", "neighbour").rows()
    touch = [max(abs(found[a][k] - found[b][k]) for k in (0, 1)) <= 1 for a, b in pairs]
    assert sum(touch) / len(touch) > least  # a grid cannot keep all: 0.67 and 0.78 of those across water and parks too
