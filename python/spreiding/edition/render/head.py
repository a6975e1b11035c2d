"""Around the chapters: title, period, what a reader must know before the first number, and how to cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spreiding.edition.keys import said
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


@dataclass(frozen=True)
class Head:
    """Texts outside the chapters."""

    title: str
    titled: str  #: The title with the period.
    period: str
    kicker: str
    notices: tuple[str, ...]
    description: str
    footer: str
    facts: tuple[tuple[str, str], ...]  #: Author, date, licence, contact, citation: as far as the study tells them.


def head(run: Run) -> Head:
    """Return the texts outside the chapters."""
    study, found, lang = run.study, run.figures, run.lang
    period = found.when(lang)
    title = said(study.title, lang) or sentence("page-title", lang)
    return Head(
        title=title,
        titled=titled(title, period),
        period=period,
        kicker=_kicker(study, lang),
        notices=tuple(_notices(study, lang, protected=found.protected)),
        description=sentence("page-description", lang, period=period),
        footer=sentence("page-offline", lang),
        facts=tuple(_facts(study, title, period, lang)),
    )


def titled(title: str, period: str) -> str:
    """Return a title with its period, unless it has that already.

    >>> titled("Spreiding", "2019–2021"), titled("Spreiding 2019-2021", "2019–2021"), titled("Spreiding", "")
    ('Spreiding, 2019–2021', 'Spreiding 2019-2021', 'Spreiding')
    """
    there = not period or period.replace("–", "-") in title.replace("–", "-")
    return title if there else f"{title}, {period}"


def _kicker(study: Any, lang: Lang) -> str:
    """Return what stands above the title: the subtitle, or the municipality and the subject."""
    own = said(_of(study, "subtitle"), lang)
    municipality = _of(study, "municipality")
    return own or (sentence("page-kicker", lang, municipality=municipality) if municipality else "")


def _of(study: Any, name: str) -> Any:
    """Return what a study says of itself, where its kind has such a field."""
    return getattr(study, name, None)


def _notices(study: Any, lang: Lang, *, protected: bool) -> list[str]:
    """Say that the page may not leave the office, where someone gave the word for it, and that records are made up."""
    found = [sentence("page-internal", lang)] if study.unprotected == "internal" else []
    if study.synthetic and study.published:
        found.append(sentence("page-synthetic-protected" if protected else "page-synthetic", lang))
    elif study.synthetic:
        found.append(sentence("page-made-up", lang))
    if not (study.synthetic and study.published):
        found += [said(note, lang) for note in _of(study, "notes") or ()]
    return found


def _facts(study: Any, title: str, period: str, lang: Lang) -> list[tuple[str, str]]:
    author, day = _of(study, "author"), _of(study, "date")
    year, by = str(day.year) if day else "none", "some" if author else "none"
    cite = sentence("page-cite", lang, author=str(author or ""), by=by, year=year, title=titled(title, period))
    told = [
        ("page-author", author),
        ("page-date", notation.day(day, lang=lang) if day else None),
        ("page-licence", _of(study, "licence")),
        ("page-contact", _of(study, "contact")),
        ("page-citation", cite),
    ]
    return [(sentence(code, lang), str(text)) for code, text in told if text]
