"""A reader who wants to know: what is printed, as text, and an integer program of his own.

Nothing of the library's protection is used here: files and pages are read as text, the hierarchy of areas and the rules
come from their publication, and the HiGHS solver is asked directly. ``Attacker`` collects statements about whole numbers
and says which cells can have fewer than five values.
"""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import highspy
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

#: Fewest values that a withheld figure must keep, and rentals without which no share is given: both are published.
LEAST, FEW = 5, 10
#: Numbers between the ends of a cell within which its values are asked one by one; programs that show most to be wider.
CLOSE, DRAWS = 12, 24
GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")
LABELS = {
    "totaal": "all", "total": "all",
    "met begeleiding op de woning": "met_begeleiding", "with support in the home": "met_begeleiding",
    "zonder begeleiding op de woning": "zonder_begeleiding", "without support in the home": "zonder_begeleiding",
    "statushouders": "statushouders", "refugees with a residence permit": "statushouders",
}  # fmt: skip
#: What a status says, in the words of either language.
STATUS = {
    "getoond": "shown", "shown": "shown",
    "aandeel afgerond op de genoemde stap": "rounded", "share rounded to the step given": "rounded",
    "aandeel boven de genoemde grens": "top", "share above the bound given": "top",
    "aandeel onder de genoemde grens": "bottom", "share under the bound given": "bottom",
    "klein aantal, getoond als het grootste": "small", "small number, shown as the greatest": "small",
    "afgeschermd": "hidden", "suppressed": "hidden",
    "op dit niveau niet gepubliceerd": "withheld", "not published at this level": "withheld",
    "te weinig verhuringen voor een aandeel": "few", "too few rentals for a share": "few",
    "geen verhuringen": "none", "no rentals": "none",
    "toelichting": "note", "note": "note",
}  # fmt: skip
COUNT, SHARE, STEP = r"^(toewijzingen|allocations)", r"^% (van verhuringen|of rentals)", r"^(afgerond op|rounded to)"
OF_STOCK, STOCK = r"^% (van woningvoorraad|of housing stock)", r"^(woningvoorraad|housing stock)$"
Cell = tuple[str, ...]


def number(text: str) -> float:
    """Read a printed number: a decimal comma or point, signs and a percent sign before or after it."""
    return float(re.sub(r"[^0-9,.]", "", text).replace(",", "."))


