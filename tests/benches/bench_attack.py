"""The attacker of the tests on what this version and an earlier one publish of the same SYNTHETIC years.

    python tests/benches/bench_attack.py --before PATH [--sets 32]

``PATH`` is a built work tree of the earlier version (``git worktree add PATH 0a05fdf``; ``python3 tasks.py test`` builds
it). Each version protects, in a process of its own and by its defaults, the years of ``test_attack_sets.py`` and writes
files and a page. The attacker (``attacker.py``) reads these as text. A way in counts the cells that have fewer than five
possible values with it and not yet with the ways before it:

tables      counts and shares as printed, and all sums
signs       also what ``<``, ``>`` and the status of a row say
page        also what the tables of the page say of an area: the data of its maps
spread      pages of three wijken: the index, what chance gives and p, with the seed that the page tells
sequels     the file of the first year beside that of the whole period
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
from datetime import timedelta
from itertools import product
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

import test_attack_sets as years  # noqa: E402
from attacker import LEAST, Attacker, Page, number  # noqa: E402

#: Sets of three wijken for the way by indices of spread: rentals and allocations per main group.
SPREAD = 8
#: Dwellings of every wijk on the pages.
STOCK = 4000
#: Ways of filling in what is withheld that are tried against an index at most.
MOST = 400_000

MAKE = """
import contextlib, io, json, sys
from dataclasses import replace
from datetime import date
from pathlib import Path
import polars as pl
import spreiding as sp
try:
    from spreiding.areas.tiles import tiles
    from spreiding.edition.study import Study
except ImportError:
    from spreiding.examples import Study, tiles
work = json.load(sys.stdin)
first = date.fromisoformat(work["first"])
WIJKEN = tiles("wijk")

def read(rows, last):
    frame = pl.DataFrame(rows, schema=["area", "date", "group", "corporation"], orient="row")
    frame = frame.with_columns(pl.col("date").str.to_date())
    return sp.read_rentals(frame, areas=WIJKEN, period=(first, last))

def tables(rows, names, last, folder, **more):
    found = read(rows, last)
    done = sp.protect([sp.shares(sp.count(found, by=by)) for by in names], **more)
    for by, shares in zip(names, done, strict=True):
        sp.write_csv(shares, folder / ("-".join(by if isinstance(by, list) else [by]) + ".csv"), lang="en")
    return list(done)

def page(rows, last, folder):
    stock = sp.read_stock({"area": WIJKEN.codes, "stock": [work["stock"]] * len(WIJKEN.codes)}, date=first)
    study = Study(rentals=read(rows, last), stock=stock, areas=WIJKEN, period=(first, last))
    sp.report(study, folder / "page.html", lang="en")
    try:
        from spreiding.edition.figures import compute
    except ImportError:
        from spreiding.report._figures import figures as compute
    found = compute(study)
    for name, shares in (("area", found.districts), ("gebied", found.areas), ("half_year", found.periods)):
        if shares is not None:
            sp.write_csv(shares, folder / f"{name}.csv", lang="en")

def index(rows):
    frame = pl.DataFrame(rows, schema=["area", "group", "allocations", "rentals"], orient="row")
    found = sp.spread(sp.Counts.from_frame(frame, areas=WIJKEN), iterations=999, bootstrap=0, seed=2018)
    return found.value, found.expected, found.p

if "index" in work:
    print(json.dumps([index(rows) for rows in work["index"]]))
    raise SystemExit
for name, job in work["jobs"].items():
    folder, last = Path(name), date.fromisoformat(job["last"])
    folder.mkdir(parents=True)
    try:
        if job["kind"] == "page":
            page(job["rows"], last, folder)
            continue
        earlier = []
        if job["kind"] == "sequel":
            (folder / "first").mkdir()
            middle = date.fromisoformat(job["middle"])
            earlier = tables([r for r in job["rows"] if r[1] <= job["middle"]], job["names"], middle, folder / "first")
        tables(job["rows"], job["names"], last, folder, **({"earlier": earlier} if earlier else {}))
    except sp.InvalidInputError as error:
        (folder / "refused").write_text(str(error))
