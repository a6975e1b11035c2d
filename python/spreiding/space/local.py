"""Local indicators of spatial association: local Moran and local Getis-Ord, with false-discovery control."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from spreiding import _core
from spreiding.base.results import Result, version
from spreiding.space.align import Aligned
from spreiding.space.permute import check_options, not_negative, tail
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.areas.areas import Areas
    from spreiding.areas.neighbours import Neighbours
    from spreiding.base.types import AreaValues
    from spreiding.space.permute import Alternative

NO_VALUE, NO_NEIGHBOUR = "no value", "no neighbours with a value"


@dataclass(frozen=True, repr=False)
class _Local(Result):
    """One statistic per area."""

    frame: pl.DataFrame
    permutations: int
    alternative: str
    seed: int
    method: str
    version: str  #: Of this package.
    areas: Areas | None = field(default=None, compare=False, repr=False)  #: For the names that print shows.
    public: bool = False  #: Whether anyone may see the values of single areas.

    @property
    def caption(self) -> str:
        """Method, number of areas and permutations."""
        return f"{self.method}, {self.frame.height} areas, {self.permutations} permutations, seed {self.seed}"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per area, in the order of the neighbours' codes."""
        return self.frame

    def significant(self, alpha: float = 0.05, *, control: str = "fdr") -> list[str]:
        """Codes of the significant areas.

        Parameters
        ----------
        alpha : float
            Expected share of false discoveries among them (``"fdr"``, Benjamini & Hochberg 1995), or
            chance of each by itself (``"none"``).
        control : {"fdr", "none"}
            With 100 areas and alpha 0.05, ``"none"`` gives about 5 where there is no pattern.

        Raises
        ------
        InvalidInputError
            If ``control`` is neither.
        """
        columns = {"fdr": "q_sim", "none": "p_sim"}
        if control not in columns:
            raise refusal("expected-one-of", argument="control", found=control, known=list(columns))
        return self.frame.filter(pl.col(columns[control]) <= alpha)["area"].to_list()


@dataclass(frozen=True, repr=False)
class LocalMoran(_Local):
    """Local Moran per area; see :func:`local_moran`."""


@dataclass(frozen=True, repr=False)
class LocalGetisOrd(_Local):
    """Local G or G* per area; see :func:`local_getis_ord`."""


def local_moran(
    values: AreaValues,
    neighbours: Neighbours,
    *,
    permutations: int = 9_999,
    seed: int = 0,
    alternative: Alternative = "two-sided",
    public: bool = False,
) -> LocalMoran:
    """Local Moran: areas that are similar, or dissimilar, to their neighbours.

    Parameters
    ----------
    values, neighbours, permutations, seed, alternative
        As for :func:`spreiding.moran`. Conditional permutation: the area keeps its value, the others are
        permuted; two-sided counts permutations at least as far from that conditional expectation.
    public
        Whether the values are published already, or made up; maps and charts of others bear a mark.

    Returns
    -------
    LocalMoran
        Frame with ``area``, ``value``, ``i`` (sum over areas is (n - 1) / n times S0 times Moran's I),
        ``z`` and ``lag`` (deviation of the area and weighted deviation of its neighbours), ``quadrant``
        ("HH", "LH", "LL", "HL": the area, then its neighbours), ``p_sim``, ``q_sim`` (p for the false
        discovery rate), expectation and variance with all values in random order (``expected``,
        ``variance``) and with the area's own kept (``expected_given``, ``variance_given``), and
        ``reason`` where nothing is defined: no value, no neighbours, or all values equal.

    References
    ----------
    Anselin (1995), https://doi.org/10.1111/j.1538-4632.1995.tb00338.x (i scaled by n - 1 as GeoDa and
    PySAL do); Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.

    Notes
    -----
    Areas share the draws of a permutation, as in PySAL; each p by itself is exact for its draws.

    Examples
    --------
    >>> from spreiding import Areas, neighbours
    >>> row = Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    >>> local_moran([9, 8, 9, 1, 2, 1], neighbours(row)).to_polars()["quadrant"].to_list()
    ['HH', 'HH', 'HL', 'LH', 'LL', 'LL']
    """
    check_options(permutations, seed, alternative)
    given = Aligned.of(values, neighbours)
    sample = _core.Sample(given.values, given.weights)
    found = sample.local_moran().insert_column(0, sample.deviations().alias("z"))
    high = pl.when(pl.col("z") > 0).then(pl.lit("H")).otherwise(pl.lit("L"))
    near = pl.when(pl.col("lag") > 0).then(pl.lit("H")).otherwise(pl.lit("L"))
    quadrant = pl.when(pl.col("i").is_not_null()).then(high + near).alias("quadrant")
    found = found.select("i", "z", "lag", quadrant, *found.columns[3:])
    found = found.with_columns(_p_sim(sample, given, permutations, seed, alternative, by_sign=True))
    frame = _finish(found, given, neighbours, sample.undefined(), statistics=["i", "quadrant"])
    order = ["area", "value", "i", "z", "lag", "quadrant", "p_sim", "q_sim", *found.columns[4:8], "reason"]
    method = f"Local Moran, {neighbours.rule}"
    return LocalMoran(frame.select(order), permutations, alternative, seed, method, version(), neighbours.areas, public)


