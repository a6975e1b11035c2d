"""The head of the page: title, period, and what a reader must know before the first number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding.words.notation import say

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


@dataclass(frozen=True)
class Head:
    """Texts outside the chapters."""

    title: str
    period: str
    kicker: str
    notices: tuple[str, ...]
    description: str
    footer: str


def head(run: Run) -> Head:
    """Return the texts outside the chapters."""
    study, found, lang = run.study, run.figures, run.lang
    title = say(
        lang,
        "Woningtoewijzing aan kwetsbare groepen in wijken",
        "Social dwellings let to vulnerable groups, by district",
    )
    made_up = say(
        lang,
        "Let op: de verhuringen achter deze pagina zijn nagebootst (synthetisch). Ze zijn zo gemaakt dat de tabellen "
        "uit de notitie van 2018 eruit terugkomen. Cijfers die niet in de notitie staan, zijn geen echte cijfers over "
        "een wijk of gebied." + " Kleine aantallen zijn op deze pagina afgeschermd." * found.protected,
        "Note: the rentals behind this page are synthetic. They were made so that the tables of the 2018 note come "
        "back. Figures that are not in the note are not real figures about any district or area."
        + " Small counts are suppressed on this page."
        * found.protected,
    )
    return Head(
        title=title,
        period=found.when(lang),
        kicker=say(lang, "Amsterdam · sociale huur", "Amsterdam · social rent"),
        notices=(*filter(None, [_internal(study, lang), made_up if study.synthetic else ""]),),
        description=say(
            lang,
            f"Tabellen en kaarten van de toewijzingen aan kwetsbare groepen, {found.when(lang)}.",
            f"Tables and maps of allocations to vulnerable groups, {found.when(lang)}.",
        ),
        footer=say(
            lang,
            "De pagina werkt zonder internet en zonder scripts.",
            "The page works without a network and without scripts.",
        ),
    )


def _internal(study: Any, lang: Lang) -> str:
    """Say that the page may not leave the office, where someone gave the word for it."""
    if study.unprotected != "internal":
        return ""
    return say(
        lang,
        "Niet afgeschermd: alleen voor intern gebruik. Kleine aantallen op deze pagina kunnen mensen herkenbaar maken.",
        "Not protected: for internal use only. Small counts on this page can make people recognisable.",
    )
