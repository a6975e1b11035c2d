"""What all tests share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a run tells about the change and not about chance (nor about how busy the
# machine is: no deadlines); new ones are looked for
# with HYPOTHESIS_PROFILE=search.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture
def run_notebook():
    """Run a notebook from start to end in a fresh kernel, as a reader would; returns it with its outputs."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")

    def run(name: str):
        notebook = nbformat.read(Path(__file__).parents[2] / "notebooks" / name, as_version=4)
        # `!spreiding` is found as in an activated environment.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute(env={**os.environ, "PATH": path})
        return notebook

    return run
