"""A run: one study on its way to a page, with its figures and findings, each computed once and handed down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spreiding.checks.check import check
from spreiding.edition.figures import Figures, compute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding.base.types import Lang
    from spreiding.checks.result import CheckReport


@dataclass(frozen=True)
class Run:
    """What every chapter and every renderer of one publication shares."""

    study: Any
    lang: Lang = "nl"
    overrides: tuple[tuple[str, str], ...] = field(default=())  #: Name of a check, and why its findings are accepted.

    @property
    def protected(self) -> bool:
        """Whether small counts are withheld."""
        return self.study.unprotected is None

    @cached_property
    def findings(self) -> CheckReport:
        """The findings of the checks, with what was accepted."""
        names = ("reference", "thresholds", "covariates", "covariate_sources")  # a study of one's own may lack some
        more: Mapping[str, Any] = {name: getattr(self.study, name, None) for name in names}
        found = check(self.study.rentals, stock=self.study.stock, areas=self.study.areas, **more)
        return replace(found, overrides=self.overrides, lang=self.lang)

    @cached_property
    def figures(self) -> Figures:
        """Counts and shares at the levels of the page, protected together unless the study says otherwise."""
        return compute(self.study)
