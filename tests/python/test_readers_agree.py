"""Generated files, read by this library and by another: the same values and counts."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections import Counter

import polars as pl
import pytest

import spreiding as sp
from spreiding import _core

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

WORDS = [
    "",
    "E16",
    "M34",
    "é",
    "a long code of more than sixteen bytes",
    "x,y",
    'q"u"ote',
    "two\nlines",
    " spaced ",
    "0363010000123456",
]


def generated(seed: int) -> pa.Table:
    """Make a table of every kind of column, with or without missing values, of any length."""
    draw = random.Random(seed)
    rows = draw.choice([1, 7, 100, 1_023, 5_000])
    nulls = draw.choice([0.0, 0.1, 0.9, 1.0])
    few = draw.choice([1, 3, 1_000_000])

    def column(make, kind):
        values = [make() for _ in range(min(few, rows))]
        return pa.array([None if draw.random() < nulls else draw.choice(values) for _ in range(rows)], kind)

    day = dt.date(1990, 1, 1)
    stamp = dt.datetime(1990, 1, 1)
    return pa.table(
        {
            "text": column(lambda: draw.choice(WORDS) + draw.choice(WORDS), pa.string()),
            "whole": column(lambda: draw.randrange(-(2**40), 2**40), pa.int64()),
            "small": column(lambda: draw.randrange(-100, 100), pa.int8()),
            "large": column(lambda: draw.randrange(2**63), pa.uint64()),
            "number": column(lambda: draw.uniform(-1e6, 1e6), pa.float64()),
            "short": column(lambda: float(draw.randrange(1000)) / 8, pa.float32()),
            "flag": column(lambda: draw.random() < 0.5, pa.bool_()),
            "day": column(lambda: day + dt.timedelta(days=draw.randrange(20_000)), pa.date32()),
            "moment": column(lambda: stamp + dt.timedelta(seconds=draw.randrange(10**9)), pa.timestamp("us")),
            "money": column(
                lambda: __import__("decimal").Decimal(draw.randrange(10**7)).scaleb(-2), pa.decimal128(12, 2)
            ),
        }
    )


ENCODINGS = {
    "text": [None, "PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"],
    "whole": [None, "PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"],
    "small": [None, "PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"],
    "number": [None, "PLAIN", "BYTE_STREAM_SPLIT"],
    "short": [None, "PLAIN", "BYTE_STREAM_SPLIT"],
    "flag": [None, "PLAIN", "RLE"],
    "day": [None, "PLAIN", "DELTA_BINARY_PACKED"],
    "moment": [None, "DELTA_BINARY_PACKED"],
}


def options(draw: random.Random) -> dict[str, object]:
    """Choose how a file is written."""
    encoded = {name: kind for name, kinds in ENCODINGS.items() if (kind := draw.choice(kinds)) is not None}
    plain = draw.random() < 0.5
    return {
        "compression": draw.choice(["none", "snappy", "gzip", "brotli", "lz4", "zstd"]),
        "data_page_version": draw.choice(["1.0", "2.0"]),
        "data_page_size": draw.choice([128, 4_000, 1 << 20]),
        "row_group_size": draw.choice([100, 2_000, 1 << 20]),
        "write_page_checksum": draw.random() < 0.5,
        "store_schema": draw.random() < 0.5,
        "use_dictionary": False
        if plain
        else [name for name in ("text", "whole", "number", "day") if draw.random() < 0.5],
        "column_encoding": encoded if plain else None,
    }


def values_of(table: pa.Table, name: str) -> list[object]:
    values = table[name].to_pylist()
    if name == "moment":
        return [None if value is None else value.date() for value in values]
    return [None if value is None else float(value) for value in values] if name == "money" else values


@pytest.mark.parametrize("seed", range(60))
def test_parquet_is_read_as_pyarrow_wrote_it(tmp_path, seed):
    draw = random.Random(1_000 + seed)
    table, how = generated(seed), options(draw)
    pq.write_table(table, path := tmp_path / "generated.parquet", **how)
    columns, _, _, _ = _core.read_table(path, True)
    assert [name for name, _, _ in columns] == table.column_names
    for name, kind, found in columns:
        expected = values_of(table, name)
        if kind == "day":
            found = found.cast(pl.Date)  # noqa: PLW2901  the same column
        if name == "large" and any(value is not None and value >= 2**63 for value in expected):
            expected = [None if value is None else float(value) for value in expected]
        assert found.to_list() == expected, (name, how)


@pytest.mark.parametrize("seed", range(30))
def test_records_of_parquet_are_counted_as_they_are(tmp_path, seed):
    draw = random.Random(seed)
    table = generated(seed)
    pq.write_table(table, path := tmp_path / "generated.parquet", **options(draw))
    source = _core.Source.parquet(path)
    axes = [("text", "name"), ("flag", "flag"), ("day", "day")]
    tally, _ = source.tally(axes, [("number", float("-inf"))], [[0], [1], [2]], [], 2)
    epoch = dt.date(1970, 1, 1)
    for axis, name in enumerate(("text", "flag", "day")):
        expected = Counter(table[name].to_pylist())
        if name == "text":
            expected = Counter({None if v is not None and not v.strip() else v: 0 for v in expected}) + Counter(
                None if v is None or not v.strip() else v for v in table[name].to_pylist()
            )
        if name == "flag":
            expected = Counter({None if v is None else str(v).lower(): n for v, n in expected.items()})
        if name == "day":
            expected = Counter({None if v is None else (v - epoch).days: n for v, n in expected.items()})
        found = Counter()
        for value, n in zip(tally.values(axis), tally.marginal(axis), strict=True):
            found[value] += n
        assert +found == +expected, name


@pytest.mark.parametrize("seed", range(40))
def test_text_is_read_as_the_standard_library_wrote_it(tmp_path, seed):
    """Oracle: the table itself, written by Python's csv; polars reads the same."""
    draw = random.Random(seed)
    delimiter, end = draw.choice(";,\t|"), draw.choice(["\n", "\r\n", "\r"])
    # Before Python 3.13, csv leaves a line feed bare in a file whose lines end otherwise.
    quoting = csv.QUOTE_ALL if end == "\r" else draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    rows = [[draw.choice(WORDS) + draw.choice(WORDS) for _ in range(3)] for _ in range(draw.choice([1, 50, 20_000]))]
    rows = [row for row in rows if any(field.strip() for field in row)]
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([["a", "b", "c"], *rows])
    path = tmp_path / "text.csv"
    path.write_bytes(held.getvalue().encode(draw.choice(["utf-8", "utf-8-sig", "utf-16"])))
    columns, lines, dialect, faults = _core.read_table(path, False)
    assert dialect[0] == delimiter or len(rows) < 2
    assert faults == []
    assert [column.to_list() for _, _, column in columns] == [list(of) for of in zip(*rows, strict=True)]
    # A row stands as many lines below the one before as that has.
    expected, line = [], 2
    for row in rows:
        expected.append(line)
        line += 1 + sum(field.count("\n") for field in row)
    assert lines == expected
    if end != "\r" and dialect[1] == "utf-8":
        peer = pl.read_csv(path, separator=delimiter, infer_schema=False, null_values=None)
        assert peer.fill_null("").rows() == [tuple(row) for row in rows]


