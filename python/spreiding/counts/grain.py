"""The grain of a noun: what its rows are counted by, and who may take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.periods import PERIODS, POOLED
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Name of the row that counts all groups together.
ALL = "all"
#: Code of the whole city, as the city's own statistics (BBGA) write it.
CITY = "STAD"
#: Codes that stand for a total: no unit may bear one.
TOTALS = frozenset({ALL, CITY})
#: Words that head a total row in tables from elsewhere.
TOTAL_WORDS = frozenset({"all", "stad", "city", "totaal", "total"})
#: Keys that are a kind of period.
TIMES = (*PERIODS, POOLED)


@dataclass(frozen=True)
class Grain:
    """What one row of counts is counted by: a place, a period, and further keys, each at most once.

    Allocations and rentals may be added over every key. The stock may be added over places only: each dwelling stands
    in one place, but in every period, and an area's dwellings stand beside each association that lets there.

    Examples
    --------
    >>> grain = Grain.of(("area", "year", "corporation"), ("gebied", "year", "corporation"))
    >>> str(grain), grain.level, grain.period, grain.corporation, grain.adds_up("stock")
    ('gebied × year × corporation', 'gebied', 'year', True, ('area',))
    """

    level: str | None = None  #: ``"area"``, ``"gebied"`` … ``"city"``; None where rows are of the whole city.
    period: str | None = None  #: ``"year"``, ``"half_year"``, ``"quarter"``, ``"month"``, ``"period"`` (pooled years).
    others: tuple[str, ...] = ()  #: ``"corporation"``, ``"channel"``, ``"first_letting"``.
    base: str | None = None  #: Level of the areas that a roll-up added up; None where there was none.

    @classmethod
    def of(cls, keys: Sequence[str], by: Sequence[str], *, rolled: bool = False) -> Grain:
        """Return the grain of counts with these keys, where ``by`` names the level that ``"area"`` stands for."""
        level = by[0] if keys[:1] == ("area",) and by else None
        period = next((key for key in keys if key in TIMES), None)
        others = tuple(key for key in keys if key != "area" and key not in TIMES)
        return cls(level, period, others, "area" if rolled else None)

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that name a unit, the place first."""
        return (*(("area",) if self.level else ()), *((self.period,) if self.period else ()), *self.others)

    @property
    def corporation(self) -> bool:
        """Whether rows are of one association."""
        return "corporation" in self.others

    @property
    def channel(self) -> bool:
        """Whether rows are of one channel of letting."""
        return "channel" in self.others

    @property
    def first_letting(self) -> bool:
        """Whether first lettings stand apart."""
        return "first_letting" in self.others

    def adds_up(self, measure: str) -> tuple[str, ...]:
        """Return the keys over which a measure may be added: ``"allocations"``, ``"rentals"`` or ``"stock"``."""
        return self.keys if measure != "stock" else self.keys[: self.level is not None]

    def __str__(self) -> str:
        named = (*((self.level,) if self.level else ()), *((self.period,) if self.period else ()), *self.others)
        return " × ".join(named) or CITY


def need(
    result: Any, what: str, *, place: bool = False, single: bool = False, periods: bool = False, others: bool = False
) -> None:
    """Refuse counts or shares of a grain that a function cannot show, and name the call that gives one it can.

    Parameters
    ----------
    result
        Counts or shares; anything without a grain passes.
    what
        Name of the function, for the message.
    place
        Rows must be of areas.
    single
        There may be one key only, whatever it is; several periods then stand apart.
    periods
        Several periods may stand side by side.
    others
        So may associations, channels and first lettings.

    Raises
    ------
    InvalidInputError
        ``expected-grain``.
    """
    counts = getattr(result, "counts", result)
    grain = getattr(counts, "grain", None)
    if grain is None:
        return
    noun = "counts" if counts is result else "shares"
    several = grain.period is not None and counts.frame.get_column(grain.period).n_unique() > 1
    extra = [key for key in grain.others if counts.frame.get_column(key).n_unique() > 1]
    if place and grain.level is None:
        raise _expected(what, grain, "areas", "", "sp.count(rentals, by='area')")
    if several and not periods and not (single and len(grain.keys) == 1):
        last = counts.frame.get_column(grain.period).drop_nulls().max()
        raise _expected(what, grain, "one-period", "", f"{noun}.select({grain.period}={last!r})")
    if extra and not others and not (single and len(grain.keys) == 1):
        kept = [grain.level or "city", *([grain.period] if grain.period else [])]
        raise _expected(what, grain, "fewer-keys", extra, f"sp.count(rentals, by={kept})")


def _expected(what: str, grain: Grain, needs: str, extra: Any, call: str) -> Exception:
    return refusal("expected-grain", what=what, needs=needs, extra=extra, found=str(grain), call=call)


def need_whole(result: Any, what: str) -> None:
    """Refuse fractional counts, such as a crosswalk leaves, where a method counts lettings one by one.

    Raises
    ------
    InvalidInputError
        ``expected-whole-counts``.
    """
    counts = getattr(result, "counts", result)
    if getattr(counts, "fractional", False):
        raise refusal("expected-whole-counts", what=what)


def no_reserved(values: Iterable[str | None], *, column: str, source: str) -> None:
    """Refuse codes that stand for a total or for no place at all.

    Raises
    ------
    InvalidInputError
        ``reserved-name``.
    """
    met = sorted({v for v in values if v is not None and (v in TOTALS or v == UNLOCATED)})
    if met:
        raise refusal("reserved-name", source=source, column=column, names=met)


def located(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out the rows of lettings without a place."""
    if "area" not in frame.columns:
        return frame
    return frame.filter(pl.col("area").ne_missing(UNLOCATED))
