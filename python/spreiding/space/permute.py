"""Tests by permutation: options, p, and the steps that one statistic over all areas takes."""

from __future__ import annotations

from math import erfc, isfinite, sqrt
from typing import TYPE_CHECKING, Any, Literal

from spreiding import _core
from spreiding.base.progress import bar
from spreiding.base.results import version
from spreiding.space.align import Aligned
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    import polars as pl

    from spreiding.areas.neighbours import Neighbours
    from spreiding.base.types import AreaValues

Alternative = Literal["two-sided", "greater", "less"]

#: Values permuted per step: between two steps the progress bar moves and Ctrl-C is heard.
_STEP = 40_000_000


def check_options(permutations: int, seed: int, alternative: str) -> None:
    """Check the options that every test by permutation has.

    Raises
    ------
    InvalidInputError
        If one is out of range.
    """
    for name, value in (("permutations", permutations), ("seed", seed)):
        if not 0 <= value < 2**64:
            raise refusal("not-from-0", argument=name, found=str(value))
    if alternative not in ("two-sided", "greater", "less"):
        known = ["two-sided", "greater", "less"]
        raise refusal("expected-one-of", argument="alternative", found=alternative, known=known)


def not_negative(values: pl.Series) -> None:
    """Check values for Getis-Ord.

    Raises
    ------
    InvalidInputError
        If one is below 0.
    """
    negative = values.filter(values < 0)
    if len(negative):
        raise refusal("values-negative", least=f"{min(negative):g}")


def whole(
    kind: type[Any],
    statistic: str,
    name: str,
    values: AreaValues,
    neighbours: Neighbours,
    permutations: int,
    seed: int,
    alternative: Alternative,
) -> Any:
    """Return one statistic over all areas, as the kind of result asked for."""
    check_options(permutations, seed, alternative)
    given = Aligned.of(values, neighbours)
    if statistic == "getis_ord":
        not_negative(given.values)
    fixed = {
        "n": len(given.values),
        "n_islands": given.weights.counts().count(0),
        "dropped": tuple(given.dropped),
        "permutations": permutations,
        "alternative": alternative,
        "seed": seed,
        "method": f"{name}, {neighbours.rule}, {'row-standardised' if neighbours.standardised else 'own'} weights",
        "version": version(),
    }
    sample = _core.Sample(given.values, given.weights)
    numbers = ("value", "expected", "z_norm", "p_norm", "z_rand", "p_rand", "p_sim", "mean_sim", "sd_sim")
    if reason := sample.undefined():
        return kind(**dict.fromkeys(numbers, None), **fixed, reason=reason)
    value, expected, normal, random = sample.moments(statistic)
    scores: list[float | None] = []
    for variance in (normal, random):
        z = (value - expected) / sqrt(variance) if isfinite(variance) and variance > 0 else None
        scores += [z, None if z is None else tail(z, alternative)]
    simulated = _simulate(sample, statistic, permutations, seed, alternative)
    return kind(**dict(zip(numbers, [value, expected, *scores, *simulated], strict=True)), **fixed, reason=None)


def tail(z: float, alternative: Alternative) -> float:
    """P of a standard score.

    >>> round(tail(1.959964, "two-sided"), 6), tail(0.0, "less")
    (0.05, 0.5)
    """
    if alternative == "two-sided":
        return erfc(abs(z) / sqrt(2))
    return erfc((z if alternative == "greater" else -z) / sqrt(2)) / 2


def _simulate(
    sample: _core.Sample, statistic: str, permutations: int, seed: int, alternative: Alternative
) -> list[float | None]:
    """Return p_sim, mean and standard deviation over permutations, in steps that Ctrl-C can break."""
    if permutations == 0:
        return [None, None, None]
    # A whole number of the core's blocks of 32 per step: sums then do not depend on the step.
    step = max(_STEP // len(sample.deviations()) // 32, 1) * 32
    counts, total, squares = [0, 0, 0], 0.0, 0.0
    with bar(total=permutations, desc=statistic) as shown:
        for first in range(0, permutations, step):
            last = min(first + step, permutations)
            *found, more, more_squares = sample.permuted(statistic, seed, first, last)
            counts = [a + b for a, b in zip(counts, found, strict=True)]
            total, squares = total + more, squares + more_squares
            shown.update(last - first)
    extreme = counts[("greater", "less", "two-sided").index(alternative)]
    mean = total / permutations
    return [(1 + extreme) / (permutations + 1), mean, sqrt(max(squares / permutations - mean * mean, 0.0))]
