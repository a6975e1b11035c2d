"""Secondary suppression of tables of amounts (``chains.py``) beside G-Confid 2.0.4 (Statistics Canada), on its model.

    python tests/benches/bench_sdc.py [instance ...]

The model: amounts, every sum printed; a cell with protection ``p`` has to be able to move by ``p`` up and down with no
hidden cell moving by more than its value. Tables of ``../shared/data/sdc``: CSPLIB, and Simple2D of tau-ARGUS as it is
and, as ``simple2d-SEED``, with nine other cells to protect, drawn by chance, 15% of the value each (SYNTHETIC).

The settings of ``chains.py`` were chosen on the instances of ``CHOSEN`` alone (on the draws of ``simple2d`` among
them the number of starts); all others are held out.

The peer runs on the same table in the same run, in a process of its own, where ``GCONFID_PYTHON`` names an interpreter that
has it (``pip install gconfid`` in an environment of its own); both ways in which it can be asked for the least value, of
which the better counts. Without it ours runs alone. Seconds are of the processor, of suppression alone.

Every chain of ours is checked as it stands: it meets every sum, moves no cell by more than its value and the cell it is for by
what that needs. Patterns of both are audited cell by cell by linear programs that share no code with the choice, in tables
of at most ``AUDITED`` cells. Simple2D is small enough for an integer program of the whole problem: the optimum.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from chains import Table, suppress
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_diag, coo_array, csr_array, hstack, vstack

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "sdc"
CHOSEN = ("hie1372d", "hie1327d", "hier13", *(f"simple2d-{seed}" for seed in range(2, 7)))
HELD_OUT = ("simple2d", "simple2d-1", "simple2d-7", "simple2d-8", "hier133a", "hier16", "hier163a")
#: Cells of a table up to which both patterns are audited by linear programs.
AUDITED = 2_500
PEER = """
import contextlib, io, json, resource, sys
import pandas as pd
from gconfid import Suppression
values, need, sums, cells, signs = json.load(sys.stdin)
def spent():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)
kept = [j for j, v in enumerate(values) if v > 0]
incell = pd.DataFrame({"CellId": [float(j + 1) for j in kept], "Total": [values[j] for j in kept],
    "TotalNoise": [values[j] for j in kept], "Sensitivity": [need[j] if need[j] > 0 else -1.0 for j in kept],
    "Status": ["S" if need[j] > 0 else "V" for j in kept], "Type": "C"})
rows = [(k + 1.0, j + 1.0, s) for k, j, s in zip(sums, cells, signs) if values[j] > 0]
constraint = pd.DataFrame(rows, columns=["ConstraintId", "CellId", "Coefficient"])
found = []
for second in (None, "INFORMATION"):
    before = spent()
    with contextlib.redirect_stdout(io.StringIO()):
        done = Suppression(incell=incell, inconstraint=constraint, cost_function1="SIZE", cost_function2=second)
    out = done.outsuppress.to_pandas()
    at = [int(cell) - 1 for cell in out[out["OutStatus"] == "X"]["CellId"]]
    found.append((sum(values[j] for j in at), at, spent() - before))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print("\\n" + json.dumps([*min(found)[1:], peak]))
