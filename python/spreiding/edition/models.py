"""The models of an edition: the regression of every period and of all together, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.schemes import UNLOCATED
from spreiding.base.errors import InvalidInputError
from spreiding.counts.counts import ALL
from spreiding.disclosure.figures import with_share
from spreiding.disclosure.symbols import LEAST_AREAS, LEAST_FREEDOM
from spreiding.edition.keys import said
from spreiding.regression.fit import regress
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.regression.result import Regression

#: Least number of rentals of an area that takes part (note of 2018, chapter 4).
LEAST = 10
#: Columns of the characteristics that are no predictor.
NO_PREDICTORS = ("area", "year", "association_stock")
#: Name of the model of all periods together.
POOLED = "pooled"


@dataclass(frozen=True)
class Gap:
    """Why a model or a predictor is missing: a code of the catalogue with its data."""

    code: str
    period: str = ""  #: Empty where it is no period that is missing.
    data: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Fits:
    """The models by period, the pooled one last; the predictors; and what is missing."""

    models: dict[str, Regression]
    predictors: tuple[str, ...]
    gaps: tuple[Gap, ...]


def fitted(run: Any, periods: Sequence[str]) -> Fits:
    """Fit the model of every period and the pooled one."""
    covariates: pl.DataFrame = run.study.covariates
    names, gaps = _predictors(run, covariates)
    models: dict[str, Regression] = {}
    for code in (*periods, POOLED):
        data = _data(run, covariates, code, periods)
        found = _fit(run, data, names, code) if isinstance(data, pl.DataFrame) else data
        if isinstance(found, Gap):
            gaps.append(found)
        else:
            models[code] = found
    return Fits(models, tuple(names), tuple(gaps))


def _predictors(run: Any, covariates: pl.DataFrame) -> tuple[list[str], list[Gap]]:
    """Return the characteristics that take part, and why others do not."""
    wanted = list(run.study.predictors or [c for c in covariates.columns if c not in NO_PREDICTORS])
    used, gaps = [], []
    for name in wanted:
        told = (("name", label(run, name)),)
        if name not in covariates.columns:
            gaps.append(Gap("predictor-missing", data=told))
        elif not covariates.schema[name].is_numeric():
            gaps.append(Gap("predictor-no-number", data=told))
        elif covariates.get_column(name).drop_nulls().n_unique() < 2:
            gaps.append(Gap("predictor-constant", data=told))
        else:
            used.append(name)
    return used, gaps


def label(run: Any, name: str) -> str:
    """Return the words for a characteristic."""
    return said(run.study.labels.get(name), run.lang) or name


def _data(run: Any, covariates: pl.DataFrame, code: str, periods: Sequence[str]) -> pl.DataFrame | Gap:
    """Return shares with characteristics of a period, those of its own year; or why there are none."""
    key = str(run.figures.kind)
    frame = run.figures.exact.to_polars().filter(
        (pl.col("group") == ALL) & pl.col("area").is_in(_areas(run, code, periods))
    )
    if code == POOLED:
        sums = frame.filter(pl.col(key).is_in(periods)).group_by("area", maintain_order=True)
        frame = sums.agg(pl.col("allocations").sum(), pl.col("rentals").sum())
        held = covariates.drop("year", strict=False).group_by("area", maintain_order=True).mean()
    else:
        frame = frame.filter(pl.col(key) == code)
        held = covariates
        if "year" in covariates.columns:
            held = covariates.filter(pl.col("year").cast(pl.String) == code[:4]).drop("year")
            if not held.height:
                return Gap("regression-no-year", code)
    share = pl.when(pl.col("rentals") > 0).then(pl.col("allocations") / pl.col("rentals"))
    data = frame.select("area", "rentals", share_of_rentals=share)
    data = data.join(held, on="area", how="inner", maintain_order="left")
    return data if data.height else Gap("regression-no-areas", code)


def _areas(run: Any, code: str, periods: Sequence[str]) -> list[str]:
    """Return the areas that may take part: on a protected page those whose share it prints."""
    key = str(run.figures.kind)
    if not run.protected:
        return [str(area) for area in run.figures.exact.to_polars().get_column("area").unique() if area != UNLOCATED]
    codes = periods if code == POOLED else (code,)
    found = [set(with_share(run.figures.districts.select(**{key: one}))) for one in codes]
    return sorted(set.intersection(*found)) if found else []


def _fit(run: Any, data: pl.DataFrame, names: Sequence[str], code: str) -> Regression | Gap:
    labels = {name: label(run, name) for name in names} | {"share_of_rentals": sentence("the-share", run.lang)}
    usable = [name for name in names if data.get_column(name).drop_nulls().n_unique() > 1]
    few = Gap("regression-too-few", code, (("n", data.height), ("k", len(usable))))
    if not usable:
        return few
    try:
        least = LEAST + run.protected  # of a protected page as its maps: more than the least
        fit = regress(data, "share_of_rentals", usable, area="area", min_rentals=least, labels=labels)
    except InvalidInputError:  # fewer areas than coefficients, or predictors that cannot be told apart
        return few
    if run.protected and (fit.df < LEAST_FREEDOM or fit.n < LEAST_AREAS):
        return Gap("regression-hidden", code)
    return fit
