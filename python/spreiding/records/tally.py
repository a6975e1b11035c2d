"""The pass over all parts of the records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.base.progress import progress
from spreiding.records import engine_numbers
from spreiding.records.sources import days_of, threads, together
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spreiding.areas.areas import Areas
    from spreiding.records.engine_numbers import Numbers
    from spreiding.records.groups import TargetGroups
    from spreiding.records.sources import Part

    #: Position of the column, label, code (None for a missing value), number of rows.
    Met = list[tuple[int, str, str | None, int]]
    #: Per part: the name of a fault, how many lines have it, and the first of them.
    Broken = dict[str, list[tuple[str, int, list[int]]]]

#: Ids of an axis that stand for no value: missing; unreadable; swapped (a date) or with control characters (a code).
MISSING, UNREADABLE, SWAPPED = range(3)
#: Files of Parquet whose footers are in memory at a time.
TOGETHER = 64
DIALECT = {"source": pl.String, "delimiter": pl.String, "decimal": pl.String, "bom": pl.Boolean,
           "encoding": pl.String, "compression": pl.String}  # fmt: skip


@dataclass(frozen=True)
class Passed:
    """What a pass counted, and what it found out of its files."""

    parts: tuple[Part, ...]  #: With the notation of their numbers, where that was found.
    axes: tuple[tuple[str, str], ...]
    tally: _core.Tally
    dialects: pl.DataFrame
    broken: Broken  #: Lines that are no records.
    doubts: Mapping[str, str]  #: Parts whose numbers leave their notation open, and why: ``either`` or ``both``.
    numbers: tuple[tuple[int, int, int], ...] = ()  #: Missing, good and bad values per column of numbers.

    def settle(self, areas: Areas | None, scheme: TargetGroups | None) -> Met:
        """Put the spellings of each code together; returns the labels that are not written as their code."""
        known: list[list[str] | None] = [None] * len(self.axes)
        for at, (_, kind) in enumerate(self.axes):
            if kind == "area" and areas is not None:
                known[at] = list(areas.codes)
            elif kind == "group" and scheme is not None:
                labels = [label for label in self.tally.values(at) if label is not None]
                resolved = scheme.resolve(_core.cleaned(labels))
                known[at] = [label for label, code in resolved.items() if code is not None]
        return self.tally.settle(known)

    def unread(self) -> Broken:
        """Return the columns of codes with rows that are no text, or hold control characters."""
        faults: list[tuple[str, int, list[int]]] = [
            (name, int(sum(self.tally.marginal(at)[UNREADABLE : SWAPPED + 1])), [])
            for at, (name, kind) in enumerate(self.axes)
            if kind not in {"month", "day", "key"}
        ]
        found = [fault for fault in faults if fault[1]]
        return {", ".join(part.name for part in self.parts): found} if found else {}


def watch(mapping: Mapping[str, str], axes: int) -> _core.Lettings:
    """Return a watch on the dwellings; in the pass, their column follows the other axes: area, group, date first."""
    columns = [mapping[name] for name in ("dwelling_id", "date", "group")]
    return _core.Lettings(columns, [axes, 2, 1])


def passed(
    parts: Sequence[Part],
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
    tables: Sequence[Sequence[int]],
    cuts: Sequence[int] = (),
    lettings: _core.Lettings | None = None,
) -> Passed:
    """Count combinations of the axes' values over all parts; ``tables`` names the axes of each table."""
    # An engine tells no dwelling from another in this pass: it is asked afterwards.
    lettings = lettings if all(part.has_rows for part in parts) else None
    held = [*axes, (lettings.columns[0], "key")] if lettings is not None else list(axes)
    columns = [*held, *((name, "number") for name, _ in numbers)]
    dialects, broken, doubts, known = [], {}, {}, list(parts)
    asked: dict[str, Numbers] = {}
    with progress() as tick:

        def tallied(source: _core.Source, notation: str | None, *, rows: bool = True) -> tuple[_core.Tally, Any]:
            told = tick if rows else None  # What comes from an engine is combinations, no records.
            given = held, list(numbers), list(tables), list(cuts), threads(), notation, told, lettings
            return source.tally(*given)

        whole, alone = _together(parts, tallied) if lettings is None else (None, range(len(parts)))
        for at in alone:
            part = parts[at]
            notation, doubt, dialect, found_faults = part.notation, None, part.dialect, list(part.faults)
            for source in part.sources(columns, cuts) if part.has_rows else _asked(part, axes, numbers, cuts, asked):
                tally, faults = tallied(source, part.notation, rows=part.has_rows)
                found, why = tally.notation
                notation, doubt = notation or found, doubt or why
                dialect, found_faults = dialect or source.dialect, found_faults + faults
                whole = _merged(whole, tally)
            known[at] = replace(part, notation=notation)
            if dialect:
                mark, encoding, bom, packed = dialect
                dialects.append((part.name, mark, DECIMAL.get(notation or ""), bom, encoding, packed))
            if found_faults:
                broken[part.name] = found_faults
            if doubt:
                doubts[part.name] = doubt
    if whole is None:
        raise refusal("no-records", source=", ".join(part.name for part in parts))
    frame = pl.DataFrame(dialects, schema=DIALECT, orient="row")
    counts, more = _numbers(whole, asked)
    return Passed(tuple(known), tuple(axes), whole, frame, broken, doubts | more, counts)


