"""The public names, arguments and result fields that notebooks and scripts rely on."""

from __future__ import annotations

import dataclasses
import inspect
import re

import polars as pl
import pytest

import spreiding as sp
from spreiding.base.results import Result


@pytest.fixture(scope="module")
def study():
    return sp.examples.amsterdam_2016_2017()


@pytest.fixture(scope="module")
def shares(study):
    return sp.shares(sp.count(study.rentals), study.stock)


#: The agreed calls, with the defaults that are agreed; each exists, takes these arguments and may take more.
AGREED = """
def read_rentals(source, *, columns=None, groups="ois2018", areas=None, period=None, notation=None): ...
def read_areas(source, *, code="code", name=None, parent=None, crs=None, scheme=None): ...
def read_stock(source, *, area="area", stock="stock", date=None): ...
def check(rentals, *, stock=None, areas=None, reference=None): ...
def locate(areas, x, y, *, crs=None): ...
def count(rentals, *, by="area", level="main"): ...
def shares(counts, stock=None, *, interval="wilson", level=0.95, stock_at="start"): ...
def classify(values, scheme="fisher_jenks", *, k=5): ...
def bands(values, edges, *, closed="left", labels=None): ...
def change(shares, *, over="year", base="previous"): ...
def trend(shares, *, over="year"): ...
def crosswalk(table, *, source, target, weight="dwellings"): ...
def programme(rentals, *, agreed=None, waiting_from=None, target=None): ...
def read_study(path): ...
def read_edition(path): ...
def extract(study, association, path): ...
def neighbours(areas, rule="queen"): ...
def moran(values, neighbours, *, permutations=9_999, seed=0, alternative="two-sided"): ...
def local_moran(values, neighbours, *, permutations=9_999, seed=0): ...
def geary(values, neighbours): ...
def getis_ord(values, neighbours): ...
def spread(counts, index="dissimilarity", *, group="all", against="rest", iterations=0, null="binomial", seed=0): ...
def location_quotient(shares): ...
def smooth(shares): ...
def funnel(shares): ...
def regress(data, y, x, *, area=None, model="ols", weights=None, trials=None, covariance="classical",
            intercept=True, min_rentals=None): ...
def regress_correlation(matrix, y, n): ...
def protect(shares, *, rules="ois", earlier=()): ...
def audit(*tables): ...
def choropleth(shares, areas, value="share_of_rentals", *, bands=None, lang="nl"): ...
def table(result, *, lang="nl"): ...
def report(study, path, *, lang="nl"): ...
def target_groups(scheme): ...
def write_csv(result, path, *, lang="nl", unprotected=False): ...
"""
CALLS = {}
exec(AGREED, CALLS)  # noqa: S102  the text above
CALLS.pop("__builtins__")

#: The agreed attributes and methods of what these calls return.
FIELDS = {
    "Areas": "codes names parents crs bounds __len__ __getitem__ dissolve to_geojson",
    "TargetGroups": "to_polars",
    "CheckReport": "findings ok",
    "Counts": "from_frame to_polars grain",
    "Shares": "to_polars total column",
    "Bands": "upper index counts fit",
    "Neighbours": "pairs counts islands row_standardised binary",
    "Moran": "i expected z_norm p_norm z_rand p_rand p_sim",
    "Spread": "value lower upper p simulated",
    "Regression": "n df r2 adjusted_r2 f f_p sigma dropped condition_number coefficients areas without leave_one_out "
    "residual_moran from_correlation",
    "Change": "to_polars",
    "Trend": "to_polars",
    "Crosswalk": "apply",
    "Programme": "from_frame to_polars",
    "Study": "rentals stock areas covariates groups write",
    "Edition": "tables study manifest",
}
#: What a result has by its base class or its fields.
RESULT = "to_polars to_pandas __arrow_c_stream__ _repr_html_ version"
#: Agreed, and being built.
COMING = {"read_study", "read_edition",
          "Edition", "notation", "write"}  # fmt: skip


def known(kind):
    """Names of a class: what it has and the fields that its instances get."""
    return set(dir(kind)) | {f.name for f in dataclasses.fields(kind)}


