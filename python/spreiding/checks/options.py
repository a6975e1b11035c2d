"""What the checks compare with: thresholds, and figures from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core, _frames

if TYPE_CHECKING:
    from datetime import date

    from spreiding._types import Frame


@dataclass(frozen=True)
class Thresholds:
    """Limits of the checks; the defaults are those of the domain specification where it gives one."""

    duplicate_days: int = 60  #: 1: a dwelling let again within so many days.
    today: date | None = None  #: 5: a later date lies in the future; the day of the run where None.
    missing_area_total: float = 0.005  #: 7: share of lettings without area.
    missing_area_corporation: float = 0.02  #: 7: the same, of one association.
    missing_area_least: int = 5  #: 7: fewest such lettings of one association.
    false_discovery: float = 0.01  #: 8, 9, 10, 15, 17: rate of false alarms among alarms.
    change: float = 0.40  #: 9: relative change that is told even beyond the control of false alarms ...
    change_least: int = 30  #: 9: ... where there are at least so many in both years ...
    change_by_chance: float = 0.001  #: 9: ... and chance alone gives it no more often than this.
    recode_jump: float = 0.05  #: 10: least jump of a share of allocations.
    recode_total: float = 0.20  #: 10: most relative change of allocations per rental for a stable total.
    delivery_tolerance: float = 0.005  #: 11: relative difference.
    rentals_tolerance: float = 0.05  #: 12: relative difference.
    turnover: float = 0.25  #: 15: rentals per dwelling.
    turnover_allocations: float = 0.03  #: 15: allocations per dwelling.
    new_build: tuple[str, ...] = ()  #: 15: areas where a high turnover is known to be new building.
    estate_share: float = 0.90  #: 17: share of rentals.
    estate_least: int = 20  #: 17: fewest rentals.
    excluded_words: tuple[str, ...] = (
        "project", "student", "tijdelijk", "onzelfstandig", "jongerencontract", "campus",
    )  #: 18: words in labels of lettings that are to be left out.  # fmt: skip
    persons: tuple[float, float] = (1.3, 2.0)  #: 19: ratio to the delivery in dwellings.
    provider_days: int = 730  #: 20: a dwelling let again to the same group within so many days.
    provider_words: tuple[str, ...] = ("omslag",)  #: 20: words in code or name of a group let through a care provider.
    direct_labels: tuple[str, ...] = ("direct mediation", "directe bemiddeling", "direct")  #: 13.
    revision: float = 0.01  #: 21: relative change of a count.


def _frame(value: Frame | None, names: list[str], source: str) -> pl.DataFrame | None:
    if value is None:
        return None
    table = _frames.to_frame(value, source=source)
    _frames.need_columns(table, names, source=source)
    return table


@dataclass(frozen=True)
class Reference:
    """Figures from elsewhere that records are compared with; each is optional.

    Frames are taken in any kind (polars, pandas, dictionary of columns ...).

    Examples
    --------
    >>> Reference(delivery={"year": [2020], "main_group": ["statushouders"], "delivered": [455]}).delivery.height
    1
    """

    previous: Any = ()  #: Earlier editions: of the same period (21) or an earlier one (9).
    delivery: Any = None  #: 11, 19: ``year``, ``main_group`` (or ``total``), ``delivered`` in dwellings.
    rentals: Any = None  #: 12: ``year``, ``rentals``, and where known ``corporation``.
    direct: Any = None  #: 13: ``year``, ``rentals`` by direct mediation.
    allocations: Any = None  #: 2: a second source: ``area``, ``corporation`` or ``month``, and ``allocations``.
    printed: Any = None  #: 14, 22: ``unit``, ``n``; ``parent``; ``numerator``, ``percent``, ``decimals``.
    stock_corporation: Any = None  #: 15, 16: ``area``, ``stock`` of the associations.
    source: str = "reference"
    _checked: bool = field(default=True, repr=False)

    def __post_init__(self) -> None:
        previous = self.previous if isinstance(self.previous, tuple) else (self.previous,)
        object.__setattr__(self, "previous", previous)
        needs = {
            "delivery": ["year", "main_group", "delivered"],
            "rentals": ["year", "rentals"],
            "direct": ["year", "rentals"],
            "allocations": ["allocations"],
            "printed": ["unit", "n"],
            "stock_corporation": ["area", "stock"],
        }
        for name, columns in needs.items():
            table = _frame(getattr(self, name), columns, f"reference.{name}")
            object.__setattr__(self, name, table)

    @classmethod
    def published(cls) -> Reference:
        """Return the packaged figures: delivery of 2018 to 2021, rentals of the associations from 2016.

        Deliveries: the programme's own table for 2020, and the association federation's yearbook as
        quoted by NUL20 for other years. Rentals: that yearbook; 2017 is via WoningNet and direct
        mediation together.

        Examples
        --------
        >>> Reference.published().delivery.filter(pl.col("year") == 2020)["delivered"].to_list()
        [674, 656, 455]
        """
        text = _core.embedded("published/external_reference_totals.csv") or ""
        totals = pl.read_csv(StringIO(text), infer_schema=False).with_columns(
            pl.col("value").cast(pl.Int64), year_number=pl.col("year").cast(pl.Int64, strict=False)
        )
        groups = totals.filter(pl.col("measure").str.contains("^PHKG (zonder|met|status)"))
        delivery = groups.select(
            year="year_number",
            main_group=pl.col("measure").str.strip_prefix("PHKG ").str.replace(" ", "_"),
            delivered="value",
        )
        of_rentals = totals.filter(
            pl.col("measure").str.contains("^rentals via|sociale verhuringen")
            & pl.col("year_number").is_in([2017, 2020, 2021])
        )
        rentals = of_rentals.group_by(year="year_number", maintain_order=True).agg(rentals=pl.col("value").sum())
        direct = totals.filter(pl.col("measure").str.contains("directe bemiddeling"))
        return cls(
            delivery=delivery,
            rentals=rentals,
            direct=direct.select(year="year_number", rentals="value"),
            source="AFWC yearbook as quoted by NUL20, PHKG 2020",
        )
