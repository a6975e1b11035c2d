"""Protection. Oracles: the audit (itself tested against enumeration), and an attack by scipy's MILP on everything in
print, built here from the returned frames alone."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import spreiding as sp
from spreiding.disclosure.rules import Rules
from spreiding.disclosure.symbols import note, require_protected

GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")


def synthetic(seed: int, wijken: int = 24, gebieden: int = 5, mean: int = 40) -> pl.DataFrame:
    """Synthetic counts per wijk and main group."""
    chance = random.Random(seed)
    rows = []
    for w in range(wijken):
        rentals = int(chance.expovariate(1 / mean)) + chance.choice([0, 0, 3])
        kinds = [chance.choices([*GROUPS, "none"], [1, 1, 2, 9])[0] for _ in range(rentals)]
        rows += [(f"W{w:02d}", f"G{w % gebieden}", g, kinds.count(g), rentals) for g in GROUPS]
    return pl.DataFrame(rows, schema=["area", "gebied", "group", "allocations", "rentals"], orient="row")


def two_levels(seed: int, **size: int) -> tuple[list, dict[str, str]]:
    counts = synthetic(seed, **size)
    upper = counts.group_by("gebied", "group", maintain_order=True).agg(pl.col("allocations", "rentals").sum())
    fine = sp.shares(sp.Counts.from_frame(counts.drop("gebied"), group="group"))
    coarse = sp.shares(sp.Counts.from_frame(upper.rename({"gebied": "area"}), group="group"))
    tree = dict(counts.select("area", "gebied").unique(maintain_order=True).rows())
    return [fine, coarse], {**tree, **dict.fromkeys(upper["gebied"], None)}


def protected(seed: int, **size: int):
    tables, tree = two_levels(seed, **size)
    hierarchy = {"area": tree}
    fine = sp.protect(tables[0], hierarchy=hierarchy) if len(tables) == 1 else None
    return tables, fine or sp.protect(tables, hierarchy=hierarchy), hierarchy


@pytest.mark.parametrize("seed", range(4))
def test_nothing_protected_is_pinned(seed):
    _, out, hierarchy = protected(seed)
    found = sp.audit(*out, hierarchy=hierarchy)
    assert found.ok, found.findings
    done = out[0].protection
    assert 0 < done.information_lost < 1
    assert done.information_lost < done.naive_lost <= 1


def attack(out, tree) -> list[tuple[str, str, int]]:  # noqa: C901, PLR0912, PLR0915  one system, written out in full
    """Bounds of every hidden count and every number of rentals, by MILP over all printed figures."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    codes = list(dict.fromkeys(["all", *tree]))
    groups = ["all", *GROUPS]
    index = {
        (m, c, g): i
        for i, (m, c, g) in enumerate([("a", c, g) for c in codes for g in groups] + [("r", c, "all") for c in codes])
    }
    n = len(index)
    low, high = np.zeros(n), np.full(n, 5000.0)
    rows, ends = [], []

    def row(terms, down, up):
        line = np.zeros(n)
        for key, c in terms:
            line[index[key]] += c
        rows.append(line)
        ends.append((down, up))

    below: dict[str, list[str]] = {}
    for child, parent in tree.items():
        below.setdefault(parent or "all", []).append(child)
    for parent, parts in below.items():
        for m, g in [("a", g) for g in groups] + [("r", "all")]:
            row([((m, p, g), 1) for p in parts] + [((m, parent, g), -1)], 0, 0)
    for c in codes:
        row([(("a", c, g), 1) for g in GROUPS] + [(("a", c, "all"), -1)], 0, 0)
        row([(("r", c, "all"), 1), (("a", c, "all"), -1)], 0, np.inf)
    hidden, nil = set(), set()
    for shares in out:
        for frame in (shares.to_polars(), shares.total.to_polars()):
            for r in frame.to_dicts():
                area = "all" if r["area"] == "STAD" else r["area"]
                a, rent = index["a", area, r["group"]], index["r", area, "all"]
                if r["allocations"] is not None:
                    low[a] = high[a] = r["allocations"]
                    if r["allocations"] == 0 and r["group"] == "all":
                        nil |= {index["a", area, g] for g in groups}
                else:
                    hidden.add(a)
                    low[a] = 0 if r["status"] == "withheld" else 1
                if r["status"] == "no_rentals":
                    high[rent] = 0
                    nil |= {index["a", area, g] for g in groups}
                else:
                    low[rent] = max(low[rent], 0)
                    hidden.add(rent)
                if r["status"] == "too_few":
                    low[rent], high[rent] = 1, 10
                share, key = r["share_of_rentals"], (("a", area, r["group"]), ("r", area, "all"))
                if share is None:
                    continue
                if r["status"] == "topcoded":
                    row([(key[0], 1), (key[1], -share)], 0, np.inf)
                elif r["status"] == "bottomcoded":
                    row([(key[0], 1), (key[1], -share)], -np.inf, 0)
                else:
                    half = r["share_base"] / 2
                    row([(key[0], 1), (key[1], -(share - half))], 0, np.inf)
                    row([(key[0], 1), (key[1], -(share + half))], -np.inf, 0)
    rules = LinearConstraint(np.array(rows), *np.array(ends).T)
    names = {i: key for key, i in index.items()}
    found = []
    for at in sorted(hidden - nil):
        if high[at] == 0:
            continue
        cost = np.zeros(n)
        width = []
        for sign in (1, -1):
            cost[at] = sign
            done = milp(cost, integrality=np.ones(n), bounds=Bounds(low, high), constraints=rules)
            assert done.x is not None
            width.append(round(done.x[at]))
        if width[1] - width[0] < 4:
            found.append((*names[at], width[1] - width[0] + 1))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_an_attack_on_everything_in_print_narrows_no_cell_below_the_rule(seed):
    _, out, hierarchy = protected(seed, wijken=14, gebieden=3)
    assert attack(out, hierarchy["area"]) == []


