"""Fisher-Jenks classes: spreiding beside mapclassify, on the same values in fresh processes.

Run: ``python tests/benches/bench_bands.py [number of values]`` (default 100,000; mapclassify's time grows with
its square). Best of three for spreiding, once for mapclassify after its compiling.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time


def values(n):
    import numpy as np

    return np.random.default_rng(0).lognormal(size=n)


def within(data, upper):
    import numpy as np

    index = np.searchsorted(upper, data)
    return sum(((data[index == c] - data[index == c].mean()) ** 2).sum() for c in range(len(upper)))


def spreiding(data, k):
    import polars as pl

    import spreiding as sp

    column = pl.Series(data)
    return lambda: sp.classify(column, k=k).upper


def mapclassify(data, k):
    import mapclassify as mc

    mc.FisherJenks(data[:50], k=k)  # compiles
    return lambda: list(mc.FisherJenks(data, k=k).bins)


def main(n, k=5):
    if "--child" in sys.argv:
        run = {"spreiding": spreiding, "mapclassify": mapclassify}[sys.argv[3]](values(n), k)
        times = []
        for _ in range(3 if sys.argv[3] == "spreiding" else 1):
            start = time.perf_counter()
            upper = run()
            times.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([min(times), peak, list(upper)]))
        return
    found = {}
    for route in ("spreiding", "mapclassify"):
        command = [sys.executable, __file__, str(n), "--child", route]
        found[route] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout.splitlines()[-1])
        seconds, peak, _ = found[route]
        print(f"n={n:,} k={k} {route:12} {seconds:9.4f} s {seconds / found['spreiding'][0]:8.0f} x {peak:7.0f} MB")
    for route, (_, _, upper) in found.items():
        print(f"{route:12} sum of squares within classes {within(values(n), upper):.9f} breaks {upper[:-1]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 100_000)
