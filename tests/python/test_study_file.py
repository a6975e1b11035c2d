"""The study file: what it may hold, every fault at once by line, and the way back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import spreiding as sp
from spreiding.edition.file import of_content, parse, read_file
from spreiding.edition.keys import CHAPTERS, KEYS, SECTIONS, key_of
from spreiding.edition.keytable import LEAST, page
from spreiding.edition.kinds import KINDS
from spreiding.edition.lines import places
from spreiding.edition.writing import commented, written
from spreiding.words.refusal import in_language

TOP = Path(__file__).parents[2]
RECORDS = "Datum contract;Wijkcode;Doelgroep;Corporatie\n01-02-2018;E16;UMO;A\n05-03-2019;E16;;A\n01-02-2020;E40;;B\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "verhuringen-2018.csv").write_text(RECORDS, encoding="utf-8")
    (tmp_path / "voorraad.csv").write_text("area;stock\nE16;5000\nE40;4000\n", encoding="utf-8")
    least = LEAST.replace('date = "peildatum"', "date = 2018-01-01").replace('by = "year"', 'by = "none"')
    (tmp_path / "editie.toml").write_text(least, encoding="utf-8")
    return tmp_path


def faults(text):
    with pytest.raises(sp.InvalidInputError) as found:
        parse(text)
    assert found.value.code == "study-faults"
    return [(fault.code, int(fault.data["line"])) for fault in found.value.data["faults"]]


def test_the_least_study_of_the_documentation_is_read(folder):
    study = sp.read_study(folder / "editie.toml")
    assert (study.title, study.municipality, study.author) == ("Spreiding 2018-2020", "Proefstad", "Bureau X")
    assert study.rentals.rows == 3
    assert study.period == (date(2018, 1, 1), date(2020, 12, 31))
    assert study.stock.to_polars()["stock"].sum() == 9000
    assert study.unprotected is None


def test_every_key_has_a_kind_a_meaning_and_a_default_of_its_kind():
    assert len({(key.section, key.name) for key in KEYS}) == len(KEYS)
    for key in KEYS:
        assert key.kind in KINDS
        for value in (key.default, key.example):
            if value not in (None, (), {}):
                KINDS[key.kind](list(value) if isinstance(value, tuple) else value)
        assert key.default in key.words or not key.words or not isinstance(key.default, str)


def test_the_documentation_has_the_table_of_keys():
    table = page("nl")
    assert [key.name for key in KEYS if f"| `{key.name}` |" not in table] == []
    assert "keytable.page(" in (TOP / "python" / "docs" / "build.py").read_text(encoding="utf-8")


def test_all_faults_are_told_at_once_with_their_line():
    text = """format = 1
