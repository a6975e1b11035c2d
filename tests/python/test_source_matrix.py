"""Every kind of value in every kind of source: the right answer, or a refusal that names its place."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from zoneinfo import ZoneInfo

import polars as pl
import pytest

import spreiding as sp

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
GROUPS = {"code": ["UMO", "x2"], "main_group": ["met", "zonder"]}
BASE = {"date": dt.date(2016, 5, 1), "area": "E16", "group": "UMO"}
REFUSED = "refused"


def as_frame(columns, dtypes):
    return pl.DataFrame({name: pl.Series(name, values, dtype=dtypes.get(name)) for name, values in columns.items()})


def typed_sources(columns, dtypes, folder):
    """Yield a polars frame in every form that keeps its types."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    frame = as_frame(columns, dtypes)
    yield "polars", frame
    yield "lazy", frame.lazy()
    yield "arrow", (table := frame.to_arrow())
    yield "pandas", table.to_pandas()
    yield "pandas of arrow", table.to_pandas(types_mapper=__import__("pandas").ArrowDtype)
    frame.write_parquet(folder / "polars.parquet")
    yield "parquet", folder / "polars.parquet"
    pq.write_table(table, folder / "plain.parquet", use_dictionary=False, compression="none")
    yield "plain parquet", folder / "plain.parquet"
    pq.write_table(table, folder / "v2.parquet", data_page_version="2.0", compression="zstd", store_schema=False)
    yield "second version of pages", folder / "v2.parquet"
    assert pa


def engine_sources(columns, dtypes, folder):
    """Yield the values as a table of an engine; one that has no such type is left out."""
    duckdb = pytest.importorskip("duckdb")
    as_frame(columns, dtypes).write_parquet(folder / "engine.parquet")
    yield "duckdb", duckdb.connect().sql(f"from '{folder}/engine.parquet'")


def office_sources(columns, folder):
    """Yield the values as a cell of a workbook and as a value of SPSS, with the type that they have there."""
    openpyxl = pytest.importorskip("openpyxl")
    if any(isinstance(v, str) and any(ord(sign) < 32 for sign in v) for values in columns.values() for v in values):
        return  # neither holds control characters
    book = openpyxl.Workbook()
    book.active.append(["Verhuringen"])
    book.active.append([])
    book.active.append(list(columns))
    for row in zip(*columns.values(), strict=True):
        book.active.append([v.replace(tzinfo=None) if isinstance(v, dt.datetime) else v for v in row])
    book.save(folder / "office.xlsx")
    yield "workbook", folder / "office.xlsx"
    pd, pyreadstat = pytest.importorskip("pandas"), pytest.importorskip("pyreadstat")
    # Neither has time zones: a point in time is written as its zone shows it.
    held = {k: [v.replace(tzinfo=None) if isinstance(v, dt.datetime) else v for v in vs] for k, vs in columns.items()}
    if all(isinstance(v, str | dt.date | float | None) for values in held.values() for v in values):
        frame = pd.DataFrame({k: ["" if v is None and k != "date" else v for v in vs] for k, vs in held.items()})
        pyreadstat.write_sav(frame, folder / "office.sav")
        yield "spss", folder / "office.sav"


def text_sources(columns, folder):
    """Yield values as text: files in several encodings, and a mapping of lists."""
    rows = zip(*columns.values(), strict=True)
    lines = [";".join(columns), *(";".join("" if v is None else f'"{v}"' for v in row) for row in rows)]
    text = "\r\n".join(lines) + "\r\n"
    for name, encoding in (("utf-8.csv", "utf-8"), ("bom.csv", "utf-8-sig"), ("utf-16.csv", "utf-16")):
        (folder / name).write_bytes(text.encode(encoding))
        yield name, folder / name
    yield "mapping", {name: [None if v is None else str(v) for v in values] for name, values in columns.items()}


def read(source, column, **options):
    """Return the values of a column as they are counted, or REFUSED; a refusal names its place."""
    try:
        rentals = sp.read_rentals(source, groups=GROUPS, **options)
    except sp.InvalidInputError as error:
        text = str(error)
        assert error.code, text  # noqa: PT017  a refusal is one of two good answers
        assert error.place.get("column") or error.place.get("rows") or "row" in text or "line" in text or column in text  # noqa: PT017
        return REFUSED
    counts = sp.count(rentals, by={"date": "month", "group": "city"}.get(column, column), level="sub").to_polars()
    if column == "group":
        rows = counts.filter(pl.col("group") != "all")
        found = {g: n for g, n in rows.select("group", "allocations").iter_rows() if n}
        return found | {None: rentals.rows - sum(found.values())} if rentals.rows > sum(found.values()) else found
    key = "month" if column == "date" else column
    rows = counts.filter(pl.col("group") == "all")
    return {value: n for value, n in rows.select(key, "rentals").iter_rows() if n}


