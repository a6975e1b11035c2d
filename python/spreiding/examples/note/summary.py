"""In het kort: the main findings in words, before any table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.disclosure.symbols import share_text
from spreiding.edition.parts import Items, Section, Text
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section:
    """Say how many dwellings it concerns, and what part of rentals and of the stock."""
    found = run.figures
    total, when = found.total, found.during(lang)
    if total.allocations is None or total.share_of_rentals is None:
        return _section(_hidden(when, lang), lang)
    n = notation.number(total.allocations, lang=lang)
    share = f"{share_text(total.to_polars().row(0, named=True), lang=lang).lstrip('±')}%"
    of_stock = notation.percent(total.share_of_stock, 1, lang=lang, sign=True)
    # Protection withholds the number of rentals: with the share it would give the count away.
    rentals = "none" if total.rentals is None else notation.number(total.rentals, lang=lang)
    lead = sentence("ois-brief-lead", lang, period=when, rentals=rentals, n=n, share=share,
                    stock="none" if total.share_of_stock is None else of_stock)  # fmt: skip
    made_up = sentence("ois-brief-synthetic", lang, text=lead)
    return _section(made_up if run.study.synthetic else lead, lang)


def _hidden(when: str, lang: Lang) -> str:
    return sentence("ois-brief-hidden", lang, period=when)


def _section(lead: str, lang: Lang) -> Section:
    """Return the chapter: the finding, then how to read it."""
    points = (
        sentence("ois-brief-small", lang),
        sentence("ois-brief-good", lang),
        sentence("ois-brief-vulnerable", lang),
    )
    return Section("kort", sentence("title-messages", lang), (Text(lead, "lead"), Items(points)))
