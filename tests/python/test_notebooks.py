"""Every notebook runs from start to end in a fresh kernel, and shows what its text says."""

import ast
import json
import re
from pathlib import Path

import pytest

# Warnings of the kernel's own packages are not ours.
pytestmark = pytest.mark.filterwarnings("default")

FOLDER = Path(__file__).parents[2] / "notebooks"


def outputs(notebook):
    return " ".join(str(cell.get("outputs", "")) for cell in notebook.cells)


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
    assert re.findall(r"_core|\.\./|from spreiding|^def ", code, re.MULTILINE) == []


def test_the_first_notebook_writes_a_page_in_its_last_cell(run_notebook):
    notebook = run_notebook("01_van_verhuringen_naar_pagina.ipynb")
    assert len(notebook.cells) == 10
    last = notebook.cells[-1].outputs[-1]
    assert "pagina.html" in last["data"]["text/plain"]


def test_the_notebook_of_the_regression_names_the_estate_and_the_fit(run_notebook):
    shown = outputs(run_notebook("02_regressie.ipynb"))
    assert "Zonder M34" in shown
    assert "0,238" in shown


def test_the_notebook_on_spread_names_supply_and_selection(run_notebook):
    notebook = run_notebook("03_spreiding.ipynb")
    table = next(c for c in notebook.cells if "opvallend" in c.source).outputs[-1]["data"]["text/plain"]
    # Table 1.5 of the note: Volewijck by supply, the districts in West by selection.
    assert table.count("supply") == 2  # the name of the column and one area
    assert table.count("selection") == 6  # the name of the column and five areas


def test_the_notebook_on_trust_shows_the_leaks_and_none_after_protection(run_notebook):
    cells = [cell for cell in run_notebook("04_vertrouwen.ipynb").cells if cell.cell_type == "code"]
    before, after = (cell.outputs[-1]["data"]["text/plain"] for cell in cells if "sp.audit(" in cell.source)
    # By hand from the printed tables: eleven values of the printed tables can be told, six of them the exact rentals of a wijk.
    assert "11 of 88 protected values have fewer than 5" in before
    assert ": 0 of " in after
    (lost,) = (cell.outputs[-1]["data"]["text/plain"] for cell in cells if "information_lost" in cell.source)
    lost = ast.literal_eval(lost)
    assert 0 < lost["verlies"] < lost["verlies vuistregel"] < 1


def test_the_notebook_of_the_checks_finds_its_faults(run_notebook):
    notebook = run_notebook("05_controle.ipynb")
    text = "".join(o.get("text", "") for cell in notebook.cells for o in cell.get("outputs", []))
    for found in (
        "--- dubbel\nE  1 duplicate_letting (25)",
        "--- gat\nW  8 stopped_feed (1)",
        "--- wissel\n",
        "W 10 recode (",
        "Het rapport is niet gemaakt",
    ):
        assert found in text
