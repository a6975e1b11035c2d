"""The numbers of a report: counted, divided and rolled up once, through the library's own functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding import _format
from spreiding._table_shapes import TEXTS

if TYPE_CHECKING:
    from spreiding._types import Lang

#: Level above the areas of the records that tables show.
LEVEL = "gebied"


@dataclass(frozen=True)
class Figures:
    """Counts and shares of a study at the levels of the report."""

    study: Any
    periods: Any  #: Counts by half-year, or None where records have no date.
    districts: Any  #: Shares by the areas of the records (wijken).
    areas: Any  #: Shares by gebied, or None where the areas have no such level.
    reproduces: bool  #: The page gives printed figures back, so nothing is suppressed.

    @property
    def total(self) -> Any:
        """The city."""
        return self.districts.total

    @property
    def period(self) -> tuple[Any, Any] | None:
        """First and last day."""
        return getattr(self.districts.counts, "period", None) or getattr(self.study.rentals, "period", None)

    def when(self, lang: Lang) -> str:
        """Write the period; nothing where it is not known."""
        return _format.span(*self.period, lang=lang) if self.period else ""

    def during(self, lang: Lang) -> str:
        """Write the period inside a sentence."""
        return self.when(lang).replace(" en 1e halfjaar ", " en het 1e halfjaar van ").replace("and first", "and the first")


_LAST: list[Figures] = []


def figures(study: Any) -> Figures:
    """Return the figures of a study; the last study's are kept."""
    if not _LAST or _LAST[0].study is not study:
        _LAST[:] = [_compute(study)]
    return _LAST[0]


def _compute(study: Any) -> Figures:
    import spreiding as sp  # noqa: PLC0415  the package imports this module

    counts = sp.count(study.rentals, by="area")
    rolled = None
    if LEVEL in getattr(getattr(counts, "areas", None), "levels", {}):
        rolled = sp.shares(counts.roll_up(LEVEL), study.stock)
    districts = sp.shares(counts, study.stock)
    reproduces = getattr(study, "published", None) is not None
    if not reproduces and hasattr(sp, "protect"):
        districts = sp.protect(districts)
        rolled = None if rolled is None else sp.protect(rolled)
    return Figures(study, _periods(study), districts, rolled, reproduces)


def _periods(study: Any) -> Any:
    import spreiding as sp  # noqa: PLC0415  as above

    try:
        return sp.count(study.rentals, by="half_year")
    except sp.InvalidInputError:  # records without a date
        return None


def city(lang: Lang) -> str:
    """Return the name of the whole in the last row of tables."""
    return str(TEXTS[lang]["city"])
