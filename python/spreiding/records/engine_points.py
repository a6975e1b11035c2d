"""Points of an engine: located where its rows are, a batch at a time; what comes back is counts.

DuckDB and some engines of Ibis run in this process and hand over Arrow batches; the workers of Spark and Dask locate
their own rows, and the areas go there with the function, once.
"""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.crs import RANGE, turned
from spreiding.areas.locate import Points, outside
from spreiding.records.points import OUTSIDE, labels, refused
from spreiding.values.columns import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import narwhals as nw

    from spreiding.areas.areas import Areas

#: Names of the coordinates on their way to the core.
XY = ("__x", "__y")
#: What stands in place of an area where a coordinate is out of range, or where the axes seem to be swapped (with the
#: coordinate that is then out of range, if one is).
BAD = {"x": "(x out of range)", "y": "(y out of range)"}
SWAPPED = {"": "(axes swapped)", "x": "(axes swapped, x out of range)", "y": "(axes swapped, y out of range)"}
#: Records that are located at a time, and most combinations that are held before they are handed on.
BATCH = 1_000_000
#: Engines of Ibis that run in this process: no record goes to another machine.
LOCAL = frozenset({"duckdb", "sqlite", "polars", "datafusion"})


@dataclass(frozen=True)
class Placing:
    """Which columns of an engine are located, and in which areas."""

    areas: Areas
    point: tuple[str, str]
    area: str  #: Name of the column that follows.

    def counting(self, keys: Sequence[str], sums: Sequence[str], number: str) -> Counting:
        """Return what is done where the rows are."""
        nameless = replace(self.areas, names=(None,) * len(self.areas), levels={}, parent_names={})
        return Counting(nameless, self.area, tuple(keys), tuple(sums), number)

    def checked(self, found: pl.DataFrame, counting: Counting, source: str) -> pl.DataFrame:
        """Return the counts, once all points are found to be in range.

        Raises
        ------
        InvalidInputError
            If a coordinate is out of range, or all points have latitude first.
        """
        per_label = found.drop_nulls(self.area).group_by(self.area).agg(pl.col(counting.number).sum())
        n_of = dict(per_label.select(self.area, counting.number).iter_rows())
        n_swapped = sum(n_of.get(label, 0) for label in SWAPPED.values())
        if n_swapped and n_swapped == sum(n_of.values()):
            raise refused(("points-axes-swapped", {}), source, self.point)
        low_x, low_y, high_x, high_y = RANGE.get(self.areas.crs, (0.0,) * 4)
        for axis, low, high in (("x", low_x, high_x), ("y", low_y, high_y)):
            if n := n_of.get(BAD[axis], 0) + n_of.get(SWAPPED[axis], 0):
                data = {"column": axis, "n": n, "low": f"{low:g}", "high": f"{high:g}", "crs": self.areas.crs}
                raise refused(("points-out-of-range", data), source, self.point)
        if not n_swapped:
            return found
        plain = pl.when(pl.col(self.area) == SWAPPED[""]).then(pl.lit(OUTSIDE)).otherwise(pl.col(self.area))
        return counting.together(found.with_columns(plain.alias(self.area)))


