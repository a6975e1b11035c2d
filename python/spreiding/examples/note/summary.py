"""In het kort: the main findings in words, before any table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.disclosure.symbols import share_text
from spreiding.edition.parts import Items, Section, Text
from spreiding.words import notation
from spreiding.words.notation import say

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section:
    """Say how many dwellings it concerns, and what part of rentals and of the stock."""
    found = run.figures
    study = run.study
    total, when = found.total, found.during(lang)
    if total.allocations is None or total.share_of_rentals is None:
        return _section(_hidden(when, lang), lang)
    n = notation.number(total.allocations, lang=lang)
    share = f"{share_text(total.to_polars().row(0, named=True), lang=lang).lstrip('±')}%"
    of_stock = notation.percent(total.share_of_stock, 1, lang=lang, sign=True)
    # Protection withholds the number of rentals: with the share it would give the count away.
    rentals = "" if total.rentals is None else f"{notation.number(total.rentals, lang=lang)} "
    about = say(lang, f"ongeveer {rentals}", f"about {rentals}") if rentals else ""
    made_up = say(lang, "In de nagebootste gegevens: ", "In the synthetic data: ") if study.synthetic else ""
    lead = made_up + say(
        lang,
        f"Woningcorporaties verhuurden in {when} {about}sociale huurwoningen. Daarvan gingen er {n} naar kwetsbare "
        f"groepen. Dat is ongeveer {share} van de verhuringen",
        f"In {when} housing associations let {about}social dwellings, {n} of them to vulnerable groups: about {share} of rentals",
    )
    if total.share_of_stock is not None:
        lead += say(lang, f" en {of_stock} van alle woningen in de stad", f" and {of_stock} of all dwellings")
    return _section(f"{lead}.", lang)


def _hidden(when: str, lang: Lang) -> str:
    return say(
        lang,
        f"Deze pagina gaat over sociale huurwoningen die in {when} naar kwetsbare groepen gingen. Het aantal is "
        "afgeschermd.",
        f"This page is about social dwellings let to vulnerable groups in {when}. Their number is suppressed.",
    )


def _section(lead: str, lang: Lang) -> Section:
    """Return the chapter: the finding, then how to read it."""
    points = (
        say(
            lang,
            "Het gaat om kleine aantallen. In een wijk kan het aandeel door een paar verhuringen hoger of lager uitkomen.",
            "Numbers are small: a few rentals can move the share of a district up or down.",
        ),
        say(
            lang,
            "Een hoog of laag aandeel zegt niet of een wijk het goed of slecht doet. Het hangt ook af van welke woningen "
            "er vrijkomen.",
            "A high or low share does not say whether a district does well: it also depends on which dwellings come free.",
        ),
        say(
            lang,
            "Niet iedere bewoner uit deze groepen blijft kwetsbaar.",
            "Not every resident from these groups remains vulnerable.",
        ),
    )
    return Section("kort", say(lang, "In het kort", "In brief"), (Text(lead, "lead"), Items(points)))
