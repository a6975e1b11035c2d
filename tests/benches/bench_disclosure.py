"""Protect and audit one year's tables (SYNTHETIC counts on a scheme of 22 gebieden and 99 wijken).

No peer does either for rounded shares over linked tables; the line of the issue is 10 s for each.

    python tests/benches/bench_disclosure.py
"""

from __future__ import annotations

import random
import resource
import time

import polars as pl

import spreiding as sp

GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")


def year(seed: int = 0) -> tuple[list, dict]:
    """Wijken and gebieden by main group, skewed as in a city: a few large wijken, many small."""
    chance = random.Random(seed)
    rows = []
    sizes = [chance.paretovariate(1.2) for _ in range(99)]
    for w, size in enumerate(sizes):
        rentals = round(8400 * size / sum(sizes))
        kinds = chance.choices([*GROUPS, "none"], [18, 12, 50, 200], k=rentals)
        rows += [(f"W{w:02d}", f"G{w % 22:02d}", g, kinds.count(g), rentals) for g in GROUPS]
    fine = pl.DataFrame(rows, schema=["area", "gebied", "group", "allocations", "rentals"], orient="row")
    upper = fine.group_by("gebied", "group", maintain_order=True).agg(pl.col("allocations", "rentals").sum())
    tables = [
        sp.shares(sp.Counts.from_frame(fine.drop("gebied"), group="group")),
        sp.shares(sp.Counts.from_frame(upper.rename({"gebied": "area"}), group="group")),
    ]
    tree = dict(fine.select("area", "gebied").unique(maintain_order=True).rows())
    return tables, {"area": {**tree, **dict.fromkeys(upper["gebied"].unique(maintain_order=True), None)}}


if __name__ == "__main__":
    print("seed  cells  hidden  lost  naive  protect s  audit s  ok   MB")
    for seed in range(3):
        tables, hierarchy = year(seed)
        start = time.perf_counter()
        out = sp.protect(tables, hierarchy=hierarchy)
        middle = time.perf_counter()
        found = sp.audit(*out, hierarchy=hierarchy)
        end = time.perf_counter()
        done = out[0].protection
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{seed:4} {done.n_cells:6} {done.n_suppressed:7} {done.information_lost:5.2f} {done.naive_lost:6.2f} "
            f"{middle - start:10.2f} {end - middle:8.2f} {found.ok!s:>5} {memory:4.0f}"
        )
