"""What an edition cannot be made of: each is told by a code, and where it stands. All records are SYNTHETIC."""

import re
import shutil
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from offices import WIJKEN, dutch, write_office

import spreiding as sp
from spreiding.edition.figures import compute
from spreiding.edition.found import init
from spreiding.edition.run import Run


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Return a function that writes the files of an office, and changes the study file that `init` makes of them."""
    monkeypatch.chdir(tmp_path)

    def make(keys=None, **how):
        return study_file(write_office(tmp_path, **how), **(keys or {}))

    return make


def study_file(folder, **keys):
    with chdir(folder):  # a study file names files from where it stands
        text = init([path.name for path in sorted(Path().glob("*.csv")) if path.name != "afspraken.csv"])
    for name, value in keys.items():
        text = re.sub(rf"^(# )?{name} = .*", lambda _, n=name, v=value: f"{n} = {v}", text, count=1, flags=re.MULTILINE)
    (folder / "editie.toml").write_text(text, "utf-8")
    return folder


def lines(path):
    return Path(path).read_bytes().decode("cp1252").split("\r\n")[:-1]


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
    told = Run(study, "nl").findings.findings.filter(check="stock_gap")
    assert told.select("severity", "code", "found").rows() == [("W", "no-stock-of-period", "2024")]


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
        sorted(str(path) for path in folder.glob("verhuringen*.csv")), columns={"date": "Datum ingang contract", "area": "Wijkcode", "group": "Doelgroep"},
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
    late = [row for row, line in enumerate(lines(folder / "verhuringen 2024.csv")[1:], 1) if line.split(";")[2]]
    assert error.code == "records-problem"
    assert error.place["rows"] == late[:5]
    assert error.place["column"] == "Doelgroep"
    assert "verhuringen 2024.csv, row" in str(error)
    assert "2020-01-01 to 2023-12-31" in str(error)


def test_a_code_that_is_valid_in_one_year_only_is_refused_in_another(office):
    folder = office()
    dutch(folder / "doelgroepen.csv", "code;hoofdgroep;gevoeligheid;valid_from;valid_to",
          [["JG", "Uitstroom", "laag", "", ""], ["VB", "Vergunninghouders", "laag", "1-1-2024", "31-12-2024"]])  # fmt: skip
    error = refused(lambda: sp.read_study("editie.toml"))
    early = [
        row for row, line in enumerate(lines(folder / "verhuringen 2023.csv")[1:], 1) if line.split(";")[2] == "VB"
    ]
    assert error.code == "records-problem"
    assert (error.place["column"], error.place["rows"]) == ("Doelgroep", early[:5])
    assert "2024-01-01 to 2024-12-31" in str(error)
    assert "VB" not in str(error).replace("verhuringen", "")  # a code of the records is not told


def test_a_part_of_a_year_is_not_compared_with_a_whole_one(office):
    office({"period": "[2023-01-01, 2025-06-30]", "compare": '["2023", "2025"]'})
    head, *rows = lines("verhuringen 2025.csv")
    half = [head, *(row for row in rows if int(row.split("-")[1]) <= 6)]
    Path("verhuringen 2025.csv").write_bytes("\r\n".join([*half, ""]).encode("cp1252"))
    study = sp.read_study("editie.toml")
    error = refused(lambda: sp.report(study, "editie/"))
    assert error.code == "compare-two-whole"
    assert (error.data["found"], error.data["known"]) == (["2023", "2025"], ["2023", "2024"])
    assert not Path("editie").exists()
    page = sp.report(replace(study, compare=()), "pagina.html").read_text("utf-8")
    assert "vergelijk die periode niet met een hele" in page
    assert "tussen 2023 en 2024" in page


@pytest.mark.parametrize(("change", "code", "data"), [
    ({"municipality": "Anderstad"}, "earlier-other-municipality", {"found": "Anderstad"}),
    ({"areas": True}, "earlier-other-scheme", {"periods": ["2023", "2024", "2025"]}),
])  # fmt: skip
@pytest.mark.parametrize("unprotected", [None, "internal"])
def test_an_earlier_edition_of_another_place_is_refused(change, code, data, unprotected, office):
    office({"municipality": '"Proefstad"', "formats": '["csv"]'})
    study = replace(sp.read_study("editie.toml"), unprotected=unprotected)
    if "areas" in change:
        other = Path("ander")
        other.mkdir()
        for file in Path().glob("*.csv"):
            (other / file.name).write_bytes(file.read_bytes().replace(b"W0", b"V0"))
        old = sp.read_study(study_file(other) / "editie.toml")
        old = replace(old, municipality="Proefstad", formats=("csv",), unprotected=unprotected)
    else:
        old = replace(study, **change)
    sp.report(old, "oud/")
    error = refused(lambda: sp.report(replace(study, earlier=("oud",)), "nieuw/"))
    assert (error.code, error.data["source"]) == (code, "oud")
    assert {name: error.data[name] for name in data} == data
    assert not Path("nieuw").exists()


def test_an_earlier_edition_of_another_division_and_of_other_years_is_told_and_taken(office):
    folder = office()
    other = folder / "ander"
    other.mkdir()
    for file in folder.glob("*.csv"):
        if "2025" not in file.name:
            (other / file.name).write_bytes(file.read_bytes().replace(b"W0", b"V0"))
    sp.report(replace(sp.read_study(study_file(other) / "editie.toml"), formats=("csv",)), "oud/")
    study = sp.read_study("editie.toml")
    late = sp.read_study(
        study_file(folder, files='["verhuringen 2025.csv"]', period="[2025-01-01, 2025-12-31]") / "editie.toml"
    )
    assert late.rentals.rows < study.rentals.rows
    page = sp.report(replace(late, earlier=("oud",)), "pagina.html").read_text("utf-8")
    assert "is niet te vergelijken" in page or "andere perioden" in page


def test_characteristics_of_another_year_are_not_used_and_told(office):
    folder = office()
    dutch(
        folder / "kenmerken.csv",
        "Wijkcode;Jaar;Bijstand",
        [[code, 2019, f"0,{at + 1}"] for at, code in enumerate(WIJKEN)],
    )
    study = sp.read_study(study_file(folder) / "editie.toml")
    assert study.covariates is not None
    page = sp.report(replace(study, unprotected="internal"), "pagina.html").read_text("utf-8")
    for year in ("2023", "2024", "2025"):
        assert f"{year}: er zijn geen kenmerken van dat jaar, en die van een ander jaar zijn niet gebruikt." in page
    told = Run(study, "nl").findings.findings.filter(check="covariate_origin")
    assert told.select("severity", "code").rows() == [("W", "origin-not-given")]


def test_a_year_of_characteristics_is_a_whole_number(office):
    folder = office()
    rows = [[code, "2024,5" if at == 2 else 2024, f"0,{at + 1}"] for at, code in enumerate(WIJKEN)]
    dutch(folder / "kenmerken.csv", "Wijkcode;Jaar;Bijstand", rows)
    study_file(folder)
    error = refused(lambda: sp.read_study("editie.toml"))
    assert error.code == "year-not-whole"
    assert (error.place["source"], error.place["column"], error.place["rows"]) == ("kenmerken.csv", "year", [3])
    dutch(folder / "kenmerken.csv", "Wijkcode;Jaar;Bijstand", [[code, 2024, share] for code, _, share in rows])
    study = sp.read_study("editie.toml")
    assert study.covariates.get_column("year").to_list() == [2024] * len(WIJKEN)
    fits = Run(replace(study, unprotected="internal"), "nl").over_time.fits
    assert "2024" in fits.models or [gap.code for gap in fits.gaps if gap.period == "2024"] == ["regression-too-few"]


def test_a_folder_that_is_not_ours_stays_as_it_is(office):
    folder = office()
    (folder / "editie").mkdir()
    (folder / "editie" / "brief.txt").write_text("van iemand anders", "utf-8")
    error = refused(lambda: sp.report(sp.read_study("editie.toml"), "editie/"))
    assert (error.code, error.data["path"]) == ("folder-not-ours", "editie")
    assert [path.name for path in (folder / "editie").iterdir()] == ["brief.txt"]


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
    office({"pool": "3"})
    study = sp.read_study("editie.toml")
    found = compute(sp.Study(**{**vars(study), "unprotected": "internal"}))
    together = found.pooled.to_polars().select("area", "allocations", "rentals").sort("area")
    apart = found.districts.to_polars().filter(group="all").group_by("area").agg(
        allocations=pl.col("allocations").sum(), rentals=pl.col("rentals").sum()
    )  # fmt: skip
    assert together.equals(apart.sort("area"))
    kept = compute(study)
    assert any(shares is kept.pooled for shares in kept.printed)  # protected with the rest
