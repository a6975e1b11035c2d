"""Many files of Parquet are one source: the same counts as one file, and every file keeps what is its own."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import spreiding as sp

AREAS = ["E16", "E40", "M34"]
letting = st.tuples(
    st.dates(date(2016, 1, 1), date(2017, 6, 30)),
    st.sampled_from(AREAS),
    st.sampled_from(["UMO", "MPG", None]),
    st.one_of(st.none(), st.floats(0, 2000, allow_nan=False)),
)
SCHEMA = {"date": pl.Date, "area": pl.String, "group": pl.String, "rent": pl.Float64}


def written(folder, parts):
    folder.mkdir(parents=True, exist_ok=True)
    for at, part in enumerate(parts):
        part.write_parquet(folder / f"{at:03}.parquet")
    return folder


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(letting, min_size=1, max_size=60), st.integers(1, 9), st.data())
def test_parts_count_as_the_whole(tmp_path_factory, rows, each, data):
    """Oracle: polars counts the frame. Parts are of one type of column or another, as years of a delivery are."""
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    types = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    parts = [frame[at : at + each] for at in range(0, frame.height, each)]
    parts = [
        part.with_columns(pl.col("group").cast(pl.Categorical), pl.col("date").cast(pl.Datetime)) if other else part
        for part, other in zip(parts, types, strict=False)
    ]
    folder = written(tmp_path_factory.mktemp("parts"), parts)
    rentals = sp.read_rentals(folder, period=("2016-01-01", "2017-06-30"))
    found = sp.count(rentals).to_polars().filter(pl.col("group") == "all").select("area", "allocations", "rentals")
    expected = frame.group_by("area").agg(allocations=pl.col("group").count(), rentals=pl.len())
    assert rentals.rows == frame.height
    assert dict(zip(*found.select("area", "rentals"), strict=True)) == dict(
        zip(*expected.select("area", "rentals"), strict=True)
    )
    assert found.get_column("allocations").sum() == expected.get_column("allocations").sum()
    assert [part.name for part in rentals.parts] == sorted(path.name for path in folder.iterdir())


def record(**other):
    return {"date": ["2016-05-01"], "area": ["E16"], "group": ["UMO"], **other}


def test_numbers_that_are_text_keep_the_notation_of_their_file(tmp_path):
    """One file is Dutch and one is not: together they would point both ways."""
    frames = [pl.DataFrame(record(rent=[text])) for text in ("1.250,50", "1,250.50", "700")]
    rentals = sp.read_rentals(written(tmp_path / "a", frames))
    assert [part.notation for part in rentals.parts] == ["nl", "en", None]
    assert rentals.rows == 3
    frames[1] = pl.DataFrame(record(rent=["1,250.50"]) | {"rent": ["duizend"]})
    with pytest.raises(sp.InvalidInputError, match="rent") as refused:
        sp.read_rentals(written(tmp_path / "b", frames))
    assert "001.parquet" in str(refused.value)


def test_what_is_wrong_in_one_of_many_files_is_told_of_that_file(tmp_path):
    folder = written(tmp_path / "a", [pl.DataFrame(record()) for _ in range(70)])
    assert sp.read_rentals(folder).rows == 70
    pl.DataFrame(record() | {"area": ["E16\x00"]}).write_parquet(folder / "066.parquet")
    with pytest.raises(sp.InvalidInputError, match=r"066\.parquet"):
        sp.read_rentals(folder)
    whole = (folder / "001.parquet").read_bytes()
    (folder / "066.parquet").write_bytes(whole[:4] + b"\xff" * (len(whole) - 12) + whole[-8:])
    with pytest.raises(sp.InvalidInputError, match=r"066\.parquet"):
        sp.read_rentals(folder)


def test_a_file_that_changes_between_passes_is_refused(tmp_path):
    folder = written(tmp_path / "a", [pl.DataFrame(record()) for _ in range(3)])
    rentals = sp.read_rentals(folder)
    pl.DataFrame(record() | {"area": ["M34"]}).write_parquet(folder / "001.parquet", compression="uncompressed")
    with pytest.raises(sp.InvalidInputError) as refused:
        sp.count(rentals, by=["area", "year"])
    assert refused.value.code == "file-changed-since"
    assert refused.value.place["source"] == "001.parquet"
