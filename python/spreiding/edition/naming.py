"""Names in the sentences of an edition: of the municipality, the levels of areas, the groups and the periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import UNLOCATED
from spreiding.counts.counts import CITY
from spreiding.publish.labels import Nouns, area_label, group_label, names_of, period_heading
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run

#: Name of the areas of the records among the levels of figures.
BASE = "area"


def city(run: Run) -> str:
    """Return the name of the municipality, or words for all of it."""
    return run.study.municipality or sentence("whole-municipality", run.lang)


def in_city(run: Run) -> str:
    """Return the name of the municipality, or words for all of it, inside a sentence."""
    return run.study.municipality or sentence("in-whole-municipality", run.lang)


def scheme(run: Run) -> str:
    """Return the name of the division of areas; nothing where the study gives none."""
    found = getattr(run.study.areas, "scheme", None)
    return str(found) if found else ""


def level_name(run: Run, level: str) -> str:
    """Return the name of a level as tables have it."""
    return run.base if level == BASE else level


def noun(run: Run, level: str, n: int = 1) -> str:
    """Return what an area of a level is called, for one or for more."""
    return sentence("noun-level", run.lang, level=level_name(run, level), n=n)


def nouns(run: Run, level: str) -> Nouns:
    """Return what areas of a level are called, for what is drawn of them."""
    return Nouns(noun(run, level), noun(run, level, 2))


def title(run: Run, code: str, level: str) -> str:
    """Return a title or caption about the areas of a level, which may begin with their noun."""
    text = sentence(code, run.lang, noun=noun(run, level), nouns=noun(run, level, 2))
    return text[:1].upper() + text[1:]


def number_of(run: Run, level: str, n: int) -> str:
    """Return a number of areas with their noun."""
    return sentence("number-of-level", run.lang, level=level_name(run, level), n=n)


def group(run: Run, code: str) -> str:
    """Return the words for a group."""
    return sentence("all-groups", run.lang) if code == "all" else group_label(code, run.lang)


def names(shares: Any) -> dict[str, str]:
    """Return the names of the areas of shares."""
    return names_of(shares.counts.areas)


def label(shares: Any, code: str, lang: Lang) -> str:
    """Return the label of an area: its code and name."""
    return area_label(code, names(shares), lang)


def period(run: Run, code: str) -> str:
    """Return the words for a period; of one that the records cover in part, that part."""
    return period_heading(code, run.figures.exact.counts, run.lang)


def is_place(code: str | None) -> bool:
    """Return whether a code is of an area: not of lettings without a place, nor of the whole municipality."""
    return code is not None and code not in {UNLOCATED, CITY}
