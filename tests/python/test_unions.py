"""The hidden parts of one sum are together no small count. All counts are synthetic.

Oracles: every sum of the tables, taken from the true figures beside what is printed; enumeration of all tables that fit
a print; and the thresholds as SPEC section 5 gives them.
"""

from __future__ import annotations

import random
from itertools import product

import polars as pl
import pytest

import spreiding as sp
from spreiding.disclosure import choice
from spreiding.disclosure.mend import Mender

GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")
#: Threshold of a count per group, of wijken and of gebieden (SPEC section 5, defaults 2 and 4).
WIJK = {"met_begeleiding": 10}
USUAL = 5


def tables(seed):
    """Synthetic counts of 18 wijken in 4 gebieden by group, and their gebieden."""
    chance, rows = random.Random(seed), []
    for w in range(18):
        rentals = int(chance.expovariate(1 / 40)) + chance.choice([0, 0, 3])
        kinds = [chance.choices([*GROUPS, "none"], [2, 1, 2, 7])[0] for _ in range(rentals)]
        rows += [(f"W{w:02d}", f"G{w % 4}", g, kinds.count(g), rentals) for g in GROUPS]
    wijken = pl.DataFrame(rows, schema=["area", "gebied", "group", "allocations", "rentals"], orient="row")
    sums = wijken.group_by("gebied", "group", maintain_order=True).agg(pl.col("allocations", "rentals").sum())
    tree = dict(wijken.select("area", "gebied").rows()) | dict.fromkeys(sums["gebied"], None)
    frames = wijken.drop("gebied"), sums.rename({"gebied": "area"})
    return [sp.shares(sp.Counts.from_frame(frame, group="group")) for frame in frames], {"area": tree}


def sums_of(tree):
    """Yield the cells of every sum: the total first, then its parts, as (area, group)."""
    codes = [code for code in tree if tree[code] is not None]
    above = sorted({tree[code] for code in codes})
    groups = ["all", *GROUPS]
    for group in groups:
        for gebied in above:
            yield [(gebied, group), *((code, group) for code in codes if tree[code] == gebied)]
        yield [("STAD", group), *((gebied, group) for gebied in above)]
    for area in [*codes, *above, "STAD"]:
        yield [(area, "all"), *((area, group) for group in GROUPS)]


def cells(shares):
    frames = [f.select("area", "group", "allocations") for s in shares for f in (s.to_polars(), s.total.to_polars())]
    return {(area, group): n for frame in frames for area, group, n in frame.rows()}


def small_sums(out, truth, tree):
    """Return the sums of which the total is printed, and whose hidden parts are together a small count."""
    shown, real, found = cells(out), cells(truth), []
    for total, *parts in sums_of(tree):
        hidden = [cell for cell in parts if shown[cell] is None]
        together = sum(real[cell] for cell in hidden)
        if shown[total] is None or len(hidden) < 2 or together == real[total]:
            continue
        limit = max(WIJK.get(group, USUAL) if area[0] == "W" else USUAL for area, group in hidden)
        if 0 < together < limit:
            found.append((total, hidden, together))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_parts_are_together_a_small_count(seed):
    truth, hierarchy = tables(seed)
    out = sp.protect(truth, hierarchy=hierarchy)
    assert small_sums(out, truth, hierarchy["area"]) == []
    assert sp.audit(*out, hierarchy=hierarchy).ok


def test_the_check_finds_small_sums_where_nothing_guards_them(monkeypatch):
    monkeypatch.setattr(choice, "_no_small_sum", lambda *_: [])
    monkeypatch.setattr(Mender, "unite", lambda *_: (False, []))
    found = []
    for seed in range(6):
        truth, hierarchy = tables(seed)
        out = sp.protect(truth, hierarchy=hierarchy)
        small = small_sums(out, truth, hierarchy["area"])
        assert sp.audit(*out, hierarchy=hierarchy).findings.height == len(small)
        found += small
    assert found


def printed(**numbers):
    return sp.PrintedTable(frame={"area": list(numbers), "n": list(numbers.values())}, columns={"allocations": "n"})


@pytest.mark.parametrize(("total", "small", "found"), [(20, 10, 8), (20, 8, None), (14, 5, 2), (17, 5, None)])
def test_the_audit_names_hidden_parts_that_are_together_a_small_count(total, small, found):
    # A is 12 in print, B and C are not: whatever each is, they are total - 12 together.
    tree = {"area": dict.fromkeys("ABC", "T")}
    findings = sp.audit(printed(A="12", B=".", C=".", T=str(total)), hierarchy=tree, small=small).findings
    fits = {b + c for b, c in product(range(total + 1), repeat=2) if 12 + b + c == total}
    assert fits == {total - 12}
    rows = findings.filter(area="B + C").select("low", "high", "candidates").rows()
    assert rows == ([] if found is None else [(found, found, 1)])


def test_parts_that_are_all_hidden_are_their_total_and_nil_tells_nothing():
    tree = {"area": dict.fromkeys("ABC", "T")}
    for third in (".", "-"):
        found = sp.audit(printed(A=".", B=".", C=third, T="8"), hierarchy=tree, small=10).findings
        assert "+" not in "".join(found["area"])


def test_several_rounded_figures_leave_a_sum_open():
    tree = {"area": dict.fromkeys("ABC", "T")}
    frame = {"area": list("ABCT"), "n": ["10", ".", ".", "15"]}
    table = sp.PrintedTable(frame=frame, columns={"allocations": "n"}, base=5)
    rows = sp.audit(table, hierarchy=tree, small=10).findings
    # 15 is 13 to 17 and 10 is 8 to 12: together 1 to 9, nine values.
    assert {t - a for t, a in product(range(13, 18), range(8, 13))} == set(range(1, 10))
    assert rows.filter(area="B + C").is_empty()


def test_more_is_hidden_until_the_sum_is_large_enough_and_no_more():
    # Four areas of one city: 3 and 4 are small, and 7 together; rules with one threshold.
    rules = {"rule": ["min_allocations"], "value": [10]}
    frame = {"area": list("ABCDE"), "allocations": [3, 4, 11, 30, 52], "rentals": [40, 40, 40, 90, 120]}
    counts = sp.Counts.from_frame(frame)
    out = sp.protect(sp.shares(counts), rules=rules, hierarchy={"area": dict.fromkeys("ABCDE")})
    shown = dict(out.to_polars().select("area", "allocations").rows())
    assert out.total.to_polars()["allocations"].item() == 100
    hidden = [code for code, n in shown.items() if n is None]
    assert hidden == ["A", "B", "C"]
    # Enumeration: what fits the print leaves every hidden part five values, and their sum is no small one.
    rest = 100 - sum(n for n in shown.values() if n is not None)
    fits = [cells for cells in product(range(1, rest + 1), repeat=3) if sum(cells) == rest]
    assert rest >= 10
    assert all(len({fit[i] for fit in fits}) >= 5 for i in range(3))


def test_a_cell_that_must_stay_leaves_no_way_and_is_said():
    # An earlier edition tells all but two small parts: nothing hides their sum, and it is named.
    rules = {"rule": ["min_allocations"], "value": [10]}
    frame = {"area": list("ABC"), "allocations": [3, 4, 60], "rentals": [90, 90, 200]}
    earlier = printed(C="60", T="67")
    tree = {"area": dict.fromkeys("ABC", "T")}
    out = sp.protect(sp.shares(sp.Counts.from_frame(frame)), rules=rules, hierarchy=tree, earlier=[earlier])
    assert any("area A + allocations of area B" in told for told in out.protection.told)
