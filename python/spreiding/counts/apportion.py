"""Whole units divided so that every sum stays what it was: largest remainders."""

from __future__ import annotations

import numpy as np


def units_for(total: float) -> int:
    """Return how many parts of one letting a float can hold for sums up to a total: a power of two.

    Numbers that are multiples of it add up exactly, in any order.

    >>> units_for(8_294) * 8_294 < 2**52 <= units_for(8_294) * 8_294 * 4
    True
    """
    return 1 << max(0, 51 - int(max(total, 1)).bit_length())


def largest_remainders(values: np.ndarray, total: int, most: np.ndarray | None = None) -> np.ndarray:
    """Round values to whole numbers that add up to a total, the largest remainders up; none above ``most``.

    Parameters
    ----------
    values : array, shape (n,)
        Numbers >= 0.
    total : int
        What they add up to.
    most : array of int, shape (n,), optional
        Bounds, of which the sum is at least ``total``.

    References
    ----------
    Balinski & Young (1982), Fair Representation, app. A (method of Hamilton).

    Examples
    --------
    >>> largest_remainders(np.array([1.2, 2.5, 3.3]), 7).tolist()
    [1, 3, 3]
    """
    found: np.ndarray = np.floor(values).astype(np.int64)
    if most is not None:
        found = np.minimum(found, most)
    # By size of the remainder, then by place, so that equal remainders fall the same way every time.
    order = np.lexsort((np.arange(values.size), -(values - found)))
    left = total - int(found.sum())
    while left:
        step = 1 if left > 0 else -1
        before = left
        for at in order if step > 0 else order[::-1]:
            room = (most is None or found[at] < most[at]) if step > 0 else found[at] > 0
            if left and room:
                found[at] += step
                left -= step
        if left == before:
            raise ValueError("bounds add up to less than the total")
    return found


def both_ways(cells: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Round a table to whole numbers with given row and column sums, the largest remainders up.

    Parameters
    ----------
    cells : array, shape (n, k)
        Numbers >= 0.
    rows, columns : array of int
        Sums wanted; each at least the sum of the whole parts, and together equal.

    References
    ----------
    Cox (1987), JASA 82(398), 520-524: controlled rounding keeps both margins.

    Examples
    --------
    >>> both_ways(np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([1, 1]), np.array([1, 1])).tolist()
    [[1, 0], [0, 1]]
    """
    found: np.ndarray = np.floor(cells).astype(np.int64)
    left_rows, left_columns = rows - found.sum(axis=1), columns - found.sum(axis=0)
    rest = (cells - found).ravel()
    order = np.lexsort((np.arange(rest.size), -rest))
    while left_rows.sum() > 0:
        for at in order:
            row, column = divmod(int(at), cells.shape[1])
            if left_rows[row] > 0 and left_columns[column] > 0:
                found[row, column] += 1
                left_rows[row] -= 1
                left_columns[column] -= 1
    return found
