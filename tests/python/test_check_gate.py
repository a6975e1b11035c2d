"""The gate of the report, the command line, and revisions. All records are synthetic."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

import spreiding as sp
from spreiding.base import files
from spreiding.checks.catalogue import rules
from spreiding.cli import commands
from spreiding.counts.counts import Counts
from spreiding.edition import gate
from spreiding.edition.chapters import quality
from spreiding.edition.parts import Items, Table, Text
from spreiding.edition.run import Run
from spreiding.edition.study import Study

AREAS = sp.examples.tiles("wijk")


#: A page of own records needs the disclosure control.
whole_page = pytest.mark.skipif("protect" not in sp.__all__, reason="this version has no sp.protect")


def records(n=60):
    days = [date(2016, 1 + i % 12, 1 + i % 28) for i in range(n)]
    group = [("UMO", None, "Noodsituatie medisch", None, None)[i % 5] for i in range(n)]
    return pl.DataFrame({
        "date": days, "area": [("E16", "A05", "M34")[i % 3] for i in range(n)], "group": group,
        "dwelling_id": [f"vhe-{i}" for i in range(n)],
    })  # fmt: skip


@pytest.fixture
def faulty():
    frame = pl.concat([records(), records(4)])
    stock = sp.read_stock({"area": AREAS.codes, "stock": [3000] * len(AREAS)}, date=date(2016, 1, 1))
    return Study(sp.read_rentals(frame, areas=AREAS), stock, AREAS)


def test_the_gate_refuses_says_why_and_writes_nothing(faulty, tmp_path):
    with pytest.raises(sp.InvalidInputError) as error:
        sp.report(faulty, tmp_path / "page.html")
    text = str(error.value)
    assert text.startswith("Het rapport is niet gemaakt")
    assert "duplicate_letting: dezelfde woning en contractdatum als in een eerdere rij, 4×" in text
    assert "61, 62, 63, 64" in text
    assert "vhe-" not in text
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(sp.InvalidInputError, match="The report was not made"):
        sp.report(faulty, tmp_path / "page.html", lang="en")


@whole_page
def test_an_override_is_named_reasoned_and_printed(faulty, tmp_path):
    reason = "Zelf nagekeken: vier dubbele <regels> in de export."
    path = sp.report(faulty, tmp_path / "page.html", override={"duplicate_letting": reason})
    page = path.read_text().replace("<wbr>", "")
    assert "Zelf nagekeken: vier dubbele &lt;regels&gt; in de export." in page
    assert "ondanks bevindingen" in page
    assert "Kwaliteit van de gegevens" in page
    assert "duplicate_letting" in page
    assert "rentals_total" in page  # among the checks that were not run
    assert "vhe-" not in page


def test_the_chapter_shows_findings_reason_and_what_was_not_run(faulty):
    reason = "Zelf nagekeken."
    run = Run(faulty, overrides=gate.accepted({"1": reason}))
    gate.gate(run)
    section = quality.chapter(run, "nl")
    texts = [block for block in section.blocks if isinstance(block, Text)]
    assert "ondanks bevindingen die publicatie tegenhouden (duplicate_letting)" in texts[1].text
    assert [b.items for b in section.blocks if isinstance(b, Items)] == [(("duplicate_letting", reason),)]
    findings, idle = (b.spec for b in section.blocks if isinstance(b, Table))
    assert [row[:2] for row in findings.cells()] == [["duplicate_letting", "E"]]
    assert set(findings.rows[0]) == {"check", "severity", "findings", "catches"}  # no figure, no row: both can disclose
    assert "rentals_total" in {row[0] for row in idle.cells()}
    assert quality.chapter(run, "en").title == "Quality of the records"


def test_a_confirmed_warning_reaches_the_page_with_name_and_reason(tmp_path):
    frame = records().with_columns(area=pl.when(pl.int_range(pl.len()) > 5).then("area"))
    stock = sp.read_stock({"area": AREAS.codes, "stock": [3000] * len(AREAS)}, date=date(2016, 1, 1))
    study = Study(sp.read_rentals(frame, areas=AREAS), stock, AREAS)
    confirm = {"missing_area": {"by": "A. Bakker", "reason": "Woonboten zonder wijk."}}
    page = sp.report(study, tmp_path / "page.html", confirm=confirm).read_text().replace("<wbr>", "")
    assert "Woonboten zonder wijk. (A. Bakker)" in page
    stored = Run(study, confirm=confirm).findings.stored
    other = Study(sp.read_rentals(frame.clone(), areas=AREAS), stock, AREAS)
    assert Run(other, confirm=stored).findings.void == ()
    fewer = Study(sp.read_rentals(frame.slice(1), areas=AREAS), stock, AREAS)
    again = Run(fewer, confirm=stored)
    assert [one.check for one in again.findings.void] == ["missing_area"]
    texts = [block.text for block in quality.chapter(again, "nl").blocks if isinstance(block, Text)]
    assert any("is vervallen" in text for text in texts)


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"dubbel": "x"}, "must be a check: duplicate_letting"),
        ({"duplicate_letting": "  "}, "has no reason"),
        ({"stock_gap": "nagekeken"}, "Het rapport is niet gemaakt"),
    ],
)
def test_an_override_that_is_none_is_refused(override, message, faulty, tmp_path):
    with pytest.raises(sp.InvalidInputError, match=message):
        sp.report(faulty, tmp_path / "page.html", override=override)
    assert list(tmp_path.iterdir()) == []


def test_a_limit_that_was_changed_is_told_on_the_page(faulty):
    # Duplicates a day apart or less are findings whatever the limit; a limit of 0 days hides the others.
    own = replace(faulty, thresholds=sp.Thresholds(duplicate_days=0, turnover=0.5))
    run = Run(own, overrides=gate.accepted({"1": "Nagekeken."}))
    gate.gate(run)
    texts = [block.text for block in quality.chapter(run, "nl").blocks if isinstance(block, Text)]
    assert (
        "Let op: grenzen van controles zijn aangepast: duplicate_days 0 (gewoonlijk 60); turnover 0,5 (gewoonlijk 0,25)."
        in texts
    )
    assert not any(
        "grenzen van controles" in b.text for b in quality.chapter(Run(faulty), "nl").blocks if isinstance(b, Text)
    )


def test_the_gate_compares_with_the_figures_of_the_study(tmp_path):
    study = Study(sp.read_rentals(records(), areas=AREAS, period=(date(2016, 1, 1), date(2016, 12, 31))), None, AREAS)
    delivery = {"year": [2016], "main_group": ["total"], "delivered": [25]}  # 24 of the 60 are allocations
    with pytest.raises(sp.InvalidInputError, match=r"delivery_total.*hele stad 2016: 24; verwacht 25"):
        sp.report(replace(study, reference=sp.Reference(delivery=delivery)), tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_the_example_passes_the_gate():
    study = sp.examples.amsterdam_2016_2017()
    report = sp.check(study.rentals, stock=study.stock, areas=study.areas)
    assert report.ok, report.to_text("en")


def test_the_command_line_tells_by_its_status(tmp_path, capsys):
    clean, faulty, broken = (tmp_path / f"{name}.csv" for name in ("clean", "faulty", "broken"))
    records().write_csv(clean)
    pl.concat([records(), records(4)]).write_csv(faulty)
    broken.write_text("date,area,group\n2016-13-45,E16,UMO\n")
    assert commands.main(["check", str(clean)]) == 0
    assert commands.main(["check", str(faulty)]) == 1
    out = capsys.readouterr().out
    assert "E  1 duplicate_letting (4)" in out
    assert "rijen: faulty.csv: 61, 62, 63, 64" in out
    assert commands.main(["check", str(broken), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [f["check"] for f in found["findings"]] == ["date_fault"]
    assert (found["ok"], found["records"], len(found["checks"])) == (False, 1, len(rules()))
    assert commands.main(["check", str(tmp_path / "none.csv")]) == 2
    assert "there is no file" in capsys.readouterr().err


@whole_page
def test_the_report_command_stops_with_status_1_and_takes_an_override(tmp_path, capsys):
    faulty, page = tmp_path / "faulty.csv", tmp_path / "page.html"
    pl.concat([records(), records(4)]).write_csv(faulty)
    command = ["report", str(faulty), "--out", str(page)]
    assert commands.main(command) == 1
    assert "Het rapport is niet gemaakt" in capsys.readouterr().err
    assert not page.exists()
    assert commands.main([*command, "--override", "duplicate_letting=Nagekeken met de afdeling."]) == 0
    assert "Nagekeken met de afdeling." in page.read_text()


@pytest.mark.parametrize(("lang", "words"), [("nl", "datum is onleesbaar"), ("en", "date: cannot be read")])
def test_the_report_command_says_what_is_wrong_with_records_that_cannot_be_read(lang, words, tmp_path, capsys):
    broken, page = tmp_path / "broken.csv", tmp_path / "page.html"
    broken.write_text("date,area,group\n2016-13-45,E16,UMO\n2016-05-01,E16,Jansen\n2016-05-01,E16,UMO\n")
    assert commands.main(["report", str(broken), "--out", str(page), "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert f"date_fault: {words}" in said
    assert "broken.csv: 1" in said
    assert "--override" not in said  # it cannot be accepted
    assert not page.exists()


KILLED = """
import os, sys, time
from pathlib import Path
from spreiding.base import files
from spreiding.checks.catalogue import rules

