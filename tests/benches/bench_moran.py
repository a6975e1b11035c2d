"""Moran's I with 99,999 permutations and local Moran with 9,999, on 14,000 synthetic areas: ours beside esda."""

from __future__ import annotations

import os

import numpy as np
from _measure import main

SIDE = int(os.environ.get("SIDE", "118"))


def setting():
    import spreiding as sp

    n = SIDE * SIDE
    codes = [f"A{at:05}" for at in range(n)]
    tiles = sp.Areas.from_tiles(codes, codes, [at % SIDE for at in range(n)], [at // SIDE for at in range(n)])
    return np.random.default_rng(3).normal(size=n), sp.neighbours(tiles)


def ours():
    import spreiding as sp

    values, near = setting()
    return lambda: sp.moran(values, near, permutations=99_999)


def by_esda():
    import esda

    values, near = setting()
    w = near.to_w()
    return lambda: esda.Moran(values, w, permutations=99_999)


def ours_local():
    import spreiding as sp

    values, near = setting()
    return lambda: sp.local_moran(values, near, permutations=9_999)


def esda_local(*, warm, numba=True):
    import esda

    values, near = setting()
    w = near.to_w()
    if not numba:
        os.environ["NUMBA_DISABLE_JIT"] = "1"

    def work():
        return esda.Moran_Local(values, w, permutations=9_999, seed=1)

    if warm:
        work()
    return work


if __name__ == "__main__":
    title = f"Moran's I, 99,999 permutations, {SIDE * SIDE:,} areas"
    main(title, {"spreiding.moran": ours, "esda.Moran": by_esda}, "spreiding.moran")
    main(
        f"Local Moran, 9,999 permutations, {SIDE * SIDE:,} areas",
        {
            "spreiding.local_moran": ours_local,
            "esda.Moran_Local, warm": lambda: esda_local(warm=True),
            "esda.Moran_Local, first call": lambda: esda_local(warm=False),
        },
        "spreiding.local_moran",
    )
