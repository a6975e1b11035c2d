"""The tree's own rules: each outside world has one border, and heavy libraries load only when used."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
PACKAGE = TOP / "python" / "spreiding"
#: Libraries that take long to import: only inside functions.
HEAVY = {
    "altair",
    "great_tables",
    "jinja2",
    "matplotlib",
    "pandas",
    "pyproj",
    "scipy",
    "tqdm",
    "vl_convert",
    "xlsxwriter",
}


def top_level_imports(path: Path) -> set[str]:
    """Return what a module imports when it is itself imported (TYPE_CHECKING blocks left out)."""
    found = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_libraries_load_only_when_used(path):
    assert not top_level_imports(path) & HEAVY


def test_rust_borders_are_kept():
    borders = {
        "polars": {"frame.rs", "records/parquet", "records/batch.rs", "python/records.rs"},
        "pyo3": {"frame.rs", "lib.rs"},
        "linfa": {"regress"},
        "geojson": {"area"},
        "memmap2": {"checks/room.rs"},
    }
    for path in sorted((TOP / "src").rglob("*.rs")):
        name = path.relative_to(TOP / "src").as_posix()
        code = re.sub(r"//.*", "", path.read_text())
        for crate, allowed in borders.items():
            if re.search(rf"\b{crate}::|\buse {crate}\b", code):
                inside = any(name == a or name.startswith(f"{a}/") for a in allowed)
                assert inside or (crate in {"pyo3", "polars"} and name.startswith("python/")), f"{name} names {crate}"


def test_import_is_light():
    code = "import sys, spreiding; print(sorted(m for m in sys.modules if m in {'polars', 'numpy', 'altair', 'scipy'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_public_names_exist_and_are_documented():
    import spreiding as sp

    for name in sp.__all__:
        assert (getattr(sp, name).__doc__ or "").strip(), name


def test_no_python_file_outgrows_its_topic():
    long = {p.name: n for p in PACKAGE.rglob("*.py") if (n := len(p.read_text().splitlines())) > 400}
    assert not long