[study]
title = 3
municipalty = "x"
lang = "fr"
[records]
files = [
  "none.csv",
]
columns = {dat = "x"}
period = [2018-01-01, 2017-01-01]
[aeras]
scheme = "2015"
[checks.thresholds]
changes = 0.3
"""
    assert faults(text) == [
        ("study-wrong-kind", 3),
        ("study-unknown-key", 4),
        ("study-unknown-word", 5),
        ("study-no-file", 7),
        ("study-unknown-name", 10),
        ("study-wrong-kind", 11),
        ("study-unknown-section", 12),
        ("study-unknown-name", 15),
    ]
    with pytest.raises(sp.InvalidInputError) as found:
        parse(text)
    assert "line 4: [study] has no key municipalty; did you mean municipality?" in str(found.value)
    assert "regel 4: [study] heeft geen sleutel municipalty; bedoeld is misschien municipality" in in_language(
        found.value, "nl"
    )


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.section}.{key.name}")
def test_a_value_of_another_kind_is_refused_for_every_key(key):
    wrong = {"flag": "yes"}.get(key.kind, True)
    text = f"[{key.section}]\n\n{key.name} = {written(wrong)}\n"
    found = [fault for fault in faults(text) if fault[0] == "study-wrong-kind"]
    assert found == [("study-wrong-kind", 3)]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_name_that_is_nearly_right_is_told_the_right_one(section):
    name = next(key.name for key in KEYS if key.section == section and len(key.name) > 3)
    with pytest.raises(sp.InvalidInputError) as found:
        parse(f"[{section}]\n{name}x = 1\n")
    fault = next(f for f in found.value.data["faults"] if f.code == "study-unknown-key")
    assert fault.data["nearest"] == name


def test_what_is_needed_and_missing_is_told():
    assert {code for code, _ in faults("[study]\n")} == {"study-missing-key"}
    assert len(faults("")) == 2  # title and files


@pytest.mark.parametrize("format_", [0, 2, '"1"', "true"])
def test_another_format_is_refused(format_):
    assert ("study-format", 1) in faults(f'format = {format_}\n[study]\ntitle = "x"\n')


def test_a_file_without_a_format_is_of_the_first(folder):
    assert read_file(folder / "editie.toml")["study"]["title"] == "Spreiding 2018-2020"


def test_no_toml_is_told_with_line_and_column():
    with pytest.raises(sp.InvalidInputError) as found:
        parse('[study]\ntitle = "a\n')
    assert (found.value.code, found.value.data["line"]) == ("study-not-toml", "2")


def test_a_missing_study_file_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        sp.read_study(tmp_path / "none.toml")


def test_a_study_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "a.toml").write_bytes('[study]\ntitle = "Châssé"\n'.encode("latin-1"))
    with pytest.raises(sp.InvalidInputError) as found:
        sp.read_study(tmp_path / "a.toml")
    assert found.value.code == "study-not-utf8"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a]\nb = 1\n", {("a",): 1, ("a", "b"): 2}),
        ('# x\n[a]\n\nb = """\n[c]\nd = 1\n"""\ne = 2', {("a",): 2, ("a", "b"): 4, ("a", "e"): 8}),
        ("[a]\nb = [\n 1,\n 2]\nc = 3", {("a",): 1, ("a", "b"): 2, ("a", "c"): 5}),
        ("[a.b]\nc = 1", {("a", "b"): 1, ("a", "b", "c"): 2}),
        ('a = {b = "="}\n', {("a",): 1, ("a", "b"): 1}),
    ],
)
def test_lines_of_keys(text, found):
    assert dict(places(text)) == found


def test_a_name_with_signs_of_a_pattern_is_that_file(folder):
    (folder / "maand[2].csv").write_text(RECORDS, encoding="utf-8")
    text = (folder / "editie.toml").read_text().replace("verhuringen-*.csv", "maand[2].csv")
    (folder / "editie.toml").write_text(text)
    assert sp.read_study(folder / "editie.toml").rentals.rows == 3


def test_the_way_back_keeps_comments_and_what_was_changed(folder):
    path = folder / "editie.toml"
    path.write_text("# mine\n" + path.read_text(), encoding="utf-8")
    study = sp.read_study(path)
    changed = replace(study, title="Anders", notes=("Voorlopig.",), unprotected="internal")
    changed.write(folder / "ander.toml")
    again = sp.read_study(folder / "ander.toml")
    assert (folder / "ander.toml").read_text(encoding="utf-8").startswith("# mine\n")
    assert (again.title, again.notes, again.unprotected) == ("Anders", ("Voorlopig.",), "internal")
    assert again.municipality == study.municipality
    study.write(folder / "gelijk.toml")
    assert (folder / "gelijk.toml").read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_paths_stay_relative_to_the_file_wherever_it_is_written(folder):
    (folder / "onder").mkdir()
    sp.read_study(folder / "editie.toml").write(folder / "onder" / "editie.toml")
    text = (folder / "onder" / "editie.toml").read_text()
    assert '"../voorraad.csv"' in text
    assert str(folder) not in text
    assert sp.read_study(folder / "onder" / "editie.toml").rentals.rows == 3


def test_records_in_memory_cannot_be_written(folder):
    study = replace(sp.examples.amsterdam_2016_2017(), file=None)
    with pytest.raises(sp.InvalidInputError) as found:
        study.write(folder / "a.toml")
    assert found.value.code == "study-in-memory"


def test_a_study_file_with_every_key_is_read_back_as_it_says():
    values = {(key.section, key.name): key.example for key in KEYS if key.example is not None}
    values |= {("report", "chapters"): list(CHAPTERS)}
    text = commented(values)
    found = parse(text, sources=False)
    for (section, name), value in values.items():
        key = key_of(section, name)
        assert found[section][name] == KINDS[key.kind](value)


def test_values_of_a_command_line_are_checked_like_a_file():
    with pytest.raises(sp.InvalidInputError) as found:
        of_content({"records": {"fils": ["a"]}}, source="spreiding")
    codes = [fault.code for fault in found.value.data["faults"]]
    assert codes == ["study-unknown-key", "study-missing-key", "study-missing-key"]


def test_own_columns_areas_and_groups_are_read_from_where_the_file_says(folder):
    (folder / "groepen.csv").write_text("code;main_group\nUMO;ouderen\n", encoding="utf-8")
    text = (folder / "editie.toml").read_text().replace('groups = "harmonised"', 'groups = "groepen.csv"')
    (folder / "editie.toml").write_text(text)
    study = sp.read_study(folder / "editie.toml")
    assert study.groups.main_groups == ("ouderen",)
    assert sp.count(study.rentals).groups == ("ouderen",)


def test_an_unknown_override_and_one_without_reason_are_refused(folder):
    path = folder / "editie.toml"
    path.write_text(path.read_text() + '[checks]\noverrides = {no_check = "x"}\n')
    with pytest.raises(sp.InvalidInputError) as found:
        sp.read_study(path)
    assert found.value.data["faults"][0].code == "study-unknown-name"
