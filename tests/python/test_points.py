"""Records with coordinates in place of areas, located batch after batch: in files, in LazyFrames and in engines.

Oracle: all points located in one go by ``sp.locate``, whose own oracle is shapely (``test_locate.py``). All made up.
"""

from __future__ import annotations

import pickle

import numpy as np
import polars as pl
import pytest

import spreiding as sp
from spreiding.records import engine_points
from spreiding.records.engine_points import Counting

pytestmark = pytest.mark.filterwarnings("ignore")  # of pandas below Ibis, and that Dask moves to a package of its own
ROWS = 30_000
AS = {"groups": "harmonised", "period": ("2020-05-01", "2022-04-15")}


def net(crs="CRS84"):
    """Return 8 by 5 slanted areas, in longitude and latitude or in RD."""
    across, up = (0.02, 0.015) if crs == "CRS84" else (1_400, 1_600)
    west, south = (4.75, 52.3) if crs == "CRS84" else (113_000, 480_000)
    features = []
    for i in range(8):
        for j in range(5):
            corners = [(i, j), (i + 1, j), (i + 1.3, j + 1), (i + 0.3, j + 1), (i, j)]
            ring = [[west + across * a, south + up * b] for a, b in corners]
            features.append(
                {
                    "type": "Feature",
                    "properties": {"code": f"W{i}{j}"},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
            )
    return sp.read_areas({"type": "FeatureCollection", "features": features}, crs=crs)


def records(seed=0, rows=ROWS, crs="CRS84"):
    """Return records in and around the net, some on corners, some without a coordinate."""
    rng = np.random.default_rng(seed)
    west, south, east, north = net(crs).bounds
    x, y = rng.uniform(west, east, rows), rng.uniform(south, north, rows)
    x[:40], y[:40] = (column[:40] for column in map(np.asarray, net(crs).shapes.coordinates()))
    x[50:80], y[80:100], x[100:110] = np.nan, np.nan, -99_997
    i = pl.int_range(rows)
    return pl.select(
        date=pl.date(2020, 5, 1) + pl.duration(days=i * 7 % 700),
        group=pl.when(i % 3 == 0).then(pl.lit("UMO")).when(i % 7 == 0).then(pl.lit("-")),
        corporation="C" + (i % 4).cast(pl.String),
        rent=i % 5 + 1.0,
    ).with_columns(x=pl.Series(x), y=pl.Series(y))


def whole(frame, areas):
    """Return the area of each point, located in one go."""
    return sp.locate(areas, frame["x"].replace(-99_997.0, None), frame["y"])


def expected(frame, areas):
    """Return the counts of records whose points are located in one go."""
    placed = frame.with_columns(area=whole(frame, areas)).drop("x", "y")
    rentals = sp.read_rentals(placed, areas=areas, **AS)
    return [sp.count(rentals, by=by).to_polars() for by in ("area", ["area", "month"], ["area", "corporation"])]


def duck(frame, folder):
    frame.write_parquet(folder / "records.parquet")
    return pytest.importorskip("duckdb").connect().sql(f"from '{folder}/records.parquet'")


def ibis_duckdb(frame, folder):
    frame.write_parquet(folder / "records.parquet")
    return pytest.importorskip("ibis").duckdb.connect().read_parquet(folder / "records.parquet")


def dask(frame, folder):
    del folder
    return pytest.importorskip("dask.dataframe").from_pandas(frame.to_pandas(), npartitions=3)


def parquet(frame, folder):
    frame.write_parquet(folder / "part.parquet", row_group_size=4_000)
    return folder / "part.parquet"


def csv(frame, folder):
    frame.with_columns(pl.col("x", "y").fill_nan(None)).write_csv(folder / "part.csv")
    path = folder / "part.csv"
    path.write_text(path.read_text().replace("-99997.0", "-99997"))  # as a program of statistics writes it
    return path


def lazy(frame, folder):
    return pl.scan_parquet(parquet(frame, folder))


SOURCES = {"duckdb": duck, "ibis": ibis_duckdb, "dask": dask, "parquet": parquet, "csv": csv, "lazy": lazy}


@pytest.mark.parametrize("crs", ["CRS84", "EPSG:28992"])
@pytest.mark.parametrize("source", SOURCES)
def test_counts_are_those_of_points_located_in_one_go(source, crs, tmp_path, monkeypatch):
    monkeypatch.setattr(engine_points, "BATCH", 7_000)
    frame, areas = records(crs=crs), net(crs)
    rentals = sp.read_rentals(SOURCES[source](frame, tmp_path), areas=areas, **AS)
    found = [sp.count(rentals, by=by).to_polars() for by in ("area", ["area", "month"], ["area", "corporation"])]
    assert rentals.rows == ROWS
    for mine, theirs in zip(found, expected(frame, areas), strict=True):
        assert mine.equals(theirs)
    outside = dict(rentals.excluded.iter_rows())["outside every area"]
    there = frame["x"].is_not_nan() & frame["y"].is_not_nan() & (frame["x"] != -99_997)
    assert outside == (whole(frame, areas).is_null() & there).sum() > 1_000


@pytest.mark.parametrize("source", SOURCES)
def test_points_that_cannot_be_are_refused_as_a_whole(source, tmp_path, monkeypatch):
    monkeypatch.setattr(engine_points, "BATCH", 7_000)
    frame, areas = records(), net()
    at = pl.int_range(ROWS)
    cases = {
        "records-points-out-of-range": frame.with_columns(y=pl.when(at % 10_000 == 9_999).then(91.5).otherwise("y")),
        "records-points-axes-swapped": frame.rename({"x": "y", "y": "x"}),
    }
    for code, wrong in cases.items():
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(SOURCES[source](wrong, tmp_path), areas=areas, **AS)
        assert caught.value.code == code
        assert "91.5" not in str(caught.value)
        if "n" in caught.value.data:
            assert (caught.value.data["n"], caught.value.data["column"]) == (3, "y")
            assert caught.value.data.get("rows", ["10000", "20000", "30000"]) == ["10000", "20000", "30000"]
            assert ("rows" in caught.value.data) == (source in {"parquet", "csv", "lazy"})


@pytest.mark.parametrize("source", SOURCES)
def test_checks_of_located_records_are_those_of_the_same_frame(source, tmp_path):
    """What an engine cannot check it says; the rest has the same answer."""
    frame, areas = records().with_columns(dwelling_id="D" + (pl.int_range(ROWS) % 25_000).cast(pl.String)), net()
    there, here = (sp.check(of, areas=areas, **AS) for of in (SOURCES[source](frame, tmp_path), frame))
    not_run = there.checks.filter(pl.col("status") == "not_run")["check"].to_list()
    asked = ~pl.col("check").is_in([*not_run, "area_fault"])
    findings = [report.findings.filter(asked).select("check", "severity", "count") for report in (there, here)]
    assert findings[0].equals(findings[1])
    assert ("duplicate_letting" in findings[0]["check"]) != (source == "dask")  # which compares no rows


def test_points_of_another_system_than_the_areas_are_refused_with_the_call_that_helps(tmp_path):
    for source in (duck, parquet):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(source(records(crs="EPSG:28992"), tmp_path), areas=net(), **AS)
        assert caught.value.code == "records-points-out-of-range"
        assert "to_crs" in str(caught.value)
    rentals = sp.read_rentals(duck(records(crs="EPSG:28992"), tmp_path), areas=net().to_crs("EPSG:28992"), **AS)
    assert rentals.rows == ROWS


def test_axes_of_some_points_only_are_told_as_what_they_are(tmp_path):
    """In degrees a swapped point lies outside every area; in RD it is out of range."""
    at = pl.int_range(ROWS) < 5_000
    for crs, code in (("CRS84", None), ("EPSG:28992", "records-points-out-of-range")):
        frame = records(crs=crs).with_columns(
            x=pl.when(at).then(pl.col("y")).otherwise("x"), y=pl.when(at).then(pl.col("x")).otherwise("y")
        )
        answers = []
        for source in (duck, parquet):
            try:
                rentals = sp.read_rentals(source(frame, tmp_path), areas=net(crs), **AS)
                answers.append(rentals.signs.sort("column", "sign").rows())
            except sp.InvalidInputError as error:
                answers.append((error.code, error.data["n"], error.data["column"]))
        assert answers[0] == answers[1]
        assert code is None or answers[0][0] == code


def test_what_cannot_be_located_is_said_before_anything_runs(tmp_path, monkeypatch):
    text = records().with_columns(pl.col("x").cast(pl.String))
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(duck(text, tmp_path), areas=net(), **AS)
    assert (caught.value.code, caught.value.place["column"]) == ("column-holds", "x")
    monkeypatch.setattr(engine_points, "LOCAL", frozenset())
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(ibis_duckdb(records(), tmp_path), areas=net(), **AS)
    assert caught.value.code == "engine-no-points"


def test_an_empty_table_has_no_points(tmp_path):
    answers = []
    for source in (duck, lambda frame, _: frame):
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(source(records().clear(), tmp_path), areas=net(), groups="harmonised")
        answers.append(caught.value.data.get("codes", caught.value.code))
    assert answers[0] == answers[1]


def test_a_bad_number_late_in_a_file_has_its_row_in_the_file(tmp_path):
    """A file is read in pieces; rows are counted through all of them."""
    rows = 120_000
    frame = records(rows=rows).with_columns(pl.col("x", "y").fill_nan(None)).with_row_index("at", offset=1)
    wrong = frame.with_columns(
        pl.when(pl.col("at") == 119_990).then(pl.lit("east")).otherwise(pl.col("x").cast(pl.String)).alias("x")
    )
    wrong.drop("at").write_csv(tmp_path / "long.csv")
    assert (tmp_path / "long.csv").stat().st_size > 4 << 20  # several blocks
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals(tmp_path / "long.csv", areas=net(), **AS)
    assert caught.value.data["rows"] == [119_990]
    assert "119990 (line 119991)" in str(caught.value)


def test_batches_come_back_with_their_areas():
    pa = pytest.importorskip("pyarrow")
    frame, areas = records(), net()
    for batches in (frame.iter_slices(999), frame.to_arrow().to_batches(999), [frame.to_arrow()]):
        found = list(sp.locate_batches(areas, batches, area="wijk"))
        areas_found = pl.concat([pl.DataFrame(batch).get_column("wijk") for batch in found])
        assert areas_found.to_list() == whole(frame, areas).to_list()
    assert isinstance(found[0], pa.Table)
    assert isinstance(next(sp.locate_batches(areas, frame.to_arrow().to_batches(9))), pa.RecordBatch)


def test_batches_that_cannot_be_located():
    areas, good = net(), records()
    far = good.with_columns(y=pl.when(pl.int_range(ROWS) == 25_000).then(float("inf")).otherwise("y"))
    cases = [
        ([good.drop("x")], "columns-missing"),
        ([good.with_columns(area=pl.lit("W00"))], "batch-has-area"),
        (far.iter_slices(999), "points-out-of-range"),
        (good.rename({"x": "y", "y": "x"}).iter_slices(999), "points-axes-swapped"),
    ]
    for batches, code in cases:
        with pytest.raises(sp.InvalidInputError) as caught:
            list(sp.locate_batches(areas, batches))
        if code == "points-out-of-range":
            assert caught.value.data["rows"] == ["25001"]
        assert caught.value.code == code


def test_areas_and_the_work_of_a_worker_can_be_sent_to_another_process():
    areas = net("EPSG:28992")
    again = pickle.loads(pickle.dumps(areas))  # noqa: S301  our own
    assert again.to_geojson() == areas.to_geojson()
    assert (again.codes, again.crs, again.bounds) == (areas.codes, areas.crs, areas.bounds)
    work = Counting(areas, "area", ("area", "group"), (), "n")
    batches = [records(crs="EPSG:28992").select("group", pl.col("x").alias("__x"), pl.col("y").alias("__y"))]
    there = pickle.loads(pickle.dumps(work))  # noqa: S301  our own
    mine, theirs = (next(of(batches)).sort("area", "group") for of in (work, there))
    assert mine.equals(theirs)
