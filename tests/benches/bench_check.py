"""24 checks of 10 million records beside read + count on the same file, and duckdb on check 1 alone.

Run: ``python tests/benches/bench_check.py [million records]``. All data is synthetic. Each route runs in a fresh
process on the same Parquet file, three times; the best time and the peak memory of the process are printed.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROUTES = ("read_count", "check", "check_read", "check_faulty", "duckdb_duplicates")
PERIOD = (date(2016, 1, 1), date(2017, 6, 30))


def write(path: Path, rows: int, areas: int) -> None:
    """Write synthetic records: 18 months, 7 codes of which 70% missing, 8 associations, one in twenty let again."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(20161)
    codes = pa.array(
        ["UMO", "omslag MOBW", "MPG", "Noodsituatie medisch", "Noodsituatie sociaal", "Statushouder regulier"]
    )
    names = pa.array([f"corporatie {c}" for c in "ABCDEFGH"])
    regular = random.random(rows) < 0.7
    day = random.integers(0, 547, rows)
    dwelling = random.permutation(rows)
    again = rows // 20
    regular[-again:] = True
    group = pa.array(random.integers(0, len(codes), rows), mask=regular)
    # Regular lettings half a year after the first; both ends of the file, so that they lie far apart.
    day[:again] %= 300
    day[-again:] = day[:again] + 190
    dwelling[-again:] = dwelling[:again]
    table = pa.table(
        {
            "date": pa.array(16801 + day, type=pa.int32()).cast(pa.date32()),
            "area": pa.array([f"a{i:03}" for i in range(areas)]).take(pa.array(random.integers(0, areas, rows))),
            "group": codes.take(group),
            "corporation": names.take(pa.array(random.integers(0, len(names), rows))),
            "dwelling_id": pa.array([f"0363{i:012}" for i in dwelling]),
        }
    )
    pq.write_table(table, path, row_group_size=1 << 20)
    faulty = pa.concat_tables([table, table.slice(0, rows // 1000)])
    pq.write_table(faulty, path.with_name("faulty.parquet"), row_group_size=1 << 20)


def read_count(path: str) -> object:
    import spreiding as sp

    return lambda: sp.count(sp.read_rentals(path, period=PERIOD), level="sub").to_polars().height


def check(path: str) -> object:
    import spreiding as sp

    stock = sp.read_stock({"area": [f"a{i:03}" for i in range(500)], "stock": [10**6] * 500}, date=PERIOD[0])
    return lambda: sp.check(path, period=PERIOD, stock=stock).findings.height


def check_read(path: str) -> object:
    import spreiding as sp

    def run() -> int:
        rentals = sp.read_rentals(path, period=PERIOD)
        sp.count(rentals, level="sub")
        return sp.check(rentals).findings.height

    return run


def check_faulty(path: str) -> object:
    import spreiding as sp

    faulty = str(Path(path).with_name("faulty.parquet"))
    return lambda: sp.check(faulty, period=PERIOD).findings.height


def duckdb_duplicates(path: str) -> object:
    import duckdb

    query = f"""select count(*) from (select date - lag(date) over (partition by dwelling_id order by date) as gap
      from '{path}') where gap <= 60"""  # noqa: S608  own file
    return lambda: duckdb.sql(query).fetchall()[0][0]


def measure(route: str, path: str) -> None:
    run = globals()[route](path)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = run()
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": min(times), "peak": peak, "found": found}))


def main(rows: int) -> None:
    print(f"{rows / 1e6:g} million synthetic records, 500 areas; seconds (best of 3), peak MB, ratio to read_count")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.parquet"
        subprocess.run([sys.executable, __file__, "write", str(path), str(rows), "500"], check=True)
        found = {}
        for route in ROUTES:
            command = [sys.executable, __file__, "measure", route, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[route] = json.loads(done.stdout)
    for route, f in found.items():
        ratio = f["seconds"] / found["read_count"]["seconds"]
        print(f"{route:>18} {f['seconds']:.3f} s {f['peak']:>6.0f} MB  ratio {ratio:.2f}  findings {f['found']}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["measure", route, path]:
            measure(route, path)
        case ["write", path, rows, areas]:
            write(Path(path), int(rows), int(areas))
        case [million]:
            main(int(float(million) * 1e6))
        case _:
            main(10_000_000)
