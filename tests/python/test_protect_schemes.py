"""Tables of two area schemes together (SPEC section 5, default 6). All figures are synthetic.

Oracle: subtraction by hand.
"""

from __future__ import annotations

from datetime import date

import pytest

import spreiding as sp

OLD = {"area": {"A00": None, "A01": None, "A02": None}, "area_2022": {"AA": None, "AB": None}}


def table(values, key="area"):
    return sp.PrintedTable(
        frame={key: list(values), "n": list(values.values())}, keys={key: key}, columns={"allocations": "n"}, name=key
    )


def test_two_schemes_add_up_to_the_same_city_and_tell_nothing_else():
    tables = table({"A00": ".", "A01": ".", "A02": "20"}), table({"AA": "12", "AB": "28"}, "area_2022")
    found = sp.audit(*tables, hierarchy=OLD, minimum=30).cells
    # 40 in the city, of which 20 in A02: A00 and A01 share the other 20.
    assert {(r["area"], r["low"], r["high"]) for r in found.to_dicts() if r["area"] in ("A00", "A01")} == {
        ("A00", 0, 20),
        ("A01", 0, 20),
    }


def test_areas_that_cover_the_same_ground_are_subtracted():
    tables = table({"A00": ".", "A01": ".", "A02": "20"}), table({"AA": "12", "AB": "28"}, "area_2022")
    # AB is A01 and A02 together, so A01 is 28 - 20 = 8; A00 is printed, as AA.
    found = sp.audit(*tables, hierarchy=OLD, same=[(["A00"], ["AA"]), (["A01", "A02"], ["AB"])]).findings
    assert set(found.select("area", "low", "high").rows()) == {("A01", 8, 8)}
    two = table({"A00": "3", "A01": ".", "A02": "."}), table({"AA": "9", "AB": "."}, "area_2022")
    # A00 and A01 cover AA and AB, which all cover the city but A02.
    tree = OLD | {"area_2022": {"AA": None, "AB": None, "AC": None}}
    found = sp.audit(*two, table({"AC": "30"}, "area_2022"), hierarchy=tree, same=[(["A00", "A01"], ["AA", "AB"])])
    assert ("A02", 30, 30) in found.findings.select("area", "low", "high").rows()


def test_a_pair_with_an_unknown_area_is_refused():
    with pytest.raises(sp.InvalidInputError, match="same names area A09, must be codes of one hierarchy"):
        sp.audit(table({"A00": "12"}), hierarchy=OLD, same=[(["A09"], ["A00"])])


def square(x: float) -> dict:
    ring = [[x, 52.0], [x + 0.01, 52.0], [x + 0.01, 52.01], [x, 52.01], [x, 52.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def shares(scheme: str, values: dict[str, tuple[int, int]]):
    features = [
        {"type": "Feature", "geometry": square(4.8 + i / 50), "properties": {"code": code}}
        for i, code in enumerate(values)
    ]
    areas = sp.read_areas({"type": "FeatureCollection", "features": features}, scheme=scheme)
    frame = {
        "area": list(values),
        "allocations": [a for a, _ in values.values()],
        "rentals": [r for _, r in values.values()],
    }
    period = date(2021, 1, 1), date(2021, 12, 31)
    return sp.shares(sp.Counts.from_frame(frame, areas=areas, period=period))


def test_shares_of_two_schemes_are_protected_together():
    old = shares("2015", {"A00": (40, 200), "A01": (3, 60), "A02": (57, 240)})
    new = shares("2022", {"AA": (40, 200), "AB": (60, 300)})
    same = [(["A00"], ["AA"]), (["A01", "A02"], ["AB"])]
    # By itself the new table is harmless, and so is the old one; together they must both give way.
    alone = sp.protect(old), sp.protect(new)
    assert alone[1].to_polars()["allocations"].null_count() == 0
    out = sp.protect([old, new], same=same)
    assert sp.audit(*out, same=same).ok
    assert out[0].to_polars().filter(area="A01")["allocations"].item() is None
