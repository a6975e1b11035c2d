"""Regression from a printed correlation matrix and n: to check or redo a published table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import polars as pl

from spreiding import _core
from spreiding.regression.result import Regression
from spreiding.values.columns import floats
from spreiding.values.frames import to_frame
from spreiding.values.names import need_columns
from spreiding.words.notation import number
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.base.types import Frame


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class CorrelationRegression(Regression):
    """A regression of z-scores: no b, no constant, no areas, as correlations do not hold them."""

    inputs: Any = field(default=None, repr=False)
    core: Any = field(default=None, repr=False)
    y: str
    table: pl.DataFrame = field(repr=False)

    @property
    def coefficients(self) -> pl.DataFrame:
        """Return one row per term, the constant first; what does not follow from correlations is null."""
        return self.table

    def __getattribute__(self, name: str) -> Any:
        if name in _NEED_AREAS:
            _no_areas(name)
        return super().__getattribute__(name)

    @property
    def public(self) -> bool:
        """Whether anyone may see it: correlations hold no area."""
        return True

    @property
    def caption(self) -> str:
        """Return one line about the fit."""
        return f"OLS of {self.y} from correlations, n = {self.n}, R² = {number(self.r2, 3, lang='en')}"

    def __reduce__(self) -> tuple[Any, ...]:
        return object.__reduce__(self)  # type: ignore[return-value]


_NEED_AREAS = frozenset(
    {"areas", "dropped", "leave_one_out", "without", "influential", "robustness"}
    | {"diagnostics", "residual_moran", "simulated_null", "second_opinion", "residual_map"}
    | {"spatial_tests"}
)


def _no_areas(name: str) -> NoReturn:
    raise refusal("regression-without-areas", what=name)


def regress_correlation(matrix: Frame, y: str | None, n: int, *, level: float = 0.95) -> Regression:
    """Refit a regression from correlations and the number of areas.

    Parameters
    ----------
    matrix : frame
        One column per variable and one row per variable in the same order; a column of text with the names of
        the rows may stand among them.
    y : str, optional
        Variable to explain; the last column if None.
    n : int
        Number of areas behind the correlations.
    level : float
        Level of the confidence intervals, in (0, 1).

    Returns
    -------
    Regression
        With ``beta``, its standard error ``beta_se``, ``t``, ``p``, ``vif`` and partial correlations; ``b`` and
        the constant are null, as they need means and standard deviations.

    Raises
    ------
    InvalidInputError
        If the matrix is not square, symmetric and positive definite with 1 on the diagonal, or ``n`` is not
        more than the number of coefficients.

    Examples
    --------
    >>> matrix = {"x": [1.0, 0.6], "y": [0.6, 1.0]}
    >>> fit = regress_correlation(matrix, "y", 27)
    >>> round(fit.r2, 4), fit.coefficients["beta"].to_list(), round(fit.coefficients["t"][1], 4)
    (0.36, [None, 0.6], 3.75)
    """
    frame = to_frame(matrix, source="matrix")
    labels = [c for c in frame.columns if frame.schema[c] == pl.String]
    names = [c for c in frame.columns if c not in labels]
    y = names[-1] if y is None and names else y
    need_columns(frame, [y or "y"], source="matrix")
    if frame.height != len(names) or (labels and frame[labels[0]].to_list() != names):
        raise refusal("matrix-rows", found=str(frame.height), columns=names)
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise refusal("matrix-n", found=str(n) if isinstance(n, int | float) else type(n).__name__)
    order = [name for name in names if name != y] + [str(y)]
    rows = [names.index(name) for name in order]
    square = pl.concat([floats(frame, name, source="matrix")[rows].alias("r") for name in order])
    if square.null_count():
        raise refusal("matrix-missing")
    summary, table = _core.regress_correlation(square, order, n, level)
    constant = pl.DataFrame({"term": ["constant"]})
    unknown = [pl.lit(None, pl.Float64).alias(name) for name in ("b", "se", "lower", "upper")]
    table = pl.concat([constant, table], how="diagonal").with_columns(unknown)
    columns = ("term", "b", "se", "beta", "t", "p", "lower", "upper", "vif", "partial", "semipartial", "beta_se")
    return CorrelationRegression(y=str(y), table=table.select(columns), **summary)
