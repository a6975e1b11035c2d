"""Text files as offices make them: each is read as it is meant, or refused with its line."""

from __future__ import annotations

import gzip

import polars as pl
import pytest

import spreiding as sp

HEAD = "date;area;group\n"
GOOD = "2016-05-01;E16;UMO\n"
NAMES = {"date": "Datum contract", "area": "Wijk", "group": "Doelgroep"}


@pytest.fixture
def file(tmp_path):
    """Write bytes or text to a file and return its path."""

    def write(text, name="records.csv", encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def refused(call) -> sp.InvalidInputError:
    with pytest.raises(sp.InvalidInputError) as error:
        call()
    return error.value


def dialect(path, **options) -> dict[str, object]:
    return sp.read_rentals(path, **options).dialects.row(0, named=True)


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("sep=;\r\n" + HEAD + GOOD, "utf-8", (";", "utf-8")),
        ('"sep=,"\ndate,area,group\n2016-05-01,E16,UMO\n', "utf-8", (",", "utf-8")),
        (HEAD.replace(";", "\t") + GOOD.replace(";", "\t"), "utf-16", ("\t", "utf-16-le")),
        (HEAD + GOOD, "utf-16-be", (";", "utf-16-be")),
        ("\ufeff" + HEAD + GOOD, "utf-8", (";", "utf-8")),
        ("date;area;group;straat\n2016-05-01;E16;UMO;Châssébuurt\n", "cp1252", (";", "windows-1252")),
        ("date;area;group;straat\n2016-05-01;E16;UMO;€ 5 – ‘t Hof\n", "cp1252", (";", "windows-1252")),  # noqa: RUF001
        ("\n \n" + HEAD + "\n" + GOOD + "\n;;\n", "utf-8", (";", "utf-8")),
        ("date;area;group;;;\n2016-05-01;E16;UMO;;;;\n", "utf-8", (";", "utf-8")),
        ("date;area;group;;;\n2016-05-01;E16;UMO\n", "utf-8", (";", "utf-8")),
        (HEAD.replace("\n", "\r") + GOOD.replace("\n", "\r"), "utf-8", (";", "utf-8")),
        ("date|area|group\n2016-05-01|E16|UMO\n", "utf-8", ("|", "utf-8")),
        ('date;area;group;noot\n2016-05-01;E16;UMO;5" hoog\n', "utf-8", (";", "utf-8")),
        ('"naam, adres, plaats";"date";"area";"group"\n"x, y";"2016-05-01";"E16";"UMO"\n', "utf-8", (";", "utf-8")),
        ('date;area;group;"de ""noot""\nvan toen"\n2016-05-01;E16;UMO;"a\nb"\n', "utf-8", (";", "utf-8")),
    ],
)  # fmt: skip
def test_a_file_is_read_and_how_it_is_written_is_told(file, text, encoding, found):
    path = file(text, encoding=encoding)
    rentals = sp.read_rentals(path)
    assert rentals.rows == 1
    assert rentals.dialects.select("delimiter", "encoding").row(0) == found


def test_packed_files_are_read_and_their_checksum_is_checked(file):
    packed = gzip.compress((HEAD + GOOD).encode())
    assert dialect(file(packed, "a.csv.gz"))["compression"] == "gzip"
    damaged = bytearray(packed)
    damaged[-6] ^= 1
    for name, content in (("b.csv.gz", bytes(damaged)), ("c.csv.gz", packed[:-9])):
        assert refused(lambda n=name, c=content: sp.read_rentals(file(c, n))).code == "file-unreadable"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 an Excel file", "file-not-text"),
        (b"\xff\xfe\0\0d\0\0\0", "file-not-text"),
        (b"date;area\0;group\n", "file-not-text"),
        (b"date;area;group\n2016-05-01;Ch\x83ss\x82buurt;\n", "file-encoding"),
        (b"date;area;group\n2016-05-01;No\xc3\xb6d;\n2016-05-01;No\xf6d;\n", "file-encoding"),
        (b"date;area;date\n", "head-twice"),
        (b"Verhuringen 2016\n\ndate;area;group\n2016-05-01;E16;UMO\n", "head-title"),
        (b'date;area;"group\n2016-05-01;E16;UMO\n', "head-quote"),
        (b"date;area;gr\x07oup\n", "head-control"),
        (b"\n\n;;\n", "file-empty"),
    ],
)
def test_what_is_no_table_of_text_is_refused(file, content, code):
    error = refused(lambda: sp.read_rentals(file(content)))
    assert error.code == code
    assert error.place["source"] == "records.csv"


