"""Regression of a share on covariates, with influence statistics and robustness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.counts.grain import need
from spreiding.regression.residuals import ResidualMoran
from spreiding.regression.result import Inputs, Regression
from spreiding.values.columns import floats, texts
from spreiding.values.frames import to_frame
from spreiding.values.names import need_columns
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.base.types import Frame
    from spreiding.regression.result import CovarianceKind, Model

__all__ = ["Regression", "ResidualMoran", "regress"]

_MODELS = ("ols", "wls", "binomial", "quasibinomial", "betabinomial")


def _numbers(frame: pl.DataFrame, name: str) -> pl.Series:
    column = frame.get_column(name)
    return column if column.dtype == pl.Float64 else floats(frame, name, source="data")


def _optional(frame: pl.DataFrame, given: str | Sequence[float] | None, name: str) -> pl.Series | None:
    """Return a column by its name, or values given beside the frame."""
    if given is None or isinstance(given, str):
        return None if given is None else _numbers(frame, given)
    column = pl.Series(name, given)
    return floats(pl.DataFrame([column]), name, source="data")


def _need_one_row_per_area(frame: pl.DataFrame, area: str | None) -> None:
    """Refuse counts or shares of several groups or periods, which would count as so many areas."""
    if {"area", "group", "rentals"} <= set(frame.columns) and frame.get_column("group").n_unique() > 1:
        raise refusal("one-group-only", column="group")
    own = frame.get_column("area") if area is None and "area" in frame.columns else None
    if own is not None and own.dtype == pl.String and own.drop_nulls().is_duplicated().any():
        rows = (own.is_duplicated().arg_true() + 1).to_list()
        raise refusal("area-several-rows", source="data", column="area", rows=rows, n=len(rows))


#: Coefficient of variation of ``x * stock / rentals`` that rounding of a printed percentage can explain.
_ROUNDED = 0.02
_ENOUGH = 5


def _variation(values: pl.Series) -> float:
    """Return the coefficient of variation."""
    (spread,) = values.alias("v").to_frame().select((pl.col("v").std() / pl.col("v").mean()).abs()).row(0)
    return float(spread)


def _shared(frame: pl.DataFrame, y: str, names: Sequence[str], rentals: pl.Series | None) -> tuple[str, ...]:
    """Return the predictors that are rentals divided by some other column, up to a factor and rounding."""
    if rentals is None:
        return ()
    skip = {y, rentals.name, *names}
    others = [c for c, dtype in frame.schema.items() if dtype.is_numeric() and c not in skip]
    found = []
    for name in names:
        for other in others:
            ratio = (_numbers(frame, name) * frame[other] / rentals).drop_nulls()
            ratio = ratio.filter(ratio.is_finite() & (ratio != 0))
            if len(ratio) >= _ENOUGH and _variation(ratio) < _ROUNDED:
                found.append(name)
                break
    return tuple(found)


def _check_options(model: str, level: float, *, trials: bool, weights: bool, min_rentals: float | None) -> None:
    if model not in _MODELS:
        raise refusal("expected-one-of", argument="model", found=model, known=list(_MODELS))
    if not 0 < level < 1:
        raise refusal("not-between-0-and-1", argument="level", found=str(level))
    counts = model not in ("ols", "wls")
    if counts != trials:
        raise refusal("model-needs-trials" if counts else "model-without-trials", model=model)
    if (model == "wls") != weights:
        raise refusal("model-weights", model=model)
    if min_rentals is not None and min_rentals < 0:
        raise refusal("not-from-0", argument="min_rentals", found=str(min_rentals))


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
    labels: Mapping[str, str] | None = None,
    public: bool = False,
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
    labels : mapping of str to str, optional
        Words for columns, for tables and charts.
    public : bool
        Whether the figures of single areas are published already, or made up: a map of residuals of others bears a
        mark.

    Returns
    -------
    Regression

    Raises
    ------
    InvalidInputError
        If columns are collinear, a column is constant, there are too few areas, a value is infinite, a
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
    need(data, "regress", place=True)
    frame = to_frame(data, source="data")
    _need_one_row_per_area(frame, area)
    names = [x] if isinstance(x, str) else list(x)
    columns = [c for c in (y, *names, area, weights, trials) if isinstance(c, str)]
    need_columns(frame, columns, source="data")
    _check_options(model, level, trials=trials is not None, weights=weights is not None, min_rentals=min_rentals)
    known = _optional(frame, trials, "trials")
    rentals = _numbers(frame, "rentals") if "rentals" in frame.columns else known
    if min_rentals is not None and rentals is None:
        need_columns(frame, ["rentals"], source="data (for min_rentals)")
    inputs = Inputs(
        y=_numbers(frame, y),
        x=tuple(_numbers(frame, name) for name in names),
        area=None if area is None else texts(frame, area, source="data"),
        weights=_optional(frame, weights, "weights"),
        trials=known,
        rentals=rentals,
        min_rentals=min_rentals,
        model=model,
        covariance=covariance,
        intercept=intercept,
        level=level,
        sources=dict(sources or {}),
        labels=dict(labels or {}),
        shared=_shared(frame, y, names, rentals),
        public=public,
    )
    return inputs.fit()
