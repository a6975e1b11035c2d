"""Indices of spread: counts per area in, one number out, with what chance alone would give."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import polars as pl

from spreiding import _core
from spreiding.base.progress import bar
from spreiding.base.results import Result, version
from spreiding.counts.counts import ALL
from spreiding.indices.columns import several, single, unlocated
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from spreiding.base.types import Frame
    from spreiding.counts.counts import Counts
    from spreiding.counts.shares import Shares
    from spreiding.indices.columns import Several, Single
    from spreiding.records.stock import Stock

Index: TypeAlias = Literal[
    "dissimilarity",
    "gini",
    "entropy",
    "isolation",
    "interaction",
    "atkinson",
    "multigroup_dissimilarity",
    "multigroup_entropy",
    "multigroup_gini",
]
Null: TypeAlias = Literal["binomial", "hypergeometric", "areas"]
Alternative: TypeAlias = Literal["greater", "less", "two-sided"]

#: Areas simulated per step: between two steps the progress bar moves and Ctrl-C is heard.
CHUNK = 20_000_000


@dataclass(frozen=True, repr=False, eq=False)
class Spread(Result):
    """An index of spread, the numbers behind it, and what chance alone would give."""

    value: float  #: The index: a share in [0, 1], not a percentage.
    lower: float | None  #: Lower bound of the bootstrap interval; None without iterations.
    upper: float | None  #: Upper bound.
    p: float | None  #: Chance of an index at least as extreme under the null; never 0.
    expected: float | None  #: Mean index under the null: what small numbers alone give.
    systematic: float | None  #: (value - expected) / (1 - expected): 0 for chance, 1 for apart.
    corrected: float | None  #: Value less its bootstrap bias; stops at 0 and 1.
    simulated: pl.Series = field(repr=False)  #: Index of each iteration under the null.
    index: str
    group: str
    against: str
    null: str
    alternative: str
    n_areas: int  #: Areas with units; empty ones do not count.
    unlocated: int  #: Rentals without a known place, which are left out.
    n_group: float  #: Members of the group, or of all groups.
    n_reference: float  #: Units it is compared with.
    iterations: int
    seed: int
    level: float  #: Confidence level of the interval.
    lorenz: pl.DataFrame | None = field(default=None, repr=False)  #: Cumulative ``reference`` and ``group``.
    method: str = ""
    version: str = field(default_factory=version)
    public: bool = False  #: Whether anyone may see it: as the figures it was made of.

    @property
    def caption(self) -> str:
        """One line that says what the number is."""
        chance = "" if self.p is None else f", p {self.p:.4g} under {self.null}"
        return f"{self.index} of {self.group!r} against {self.against!r}: {self.value:.4f}{chance}"

    def to_polars(self) -> pl.DataFrame:
        """Return one row with every number but the simulated ones."""
        skipped = {"simulated", "lorenz"}
        row = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in skipped}
        return pl.DataFrame([row])


def spread(
    counts: Counts | Shares,
    index: Index = "dissimilarity",
    *,
    group: str = ALL,
    against: str = "rest",
    iterations: int = 0,
    null: Null = "binomial",
    seed: int = 0,
    alternative: Alternative = "greater",
    shape: float = 0.5,
    level: float = 0.95,
    bootstrap: int | None = None,
    stock: Stock | Frame | None = None,
) -> Spread:
    """Measure how unevenly a group is spread over areas.

    Parameters
    ----------
    counts
        Allocations and rentals per area, or shares, which also bring a stock: of one period, and of areas only (or of
        one other key, such as associations). Rentals without a place are left out and counted in ``unlocated``.
    index
        ``"dissimilarity"``, ``"gini"``, ``"entropy"`` (Theil's H), ``"isolation"``, ``"interaction"``,
        ``"atkinson"``; of all groups and the other rentals together: ``"multigroup_dissimilarity"``,
        ``"multigroup_entropy"``, ``"multigroup_gini"``, which leave ``group`` and ``against`` unused.
    group
        ``"all"`` or one of the groups.
    against
        ``"rest"``: rentals outside the group; another group; or ``"stock"``: all dwellings. Against the stock,
        dissimilarity, Gini and Atkinson compare the group's distribution with that of the stock, and
        entropy, isolation and interaction take the group as a share of the stock.
    iterations
        Simulations under the null, for ``p``, ``expected`` and ``systematic``.
    null
        ``"binomial"``: each unit belongs to the group with the city's share; ``"hypergeometric"``: members are
        drawn from all units, which keeps the group's size; ``"areas"``: areas exchange their shares. Several
        groups: multinomial, as ``"binomial"``.
    seed
        Whole number >= 0. The result depends on nothing else: not on threads, nor on the order of rows.
    alternative
        ``"greater"``: more uneven than chance (for interaction, a lower value); ``"less"``; ``"two-sided"``.
    shape
        Of Atkinson's index, between 0 and 1.
    level
        Confidence level of the interval.
    bootstrap
        Resamples for ``lower``, ``upper`` and ``corrected``; as many as iterations where not given. The
        interval is the basic one, ``2 value - quantile``, because resampling adds the bias of small areas
        once more; bounds stop at 0 and 1.
    stock
        Dwellings per area, for ``against="stock"`` with counts.

    Raises
    ------
    InvalidInputError
        If an option or group does not exist, a count is missing, or the group or its reference is empty.

    References
    ----------
    Massey & Denton (1988), Social Forces 67(2), 281-315. Reardon & Firebaugh (2002), Sociological Methodology
    32, 33-67. p: Phipson & Smyth (2010). ``systematic``: Carrington & Troske (1997), Journal of Business &
    Economic Statistics 15(4), 402-409. ``corrected``: Allen et al. (2015), Econometrics Journal 18(1), 40-66.

    Examples
    --------
    >>> import spreiding as sp
    >>> table = {"area": ["E16", "N60"], "allocations": [30, 10], "rentals": [40, 40]}
    >>> found = sp.spread(sp.Counts.from_frame(table), iterations=99)
    >>> found.value, found.p
    (0.5, 0.01)
    """
    repeats = iterations if bootstrap is None else bootstrap
    _check_options({"iterations": iterations, "bootstrap": repeats, "seed": seed}, level, null)
    case: Several | Single
    if index.startswith("multigroup"):
        case, null = several(counts, index), "binomial"
    else:
        case = single(counts, index, group, against, shape, stock)
    value = case.value()
    simulated = _in_chunks(lambda *part: case.draw(null, seed, *part), iterations, case.n_areas)
    resampled = _in_chunks(lambda *part: case.draw("bootstrap", seed, *part), repeats, case.n_areas)
    rises = index != "interaction"
    expected = _mean(simulated)
    lower, upper, corrected = _interval(value, resampled, level)
    return Spread(
        value=value,
        lower=lower,
        upper=upper,
        p=_core.spread_p(value, simulated, rises, alternative) if iterations else None,
        expected=expected,
        systematic=None if expected is None or expected >= 1 else (value - expected) / (1 - expected),
        corrected=corrected,
        simulated=simulated,
        index=index,
        group=case.group,
        against=case.against,
        null=null,
        alternative=alternative,
        n_areas=case.n_areas,
        unlocated=unlocated(counts),
        n_group=case.n_group,
        n_reference=case.n_reference,
        iterations=iterations,
        seed=seed,
        level=level,
        lorenz=case.lorenz(),
        method=f"{index}, {null} null, basic bootstrap interval",
        public=counts.public,
    )


def _check_options(numbers: dict[str, int], level: float, null: str) -> None:
    for name, number in numbers.items():
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise refusal("whole-number", argument=name, found=repr(number))
    if not 0 < level < 1:
        raise refusal("between-0-and-1", argument="level", found=str(level))
    if null not in ("binomial", "hypergeometric", "areas"):
        raise refusal("expected-one-of", argument="null", found=null, known=["binomial", "hypergeometric", "areas"])


def _mean(values: pl.Series) -> float | None:
    return cast("float", values.mean()) if len(values) else None


def _interval(value: float, resampled: pl.Series, level: float) -> tuple[float | None, float | None, float | None]:
    """Return the basic bootstrap interval and the value less its bias."""
    mean = _mean(resampled)
    if mean is None:
        return None, None, None
    tail = (1 - level) / 2
    low, high = (cast("float", resampled.quantile(q, "linear")) for q in (tail, 1 - tail))
    basic = (2 * value - high, 2 * value - low, 2 * value - mean)
    # Near an end the bias of small areas carries the basic interval past it, as a whole.
    lower, upper, corrected = (min(max(number, 0.0), 1.0) for number in basic)
    return lower, upper, corrected


def _in_chunks(draw: Callable[[int, int], pl.Series], iterations: int, n_areas: int) -> pl.Series:
    """Draw in parts, so that a bar can show and Ctrl-C can stop; parts change no number."""
    size = max(1, CHUNK // max(1, n_areas))
    if iterations <= size:
        return draw(0, iterations) if iterations else pl.Series(dtype=pl.Float64)
    firsts = bar(range(0, iterations, size))
    return pl.concat([draw(first, min(size, iterations - first)) for first in firsts])
