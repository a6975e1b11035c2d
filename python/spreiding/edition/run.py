"""A run: one study on its way to a page, with its figures and findings, each computed once and handed down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.checks.check import check
from spreiding.edition.earlier import belongs
from spreiding.edition.editions import Edition, read_edition
from spreiding.edition.figures import Figures, compute
from spreiding.edition.over_time import OverTime
from spreiding.edition.study import base_level

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.checks.confirm import Confirm
    from spreiding.checks.result import CheckReport


@dataclass(frozen=True)
class Run:
    """What every chapter and every renderer of one publication shares."""

    study: Any
    lang: Lang = "nl"
    overrides: tuple[tuple[str, str], ...] = field(default=())  #: Name of a check, and why its findings are accepted.
    confirm: Confirm = ()  #: Warnings that someone looked into, as :meth:`spreiding.CheckReport.confirm` takes them.

    @property
    def protected(self) -> bool:
        """Whether small counts are withheld."""
        return self.study.unprotected is None

    @property
    def base(self) -> str:
        """The level of the areas of the records."""
        return base_level(self.study)

    @property
    def period_code(self) -> str:
        """The whole period as a code: a year, years, a half-year, or two days."""
        first, last = self.figures.period or (None, None)
        if first is None or last is None:
            return ""
        ends = ((first.month, first.day), (last.month, last.day))
        if ends == ((1, 1), (12, 31)):
            return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
        return f"{first.isoformat()}/{last.isoformat()}"

    @cached_property
    def findings(self) -> CheckReport:
        """The findings of the checks, with what was accepted."""
        names = ("reference", "thresholds", "covariates", "covariate_sources")  # a study of one's own may lack some
        more: dict[str, Any] = {name: getattr(self.study, name, None) for name in names}
        more |= of_last_year(more["covariates"], more["covariate_sources"])
        by = getattr(self.study, "by", "none")
        more |= {"by": None if by == "none" else by, "stock_at": getattr(self.study, "stock_at", "start")}
        found = check(self.study.rentals, stock=self.study.stock, areas=self.study.areas, **more)
        found = replace(found, overrides=self.overrides, lang=self.lang)
        return found.confirm(self.confirm) if self.confirm else found

    @cached_property
    def figures(self) -> Figures:
        """Counts and shares at the levels of the page, protected together unless the study says otherwise."""
        return compute(self.study)

    @cached_property
    def over_time(self) -> OverTime:
        """Outcomes over the periods that stand side by side."""
        return OverTime(self)

    @cached_property
    def earlier_editions(self) -> tuple[Edition, ...]:
        """The earlier editions that the study names by their folders."""
        held = [part for part in self.study.earlier if isinstance(part, str | Path) and Path(part).is_dir()]
        found = [read_edition(part) for part in held]
        editions = (*found, *(part for part in self.study.earlier if isinstance(part, Edition)))
        for edition in editions:
            belongs(edition, self.study)
        return editions


def of_last_year(covariates: Any, sources: Any) -> dict[str, Any]:
    """Return characteristics and their origin as the checks take them: a row per area, that of the last year."""
    if covariates is None or "year" not in getattr(covariates, "columns", ()) or "variable" in covariates.columns:
        return {}
    last = covariates.get_column("year").max()
    found = {"covariates": covariates.filter(pl.col("year") == last).drop("year")}
    if sources is not None and "year" in sources.columns and sources.schema["year"].is_numeric():
        found["covariate_sources"] = sources.filter(pl.col("year") == last)
    return found
