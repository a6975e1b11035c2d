"""The extract for one association: its own figures exact, of the others only what the page tells it; all SYNTHETIC."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import polars as pl
import pytest

import spreiding as sp
from spreiding.areas.listed import listed_areas
from spreiding.cli.commands import main
from spreiding.edition.contents import sections
from spreiding.edition.run import Run

YEARS = (2021, 2022)
WIJKEN = [f"W{i:02d}" for i in range(8)]
GEBIED = {code: f"G{i // 3}" for i, code in enumerate(WIJKEN)}
NAMES = ("Aa", "Bee", "Cee")
GROUPS = pl.DataFrame(
    {
        "code": ["JG", "VB", "MD"],
        "main_group": ["met_begeleiding", "statushouders", "zonder_begeleiding"],
        "sensitivity": ["social"] * 3,
    }
)
HEAD = ("niveau", "code", "naam", "periode", "categorie", "eigen toewijzingen", "eigen verhuringen",
        "toewijzingen van de anderen samen", "verhuringen van de anderen samen", "status")  # fmt: skip
WORDS = {
    "totaal": "all",
    "met begeleiding op de woning": "met_begeleiding",
    "zonder begeleiding op de woning": "zonder_begeleiding",
    "statushouders": "statushouders",
}
#: Fewer allocations than these the rules of ``ois`` hide: in all, and of a main group in a wijk.
LEAST, LEAST_GROUP = 5, 10


def records(seed):
    """Lettings of three associations, Cee in few areas; some without an association, and one without a place."""
    chance = Random(seed)
    rows = []
    for year in YEARS:
        for number, code in enumerate(WIJKEN):
            for _ in range(chance.choice([4, 30, 60, 90])):
                day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
                group = chance.choice(["JG", "JG", "VB", "MD"]) if chance.random() < 0.45 else None
                whose = chance.choice([*NAMES, None]) if number % 4 == seed % 4 else chance.choice(NAMES[:2])
                rows.append((day, code, group, whose))
        rows.append((date(year, 5, 5), None, "JG", "Aa"))
    return pl.DataFrame(rows, schema=["date", "area", "group", "corporation"], orient="row")


def study_of(frame, **more):
    areas = listed_areas({"code": WIJKEN, "in": list(GEBIED.values())}, parent={"gebied": "in"})
    period = (date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))
    rentals = sp.read_rentals(frame, groups=sp.target_groups(GROUPS), areas=areas, period=period)
    days = [date(year, 1, 1) for year in YEARS]
    stock = pl.DataFrame([(code, day, 2000) for code in WIJKEN for day in days], schema=["area", "date", "stock"],
                         orient="row")  # fmt: skip
    return sp.Study(rentals, sp.read_stock(stock, date="date"), areas, by="year", level="wijk", period=period,
                    formats=(), **more)  # fmt: skip


def lines(path):
    """Rows of the extract by level, code, period and group, and its note."""
    head, *rows = csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert tuple(head) == HEAD
    *rows, note = rows
    return {(row[0], row[1], row[3], WORDS[row[4]]): row[5:] for row in rows}, note


def printed(folder):
    """What the edition prints, as text, by the same keys."""
    rows = csv.DictReader((folder / "tables" / "area_period.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    named = {"city": "gemeente"}
    return {(named.get(r["level"], r["level"]), r["code"], r["period"], r["group"]): r for r in rows}


def let(frame, key, *, whose):
    """Count one association's lettings from its records: the oracle of this file."""
    level, code, period, group = key
    place = {"wijk": pl.col("area").fill_null("ONBEKEND") == code,
             "gebied": pl.col("area").replace(GEBIED).fill_null("ONBEKEND") == code, "gemeente": pl.lit(value=True)}  # fmt: skip
    rows = frame.filter(place[level], pl.col("date").dt.year() == int(period), pl.col("corporation") == whose)
    codes = GROUPS.filter((pl.col("main_group") == group) | (group == "all"))["code"].implode()
    return rows.filter(pl.col("group").is_in(codes)).height, rows.height


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_own_figures_are_exact_and_others_are_what_the_page_tells_less_these(seed, tmp_path):
    frame = records(seed)
    study = study_of(frame)
    page = printed(sp.report(study, tmp_path / "editie"))
    for name in ("Aa", "Cee"):
        found, note = lines(sp.extract(study, name, tmp_path / "uit.csv"))
        assert name in note[0]
        assert set(found) == set(page)
        shown = small = hidden = 0
        for key, (own_allocations, own_rentals, allocations, rentals, status) in found.items():
            mine = let(frame, key, whose=name)
            assert (int(own_allocations), int(own_rentals)) == mine, key
            assert (rentals == ".") == (page[key]["rentals"] == "."), key  # protected pages print no rentals but 0
            total = page[key]["allocations"]
            least = LEAST_GROUP if key[0] == "wijk" and key[3] == "met_begeleiding" else LEAST
            if not total.isdigit():
                hidden += 1
                assert (allocations, status) == (".", "afgeschermd"), key
            elif 0 < int(total) - mine[0] < least:
                small += 1
                assert (allocations, status) == (".", "afgeschermd"), key
            else:
                shown += 1
                assert (int(allocations), status) == (int(total) - mine[0], "getoond"), key
        assert shown
        assert hidden
        assert small or name == "Cee"