"""


def table(name: str) -> Table:
    """Return an instance by its name."""
    if name.startswith("simple2d"):
        return simple2d(int(name.partition("-")[2] or 0))
    with gzip.open(FOLDER / "csplib" / f"{name}.cells.csv.gz", "rt") as file:
        cells = [(float(row["value"]), float(row["protection"])) for row in csv.DictReader(file)]
    with gzip.open(FOLDER / "csplib" / f"{name}.sums.csv.gz", "rt") as file:
        sums = [(int(row["sum"]), int(row["cell"]), float(row["sign"])) for row in csv.DictReader(file)]
    return tied(*np.array(cells).T, sums)


def tied(values, need, sums: list[tuple[int, int, float]]) -> Table:
    rows = np.array(sorted(sums, key=lambda row: row[0]), dtype=float)
    start = np.r_[0, np.cumsum(np.bincount(rows[:, 0].astype(int)))]
    return Table(np.asarray(values), np.asarray(need), start, rows[:, 1].astype(int), rows[:, 2])


def simple2d(seed: int) -> Table:
    """Return sizes by regions, two levels of these, of tau-ARGUS' example; 0 is its own nine primary cells."""
    with (FOLDER / "tau_argus" / "pp.tab").open(encoding="latin-1", newline="") as file:
        rows = [[part.strip() for part in row] for row in csv.reader(file, delimiter=";")]
    at = {(row[0], row[1]): j for j, row in enumerate(rows)}
    values = np.array([float(row[2].replace(",", ".")) for row in rows])
    need = np.array([float(row[10].replace(",", ".")) if row[8] == "U" else 0.0 for row in rows])
    if seed:
        need = np.zeros(len(rows))
        drawn = random.Random(seed).sample([j for j, v in enumerate(values) if v > 0 and "Total" not in rows[j][:2]], 9)
        need[drawn] = 0.15 * values[drawn]
    parts: dict[str, list[str]] = {}
    for line in (FOLDER / "tau_argus" / "region2.hrc").read_text(encoding="latin-1").splitlines():
        if line.startswith("@"):
            parts[list(parts)[-1]].append(line[1:].strip())
        elif line.strip():
            parts[line.strip()] = []
    parts["Total"] = list(parts)
    sizes, regions = list(dict.fromkeys(row[0] for row in rows)), list(dict.fromkeys(row[1] for row in rows))
    lines = [[(size, whole), *((size, part) for part in some)] for size in sizes for whole, some in parts.items()]
    lines += [[(sizes[0], region), *((size, region) for size in sizes[1:])] for region in regions]
    sums = [(k, at[cell], -1.0 if i == 0 else 1.0) for k, line in enumerate(lines) for i, cell in enumerate(line)]
    return tied(values, need, sums)


def matrix(table: Table, at) -> csr_array:
    """Return the sums over some cells."""
    own = np.full(len(table.values), -1)
    own[at] = np.arange(len(at))
    row = np.repeat(np.arange(len(table.start) - 1), np.diff(table.start))
    mine = own[table.cells] >= 0
    found = csr_array((table.signs[mine], (row[mine], own[table.cells[mine]])), shape=(len(table.start) - 1, len(at)))
    return found[np.diff(found.indptr) > 0]


def unproved(table: Table, hidden, chains) -> int:
    """Return the primary cells that no chain moves far enough, of the chains that hold as they stand."""
    row = np.repeat(np.arange(len(table.start) - 1), np.diff(table.start))
    scale, good = 1 + table.values.max(), []
    for move in chains:
        sums = np.bincount(row, table.signs * move[table.cells], len(table.start) - 1)
        within = (np.abs(move) <= table.values + 1e-6).all() and not move[~hidden].any()
        if within and np.abs(sums).max() <= 1e-9 * scale:
            good.append(move)
    return sum(not any(table.covered(move, cell) for move in good) for cell in table.order())


def unprotected(table: Table, hidden) -> int:
    """Audit: primary cells that cannot move by what they need when only hidden cells move, none by more than its value."""
    at = np.flatnonzero(hidden)
    sums, ends, short = matrix(table, at), np.stack([-table.values[at], table.values[at]], 1), 0
    for cell in table.order():
        target = np.where(at == cell, -1.0, 0.0)
        found = linprog(target, A_eq=sums, b_eq=np.zeros(sums.shape[0]), bounds=ends)
        short += found.status != 0 or -found.fun < table.need[cell] - 1e-6
    return short


