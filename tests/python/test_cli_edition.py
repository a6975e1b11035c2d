"""From nothing to an edition by the command line, in the language asked for."""

import tomllib

import pytest

from spreiding.cli import commands

HEAD = "Datum contract;Wijkcode;Doelgroep;Corporatie;Woning\n"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Three yearly files in Dutch Excel style, and a stock with a column of days. SYNTHETIC."""
    codes = [f"{letter}{i:02d}" for letter, numbers in (("A", range(10)), ("E", range(13, 23))) for i in numbers]
    home = 0
    for year in (2018, 2019, 2020):
        lines = []
        for i, code in enumerate(codes):
            for k in range(20 + i % 7):
                home += 1
                group = ("", "", "UMO" if year < 2020 else "Omslag MO/BW Volwassenen", "")[k % 4]
                lines.append(
                    f"{1 + k:02d}-{1 + (i + k) % 12:02d}-{year};{code};{group};Stichting {'AB'[k % 2]};w{home}"
                )
        (tmp_path / f"verhuringen-{year}.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8-sig")
    stock = [f"{code};1-1-{year};{4000 + 10 * i}" for year in (2018, 2019, 2020) for i, code in enumerate(codes)]
    (tmp_path / "voorraad.csv").write_text(
        "Wijkcode;Peildatum;Woningen\n" + "\n".join(stock) + "\n", encoding="utf-8-sig"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_init_finds_what_the_files_tell(office, capsys):
    assert commands.main(["init", str(office), "--lang", "nl"]) == 0
    text = capsys.readouterr().out
    found = tomllib.loads(text)
    assert found["records"]["columns"]["date"] == "Datum contract"
    assert found["records"]["groups"] in {"harmonised", "as_published"}
    assert [str(day) for day in found["records"]["period"]] == ["2018-01-01", "2020-12-31"]
    assert found["stock"]["date"] == "Peildatum"
    assert found["report"]["by"] == "year"
    assert "Stichting A" not in text  # no contents of records
    assert "# [" not in text


def test_from_nothing_to_an_edition_and_the_next_run_changes_nothing(office, capsys):
    assert commands.main(["init", "verhuringen-*.csv", "voorraad.csv"]) == 0
    (office / "editie.toml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert commands.main(["report", "editie.toml", "--out", "editie/", "--log", "log.txt"]) == 0
    assert (office / "editie" / "index.html").exists()
    assert commands.main(["report", "editie.toml", "--out", "editie/"]) == 0
    assert not (office / "editie_v2").exists()
    log = (office / "log.txt").read_text()
    assert "start command=report" in log
    assert "end status=0" in log
    assert commands.main(["check", "editie.toml"]) in {0, 1}


def test_errors_follow_the_language(office, capsys):
    (office / "fout.toml").write_text('[study]\ntitel = "x"\n', encoding="utf-8")
    assert commands.main(["report", "fout.toml", "--lang", "nl"]) == 2
    said = capsys.readouterr().err
    assert "regel 2: [study] heeft geen sleutel titel" in said
    assert "ontbreekt files" in said
    assert commands.main(["report", "fout.toml", "--lang", "en"]) == 2
    assert "line 2: [study] has no key titel" in capsys.readouterr().err


def test_any_key_can_be_set(office, capsys):
    assert commands.main(["init", "verhuringen-*.csv", "voorraad.csv"]) == 0
    (office / "editie.toml").write_text(capsys.readouterr().out, encoding="utf-8")
    words = ["--set", "study.title=Eigen titel", "--set", "report.by=none", "--out", "a.html"]
    assert commands.main(["report", "editie.toml", *words]) == 0
    assert "Eigen titel" in (office / "a.html").read_text(encoding="utf-8")


def test_what_a_check_is_told_each_time_has_a_key(office, capsys):
    """`--strict` and `--format`: the file says it, a flag goes first."""
    path = office / "verhuringen-2018.csv"
    text = path.read_text(encoding="utf-8-sig")
    for code in ("A00", "A01", "A02", "A03"):  # a warning: a part of the lettings has no area
        text = text.replace(f";{code};", ";;")
    path.write_text(text, encoding="utf-8-sig")
    assert commands.main(["init", "verhuringen-*.csv", "voorraad.csv"]) == 0
    plain = capsys.readouterr().out
    (office / "editie.toml").write_text(plain, encoding="utf-8")
    keys = plain.replace("# strict = false", "strict = true").replace('# returns = "csv"', 'returns = "xlsx"')
    (office / "streng.toml").write_text(keys, encoding="utf-8")
    levels = {"editie.toml": commands.main(["check", "editie.toml", "--returns", "a"])}
    assert "W " in capsys.readouterr().out
    levels |= {"streng.toml": commands.main(["check", "streng.toml", "--returns", "b"])}
    assert levels == {"editie.toml": 0, "streng.toml": 1}
    assert commands.main(["check", "editie.toml", "--strict", "--returns", "c", "--format", "xlsx"]) == 1
    assert commands.main(["check", "streng.toml", "--returns", "d", "--format", "csv"]) == 1
    ends = {name: {path.suffix for path in (office / name).iterdir()} for name in "abcd"}
    assert ends == {"a": {".csv"}, "b": {".xlsx"}, "c": {".xlsx"}, "d": {".csv"}}


def test_withdraw_needs_an_edition(office, capsys):
    assert commands.main(["withdraw", str(office), "--reason", "x"]) == 2
    assert "is no edition" in capsys.readouterr().err


def test_the_years_example_as_files_is_the_embedded_one(tmp_path, monkeypatch, capsys):
    import spreiding as sp

    monkeypatch.chdir(tmp_path)
    assert commands.main(["example", "years"]) == 0
    assert commands.main(["report", "amsterdam_years.toml", "--out", "editie"]) == 0
    capsys.readouterr()
    embedded = sp.report(sp.examples.amsterdam_years(), tmp_path / "hier")
    for name in ("area_period", "change", "programme"):
        assert sp.read_edition("editie").tables[name].equals(sp.read_edition(embedded).tables[name])
