"""A study: all that one edition is made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from spreiding.areas.schemes import scheme_of
from spreiding.base.views import view
from spreiding.checks.confirm import signed
from spreiding.edition.keys import CHAPTERS, FORMATS, key_of, said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from os import PathLike
    from pathlib import Path

    import polars as pl

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Lang
    from spreiding.checks.confirm import Confirmation
    from spreiding.checks.options import Reference, Thresholds
    from spreiding.edition.file import StudyFile
    from spreiding.records.groups import TargetGroups
    from spreiding.records.rentals import Rentals
    from spreiding.records.stock import Stock


#: Why figures may be printed unprotected: they are public already or made up; or the page stays inside the office.
Unprotected = Literal["public", "internal"]


def _default(section: str, name: str) -> Any:
    """Return the default of a key of the study file, so that a study made in Python has the same."""
    key = key_of(section, name)
    return key.default if key is not None else None


@dataclass(frozen=True)
class ProgrammeInput:
    """What the programme is told: agreements, printed figures, and where the waiting begins."""

    agreed: pl.DataFrame | None = None  #: ``group`` or ``main_group``, ``agreed``, and where wanted ``period``.
    printed: pl.DataFrame | None = None  #: Published figures: see :meth:`spreiding.Programme.from_frame`.
    waiting_from: str | None = None  #: Column of the records with the day the wait began.
    target: int | None = None  #: Dwellings a year.


@dataclass(frozen=True)
class Cuts:
    """The classes and limits that the pages of a study use."""

    share_of_rentals: tuple[float, ...] | str = _default("classes", "share_of_rentals")
    share_of_stock: tuple[float, ...] | str = _default("classes", "share_of_stock")
    change: tuple[float, ...] = _default("classes", "change")  #: Of the difference of two shares of rentals.
    minimum_rentals: int = _default("classes", "minimum_rentals")  #: A share is drawn for more rentals than this.
    #: Least shares of areas that stand out, or ``"funnel"``: beyond what chance gives.
    stands_out: Mapping[str, float] | str = field(default_factory=lambda: dict(_default("classes", "stands_out")))


@dataclass(frozen=True, repr=False)
class Study:
    """All that one publication needs, checked and bundled; :func:`spreiding.read_study` reads it from a file."""

    rentals: Rentals
    stock: Stock | None
    areas: Areas | None
    covariates: pl.DataFrame | None = None  #: ``area``, where wanted ``year``, and one column per characteristic.
    groups: TargetGroups | None = None
    published: Mapping[str, pl.DataFrame] | None = None  #: Name of a printed table -> its rows.
    records: pl.DataFrame | None = field(default=None, repr=False)  #: The records themselves, where synthetic.
    synthetic: bool = False  #: True where the records are made up.
    title: str | Mapping[str, str] | None = None  #: One text, or one per language (``"nl"``, ``"en"``).
    period: tuple[date, date] | None = None  #: First and last day, both included.
    source: str | None = None
    notes: tuple[str | Mapping[str, str], ...] = ()  #: Printed at the head of the page.
    reference: Reference | None = None  #: Figures from elsewhere, which a report compares the records with.
    #: Origin of the covariates: ``variable``, ``year``, ``level``, ``source``; ``area`` and ``reason`` of one value.
    covariate_sources: pl.DataFrame | None = None
    thresholds: Thresholds | None = None  #: Limits of the checks, where they are not the usual ones.
    rules: Any = "ois"  #: Rules of disclosure control: a name, or a table (:func:`spreiding.protect`).
    earlier: tuple[Any, ...] = ()  #: What is published already: tables, or editions; protected together with the page.
    unprotected: Unprotected | None = None  #: Why figures may be printed unprotected; None protects them.
    subtitle: str | Mapping[str, str] | None = None
    municipality: str | None = None
    municipality_code: str | None = None  #: Its number, such as ``"0363"``.
    author: str | None = None
    licence: str | None = None
    contact: str | None = None
    lang: Lang = "nl"  #: Language of the pages where :func:`spreiding.report` is told none.
    date: date | None = None  #: Day of the edition; the clock is never asked.
    by: str = "none"  #: Period that stands side by side: ``"none"``, ``"year"``, ``"half_year"`` …
    chapters: tuple[str, ...] | None = None  #: Names of chapters in order; None: all that the data support.
    compare: tuple[str, ...] = ()  #: Two periods that the map of change compares; the first and the last where empty.
    pool: int | None = None  #: Years that are taken together where one has too few rentals to show a share.
    texts: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)  #: Chapter -> texts of one's own at its head.
    formats: tuple[str, ...] = _default("report", "formats")  #: Files of an edition folder beside the page.
    cuts: Cuts = field(default_factory=Cuts)
    level: str | None = None  #: What an area of the records is called: ``"wijk"``, ``"buurt"``.
    consent: tuple[str, ...] = ()  #: Associations that agree to figures of their own.
    #: Associations that know their own lettings and subtract them from the page: names, or ``("associations",)`` for all.
    insiders: tuple[str, ...] = ()
    cells: pl.DataFrame | None = (
        None  #: Cells that are forced open or shut, or have a cost (:func:`spreiding.protect`).
    )
    overrides: Mapping[str, str] = field(default_factory=dict)  #: Name of a check -> why its findings are accepted.
    #: What was done for the quality of the figures: ``step``, ``by``, ``date``, and where wanted ``remark``.
    steps: tuple[Mapping[str, Any], ...] = ()
    #: ``check@basis`` -> ``name: reason``: warnings that someone looked into, void once the records are other ones.
    confirm: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, Any] = field(default_factory=dict)  #: What counts as a letting, as the source declares.
    labels: Mapping[str, str] = field(default_factory=dict)  #: Characteristic -> its words.
    predictors: tuple[str, ...] | None = None  #: Characteristics of the regression; None: all.
    context: tuple[str, ...] = ()  #: Characteristics that are drawn as maps.
    programme: ProgrammeInput | None = None
    association_stock: Stock | None = None  #: Dwellings of the associations per area.
    stock_at: str = "start"  #: Which reference day a period takes: its ``"start"``, ``"end"``, or the ``"mean"``.
    #: Chapter -> ``"module:function"`` that makes it, for a study with chapters of its own; others are not made.
    own_chapters: Mapping[str, str] = field(default_factory=dict, repr=False)
    file: StudyFile | None = field(default=None, repr=False, compare=False)  #: What it was read from.

    def __post_init__(self) -> None:
        if self.pool is not None and (self.by != "year" or self.pool < 2):
            raise refusal("pool-by-year", found=str(self.pool))
        closed = {
            "unprotected": (self.unprotected, (None, *get_args(Unprotected))),
            "lang": (self.lang, ("nl", "en")),
            "stock_at": (self.stock_at, ("start", "end", "mean")),
        }
        for name, (value, known) in closed.items():
            if value not in known:
                raise refusal("expected-one-of", argument=name, found=str(value), known=[str(word) for word in known])
        if self.unprotected == "public" and not self.rentals.public:
            raise refusal("study-of-own-records", source=self.rentals.source)
        for name, words in (("chapters", CHAPTERS), ("formats", FORMATS)):
            for word in getattr(self, name) or ():
                if word not in words:
                    raise refusal("expected-one-of", argument=name, found=str(word), known=list(words))

    @property
    def confirmed(self) -> tuple[Confirmation, ...]:
        """The confirmations of :attr:`confirm`, read."""
        return signed(self.confirm, based=True)

    def edition(self, *, unprotected: bool | None) -> Study:
        """Return the study as a page prints it: None as it says itself, False protected, True unprotected.

        Figures of a study that says nothing become ``"internal"`` by ``True``: the page warns that it is not to leave.
        """
        if unprotected is None:
            return self
        word = (self.unprotected or "internal") if unprotected else None
        return self if word == self.unprotected else replace(self, unprotected=word)

    def write(self, path: str | PathLike[str]) -> Path:
        """Write the study file; comments of the file it was read from are kept, paths stay relative to the file.

        Raises
        ------
        InvalidInputError
            If the records are in memory: a study file names the files of its records, it never holds them.
        """
        from spreiding.edition.writing import write_study  # noqa: PLC0415  imports this module

        return write_study(self, path)

    def _repr_html_(self) -> str:
        shown: str = view(type(self), "html")(self)
        return shown

    def __repr__(self) -> str:
        made_up = ", SYNTHETIC records" if self.synthetic else ""
        return f"Study: {said(self.title, self.lang) or 'no title'}; {self.rentals.caption}; {self.areas!r}{made_up}"


def base_level(study: Study) -> str:
    """Return what the areas of the records are: as the study says, as their scheme says, else plainly areas."""
    if study.level:
        return str(study.level)
    areas = study.areas
    codes = list(getattr(areas, "codes", ()))
    schemes = {scheme_of(code) for code in codes}
    known = getattr(areas, "scheme", None) in {"2015", "2022"} and len(schemes) == 1 and None not in schemes
    return str(schemes.pop()).split(",")[0] if known else "gebied" if "gebied" not in _levels(areas) else "deelgebied"


def _levels(areas: Any) -> dict[str, Any]:
    return getattr(areas, "levels", {}) or {}
