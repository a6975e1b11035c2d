"""Records: the same numbers from every kind of source, and one clear message for every kind of fault."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import spreiding as sp

PERIOD = (date(2016, 1, 1), date(2017, 6, 30))
AREAS = sp.Areas.from_tiles(
    ["E16", "E40", "M34"], ["a", "b", "c"], [0, 1, 2], [0, 0, 1],
    levels={"gebied": ["DX03", "DX05", "DX16"], "stadsdeel": ["E", "E", "M"]},
)  # fmt: skip
CODES = ["UMO", "Rowo-WMO", "Statushouder regulier", "statushouders projecten", "stadsvernieuwingsurgenten", None]


def synthetic(rows: int, seed: int = 1) -> pl.DataFrame:
    """Make synthetic records."""
    draw = random.Random(seed)
    day = lambda: PERIOD[0] + timedelta(days=draw.randrange(547))  # noqa: E731
    return pl.DataFrame(
        {
            "date": [day() for _ in range(rows)],
            "area": [draw.choice(["E16", "E40", "M34"]) for _ in range(rows)],
            "group": pl.Series([draw.choice(CODES) for _ in range(rows)], dtype=pl.String),
            "corporation": [
                draw.choice(["Corporatie A (synthetisch)", "Corporatie B (synthetisch)"]) for _ in range(rows)
            ],
            "rent": [draw.randrange(300, 700) + 0.5 for _ in range(rows)],
        }
    )


RECORDS = synthetic(3000)


@pytest.fixture
def file(tmp_path):
    """Write text to a CSV and return its path."""

    def write(text, name="records.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def expected(frame: pl.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """Count in plain Python: the oracle."""
    main = {"UMO": "met_begeleiding", "Rowo-WMO": "zonder_begeleiding", "Statushouder regulier": "statushouders"}
    kept = [(r["area"], r["group"]) for r in frame.to_dicts() if r["group"] != "statushouders projecten"]
    rentals, found = Counter(area for area, _ in kept), Counter((area, main.get(code)) for area, code in kept)
    out = {}
    for area in frame["area"].unique():
        n = rentals[area]
        out[area, "all"] = (sum(found[area, group] for group in main.values()), n)
        out |= {(area, group): (found[area, group], n) for group in main.values()}
    return out


def counted(rentals) -> dict[tuple[str, str], tuple[int, int]]:
    rows = sp.count(rentals).to_dicts()
    return {(r["area"], r["group"]): (r["allocations"], r["rentals"]) for r in rows}


def sources(frame: pl.DataFrame, folder):
    """Yield the same records in every form that can be read."""
    text = frame.with_columns(pl.col("date").dt.strftime("%Y-%m-%d"))
    text.write_csv(folder / "international.csv")
    dutch = frame.with_columns(
        pl.col("date").dt.strftime("%-d-%-m-%Y"), pl.col("rent").cast(pl.String).str.replace(".", ",", literal=True)
    )
    (folder / "dutch.csv").write_bytes(
        b"\xef\xbb\xbf" + dutch.write_csv(separator=";", line_terminator="\r\n").encode()
    )
    frame.write_parquet(folder / "one.parquet")
    frame.write_parquet(folder / "groups.parquet", row_group_size=257, compression="uncompressed")
    frame.write_parquet(folder / "pages.parquet", data_page_size=256, compression="snappy")
    pyarrow_parquet = pytest.importorskip("pyarrow.parquet")
    table = frame.to_arrow()
    pyarrow_parquet.write_table(table, folder / "plain.parquet", use_dictionary=False)
    pyarrow_parquet.write_table(table, folder / "v2.parquet", data_page_version="2.0", compression="zstd")
    pyarrow_parquet.write_table(
        table, folder / "delta.parquet", use_dictionary=False, column_encoding={"area": "DELTA_BYTE_ARRAY"}
    )
    for part, rows in enumerate((slice(0, 1000), slice(1000, 3000))):
        frame[rows].write_csv(folder / f"part-{part}.csv")
    names = ["international.csv", "dutch.csv", "one.parquet", "groups.parquet", "pages.parquet"]
    names += ["plain.parquet", "v2.parquet", "delta.parquet", "part-*.csv"]
    yield from ((name, folder / name) for name in names)
    yield "polars", frame
    yield "chunks", pl.concat([frame[:7], frame[7:1100], frame[1100:]], rechunk=False)
    yield "lazy", frame.lazy()
    yield "arrow", table
    yield "pandas", frame.to_pandas()
    yield "dict", frame.to_dict(as_series=False)
    yield "categorical", frame.with_columns(pl.col("area", "group").cast(pl.Categorical))
    yield "datetime", frame.with_columns(pl.col("date").cast(pl.Datetime))


def test_every_source_gives_the_same_counts(tmp_path):
    oracle = expected(RECORDS)
    for name, source in sources(RECORDS, tmp_path):
        rentals = sp.read_rentals(source, areas=AREAS, period=PERIOD)
        assert rentals.rows == RECORDS.height, name
        assert counted(rentals) == oracle, name


def test_what_was_found_out_of_a_csv_is_kept(tmp_path):
    found = {}
    for name, source in sources(RECORDS, tmp_path):
        if name in {"dutch.csv", "international.csv"}:
            found[name] = sp.read_rentals(source).dialects.row(0)[1:5]
    assert found == {"dutch.csv": (";", ",", True, "utf-8"), "international.csv": (",", ".", False, "utf-8")}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.integers(1, 400))
def test_order_and_chunks_do_not_matter(tmp_path, seed, rows):
    frame = synthetic(rows, seed)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=seed)
    shuffled.write_parquet(tmp_path / "s.parquet", row_group_size=max(rows // 3, 1))
    oracle = expected(frame)
    for source in (frame, shuffled, tmp_path / "s.parquet"):
        assert counted(sp.read_rentals(source)) == oracle


def test_children_add_up_to_parents():
    rentals = sp.read_rentals(RECORDS, areas=AREAS)
    sums = {}
    for by in ("area", "gebied", "stadsdeel", "city", "half_year", ["area", "year"], ["gebied", "corporation"]):
        frame = sp.count(rentals, by=by).to_polars()
        sums[str(by)] = frame.group_by("group").agg(pl.col("allocations", "rentals").sum()).sort("group").rows()
    assert len({str(rows) for rows in sums.values()}) == 1, sums
    groups = sp.count(rentals, by="gebied").to_polars()
    parts = groups.filter(pl.col("group") != "all").group_by("area").agg(pl.col("allocations").sum()).sort("area")
    whole = groups.filter(pl.col("group") == "all").select("area", "allocations").sort("area")
    assert parts.equals(whole)


def test_counts_by_period_and_corporation_match_a_plain_count():
    rentals = sp.read_rentals(RECORDS, areas=AREAS)
    kept = RECORDS.filter((pl.col("group") != "statushouders projecten").fill_null(value=True))
    for by, key in (
        ("half_year", lambda r: f"{r['date'].year}-H{1 if r['date'].month < 7 else 2}"),
        ("corporation", lambda r: r["corporation"]),
    ):
        oracle = Counter(key(r) for r in kept.to_dicts())
        found = sp.count(rentals, by=by).to_polars().filter(pl.col("group") == "all")
        assert dict(found.select(by, "rentals").iter_rows()) == dict(oracle)
    sub = sp.count(rentals, level="sub").to_polars().filter(pl.col("group") == "UMO")
    assert sub["allocations"].sum() == (RECORDS["group"] == "UMO").sum()


def test_excluded_records_and_aliases_are_reported():
    labels = [" umo", "UMO", "Statushouder-Regulier", "statushouders projecten", None]
    rentals = sp.read_rentals({"date": ["2016-05-01"] * 5, "area": ["E16"] * 5, "group": labels})
    assert rentals.excluded.rows() == [("group statushouders projecten", 1)]
    assert rentals.aliases.rows() == [
        ("group", " umo", "UMO", 1), ("group", "Statushouder-Regulier", "Statushouder regulier", 1)
    ]  # fmt: skip
    assert sp.count(rentals).row("E16") == {"area": "E16", "group": "all", "allocations": 3, "rentals": 4}


def test_rentals_without_an_area_stay_in_the_city():
    rentals = sp.read_rentals({"date": ["2016-05-01"] * 3, "area": ["E16", None, " "], "group": [None] * 3})
    assert sp.count(rentals, by="year").row("2016")["rentals"] == 3
    counts = sp.count(rentals)
    assert [(row["area"], row["rentals"]) for row in counts.to_dicts() if row["group"] == "all"] == [
        ("E16", 1), ("ONBEKEND", 2),
    ]  # fmt: skip
    assert counts.dropped == ()
    assert counts.roll_up("city").row("STAD")["rentals"] == 3


def test_years_of_two_schemes_need_the_harmonised_one():
    records = {"date": ["2016-05-01", "2020-05-01"], "area": ["E16"] * 2, "group": ["OOV", "OOV"]}
    with pytest.raises(sp.InvalidInputError, match=r"outside the days they are valid.*harmonised.*row 2"):
        sp.read_rentals(records)
    counts = sp.count(sp.read_rentals(records, groups="harmonised"))
    assert counts.row("E16", "zonder_begeleiding")["allocations"] == 2


HEAD = "date,area,group\n"
GOOD = "2016-05-01,E16,UMO\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date,wijk,group\n" + GOOD, r"records\.csv has no column 'area'; its columns are 'date', 'wijk', 'group'"),
        (
            HEAD + GOOD + "2016-05-01,E16,onbekend\n",
            r"group: no code of ois2018 \(one unknown value\).*row 2 \(line 3\)",
        ),
        (HEAD + GOOD + "2016-05-01,X99,UMO\n", r"area: no code of the 3 areas \(one unknown value\).*row 2 \(line 3\)"),
        (
            HEAD + GOOD + "2016-05-01,MH,UMO\n",
            r"written as wijk 2022 .*areas given are wijk 2015",
        ),
        (HEAD + GOOD + "2018-05-01,E16,\n", r"date: outside the period 2016-01-01 to 2017-06-30 — 1 record.*row 2"),
        (HEAD + GOOD + "mei 2016,E16,UMO\n", r"date: cannot be read.*1 record.*row 2"),
        (HEAD + GOOD + "05-13-2016,E16,UMO\n", r"date: day and month are swapped.*row 2"),
        (HEAD + GOOD + ",E16,UMO\n", r"date: missing — 1 record.*row 2"),
        ("", r"records\.csv: the file is empty"),
        (HEAD, r"records\.csv: there are no records"),
        ("date,area,group,area\n", r"column \"area\" occurs more than once"),
        (HEAD + GOOD + "2016-05-01,E16\n", r"another number of fields than the first line — 1 record: line 3"),
        (HEAD.encode() + b"2016-05-01,E16,no\xc3\xb6d\n2016-05-01,E16,no\xf6d\n", r"line 3: fits neither UTF-8"),
    ],
)
def test_a_fault_in_a_csv_is_told_with_its_row(file, text, message):
    with pytest.raises(sp.InvalidInputError, match=f"(?s){message}"):
        sp.read_rentals(file(text), areas=AREAS, period=PERIOD)


def test_all_problems_are_shown_together(file):
    text = HEAD + "".join(["2016-05-01,E16,x\n", "2019-01-01,E16,\n"] * 8) + ",Q,\n"
    with pytest.raises(sp.InvalidInputError) as error:
        sp.read_rentals(file(text), areas=AREAS, period=PERIOD)
    lines = str(error.value).splitlines()
    assert lines[0] == "records.csv: 4 problems"
    assert (
        lines[2] == "- date: outside the period 2016-01-01 to 2017-06-30 — 8 records: "
        "records.csv, row 2, 4, 6, 8, 10 (line 3, 5, 7, 9, 11) …"
    )
    assert all(" record" in line for line in lines[1:])


def test_contents_of_a_wrong_column_stay_out_of_the_message():
    records = {"date": ["2016-05-01"] * 4, "area": ["E16"] * 4, "group": [f"Name {i}, Street {i}" for i in range(4)]}
    with pytest.raises(sp.InvalidInputError) as error:
        sp.read_rentals(records)
    assert "Street" not in str(error.value)
    assert "none of the 4 distinct values; is it the right column?" in str(error.value)


def test_numbers_follow_the_notation_of_the_file(file):
    dutch = file("date;area;group;rent\n2016-05-01;E16;UMO;1.785,50\n2016-05-01;E16;UMO;52.3\n")
    with pytest.raises(sp.InvalidInputError, match=r"column 'rent': not a finite number >= 0 .*1 record.*row 2"):
        sp.read_rentals(dutch, notation="nl")
    with pytest.raises(sp.InvalidInputError, match=r"some numbers are Dutch"):
        sp.read_rentals(dutch)
    assert sp.read_rentals(file("date;area;group;rent\n2016-05-01;E16;UMO;1.785,50\n")).rows == 1


def test_a_truncated_parquet_is_named(tmp_path):
    path = tmp_path / "cut.parquet"
    RECORDS.write_parquet(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(sp.InvalidInputError, match=r"cut\.parquet: is not a whole Parquet file"):
        sp.read_rentals(path)


def test_a_damaged_parquet_never_panics(tmp_path):
    path = tmp_path / "damaged.parquet"
    RECORDS.write_parquet(path, compression="uncompressed")
    whole = path.read_bytes()
    for at in range(4, len(whole) - 2000, max(len(whole) // 40, 1)):
        path.write_bytes(whole[:at] + b"\xff\x13\xff" + whole[at + 3 :])
        try:
            sp.read_rentals(path)
        except sp.InvalidInputError as error:
            assert str(error)  # noqa: PT017  either it reads or it says why


def test_wrong_types_are_refused():
    base = {"date": [date(2016, 5, 1)], "area": ["E16"], "group": ["UMO"]}
    with pytest.raises(sp.InvalidInputError, match=r"column 'area' holds numbers.*leading zero"):
        sp.read_rentals(base | {"area": [16]})
    with pytest.raises(sp.InvalidInputError, match=r'column "date" holds Int64, must hold dates'):
        sp.read_rentals(base | {"date": [42370]})
    with pytest.raises(sp.InvalidInputError, match="columns names 'street'"):
        sp.read_rentals(base, columns={"street": "area"})


def test_columns_are_mapped_and_a_changed_file_is_noticed(file):
    path = file("datum;wijk;doelgroep;corporatie\n1-5-2016;E16;UMO;A\n")
    mapping = {"date": "datum", "area": "wijk", "group": "doelgroep", "corporation": "corporatie"}
    rentals = sp.read_rentals(path, columns=mapping)
    assert sp.count(rentals, by="corporation").row("A")["allocations"] == 1
    path.write_text("datum;wijk;doelgroep;corporatie\n")
    with pytest.raises(sp.InvalidInputError, match="the file has changed since it was read"):
        sp.count(rentals, by="corporation")


def test_quoted_fields_and_line_breaks_inside_them_are_read(file):
    text = 'date,area,group,channel\n2016-05-01,E16,"huiselijk geweld/blijf, opvang","a\nb"\n2016-05-01,E16,UMO,"x ""y"""\n'
    rentals = sp.read_rentals(file(text))
    assert rentals.rows == 2
    assert sp.count(rentals, by="channel").to_polars().filter(pl.col("group") == "all")["allocations"].to_list() == [
        1,
        1,
    ]


