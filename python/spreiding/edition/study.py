"""A study: all that one publication is made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from spreiding.base.errors import InvalidInputError
from spreiding.base.views import view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import polars as pl

    from spreiding.areas.areas import Areas
    from spreiding.checks.options import Reference, Thresholds
    from spreiding.records.groups import TargetGroups
    from spreiding.records.rentals import Rentals
    from spreiding.records.stock import Stock


#: Why figures may be printed unprotected: they are public already or made up; or the page stays inside the office.
Unprotected = Literal["public", "internal"]


@dataclass(frozen=True, repr=False)
class Study:
    """All that one publication needs, checked and bundled."""

    rentals: Rentals
    stock: Stock | None
    areas: Areas
    covariates: pl.DataFrame | None = None  #: One row per area: ``area`` and one column per characteristic.
    groups: TargetGroups | None = None
    published: Mapping[str, pl.DataFrame] | None = None  #: Name of a printed table -> its rows.
    records: pl.DataFrame | None = field(default=None, repr=False)  #: The records themselves, where synthetic.
    synthetic: bool = False  #: True where the records are made up.
    title: str | None = None
    period: tuple[date, date] | None = None  #: First and last day, both included.
    source: str | None = None
    notes: tuple[str, ...] = ()
    reference: Reference | None = None  #: Figures from elsewhere, which a report compares the records with.
    #: Origin of the covariates: ``variable``, ``year``, ``level``, ``source``; ``area`` and ``reason`` of one value.
    covariate_sources: pl.DataFrame | None = None
    thresholds: Thresholds | None = None  #: Limits of the checks, where they are not the usual ones.
    rules: Any = "ois"  #: Rules of disclosure control: a name, or a table (:func:`spreiding.protect`).
    earlier: tuple[Any, ...] = ()  #: Tables that are published already, which the page is protected together with.
    unprotected: Unprotected | None = None  #: Why figures may be printed unprotected; None protects them.

    def __post_init__(self) -> None:
        if self.unprotected not in (None, *get_args(Unprotected)):
            msg = f"unprotected is {self.unprotected!r}, must be 'public', 'internal' or None"
            raise InvalidInputError(msg)

    def edition(self, *, unprotected: bool | None) -> Study:
        """Return the study as a page prints it: None as it says itself, False protected, True unprotected.

        Figures of a study that says nothing become ``"internal"`` by ``True``: the page warns that it is not to leave.
        """
        if unprotected is None:
            return self
        word = (self.unprotected or "internal") if unprotected else None
        return self if word == self.unprotected else replace(self, unprotected=word)

    def _repr_html_(self) -> str:
        shown: str = view(type(self), "html")(self)
        return shown

    def __repr__(self) -> str:
        made_up = ", SYNTHETIC records" if self.synthetic else ""
        return f"Study: {self.title or 'no title'}; {self.rentals.caption}; {self.areas!r}{made_up}"
