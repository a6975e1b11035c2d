"""Primary suppression: what the rules say of each cell by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.disclosure.tree import ALL
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spreiding.disclosure.items import Codes, Form, Item
    from spreiding.disclosure.rules import Rules


def apply(items: Mapping[Codes, Item], rules: Rules, dims: Sequence[str], *, consent: Collection[str] = ()) -> None:
    """Hide counts under their threshold, and give each share the forms in which it may be printed."""
    zero = rules.value("zero_is_sensitive", 0) > 0
    for item in items.values():
        if item.a is None:
            continue
        about: dict[str, Any] = {"group": item.group, "kind": item.kind, "level": item.level, "keys": item.keys}
        about["city_only"] = item.city_only
        threshold = rules.least("min_allocations", **about)
        item.withheld = rules.least("not_shown", **about) > 0
        item.primary = item.withheld or (0 < item.a < threshold) or (zero and item.a == 0)
        item.hidden = item.primary
        small_as = rules.value("small_as", 0)
        if not item.withheld and threshold <= small_as and 0 < item.a <= small_as:
            item.hidden = item.primary = item.small = True
        item.forms = _forms(item, rules, low=0 if zero else 1)
        item.few = item.r is not None and 0 < item.r <= rules.value("more_rentals_than", 0)
    _known_associations(items, dims, consent)
    _dominance(items, rules, dims, consent)


def _forms(item: Item, rules: Rules, *, low: int) -> list[Form]:
    """Forms of a share, finest first; a hidden count has none, save that its share is small.

    Not even that where so few rentals are behind it that the bound would tell the count: it must leave enough
    candidates by itself, the rentals being known.
    """
    little = not item.r or item.r <= rules.value("more_rentals_than", 0)
    if item.a is None or not item.r or little or item.withheld or item.small:
        return [None]
    share = item.a / item.r
    if item.hidden:
        room = low + rules.value("min_candidates", 0) - 1
        edges = [edge for edge in rules.steps("bottom_code") if share < edge and edge * item.r > room]
        return [*(("bottom", edge) for edge in edges), None]
    tops = [edge for edge in rules.steps("top_code") if share > edge]
    if tops and (tops[0] == rules.steps("top_code")[0] or item.r - item.a < rules.value("min_complement", 0)):
        return [*(("top", edge) for edge in tops), None]
    return [*(("step", step) for step in rules.steps("share_step")), None]


def _known_associations(items: Mapping[Codes, Item], dims: Sequence[str], consent: Collection[str]) -> None:
    """Refuse consent of an association that no table has."""
    if not consent or "corporation" not in dims:
        known: set[str] = set()
    else:
        known = {codes[dims.index("corporation")] for codes in items} - {ALL}
    strange = [name for name in consent if name not in known]
    if strange:
        raise refusal("unknown-consent", found=strange, known=sorted(known) or ["-"])


def _dominance(items: Mapping[Codes, Item], rules: Rules, dims: Sequence[str], consent: Collection[str]) -> None:
    """Hide an association's counts where it has nearly all rentals of the cell, unless it consents."""
    for rule in [row for row in rules.table if row["rule"] == "dominance"]:
        if rule["by"] not in dims:
            continue
        axis = dims.index(rule["by"])
        for codes, item in items.items():
            whole = items.get((*codes[:axis], ALL, *codes[axis + 1 :]))
            if codes[axis] in (ALL, *consent) or whole is None or not whole.r or item.a is None:
                continue
            if item.level != "city" and item.a > 0 and (item.r or 0) >= rule["value"] * whole.r:
                item.hidden = item.primary = True
                item.forms = [None]


def hide(item: Item) -> None:
    """Suppress a count to protect another; its share goes too."""
    item.hidden, item.forms, item.form = True, [None], 0