def _asked(
    part: Part,
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
    cuts: Sequence[int],
    asked: dict[str, Numbers],
) -> Iterator[_core.Source]:
    """Yield what an engine counts, in one query with its columns of numbers; those are kept in ``asked``."""
    found = part.held.combinations(axes, engine_numbers.sums(part.held, numbers), cuts=days_of(cuts))
    rows = int(found.weights.sum())
    asked[part.name] = of = engine_numbers.counted(part.held, numbers, found.sums, rows, part.notation)
    for second in {sum(count) for count in of.counts} - {0, rows}:
        raise refusal("source-changes", source=part.name, first=str(rows), second=str(second))
    yield part.counted(axes, found, len(numbers))


def _together(
    parts: Sequence[Part], tallied: Callable[[_core.Source, None], tuple[_core.Tally, Any]]
) -> tuple[_core.Tally | None, Sequence[int]]:
    """Tally files of Parquet as one source; returns which parts are still to be read, each by itself.

    Among those are files whose numbers are text, because a notation is that of one file.
    """
    files = [at for at, part in enumerate(parts) if part.kind == "parquet" and part.notation is None]
    alone = sorted({*range(len(parts))} - {*files})
    whole: _core.Tally | None = None
    for first in range(0, len(files), TOGETHER):
        some = files[first : first + TOGETHER]
        tally = tallied(together([parts[at] for at in some]), None)[0] if len(some) > 1 else None
        if tally is None or tally.notation != (None, None):
            alone += some
        else:
            whole = _merged(whole, tally)
    return whole, sorted(alone)


def _merged(whole: _core.Tally | None, tally: _core.Tally) -> _core.Tally:
    if whole is None:
        return tally
    whole.merge(tally)
    return whole


def _numbers(
    tally: _core.Tally, asked: Mapping[str, Numbers]
) -> tuple[tuple[tuple[int, int, int], ...], dict[str, str]]:
    """Return missing, good and bad values per column of numbers, those that engines counted too; and what is open."""
    counts, doubts = [list(count) for count in tally.numbers], {}
    for name, found in asked.items():
        for mine, theirs in zip(counts, found.counts, strict=True):
            # What the core was given in place of these numbers is missing: it counts as such once per row it saw.
            mine[:] = [theirs[0], mine[1] + theirs[1], mine[2] + theirs[2]]
        if found.doubt:
            doubts[name] = found.doubt
    return tuple((count[0], count[1], count[2]) for count in counts), doubts


#: Decimal mark of each notation.
DECIMAL = {"nl": ",", "en": "."}


def passed_again(
    parts: Sequence[Part],
    axes: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, float]],
    tables: Sequence[Sequence[int]],
) -> Passed:
    """As :func:`passed`, of records that were read, and found whole, before."""
    read = passed(parts, axes, numbers, tables)
    read.settle(None, None)
    return read


def per_code(tally: _core.Tally, scheme: TargetGroups) -> pl.DataFrame:
    """Return the number of records per code."""
    labels, counts = tally.values(1), tally.marginal(1)  # the axes start with area, group
    codes = scheme.resolve([label for label in labels if label is not None])
    of = [codes.get(label) if label else None for label in labels]
    read = pl.DataFrame({"code": of, "records": counts}, schema={"code": pl.String, "records": pl.Int64})
    read = read.group_by("code").agg(pl.col("records").sum())
    order = pl.concat([pl.DataFrame({"code": [None]}, schema={"code": pl.String}), scheme.frame.select("code")])
    joined = order.join(read, on="code", how="left", nulls_equal=True, maintain_order="left")
    return joined.join(scheme.frame.select("code", "main_group", "role"), on="code", how="left").with_columns(
        pl.col("records").fill_null(0).cast(pl.Int64)
    )
