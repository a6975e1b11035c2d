"""The edition of several years: its folder, its tables, and that it speaks of no other place than its own."""

import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from municipality import GROUPS, made_up

import spreiding as sp
from spreiding.edition.contents import sections
from spreiding.edition.editions import read_edition, withdraw
from spreiding.edition.run import Run

PUBLISHED = {  # Table 1.1 of the 2018 note; NUL20 for 2018-2021 (2021: status holders derived)
    "2016": (428, 300, 890),
    "2018": (638, 557, 444),
    "2019": (518, 621, 483),
    "2020": (656, 674, 455),
    "2021": (810, 687, 620),
}
MAIN = ("met_begeleiding", "zonder_begeleiding", "statushouders")


@pytest.fixture(scope="module")
def years():
    return sp.examples.amsterdam_years()


@pytest.fixture(scope="module")
def folder(years, tmp_path_factory):
    return sp.report(years, tmp_path_factory.mktemp("uitgave") / "editie")


# The example


def test_totals_per_main_group_are_the_published_ones(years):
    found = sp.count(years.rentals, by="year").to_polars()
    for year, numbers in PUBLISHED.items():
        for group, n in zip(MAIN, numbers, strict=True):
            assert found.filter(pl.col("year") == year, pl.col("group") == group)["allocations"].item() == n
    half = sp.count(years.rentals, by="half_year").to_polars().filter(half_year="2017-H1")
    assert [half.filter(group=group)["allocations"].item() for group in MAIN] == [286, 166, 345]


def test_the_example_is_the_same_every_time_and_says_that_it_is_made_up(years):
    again = sp.examples.amsterdam_years()
    assert again.records.equals(years.records)
    assert years.synthetic
    assert 45_000 < years.rentals.rows < 55_000
    assert "synthetic" in years.rentals.source


def test_2020_is_the_delivery_of_the_programme(years):
    made = sp.programme(years.rentals, agreed=years.programme.agreed, waiting_from="available_date", target=1800)
    rows = made.to_polars().filter(period="2020")
    whole = rows.filter(main_group="all", group="all").row(0, named=True)
    assert (whole["agreed"], whole["delivered"]) == (1800, 1785)
    assert round(100 * whole["within_3_months"]) == 52
    of = {row["group"]: row for row in rows.to_dicts()}
    assert [of[code]["delivered"] for code in ("SMU", "ROLSTOEL", "CRISIS_GEZIN", "SHG")] == [541, 74, 35, 21]
    assert round(100 * of["SMU"]["within_3_months"]) == 50
    assert made.counted("2020") == 1711


def test_the_lettings_of_2020_read_on_the_scheme_of_2016(years):
    codes = sp.count(years.rentals, by="year", level="sub").to_polars().filter(year="2020")
    moved = years.rentals.groups.moved().get_column("code")
    n = codes.filter(pl.col("group").is_in(moved.implode()))["allocations"].sum()
    assert (656 + n, 674 - n) == (714, 616)


# The folder


def test_the_folder_has_its_parts_and_tables_their_columns(folder):
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    tables = {f"tables/{name}.{kind}" for name in ("area_period", "city_period", "change", "programme")
              for kind in ("csv", "parquet")}  # fmt: skip
    assert names >= {"index.html", "report.xlsx", "datapackage.json", "edition.json", *tables}
    assert any(name.startswith("figures/") and name.endswith(".svg") for name in names)
    text = (folder / "tables" / "area_period.csv").read_text(encoding="utf-8-sig")
    columns = {"level", "code", "name", "period", "group", "allocations", "rentals", "stock", "share_of_rentals_pct",
               "share_of_stock_pct", "status", "scheme"}  # fmt: skip
    assert columns <= set(text.splitlines()[0].split(";"))
    assert (folder / "tables" / "area_period.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["name"] for resource in package["resources"]} == {
        "area-period",
        "city-period",
        "change",
        "programme",
    }
    # The data package says what every status that stands in a table means.
    for resource in package["resources"]:
        about = {field["name"]: field.get("description", "") for field in resource["schema"]["fields"]}
        rows = pl.read_csv(folder / resource["path"], separator=";", infer_schema=False)
        assert all(f"{status} = " in about["status"] for status in rows.get_column("status").unique())


def test_tables_hold_what_the_records_count(folder, years):
    edition = read_edition(folder)
    frame = edition.tables["area_period"]
    wijk = frame.filter(level="wijk", period="2019", group="all")
    expected = sp.count(years.rentals, by=["area", "year"]).select(year="2019").frame.filter(group="all")
    assert wijk["allocations"].sum() == expected["allocations"].sum() == 1622
    city = frame.filter(level="city", period="2020", group="all").row(0, named=True)
    assert (city["code"], city["allocations"], city["rentals"]) == ("STAD", 1785, 7615)
    assert set(frame["level"]) == {"wijk", "gebied", "stadsdeel", "city"}
    change = edition.tables["change"]
    assert {"from", "to", "difference_pct_points", "lower", "upper", "q"} <= set(change.columns)


