"""Rows with the lines that they stand on: in findings, return files and errors. All records are synthetic."""

from __future__ import annotations

import csv
import re
import sys
from datetime import date
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import spreiding as sp
from spreiding.checks.catalogue import rules
from spreiding.checks.finding import not_run
from spreiding.words.catalogue import codes, sentence
from spreiding.words.refusal import in_language

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benches"))
import years

HEAD = ["date", "area", "group", "corporation", "rent"]
AREAS = sp.examples.tiles("wijk")


def starts(path: Path) -> list[int]:
    """Return on which line each record begins: Python's own reader, which counts lines, as the oracle."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        reader, before = csv.reader(file, delimiter=";"), 0
        for row in reader:
            # A blank line is no record; of a record that runs over lines, the reader tells the last.
            if row:
                found.append(before + 1)
            before = reader.line_num
    return found[1:]


def write(path: Path, kinds: list[str]) -> Path:
    """Write a file of records: whole ones, on several lines, after a blank line, without area, of an unknown code."""
    lines = [";".join(HEAD)]
    for kind in kinds:
        area, group = "" if kind == "bare" else "E16", "nergens" if kind == "unknown" else "UMO"
        name = '"De\nSleutel"' if kind == "long" else "De Sleutel"
        lines += [""] * (kind == "after") + [f"2016-05-0{len(lines) % 9 + 1};{area};{group};{name};500"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


KINDS = st.lists(st.sampled_from(["whole", "long", "after", "bare", "unknown"]), min_size=1, max_size=40)


@given(KINDS)
def test_every_row_of_a_finding_has_its_line(tmp_path_factory, kinds):
    path = write(tmp_path_factory.mktemp("lines") / "a.csv", kinds)
    at = starts(path)
    assert len(at) == len(kinds)
    report = sp.check(path)
    wanted = {"area-blank": "bare", "group-not-in-scheme": "unknown"}
    for code, kind in wanted.items():
        rows = [row for row, of in enumerate(kinds, 1) if of == kind]
        found = report.findings.filter(pl.col("code") == code)
        assert found["rows"].to_list() == ([rows[:5]] if rows else [])
        assert found["lines"].to_list() == ([[at[row - 1] for row in rows[:5]]] if rows else [])
        whole = [one.all_rows for one in report.found if one.code == code]
        assert [table["line"].to_list() for table in whole] == ([[at[row - 1] for row in rows]] if rows else [])


def test_lines_are_told_in_the_language_asked_for(tmp_path):
    path = write(tmp_path / "a.csv", ["whole", "long", "bare", "unknown"])
    report = sp.check(path)
    assert "rijen: a.csv: 4 (regel 6)" in report.to_text("nl")
    assert "rows: a.csv: 4 (line 6)" in report.to_text("en")
    with pytest.raises(sp.InvalidInputError) as error:
        sp.read_rentals(path)
    assert str(error.value).endswith("— 1 record: a.csv, row 4 (line 6)")
    dutch = in_language(error.value, "nl")
    assert dutch.endswith("— 1 verhuring: a.csv, rij 4 (regel 6)")
    assert not re.search(r"\b(row|line|record)\b", dutch)


def test_several_problems_are_dutch_to_the_last_word(tmp_path):
    (tmp_path / "a.csv").write_text("date;area;group;rent\n2016-13-01;E16;x;-5\n\n;E16;y;7;8\n", encoding="utf-8")
    with pytest.raises(sp.InvalidInputError) as error:
        sp.read_rentals(tmp_path / "a.csv")
    assert len(str(error.value).splitlines()) == 5
    dutch = in_language(error.value, "nl")
    assert "regel 4" in dutch
    assert "a.csv, rij 1 (regel 2)" in dutch
    assert not re.search(r"\b(row|line|record|records|column|must|swapped)\b", dutch)


def test_rows_of_a_sheet_are_those_of_the_sheet(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("verhuringen")
        sheet.write_string(0, 0, "Verhuringen van een nagebootst jaar")
        for at, name in enumerate(HEAD):
            sheet.write_string(2, at, name)
        for row, area in enumerate(["E16", "", "E16"], 3):
            for at, cell in enumerate(["2016-05-01", area, "UMO", "A", "500"]):
                sheet.write_string(row, at, cell)
    # Oracle: heads in row 3 of the sheet, so that the second record stands in row 5.
    report = sp.check(tmp_path / "a.xlsx")
    assert report.findings.filter(pl.col("code") == "area-blank")["lines"].to_list() == [[5]]
    assert "2 (rij 5 van het blad)" in report.to_text("nl")


def test_a_frame_has_no_lines():
    report = sp.check({"date": ["2016-05-01"], "area": [None], "group": [None]})
    assert report.findings["lines"].to_list() == [[]]
    assert "(" not in report.findings["where"][0]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    paths = []
    for name, kinds in (("2019", ["whole", "bare"]), ("2020", ["bare", "long", "bare"])):
        (tmp_path / name).mkdir()
        paths.append(write(tmp_path / name / "a.csv", kinds))
        text = paths[-1].read_text(encoding="utf-8")
        paths[-1].write_text(text.replace("Sleutel", name), encoding="utf-8")
    report = sp.check(paths)
    # Oracle: row 2 of the one file stands on line 3; rows 1 and 3 of the other, of which row 2 takes two lines, on 2 and 5.
    where = report.findings.filter(pl.col("code") == "area-blank")["where"].item()
    assert where == "2019/a.csv: 2 (line 3); 2020/a.csv: 1, 3 (line 2, 5)"
    (one,) = [f for f in report.found if f.code == "area-blank"]
    assert one.all_rows.select("part", "row", "line").rows() == [
        ("2019/a.csv", 2, 3), ("2020/a.csv", 1, 2), ("2020/a.csv", 3, 5)
    ]  # fmt: skip


def test_copies_of_one_name_are_numbered(tmp_path, monkeypatch):
    # The folder of a copy has a name by chance: it would differ each time.
    monkeypatch.setattr("spreiding.records.sources.is_copy", lambda _: True)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "a.csv", ["bare" if name == "two" else "whole", "whole"])
    report = sp.check([tmp_path / "one" / "a.csv", tmp_path / "two" / "a.csv"])
    assert report.findings.filter(pl.col("code") == "area-blank")["where"].item() == "a.csv (2): 1 (line 2)"


def test_a_confirmation_holds_where_lines_move_and_rows_do_not(tmp_path):
    bare = write(tmp_path / "a.csv", ["whole", "bare"])
    (one,) = [f for f in sp.check(bare).found if f.code == "area-blank"]
    write(bare, ["long", "bare"])
    (two,) = [f for f in sp.check(bare).found if f.code == "area-blank"]
    assert one.places != two.places
    assert one.basis == two.basis


# Return files


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Write a synthetic year with faults as a file of text; returns the file and its report."""
    frame = years.plain(11, AREAS.codes, 2_400)
    frame = pl.concat([frame, frame.head(20)]).with_columns(
        area=pl.when(pl.int_range(pl.len()) % 31 > 0).then("area"),
    )
    path = tmp_path_factory.mktemp("year") / "verhuringen.csv"
    path.write_text("\n" + frame.write_csv(separator=";"), encoding="utf-8")
    return path, sp.check(path, areas=AREAS, period=years.PERIOD)


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_return_files_name_rows_and_lines(year, tmp_path):
    _, report = year
    rows = [row for path in report.returns(tmp_path) for row in table(path)[1:] if row[1]]
    assert len(rows) > 90
    # Oracle: a blank line and the heads stand before the first record, and each record is one line.
    assert all(int(row[2]) == int(row[1]) + 2 for row in rows)