def test_own_figures_are_those_of_a_count_of_its_own_records(tmp_path):
    frame = records(1)
    study = study_of(frame)
    found, _ = lines(sp.extract(study, "Bee", tmp_path / "uit.csv"))
    alone = study_of(frame.filter(pl.col("corporation") == "Bee")).rentals
    for level, by in (("wijk", "area"), ("gebied", "gebied")):
        for row in sp.count(alone, by=[by, "year"]).to_dicts():
            own = found[level, row["area"], row["year"], row["group"]]
            assert own[:2] == [str(row["allocations"]), str(row["rentals"])]


def test_lettings_without_a_place_stay_a_row_of_their_own(tmp_path):
    found, _ = lines(sp.extract(study_of(records(2)), "Aa", tmp_path / "uit.csv"))
    assert found["wijk", "ONBEKEND", "2021", "all"][:2] == ["1", "1"]


def test_rounded_counts_tell_nothing_of_the_others(tmp_path):
    found, _ = lines(sp.extract(study_of(records(1), rules="cbs"), "Aa", tmp_path / "uit.csv"))
    assert {row[2] for row in found.values()} == {"."}


def test_a_page_for_internal_use_is_protected_first(tmp_path):
    study = study_of(records(1))
    own = [sp.extract(one, "Aa", tmp_path / f"{i}.csv").read_bytes()
           for i, one in enumerate((study, replace(study, unprotected="internal")))]  # fmt: skip
    assert own[0] == own[1]


@pytest.fixture
def refused(tmp_path):
    def run(study, name="Aa", path=tmp_path):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.extract(study, name, path)
        assert not list(tmp_path.rglob("uittreksel*"))
        return caught.value

    return run


def test_an_association_nobody_knows_is_told_names_of_five_lettings_or_more(refused):
    few = records(1).vstack(pl.DataFrame({"date": [date(2021, 3, 3)] * 4, "area": ["W01"] * 4,
                                         "group": [None] * 4, "corporation": ["Janssens"] * 4},
                                        schema=records(1).schema))  # fmt: skip
    error = refused(study_of(few), "Jansens")
    assert (error.code, error.data["n"], error.data["near"]) == ("extract-unknown", 4, "none")
    five = few.vstack(few.tail(1))
    assert refused(study_of(five), "Jansens").data["near"] == "Janssens"
    assert refused(study_of(five), "").code == "extract-unknown"


@pytest.mark.parametrize(("lang", "words"), [("nl", "(naam niet getoond)"), ("en", "(name not shown)")])
def test_an_association_of_few_lettings_has_no_name_in_the_language_of_the_page(lang, words):
    frame = records(1)
    study = study_of(pl.concat([frame, frame.head(2).with_columns(corporation=pl.lit("Dee"))]))
    (chapter,) = (part for part in sections(Run(study, lang)) if part.anchor == "corporaties")
    assert words in str(chapter)
    assert "Dee" not in str(chapter)


def test_records_without_associations_and_bad_places_are_refused(refused, tmp_path):
    frame = records(1)
    error = refused(study_of(frame.drop("corporation")))
    assert error.code == "extract-no-associations"
    assert "'corporation'" in str(error)
    study = study_of(frame)
    sp.report(study, tmp_path / "editie")
    assert refused(study, path=tmp_path / "editie").code == "extract-in-edition"
    assert refused(study, path=tmp_path / "editie" / "tables" / "x.csv").code == "extract-in-edition"
    assert refused(study, path=tmp_path / "weg" / "x.csv").code == "path-folder"
    assert refused(study, path=tmp_path / "weg/").code == "path-folder"
    assert refused(study, path=tmp_path / "x.html").code == "path-ending"


def test_associations_with_names_alike_have_files_of_their_own(tmp_path):
    frame = records(1).with_columns(pl.col("corporation").replace({"Aa": "De Bron", "Bee": "de-bron"}))
    study = study_of(frame)
    names = [sp.extract(study, name, tmp_path).name for name in ("de-bron", "De Bron", "de-bron")]
    assert names == ["uittreksel-de-bron-2.csv", "uittreksel-de-bron.csv", "uittreksel-de-bron-2.csv"]


def test_the_command_writes_one_file_of_the_example_of_six_years(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["example", "years"]) == 0
    Path("uit").mkdir()
    capsys.readouterr()
    name = "Corporatie A (synthetisch)"
    assert main(["extract", "amsterdam_years.toml", "--association", name, "--out", "uit"]) == 0
    assert capsys.readouterr().out.split() == [str(Path("uit") / "uittreksel-corporatie-a-synthetisch.csv")]
    (path,) = Path("uit").iterdir()
    found, _ = lines(path)
    study = sp.read_study("amsterdam_years.toml")
    for row in sp.count(study.rentals, by=["gebied", "year", "corporation"]).select(corporation=name).to_dicts():
        own = found["gebied", row["area"], row["year"], row["group"]]
        assert own[:2] == [str(row["allocations"]), str(row["rentals"])]
    assert main(["extract", "amsterdam_years.toml", "--association", "Corporatie Z (synthetisch)", "--lang", "en"]) == 2
    assert "none of the 6 associations" in capsys.readouterr().err