OPEN = {
    "last column": ("date;area;group;noot\n2016-05-01;E16;;\"aan 't water\n" + "2016-05-02;E16;;b\n" * 50, 2),
    "first column": ('date;area;group\n"2016-05-01;E16;UMO\n' + GOOD * 9, 2),
    "middle": (HEAD + GOOD + '2016-05-01;"E16;UMO\n' + GOOD * 9, 3),
    "two of them": (
        'date;area;group;noot\n2016-05-01;E16;;"t Hof\n2016-05-01;E16;;"t Huis\n' + "2016-05-02;E16;;b\n",
        2,
    ),
    "closed by an inch mark": ('date;area;group;noot\n2016-05-01;E16;;"t Hof\n2016-05-01;E16;;5"\n', 2),
}


@pytest.mark.parametrize("kind", OPEN)
def test_an_open_quote_is_told_by_its_line_and_swallows_no_row(file, kind):
    text, line = OPEN[kind]
    error = refused(lambda: sp.read_rentals(file(text)))
    assert error.data["codes"][0] in {"record-lines-open-quote", "record-lines-after-quote"}
    assert f"line {line}" in str(error)


def test_an_open_quote_in_a_table_is_told_by_its_line(file):
    text = 'area,stock,naam\nE16,100,"t Hof\nE17,200,b\n'
    error = refused(lambda: sp.read_stock(file(text)))
    assert (error.code, error.place["line"]) == ("lines-open-quote", 2)


@pytest.mark.parametrize("footer", ["Bron: WoningNet;;", "Totaal;3;", "Bron: WoningNet", "Totaal"])
def test_a_footer_is_no_record_and_is_told_by_its_line(file, footer):
    error = refused(lambda: sp.read_rentals(file(HEAD + "\n" + GOOD + footer + "\n")))
    assert "line 4" in str(error)


@pytest.mark.parametrize("footer", ["Totaal;300", "Bron: BBGA;", "TOTAAL AMSTERDAM;300", "Bron: BBGA"])
def test_a_footer_of_a_table_is_no_area(file, footer):
    text = "area;stock\nE16;100\nE17;200\n" + footer + "\n"
    assert refused(lambda: sp.read_stock(file(text))).code in {"stock-total", "codes-note", "lines-ragged"}


def test_rows_and_lines_are_true_in_every_block_of_a_large_file(file):
    """Oracle: lines counted as they are written; the file has several blocks of a megabyte."""
    lines, rows, bad = ["date;area;group;noot"], 0, []
    for i in range(60_000):
        if i % 7 == 0:
            lines.append("")
        if i % 11 == 0:
            lines += ['2016-05-01;E16;UMO;"twee', 'regels ""x"""']
        elif i % 20_011 == 20_010:
            lines.append("2016-13-45;E16;UMO;x")
            bad.append((rows + 1, len(lines)))
        else:
            lines.append(f"2016-05-{1 + i % 28:02};E16;UMO;een noot die wat langer is, regel {i}")
        rows += 1  # noqa: SIM113  blank lines are no rows
    assert len(bad) == 2
    path = file("\n".join(lines) + "\n")
    assert path.stat().st_size > 3 << 20
    error = refused(lambda: sp.read_rentals(path))
    assert f"row {bad[0][0]}, {bad[1][0]} (line {bad[0][1]}, {bad[1][1]})" in str(error)


def test_ragged_lines_are_told_among_blank_and_quoted_ones(file):
    text = HEAD + "\n" + '2016-05-01;"E\n16";UMO\n' + "2016-05-01;E16\n" + GOOD + "2016-05-01;E16;UMO;x;y\n"
    error = refused(lambda: sp.read_rentals(file(text)))
    assert "2 records: line 5, 7" in str(error)


def test_only_line_feeds_and_returns_end_a_line(file):
    for sign in ("\x0b", "\x0c", "\x1c", "\u2028", "\u0085"):
        text = f"date;area;group;noot\n2016-05-01;E16;UMO;a{sign}b\n"
        assert sp.read_rentals(file(text)).rows == 1, sign
        table = f"area;stock;noot\nE16;100;a{sign}b\n"
        assert sp.read_stock(file(table, "s.csv")).frame.height == 1, sign


def test_headings_are_found_whatever_spaces_they_hold(file):
    text = '"Datum\ncontract";" Wijk\u00a0";Doelgroep\n2016-05-01;E16;UMO\n'
    for wanted in ("Datum contract", "Datum\ncontract"):
        assert sp.read_rentals(file(text), columns=NAMES | {"date": wanted}).rows == 1
    frame = pl.DataFrame({"Datum\ncontract": ["2016-05-01"], "Wijk ": ["E16"], "Doelgroep": ["UMO"]})
    frame.write_parquet(path := file(b"", "a.parquet"))
    for source in (frame, frame.lazy(), path):
        assert sp.read_rentals(source, columns=NAMES).rows == 1


