"""The cells of the shares to be protected, with what is to be printed of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log2, nan
from typing import TypeAlias

from spreiding.disclosure.tree import ALL

Codes: TypeAlias = tuple[str, ...]
#: How a share is printed: ("step", 0.05), ("top", 0.9), ("bottom", 0.1); None is not at all.
Form: TypeAlias = tuple[str, float] | None


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
    at: int = 0  #: place among the cells
    hidden: bool = False  #: the count is not shown
    primary: bool = False  #: by a rule of its own, not to guard another cell
    small: bool = False  #: hidden, but printed as the greatest small count
    withheld: bool = False  #: hidden whatever it is, so its being hidden tells nothing
    kept: bool = False  #: shown once more, because others tell it
    few: bool = False  #: no share, and said to have few rentals
    rule: str = ""  #: what hides it by itself: the name of the rule
    fixed: bool = False  #: shown whatever it would guard: its user says so
    price: float = 1.0  #: how many times its information it is missed where it is hidden
    threshold: float = 0.0  #: counts below it are hidden
    wide: float = 0.0  #: part of its greatest possible count that must stay open, where that is more than the usual
    hidden_forms: tuple[Form, ...] = (None,)  #: of the share where the count is hidden
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

    def hide(self) -> None:
        """Hide the count; what is left of the share is what any hidden count has."""
        self.hidden, self.forms, self.form = True, list(self.hidden_forms), 0

    def status(self) -> str:
        """Say what stands in the place of the figures; not why, which would tell small counts from others."""
        if self.withheld or self.small:
            return "withheld" if self.withheld else "small"
        kind = self.share[0] if self.share else ""
        if kind in ("top", "bottom"):
            return f"{kind}coded"
        if not (self.hidden or self.a is None) and (self.r == 0 or self.few):
            return "too_few" if self.r else "no_rentals"
        if self.hidden or self.share is None:
            return "suppressed"
        return "rounded" if self.form else "shown"

    def printed(self, base: int, small_as: int) -> tuple[float, float, float, str]:
        """Return what is printed: count, share, its step (NaN: none) and status."""
        count = nan
        if self.small:
            count = small_as
        elif not self.hidden and self.a is not None:
            count = self.a if base == 1 else rounded_count(self.a, base)
        share = step = nan
        match self.share:
            case ("step", step) if self.a is not None and self.r:
                k, per = rounded_share(self.a, self.r, step)
                share = k / per
            case (_, edge):
                share = edge
        return count, share, step, self.status()

    @property
    def place(self) -> str:
        """Codes in words."""
        return ", ".join(code for code in self.codes if code != ALL) or "the city"


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


def rounded_count(count: int, base: int) -> int:
    """Round a count to the nearest multiple of ``base``, halves up; a count that is not 0 rounds to no 0.

    >>> rounded_count(2, 5), rounded_count(7, 5), rounded_count(8, 5)
    (5, 5, 10)
    """
    return max((2 * count + base) // (2 * base) * base, base if count else 0)


def rounded_share(a: int, r: int, step: float) -> tuple[int, int]:
    """Round ``a / r`` to a multiple of ``step``, halves up: the multiple ``k``, and how many make 1."""
    per = round(1 / step)
    return (2 * a * per + r) // (2 * r), per
