"""Figures to compare with from files, limits from text, and revisions end to end. All records are synthetic."""

from __future__ import annotations

import json
from dataclasses import replace

import polars as pl
import pytest

import spreiding as sp
from spreiding.checks.catalogue import rules
from spreiding.checks.options import read_thresholds
from spreiding.checks.reading import read_counts
from spreiding.cli import commands
from spreiding.counts.counts import Counts
from spreiding.values.packaged import packaged


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def before(study):
    """Return the example without its first 150 lettings, as an earlier edition."""
    return sp.read_rentals(study.records.slice(150), areas=study.areas, period=study.period, groups=study.groups)


@pytest.fixture
def published(tmp_path):
    """Write the packaged tables as files of a user."""
    for name in ("phkg2020_delivery", "external_reference_totals"):
        packaged(f"published/{name}.csv").write_csv(tmp_path / f"{name}.csv")
    return tmp_path


def test_the_programmes_table_is_read_as_printed(published):
    # Oracle: 1.785 = 674 + 656 + 455, the programme's report on 2020.
    read = sp.Reference.read(delivery=published / "phkg2020_delivery.csv")
    assert dict(read.delivery.select("main_group", "delivered").iter_rows()) == {
        "zonder_begeleiding": 674, "met_begeleiding": 656, "statushouders": 455, "totaal": 1785,
    }  # fmt: skip
    assert read.delivery["year"].unique().to_list() == [2020]
    assert read.source == "phkg2020_delivery.csv"


def test_a_table_of_totals_gives_three_kinds(published):
    # Oracle: the yearbook as quoted: 6.839 + 674 in 2017; "meer dan 9.500" is a bound and persons are no dwellings.
    read = sp.Reference.read(totals=published / "external_reference_totals.csv")
    assert dict(read.rentals.iter_rows()) == {2016: 5751 + 1174, 2017: 6839 + 674, 2020: 7615, 2021: 8037}
    assert dict(read.direct.iter_rows()) == {2016: 1174, 2017: 674}
    sums = read.delivery.filter(pl.col("main_group") != "total").group_by("year").agg(pl.col("delivered").sum())
    assert dict(sums.sort("year").iter_rows()) == {2018: 1639, 2019: 1622, 2020: 1785, 2021: 2117}


def test_several_files_of_a_kind_are_put_together(published, tmp_path):
    (tmp_path / "own.csv").write_text("year;main_group;delivered\n2022;totaal;1.903\n")
    read = sp.Reference.read(delivery=[published / "phkg2020_delivery.csv", tmp_path / "own.csv"])
    assert read.delivery.filter(pl.col("year") == 2022)["delivered"].to_list() == [1903]
    assert read.delivery.height == 5


@pytest.mark.parametrize(
    ("files", "text", "message"),
    [
        ({"levering": "a.csv"}, "year\n2020\n", "reference names 'levering', must be among previous, delivery"),
        ({"delivery": "a.csv"}, "jaar,aantal\n2020,3\n", "a.csv must have the columns year, main_group, delivered"),
        ({"rentals": "a.csv"}, "year\n2020\n", "a.csv has no column 'rentals'"),
        ({"rentals": "a.csv"}, "year,rentals\n2020,1.785\n", r"row 1 .line 2.: .*1.785 is 1785"),
        ({"rentals": "a.csv"}, "year,rentals\n2020,veel\n", "is no number"),
        ({"previous": "a.csv"}, "plaats,allocations,rentals\nE16,1,2\n", "no column that names a unit"),
        ({"previous": "a.csv"}, "area,allocations,rentals\nE16,3,2\n", "more allocations than rentals"),
        ({"previous": "a.csv"}, "area,allocations,rentals,first_day,last_day\nE16,1,2,gisteren,nu\n", "'first_day'"),
    ],
)
def test_a_table_that_is_none_is_refused_with_its_name(files, text, message, tmp_path):
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(sp.InvalidInputError, match=message):
        sp.Reference.read(**{kind: tmp_path / name for kind, name in files.items()})