"""


def asked(root: Path, work: dict) -> str:
    """Run the work in the version of a work tree."""
    env = {**os.environ, "PYTHONPATH": str(root / "python")}
    command = [sys.executable, "-c", MAKE]
    done = subprocess.run(
        command, check=False, input=json.dumps(work, default=str), capture_output=True, text=True, env=env
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return done.stdout


def jobs_of(folder: Path, sets: int) -> dict[str, dict]:
    """Return what to make: the tables of every set, the page of every second, a sequel of every fourth."""
    jobs: dict[str, dict] = {}
    for seed in range(sets):
        rows, _ = years.lettings(seed)
        job = {"rows": rows, "last": years.LAST, "names": years.TABLES[seed % len(years.TABLES)]}
        jobs[str(folder / f"tables-{seed}")] = job | {"kind": "tables"}
        if seed % 2 == 0:
            jobs[str(folder / f"page-{seed}")] = job | {"kind": "page"}
        if seed % 4 == 0:
            sequel = {"kind": "sequel", "names": ("area", "gebied"), "middle": years.HALFWAY}
            jobs[str(folder / f"sequel-{seed}")] = job | sequel
    for seed in range(SPREAD):
        jobs[str(folder / f"spread-{seed}")] = {"kind": "page", "rows": three_wijken(seed), "last": years.LAST}
    return jobs


def three_wijken(seed: int) -> list[tuple]:
    """Lettings of three wijken of one gebied, few enough to be withheld, and few enough ways to fill them in."""
    chance = random.Random(seed)
    _, above = years.lettings(31)
    gebied = sorted(set(above.values()))[seed % len(set(above.values()))]
    wijken = [code for code in above if above[code] == gebied][:3]
    days = (years.LAST - years.FIRST).days + 1
    groups = list(years.CODES)
    return [
        (code, years.FIRST + timedelta(days=chance.randrange(days)), chance.choices(groups, (2, 1, 3, 12))[0], "A")
        for code, n in zip(wijken, chance.sample(range(11, 40), 3), strict=True)
        for _ in range(n)
    ]


# --- reading


def files_of(folder: Path) -> list[tuple[Path, str]]:
    """Return the files of a folder with the level of their areas."""
    levels = {"area": "wijk", "gebied": "gebied"}
    return [(path, levels.get(path.stem.split("-")[0], "city")) for path in sorted(folder.glob("*.csv"))]


def unsigned(attacker: Attacker) -> Attacker:
    """Let an attacker see of a share with a sign, and of a status, no more than that a figure is not shown."""

    def read(group, codes, status, count, share, step, *, level):
        plain = "hidden" if status in ("few", "top", "bottom") else status
        number = share if not re.search("[<>]", share) else "."
        Attacker.read(attacker, group, codes, plain, count, number, step, level=level)

    attacker.read = read  # type: ignore[method-assign]
    return attacker


def read_page(attacker: Attacker, text: str) -> int:
    """Read what the data of the maps of all groups together say of an area; returns how many figures."""
    seen, told = set(), 0
    for table in Page(text).tables:
        heads = table[0]
        for line in table[1:]:
            row = dict(zip(heads, line, strict=False))
            code = re.match(r"(?:DX|[A-Z])\d\d(?= )", line[0])
            if code is None or "class" not in heads:
                continue
            a, r = ("all", code[0], "all", "all"), ("r", code[0], "all", "all")
            of_stock = row.get("% of housing stock", ".")
            if re.fullmatch(r"\d+\.\d", of_stock):
                part = number(of_stock) / 100
                attacker.within(a, (part - 0.0005) * STOCK, (part + 0.0005) * STOCK)
                told += 1
            if "% of rentals" not in heads or (heads[0], code[0]) in seen:
                continue  # a later map of the same heading is of one group
            seen.add((heads[0], code[0]))
            if row["class"] == "10 rentals or fewer":
                attacker.within(r, 1, 10)
                told += 1
            if re.fullmatch(r"\d+", row["% of rentals"]):
                p = number(row["% of rentals"]) / 100
                attacker.ratio(a, r, p - 0.005, p + 0.005)
                told += 1
    return told


# --- attacking


def attacked(attacker: Attacker, truth: dict, extra=lambda _: None) -> set[tuple[str, ...]]:
    """Return the cells with fewer than five values, and those printed though small; the premises must be true."""
    extra(attacker)
    found = attacker.pinned()
    wrong = attacker.broken_by(truth)
    if wrong:
        raise AssertionError(wrong[:3])
    return {*found, *attacker.exposed}


def reader(rows_above: dict[str, str], files, truth: dict, *, before: bool) -> Attacker:
    """Return an attacker who reads signs, of small counts too where these alone had one."""
    for primary in (before, False):
        found = years.attack(Attacker(years.sums_of(rows_above), primary=primary), files)
        found.grow()
        if not found.broken_by(truth):
            break
    return found


def ways_of(folder: Path, seed: int, kind: str, *, before: bool) -> dict[str, int | str]:
    """Return the cells that fall per way in, of one job; why nothing was published where that is so."""
    if (folder / "refused").exists():
        return {"sequels" if kind == "sequel" else kind: "refused"}
    rows, above = (three_wijken(seed), years.lettings(31)[1]) if kind == "spread" else years.lettings(seed)
    truth, files = years.truth(rows, above), files_of(folder)
    if kind == "sequel":
        return {"sequels": sequel(folder, rows, above, before=before)}
    signs = reader(above, files, truth, before=before)
    if kind == "tables":
        plain = attacked(years.attack(unsigned(Attacker(years.sums_of(above))), files), truth)
        return {"tables": len(plain), "signs": len(attacked(signs, truth) - plain)}
    known, text = attacked(signs, truth), (folder / "page.html").read_text(encoding="utf-8")
    if kind == "page":
        more = reader(above, files, truth, before=before)
        return {"page": len(attacked(more, truth, lambda attacker: read_page(attacker, text)) - known)}
    return {"spread": len(by_index(signs, sorted({row[0] for row in rows}), text) - known)}


def sequel(folder: Path, rows, above, *, before: bool) -> int:
    """Read the first year beside the whole period; what the first year tells by itself is not counted."""
    first = files_of(folder / "first")
    sums = [*years.sums_of(above), ("2016", ("2016-H1", "2016-H2"), 1)]
    real = years.truth(rows, above)
    for measure, area, period, owner in list(real):
        if period in ("2016-H1", "2016-H2"):
            real[measure, area, "2016", owner] += real[measure, area, period, owner]
    for primary in (before, False):
        alone, both = Attacker(sums, primary=primary), Attacker(sums, primary=primary)
        for attacker in (alone, both):
            years.attack(attacker, first, ("city", "2016", "all"))
        years.attack(both, files_of(folder))
        both.grow()
        if not both.broken_by(real):
            break
    return len(attacked(both, real) - attacked(alone, real))


def by_index(attacker: Attacker, wijken: list[str], text: str) -> set[tuple[str, ...]]:
    """Fill in what is withheld of three wijken in every way, and keep what gives the index that the page prints."""
    table = next((t for t in Page(text).tables if "dissimilarity" in t[0]), None)
    row = next((line for line in table or () if "all groups" in line), None)
    if table is None or row is None:
        return set()
    told = dict(zip(table[0], row, strict=True))
    cells = [(measure, code, "all", "all") for measure in ("all", "r") for code in wijken]
    filled = fillings(attacker, cells)
    a, other = filled[:, :3], filled[:, 3:] - filled[:, :3]
    size = a.sum(1) * other.sum(1)
    filled, a, other = filled[size > 0], a[size > 0], other[size > 0]
    d = np.abs(a / a.sum(1, keepdims=True) - other / other.sum(1, keepdims=True)).sum(1) / 2
    filled = filled[np.abs(d - float(told["dissimilarity"])) <= 0.005 + 1e-9]
    work = {"index": [frame_of(wijken, values) for values in filled.tolist()], "first": years.FIRST, "stock": STOCK}
    same = [
        close(told["by chance"], expected) and close(told["p"], p)
        for _, expected, p in json.loads(asked(BEFORE, work).splitlines()[-1])
    ]
    left = filled[same]
    return {cell for cell, values in zip(cells, left.T, strict=True) if 0 < len(set(values.tolist())) < LEAST}


def close(printed: str, value: float) -> bool:
    """Say whether a number rounds to what is printed."""
    return abs(float(printed) - value) <= 0.5 * 10.0 ** -len(printed.partition(".")[2]) + 1e-9


def frame_of(wijken: list[str], values: list[int]) -> list[tuple]:
    """Return rows of all 99 areas, of which three have rentals."""
    of = dict(zip(wijken, zip(values[:3], values[3:], strict=True), strict=True))
    return [(code, "all_groups", *of.get(code, (0, 0))) for code in years.tiles("wijk").codes]


def fillings(attacker: Attacker, cells: list[tuple[str, ...]]) -> np.ndarray:
    """Return the ways to fill in cells that fit the statements about these and their sums alone."""
    program, ends = attacker.solver(whole=False), []
    for cell in cells:
        at = attacker.of(cell)
        low, high = (attacker.end(program, at, sign) for sign in (1.0, -1.0))
        ends.append(range(math.ceil(low - 1e-6), math.floor(high + 1e-6) + 1))
    if math.prod(map(len, ends)) > MOST:
        return np.empty((0, len(cells)))
    found = np.array(list(product(*ends)), dtype=float)
    sums = {("all", "city", "all", "all"): found[:, :3].sum(1), ("r", "city", "all", "all"): found[:, 3:].sum(1)}
    columns = {attacker.of(cell): found[:, i] for i, cell in enumerate(cells)}
    columns |= {attacker.of(cell): values for cell, values in sums.items()}
    fits = np.ones(len(found), dtype=bool)
    for at, values in columns.items():
        fits &= (values >= attacker.low[at]) & (values <= attacker.high[at])
    for terms, low, high in attacker.rows:
        if set(terms) <= set(columns):
            total = sum(c * columns[at] for at, c in terms.items())
            fits &= (total >= low - 1e-9) & (total <= high + 1e-9)
    return found[fits]


WAYS = ("tables", "signs", "page", "spread", "sequels")
BEFORE = Path()


def main() -> None:
    """Make, attack, and print the cells that fall per set and way in, before and now."""
    global BEFORE  # noqa: PLW0603  the version that computes indices for the attacker
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--before", type=Path, required=True)
    options.add_argument("--sets", type=int, default=32)
    given = options.parse_args()
    BEFORE = given.before.resolve()
    roots = {"before": BEFORE, "now": HERE.parents[1]}
    found: dict[tuple[str, str], dict[str, int | str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for version, root in roots.items():
            jobs = jobs_of(Path(folder) / version, given.sets)
            asked(root, {"first": years.FIRST, "stock": STOCK, "jobs": jobs})
            for name in jobs:
                kind, seed = Path(name).name.split("-")
                result = ways_of(Path(name), int(seed), kind, before=version == "before")
                row = found.setdefault((version, ("3 wijken " if kind == "spread" else "") + seed), {})
                row |= result
    report(found)


def report(found: dict[tuple[str, str], dict[str, int | str]]) -> None:
    """Print a line per set, before / now for each way, and the sums."""
    print(f"{'set':>12}" + "".join(f"{way:>16}" for way in WAYS))
    for name in dict.fromkeys(name for _, name in found):
        both = [found[version, name] for version in ("before", "now")]
        cells = ["" if way not in both[0] | both[1] else " / ".join(str(b.get(way, "")) for b in both) for way in WAYS]
        print(f"{name:>12}" + "".join(f"{cell:>16}" for cell in cells))
    for version in ("before", "now"):
        sums = {way: [row[way] for (v, _), row in found.items() if v == version and way in row] for way in WAYS}
        told = [
            f"{sum(n for n in v if isinstance(n, int))} in {sum(bool(n) for n in v)} of {len(v)}" for v in sums.values()
        ]
        print(f"{version:>12}" + "".join(f"{cell:>16}" for cell in told))


if __name__ == "__main__":
    main()
