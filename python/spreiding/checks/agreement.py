"""Columns that must agree: main group with code (4), advert with contract (5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.checks.figures import Figure, Number, count, texts
from spreiding.checks.finding import Finding
from spreiding.checks.material import placed
from spreiding.records.groups import fold
from spreiding.records.tally import SWAPPED, UNREADABLE, passed_again

if TYPE_CHECKING:
    from spreiding.checks.material import Cells, Material

#: Longest contracts before their advert that are looked up for their rows.
MOST_DAYS = 40
FIRST, LAST = -(2**31), 2**31 - 1


def main_groups(m: Material) -> list[Finding]:
    """Check 4: a column with main groups against the codes."""
    if "main_group" not in m.axes:
        return []
    labels = m.values("main_group")
    means = {label: _main_group(label, m.main_groups) for label in labels}
    cells = m.cells("main_group", "group")
    other: dict[tuple[str, str], tuple[int, list[tuple[str, Any]]]] = {}
    bare: dict[str, int] = {}
    strange: dict[str, int] = {}
    for i, label in enumerate(labels):
        if label is None:
            continue
        meant = means[label]
        if meant is None:
            strange |= {label: n} if (n := int(cells[i, 1:].sum())) else {}
            continue
        bare |= {label: n} if (n := int(cells[i, 0])) else {}
        for at, n in _others(cells[i], m.main_of, m.main_groups.index(meant)):
            code = m.values("group")[at]
            other[label, code] = n, [(label, code)]
    return [*_contradicted(m, other), *_without_code(m, bare), *_strange(m, strange)]


def _others(counts: Cells, main_of: Cells, meant: int) -> list[tuple[int, int]]:
    """Return codes of another main group with their numbers of lettings."""
    return [(int(at), int(counts[at])) for at in np.flatnonzero((main_of >= 0) & (main_of != meant)) if counts[at]]


def _main_group(label: str | None, groups: tuple[str, ...]) -> str | None:
    """Return the main group that a label means: the longer of the two starts with the other.

    >>> [_main_group(x, ("met_begeleiding", "zonder_begeleiding")) for x in ("Met begeleiding", "zonder", "overig")]
    ['met_begeleiding', 'zonder_begeleiding', None]
    """
    own = fold(label or "")
    same = [g for g in groups if fold(g) == own]
    fits = same or [g for g in groups if len(own) >= 3 and (fold(g).startswith(own) or own.startswith(fold(g)))]
    return fits[0] if len(fits) == 1 else None


def _contradicted(m: Material, other: dict[tuple[str, str], Any]) -> list[Finding]:
    if not other:
        return []
    pairs = sorted(other, key=lambda pair: (-other[pair][0], pair))
    of = dict(m.read.groups.frame.select("code", "main_group").iter_rows())
    found = tuple(Figure((f"{label} (", Number(other[label, code][0]), ")"), (code,)) for label, code in pairs)
    expected = tuple(Figure((str(of[code]),), (code,)) for code in dict.fromkeys(code for _, code in pairs))
    where = [(("main_group", m.raw("main_group", label)), ("group", m.raw("group", code))) for label, code in pairs]
    places = m.places_of_any("main_group", where[:MOST_DAYS])
    number, data = sum(n for n, _ in other.values()), {"scheme": m.read.groups.name}
    return [Finding("two_groups", "main-group-contradicts", number, places, data, found, expected)]


def _without_code(m: Material, bare: dict[str, int]) -> list[Finding]:
    if not bare:
        return []
    where: list[Any] = [(("main_group", m.raw("main_group", label)), ("group", "missing")) for label in bare]
    regular = [label for label, code in m.codes.items() if code in m.regular]
    where += [(("main_group", m.raw("main_group", label)), ("group", regular)) for label in bare if regular]
    found = tuple(count(n, label) for label, n in sorted(bare.items()))
    places = m.places_of_any("group", where)
    return [Finding("two_groups", "main-group-without-code", sum(bare.values()), places, {}, found, (count(0),))]


def _strange(m: Material, strange: dict[str, int]) -> list[Finding]:
    if not strange:
        return []
    places = m.places("main_group", ("main_group", [raw for label in strange for raw in m.raw("main_group", label)]))
    found = tuple(Figure((Number(n), "×")) for n in strange.values())
    number = sum(strange.values())
    return [Finding("two_groups", "main-group-unknown", number, places, {}, found, texts(m.main_groups), "W")]


def adverts(m: Material) -> list[Finding]:
    """Check 5: contracts before the advert of their dwelling."""
    of = m.read.columns
    if "advert_date" not in of:
        return []
    axes = [(of["date"], "day"), (of["advert_date"], "day")]
    tally = passed_again(m.read.parts, axes, [], [(0, 1)]).tally
    contracts, adverts = tally.values(0), tally.values(1)
    sizes = [len(contracts), len(adverts)]
    cells = tally.collapse(0, [list(range(size)) for size in sizes], sizes).to_numpy().reshape(sizes)
    found = []
    for at, kind, code in (
        (UNREADABLE, "unreadable", "advert-unreadable"),
        (SWAPPED, "swapped", "advert-swapped"),
    ):
        if number := int(cells[:, at].sum()):
            places = placed(m.places_in(axes, [[(1, kind)]]), of["advert_date"])
            found.append(Finding("date_fault", code, number, places, severity="W"))
    day = [np.array([FIRST if d is None else d for d in days]) for days in (contracts, adverts)]
    known = [np.array([d is not None for d in days]) for days in (contracts, adverts)]
    early = cells * (known[0][:, None] & known[1][None, :] & (day[0][:, None] < day[1][None, :]))
    number = int(early.sum())
    if number:
        days = sorted(day[0][np.flatnonzero(early.sum(axis=1))].tolist())[:MOST_DAYS]
        # A rule is of days outside a span: neither before nor after one day, and an advert after it.
        rules = [[(0, (FIRST, d - 1)), (0, (d + 1, LAST)), (1, (FIRST, d))] for d in days]
        places, figures = placed(m.places_in(axes, rules), of["date"]), ((count(number),), (count(0),))
        found.append(Finding("date_fault", "contract-before-advert", number, places, {}, *figures))
    return found