@pytest.mark.parametrize(
    "by", ["area", "gebied", "city", "corporation", ["gebied", "half_year"], ["area", "corporation"]]
)
def test_an_edition_comes_back_from_its_file(by, study, tmp_path):
    counts = sp.count(study.rentals, by=by)
    counts.to_polars().write_csv(tmp_path / "edition.csv")
    read = read_counts(tmp_path / "edition.csv")
    assert read.frame.equals(counts.frame)
    report = sp.check(study.rentals, areas=study.areas, reference=sp.Reference(previous=read))
    assert report.checks.filter(pl.col("id") == 21)["status"][0] == "passed", report.to_text("en")


def test_limits_are_read_from_text():
    read = read_thresholds({"change": "0.3", "new_build": "M34, N73", "persons": "1.4,1.9", "today": "2016-12-31"})
    assert (read.change, read.new_build, read.persons, str(read.today)) == (
        0.3,
        ("M34", "N73"),
        (1.4, 1.9),
        "2016-12-31",
    )
    for text, message in (("x=1", "must be one of duplicate_days"), ("change=veel", "such as 0.4"), ("change=-1", ">= 0"),
                          ("duplicate_days=0.5", "such as 60"), ("persons=1.4", "such as 1.3,2.0"),
                          ("today=nu", "a day as 2016-01-31")):  # fmt: skip
        name, _, value = text.partition("=")
        with pytest.raises(sp.InvalidInputError, match=message):
            read_thresholds({name: value})
    with pytest.raises(sp.InvalidInputError, match=r"threshold turnover is 25%, must be >= 0 and such as 0\.25"):
        sp.Thresholds(turnover="25%")
    assert sp.Thresholds(change=1, new_build=("M34",)).change == 1


# Revisions


def test_a_suppressed_count_is_not_compared():
    def edition(allocations):
        return Counts.from_frame({"area": ["E16", "M34"], "allocations": allocations, "rentals": [90, 80]})

    assert sp.revisions(edition([50, 40]), edition([None, 30])).frame["area"].to_list() == ["M34"]
    assert sp.revisions(edition([None, 40]), edition([50, 40])).frame.height == 0


def test_revisions_reach_the_page_with_their_reason(study, before, tmp_path):
    # Oracle: Table 1.1 of the note (2.415, of which 714) and the counts of the records without the first 150.
    old = sp.count(before, by="city").frame
    was = dict(old.select("group", "allocations").iter_rows())
    told = sp.Reference(previous=sp.count(before, by="gebied"), why="late <correcties>")
    pages = {}
    for name, unprotected in (("open", "public"), ("safe", None)):
        own = replace(study, reference=told, unprotected=unprotected)
        text = sp.report(own, tmp_path / f"{name}.html").read_text()
        pages[name] = text[text.index("Herziene aantallen") :][:6000]
    for words in ("late &lt;correcties&gt;", "vorige uitgave", "Amsterdam", "met begeleiding op de woning"):
        assert all(words in page for page in pages.values())
    assert f"{was['met_begeleiding']}" in pages["open"]
    assert ">714<" in pages["open"]
    assert ">714<" not in pages["safe"]
    assert ">710<" in pages["safe"]
    assert "verandering (%)" not in pages["safe"]


def test_two_editions_make_a_workbook(study, before, tmp_path):
    told = sp.Reference(previous=(sp.count(before, by="gebied"), sp.count(before, by=["city", "half_year"])))
    path = sp.report(replace(study, reference=told), tmp_path / "book.xlsx")
    assert path.stat().st_size > 0


def test_editions_of_another_period_or_scheme_say_why_they_are_not_compared(study):
    old = replace(sp.count(study.rentals), scheme="phkg2020")
    report = sp.check(study.rentals, areas=study.areas, reference=sp.Reference(previous=old))
    idle = report.checks.filter(pl.col("id") == 21).row(0, named=True)
    assert idle["status"] == "not_run"
    assert "target groups" in idle["reason_nl"]


# The command line


@pytest.fixture
def files(study, before, tmp_path):
    study.records.write_csv(tmp_path / "records.csv")
    study.stock.to_polars().write_csv(tmp_path / "stock.csv")
    sp.count(before, by="gebied").to_polars().write_csv(tmp_path / "edition.csv")
    study.covariates.write_csv(tmp_path / "covariates.csv")
    study.covariate_sources.write_csv(tmp_path / "sources.csv")
    (tmp_path / "delivery.csv").write_text("year,main_group,delivered\n2016,totaal,1618\n2016,met begeleiding,428\n")
    return {path.stem: str(path) for path in tmp_path.glob("*.csv")}


