"""Records of any kind are checked alike: frames and files, good and broken ones. All records are synthetic."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spreiding as sp
from spreiding.checks.catalogue import rules

PERIOD = (date(2016, 1, 1), date(2017, 6, 30))
AREAS = sp.examples.tiles("wijk")


@pytest.fixture(scope="module")
def records():
    """Return the example's 8,745 records."""
    return sp.examples.amsterdam_2016_2017().records


def checked(frame, **options):
    return sp.check(frame, areas=AREAS, **({"period": PERIOD} | options))


def names(report, severity=None):
    found = report.findings
    return set((found if severity is None else found.filter(pl.col("severity") == severity))["check"])


def stopping(report):
    return report.findings.filter(pl.col("severity") == "E").select("check", "count", "rows").rows()


def test_rows_are_those_that_were_planted(records):
    report = checked(pl.concat([records, records[[4, 7]]]))
    found = report.findings.filter(pl.col("check") == "duplicate_letting").to_dicts()
    assert [(f["count"], f["rows"]) for f in found] == [(2, [8746, 8747])]
    assert "synthetisch-0" not in report.to_json()  # no dwelling is ever named


def test_files_give_the_same_findings_as_frames(records, tmp_path):
    frame = pl.concat([records, records.head(3)])
    frame.write_parquet(tmp_path / "a.parquet", row_group_size=1000)
    frame.write_csv(tmp_path / "a.csv")
    parts = [records, records.head(3)]
    for i, part in enumerate(parts):
        part.write_parquet(tmp_path / f"part{i}.parquet")
    sources = [frame, frame.lazy(), str(tmp_path / "a.parquet"), tmp_path / "a.csv"]
    rows = [stopping(checked(source)) for source in sources]
    assert rows[0] == [("duplicate_letting", 3, [8746, 8747, 8748])]
    assert all(other == rows[0] for other in rows)
    two = checked(str(tmp_path / "part*.parquet")).findings.row(0, named=True)
    assert (two["count"], two["where"], two["text_en"]) == (
        3,
        "part1.parquet: 1, 2, 3",
        "letting is also in another source",
    )
    read = sp.read_rentals(tmp_path / "a.csv", areas=AREAS, period=PERIOD)
    assert stopping(sp.check(read)) == rows[0]


@pytest.mark.parametrize("dtype", [pl.Int64, pl.String, pl.Int32])
def test_dwellings_may_be_numbers(dtype, tmp_path):
    frame = pl.DataFrame({
        "date": [date(2016, 5, 1), date(2016, 5, 20), date(2016, 5, 1)], "area": ["E16"] * 3, "group": [None] * 3,
        "dwelling_id": pl.Series([12, 12, None]).cast(dtype),
    })  # fmt: skip
    frame.write_parquet(tmp_path / "synthetic.parquet")
    for source in (frame, tmp_path / "synthetic.parquet"):
        assert sp.check(source).findings.select("check", "count", "rows").rows() == [("duplicate_letting", 1, [2])]


values = st.lists(
    st.tuples(
        st.dates(date(2015, 12, 1), date(2017, 8, 1)),
        st.sampled_from(["E16", "A05", "B10", "MH", None]),
        st.sampled_from(["UMO", "Statushouder regulier", "statushouders projecten", "anders", None]),
        st.sampled_from(["corporatie A", "corporatie B", None]),
        st.sampled_from(["1", "2", "3", None]),
    ),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(values)
def test_any_records_give_a_report_with_counts_that_can_be(rows):
    # Property: whatever the records, a report and no error; a finding counts at least 1, and rows that exist.
    schema = {
        "date": pl.Date,
        "area": pl.String,
        "group": pl.String,
        "corporation": pl.String,
        "dwelling_id": pl.String,
    }
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    stock = sp.read_stock({"area": ["E16", "A05"], "stock": [5, None]})
    report = checked(frame, stock=stock, reference=sp.Reference.published())
    for row in report.findings.iter_rows(named=True):
        assert row["count"] >= 1 or not rows
        assert all(1 <= at <= len(rows) for at in row["rows"])
        assert row["text_nl"]
        assert row["text_en"]
    assert report.checks.height == len(rules())


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ('date,area,group,rent\n2016-05-01,E16,UMO,"650,50"\n2016-05-02,E16,UMO,650.50\n', "file_fault"),
        ("date;area;group;rent\n2016-05-01;E16;UMO;veel\n", "file_fault"),
        ("date,area,group\n2016-05-01,E16,UMO,1\n2016-05-01,E16,UMO\n", "file_fault"),
        ("date,area,group\n", "file_fault"),
        ("date,area,group\n05/31/2016,E16,UMO\n", "date_fault"),
        ("date,area,group\n2016-05-01,E16,UMO\n2016-06-01,MH,UMO\n", "area_fault"),
    ],
)
def test_a_faulty_file_gives_a_finding_and_no_error(text, check, tmp_path):
    path = tmp_path / "synthetic.csv"
    path.write_text(text)
    report = sp.check(path)
    assert (names(report, "E"), report.ok) == ({check}, False)
    assert all(report.findings["text_nl"] != report.findings["text_en"])


def test_a_lost_leading_zero_is_a_finding(tmp_path):
    path = tmp_path / "synthetic.parquet"
    pl.DataFrame({"date": [date(2016, 5, 1)], "area": [16], "group": ["UMO"]}).write_parquet(path)
    report = sp.check(path)
    assert names(report) == {"file_fault"}
    assert set(report.checks.filter(pl.col("id") != 23)["status"]) == {"not_run"}


def test_a_missing_file_or_column_is_an_error(records):
    with pytest.raises(sp.InvalidInputError, match="no such file"):
        sp.check("nowhere.csv")
    with pytest.raises(sp.InvalidInputError, match="no column 'area'"):
        sp.check(records.drop("area"))


def test_dates_in_the_future():
    frame = {"date": ["2022-01-31", "2022-02-02", "2022-05-05"], "area": ["MH", "MH", "MH"], "group": [None] * 3}
    report = sp.check(frame, groups="phkg2020", thresholds=sp.Thresholds(today=date(2022, 2, 1)))
    assert report.findings.select("check", "count", "rows").rows() == [("date_fault", 2, [2, 3])]


@pytest.mark.parametrize("buurt", ["", "01"])
def test_weesp_before_it_joined_and_driemond_never(buurt):
    # Oracle: data/areas/joined.csv, from the city's own announcement: Weesp on 24 March 2022; Driemond was there before.
    frame = {
        "date": ["2022-01-31", "2022-03-23", "2022-03-24", "2022-05-05", "2021-05-05", "2022-01-31"],
        "area": [code + buurt for code in ("SC", "SD", "SD", "SC", "SA", "MH")],
        "group": [None] * 6,
    }
    report = sp.check(frame, groups="phkg2020")
    rows = report.findings.select("check", "code", "count", "rows").rows()
    assert rows == [("area_fault", "area-not-yet-in-city", 2, [1, 2])]


def test_published_deliveries_are_the_printed_ones():
    # Oracle: 1.785 = 674 + 656 + 455 in the programme's report on 2020.
    table = sp.Reference.published().delivery.filter(pl.col("year") == 2020)
    assert dict(table.select("main_group", "delivered").iter_rows()) == {
        "zonder_begeleiding": 674, "met_begeleiding": 656, "statushouders": 455,
    }  # fmt: skip
