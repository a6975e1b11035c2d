"""The null distribution of a standardised coefficient, by simulation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import polars as pl

from spreiding.base.results import Result, version
from spreiding.words.notation import number
from spreiding.words.refusal import refusal


class Fitted(Protocol):
    """The part of a fit that a simulation needs."""

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
    """Standardised coefficients of one term under a null hypothesis; see :meth:`Regression.simulated_null`."""

    term: str
    null: str  #: What the expected allocations of an area are proportional to: ``"rentals"`` or ``"stock"``.
    beta: float  #: Of the fit.
    expected: float  #: Mean of the simulated coefficients; not 0 where a shared count biases it.
    lower: float  #: Quantiles at the confidence level of the fit.
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
        return f"Beta of {self.term} under the null {self.null!r}: {low} to {high}; found {beta}, p = {self.p:.4f}"


def simulate(fit: Fitted, term: str | None, *, null: str, iterations: int, seed: int) -> SimulatedNull:
    """Simulate; documented in :meth:`spreiding.Regression.simulated_null`."""
    inputs = fit.inputs
    names = [column.name for column in inputs.x]
    if term is None:
        if not inputs.shared:
            raise refusal("null-without-term", known=names)
        term = inputs.shared[0]
    if term not in names:
        raise refusal("expected-one-of", argument="term", found=term, known=names)
    if null not in {"rentals", "stock"}:
        raise refusal("expected-one-of", argument="null", found=null, known=["rentals", "stock"])
    if iterations < 1:
        raise refusal("not-from-1", argument="iterations", found=str(iterations))
    if inputs.rentals is None:
        raise refusal("null-without-rentals")
    beta = fit.coefficients.filter(pl.col("term") == term)["beta"][0]
    draws = fit.core.simulated_betas(inputs.rentals, names.index(term), null == "stock", iterations, seed)
    (expected,) = draws.alias("b").to_frame().select(pl.col("b").mean()).row(0)
    tail = (1 - inputs.level) / 2
    far = int(((draws - expected).abs() >= abs(beta - expected)).sum())
    return SimulatedNull(
        term=term,
        null=null,
        beta=beta,
        expected=expected,
        lower=draws.quantile(tail, "linear") or 0.0,
        upper=draws.quantile(1 - tail, "linear") or 0.0,
        p=(1 + far) / (iterations + 1),
        iterations=iterations,
        seed=seed,
        simulated=draws,
    )