@pytest.mark.parametrize("name", CALLS)
def test_a_function_takes_the_agreed_arguments(name):
    if name in COMING and name not in sp.__all__:
        pytest.skip(f"{name} is not built yet")
    agreed, ours = (inspect.signature(f).parameters for f in (CALLS[name], getattr(sp, name)))
    for place, parameter in enumerate(agreed.values()):
        if parameter.name in COMING and parameter.name not in ours:
            continue
        assert parameter.name in ours, f"{name} lacks {parameter.name}: {list(ours)}"
        own = ours[parameter.name]
        if parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
            assert list(ours).index(parameter.name) == place, f"{name}: {parameter.name} moved"
        assert own.kind in {parameter.kind, inspect.Parameter.POSITIONAL_OR_KEYWORD}
        if parameter.default is not inspect.Parameter.empty:
            assert own.default == parameter.default, f"{name}: default of {parameter.name}"
        elif parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
            assert own.default in {inspect.Parameter.empty, None}, f"{name}: {parameter.name} is optional"


@pytest.mark.parametrize("name", FIELDS)
def test_a_noun_has_the_agreed_fields(name):
    if name in COMING and name not in sp.__all__:
        pytest.skip(f"{name} is not built yet")
    missing = set(FIELDS[name].split()) - known(getattr(sp, name))
    assert missing <= COMING, f"{name} lacks {missing - COMING}"


def results():
    return [kind for name in sp.__all__ if isinstance(kind := getattr(sp, name), type) and issubclass(kind, Result)]


@pytest.mark.parametrize("kind", results(), ids=lambda kind: kind.__name__)
def test_a_result_converts_shows_itself_says_its_version_and_compares_by_value(kind):
    assert set(RESULT.split()) <= known(kind) | {"version"}
    assert kind.__eq__ is Result.__eq__
    assert kind.__hash__ is Result.__hash__


def test_results_of_the_same_input_are_equal_and_those_of_another_are_not(study, shares):
    again = sp.examples.amsterdam_2016_2017()
    counts = sp.count(again.rentals)
    assert counts == sp.count(study.rentals)
    assert hash(counts) == hash(sp.count(study.rentals))
    assert sp.shares(counts, again.stock) == shares
    assert sp.shares(counts, again.stock, level=0.9) != shares
    assert sp.shares(counts, again.stock).total == shares.total != sp.shares(counts).total
    codes, allocations = counts.column("allocations")
    assert (codes, allocations.to_list()) == (shares.column("rentals")[0], shares.column("allocations")[1].to_list())
    assert counts != sp.count(study.rentals, by="year")
    assert counts != "all"
    near = sp.neighbours(study.areas)
    assert near == sp.neighbours(again.areas)
    assert near != near.binary
    values = shares.column("share_of_rentals")
    first, second, third = (sp.moran(values, near, permutations=n) for n in (9, 9, 19))
    assert first == second != third
    assert counts.version == first.version == sp.__version__


#: Arguments that name a noun; each has the noun's own type.
NOUNS = {
    "study",
    "areas",
    "values",
    "events",
    "population",
    "x",
    "y",
    "shares",
    "counts",
    "rentals",
    "neighbours",
    "fit",
    "funnel",
    "decomposition",
    "spread",
}


@pytest.mark.parametrize("name", [n for n in sp.__all__ if inspect.isfunction(getattr(sp, n))])
def test_nouns_have_a_type_of_their_own(name):
    loose = [
        f"{argument}: {parameter.annotation}"
        for argument, parameter in inspect.signature(getattr(sp, name)).parameters.items()
        if argument in NOUNS and re.search(r"\bAny\b", str(parameter.annotation))
    ]
    assert loose == []
    assert inspect.signature(getattr(sp, name)).return_annotation != "Any"


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


@pytest.mark.parametrize(
    "read",
    [
        sp.read_areas, sp.read_rentals, sp.read_stock, sp.check, sp.Neighbours.from_gal, sp.read_study, sp.read_edition,
        lambda path: sp.Reference.read(delivery=path),
    ],
)  # fmt: skip
def test_a_missing_file_is_one_error_everywhere(read, tmp_path):
    with pytest.raises(sp.InvalidInputError) as caught:
        read(str(tmp_path / "none.csv"))
    assert isinstance(caught.value, FileNotFoundError)
    assert caught.value.code
