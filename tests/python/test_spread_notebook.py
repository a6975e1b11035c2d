"""The notebook on spread runs from start to end in a fresh kernel, and names the causes the note describes."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "03_spreiding.ipynb"


@pytest.mark.filterwarnings("default")  # warnings of the kernel's own packages are not ours
def test_the_notebook_runs_and_names_supply_and_selection():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    table = next(c for c in notebook.cells if "opvallend" in c.source).outputs[-1]["data"]["text/plain"]
    # Table 1.5 of the note: Volewijck by supply, the districts in West by selection.
    assert table.count("supply") == 2  # the name of the column and one area
    assert table.count("selection") == 6  # the name of the column and five areas
