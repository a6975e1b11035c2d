"""The cells of the shares to be protected, with what is to be printed of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.disclosure.dimensions import is_area
from spreiding.disclosure.groups import known_groups
from spreiding.disclosure.levels import level_of
from spreiding.disclosure.printed import PrintedTable
from spreiding.disclosure.tree import ALL
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.disclosure.dimensions import Dimensions
    from spreiding.disclosure.tree import Tree

Codes = tuple[str, ...]
#: How a share is printed: ("step", 0.05), ("top", 0.9), ("bottom", 0.1); None is not at all.
Form = tuple[str, float] | None


@dataclass(slots=True)
class Item:
    """One cell: its true figures, and the form in which they are printed."""

    codes: Codes
    group: str
    kind: str
    level: str
    keys: tuple[str, ...]  #: dimensions other than area and group that the table breaks down
    a: int | None
    r: int | None
    stock: int | None
    city_only: bool = False  #: of a group that is told for the city alone
    hidden: bool = False  #: the count is not shown
    primary: bool = False  #: by a rule of its own, not to guard another cell
    small: bool = False  #: hidden, but printed as the greatest small count
    withheld: bool = False  #: hidden whatever it is, so its being hidden tells nothing
    kept: bool = False  #: shown once more, because others tell it
    few: bool = False  #: no share, and said to have few rentals
    forms: list[Form] = field(default_factory=lambda: [None])  #: of the share, finest first
    form: int = 0

    @property
    def share(self) -> Form:
        """Form in which the share is printed."""
        return self.forms[self.form]

    def coarser(self) -> bool:
        """Print the share less finely; whether there was a coarser form."""
        if self.form + 1 >= len(self.forms):
            return False
        self.form += 1
        return True

    def bits(self, *, base: int = 1) -> float:
        """Information printed: ``log2`` of the values that the count, and the share, tell apart."""
        return (0.0 if self.hidden or self.a is None else count_bits(self.a, base)) + share_bits(self.share)


def count_bits(count: int, base: int = 1) -> float:
    """Information of a count in bits."""
    return log2(count / base + 1)


def share_bits(form: Form) -> float:
    """Information of a printed share in bits."""
    match form:
        case ("step", step):
            return log2(1 / step)
        case ("top", edge):
            return log2(1 / (1 - edge))
        case ("bottom", edge):
            return log2(1 / edge)
    return 0.0


def items_of(
    many: Sequence[Any],
    trees: Mapping[str, Tree],
    dims: Sequence[str],
    dimensions: Dimensions,
    level: str | None,
    scheme: Any = None,
) -> tuple[dict[Codes, Item], list[list[Codes | None]]]:
    """Return every cell of the shares once, and per shares the cell of each row (units, then the city's rows).

    Shares of some areas only have a total that is not the city's: its rows have no cell.

    Raises
    ------
    InvalidInputError
        If two shares give the same cell different figures, a group is unknown, or a code stands outside the hierarchy.
    """
    items: dict[Codes, Item] = {}
    places: list[list[Codes | None]] = []
    grounds = [axis for axis, dim in enumerate(dims) if is_area(dim)]
    for number, shares in enumerate(many, start=1):
        rows = [(row, False) for row in shares.to_polars().to_dicts()]
        rows += [(row, True) for row in shares.total.to_polars().to_dicts()]
        names = {dimensions.name(key, shares): key for key in shares.counts.keys}
        ground = next((dim for dim, key in names.items() if key == "area"), "area")
        fine, full = level_of(shares, trees.get(ground), level), complete(shares, trees, dimensions)
        fixed, known = dimensions.fixed(shares), known_groups(shares, scheme)
        _all_placed(shares, names, trees, number)
        place: list[Codes | None] = []
        for row, whole in rows:
            if whole and not full:
                place.append(None)
                continue
            group = known[row["group"]]
            found = {**fixed, "group": group.code, **({} if whole else {d: str(row[k]) for d, k in names.items()})}
            codes = tuple(
                trees[d].aliases.get(found[d], found[d]) if d in trees and d in found else found.get(d, ALL)
                for d in dims
            )
            at = "city" if all(codes[axis] == ALL for axis in grounds) else fine
            item = Item(
                codes, group.code, group.kind, at, tuple(k for k in names.values() if k != "area"),
                row["allocations"], row["rentals"], row["stock"], group.city_only,
            )  # fmt: skip
            _agree(items.setdefault(codes, item), item, number)
            place.append(codes)
        places.append(place)
    return items, places


def _all_placed(shares: Any, names: Mapping[str, str], trees: Mapping[str, Tree], number: int) -> None:
    """Refuse codes that stand outside the hierarchy: no sum would guard them."""
    for dim, key in names.items():
        codes = shares.to_polars().get_column(key).cast(pl.String).unique(maintain_order=True).to_list()
        loose = [c for c in codes if dim in trees and c not in trees[dim].parent and c not in trees[dim].aliases]
        if loose:
            raise refusal("no-place-in-hierarchy", source=f"shares {number}", dim=dim, codes=loose[:5])


def _agree(known: Item, item: Item, number: int) -> None:
    """Refuse two figures for one cell."""
    for name, measure in (("a", "allocations"), ("r", "rentals")):
        one, other = getattr(known, name), getattr(item, name)
        if one != other:
            where = ", ".join(c for c in item.codes if c != ALL) or "the city"
            msg = f"shares {number} contradict earlier ones: {measure} of {where} is {other}, was {one}"
            raise InvalidInputError(msg)


def complete(shares: Any, trees: Mapping[str, Tree], dimensions: Dimensions) -> bool:
    """Say whether the units of shares cover their hierarchies, so that their total is the city's."""
    for key in shares.counts.keys:
        dim = dimensions.name(key, shares)
        if dim not in trees:
            return False
        below, todo = trees[dim].children, shares.to_polars().get_column(key).cast(pl.String).unique().to_list()
        found = set()
        while todo:
            code = todo.pop()
            found.add(code)
            todo.extend(below.get(code, ()))
        if any(code not in found for code in trees[dim].parent if code not in below):
            return False
    return True


def as_printed(
    items: Mapping[Codes, Item], dims: Sequence[str], *, low: int, base: int, few: float, small_as: int
) -> PrintedTable:
    """Return the cells as an outsider reads them, who also knows the rules.

    ``low`` is the least count that is hidden for being small: 1 where zeros are shown.
    """
    count, rentals, share = [], [], []
    for item in items.values():
        count.append(f"{low}-{small_as}" if item.small else _count_text(item, low, base))
        rentals.append("-" if item.r == 0 else f"1-{few:.0f}" if item.few else f">{few:.0f}" if item.share else ".")
        share.append(_share_text(item))
    columns = dict(zip(dims, zip(*items, strict=True), strict=True))
    frame = pl.DataFrame(
        {**columns, "allocations": count, "rentals": rentals, "share_of_rentals": share, "stock": [None] * len(items)},
        schema_overrides=dict.fromkeys([*dims, "allocations", "rentals", "share_of_rentals"], pl.String),
    )
    names = ["allocations", "rentals", "share_of_rentals"]
    return PrintedTable(frame=frame, keys={d: d for d in dims}, columns={n: n for n in names}, name="protected shares")


def _count_text(item: Item, low: int, base: int) -> str:
    if item.a is None or item.withheld:
        return "."
    if item.hidden:
        return f">={low}"
    if base == 1 or item.a == 0:
        return str(item.a)
    return count_range(rounded_count(item.a, base), base)


def count_range(rounded: int, base: int) -> str:
    """Write the counts that round to a multiple of ``base``, of those that are not 0."""
    return f"{max(1, rounded - base // 2)}-{rounded + (base - 1) // 2}"


def share_range(k: int, per: int) -> str:
    """Write the percentages that round to ``k / per``."""
    return f"{max(0, 100 * (2 * k - 1) / (2 * per)):g}-{100 * (2 * k + 1) / (2 * per):g}"


def rounded_count(count: int, base: int) -> int:
    """Round a count to the nearest multiple of ``base``, halves up."""
    return (2 * count + base) // (2 * base) * base


def rounded_share(a: int, r: int, step: float) -> tuple[int, int]:
    """Round ``a / r`` to a multiple of ``step``, halves up: the multiple ``k``, and how many make 1."""
    per = round(1 / step)
    return (2 * a * per + r) // (2 * r), per


def _share_text(item: Item) -> str:
    match item.share:
        case ("step", step) if item.a is not None and item.r:
            return share_range(*rounded_share(item.a, item.r, step))
        case ("top", edge):
            return f">{100 * edge:g}"
        case ("bottom", edge):
            return f"<{100 * edge:g}"
    return "."
