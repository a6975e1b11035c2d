"""Charts of spread. Oracle: the specification holds the numbers of the result, and it renders."""

from __future__ import annotations

from itertools import pairwise

import pytest

import spreiding as sp
from spreiding.publish.charts import spread


@pytest.fixture
def shares():
    table = {"area": ["E16", "E75", "N60", "A00"], "allocations": [58, 22, 112, 20], "rentals": [87, 24, 350, 400]}
    stock = {"area": table["area"], "stock": [5280, 3150, 4870, 20000]}
    return sp.shares(sp.Counts.from_frame(table, public=True), stock)


def rendered(chart):
    vl_convert = pytest.importorskip("vl_convert")
    specification = chart.to_dict()
    assert vl_convert.vegalite_to_svg(specification).startswith("<svg")
    return specification


def values_of(specification, node):
    return specification["datasets"][node["data"]["name"]]


def test_lorenz_curve_runs_from_nothing_to_everything(shares):
    found = sp.spread(shares, "gini")
    specification = rendered(spread.lorenz_chart(found))
    assert "Lorenzcurve van 4 gebieden" in specification["description"]
    points = values_of(specification, specification["layer"][0])
    assert points[0] == {"reference": 0, "group": 0}
    assert points[-1] == pytest.approx({"reference": 1, "group": 1})
    # closed form: the Gini index is one less twice the area under the curve (trapezia)
    area = sum((b["reference"] - a["reference"]) * (a["group"] + b["group"]) / 2 for a, b in pairwise(points))
    assert found.value == pytest.approx(1 - 2 * area, abs=1e-12)


def test_several_groups_have_no_curve():
    frame = {"area": ["a", "a", "b", "b"], "group": ["g", "h"] * 2, "allocations": [1, 2, 3, 4], "rentals": [9] * 4}
    found = sp.spread(sp.Counts.from_frame(frame, group="group"), "multigroup_entropy")
    with pytest.raises(sp.InvalidInputError, match="no Lorenz curve"):
        spread.lorenz_chart(found)


@pytest.mark.parametrize(("lang", "word"), [("nl", "Trechterdiagram"), ("en", "Funnel plot")])
def test_funnel_names_what_is_more_than_chance(shares, lang, word):
    result = sp.funnel(shares)
    specification = rendered(spread.funnel_chart(result, lang=lang))
    assert specification["description"].startswith(word)
    flagged = result.to_polars().filter(result.to_polars()["flagged"])["area"].to_list()
    assert all(code in specification["description"] for code in flagged)
    assert flagged


def test_decomposition_bars_hold_both_parts(shares):
    result = sp.decompose(shares)
    specification = rendered(spread.decomposition_chart(result, largest=2))
    bars = values_of(specification, specification)
    assert len(bars) == 4
    parts = {row["area"]: row["supply"] for row in result.to_dicts()}
    supply = {bar["label"]: bar["part"] for bar in bars if bar["cause"].startswith("aanbod")}
    assert supply == {code: parts[code] for code in supply}
    with pytest.raises(sp.InvalidInputError, match="must be one of"):
        spread.decomposition_chart(result, group="x")
