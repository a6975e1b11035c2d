"""The choices behind the figures: each choice of the method, its value, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.edition import naming
from spreiding.edition.keys import DEFINITION
from spreiding.publish.tables.spec import TOP_CODE
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.edition.run import Run

#: The choices of the method in their order; ``choice-NAME`` of the catalogue names one, ``choice-NAME-means`` says what
#: it comes to.
CHOICES = (
    "rentals", "date", "annualised", "scheme", "areas", "unit", "stock", "stock-date", "sums", "interval",
    "map-minimum", "class-edges", "classes-of", "rounding", "top-code",
)  # fmt: skip


def definitions(run: Run) -> list[tuple[str, str, str]]:
    """Return name, value and meaning of every choice that the study makes, in the order of the method."""
    lang, values = run.lang, _values(run)
    data = {
        "top": notation.percent(TOP_CODE, lang=lang),
        "protected": "yes" if run.protected else "no",
        "noun": naming.noun(run, naming.BASE),
        "nouns": naming.noun(run, naming.BASE, 2),
        "least": notation.number(run.study.cuts.minimum_rentals, lang=lang),
        "kind": run.figures.kind or "none",
        "left": "yes" if run.figures.exact.counts.dropped else "no",
        "at": run.study.stock_at,
    }
    told = [
        (sentence(f"choice-{name}", lang, **data), values[name], sentence(f"choice-{name}-means", lang, **data))
        for name in CHOICES
        if name in values
    ]
    return [told[0], *_declared(run), *told[1:]]


def _declared(run: Run) -> Iterator[tuple[str, str, str]]:
    """Yield what counts as a letting, as the study declares it."""
    declared, lang = run.study.definition, run.lang
    for name in DEFINITION:
        if name in declared:
            word = "value-counted" if declared[name] else "value-not-counted"
            named = sentence(f"letting-{name}".replace("_", "-"), lang)
            yield named, sentence(word, lang), sentence("letting-declared", lang)
    if declared.get("text"):
        yield sentence("letting-text", lang), "", str(declared["text"])


#: What may be declared: codes of the catalogue.
LETTINGS = ("letting-direct-mediation", "letting-youth", "letting-temporary", "letting-non-self-contained",
            "letting-urban-renewal", "letting-projects")  # fmt: skip


def _values(run: Run) -> dict[str, str]:
    """Return the value of every choice that the study makes."""
    found, lang, study = run.figures, run.lang, run.study
    values = {
        "rentals": sentence("value-as-supplied", lang),
        "date": str(study.rentals.columns.get("date", "date")),
        "annualised": sentence("value-no", lang),
        "scheme": scheme_words(run),
        "areas": naming.scheme(run),
        "unit": sentence("value-letting", lang),
        "interval": f"{str(found.districts.interval).capitalize()}, "
        f"{notation.percent(found.districts.level, lang=lang, sign=True)}",
        "class-edges": sentence("value-left-closed", lang),
        "classes-of": sentence("value-rounded" if found.protected else "value-unrounded", lang),
        "rounding": sentence("value-half-away-from-zero", lang),
        "top-code": f"> {notation.percent(TOP_CODE, lang=lang)}",
    }
    if found.areas is not None:
        values["sums"] = sentence("value-all-areas", lang, nouns=naming.noun(run, naming.BASE, 2))
    if study.areas is not None and study.areas.placed:
        values["map-minimum"] = f"> {notation.number(study.cuts.minimum_rentals, lang=lang)}"
    return {name: value for name, value in (values | _stock(run)).items() if value}


def _stock(run: Run) -> dict[str, str]:
    """Return what the stock is, and its reference days."""
    stock, lang = run.study.stock, run.lang
    if stock is None:
        return {}
    days = [notation.day(day, lang=lang) for day in stock.dates]
    return {
        "stock": sentence("value-as-supplied", lang),
        "stock-date": notation.listing(days, lang=lang) if days else "",
    }


def scheme_words(run: Run) -> str:
    """Return the words for the scheme of target groups: of a packaged one its name, else the file of the study."""
    groups: Any = run.study.groups or run.study.rentals.groups
    file = run.study.file
    own = file["records"]["groups"] if file is not None else ""
    return sentence("groups-scheme", run.lang, scheme=groups.name, file=str(own or "none").rpartition("/")[2])
