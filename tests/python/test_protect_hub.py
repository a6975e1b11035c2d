"""The house rules of O&S's statistics hub: multiples of 5, nothing of areas with few inhabitants, audited. SYNTHETIC."""

from __future__ import annotations

import pytest

import spreiding as sp

N = 12
AREAS = [f"W{i:02d}" for i in range(N)]
COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 40, 0]
INHABITANTS = {"area": AREAS, "inhabitants": [5000] * (N - 2) + [49, 50]}


@pytest.fixture(scope="module")
def shares():
    return sp.shares(sp.Counts.from_frame({"area": AREAS, "allocations": COUNTS, "rentals": [90] * N}))


def hub(value):
    """Return what the hub prints of a count: 1-4 become 5, the rest goes to the nearest multiple of 5."""
    return 5 if 0 < value < 5 else 5 * round(value / 5)


def test_counts_are_multiples_of_five_as_the_hub_writes_them(shares):
    out = sp.protect(shares, rules="statistiekhub", inhabitants=INHABITANTS)
    rows = zip(COUNTS, out.to_polars().get_column("allocations"), strict=True)
    shown = [(true, printed) for true, printed in rows if printed is not None]
    assert shown
    assert all(printed == hub(true) for true, printed in shown)


def test_what_is_printed_keeps_five_possible_values(shares):
    out = sp.protect(shares, rules="statistiekhub", inhabitants=INHABITANTS)
    assert sp.audit(out).ok
    # A 5 stands for 1 to 7: a reader who took it for 3 to 7 would be wrong of 1 and 2.
    assert out.protection.signs.base == 5
    assert out.protection.signs.least == 0


def test_nothing_is_told_of_an_area_under_fifty_inhabitants(shares):
    out = sp.protect(shares, rules="statistiekhub", inhabitants=INHABITANTS).to_polars()
    assert out.row(10, named=True)["status"] == "withheld"
    assert [out.row(10, named=True)[name] for name in ("allocations", "rentals", "share_of_rentals")] == [None] * 3
    assert out.row(11, named=True)["status"] != "withheld"


def test_what_the_rules_alone_would_tell_is_named_and_hidden_besides():
    # Four areas that print 5 in a gebied that prints 5: at most 7 in all, so each has 1 to 4.
    codes = [f"W{i}" for i in range(8)]
    areas = sp.Areas.from_tiles(codes, codes, range(8), [0] * 8, levels={"gebied": ["G1"] * 4 + ["G2"] * 4})
    table = {"area": codes, "allocations": [1, 1, 1, 1, 20, 30, 40, 50], "rentals": [90] * 8}
    counts = sp.Counts.from_frame(table, areas=areas)
    tables = [sp.shares(counts), sp.shares(counts.roll_up("gebied"))]
    out = sp.protect(tables, rules="statistiekhub", inhabitants={"area": codes, "inhabitants": [900] * 8})
    done = out[0].protection
    assert {f"allocations of area W{i}" for i in range(4)} <= set(done.leaks)
    assert "leaks" not in repr(done)
    assert sp.audit(*out).ok
    assert sp.protect(tables[0]).protection.leaks == ()


def fitting(count: int, rentals: int) -> set[tuple[int, int]]:
    """Return the pairs of a count and of rentals that the hub prints as these: a multiple of 5, and a whole percent."""
    percent = (200 * count + rentals) // (2 * rentals)
    counts = [n for n in range(1, count + 8) if hub(n) == hub(count)]
    most = range(1, 200 * max(counts) // max(2 * percent - 1, 1) + 2)
    return {(a, r) for a in counts for r in most if r >= a and (200 * a + r) // (2 * r) == percent}


def summed(*sets: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return all sums of one pair of each set."""
    found = {(0, 0)}
    for pairs in sets:
        found = {(a + b, r + s) for a, r in found for b, s in pairs}
    return found


@pytest.mark.parametrize(
    ("counts", "rentals"),
    [
        ([1, 2, 3, 6, 8], [2, 13, 6, 21, 30]),
        ([1, 1, 1, 1, 9], [3, 3, 4, 4, 30]),
        ([7, 7, 7, 7], [10, 12, 14, 16]),
        ([2, 4, 12, 20], [5, 6, 24, 25]),
    ],
)
def test_all_that_the_rules_alone_would_tell_is_named_and_no_more(counts, rentals):
    # Oracle: every assignment of counts and rentals to the areas that prints as these do, their sums too.
    areas, whole = [f"W{i}" for i in range(len(counts))], fitting(sum(counts), sum(rentals))
    own = [fitting(a, r) for a, r in zip(counts, rentals, strict=True)]
    possible = {"the total": summed(*own) & whole}
    for i, pairs in enumerate(own):
        others = summed(*own[:i], *own[i + 1 :])
        possible[f"area {areas[i]}"] = {(a, r) for a, r in pairs if any((a + b, r + s) in whole for b, s in others)}
    told = {
        f"{measure} of {place}"
        for place, pairs in possible.items()
        for at, measure in enumerate(("allocations", "rentals"))
        if len({pair[at] for pair in pairs}) < 5
    }
    table = sp.Counts.from_frame({"area": areas, "allocations": counts, "rentals": rentals})
    few = {"area": areas, "inhabitants": [900] * len(areas)}
    tree = {"area": dict.fromkeys(areas)}
    out = sp.protect(sp.shares(table), rules="statistiekhub", inhabitants=few, hierarchy=tree)
    assert told
    assert set(out.protection.leaks) == told
    assert sp.audit(out, hierarchy=tree).ok


@pytest.mark.parametrize(
    ("inhabitants", "code"),
    [
        (None, "inhabitants-needed"),
        ({"area": AREAS[:3], "inhabitants": [60] * 3}, "inhabitants-missing"),
        ({"area": [*AREAS, "W00"], "inhabitants": [60] * (N + 1)}, "inhabitants-twice"),
    ],
)
def test_inhabitants_are_needed_of_every_area_once(shares, inhabitants, code):
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(shares, rules="statistiekhub", inhabitants=inhabitants)
    assert caught.value.code == code


def test_a_level_above_has_the_inhabitants_of_its_areas():
    codes = [f"W{i}" for i in range(6)]
    areas = sp.Areas.from_tiles(
        codes, codes, range(6), [0] * 6, levels={"gebied": ["G1", "G1", "G2", "G2", "G2", "G2"]}
    )
    counts = sp.Counts.from_frame({"area": codes, "allocations": [20] * 6, "rentals": [80] * 6}, areas=areas)
    few = {"area": codes, "inhabitants": [20, 20, 20, 20, 5000, 5000]}
    out = sp.protect(sp.shares(counts.roll_up("gebied")), rules="statistiekhub", inhabitants=few).to_polars()
    assert dict(out.filter(group="all").select("area", "status").iter_rows())["G1"] == "withheld"
    assert dict(out.filter(group="all").select("area", "status").iter_rows())["G2"] != "withheld"
