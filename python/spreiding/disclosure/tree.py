"""Which codes add up to which: areas, groups, periods, associations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.areas.areas import Areas

#: The total of a dimension.
ALL = "all"
#: A code, and the codes that add up to it.
Sum: TypeAlias = "tuple[str, tuple[str, ...]]"


@dataclass(frozen=True)
class Tree:
    """A dimension whose codes add up, level by level, to :data:`ALL`; and in other ways, where there are some."""

    parent: dict[str, str]
    aliases: dict[str, str] = field(default_factory=dict)  #: other names of the total
    more: tuple[Sum, ...] = ()  #: sums beside those of the tree: another grouping of the same codes

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """Codes below each code."""
        below: dict[str, list[str]] = {}
        for child, parent in self.parent.items():
            below.setdefault(parent, []).append(child)
        return {parent: tuple(codes) for parent, codes in below.items()}

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Every sum: a code, and the codes that add up to it."""
        return (*self.children.items(), *self.more)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code, the total among them."""
        return frozenset({ALL, *self.parent, *(code for whole, parts in self.more for code in (whole, *parts))})

    def code_of(self, name: str) -> str | None:
        """Return the code of a name: its own, or the total; None where it has no place."""
        return name if name in self.codes else self.aliases.get(name)

    def depth(self, code: str) -> int:
        """Count the steps from a code to the total."""
        steps = 0
        while code != ALL and code in self.parent:
            code, steps = self.parent[code], steps + 1
        return steps


#: Per dimension the codes that add up: child -> parent (None: the total), the areas that know it, or several of these
#: for several groupings of the same codes.
Grouping: TypeAlias = "Mapping[str, str | None] | Areas"
Hierarchy: TypeAlias = "Mapping[str, Grouping | Sequence[Grouping]]"


def tree_of(spec: Any, *, name: str) -> Tree:
    """Make a tree of a mapping ``child -> parent`` (None: the total), of an ``Areas``, or of several of these.

    Raises
    ------
    InvalidInputError
        If a code is its own ancestor, or has no parent where others of its kind have one.

    Examples
    --------
    >>> one, other = {"A": "east", "B": "west", "C": "west"}, {"A": "big", "B": "big", "C": "small"}
    >>> tree_of([one, other], name="area").more
    (('big', ('A', 'B')), ('small', ('C',)), ('all', ('big', 'small')))
    """
    if isinstance(spec, Tree):
        return spec
    if isinstance(spec, list | tuple):
        first, *others = (tree_of(part, name=name) for part in spec)
        more = dict.fromkeys(pair for other in others for pair in other.sums if pair not in first.sums)
        return Tree(first.parent, first.aliases, tuple(more))
    parent = {str(c): p for c, p in (spec if isinstance(spec, Mapping) else _of_areas(spec)).items()}
    tops = list(dict.fromkeys(p for p in parent.values() if p is not None and p not in parent))
    _no_hole(parent, tops, name)
    # One top that is not ALL itself is another name of the total; several tops add up to it.
    aliases = {str(top): ALL for top in tops} if len(tops) == 1 and None not in parent.values() else {}
    up = {c: ALL if p is None else aliases.get(str(p), str(p)) for c, p in parent.items() if c != ALL}
    up |= {str(top): ALL for top in tops if str(top) != ALL and str(top) not in aliases}
    for code in up:
        seen, at = {code}, up[code]
        while at != ALL:
            if at in seen:
                raise refusal("own-ancestor", dim=name, code=code)
            seen.add(at)
            at = up[at]
    return Tree(up, aliases | {ALL: ALL})


def _no_hole(parent: Mapping[str, Any], tops: Sequence[str], name: str) -> None:
    """Refuse codes without a parent beside others, above codes too, that have one.

    The total itself has none: it stands above all the others that do.
    """
    above = {p for p in parent.values() if p is not None}
    placed = {p for p in above if p in parent}
    loose = [top for top in tops if top != ALL and not any(parent.get(p) == top for p in placed)]
    if placed and loose:
        raise refusal("hole-in-hierarchy", dim=name, codes=loose)


def _of_areas(areas: Any) -> dict[str, str | None]:
    """Chain of an ``Areas``: code, then its levels from many codes to few, then the total."""
    levels = sorted(areas.levels.values(), key=lambda codes: -len({c for c in codes if c is not None}))
    parent: dict[str, str | None] = {}
    for i, code in enumerate(areas.codes):
        chain = [code, *dict.fromkeys(level[i] for level in levels if level[i] is not None)]
        chain = [c for k, c in enumerate(chain) if c not in chain[:k]]
        for child, up in zip(chain, [*chain[1:], None], strict=True):
            if parent.setdefault(child, up) != up:
                raise refusal("two-parents", dim="area", code=child, first=parent[child] or ALL, second=up or ALL)
    return parent
