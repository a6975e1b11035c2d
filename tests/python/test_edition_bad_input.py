"""What an edition cannot be made of: each is told by a code, and where it stands. All records are SYNTHETIC."""

import re
import shutil
from datetime import date, timedelta
from random import Random

import polars as pl
import pytest

import spreiding as sp
from spreiding.edition.figures import compute
from spreiding.edition.found import init

WIJKEN = [f"W{i:02d}" for i in range(1, 9)]


def dutch(path, head, rows):
    path.write_bytes("\r\n".join([head, *(";".join(map(str, row)) for row in rows), ""]).encode("cp1252"))


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Return a function that writes the files of an office, and changes the study file that `init` makes of them."""
    monkeypatch.chdir(tmp_path)

    def make(groups=("JG", "VB"), years=(2023, 2024, 2025), *, skip=(), **keys):
        chance = Random(5)
        for year in years:
            rows = []
            for wijk in WIJKEN:
                for _ in range(chance.randint(60, 90)):
                    day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
                    group = chance.choice(groups) if chance.random() < 0.3 else ""
                    rows.append(
                        [f"{day:%d-%m-%Y}", wijk, group, f"{day - timedelta(days=chance.randrange(200)):%d-%m-%Y}"]
                    )
            dutch(tmp_path / f"verhuringen {year}.csv", "Datum;Wijkcode;Doelgroep;Datum beschikbaar", rows)
            stock = [[f"Wijk {wijk}", wijk, f"1-1-{year}", 1500] for wijk in WIJKEN]
            if year not in skip:
                dutch(tmp_path / f"voorraad {year}.csv", "Wijk;Wijkcode;Peildatum;Woningen", stock)
        own = [["JG", "Jongeren", "Uitstroom", "laag"], ["VB", "Vergunninghouders", "Vergunninghouders", "laag"]]
        if "JG" in groups:
            dutch(tmp_path / "doelgroepen.csv", "code;naam;hoofdgroep;gevoeligheid", own)
        return study_file(tmp_path, **keys)

    return make


def study_file(folder, **keys):
    text = init([str(path) for path in sorted(folder.glob("*.csv")) if path.name != "afspraken.csv"])
    for name, value in keys.items():
        text = re.sub(rf"^(# )?{name} = .*", lambda _, n=name, v=value: f"{n} = {v}", text, count=1, flags=re.MULTILINE)
    (folder / "editie.toml").write_text(text, "utf-8")
    return folder


def refused(call):
    with pytest.raises(sp.InvalidInputError) as error:
        call()
    return error.value


def test_a_year_without_stock_has_no_share_of_it_and_no_other_years(office):
    office(skip=(2024,))
    study = sp.read_study("editie.toml")
    found = compute(sp.Study(**{**vars(study), "unprotected": "internal"})).periods
    rows = found.to_polars().filter(group="all").select("year", "stock").rows()
    assert rows == [("2023", 12_000), ("2024", None), ("2025", 12_000)]
    assert found.stock_days.filter(period="2024").item(0, "reason") == "no-stock-of-period"


@pytest.mark.parametrize("rows", [None, 20], ids=["the same file", "all but 20 rows"])
def test_the_same_year_in_two_files_is_refused(office, rows):
    folder = office()
    one, other = folder / "verhuringen 2024.csv", folder / "verhuringen 2024 nieuw.csv"
    shutil.copy(one, other)
    if rows:
        other.write_bytes(b"\r\n".join([*one.read_bytes().split(b"\r\n")[: -rows - 1], b""]))
    study_file(folder)
    error = refused(lambda: sp.read_study("editie.toml"))
    assert error.code == "files-same-lettings"
    assert error.place["source"] == f"{other.name}, {one.name}"
    held = len(other.read_bytes().split(b"\r\n")) - 2
    assert error.data["n"] == held
    study_file(folder, overrides='{duplicate_letting = "twee leveranciers"}')
    assert sp.read_study("editie.toml").rentals.rows > held  # who says why, goes on


def test_two_suppliers_of_one_year_are_no_double(office):
    folder = office()
    lines = (folder / "verhuringen 2024.csv").read_bytes().split(b"\r\n")
    head, rows = lines[0], lines[1:-1]
    for name, part in (("verhuringen 2024.csv", rows[::2]), ("verhuringen 2024 b.csv", rows[1::2])):
        (folder / name).write_bytes(b"\r\n".join([head, *part, b""]))
    study_file(folder)
    assert sp.read_study("editie.toml").rentals.rows == sp.read_rentals(
        sorted(str(path) for path in folder.glob("verhuringen*.csv")), columns={"date": "Datum", "area": "Wijkcode", "group": "Doelgroep"},
        groups=sp.target_groups({"code": ["JG", "VB"], "main_group": ["a", "b"]}),
    ).rows  # fmt: skip


def test_a_scheme_holds_until_the_next_begins_and_then_no_more(office):
    path = office(groups=("SMU", "STATUS_REGULIER"), years=(2022, 2023)) / "editie.toml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^groups = .*", 'groups = "phkg2020"', text, flags=re.MULTILINE), "utf-8")
    study = sp.read_study("editie.toml")
    found = sp.check(study.rentals, stock=study.stock).findings.filter(check="unknown_code").to_dicts()
    assert [(one["severity"], one["code"]) for one in found] == [("W", "group-held-on")]
    codes = study.rentals.rows  # every allocation is of a year that the document of 2020 is not about
    allocations = sp.count(study.rentals, by="city").to_polars().filter(group="all").item(0, "allocations")
    assert found[0]["count"] == allocations < codes


def test_a_year_without_a_scheme_is_refused(office):
    folder = office(groups=("SMU", "STATUS_REGULIER"), years=(2023, 2024))
    path = folder / "editie.toml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^groups = .*", 'groups = "phkg2020"', text, flags=re.MULTILINE), "utf-8")
    error = refused(lambda: sp.read_study(path))
    assert error.code == "records-problem"
    assert "2020-01-01 to 2023-12-31" in str(error)


def test_agreed_figures_for_an_unknown_group_are_refused(office):
    folder = office()
    dutch(folder / "afspraken.csv", "group;agreed", [["XX", 10]])
    study_file(folder, agreed='"afspraken.csv"')
    study = sp.read_study("editie.toml")
    error = refused(lambda: compute(study))
    assert (error.code, error.place["column"], error.place["rows"]) == ("agreed-unknown-group", "group", [1])


def test_a_contract_before_the_wait_began_is_refused(office):
    folder = office()
    file = folder / "verhuringen 2024.csv"
    lines = file.read_text("cp1252").split("\n")
    row = next(at for at, line in enumerate(lines) if ";JG;" in line)
    lines[row] = re.sub(r";[^;]*$", ";31-12-2025\r", lines[row])
    file.write_bytes("\n".join(lines).encode("cp1252"))
    study = sp.read_study("editie.toml")
    error = refused(lambda: compute(study))
    assert error.code == "wait-after-contract"
    assert (error.place["source"], error.place["column"]) == (file.name, "Datum beschikbaar")
    assert error.place["rows"] == [row]


def test_taking_one_year_together_is_refused(office):
    folder = office()
    study_file(folder, pool="1")
    assert refused(lambda: sp.read_study("editie.toml")).code == "pool-by-year"


def test_years_taken_together_add_up(office):
    office(pool="3")
    study = sp.read_study("editie.toml")
    found = compute(sp.Study(**{**vars(study), "unprotected": "internal"}))
    together = found.pooled.to_polars().select("area", "allocations", "rentals").sort("area")
    apart = found.districts.to_polars().filter(group="all").group_by("area").agg(
        allocations=pl.col("allocations").sum(), rentals=pl.col("rentals").sum()
    )  # fmt: skip
    assert together.equals(apart.sort("area"))
    kept = compute(study)
    assert any(shares is kept.pooled for shares in kept.printed)  # protected with the rest
