"""Global spatial autocorrelation: Moran's I, Geary's C, Getis and Ord's G."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.base.results import Result
from spreiding.space.align import align
from spreiding.space.permute import Alternative, whole

if TYPE_CHECKING:
    from spreiding.areas.neighbours import Neighbours
    from spreiding.base.types import AreaValues
    from spreiding.space.local import LocalGetisOrd


@dataclass(frozen=True, repr=False)
class Autocorrelation(Result):
    """A global statistic of autocorrelation; where it is not defined every number is None, with the reason."""

    value: float | None  #: The statistic.
    expected: float | None  #: Its expectation without autocorrelation.
    z_norm: float | None  #: Standard score under normality (not for G).
    p_norm: float | None  #: Its p-value.
    z_rand: float | None  #: Standard score under randomisation.
    p_rand: float | None  #: Its p-value.
    p_sim: float | None  #: (1 + permutations at least as extreme) / (permutations + 1).
    mean_sim: float | None  #: Mean over the permutations.
    sd_sim: float | None  #: Standard deviation over the permutations.
    n: int  #: Areas with a value.
    n_islands: int  #: Of these, areas without a neighbour with a value.
    dropped: tuple[str, ...]  #: Areas without a value.
    permutations: int
    alternative: str
    seed: int
    method: str
    reason: str | None  #: Why nothing is defined.
    version: str  #: Of this package.

    @property
    def caption(self) -> str:
        """Method, number of areas and permutations."""
        why = f": not defined, {self.reason}" if self.reason else ""
        return f"{self.method}, {self.n} areas, {self.permutations} permutations, seed {self.seed}{why}"

    def to_polars(self) -> pl.DataFrame:
        """Return one row with every field."""
        row = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "local"}
        row["dropped"] = list(self.dropped)
        floats = dict.fromkeys(list(row)[:9], pl.Float64)
        return pl.DataFrame([row], schema_overrides={**floats, "dropped": pl.List(pl.String)})


@dataclass(frozen=True, repr=False)
class Moran(Autocorrelation):
    """Moran's I; see :class:`Autocorrelation`."""

    @property
    def i(self) -> float | None:
        """Moran's I: 1 / (1 - n) expected without autocorrelation, higher with positive autocorrelation."""
        return self.value


@dataclass(frozen=True, repr=False)
class Geary(Autocorrelation):
    """Geary's C; see :class:`Autocorrelation`."""

    @property
    def c(self) -> float | None:
        """Geary's C: 1 expected without autocorrelation, lower with positive autocorrelation."""
        return self.value


@dataclass(frozen=True, repr=False)
class GetisOrd(Autocorrelation):
    """Getis and Ord's general G, see :class:`Autocorrelation`, and G* per area."""

    local: LocalGetisOrd | None = None  #: G* per area; see :func:`local_getis_ord`.

    @property
    def g(self) -> float | None:
        """General G: higher where high values cluster."""
        return self.value


def moran(
    values: AreaValues,
    neighbours: Neighbours,
    *,
    permutations: int = 9_999,
    seed: int = 0,
    alternative: Alternative = "two-sided",
) -> Moran:
    """Moran's I: global spatial autocorrelation.

    Parameters
    ----------
    values : sequence, mapping, frame or ``Shares.column(...)``
        One number per area: in the order of ``neighbours.codes``, or by code. Null or NaN is missing:
        the area is left out, and the weights of its neighbours are standardised anew.
    neighbours : Neighbours
        Row-standardised by default; see ``neighbours.binary``.
    permutations : int
        Permutations for ``p_sim``; 0 for none.
    seed : int
        The same seed gives the same answer for any number of threads and any order of areas.
    alternative : {"two-sided", "greater", "less"}
        Two-sided counts permutations at least as far from the expectation, either way.

    Returns
    -------
    Moran
        ``.i .expected .z_norm .p_norm .z_rand .p_rand .p_sim``; all None, with ``.reason``, where
        values are all equal, no area has a neighbour, or fewer than four areas have a value.
        Islands count in the mean and in n, as in PySAL.

    Raises
    ------
    InvalidInputError
        If values do not match the areas, or an option is out of range.

    References
    ----------
    Cliff & Ord (1981), Spatial Processes. Phipson & Smyth (2010), Statistical Applications in
    Genetics and Molecular Biology 9, 39 (why p is never 0), https://doi.org/10.2202/1544-6115.1585

    Examples
    --------
    >>> from spreiding import Areas, neighbours
    >>> row = Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    >>> result = moran([1, 2, 3, 4, 5, 6], neighbours(row), permutations=99, alternative="greater")
    >>> round(result.i, 4), result.expected, result.p_sim
    (0.7143, -0.2, 0.01)
    """
    name = "Moran's I"
    found: Moran = whole(Moran, "moran", name, values, neighbours, permutations, seed, alternative)
    return found


