"""Border: lazy tables of an engine (DuckDB, Spark, Ibis, Dask, whatever narwhals reads lazily).

The engine groups and counts. What comes back is one row per combination of distinct values with its number of records;
no record leaves the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.records.engine_points import XY, Placing, can_place, placed_apart
from spreiding.values.names import TABLE, no_columns
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    import narwhals as nw

    from spreiding.areas.areas import Areas

#: Most combinations of distinct values that are fetched, and most values of one column of codes.
MOST, MOST_CODES = 5_000_000, 100_000
#: Name of the number of records of a combination.
NUMBER = "__records"
#: Kinds of column that hold dates.
DATED = frozenset({"month", "day"})
#: A day as one number, in arithmetic alone: months since the year 0, times this, and the day of the month.
MONTH = 32


@dataclass(frozen=True)
class Engine:
    """A lazy table of an engine."""

    table: nw.LazyFrame[Any]
    placing: Placing | None = None  #: Where its points are located.

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
        return [*self.schema, *([self.placing.area] if self.placing is not None else [])]

    def is_numeric(self, name: str) -> bool:
        """Return whether a column holds numbers."""
        return name in self.schema and bool(self.schema[name].is_numeric())

    def named(self, wanted: str) -> str:
        """Return the name that the table has for a column; most engines do not tell capitals from small letters."""
        if wanted in self.schema:
            return wanted
        alike = [name for name in self.schema if name.casefold() == wanted.casefold()]
        return alike[0] if len(alike) == 1 else wanted

    def located(self, areas: Areas, point: tuple[str, str], area: str) -> Engine:
        """Return the table with the area that each of its points lies in.

        Raises
        ------
        InvalidInputError
            If coordinates are no numbers, or the engine runs elsewhere and cannot call the library.
        """
        if not can_place(self.table):
            raise refusal("engine-no-points", source=self.name, column=area)
        for name in point:
            if not self.is_numeric(name):
                holds, expected = str(self.schema[name]), Said("part-numbers")
                raise refusal("column-holds", source=self.name, column=name, holds=holds, expected=expected)
        return Engine(self.table, Placing(areas, point, area))

    def combinations(
        self,
        columns: Sequence[tuple[str, str]],
        sums: Mapping[str, nw.Expr] | None = None,
        *,
        cuts: Sequence[date] = (),
    ) -> Combinations:
        """Return the combinations of values of some columns, and how many records have each: one query.

        Parameters
        ----------
        columns
            Names in the table, with what they hold: ``month`` or ``day`` is a date. A month is given by its first day.
            A point in time counts for the day that it has in the time zone of the engine.
        sums
            Whole numbers of each record that are added up as well, over all records.
        cuts
            Days on which something new begins: from then on, that day stands for the rest of its month.

        Raises
        ------
        InvalidInputError
            If a column does not exist or a date is an integer, the table has more combinations than columns of codes
            have, or the engine itself fails.
        """
        names = list(dict.fromkeys(name for name, _ in columns))
        self._need(names)
        kinds = {name: {kind for other, kind in columns if other == name} for name in names}
        days = [name for name in names if kinds[name] & DATED and self.is_dated(name)]
        values = {name: self._value(name, kinds[name], cuts, dated=name in days) for name in names}
        found = self._grouped(values, sums or {})
        codes = [name for name in names if not kinds[name] & DATED]
        for name in codes:
            if (n := found.get_column(name).n_unique()) > MOST_CODES:
                raise refusal("engine-too-many-codes", source=self.name, column=name, n=n, most=MOST_CODES)
        if found.height > MOST:
            raise refusal("engine-too-many", source=self.name, columns=names, most=str(MOST))
        found = found.with_columns(_day_of(name) for name in days).sort(names, nulls_last=True)
        totals = {name: int(found.get_column(name).sum() or 0) for name in sums or {}}
        return Combinations(found.select(names), found.get_column(NUMBER), totals)

    def _grouped(self, values: Mapping[str, nw.Expr], sums: Mapping[str, nw.Expr]) -> pl.DataFrame:
        """Return the number of records and the sums per combination of values."""
        import narwhals as nw  # noqa: PLC0415  comes with the charts, and only where a table of an engine is read

        placing, keys, made = self.placing, [*values], dict(values)
        if placing is not None and placing.area in made:
            del made[placing.area]
            made |= {alias: nw.col(of).cast(nw.Float64()) for of, alias in zip(placing.point, XY, strict=True)}
        columns = [value.alias(name) for name, value in (made | {**sums}).items()]
        if placing is None or placing.area not in values:
            added = [nw.col(name).sum() for name in sums]
            count = nw.len().alias(NUMBER)
            return self.fetched(lambda: self.table.select(*columns).group_by(*keys).agg(count, *added).head(MOST + 1))
        counting = placing.counting(keys, [*sums], NUMBER)
        found: pl.DataFrame = self._answered(lambda: placed_apart(self.table.select(*columns), counting, MOST + 1))
        return placing.checked(found, counting, self.name)

    def _value(self, name: str, kinds: set[str], cuts: Sequence[date], *, dated: bool) -> nw.Expr:
        """Return what a column is grouped by: dates by month or day as whole numbers, anything else as it is."""
        import narwhals as nw  # noqa: PLC0415

        value = nw.col(name)
        if not dated:
            return value
        month = (value.dt.year().cast(nw.Int64()) * 12 + value.dt.month().cast(nw.Int64()) - 1) * MONTH
        if "day" not in kinds and not cuts:
            return month + 1
        day = month + value.dt.day().cast(nw.Int64())
        if "day" in kinds:
            return day
        found = month + 1
        for at in sorted((12 * cut.year + cut.month - 1, cut.day) for cut in cuts):
            cut = at[0] * MONTH + at[1]
            found = (
                nw.when((day >= cut) & (month == at[0] * MONTH)).then(nw.lit(cut, dtype=nw.Int64())).otherwise(found)
            )
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

    def _need(self, names: Sequence[str]) -> None:
        missing = [name for name in names if name not in self.columns]
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
class Combinations:
    """Distinct combinations of values, and how many records have each."""

    values: pl.DataFrame
    weights: pl.Series
    sums: Mapping[str, int]  #: Over all records.


def _day_of(name: str) -> pl.Expr:
    """Return the date of a day that is one number."""
    months = pl.col(name).cast(pl.Int64) // MONTH
    return pl.date(months // 12, months % 12 + 1, pl.col(name) % MONTH).alias(name)


def day_number(value: nw.Expr) -> nw.Expr:
    """Return the number of a day among those from the year 1 on, as :meth:`datetime.date.toordinal` has it.

    In arithmetic alone, since what engines can do with dates differs.
    """
    import narwhals as nw  # noqa: PLC0415

    year = value.dt.year().cast(nw.Int64()) - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + value.dt.ordinal_day().cast(nw.Int64())


def one_where(condition: nw.Expr) -> nw.Expr:
    """Return 1 where something holds and 0 elsewhere; Postgres casts no truth to a number."""
    import narwhals as nw  # noqa: PLC0415

    return nw.when(condition).then(nw.lit(1, dtype=nw.Int64())).otherwise(nw.lit(0, dtype=nw.Int64()))


def engine_of(source: Any) -> Engine | None:
    """Return a lazy table as an engine, or None for what is something else: a path, a frame, a LazyFrame of polars."""
    plain = isinstance(source, str | bytes | list | tuple | dict | pl.DataFrame | pl.LazyFrame)
    # Of the kind: a frame of Spark Connect looks for an attribute among its columns, which it asks its server for.
    if plain or hasattr(type(source), "__fspath__"):
        return None
    import narwhals as nw  # noqa: PLC0415

    try:
        table = nw.from_native(source)
    except (TypeError, ImportError):
        if type(source).__module__.partition(".")[0] == "dask":  # it moves there: narwhals 2.29 still reads it
            raise refusal("needs-plugin", source="Dask", package="narwhals-dask") from None
        return None
    lazy = isinstance(table, nw.LazyFrame) and not table.implementation.is_polars()
    return Engine(table) if lazy else None