def optimum(table: Table) -> float:
    """Return the least value that protects every primary cell: one integer program with a chain for each."""
    n, order = len(table.values), table.order()
    sums = matrix(table, np.arange(n))
    cap = coo_array((table.values, (np.arange(n), np.arange(n))))
    chains = block_diag([sums] * len(order))
    up = hstack([vstack([-cap] * len(order)), block_diag([np.eye(n)] * len(order))])
    down = hstack([vstack([-cap] * len(order)), -block_diag([np.eye(n)] * len(order))])
    fixed = hstack([csr_array((chains.shape[0], n)), chains])
    low = np.r_[table.primary.astype(float), -np.tile(table.values, len(order))]
    high = np.r_[np.ones(n), np.tile(table.values, len(order))]
    for k, cell in enumerate(order):
        low[n + k * n + cell] = high[n + k * n + cell] = table.need[cell]
    cost = np.r_[np.where(table.primary, 0.0, table.values), np.zeros(n * len(order))]
    kinds = np.r_[np.ones(n), np.zeros(n * len(order))]
    rows = [LinearConstraint(fixed, 0, 0), LinearConstraint(up, -np.inf, 0), LinearConstraint(down, -np.inf, 0)]
    found = milp(cost, integrality=kinds, bounds=Bounds(low, high), constraints=rows, options={"mip_rel_gap": 1e-6})
    if found.status != 0:
        raise SystemExit(found.message)
    return float(found.fun)


def peer(table: Table) -> tuple[np.ndarray, float, float]:
    """Run G-Confid on a table; returns what it hides, seconds and MB."""
    rows = np.repeat(np.arange(len(table.start) - 1), np.diff(table.start))
    data = json.dumps([part.tolist() for part in (table.values, table.need, rows, table.cells, table.signs)])
    command = [os.environ["GCONFID_PYTHON"], "-c", PEER]
    run = subprocess.run(command, input=data, capture_output=True, text=True, check=True)
    at, seconds, peak = json.loads(run.stdout.splitlines()[-1])
    hidden = np.zeros(len(table.values), dtype=bool)
    hidden[at] = True
    return hidden, seconds, peak


def measure(name: str) -> float | None:
    """Print a line per program; returns our hidden value over that of the peer."""
    found = table(name)
    before = time.process_time()
    hidden, chains = suppress(found)
    took, peak = time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    mine = line(name, "ours", found, hidden, took, peak, f"unproved {unproved(found, hidden, chains)}")
    told, ratio = [], None
    if os.environ.get("GCONFID_PYTHON"):
        theirs = line("", "G-Confid", found, *peer(found))
        ratio = mine / theirs
        told.append(f"ours / G-Confid {ratio:.3f}")
    if name.startswith("simple2d"):
        best = optimum(found)
        told.append(f"ours / optimum {mine / best:.3f} ({best:.0f})")
    print(f"{'':>11} {', '.join(told)}", flush=True)
    return ratio


def line(name: str, who: str, table: Table, hidden, took: float, peak: float, more: str = "") -> float:
    second = hidden & ~table.primary
    value = float(table.values[second].sum())
    audit = f"open {unprotected(table, hidden)} of {table.primary.sum()}" if len(table.values) <= AUDITED else ""
    told = ", ".join(filter(None, (audit, more)))
    print(f"{name:>11} {who:<9}{second.sum():6} {value:12.0f} {took:7.2f} s {peak:5.0f} MB  {told}", flush=True)
    return value


def main() -> None:
    ratios: dict[str, list[float]] = {"chosen on": [], "held out": []}
    for name in sys.argv[1:] or (*CHOSEN, *HELD_OUT):
        ratio = measure(name)
        if ratio is not None:
            ratios["chosen on" if name in CHOSEN else "held out"].append(ratio)
    for kind, some in ratios.items():
        if some:
            mean = math.exp(sum(map(math.log, some)) / len(some))
            print(f"{kind}: geometric mean {mean:.3f} of {len(some)}, greatest {max(some):.3f}")


if __name__ == "__main__":
    main()
