"""Two shares compared: exact probability, interval of the difference, adjustment for many comparisons; a trend.

Columns in, columns out; null and NaN are missing. Nothing here knows areas or periods.
"""

from __future__ import annotations

from functools import lru_cache
from math import erfc, prod, sqrt
from typing import TYPE_CHECKING

import numpy as np

from spreiding import _core

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

#: Natural logarithms of probabilities that lie closer than this are compared exactly.
NEAR = 1e-9


@lru_cache(1 << 16)
def fisher(x: int, n: int, y: int, m: int) -> float:
    """Return the two-sided exact probability that ``x`` of ``n`` and ``y`` of ``m`` have one share.

    It is the sum over all tables with these margins that are no likelier than the one found; equal likelihoods are told
    apart by whole numbers, at any size.

    References
    ----------
    Fisher (1934), Statistical Methods for Research Workers, 5th ed., section 21.02. The sum over no likelier tables is
    that of :func:`scipy.stats.fisher_exact`.

    Examples
    --------
    >>> round(fisher(8, 10, 1, 6), 6)  # 8 of 10 against 1 of 6
    0.034965
    """
    k, whole = x + y, n + m
    low, high = max(0, k - m), min(k, n)
    if low == high:
        return 1.0
    mode = min(max(((k + 1) * (n + 1)) // (whole + 2), low), high)
    up, down = np.arange(mode, high, dtype=float), np.arange(mode, low, -1, dtype=float)
    # ln of the ratio of each table to the mode, summed outward: errors grow only where probabilities vanish.
    above = np.cumsum(np.log((n - up) * (k - up) / ((up + 1) * (m - k + up + 1))))
    below = np.cumsum(np.log(down * (m - k + down) / ((n - down + 1) * (k - down + 1))))
    logs = np.concatenate([below[::-1], [0.0], above])
    found = logs[x - low]
    rarer = logs <= found + NEAR
    for at in np.flatnonzero(rarer & (logs >= found - NEAR)):
        rarer[at] = _no_likelier(int(at) + low, x, n, m, k)
    chances = np.exp(logs)
    return min(1.0, float(chances[rarer].sum() / chances.sum()))


def _no_likelier(other: int, x: int, n: int, m: int, k: int) -> bool:
    """Return whether the table with ``other`` in its first cell is no likelier than that with ``x``, exactly."""
    low, high = min(other, x), max(other, x)
    steps = range(low, high)
    up = prod((n - i) * (k - i) for i in steps)
    down = prod((i + 1) * (m - k + i + 1) for i in steps)
    return up <= down if other > x else up >= down


def newcombe(x: pl.Series, n: pl.Series, y: pl.Series, m: pl.Series, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the bounds of ``x / n - y / m`` by Newcombe's hybrid score interval (method 10).

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17(8), 873-890, method 10. Its table II has 56/70 - 48/80.

    Examples
    --------
    >>> import polars as pl
    >>> ends = newcombe(*(pl.Series([float(v)]) for v in (56, 70, 48, 80)), 0.95)
    >>> [round(float(end[0]), 4) for end in ends]
    [0.0524, 0.3339]
    """
    first, second = (_core.share_intervals(a, b, "wilson", level) for a, b in ((x, n), (y, m)))
    (l1, u1), (l2, u2) = (
        [bounds.get_column(name).to_numpy() for name in ("lower", "upper")] for bounds in (first, second)
    )
    p1, p2 = (x / n).to_numpy(), (y / m).to_numpy()
    return p1 - p2 - np.hypot(p1 - l1, u2 - p2), p1 - p2 + np.hypot(u1 - p1, p2 - l2)


def adjusted(p: Sequence[float | None]) -> list[float | None]:
    """Return p-values adjusted for their number; a missing one takes no part.

    References
    ----------
    Benjamini & Hochberg (1995), JRSS B 57(1), 289-300.

    Examples
    --------
    >>> adjusted([0.01, None, 0.04, 0.03])
    [0.03, None, 0.04, 0.04]
    """
    known = sorted((value, at) for at, value in enumerate(p) if value is not None)
    found: list[float | None] = [None] * len(p)
    least = 1.0
    for rank in range(len(known), 0, -1):
        value, at = known[rank - 1]
        least = min(least, value * (len(known) / rank))  # never below the p-value itself
        found[at] = least
    return found


def cochran_armitage(x: Sequence[float], n: Sequence[float], t: Sequence[float]) -> tuple[float, float | None]:
    """Return slope and z of a linear trend in the shares ``x / n`` at the times ``t``.

    The slope is that of least squares weighted with ``n``: change of the share per unit of ``t``. z has the variance
    of the binomial with the pooled share, over n (not n - 1); it is None where all shares are 0, or all are 1.

    References
    ----------
    Cochran (1954), Biometrics 10(4), 417-451; Armitage (1955), Biometrics 11(3), 375-386; Agresti (2013), Categorical
    Data Analysis, 3rd ed., section 5.3.5.

    Examples
    --------
    >>> slope, z = cochran_armitage([10, 15, 25], [50, 50, 50], [0, 1, 2])
    >>> round(slope, 4), round(z, 4)
    (0.15, 3.182)
    """
    weight, members, time = (np.asarray(values, dtype=float) for values in (n, x, t))
    time = time - time[0]  # years are large beside their differences
    share = members.sum() / weight.sum()
    away = time - (weight * time).sum() / weight.sum()
    spread = (weight * away**2).sum()
    slope = float((members * away).sum() / spread)
    variance = share * (1 - share) * spread
    return slope, float(slope * spread / sqrt(variance)) if variance > 0 else None


def two_sided(z: float) -> float:
    """Return the two-sided probability of a standard normal value.

    >>> round(two_sided(1.959964), 6)
    0.05
    """
    return erfc(abs(z) / sqrt(2))
