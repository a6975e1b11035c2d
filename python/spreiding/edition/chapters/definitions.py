"""The choices behind the figures: each choice of the method, its value, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.publish.tables.spec import TOP_CODE
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures

#: The choices of the method in their order; ``choice-NAME`` of the catalogue names one, ``choice-NAME-means`` says what
#: it comes to.
CHOICES = (
    "rentals", "date", "annualised", "scheme", "unit", "left-out", "stock-date", "stock", "stock-areas", "sums",
    "interval", "map-minimum", "class-edges", "classes-of", "rounding", "top-code",
)  # fmt: skip


def definitions(found: Figures, lang: Lang) -> list[tuple[str, str, str]]:
    """Return name, value and meaning of every choice, in the order of the method."""
    values, top = _values(found, lang), notation.percent(TOP_CODE, lang=lang)
    data = {"top": top, "protected": "yes" if found.protected else "no"}
    return [
        (sentence(f"choice-{name}", lang), values[name], sentence(f"choice-{name}-means", lang, **data))
        for name in CHOICES
        if name != "sums" or found.areas is not None
    ]


def _values(found: Figures, lang: Lang) -> dict[str, str]:
    """Return the value of every choice."""
    date = getattr(found.study.stock, "date", None)
    supplied, every = sentence("value-as-supplied", lang), sentence("value-all-districts", lang)
    return {
        "rentals": supplied,
        "date": sentence("value-contract-signed", lang),
        "annualised": sentence("value-no", lang),
        "scheme": str(getattr(found.districts.counts, "scheme", None) or "ois2018"),
        "unit": sentence("value-letting", lang),
        "left-out": sentence("value-none", lang),
        "stock-date": notation.day(date, lang=lang) if date else supplied,
        "stock": "WVOORRBAG",
        "stock-areas": every,
        "sums": every,
        "interval": f"{found.districts.interval}, {notation.percent(found.districts.level, lang=lang, sign=True)}",
        "map-minimum": "> 10",
        "class-edges": sentence("value-left-closed", lang),
        "classes-of": sentence("value-rounded" if found.protected else "value-unrounded", lang),
        "rounding": sentence("value-half-away-from-zero", lang),
        "top-code": f"> {notation.percent(TOP_CODE, lang=lang)}",
    }
