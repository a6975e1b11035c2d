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
