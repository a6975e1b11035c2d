"""Dwellings let twice, against a dictionary that keeps every record. All records are synthetic."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spreiding.checks.gathering import gather

FIRST = date(2016, 1, 1)
WITHIN, LATER, PROVIDER = 60, 730, "omslag MOBW"

dwellings = st.sampled_from([None, "", " ", "a", " a ", "b", "c", "0363010000000001", "0363010000000002", "ë" * 9])
rows = st.lists(
    st.tuples(dwellings, st.sampled_from([None, 0, 1, 40, 60, 61, 121, 700, 731, 1500, 40_000]),
              st.sampled_from([None, "UMO", PROVIDER, "MPG"])), max_size=30
)  # fmt: skip


def frame(records):
    return pl.DataFrame(
        {
            "dwelling_id": [dwelling for dwelling, _, _ in records],
            "date": [None if day is None else FIRST + timedelta(days=day) for _, day, _ in records],
            "group": [group for _, _, group in records],
            "area": ["E16"] * len(records),
        },
        schema={"dwelling_id": pl.String, "date": pl.Date, "group": pl.String, "area": pl.String},
    )


def lettings(source):
    found = gather(
        source, stock=None, areas=None, reference=None, thresholds=None, covariates=None, covariate_sources=None,
        read_as={"columns": None, "groups": "ois2018", "period": None},
    ).lettings()  # fmt: skip
    return [(count, list(chain.from_iterable(numbers for _, numbers in at))) for count, at in found]


def naive(parts):
    """Keep every record by its dwelling, and compare each with the one before it."""
    by_dwelling = {}
    for at, part in enumerate(parts):
        for row, (dwelling, day, group) in enumerate(part):
            if day is not None and dwelling is not None and dwelling.strip():
                by_dwelling.setdefault(dwelling.strip(), []).append((day, (at, row + 1), group))
    kinds = [[] for _ in range(5)]
    for records in by_dwelling.values():
        records.sort(key=lambda record: record[:2])
        for first, then in pairwise(records):
            for kind in repeats(first, then):
                kinds[kind].append(then[1])
    return [(len(kind), [row for _, row in sorted(kind)[:5]]) for kind in kinds]


def repeats(first, then):
    """Return the kinds of repeat of two successive lettings: day, place and group of each."""
    days, group, other = then[0] - first[0], first[2], then[2]
    if days == 0:
        return [0] + [1] * (first[1][0] != then[1][0]) + [2] * bool(group and other and group != other)
    if days <= WITHIN:
        return [3]
    return [4] * (group == other == PROVIDER and days <= LATER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("lettings")


@given(st.lists(rows, min_size=1, max_size=3).filter(any), st.sampled_from(["plain", "codes", "csv"]))
@settings(max_examples=60, deadline=None)
def test_files_give_what_a_dictionary_finds(folder, parts, kind):
    # Oracle: `naive`; several files, several row groups, plain and dictionary pages, nulls and blanks.
    import pyarrow.parquet as pq

    paths = []
    parts = [part for part in parts if part]
    for at, part in enumerate(parts):
        path = folder / f"{at}.{'csv' if kind == 'csv' else 'parquet'}"
        if kind == "csv":
            frame(part).write_csv(path)
        else:
            pq.write_table(frame(part).to_arrow(), path, use_dictionary=kind == "codes", row_group_size=7)
        paths.append(path)
    assert lettings(paths) == naive(parts)


@given(rows.filter(len), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_changes_no_count(records, random):
    # Oracle: `naive`. With records of one day told apart by their row, only the counts survive a shuffle.
    moved = random.sample(records, k=len(records))
    assert lettings(frame(records)) == naive([records])
    assert lettings(frame(moved).lazy()) == naive([moved])
    unlike = [[count for count, _ in lettings(frame(r))] for r in (records, moved)]
    assert unlike[0][0] == unlike[1][0]


@pytest.mark.parametrize("each", [1, 2, 50_000])
@pytest.mark.parametrize("dictionary", [True, False])
def test_many_records_of_few_dwellings(folder, each, dictionary):
    # Oracle: every dwelling has `each` lettings on one day, so all but the first of each repeat one.
    import pyarrow.parquet as pq

    random = np.random.default_rng(each)
    n = 100_000
    number = random.permutation(n) // each
    table = pl.DataFrame({
        "dwelling_id": pl.Series(number).cast(pl.String).str.zfill(16),
        "date": [FIRST] * n,
        "group": pl.Series([None] * n, dtype=pl.String),
        "area": ["E16"] * n,
    })  # fmt: skip
    path = folder / "many.parquet"
    pq.write_table(table.to_arrow(), path, use_dictionary=dictionary, row_group_size=30_000)
    again = (np.flatnonzero(~table["dwelling_id"].is_first_distinct().to_numpy())[:5] + 1).tolist()
    same = (n - n // each, again)
    assert lettings(path) == [same, (0, []), (0, []), (0, []), (0, [])]


@pytest.mark.parametrize("compression", ["none", "snappy", "zstd"])
@pytest.mark.parametrize("pages", [{"data_page_size": 1 << 26}, {"data_page_size": 2000}, {"data_page_version": "2.0"}])
def test_pages_of_any_size_and_packing(folder, compression, pages):
    # Oracle: the 20 dwellings at the end repeat the first 20. Pages from 2 kB to over 1 MB, larger than is read at once.
    import pyarrow.parquet as pq

    n = 70_000
    numbers = np.random.default_rng(5).permutation(n)
    numbers[-20:] = numbers[:20]
    table = frame([(f"0363{i:012}" if at % 9 else f" 0363{i:012}", 3, None) for at, i in enumerate(numbers)])
    path = folder / "pages.parquet"
    pq.write_table(table.to_arrow(), path, use_dictionary=["area"], compression=compression, **pages)
    assert lettings(path)[0] == (20, list(range(n - 19, n - 14)))


def test_a_whole_export_twice_is_found_in_its_copy(folder):
    # Oracle: 530,000 dwellings let once each, then the same file once more: more than one pass looks for.
    n = 530_000
    number = pl.int_range(n, eager=True)
    table = pl.DataFrame({"dwelling_id": number.cast(pl.String).str.zfill(16), "date": number % 540}).with_columns(
        date=pl.lit(FIRST) + pl.duration(days=pl.col("date")), group=pl.lit(None, pl.String), area=pl.lit("E16")
    )
    paths = [folder / "export.parquet", folder / "copy.parquet"]
    for path in paths:
        table.write_parquet(path, row_group_size=90_000)
    first = (n, [1, 2, 3, 4, 5])
    assert lettings(paths) == [first, first, (0, []), (0, []), (0, [])]
