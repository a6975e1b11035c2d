"""Symbols and words for what protection withheld: in tables, maps, CSV and tooltips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding import _format
from spreiding._core import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spreiding._types import Lang

#: Status of a row -> its legend.
LEGEND: dict[str, dict[str, str]] = {
    "nl": {
        "shown": "getoond",
        "rounded": "aandeel afgerond op de genoemde stap",
        "topcoded": "aandeel boven de genoemde grens",
        "bottomcoded": "aandeel onder de genoemde grens",
        "suppressed": "afgeschermd",
        "withheld": "op dit niveau niet gepubliceerd",
        "too_few": "te weinig verhuringen voor een aandeel",
        "no_rentals": "geen verhuringen",
    },
    "en": {
        "shown": "shown",
        "rounded": "share rounded to the step given",
        "topcoded": "share above the bound given",
        "bottomcoded": "share under the bound given",
        "suppressed": "suppressed",
        "withheld": "not published at this level",
        "too_few": "too few rentals for a share",
        "no_rentals": "no rentals",
    },
}


def count_text(row: Mapping[str, Any], *, lang: Lang = "nl") -> str:
    """Write a row's allocations: ``.`` where withheld, ``-`` for none.

    >>> count_text({"allocations": None, "status": "suppressed"}), count_text({"allocations": 0, "status": "shown"})
    ('.', '-')
    """
    if row["allocations"] == 0:
        return _format.NIL
    return _format.number(row["allocations"], lang=lang)


def share_text(row: Mapping[str, Any], *, lang: Lang = "nl") -> str:
    """Write a row's share of rentals in percent, with ``>`` or ``<`` where it is coded.

    >>> share_text({"share_of_rentals": 0.9, "status": "topcoded", "share_base": None})
    '> 90'
    >>> share_text({"share_of_rentals": 0.55, "status": "rounded", "share_base": 0.05})
    '±55'
    """
    share, status = row["share_of_rentals"], row["status"]
    if share is None:
        return _format.NIL if status == "no_rentals" else _format.SUPPRESSED
    sign = {"topcoded": "> ", "bottomcoded": "< ", "rounded": "±"}.get(status, "")
    return sign + _format.percent(share, lang=lang)


def note(shares: Any, *, lang: Lang = "nl") -> str:
    """Write the line below a table or map: the rules, and how many counts are not shown.

    Only the total is told: how many were hidden for being small would help to find them.
    """
    done = shares.protection
    if done is None:
        return ""
    n, cells = (_format.number(v, lang=lang) for v in (done.n_suppressed, done.n_cells))
    lost = _format.percent(done.information_lost, lang=lang, sign=True)
    if lang == "nl":
        return (
            f"Afgeschermd volgens de regels '{done.rules}': {n} van {cells} aantallen niet getoond ({lost} van de "
            "informatie). . = onbekend of afgeschermd; - = geen; ± = afgerond op een veelvoud van 5, 10 of 20 procent."
        )
    return (
        f"Protected by the rules '{done.rules}': {n} of {cells} counts not shown ({lost} of the information). "
        ". = unknown or suppressed; - = none; ± = rounded to a multiple of 5, 10 or 20 percent."
    )


def require_protected(shares: Any, *, unprotected: bool) -> Any:
    """Return shares that may leave: protected ones, or any with the explicit word ``unprotected=True``.

    Raises
    ------
    InvalidInputError
        If the shares are not protected and the word was not given.
    """
    if unprotected or getattr(shares, "protection", None) is not None:
        return shares
    msg = (
        "these shares are not protected: small counts could identify people. Export sp.protect(shares), or say "
        "unprotected=True if the file stays inside the office"
    )
    raise InvalidInputError(msg)
