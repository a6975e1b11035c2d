"""Time and peak memory of one route, each in a fresh process."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable


def folder() -> Path:
    """Where the files of the routes stand."""
    return Path(os.environ["BENCH_FOLDER"])


def main(
    title: str,
    routes: dict[str, Callable[[], Callable[[], object]]],
    ours: str,
    *,
    times: int = 1,
    write: Callable[[Path], None] | None = None,
) -> dict[str, dict[str, float]]:
    """Run every route in a process of its own and print a table; a route prepares, and returns what is timed.

    The best of so many ``times`` counts. ``write`` makes the files that all routes read, in :func:`folder`. Returns what
    was measured, by route; nothing in the processes that this one starts.
    """
    match sys.argv[1:]:
        case ["--one", name]:
            if name in routes:
                _one(routes[name], times)
        case ["--write", wanted, place]:
            if write is not None and wanted == title:
                write(Path(place))
        case names:
            with tempfile.TemporaryDirectory() as place:
                os.environ["BENCH_FOLDER"] = place
                if write is not None:
                    # In another process: a process starts with the peak of the one that started it.
                    subprocess.run([sys.executable, sys.argv[0], "--write", title, place], check=True)
                return _all(title, [name for name in routes if not names or name in names], ours)
    return {}


def _one(route: Callable[[], Callable[[], object]], times: int) -> None:
    work = route()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, busy = [], []
    for _ in range(times):
        start, used = time.perf_counter(), _processor()
        work()
        seconds.append(time.perf_counter() - start)
        busy.append(_processor() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": min(seconds), "busy": min(busy), "peak": peak / 1024, "before": before / 1024}))


def _processor() -> float:
    """Return the processor time of this process and of those it started that are there, such as the Java of Spark."""
    children = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
    return time.process_time() + sum(of.user + of.system for of in children)


def _all(title: str, wanted: list[str], ours: str) -> dict[str, dict[str, float]]:
    print(title)
    found: dict[str, dict[str, float]] = {}
    for name in wanted:
        command = [sys.executable, "-W", "ignore", sys.argv[0], "--one", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name:46} failed: {done.stderr.strip().splitlines()[-1]}")
            continue
        found[name] = json.loads(done.stdout.strip().splitlines()[-1])
        row = found[name]
        wall, cpu = ((f"{row[k] / found[ours][k]:.1f} x" if ours in found else "") for k in ("seconds", "busy"))
        print(
            f"{name:46} {row['seconds']:8.3f} s {wall:>9}, processor {row['busy']:8.3f} s {cpu:>9}, "
            f"peak {row['peak']:6.0f} MB ({row['before']:.0f} before)",
            flush=True,
        )
    return found
