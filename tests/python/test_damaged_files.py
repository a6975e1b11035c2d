"""Damaged and hostile files: the library's own error or an answer, and never an abort, a panic or much memory.

Mutants run in a process of their own, so that one that ends the process is seen. Seeds are fixed.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest

import spreiding as sp

if TYPE_CHECKING:
    from pathlib import Path

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

#: Reads every file named, by every reader, and tells what came of it: an answer, a refusal, or what should not be.
READ_ALL = r"""
import json, resource, sys
import spreiding as sp
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
names = json.loads(sys.stdin.read())
found = {"answer": 0, "refused": 0, "other": []}
readers = [
    lambda path: sp.read_rentals(path, groups={"code": ["UMO", "x"], "main_group": ["a", "b"]}).to_polars(),
    lambda path: sp.read_stock(path, stock="rent"),
    lambda path: sp.check(path, lang="en").ok,
]
for name in names:
    for at, read in enumerate(readers):
        try:
            read(name)
            found["answer"] += 1
        except sp.InvalidInputError as error:
            assert str(error)
            found["refused"] += 1
        except BaseException as error:
            found["other"].append(f"{name} reader {at}: {type(error).__name__}: {error}")
# Of this program alone: what getrusage tells is handed down by the process that started it.
found["memory"] = int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) // 1024
print(json.dumps(found))
"""


def run(paths: list[Path]) -> dict[str, object]:
    """Read files in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"the process ended with {done.returncode}: {done.stderr[-2000:]}"
    assert "panicked" not in done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["other"] == []
    return found


def records(rows: int) -> pl.DataFrame:
    draw = random.Random(3)
    days = pl.date_range(pl.date(2016, 1, 1), pl.date(2016, 12, 31), eager=True).sample(
        rows, with_replacement=True, seed=3
    )
    return pl.DataFrame(
        {
            "date": days,
            "area": [f"E{draw.randrange(9)}" for _ in range(rows)],
            "group": [draw.choice(["UMO", "x", None]) for _ in range(rows)],
            "dwelling_id": [f"{i:016}" for i in range(rows)],
            "rent": [draw.randrange(300, 700) + 0.5 for _ in range(rows)],
        }
    )


