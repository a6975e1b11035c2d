"""Workbooks, SPSS files and files of boundaries. Oracles: openpyxl, pyreadstat and geopandas wrote them. All made up."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import subprocess
from pathlib import Path

import polars as pl
import pytest

import spreiding as sp
from spreiding.areas.vector import read_vector
from spreiding.edition.found import init
from spreiding.values.extras import needed
from spreiding.values.spss import read_spss, spss_columns
from spreiding.values.workbook import read_workbook

openpyxl = pytest.importorskip("openpyxl")
CALENDAR_MAC_1904 = pytest.importorskip("openpyxl.utils.datetime").CALENDAR_MAC_1904


def book(path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


HEAD = ["Datum ", "Wijkcode", "Doelgroep", "Huur", None]
RECORDS = [[dt.datetime(2020, 5, 1), "E16", None, 500.5], [dt.datetime(2020, 5, 2), "01", "UMO", 600]]


def test_titles_above_the_headings_and_other_sheets_are_passed_over(tmp_path):
    path = book(tmp_path / "a.xlsx", {"Uitleg": [["Toelichting"]], "2020": [["Verhuringen 2020"], [], HEAD, *RECORDS]})
    sheet = read_workbook(path, wanted=["Datum", "Wijkcode"])
    assert sheet.name == "a.xlsx, 2020"
    assert sheet.frame.columns == ["Datum", "Wijkcode", "Doelgroep", "Huur"]
    assert sheet.frame["Datum"].to_list() == [dt.date(2020, 5, 1), dt.date(2020, 5, 2)]
    assert sheet.lines == [4, 5]
    assert sheet.frame["Wijkcode"].to_list() == ["E16", "01"]
    assert sheet.frame["Huur"].to_list() == [500.5, 600.0]


def test_every_cell_keeps_its_kind(tmp_path):
    """Text and number, day and text in one column; blank rows; and 1.250 as text is not the number 1.25."""
    rows = [["code", "n", "dag", "ja"], ["E16", 500.5, dt.datetime(2020, 5, 1), True], [], [5, "1.250", "2020-05-02", "ja"],
            ["01", 600, dt.datetime(2020, 5, 3, 12), 1], ["true", None, None, False]]  # fmt: skip
    sheet = read_workbook(book(tmp_path / "a.xlsx", {"A": rows}), wanted=["code"])
    assert sheet.lines == [2, 4, 5, 6]
    assert sheet.frame["code"].to_list() == ["E16", 5, "01", "true"]
    assert sheet.frame["n"].to_list() == [500.5, "1.250", 600, None]
    assert sheet.frame["dag"].to_list() == [dt.date(2020, 5, 1), "2020-05-02", dt.date(2020, 5, 3), None]
    assert sheet.frame["ja"].to_list() == [True, "ja", 1, False]


def test_a_fault_in_a_cell_is_not_an_empty_cell(tmp_path):
    """A look-up without a hit in the column of groups would otherwise be a regular letting."""
    made = openpyxl.Workbook()
    made.active.append(["Titel"])
    for row in (
        ["date", "area", "group"],
        [dt.datetime(2016, 5, 1), "E16", "UMO"],
        [dt.datetime(2016, 5, 1), "E16", None],
    ):
        made.active.append([None, *row])
    made.active["D4"].value, made.active["D4"].data_type = "#N/A", "e"
    made.active["A1"].value = None
    made.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx", wanted=["date"])
    assert sheet.frame["group"].to_list() == ["UMO", "#N/A"]
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(tmp_path / "a.xlsx")
    assert "group" in str(caught.value)
    (tmp_path / "a.xlsb").write_bytes(b"any")
    with pytest.raises(sp.InvalidInputError) as caught:
        read_workbook(tmp_path / "a.xlsb", wanted=["date"])
    assert caught.value.code == "workbook-old"


KINDS_OF_CELL = [
    ["code", "n", "dag", "ja", "tijd", "duur"],
    ["E16", 500.5, dt.datetime(2020, 5, 1), True, dt.time(9, 30), dt.timedelta(hours=36)],
    [],
    [5, "1.250", "2020-05-02", "ja", None, None],
    ["01", 600, dt.datetime(2020, 5, 3, 12), 1, dt.time(18), dt.timedelta(minutes=90)],
]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_cell_keeps_its_kind_in_every_kind_of_workbook(tmp_path, ending):
    """Oracle: LibreOffice saves the same workbook in another way."""
    made = openpyxl.Workbook()
    for row in KINDS_OF_CELL:
        made.active.append(row)
    for cell in made.active["F"][1:]:
        cell.number_format = "[h]:mm:ss"
    hidden = made.create_sheet("Oud")
    hidden.append(["code", "n"])
    hidden.sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx", wanted=["code"])
    assert sheet.lines == [2, 4, 5]
    assert sheet.frame["tijd"].to_list() == ["09:30:00", None, "18:00:00"]
    assert sheet.frame["duur"].to_list() == ["36:00:00", None, "01:30:00"]
    saved(tmp_path, ending)
    other = read_workbook(tmp_path / f"a.{ending}", wanted=["code"])
    assert other.lines == sheet.lines
    for column in sheet.frame:
        assert other.frame[column.name].to_list() == column.to_list(), column.name


def saved(folder, ending):
    """Let LibreOffice save a workbook in another way."""
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        ending,
    ]
    path = str(folder / "a.xlsx")
    subprocess.run([*command, "--outdir", str(folder), path], check=True, capture_output=True, timeout=300)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_a_fault_in_a_cell_is_seen_in_every_kind_of_workbook(tmp_path):
    made = openpyxl.Workbook()
    for row in (
        ["date", "area", "group"],
        [dt.datetime(2016, 5, 1), "E16", "UMO"],
        [dt.datetime(2016, 5, 1), "E16", "=1/0"],
    ):
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    for ending in ("xls", "ods"):
        saved(tmp_path, ending)
    assert read_workbook(tmp_path / "a.xls", wanted=["date"]).frame["group"].to_list() == ["UMO", "#DIV/0!"]
    with pytest.raises(sp.InvalidInputError) as caught:
        read_workbook(tmp_path / "a.ods", wanted=["date"])
    assert caught.value.code == "workbook-faults"


def test_a_fault_of_a_kind_that_is_not_known_is_none_the_less_a_fault(tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["date", "area"])
    made.active.append([None, "E16"])
    made.active["A2"].value, made.active["A2"].data_type = "#SPILL!", "e"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(sp.InvalidInputError) as caught:
        read_workbook(tmp_path / "a.xlsx", wanted=["date"])
    assert caught.value.code == "workbook-faults"
    assert caught.value.place["source"] == "a.xlsx, Sheet"


def test_a_workbook_that_counts_its_days_from_1904_has_the_same_days(tmp_path):
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append(["dag"])
    made.active.append([dt.datetime(2020, 5, 1)])
    made.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx", wanted=["dag"]).frame["dag"].to_list() == [dt.date(2020, 5, 1)]


def test_what_stands_beside_the_headings_makes_a_row(tmp_path):
    """A row with a remark in the margin alone is a record without values, not a blank line."""
    rows = [["a", "b"], [1, 2], [None, None, "let op"], ["   "], [3, 4]]
    sheet = read_workbook(book(tmp_path / "a.xlsx", {"A": rows}), wanted=["a"])
    assert sheet.lines == [2, 3, 5]
    assert sheet.frame.rows() == [(1, 2), (None, None), (3, 4)]


def test_a_sheet_that_is_mostly_nothing_takes_no_memory(tmp_path):
    """Two cells at the ends of a sheet: 17 billion cells between them."""
    made = openpyxl.Workbook()
    made.active["A1"], made.active["B1"], made.active["XFD1048576"] = "code", "n", 1
    made.active["A2"] = "E16"
    made.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx", wanted=["code"])
    assert sheet.lines == [2, 1048576]
    assert sheet.frame["code"].to_list() == ["E16", None]


def test_a_late_row_decides_the_kind_of_a_column_too(tmp_path):
    rows = [["code", "n"], *[[i, i] for i in range(2000)], ["E16", 1]]
    frame = read_workbook(book(tmp_path / "a.xlsx", {"A": rows}), wanted=["code"]).frame
    assert frame["code"].to_list()[-2:] == [1999, "E16"]
    assert frame["n"].dtype == pl.Int64


@pytest.mark.parametrize(
    ("sheets", "sheet", "code", "data"),
    [
        ({"A": [["x"], [1]]}, None, "workbook-no-headings", {"missing": ["datum"]}),
        ({"A": [["datum"], [1]]}, "B", "workbook-no-sheet", {"known": ["A"]}),
        ({"A": [["datum"], [1]], "B": [["datum"], [1]]}, None, "workbook-more-sheets", {"sheets": ["A", "B"]}),
        ({"A": [[], ["datum", "x", "x"], [1, 2, 3]]}, None, "workbook-heading-twice", {"headings": ["x"]}),
    ],
)
def test_a_workbook_that_does_not_tell_is_refused(tmp_path, sheets, sheet, code, data):
    with pytest.raises(sp.InvalidInputError) as caught:
        read_workbook(book(tmp_path / "a.xlsx", sheets), wanted=["datum"], sheet=sheet)
    assert caught.value.code == code
    assert data.items() <= caught.value.data.items()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"date;area;group\n"])
def test_no_workbook_at_all(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(sp.InvalidInputError) as caught:
        read_workbook(path, wanted=["datum"])
    assert caught.value.code == "workbook-unreadable"


def test_spss_labels_codes_dates_and_missing(tmp_path):
    pyreadstat, pd = pytest.importorskip("pyreadstat"), pytest.importorskip("pandas")
    frame = pd.DataFrame(
        {
            "datum": [dt.date(2020, 5, 1), dt.date(2020, 6, 1)],
            "wijk": ["E16", ""],
            "groep": [1.0, 9.0],
            "huur": [500, -99.0],
        }
    )
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(frame, path, variable_value_labels={"groep": {1: "UMO"}}, missing_ranges={"huur": [-99]})
    assert spss_columns(path) == ["datum", "wijk", "groep", "huur"]
    found = read_spss(path)
    assert found["datum"].to_list() == [dt.date(2020, 5, 1), dt.date(2020, 6, 1)]
    assert found["wijk"].to_list() == ["E16", None]
    assert found["groep"].to_list() == ["UMO", 9.0]
    assert found["huur"].to_list() == [500.0, None]
    assert read_spss(path, columns=["groep"], values="codes")["groep"].to_list() == ["1", "9"]


def test_a_file_that_is_no_spss_file(tmp_path):
    pytest.importorskip("pyreadstat")
    path = tmp_path / "a.sav"
    path.write_bytes(b"$FL2 and no more")
    for read in (read_spss, spss_columns):
        with pytest.raises(sp.InvalidInputError) as caught:
            read(path)
        assert caught.value.code == "spss-unreadable"


@pytest.mark.parametrize("damage", [b"        ", b"\xff\xff\xff\x7f    "])
def test_a_variable_of_spss_without_a_name_of_its_own_is_refused(tmp_path, damage):
    pyreadstat, pd = pytest.importorskip("pyreadstat"), pytest.importorskip("pandas")
    path = tmp_path / "records.sav"
    pyreadstat.write_sav(pd.DataFrame({"date": ["2016-05-01"], "area": ["E16"], "group": ["UMO"]}), str(path))
    assert sp.read_rentals(path).rows == 1
    path.write_bytes(path.read_bytes().replace(b"AREA    ", damage, 1))
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(path)
    assert caught.value.code == "spss-unreadable"


@pytest.mark.parametrize("seconds", [float("inf"), 1e300, -1e300])
def test_a_day_of_spss_that_no_calendar_has_is_refused(tmp_path, seconds):
    """A number that is no day, in a variable that its format calls one."""
    pyreadstat, pd = pytest.importorskip("pyreadstat"), pytest.importorskip("pandas")
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"datum": [seconds, 1.3e10]}), str(path), variable_format={"datum": "DATE11"})
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(path, columns={"date": "datum"})
    assert "e300" not in str(caught.value)


def test_boundaries_of_a_geopackage_and_a_shapefile(tmp_path):
    gpd, shapely = pytest.importorskip("geopandas"), pytest.importorskip("shapely")
    pytest.importorskip("pyogrio")
    squares = [shapely.box(120000 + 500 * i, 480000, 120500 + 500 * i, 480500) for i in range(3)]
    frame = gpd.GeoDataFrame({"code": ["A", "B", "C"], "naam": ["a", None, "c"]}, geometry=squares, crs="EPSG:28992")
    for name in ("a.gpkg", "a.shp"):
        frame.to_file(tmp_path / name)
        areas = sp.read_areas(read_vector(tmp_path / name), name="naam")
        assert list(areas.codes) == ["A", "B", "C"]
        assert areas.crs == "EPSG:28992"
        assert areas.bounds == (120000.0, 480000.0, 121500.0, 480500.0)
    frame.to_file(tmp_path / "a.gpkg", layer="tweede")
    with pytest.raises(sp.InvalidInputError) as caught:
        read_vector(tmp_path / "a.gpkg")
    assert caught.value.code == "vector-more-layers"
    assert caught.value.data["known"] == ["a", "tweede"]
    assert len(read_vector(tmp_path / "a.gpkg", layer="tweede")["features"]) == 3
    with pytest.raises(sp.InvalidInputError, match="no layer 'derde'"):
        read_vector(tmp_path / "a.gpkg", layer="derde")
    (tmp_path / "b.gpkg").write_bytes(b"no database")
    with pytest.raises(sp.InvalidInputError) as caught:
        read_vector(tmp_path / "b.gpkg")
    assert caught.value.code == "vector-unreadable"


def test_the_official_shapefile_is_the_boundaries_of_the_same_wijken():
    pytest.importorskip("pyogrio")
    data = Path(__file__).resolve().parents[3] / "shared" / "data"
    if not data.is_dir():
        pytest.skip("needs the boundaries beside the repository (../shared/data)")
    official = sp.read_areas(read_vector(data / "rd" / "GBD_Buurtcombinatie.shp"), code="VOLLCODE", name="NAAM")
    assert sorted(official.codes) == sorted(sp.read_areas(data / "wijken_2015_crs84.geojson").codes)


def test_a_package_that_lacks_is_named_with_the_way_to_get_it():
    with pytest.raises(sp.InvalidInputError) as caught:
        needed("no_such_package", "spss", "a.sav")
    assert str(caught.value) == "a.sav: needs the package no_such_package: pip install 'spreiding[spss]'"


HEADINGS = ["date", "area", "group"]
DAY = dt.datetime(2016, 5, 1)


def test_records_of_a_workbook_are_counted_or_refused_by_their_row_of_the_sheet(tmp_path):
    rows = [["Verhuringen"], HEADINGS, [DAY, "E16", "UMO"], [], ["1-5-2016", "E17", None]]
    rentals = sp.read_rentals(book(tmp_path / "a.xlsx", {"Uitleg": [["Bron: x"]], "2016": rows}))
    assert (rentals.rows, rentals.source) == (2, "a.xlsx, 2016")
    assert sp.count(rentals).row("E16", "met_begeleiding")["allocations"] == 1
    wrong = [*rows, ["onzin", "E17", None], [DAY, 16, None]]
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(book(tmp_path / "b.xlsx", {"2016": wrong[:-1]}))
    assert "b.xlsx, 2016, row 3 (sheet row 6)" in str(caught.value)
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(book(tmp_path / "c.xlsx", {"2016": wrong}))
    assert caught.value.code == "codes-mixed"
    assert "4 (sheet row 7)" in str(caught.value)


def test_sheets_are_named_where_several_have_the_headings(tmp_path):
    path = book(tmp_path / "a.xlsx", {"2016": [HEADINGS, [DAY, "E16", None]], "2017": [HEADINGS, [DAY, "E16", "UMO"]]})
    assert sp.read_rentals(path, sheet="2016").rows == 1
    assert sp.read_rentals(path, sheet=["2016", "2017"]).rows == 2
    for sheet, code in (
        (None, "workbook-more-sheets"),
        ("2018", "workbook-no-sheet"),
        (["2016", "2016"], "sheet-twice"),
    ):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(path, sheet=sheet)
        assert caught.value.code == code


def test_stock_of_a_workbook(tmp_path):
    rows = [["Voorraad"], ["Wijkcode", "Woningen"], ["E16", 1785], ["E17", "1.785"], ["E18", "-"]]
    stock = sp.read_stock(book(tmp_path / "a.xlsx", {"A": rows}), area="Wijkcode", stock="Woningen")
    assert stock.frame.rows() == [("E16", 1785), ("E17", 1785), ("E18", 0)]
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_stock(book(tmp_path / "b.xlsx", {"A": [["area", "stock"], ["E16", 7.125]]}))
    assert caught.value.code == "count-thousands"


def test_records_of_spss_by_labels_and_by_codes(tmp_path):
    pyreadstat, pd = pytest.importorskip("pyreadstat"), pytest.importorskip("pandas")
    frame = pd.DataFrame(
        {"date": [dt.date(2016, 5, 1)] * 2, "area": ["E16"] * 2, "group": [1.0, 2.0], "first_letting": [1.0, 0.0]}
    )
    pyreadstat.write_sav(frame, path := tmp_path / "a.sav", variable_value_labels={"group": {1: "UMO", 2: "SMU"}})
    labels, codes = ({"code": code, "main_group": ["met", "zonder"]} for code in (["UMO", "SMU"], ["1", "2"]))
    for spss, groups in (("labels", labels), ("codes", codes)):
        rentals = sp.read_rentals(path, groups=groups, spss=spss)
        assert sp.count(rentals).row("E16", "met")["allocations"] == 1
    assert sp.count(rentals, by="first_letting").to_polars().filter(pl.col("group") == "all")["rentals"].to_list() == [
        1,
        1,
    ]
    pyreadstat.write_sav(frame, path, variable_value_labels={"group": {1: "UMO"}})
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(path, groups=labels)
    assert (caught.value.code, caught.value.place["rows"]) == ("codes-mixed", [2])
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.count(rentals, by="first_letting")
    assert caught.value.code == "file-changed-since"


def test_boundaries_are_read_by_their_ending(tmp_path):
    gpd, shapely = pytest.importorskip("geopandas"), pytest.importorskip("shapely")
    pytest.importorskip("pyogrio")
    squares = [shapely.box(120000 + 500 * i, 480000, 120500 + 500 * i, 480500) for i in range(2)]
    frame = gpd.GeoDataFrame({"code": ["A", "B"]}, geometry=squares, crs="EPSG:28992")
    for name in ("a.gpkg", "a.shp"):
        frame.to_file(tmp_path / name)
        assert sp.read_areas(tmp_path / name).codes == ("A", "B")
    frame.to_file(tmp_path / "a.gpkg", layer="tweede")
    assert sp.read_areas(tmp_path / "a.gpkg", layer="tweede").codes == ("A", "B")
    with pytest.raises(FileNotFoundError):
        sp.read_areas(tmp_path / "b.gpkg")


def test_a_study_file_of_workbooks(tmp_path):
    """From ``spreiding init`` to what the study holds."""
    rows = [["Verhuringen 2016"], [], ["Datum\ncontract", "Wijkcode", "Doelgroep"]]
    rows += [[DAY + dt.timedelta(i % 200), f"E{16 + i % 3}", "UMO" if i % 4 == 0 else None] for i in range(60)]
    book(tmp_path / "verhuringen.xlsx", {"Toelichting": [["Dit bestand"], ["Bron", "x"]], "2016": rows})
    book(
        tmp_path / "voorraad.xlsx",
        {"A": [["Voorraad"], ["Wijkcode", "Woningen"], *[[f"E{16 + i}", 1000 + i] for i in range(3)]]},
    )
    text = init([str(tmp_path / "verhuringen.xlsx"), str(tmp_path / "voorraad.xlsx")])
    (tmp_path / "editie.toml").write_text(text, encoding="utf-8")
    study = sp.read_study(tmp_path / "editie.toml")
    assert study.rentals.rows == 60
    assert study.stock.frame.rows() == [("E16", 1000), ("E17", 1001), ("E18", 1002)]


def test_a_workbook_whose_parts_cannot_be_opened_is_refused(tmp_path):
    """Oracle: the bits of the archive's directory that say how a part is packed; one of them is set."""
    path = tmp_path / "a.xlsx"
    frame = {"date": ["2016-05-01"], "area": ["E1"], "group": ["UMO"], "stock": [5]}
    pl.DataFrame(frame).write_excel(path)
    whole = path.read_bytes()
    places = [at for at in range(len(whole)) if whole[at : at + 4] == b"PK\x01\x02"]
    assert len(places) > 5
    for at in places:
        for flag in (0x01, 0x40):  # a password, strong encryption
            path.write_bytes(whole[: at + 8] + bytes([whole[at + 8] | flag]) + whole[at + 9 :])
            with contextlib.suppress(sp.InvalidInputError):
                sp.read_stock(path)
