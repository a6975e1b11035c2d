"""Hatches and dots that fill a polygon: as lines and points, for pictures that know no patterns."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Point = tuple[float, float]


def hatch(rings: Sequence[Sequence[Sequence[float]]], step: float) -> list[list[Point]]:
    """Return the parts inside a polygon of lines that rise to the right, ``step`` apart; lines of neighbours meet.

    >>> hatch([[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]], 10)
    [[(0.0, 0.0), (0.0, 0.0)], [(4.1, 10.0), (10.0, 4.1)]]
    """
    # Turned by 45 degrees the lines are horizontal: u runs along them, v across.
    turned = [[((x - y) / sqrt(2), (x + y) / sqrt(2)) for x, y in ring] for ring in rings]
    return [[_back(a, v), _back(b, v)] for v, a, b in _across(turned, step)]


def dots(rings: Sequence[Sequence[Sequence[float]]], step: float) -> list[list[Point]]:
    """Return the points of a square grid that lie inside a polygon, each as a line of no length.

    >>> dots([[[1, 1], [19, 1], [19, 11], [1, 11], [1, 1]]], 10)
    [[(10, 10), (10.1, 10)]]
    """
    rows = _across([[(x, y) for x, y, *_ in ring] for ring in rings], step)
    points = ((i * step, y) for y, a, b in rows for i in range(ceil(a / step), int(b // step) + 1))
    return [[(x, y), (x + 0.1, y)] for x, y in points]


def _across(rings: Sequence[Sequence[Point]], step: float) -> Iterator[tuple[float, float, float]]:
    """Return height, start and end of every stretch of horizontal lines inside the polygon (even-odd rule)."""
    heights = [y for ring in rings for _, y in ring]
    for i in range(ceil(min(heights) / step), int(max(heights) // step) + 1):
        level = i * step
        xs = sorted(
            ax + (level - ay) * (bx - ax) / (by - ay)
            for ring in rings
            for (ax, ay), (bx, by) in pairwise(ring)
            if (ay > level) != (by > level)
        )
        yield from ((level, a, b) for a, b in zip(xs[::2], xs[1::2], strict=False))


def _back(u: float, v: float) -> Point:
    return round((u + v) / sqrt(2), 1), round((v - u) / sqrt(2), 1)
