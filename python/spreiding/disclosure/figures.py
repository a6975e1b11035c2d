"""Figures of many areas at once on a protected page: when they may stand there, and how fine.

An index, a model or a test is no sum, so the audit of the tables does not cover it. It may stand on a protected page
where enough areas take part whose own figures are printed, and no finer than its use asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.disclosure.symbols import LEAST_AREAS
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.base.types import Lang

#: Bounds between the classes in which a p or q is told (EDITION, section 7).
P_CLASSES = (0.01, 0.05)


def told_areas(shares: Any, group: str = "all") -> list[str]:
    """Return the areas with rentals of which a protected table prints the count or the share of a group, in order.

    Areas without rentals, and those of which all is withheld, are not among them: they hide nothing for the others.
    """
    rows = shares.to_polars().filter(pl.col("group") == group)
    shown = pl.col("allocations").is_not_null() | pl.col("share_of_rentals").is_not_null()
    let = pl.col("rentals").is_null() | (pl.col("rentals") > 0)  # protection leaves only rentals of 0
    codes: list[str] = rows.filter(shown & let).get_column(shares.counts.keys[0]).unique(maintain_order=True).to_list()
    return codes


def enough(shares: Any, group: str = "all") -> bool:
    """Say whether a figure of all areas together may stand beside these shares.

    Needs :data:`~spreiding.disclosure.symbols.LEAST_AREAS` areas with rentals that are shown (Brandt et al. 2010,
    Guidelines for the checking of output based on microdata research, ESSnet SDC: 10 units).
    """
    return shares.protection is None or len(told_areas(shares, group)) >= LEAST_AREAS


def with_share(shares: Any, group: str = "all") -> list[str]:
    """Return the areas whose share of rentals a protected table prints, as a figure or a bound."""
    rows = shares.to_polars().filter((pl.col("group") == group) & pl.col("share_of_rentals").is_not_null())
    codes: list[str] = rows.get_column(shares.counts.keys[0]).unique(maintain_order=True).to_list()
    return codes


def p_class(p: float | None, *, lang: Lang = "nl") -> str:
    """Write a p or q as a class, as fine as a decision needs.

    >>> p_class(0.004), p_class(0.03, lang="en"), p_class(0.05), p_class(None)
    ('< 0,01', '< 0.05', '≥ 0,05', '')
    """
    if p is None:
        return ""
    bound = next((bound for bound in P_CLASSES if p < bound), None)
    number = notation.number(P_CLASSES[-1] if bound is None else bound, 2, lang=lang)
    return f"{'≥' if bound is None else '<'} {number}"
