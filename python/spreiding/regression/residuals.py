"""Moran's I of the residuals of a regression."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from spreiding.base.results import Result, version

if TYPE_CHECKING:
    from spreiding import _core
    from spreiding.areas.neighbours import Neighbours


@dataclass(frozen=True, repr=False, kw_only=True)
class ResidualMoran(Result):
    """Moran's I of the residuals of a regression."""

    i: float
    expected: float  #: Without spatial dependence; not -1 / (n - 1), as residuals are correlated by the fit.
    variance: float
    z_norm: float
    p_norm: float  #: Two-sided, under normality.
    n: int  #: Areas.
    method: str = "Cliff & Ord (1981), p. 203"
    version: str = field(default_factory=version)

    def to_polars(self) -> pl.DataFrame:
        """Return one row."""
        names = ("i", "expected", "variance", "z_norm", "p_norm", "n")
        return pl.DataFrame({name: [getattr(self, name)] for name in names})

    @property
    def caption(self) -> str:
        """Return one line."""
        return f"Moran's I of the residuals, n = {self.n}"


def space(neighbours: Neighbours) -> tuple[_core.Weights, pl.Series, bool]:
    """Return what the compiled module needs of neighbours."""
    return neighbours.weights, pl.Series(neighbours.codes, dtype=pl.String), neighbours.standardised
