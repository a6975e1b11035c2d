"""Every public function given something else than it takes: our own refusal with the argument, never a fault inside."""

from __future__ import annotations

import inspect
import pickle
import re

import polars as pl
import pytest

import spreiding as sp
from spreiding.words.arguments import MAKES, OURS, PLAIN
from spreiding.words.refusal import in_language

Shares = sp.Shares
#: What nobody means: nothing, numbers, a text, an object, empty and filled containers, bytes.
STRANGE = (None, 5, 1.5, "tekst", object(), [], {}, [None], True, b"x")
FUNCTIONS = [name for name in sp.__all__ if inspect.isfunction(getattr(sp, name))]
#: One starts Spark; the other does nothing before its batches are asked for.
ELSEWHERE = {"spark_session", "locate_batches"}


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    """Arguments and options that each public function takes."""
    folder = tmp_path_factory.mktemp("out")
    study, years = sp.examples.amsterdam_2016_2017(), sp.examples.amsterdam_years()
    counts, near = sp.count(study.rentals), sp.neighbours(study.areas)
    shares, six = sp.shares(counts, study.stock), sp.shares(sp.count(years.rentals, by=("gebied", "year")))
    gebied, rows = sp.shares(counts.roll_up("gebied")), shares.to_polars().filter(group="all")
    values = dict(zip(rows["area"], rows["rentals"], strict=True))
    local = sp.local_moran(values, near, permutations=19)
    matrix = pl.DataFrame({"": ["a", "b"], "a": [1.0, 0.5], "b": [0.5, 1.0]})
    area, table = (values, near), pl.DataFrame({"a": ["x"], "b": ["y"], "dwellings": [1]})
    arguments = {
        "audit": (shares,), "backtest": (folder / "no",), "bands": ([0.1, 0.2], [0.15]), "change": (six,),
        "check": (study.rentals,), "choropleth": (shares, study.areas), "class_certainty": (sp.bands([0.1], [0.5]), shares),
        "classify": ([1.0, 2, 3, 4, 5],), "composition_chart": (gebied,), "count": (study.rentals,), "crosswalk": (table,),
        "decompose": (shares,), "decompose_change": (shares, shares), "decomposition_chart": (sp.decompose(shares),),
        "extract": (study, "A", folder / "x"), "funnel": (shares,), "funnel_chart": (sp.funnel(shares),), "geary": area,
        "getis_ord": area, "group_shares_chart": (gebied,), "lisa_map": (local, study.areas), "local_getis_ord": area,
        "local_moran": area, "locate": (study.areas, [4.9], [52.3]), "location_quotient": (shares,),
        "lorenz_chart": (sp.spread(counts),), "moran": area, "moran_rate": (values, values, near), "moran_scatter": (local,),
        "neighbours": (study.areas,), "nested_entropy": (counts, "gebied"), "programme": (years.rentals,),
        "protect": (shares,), "read_areas": (folder / "no",), "read_edition": (folder / "no",),
        "read_rentals": (folder / "no.csv",), "read_stock": (folder / "no.csv",), "read_study": (folder / "no",),
        "regress": (rows, "rentals", ["allocations"]), "regress_correlation": (matrix, "a", 9),
        "report": (study, folder / "x.html"), "revisions": (counts, counts), "set_language": ("nl",),
        "shares": (counts, study.stock),
        "smooth": (shares,), "spread": (counts, "gini"), "table": (shares,), "target_groups": ("ois2018",),
        "tiles": ("wijk", "2015"), "trend": (six,), "withdraw": (folder / "no",), "write_csv": (sp.protect(shares), folder / "x.csv"),
    }  # fmt: skip
    options = {"withdraw": {"reason": "x"}, "crosswalk": {"source": "a", "target": "b"}}
    return {name: (given, options.get(name, {})) for name, given in arguments.items()}


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name not in ELSEWHERE])
def test_something_else_is_refused_by_name(calls, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a text may be taken for the path of a file
    given, options = calls[name]
    refusals = []
    for place in range(len(given)):
        for strange in STRANGE:
            arguments = [*given[:place], strange, *given[place + 1 :]]
            refusals += refusals_of(getattr(sp, name), arguments, options)
    assert len(refusals) > 5
    assert all(error.code for error in refusals)
    said = [in_language(error, lang) for error in refusals for lang in ("nl", "en")]
    assert [text for text in said if re.search(r"object at 0x|Traceback|\{ ?\$", text)] == []


def refusals_of(function, arguments, options):
    """Call a function; return the refusal, if it refuses, and let any other fault through."""
    try:
        function(*arguments, **options)
    except sp.InvalidInputError as error:
        return [error]
    return []


def test_it_names_function_argument_kind_and_the_call_that_makes_one():
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.moran([1, 2], None)
    assert str(caught.value) == (
        "neighbours of sp.moran is of kind None, must be Neighbours; sp.neighbours(areas) makes one"
    )
    assert in_language(caught.value, "nl") == (
        "neighbours van sp.moran is van de soort None, dat moet zijn: Neighbours; sp.neighbours(areas) maakt er een"
    )


def test_what_the_language_says_itself_stays():
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        sp.moran([1, 2])
    with pytest.raises(TypeError, match="unexpected keyword"):
        sp.moran([1, 2], None, permutation=9)


def test_a_fault_with_arguments_as_they_should_be_is_not_taken_for_another():
    def broken(shares: Shares) -> None:
        raise AttributeError(f"inside {type(shares).__name__}")

    from spreiding.words.arguments import guarded

    shares = sp.shares(sp.Counts.from_frame({"area": ["a"], "allocations": [1], "rentals": [2]}))
    with pytest.raises(AttributeError, match="inside"):
        guarded(broken, "here")(shares)
    with pytest.raises(sp.InvalidInputError, match="must be Shares"):
        guarded(broken, "here")(3)


def test_public_functions_travel_to_other_processes_and_keep_their_signature():
    for name in FUNCTIONS:
        function = getattr(sp, name)
        assert pickle.loads(pickle.dumps(function)) is function is getattr(sp, name)  # noqa: S301  our own
        assert function.__doc__
        assert inspect.signature(function) == inspect.signature(function.__wrapped__)


def test_our_kinds_exist_and_are_not_those_of_the_language():
    assert set(MAKES) - set(sp.__all__) == {"Result"}
    assert not {*MAKES, *OURS} & set(PLAIN)
