"""Verantwoording: source, period, definitions with their values, what was dropped, version and seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding import _format
from spreiding.report import say
from spreiding.report._definitions import definitions
from spreiding.report._figures import figures
from spreiding.report._parts import Block, Items, Section, Table, Text
from spreiding.results import version
from spreiding.tables import Column, Spec

if TYPE_CHECKING:
    from spreiding._types import Lang
    from spreiding.report._figures import Figures


def chapter(study: Any, lang: Lang) -> Section:
    """State how the numbers came about."""
    found = figures(study)
    rows = [{"option": o, "value": v, "meaning": m} for o, v, m in definitions(found, lang)]
    columns = (
        Column("option", say(lang, "keuze", "option"), "text"),
        Column("value", say(lang, "waarde", "value"), "text"),
        Column("meaning", say(lang, "betekenis", "meaning"), "text"),
    )
    caption = say(lang, "Gebruikte definities", "Definitions used")
    blocks: list[Block] = [
        Items(_facts(found, lang)),
        Table(Spec(caption, columns, tuple(rows), name="definities", lang=lang), sheet="definities"),
        Table(_dropped(found, lang), sheet="weggelaten"),
        *filter(None, [_aliases(found, lang)]),
        Text(_disclosure(found, lang), "notice"),
    ]
    return Section("verantwoording", say(lang, "Verantwoording", "Account"), tuple(blocks))


def _facts(found: Figures, lang: Lang) -> tuple[tuple[str, str], ...]:
    study, counts = found.study, found.districts.counts
    synthetic = say(lang, "nagebootste verhuringen (synthetisch)", "synthetic rentals")
    source = f"{study.source or study.rentals.source}; {synthetic}" if study.synthetic else study.rentals.source
    facts = [
        (say(lang, "Bron", "Source"), source),
        (say(lang, "Periode", "Period"), found.when(lang) or say(lang, "niet bekend", "not known")),
        (say(lang, "Gelezen verhuringen", "Rentals read"), _format.number(study.rentals.rows, lang=lang)),
        (say(lang, "Doelgroepen", "Target groups"), str(counts.scheme)),
    ]
    stock = study.stock
    if stock is not None:
        on = f", {_format.day(stock.date, lang=lang)}" if stock.date else ""
        facts.append((say(lang, "Woningvoorraad", "Housing stock"), f"{stock.source}{on}"))
    seed = getattr(study, "seed", None)
    facts.append(
        (
            say(lang, "Toeval (seed)", "Seed"),
            say(lang, "niet gebruikt", "none used") if seed is None else str(seed),
        )
    )
    facts.append((say(lang, "Versie", "Version"), f"spreiding {version()}"))
    return tuple(facts)


def _dropped(found: Figures, lang: Lang) -> Spec:
    """Return how many records were left out, and why."""
    columns = (
        Column("reason", say(lang, "reden", "reason"), "text"),
        Column("n", say(lang, "aantal", "number")),
    )
    rows = [{"reason": _reason(reason, lang), "n": n} for reason, n in found.districts.counts.dropped]
    if not rows:
        rows = [{"reason": say(lang, "geen verhuringen weggelaten", "no rentals left out"), "n": 0}]
    caption = say(lang, "Weggelaten verhuringen", "Rentals left out")
    return Spec(caption, columns, tuple(rows), name="weggelaten", lang=lang)


def _reason(reason: str, lang: Lang) -> str:
    """Write why records were left out."""
    if reason == "no area":
        return say(lang, "zonder wijk", "without a district")
    code = reason.removeprefix("group ")
    return say(lang, f"doelgroep {code}: telt niet mee in dit onderzoek", f"target group {code}: not in the analysis")


def _aliases(found: Figures, lang: Lang) -> Table | None:
    """Return the labels that were read as another code."""
    rows = found.study.rentals.aliases.to_dicts()
    if not rows:
        return None
    columns = (
        Column("label", say(lang, "in het bestand", "in the file"), "text"),
        Column("code", say(lang, "gelezen als", "read as"), "text"),
        Column("count", say(lang, "aantal", "number")),
    )
    caption = say(lang, "Anders geschreven codes", "Codes written differently")
    return Table(Spec(caption, columns, tuple(rows), name="codes", lang=lang), sheet="codes")


def _disclosure(found: Figures, lang: Lang) -> str:
    if found.reproduces:
        return say(
            lang,
            "Op deze pagina zijn geen kleine aantallen afgeschermd: ze geeft de gedrukte tabellen van de notitie terug zoals "
            "ze waren, met nagebootste verhuringen. Een pagina uit eigen gegevens schermt kleine aantallen wel af.",
            "This page suppresses no small counts: it gives the printed tables of the note back as they were, from synthetic "
            "rentals. A page made from your own records does suppress small counts.",
        )
    protection = getattr(found.districts, "protection", None)
    if protection is None:
        return say(
            lang,
            "Let op: op deze pagina zijn kleine aantallen niet afgeschermd. Publiceer haar niet zonder controle.",
            "Note: small counts are not suppressed on this page. Do not publish it unchecked.",
        )
    return say(
        lang,
        "Kleine aantallen zijn afgeschermd, zodat niemand uit de tabellen te herkennen is. Een punt (.) staat voor een "
        "afgeschermd of onbekend cijfer.",
        "Small counts are suppressed, so that no one can be recognised. A point (.) stands for a suppressed or unknown figure.",
    )
