"""The numbers of a report: counted, divided and rolled up once, through the library's own functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding.counts.count import count
from spreiding.counts.shares import shares
from spreiding.disclosure.protect import protect
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.base.types import Lang

#: Level above the areas of the records that tables show.
LEVEL = "gebied"


@dataclass(frozen=True)
class Figures:
    """Counts and shares of a study at the levels of the report."""

    study: Any
    periods: Any  #: Shares by half-year.
    districts: Any  #: Shares by the areas of the records (wijken).
    areas: Any  #: Shares by gebied, or None where the areas have no such level.
    exact: Any  #: Shares by wijk, never protected: for outcomes of the whole city only, never for one area.
    exact_areas: Any  #: The same by gebied.

    @property
    def protected(self) -> bool:
        """Whether small counts are withheld on the page."""
        return self.study.unprotected is None

    @property
    def total(self) -> Any:
        """The city."""
        return self.districts.total

    @property
    def period(self) -> tuple[Any, Any] | None:
        """First and last day."""
        period: tuple[Any, Any] | None = self.districts.counts.period
        return period

    def when(self, lang: Lang) -> str:
        """Write the period; nothing where it is not known."""
        return notation.span(*self.period, lang=lang) if self.period else ""

    def during(self, lang: Lang) -> str:
        """Write the period inside a sentence."""
        return (
            self.when(lang)
            .replace(" en 1e halfjaar ", " en het 1e halfjaar van ")
            .replace("and first", "and the first")
        )


def compute(study: Any) -> Figures:
    """Count, divide and protect."""
    counts = count(study.rentals, by="area")
    tables = {"districts": shares(counts, study.stock)}
    if LEVEL in getattr(counts.areas, "levels", {}):
        tables["areas"] = shares(counts.roll_up(LEVEL), study.stock)
    tables["periods"] = shares(count(study.rentals, by="half_year"))
    exact = dict(tables)
    if study.unprotected is None:  # together: each table could be subtracted from another
        out = protect(list(tables.values()), rules=study.rules, earlier=study.earlier)
        tables = dict(zip(tables, out, strict=True))
    return Figures(
        study, tables["periods"], tables["districts"], tables.get("areas"), exact["districts"], exact.get("areas")
    )