def findings(capsys, *options):
    status = commands.main(["check", *options, "--json"])
    found = json.loads(capsys.readouterr().out)
    return (
        status,
        {row["check"] for row in found["findings"]},
        {c["check"] for c in found["checks"] if c["status"] == "not_run"},
    )


def test_the_command_takes_every_reference_limit_and_covariate(files, capsys):
    period = ("--period", "2016-01-01", "2017-06-30")
    plain = (files["records"], "--stock", files["stock"], *period)
    own = ("--set", f"covariates.files={files['covariates']}")
    told = ("--set", f"checks.references.delivery={files['delivery']}",
            "--set", f"checks.references.previous={files['edition']}",
            *own, "--set", f"covariates.sources={files['sources']}")  # fmt: skip
    status, found, idle = findings(capsys, *plain)
    assert (status, found) == (0, {"extreme_share"})
    assert idle >= {"delivery_total", "revised_counts", "covariate_origin"}
    status, found, idle = findings(capsys, *plain, *told)
    assert (status, found) == (0, {"extreme_share", "revised_counts"})  # 1.618 of 2016 agree with Table 1.1
    assert idle >= {"allocation_without_rental", "rentals_total", "unreachable_percentage", "rent_limit"}
    assert not idle & {"delivery_total", "revised_counts", "covariate_origin", "stock_kind", "allocation_share"}
    limits = ("--set", "checks.thresholds.revision=0.9", "--set", "checks.thresholds.estate_share=0.99")
    assert findings(capsys, *plain, *told, *limits)[:2] == (0, set())
    assert findings(capsys, *plain, *own)[:2] == (
        0,
        {"extreme_share", "covariate_origin"},
    )
    assert findings(capsys, *plain, "--set", "stock.date=2012-01-01")[:2] == (1, {"extreme_share", "stock_gap"})


def test_published_figures_may_stand_beside_own_ones(files, capsys):
    told = ("--set", "checks.references.published=true", "--set", f"checks.references.delivery={files['delivery']}")
    assert findings(capsys, *told)[:2] == (0, {"extreme_share", "rentals_total", "direct_channel"})


def test_the_report_command_compares_too(files, tmp_path, capsys):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("year,main_group,delivered\n2016,statushouders,1.000\n".replace("1.000", "1000"))
    page = tmp_path / "page.html"
    assert commands.main(["report", "--set", f"checks.references.delivery={wrong}", "--out", str(page)]) == 1
    said = capsys.readouterr().err
    assert "delivery_total: toewijzingen wijken af van de opgave" in said
    assert "gevonden statushouders 2016: 890; verwacht 1000" in said
    assert not page.exists()
    why = ("--set", f"checks.references.previous={files['edition']}", "--set", "checks.why=Register nagekomen.")
    assert commands.main(["report", *why, "--out", str(page)]) == 0
    assert "Register nagekomen." in page.read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--set", "delivery"], "--set is 'delivery', must be NAME=VALUE"),
        (["--set", "checks=x.csv"], "--set is 'checks=x.csv', must be SECTION.KEY=VALUE"),
        (["--set", "checks.references.levering=x.csv"], "references in [checks] knows no 'levering'"),
        (["--set", "checks.thresholds.grens=1"], "thresholds in [checks] knows no 'grens'"),
        (["--set", "report.by=jaar"], "by in [report] is 'jaar'"),
        (["--stock", "voorraad.csv"], "there is no file"),
        (["--set", "covariates.files=nergens.csv"], "nergens.csv"),
    ],
)
def test_an_option_that_is_wrong_says_so_in_one_line(options, message, capsys):
    assert commands.main(["check", *options]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1


def test_the_list_tells_each_check_its_limits_and_its_source(capsys):
    for lang, words in (("nl", "wat te doen: "), ("en", "what to do: ")):
        assert commands.main(["check", "--list", "--lang", lang]) == 0
        said = capsys.readouterr().out
        assert said.count(words) == len(rules())
        assert "section 7" not in said
        assert "turnover=0.25" in said
    with pytest.raises(SystemExit):
        commands.main(["check", "--help"])
    assert "realisation_2020" in capsys.readouterr().out
