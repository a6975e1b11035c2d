"""The same made-up records from every kind of source have the same counts. Oracle: the frame they were written from."""

from __future__ import annotations

import datetime as dt
import gzip

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_engine import dask, duck, sqlite

import spreiding as sp

pytestmark = pytest.mark.filterwarnings("ignore")  # of pandas below Ibis, and that Dask moves to a package of its own
AS = {"groups": "harmonised", "period": ("2016-01-15", "2017-12-20")}


def parquet(frame, folder):
    frame.write_parquet(folder / "records.parquet", row_group_size=7)
    return folder / "records.parquet"


def csv(frame, folder):
    frame.write_csv(folder / "records.csv", separator=";")
    return folder / "records.csv"


def packed(frame, folder):
    (folder / "records.csv.gz").write_bytes(gzip.compress(frame.write_csv().encode()))
    return folder / "records.csv.gz"


def workbook(frame, folder):
    frame.write_excel(folder / "records.xlsx")
    return folder / "records.xlsx"


def lazy(frame, folder):
    return pl.scan_parquet(parquet(frame, folder))


def pandas(frame, folder):
    del folder
    return frame.to_pandas()


def ibis(frame, folder):
    return pytest.importorskip("ibis").duckdb.connect().read_parquet(parquet(frame, folder))


SOURCES = [parquet, csv, packed, workbook, lazy, pandas, duck, ibis, sqlite, dask]
RECORDS = st.lists(
    st.tuples(
        st.dates(dt.date(2016, 1, 15), dt.date(2017, 12, 20)),
        st.sampled_from(["E16", " E16", "E17", "n.v.t.", None]),
        st.sampled_from(["UMO", "umo ", "-", None]),
        st.sampled_from(["Stadsgenoot", "Ymere ", None]),
        st.sampled_from([500.0, 612.5, None]),
    ),
    min_size=3,
    max_size=30,
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=RECORDS)
def test_counts_are_those_of_the_frame_whatever_the_source(tmp_path_factory, rows):
    schema = {"date": pl.Date, "area": pl.String, "group": pl.String, "corporation": pl.String, "rent": pl.Float64}
    # The first two tell what each column holds, so that no file leaves that open.
    whole = [(dt.date(2016, 2, 1), "E16", "UMO", "Ymere", 500.0), (dt.date(2016, 2, 2), "E17", None, "Ymere", 612.5)]
    frame, folder = pl.DataFrame([*whole, *rows], schema=schema, orient="row"), tmp_path_factory.mktemp("records")
    answers = {}
    for make in (lambda frame, _: frame, *SOURCES):
        rentals = sp.read_rentals(make(frame, folder), **AS)
        counts = sp.count(rentals, by=["area", "month", "corporation"]).to_polars()
        answers[make.__name__] = (
            rentals.rows,
            rentals.excluded.rows(),
            rentals.aliases.sort("column", "label").rows(),
            counts.rows(),
        )
    expected = answers.pop("<lambda>")
    assert {name for name, answer in answers.items() if answer != expected} == set()
