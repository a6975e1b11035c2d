"""The tree's own rules: each outside world has one border, and heavy libraries load only when used."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import structure

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
        "polars": {"frame.rs", "records/frame.rs"},
        "pyo3": {"frame.rs", "lib.rs"},
        "linfa": {"regress"},
        "geojson": {"area"},
        "memmap2": {"records/repeats/room.rs"},
        "calamine": {"book"},
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


def test_no_import_goes_against_the_road():
    assert structure.wrong() == []


def test_no_files_import_each_other():
    assert structure.loops() == []


def test_no_folder_bears_the_name_of_a_public_verb():
    import spreiding as sp

    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    assert folders & set(sp.__all__) <= {"examples"}  # a module that is public as such


@pytest.mark.parametrize(
    ("file", "line", "arrow"),
    [
        ("counts/shares.py", "from spreiding.publish.files import write_csv", "counts.shares -> publish.files"),
        ("counts/shares.py", "def f():\n    from spreiding import edition", "counts.shares -> edition"),
        ("words/notation.py", "import spreiding as sp", "words.notation -> the package root"),
        ("areas/crs.py", "from ..records import stock", "areas.crs -> records.stock"),
        ("aside.py", "from spreiding.words import notation", "aside -> words.notation"),
    ],
)
def test_a_wrong_arrow_is_found(tmp_path, file, line, arrow):
    copy = tmp_path / "spreiding"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    with (copy / file).open("a", encoding="utf-8") as written:
        written.write(f"\n{line}\n")
    assert structure.wrong(copy) == [arrow]


def test_a_loop_is_found(tmp_path):
    copy = tmp_path / "spreiding"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    with (copy / "areas" / "crs.py").open("a", encoding="utf-8") as written:
        written.write("\nfrom spreiding.areas import locate\n")
    assert structure.loops(copy) == [["areas.areas", "areas.crs", "areas.locate"]]
