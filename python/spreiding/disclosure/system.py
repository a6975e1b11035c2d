"""Unknowns and rows of published tables, and what can be proved about them.

The unknowns are whole numbers (allocations, rentals, stock per cell); each row is a linear rule that the print
imposes. Narrowing and worked examples run in the compiled core, the rest is left to the HiGHS solver.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding._core import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: No end: the core takes anything above ``2**60`` as absent.
NONE = float(1 << 61)
#: More dwellings than any Dutch municipality has; the widest a value can be.
MOST = 1_000_000
#: Values of one unknown that the solver may be asked about, and solver calls in one audit.
VALUES, CALLS = 60, 400
#: Assignments by the solver that settle most of what the search leaves open.
SWEEPS = 14


@dataclass
class System:
    """Whole-number unknowns with bounds, tied by labelled rows ``low <= sum(coef * x) <= high``."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    unknown: list[int] = field(default_factory=list)
    coef: list[float] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def new(self, low: float = 0, high: float = MOST) -> int:
        """Add an unknown; returns its position."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def within(self, unknown: int, low: float, high: float, label: str) -> None:
        """Add what is printed of one value; a clash with an earlier print is named."""
        if low > self.high[unknown] or high < self.low[unknown]:
            found = f"{self.low[unknown]:.0f} to {self.high[unknown]:.0f}"
            msg = f"the tables contradict each other: {label} is {low:.0f} to {high:.0f}, elsewhere {found}"
            raise InvalidInputError(msg)
        self.low[unknown] = max(self.low[unknown], low)
        self.high[unknown] = min(self.high[unknown], high)

    def row(self, terms: Sequence[tuple[int, float]], low: float, high: float, label: str) -> None:
        """Add a row."""
        self.unknown.extend(j for j, _ in terms)
        self.coef.extend(c for _, c in terms)
        self.start.append(len(self.unknown))
        self.row_low.append(low)
        self.row_high.append(high)
        self.labels.append(label)

    def parts(self) -> tuple[pl.Series, ...]:
        """Return the columns the core takes."""
        columns = (self.low, self.high, self.start, self.unknown, self.coef, self.row_low, self.row_high)
        return tuple(pl.Series(values, dtype=pl.Float64) for values in columns)


def narrowed(system: System) -> tuple[list[int], list[int]]:
    """Return least and greatest value of every unknown; no solution lies outside.

    Raises
    ------
    InvalidInputError
        If the rows contradict each other: the row is named.
    """
    bounds, broken = _core.disclosure_bounds(system.parts())
    if broken is not None:
        raise InvalidInputError(f"the tables contradict each other: {_story(system, broken)}")
    return bounds.get_column("low").to_list(), bounds.get_column("high").to_list()


def _story(system: System, row: int) -> str:
    if row >= len(system.labels):
        return "a value has no possible number left"
    terms = range(system.start[row], system.start[row + 1])
    if system.row_low[row] == system.row_high[row] == 0 and all(abs(system.coef[t]) == 1 for t in terms):
        parts = [t for t in terms if system.coef[t] > 0]
        whole = next((t for t in terms if system.coef[t] < 0), None)
        if whole is not None:
            low, high = (sum(b[system.unknown[t]] for t in parts) for b in (system.low, system.high))
            low_t, high_t = (b[system.unknown[whole]] for b in (system.low, system.high))
            printed = f"{low_t:.0f}" if low_t == high_t else f"{low_t:.0f} to {high_t:.0f}"
            added = f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"
            return f"{system.labels[row]}: the total is {printed}, the parts add up to {added}"
    return system.labels[row]


class Solver:
    """The HiGHS solver on a system whose bounds have been narrowed."""

    def __init__(self, system: System, low: Sequence[float], high: Sequence[float]) -> None:
        import numpy as np  # noqa: PLC0415  heavy
        from scipy.optimize import LinearConstraint  # noqa: PLC0415  heavy
        from scipy.sparse import csr_array  # noqa: PLC0415  heavy

        self.np, self.system = np, system
        self.low, self.high = (np.array(v, dtype=float) for v in (low, high))
        shape = (len(system.row_low), len(system.low))
        matrix = csr_array((system.coef, system.unknown, system.start), shape=shape)
        down, up = (np.array(v, dtype=float) for v in (system.row_low, system.row_high))
        down[down <= -(1 << 60)], up[up >= 1 << 60] = -np.inf, np.inf
        self.rows = LinearConstraint(matrix, down, up)

    def solve(
        self, objective: dict[int, float], fixed: dict[int, int] | None = None, seconds: float = 20, gap: float = 0
    ) -> tuple[str, list[int]]:
        """Minimise; returns ``"found" | "none" | "unknown"`` and the assignment."""
        from scipy.optimize import Bounds, milp  # noqa: PLC0415  heavy

        np = self.np
        cost = np.zeros(len(self.low))
        cost[list(objective)] = list(objective.values())
        low, high = self.low.copy(), self.high.copy()
        for j, value in (fixed or {}).items():
            low[j] = high[j] = value
        found = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(low, high),
            constraints=self.rows,
            options={"time_limit": seconds, "mip_rel_gap": gap},
        )
        if found.x is not None:
            return "found", [int(v) for v in np.rint(found.x)]
        return ("none" if found.status == 2 else "unknown"), []


def witness(system: System, low: Sequence[float], high: Sequence[float]) -> list[int]:
    """Find an assignment that meets every row.

    Raises
    ------
    InvalidInputError
        If there is none, naming rows that cannot hold together.
    """
    status, values = Solver(system, low, high).solve({}, seconds=60)
    if status == "found":
        return values
    if status == "unknown":
        msg = "no set of numbers that fits the tables was found within a minute; give fewer tables at once"
        raise InvalidInputError(msg)
    raise InvalidInputError(f"the tables contradict each other: {'; '.join(_culprits(system, low, high))}")


def _culprits(system: System, low: Sequence[float], high: Sequence[float]) -> list[str]:
    """Rows to be stretched for the rest to hold, least stretch first (an elastic linear program)."""
    import numpy as np  # noqa: PLC0415  heavy
    from scipy.optimize import linprog  # noqa: PLC0415  heavy
    from scipy.sparse import csr_array, eye_array, hstack, vstack  # noqa: PLC0415  heavy

    n, rows = len(system.low), len(system.row_low)
    matrix = csr_array((system.coef, system.unknown, system.start), shape=(rows, n))
    up, down = np.array(system.row_high), np.array(system.row_low)
    has_up, has_down = np.abs(up) < 1 << 60, np.abs(down) < 1 << 60
    eye = eye_array(rows, format="csr")
    upper = vstack([hstack([matrix, -eye])[has_up], hstack([-matrix, -eye])[has_down]])
    found: Any = linprog(
        np.r_[np.zeros(n), np.ones(rows)],
        A_ub=upper,
        b_ub=np.r_[up[has_up], -down[has_down]],
        bounds=[*zip(low, high, strict=True), *[(0, None)] * rows],
    )
    if found.x is None or found.fun < 1e-6:
        return ["no whole numbers meet all of them together"]
    slack = found.x[n:]
    return [_story(system, int(i)) for i in np.argsort(-slack)[:3] if slack[i] > 1e-6]


def candidates(
    system: System,
    targets: Sequence[int],
    values: Sequence[int],
    *,
    want: int,
    seed: int = 0,
    exact: bool = True,
) -> pl.DataFrame:
    """Prove how many values each target can have, up to ``want``.

    Returns one row per target: ``low, high`` (outer bounds; exact where ``decided`` and fewer than ``want``),
    ``candidates`` (proved values, at most ``want``) and ``decided`` (nothing stays open below ``want``).
    """
    found = _core.disclosure_candidates(
        system.parts(),
        pl.Series(values, dtype=pl.Float64),
        pl.Series(list(targets), dtype=pl.Float64),
        want,
        seed,
    ).with_columns(
        target=pl.Series(list(targets), dtype=pl.Int64),
        decided=(pl.col("proved") >= want) | (pl.col("open") == 0),
    )
    if not found.get_column("decided").all():
        found = _sweep(system, found, want, seed)
    if exact and not found.get_column("decided").all():
        found = _settle(system, found, want)
    few = pl.col("decided") & (pl.col("proved") < want)
    return found.select(
        "target",
        low=pl.when(few).then("seen_low").otherwise("low"),
        high=pl.when(few).then("seen_high").otherwise("high"),
        candidates="proved",
        decided="decided",
    )


def _sweep(system: System, found: pl.DataFrame, want: int, seed: int) -> pl.DataFrame:
    """Collect values of open targets from assignments that push all of them at once, up or down by chance."""
    import numpy as np  # noqa: PLC0415  heavy

    low, high = narrowed(system)
    solver, chance = Solver(system, low, high), np.random.default_rng(seed)
    rows = found.to_dicts()
    seen: dict[int, set[int]] = {row["target"]: set() for row in rows if not row["decided"]}
    left = set(seen)
    for _ in range(SWEEPS):
        if not left:
            break
        # Not to the very ends: between them lie the values that count as different.
        push = {t: float(chance.choice([-1.0, 1.0]) * chance.random()) for t in left}
        status, values = solver.solve(push, seconds=2, gap=0.3)
        if status == "found":
            for t in left:
                seen[t].add(values[t])
            left -= {t for t in left if len(seen[t]) >= want}
    for row in rows:
        mine = seen.get(row["target"], set())
        if len(mine) >= want:
            row.update(proved=want, decided=True, seen_low=min(mine), seen_high=max(mine))
    return pl.DataFrame(rows, schema=found.schema)


def _settle(system: System, found: pl.DataFrame, want: int) -> pl.DataFrame:
    """Ask the solver about the values that the core left open."""
    low, high = narrowed(system)
    solver, rows, calls = Solver(system, low, high), found.to_dicts(), 0
    for row in rows:
        if row["decided"]:
            continue
        seen: set[int] = set()
        tried = 0
        for value in range(row["low"], min(row["high"], row["low"] + VALUES) + 1):
            if calls >= CALLS or len(seen) >= want:
                break
            status, _ = solver.solve({}, {row["target"]: value}, seconds=5)
            calls += 1
            tried += status != "unknown"
            if status == "found":
                seen.add(value)
        row["decided"] = len(seen) >= want or tried == row["high"] - row["low"] + 1
        if row["decided"] or len(seen) > row["proved"]:
            row["proved"] = len(seen)
            row["seen_low"], row["seen_high"] = min(seen), max(seen)
    return pl.DataFrame(rows, schema=found.schema)
