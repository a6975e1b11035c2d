"""Figures in a finding: written plainly (``1785``, ``6.9``, ``25%``), and put in a language when they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spreiding.words.notation import number, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spreiding.base.types import Lang

#: Most units, rows or figures that a finding lists.
SHOWN = 5
#: Name of the whole city among units.
CITY = "city"
#: Words of the plain writing in Dutch; they stand between a comma or space and a space or colon.
DUTCH = {CITY: "hele stad", "allocations": "toewijzingen", "rentals": "verhuringen"}


def plain(value: float, decimals: int = 0) -> str:
    """Write a number without marks for thousands.

    >>> plain(1785), plain(6.94, 1)
    ('1785', '6.9')
    """
    return number(value, decimals, lang="en").replace(",", "")


def plain_percent(share: float, decimals: int = 0) -> str:
    """Write a share in [0, 1] as a percentage.

    >>> plain_percent(0.0057, 1)
    '0.6%'
    """
    return percent(float(share), decimals, lang="en", sign=True).replace(",", "")


def listed(texts: Iterable[str]) -> str:
    """Write the first few, with a mark where there are more.

    >>> listed("abcdefg")
    'a, b, c, d, e …'
    """
    found = list(texts)
    return ", ".join(map(str, found[:SHOWN])) + (" …" if len(found) > SHOWN else "")


def local(text: str, lang: Lang) -> str:
    """Return figures as the language writes them.

    >>> local("city 2016-09: 6.9 → 25%", "nl"), local("E16 rentals: 0.5%", "nl"), local("city: 6.9", "en")
    ('hele stad 2016-09: 6,9 → 25%', 'E16 verhuringen: 0,5%', 'city: 6.9')
    """
    if lang != "nl":
        return text
    for word, dutch in DUTCH.items():
        text = re.sub(rf"(^|(?<=[, ])){word}(?=[ :])", dutch, text)
    return re.sub(r"(?<![\w.-])(\d+)\.(\d+)(?=%|[^\w.]|$)", r"\1,\2", text)