def local_getis_ord(
    values: AreaValues,
    neighbours: Neighbours,
    *,
    star: bool = True,
    permutations: int = 9_999,
    seed: int = 0,
    alternative: Alternative = "two-sided",
    public: bool = False,
) -> LocalGetisOrd:
    """Local Getis-Ord: clusters of high, or low, values.

    Parameters
    ----------
    values, neighbours, permutations, seed, alternative
        As for :func:`spreiding.moran`; values must be 0 or more.
    public
        Whether the values are published already, or made up.
    star : bool
        G*: the area counts among its own neighbours, with the mean weight of its row. Otherwise G.

    Returns
    -------
    LocalGetisOrd
        Frame with ``area``, ``value``, ``g``, ``z`` (standard score; high is a hot spot), ``p_norm``,
        ``p_sim`` (the others' values in random order), ``q_sim`` (false discovery rate) and ``reason``.

    References
    ----------
    Ord & Getis (1995), https://doi.org/10.1111/j.1538-4632.1995.tb00912.x

    Examples
    --------
    >>> from spreiding import Areas, neighbours
    >>> row = Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    >>> hot = local_getis_ord([9, 8, 9, 1, 2, 1], neighbours(row).binary).to_polars()
    >>> hot["z"].round(2).to_list()
    [1.5, 2.22, 0.6, -0.6, -2.22, -1.5]
    """
    check_options(permutations, seed, alternative)
    given = Aligned.of(values, neighbours)
    not_negative(given.values)
    sample = _core.Sample(given.values, given.weights)
    found = sample.local_g(star)
    p_norm = [None if z is None else tail(z, alternative) for z in found["z"]]
    found = found.with_columns(pl.Series("p_norm", p_norm, dtype=pl.Float64))
    found = found.with_columns(_p_sim(sample, given, permutations, seed, alternative, by_sign=False))
    frame = _finish(found, given, neighbours, sample.undefined(), statistics=["g", "z", "p_norm"])
    order = ["area", "value", "g", "z", "p_norm", "p_sim", "q_sim", "reason"]
    method = f"Local Getis-Ord {'G*' if star else 'G'}, {neighbours.rule}"
    return LocalGetisOrd(
        frame.select(order), permutations, alternative, seed, method, version(), neighbours.areas, public
    )


def _p_sim(
    sample: _core.Sample,
    given: Aligned,
    permutations: int,
    seed: int,
    alternative: Alternative,
    *,
    by_sign: bool,
) -> pl.Series:
    if permutations == 0 or sample.undefined():
        return pl.Series("p_sim", [None] * len(given.values), dtype=pl.Float64)
    counts = sample.conditional(seed, permutations, by_sign)
    extreme = counts["further" if alternative == "two-sided" else alternative]
    return ((extreme + 1) / (permutations + 1)).alias("p_sim")


def _finish(
    found: pl.DataFrame,
    given: Aligned,
    neighbours: Neighbours,
    undefined: str | None,
    *,
    statistics: list[str],
) -> pl.DataFrame:
    """Add reasons and q, and put the rows in the order of the neighbours' codes."""
    alone = pl.Series(given.weights.counts(), dtype=pl.Int64) == 0
    reason = pl.when(pl.lit(undefined is not None)).then(pl.lit(undefined)).when(alone).then(pl.lit(NO_NEIGHBOUR))
    found = found.with_columns(reason.alias("reason"))
    found = found.with_columns(
        pl.when(pl.col("reason").is_null()).then(pl.col(name)).alias(name) for name in [*statistics, "p_sim"]
    )
    found = found.with_columns(
        false_discovery(found["p_sim"]).alias("q_sim"),
        pl.Series("area", given.codes, dtype=pl.String),
        given.values.alias("value"),
    )
    every = pl.DataFrame({"area": neighbours.codes}, schema={"area": pl.String})
    joined = every.join(found, on="area", how="left", maintain_order="left")
    missing = pl.col("area").is_in(given.dropped)
    return joined.with_columns(pl.when(missing).then(pl.lit(NO_VALUE)).otherwise(pl.col("reason")).alias("reason"))


def false_discovery(p: pl.Series) -> pl.Series:
    """Return p adjusted for the false discovery rate; null stays null (Benjamini & Hochberg 1995).

    >>> false_discovery(pl.Series([0.01, 0.04, None, 0.03])).to_list()
    [0.03, 0.04, None, 0.04]
    """
    known = p.is_not_null().arg_true()
    order = known.gather(p.gather(known).arg_sort(descending=True))
    m = len(order)
    steps = pl.Series(range(m, 0, -1), dtype=pl.Float64)
    adjusted = (p.gather(order) * m / steps).cum_min().clip(upper_bound=1.0)
    found: list[float | None] = [None] * len(p)
    for at, value in zip(order, adjusted, strict=True):
        found[at] = value
    return pl.Series("q", found, dtype=pl.Float64)
