"""The public names, arguments and result fields that notebooks and scripts rely on."""

from __future__ import annotations

import inspect

import polars as pl
import pytest

import spreiding as sp


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def shares(study):
    return sp.shares(sp.count(study.rentals), study.stock)


SIGNATURES = {
    "read_rentals": ("source", "columns", "groups", "areas", "period"),
    "read_areas": ("source", "code", "name", "parent", "crs", "scheme"),
    "read_stock": ("source", "area", "stock", "date"),
    "check": ("rentals", "stock", "areas", "reference"),
    "locate": ("areas", "x", "y", "crs"),
    "count": ("rentals", "by", "level"),
    "shares": ("counts", "stock", "interval", "level", "stock_at"),
    "change": ("shares", "over", "base"),
    "trend": ("shares", "over"),
    "classify": ("values", "scheme", "k"),
    "bands": ("values", "edges", "closed", "labels"),
    "neighbours": ("areas", "rule"),
    "moran": ("values", "neighbours", "permutations", "seed", "alternative"),
    "local_moran": ("values", "neighbours", "permutations", "seed"),
    "geary": ("values", "neighbours"),
    "getis_ord": ("values", "neighbours"),
    "spread": ("counts", "index", "group", "against", "iterations", "null", "seed"),
    "location_quotient": ("shares",),
    "smooth": ("shares",),
    "funnel": ("shares",),
    "regress": (
        "data", "y", "x", "area", "model", "weights", "trials", "covariance", "intercept", "min_rentals",
    ),
    "regress_correlation": ("matrix", "y", "n"),
    "protect": ("shares", "rules"),
    "choropleth": ("shares", "areas", "value", "bands", "lang"),
    "table": ("result", "lang"),
    "report": ("study", "path", "lang", "override", "unprotected"),
    "write_csv": ("result", "path", "lang", "unprotected"),
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_function_takes_the_agreed_arguments(name):
    parameters = inspect.signature(getattr(sp, name)).parameters
    missing = [argument for argument in SIGNATURES[name] if argument not in parameters]
    assert not missing, f"{name} lacks {missing}: {list(parameters)}"


def test_the_road(study, shares):
    assert list(shares.to_polars().columns) == [
        "area", "group", "allocations", "rentals", "stock", "share_of_rentals", "share_of_stock", "lower", "upper", "turnover",
    ]  # fmt: skip
    assert shares.total.allocations == 2415
    assert {"code", "name", "main_group", "in_analysis", "counts_toward_target", "valid_from", "valid_to",
            "sensitivity", "source"} <= set(sp.target_groups("phkg2024").to_polars().columns)  # fmt: skip
    for name in ("codes", "names", "parents", "crs", "bounds"):
        assert getattr(study.areas, name), name
    assert len(study.areas) == 99
    assert study.areas["E16"].code == "E16"
    assert len(study.areas.dissolve("gebied")) >= 22
    assert study.areas.to_geojson()["type"] == "FeatureCollection"
    for name in ("rentals", "stock", "areas", "covariates", "groups"):
        assert getattr(study, name) is not None, name


def test_bands_and_space(study, shares):
    _, values = shares.column("share_of_rentals")
    for bands in (sp.classify(values), sp.bands(values, [0.10, 0.25, 0.35, 0.50])):
        assert len(bands.upper) == len(bands.counts) == 5
        assert len(bands.index) == len(values)
        assert bands.fit > 0
    near = sp.neighbours(study.areas)
    assert len(near.counts) == 99
    assert near.pairs is not None
    assert near.islands is not None
    assert near.row_standardised is not None
    assert near.binary is not None
    moran = sp.moran(values, near, permutations=99)
    for name in ("i", "expected", "z_norm", "p_norm", "z_rand", "p_rand", "p_sim"):
        assert isinstance(getattr(moran, name), float), name
    local = sp.local_moran(values, near, permutations=99).to_polars()
    assert {"i", "p_sim", "quadrant"} <= set(local.columns)
    assert set(local["quadrant"].drop_nulls()) <= {"HH", "LH", "LL", "HL"}


def test_spread(study):
    counts = sp.count(study.rentals)
    for index in ("dissimilarity", "gini", "entropy", "isolation", "interaction", "atkinson",
                  "multigroup_dissimilarity", "multigroup_entropy"):  # fmt: skip
        found = sp.spread(counts, index, iterations=19)
        for name in ("value", "lower", "upper", "p"):
            assert isinstance(getattr(found, name), float), (index, name)
        assert len(found.simulated) == 19


def test_regression(study):
    data = study.covariates.to_polars() if hasattr(study.covariates, "to_polars") else pl.DataFrame(study.covariates)
    numeric = [name for name in data.columns if data.schema[name].is_float()]
    y, *x = numeric[:3]
    fit = sp.regress(data.drop_nulls(), y, x, area="area")
    for name in ("n", "df", "r2", "adjusted_r2", "f", "f_p", "sigma", "dropped", "condition_number"):
        assert getattr(fit, name) is not None, name
    assert {"term", "b", "se", "beta", "t", "p", "lower", "upper", "vif"} <= set(fit.coefficients.columns)
    assert fit.coefficients["beta"][0] is None
    assert {"area", "fitted", "residual", "leverage", "student", "cooks", "dffits"} <= set(fit.areas.columns)
    assert any(name.startswith("dfbeta_") for name in fit.areas.columns)
    assert fit.leave_one_out().height >= fit.n
    first = fit.areas["area"][0]
    assert fit.without(first).n == fit.n - 1
    assert hasattr(sp.Regression, "from_correlation")


def test_every_result_converts(study, shares):
    near = sp.neighbours(study.areas)
    _, values = shares.column("share_of_rentals")
    results = [study.rentals, sp.count(study.rentals), shares, study.stock, sp.classify(values), sp.moran(values, near, permutations=9),
               sp.spread(sp.count(study.rentals)), sp.funnel(shares), sp.smooth(shares), sp.location_quotient(shares),
               sp.check(study.rentals), sp.target_groups("ois2018")]  # fmt: skip
    for result in results:
        frame = result.to_polars()
        assert frame.equals(pl.DataFrame(result)), type(result)
        assert "<table" in result._repr_html_(), type(result)
        assert result.to_pandas().shape == frame.shape, type(result)
