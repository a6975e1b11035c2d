"""What findings may name: areas and associations that are known as such; any other value of a record is left out.

A column of areas or associations may hold whatever was typed there, an address or a name. An area is known from the
boundaries, the stock, the figures to compare with or the packaged schemes; an association from a register, or from the
number of its lettings, as no person has as many.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.areas.tiles import LISTS
from spreiding.checks.figures import Figure, Word
from spreiding.records.groups import fold
from spreiding.values.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.checks.figures import Part
    from spreiding.checks.finding import Finding
    from spreiding.checks.material import Material

#: Least lettings of an association, or of a channel, whose name is told: fewer are a small count themselves.
LEAST = 5
#: In place of a name that is not told: in words, and in a table of either language.
UNNAMED, MARK = Word("unit-unnamed"), "…"
#: Columns of the figures to compare with that name areas and associations.
NAMING = ("area", "gebied", "corporation", "code", "unit")
#: Between names that stand in one text.
SEPARATORS = re.compile(r", | × | / |: | ")


def discreet(m: Material, finding: Finding) -> Finding:
    """Return a finding without values of records that are not known to be names of areas or associations."""
    untold = m.once("untold", lambda: _untold(m))
    if not untold:
        return finding
    rows = finding.all_rows
    if rows is not None:
        whom = pl.when(~pl.col("corporation").str.strip_chars().is_in(list(untold))).then("corporation")
        rows = rows.with_columns(whom.alias("corporation"))
    return replace(
        finding,
        found=tuple(_figure(one, untold) for one in finding.found),
        expected=tuple(_figure(one, untold) for one in finding.expected),
        units=tuple(unit for unit in finding.units if not _holds(unit, untold)),
        data={name: _told(value, untold) for name, value in finding.data.items()},
        all_rows=rows,
    )


def named(m: Material, table: pl.DataFrame) -> pl.DataFrame:
    """Return rows per association with those of names that are not told as one, :data:`MARK`."""
    untold = m.once("untold", lambda: _untold(m))
    hidden = pl.col("corporation").str.strip_chars().is_in(list(untold))
    merged = table.with_columns(corporation=pl.when(hidden).then(pl.lit(MARK)).otherwise("corporation"))
    sums = merged.group_by("column", "corporation").agg(pl.col("rows", "missing").sum())
    return (
        sums.with_columns(share=pl.col("missing") / pl.col("rows")).select(table.columns).sort("column", "corporation")
    )


def _untold(m: Material) -> frozenset[str]:
    """Return the values that are not told."""
    known = {fold(name) for name in _known(m)}
    hidden = set[str]()
    for name in ("area", "corporation", "channel"):
        if name not in m.axes:
            continue
        let: dict[str, int] = {}
        for label, n in zip(m.read.tally.values(m.axes[name]), m.read.tally.marginal(m.axes[name]), strict=True):
            if label is not None and label.strip():
                let[label.strip()] = let.get(label.strip(), 0) + n
        hidden |= {label for label, n in let.items() if fold(label) not in known and (name == "area" or n < LEAST)}
    return frozenset(hidden)


def _known(m: Material) -> Iterator[str]:
    """Yield the names of areas and associations that do not come from the records."""
    for levels in LISTS.values():
        for list_, _, _ in levels.values():
            yield from packaged(f"areas/{list_}.csv").get_column("code")
    areas = m.read.areas
    if areas is not None:
        yield from areas.codes
        for codes in areas.levels.values():
            yield from (code for code in codes if code)
    frames = [m.stock.frame] if m.stock is not None else []
    frames += [table for table in vars(m.reference).values() if isinstance(table, pl.DataFrame)]
    frames += [counts.to_polars() for counts in m.reference.previous]
    for table in frames:
        for column in NAMING:
            if column in table.columns:
                yield from table.get_column(column).drop_nulls().cast(pl.String)


def _figure(figure: Figure, untold: frozenset[str]) -> Figure:
    return Figure(*(tuple(_part(part, untold) for part in of) for of in (figure.value, figure.unit)))


def _part(part: Part, untold: frozenset[str]) -> Part:
    return UNNAMED if isinstance(part, str) and _holds(part, untold) else part


def _holds(text: str, untold: frozenset[str]) -> bool:
    return text in untold or any(piece in untold for piece in SEPARATORS.split(text))


def _told(value: Any, untold: frozenset[str]) -> Any:
    if isinstance(value, str):
        return _part(value, untold)
    if isinstance(value, list | tuple):
        return [part for part in value if not (isinstance(part, str) and _holds(part, untold))] or UNNAMED
    return value