def test_a_workbook_says_what_the_text_says(year, tmp_path):
    _, report = year
    text = report.returns(tmp_path)
    books = report.returns(tmp_path, format="xlsx")
    assert [path.stem for path in books] == [path.stem for path in text]
    for book, plain in zip(books, text, strict=True):
        read = fastexcel.read_excel(book)
        assert read.sheet_names == ["Bevindingen"]
        cells = read.load_sheet(0, header_row=None, dtypes="string").to_polars().fill_null("").rows()
        assert [list(row) for row in cells] == table(plain)  # from A1, heads first


def test_the_same_findings_give_the_same_workbook(year, tmp_path):
    _, report = year
    first = {path.name: path.read_bytes() for path in report.returns(tmp_path, format="xlsx", lang="en")}
    assert {path.name: path.read_bytes() for path in report.returns(tmp_path, format="xlsx", lang="en")} == first


def test_another_format_is_refused(year, tmp_path):
    with pytest.raises(sp.InvalidInputError) as error:
        year[1].returns(tmp_path, format="pdf")
    assert error.value.code == "expected-one-of"
    assert error.value.data["known"] == ["csv", "xlsx"]


def test_more_rows_than_a_sheet_holds_are_refused(year, tmp_path, monkeypatch):
    monkeypatch.setattr("spreiding.checks.returns.MOST", 10)
    with pytest.raises(sp.InvalidInputError) as error:
        year[1].returns(tmp_path, format="xlsx")
    assert error.value.code == "returns-too-long"
    assert report_of(tmp_path) == []


