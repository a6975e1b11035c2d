"""What is known of a group under the rules: is it a main group, below one, and may it be told per area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding.disclosure.rules import MAIN
from spreiding.records.groups import fold, target_groups
from spreiding.values.names import nearest
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spreiding.base.types import Frame
    from spreiding.records.groups import TargetGroups

ALL = "all"
#: The main groups by the letters and digits of their name: ``Statushouders`` is ``statushouders``.
BY_LETTERS = {fold(name): name for name in MAIN}


@dataclass(frozen=True)
class Known:
    """A group as the rules see it."""

    code: str  #: As rules and linked tables name it.
    kind: str  #: ``all``, ``main`` or ``sub``.
    main: str | None  #: Its main group, for one below it.
    city_only: bool = False


def canonical(group: str) -> str:
    """Return the code of a group: main groups however they are written.

    >>> canonical("Statushouders"), canonical("met begeleiding"), canonical("UMO")
    ('statushouders', 'met_begeleiding', 'UMO')
    """
    return ALL if group == ALL else BY_LETTERS.get(fold(group), group)


def known_groups(
    shares: Any, scheme: TargetGroups | Frame | str | None = None, *, strict: bool = True
) -> dict[str, Known]:
    """Return what is known of each group of shares, from the scheme they were counted by or a table given beside them.

    A group that the table of target groups gives no sensitivity is told for the city alone. Not ``strict`` takes an
    unknown group as a part of the total, as an audit of what is in print must.

    Raises
    ------
    InvalidInputError
        ``unknown-group-to-protect``: a group is no main group and stands in no scheme, so that no rule is known for it;
            ``group-without-main-group``.
    """
    counts = shares.counts
    table = None if scheme is None else target_groups(scheme)
    found = {ALL: Known(ALL, "all", None)}
    unknown = []
    for group in counts.groups:
        about = _known(group, counts.main_groups, counts.city_only)
        if about is None and table is not None:
            about = _in_table(group, table)
        if about is None:
            unknown.append(group)
        else:
            found[group] = about
    if unknown and not strict:
        return {**{group: Known(group, "main", group) for group in unknown}, **found}
    if unknown:
        near = sorted({like for group in unknown[:5] if (like := nearest(group, MAIN))})
        raise refusal("unknown-group-to-protect", n=len(unknown), near=near or "none", known=list(MAIN))
    return found


def _known(group: str, main_of: Mapping[str, str | None], alone: frozenset[str]) -> Known | None:
    code, city_only = canonical(group), group in alone
    if code in MAIN:
        return Known(code, "main", code, city_only)
    if group not in main_of:
        return None
    main = main_of[group]
    if main is None:
        raise refusal("group-without-main-group", group=group)
    if main == group:
        return Known(code, "main", code, city_only)
    return Known(code, "sub", canonical(main), city_only)


def _in_table(group: str, table: TargetGroups) -> Known | None:
    mains = {fold(main): main for main in table.main_groups}
    if fold(group) in mains:
        main = mains[fold(group)]
        return Known(main, "main", main, main in table.unrated)
    code = table.resolve([group])[group]
    if code is None:
        return None
    row = table.to_polars().filter(code=code).row(0, named=True)
    if row["main_group"] is None:
        raise refusal("group-without-main-group", group=group)
    return Known(group, "sub", canonical(row["main_group"]), row["city_only"])


def groups_above(known: Iterable[Known]) -> dict[str, str | None]:
    """Put groups below their main group; a main group lies below the total."""
    up: dict[str, str | None] = {}
    for group in known:
        if group.kind == "main":
            up[group.code] = None
        elif group.kind == "sub":
            up[group.code] = group.main
            up.setdefault(str(group.main), None)
    return up
