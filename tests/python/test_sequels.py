"""Editions together: what was printed before is read back, signs and all, and the new tables hold beside it.

All records are synthetic.
"""

from __future__ import annotations

import warnings
from datetime import date

import polars as pl
import pytest

import spreiding as sp
from spreiding.edition.earlier import published

PERIOD = (date(2016, 1, 1), date(2016, 12, 31))
SHOWN = ("allocations", "share_of_rentals", "share_base", "status")


@pytest.fixture(scope="module")
def example():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def rentals(example):
    frame = example.records.filter(pl.col("date").is_between(*PERIOD))
    return sp.read_rentals(frame, areas=example.areas, period=PERIOD)


def tables(rentals, *keys):
    return [sp.shares(sp.count(rentals, by=by)) for by in keys]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("by", ["area", "gebied", ["gebied", "half_year"], ["gebied", "corporation"], "quarter"])
def test_a_file_of_ours_is_read_back_as_it_was_protected(rentals, by, lang, tmp_path):
    read_back(sp.protect(tables(rentals, by)[0]), lang, tmp_path)


@pytest.fixture(scope="module")
def elsewhere():
    """Records of a made-up municipality, whose whole is not called Amsterdam."""
    codes = [f"W{i:02}" for i in range(12)]
    rows = [
        (date(2019 + k % 2, 1 + k % 12, 1), code, "AB"[(i + k // 3) % 2], "UMO" if k % 3 == 0 else None)
        for i, code in enumerate(codes)
        for k in range(60 + 5 * i)
    ]
    frame = pl.DataFrame(rows, schema=["date", "area", "corporation", "group"], orient="row")
    areas = sp.Areas.from_tiles(codes, codes, [i % 4 for i in range(12)], [i // 4 for i in range(12)])
    return sp.read_rentals(
        frame, groups={"code": ["UMO"], "main_group": ["ouderen"]}, areas=areas, period=("2019-01-01", "2020-12-31")
    )


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("by", ["area", "year", "corporation", ["area", "year"]])
def test_so_is_that_of_a_municipality_by_another_name(elsewhere, by, lang, tmp_path):
    read_back(sp.protect(tables(elsewhere, by)[0]), lang, tmp_path)


def read_back(shares, lang, tmp_path):
    read = published([sp.write_csv(shares, tmp_path / "a.csv", lang=lang)])
    keys = [*shares.counts.keys, "group"]
    units = next(table for table in read if set(table.keys) == set(keys))
    both = shares.to_polars().join(units.table, on=keys, suffix="_read", validate="1:1")
    assert both.height == shares.to_polars().height == units.table.height
    for name in SHOWN:
        one, other = both.get_column(name), both.get_column(f"{name}_read")
        assert one.is_null().equals(other.is_null())
        if name != "status":
            # A share of the finest step prints in whole percents.
            assert (one.cast(float) - other).abs().drop_nulls().max() in (None, pytest.approx(0, abs=0.005))
        else:
            assert one.to_list() == other.to_list()
    assert units.signs == shares.protection.signs


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (("gebied", "area"), ("gebied", "area")),
        (("gebied",), ("gebied", "area")),
        (("gebied",), ("gebied", ["gebied", "half_year"])),
        (("area",), ("gebied", "area")),
        (("half_year",), ("quarter", "half_year")),
    ],
)
def test_a_sequel_holds_beside_what_was_printed(rentals, before, now, tmp_path):
    files = [
        sp.write_csv(shares, tmp_path / f"{i}.csv") for i, shares in enumerate(sp.protect(tables(rentals, *before)))
    ]
    new = sp.protect(tables(rentals, *now), earlier=files)
    done = new[0].protection
    # What is pinned beside the earlier tables is told by these alone: cells on the ground of one that was printed.
    found = sp.audit(*new, *files).findings
    named = {label.removeprefix("allocations of ").removeprefix("rentals of ") for label in done.told}
    places = [row["area"].split(" + ") for row in found.iter_rows(named=True)]  # several where they are told together
    assert all(any(all(area in label for area in areas) for label in named) for areas in places)
    assert done.n_told == len(done.told)


def test_the_same_files_may_come_as_an_edition(tmp_path, example):
    first = sp.report(example, tmp_path / "eerste", unprotected=False)
    read = published([first])
    assert {table.name for table in read} >= {"eerste, wijk", "eerste, gebied", "eerste, city"}
    wijken = next(table for table in read if table.name == "eerste, wijk")
    assert {"rounded", "withheld", "suppressed", "too_few", "bottomcoded"} <= set(wijken.table["status"])
    assert wijken.period == example.period
    (first / "tables" / "area_period.csv").write_text("anders", encoding="utf-8")
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.protect(tables(example.rentals, "gebied"), earlier=[first])
    assert caught.value.code == "edition-changed"


def test_tables_of_one_source_protected_apart_warn(example):
    own = sp.read_rentals(example.records, areas=example.areas, period=example.period)
    first = sp.protect(sp.shares(sp.count(own, by="gebied")))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sp.protect(sp.shares(sp.count(own, by="gebied")))  # the same again
        sp.protect(sp.shares(sp.count(own, by="half_year")), earlier=[first])
    with pytest.warns(sp.ApartWarning, match=r"sp\.audit\(a, b\)"):
        sp.protect(sp.shares(sp.count(own, by="gebied")), rules="cbs")
    with pytest.warns(sp.ApartWarning, match="together"):
        sp.protect(sp.shares(sp.count(own)))