def test_a_misspelt_column_is_told_with_the_nearest_name(file):
    path = file("Date;AREA;groep\n2016-05-01;E16;UMO\n")
    error = refused(lambda: sp.read_rentals(path))
    assert error.code == "records-columns-near"
    assert "'Date' for 'date'" in str(error)
    assert "'AREA' for 'area'" in str(error)
    error = refused(lambda: sp.read_rentals(path, columns={"dat": "Date"}))
    assert (error.code, error.data["near"]) == ("columns-unknown", ["date"])


NOTATIONS = [
    ("1.785,50;7", None, "nl"), ("52,3;1.785", None, "nl"), ("52.3;1.785", None, "en"), ("1785;7", None, None),
    ("7.125;7", "nl", "nl"), ("7.125;7", "en", "en"), (",5;1", None, "nl"), ("575;€ 600", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("numbers", "given", "found"), NOTATIONS)
def test_the_notation_is_that_of_all_numbers_of_the_file_or_given(file, numbers, given, found):
    path = file(f"date;area;group;rent;floor_area\n2016-05-01;E16;UMO;{numbers}\n")
    mark = {"nl": ",", "en": ".", None: None}[found]
    assert dialect(path, notation=given)["decimal"] == mark


def test_numbers_that_leave_the_notation_open_are_refused(file):
    path = file("date;area;group;rent\n2016-05-01;E16;UMO;7.125\n")
    error = refused(lambda: sp.read_rentals(path))
    assert error.data["codes"] == ["numbers-notation-either"]
    assert "notation=" in str(error)
    path = file("date;area;group;rent\n2016-05-01;E16;UMO;7,5\n2016-05-01;E16;UMO;7.5\n")
    assert refused(lambda: sp.read_rentals(path)).data["codes"] == ["numbers-notation-both"]
    assert refused(lambda: sp.read_rentals(path, notation="fr")).code == "expected-one-of"


def test_dwellings_are_whole_which_can_decide_their_notation(file):
    def stock(text):
        return sp.read_stock(file(text, "stock.csv")).frame["stock"].to_list()

    assert stock("area;stock\nE16;1.785\nE17;-\nE18;.\n") == [1785, 0, None]
    assert stock("area,stock\nE16,1785\nE17,-99997\n") == [1785, None]
    assert refused(lambda: stock("area;stock\nE16;1.000\n")).code == "notation-open"
    assert refused(lambda: stock("area;stock\nE16;52,2501\n")).code == "count-not-whole"


def test_names_that_exist_are_those_files_whatever_signs_they_hold(file, tmp_path):
    two, one = file(HEAD + GOOD * 2, "maand[2].csv"), file(HEAD + GOOD, "maand2.csv")
    assert sp.read_rentals(two).rows == 2
    assert sp.read_rentals(file(HEAD + GOOD, "a [oud]/b*.csv")).rows == 1
    assert sp.read_rentals(tmp_path / "maand*.csv").rows == 3
    assert sp.read_rentals([two, one]).rows == 3
    assert sp.read_rentals(tmp_path / "a [oud]").rows == 1


def test_folders_of_parts_are_read_without_their_marks(file, tmp_path):
    frame = pl.DataFrame({"date": ["2016-05-01"], "area": ["E16"], "group": ["UMO"]})
    for part in range(3):
        frame.write_parquet(file(b"", f"out/year=2016/part-{part}.snappy.parquet"))
    file(b"", "out/_SUCCESS")
    file(b"x", "out/.part-0.crc")
    file(b"x", "out/_temporary/part-9.parquet")
    assert sp.read_rentals(tmp_path / "out").rows == 3


def test_a_file_that_is_named_twice_is_refused(file, tmp_path):
    path = file(HEAD + GOOD)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    for names in ([path, path], [path, tmp_path / "." / "records.csv"], [path, link]):
        assert refused(lambda n=names: sp.read_rentals(n)).code == "file-twice"


def test_the_same_contents_under_two_names_are_told(file):
    paths = [file(HEAD + GOOD, "a.csv"), file(HEAD + GOOD, "b.csv"), file(HEAD + GOOD.replace("16;", "17;"), "c.csv")]
    rentals = sp.read_rentals(paths)
    assert rentals.rows == 3
    assert len(rentals.warnings) == 1
    assert "b.csv has the same contents as a.csv" in rentals.warnings[0]


@pytest.mark.parametrize(
    ("name", "code"), [("x.docx", "file-ending"), ("none.csv", "file-missing"), ("*.csv", "no-file-of-pattern")]
)
def test_files_that_are_not_there_are_told(file, tmp_path, name, code):
    if code == "file-ending":
        file(b"x", name)
    error = refused(lambda: sp.read_rentals(tmp_path / name))
    assert error.code == code
    assert isinstance(error, FileNotFoundError) == (code != "file-ending")
    (tmp_path / "empty").mkdir()
    assert refused(lambda: sp.read_rentals(tmp_path / "empty")).code == "folder-without-files"
