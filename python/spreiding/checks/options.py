"""What the checks compare with: thresholds, and figures from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.checks.reading import read_reference, totals
from spreiding.checks.shapes import DAYS, SHAPES
from spreiding.counts.counts import Counts
from spreiding.values import frames, names
from spreiding.values.columns import whole_numbers
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

# Which checks a limit is of stands in ``data/checks.csv``.


@dataclass(frozen=True)
class Thresholds:
    """Limits of the checks; ``python/docs/checks.md`` says of each why it is what it is."""

    duplicate_days: int = 60  #: A dwelling let again within so many days.
    row_limit: int = 1_000_000  #: Most records that are compared with each other, row by row.
    alike_least: int = 5  #: Fewest places and months with rows alike but for the identifier.
    repeated_least: int = 5  #: Fewest dwellings let again on the same day a year later.
    identifier_most: int = 12  #: Most lettings that one identifier can have.
    today: date | None = None  #: A later date is in the future; None: the day of the run.
    end_days: int = 14  #: Days without lettings at an end of the declared period; twice as many for one association.
    misplaced: float = 0.02  #: Share of coordinates in another area than the code says.
    missing_area_total: float = 0.005  #: Share of lettings without area.
    missing_area_corporation: float = 0.02  #: The same, of one association.
    missing_area_least: int = 5  #: Fewest such lettings of one association.
    false_discovery: float = 0.01  #: Rate of false alarms among alarms.
    spike: float = 3.0  #: A month with so many times the usual number of lettings, spread over areas.
    change: float = 0.40  #: Relative change that is told even beyond the control of false alarms ...
    change_least: int = 30  #: ... where there are at least so many in both years ...
    change_by_chance: float = 0.001  #: ... and chance alone gives it no more often than this.
    change_smallest: float = 0.20  #: Relative change that does no damage, however certain it is.
    share_change: float = 0.15  #: Relative difference of an association's share that does no damage.
    recode_jump: float = 0.05  #: Least jump of a share of allocations.
    recode_total: float = 0.20  #: Most relative change of allocations per rental for a stable total.
    delivery_tolerance: float = 0.005  #: Relative difference.
    rentals_tolerance: float = 0.05  #: Relative difference.
    direct_labels: tuple[str, ...] = ("direct mediation", "directe bemiddeling", "direct")
    turnover: float = 0.25  #: Rentals per dwelling, first lettings left out.
    turnover_allocations: float = 0.03  #: Allocations per dwelling.
    new_build: tuple[str, ...] = ()  #: Areas where a high turnover is known to be new building.
    turnover_city: float = (
        0.04  #: Rentals a year per dwelling of all stock: more points to stock of associations alone.
    )
    estate_share: float = 0.90  #: Share of rentals.
    estate_least: int = 20  #: Fewest rentals.
    #: Words of lettings that belong in no count: not social, not self-contained, not for long.
    excluded_words: tuple[str, ...] = (
        "project", "student", "tijdelijk", "onzelfstandig", "jongerencontract", "campus",
        "vrije sector", "geliberaliseerd", "middenhuur", "parkeer", "garage", "bedrijfsruimte",
    )  # fmt: skip
    regular_words: tuple[str, ...] = ("stadsvernieuwing",)  #: Words in labels that are no allocation.
    void_words: tuple[str, ...] = (
        "geannuleerd", "annulering", "ingetrokken", "teruggetrokken", "vervallen", "niet doorgegaan", "gestorneerd",
        "cancelled", "canceled", "withdrawn",
    )  # fmt: skip
    #: Whole words.
    test_words: tuple[str, ...] = (
        "test", "testregel", "testrecord", "testdata", "testwoning", "testadres", "testcorporatie", "dummy",
        "proefregel",
    )  # fmt: skip
    total_words: tuple[str, ...] = ("totaal", "subtotaal", "eindtotaal", "total", "subtotal", "grand total")
    persons: tuple[float, float] = (1.3, 2.0)  #: Ratio to the delivery in dwellings.
    provider_days: int = 730  #: A dwelling let again to the same group within so many days.
    provider_words: tuple[str, ...] = ("omslag",)  #: Words in a group that is let through a care provider.
    revision: float = 0.01  #: Relative change of a count.
    rent_range: tuple[float, float] = (100.0, 2500.0)  #: Euro a month.
    floor_area_range: tuple[float, float] = (8.0, 300.0)  #: Square metres.
    rent_over_limit: float = 0.01  #: Share of rents above the limit of social renting.
    renewal_words: tuple[str, ...] = (
        "verlenging", "verlengd", "omzetting", "omklap", "tenaamstelling", "medehuur", "woningruil", "renewal",
    )  # fmt: skip
    void_days: int = 60  #: Days between a contract and the dwelling falling empty after it.
    search_labels: tuple[str, ...] = ("woningnet", "zelf zoeken", "zoeken", "self-search")
    blank_share: float = 0.20  #: Share of blank values of one association beyond that of the others.

    def changed(self) -> dict[str, tuple[Any, Any]]:
        """Return the limits that are not the usual ones: name -> value and usual value.

        >>> Thresholds(change=0.5).changed()
        {'change': (0.5, 0.4)}
        """
        pairs = {f.name: (getattr(self, f.name), f.default) for f in fields(self) if f.name != "today"}
        return {name: (own, usual) for name, (own, usual) in pairs.items() if shown(own) != shown(usual)}

    def __post_init__(self) -> None:
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name != "today" and not _is_like(value, f.default):
                raise refusal("threshold-value", threshold=f.name, found=shown(value), example=shown(f.default))


def shown(value: Any) -> str:
    """Return a limit as the command line takes it.

    >>> shown((1.3, 2.0)), shown(None)
    ('1.3,2.0', '')
    """
    if isinstance(value, tuple | list):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


def _is_like(value: Any, default: Any) -> bool:
    """Return whether a limit is of the kind of its default: a number from 0 up, words, or a pair of numbers."""
    if isinstance(default, tuple):
        pair = bool(default) and isinstance(default[0], float)
        kinds = isinstance(value, tuple | list) and all(
            isinstance(part, (int, float) if pair else str) for part in value
        )
        return kinds and (not pair or len(value) == len(default))
    return isinstance(value, int | float) and value >= 0


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
        raise refusal("expected-one-of", argument="threshold", found=unknown[0], known=list(kinds))
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
        if name == "today":
            raise refusal("threshold-day", threshold=name, found=text) from None
        raise refusal("threshold-kind", threshold=name, found=text, example=shown(default)) from None
    return number


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
    stock_corporation: Any = None  #: 15, 16, 34, 41: ``area``, ``stock`` of the associations; ``corporation``.
    #: 34: ``corporation``, and where known ``valid_from``, ``valid_to`` (first and last day) and ``successor``.
    register: Any = None
    #: 35: what cannot go together in a row: any of ``group``, ``main_group``, ``channel``, ``contract``; blank is any.
    combinations: Any = None
    rent_limits: Any = None  #: 30: ``year``, ``limit`` (euro a month); for other years the packaged ones, 2011-2022.
    declared: Any = None  #: 39: ``source`` (name of a file) and ``rows`` that its supplier says it has.
    delivered: Any = None  #: 38: records delivered before, such as those of last year: path, list of paths or frame.
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
            raise refusal("reference-no-counts", found=type(edition).__name__)
    return found


def _table(name: str, value: Any) -> pl.DataFrame | None:
    if value is None:
        return None
    source = f"reference.{name}"
    needed, whole = SHAPES[name]
    table = frames.to_frame(value, source=source)
    names.need_columns(table, needed, source=source)
    there = [column for column in whole if column in table.columns]
    table = table.with_columns(whole_numbers(table, column, source).alias(column) for column in there)
    return table.with_columns(_days(table, column, source) for column in DAYS if column in table.columns)


def _days(table: pl.DataFrame, column: str, source: str) -> pl.Series:
    """Return a column of days; an empty one is open."""
    held = table.get_column(column)
    if held.dtype == pl.Date:
        return held
    text = held.cast(pl.String).str.strip_chars().replace("", None)
    ways = [text.str.to_date(way, strict=False) for way in ("%Y-%m-%d", "%d-%m-%Y")]
    days = ways[0].fill_null(ways[1])
    bad = (days.is_null() & text.is_not_null()).arg_true()
    if bad.len():
        raise refusal("reference-no-day", source=source, column=column, rows=[str(row + 1) for row in bad.head(5)])
    return days
