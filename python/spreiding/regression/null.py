"""What a standardised coefficient does by chance alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.base.results import Result, version
from spreiding.words.notation import number


class Fitted(Protocol):
    """What the draws take of a fit."""

    @property
    def inputs(self) -> Any:
        """Columns that were fitted."""

    @property
    def core(self) -> Any:
        """The fit in the compiled module."""

    @property
    def coefficients(self) -> pl.DataFrame:
        """One row per term."""


@dataclass(frozen=True, repr=False, kw_only=True)
class SimulatedNull(Result):
    """Standardised coefficients of one term over random allocations."""

    term: str
    given: str  #: What the chance of an area follows: ``"rentals"`` or ``"stock"``.
    beta: float  #: Of the fit.
    expected: float  #: Mean of the simulated ones; not 0 where a shared count pulls.
    lower: float  #: Bounds that hold the level of the fit's intervals.
    upper: float
    p: float  #: ``(1 + draws at least as far from expected as beta) / (iterations + 1)``.
    iterations: int
    seed: int
    simulated: pl.Series = field(repr=False)
    version: str = field(default_factory=version)

    def to_polars(self) -> pl.DataFrame:
        """Return one row per draw."""
        return self.simulated.alias("beta").to_frame()

    @property
    def caption(self) -> str:
        """Return one line."""
        low, high = number(self.lower, 3, lang="en"), number(self.upper, 3, lang="en")
        beta = number(self.beta, 3, lang="en")
        return f"Beta of {self.term} by chance, given {self.given}: {low} to {high}; found {beta}, p = {self.p:.4f}"


def simulate(fit: Fitted, term: str | None, *, given: str, iterations: int, seed: int) -> SimulatedNull:
    """Draw; documented in :meth:`spreiding.Regression.simulated_null`."""
    inputs = fit.inputs
    names = [column.name for column in inputs.x]
    if term is None:
        if not inputs.shared:
            msg = f"no predictor is known to share its count with y; name a term of {', '.join(names)}"
            raise InvalidInputError(msg)
        term = inputs.shared[0]
    if term not in names:
        msg = f"term is {term!r}, must be one of {', '.join(names)}"
        raise InvalidInputError(msg)
    if given not in {"rentals", "stock"} or iterations < 1:
        msg = f"given is {given!r} and iterations {iterations!r}, must be 'rentals' or 'stock', and at least 1"
        raise InvalidInputError(msg)
    if inputs.rentals is None:
        msg = "the simulated null needs the denominator of y: a column 'rentals' in the data"
        raise InvalidInputError(msg)
    beta = fit.coefficients.filter(pl.col("term") == term)["beta"][0]
    draws = fit.core.simulated_betas(inputs.rentals, names.index(term), given == "stock", iterations, seed)
    (expected,) = draws.alias("b").to_frame().select(pl.col("b").mean()).row(0)
    tail = (1 - inputs.level) / 2
    far = int(((draws - expected).abs() >= abs(beta - expected)).sum())
    return SimulatedNull(
        term=term,
        given=given,
        beta=beta,
        expected=expected,
        lower=draws.quantile(tail, "linear") or 0.0,
        upper=draws.quantile(1 - tail, "linear") or 0.0,
        p=(1 + far) / (iterations + 1),
        iterations=iterations,
        seed=seed,
        simulated=draws,
    )
