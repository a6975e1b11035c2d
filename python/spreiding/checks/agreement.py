"""Columns that must agree: main group with code (4), advert with contract (5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spreiding.checks.figures import listed, plain
from spreiding.checks.finding import Finding
from spreiding.records.groups import fold
from spreiding.records.rentals import _tally
from spreiding.records.tally import SWAPPED, UNREADABLE

if TYPE_CHECKING:
    from spreiding.checks.material import Cells, Material

    Rows = tuple[tuple[str, tuple[int, ...]], ...]

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
    text = listed(f"{code}: {label} ({plain(other[label, code][0])})" for label, code in pairs)
    expected = listed(dict.fromkeys(f"{code}: {of[code]}" for _, code in pairs))
    where = [(("main_group", m.raw("main_group", label)), ("group", m.raw("group", code))) for label, code in pairs]
    nl = f"kolom main_group noemt een andere hoofdgroep dan de code heeft in {m.read.groups.name}"
    en = f"column main_group names another main group than the code has in {m.read.groups.name}"
    count = sum(n for n, _ in other.values())
    return [Finding(4, count, nl, en, m.rows_of_any(where[:MOST_DAYS]), text, expected)]


def _without_code(m: Material, bare: dict[str, int]) -> list[Finding]:
    if not bare:
        return []
    where: list[Any] = [(("main_group", m.raw("main_group", label)), ("group", "missing")) for label in bare]
    regular = [label for label, code in m.codes.items() if code in m.regular]
    where += [(("main_group", m.raw("main_group", label)), ("group", regular)) for label in bare if regular]
    text = listed(f"{label}: {plain(n)}" for label, n in sorted(bare.items()))
    nl = "verhuringen met een hoofdgroep en zonder code: zij tellen nu als gewone verhuring"
    en = "lettings with a main group and without a code: they count as regular lettings now"
    return [Finding(4, sum(bare.values()), nl, en, m.rows_of_any(where), text, "0")]


def _strange(m: Material, strange: dict[str, int]) -> list[Finding]:
    if not strange:
        return []
    rows = m.rows_of(("main_group", [raw for label in strange for raw in m.raw("main_group", label)]))
    nl, en = "kolom main_group bevat een onbekende hoofdgroep", "column main_group holds an unknown main group"
    text = listed(f"{n}×" for n in strange.values())
    return [Finding(4, sum(strange.values()), nl, en, rows, text, listed(m.main_groups), severity="W")]


def adverts(m: Material) -> list[Finding]:
    """Check 5: contracts before the advert of their dwelling."""
    of = m.read.columns
    if "advert_date" not in of:
        return []
    axes = [(of["date"], "day"), (of["advert_date"], "day")]
    tally, _, _ = _tally(m.read.parts, axes, [], [(0, 1)])
    contracts, adverts = tally.values(0), tally.values(1)
    sizes = [len(contracts), len(adverts)]
    cells = tally.collapse(0, [list(range(size)) for size in sizes], sizes).to_numpy().reshape(sizes)
    found = []
    for at, kind, dutch, english in (
        (UNREADABLE, "unreadable", "advertentiedatum is onleesbaar", "advert date cannot be read"),
        (
            SWAPPED,
            "swapped",
            "advertentiedatum: dag en maand verwisseld",
            "advert date: day and month swapped",
        ),
    ):
        if count := int(cells[:, at].sum()):
            found.append(Finding(5, count, dutch, english, m.rows_in(axes, [[(1, kind)]]), severity="W"))
    day = [np.array([FIRST if d is None else d for d in days]) for days in (contracts, adverts)]
    known = [np.array([d is not None for d in days]) for days in (contracts, adverts)]
    early = cells * (known[0][:, None] & known[1][None, :] & (day[0][:, None] < day[1][None, :]))
    count = int(early.sum())
    if count:
        days = sorted(day[0][np.flatnonzero(early.sum(axis=1))].tolist())[:MOST_DAYS]
        # A rule is of days outside a span: neither before nor after one day, and an advert after it.
        rules = [[(0, (FIRST, d - 1)), (0, (d + 1, LAST)), (1, (FIRST, d))] for d in days]
        nl, en = (
            "contract is getekend voor de advertentie van de woning",
            "contract was signed before the dwelling's advert",
        )
        found.append(Finding(5, count, nl, en, m.rows_in(axes, rules), plain(count), "0"))
    return found