def geary(
    values: AreaValues,
    neighbours: Neighbours,
    *,
    permutations: int = 9_999,
    seed: int = 0,
    alternative: Alternative = "two-sided",
) -> Geary:
    """Geary's C: global spatial autocorrelation by squared differences.

    Arguments, missing values and errors as for :func:`moran`; ``alternative="less"`` tests
    for positive autocorrelation.

    References
    ----------
    Cliff & Ord (1981), Spatial Processes, pages 17 and 63.

    Examples
    --------
    >>> from spreiding import Areas, neighbours
    >>> row = Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    >>> round(geary([1, 2, 3, 4, 5, 6], neighbours(row), permutations=0).c, 4)
    0.1429
    """
    name = "Geary's C"
    found: Geary = whole(Geary, "geary", name, values, neighbours, permutations, seed, alternative)
    return found


def getis_ord(
    values: AreaValues,
    neighbours: Neighbours,
    *,
    permutations: int = 9_999,
    seed: int = 0,
    alternative: Alternative = "two-sided",
) -> GetisOrd:
    """Getis and Ord's G: clustering of high values, and where (G*, in ``.local``).

    Arguments, missing values and errors as for :func:`moran`. Values must be 0 or more. The source
    takes binary weights; row-standardised ones are used as they are.

    References
    ----------
    Getis & Ord (1992), https://doi.org/10.1111/j.1538-4632.1992.tb00261.x

    Examples
    --------
    >>> from spreiding import Areas, neighbours
    >>> row = Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    >>> round(getis_ord([1, 2, 3, 4, 5, 6], neighbours(row).binary, permutations=0).g, 4)
    0.4
    """
    from spreiding.space.local import local_getis_ord  # noqa: PLC0415  it imports this module

    how: Any = {"permutations": permutations, "seed": seed, "alternative": alternative}
    name = "Getis-Ord general G"
    overall = whole(GetisOrd, "getis_ord", name, values, neighbours, permutations, seed, alternative)
    found: GetisOrd = replace(overall, local=local_getis_ord(values, neighbours, **how))
    return found


def moran_rate(
    events: AreaValues,
    population: AreaValues,
    neighbours: Neighbours,
    *,
    permutations: int = 9_999,
    seed: int = 0,
    alternative: Alternative = "two-sided",
) -> Moran:
    """Moran's I of rates with unequal denominators, such as allocations per rental.

    Rates are standardised by empirical Bayes first, as their variance depends on the denominator.

    Parameters
    ----------
    events, population : as ``values`` of :func:`moran`
        Counts per area, such as allocations and rentals. An area without population is left out.

    References
    ----------
    Assunção & Reis (1999), Statistics in Medicine 18, 2147-2162.

    Examples
    --------
    >>> from spreiding import Areas, neighbours
    >>> row = Areas.from_tiles(list("abcdef"), list("abcdef"), range(6), [0] * 6)
    >>> round(moran_rate([1, 2, 3, 4, 5, 6], [10] * 6, neighbours(row), permutations=0).i, 4)
    0.7143
    """
    codes = neighbours.codes
    columns = [align(column, codes, what=what) for column, what in ((events, "events"), (population, "population"))]
    rates = _core.standardised_rates(*columns).fill_nan(None)
    name = "Moran's I of rates standardised by empirical Bayes"
    found: Moran = whole(Moran, "moran", name, rates, neighbours, permutations, seed, alternative)
    return found
