"""Primary suppression: what the rules say of each cell by itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from spreiding.disclosure.rules import WIDTH
from spreiding.disclosure.tree import ALL
from spreiding.values.names import nearest
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection

    from spreiding.disclosure.board import Board
    from spreiding.disclosure.items import Codes, Form, Item
    from spreiding.disclosure.rules import Rules


def apply(board: Board, *, consent: Collection[str] = (), empty: Collection[int] = ()) -> None:
    """Hide counts under their threshold, and give each share the forms in which it may be printed.

    ``empty`` are the cells of areas with too few inhabitants to tell anything of.
    """
    rules, zero = board.rules, board.signs.low == 0

    @cache
    def least(rule: Any, about: tuple[Any, ...]) -> float:
        group, kind, level, keys, city_only = about
        return rules.least(rule, group=group, kind=kind, level=level, keys=keys, city_only=city_only)

    for item in board.items:
        if item.a is None:
            continue
        about = (item.group, item.kind, item.level, item.keys, item.city_only)
        item.threshold = least("min_allocations", about)
        item.withheld = least("not_shown", about) > 0 or item.at in empty
        item.primary = item.withheld or (0 < item.a < item.threshold) or (zero and item.a == 0)
        item.hidden = item.primary
        item.rule = _name(item, small_group=item.at in empty)
        small_as = rules.value("small_as", 0)
        if not item.withheld and item.threshold <= small_as and 0 < item.a <= small_as:
            item.hidden = item.primary = item.small = True
            item.rule = "small_as"
        item.few = item.r is not None and 0 < item.r <= rules.value("more_rentals_than", 0)
        item.hidden_forms = () if item.withheld or item.small else _hidden_forms(item, rules, board.signs.bottoms)
        item.hidden_forms = (*item.hidden_forms, None)
        item.forms = list(item.hidden_forms) if item.hidden else _forms(item, rules)
    _known_associations(board, consent)
    _dominance(board, consent)


def _name(item: Item, *, small_group: bool) -> str:
    """Name the rule that hides a count by itself; nothing where none does."""
    if item.withheld:
        return "min_inhabitants" if small_group else "not_shown"
    return ("min_allocations" if item.a else "zero_is_sensitive") if item.primary else ""


def _told(item: Item, rules: Rules) -> bool:
    """Say whether a share may be given at all."""
    return bool(item.a is not None and item.r and item.r > rules.value("more_rentals_than", 0))


def _hidden_forms(item: Item, rules: Rules, bottoms: int) -> tuple[Form, ...]:
    """Return the bounds of the share of a hidden count, whatever it was hidden for: they do not tell that it is small.

    None where so few rentals are behind it that the bound would tell the count: it must leave enough candidates by
    itself, the rentals being known.
    """
    if not _told(item, rules):
        return ()
    share, rentals = (item.a or 0) / (item.r or 1), item.r or 0
    return tuple(("bottom", edge) for edge in rules.steps("bottom_code") if share < edge and edge * rentals > bottoms)


def _forms(item: Item, rules: Rules) -> list[Form]:
    """Return the forms of the share of a count that is shown, finest first."""
    if not _told(item, rules):
        return [None]
    share, other = (item.a or 0) / (item.r or 1), (item.r or 0) - (item.a or 0)
    tops = [edge for edge in rules.steps("top_code") if share > edge]
    if tops and (tops[0] == rules.steps("top_code")[0] or other < rules.value("min_complement", 0)):
        return [*(("top", edge) for edge in tops), None]
    return [*(("step", step) for step in rules.steps("share_step")), None]


def _known_associations(board: Board, consent: Collection[str]) -> None:
    """Refuse consent of an association that no table has."""
    axis = board.dims.index("corporation") if "corporation" in board.dims else None
    known = set() if axis is None else {item.codes[axis] for item in board.items} - {ALL}
    strange = [name for name in consent if name not in known]
    if strange:
        near = sorted({like for name in strange if (like := nearest(name, known))})
        raise refusal("unknown-consent", found=strange, n=len(known), near=near or "none")


def _dominance(board: Board, consent: Collection[str]) -> None:
    """Hide an association's counts where it has nearly all rentals of the cell, unless it consents."""
    for rule in [row for row in board.rules.table if row["rule"] == "dominance"]:
        if rule["by"] not in board.dims:
            continue
        axis, wide = board.dims.index(rule["by"]), board.rules.value("dominance_width", WIDTH)
        sums = _sums(board, axis)
        for item in board.items:
            codes = item.codes
            above = (*codes[:axis], ALL, *codes[axis + 1 :])
            whole = board.index.get(above)
            rentals = sums.get(above, 0) if whole is None or whole.r is None else whole.r
            if codes[axis] in (ALL, *consent) or not rentals or item.a is None:
                continue
            if item.level != "city" and item.a > 0 and (item.r or 0) >= rule["value"] * rentals:
                item.hidden_forms, item.primary, item.wide = (None,), True, wide
                item.rule = item.rule or "dominance"
                item.hide()


def _sums(board: Board, axis: int) -> dict[Codes, int]:
    """Return the rentals of all associations together, where no table has them as a total of its own."""
    found: dict[Codes, int] = {}
    for item in board.items:
        if item.codes[axis] != ALL and item.r is not None:
            above = (*item.codes[:axis], ALL, *item.codes[axis + 1 :])
            found[above] = found.get(above, 0) + item.r
    return found