@dataclass(frozen=True)
class Counting:
    """Locates the points of batches and counts the combinations; it can be sent to another process."""

    areas: Areas
    area: str
    keys: tuple[str, ...]  #: The area is one of them.
    sums: tuple[str, ...]
    number: str

    def __dask_tokenize__(self) -> str:
        """Name this work for Dask."""
        return hashlib.sha256(pickle.dumps(self)).hexdigest()

    def __call__(self, batches: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """Yield the combinations, with their number of records and the sums; few frames, whatever the batches."""
        points, held = Points(self.areas), None
        for batch in _gathered(batches):
            counted = self._counted(points, batch)
            held = counted if held is None else self.together(pl.concat([held, counted]))
            if held.height > BATCH:
                yield held
                held = None
        if held is not None:
            yield held

    def _counted(self, points: Points, batch: pl.DataFrame) -> pl.DataFrame:
        read = numbers(batch, dict.fromkeys(XY, "number"), source=self.area)
        x, y = (read[name] for name in XY)
        placed = batch.drop(XY).with_columns(_labelled(points, x, y).alias(self.area))
        added = [pl.col(name).sum() for name in self.sums]
        return placed.group_by(*self.keys).agg(pl.len().cast(pl.Int64).alias(self.number), *added)

    def together(self, counts: pl.DataFrame) -> pl.DataFrame:
        """Return one row per combination."""
        return counts.group_by(*self.keys).agg(pl.col(self.number, *self.sums).sum())

    def in_arrow(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Do so for the record batches of a worker of Spark."""
        import pyarrow as pa  # noqa: PLC0415  Spark has it

        kinds: dict[str, Any] = {}

        def frames() -> Iterator[pl.DataFrame]:
            for batch in batches:
                kinds.update({field.name: field.type for field in batch.schema})
                yield pl.DataFrame(batch)

        for counts in self(frames()):
            more = {self.area: pa.string()} | dict.fromkeys((self.number, *self.sums), pa.int64())
            schema = pa.schema([(name, (kinds | more)[name]) for name in counts.columns])
            yield from counts.to_arrow().cast(schema).to_batches()

    def in_pandas(self, part: Any) -> Any:
        """Do so for a partition of Dask."""
        frame = pl.DataFrame(part)
        return pl.concat([self._counted(Points(self.areas), frame.clear()), *self([frame])]).to_pandas()


def _gathered(batches: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Yield batches of about :data:`BATCH` rows: Spark hands out ten thousand at a time."""
    held: list[pl.DataFrame] = []
    for batch in batches:
        held.append(batch)
        if sum(frame.height for frame in held) >= BATCH:
            yield pl.concat(held)
            held = []
    if held:
        yield pl.concat(held)


def _labelled(points: Points, x: pl.Series, y: pl.Series) -> pl.Series:
    """Return the area of each point, or what is wrong with it."""
    found = labels(points, x, y)
    if not (found == OUTSIDE).any():
        return found
    west, south, east, north = points.box
    bad_x, bad_y = outside(x, west, east), outside(y, south, north)
    around = turned(x, y) if points.crs != "tile" else pl.repeat(value=False, n=len(x), eager=True)
    chosen = pl.when(around & bad_x).then(pl.lit(SWAPPED["x"])).when(around & bad_y).then(pl.lit(SWAPPED["y"]))
    chosen = chosen.when(around & (found == OUTSIDE)).then(pl.lit(SWAPPED[""]))
    chosen = chosen.when(bad_x).then(pl.lit(BAD["x"])).when(bad_y).then(pl.lit(BAD["y"]))
    return pl.select(chosen.otherwise(found)).to_series()


def can_place(table: nw.LazyFrame[Any]) -> bool:
    """Return whether points can be located where the rows of a table are."""
    kind = table.implementation
    if kind.is_ibis():
        return str(table.to_native().get_backend().name) in LOCAL
    return bool(kind.is_duckdb() or kind.is_dask() or kind.is_pyspark() or kind.is_pyspark_connect())


def placed_apart(asked: nw.LazyFrame[Any], counting: Counting, most: int) -> pl.DataFrame:
    """Return the counts of a table with the keys, the sums and the coordinates, made where its rows are.

    At most so many rows come back.
    """
    kind, native = asked.implementation, asked.to_native()
    if kind.is_pyspark() or kind.is_pyspark_connect():
        return _in_spark(native, counting, most)
    if kind.is_dask():
        counts = native.map_partitions(counting.in_pandas, meta=counting.in_pandas(native._meta))  # noqa: SLF001
        return counting.together(pl.DataFrame(counts.compute()).select(*counting.keys, counting.number, *counting.sums))
    batches = _batches_of_ibis(native) if kind.is_ibis() else _batches_of_duckdb(native)
    found = list(counting(pl.DataFrame(batch) for batch in batches))
    return counting.together(pl.concat(found)) if found else _none(counting)


def _batches_of_duckdb(relation: Any) -> Iterable[Any]:
    batches: Iterable[Any] = (getattr(relation, "to_arrow_reader", None) or relation.fetch_record_batch)(BATCH)
    return batches


def _batches_of_ibis(table: Any) -> Iterable[Any]:
    backend = table.get_backend()
    if backend.name == "duckdb":
        # Not to_pyarrow_batches: it calls what the second version of DuckDB no longer has.
        return _batches_of_duckdb(backend.con.sql(backend.compile(table)))
    batches: Iterable[Any] = table.to_pyarrow_batches(chunk_size=BATCH)
    return batches


def _in_spark(native: Any, counting: Counting, most: int) -> pl.DataFrame:
    import narwhals as nw  # noqa: PLC0415
    from pyspark.sql.types import LongType, StringType, StructType  # noqa: PLC0415

    kinds = {field.name: field.dataType for field in native.schema.fields} | {counting.area: StringType()}
    schema = StructType()
    for name in counting.keys:
        schema = schema.add(name, kinds[name])
    for name in (counting.number, *counting.sums):
        schema = schema.add(name, LongType())
    counts = nw.from_native(native.mapInArrow(counting.in_arrow, schema))
    added = [nw.col(name).sum() for name in (counting.number, *counting.sums)]
    found: pl.DataFrame = counts.group_by(*counting.keys).agg(*added).head(most).collect(backend="polars").to_native()
    return found


def _none(counting: Counting) -> pl.DataFrame:
    """Return the counts of a table without rows."""
    columns = [*counting.keys, counting.number, *counting.sums]
    return pl.DataFrame(schema={name: pl.Null if name in counting.keys else pl.Int64 for name in columns})