def test_the_attack_finds_cells_where_only_small_counts_are_hidden():
    # The naive answer, hiding 1 to 4 alone: the same attack must break it, or it proves nothing.
    _, out, hierarchy = protected(0, wijken=14, gebieden=3)
    truth, _ = two_levels(0, wijken=14, gebieden=3)
    weak = []
    for raw, done in zip(truth, out, strict=True):
        small = pl.col("allocations").is_between(1, 4)
        weak.append(
            type(done)(
                raw.to_polars().with_columns(
                    allocations=pl.when(~small).then("allocations"),
                    share_of_rentals=pl.lit(None, dtype=pl.Float64),
                    share_base=pl.lit(None, dtype=pl.Float64),
                    status=pl.when(small).then(pl.lit("suppressed")).otherwise(pl.lit("shown")),
                ),
                done.counts,
                done.total,
            )
        )
    assert attack(weak, hierarchy["area"])


def test_no_unprotected_figure_travels_along():
    tables, out, _ = protected(1)
    for raw, done in zip(tables, out, strict=True):
        frame = done.to_polars()
        assert frame.height == raw.to_polars().height
        shown = frame["allocations"].drop_nulls()
        assert not shown.is_between(1, 4).any()
        assert frame["rentals"].drop_nulls().eq(0).all()
        for name in ("lower", "upper", "turnover"):
            assert frame[name].null_count() == frame.height
        counts = done.counts.to_polars()
        assert counts["allocations"].null_count() == frame["allocations"].null_count()
        assert done.total.rentals is None
        small = raw.to_polars().filter(pl.col("allocations").is_between(1, 4), pl.col("group") == "all")
        hidden = frame.filter(pl.col("area").is_in(small["area"].implode()), pl.col("group") == "all")
        assert hidden["allocations"].null_count() == hidden.height


