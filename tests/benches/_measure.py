"""Time and peak memory of one route, each in a fresh process."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def main(title: str, routes: dict[str, Callable[[], Callable[[], object]]], ours: str) -> None:
    """Run every route in a process of its own and print a table; a route prepares, and returns what is timed."""
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        if sys.argv[2] not in routes:
            return
        work = routes[sys.argv[2]]()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start, busy = time.perf_counter(), time.process_time()
        work()
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"seconds": seconds, "busy": busy, "peak": peak / 1024, "before": before / 1024}))
        return
    print(title)
    wanted = [name for name in routes if len(sys.argv) == 1 or name in sys.argv[1:]]
    found = {}
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
