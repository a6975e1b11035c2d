"""Every notebook runs from start to end in a fresh kernel, and shows what its text says."""

import ast
import json
import os
import re
from pathlib import Path

import pytest

# Warnings of the kernel's own packages are not ours.
pytestmark = pytest.mark.filterwarnings("default")

FOLDER = Path(__file__).parents[2] / "notebooks"


def outputs(notebook):
    return " ".join(str(cell.get("outputs", "")) for cell in notebook.cells)


def outputs_of(cell):
    return str(cell.get("outputs", ""))


def test_every_notebook_is_run_here():
    ours = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in sorted(FOLDER.glob("*.ipynb")) if f'"{path.name}"' not in ours] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_is_short_numbered_without_output_and_names_only_the_public_interface(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert len(cells) < 15
    assert "".join(cells[0]["source"]).startswith(f"# {int(path.name[:2])}. ")
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert not any(cell.get("outputs") for cell in cells)
    assert re.findall(r"_core|from spreiding|\b_[a-z]", code) == [], "public names only"
    read = set(re.findall(r'sp\.read_\w+\(\s*f?"([^"]+)"', re.sub(r"#.*", "", code)))
    made = {"verhuringen-*.csv", "editie.toml", "editie/"} if path.stem == "01_eigen_bestanden" else set()
    assert read <= made, "no file that the reader lacks"


def test_own_files_become_an_edition(run_notebook):
    cells = [cell for cell in run_notebook("01_eigen_bestanden.ipynb").cells if cell.cell_type == "code"]
    shown = [outputs_of(cell) for cell in cells]
    at = {
        name: next(i for i, cell in enumerate(cells) if name in cell.source)
        for name in ("spreiding init", "sp.report(")
    }
    assert "kleine aantallen worden afgeschermd" in shown[at["spreiding init"]], "a study of own files is protected"
    assert "15.772" in shown[at["spreiding init"]]  # the rows of two years, counted apart: 7615 + 8037 + 120 left out
    for name in ("index.html", "report.xlsx", "datapackage.json", "figures/kaarten-wijk-rentals.svg"):
        assert name in shown[at["sp.report("]]
    assert "Intern, niet afgeschermd" in " ".join(shown), "what is not protected says so"
    assert "Edition: Spreiding van verhuringen" in shown[-1]


def test_years_are_compared_with_names_and_verdicts(run_notebook):
    shown = outputs(run_notebook("02_jaren_en_verandering.ipynb"))
    # Published totals of the programme: 1,618 allocations in 2016, 1,785 in 2020.
    for text in ("1.618", "1.785", "verschil kan toeval zijn", "N-Oud-Noord", "door", "image/svg+xml"):
        assert text in shown


def test_the_notebook_on_spread_names_supply_and_selection(run_notebook):
    notebook = run_notebook("03_spreiding.ipynb")
    table = next(c for c in notebook.cells if "opvallend" in c.source).outputs[-1]["data"]["text/plain"]
    # Table 1.5 of the note: Volewijck by supply, the districts in West by selection.
    assert table.count("supply") == 2  # the name of the column and one area
    assert table.count("selection") == 6  # the name of the column and five areas


def test_the_notebook_of_the_regression_names_the_estate_and_the_fit(run_notebook):
    shown = outputs(run_notebook("04_ruimte_en_regressie.ipynb"))
    for text in ("Zonder M34", "0,238", "hoog tussen hoog", "Frederik Hendrikbuurt"):
        assert text in shown


def test_the_notebook_on_protection_shows_the_leaks_and_none_after(run_notebook):
    cells = [cell for cell in run_notebook("05_afscherming.ipynb").cells if cell.cell_type == "code"]
    before, after = (cell.outputs[-1]["data"]["text/plain"] for cell in cells if "sp.audit(" in cell.source)
    # By hand from the printed tables: eleven values of the printed tables can be told, six of them the exact rentals of a wijk.
    assert "11 of 88 protected values have fewer than 5" in before
    assert ": 0 of " in after
    (lost,) = (cell.outputs[-1]["data"]["text/plain"] for cell in cells if "information_lost" in cell.source)
    lost = ast.literal_eval(lost)
    assert 0 < lost["verlies"] < lost["verlies vuistregel"] < 1


def test_the_notebook_of_the_checks_finds_its_faults(run_notebook):
    notebook = run_notebook("06_controle.ipynb")
    text = "".join(o.get("text", "") for cell in notebook.cells for o in cell.get("outputs", []))
    for found in (
        "--- dubbel\nE  1 duplicate_letting (25)",
        "--- gat\nW  8 stopped_feed (1)",
        "--- wissel\n",
        "W 10 recode (",
        "Het rapport is niet gemaakt",
    ):
        assert found in text


def test_another_municipality_never_hears_of_amsterdam(run_notebook):
    cells = run_notebook("07_andere_gemeente.ipynb").cells
    shown = " ".join(map(outputs_of, cells))
    for text in ("W5 Park", "vergunninghouders", "hele gemeente", "0 of "):
        assert text in shown
    assert "Amsterdam" not in shown
    assert "statushouders" not in shown


def test_a_query_of_duckdb_is_counted_as_the_database_does(run_notebook):
    pytest.importorskip("duckdb")
    cells = run_notebook("08_duckdb.ipynb").cells
    shown = " ".join(map(outputs_of, cells))
    assert "(15772, 15772)" in shown
    assert same_table(shown).keys() >= {"Parquet", "DuckDB", "polars", "Ibis", "Dask"}


def same_table(shown):
    """Return which sources gave a table; all gave the one of the file."""
    found = ast.literal_eval(re.search(r"Gelijk aan het bestand: (\{.*?\})", shown.replace("\\'", "'"))[1])
    assert all(found.values()), found
    return found


def test_engines_that_are_not_there_are_named_and_the_others_go_on(run_notebook, tmp_path, monkeypatch):
    pytest.importorskip("duckdb")
    gone = ("ibis", "dask", "pyspark")
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules.update(dict.fromkeys({gone}))\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    shown = " ".join(map(outputs_of, run_notebook("08_duckdb.ipynb").cells))
    assert same_table(shown).keys() == {"Parquet", "DuckDB", "polars"}
    for name in ("ibis-framework[sqlite]", "dask[dataframe]", "spreiding[spark]"):
        assert f"pip install '{name}'" in shown.replace("\\'", "'"), name


def test_the_english_notebook_speaks_english_throughout(run_notebook):
    cells = run_notebook("09_in_english.ipynb").cells
    shown = " ".join(map(outputs_of, cells))
    for text in ("higher or lower than chance explains", "with support in the home", "works without a network"):
        assert text in shown
    for text in ("toewijzingen", "verhuringen", "halfjaar"):
        assert text not in shown
