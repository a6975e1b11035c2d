"""Verantwoording: source, period, definitions with their values, what was dropped, version and seed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spreiding.base.results import version
from spreiding.disclosure.symbols import note
from spreiding.edition import naming
from spreiding.edition.chapters import rough
from spreiding.edition.chapters.definitions import definitions, scheme_words
from spreiding.edition.keys import said
from spreiding.edition.over_time import SEED
from spreiding.edition.parts import Block, Heading, Items, Section, Table, Text
from spreiding.publish.tables.spec import Column, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.sources import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section:
    """State how the numbers came about."""
    found = run.figures
    rows = [{"option": o, "value": v, "meaning": m} for o, v, m in definitions(run)]
    columns = tuple(Column(key, sentence(f"column-{key}", lang), "text") for key in ("option", "value", "meaning"))
    spec = Spec(sentence("caption-definitions", lang), columns, tuple(rows), name="definities", lang=lang)
    blocks: list[Block] = [
        Items(_facts(run)),
        Table(spec, sheet=sentence("sheet-definitions", lang)),
        _dropped(found, lang),
        *filter(None, [_aliases(found, lang)]),
        Text(_disclosure(found, lang), "notice"),
        Heading(sentence("accessibility-title", lang)),
        Text(sentence("accessibility-text", lang)),
        Items(tuple(_failures(run))),
    ]
    return Section("verantwoording", sentence("chapter-account", lang), tuple(blocks))


def _failures(run: Run) -> Iterator[str]:
    """Yield what is known not to be accessible, of the files that this edition has."""
    formats, contact = run.study.formats, run.study.contact
    told = ["page", *(name for name in ("svg", "png", "pdf", "xlsx") if name in formats)]
    yield from (sentence(f"accessibility-{name}", run.lang) for name in told)
    yield sentence("accessibility-untested", run.lang)
    if contact:
        yield sentence("accessibility-contact", run.lang, contact=contact)


#: What is known not to be accessible, by kind of file.
FAILURES = ("accessibility-page", "accessibility-svg", "accessibility-png", "accessibility-pdf", "accessibility-xlsx")


#: Headings of the table of definitions.
COLUMNS = ("column-option", "column-value", "column-meaning")


def _facts(run: Run) -> tuple[tuple[str, str], ...]:
    """Return what the figures were made of."""
    found, lang = run.figures, run.lang
    study = found.study
    made_up = sentence("value-made-up", lang)
    own = study.rentals.source
    source = source_name(own, lang)
    if study.synthetic:
        named = re.search("synthetic|synthetisch|nagebootst", study.source or "", re.IGNORECASE)
        source = "; ".join(filter(None, [study.source, "" if named else sentence("rentals-made-up", lang)]))
    elif study.source:
        source = f"{study.source} ({own})" if source == own else study.source
    told: list[tuple[str, str]] = [
        ("fact-source", source),
        ("fact-period", found.when(lang) or sentence("value-unknown", lang)),
        ("fact-read", rough.records(study.rentals.rows, protected=found.protected, lang=lang)),
        ("fact-groups", scheme_words(run)),
        ("fact-areas", naming.scheme(run)),
    ]
    stock = study.stock
    if stock is not None:
        days = notation.listing([notation.day(day, lang=lang) for day in stock.dates], lang=lang)
        told.append(
            (
                "fact-stock",
                ", ".join(filter(None, [made_up if study.synthetic else source_name(stock.source, lang), days])),
            )
        )
    titles = [said(part.study.get("study", {}).get("title"), lang) or part.path.name for part in run.earlier_editions]
    told.append(("fact-earlier", "; ".join(titles)))
    if not found.protected:  # who can draw the same chance, can try figures until they fit
        told.append(("fact-seed", str(SEED)))
    told.append(("fact-version", f"spreiding {version()}"))
    return tuple((sentence(code, lang), value) for code, value in told if value)


def _dropped(found: Figures, lang: Lang) -> Block:
    """Return how many records were left out, and why; where none were, say so."""
    columns = (
        Column("reason", sentence("left-out-reason", lang), "text"),
        Column("n", sentence("heading-n", lang)),
    )
    rows = [
        {"reason": _reason(reason, lang), "n": rough.of_code(n, protected=found.protected)}
        for reason, n in found.exact.counts.dropped
    ]
    if not rows:
        return Text(sentence("nothing-left-out", lang))
    caption = sentence("left-out-caption", lang)
    spec = Spec(caption, columns, tuple(rows), notes=_in_tens(found, lang), name="weggelaten", lang=lang)
    return Table(spec, sheet=sentence("sheet-left-out", lang))


def _in_tens(found: Figures, lang: Lang) -> tuple[str, ...]:
    """Say how coarse the numbers per code are."""
    if not found.protected:
        return ()
    return (sentence("note-tens", lang),)


def _reason(reason: str, lang: Lang) -> str:
    """Write why records were left out."""
    if reason == "no area":
        return sentence("left-out-no-area", lang)
    code = reason.removeprefix("group ")
    return sentence("left-out-group", lang, code=code)


def _aliases(found: Figures, lang: Lang) -> Table | None:
    """Return the labels that were read as another code."""
    rows = [
        {"label": row["label"], "read": row["code"], "count": rough.of_code(row["count"], protected=found.protected)}
        for row in found.study.rentals.aliases.to_dicts()
    ]
    if not rows:
        return None
    columns = (
        Column("label", sentence("other-code-label", lang), "text"),
        Column("read", sentence("other-code-read", lang), "text"),
        Column("count", sentence("heading-n", lang)),
    )
    caption = sentence("other-code-caption", lang)
    spec = Spec(caption, columns, tuple(rows), notes=_in_tens(found, lang), name="codes", lang=lang)
    return Table(spec, sheet=sentence("sheet-codes", lang))


def _disclosure(found: Figures, lang: Lang) -> str:
    if found.study.unprotected == "internal":
        return sentence("disclosure-internal", lang)
    if not found.protected and not found.study.synthetic:
        return sentence("disclosure-public", lang)
    if not found.protected:
        return sentence("disclosure-synthetic", lang)
    how = sentence("disclosure-protected", lang, n=found.districts.protection.minimum)
    return f"{how} {note(found.districts, lang=lang)}"
