"""Time and memory of ``spreiding report``, from start-up to the file on disk, each in a fresh process.

Run ``python tests/benches/bench_report.py [boundaries.geojson]`` with spreiding installed or on PYTHONPATH.
There is no peer; the aims are a page of the example within 5 seconds, of six years within 8, protected within 20.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3
CHILD = "import sys; from spreiding.cli import main; sys.exit(main(sys.argv[1:]))"


def measure(arguments: list[str]) -> tuple[float, float]:
    """Return seconds of wall clock and megabytes of peak memory of one run."""
    start = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", CHILD, *arguments],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(child, 0)
    if status:
        msg = f"spreiding {' '.join(arguments)} failed"
        raise RuntimeError(msg)
    return time.perf_counter() - start, usage.ru_maxrss / 1000


def main_of(arguments: list[str]) -> None:
    """Run a command without measuring it."""
    measure(arguments)


def main() -> None:
    """Print a table of the kinds of report."""
    print(f"{'report':<34}{'seconds (best)':>16}{'peak MB':>10}{'file kB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        kinds = {"page, tiles": ["report", "--out", f"{folder}/a.html"]}
        kinds["workbook"] = ["report", "--out", f"{folder}/b.xlsx"]
        main_of(["example", "years", "--to", folder])
        study = f"{folder}/amsterdam_years.toml"
        kinds["six years, folder"] = ["report", study, "--out", f"{folder}/open.html"]
        kinds["six years, protected"] = ["report", study, "--protected", "--out", f"{folder}/hidden.html"]
        if len(sys.argv) > 1:
            kinds["page, real boundaries"] = ["report", "--areas", sys.argv[1], "--out", f"{folder}/c.html"]
        for name, arguments in kinds.items():
            runs = [measure(arguments) for _ in range(RUNS)]
            size = Path(arguments[-1]).stat().st_size / 1000
            seconds, memory = min(r[0] for r in runs), max(r[1] for r in runs)
            print(f"{name:<34}{seconds:>16.2f}{memory:>10.0f}{size:>10.0f}")


if __name__ == "__main__":
    main()
