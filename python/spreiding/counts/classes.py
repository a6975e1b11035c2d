"""Classes of a map: values in, upper bounds and the class of each value out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import polars as pl

from spreiding import _core
from spreiding.base.results import Result, version
from spreiding.values.columns import column
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spreiding.base.types import Numbers

Scheme: TypeAlias = Literal["fisher_jenks", "quantiles", "equal_interval", "head_tail", "std_mean"]


@dataclass(frozen=True, repr=False, eq=False)
class Bands(Result):
    """Classes with their bounds, and the class of each value.

    The first class has no lower bound; `bands` leaves the last one without an upper bound.
    """

    upper: tuple[float, ...]  #: Upper bound of each class, rising.
    index: pl.Series  #: Class 0 … k-1 of each value; null where the value is null.
    counts: tuple[int, ...]  #: Values in each class.
    fit: float | None  #: Goodness of variance fit in [0, 1]; null where all values are equal.
    closed: Literal["left", "right"]  #: The side of a class that belongs to it.
    scheme: str  #: Name of the scheme, or ``"given"``.
    labels: tuple[str, ...] | None = None  #: Name of each class, if given.
    method: str = ""  #: What was done, in one line.
    version: str = field(default_factory=version)  #: Version of the package.

    @property
    def k(self) -> int:
        """Number of classes."""
        return len(self.upper)

    @property
    def edges(self) -> tuple[float, ...]:
        """The bounds between classes: one fewer than there are classes."""
        return self.upper[:-1]

    @property
    def lower(self) -> tuple[float, ...]:
        """Lower bound of each class; minus infinity for the first."""
        return (float("-inf"), *self.edges)

    @property
    def caption(self) -> str:
        """One line that says what the classes are."""
        fit = "" if self.fit is None else f", goodness of variance fit {self.fit:.3f}"
        return f"{self.k} classes, {self.method}, closed on the {self.closed}{fit}"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per class: ``class, lower, upper, count`` and, if given, ``label``."""
        frame = pl.DataFrame(
            {
                "class": list(range(self.k)),
                "lower": [None, *self.edges],
                "upper": self.upper,
                "count": self.counts,
            },
            schema_overrides={"lower": pl.Float64},
        )
        if self.labels is None:
            return frame
        return frame.with_columns(pl.Series("label", self.labels))


def classify(values: Numbers, scheme: Scheme = "fisher_jenks", *, k: int = 5) -> Bands:
    """Find classes in the values; each is closed on the right, ``(lower, upper]``.

    Parameters
    ----------
    values
        Column of numbers (series, array or list); null and NaN are missing, and stay so.
    scheme
        ``"fisher_jenks"``: the partition with the least sum of squares within classes, exactly;
        ``"quantiles"``: equal numbers of values; ``"equal_interval"``: equal widths;
        ``"head_tail"``: split at the mean of what lies above the last split, for heavy-tailed values;
        ``"std_mean"``: the mean minus 2 and 1, plus 1 and 2 standard deviations.
    k
        Number of classes. The last two schemes find their own number and leave it unused.

    Raises
    ------
    InvalidInputError
        If the values are not numbers, none is present, one is infinite, there are fewer distinct values than
        classes, or so many are equal that two quantiles coincide.

    References
    ----------
    Fisher (1958), JASA 53(284), 789-798. Jiang (2013), The Professional Geographer 65(3), 482-494.
    Goodness of variance fit: Jenks (1977), Optimal data classification for choropleth maps, p. 12.

    Examples
    --------
    >>> found = classify([0.10, 0.12, 0.31, 0.33, None], k=2)
    >>> found.upper, found.index.to_list(), found.counts
    ((0.12, 0.33), [0, 0, 1, 1, None], (2, 2))
    """
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        raise refusal("whole-number-from-1", argument="k", found=repr(k))
    upper, index, counts, fit = _core.classify(column(values, name="values"), scheme, k)
    return Bands(
        upper=tuple(upper),
        index=index.get_column("index"),
        counts=tuple(counts),
        fit=fit,
        closed="right",
        scheme=scheme,
        method=scheme.replace("_", " "),
    )


def bands(
    values: Numbers,
    edges: Iterable[float],
    *,
    closed: Literal["left", "right"] = "left",
    labels: Sequence[str] | None = None,
) -> Bands:
    """Put values in given classes: one more class than there are edges.

    Values and edges are compared as the numbers they are, without rounding or tolerance: a share of
    7 / 20 and the edge 0.35 are the same float, so it falls in the class from 0.35 on.

    Parameters
    ----------
    values
        Column of numbers (series, array or list); null and NaN are missing, and stay so.
    edges
        Rising bounds between the classes, in the unit of the values (shares in [0, 1], not percentages).
    closed
        ``"left"``: a value on an edge belongs to the class above; ``"right"``: to the class below.
    labels
        Name of each class, one more than there are edges.

    Raises
    ------
    InvalidInputError
        If values or edges are not finite numbers, edges do not rise, or labels have another length.

    Examples
    --------
    >>> found = bands([0.05, 0.35, 7 / 20, 0.8, None], [0.10, 0.25, 0.35, 0.50])
    >>> found.index.to_list(), found.counts, found.upper
    ([0, 3, 3, 4, None], (1, 0, 0, 2, 1), (0.1, 0.25, 0.35, 0.5, inf))
    """
    given = column(edges, name="edges")
    if given.null_count():
        raise refusal("edges-missing")
    if labels is not None and len(labels) != len(given) + 1:
        raise refusal("labels-of-other-length", found=len(labels), classes=len(given) + 1)
    upper, index, counts, fit = _core.given_bands(column(values, name="values"), given.to_list(), closed)
    return Bands(
        upper=tuple(upper),
        index=index.get_column("index"),
        counts=tuple(counts),
        fit=fit,
        closed=closed,
        scheme="given",
        labels=None if labels is None else tuple(labels),
        method="given edges",
    )