@dataclass
class Attacker:
    """Whole numbers per cell, and what print says of them. A cell is a measure (a group or ``r``) and its codes."""

    sums: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)  #: whole, parts, place in the codes
    primary: bool = False  #: whether ``< 10`` stands beside small counts alone, as it did in the version before
    at: dict[Cell, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    hidden: dict[Cell, int] = field(default_factory=dict)
    exposed: list[Cell] = field(default_factory=list)  #: printed though the rules hold it back
    told: int = 0

    def of(self, cell: Cell) -> int:
        if cell not in self.at:
            self.at[cell] = len(self.low)
            self.low.append(0.0)
            self.high.append(math.inf)
        return self.at[cell]

    def row(self, terms: dict[Cell, float], low: float, high: float) -> None:
        self.rows.append(({self.of(cell): c for cell, c in terms.items()}, low, high))

    def within(self, cell: Cell, low: float, high: float) -> None:
        at = self.of(cell)
        self.low[at], self.high[at] = max(self.low[at], low), min(self.high[at], high)
        self.told += 1

    def ratio(self, top: Cell, under: Cell, low: float, high: float) -> None:
        """``low <= top / under <= high``, ends included: what a rounded percentage says at the very most."""
        if low > 0:
            self.row({top: 1, under: -low}, 0, math.inf)
        if high < 1:
            self.row({top: 1, under: -high}, -math.inf, 0)

    def grow(self) -> None:
        """Tie every cell to the sums it stands in, its groups to their total, its allocations to its rentals."""
        todo, done = list(self.at), set()
        while todo:
            cell = todo.pop()
            tied = []
            for whole, parts, place in self.sums:
                before, code, after = cell[: place + 1], cell[place + 1], cell[place + 2 :]
                if code in parts:
                    tied.append(((*before, whole, *after), [(*before, part, *after) for part in parts]))
            if cell[0] != "r":
                tied.append((("all", *cell[1:]), [(group, *cell[1:]) for group in GROUPS]))
            for up, parts in tied:
                if (up, tuple(parts)) not in done:
                    done.add((up, tuple(parts)))
                    todo += [c for c in (up, *parts) if c not in self.at]
                    self.row({**dict.fromkeys(parts, 1.0), up: -1.0}, 0, 0)
        for cell in list(self.at):
            if cell[0] == "all":
                self.row({("r", *cell[1:]): 1, cell: -1}, 0, math.inf)

    # --- reading

    def read_csv(self, path: Path, place: dict[str, int], fixed: tuple[str, ...], *, level: str) -> None:
        """Read a file as it was written: ``place`` says where the columns with codes stand in a cell."""
        text = path.read_text(encoding="utf-8-sig")
        lines = list(csv.reader(text.splitlines(), delimiter=";" if ";" in text.splitlines()[0] else ","))
        heads = lines[0]

        def column(pattern: str) -> int | None:
            return next((i for i, head in enumerate(heads) if re.search(pattern, head)), None)

        count, share, step = column(COUNT), column(SHARE), column(STEP)
        of_stock, stock = column(OF_STOCK), column(STOCK)
        for line in lines[1:]:
            status = STATUS[line[-1]]
            if status == "note":
                continue
            codes = list(fixed)
            city = "Amsterdam" in line[:3]
            for head, at in place.items():
                value = line[heads.index(head)]
                codes[at] = codes[at] if city or not value else value
            kind = next((i for i, head in enumerate(heads) if head in ("categorie", "category")), 0)
            group = LABELS.get(line[kind], line[kind])
            here = "city" if city else level
            self.read(group, tuple(codes), status, line[count], line[share], line[step] if step else "", level=here)
            if of_stock is not None and stock is not None and re.fullmatch(r"\d+[.,]\d", line[of_stock]):
                dwellings, part = number(line[stock]), number(line[of_stock]) / 100
                self.within((group, *codes), (part - 0.0005) * dwellings, (part + 0.0005) * dwellings)

    def read(self, group: str, codes: Cell, status: str, count: str, share: str, step: str, *, level: str) -> None:
        """Read one row: what its count, its share, its sign and its status say together."""
        n = None if count in (".", "") else 0 if count == "-" else int(number(count))
        self._count(group, codes, status, n, level)
        if group == "all":
            self.hidden["r", *codes] = self.of(("r", *codes))
        self._rentals(("r", *codes), status, shown=share not in (".", "-", ""))
        if share not in (".", "-", ""):
            self._share(group, codes, n, share, step, level)

    def _count(self, group: str, codes: Cell, status: str, n: int | None, level: str) -> None:
        a = (group, *codes)
        if status == "small":
            self.within(a, 1, n or 0)
            self.hidden[a] = self.of(a)
        elif n is not None:
            self.within(a, n, n)
            if level != "city" and (0 < n < LEAST or (level == "wijk" and group in GROUPS[1:] and n)):
                self.exposed.append(a)
        else:
            self.within(a, 0 if status == "withheld" else 1, math.inf)
            self.hidden[a] = self.of(a)

    def _rentals(self, r: Cell, status: str, *, shown: bool) -> None:
        if status == "none":
            self.within(r, 0, 0)
        elif status == "few":
            self.within(r, 1, FEW)
        elif shown or status == "rounded":  # a step that is named and not given: there is a share, so enough rentals
            self.within(r, FEW + 1, math.inf)
        elif status != "withheld":
            self.within(r, 1, math.inf)

    def _share(self, group: str, codes: Cell, n: int | None, share: str, step: str, level: str) -> None:
        a, r, p = (group, *codes), ("r", *codes), number(share) / 100
        if ">" in share:
            self.ratio(a, r, p, 1)
            if n is not None and p < 0.9:  # below the highest bound: fewer than 5 other rentals, or a share above 90%
                self.within(r, 0, max(n + 4, math.ceil(n / 0.9) - 1))
        elif "<" in share:
            self.ratio(a, r, 0, p)
            self.within(r, math.floor(5 / p + 1e-9) + 1, math.inf)
            if self.primary:
                self.within(a, 1, 9 if level == "wijk" and group == GROUPS[0] else 4)
        else:
            half = (number(step) if step not in ("", ".", "-") else 1) / 200
            self.ratio(a, r, p - half, p + half)
            if n is not None:  # no bound: at most 90%, and 5 or more other rentals where the share is above a half
                self.within(r, max(math.ceil(n / 0.9 - 1e-9), min(2 * n, n + 5)), math.inf)

    # --- solving

    def solver(self, *, whole: bool) -> highspy.Highs:
        """Return the program of all that was read."""
        program = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1)):
            program.setOptionValue(option, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.low), len(self.rows)
        lp.col_cost_ = np.zeros(len(self.low))
        lp.col_lower_, lp.col_upper_ = np.ceil(np.array(self.low) - 1e-9), np.floor(np.array(self.high) + 1e-9)
        lp.row_lower_ = np.array([low for _, low, _ in self.rows])
        lp.row_upper_ = np.array([high for _, _, high in self.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms, _, _ in self.rows)])
        lp.a_matrix_.index_ = np.array([j for terms, _, _ in self.rows for j in terms])
        lp.a_matrix_.value_ = np.array([c for terms, _, _ in self.rows for c in terms.values()])
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.low)
        program.passModel(lp)
        return program

    def pinned(self, *, sure: bool = True) -> dict[Cell, int]:
        """Return the hidden cells with fewer than five values, and how many they have.

        Ends by linear programs show most to be free. What lies within twelve numbers is asked value by value, in whole
        numbers; not ``sure`` takes the ends alone.
        """
        self.grow()
        program, found = self.solver(whole=False), {}
        close: dict[Cell, tuple[int, int]] = {}
        free, nil = self._free(program), self._nil()
        for cell, at in self.hidden.items():
            if cell in free or at in nil:
                continue
            ends = [self.end(program, at, sign) for sign in (1.0, -1.0)]
            low, high = math.ceil(ends[0] - 1e-6), math.floor(min(ends[1], 1e9) + 1e-6)
            if high - low + 1 < LEAST:
                found[cell] = high - low + 1
            elif high - low < CLOSE:
                close[cell] = low, high
        if close and sure:
            program = self.solver(whole=True)
            for cell, (low, high) in close.items():
                n = self._values(program, self.at[cell], low, high)
                if n < LEAST:
                    found[cell] = n
        return found

    def _nil(self) -> set[int]:
        """Return the cells that are printed as nil, and the parts of these: who prints a nil says it of every part.

        Nils are shown (SPEC section 5, default 2), so these are no secret. A nil that is not shown and follows by
        subtraction is one: the SPEC counts among the leaks of the note that T93 = DX20 tells that T92 has none.
        """
        found = {at for at, most in enumerate(self.high) if most <= 0}
        sums = [(terms, [j for j, c in terms.items() if c < 0]) for terms, low, high in self.rows if low == high == 0]
        bounds = [terms for terms, low, high in self.rows if (low, high) == (0, math.inf) and len(terms) == 2]
        grew = True
        while grew:
            before = len(found)
            for terms, whole in sums:
                parts = set(terms) - set(whole)
                if found.issuperset(whole) or parts <= found:
                    found |= set(terms)
            for terms in bounds:  # of no rentals there are no allocations
                over, under = sorted(terms, key=terms.__getitem__, reverse=True)
                if over in found and terms[over] == 1 and terms[under] == -1:
                    found.add(under)
            grew = len(found) > before
        return found

    def _free(self, program: highspy.Highs) -> set[Cell]:
        """Return the cells that linear programs with costs by chance show to reach further than is asked one by one."""
        chance, at = np.random.default_rng(0), np.array(list(self.hidden.values()), dtype=np.int32)
        least, most = np.full(len(at), np.inf), np.full(len(at), -np.inf)
        far = np.minimum(np.array(self.high)[at], 1e6)  # a cost may draw a cell that nothing bounds no further
        program.changeColsBounds(len(at), at, np.ceil(np.array(self.low)[at] - 1e-9), np.floor(far + 1e-9))
        for _ in range(DRAWS):
            open_ = most - least < CLOSE
            cost = np.where(open_, chance.uniform(-1, 1, len(at)), 0.0)
            program.changeColsCost(len(at), at, cost)
            program.run()
            if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                raise AssertionError(f"what is printed contradicts itself: {program.getModelStatus()}")
            values = np.array(program.getSolution().col_value)[at]
            least, most = np.minimum(least, values), np.maximum(most, values)
        program.changeColsCost(len(at), at, np.zeros(len(at)))
        return {cell for cell, span in zip(self.hidden, most - least, strict=True) if span >= CLOSE}

    @staticmethod
    def end(program: highspy.Highs, at: int, sign: float) -> float:
        program.changeColCost(at, sign)
        program.run()
        status, end = program.getModelStatus(), program.getInfo().objective_function_value * sign
        program.changeColCost(at, 0.0)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return -math.inf if sign > 0 else math.inf
        if status != highspy.HighsModelStatus.kOptimal:
            raise AssertionError(f"what is printed contradicts itself: {status}")
        return end

    def _values(self, program: highspy.Highs, at: int, low: int, high: int) -> int:
        n = 0
        for value in range(low, high + 1):
            program.changeColBounds(at, value, value)
            program.run()
            n += program.getModelStatus() == highspy.HighsModelStatus.kOptimal
            if n >= LEAST:
                break
        program.changeColBounds(at, math.ceil(self.low[at] - 1e-9), math.floor(min(self.high[at], 1e9) + 1e-9))
        return n

    def broken_by(self, truth: dict[Cell, int]) -> list[str]:
        """Return the statements that the true figures do not meet: a premise of the attack would be false."""
        values = np.array([truth.get(cell, 0) for cell in self.at], dtype=float)
        wrong = [f"{cell}: {v}" for cell, v in zip(self.at, values, strict=True)
                 if not self.low[self.at[cell]] - 1e-9 <= v <= self.high[self.at[cell]] + 1e-9]  # fmt: skip
        for terms, low, high in self.rows:
            total = sum(c * values[j] for j, c in terms.items())
            if not low - 1e-6 <= total <= high + 1e-6:
                wrong.append(str(terms))
        return wrong


class Page(HTMLParser):
    """The tables of a page as rows of text, and all its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.words: list[str] = []
        self._cell: list[str] | None = None
        self._skip = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("style", "script"):
            self._skip += 1
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._skip -= 1
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        if self._cell is not None:
            self._cell.append(data)
        if data.strip():
            self.words.append(data.strip())
