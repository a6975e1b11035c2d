"""Protect and audit one year's tables: 22 gebieden, 99 wijken, 3 main groups, 8 associations, 3 half-years (SYNTHETIC).

No peer does either for rounded shares over linked tables; the line to meet is 10 s for each. A number as a set is so many
areas in gebieden of 20, with 3 main groups: the line is 60 s and 1 GB for 14,000. Every set is protected and audited in a
fresh process; times are of the processor, which other work on the machine moves less than a clock.

    python tests/benches/bench_disclosure.py [set ...]
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

import polars as pl

import spreiding as sp
from spreiding.areas.tiles import tiles

FIRST, LAST = date(2016, 1, 1), date(2017, 6, 30)
CODES = {"UMO": 18, "Noodsituatie medisch": 12, "Statushouder regulier": 50, None: 200}
#: What is published together, by its name here.
SETS: dict[str, list[str | list[str]]] = {
    "the report's": ["area", "gebied", "half_year"],
    "+ associations": ["area", "gebied", "half_year", "corporation"],
    "gebied x half-year": ["area", "gebied", "half_year", ["gebied", "half_year"]],
    "wijk x half-year": ["area", "gebied", "half_year", ["gebied", "half_year"], ["area", "half_year"]],
    "gebied x association": ["area", "gebied", "corporation", ["gebied", "corporation"]],
    "all of these": [
        "area", "gebied", "half_year", "corporation", ["gebied", "half_year"], ["area", "half_year"],
        ["gebied", "corporation"], ["corporation", "half_year"],
    ],
}  # fmt: skip


def records(seed: int = 0, n: int = 8400) -> sp.Rentals:
    """Rentals, skewed as in a city: a few large wijken, many small; associations own unequal parts of each."""
    chance, areas = random.Random(seed), tiles("wijk")
    codes = [code for code, gebied in zip(areas.codes, areas.levels["gebied"], strict=True) if gebied]
    sizes = [chance.paretovariate(1.2) for _ in codes]
    owned = [[(1 + (i * 7 + k * 13) % 8) ** 2 for k in range(8)] for i in range(len(codes))]
    rows = [
        (
            codes[i],
            FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1)),
            chance.choices("ABCDEFGH", owned[i])[0],
            chance.choices(list(CODES), list(CODES.values()))[0],
        )
        for i in chance.choices(range(len(codes)), sizes, k=n)
    ]
    frame = pl.DataFrame(rows, schema=["area", "date", "corporation", "group"], orient="row")
    return sp.read_rentals(frame, areas=areas, period=(FIRST, LAST))


def areas_in_gebieden(n: int, seed: int = 0) -> tuple[list[sp.Shares], dict[str, str]]:
    """Shares of ``n`` areas and of the gebieden above them, from aggregates; and which stands in which."""
    chance, above = random.Random(seed), {f"w{i:05d}": f"g{i % max(n // 20, 1):04d}" for i in range(n)}
    rows: dict[str, list[list[int]]] = {"area": [], "gebied": []}
    sums: dict[str, list[int]] = {}
    for gebied in above.values():
        rentals = min(int(chance.paretovariate(1.2) * 12), 2_000)
        groups = chance.choices(range(4), [7, 4, 17, 72], k=rentals)
        rows["area"].append([rentals, *(groups.count(g) for g in range(3))])
        before = sums.get(gebied, [0] * 4)
        sums[gebied] = [a + b for a, b in zip(before, rows["area"][-1], strict=True)]
    rows["gebied"] = list(sums.values())
    return [_shares(list(codes), rows[key]) for key, codes in (("area", above), ("gebied", sums))], above


def _shares(codes: list[str], rows: list[list[int]]) -> sp.Shares:
    names = ("met_begeleiding", "zonder_begeleiding", "statushouders")
    long = [
        (code, name, n, row[0])
        for code, row in zip(codes, rows, strict=True)
        for name, n in zip(names, row[1:], strict=True)
    ]
    frame = pl.DataFrame(long, schema=["area", "group", "allocations", "rentals"], orient="row")
    return sp.shares(sp.Counts.from_frame(frame, group="group"))


def measure(name: str) -> None:
    """Protect and audit one set, and print what it took."""
    above: dict[str, dict[str, str]] | None = None
    if name.isdecimal():
        tables, areas = areas_in_gebieden(int(name))
        above = {"area": areas}
    else:
        found = records()
        tables = [sp.shares(sp.count(found, by=by)) for by in SETS[name]]
    start = time.process_time()
    out = sp.protect(tables, hierarchy=above)
    middle = time.process_time()
    checked = sp.audit(*out, hierarchy=above)
    end = time.process_time()
    done, peak = out[0].protection, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = done.n_cells, done.n_suppressed, done.information_lost, done.naive_lost
    print(json.dumps([*cells, middle - start, end - middle, checked.ok, peak]))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--one", name]:
            measure(name)
        case names:
            print(f"{'set':>22}  cells  hidden   lost  naive  protect s  audit s  safe    MB")
            for name in names or [*SETS, "100", "500", "2000", "14000"]:
                run = subprocess.run([sys.executable, __file__, "--one", name], check=True, capture_output=True)
                cells, hidden, lost, naive, protect, audit, ok, peak = json.loads(run.stdout)
                print(
                    f"{name:>22} {cells:6} {hidden:7} {lost:6.1%} {naive:6.1%} {protect:10.2f} {audit:8.2f} "
                    f"{ok!s:>5} {peak:5.0f}"
                )
