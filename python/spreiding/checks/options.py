"""What the checks compare with: thresholds, and figures from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.checks.reading import read_reference, totals
from spreiding.checks.shapes import SHAPES, shown
from spreiding.counts.counts import Counts
from spreiding.values import frames, names
from spreiding.values.columns import whole_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping


def _limit(default: Any, *checks: int) -> Any:
    """Return a field that says which checks it is a limit of."""
    return field(default=default, metadata={"checks": checks})


@dataclass(frozen=True)
class Thresholds:
    """Limits of the checks; each says what it is a limit of."""

    duplicate_days: int = _limit(60, 1)  #: A dwelling let again within so many days.
    today: date | None = _limit(None, 5)  # noqa: RUF009  #: A later date is in the future; None: the day of the run.
    misplaced: float = _limit(0.02, 6)  #: Share of coordinates in another area than the code says.
    missing_area_total: float = _limit(0.005, 7)  #: Share of lettings without area.
    missing_area_corporation: float = _limit(0.02, 7)  #: The same, of one association.
    missing_area_least: int = _limit(5, 7)  #: Fewest such lettings of one association.
    false_discovery: float = _limit(0.01, 8, 9, 10, 15, 17)  #: Rate of false alarms among alarms.
    change: float = _limit(0.40, 9)  #: Relative change that is told even beyond the control of false alarms ...
    change_least: int = _limit(30, 9)  #: ... where there are at least so many in both years ...
    change_by_chance: float = _limit(0.001, 9)  #: ... and chance alone gives it no more often than this.
    recode_jump: float = _limit(0.05, 10)  #: Least jump of a share of allocations.
    recode_total: float = _limit(0.20, 10)  #: Most relative change of allocations per rental for a stable total.
    delivery_tolerance: float = _limit(0.005, 11)  #: Relative difference.
    rentals_tolerance: float = _limit(0.05, 12)  #: Relative difference.
    direct_labels: tuple[str, ...] = _limit(("direct mediation", "directe bemiddeling", "direct"), 13)
    turnover: float = _limit(0.25, 15)  #: Rentals per dwelling, first lettings left out.
    turnover_allocations: float = _limit(0.03, 15)  #: Allocations per dwelling.
    new_build: tuple[str, ...] = _limit((), 15)  #: Areas where a high turnover is known to be new building.
    estate_share: float = _limit(0.90, 17)  #: Share of rentals.
    estate_least: int = _limit(20, 17)  #: Fewest rentals.
    excluded_words: tuple[str, ...] = _limit(
        ("project", "student", "tijdelijk", "onzelfstandig", "jongerencontract", "campus"), 18
    )  #: Words in labels of lettings that are to be left out.
    regular_words: tuple[str, ...] = _limit(("stadsvernieuwing",), 18)  #: Words in labels that are no allocation.
    persons: tuple[float, float] = _limit((1.3, 2.0), 19)  #: Ratio to the delivery in dwellings.
    provider_days: int = _limit(730, 20)  #: A dwelling let again to the same group within so many days.
    provider_words: tuple[str, ...] = _limit(("omslag",), 20)  #: Words in a group that is let through a care provider.
    revision: float = _limit(0.01, 21)  #: Relative change of a count.

    def changed(self) -> dict[str, tuple[str, str]]:
        """Return the limits that are not the usual ones: name -> value and usual value.

        >>> Thresholds(change=0.5).changed()
        {'change': ('0.5', '0.4')}
        """
        pairs = {f.name: (getattr(self, f.name), f.default) for f in fields(self) if f.name != "today"}
        return {name: (shown(own), shown(usual)) for name, (own, usual) in pairs.items() if own != usual}

    def __post_init__(self) -> None:
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name != "today" and not _is_like(value, f.default):
                msg = f"threshold {f.name} is {shown(value)}, must be >= 0 and such as {shown(f.default)}"
                raise InvalidInputError(msg)


def _is_like(value: Any, default: Any) -> bool:
    """Return whether a limit is of the kind of its default: a number from 0 up, words, or a pair of numbers."""
    if isinstance(default, tuple):
        pair = bool(default) and isinstance(default[0], float)
        kinds = isinstance(value, tuple | list) and all(
            isinstance(part, (int, float) if pair else str) for part in value
        )
        return kinds and (not pair or len(value) == len(default))
    return isinstance(value, int | float) and value >= 0


def of_check(number: int) -> tuple[str, ...]:
    """Return the names of the limits of a check.

    >>> of_check(15)
    ('false_discovery', 'turnover', 'turnover_allocations', 'new_build')
    """
    return tuple(f.name for f in fields(Thresholds) if number in f.metadata["checks"])


@dataclass(frozen=True)
class Reference:
    """Figures from elsewhere that records are compared with; each is optional.

    Frames are taken in any kind (polars, pandas, dictionary of columns ...); :meth:`read` takes files.

    Raises
    ------
    InvalidInputError
        If a table lacks a column, or a number of dwellings is not whole (``1.785`` read as 1,785).

    Examples
    --------
    >>> Reference(delivery={"year": [2020], "main_group": ["statushouders"], "delivered": [455]}).delivery.height
    1
    """

    previous: Any = ()  #: Earlier editions (:class:`spreiding.Counts`): of the same period (21) or an earlier one (9).
    delivery: Any = None  #: 11, 19: ``year``, ``main_group`` (or ``total``), ``delivered`` in dwellings.
    rentals: Any = None  #: 12: ``year``, ``rentals``, and where known ``corporation``.
    direct: Any = None  #: 13: ``year``, ``rentals`` by direct mediation.
    allocations: Any = None  #: 2: a second source: ``area``, ``corporation`` or ``month``, and ``allocations``.
    printed: Any = None  #: 14, 22: ``unit``, ``n``; ``parent``; ``numerator``, ``percent``, ``decimals``.
    bands: Any = None  #: 22: ``table``, ``band``, ``n`` (areas in the band) and ``total`` (the table's printed N).
    stock_corporation: Any = None  #: 15, 16: ``area``, ``stock`` of the associations.
    why: str | None = None  #: 21: why counts moved since an earlier edition; printed in the report.
    source: str = "reference"
    _checked: bool = field(default=True, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "previous", _editions(self.previous))
        for name in SHAPES:
            object.__setattr__(self, name, _table(name, getattr(self, name)))

    @classmethod
    def read(cls, *, why: str | None = None, **files: Any) -> Reference:
        """Read the figures from files, CSV or Parquet; a name may have one path or a list of them.

        Parameters
        ----------
        **files
            The names of the fields with the columns given there. Two more shapes are understood:
            ``delivery`` also as the programme prints it (``main_group``, ``level``,
            ``realisation_2020``), and ``totals``, a table of ``year``, ``measure``, ``value`` and
            ``unit`` that gives ``delivery``, ``rentals`` and ``direct`` at once
            (``data/published/external_reference_totals.csv`` is one). ``previous`` is a table of
            counts: ``area``, ``gebied``, ``corporation``, ``half_year`` ..., ``group``,
            ``allocations``, ``rentals``, and where wanted ``first_day``, ``last_day``.
        why
            Why counts moved since an earlier edition.

        Raises
        ------
        InvalidInputError
            If there is no such kind of table, or a file is not one; names file, column and row number.
        """
        return cls(why=why, **read_reference(files))

    @classmethod
    def published(cls) -> Reference:
        """Return the packaged figures: delivery of 2018 to 2021, rentals of the associations from 2016.

        Deliveries: the programme's own table for 2020, and the association federation's yearbook as
        quoted by NUL20 for other years. Rentals: that yearbook; 2016 and 2017 are via WoningNet and
        direct mediation together (direct mediation of 2016 is about 1.174, derived).

        Examples
        --------
        >>> Reference.published().delivery.filter(pl.col("year") == 2020)["delivered"].to_list()
        [674, 656, 455]
        """
        text = _core.embedded("published/external_reference_totals.csv") or ""
        table = pl.read_csv(StringIO(text), infer_schema=False).with_columns(pl.col("value").cast(pl.Float64))
        tables: dict[str, Any] = dict(totals(table))
        return cls(**tables, source="AFWC yearbook as quoted by NUL20, PHKG 2020")


def _editions(previous: Any) -> tuple[Counts, ...]:
    """Return earlier editions as counts; shares are taken by theirs."""
    held = [] if previous is None else list(previous) if isinstance(previous, list | tuple) else [previous]
    found = tuple(getattr(edition, "counts", edition) for edition in held)
    for edition in found:
        if not isinstance(edition, Counts):
            msg = f"reference.previous holds a {type(edition).__name__}, must hold Counts: see Counts.from_frame"
            raise InvalidInputError(msg)
    return found


def _table(name: str, value: Any) -> pl.DataFrame | None:
    if value is None:
        return None
    source = f"reference.{name}"
    needed, whole = SHAPES[name]
    table = frames.to_frame(value, source=source)
    names.need_columns(table, needed, source=source)
    there = [column for column in whole if column in table.columns]
    return table.with_columns(whole_numbers(table, column, source).alias(column) for column in there)


def read_thresholds(texts: Mapping[str, str]) -> Thresholds:
    """Return the thresholds with those that are named set; several values are separated by commas.

    Raises
    ------
    InvalidInputError
        If there is no such threshold, or the text is no value of its kind.

    Examples
    --------
    >>> read_thresholds({"change": "0.3", "new_build": "M34,N73"}).new_build
    ('M34', 'N73')
    """
    kinds = {f.name: f.default for f in fields(Thresholds)}
    unknown = [name for name in texts if name not in kinds]
    if unknown:
        msg = f"threshold is {unknown[0]!r}, must be one of {', '.join(kinds)}"
        raise InvalidInputError(msg)
    return Thresholds(**{name: _value(name, text, kinds[name]) for name, text in texts.items()})


def _value(name: str, text: str, default: Any) -> Any:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    try:
        if name == "today":
            return date.fromisoformat(text)
        if isinstance(default, tuple):
            values = [float(part) for part in parts] if default and isinstance(default[0], float) else parts
            if default and isinstance(default[0], float) and len(values) != len(default):
                raise ValueError  # noqa: TRY301  told with the others
            return tuple(values)
        number = type(default)(text)
    except ValueError:
        kind = "a day as 2016-01-31" if name == "today" else f"such as {shown(default)}"
        msg = f"threshold {name} is {text!r}, must be {kind}"
        raise InvalidInputError(msg) from None
    return number