NFD = unicodedata.normalize("NFD", "Één")
#: Column, value, how text sources read it, how typed ones do, and the type of a typed source where it matters.
CELLS = [
    ("area", "E16", {"E16": 1}, None, None),
    ("area", " E16\u00a0", {"E16": 1}, None, None),
    ("area", "E\u200b16", {"E16": 1}, None, None),
    ("area", "\ufeffE16", {"E16": 1}, None, None),
    ("area", NFD, {"Één": 1}, None, None),
    ("area", "016", {"016": 1}, None, None),
    ("area", "E\x0116", REFUSED, None, None),
    ("area", "n.v.t.", {"ONBEKEND": 1}, None, None),
    ("area", "#N/B", {"ONBEKEND": 1}, None, None),
    ("area", "-99997", {"ONBEKEND": 1}, None, None),
    ("area", None, {"ONBEKEND": 1}, None, None),
    ("area", 16, {"16": 1}, REFUSED, pl.Int64),
    ("area", 16, {"16": 1}, REFUSED, pl.UInt64),
    ("area", 2.0, {"2.0": 1}, REFUSED, pl.Float64),
    ("area", dt.date(2016, 3, 5), {"2016-03-05": 1}, REFUSED, pl.Date),
    ("group", "UMO", {"UMO": 1}, None, None),
    ("group", " u.m.o. ", {"UMO": 1}, None, None),
    ("group", None, {None: 1}, None, None),
    ("group", "-", {None: 1}, None, None),
    ("group", "NA", {None: 1}, None, None),
    ("group", "n.v.t.", {None: 1}, None, None),
    ("group", ".", REFUSED, None, None),
    ("group", "#N/B", REFUSED, None, None),
    ("group", "onbekend", REFUSED, None, None),
    ("group", "x2.0", REFUSED, None, None),
    ("group", 2, REFUSED, REFUSED, pl.Int32),
    ("date", "2016-05-01", {"2016-05": 1}, None, None),
    ("date", "1-5-2016", {"2016-05": 1}, None, None),
    ("date", "01/05/2016 00:00", {"2016-05": 1}, None, None),
    ("date", "2016-05-01T23:59:59+02:00", {"2016-05": 1}, None, None),
    ("date", "9999-12-31", {"9999-12": 1}, None, None),
    ("date", dt.date(2016, 5, 1), {"2016-05": 1}, None, pl.Date),
    ("date", dt.date(9999, 12, 31), {"9999-12": 1}, None, pl.Date),
    ("date", dt.datetime(2016, 12, 31, 23, 59), {"2016-12": 1}, None, pl.Datetime("us")),
    ("date", dt.datetime(2016, 12, 31, 23, 59), {"2016-12": 1}, None, pl.Datetime("ns")),
    ("date", dt.datetime(2017, 1, 1, tzinfo=AMSTERDAM), {"2017-01": 1}, None, pl.Datetime("ms", "Europe/Amsterdam")),
    ("date", dt.datetime(2017, 7, 1, tzinfo=AMSTERDAM), {"2017-07": 1}, None, pl.Datetime("us", "Europe/Amsterdam")),
    ("date", 42_400, REFUSED, REFUSED, pl.Int32),
    ("date", 20_160_501, {"2016-05": 1}, REFUSED, pl.Int64),
    ("date", 42_400.5, REFUSED, REFUSED, pl.Float64),
    ("date", "31-02-2016", REFUSED, None, None),
    ("date", "13-13-2016", REFUSED, None, None),
    ("date", "Totaal", REFUSED, None, None),
    ("date", None, REFUSED, None, None),
    ("first_letting", "ja", {"yes": 1}, None, None),
    ("first_letting", "ONWAAR", {"no": 1}, None, None),
    ("first_letting", True, {"yes": 1}, None, pl.Boolean),
    ("first_letting", 0, {"no": 1}, None, pl.Int8),
    ("first_letting", "x", {"yes": 1}, None, None),
    ("corporation", "Eigen\u00a0 Haard", {"Eigen Haard": 1}, None, None),
    ("corporation", "a\nb", {"a b": 1}, None, None),
]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[0]}: {cell[1]!r} {cell[4] or ''}")
def test_every_value_in_every_source(tmp_path, cell):
    column, value, of_text, of_type, dtype = cell
    columns = {name: [held] for name, held in (BASE | {column: value}).items()}
    dtypes = {"date": pl.Date, "area": pl.String, "group": pl.String}
    if column == "date" and dtype is None:
        dtypes["date"] = pl.String
    if dtype is not None:
        dtypes[column] = dtype
    # A zone of pandas or Arrow without the schema of Arrow is lost on the way to a file.
    for name, source in typed_sources(columns, dtypes, tmp_path):
        if isinstance(dtype, pl.Datetime) and dtype.time_zone and name == "second version of pages":
            continue
        if value == dt.date(9999, 12, 31) and name == "pandas":
            continue
        assert read(source, column) == (of_text if of_type is None else of_type), name
    for name, source in engine_sources(columns, dtypes, tmp_path):
        if isinstance(dtype, pl.Datetime) and dtype.time_zone:
            continue  # the engine has a zone of its own: test_engine.py
        assert read(source, column) == (of_text if of_type is None else of_type), name
    for name, source in text_sources(columns, tmp_path):
        assert read(source, column) == of_text, name
    for name, source in office_sources(columns, tmp_path):
        assert read(source, column) == (of_text if of_type is None else of_type), name


