"""Check of areas' shares: 17, where a whole estate may have one label."""

from __future__ import annotations

from math import exp, lgamma
from typing import TYPE_CHECKING

import numpy as np

from spreiding.checks.chance import alarms, tails
from spreiding.checks.figures import count, out_of
from spreiding.checks.finding import Finding, NotRun, not_run

if TYPE_CHECKING:
    from spreiding.checks.material import Cells, Material


def extreme_share(m: Material) -> list[Finding | NotRun]:
    """Check 17: share 0 or nearly 1 in an area with enough rentals."""
    t = m.thresholds
    codes, relet = m.values("area")[:-1], m.relet("area", "group")[:-1]
    whole = m.cells("area", "group")[:-1]
    if not (whole.sum(axis=1) >= t.estate_least).any():
        return [not_run("idle-no-large-area", least=t.estate_least)]
    found: list[Finding | NotRun] = []
    for cells, high, code in ((relet, False, "share-is-zero"), (whole, True, "share-near-one")):
        n, x = cells.sum(axis=1), cells[:, 1:].sum(axis=1)
        at = np.flatnonzero(n >= t.estate_least)
        extreme = x[at] > t.estate_share * n[at] if high else x[at] == 0
        p = x.sum() / max(int(n.sum()), 1)
        chance = np.ones(at.size)
        for i in np.flatnonzero(extreme):
            chance[i] = tail(int(x[at[i]]), int(n[at[i]]), p, _correlation(x[at], n[at], int(i)), high=high)
        out = np.flatnonzero(alarms(chance, t.false_discovery) & extreme)
        if out.size:
            figures = tuple(out_of(x[at[i]], n[at[i]], codes[at[i]]) for i in out)
            about = tuple(count(n[at[i]] * p, decimals=1, sign="≈ ") for i in out)
            data = {"most": round(100 * t.estate_share)}
            found.append(Finding("extreme_share", code, int(out.size), (), data, figures, about))
    return found


def tail(x: int, n: int, p: float, rho: float, *, high: bool) -> float:
    """Return the chance of a beta-binomial count as high (or as low) as ``x``; exact.

    >>> round(tail(3, 3, 0.5, 0.0, high=True), 6), round(tail(0, 2, 0.5, 1 / 3, high=False), 6)
    (0.125, 0.333333)

    Where every other area is all or nothing, so may this one be:

    >>> tail(3, 3, 0.25, 1.0, high=True), tail(3, 9, 0.25, 1.2, high=False), tail(0, 9, 0.25, 1.0, high=True)
    (0.25, 0.75, 1.0)
    """
    if rho >= 1:
        return 1.0 if x == (0 if high else n) else p if high else 1 - p
    if rho < 1e-6 or not 0 < p < 1:  # where logarithms of gamma functions lose their digits
        return float(tails([x], [n], [p])[1 if high else 0][0])
    a, b = p * (1 - rho) / rho, (1 - p) * (1 - rho) / rho
    return sum(exp(_log_chance(k, n, a, b)) for k in (range(x, n + 1) if high else range(x + 1)))


def _log_chance(k: int, n: int, a: float, b: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return ways + lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b) + lgamma(a + b) - lgamma(a) - lgamma(b)


def _correlation(x: Cells, n: Cells, at: int) -> float:
    """Return how much the shares of the other areas differ, as the correlation within an area.

    Moments of a beta-binomial count (Kleinman 1973, JASA 68(341), 46-54); the area itself does not count.
    """
    own = np.arange(x.size) != at
    return _beta_moments(x[own], n[own])[1] if own.sum() >= 5 else 0.0  # fewer teach nothing


def _beta_moments(x: Cells, n: Cells) -> tuple[float, float]:
    """Return the mean share and the correlation within an area."""
    total = float(n.sum())
    p = float(x.sum()) / total
    if not 0 < p < 1:
        return p, 0.0
    square = float((n * (x / n - p) ** 2).sum())
    parts, size = len(n) - 1, total - float((n.astype(float) ** 2).sum()) / total
    return p, float(np.clip((square / (p * (1 - p)) - parts) / max(size - parts, 1.0), 0.0, 1.0))
