"""Confirmations in a study file and on the command line, and the files that go back. All records are synthetic."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

import spreiding as sp
from spreiding.cli import commands

AREAS = sp.examples.tiles("wijk")
BY = "A. Bakker: Woonboten: zonder wijk."


def records(n=60, bare=3):
    rows = range(n)
    return pl.DataFrame({
        "date": [date(2016, 1 + i % 12, 1 + i % 28) for i in rows],
        "area": [None if i < bare else ("E16", "A05", "M34")[i % 3] for i in rows],
        "group": [("UMO", None, "Noodsituatie medisch", None, None)[i % 5] for i in rows],
        "corporation": [None if i == 1 else ("Één & Co", "Twee")[i % 2] for i in rows],
        "dwelling_id": [f"woning {i}" for i in rows],
    })  # fmt: skip


@pytest.fixture
def study(tmp_path):
    """Write a study file with what it needs; returns a function that adds lines to it."""
    records().write_csv(tmp_path / "verhuringen.csv")
    pl.DataFrame({"area": AREAS.codes, "stock": [3000] * 99}).write_csv(tmp_path / "voorraad.csv")

    def write(*lines):
        path = tmp_path / "editie.toml"
        text = ["format = 1", "[study]", 'title = "SYNTHETISCH"', "[records]", 'files = ["verhuringen.csv"]',
                'groups = "ois2018"', "period = [2016-01-01, 2016-12-31]", "[areas]", 'scheme = "2015"', "[stock]",
                'files = ["voorraad.csv"]', "date = 2016-01-01", *lines]  # fmt: skip
        path.write_text("\n".join(text))
        return path

    return write


def run(capsys, *arguments):
    status = commands.main([str(part) for part in arguments])
    held = capsys.readouterr()
    return status, held.out, held.err


def test_a_confirmation_on_the_command_line_can_be_kept_and_is_void_when_the_records_change(study, tmp_path, capsys):
    plain = study()
    assert run(capsys, "check", plain, "--strict")[0] == 1
    status, out, _ = run(capsys, "check", plain, "--strict", "--confirm", f"missing_area={BY}", "--lang", "nl")
    assert status == 0
    assert "bevestigd door A. Bakker: Woonboten: zonder wijk." in out
    kept = out.partition("[checks.confirm]\n")[2].splitlines()
    assert [line.partition("@")[0] for line in kept] == ['"missing_area']
    own = study("[checks.confirm]", *kept)
    status, out, _ = run(capsys, "check", own, "--strict", "--lang", "nl")
    assert (status, "[checks.confirm]" in out) == (0, False)
    records(bare=4).write_csv(tmp_path / "verhuringen.csv")
    status, out, _ = run(capsys, "check", own, "--strict", "--lang", "nl")
    assert status == 1
    assert "De bevestiging van missing_area (Woonboten: zonder wijk.) is vervallen: de gegevens zijn veranderd." in out


def test_an_edition_keeps_who_confirmed_what_and_the_hash_stays_inside(study, tmp_path, capsys):
    _, out, _ = run(capsys, "check", study(), "--confirm", f"missing_area={BY}")
    own = study(
        "[report]", 'formats = ["csv"]', "[checks.confirm]", *out.partition("[checks.confirm]\n")[2].splitlines()
    )
    assert run(capsys, "report", own, "--out", tmp_path / "editie")[0] == 0
    manifest = json.loads((tmp_path / "editie" / "edition.json").read_text())
    said = {"check": "missing_area", "by": "A. Bakker", "reason": "Woonboten: zonder wijk."}
    assert manifest["confirmations"] == [said]
    inside = json.loads((tmp_path / "editie.intern.json").read_text())
    assert [{name: one[name] for name in said} for one in inside["confirmations"]] == [said]
    bases = [one["basis"] for one in inside["confirmations"]]
    files = [path.read_bytes() for path in (tmp_path / "editie").rglob("*") if path.is_file()]
    assert not any(basis.encode() in content for basis in bases for content in files)
    page = (tmp_path / "editie" / "index.html").read_text().replace("<wbr>", "")
    assert "Woonboten: zonder wijk. (A. Bakker)" in page
    # The same confirmations are taken as they were stored.
    again = sp.read_study(own)
    assert [one.basis for one in again.confirmed] == bases


@pytest.mark.parametrize(("lines", "words"), [
    (['missing_area = "A. Bakker: nagekeken"'], "zegt niet bij welke gegevens zij hoort"),
    (['"missing_area@0123456789abcdef" = "nagekeken"'], "noemt niemand"),
    (['"missing_area@0123456789abcdef" = "A. Bakker: "'], "heeft geen reden"),
    (['"dubbel@0123456789abcdef" = "A. Bakker: nagekeken"'], "moet een controle zijn"),
])  # fmt: skip
def test_a_confirmation_in_a_study_file_needs_all_its_parts(lines, words, study, capsys):
    status, _, err = run(capsys, "check", study("[checks.confirm]", *lines), "--lang", "nl")
    assert status == 2
    assert words in err


def test_a_confirmation_of_nothing_or_of_what_stops_is_refused(study, tmp_path, capsys):
    status, _, err = run(capsys, "check", study(), "--confirm", "rent_limit=A. Bakker: x", "--lang", "nl")
    assert (status, "geen waarschuwing van rent_limit" in err) == (2, True)
    pl.concat([records(), records(4)]).write_csv(tmp_path / "verhuringen.csv")
    status, _, err = run(capsys, "check", study(), "--confirm", "duplicate_letting=A. Bakker: x", "--lang", "nl")
    assert (status, "houdt publicatie tegen" in err) == (2, True)


def test_a_study_is_written_with_its_confirmations(study, tmp_path, capsys):
    _, out, _ = run(capsys, "check", study(), "--confirm", f"missing_area={BY}")
    own = sp.read_study(study("[checks.confirm]", *out.partition("[checks.confirm]\n")[2].splitlines()))
    again = sp.read_study(own.write(tmp_path / "anders.toml"))
    assert again.confirm == own.confirm
    assert len(own.confirm) == 1


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_the_command_line_writes_a_file_per_association_without_values(arguments, study, tmp_path, capsys):
    pl.concat([records(), records(6)]).write_csv(tmp_path / "verhuringen.csv")
    back = tmp_path / "retour"
    status, out, err = run(capsys, "check", study(), "--returns", back, "--lang", "nl", *arguments)
    assert status == 1
    names = {path.stem for path in back.iterdir()}
    assert names >= {"een-co", "twee", "zonder-corporatie"}
    assert all(str(back / f"{name}.csv") in err for name in names)
    if arguments:
        json.loads(out)  # and nothing else
    tables = {
        path.stem: pl.read_csv(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), separator=";", infer_schema=False)
        for path in back.iterdir()
    }
    assert {tuple(table.columns) for table in tables.values()} == {
        ("bestand", "rij", "regel", "kolom", "code", "wat er is", "wat te doen")
    }
    doubled = {
        name: table.filter(pl.col("code") == "letting-same-day")["rij"].to_list() for name, table in tables.items()
    }
    # Rows 61 to 66 repeat rows 1 to 6, of which the second names no association.
    assert (doubled["een-co"], doubled["twee"]) == (["61", "63", "65"], ["64", "66"])
    unnamed = [row for name in names - {"een-co", "twee"} for row in doubled[name]]
    assert unnamed == ["62"]
    assert not any(
        "woning" in "".join(row[3:]) and "woning 1" in "".join(row) for t in tables.values() for row in t.rows()
    )
