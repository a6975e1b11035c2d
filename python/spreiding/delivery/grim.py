"""Whether printed percentages can come from whole households: granularity of means, GRIM."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

#: Largest number of households that is looked at for one that fits.
MOST = 400


def possible(share: float, n: int, decimals: int = 0) -> list[int]:
    """Return the numbers of households out of ``n`` that print as this share, in percent with so many decimals.

    A half is taken to round either way, as print does not say how it was rounded.

    References
    ----------
    Brown & Heathers (2017), Social Psychological and Personality Science 8(4), 363-369.

    Examples
    --------
    >>> possible(0.50, 4), possible(0.58, 21), possible(0.57, 21)
    ([2], [], [12])
    """
    half = Decimal(5).scaleb(-decimals - 3)
    middle = Decimal(repr(share)).quantize(Decimal(1).scaleb(-decimals - 2), rounding=ROUND_HALF_UP)
    first, last = ceil((middle - half) * n), floor((middle + half) * n)
    return list(range(max(first, 0), min(last, n) + 1))


def fits(shares: list[float], n: int, decimals: int = 0) -> bool:
    """Return whether parts of ``n`` households can print as all these shares together.

    >>> fits([0.58, 0.32], 21), fits([0.58, 0.32], 19), fits([0.66, 0.28], 35)
    (False, True, False)
    """
    found = [possible(share, n, decimals) for share in shares]
    return all(found) and sum(min(numbers) for numbers in found) <= n


def least_that_fit(shares: list[float], decimals: int = 0, *, most: int = 2) -> list[int]:
    """Return the smallest numbers of households that the shares can come from.

    >>> least_that_fit([0.66, 0.28])
    [29, 32]
    """
    found: list[int] = []
    for n in range(1, MOST):
        if len(found) < most and fits(shares, n, decimals):
            found.append(n)
    return found
