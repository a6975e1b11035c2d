"""An attack on protected tables of 32 SYNTHETIC years of 30 to 20,000 lettings: the files as written, read as text.

The attacker (``attacker.py``) shares no code with the protection. It must be right (the true figures meet all that it
derives), find nothing in what is protected now, and find the ways in that the version before left open.
``ATTACK_SETS=200`` attacks more years.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date, timedelta
from itertools import product

import polars as pl
import pytest
from attacker import GROUPS, LABELS, STATUS, Attacker

import spreiding as sp
from spreiding.areas.tiles import tiles

SETS = int(os.environ.get("ATTACK_SETS", "32"))
FIRST, HALFWAY, LAST = date(2016, 1, 1), date(2016, 12, 31), date(2017, 6, 30)
CODES = {"UMO": 18, "Noodsituatie medisch": 12, "Statushouder regulier": 50, None: 200}
MAIN = dict(zip(CODES, (*GROUPS, None), strict=True))
HALVES = {"2016-H1": "first half of 2016", "2016-H2": "second half of 2016", "2017-H1": "first half of 2017"}
#: What is published together, by turns; where the codes of each file stand in a cell (area, half-year, association).
TABLES = (
    ("area", "gebied"),
    ("area", "gebied", "half_year"),
    ("area",),
    ("gebied", "half_year", ("gebied", "half_year")),
    ("area", "gebied", "corporation"),
    ("area", "gebied", "half_year", ("gebied", "half_year")),
    ("gebied", "corporation", ("gebied", "corporation")),
    ("area", "half_year", ("area", "half_year")),
)
PLACE = {"code": 0, "half-year": 1, "association": 2}
TOTAL = ("city", "all", "all")


def lettings(seed: int) -> tuple[list[tuple], dict[str, str]]:
    """Lettings of some wijken: their area, day, group and association; and the gebied of each wijk."""
    chance = random.Random(seed)
    n = round(30 * (20_000 / 30) ** (seed % 32 / 31))
    areas = tiles("wijk")
    above = {c: g for c, g in zip(areas.codes, areas.levels["gebied"], strict=True) if g}
    crossed = any(isinstance(by, tuple) and "area" in by for by in TABLES[seed % len(TABLES)])
    some = chance.sample(sorted(set(above.values())), chance.choice([3, 6] if crossed else [3, 6, 12, 22]))
    above = {code: gebied for code, gebied in above.items() if gebied in some}
    sizes = [chance.paretovariate(1.2) for _ in above]
    owned = [[(1 + (i * 7 + k * 13) % 3) ** 2 for k in range(3)] for i in range(len(above))]
    codes = list(above)
    return [
        (
            codes[i],
            FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1)),
            chance.choices(list(CODES), list(CODES.values()))[0],
            chance.choices("ABC", owned[i])[0],
        )
        for i in chance.choices(range(len(codes)), sizes, k=n)
    ], above


def half(day: date) -> str:
    return f"{day.year}-H{1 if day.month <= 6 else 2}"


def sums_of(above: dict[str, str]) -> list[tuple[str, tuple[str, ...], int]]:
    """What adds up to what: wijken to a gebied, these to the city, half-years to the period, associations to all."""
    wijken = {g: tuple(c for c in above if above[c] == g) for g in sorted(set(above.values()))}
    return [
        *((gebied, parts, 0) for gebied, parts in wijken.items()),
        ("city", tuple(wijken), 0),
        ("all", tuple(HALVES), 1),
        ("all", ("A", "B", "C"), 2),
    ]


def truth(rows: list[tuple], above: dict[str, str]) -> Counter:
    found: Counter = Counter()
    for area, day, group, owner in rows:
        for cell in product((area, above[area], "city"), (half(day), "all"), (owner, "all")):
            found["r", *cell] += 1
            if MAIN[group] is not None:
                found["all", *cell] += 1
                found[MAIN[group], *cell] += 1
    return found


def counted(rows: list[tuple], by, last: date = LAST) -> sp.Shares:
    frame = pl.DataFrame(rows, schema=["area", "date", "group", "corporation"], orient="row")
    read = sp.read_rentals(frame, areas=tiles("wijk"), period=(FIRST, last))
    return sp.shares(sp.count(read, by=list(by) if isinstance(by, tuple) else by))


def attack(attacker: Attacker, files, fixed: tuple[str, ...] = TOTAL) -> Attacker:
    """Read files as written: each with the level of its areas."""
    for path, level in files:
        text = path.read_text(encoding="utf-8-sig")
        for code, words in HALVES.items():  # periods are written in words
            text = text.replace(words, code)
        path.write_text(text, encoding="utf-8")
        place = {head: at for head, at in PLACE.items() if head in text.split("\n")[0].split(",")}
        attacker.read_csv(path, place, fixed, level=level)
    return attacker


def written(results, names, folder, prefix: str = ""):
    """Write the files that are published, with the level of their areas."""
    levels = {"area": "wijk", "gebied": "gebied"}
    for shares, by in zip(results, names, strict=True):
        first = by[0] if isinstance(by, tuple) else by
        name = prefix + "-".join(by if isinstance(by, tuple) else (by,))
        yield sp.write_csv(shares, folder / f"{name}.csv", lang="en"), levels.get(first, "city")


@pytest.mark.parametrize("seed", range(SETS))
def test_no_withheld_figure_of_a_year_has_fewer_than_five_values(seed, tmp_path):
    rows, above = lettings(seed)
    names = TABLES[seed % len(TABLES)]
    results = sp.protect([counted(rows, by) for by in names])
    attacker = attack(Attacker(sums_of(above)), written(results, names, tmp_path))
    found = attacker.pinned()
    assert attacker.broken_by(truth(rows, above)) == []
    assert attacker.told > 10
    assert found == {}
    assert attacker.exposed == []


@pytest.mark.parametrize("seed", [8, 16, 24])
def test_a_sequel_and_the_edition_before_it_tell_nothing_together(seed, tmp_path):
    rows, above = lettings(seed)
    names, middle = ("area", "gebied"), HALFWAY
    first = sp.protect([counted([row for row in rows if row[1] <= middle], by, middle) for by in names])
    second = sp.protect([counted(rows, by) for by in names], earlier=list(first))
    attacker = Attacker([*sums_of(above), ("2016", ("2016-H1", "2016-H2"), 1)])
    attack(attacker, written(first, names, tmp_path, "first-"), ("city", "2016", "all"))
    attack(attacker, written(second, names, tmp_path))
    found = attacker.pinned()
    real = truth(rows, above)
    for measure, area, period, owner in list(real):
        if period in ("2016-H1", "2016-H2"):
            real[measure, area, "2016", owner] += real[measure, area, period, owner]
    assert attacker.broken_by(real) == []
    assert found == {}
    assert attacker.exposed == []


# --- what the version before printed: rows of its files, made up after the ways in (all SYNTHETIC)


def lines_of(attacker: Attacker, rows, level: str = "gebied") -> Attacker:
    """Read rows of text: area, category, count, share, step, status."""
    for area, kind, count, share, step, status in rows:
        attacker.read(LABELS[kind], (area, "all", "all"), STATUS[status], count, share, step, level=level)
    return attacker


def test_the_attacker_reads_a_small_count_from_its_sign():
    # `< 10` stood beside hidden counts of 1 to 4 alone, and beside no other hidden count.
    rows = [("DX01", "statushouders", ".", "< 10", "", "aandeel onder de genoemde grens")]
    cell = ("statushouders", "DX01", "all", "all")
    assert lines_of(Attacker(primary=True), rows).pinned()[cell] == 4
    assert cell not in lines_of(Attacker(), rows).pinned()  # now any hidden count may have the sign


def test_the_attacker_reads_the_complement_from_a_top_code():
    # 8 of `> 50`: a bound below the highest stood where fewer than 5 other lettings are, so 12 at most; a share has more
    # than 10 lettings: 11 or 12.
    rows = [("DX01", "totaal", "8", "> 50", "", "aandeel boven de genoemde grens")]
    assert lines_of(Attacker(), rows).pinned()["r", "DX01", "all", "all"] == 2


def test_the_attacker_reads_a_count_from_its_share():
    # The note of 2018, Table 1.5: 20 allocations, printed as 54%, leave 37 rentals (SPEC section 5).
    rows = [("E40", "totaal", "20", "54", "1", "getoond")]
    assert lines_of(Attacker(), rows, "wijk").pinned() == {("r", "E40", "all", "all"): 1}


def test_the_attacker_subtracts_parts_from_a_total():
    attacker = Attacker([("DX01", ("A00", "A01", "A02"), 0)])
    lines_of(attacker, [("DX01", "totaal", "30", ".", "", "afgeschermd")])
    parts = [("A00", "20", "getoond"), ("A01", ".", "afgeschermd"), ("A02", ".", "afgeschermd")]
    lines_of(attacker, [(area, "totaal", n, ".", "", status) for area, n, status in parts], "wijk")
    assert ("all", "A01", "all", "all") not in attacker.pinned()  # 1 to 9
    lines_of(attacker, [("A02", "totaal", "7", ".", "", "getoond")], "wijk")
    assert attacker.pinned()["all", "A01", "all", "all"] == 1


def test_the_attacker_takes_a_nil_by_subtraction_for_a_leak_and_one_in_print_for_none():
    # The note of 2018: T93 = DX20 tells that T92 has none (SPEC section 5). A gebied that prints none tells it of its wijken.
    parts = [("T92", "statushouders", ".", ".", "", "op dit niveau niet gepubliceerd")]
    cell = ("statushouders", "T92", "all", "all")
    for gebied, wijk, found in (("20", "20", {cell: 1}), ("-", "-", {})):
        attacker = Attacker([("DX20", ("T92", "T93"), 0)])
        lines_of(attacker, [("DX20", "statushouders", gebied, ".", "", "getoond")])
        attacker.read("statushouders", ("T93", "all", "all"), "shown", wijk, ".", "", level="gebied")
        lines_of(attacker, parts, "wijk")
        assert attacker.pinned() == found


def test_the_attacker_subtracts_an_edition_from_its_sequel():
    attacker = Attacker([("all", ("2016", "2017-H1"), 1)])
    attacker.read("all", ("A00", "2016", "all"), "shown", "20", ".", "", level="wijk")
    attacker.read("all", ("A00", "all", "all"), "shown", "23", ".", "", level="wijk")
    attacker.read("all", ("A00", "2017-H1", "all"), "hidden", ".", ".", "", level="wijk")
    assert attacker.pinned()["all", "A00", "2017-H1", "all"] == 1


def test_the_attacker_sees_what_the_rules_hold_back():
    attacker = lines_of(Attacker(), [("E40", "statushouders", "12", "20", "1", "getoond")], "wijk")
    assert attacker.exposed == [("statushouders", "E40", "all", "all")]
