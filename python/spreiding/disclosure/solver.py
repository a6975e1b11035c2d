"""Linear and integer programs, solved by HiGHS (Huangfu & Hall 2018, Math. Prog. Comp. 10, 119-142).

A :class:`Program` is asked many questions that differ in cost and in the ends of a few unknowns: each starts from the
basis that the last one left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]
    Terms = Sequence[tuple[int, float]]

#: An end above this, as rows and unknowns have it, is none.
OPEN = float(1 << 60)
#: Ends given with a question from which starting afresh is quicker than from the last basis.
FRESH = 20
#: Unknowns and rows from which a program can take long.
LARGE = 500
#: Distance from a whole number that counts as whole: HiGHS' own tolerance for integers.
WHOLE = 1e-6
#: Times that what moves grows by a row where an answer is made whole, nodes of each try, and the part of all that may.
RINGS, MENDED, PART = 3, 30, 0.8


@dataclass(frozen=True)
class Answer:
    """``found`` with the values, ``none`` where no assignment meets the rows, ``unknown`` where the limit was met."""

    status: Literal["found", "none", "unknown"]
    values: Floats
    cost: float = 0.0

    def whole(self) -> Whole | None:
        """Return the values as whole numbers; None where they are not."""
        near = np.rint(self.values)
        if self.status != "found" or np.abs(self.values - near).max(initial=0.0) > WHOLE:
            return None
        whole: Whole = near.astype(np.int64)
        return whole


class Program:
    """Unknowns ``low <= x <= high``, and rows ``row_low <= sum(coef * x) <= row_high`` in compressed form."""

    def __init__(
        self,
        low: Sequence[float] | Floats,
        high: Sequence[float] | Floats,
        rows: tuple[Any, Any, Any],
        row_low: Sequence[float] | Floats,
        row_high: Sequence[float] | Floats,
    ) -> None:
        self.low, self.high, self.row_low, self.row_high = (
            _ended(np.array(v, dtype=float)) for v in (low, high, row_low, row_high)
        )
        start, index, coef = rows
        self.start, self.index = np.array(start, dtype=np.int32), np.array(index, dtype=np.int32)
        self.coef = np.array(coef, dtype=float)
        self._asked: dict[bool, _Asked] = {}

    def twin(self) -> Program:
        """Return the same program, to be asked at the same time: HiGHS lets go of the interpreter."""
        return Program(self.low, self.high, (self.start, self.index, self.coef), self.row_low, self.row_high)

    @classmethod
    def of_rows(cls, low: Any, high: Any, rows: Sequence[tuple[Terms, float, float]]) -> Program:
        """Build from rows as ``(terms, low, high)``."""
        start = np.cumsum([0, *(len(terms) for terms, _, _ in rows)])
        index = [j for terms, _, _ in rows for j, _ in terms]
        coef = [c for terms, _, _ in rows for _, c in terms]
        return cls(low, high, (start, index, coef), [row[1] for row in rows], [row[2] for row in rows])

    def minimise(
        self,
        cost: Mapping[int, float] | Floats,
        ends: Mapping[int, tuple[float, float]] | None = None,
        *,
        whole: bool | Floats = False,
        nodes: int = 1_000,
        gap: float = 0.0,
        fresh: bool = False,
    ) -> Answer:
        """Minimise ``sum(cost * x)`` with some unknowns kept within other ends; ``whole`` asks for whole numbers.

        ``whole`` may be 1 and 0 per unknown; ``gap`` is the distance from the best cost that is good enough, ``nodes``
        the most that are looked at for whole numbers; ``fresh`` forgets the last basis, which is quicker where all
        costs changed and the answer moves little. No clock: the answer is the same on any machine.
        """
        integer = whole is not False
        if integer not in self._asked:
            self._asked[integer] = _Asked(self, np.ones(len(self.low)) if whole is True else whole)
        return self._asked[integer].ask(cost, ends or {}, nodes, gap, fresh=fresh)

    def whole(
        self, answer: Answer, cost: Mapping[int, float] | Floats, ends: Mapping[int, tuple[float, float]] | None = None
    ) -> Whole | None:
        """Return an answer to the same question in whole numbers, not far from it; None where none is found there.

        What is whole stands still. What is not moves, and if that is not enough what shares a row with it: a small
        integer program, where one about all would take long.
        """
        if answer.status != "found":
            return None
        values = np.rint(answer.values)
        moves = np.abs(answer.values - values) > WHOLE
        if not moves.any():
            return values.astype(np.int64)
        low, high = self.low.copy(), self.high.copy()
        if ends:
            low[list(ends)], high[list(ends)] = np.array(list(ends.values()), dtype=float).T
        weight = np.array(cost) if isinstance(cost, np.ndarray) else np.zeros(len(low))
        if not isinstance(cost, np.ndarray):
            weight[list(cost)] = list(cost.values())
        for _ in range(RINGS):
            if moves.sum() > max(PART * len(moves), LARGE):
                return None
            part = self._moving(moves, values, low, high)
            found = part.minimise(weight[moves], whole=True, nodes=MENDED, gap=0.5).whole()
            if found is not None:
                values[moves] = found
                return values.astype(np.int64)
            near = np.zeros(len(self.row_low), dtype=bool)
            near[self._row[moves[self.index]]] = True
            moves[self.index[near[self._row]]] = True
        return None

    @cached_property
    def _row(self) -> Whole:
        """Row of every term."""
        return np.repeat(np.arange(len(self.row_low)), np.diff(self.start))

    def _moving(self, moves: Any, values: Floats, low: Floats, high: Floats) -> Program:
        """Return the program of some unknowns, the others standing still."""
        mine, n = moves[self.index], len(self.row_low)
        sizes = np.bincount(self._row[mine], minlength=n)
        still = np.bincount(self._row[~mine], (self.coef * values[self.index])[~mine], n)
        own, rows = np.cumsum(moves) - 1, sizes > 0
        start = np.concatenate([[0], np.cumsum(sizes[rows])])
        terms = start, own[self.index[mine]], self.coef[mine]
        return Program(low[moves], high[moves], terms, (self.row_low - still)[rows], (self.row_high - still)[rows])


class _Asked:
    """HiGHS with the program in it, and what the last question changed."""

    def __init__(self, program: Program, whole: Any) -> None:
        import highspy  # noqa: PLC0415  heavy

        self.program, self.integer = program, whole is not False
        self.large = len(program.low) + len(program.row_low) > LARGE
        self.states, self.feasible = highspy.HighsModelStatus, highspy.SolutionStatus.kSolutionStatusFeasible
        self.solver: Any = cast("Any", highspy).Highs()
        # Quiet, and the same answer on any machine. Presolve takes longer than it saves on these linear programs.
        presolve = "on" if self.integer else "off"
        iterations = 200 * (len(program.low) + len(program.row_low)) + 10_000  # far above what any of them takes
        options = {"output_flag": False, "threads": 1, "presolve": presolve, "simplex_iteration_limit": iterations}
        for option, value in options.items():
            self.solver.setOptionValue(option, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(program.low), len(program.row_low)
        model.col_cost_ = np.zeros(len(program.low))
        model.col_lower_, model.col_upper_ = program.low, program.high
        model.row_lower_, model.row_upper_ = program.row_low, program.row_high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = program.start, program.index
        model.a_matrix_.value_ = program.coef
        if self.integer:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            model.integrality_ = [kinds[int(w)] for w in whole]
        self.solver.passModel(model)
        self.cost: list[int] = []
        self.ends: list[int] = []

    def ask(self, cost: Any, ends: Mapping[int, tuple[float, float]], nodes: int, gap: float, *, fresh: bool) -> Answer:
        if isinstance(cost, np.ndarray):
            cost = dict(enumerate(cost))
        self._costs(self.cost, [0.0] * len(self.cost))
        self.cost = list(cost)
        self._costs(self.cost, list(cost.values()))
        low, high = self.program.low, self.program.high
        self._bounds(self.ends, low[self.ends], high[self.ends])
        self.ends = list(ends)
        self._bounds(self.ends, [a for a, _ in ends.values()], [b for _, b in ends.values()])
        if not self.integer and (fresh or len(ends) > FRESH):
            self.solver.clearSolver()
        if self.integer:
            self.solver.setOptionValue("mip_max_nodes", nodes)
            self.solver.setOptionValue("mip_rel_gap", gap)
        self._run()
        return self._answer()

    def _run(self) -> None:
        """Solve; what may take long on a thread of its own, so that Ctrl-C is heard meanwhile.

        Where it was heard HiGHS is asked to stop, and its answer is never looked at.
        """
        import threading  # noqa: PLC0415  only here

        if not self.large or threading.current_thread() is not threading.main_thread():
            self.solver.run()
            return
        done, faults = threading.Event(), list[BaseException]()

        def work() -> None:
            try:
                self.solver.run()
            except BaseException as fault:  # noqa: BLE001  raised again where it is waited for
                faults.append(fault)
            finally:
                done.set()

        threading.Thread(target=work, daemon=True).start()
        try:
            done.wait()
        except BaseException:
            self.solver.setOptionValue("time_limit", 0.0)
            raise
        if faults:
            raise faults[0]

    def _answer(self) -> Answer:
        state, states = self.solver.getModelStatus(), self.states
        if state in (states.kInfeasible, states.kUnboundedOrInfeasible):
            return Answer("none", np.empty(0))
        done = state == states.kOptimal
        if self.integer and not done:
            done = self.solver.getInfo().primal_solution_status == self.feasible
        if not done:
            return Answer("unknown", np.empty(0))
        values = np.array(self.solver.getSolution().col_value, dtype=float)
        return Answer("found", values, self.solver.getInfo().objective_function_value)

    def _costs(self, at: list[int], values: list[float]) -> None:
        if at:
            self.solver.changeColsCost(len(at), np.array(at, dtype=np.int32), np.array(values, dtype=float))

    def _bounds(self, at: list[int], low: Any, high: Any) -> None:
        if at:
            ends = _ended(np.array(low, dtype=float)), _ended(np.array(high, dtype=float))
            self.solver.changeColsBounds(len(at), np.array(at, dtype=np.int32), *ends)


def _ended(values: Floats) -> Floats:
    """Write ends that are none as infinite."""
    return np.where(np.abs(values) >= OPEN, np.copysign(np.inf, values), values)
