"""The catalogue of checks names every column that a check reads. All records are synthetic."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import spreiding as sp
from spreiding.checks.catalogue import rules
from spreiding.checks.options import Reference
from spreiding.records.rentals import NEEDED, OPTIONAL

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benches"))
import planted
import years

AREAS = sp.examples.tiles("wijk")
#: Arguments of a check that a rule can name.
ARGUMENTS = {"areas", "stock", "period", "covariates", "covariate_sources"}
#: Check -> a planted fault that it finds, the first in the list.
FAULTS = {check: plant for plant, check in reversed([*planted.WHOLE.values(), *planted.TOLD.values()])}


@pytest.fixture(scope="module")
def given():
    """Return a synthetic period with every column, and what it can be compared with."""
    frame = planted.with_columns(years.plain(7, AREAS.codes).with_columns(floor_area=pl.lit(61.0)))
    counts = pl.DataFrame({"area": AREAS.codes}).join(frame.group_by("area").len(), on="area", how="left").fill_null(0)
    stock = sp.read_stock(counts.select("area", stock=pl.col("len") * 40 + 800), date=date(2016, 1, 1))
    previous = sp.count(sp.read_rentals(frame, areas=AREAS, period=years.PERIOD))
    return frame, {"stock": stock, "reference": sp.Reference(**planted.figures(frame, AREAS.codes), previous=previous)}


def result(frame, more, slug):
    report = sp.check(frame, areas=AREAS, period=years.PERIOD, **more)
    found = sorted((one.code, one.count, one.units) for one in report.found if one.check == slug)
    return found, [one.code for name, one in report.skipped if name == slug]


def test_what_a_rule_names_is_there():
    known = {*NEEDED, *OPTIONAL, *ARGUMENTS, *(f"reference.{name}" for name in Reference.__dataclass_fields__)}
    assert {name for rule in rules() for name in rule.needs} <= known


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.slug in FAULTS], ids=lambda rule: rule.slug)
def test_a_check_reads_no_column_that_it_does_not_name(rule, given):
    # Property: without all other columns the check finds the same.
    frame, more = given
    faulty = FAULTS[rule.slug](frame)
    other = [name for name in OPTIONAL if name in faulty.columns and name not in rule.needs]
    whole = result(faulty, more, rule.slug)
    assert whole[0], "the fault is not found"
    assert result(faulty.drop(other), more, rule.slug) == whole
