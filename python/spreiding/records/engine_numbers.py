"""Columns of numbers in an engine: how many are missing, good and bad, added up in the query that counts records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.records.engine import NUMBER, one_where
from spreiding.values.columns import numbers
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import narwhals as nw

    from spreiding.records.engine import Engine

#: Most different numbers below their least that are looked at: signs of a missing value such as -99997 are few.
MOST_SIGNS = 1_000
#: Floats beyond this are no finite numbers.
LARGEST = 1.7e308
INFINITY = float("inf")
#: Missing, good and bad values of a column.
Count = tuple[int, int, int]


@dataclass(frozen=True)
class Numbers:
    """Columns of numbers as an engine counts them."""

    counts: tuple[Count, ...]  #: Per column.
    doubt: str | None  #: Why numbers that are text leave their notation open: ``either`` or ``both``.


def sums(engine: Engine, columns: Sequence[tuple[str, float]]) -> dict[str, nw.Expr]:
    """Return what is added up over all records: per column those that have a number, and those with a bad one.

    Raises
    ------
    InvalidInputError
        If a column holds something other than numbers.
    """
    import narwhals as nw  # noqa: PLC0415  as in the engine

    asked: dict[str, nw.Expr] = {}
    for at, (name, least) in enumerate(columns):
        kind = engine.schema[name]
        if kind.is_numeric():
            asked[f"__there{at}"] = one_where(~nw.col(name).is_null())
            if (bad := _bad(engine, name, least)) is not None:
                asked[f"__bad{at}"] = one_where(bad)
        elif not _is_text(kind):
            raise refusal(
                "column-holds", source=engine.name, column=name, holds=str(kind), expected=Said("part-numbers")
            )
    return asked


def counted(
    engine: Engine, columns: Sequence[tuple[str, float]], totals: Mapping[str, int], rows: int, notation: str | None
) -> Numbers:
    """Return the number of missing, good and bad values per column, from the ``totals`` of :func:`sums`.

    Raises
    ------
    InvalidInputError
        If the engine fails.
    """
    counts, doubt = [], None
    for at, (name, least) in enumerate(columns):
        if _is_text(engine.schema[name]):
            found, why = _of_texts(engine, name, least, notation)
            counts.append(found)
            doubt = doubt or why
            continue
        there, bad = totals[f"__there{at}"], totals.get(f"__bad{at}", 0)
        signs = _signs(engine, name, least) if bad else 0
        counts.append((rows - there + signs, there - bad, bad - signs))
    return Numbers(tuple(counts), doubt)


def _is_text(kind: Any) -> bool:
    return str(kind) in {"String", "Categorical"} or str(kind).startswith("Enum")


def _bad(engine: Engine, name: str, least: float) -> nw.Expr | None:
    """Return whether a number is below its least or not finite; None where it cannot be."""
    import narwhals as nw  # noqa: PLC0415

    value, wrong = nw.col(name), []
    if least > -INFINITY:
        wrong.append(value < least)
    if engine.schema[name].is_float():
        # Engines hold that a NaN is above all numbers, or have none.
        wrong += [value > LARGEST, value < -LARGEST]
    if not wrong:
        return None
    bad = wrong[0]
    for other in wrong[1:]:
        bad = bad | other
    return bad


def _signs(engine: Engine, name: str, least: float) -> int:
    """Count the records whose bad number stands for a missing value; NaN is one too."""
    import narwhals as nw  # noqa: PLC0415

    value, bad = nw.col(name), _bad(engine, name, least)
    if bad is None:
        return 0
    low = engine.fetched(
        lambda: engine.table.filter(bad).select(value).group_by(name).agg(nw.len().alias(NUMBER)).head(MOST_SIGNS)
    )
    stand = [v != v or _core.is_sentinel(float(v)) for v in low.get_column(name)]  # noqa: PLR0124  NaN
    return int(low.filter(pl.Series(stand, dtype=pl.Boolean)).get_column(NUMBER).sum())


def _of_texts(engine: Engine, name: str, least: float, notation: str | None) -> tuple[Count, str | None]:
    held = engine.combinations([(name, "number")])
    found, weights = held.values, held.weights
    try:
        read = numbers(found, {name: "number"}, source=engine.name, notation=notation)[name]
    except InvalidInputError as error:
        if error.code not in {"numbers-bad", "notation-open", "notation-both"}:
            raise
        if error.code != "numbers-bad":
            return (0, 0, 0), "either" if error.code == "notation-open" else "both"
        at = pl.Series(range(1, found.height + 1)).is_in(list(error.data["rows"]))
        n_bad = int(weights.filter(at).sum())
        return (0, int(weights.sum()) - n_bad, n_bad), None
    bad = ((read < least) | read.is_infinite()).fill_null(value=False)
    missing = int(weights.filter(read.is_null()).sum())
    n_bad = int(weights.filter(bad).sum())
    return (missing, int(weights.sum()) - missing - n_bad, n_bad), None
