"""What is published together, as a reader takes it in: tables, the codes of their rows, and which codes add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from spreiding.base.views import view
from spreiding.counts.grain import TIMES
from spreiding.counts.periods import code_of, span_of
from spreiding.disclosure.dimensions import Dimensions, is_area
from spreiding.disclosure.groups import canonical, known_groups
from spreiding.disclosure.printed import PrintedTable
from spreiding.disclosure.reader import Told, columns_of, told
from spreiding.disclosure.times import covers, span_of_counts, within_span
from spreiding.disclosure.tree import ALL, Tree, tree_of
from spreiding.values.names import nearest
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.counts.periods import Span


@dataclass(frozen=True)
class Said:
    """Tables that a reader lays side by side: what each says, and how their codes add up."""

    told: tuple[Told, ...]
    trees: dict[str, Tree]
    dimensions: Dimensions


def opened(tables: Sequence[Any]) -> list[Any]:
    """Return the tables; paths and editions are read and taken apart, each into its tables."""
    found: list[Any] = []
    for table in tables:
        known = isinstance(table, PrintedTable) or hasattr(table, "counts")
        found += [table] if known else _read(table)
    return found


def _read(table: Any) -> list[Any]:
    """Return the tables of a path or an edition."""
    try:
        read = view(Path if isinstance(table, PathLike | str) else type(table), "printed")
    except LookupError:
        kind = "None" if table is None else type(table).__name__
        expected = ["Shares", "PrintedTable", "Edition", "Path"]
        raise refusal("argument-of-another-kind", function="sp.audit", argument="tables", found=kind,
                      expected=expected, call="none") from None  # fmt: skip
    found: list[Any] = read([table])
    return found


def together(
    tables: Sequence[Any],
    *,
    beside: Sequence[Any] = (),
    hierarchy: Mapping[str, Any] | None = None,
    groups: Any = None,
    strict: bool = False,
    closed: bool = False,
) -> Said:
    """Return what tables say: shares, printed tables, and paths of what was written here.

    ``beside`` are shares whose codes and hierarchies count too, while what they say is not yet settled.

    Raises
    ------
    InvalidInputError
        If a code has no place in its hierarchy, or a hierarchy is of a dimension that no table has.
    """
    many = opened(tables)
    shares = [*beside, *(t for t in many if not isinstance(t, PrintedTable))]
    printed = [t for t in many if isinstance(t, PrintedTable)]
    keys = [dim for t in printed for dim in t.keys]
    spans = [] if _gives_time(hierarchy) else [span for t in printed for span in _spans(t)]
    dimensions = Dimensions.of(shares, [*keys, *(hierarchy or {})], spans)
    there = {*dimensions.names(shares), *map(dimensions.name, keys)}
    strange = [dim for dim in hierarchy or {} if dimensions.name(dim) not in there and not is_area(dim)]
    if strange:
        raise refusal("unknown-hierarchy", found=strange, known=sorted(there))
    times = [] if _gives_time(hierarchy) else [code for t in printed for code in _times(t, dimensions)]
    trees = dimensions.trees(shares, groups, strict=strict, times=times)
    trees |= {dimensions.name(dim): tree_of(spec, name=dim) for dim, spec in (hierarchy or {}).items()}
    said = Said((), trees, dimensions)
    found = [one for i, t in enumerate(many, start=1) for one in told_of(t, f"shares {i}", said, closed=closed)]
    return replace(said, told=tuple(found))


def _gives_time(hierarchy: Mapping[str, Any] | None) -> bool:
    return any(dim in TIMES for dim in hierarchy or {})


def told_of(table: Any, name: str, said: Said, *, closed: bool = False) -> list[Told]:
    """Return what one table says: its rows, and the city's rows where these are the city's."""
    if isinstance(table, PrintedTable):
        codes = codes_in(table, said)
        return [replace(found, name=table.name, codes=codes) for found in table.told(closed=closed)]
    found = [_of_shares(table, table.to_polars(), units_of(table, said, name), name)]
    if complete(table, said):
        found.append(_of_shares(table, table.total.to_polars(), city_of(table, said), name, city=True))
    return found


def _of_shares(shares: Any, frame: pl.DataFrame, codes: dict[str, list[str]], name: str, *, city: bool = False) -> Told:
    """Read rows of shares: protected ones as they are printed, others in full."""
    done = shares.protection
    if done is not None:
        limits = {group: whole if city else unit for group, unit, whole in done.limits}
        limit = np.array([limits.get(group, 0.0) for group in frame.get_column("group")], dtype=float)
        named = [] if city else frame.select(*shares.counts.keys, "group").cast(pl.String).rows()
        wide = np.array([done.width * (name in done.dominated) for name in named]) if done.dominated else None
        # The stock is public and whole, so the share of it tells what the count in the same row does.
        return replace(
            told(columns_of(frame), done.signs), name=name, codes=codes, limit=limit, wide=None if city else wide
        )
    found = Told.nothing(frame.height, name=name, codes=codes)
    for column, low, high in (("allocations", found.a_low, found.a_high), ("rentals", found.r_low, found.r_high)):
        values = frame.get_column(column).cast(float).fill_null(np.nan).to_numpy()
        known = ~np.isnan(values)
        low[known], high[known] = values[known], values[known]
    return found


def units_of(shares: Any, said: Said, name: str = "shares", groups: Any = None) -> dict[str, list[str]]:
    """Return the code of every row of shares per dimension.

    Raises
    ------
    InvalidInputError
        ``no-place-in-hierarchy``: no sum would guard such a code.
    """
    frame, found = shares.to_polars(), dict[str, list[str]]()
    for key in shares.counts.keys:
        dim, of = said.dimensions.name(key, shares), said.dimensions.codes_of(key, shares)
        tree = said.trees.get(dim)
        placed = {value: code if tree is None else tree.code_of(code) for value, code in of.items()}
        loose = [value for value, code in placed.items() if code is None]
        if loose:
            near = sorted(
                {like for code in loose[:5] if (like := nearest(code, tree.parent))} if tree is not None else ()
            )
            raise refusal("no-place-in-hierarchy", source=name, dim=dim, n=len(loose), near=near or "none")
        found[dim] = [str(placed[str(value)]) for value in frame.get_column(key).to_list()]
    timed = said.dimensions.time in found
    return {**found, **_rest(shares, frame, said, groups, timed=timed)}


def city_of(shares: Any, said: Said, groups: Any = None) -> dict[str, list[str]]:
    """Return the code of every row of the city per dimension."""
    return _rest(shares, shares.total.to_polars(), said, groups, timed=False)


def _rest(shares: Any, frame: pl.DataFrame, said: Said, groups: Any, *, timed: bool) -> dict[str, list[str]]:
    known = known_groups(shares, groups, strict=False)
    fixed = {} if timed else said.dimensions.fixed(shares)
    group = [known[name].code for name in frame.get_column("group").to_list()]
    return {"group": group, **{dim: [code] * frame.height for dim, code in fixed.items()}}


def complete(shares: Any, said: Said) -> bool:
    """Say whether the units of shares cover their hierarchies, so that their total is the city's."""
    for key in shares.counts.keys:
        tree = said.trees.get(said.dimensions.name(key, shares))
        if tree is None:
            return False
        todo = list(said.dimensions.codes_of(key, shares).values())
        found: set[str] = set()
        while todo:
            code = todo.pop()
            found.add(code)
            todo.extend(tree.children.get(code, ()))
        if key in TIMES:
            if not _cover_period(shares, key):
                return False
        elif any(code not in found for code in tree.parent if code not in tree.children):
            return False
    return True


