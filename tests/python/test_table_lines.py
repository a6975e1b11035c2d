"""Rows of small tables with the lines that they stand on, in errors: stock, areas, programme, crosswalk. All synthetic."""

from __future__ import annotations

import pytest
import xlsxwriter

import spreiding as sp
from spreiding.areas.listed import listed_areas
from spreiding.edition.delivered import programme_of
from spreiding.edition.reading import merged_stock
from spreiding.words.refusal import in_language


def walk(path):
    return sp.crosswalk(path, source="wijk_2015", target="wijk_2022")


def study_of(path, section, **keys):
    """Read a study file that names a small table, beside three good lettings."""
    folder = path.parent
    folder.joinpath("lettings.csv").write_text("date;area;group\n" + "2020-05-01;E16;UMO\n" * 3, encoding="utf-8")
    held = {"study": {"title": '"T"'}, "records": {"files": '["lettings.csv"]'}, "report": {"by": '"year"'}}
    held.setdefault(section, {}).update({key: value.format(path.name) for key, value in keys.items()})
    text = "\n".join(f"[{name}]\n" + "\n".join(f"{k} = {v}" for k, v in of.items()) for name, of in held.items())
    folder.joinpath("editie.toml").write_text(text, encoding="utf-8")
    return sp.read_study(folder / "editie.toml")


#: Small tables with a fault in their second and third row: what reads them, and the code of the error.
SMALL = {
    "a stock": (["area;stock", "E15;1", "E16;5", "E16;6"], sp.read_stock, "stock-area-twice"),
    "days of a stock": (["area;stock;day", "E15;1;2020", "E16;5;x", "E17;6;y"], lambda p: sp.read_stock(p, date="day"), "stock-day"),
    "areas, bare": (["code;naam", "a;A", ";B", ";C"], lambda p: listed_areas(p, name="naam"), "areas-list-no-code"),
    "areas, twice": (["code;naam", "a;A", "b;B", "b;C"], lambda p: listed_areas(p, name="naam"), "areas-list-twice"),
    "weights of a crosswalk": (["wijk_2015;wijk_2022;dwellings", "A;N;1", "A;N;-1", "B;M;-2"], walk, "crosswalk-weight"),
    "a crosswalk to nowhere": (["wijk_2015;wijk_2022;dwellings", "A;N;1", "A;;1", "B;;2"], walk, "crosswalk-uncovered"),
    "a programme, twice": (
        ["period;main_group;group;delivered", "2020;m;a;1", "2020;m;b;2", "2020;m;b;3"], sp.Programme.from_frame, "programme-twice",
    ),
    "a programme, bare": (
        ["period;main_group;group;delivered", "2020;m;a;1", ";m;b;2", ";m;c;3"], sp.Programme.from_frame, "programme-missing",
    ),
    "years of characteristics": (
        ["area;year;mark", "E16;2020;7", "E16;2020,5;7", "E17;2021,5;6"],
        lambda p: study_of(p, "covariates", files='["{}"]'), "year-not-whole",
    ),
    "own groups": (
        ["code;main_group", "UMO;a", "B;", "C;"],
        lambda p: study_of(p, "records", files='["lettings.csv"]', groups='"{}"'), "code-without-main-group",
    ),
}  # fmt: skip
#: Those that are refused at their first faulty row.
FIRST = {
    "agreed, no group": (
        ["group;agreed", "UMO;1", "gulden;2"],
        lambda p: programme_of(study_of(p, "programme", agreed='"{}"'), "year"), "agreed-unknown-group",
    ),
    "agreed, other period": (
        ["group;agreed;period", "UMO;1;2020", "UMO;2;1990"],
        lambda p: programme_of(study_of(p, "programme", agreed='"{}"'), "year"), "agreed-other-period",
    ),
    "printed, no unit": (
        ["period;main_group;group;delivered;unit", "2020;m;a;1;woningen", "2020;m;b;2;gulden"],
        lambda p: programme_of(study_of(p, "programme", printed='"{}"'), "year"), "programme-unit",
    ),
    "printed, no share": (
        ["period;main_group;group;delivered;within_3_months", "2020;m;a;1;0,5", "2020;m;b;2;58"],
        sp.Programme.from_frame, "programme-share",
    ),
    "dwellings, not whole": (["area;stock", "E15;1", "E16;-5"], sp.read_stock, "count-not-whole"),
}  # fmt: skip


def text_of(path, lines):
    """Write a table as text; a blank line moves its rows one down."""
    path.write_text("\n".join([lines[0], "", *lines[1:]]) + "\n", encoding="utf-8")
    return path


def sheet_of(path, lines):
    """Write a table as a workbook, with a title above its headings."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Titel")
        for at, line in enumerate(lines, 1):
            for column, cell in enumerate(line.split(";")):
                if cell:
                    sheet.write(at, column, cell)
    return path


@pytest.mark.parametrize(
    ("lines", "read", "code", "rows"),
    [*((*case, (2, 3)) for case in SMALL.values()), *((*case, (2,)) for case in FIRST.values())],
    ids=[*SMALL, *FIRST],
)
def test_every_small_table_tells_lines_too(lines, read, code, rows, tmp_path):
    with pytest.raises(sp.InvalidInputError) as error:
        read(text_of(tmp_path / "t.csv", lines))
    assert (error.value.code, error.value.place["source"]) == (code, "t.csv")
    assert error.value.place["rows"] == list(rows)
    numbers, there = (", ".join(str(row + more) for row in rows) for more in (0, 2))
    for lang, words in (("en", "row {} (line {})"), ("nl", "rij {} (regel {})")):
        plain = in_language(error.value, lang).replace("rows", "row").replace("rijen", "rij")
        assert words.format(numbers, there) in plain, lang
    with pytest.raises(sp.InvalidInputError) as error:
        read(sheet_of(tmp_path / "t.xlsx", lines))
    assert error.value.code == code
    assert f"{numbers} (rij {there} van het blad)" in in_language(error.value, "nl")


def test_dwellings_of_several_files_are_told_of_the_file_with_the_fault(tmp_path):
    for name, line in (("a.csv", "E16;5"), ("b.csv", "E17;-6")):
        text_of(tmp_path / name, ["area;stock", line])
    paths = [str(tmp_path / name) for name in ("a.csv", "b.csv")]
    with pytest.raises(sp.InvalidInputError) as error:
        merged_stock(paths, area="area", stock="stock", date=None)
    assert "b.csv" in str(error.value)
    assert "row 1 (line 3)" in str(error.value)
