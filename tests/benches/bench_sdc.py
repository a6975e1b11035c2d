"""Our secondary suppression on public tables beside G-Confid 2.0.4 (Statistics Canada), on the same model.

    python tests/benches/bench_sdc.py [instance ...]

The model is that of G-Confid: amounts, every sum printed; a cell with protection ``p`` has to be able to move by ``p``
with no hidden cell moving by more than its value. Tables of ``../shared/data/sdc`` (CSPLIB; Simple2D of tau-ARGUS). The
peer is run where ``GCONFID_PYTHON`` names an interpreter that has it (``pip install gconfid`` in an environment of its
own); else its figures in ``reference.csv`` of the same folder are printed, which were measured on 2 cores. Every pattern of
ours is audited cell by cell by a linear program of its own, which shares no code with the choice.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from spreiding.disclosure.flow import suppress

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "sdc" / "csplib"
INSTANCES = ("hie1372d", "hie1327d", "hier13")
#: Secondary cells, their value and seconds as reference.csv has them: the best of the peer's cost functions.
REFERENCE = {"hie1372d": (131, 742889, 0.4), "hie1327d": (374, 2701158, 1.2), "hier13": (1057, 10815810, 4.1)}
PEER = """
import json, sys, time
import pandas as pd
from gconfid import Suppression
values, need, sums, cells, signs = json.load(sys.stdin)
kept = [j for j, v in enumerate(values) if v > 0]
incell = pd.DataFrame({"CellID": [j + 1 for j in kept], "Total": [values[j] for j in kept],
    "TotalNoise": [values[j] for j in kept], "Sensitivity": [need[j] if need[j] > 0 else -1.0 for j in kept],
    "Status": ["S" if need[j] > 0 else "V" for j in kept], "Type": "C"})
rows = [(k + 1, j + 1, s) for k, j, s in zip(sums, cells, signs) if values[j] > 0]
constraint = pd.DataFrame(rows, columns=["ConstraintID", "CellID", "Coefficient"])
start = time.process_time()
done = Suppression(incell=incell, inconstraint=constraint, cost_function1="SIZE", cost_function2="INFORMATION")
done.execute()
out = done.outsuppress
print(json.dumps([out[out["OutStatus"] == "X"]["CellID"].sub(1).tolist(), time.process_time() - start]))
"""


def table(name: str):
    """Return values, protection, and the sums as rows, cells and signs."""
    with gzip.open(FOLDER / f"{name}.cells.csv.gz", "rt") as file:
        cells = [(float(row["value"]), float(row["protection"])) for row in csv.DictReader(file)]
    with gzip.open(FOLDER / f"{name}.sums.csv.gz", "rt") as file:
        sums = np.array([(int(row["sum"]), int(row["cell"]), float(row["sign"])) for row in csv.DictReader(file)])
    sums = sums[np.argsort(sums[:, 0], kind="stable")]
    values, need = np.array(cells).T
    return values, need, sums[:, 0].astype(int), sums[:, 1].astype(int), sums[:, 2]


def unprotected(values, need, rows, cells, signs, hidden) -> int:
    """Audit: primary cells that cannot move by what they need when only hidden cells move, none by more than its value."""
    at = np.flatnonzero(hidden)
    own = np.full(len(values), -1)
    own[at] = np.arange(len(at))
    mine = own[cells] >= 0
    matrix = csr_array((signs[mine], (rows[mine], own[cells[mine]])), shape=(rows.max() + 1, len(at)))
    matrix = matrix[np.diff(matrix.indptr) > 0]
    ends, short = np.stack([-values[at], values[at]], 1), 0
    for cell in np.flatnonzero(need > 0):
        cost = np.zeros(len(at))
        cost[own[cell]] = -1.0
        found = linprog(cost, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=ends)
        short += found.status != 0 or -found.fun < need[cell] - 1e-6
    return short


def measure(name: str) -> None:
    values, need, rows, cells, signs = table(name)
    start = np.r_[0, np.cumsum(np.bincount(rows))]
    before = time.process_time()
    hidden = suppress(values, need, (start, cells, signs))
    took, peak = time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    second = hidden & (need <= 0)
    short = unprotected(values, need, rows, cells, signs, hidden)
    print(
        f"{name:>10}  ours   {second.sum():6} {values[second].sum():12.0f} {took:6.1f} s {peak:5.0f} MB, open {short}"
    )
    count, value, seconds = REFERENCE.get(name, (0, 0, 0.0))
    where = "reference.csv"
    if os.environ.get("GCONFID_PYTHON"):
        data = json.dumps([part.tolist() for part in (values, need, rows, cells, signs)])
        run = subprocess.run(
            [os.environ["GCONFID_PYTHON"], "-c", PEER], input=data, capture_output=True, text=True, check=True
        )
        at, seconds = json.loads(run.stdout.splitlines()[-1])
        count, value, where = len(at), values[at].sum(), "this run"
    if count:
        print(
            f"{'':>10}  peer   {count:6} {value:12.0f} {seconds:6.1f} s ({where}); ours / peer {values[second].sum() / value:.3f}"
        )


if __name__ == "__main__":
    for instance in sys.argv[1:] or INSTANCES:
        measure(instance)