def test_timestamps_and_points_are_read(file):
    records = {
        "date": [datetime(2016, 5, 1, 23, 59), datetime(2016, 12, 31)],
        "x": [0.5, 1.5], "y": [-0.5, -0.5], "group": ["UMO", None],
    }  # fmt: skip
    points = AREAS.interior_points()
    place = dict(zip(points["area"], zip(points["x"], points["y"], strict=True), strict=True))
    records |= {"x": [place["E16"][0], place["M34"][0]], "y": [place["E16"][1], place["M34"][1]]}
    dutch = "".join(
        f"2016-05-01;{str(x).replace('.', ',')};{str(y).replace('.', ',')};{group or ''}\n"
        for x, y, group in zip(records["x"], records["y"], records["group"], strict=True)
    )
    for source in (records, file("date;x;y;group\n" + dutch)):
        rentals = sp.read_rentals(source, areas=AREAS)
        assert sp.count(rentals).row("E16")["allocations"] == 1
        assert sp.count(rentals).row("M34")["rentals"] == 1


def test_records_of_regular_lettings_alone_are_told_per_code():
    frame = {"date": ["2016-05-01"] * 3, "area": ["E1"] * 3, "group": [None] * 3}
    told = sp.read_rentals(pl.DataFrame(frame, schema_overrides={"group": pl.String})).to_polars()
    assert told.filter(pl.col("records") > 0).select("code", "records").rows() == [(None, 3)]
    counts = sp.count(sp.read_rentals(pl.DataFrame(frame, schema_overrides={"group": pl.String})))
    assert counts.to_polars()["allocations"].sum() == 0