@pytest.mark.parametrize("threads", [1, 2, 16])
def test_any_number_of_threads_counts_the_same(tmp_path, threads):
    draw = random.Random(7)
    days = [f"2016-{1 + i % 12:02}-{1 + i % 28:02}" for i in range(336)]
    lines = [f"{draw.choice(days)};E{draw.randrange(40)};{draw.choice(['UMO', 'SMU', ''])}" for _ in range(150_000)]
    (path := tmp_path / "many.csv").write_text("date;area;group\n" + "\n".join(lines) + "\n")
    axes = [("area", "area"), ("group", "group"), ("date", "month")]
    tally, faults = _core.Source.csv(path).tally(axes, [], [[0, 1], [1, 2]], [], threads)
    expected = Counter(tuple(line.split(";")[1:]) for line in lines)
    areas, groups = tally.values(0), tally.values(1)
    cells = tally.collapse(0, [list(range(len(areas))), list(range(len(groups)))], [len(areas), len(groups)])
    found = {(areas[i // len(groups)], groups[i % len(groups)] or ""): n for i, n in enumerate(cells) if n}
    assert (found, faults) == (dict(expected), [])


def test_a_thousand_parts_are_one_source(tmp_path):
    for part in range(1_000):
        (tmp_path / f"part-{part:04}.csv").write_text(f"date;area;group\n2016-05-01;E{part % 7};UMO\n2016-06-01;E1;\n")
    rentals = sp.read_rentals(tmp_path)
    assert rentals.rows == 2_000
    assert sp.count(rentals, by="city").row("STAD")["allocations"] == 1_000
    assert len(rentals.caption) < 300
