"""The notebook runs from start to end in a fresh kernel, as a reader would run it."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "01_van_verhuringen_naar_pagina.ipynb"


@pytest.mark.filterwarnings("default")  # warnings of the kernel's own packages are not ours
def test_the_notebook_runs_and_its_last_cell_writes_a_page():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert len(notebook.cells) == 10
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    last = notebook.cells[-1].outputs[-1]
    assert "pagina.html" in last["data"]["text/plain"]


@pytest.mark.filterwarnings("default")
def test_the_notebook_of_the_checks_runs_and_its_faults_are_found():
    notebook = nbformat.read(NOTEBOOK.with_name("05_controle.ipynb"), as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    text = "".join(o.get("text", "") for cell in notebook.cells for o in cell.get("outputs", []))
    for found in (
        "--- dubbel\nE  1 duplicate_letting (25)",
        "--- gat\nW  8 stopped_feed (1)",
        "--- wissel\n",
        "W 10 recode (",
        "Het rapport is niet gemaakt",
    ):
        assert found in text