NUMBERS = [
    (575.5, pl.Float64, "good"), (575, pl.Int16, "good"), (575, pl.UInt64, "good"), (Decimal("575.50"), pl.Decimal(10, 2), "good"),
    (None, pl.Float32, "good"), (float("nan"), pl.Float64, "good"), (-99_997, pl.Int32, "good"), (-5, pl.Int32, REFUSED),
    (float("inf"), pl.Float64, REFUSED), (True, pl.Boolean, REFUSED), ("575,5", pl.String, "good"), ("duur", pl.String, REFUSED),
    ("n.v.t.", pl.String, "good"), ("7.125", pl.String, REFUSED), ("1e3", pl.String, "good"), ("1,2E+05", pl.String, REFUSED),
]  # fmt: skip


@pytest.mark.parametrize(("value", "dtype", "expected"), NUMBERS)
def test_every_number_in_every_source(tmp_path, value, dtype, expected):
    columns = {name: [held] for name, held in (BASE | {"rent": value}).items()}
    dtypes = {"date": pl.Date, "rent": dtype}
    for name, source in typed_sources(columns, dtypes, tmp_path):
        found = read(source, "area")
        assert (found if found == REFUSED else "good") == expected, name


def test_mixed_columns_are_read_or_refused_with_their_rows():
    pd = pytest.importorskip("pandas")
    base = {
        "date": ["2016-05-01", dt.date(2016, 5, 1), pd.Timestamp("2016-05-01 10:00")],
        "area": ["E16"] * 3,
        "group": [None] * 3,
    }
    for source in (base, pd.DataFrame(base)):
        assert read(source, "date") == {"2016-05": 3}
        for column, values, rows in (
            ("area", ["E16", 5, None], [2]),
            ("area", ["E16", "E17", 2.0], [3]),
            ("date", ["2016-05-01", 42_400, None], [2]),
            ("group", ["UMO", None, dt.date(2016, 3, 5)], [3]),
        ):
            wrong = type(source)(base | {column: values})
            with pytest.raises(sp.InvalidInputError) as error:
                sp.read_rentals(wrong, groups=GROUPS)
            assert (error.value.place["column"], error.value.place["rows"]) == (column, rows)


def test_categories_and_enums_are_text_in_frames_and_in_parquet(tmp_path):
    frame = pl.DataFrame({"date": [dt.date(2016, 5, 1)] * 2, "area": ["E16", "E17"], "group": ["UMO", None]})
    made = frame.with_columns(pl.col("area").cast(pl.Categorical), pl.col("group").cast(pl.Enum(["UMO", "x2"])))
    made.write_parquet(tmp_path / "a.parquet")
    made.to_pandas().to_parquet(tmp_path / "b.parquet")
    for source in (
        made,
        made.lazy(),
        made.to_arrow(),
        made.to_pandas(),
        tmp_path / "a.parquet",
        tmp_path / "b.parquet",
    ):
        assert read(source, "area") == {"E16": 1, "E17": 1}


