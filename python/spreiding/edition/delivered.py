"""What was delivered per code: counts of the whole municipality, divided by the main groups that hold in each period."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.count import count
from spreiding.counts.periods import span_of
from spreiding.counts.shares import shares
from spreiding.delivery.agreed import SOURCE as AGREED
from spreiding.delivery.programme import Programme, programme
from spreiding.delivery.published import SOURCE as PRINTED
from spreiding.values.tables import naming_lines

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

#: Between a code and the number of the spell in which its main group is another one.
MARK = "\x1f"


def programme_of(study: Any, kind: str) -> Programme | None:
    """Return the programme of a study: from its records, or as published where it names only that; None without one."""
    held = study.programme
    if held is None:
        return None
    if held.agreed is None and held.waiting_from is None and held.printed is not None:
        with _lines(study, "printed", PRINTED):
            return Programme.from_frame(held.printed, target=held.target)
    how = {"agreed": held.agreed, "waiting_from": held.waiting_from, "target": held.target}
    with _lines(study, "agreed", AGREED):
        return programme(study.rentals, **how, by=kind)


def _lines(study: Any, key: str, name: str) -> AbstractContextManager[None]:
    """Name a table of the study file, and its lines, in errors at its rows."""
    # The tables of the examples are at hand: no file has them.
    named = study.file is not None and study.file["programme"][key]
    path = next(iter(study.file.files("programme", key)), None) if named else None
    return naming_lines(path, name, wanted=["group", "main_group"], called=Path(path).name if path else "")


def by_code(study: Any, kind: str) -> list[Any]:
    """Return shares per code and period: a table per spell of main groups.

    A code that another spell puts under another main group bears the number of its spell, so that the sums of both are
    told apart when all tables are protected together; :func:`plain` takes it off.
    """
    spells, moved = study.rentals.groups.spells(), set(study.rentals.groups.moved().get_column("code"))
    counts = count(study.rentals, by=kind, level="sub")
    found = []
    for at, (first, main_of) in enumerate(spells):
        end = spells[at + 1][0] if at + 1 < len(spells) else None
        codes = [c for c in counts.periods if _holds(c, None if at == 0 else first, end)]
        if not codes:
            continue
        part = counts.select(**{kind: codes})
        names = {code: f"{code}{MARK}{at}" if code in moved else code for code in part.groups}
        frame = part.frame.with_columns(pl.col("group").replace(names))
        mains = {names[code]: main_of.get(code) for code in part.groups}
        alone = frozenset(names[code] for code in part.city_only)
        made = replace(part, frame=frame, groups=tuple(names.values()), main_groups=mains, city_only=alone)
        found.append(shares(made))
    return found


def _holds(code: str, first: Any, end: Any) -> bool:
    day = span_of(code)[0]
    return (first is None or day >= first) and (end is None or day < end)


def plain(group: str) -> str:
    """Return a code without the number of its spell.

    >>> plain(f"SHG{MARK}1"), plain("SHG")
    ('SHG', 'SHG')
    """
    return group.partition(MARK)[0]
