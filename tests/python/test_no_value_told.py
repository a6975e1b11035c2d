"""No message, finding, output or traceback holds a value of a record: a text is planted in every column in turn.

All records are synthetic.
"""

from __future__ import annotations

import traceback
from contextlib import suppress

import polars as pl
import pytest

import spreiding as sp
from spreiding.cli.commands import main

PLANTED = "Kerkstraat 12 Zwart"
COLUMNS = (
    "date", "area", "group", "corporation", "dwelling_id", "x", "y", "floor_area", "rent", "first_letting", "channel",
    "main_group", "advert_date", "contract", "remarks", "void_date", "renewal", "of our own",
)  # fmt: skip


@pytest.fixture(scope="module")
def example():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def frame(example):
    """Records with every column there can be, as text."""
    found = example.records.head(300).with_columns(
        x=pl.lit("4,9"), y=pl.lit("52,37"), floor_area=pl.lit("50"), rent=pl.lit("600"), contract=pl.lit("regulier"),
        remarks=pl.lit(""), advert_date="date", void_date="date", renewal=pl.lit("nee"), main_group=pl.lit(""),
        **{"of our own": pl.lit("a")},
    )  # fmt: skip
    return found.with_columns(pl.all().cast(pl.String))


def planted(frame, column, n):
    return frame.with_columns(
        pl.when(pl.int_range(pl.len()) < n).then(pl.lit(PLANTED)).otherwise(pl.col(column)).alias(column)
    )


def told(call):
    """Return all that a call says: what it returns, or the whole of its traceback and what the error holds."""
    try:
        return str(call())
    except Exception as error:  # noqa: BLE001  whatever it is
        return "".join(traceback.format_exception(error)) + repr(getattr(error, "data", "")) + repr(error.args)


def everything(report):
    shown = (report.to_text("nl"), report.to_text("en"), report.to_json(), report._repr_html_(), repr(report))
    return "".join((*shown, str(report.to_dicts()), str(report.checks.to_dicts()), str(report.response)))


def counted(rentals, stock):
    """What follows from lettings that were read, with what can go wrong on the way."""
    counts = sp.count(rentals)
    for step in (
        lambda: sp.shares(counts, stock),
        lambda: counts.select(area="nergens"),
        lambda: sp.count(rentals, by="corporation").select(corporation="niemand"),
        lambda: sp.protect(sp.shares(counts), consent=["niemand"]),
        lambda: sp.protect(sp.shares(counts), hierarchy={"area": {"E16": None}}),
        lambda: sp.choropleth(sp.shares(counts), sp.tiles("wijk")),
        lambda: sp.moran(counts.column("rentals"), sp.neighbours(sp.tiles("wijk"))),
        lambda: sp.crosswalk({"buurt": ["a"], "wijk_2015": ["b"], "wijk_2022": ["c"], "dwellings": [1]},
                             source="2015", target="2022").apply(counts),
    ):  # fmt: skip
        yield told(lambda step=step: step() and "")


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("n", [1, 3, 300])
def test_reading_and_checking_tell_no_value(frame, example, column, n, tmp_path):
    if n == 300 and column in {"corporation", "channel"}:
        return  # what is written in every row is the name of an association
    bad, stock, areas = planted(frame, column, n), example.stock, example.areas
    path = tmp_path / "verhuringen.csv"
    bad.write_csv(path, separator=";")
    said = [
        told(lambda: sp.read_rentals(path, areas=areas) and ""),
        told(lambda: sp.read_rentals(bad, areas=areas, notation="nl") and ""),
        told(lambda: everything(sp.check(path, areas=areas, stock=stock))),
        told(lambda: everything(sp.check(bad, stock=stock, notation="nl"))),
    ]
    with suppress(sp.InvalidInputError):
        said += counted(sp.read_rentals(path), stock)
    assert [text[max(text.index(PLANTED) - 200, 0) :] for text in said if PLANTED in text] == []


@pytest.mark.parametrize("column", COLUMNS)
def test_the_command_line_tells_no_value(frame, example, column, tmp_path, capfd):
    path, stock = tmp_path / "verhuringen.csv", tmp_path / "voorraad.csv"
    planted(frame, column, 1).write_csv(path, separator=";")
    example.stock.to_polars().write_csv(stock)
    found = ""
    for command in (
        ["check", str(path), "--json"],
        ["check", str(path), "--stock", str(stock), "--returns", str(tmp_path)],
        ["report", str(path), "--stock", str(stock), "--out", str(tmp_path / "a.html")],
        ["init", str(path), str(stock)],
    ):
        with suppress(SystemExit):
            main(command)
        found += "".join(capfd.readouterr())
    for file in tmp_path.iterdir():
        if file not in {path, stock}:
            found += file.read_text(encoding="utf-8-sig")
    assert PLANTED not in found


def test_a_group_that_nobody_knows_is_not_named():
    counts = sp.Counts.from_frame(
        {"area": ["E16", "E16"], "group": [PLANTED, "met_begeleiding"], "allocations": [5, 6], "rentals": [20, 20]},
        group="group",
    )
    assert PLANTED not in told(lambda: sp.protect(sp.shares(counts)))


def test_a_row_of_a_printed_table_is_named_by_its_number():
    printed = sp.PrintedTable(
        frame={"area": ["E16", PLANTED], "allocations": [5, 6]},
        keys={"area": "area"},
        columns={"allocations": "allocations"},
        name="tabel",
    )
    text = told(lambda: sp.audit(printed, hierarchy={"area": {"E16": None}}))
    assert "row 2" in text
    assert PLANTED not in text


def test_known_codes_like_an_unknown_one_are_named(example):
    records = {"date": ["2016-05-01"] * 2, "area": ["E16", "E166"], "group": ["UMO", "UMOO"]}
    text = told(lambda: sp.read_rentals(records, areas=example.areas))
    assert "one unknown value; known codes like these: 'E16'" in text
    assert "one unknown value; known codes like these: 'UMO'" in text
    assert "E166" not in text
    assert "UMOO" not in text
