"""The choices behind the numbers: every option of the method, the value used, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding import _format
from spreiding.report import say
from spreiding.tables import TOP_CODE

if TYPE_CHECKING:
    from spreiding._types import Lang
    from spreiding.report._figures import Figures


def definitions(found: Figures, lang: Lang) -> list[tuple[str, str, str]]:
    """Return option, value and meaning, in the order of the method."""
    return [*_counting(found, lang), *_dividing(found, lang), *_showing(found, lang)]


def _counting(found: Figures, lang: Lang) -> list[tuple[str, str, str]]:
    counts = found.districts.counts
    return [
        (
            "rentals_def",
            say(lang, "zoals geleverd", "as supplied"),
            say(
                lang,
                "Alle verhuringen in het bestand tellen mee, behalve de weggelaten projecten en particuliere voorraad.",
                "All rentals in the file count, except projects and private stock that are left out.",
            ),
        ),
        (
            "date_field",
            say(lang, "contract getekend", "contract signed"),
            say(
                lang,
                "De dag waarop het contract is getekend bepaalt de periode.",
                "The day of signing decides the period.",
            ),
        ),
        (
            "annualise",
            say(lang, "nee", "no"),
            say(
                lang,
                "De cijfers gaan over de hele periode, niet per jaar.",
                "Figures cover the whole period, not a year.",
            ),
        ),
        (
            "scheme",
            str(getattr(counts, "scheme", None) or "ois2018"),
            say(
                lang,
                "De indeling van doelgroepen in hoofdgroepen.",
                "The table of target groups and main groups.",
            ),
        ),
        (
            "dispersed_households",
            say(lang, "verhuring", "letting"),
            say(
                lang,
                "De teleenheid is één verhuring van één woning aan één huishouden.",
                "The unit is one letting of one dwelling to one household.",
            ),
        ),
        (
            "exclude_areas",
            say(lang, "geen", "none"),
            say(lang, "Geen wijk is buiten de telling gehouden.", "No district is left out."),
        ),
    ]


def _dividing(found: Figures, lang: Lang) -> list[tuple[str, str, str]]:
    stock = found.study.stock
    date = getattr(stock, "date", None)
    return [
        (
            "stock_date",
            _format.day(date, lang=lang) if date else say(lang, "zoals geleverd", "as supplied"),
            say(lang, "De peildatum van de woningvoorraad.", "The reference date of the housing stock."),
        ),
        (
            "stock_var",
            "WVOORRBAG",
            say(
                lang,
                "Alle woningen; geen ligplaatsen en standplaatsen.",
                "All dwellings; no berths or stands.",
            ),
        ),
        (
            "stock_universe",
            say(lang, "alle wijken", "all districts"),
            say(
                lang,
                "Elke wijk met een bekende voorraad doet mee.",
                "Every district with a known stock counts.",
            ),
        ),
        (
            "gebied_total",
            say(lang, "alle wijken", "all districts"),
            say(lang, "Een gebied is de som van al zijn wijken.", "An area is the sum of all its districts."),
        ),
        (
            "interval",
            f"{found.districts.interval}, {_format.percent(found.districts.level, lang=lang, sign=True)}",
            say(
                lang,
                "De onzekerheid van een aandeel van de verhuringen.",
                "The uncertainty of a share of rentals.",
            ),
        ),
    ]


def _showing(found: Figures, lang: Lang) -> list[tuple[str, str, str]]:
    top = _format.percent(TOP_CODE, lang=lang)
    return [
        (
            "min_rentals_map",
            "> 10",
            say(
                lang,
                "Kaarten tonen het aandeel van verhuringen bij meer dan 10 verhuringen.",
                "Maps show a share of rentals for more than 10 rentals.",
            ),
        ),
        (
            "band_edges",
            say(lang, "links gesloten", "left closed"),
            say(
                lang,
                "Een wijk met precies 25% valt in de klasse 25–35%.",
                "A district at exactly 25% is in class 25–35%.",
            ),
        ),
        (
            "bands_on",
            say(lang, "afgerond", "rounded") if found.protected else say(lang, "niet afgerond", "unrounded"),
            say(
                lang,
                f"Klassen volgen uit het aandeel {'na' if found.protected else 'vóór'} afronding.",
                f"Classes follow from the share {'after' if found.protected else 'before'} rounding.",
            ),
        ),
        (
            "rounding",
            say(lang, "half omhoog", "half away from zero"),
            say(
                lang,
                "Een half wordt naar boven afgerond, zoals in SPSS en Excel.",
                "Halves are rounded away from zero, as SPSS and Excel do.",
            ),
        ),
        (
            "topcode_pct",
            f"> {top}",
            say(
                lang,
                f"Een aandeel van de verhuringen boven {top}% staat als > {top}.",
                f"A share of rentals above {top}% prints as > {top}.",
            ),
        ),
    ]
