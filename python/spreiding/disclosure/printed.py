"""A table as printed: its figures as an outsider reads them.

Each printed figure becomes a statement about whole numbers: a count is exact or rounded to a base, a share is a
half-open interval of ``numerator / denominator``, ``> 90`` and ``< 10`` are one-sided, and ``.`` says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.values.frames import to_frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.base.types import Frame

#: Columns that hold figures; every other column named in ``keys`` says whose figures they are.
COUNTS = ("allocations", "rentals", "stock")
SHARES = ("share_of_rentals", "share_of_stock")
#: Printed instead of a figure: nothing is said.
SILENT = frozenset({"", ".", "..", "x", "*", "nan", "null", "none"})
#: Printed for none.
NIL = frozenset({"-", "–", "nil"})
#: A number with an optional sign of inequality in front.
FIGURE = re.compile(
    r"^(?P<sign>[<>]=?|[≥≤]|)\s*(?P<number>\d+(?:[.,]\d+)?)(?:\s*[-–]\s*(?P<upper>\d+(?:[.,]\d+)?))?\s*%?$"
)
#: A point or space between thousands in a count: ``2.415``.
THOUSANDS = re.compile(r"(?<=\d)[. \u00a0\u202f](?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Figure:
    """A printed figure: ``sign`` is ``""``, ``"<"``, ``">"``, ``"<="`` or ``">="``; a range has an ``upper`` end."""

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
        ``> 90``, ``< 10``, ``10–25`` (a count: both ends included; a share: the lower one), ``.`` (not shown), ``-``
        (none). A number that is null says nothing.
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
    name: str = "table"

    def __post_init__(self) -> None:
        frame = to_frame(self.frame, source=self.name)
        object.__setattr__(self, "frame", frame)
        unknown = [name for name in self.columns if name not in COUNTS + SHARES]
        if unknown:
            msg = f"{self.name}: columns has {unknown}, must be among {', '.join(COUNTS + SHARES)}"
            raise InvalidInputError(msg)
        missing = [c for c in [*self.columns.values(), *self.keys.values()] if c not in frame.columns]
        if missing:
            msg = f"{self.name} has no column {missing}; its columns are {frame.columns}"
            raise InvalidInputError(msg)

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
            texts: Sequence[Any] = self.table.get_column(column).to_list()
            steps = self._own_steps(measure)
            for row, text in enumerate(texts):
                figure = self._read(text, measure, column, row)
                step = None if measure in COUNTS else (steps[row] if steps else self.step(measure))
                found.append((row, measure, figure, step))
        return found

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
            msg = f"{self.name}, column {column!r}, row {row + 1}: not a printed figure (such as 54, 0,6, > 90 or .)"
            raise InvalidInputError(msg)
        sign = {"≥": ">=", "≤": "<="}.get(match["sign"], match["sign"])
        upper = match["upper"] and Decimal(match["upper"].replace(",", ".")) * scale
        return Figure(Decimal(match["number"].replace(",", ".")) * scale, sign, upper or None)

    def codes(self) -> list[dict[str, str]]:
        """Return the codes of each row per dimension."""
        columns = {dim: self.table.get_column(c).cast(pl.String).to_list() for dim, c in self.keys.items()}
        for dim, values in columns.items():
            if None in values:
                msg = f"{self.name}, column {self.keys[dim]!r}, row {values.index(None) + 1} is missing, must be a code"
                raise InvalidInputError(msg)
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)] or [
            {} for _ in range(self.table.height)
        ]
