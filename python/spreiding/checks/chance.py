"""Exact chances of counts, and control of false alarms over many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding import _core

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]


def tails(x: Any, n: Any, p: Any) -> tuple[Numbers, Numbers]:
    """Return the chances that a binomial count is at most, and at least, ``x``.

    >>> [round(float(t[0]), 6) for t in tails([1], [3], [0.5])]
    [0.5, 0.875]
    """
    x, n, p = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (x, n, p)))
    columns = [pl.Series(np.ascontiguousarray(v).ravel()) for v in (x, n, np.clip(p, 0.0, 1.0))]
    most, least = _core.binomial_tails(*columns)
    return most.to_numpy().reshape(x.shape), least.to_numpy().reshape(x.shape)


def both_sides(x: Any, n: Any, p: Any) -> Numbers:
    """Return the two-sided chance: twice the smaller tail, at most 1."""
    most, least = tails(x, n, p)
    result: Numbers = np.minimum(2 * np.minimum(most, least), 1.0)
    return result


def one_side(x: Any, n: Any, p: Any, dispersion: Any, *, high: bool) -> Numbers:
    """Return the chance of a count as high (or as low) as ``x`` where counts vary more than binomially.

    Both numbers are divided by the dispersion, the factor by which the variance exceeds that of a binomial count
    (McCullagh & Nelder 1989, Generalized Linear Models, 2nd ed., section 4.5); the tail of what is left is exact.
    """
    x, n = np.asarray(x) / dispersion, np.asarray(n) / dispersion
    most, least = tails(x, n, p)
    return least if high else most


def beyond_habit(x: Any, expected: Any, variance: Any) -> Numbers:
    """Return the two-sided chance of a count whose expectation itself varies: a negative binomial count, exact tails.

    ``variance`` is that of the count over the square of what is expected; what it exceeds that of a Poisson count by is
    the variance of a gamma-distributed habit (Greenwood & Yule 1920, J. R. Statist. Soc. 83, 255-279). The tails are
    those of a binomial count (Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions, 3rd ed., eq. 5.31).

    >>> beyond_habit([0.0], [3.0], [1 / 3]).round(4).tolist()
    [0.0996]
    """
    x, expected = np.asarray(x, dtype=np.float64), np.maximum(np.asarray(expected, dtype=np.float64), 1e-12)
    shape = 1 / np.maximum(np.asarray(variance) - 1 / expected, 1e-9)
    success = shape / (shape + expected)
    _, low = tails(shape, x + shape, success)
    # None at all is certain to be reached: the tail is asked from one letting on.
    least = np.maximum(x, 1.0)
    _, high = tails(least, least + shape - 1, 1 - success)
    result: Numbers = np.minimum(2 * np.minimum(low, np.where(x > 0, high, 1.0)), 1.0)
    return result


def dispersion(x: Any, expected: Any, variance: Any) -> Numbers:
    """Return by how much counts vary more than their binomial variance, from month to month; at least 1.

    Half the mean squared difference of successive standardised residuals (von Neumann 1941, Ann. Math. Statist. 12(4),
    367-395) along the last axis: a slow drift or a single step adds next to nothing to it, waves and estates do.

    >>> float(dispersion([10, 10, 10, 50, 50, 50], [10, 10, 10, 50, 50, 50], [1.0] * 6))
    1.0
    """
    steps = _steps(x, expected, variance)
    known = np.isfinite(steps).sum(axis=-1)
    mean = np.divide(np.nansum(steps**2, axis=-1), 2 * known, out=np.ones(steps.shape[:-1]), where=known > 0)
    result: Numbers = np.maximum(mean, 1.0)
    return result


def usual_dispersion(x: Any, expected: Any, variance: Any) -> Numbers:
    """Return the same by the median, which one month that is out of line does not move."""
    steps = _steps(x, expected, variance) ** 2
    bare = np.isnan(steps).all(axis=-1, keepdims=True)
    middle = np.nanmedian(np.where(bare, 0.0, steps), axis=-1)
    result: Numbers = np.maximum(middle / (2 * MEDIAN_SQUARE), 1.0)
    return result


#: Median of the square of a standard normal value.
MEDIAN_SQUARE = 0.454_936_423


def _steps(x: Any, expected: Any, variance: Any) -> Numbers:
    gap = np.asarray(x, dtype=np.float64) - expected
    spread = np.sqrt(np.asarray(variance, dtype=np.float64))
    residual = np.divide(gap, spread, out=np.full(np.broadcast(gap, spread).shape, np.nan), where=spread > 0)
    result: Numbers = np.diff(residual, axis=-1)
    return result


def improbable(expected: float) -> int:
    """Return the smallest Poisson number that chance reaches less than once in a million times.

    >>> improbable(0.0), improbable(0.001), improbable(1.0), improbable(100.0)
    (1, 2, 10, 152)
    """
    numbers = np.arange(1, int(expected + 10 * expected**0.5) + 20)
    many = 1e12  # a binomial number of so many trials is a Poisson number
    _, least = tails(numbers, np.full(numbers.size, many), np.full(numbers.size, expected / many))
    return int(numbers[np.flatnonzero(least <= 1e-6)[0]])


def alarms(p: Numbers, rate: float) -> npt.NDArray[np.bool_]:
    """Return which tests stand out with at most ``rate`` false ones among them.

    Benjamini & Hochberg (1995), J. R. Statist. Soc. B 57(1), 289-300, procedure (1).

    >>> alarms(np.array([0.001, 0.04, 0.03, 0.9]), 0.05).tolist()
    [True, False, False, False]
    """
    flat = np.asarray(p, dtype=np.float64).ravel()
    order = np.argsort(flat, kind="stable")
    under = flat[order] <= rate * np.arange(1, flat.size + 1) / max(flat.size, 1)
    kept = np.zeros(flat.size, dtype=bool)
    if under.any():
        kept[order[: int(np.flatnonzero(under)[-1]) + 1]] = True
    return kept.reshape(np.shape(p))
