"""The hand-made tile maps against the real places (``../shared/data``, not in the repository)."""

import json
from pathlib import Path

import pytest
from scipy.stats import spearmanr

import spreiding as sp
from spreiding.areas.tiles import tiles
from spreiding.values.packaged import packaged

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
REAL = {"wijk": "wijken_2015_crs84.geojson", "gebied": "gebieden22_2016_dissolved_crs84.geojson"}


def places(level):
    frame = packaged(f"tiles/{level}_2015.csv")
    return {code: (column, row) for code, column, row in frame.iter_rows()}


@pytest.mark.parametrize(("level", "n"), [("wijk", 99), ("gebied", 22)])
def test_every_area_has_one_tile_of_its_own(level, n):
    found = places(level)
    lists = {"wijk": "areas/wijken_2015.csv", "gebied": "areas/gebieden_2015.csv"}
    assert set(found) == set(packaged(lists[level])["code"])
    assert len(set(found.values())) == n == len(tiles(level))


def test_the_ij_lies_between_noord_and_the_rest_and_zuidoost_lies_apart():
    found = places("wijk")

    def near(a, b):
        return max(abs(a[0] - b[0]), abs(a[1] - b[1])) <= 1

    for letters in ("N", "T"):
        inside = [place for code, place in found.items() if code[0] == letters]
        outside = [place for code, place in found.items() if code[0] not in letters]
        assert not any(near(a, b) for a in inside for b in outside)


@pytest.mark.parametrize("level", ["wijk", "gebied"])
def test_tiles_stand_as_on_the_map(level):
    path = SHARED / REAL[level]
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand: real boundaries are not in the repository")
    properties = json.loads(path.read_text(encoding="utf-8"))["features"][0]["properties"]
    code = "code" if "code" in properties else "gebied_code"
    points = sp.read_areas(path, code=code).centroids().rows_by_key("area", unique=True)
    found = {c: place for c, place in places(level).items() if c in points}
    assert len(found) == len(places(level))
    x, y = zip(*[points[c] for c in found], strict=True)
    columns, rows = zip(*found.values(), strict=True)
    assert spearmanr(columns, x).statistic > 0.9  # west to east
    assert spearmanr(rows, y).statistic < -0.9  # north to south


def test_most_neighbours_stay_neighbours():
    path = SHARED / REAL["wijk"]
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand: real boundaries are not in the repository")
    found = places("wijk")
    pairs = sp.neighbours(sp.read_areas(path), "queen").pairs.select("area", "neighbour").rows()
    touch = [max(abs(found[a][k] - found[b][k]) for k in (0, 1)) <= 1 for a, b in pairs]
    assert sum(touch) / len(touch) > 0.6  # a grid cannot keep all: 0.67 of those across water and round parks too
