"""Findings as values, their sentences, confirmations and return files. All records are synthetic."""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import spreiding as sp
from spreiding.checks.catalogue import rules
from spreiding.checks.figures import CITY, Figure, Number, written
from spreiding.checks.finding import Finding, Place
from spreiding.checks.options import Thresholds
from spreiding.words.catalogue import has, sentence

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benches"))
import planted
import years

AREAS = sp.examples.tiles("wijk")
PERIOD = years.PERIOD
LANGS = ("nl", "en")


@pytest.fixture(scope="module")
def faulty():
    """Return records with several kinds of faults, and their report."""
    frame = years.realistic(2, AREAS.codes, 4_000, period=PERIOD)
    for plant in (planted.exchanged, planted.alike, planted.duplicated, planted.first("area", None, 40)):
        frame = plant(frame)
    frame = planted.WHOLE["feed of an association stops for a month"][0](frame)
    return frame, sp.check(frame, areas=AREAS, period=PERIOD)


# Values and words


def test_a_finding_is_a_value_and_its_words_come_last():
    found = (Figure((Number(0.125, 1, share=True),), (CITY, "2016")),)
    place = Place("a.csv", "Wijk", (3, 4))
    one = Finding("missing_area", "area-blank", 7, (place,), {}, found, (Figure(("<= ", Number(1785))),))
    assert (one.level, one.stops, one.where()) == ("W", False, "a.csv: 3, 4 …")
    assert (written(one.found), written(one.found, "nl")) == ("city 2016: 12.5%", "hele stad 2016: 12,5%")
    assert one.row() == {
        "check": "missing_area", "severity": "W", "count": 7, "rows": [3, 4], "id": 7, "code": "area-blank",
        "where": "a.csv: 3, 4 …", "found": "city 2016: 12.5%", "expected": "<= 1785",
        "text_nl": "verhuringen zonder gebied", "text_en": "lettings without area", "lines": [],
    }  # fmt: skip
    assert one == replace(one)
    assert "corporatie" in one.ask("nl")


def test_the_frame_keeps_its_columns_and_has_a_code(faulty):
    columns = ["check", "severity", "count", "rows", "id", "code", "where", "found", "expected", "text_nl", "text_en"]
    assert faulty[1].findings.columns == [*columns, "lines"]
    assert faulty[1].findings["code"].null_count() == 0


def test_a_report_is_neither_true_nor_false(faulty):
    with pytest.raises(sp.InvalidInputError) as error:
        bool(faulty[1])
    assert error.value.code == "report-no-truth"


def test_every_check_says_what_it_catches_why_and_what_to_do():
    names = {f.name for f in Thresholds.__dataclass_fields__.values()}
    for rule in rules():
        for lang in LANGS:
            for what in ("", ".cause", ".do"):
                assert has(f"{rule.slug}{what}", lang), (rule.slug, what)
            assert sentence(rule.asks, lang)
        assert set(rule.limits) <= names, rule.slug
        assert rule.source
        assert "specification" not in rule.source
    assert names - {name for rule in rules() for name in rule.limits} == set()


