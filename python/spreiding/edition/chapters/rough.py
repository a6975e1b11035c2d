"""Numbers of records on a protected page: so coarse that they narrow no withheld count.

They are no part of the tables that protection audits, so they may not say what an outsider could subtract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang

#: Steps of a number of records in all, and of those with one code.
ALL_RECORDS, ONE_CODE = 100, 10
#: Fewer records than this are not told at all: over a few areas a step of 100 could narrow the rentals of one.
MANY = 1_000


def records(n: int | None, *, protected: bool, lang: Lang) -> str:
    """Write a number of records.

    >>> records(8745, protected=False, lang="nl"), records(8745, protected=True, lang="nl")
    ('8.745', 'ongeveer 8.700')
    >>> records(64, protected=True, lang="en")
    'fewer than 1,000'
    """
    if n is None or not protected:
        return notation.number(n, lang=lang)
    if n < MANY:
        return sentence("records-fewer", lang, n=MANY)
    return sentence("records-about", lang, n=_to(n, ALL_RECORDS))


def of_code(n: int, *, protected: bool) -> int | None:
    """Return a number of records with one code; on a protected page in tens, and none where fewer than ten.

    Ten stands for 10-14, and a missing one for 1-9: at least five numbers each.

    >>> [of_code(n, protected=True) for n in (0, 3, 9, 10, 14, 15, 405)]
    [0, None, None, 10, 10, 20, 410]
    """
    if not protected or n == 0:
        return n
    return None if n < ONE_CODE else _to(n, ONE_CODE)


def _to(n: int, step: int) -> int:
    return (2 * n + step) // (2 * step) * step
