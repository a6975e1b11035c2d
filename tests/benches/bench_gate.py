"""What the checks see: planted faults found, with and without figures from elsewhere; years without a fault that are quiet.

Run: ``python tests/benches/bench_gate.py [YEARS] [FIRST]`` (default 20 years of each kind; FIRST: number of the first
year, so that years can be taken on which nothing was tuned). All data is synthetic. To compare with an older version,
put its source first on PYTHONPATH.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import planted
import polars as pl
import years
from scipy import stats

import spreiding as sp

AREAS = sp.examples.tiles("wijk")
TODAY = sp.Thresholds(today=date(2018, 1, 1))


def found(frame, period=years.PERIOD, **more):
    """Return the names of the checks that find something, or what went wrong."""
    try:
        return set(sp.check(frame, areas=AREAS, period=period, thresholds=TODAY, **more).findings["check"])
    except Exception as error:  # noqa: BLE001  an older version may fall over
        return {f"({type(error).__name__})"}


def told(frame):
    """Return stock and figures from elsewhere, as far as this version takes them."""
    known = {field.name for field in fields(sp.Reference)}
    tables = {name: table for name, table in planted.figures(frame, AREAS.codes).items() if name in known}
    counts = frame.group_by("area").len()
    table = pl.DataFrame({"area": AREAS.codes}).join(counts, on="area", how="left").fill_null(0)
    stock = sp.read_stock(table.select("area", stock=pl.col("len") * 40 + 800), date=date(2016, 1, 1))
    previous = sp.count(sp.read_rentals(frame.drop_nulls("area"), areas=AREAS, period=years.PERIOD))
    return {"stock": stock, "reference": sp.Reference(**tables, previous=previous)}


def quiet(n, start):
    """Print how many years of each kind raise no alarm."""
    kinds = {
        "plain, 18 months": (lambda s: years.plain(s, AREAS.codes), years.PERIOD),
        "plain, a year": (lambda s: years.plain(s, AREAS.codes, 5_600, days=366), years.YEAR),
    }
    for flagged, word in ((True, "marked"), (False, "not marked")):
        for period, rows, span in ((years.YEAR, 7_000, "a year"), (years.PERIOD, 10_500, "18 months")):
            name = f"realistic, {span}, first lettings {word}"
            kinds[name] = (
                lambda s, p=period, r=rows, f=flagged: years.realistic(s, AREAS.codes, r, period=p, flagged=f),
                period,
            )
    for name, (make, period) in kinds.items():
        alarms = [found(make(seed), period) for seed in range(start, start + n)]
        calm = sum(not alarm for alarm in alarms)
        print(f"{name:46} {calm:4} of {n} quiet  {dict(Counter(c for a in alarms for c in a)) or ''}", flush=True)


def faults(n, start):
    """Print per planted fault in how many years its check finds it, and whether anything does."""
    seeds = range(start, start + n)
    worlds = {
        "plain": [years.plain(s, AREAS.codes) for s in seeds],
        "realistic": [years.realistic(s, AREAS.codes, 10_500, period=years.PERIOD) for s in seeds],
    }
    columns = [(kind, given) for kind in worlds for given in ("alone", "with figures")]
    print(f"{'planted fault':56} {'check':23}" + "".join(f"{f'{kind}, {given}':>24}" for kind, given in columns))
    references = {kind: [told(planted.with_columns(f)) for f in frames] for kind, frames in worlds.items()}
    known = {
        (kind, given): [
            found(f, **(r if given != "alone" else {})) for f, r in zip(worlds[kind], references[kind], strict=True)
        ]
        for kind, given in columns
    }
    sums = Counter()
    for name, (plant, check) in {**planted.WHOLE, **planted.TOLD}.items():
        cells = []
        for kind, given in columns:
            hits = others = 0
            for frame, reference, before in zip(worlds[kind], references[kind], known[kind, given], strict=True):
                now = found(plant(frame), **(reference if given != "alone" else {}))
                hits += check in now
                others += bool(now - before)
            cells.append(f"{hits:>10} / {others:<3} of {n}")
            sums[kind, given, "own"] += hits == n
            sums[kind, given, "none"] += others == 0
        print(f"{name:56} {check:23}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
    for kind, given in columns:
        whole = len(planted.WHOLE) + len(planted.TOLD)
        print(f"{kind}, {given}: found by its own check in every year {sums[kind, given, 'own']} of {whole}, "
              f"seen by nothing in any year {sums[kind, given, 'none']}")  # fmt: skip


def theory(draws=4_000):
    """Print how often the best test of a share alone can see a step in one of eight associations, exactly.

    It knows the month of the step and compares as many lettings before as after it; what it may cost in false alarms is
    what check 25 spends on one family, divided over eight associations and two directions.
    """
    level, share = 0.005 / (8 * 2), 0.29
    random = np.random.default_rng(1)
    print("best test of the share alone: lettings in 18 months, codes lost half-way, seen")
    for n in (240, 480, 1_440, 2_160, 4_000):
        seen = []
        for loss in (0.25, 0.4):
            before, after = random.binomial(n // 2, share, draws), random.binomial(n // 2, share * (1 - loss), draws)
            chance = stats.hypergeom.cdf(after, n // 2 * 2, before + after, n // 2)
            seen.append(f"{loss:.0%} {np.mean(chance <= level):5.0%}")
        print(f"{n:>8}   {'   '.join(seen)}")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(f"spreiding from {Path(sp.__file__).parent}")
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    theory()
    quiet(number, start)
    faults(min(number, 5), start)