def test_shares_above_the_top_code_and_few_rentals_have_their_status():
    counts = sp.Counts.from_frame(
        {"area": ["A", "B", "C", "D", "E"], "allocations": [190, 120, 6, 0, 300], "rentals": [200, 400, 9, 0, 900]}
    )
    rows = {r["area"]: r for r in sp.protect(sp.shares(counts)).to_dicts()}
    assert rows["A"]["status"] == "topcoded"
    assert rows["A"]["share_of_rentals"] <= 0.9
    assert rows["D"]["status"] == "no_rentals"
    assert rows["D"]["rentals"] == 0
    assert rows["C"]["share_of_rentals"] is None


def test_contradictory_totals_are_named():
    one = sp.shares(sp.Counts.from_frame({"area": ["A", "B"], "allocations": [20, 30], "rentals": [90, 90]}))
    other = sp.shares(sp.Counts.from_frame({"area": ["A", "B"], "allocations": [21, 30], "rentals": [90, 90]}))
    with pytest.raises(
        sp.InvalidInputError,
        match="shares 2 contradict earlier ones: allocations of A, all is 21, was 20|A is 21, was 20",
    ):
        sp.protect([one, other])


def test_an_earlier_edition_that_contradicts_is_named():
    now = sp.shares(sp.Counts.from_frame({"area": ["A", "B"], "allocations": [20, 30], "rentals": [90, 90]}))
    before = sp.PrintedTable(frame={"area": ["A"], "n": [22]}, columns={"allocations": "n"}, name="edition 2017")
    with pytest.raises(sp.InvalidInputError, match="contradict each other: allocations of area A"):
        sp.protect(now, earlier=[before])


def test_what_an_earlier_edition_told_stays_told_and_the_rest_is_guarded_from_it():
    counts = sp.Counts.from_frame({"area": ["A", "B", "C"], "allocations": [20, 30, 41], "rentals": [37, 90, 150]})
    # 20 allocations that are 54% of the rentals: 37 rentals, printed in 2018 and not to be undone.
    told = sp.PrintedTable(
        frame={"area": ["A"], "n": [20], "pct": [54]},
        columns={"allocations": "n", "share_of_rentals": "pct"},
        name="edition 2018",
    )
    out = sp.protect(sp.shares(counts), earlier=[told])
    assert out.protection.n_told == 1
    pinned = sp.audit(out, told).findings.select("measure", "area", "low", "high").rows()
    assert pinned == [("rentals", "A", 37, 37)]


def test_few_other_rentals_are_coded_like_few_allocations():
    # SPEC section 5, default 3: rentals - allocations < 5. 26 of 30 is 87%: "> 90" would be untrue, "> 80" is not.
    counts = sp.Counts.from_frame({"area": ["A", "B", "C"], "allocations": [26, 150, 90], "rentals": [30, 400, 300]})
    row = sp.protect(sp.shares(counts)).to_dicts()[0]
    assert row["status"] in ("topcoded", "suppressed")
    assert row["share_of_rentals"] in (0.8, 0.5, None)
    plain = Rules("own", Rules.named("ois").rows.filter(pl.col("rule") != "min_complement"))
    assert sp.protect(sp.shares(counts), rules=plain).to_dicts()[0]["status"] != "topcoded"


