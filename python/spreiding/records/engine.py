"""Border: lazy tables of an engine (DuckDB, Spark, Ibis, Dask, whatever narwhals reads lazily).

The engine groups and counts. What comes back is one row per combination of distinct values with its number of records;
no record leaves the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals as nw
    import polars as pl

#: Most combinations of distinct values that are fetched: more is no column of codes.
MOST = 5_000_000
#: Name of the number of records of a combination.
NUMBER = "__records"


@dataclass(frozen=True)
class Engine:
    """A lazy table of an engine."""

    table: nw.LazyFrame[Any]

    @property
    def name(self) -> str:
        """The engine, for messages."""
        return f"{self.table.implementation.value} table"

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        names: list[str] = self._asked(lambda: list(self.table.collect_schema().names()))
        return names

    def combinations(self, columns: Sequence[tuple[str, str]], *, months: bool) -> tuple[pl.DataFrame, pl.Series]:
        """Return the combinations of values of some columns, and how many records have each.

        Parameters
        ----------
        columns
            Names in the table, with what they hold: ``month`` or ``day`` is a date.
        months
            Whether dates may be given by the first day of their month.

        Raises
        ------
        InvalidInputError
            If a column does not exist or a date is an integer, the table has more combinations than columns of codes
            have, or the engine itself fails.
        """
        import narwhals as nw  # noqa: PLC0415  comes with the charts, and only where a table of an engine is read

        schema = self._asked(lambda: dict(self.table.collect_schema()))
        names = list(dict.fromkeys(name for name, _ in columns))
        missing = [name for name in names if name not in schema]
        if missing:
            raise refusal("columns-missing", source=self.name, columns=missing, known=list(schema))
        values = []
        for name in names:
            dated = any(kind in {"month", "day", "date"} for other, kind in columns if other == name)
            value = nw.col(name)
            if dated and schema[name].is_temporal():
                value = value.cast(nw.Date())
                value = value.dt.truncate("1mo").cast(nw.Date()) if months else value
            elif dated and schema[name] not in {nw.String(), nw.Unknown()}:
                holds, expected = str(schema[name]), "dates"
                raise refusal("column-holds", source=self.name, column=name, holds=holds, expected=expected)
            values.append(value.alias(name))
        grouped = self.table.select(*values).group_by(*names).agg(nw.len().alias(NUMBER)).head(MOST + 1)
        found: pl.DataFrame = self._asked(lambda: grouped.collect(backend="polars").to_native())
        if found.height > MOST:
            raise refusal("engine-too-many", source=self.name, columns=names, most=str(MOST))
        return found.drop(NUMBER).sort(names, nulls_last=True), found.sort(names, nulls_last=True).get_column(NUMBER)

    def bad_numbers(self, name: str, least: float) -> int:
        """Return how many records have a number below the least, or none that is finite.

        Raises
        ------
        InvalidInputError
            If the column holds something other than numbers, or the engine itself fails.
        """
        import narwhals as nw  # noqa: PLC0415

        kind = self._asked(lambda: self.table.collect_schema()[name])
        if not kind.is_numeric():
            raise refusal("column-holds", source=self.name, column=name, holds=str(kind), expected="numbers")
        value = nw.col(name)
        bad = value < least if least > float("-inf") else value != value  # noqa: PLR0124  NaN alone differs from itself
        if kind.is_float():
            bad = bad | value.is_nan() | (value > 1.7e308) | (value < -1.7e308)
        counted = self.table.filter(bad).select(nw.len().alias(NUMBER))
        return int(self._asked(lambda: counted.collect(backend="polars").to_native()[NUMBER][0]))

    def _asked(self, ask: Any) -> Any:
        """Return an answer of the engine; its own error is told by its kind alone, as its text may quote a record."""
        try:
            return ask()
        except Exception as error:
            if type(error).__module__.startswith("spreiding"):
                raise
            raise refusal("engine-fails", source=self.name, reason=type(error).__name__) from None


def engine_of(source: Any) -> Engine | None:
    """Return a lazy table as an engine, or None for what is something else: a path, a frame, a LazyFrame of polars."""
    if isinstance(source, str | bytes | list | tuple | dict) or hasattr(source, "__fspath__"):
        return None
    import narwhals as nw  # noqa: PLC0415

    try:
        table = nw.from_native(source)
    except TypeError:
        return None
    lazy = isinstance(table, nw.LazyFrame) and not table.implementation.is_polars()
    return Engine(table) if lazy else None
