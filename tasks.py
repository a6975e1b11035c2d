"""The project's commands, for a machine with only a Rust toolchain and CPython 3.11 or later.

    python3 tasks.py report     build, then make the example report: report.html
    python3 tasks.py test       build, then run every check and test
    python3 tasks.py docs       build, then make the documentation site: target/docs/html/index.html
    python3 tasks.py build      build only (a virtual environment in .venv)
    python3 tasks.py bench X    run tests/benches/bench_X.py beside its peers
    python3 tasks.py fuzz --minutes N   look for inputs that bring the library down: tests/fuzz.py

The first command of a checkout makes .venv from the lock files and compiles; later ones reuse both.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

TOP = Path(__file__).resolve().parent
VENV = TOP / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def run(*command: str | Path, **options: object) -> None:
    """Run a command from the top of the checkout; stop when it fails."""
    text = " ".join(str(part) for part in command)
    print(f"\n$ {text}", flush=True)
    start = time.perf_counter()
    environment = os.environ | {"VIRTUAL_ENV": str(VENV), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([str(part) for part in command], cwd=TOP, env=environment, check=False, **options)
    print(f"[{time.perf_counter() - start:.0f} s]", flush=True)
    if done.returncode:
        sys.exit(done.returncode)


def environment(lock: str) -> None:
    """Make .venv and install what the lock file names, once per content of the file."""
    stamp = VENV / f"{lock}.sha256"
    wanted = hashlib.sha256((TOP / lock).read_bytes()).hexdigest()
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    if not stamp.exists() or stamp.read_text() != wanted:
        run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", lock)
        stamp.write_text(wanted)


def extra(lock: str) -> None:
    """Install what tests can do without, where that can be had; the tests that need it are skipped elsewhere."""
    stamp = VENV / f"{lock}.sha256"
    wanted = hashlib.sha256((TOP / lock).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", TOP / lock]
    try:
        subprocess.run(command, cwd=TOP, check=True, timeout=600)
    except (subprocess.SubprocessError, OSError) as error:
        print(f"left out: {lock} ({type(error).__name__})", flush=True)
    else:
        stamp.write_text(wanted)


def build() -> None:
    """Compile the core and install the package into .venv; quick where nothing changed."""
    environment("requirements.lock")
    run(BIN / "maturin", "develop", "--release", "--locked", "--quiet")


def component(name: str) -> bool:
    """Tell whether the toolchain has a component; a minimal one has no formatter or linter."""
    there = subprocess.run(["cargo", name, "--version"], capture_output=True, check=False).returncode == 0
    if not there:
        print(f"\ncargo {name} is not part of this Rust toolchain: that check is left out")
    return there


def report() -> None:
    """Make the example report."""
    build()
    run(BIN / "spreiding", "report", "--out", "report.html")


def test() -> None:
    """Run every check: formatting, lints, types, Rust tests, Python tests, doctests, notebooks."""
    build()
    environment("requirements-test.lock")
    if os.environ.get("SPREIDING_SPARK"):
        extra("requirements-spark.lock")
    environment("requirements-docs.lock")  # The types of the site's own configuration are checked too.
    if component("fmt"):
        run("cargo", "fmt", "--check")
    if component("clippy"):
        # In a folder of its own: the build sets variables that would make each of the two compile everything anew.
        options = ("--release", "--locked", "--features", "python", "--lib", "--target-dir", "target/clippy")
        run("cargo", "clippy", *options, "--", "-D", "warnings")
    # Without features: the core alone, with neither pyo3 nor polars.
    run("cargo", "test", "--release", "--locked", "--quiet")
    # Once more as a debug build has it, sums that overflow caught; what the core depends on is not compiled anew.
    checked = ("opt-level=0", "overflow-checks=true", "debug-assertions=true")
    config = [part for one in checked for part in ("--config", f"profile.release.package.spreiding.{one}")]
    run("cargo", "test", "--release", "--locked", "--quiet", "--lib", *config)
    run(BIN / "ruff", "format", "--check", "--quiet", ".")
    run(BIN / "ruff", "check", "--quiet", ".")
    run(BIN / "mypy")
    run(PYTHON, "-m", "mypy.stubtest", "spreiding._core", "--ignore-disjoint-bases")
    site()
    run(PYTHON, "-m", "pytest", "-q", "-n", "auto")


def site() -> None:
    """Make the documentation site; every reference and link in it must lead somewhere."""
    environment("requirements-docs.lock")
    run(PYTHON, TOP / "python" / "docs" / "build.py")


def docs() -> None:
    """Build, then make the documentation site."""
    build()
    environment("requirements-test.lock")
    site()


def bench(name: str) -> None:
    """Run a benchmark."""
    build()
    environment("requirements-test.lock")
    run(PYTHON, TOP / "tests" / "benches" / f"bench_{name}.py")


def fuzz(*options: str) -> None:
    """Look for inputs that bring the library down."""
    build()
    environment("requirements-test.lock")
    run(PYTHON, TOP / "tests" / "fuzz.py", *options)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["report" | "test" | "docs" | "build" as task]:
            {"report": report, "test": test, "docs": docs, "build": build}[task]()
        case ["bench", name]:
            bench(name)
        case ["fuzz", *options]:
            fuzz(*options)
        case _:
            print(__doc__)
            sys.exit(2)
