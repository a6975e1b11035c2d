"""What a regression was asked and what it found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import polars as pl

from spreiding import _core
from spreiding.base.language import OWN, language
from spreiding.base.results import Result, version
from spreiding.base.views import view
from spreiding.regression.null import SimulatedNull, simulate
from spreiding.regression.residuals import ResidualMoran, space
from spreiding.words.catalogue import sentence
from spreiding.words.notation import number
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from great_tables import GT

    from spreiding.areas.areas import Areas
    from spreiding.areas.neighbours import Neighbours
    from spreiding.base.types import Frame, Lang

Model: TypeAlias = Literal["ols", "wls", "binomial", "quasibinomial", "betabinomial"]
CovarianceKind: TypeAlias = Literal["classical", "hc0", "hc1", "hc2", "hc3"]


@dataclass(frozen=True)
class Inputs:
    """What a regression was asked to do; enough to do it again."""

    y: pl.Series
    x: tuple[pl.Series, ...]
    area: pl.Series | None
    weights: pl.Series | None
    trials: pl.Series | None
    rentals: pl.Series | None
    min_rentals: float | None
    model: Model
    covariance: CovarianceKind
    intercept: bool
    level: float
    sources: Mapping[str, str]
    labels: Mapping[str, str]
    shared: tuple[str, ...]  #: Predictors that contain the denominator of y.
    public: bool = False  #: Whether anyone may see the figures of single areas.

    def codes(self) -> pl.Series:
        """Return the code of each area; its row number where the data have none."""
        if self.area is not None:
            return self.area
        return pl.Series("area", [str(row) for row in range(len(self.y))])

    def keep(self, mask: pl.Series) -> Inputs:
        """Return the same question about some of the areas."""

        def some(column: pl.Series | None) -> pl.Series | None:
            return None if column is None else column.filter(mask)

        return replace(
            self,
            y=self.y.filter(mask),
            x=tuple(column.filter(mask) for column in self.x),
            area=self.codes().filter(mask),
            weights=some(self.weights),
            trials=some(self.trials),
            rentals=some(self.rentals),
        )

    def fit(self) -> Regression:
        """Fit."""
        named = {
            name: None if column is None else (column.name, column)
            for name, column in (("weights", self.weights), ("trials", self.trials))
        }
        rentals = None
        if self.min_rentals is not None and self.rentals is not None:
            rentals = (self.rentals.name, self.rentals, float(self.min_rentals))
        core = _core.regress(
            self.model,
            (self.y.name, self.y),
            [(column.name, column) for column in self.x],
            self.area,
            named["weights"],
            named["trials"],
            rentals,
            self.covariance,
            intercept=self.intercept,
            level=self.level,
        )
        return Regression(inputs=self, core=core, **core.summary())


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Regression(Result):
    """A fitted regression. Undefined numbers are None, or null in a frame.

    ``r2``, ``f`` and the standardised ``beta`` are about 0, not the mean, without an intercept; with
    weights they are weighted. ``condition_number`` is that of the design with columns scaled to length 1
    (Belsley, Kuh & Welsch 1980); above 30 predictors are strongly collinear.
    """

    n: int  #: Areas in the fit.
    df: int  #: Residual degrees of freedom.
    r2: float | None = None
    adjusted_r2: float | None = None
    f: float | None = None  #: Overall F statistic.
    f_p: float | None = None
    sigma: float | None = None  #: Residual standard deviation, in units of y.
    log_likelihood: float | None = None
    aic: float | None = None
    bic: float | None = None
    condition_number: float | None = None
    chi2: float | None = None  #: Likelihood-ratio statistic of all slopes (binomial, betabinomial).
    chi2_p: float | None = None
    deviance: float | None = None
    null_deviance: float | None = None
    dispersion: float | None = None  #: Pearson's statistic over df; 1 is binomial.
    rho: float | None = None  #: Intra-area correlation (betabinomial).
    converged: bool = True  #: Whether an iterative fit came to rest; least squares needs no steps.
    steps: int = 0  #: Its steps.
    exact: bool = False  #: Whether y is fitted to the last digit; t and p are then null.
    inputs: Inputs = field(repr=False)
    core: _core.Fit = field(repr=False)
    version: str = field(default_factory=version)

    @property
    def public(self) -> bool:
        """Whether anyone may see the figures of single areas."""
        return self.inputs.public

    @property
    def model(self) -> Model:
        """Return the kind of model."""
        return self.inputs.model

    @property
    def coefficients(self) -> pl.DataFrame:
        """Return one row per term, the constant first.

        Columns ``term, b, se, beta, t, p, lower, upper, vif, partial, semipartial``: coefficient in units of
        y per unit of x, standard error, standardised coefficient (z-scores with n - 1), two-sided p,
        confidence bounds of b, variance inflation, partial and semi-partial correlation. A logit has
        ``effect`` and ``effect_se`` in place of the last two: the change of the share per unit of x, averaged
        over lettings; its ``beta`` is null.
        """
        return self.core.coefficients()

    @property
    def areas(self) -> pl.DataFrame:
        """Return influence statistics, one row per area.

        Columns ``area, fitted, residual, leverage, student`` (externally studentised), ``student_internal``,
        ``cooks, dffits`` and one ``dfbeta_<term>`` each: the change of the coefficient by this area in
        standard errors (DFBETAS). Null for an area with leverage 1.
        """
        return self.core.areas()

    @property
    def dropped(self) -> pl.DataFrame:
        """Return one row per area that is not in the fit: ``area, row`` (from 0), ``reason, columns``."""
        return self.core.dropped()

    def leave_one_out(self) -> pl.DataFrame:
        """Return the fit without each area: ``area, r2`` and ``b_<term>, se_<term>, p_<term>`` each.

        In closed form, equal to refits; null where there is no fit without the area. With ``hc0`` to ``hc3``
        the time grows with the square of the number of areas. A logit is refitted, for at most 3,000 areas.
        """
        return self.core.leave_one_out()

    def without(self, *areas: str) -> Regression:
        """Fit again without some areas.

        Raises
        ------
        InvalidInputError
            If an area is not in the data.
        """
        codes = self.inputs.codes()
        unknown = sorted(set(map(str, areas)) - set(codes))
        if unknown:
            known = codes.head(10).to_list()
            raise refusal("without-unknown-area", unknown=unknown, n=str(len(codes)), known=known)
        return self.inputs.keep(~codes.is_in(list(map(str, areas)))).fit()

    def influential(self, *, alpha: float = 0.05) -> pl.DataFrame:
        """Return the areas without which a term becomes, or is no longer, significant at ``alpha``.

        Columns ``area, term, p, p_without``; without the constant.
        """
        left, coefficients = self.leave_one_out(), self.coefficients
        parts = []
        for term, p in coefficients.select("term", "p").rows():
            if p is None or term == "constant":
                continue
            other = left.select("area", term=pl.lit(term), p=pl.lit(p), p_without=pl.col(f"p_{term}"))
            parts.append(other.filter((pl.col("p_without") < alpha) != (p < alpha)))
        empty = {"area": pl.String, "term": pl.String, "p": pl.Float64, "p_without": pl.Float64}
        return pl.concat(parts) if parts else pl.DataFrame(schema=empty)

    def robustness(self, *, alpha: float = 0.05, lang: Lang = OWN) -> list[str]:
        """Return one sentence per area without which a term becomes, or is no longer, significant."""
        lang = language(lang)
        lines = []
        for area, term, p, other in self.influential(alpha=alpha).rows():
            code = "significant-without" if other < alpha else "not-significant-without"
            values = {"p": number(p, 3, lang=lang), "p_without": number(other, 3, lang=lang)}
            lines.append(sentence(code, lang, area=area, term=term, **values))
        return lines

    def diagnostics(self, neighbours: Neighbours | None = None) -> pl.DataFrame:
        """Test the residuals: heteroscedasticity, normality, functional form and spatial dependence.

        Columns ``test, against, statistic, df, df2, p, reason``; null with a reason where a test is not
        defined. Breusch-Pagan (Koenker), White, Jarque-Bera, RESET; Lagrange multipliers for a spatial error and
        lag, plain and robust (Anselin et al. 1996). Areas outside the fit are left out of the weights.
        """
        tests = self.core.diagnostics()
        return tests if neighbours is None else pl.concat([tests, self.spatial_tests(neighbours)])

    def spatial_tests(self, neighbours: Neighbours) -> pl.DataFrame:
        """Return the Lagrange-multiplier tests alone, in the shape of :meth:`diagnostics`."""
        return self.core.lagrange_multipliers(*space(neighbours))

    def residual_moran(self, neighbours: Neighbours) -> ResidualMoran:
        """Moran's I of the residuals with its moments for residuals (Cliff & Ord 1981, p. 203).

        Raises
        ------
        InvalidInputError
            If the model is not ``ols`` or neighbours do not know an area.
        """
        i, expected, variance, z, p = self.core.residual_moran(*space(neighbours))
        return ResidualMoran(i=i, expected=expected, variance=variance, z_norm=z, p_norm=p, n=self.n)

    def second_opinion(self) -> float | None:
        """Return the largest relative difference between a coefficient and that of linfa-linear.

        Its solver loses digits on ill-conditioned designs; the reported coefficients are those of our own
        factorisation.
        """
        return self.core.second_opinion()

    def to_polars(self) -> pl.DataFrame:
        """Return the coefficients."""
        return self.coefficients

    def simulated_null(
        self,
        term: str | None = None,
        *,
        null: Literal["rentals", "stock"] = "rentals",
        iterations: int = 9_999,
        seed: int = 0,
    ) -> SimulatedNull:
        """Simulate the standardised coefficient of a term under a null hypothesis.

        Parameters
        ----------
        term : str, optional
            Predictor; by default the one whose numerator is the denominator of y.
        null : {"rentals", "stock"}
            Null hypothesis: every letting, or every dwelling of the stock ``rentals / x``, has the same
            probability of being an allocation. The first shows how variable the coefficient is where some
            areas have few rentals; the second the bias that the shared count alone induces.
        iterations : int
            Number of draws.
        seed : int
            The same seed gives the same answer, for any number of threads and any order of areas.

        Raises
        ------
        InvalidInputError
            If the model is not least squares, rentals are unknown or not whole, or the term does not exist.
        """
        return simulate(self, term, null=null, iterations=iterations, seed=seed)

    def caveats(self, *, lang: Lang = OWN) -> list[str]:
        """Return the caveats to print below the table, one sentence each."""
        lang = language(lang)
        found: list[str] = view(type(self), "caveats")(self, lang=lang)
        return found

    def full_table(self, *, lang: Lang = OWN) -> GT:
        """Show every number of the coefficients; :func:`spreiding.table` shows the short table of the note."""
        lang = language(lang)
        shown: GT = view(type(self), "full_table")(self, lang=lang)
        return shown

    def chart(self, *, lang: Lang = OWN) -> Any:
        """Draw the standardised coefficients (effects, for a logit) with their confidence intervals."""
        lang = language(lang)
        return view(type(self), "chart")(self, lang=lang)

    def residual_map(self, areas: Areas, *, lang: Lang = OWN) -> Any:
        """Draw where y is higher or lower than the model expects, in standard errors (``student``)."""
        lang = language(lang)
        return view(type(self), "residual_map")(self, areas, lang=lang)

    @property
    def caption(self) -> str:
        """Return one line about the fit."""
        about = f"{self.model.upper()} of {self.inputs.y.name}, n = {self.n}"
        return about if self.r2 is None else f"{about}, R² = {number(self.r2, 3, lang='en')}"

    @classmethod
    def from_correlation(cls, matrix: Frame, n: int, *, y: str | None = None, level: float = 0.95) -> Regression:
        """Refit from correlations; see :func:`spreiding.regress_correlation`. ``y`` is the last column by default."""
        fit: Regression = view(cls, "from_correlation")(matrix, y, n, level=level)
        return fit

    def __reduce__(self) -> tuple[Any, ...]:
        return (Inputs.fit, (self.inputs,))
