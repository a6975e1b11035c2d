"""Protection over margins of time, of groups, of associations and of two area schemes. All records are synthetic.

Oracles: subtraction by hand, SPEC section 5 (defaults 4, 5 and 6), and the audit, which is tested by enumeration.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

import spreiding as sp
from spreiding.areas.tiles import tiles
from spreiding.disclosure.rules import Rules

FIRST, LAST = date(2016, 1, 1), date(2017, 6, 30)
WIJKEN = tiles("wijk")


def rentals(seed: int = 0, n: int = 3000, last: date = LAST, codes: dict[str | None, float] | None = None):
    """Synthetic records on the codes of 20 wijken, with eight associations."""
    chance = random.Random(seed)
    areas = [c for c, g in zip(WIJKEN.codes, WIJKEN.levels["gebied"], strict=True) if g][:20]
    codes = codes or {"UMO": 2, "Noodsituatie medisch": 2, "Statushouder regulier": 5, None: 20}
    rows = [
        (
            chance.choice(areas),
            FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1)),
            chance.choices(list(codes), list(codes.values()))[0],
            chance.choices("ABCDEFGH", [30, 20, 10, 5, 2, 1, 1, 1])[0],
        )
        for _ in range(n)
    ]
    frame = pl.DataFrame(rows, schema=["area", "date", "group", "corporation"], orient="row")
    return sp.read_rentals(frame.filter(pl.col("date") <= last), areas=WIJKEN, period=(FIRST, last))


def tables(records, *by, level="main"):
    return [sp.shares(sp.count(records, by=b, level=level)) for b in by]


def test_half_years_add_up_to_their_year():
    def table(codes, values, key):
        return sp.PrintedTable(frame={key: codes, "n": values}, keys={key: key}, columns={"allocations": "n"}, name=key)

    halves = table(["2016-H1", "2016-H2", "2017-H1"], [".", "7", "9"], "half_year")
    years = table(["2016", "2017"], ["10", "9"], "year")
    assert sp.audit(halves, hierarchy={"half_year": {"2016-H1": "2016", "2016-H2": "2016", "2017-H1": "2017"}}).ok
    tree = {"2016-H1": "2016", "2016-H2": "2016", "2017-H1": "2017", "2016": None, "2017": None}
    found = sp.audit(halves, years, hierarchy={"year": tree}).findings
    assert found.select("period", "low", "high").rows() == [("2016-H1", 3, 3)]


@pytest.mark.parametrize("by", [("half_year", "year"), ("quarter", "half_year", "year"), ("month", "year")])
def test_periods_of_all_lengths_are_protected_together(by):
    out = sp.protect(tables(rentals(n=120), *by, "area"))
    assert sp.audit(*out).ok
    assert any(shares.to_polars()["allocations"].null_count() for shares in out[: len(by)])


def test_half_years_protected_alone_are_told_by_the_year():
    by = ["area", "half_year"], ["area", "year"]
    alone = [sp.protect(t) for t in tables(rentals(n=900), *by)]
    assert all(sp.audit(t).ok for t in alone)
    assert not sp.audit(*alone).ok
    assert sp.audit(*sp.protect(tables(rentals(n=900), *by))).ok


def test_a_table_of_one_year_is_subtracted_from_that_of_the_whole_period():
    long, short = rentals(n=900), rentals(n=900, last=date(2016, 12, 31))
    both = tables(long, "area") + tables(short, "area")
    out = sp.protect(both)
    assert sp.audit(*out).ok
    one = sp.protect(both[0])
    weak = sp.audit(one, both[1])
    assert not weak.ok
    odd = sp.read_rentals(
        {"area": ["A00"], "date": ["2016-01-05"], "group": [None]}, areas=WIJKEN, period=(FIRST, date(2016, 2, 10))
    )
    # Neither a month nor a quarter: its lettings lie within the year all the same.
    three = sp.protect([*both, *tables(odd, "area")])
    assert sp.audit(*three).ok


def test_groups_add_up_to_their_main_group_and_safety_critical_ones_are_told_for_the_city_alone():
    codes = {"UMO": 5, "PenG292": 3, "uit detentie": 3, "MPG": 3, "Statushouder regulier": 10, None: 20}
    records = rentals(n=4000, codes=codes)
    out = sp.protect([*tables(records, "gebied", "area", level="sub"), *tables(records, "gebied", "area")])
    assert sp.audit(*out).ok
    gebied, wijk, main, _ = (shares.to_polars() for shares in out)
    for frame in (gebied, wijk):
        alone = frame.filter(pl.col("group").is_in(["PenG292", "uit detentie"]))
        assert alone["allocations"].is_null().all()
        assert set(alone["status"]) == {"withheld"}
    assert gebied.filter(pl.col("group") == "UMO")["allocations"].drop_nulls().len() > 0
    assert main.filter(pl.col("group") == "met_begeleiding")["allocations"].drop_nulls().len() > 0
    city = sp.protect(tables(records, "city", level="sub")[0]).to_polars()
    assert city.filter(pl.col("group") == "PenG292")["allocations"].drop_nulls().len() == 1


def test_an_association_with_nearly_all_rentals_of_an_area_is_hidden_unless_it_consents():
    frame = pl.DataFrame(
        {
            "area": ["A00"] * 2000 + ["A01"] * 400 + ["A02"] * 400,
            "date": [FIRST] * 2800,
            "group": ([None] * 5 + ["UMO", "Noodsituatie medisch", "Statushouder regulier"]) * 350,
            "corporation": ["A"] * 1900 + ["B"] * 100 + (["A"] * 8 + ["B"] * 8) * 50,
        }
    )
    records = sp.read_rentals(frame, areas=WIJKEN, period=(FIRST, LAST))
    given = tables(records, "area", ["area", "corporation"])

    def hidden(**options):
        rows = sp.protect(given, **options)[1].to_dicts()
        return {(r["area"], r["corporation"]) for r in rows if r["allocations"] is None and r["group"] == "all"}

    # 1900 of the 2000 rentals in A00 are of association A: 95%, where the rule says 85%.
    assert ("A00", "A") in hidden()
    without = Rules.named("ois")
    without = Rules("own", without.rows.filter(pl.col("rule") != "dominance"))
    assert ("A00", "A") not in hidden(rules=without)
    assert ("A00", "A") not in hidden(consent=["A"])


def test_the_same_tables_are_protected_the_same_way_in_every_process(tmp_path):
    # Sets of text have another order in every process; what is hidden must not depend on it.
    script = tmp_path / "protect.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import test_protect_dimensions as t, spreiding as sp\n"
        "given = t.tables(t.rentals(2, 700), 'area', 'gebied', 'half_year', ['gebied', 'half_year'], 'year')\n"
        "print([shares.to_polars().write_csv() for shares in sp.protect(given)])\n",
        encoding="utf-8",
    )
    told = {
        subprocess.run(
            [sys.executable, script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
