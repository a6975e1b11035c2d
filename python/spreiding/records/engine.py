"""Border: lazy tables of an engine (DuckDB, Spark, Ibis, Dask, whatever narwhals reads lazily).

The engine groups and counts. What comes back is one row per combination of distinct values with its number of records;
no record leaves the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.base.errors import InvalidInputError
from spreiding.values.columns import numbers
from spreiding.values.names import TABLE, no_columns
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    import narwhals as nw

#: Most combinations of distinct values that are fetched, and most values of one column of codes.
MOST, MOST_CODES = 5_000_000, 100_000
#: Most different numbers below their least that are looked at: signs of a missing value such as -99997 are few.
MOST_SIGNS = 1_000
#: Name of the number of records of a combination.
NUMBER = "__records"
#: Floats beyond this are no finite numbers.
LARGEST = 1.7e308
INFINITY = float("inf")
#: Kinds of column that hold dates, and the number of 1 January 1970 among the days from the year 1 on.
DATED = frozenset({"month", "day"})
FIRST = 719_163


@dataclass(frozen=True)
class Engine:
    """A lazy table of an engine."""

    table: nw.LazyFrame[Any]

    @property
    def name(self) -> str:
        """The engine, for messages."""
        return f"{self.table.implementation.value} table"

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Names of the columns with their types."""
        found: dict[str, Any] = self._answered(lambda: dict(self.table.collect_schema()))
        return found

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self.schema)

    def is_numeric(self, name: str) -> bool:
        """Return whether a column holds numbers."""
        return bool(self.schema[name].is_numeric())

    def named(self, wanted: str) -> str:
        """Return the name that the table has for a column; most engines do not tell capitals from small letters."""
        if wanted in self.schema:
            return wanted
        alike = [name for name in self.schema if name.casefold() == wanted.casefold()]
        return alike[0] if len(alike) == 1 else wanted

    def combinations(
        self, columns: Sequence[tuple[str, str]], *, cuts: Sequence[date] = ()
    ) -> tuple[pl.DataFrame, pl.Series]:
        """Return the combinations of values of some columns, and how many records have each.

        Parameters
        ----------
        columns
            Names in the table, with what they hold: ``month`` or ``day`` is a date. A month is given by its first day.
            A point in time counts for the day that it has in the time zone of the engine.
        cuts
            Days on which something new begins: from then on, that day stands for the rest of its month.

        Raises
        ------
        InvalidInputError
            If a column does not exist or a date is an integer, the table has more combinations than columns of codes
            have, or the engine itself fails.
        """
        import narwhals as nw  # noqa: PLC0415  comes with the charts, and only where a table of an engine is read

        names = list(dict.fromkeys(name for name, _ in columns))
        self._need(names)
        kinds = {name: {kind for other, kind in columns if other == name} for name in names}
        values = [self._value(name, kinds[name], cuts).alias(name) for name in names]
        found = self.fetched(
            lambda: self.table.select(*values).group_by(*names).agg(nw.len().alias(NUMBER)).head(MOST + 1)
        )
        codes = [name for name in names if not kinds[name] & DATED]
        for name in codes:
            if (n := found.get_column(name).n_unique()) > MOST_CODES:
                raise refusal("engine-too-many-codes", source=self.name, column=name, n=n, most=MOST_CODES)
        if found.height > MOST:
            raise refusal("engine-too-many", source=self.name, columns=names, most=str(MOST))
        days = [name for name in names if kinds[name] & DATED and self.is_dated(name)]
        found = found.with_columns((pl.col(days).cast(pl.Int64) - FIRST).cast(pl.Int32).cast(pl.Date))
        found = found.sort(names, nulls_last=True)
        return found.drop(NUMBER), found.get_column(NUMBER)

    def _value(self, name: str, kinds: set[str], cuts: Sequence[date]) -> nw.Expr:
        """Return what a column is grouped by: dates by month or day as whole numbers, anything else as it is."""
        import narwhals as nw  # noqa: PLC0415

        if not kinds & DATED or not self.is_dated(name):
            return nw.col(name)
        day = day_number(nw.col(name))
        if "day" in kinds:
            return day
        month = day - nw.col(name).dt.day().cast(nw.Int64()) + 1
        found = month
        for cut in sorted(cut.toordinal() for cut in cuts):
            found = nw.when((day >= cut) & (month < cut)).then(nw.lit(cut, dtype=nw.Int64())).otherwise(found)
        return found

    def is_dated(self, name: str) -> bool:
        """Return whether a column holds days or points in time, in place of text that is read here.

        Raises
        ------
        InvalidInputError
            If it holds something that is no date.
        """
        import narwhals as nw  # noqa: PLC0415

        kind = self.schema[name]
        if isinstance(kind, nw.Date | nw.Datetime):
            return True
        if kind.is_numeric() or kind.is_temporal() or kind == nw.Boolean():
            raise refusal("column-holds", source=self.name, column=name, holds=str(kind), expected=Said("part-dates"))
        return False

    def number_counts(self, columns: Sequence[tuple[str, float]], notation: str | None = None) -> Numbers:
        """Count the records with a number that is missing, good, or below its least or not finite.

        Raises
        ------
        InvalidInputError
            If a column holds something other than numbers, or the engine itself fails.
        """
        self._need([name for name, _ in columns])
        counts, doubt = [], None
        for name, least in columns:
            kind = self.schema[name]
            if kind.is_numeric():
                counts.append(self._of_numbers(name, least, is_float=kind.is_float()))
            elif str(kind) in {"String", "Categorical"} or str(kind).startswith("Enum"):
                found, why = self._of_texts(name, least, notation)
                counts.append(found)
                doubt = doubt or why
            else:
                raise refusal(
                    "column-holds", source=self.name, column=name, holds=str(kind), expected=Said("part-numbers")
                )
        return Numbers(tuple(counts), doubt)

    def _of_numbers(self, name: str, least: float, *, is_float: bool) -> tuple[int, int, int]:
        import narwhals as nw  # noqa: PLC0415

        value = nw.col(name)
        wrong = []
        if least > -INFINITY:
            wrong.append(value < least)
        if is_float:
            # Engines hold that a NaN is above all numbers, or have none.
            wrong += [value > LARGEST, value < -LARGEST]
        counted: dict[str, nw.Expr] = {"rows": nw.len(), "there": value.count()}
        if wrong:
            bad = wrong[0]
            for other in wrong[1:]:
                bad = bad | other
            counted["bad"] = bad.cast(nw.Int64()).sum()
        row = self.fetched(lambda: self.table.select(**counted)).row(0, named=True)
        n_bad = int(row.get("bad") or 0)
        signs = self._signs(name, bad) if n_bad else 0
        missing = int(row["rows"]) - int(row["there"]) + signs
        return missing, int(row["there"]) - n_bad, n_bad - signs

    def _signs(self, name: str, bad: nw.Expr) -> int:
        """Count the records whose number stands for a missing value; NaN is one too."""
        import narwhals as nw  # noqa: PLC0415

        value = nw.col(name)
        low = self.fetched(
            lambda: self.table.filter(bad).select(value).group_by(name).agg(nw.len().alias(NUMBER)).head(MOST_SIGNS)
        )
        stand = [v != v or _core.is_sentinel(float(v)) for v in low.get_column(name)]  # noqa: PLR0124  NaN
        return int(low.filter(pl.Series(stand, dtype=pl.Boolean)).get_column(NUMBER).sum())

    def _of_texts(self, name: str, least: float, notation: str | None) -> tuple[tuple[int, int, int], str | None]:
        found, weights = self.combinations([(name, "number")])
        try:
            read = numbers(found, {name: "number"}, source=self.name, notation=notation)[name]
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

    def _need(self, names: Sequence[str]) -> None:
        missing = [name for name in names if name not in self.schema]
        if missing:
            raise no_columns(missing, self.columns, source=self.name, codes=TABLE)

    def fetched(self, ask: Callable[[], nw.LazyFrame[Any]]) -> pl.DataFrame:
        """Return the rows of a small answer.

        Raises
        ------
        InvalidInputError
            If the engine fails.
        """
        found: pl.DataFrame = self._answered(lambda: ask().collect(backend="polars").to_native())
        return found

    def _answered(self, ask: Callable[[], Any]) -> Any:
        """Return an answer of the engine; its own error is told by its kind alone, as its text may quote a record."""
        try:
            return ask()
        except Exception as error:
            if isinstance(error, InvalidInputError):
                raise
            raise refusal("engine-fails", source=self.name, reason=type(error).__name__) from None


@dataclass(frozen=True)
class Numbers:
    """Columns of numbers as an engine counts them."""

    counts: tuple[tuple[int, int, int], ...]  #: Missing, good and bad, per column.
    doubt: str | None  #: Why numbers that are text leave their notation open: ``either`` or ``both``.


def day_number(value: nw.Expr) -> nw.Expr:
    """Return the number of a day among those from the year 1 on, as :meth:`datetime.date.toordinal` has it.

    In arithmetic alone, since what engines can do with dates differs.
    """
    import narwhals as nw  # noqa: PLC0415

    year = value.dt.year().cast(nw.Int64()) - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + value.dt.ordinal_day().cast(nw.Int64())


def engine_of(source: Any) -> Engine | None:
    """Return a lazy table as an engine, or None for what is something else: a path, a frame, a LazyFrame of polars."""
    plain = isinstance(source, str | bytes | list | tuple | dict | pl.DataFrame | pl.LazyFrame)
    if plain or hasattr(source, "__fspath__"):
        return None
    import narwhals as nw  # noqa: PLC0415

    try:
        table = nw.from_native(source)
    except TypeError:
        return None
    lazy = isinstance(table, nw.LazyFrame) and not table.implementation.is_polars()
    return Engine(table) if lazy else None