def test_the_same_input_gives_the_same_folder_and_other_content_another_version(years, folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert sp.report(years, folder) == folder
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    second = sp.report(replace(years, title="Anders"), folder)
    assert second.name == "editie_v2"
    assert read_edition(second).manifest["replaces"] == "editie"


def test_a_folder_that_is_not_ours_is_left_alone(years, tmp_path):
    (tmp_path / "foto's").mkdir()
    (tmp_path / "foto's" / "a.txt").write_text("x")
    with pytest.raises(sp.InvalidInputError) as found:
        sp.report(years, tmp_path / "foto's")
    assert found.value.code == "folder-not-ours"
    assert [path.name for path in (tmp_path / "foto's").iterdir()] == ["a.txt"]


def test_inputs_and_findings_stay_beside_the_folder(folder):
    beside = json.loads((folder.parent / "editie.intern.json").read_text(encoding="utf-8"))
    assert beside["records"]["read"] > 0
    assert not list(folder.rglob("*.intern.json"))
    assert "inputs" not in json.loads((folder / "edition.json").read_text(encoding="utf-8"))


def test_an_edition_that_was_changed_is_noticed(years, tmp_path):
    path = sp.report(replace(years, formats=("csv",)), tmp_path / "a")
    with (path / "tables" / "city_period.csv").open("a") as file:
        file.write("x")
    with pytest.raises(sp.InvalidInputError) as found:
        sp.read_edition(path)
    assert found.value.code == "edition-changed"
    assert found.value.data["changed"] == ["tables/city_period.csv"]


def test_a_withdrawn_edition_keeps_what_it_was(years, tmp_path):
    path = sp.report(replace(years, formats=("csv",)), tmp_path / "a")
    old = read_edition(path).manifest["outputs"]
    withdraw(path, reason="Fout in de bron.", date=date(2022, 7, 1))
    gone = read_edition(path)
    assert gone.withdrawn == "Fout in de bron."
    assert "Ingetrokken: Fout in de bron." in gone._repr_html_()
    assert gone.manifest["withdrawn"]["outputs"] == old
    assert "Fout in de bron." in (path / "index.html").read_text(encoding="utf-8")
    assert [p.name for p in path.iterdir() if p.is_dir()] == []


def test_the_next_edition_compares_with_the_one_before(years, folder):
    run = Run(replace(years, earlier=(str(folder),)), "nl")
    section = next(s for s in sections(run) if s.anchor == "herzieningen")
    assert "Geen aantal van de hele gemeente is veranderd" in str(section.blocks[0])


# Another municipality


STRANGE = (
    "amsterdam",
    "begeleiding",
    "statushouder",
    "stadsdeel",
    "borough",
    "notitie",
    "2018 note",
    "met_",
    "dx0",
    "refugee",
)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("unprotected", [True, False])
def test_another_municipality_reads_of_itself_only(lang, unprotected, tmp_path):
    study = replace(made_up(), lang=lang).edition(unprotected=unprotected)
    page = sp.report(study, tmp_path / "a.html", lang=lang).read_text(encoding="utf-8")
    text = re.sub(
        r"<style.*?</style>|<script.*?</script>|<svg.*?</svg>|<template.*?</template>", " ", page, flags=re.DOTALL
    )
    text = re.sub(r"<[^>]+>", " ", text).lower()
    assert "proefstad" in text
    assert [word for word in STRANGE if word in text] == []
    # It has wijken only. The quality chapter describes checks as such, whatever the study.
    own = " ".join(str(part) for part in sections(Run(study, lang)) if part.anchor != "kwaliteit").lower()
    assert re.findall(r"[^'_]\bgebied(?:en)?\b(?!')", own) == []
    assert all(group.lower() in text for group in GROUPS)


@pytest.mark.parametrize(
    "options",
    [
        {"n": 1},
        {"n": 12, "groups": ("Een",)},
        {"n": 120, "years": (2021,)},
        {"n": 9, "groups": tuple(f"Groep {i}" for i in range(20))},
        {"n": 12, "stock": False},
        {"n": 12, "tiles": False},
        {"n": 12, "empty": True},
        {"n": 5, "years": tuple(range(2012, 2022))},
    ],
    ids=",".join,
)
@pytest.mark.parametrize("unprotected", [True, False])
def test_a_study_of_any_shape_gives_a_page_or_one_error(options, unprotected, tmp_path):
    study = made_up(**options)
    try:
        path = sp.report(study, tmp_path / "editie", unprotected=unprotected)
    except sp.InvalidInputError as error:
        assert error.code  # says why  # noqa: PT017
        return
    assert (path / "index.html").stat().st_size > 10_000
    assert read_edition(path).tables["city_period"].height > 0


def test_every_picture_of_an_internal_edition_says_so_and_none_of_a_protected_one(tmp_path):
    for unprotected in (True, False):
        pictures = sp.report(made_up(), tmp_path / f"{unprotected}", unprotected=unprotected).glob("figures/*.svg")
        assert {"Intern, niet afgeschermd" in path.read_text() for path in pictures} == {unprotected}


def test_the_next_protected_edition_follows_from_the_folder_of_this_one(tmp_path):
    first = sp.report(made_up(years=(2019, 2020)), tmp_path / "2020", unprotected=False)
    study = replace(made_up(years=(2019, 2020, 2021)), earlier=(str(first),))
    second = read_edition(sp.report(study, tmp_path / "2021", unprotected=False))
    old, new = (edition.tables["area_period"] for edition in (read_edition(first), second))
    both = old.join(new, on=["level", "code", "period", "group"], suffix="_new")
    differ = pl.col("allocations") != pl.col("allocations_new")
    assert both.height > 100
    assert both.filter(differ).height == 0
    anchors = [section.anchor for section in sections(Run(study.edition(unprotected=False), "nl"))]
    assert "herzieningen" in anchors