def test_no_module_of_the_checks_writes_two_languages_or_reads_a_message():
    # The source itself: no call that takes a Dutch and an English text, and no decision on the text of an error.
    folder = Path(sp.__file__).parent / "checks"
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[^_]say\(", text), path.name
        assert not re.search(r"\bin str\(error\)|str\(error\) ==|raise InvalidInputError\(f", text), path.name


def test_the_likely_cause_and_whom_to_ask_come_with_every_finding(faulty):
    for lang, words in (("nl", ("waarschijnlijk: ", "vraag: ")), ("en", ("likely: ", "ask: "))):
        text = faulty[1].to_text(lang).partition(sentence("label-not-run", lang))[0]
        for word in words:
            assert text.count(f"     {word}") == len(faulty[1].found)
    assert "vraag: de corporatie (corporatie C)." in faulty[1].to_text("nl")


@pytest.mark.parametrize(("source", "check"), [("a.csv", "file_fault"), ("leeg.csv", "file_fault")])
def test_a_file_that_cannot_be_read_is_a_finding_by_what_was_asked_and_not_by_words(source, check, tmp_path):
    (tmp_path / "a.csv").write_text("date,area,group,date\n2016-05-01,E16,UMO,x\n")
    (tmp_path / "leeg.csv").write_text("")
    report = sp.check(tmp_path / source)
    assert report.findings.select("check", "severity", "code").rows() == [(check, "E", "file-not-read")]


@pytest.mark.parametrize("options", [
    {"columns": {"datum": "x"}}, {"columns": {"area": "wijk"}}, {"groups": "ois2015"},
    {"period": (date(2017, 1, 1), date(2016, 1, 1))},
])  # fmt: skip
def test_a_question_that_is_wrong_is_an_error(options, tmp_path):
    (tmp_path / "a.csv").write_text("date,area,group\n2016-05-01,E16,UMO\n")
    with pytest.raises(sp.InvalidInputError):
        sp.check(tmp_path / "a.csv", **options)


# Confirmations


def test_a_confirmed_warning_has_a_name_and_a_reason_and_is_void_when_the_records_change(faulty):
    frame, report = faulty
    told = report.confirm({"alike_rows": {"by": "A. Bakker", "reason": "Tweelingwoningen, nagekeken."}})
    (one,) = told.confirmations
    assert (one.check, one.code, one.by, one.reason) == (
        "alike_rows", "rows-alike", "A. Bakker", "Tweelingwoningen, nagekeken."
    )  # fmt: skip
    assert "bevestigd door A. Bakker: Tweelingwoningen, nagekeken." in told.to_text("nl")
    assert len(told.unconfirmed) == len(report.found) - 1
    stored = json.loads(json.dumps(told.stored))
    assert stored == [
        {"check": "alike_rows", "code": "rows-alike", "basis": one.basis, "by": one.by, "reason": one.reason}
    ]
    assert json.loads(told.to_json())["confirmations"] == stored
    # The same records: it holds. A change elsewhere: it holds. Other rows alike: it is void, and said to be.
    again = sp.check(frame, areas=AREAS, period=PERIOD).confirm(stored)
    assert (again.confirmations, again.void) == ((one,), ())
    elsewhere = sp.check(planted.first("channel", "studentenwoning", 1)(frame), areas=AREAS, period=PERIOD)
    assert elsewhere.confirm(stored).void == ()
    other = sp.check(frame.filter(~pl.col("dwelling_id").str.ends_with("7-b")), areas=AREAS, period=PERIOD).confirm(
        stored
    )
    assert (other.confirmations, [v.check for v in other.void]) == ((), ["alike_rows"])
    assert "vervallen" in other.to_text("nl")


def test_a_confirmation_may_name_the_kind_or_what_it_rests_on(faulty):
    report = faulty[1]
    one = next(f for f in report.found if f.code == "rents-and-floor-area" or f.check == "implausible_number")
    assert report.confirm({one.code: "zo bedoeld"}).confirmations[0].code == one.code
    assert report.confirm({f"{one.check}@{one.basis}": "zo bedoeld"}).confirmations[0].basis == one.basis
    wrong = report.confirm({f"{one.check}@0123456789abcdef": "zo bedoeld"})
    assert (wrong.confirmations, len(wrong.void)) == ((), 1)


@pytest.mark.parametrize(("confirm", "code"), [
    ({"dubbel": "x"}, "unknown-check"), ({"alike_rows": " "}, "confirm-without-reason"),
    ({"alike_rows": {"by": "A"}}, "confirm-without-reason"), ({"duplicate_letting": "x"}, "confirm-stops"), ({1: "x"}, "confirm-stops"),
])  # fmt: skip
def test_a_confirmation_that_is_none_is_refused(confirm, code, faulty):
    with pytest.raises(sp.InvalidInputError) as error:
        faulty[1].confirm(confirm)
    assert error.value.code == code


# Return files


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_each_association_gets_its_own_rows_and_no_value(faulty, tmp_path):
    frame, report = faulty
    paths = report.returns(tmp_path)
    assert {path.stem for path in paths} >= {"corporatie-a", "corporatie-c", "corporatie-h"}
    of = frame["corporation"].to_list()
    seen = {}
    for path in paths:
        head, *rows = lines(path)
        assert head == ["bestand", "rij", "regel", "kolom", "code", "wat er is", "wat te doen"]
        for file, row, _, _, code, fault, todo in rows:
            assert fault
            assert todo
            if row:
                assert file == "DataFrame of records"
                assert of[int(row) - 1].replace(" ", "-").lower() == path.stem
                seen[code] = seen.get(code, 0) + 1
        text = path.read_text(encoding="utf-8-sig")
        # No date, no rent and no identifier of any record.
        assert not re.search(r"0363\d{6}|\d{4}-\d\d-\d\d|\d+[.,]\d\d\b", text)
    counts = {f.code: f.count for f in report.found if f.all_rows is not None}
    assert seen == counts
    assert counts["letting-same-day"] == 40
    stop = [row for row in lines(tmp_path / "corporatie-a.csv") if row[4] == "months-too-few-rentals"]
    assert len(stop) == 1
    assert "2016-09" in stop[0][5]


def test_what_concerns_no_association_goes_to_who_is_asked(tmp_path):
    frame = years.plain(5, AREAS.codes, 2_000).drop("corporation")
    frame = planted.duplicated(frame)
    report = sp.check(frame, areas=AREAS, period=(PERIOD[0], date(2017, 12, 31)), groups="harmonised")
    names = {path.stem for path in report.returns(tmp_path, lang="en")}
    assert names == {"who-supplies-the-file-such-as-woningnet", "without-association"}
    rows = lines(tmp_path / "who-supplies-the-file-such-as-woningnet.csv")
    assert rows[0] == ["file", "row", "line", "column", "code", "what is wrong", "what to do"]
    assert {row[4] for row in rows[1:]} == {"letting-same-day", "period-end-empty"}
    with pytest.raises(sp.InvalidInputError) as error:
        report.returns(tmp_path / "nergens")
    assert error.value.code == "returns-no-folder"


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    frame = years.plain(6, AREAS.codes, 1_000)
    (tmp_path / "=cmd.csv").write_text(planted.first("area", None, 30)(frame).write_csv())
    out = tmp_path / "uit"
    out.mkdir()
    for path in sp.check(tmp_path / "=cmd.csv", areas=AREAS, period=PERIOD).returns(out):
        assert all(not row[0].startswith("=") for row in lines(path))


@given(
    st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.sampled_from(["x", "y", None])), min_size=1, max_size=30)
)
def test_every_row_of_a_count_is_told(rows):
    # Property: the rows of a finding are as many as it counts, and exactly those that a filter gives.
    frame = pl.DataFrame(
        {"date": [date(2016, 5, 1)] * len(rows), "area": [a for a, _ in rows], "group": [None] * len(rows),
         "corporation": [c for _, c in rows]},
        schema={"date": pl.Date, "area": pl.String, "group": pl.String, "corporation": pl.String},
    )  # fmt: skip
    report = sp.check(frame)
    blank = [i + 1 for i, (area, _) in enumerate(rows) if area is None]
    told = [f.all_rows["row"].to_list() for f in report.found if f.code == "area-blank"]
    assert told == ([blank] if blank else [])