def forever(_):
    Path(sys.argv[2]).touch()
    time.sleep(60)

os.fsync = forever
files.replace(Path(sys.argv[1]), b"x" * 1_000_000)
"""


@pytest.mark.parametrize("before", [None, b"the old page"])
def test_killed_half_way_leaves_no_partial_file(before, tmp_path):
    # Oracle: the process is killed when all bytes are written and none is safe yet.
    page, written = tmp_path / "page.html", tmp_path / "written"
    if before:
        page.write_bytes(before)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(page), str(written)], env=dict(os.environ))
    deadline = time.monotonic() + 30
    while not written.exists() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
    assert written.exists()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert page.read_bytes() == before if before else not page.exists()


def test_an_interrupt_leaves_nothing_behind(tmp_path, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        files.replace(tmp_path / "page.html", b"half")
    assert list(tmp_path.iterdir()) == []


def counts(e16, m34, **options):
    table = {"area": ["E16", "M34"], "allocations": [e16, m34], "rentals": [200, 100]}
    return Counts.from_frame(table, **options)


def test_revisions_list_what_moved_by_more_than_the_set_amount():
    # Oracle: 100 → 101 is 1%, not more; 50 → 53 is 6%.
    found = sp.revisions(counts(101, 53), counts(100, 50), why={"M34": "late corrections"})
    row = {"area": "M34", "group": "all", "measure": "allocations", "old": 50, "new": 53}
    assert found.to_dicts() == [row | {"change": pytest.approx(0.06, abs=1e-15), "why": "late corrections"}]
    assert found.compared == 4
    assert len(sp.revisions(counts(101, 53), counts(100, 50), threshold=0.0)) == 2
    assert [r["change"] for r in sp.revisions(counts(1, 50), counts(0, 50)).to_dicts()] == [None]


def test_revisions_see_a_unit_that_is_gone_and_skip_a_later_period():
    frame = pl.DataFrame(
        {"date": ["2016-03-01"] * 4 + ["2016-09-01"], "area": ["E16"] * 3 + ["M34", "E16"], "group": ["UMO"] * 5}
    )
    old = sp.count(sp.read_rentals(frame.head(4)), by=["area", "half_year"])
    new = sp.count(sp.read_rentals(frame.filter(pl.col("area") == "E16")), by=["area", "half_year"])
    moved = sp.revisions(new, old).frame.filter(pl.col("measure") == "rentals")
    assert moved.select("area", "half_year", "old", "new", "change").rows() == [("M34", "2016-H1", 1, 0, -1.0)]


@pytest.mark.parametrize(
    ("previous", "message"),
    [
        (Counts.from_frame({"area": ["E16"], "allocations": [1], "rentals": [2]}, scheme="phkg2020"), "target groups"),
        (counts(1, 1, period=(date(2016, 1, 1), date(2016, 6, 30))), "same period"),
    ],
)
def test_revisions_refuse_what_cannot_be_compared(previous, message):
    now = counts(1, 1, scheme="ois2018", period=(date(2016, 1, 1), date(2016, 12, 31)))
    with pytest.raises(sp.InvalidInputError, match=message):
        sp.revisions(now, previous)
    with pytest.raises(sp.InvalidInputError, match="threshold is -1"):
        sp.revisions(now, now, threshold=-1)