def test_small_counts_may_be_printed_as_five():
    # SPEC section 5, default 2, option: values 1-4 become 5 (BBGA), so a printed 5 is 1 to 5.
    tables, tree = two_levels(3)
    ois = Rules.named("ois").rows
    row = {"rule": "small_as", "groups": "any", "level": "any", "by": "any", "value": 5.0, "source": None}
    rules = Rules("ois5", pl.concat([ois, pl.DataFrame([row], schema=ois.schema)]))
    out = sp.protect(tables, rules=rules, hierarchy={"area": tree})
    assert sp.audit(*out, hierarchy={"area": tree}).ok
    pairs = [
        (a, b)
        for raw, done in zip(tables, out, strict=True)
        for a, b in zip(raw.to_dicts(), done.to_dicts(), strict=True)
    ]
    small = [(a["allocations"], b["allocations"]) for a, b in pairs if b["status"] == "small"]
    assert small
    assert all(1 <= true <= 5 == printed for true, printed in small)
    assert not any(b["allocations"] in (1, 2, 3, 4) for _, b in pairs)
    assert "Een 5 staat voor 1 tot en met 5" in note(out[0])
    # The option hides no more: what is printed as 5 was hidden without it.
    plain = sp.protect(tables, hierarchy={"area": tree})
    assert out[0].protection.n_primary >= plain[0].protection.n_primary


def test_own_rules_and_cbs_rounding():
    tables, tree = two_levels(2)
    out = sp.protect(tables, rules="cbs", hierarchy={"area": tree})
    shown = out[0].to_polars()["allocations"].drop_nulls()
    assert (shown % 5 == 0).all()
    own = Rules.from_frame({"rule": ["min_allocations", "share_step"], "value": [3, 0.1]})
    mine = sp.protect(tables, rules=own, hierarchy={"area": tree})
    assert mine[0].protection.rules == "own"
    with pytest.raises(sp.InvalidInputError, match="row 1 is 'min_persons', must be among"):
        sp.protect(tables, rules={"rule": ["min_persons"], "value": [3]})
    with pytest.raises(sp.InvalidInputError, match="rules is 'eurostat', must be 'ois' or 'cbs'"):
        sp.protect(tables, rules="eurostat")


def test_an_unprotected_export_needs_its_word():
    shares = sp.shares(sp.Counts.from_frame({"area": ["A", "B"], "allocations": [20, 3], "rentals": [90, 90]}))
    with pytest.raises(sp.InvalidInputError, match="unprotected=True"):
        require_protected(shares, unprotected=False)
    assert require_protected(shares, unprotected=True) is shares
    with pytest.raises(sp.InvalidInputError, match="protected already"):
        sp.protect(
            sp.protect(
                sp.shares(sp.Counts.from_frame({"area": ["A", "B"], "allocations": [80, 60], "rentals": [390, 290]}))
            )
        )


DOMAIN = next((p / "shared" / "domain" for p in Path(__file__).parents if (p / "shared" / "domain").exists()), None)


@pytest.mark.skipif(DOMAIN is None, reason="the printed tables stand in ../shared/domain")
def test_the_note_protected_pins_nothing():
    """Tables 1.2 and 1.5 with rentals inside the implied intervals (SYNTHETIC where these are wider than one)."""
    out, hierarchy = note_protected()
    found = sp.audit(*out, hierarchy=hierarchy)
    assert found.ok, found.findings
    done = out[0].protection
    assert done.information_lost < done.naive_lost


def note_protected():
    tables = []
    for level, code in (("gebied", "gebied_code_2015"), ("wijk", "wijk_code_2015")):
        table = pl.read_csv(DOMAIN / f"published/implied_intervals_{level}.csv").filter(
            pl.col(code).is_not_null() & (pl.col(code) != "STAD")
        )
        counts = sp.Counts.from_frame(
            table.select(
                area=code, allocations="allocations", rentals=(pl.col("rentals_min") + pl.col("rentals_max")) // 2
            )
        )
        tables.append(sp.shares(counts))
    wijken = pl.read_csv(DOMAIN / "areas/wijken_2015.csv")
    tree = {r["code"]: r["gebied_code_2015"] for r in wijken.to_dicts() if r["gebied_code_2015"]}
    hierarchy = {"area": tree | dict.fromkeys(pl.read_csv(DOMAIN / "areas/gebieden_2015.csv")["code"], None)}
    return sp.protect(tables, hierarchy=hierarchy), hierarchy
