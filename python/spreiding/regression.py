"""Regression of a share on covariates: the table, what each area does to it, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import polars as pl

from spreiding import _core
from spreiding._core import InvalidInputError
from spreiding._format import number
from spreiding._frames import floats, need_columns, texts, to_frame
from spreiding.results import Result, version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding._types import Frame, Lang

Model: TypeAlias = Literal["ols", "wls", "binomial", "quasibinomial", "betabinomial"]
CovarianceKind: TypeAlias = Literal["classical", "hc0", "hc1", "hc2", "hc3"]

_MODELS = ("ols", "wls", "binomial", "quasibinomial", "betabinomial")


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
            (self.y.name, self.y),
            [(column.name, column) for column in self.x],
            self.area,
            named["weights"],
            rentals,
            self.covariance,
            intercept=self.intercept,
            level=self.level,
        )
        return Regression(inputs=self, core=core, **core.summary())


@dataclass(frozen=True, repr=False, eq=False)
class Regression(Result):
    """A fitted regression. Numbers that are not defined are None, or null in a frame.

    ``r2``, ``f`` and the standardised ``beta`` are about 0, not the mean, without an intercept; with
    weights they are weighted. ``condition_number`` is that of the design with columns scaled to length 1
    (Belsley, Kuh & Welsch 1980); above 30 the coefficients hang together.
    """

    n: int  #: Areas that take part.
    df: int  #: Degrees of freedom of a residual.
    r2: float | None
    adjusted_r2: float | None
    f: float | None  #: Of all slopes together.
    f_p: float | None
    sigma: float | None  #: Standard deviation of a residual, in units of y.
    log_likelihood: float | None
    aic: float | None
    bic: float | None
    condition_number: float | None
    exact: bool  #: Whether y is fitted to the last digit; t and p are then null.
    inputs: Inputs = field(repr=False)
    core: _core.Fit = field(repr=False)
    version: str = field(default_factory=version)

    @property
    def model(self) -> Model:
        """Return the kind of model."""
        return self.inputs.model

    @property
    def coefficients(self) -> pl.DataFrame:
        """Return one row per term, the constant first.

        Columns ``term, b, se, beta, t, p, lower, upper, vif, partial, semipartial``: coefficient in units of
        y per unit of x, standard error, standardised coefficient (z-scores with n - 1), two-sided p,
        confidence bounds of b, variance inflation, partial and semi-partial correlation.
        """
        return self.core.coefficients()

    @property
    def areas(self) -> pl.DataFrame:
        """Return one row per area: what it does to the fit.

        Columns ``area, fitted, residual, leverage, student`` (externally studentised), ``student_internal``,
        ``cooks, dffits`` and one ``dfbeta_<term>`` each: the change of the coefficient by this area in
        standard errors (DFBETAS). Null where a coefficient belongs to that one area.
        """
        return self.core.areas()

    @property
    def dropped(self) -> pl.DataFrame:
        """Return one row per area that does not take part: ``area, row`` (from 0), ``reason, columns``."""
        return self.core.dropped()

    def leave_one_out(self) -> pl.DataFrame:
        """Return the fit without each area: ``area, r2`` and ``b_<term>, se_<term>, p_<term>`` each.

        In closed form, equal to refits; null where there is no fit without the area. With ``hc0`` to ``hc3``
        the time grows with the square of the number of areas.
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
            known = ", ".join(map(repr, codes.head(10)))
            msg = f"without names {', '.join(map(repr, unknown))}, not among the {len(codes)} areas: {known} …"
            raise InvalidInputError(msg)
        return self.inputs.keep(~codes.is_in(list(map(str, areas)))).fit()

    def influential(self, *, alpha: float = 0.05) -> pl.DataFrame:
        """Return the areas whose removal carries a term across the line ``p < alpha``.

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

    def robustness(self, *, alpha: float = 0.05, lang: Lang = "nl") -> list[str]:
        """Return one plain sentence per area whose removal changes the significance of a term."""
        lines = []
        for area, term, p, other in self.influential(alpha=alpha).rows():
            gains = other < alpha
            was, becomes = number(p, 3, lang=lang), number(other, 3, lang=lang)
            if lang == "nl":
                verb = "wordt het verband met" if gains else "is het verband met"
                end = "wel significant" if gains else "niet meer significant"
                lines.append(f"Zonder {area} {verb} {term} {end} (p {becomes}; met {area} {was}).")
            else:
                verb = "becomes significant" if gains else "is no longer significant"
                lines.append(f"Without {area} the relation with {term} {verb} (p {becomes}; with {area} {was}).")
        return lines

    def second_opinion(self) -> float | None:
        """Return the largest relative difference of a coefficient from that of linfa-linear.

        Its solver loses digits on ill-conditioned designs; the reported numbers are those of our own
        factorisation.
        """
        return self.core.second_opinion()

    def to_polars(self) -> pl.DataFrame:
        """Return the coefficients."""
        return self.coefficients

    @property
    def caption(self) -> str:
        """Return one line about the fit."""
        about = f"{self.model.upper()} of {self.inputs.y.name}, n = {self.n}"
        return about if self.r2 is None else f"{about}, R² = {number(self.r2, 3, lang='en')}"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Inputs.fit, (self.inputs,))


def _numbers(frame: pl.DataFrame, name: str) -> pl.Series:
    column = frame.get_column(name)
    return column if column.dtype == pl.Float64 else floats(frame, name, source="data")


def _optional(frame: pl.DataFrame, given: str | Sequence[float] | None, name: str) -> pl.Series | None:
    """Return a column by its name, or values that came beside the frame."""
    if given is None or isinstance(given, str):
        return None if given is None else _numbers(frame, given)
    column = pl.Series(name, given)
    return floats(pl.DataFrame([column]), name, source="data")


def _need(condition: object, msg: str) -> None:
    if not condition:
        raise InvalidInputError(msg)


def regress(
    data: Frame,
    y: str,
    x: str | Sequence[str],
    *,
    area: str | None = None,
    model: Model = "ols",
    weights: str | Sequence[float] | None = None,
    trials: str | Sequence[float] | None = None,
    covariance: CovarianceKind = "classical",
    intercept: bool = True,
    min_rentals: float | None = None,
    level: float = 0.95,
    sources: Mapping[str, str] | None = None,
) -> Regression:
    """Explain a share by covariates, one row per area.

    Areas with a missing value are left out and listed in ``.dropped`` with the reason.

    Parameters
    ----------
    data : frame
        One row per area.
    y : str
        Column to explain; a share in [0, 1] for the models of counts.
    x : str or sequence of str
        Columns that explain it.
    area : str, optional
        Column with the code of the area; row numbers from 0 if absent.
    model : {"ols", "wls", "binomial", "quasibinomial", "betabinomial"}
        Least squares, weighted by ``weights``, or a logit of counts ``y * trials`` out of ``trials``.
    weights, trials : str or sequence of float, optional
        Column, or values in the order of ``data``. Weights are > 0 (``wls``); trials are whole numbers.
    covariance : {"classical", "hc0", "hc1", "hc2", "hc3"}
        How the covariance of the coefficients is estimated.
    intercept : bool
        Whether there is a constant.
    min_rentals : float, optional
        Least number of rentals (``>=``) of an area that takes part, by the column ``rentals`` or ``trials``.
    level : float
        Level of the confidence intervals, in (0, 1).
    sources : mapping of str to str, optional
        Year, level and source of each covariate, for the note under the table.

    Returns
    -------
    Regression

    Raises
    ------
    InvalidInputError
        If columns depend on each other, a column is constant, there are too few areas, a value is infinite, a
        weight is not > 0, an area is there twice, ``y`` is no share or ``trials`` are not whole in a model of
        counts, or a logit separates.

    References
    ----------
    Belsley, Kuh & Welsch (1980), *Regression Diagnostics*, Wiley. MacKinnon & White (1985), *Journal of
    Econometrics* 29(3), 305-325.

    Examples
    --------
    >>> data = {"area": ["A", "B", "C", "D"], "x": [1, 2, 3, 4], "y": [2.0, 4.1, 5.9, 8.2]}
    >>> fit = regress(data, "y", "x", area="area")
    >>> round(fit.r2, 4), fit.coefficients["b"].round(2).to_list()
    (0.998, [-0.05, 2.04])
    """
    frame = to_frame(data, source="data")
    names = [x] if isinstance(x, str) else list(x)
    columns = [c for c in (y, *names, area, weights, trials) if isinstance(c, str)]
    need_columns(frame, columns, source="data")
    _need(model in _MODELS, f"model is {model!r}, must be one of {', '.join(_MODELS)}")
    _need(0 < level < 1, f"level is {level!r}, must lie between 0 and 1")
    counts = model not in ("ols", "wls")
    _need(counts == (trials is not None), f"model {model!r} {'needs' if counts else 'takes no'} trials")
    _need((model == "wls") == (weights is not None), f"weights belong to model 'wls'; model is {model!r}")
    rentals = None
    if min_rentals is not None:
        if "rentals" in frame.columns or trials is None:
            need_columns(frame, ["rentals"], source="data (for min_rentals)")
            rentals = _numbers(frame, "rentals")
        else:
            rentals = _optional(frame, trials, "trials")
    inputs = Inputs(
        y=_numbers(frame, y),
        x=tuple(_numbers(frame, name) for name in names),
        area=None if area is None else texts(frame, area, source="data"),
        weights=_optional(frame, weights, "weights"),
        trials=_optional(frame, trials, "trials"),
        rentals=rentals,
        min_rentals=min_rentals,
        model=model,
        covariance=covariance,
        intercept=intercept,
        level=level,
        sources=dict(sources or {}),
    )
    return inputs.fit()