def mutants(whole: bytes, n: int, seed: int):
    """Yield a file with bytes changed, taken out, put in or cut off."""
    draw = random.Random(seed)
    numbers = [b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00", b"\x80\x80\x80\x80\x08", b"\xfe\xff\xff\xff\x0f"]
    for _ in range(n):
        made = bytearray(whole)
        for _ in range(draw.choice([1, 1, 2, 5])):
            # The footer of Parquet holds most sizes: half of the changes are made there.
            at = draw.randrange(len(made)) if draw.random() < 0.5 else max(len(made) - 1 - draw.randrange(900), 0)
            kind = draw.randrange(5)
            if kind == 0:
                made[at] ^= 1 << draw.randrange(8)
            elif kind == 1:
                made[at] = draw.randrange(256)
            elif kind == 2:
                del made[at : at + draw.randrange(1, 9)]
            elif kind == 3:
                made[at : at + 4] = draw.choice(numbers)
            else:
                made = made[: max(at, 8)] + (made[-8:] if draw.random() < 0.5 else b"")
        yield bytes(made)


def written(frame: pl.DataFrame, folder: Path) -> list[bytes]:
    """Return the frame as Parquet, written in several ways."""
    table, whole = frame.to_arrow(), []
    for how in (
        {"compression": "none"},
        {"compression": "snappy", "use_dictionary": False},
        {"compression": "zstd", "data_page_version": "2.0"},
        {
            "compression": "gzip",
            "use_dictionary": False,
            "column_encoding": {"area": "DELTA_BYTE_ARRAY", "date": "DELTA_BINARY_PACKED"},
        },
        {"compression": "lz4", "data_page_size": 200, "write_page_checksum": True},
    ):
        pq.write_table(table, path := folder / "whole.parquet", **how)
        whole.append(path.read_bytes())
    frame.write_parquet(path)
    return [*whole, path.read_bytes()]


def test_mutants_of_parquet_end_in_an_answer_or_a_refusal(tmp_path):
    paths = []
    for at, whole in enumerate(written(records(200), tmp_path)):
        for number, made in enumerate(mutants(whole, 60, seed=at)):
            (path := tmp_path / f"{at}-{number}.parquet").write_bytes(made)
            paths.append(path)
    found = run(paths)
    assert found["refused"] > len(paths)
    assert found["memory"] < 700


def test_mutants_of_text_end_in_an_answer_or_a_refusal(tmp_path):
    frame, paths = records(60), []
    text = frame.write_csv(separator=";")
    quoted = frame.write_csv(quote_style="always")
    forms = [text.encode(), quoted.encode(), text.encode("utf-16"), text.replace("E1", "é").encode("cp1252")]
    for at, whole in enumerate(forms):
        for number, made in enumerate(mutants(whole, 60, seed=at)):
            draw = random.Random(number)
            place = draw.randrange(len(made))
            sign = draw.choice([b'"', b";", b"\r", b"\n", b"\0", b"\x0b", "\u2028".encode(), b"\xff", b"\xc3"])
            (path := tmp_path / f"{at}-{number}.csv").write_bytes(made[:place] + sign + made[place:])
            paths.append(path)
    found = run(paths)
    assert found["answer"] > 0
    assert found["memory"] < 700


#: The footer of a file says so many rows in so few bytes, or pages and lists that cannot be.
def test_sizes_that_a_file_only_declares_take_no_memory(tmp_path):
    pq.write_table(
        pa.table({"date": ["2016-05-01"], "area": ["E1"], "group": ["x"], "rent": ["1"]}),
        path := tmp_path / "a.parquet",
    )
    whole, paths = path.read_bytes(), []
    start = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    for at in range(start, len(whole) - 8):
        # A byte of the footer becomes a number of five bytes, of about 2^31.
        footer = whole[start:at] + b"\xfc\xff\xff\xff\x0f" + whole[at + 1 : -8]
        made = whole[:start] + footer + len(footer).to_bytes(4, "little") + b"PAR1"
        (one := tmp_path / f"{at}.parquet").write_bytes(made)
        paths.append(one)
    found = run(paths)
    assert found["memory"] < 400
    assert found["refused"] > len(paths)


def test_text_of_parquet_that_is_no_utf_8_is_refused_with_its_rows(tmp_path):
    names = pa.array([b"E16", "Noöd".encode("latin-1"), b"E17"], pa.binary()).view(pa.string())
    for dictionary in (True, False):
        table = pa.table({"date": ["2016-05-01"] * 3, "area": names, "group": ["UMO"] * 3, "stock": [1, 2, 3]})
        pq.write_table(table, path := tmp_path / "latin.parquet", use_dictionary=dictionary)
        with pytest.raises(sp.InvalidInputError) as error:
            sp.read_rentals(path)
        assert error.value.data["codes"][0] == "code-no-utf"
        assert error.value.place["rows"] == [2]
        with pytest.raises(sp.InvalidInputError) as error:
            sp.read_stock(path)
        assert (error.value.code, error.value.data["row"]) == ("text-not-utf", "2")


def test_a_column_of_associations_that_is_no_utf_8_is_refused_when_it_is_counted(tmp_path):
    names = pa.array([b"Ymere", b"Corp \xff"], pa.binary()).view(pa.string())
    table = pa.table({"date": ["2016-05-01"] * 2, "area": ["E1"] * 2, "group": ["UMO"] * 2, "corporation": names})
    pq.write_table(table, path := tmp_path / "latin.parquet")
    rentals = sp.read_rentals(path)
    with pytest.raises(sp.InvalidInputError) as error:
        sp.count(rentals, by="corporation")
    assert error.value.code == "not-utf8"


def test_a_checksum_of_a_page_is_checked(tmp_path):
    frame = records(50)
    pq.write_table(
        frame.to_arrow(),
        path := tmp_path / "crc.parquet",
        write_page_checksum=True,
        compression="none",
        use_dictionary=False,
    )
    whole = bytearray(path.read_bytes())
    whole[whole.index(b"E3")] = ord("F")
    path.write_bytes(whole)
    with pytest.raises(sp.InvalidInputError, match="checksum of a page is wrong"):
        sp.read_rentals(path, groups={"code": ["UMO", "x"], "main_group": ["a", "b"]})


def test_a_quote_left_open_in_a_large_file_takes_no_memory(tmp_path):
    """A file of 60 MB, of which the second line opens a quote."""
    path = tmp_path / "open.csv"
    line = b"2016-05-01;E1;UMO;een noot\n"
    with path.open("wb") as file:
        file.write(b'date;area;group;noot\n2016-05-01;E1;UMO;"open\n')
        for _ in range(60):
            file.write(line * (1_000_000 // len(line)))
    done = subprocess.run(
        [sys.executable, "-c", """
import resource, sys
import spreiding as sp
sp.read_rentals({"date": ["2016-05-01"], "area": ["E1"], "group": ["UMO"]})
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    sp.read_rentals(sys.argv[1])
except sp.InvalidInputError as error:
    assert "line 2" in str(error), error
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
""", str(path)], capture_output=True, text=True, check=True)  # fmt: skip
    assert int(done.stdout) < 30


def test_a_file_that_is_cut_short_while_it_is_read_is_noticed(tmp_path):
    frame = records(50)
    frame.write_csv(text := tmp_path / "a.csv")
    frame.write_parquet(parquet := tmp_path / "a.parquet")
    for path in (text, parquet):
        rentals = sp.read_rentals(path, groups={"code": ["UMO", "x"], "main_group": ["a", "b"]})
        path.write_bytes(path.read_bytes()[:-20])
        with pytest.raises(sp.InvalidInputError) as error:
            sp.count(rentals, by="month")
        assert error.value.code == "file-changed-since"


def test_a_column_that_is_not_needed_is_never_decoded(tmp_path):
    """Whatever stands in the pages of another column, nobody reads it; of one that is asked for, every byte counts."""
    table = pa.table(
        {
            "remark": [f"remark {i}" for i in range(1000)],
            "date": ["2016-05-01"] * 1000,
            "area": ["E16", "E40"] * 500,
            "group": ["UMO", None] * 500,
            "rent": [500.0 + i for i in range(1000)],
        }
    )
    path = tmp_path / "a.parquet"
    pq.write_table(table, path, write_page_checksum=True, row_group_size=300)
    before = sp.count(sp.read_rentals(path)).to_polars()
    found, content = pq.ParquetFile(path).metadata, bytearray(path.read_bytes())
    for group in range(found.num_row_groups):
        chunk = found.row_group(group).column(0)
        assert chunk.path_in_schema == "remark"
        start = chunk.dictionary_page_offset or chunk.data_page_offset
        # The whole of it, heads of pages too.
        content[start : start + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    path.write_bytes(content)
    assert sp.count(sp.read_rentals(path)).to_polars().equals(before)
    rentals = sp.read_rentals(path, columns={"channel": "remark"})
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.count(rentals, by="channel")
    assert refused.value.code == "file-damaged"
    with pytest.raises(OSError, match="page header"):  # another reader sees the damage too
        pq.read_table(path)
