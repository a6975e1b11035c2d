"""What protection does not know is an error, or counts as the strictest. All figures are synthetic.

Oracle: SPEC section 5, default 4 (main groups per gebied; safety-critical groups for the city alone).
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

import spreiding as sp
from spreiding.disclosure.levels import level_of
from spreiding.disclosure.rules import Rules
from spreiding.disclosure.tree import tree_of

MAIN = ("met_begeleiding", "zonder_begeleiding", "statushouders")


def square(i):
    x = 120_000 + 500 * i
    ring = [[x, 480_000], [x + 500, 480_000], [x + 500, 480_500], [x, 480_500], [x, 480_000]]
    return {"type": "Polygon", "coordinates": [ring]}


def areas(n, **levels):
    """Areas W0, W1, … with the levels that are given, as code per area."""
    features = [
        {
            "type": "Feature",
            "geometry": square(i),
            "properties": {"code": f"W{i}", **{k: v[i] for k, v in levels.items()}},
        }
        for i in range(n)
    ]
    return sp.read_areas({"type": "FeatureCollection", "features": features}, parent={k: k for k in levels} or None)


def counts(n=6, names=MAIN, grounds=None, each=(40, 30, 50), **more):
    rows = [(f"W{i}", name, a, 400) for i in range(n) for name, a in zip(names, each, strict=True)]
    frame = pl.DataFrame(rows, schema=["area", "group", "allocations", "rentals"], orient="row")
    return sp.Counts.from_frame(frame, group="group", areas=grounds, **more)


def shown(shares, group):
    return shares.to_polars().filter(group=group).get_column("allocations").drop_nulls().to_list()


@pytest.mark.parametrize("levels", [{}, {"stadsdeel": ["A"] * 3 + ["B"] * 3}, {"kern": ["K"] * 3 + ["L"] * 3}])
@pytest.mark.parametrize("rules", ["ois", "cbs"])
def test_areas_below_any_level_are_wijken_and_do_not_give_status_holders(levels, rules):
    out = sp.protect(sp.shares(counts(grounds=areas(6, **levels))), rules=rules)
    assert shown(out, "statushouders") == shown(out, "zonder_begeleiding") == []
    assert set(out.to_polars().filter(group="statushouders")["status"]) == {"withheld"}
    # The areas above them do, where the rules know that these are large.
    for level in levels:
        above = sp.protect(sp.shares(counts(grounds=areas(6, **levels)).roll_up(level)), rules=rules)
        assert bool(shown(above, "statushouders")) is (level == "stadsdeel")


def test_a_level_that_the_user_names_holds_and_an_unknown_one_is_refused():
    assert shown(sp.protect(sp.shares(counts()), level="gebied"), "statushouders")
    for word in ("wijkk", "Gebied", "buurt", "city"):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.protect(sp.shares(counts()), level=word)
        assert caught.value.code == "unknown-level-to-protect"


def test_codes_of_a_hierarchy_without_names_are_large_only_straight_below_the_city():
    shares = sp.shares(counts())
    codes = [f"W{i}" for i in range(6)]
    assert level_of(shares, tree_of(dict.fromkeys(codes, "K"), name="area")) == "wijk"
    assert level_of(shares, tree_of({"b": "W0"} | dict.fromkeys(codes, None), name="area")) == "wijk"
    below = {f"b{c}": c for c in codes}
    assert level_of(shares, tree_of(below | dict.fromkeys(codes, None), name="area")) == "gebied"
    # Buurten below wijken below gebieden: the wijken stand above others and are not large.
    between = below | dict.fromkeys(codes, "G") | {"G": None}
    assert level_of(shares, tree_of(between, name="area")) == "wijk"


@pytest.mark.parametrize("name", ["Statushouders", "STATUSHOUDERS", " statushouders", "status-houders"])
def test_a_main_group_is_known_however_it_is_written(name):
    out = sp.protect(sp.shares(counts(names=(*MAIN[:2], name))))
    rows = out.to_polars()
    assert set(
        rows.filter(pl.col("group").is_in(["met_begeleiding", "zonder_begeleiding", "all"]).not_())["status"]
    ) == {"withheld"}


def test_a_group_that_nobody_knows_is_refused_and_a_table_of_groups_makes_it_known():
    shares = sp.shares(
        counts(names=("met_begeleiding", "jongeren", "statushouders"), grounds=areas(6, gebied=list("AABBCC")))
    )
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(shares)
    assert (caught.value.code, caught.value.data["n"]) == ("unknown-group-to-protect", 1)
    table = {"code": ["jongeren"], "main_group": ["zonder_begeleiding"], "sensitivity": ["social"]}
    assert shown(sp.protect(shares, groups=table, level="gebied"), "jongeren")
    # Without its sensitivity it is told for the city alone.
    bare = sp.protect(shares, groups={k: table[k] for k in ("code", "main_group")}, level="gebied")
    assert shown(bare, "jongeren") == []
    assert bare.total.to_polars().filter(group="jongeren")["allocations"].item() == 180
    assert shown(sp.protect(shares, groups=table | {"city_only": ["ja"]}, level="gebied"), "jongeren") == []


def test_a_main_group_that_the_rules_do_not_name_is_held_back_per_wijk():
    scheme = {"code": list("abc"), "main_group": list("xyz"), "sensitivity": ["health"] * 3}
    rows = [
        (f"W{i}", code)
        for i in range(6)
        for code, n in zip([*"abc", None], (40, 30, 50, 280), strict=True)
        for _ in range(n)
    ]
    frame = pl.DataFrame(rows, schema=["area", "group"], orient="row").with_columns(date=pl.lit("2016-03-01"))
    grounds = areas(6, gebied=list("AABBCC"))
    for table, there in ((scheme, True), ({k: scheme[k] for k in ("code", "main_group")}, False)):
        records = sp.read_rentals(frame, groups=table, areas=grounds)
        wijk, gebied = sp.protect([sp.shares(sp.count(records, by=by)) for by in ("area", "gebied")])
        assert shown(wijk, "x") == shown(wijk, "y") == []
        assert bool(shown(gebied, "x")) is there
        assert wijk.total.to_polars().filter(group="x")["allocations"].item() == 240


def test_a_flag_that_is_neither_yes_nor_no_is_refused():
    table = {"code": ["a"], "main_group": ["x"], "city_only": ["Ja"]}
    assert sp.target_groups(table).to_polars()["city_only"].to_list() == [True]
    for column in ("city_only", "in_analysis", "counts_toward_target"):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.target_groups({"code": ["a", "b"], "main_group": ["x", "x"], column: ["nee", "misschien"]})
        assert caught.value.code == "flag-is-no-yes-or-no"
        assert caught.value.place == {"source": "target groups own table", "column": column, "rows": [2]}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"rule": "min_persons", "value": 3}, "unknown-rule-word"),
        ({"level": "wijkk"}, "unknown-rule-word"),
        ({"groups": "statushouder"}, "unknown-rule-word"),
        ({"by": "corporatie"}, "unknown-rule-word"),
        ({"value": -1}, "impossible-rule-value"),
        ({"value": None}, "impossible-rule-value"),
        ({"rule": "top_code", "value": 90}, "impossible-rule-value"),
        ({"rule": "share_step", "value": 0}, "impossible-rule-value"),
        ({"rule": "min_candidates", "value": 1}, "impossible-rule-value"),
        ({"value": 0}, "rules-hide-nothing"),
        ({"value": 1000}, "rules-hide-everything"),
    ],
)
def test_rules_that_nobody_knows_or_that_cannot_be_are_refused(row, code):
    whole = {"rule": "min_allocations", "groups": "any", "level": "any", "by": "any", "value": 5} | row
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(sp.shares(counts()), rules={k: [v] for k, v in whole.items()})
    assert caught.value.code == code


def test_own_rules_keep_groups_for_the_city_alone_unless_they_speak_of_them():
    one = counts(names=("UMO", "SHG", "OOV"))
    one = replace(
        one, main_groups=dict.fromkeys(("UMO", "SHG", "OOV"), "met_begeleiding"), city_only=frozenset({"OOV"})
    )
    own = {"rule": ["min_allocations"], "value": [3]}
    assert shown(sp.protect(sp.shares(one), rules=own), "OOV") == []
    spoken = {"rule": ["min_allocations", "not_shown"], "groups": ["any", "city_only"], "value": [3, 0]}
    assert shown(sp.protect(sp.shares(one), rules=spoken), "OOV")
    assert {"city_only"} <= set(Rules.from_frame(own).rows["groups"])


def test_columns_that_someone_added_do_not_pass():
    shares = sp.shares(counts())
    richer = replace(
        shares,
        frame=shares.frame.with_columns(mean_rent=pl.lit(612.4), exact=pl.col("allocations")),
        total=replace(shares.total, frame=shares.total.frame.with_columns(exact=pl.col("allocations"))),
    )
    out = sp.protect(richer)
    known = {"area", "group", "allocations", "rentals", "stock", "share_of_rentals", "share_of_stock", "lower", "upper",
             "turnover", "share_base", "status"}  # fmt: skip
    assert set(out.to_polars().columns) == set(out.total.to_polars().columns) == known
    assert set(out.counts.to_polars().columns) == {"area", "group", "allocations", "rentals"}


def test_nothing_to_publish_is_said():
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(sp.shares(sp.Counts.from_frame({"area": ["A", "B"], "allocations": [0, 0], "rentals": [0, 0]})))
    assert caught.value.code == "nothing-to-protect"
    one = sp.protect(sp.shares(sp.Counts.from_frame({"area": ["A"], "allocations": [40], "rentals": [100]})))
    assert one.to_dicts()[0]["allocations"] == 40


@pytest.mark.parametrize(
    ("hierarchy", "code", "named"),
    [
        ({"area": {f"W{i}": f"G{i % 2}" for i in range(6)} | {"G0": "S"}}, "hole-in-hierarchy", ["G1"]),
        ({"area": {f"W{i}": "G" for i in range(5)}}, "no-place-in-hierarchy", 1),
        ({"gebied": {"W0": "G"}}, "unknown-hierarchy", ["gebied"]),
        ({"area": {"W0": "G", "G": "W0"}}, "own-ancestor", "W0"),
    ],
)
def test_a_hierarchy_that_does_not_hold_together_is_named(hierarchy, code, named):
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(sp.shares(counts()), hierarchy=hierarchy)
    assert caught.value.code == code
    assert named in caught.value.data.values()


def test_consent_of_an_association_that_no_table_has_is_refused():
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(sp.shares(counts()), consent=["Ymere"])
    assert caught.value.code == "unknown-consent"
