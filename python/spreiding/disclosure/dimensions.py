"""Dimensions of linked tables: which columns are one dimension, and which codes add up along it.

All periods are one dimension, whichever of them a table breaks down, and so is the one period of a table that has no
such column. Each area scheme is a dimension of its own: both add up to the city.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding.counts.counts import CITY
from spreiding.counts.grain import TIMES
from spreiding.counts.periods import code_of
from spreiding.disclosure.groups import groups_above, known_groups
from spreiding.disclosure.times import code_of_row, span_of_counts, time_tree
from spreiding.disclosure.tree import ALL, Tree, tree_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spreiding.counts.periods import Span


@dataclass(frozen=True)
class Dimensions:
    """Names of the dimensions of tables that are published together."""

    time: str | None  #: None where all tables are of one period, and none breaks it down.
    scheme: str | None  #: Area scheme that is called ``area``; another one is ``area_<scheme>``.
    whole: Span | None  #: First and last day of all tables together.

    @classmethod
    def of(cls, many: Sequence[Any], keys: Sequence[str] = (), spans: Iterable[Span] = ()) -> Dimensions:
        """Find the dimensions of shares, and of further tables that have these keys and periods."""
        used = [*(key for s in many for key in s.counts.keys), *keys]
        times = list(dict.fromkeys(key for key in used if key in TIMES))
        held = list(dict.fromkeys([*filter(None, map(span_of_counts, (s.counts for s in many))), *spans]))
        if not times and len(held) > 1:
            times = ["period"]
        whole = (min(a for a, _ in held), max(b for _, b in held)) if held else None
        schemes = [scheme for s in many if (scheme := _scheme(s)) is not None]
        return cls(times[0] if len(times) == 1 else "period" if times else None, next(iter(schemes), None), whole)

    def name(self, key: str, shares: Any = None) -> str:
        """Return the dimension of a column."""
        if key in TIMES:
            return self.time or key
        scheme = None if key != "area" or shares is None else _scheme(shares)
        return key if scheme in (None, self.scheme) else f"area_{scheme}"

    def names(self, many: Sequence[Any]) -> tuple[str, ...]:
        """Return all dimensions: area and group, then the others."""
        found = [self.name(key, s) for s in many for key in s.counts.keys]
        return tuple(dict.fromkeys(["area", "group", *found, *([self.time] if self.time else [])]))

    def fixed(self, shares: Any) -> dict[str, str]:
        """Return the code that all rows of shares have in the dimension of time; of their total too."""
        span = span_of_counts(shares.counts)
        if self.time is None or span in (None, self.whole):
            return {}
        return {self.time: code_of(span)}

    def codes_of(self, key: str, shares: Any) -> dict[str, str]:
        """Return the code in its dimension of every value of a key."""
        values = shares.to_polars().get_column(key).unique(maintain_order=True).to_list()
        if key not in TIMES:
            return {str(value): str(value) for value in values}
        return {str(value): code_of_row(str(value), span_of_counts(shares.counts)) for value in values}

    def trees(
        self, many: Sequence[Any], scheme: Any = None, *, strict: bool = True, times: Iterable[str] = ()
    ) -> dict[str, Tree]:
        """Return the hierarchies that shares carry themselves; ``scheme`` tells of groups that they do not know.

        ``times`` are periods of further tables.

        Raises
        ------
        InvalidInputError
            If shares put the same code under different parents.
        """
        parents: dict[str, dict[str, str | None]] = {}
        met: dict[str, None] = {}  # in order: what is protected must not depend on the order of a set
        for shares in many:
            for key in shares.counts.keys:
                codes = list(self.codes_of(key, shares).values())
                if key in TIMES:
                    met |= dict.fromkeys(codes)
                else:
                    up = _areas(shares, codes) if key == "area" else dict.fromkeys(codes)
                    _merge(parents.setdefault(self.name(key, shares), {}), up, key)
            met |= dict.fromkeys(self.fixed(shares).values())
            groups = known_groups(shares, scheme, strict=strict).values()
            _merge(parents.setdefault("group", {}), groups_above(groups), "group")
        trees = {dim: tree_of(up, name=dim) for dim, up in parents.items() if up}
        met |= dict.fromkeys(times)
        if self.time is not None and met:
            trees[self.time] = time_tree(met, self.whole)
        return {dim: Tree(tree.parent, {**tree.aliases, CITY: ALL, ALL: ALL}, tree.more) for dim, tree in trees.items()}


def is_area(dim: str) -> bool:
    """Say whether a dimension is one of areas."""
    return dim == "area" or dim.startswith("area_")


def _scheme(shares: Any) -> str | None:
    areas = shares.counts.areas
    return None if areas is None or areas.scheme is None else str(areas.scheme)


def _merge(into: dict[str, str | None], more: Mapping[str, Any], name: str) -> None:
    for child, parent in more.items():
        known = into.get(child)
        if known is not None and parent is not None and known != parent:
            raise refusal("two-parents", dim=name, code=child, first=known, second=parent)
        into[child] = parent if known is None else known


def _areas(shares: Any, codes: Sequence[str]) -> dict[str, str | None]:
    up: dict[str, str | None] = dict.fromkeys(codes)
    counts = shares.counts
    if counts.areas is not None:
        tree = tree_of(counts.areas, name="area")
        up |= {child: None if parent == ALL else parent for child, parent in tree.parent.items()}
    for step in counts.steps:
        pairs = step.drop_nulls().rows()
        up |= {child: parent for child, parent in pairs if up.get(child) is None and parent not in (CITY, child)}
    return up
