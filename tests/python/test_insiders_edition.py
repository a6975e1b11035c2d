"""A page beside the extract of one association: together they tell it nothing of the others. All records are synthetic.

Oracle: the audit of everything the page prints, beside what the association counts in its own records.
"""

from __future__ import annotations

import warnings

import polars as pl
import pytest
from test_extract import GEBIED, GROUPS, NAMES, WIJKEN, YEARS, lines, records, study_of

import spreiding as sp
from spreiding.edition.figures import compute

MAIN = dict(GROUPS.select("code", "main_group").rows())


def own(frame, name):
    """What an association counts of itself: wijk, year and main group, nil where it let nothing."""
    mine = frame.filter(corporation=name).with_columns(
        pl.col("area").fill_null("ONBEKEND"), year=pl.col("date").dt.year()
    )
    mine = mine.with_columns(main=pl.col("group").replace(MAIN))
    rows = []
    for area in [*WIJKEN, "ONBEKEND"]:
        for year in YEARS:
            here = mine.filter(area=area, year=year)
            for group in ("all", *MAIN.values()):
                told = here.filter(pl.col("main").is_not_null()) if group == "all" else here.filter(main=group)
                rows.append((area, str(year), group, name, told.height, here.height if group == "all" else None))
    table = pl.DataFrame(rows, schema=["area", "year", "group", "corporation", "a", "r"], orient="row")
    keys = {key: key for key in ("area", "year", "group", "corporation")}
    return sp.PrintedTable(frame=table, keys=keys, columns={"allocations": "a", "rentals": "r"}, name=name)


def derived(found, frame, name):
    """Return what the page and its own figures tell an association of others."""
    told = sp.audit(*found.printed, own(frame, name)).findings
    # None at all is no secret.
    return told.filter(pl.col("corporation") != name, pl.col("high") > 0)


@pytest.mark.parametrize("seed", [1, 2])
def test_page_and_own_figures_together_tell_an_association_nothing_of_others(seed):
    frame = records(seed)
    open_page, guarded = (compute(study_of(frame, insiders=names)) for names in ((), ("associations",)))
    assert any(derived(open_page, frame, name).height for name in NAMES)
    named = guarded.districts.protection.known_inside
    for name in NAMES:
        found = derived(guarded, frame, name)
        loose = [row for row in found.iter_rows(named=True) if not any(row["area"] in label for label in named)]
        assert not loose, (name, found)


def test_the_extract_is_the_page_and_the_own_figures(tmp_path):
    frame = records(1)
    guarded = study_of(frame, insiders=("Aa",))
    found, _ = lines(sp.extract(guarded, "Aa", tmp_path))
    least = {"met_begeleiding": 10}
    for (level, _, _, group), (_, _, others, _, _) in found.items():
        if others != "." and int(others):
            assert int(others) >= (least.get(group, 5) if level == "wijk" else 5)


def test_the_study_file_names_them_and_refuses_one_that_nobody_knows(tmp_path):
    frame = records(1).with_columns(pl.col("date").dt.to_string())
    frame.write_csv(tmp_path / "verhuringen.csv")
    GROUPS.write_csv(tmp_path / "groepen.csv")
    pl.DataFrame({"code": WIJKEN, "gebied": list(GEBIED.values())}).write_csv(tmp_path / "wijken.csv")
    text = """[study]
title = "Proef"
[records]
files = ["verhuringen.csv"]
groups = "groepen.csv"
period = [2021-01-01, 2022-12-31]
[areas]
file = "wijken.csv"
parents = {gebied = {code = "gebied"}}
[report]
by = "year"
formats = []
[protection]
insiders = INSIDERS
"""

    def study(insiders):
        (tmp_path / "editie.toml").write_text(text.replace("INSIDERS", insiders), encoding="utf-8")
        return sp.read_study(tmp_path / "editie.toml")

    assert study('["associations"]').insiders == ("associations",)
    assert study('["Aa", "Bee"]').insiders == ("Aa", "Bee")
    with pytest.raises(sp.InvalidInputError) as caught:
        compute(study('["Bees"]'))
    assert (caught.value.code, caught.value.data["near"]) == ("unknown-insider", ["Bee"])
    frame.drop("corporation").write_csv(tmp_path / "verhuringen.csv")
    with pytest.raises(sp.InvalidInputError) as caught:
        compute(study('["associations"]'))
    assert caught.value.code == "insiders-need-column"


def test_a_cell_that_must_be_shown_is_named_where_an_association_can_subtract_from_it():
    counts = {"area": list("ABC"), "allocations": [20, 30, 40], "rentals": [90, 110, 150]}
    mine = {"area": ["A"], "allocations": [17], "rentals": [60]}
    given, knows = (sp.shares(sp.Counts.from_frame(frame)) for frame in (counts, mine))
    tree = {"area": dict.fromkeys("ABC")}
    inside = {"Aa": [knows]}
    hidden = sp.protect(given, hierarchy=tree, insiders=inside).to_polars().filter(area="A")
    assert hidden["allocations"].item() is None
    open_cell = {"area": ["A"], "status": ["shown"]}
    out = sp.protect(given, hierarchy=tree, insiders=inside, cells=open_cell)
    assert out.to_polars().filter(area="A")["allocations"].item() == 20
    assert out.protection.known_inside == ("Aa: allocations of area A",)


def test_own_figures_that_are_more_than_all_are_refused():
    given, knows = (
        sp.shares(sp.Counts.from_frame({"area": ["A", "B"], "allocations": [n, 30], "rentals": [90, 110]}))
        for n in (20, 21)
    )
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(given, insiders={"Aa": [knows]})
    assert (caught.value.code, caught.value.data["name"]) == ("insider-contradicts", "Aa")


def test_what_cannot_be_hidden_is_warned_of():
    frame = records(1)
    cells = pl.DataFrame({"area": [], "status": []}, schema={"area": pl.String, "status": pl.String})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = compute(study_of(frame, insiders=("associations",), cells=cells))
    named = [w for w in caught if issubclass(w.category, sp.KnownInsideWarning)]
    assert bool(named) is bool(found.districts.protection.known_inside)