def test_every_kind_of_date_of_arrow_is_read(tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    days = [dt.date(2016, 12, 31), dt.date(2017, 1, 1), None]
    stamps = [None if day is None else dt.datetime(day.year, day.month, day.day, 23, 59) for day in days]
    kinds = [
        (pa.date32(), days),
        (pa.date64(), days),
        *((pa.timestamp(unit), stamps) for unit in ("s", "ms", "us", "ns")),
    ]
    for at, (kind, values) in enumerate(kinds):
        table = pa.table({"date": pa.array(values[:2], kind), "area": ["E16"] * 2, "group": pa.nulls(2, pa.string())})
        options = [{}, {"use_dictionary": False}, {"use_deprecated_int96_timestamps": pa.types.is_timestamp(kind)}]
        for which, option in enumerate(options):
            pq.write_table(table, path := tmp_path / f"{at}-{which}.parquet", **option)
            assert read(path, "date") == {"2016-12": 1, "2017-01": 1}, (kind, option)
        assert read(table, "date") == {"2016-12": 1, "2017-01": 1}, kind


def test_a_zone_keeps_its_local_day_around_summer_time(tmp_path):
    """Oracle: the standard library's time zones."""
    pq = pytest.importorskip("pyarrow.parquet")
    for zone in ("Europe/Amsterdam", "America/Curacao", "Asia/Kolkata", "+05:30"):
        start = dt.datetime(2016, 3, 20, tzinfo=dt.UTC)
        moments = [start + dt.timedelta(hours=5 * i) for i in range(2_000)]
        local = dt.timezone(dt.timedelta(hours=5, minutes=30)) if zone == "+05:30" else ZoneInfo(zone)
        expected = {}
        for moment in moments:
            month = f"{moment.astimezone(local):%Y-%m}"
            expected[month] = expected.get(month, 0) + 1
        frame = pl.DataFrame(
            {"date": pl.Series(moments, dtype=pl.Datetime("us", "UTC")), "area": "E16", "group": "UMO"}
        )
        if zone != "+05:30":
            frame = frame.with_columns(pl.col("date").dt.convert_time_zone(zone))
            assert read(frame, "date") == expected, zone
            table = frame.to_arrow()
        else:
            import pyarrow as pa

            table = frame.to_arrow()
            table = table.set_column(0, "date", table["date"].cast(pa.timestamp("us", zone)))
        pq.write_table(table, tmp_path / "zone.parquet")
        assert read(tmp_path / "zone.parquet", "date") == expected, zone


@pytest.mark.parametrize(
    "ends",
    [("2016-01-01", "2016-12-31"), (dt.date(2016, 1, 1), dt.datetime(2016, 12, 31, 12)), ("1-1-2016", "31-12-2016")],
)
def test_a_period_is_given_as_text_dates_or_points_in_time(ends):
    pd = pytest.importorskip("pandas")
    records = {"date": ["2016-05-01"], "area": ["E16"], "group": ["UMO"]}
    for period in (ends, list(ends), tuple(pd.Timestamp(str(dt.date(2016, 1 + 11 * i, 1 + 30 * i))) for i in (0, 1))):
        assert sp.read_rentals(records, period=period).period == (dt.date(2016, 1, 1), dt.date(2016, 12, 31))


@pytest.mark.parametrize(
    ("period", "code"),
    [(("2016-12-31", "2016-01-01"), "period-reversed"), ("2016", "period-no-pair"), (("2016-01-01",), "period-no-pair"),
     ((1, 2), "period-no-day"), (("begin", "eind"), "period-no-day"), ((None, None), "period-no-day")],
)  # fmt: skip
def test_a_period_that_is_none_is_refused(period, code):
    with pytest.raises(sp.InvalidInputError) as error:
        sp.read_rentals({"date": ["2016-05-01"], "area": ["E16"], "group": ["UMO"]}, period=period)
    assert error.value.code == code


def test_what_stood_for_a_missing_value_is_told():
    records = {"date": ["2016-05-01"] * 4, "area": ["E16", "n.v.t.", "", "#N/B"], "group": ["UMO", "-", "-", None]}
    rentals = sp.read_rentals(records)
    assert rentals.signs.rows() == [("area", "#N/B", 1), ("area", "n.v.t.", 1), ("group", "-", 2)]
    assert rentals.excluded.rows() == [("no area", 3)]


def test_a_code_that_is_declared_is_no_sign():
    """The wijk NA of the scheme of 2022, and an own group called x."""
    records = {"date": ["2022-05-01"] * 2, "area": ["NA", "MH"], "group": ["x", None]}
    own = {"code": ["x"], "main_group": ["met"]}
    for areas in (None, sp.Areas.from_tiles(["NA", "MH"], ["a", "b"], [0, 1], [0, 0])):
        rentals = sp.read_rentals(records, groups=own, areas=areas)
        assert rentals.signs.height == 0
        assert sp.count(rentals).row("NA", "met")["allocations"] == 1
    lone = sp.read_rentals(records | {"area": ["NA", "E16"]}, groups=own)
    assert lone.signs.rows() == [("area", "NA", 1)]
