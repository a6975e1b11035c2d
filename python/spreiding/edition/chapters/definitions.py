"""The choices behind the numbers: every option of the method, the value used, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.publish.tables.spec import TOP_CODE
from spreiding.words import notation
from spreiding.words.notation import say

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures

#: What an option means, in Dutch and English, in the order of the method; ``{}`` is filled in by :func:`definitions`.
MEANINGS = {
    "rentals_def": (
        "Alle verhuringen in het bestand tellen mee, behalve de weggelaten projecten en particuliere voorraad.",
        "All rentals in the file count, except projects and private stock that are left out.",
    ),
    "date_field": (
        "De dag waarop het contract is getekend bepaalt de periode.",
        "The day of signing decides the period.",
    ),
    "annualise": (
        "De cijfers gaan over de hele periode, niet per jaar.",
        "Figures cover the whole period, not a year.",
    ),
    "scheme": ("De indeling van doelgroepen in hoofdgroepen.", "The table of target groups and main groups."),
    "dispersed_households": (
        "De teleenheid is één verhuring van één woning aan één huishouden.",
        "The unit is one letting of one dwelling to one household.",
    ),
    "exclude_areas": ("Geen wijk is buiten de telling gehouden.", "No district is left out."),
    "stock_date": ("De peildatum van de woningvoorraad.", "The reference date of the housing stock."),
    "stock_var": ("Alle woningen; geen ligplaatsen en standplaatsen.", "All dwellings; no berths or stands."),
    "stock_universe": ("Elke wijk met een bekende voorraad doet mee.", "Every district with a known stock counts."),
    "gebied_total": ("Een gebied is de som van al zijn wijken.", "An area is the sum of all its districts."),
    "interval": (
        "De onzekerheid van een aandeel van de verhuringen.",
        "The uncertainty of a share of rentals.",
    ),
    "min_rentals_map": (
        "Kaarten tonen het aandeel van verhuringen bij meer dan 10 verhuringen.",
        "Maps show a share of rentals for more than 10 rentals.",
    ),
    "band_edges": (
        "Een wijk met precies 25% valt in de klasse 25–35%.",
        "A district at exactly 25% is in class 25–35%.",
    ),
    "bands_on": ("Klassen volgen uit het aandeel {} afronding.", "Classes follow from the share {} rounding."),
    "rounding": (
        "Een half wordt naar boven afgerond, zoals in SPSS en Excel.",
        "Halves are rounded away from zero, as SPSS and Excel do.",
    ),
    "topcode_pct": (
        "Een aandeel van de verhuringen boven {0}% staat als > {0}.",
        "A share of rentals above {0}% prints as > {0}.",
    ),
}


def definitions(found: Figures, lang: Lang) -> list[tuple[str, str, str]]:
    """Return option, value and meaning, in the order of the method."""
    values, top = _values(found, lang), notation.percent(TOP_CODE, lang=lang)
    when = ("na", "after") if found.protected else ("vóór", "before")
    fill = {"bands_on": say(lang, *when), "topcode_pct": top}
    there = [name for name in MEANINGS if name != "gebied_total" or found.areas is not None]
    return [(name, values[name], say(lang, *MEANINGS[name]).format(fill.get(name))) for name in there]


def _values(found: Figures, lang: Lang) -> dict[str, str]:
    """Return the value of every option."""
    date = getattr(found.study.stock, "date", None)
    supplied, every = say(lang, "zoals geleverd", "as supplied"), say(lang, "alle wijken", "all districts")
    rounded = ("afgerond", "rounded") if found.protected else ("niet afgerond", "unrounded")
    return {
        "rentals_def": supplied,
        "date_field": say(lang, "contract getekend", "contract signed"),
        "annualise": say(lang, "nee", "no"),
        "scheme": str(getattr(found.districts.counts, "scheme", None) or "ois2018"),
        "dispersed_households": say(lang, "verhuring", "letting"),
        "exclude_areas": say(lang, "geen", "none"),
        "stock_date": notation.day(date, lang=lang) if date else supplied,
        "stock_var": "WVOORRBAG",
        "stock_universe": every,
        "gebied_total": every,
        "interval": f"{found.districts.interval}, {notation.percent(found.districts.level, lang=lang, sign=True)}",
        "min_rentals_map": "> 10",
        "band_edges": say(lang, "links gesloten", "left closed"),
        "bands_on": say(lang, *rounded),
        "rounding": say(lang, "half omhoog", "half away from zero"),
        "topcode_pct": f"> {notation.percent(TOP_CODE, lang=lang)}",
    }
