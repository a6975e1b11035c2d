"""Inference on the dissimilarity index and the multigroup Gini: spreiding beside numpy and segregation.

Run: ``python tests/benches/bench_spread.py [--slow]``. All data is synthetic. Every route runs on the same counts
in a fresh process, the best of three (``--slow`` adds segregation's own inference, once). Times include the
route's own preparation; peak memory is that of the process, with its libraries.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

CASES = {
    "D, n=500, 999 iterations": (500, 999, "dissimilarity"),
    "D, n=14,000, 99 iterations": (14_000, 99, "dissimilarity"),
    "Gini, n=500, 999 iterations": (500, 999, "gini"),
    "multigroup Gini, n=14,000": (14_000, 0, "multigroup_gini"),
}


def counts(n):
    import numpy as np

    rng = np.random.default_rng(1)
    total = rng.integers(20, 600, n)
    groups = [rng.binomial(total // 4, rng.beta(2, 5, n)) for _ in range(3)]
    return total, groups


def spreiding(n, iterations, index):
    import polars as pl

    import spreiding as sp

    total, groups = counts(n)
    codes = [f"a{i}" for i in range(n)]
    rows = [
        pl.DataFrame({"area": codes, "group": f"g{k}", "allocations": g, "rentals": total})
        for k, g in enumerate(groups)
    ]
    table = sp.Counts.from_frame(pl.concat(rows), group="group")
    return lambda: sp.spread(table, index, iterations=iterations, bootstrap=0).value


def numpy(n, iterations, index):
    import numpy as np

    total, groups = counts(n)
    x = sum(groups)
    rng = np.random.default_rng(1)

    def dissimilarity(x):
        y = total - x
        return 0.5 * np.abs(x / x.sum(-1, keepdims=True) - y / y.sum(-1, keepdims=True)).sum(-1)

    def gini(x):
        y = total - x
        order = np.argsort(x / total, axis=-1)
        x, y = np.take_along_axis(x, order, -1), np.take_along_axis(y, order, -1)
        before = np.cumsum(y, -1) - y, np.cumsum(x, -1) - x
        return (x * before[0] - y * before[1]).sum(-1) / x.sum(-1) / y.sum(-1)

    if index == "multigroup_gini":
        return None
    statistic = {"dissimilarity": dissimilarity, "gini": gini}[index]

    def run():
        simulated = statistic(rng.binomial(total, x.sum() / total.sum(), size=(iterations, n)))
        value = float(statistic(x))
        return value if (1 + (simulated >= value).sum()) / (iterations + 1) else None

    return run


def segregation(n, iterations, index):
    import pandas as pd

    total, groups = counts(n)
    if index == "multigroup_gini":
        from segregation.multigroup.multi_gini import _multi_gini_seg

        data = pd.DataFrame({f"g{k}": g for k, g in enumerate(groups)})
        data["rest"] = total - sum(groups)
        return lambda: _multi_gini_seg(data, list(data.columns))[0]
    if "--slow" not in sys.argv:
        return None
    import geopandas as gpd
    from segregation.inference import SingleValueTest
    from segregation.singlegroup import Dissim, Gini

    # It asks for geometry, which the index does not use.
    points = gpd.points_from_xy(range(n), range(n))
    data = gpd.GeoDataFrame({"x": sum(groups), "t": total}, geometry=points)
    kind = {"dissimilarity": Dissim, "gini": Gini}[index]
    fitted = kind(data, group_pop_var="x", total_pop_var="t")
    options = {"null_approach": "evenness", "n_jobs": 1, "iterations_under_null": iterations}
    return lambda: (SingleValueTest(fitted, **options), fitted.statistic)[1]


ROUTES = {"spreiding": spreiding, "numpy": numpy, "segregation": segregation}


def child(case, route):
    run = ROUTES[route](*CASES[case])
    if run is None:
        print(json.dumps(None))
        return
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = []
    for _ in range(1 if route == "segregation" else 5):
        start = time.perf_counter()
        value = run()
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"time": min(times), "peak": peak / 1024, "added": (peak - before) / 1024, "value": value}))


def main():
    for case in CASES:
        ours = None
        for route in ROUTES:
            slow = ["--slow"] if "--slow" in sys.argv else []
            command = [sys.executable, __file__, "--child", case, route, *slow]
            found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
            result = json.loads(found)
            if result is None:
                continue
            ours = ours or result["time"]
            print(
                f"{case:28} {route:12} {result['time']:9.4f} s {result['time'] / ours:8.1f} x "
                f"{result['peak']:7.0f} MB (+{result['added']:.0f}) value {result['value']:.12f}"
            )


if __name__ == "__main__":
    child(*sys.argv[2:4]) if "--child" in sys.argv else main()
