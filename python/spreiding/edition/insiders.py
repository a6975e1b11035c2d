"""What the associations know of themselves: their own lettings at every level of the page, as their extracts hold them."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.checks.discreet import LEAST
from spreiding.counts.shares import shares
from spreiding.disclosure.insiders import EVERY, KEY, need_known
from spreiding.edition.counted import counted
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Figures that a warning names.
NAMED = 5


class KnownInsideWarning(UserWarning):
    """An association can work out figures of others that nothing on the page can hide from it."""


def insiders_of(study: Any, kind: str | None, levels: Iterable[str]) -> dict[str, list[Any]]:
    """Return per association that the study names shares of its own lettings, by level and period, exact.

    Raises
    ------
    InvalidInputError
        ``insiders-need-column`` where the records name no associations, ``unknown-insider``.
    """
    if not study.insiders:
        return {}
    if KEY not in study.rentals.columns:
        raise refusal("insiders-need-column")
    times = [kind] if kind else []
    tables = [counted(study.rentals, [*keys, KEY]) for keys in ([level, *times] for level in levels)]
    tables += [counted(study.rentals, [*times, KEY])] if times else []
    known = sorted(tables[0].frame.get_column(KEY).drop_nulls().unique())
    asked = known if tuple(study.insiders) == (EVERY,) else list(study.insiders)
    counts = tables[0].frame.filter(group="all").group_by(KEY).agg(pl.col("rentals").sum())
    need_known(asked, known, counts.filter(pl.col("rentals") >= LEAST).get_column(KEY).drop_nulls().to_list())
    return {name: [shares(table.select(**{KEY: name})) for table in tables] for name in asked}


def warn_inside(protection: Any, lang: Any) -> None:
    """Warn the office of what an association can derive whatever is hidden."""
    if protection is not None and protection.known_inside:
        text = sentence(
            "known-inside", lang, n=len(protection.known_inside), some=list(protection.known_inside[:NAMED])
        )
        warnings.warn(text, KnownInsideWarning, stacklevel=2)
