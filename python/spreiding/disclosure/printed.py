"""A table as printed: its figures as an outsider reads them.

Each printed figure becomes a statement about whole numbers: a count is exact or rounded to a base, a share is a
half-open interval of ``numerator / denominator``, ``> 90`` and ``< 10`` are one-sided, and ``.`` says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import polars as pl

from spreiding.disclosure.reader import OPEN, Signs, Told, columns_of, told
from spreiding.values.frames import to_frame
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from spreiding.base.types import Frame

#: Columns that hold figures; every other column named in ``keys`` says whose figures they are.
COUNTS = ("allocations", "rentals", "stock")
SHARES = ("share_of_rentals", "share_of_stock")
#: Printed instead of a figure: nothing is said.
SILENT = frozenset({"", ".", "..", "x", "*", "nan", "null", "none"})
#: Printed for none.
NIL = frozenset({"-", "–", "nil"})
#: A number with an optional sign of inequality, or of a coarse figure, in front.
FIGURE = re.compile(
    r"^(?P<sign>[<>]=?|[≥≤±]|)\s*(?P<number>\d+(?:[.,]\d+)?)(?:\s*[-–]\s*(?P<upper>\d+(?:[.,]\d+)?))?\s*%?$"
)
#: A point or space between thousands in a count: ``2.415``.
THOUSANDS = re.compile(r"(?<=\d)[. \u00a0\u202f](?=\d{3}(?!\d))")
#: Steps, in percentage points, that a share with ``±`` can have where its table does not say which.
STEPS = (20, 10, 5)


@dataclass(frozen=True)
class Figure:
    """A printed figure: ``sign`` is empty, ``<``, ``>``, ``<=``, ``>=`` or ``±``; a range has an ``upper`` end."""

    value: Decimal
    sign: str = ""
    upper: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class PrintedTable:
    """A table as it is printed, with what its figures mean.

    Parameters
    ----------
    frame : frame
        One row per area (and group, period, association …). Figures may be numbers or text: ``54``, ``0,6``,
        ``> 90``, ``< 10``, ``±15``, ``10–25`` (a count: both ends included; a share: the lower one), ``.`` (not
        shown), ``-`` (none). A number that is null says nothing.
    columns : mapping
        From ``allocations, rentals, stock, share_of_rentals, share_of_stock`` to the column that holds it.
    keys : mapping
        From a dimension (``area, group, half_year, corporation`` …) to the column that holds its code. A dimension
        that is left out is the total.
    percent : bool
        Shares are printed in percent (default), or as numbers in [0, 1].
    decimals : mapping
        Decimals of a share as printed in percent, where a number cannot tell (default: 0 for the share of rentals, 1
        for the share of stock).
    base : int
        Counts are rounded to multiples of this; 1 is exact.
    base_shares : float
        Shares are rounded to multiples of this many percentage points instead of to ``decimals``.
    random : bool
        Counts were rounded up or down at random, so the true count is less than ``base`` away.
    silent_from : int
        Least value of a count that is not shown: 1 where zeros are always shown.
    shown_from : int
        Least value, other than 0, of a count that is shown: the threshold where smaller ones are never shown.
    period : tuple of date, optional
        First and last day that the table is about, where it has no column of periods.
    name : str
        How messages call the table.

    Examples
    --------
    >>> table = PrintedTable(
    ...     frame={"wijk": ["E40", "E75"], "n": [20, 22], "pct": ["54", "> 90"]},
    ...     keys={"area": "wijk"}, columns={"allocations": "n", "share_of_rentals": "pct"}, name="table 1.5")
    >>> [figure for _, _, figure, _ in table.figures()][-1]
    Figure(value=Decimal('90'), sign='>', upper=None)
    """

    frame: Frame
    columns: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=lambda: {"area": "area"})
    percent: bool = True
    decimals: Mapping[str, int] = field(default_factory=dict)
    base: int = 1
    base_shares: float | None = None
    random: bool = False
    silent_from: int = 0
    shown_from: int = 0
    period: tuple[date, date] | None = None
    name: str = "table"
    signs: Signs | None = None  #: Where the rows have a ``status`` of protection: what the rules tell of it.

    def __post_init__(self) -> None:
        frame = to_frame(self.frame, source=self.name)
        object.__setattr__(self, "frame", frame)
        known = (*COUNTS, *SHARES)
        for column in self.columns:
            if column not in known:
                raise refusal("unknown-printed-column", source=self.name, found=column, known=known)
        missing = [c for c in [*self.columns.values(), *self.keys.values()] if c not in frame.columns]
        if missing:
            raise refusal("no-printed-column", source=self.name, missing=missing, known=frame.columns)

    @property
    def table(self) -> pl.DataFrame:
        """The frame as polars."""
        return cast("pl.DataFrame", self.frame)

    def step(self, measure: str) -> Decimal:
        """Distance between neighbouring printed shares, in percentage points."""
        if self.base_shares is not None and measure == "share_of_rentals":
            return Decimal(repr(self.base_shares)).normalize()
        default = 1 if measure == "share_of_stock" else 0
        return Decimal(1).scaleb(-self.decimals.get(measure, default))

    def figures(self) -> list[tuple[int, str, Figure | None, Decimal | None]]:
        """Return ``(row, measure, figure, step)``; a figure that is not shown is None, a count has no step."""
        found: list[tuple[int, str, Figure | None, Decimal | None]] = []
        for measure, column in self.columns.items():
            steps = self._own_steps(measure)
            for row, text in enumerate(self.table.get_column(column).to_list()):
                figure = self._read(text, measure, column, row)
                step = None if measure in COUNTS else (steps[row] if steps else self._step_of(figure, measure))
                found.append((row, measure, figure, step))
        return found

    def _step_of(self, figure: Figure | None, measure: str) -> Decimal:
        """Return the step of a share; of a coarse one the widest that it is a multiple of."""
        if figure is None or figure.sign != "±" or self.base_shares is not None:
            return self.step(measure)
        return next((Decimal(step) for step in STEPS if figure.value % step == 0), self.step(measure))

    def _own_steps(self, measure: str) -> list[Decimal] | None:
        """Return steps that differ per row, from a column ``share_base`` in [0, 1]."""
        if measure != "share_of_rentals" or "share_base" not in self.table.columns:
            return None
        values = self.table.get_column("share_base").to_list()
        return [self.step(measure) if v is None else (Decimal(repr(v)) * 100).normalize() for v in values]

    def _read(self, text: object, measure: str, column: str, row: int) -> Figure | None:
        if text is None:
            return None
        scale = Decimal(100) if measure in SHARES and not self.percent else Decimal(1)
        if isinstance(text, int | float):
            return None if text != text else Figure(Decimal(repr(text)) * scale)  # noqa: PLR0124  NaN
        text = str(text).strip()
        if text.lower() in SILENT:
            return None
        if text in NIL:
            return Figure(Decimal(0))
        if measure in COUNTS:
            text = THOUSANDS.sub("", text)
        match = FIGURE.match(text)
        if match is None:
            raise refusal("no-printed-figure", source=self.name, column=column, rows=[str(row + 1)])
        sign = {"≥": ">=", "≤": "<="}.get(match["sign"], match["sign"])
        upper = match["upper"] and Decimal(match["upper"].replace(",", ".")) * scale
        return Figure(Decimal(match["number"].replace(",", ".")) * scale, sign, upper or None)

    def codes(self) -> dict[str, list[str]]:
        """Return the code of each row per dimension.

        Raises
        ------
        InvalidInputError
            ``missing-printed-code``.
        """
        columns = {dim: self.table.get_column(c).cast(pl.String).to_list() for dim, c in self.keys.items()}
        for dim, values in columns.items():
            if None in values:
                place: dict[str, Any] = {"column": self.keys[dim], "rows": [str(values.index(None) + 1)]}
                raise refusal("missing-printed-code", source=self.name, **place)
        return columns

    def told(self, *, closed: bool = False) -> list[Told]:
        """Return what a reader is told, but for the codes: of allocations and rentals, and of its stock if any.

        ``closed`` keeps both ends of a rounded share.
        """
        if self.signs is not None:
            return [told(columns_of(self.table), self.signs)]
        height = self.table.height
        main, stock = Told.nothing(height), Told.nothing(height, over="stock")
        main.has_a[:] = "allocations" in self.columns
        main.has_r[:] = "rentals" in self.columns
        stock.has_a[:] = False
        stock.has_r[:] = "stock" in self.columns
        for row, measure, figure, step in self.figures():
            if step is None:
                self._count(main if measure != "stock" else stock, row, measure, figure)
            elif figure is not None:
                _share(main if measure == "share_of_rentals" else stock, row, figure, step, closed=closed)
        return [main, stock] if stock.has_a.any() or stock.has_r.any() else [main]

    def _count(self, found: Told, row: int, measure: str, figure: Figure | None) -> None:
        low, high = (self.silent_from, OPEN) if figure is None else self._meant(figure)
        if figure is not None and self.base > 1 and measure == "allocations":
            found.blurred[row] = low < high
        side = (found.a_low, found.a_high) if measure == "allocations" else (found.r_low, found.r_high)
        side[0][row], side[1][row] = max(side[0][row], low), min(side[1][row], high)

    def _meant(self, figure: Figure) -> tuple[float, float]:
        """Return the counts that a figure can stand for."""
        value, base = figure.value, self.base
        if figure.upper is not None:
            return ceil(value), floor(figure.upper)
        match figure.sign:
            case ">":
                return floor(value) + 1, OPEN
            case ">=":
                return ceil(value), OPEN
            case "<":
                return self.silent_from, ceil(value) - 1
            case "<=":
                return self.silent_from, floor(value)
        if value != int(value):
            raise refusal("printed-count-not-whole", source=self.name, found=str(value))
        whole = int(value)
        below, above = (base - 1, base - 1) if self.random else (base // 2, (base - 1) // 2)
        low = max(0, whole - below)
        return (max(low, self.shown_from) if whole else low), whole + above


def _share(found: Told, row: int, figure: Figure, step: Decimal, *, closed: bool) -> None:
    """Keep ``100 a / r`` between the ends of a printed share; rounding is half away from zero."""
    found.has_a[row] = found.has_r[row] = True
    found.r_low[row] = max(found.r_low[row], 1)  # a share can be printed only of something
    p, coarse = figure.value, figure.sign not in ("", "±") or figure.upper is not None
    half = Decimal(0) if coarse else step / 2
    if figure.sign in ("", "±", ">", ">="):
        found.above[row] = _fraction(p - half, strict=figure.sign == ">")
    if figure.sign in ("", "±", "<", "<="):
        end = p + half if figure.upper is None else figure.upper
        found.below[row] = _fraction(end, strict=figure.sign != "<=" and not closed)


def _fraction(percent: Decimal, *, strict: bool) -> tuple[int, int, int]:
    p, q = percent.as_integer_ratio()
    common = int(np.gcd(p, 100 * q)) or 1
    return p // common, 100 * q // common, int(strict)