def _cover_period(shares: Any, key: str) -> bool:
    """Say whether the periods of a table cover its own: a selection of years does not."""
    span = span_of_counts(shares.counts)
    parts = shares.to_polars().get_column(key).cast(pl.String).unique().to_list()
    return span is None or covers([within_span(span_of(part), span) for part in parts], span)


def _times(table: PrintedTable, dimensions: Dimensions) -> list[str]:
    """Return the periods of a printed table; none where its codes are no periods."""
    found = [code_of(table.period)] if table.period and dimensions.time and table.period != dimensions.whole else []
    for dim, values in table.codes().items():
        if dim in TIMES:
            found += dict.fromkeys(_period(value, table) for value in values)
    return found


def _spans(table: PrintedTable) -> list[Span]:
    """Return first and last day of a printed table, or of each of its periods: the whole of many tables covers them."""
    if table.period:
        return [table.period]
    codes = [code for dim, values in table.codes().items() if dim in TIMES for code in dict.fromkeys(values)]
    return [span for code in codes if (span := _span(code)) is not None]


def _span(code: str) -> Span | None:
    try:
        return span_of(code)
    except ValueError:  # the total, or no period
        return None


def _period(value: str, table: PrintedTable) -> str:
    try:
        return code_of(within_span(span_of(value), table.period))
    except ValueError:
        return value


def codes_in(table: PrintedTable, said: Said) -> dict[str, list[str]]:
    """Return the codes of the rows of a printed table; names of the total become the total."""
    found: dict[str, list[str]] = {}
    for key, values in table.codes().items():
        dim = said.dimensions.name(key)
        if dim == "group":
            values = [canonical(value) for value in values]  # noqa: PLW2901
        elif dim == said.dimensions.time:
            values = [value if value == ALL else _period(value, table) for value in values]  # noqa: PLW2901
        tree = said.trees.get(dim)
        placed = [value if tree is None else tree.code_of(value) for value in values]
        if None in placed:
            row = placed.index(None)
            place: dict[str, Any] = {"source": table.name, "rows": [str(row + 1)]}
            raise refusal("no-place-of-row", **place, dim=dim)
        found[dim] = [str(code) for code in placed]
    time, whole = said.dimensions.time, said.dimensions.whole
    if time is not None and time not in found and table.period not in (None, whole):
        found[time] = [code_of(table.period)] * table.table.height
    return found