def report_of(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


# One pass for checks and counts


@pytest.mark.parametrize("period", [None, (date(2016, 1, 1), date(2017, 6, 30))])
def test_checks_hand_on_the_records_of_their_pass(period):
    frame = years.realistic(3, AREAS.codes, 3_000, period=years.PERIOD)
    read, report = (make(frame, areas=AREAS, period=period) for make in (sp.read_rentals, sp.check))
    for by in ("area", "city", "corporation", ["area", "half_year"]):
        assert sp.count(report.rentals, by=by) == sp.count(read, by=by)
    assert report.rentals.period == read.period
    assert report.rentals.excluded.equals(read.excluded)
    assert sp.check(read).rentals is read


def test_records_that_cannot_be_read_are_not_handed_on():
    assert sp.check({"date": ["2016-05-01"], "area": ["E16"], "group": ["nergens"]}).rentals is None


def test_counts_that_are_added_up_are_the_same_each_time():
    rentals = sp.read_rentals(years.plain(1, AREAS.codes, 3_000), areas=AREAS)
    first = sp.count(rentals).roll_up("city")
    assert all(sp.count(rentals).roll_up("city") == first for _ in range(5))


# What was not run


def test_codes_that_were_compared_with_nothing_are_said_to_be():
    records = {"date": ["2016-05-01"], "area": ["nergens"], "group": ["UMO"]}
    stock = sp.read_stock({"area": ["E16"], "stock": [10]}, date=date(2016, 1, 1))
    alone, with_stock, with_areas = sp.check(records), sp.check(records, stock=stock), sp.check(records, areas=AREAS)
    assert dict(alone.skipped)["area_fault"].code == "idle-no-areas"
    assert alone.checks.filter(pl.col("check") == "area_fault")["status"].item() == "not_run"
    # The stock has no such area, and says so itself.
    assert "area_fault" not in dict(with_stock.skipped)
    assert "stock_gap" in with_stock.findings["check"].to_list()
    assert "area_fault" in with_areas.findings["check"].to_list()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_readers_are_told_in_their_own_words_why_a_check_was_not_run(lang):
    # Kind: no sentence for readers names an argument, a key or a column; what would let the check run stands apart.
    data = {
        "column": "dwelling_id", "why": "x", "rows": 5, "limit": 3, "kind": "x", "table": "direct", "years": ["2016"],
        "whole": ["2017"], "least": 20,
    }  # fmt: skip
    found = [code for code in codes(lang) if code.startswith("idle-")]
    assert len(found) > 30
    columns = {name for rule in rules() for name in rule.needs if "_" in name or "." in name}
    for code in found:
        text = not_run(code, **data).text(lang)
        assert not re.search(r"\w=|[a-z]_[a-z]|'", text), text
        assert not any(name in text for name in columns), text
    told = not_run("idle-no-delivery").told(lang)
    assert told == f"{sentence('idle-no-delivery', lang)} (reference delivery=…)"
