"""Symbols and words for what protection withheld: in tables, maps, CSV and tooltips."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    import polars as pl

    from spreiding.base.types import Lang

#: What a row of protected shares can be; the catalogue says each in words: ``status-too-few``.
STATUSES = (
    "shown", "rounded", "topcoded", "bottomcoded", "small", "suppressed", "withheld", "too_few", "no_rentals",
)  # fmt: skip


#: Least areas behind a figure of the whole city, and degrees of freedom of a model, that may leave beside protected
#: shares (Brandt et al. 2010, Guidelines for the checking of output based on microdata research, ESSnet SDC: 10 units;
#: regressions with at least 10 degrees of freedom).
LEAST_AREAS = LEAST_FREEDOM = 10

#: Status of a row -> the sign before its share.
SIGNS = {"topcoded": "> ", "bottomcoded": "< ", "rounded": "±"}
#: What each sign of a table stands for: the end of its code, ``sign-none``.
MEANS = {notation.SUPPRESSED: "unknown", notation.NIL: "none", ">": "more", "<": "less"}


@cache
def legend(lang: Lang) -> Mapping[str, str]:
    """Return the words for each status of a row."""
    return MappingProxyType({name: sentence(f"status-{name}".replace("_", "-"), lang) for name in STATUSES})


def count_text(row: Mapping[str, Any], *, lang: Lang = "nl") -> str:
    """Write a row's allocations: ``.`` where withheld, ``-`` for none.

    >>> count_text({"allocations": None, "status": "suppressed"}), count_text({"allocations": 0, "status": "shown"})
    ('.', '-')
    """
    if row["allocations"] == 0:
        return notation.NIL
    return notation.number(row["allocations"], lang=lang)


def share_text(row: Mapping[str, Any], *, lang: Lang = "nl") -> str:
    """Write a row's share of rentals in percent, with ``>`` or ``<`` where it is coded.

    >>> share_text({"share_of_rentals": 0.9, "status": "topcoded", "share_base": None})
    '> 90'
    >>> share_text({"share_of_rentals": 0.55, "status": "rounded", "share_base": 0.05})
    '±55'
    """
    share, status = row["share_of_rentals"], row.get("status")
    if share is None:
        return notation.NIL if status == "no_rentals" else notation.SUPPRESSED
    return SIGNS.get(str(status), "") + notation.percent(share, lang=lang)


def cells(row: Mapping[str, Any], *, lang: Lang = "nl") -> dict[str, Any]:
    """Return a row of shares as tables print it: numbers where they say it all, else text.

    A row that was never protected stays as it is.

    >>> cells({"allocations": 0, "share_of_rentals": 0.1, "status": "bottomcoded"})
    {'allocations': '-', 'share_of_rentals': '< 10', 'status': 'bottomcoded'}
    """
    if row.get("status") is None:
        return dict(row)
    whole = row["share_of_rentals"] is not None and row["status"] not in SIGNS
    return {
        **row,
        "allocations": row["allocations"] or count_text(row, lang=lang),
        "share_of_rentals": row["share_of_rentals"] if whole else share_text(row, lang=lang),
    }


class Note(str):
    """A line below a table that also stands in parts: a page says once what several tables have in common."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, text: str, parts: tuple[str, ...] = ()) -> Self:
        found = super().__new__(cls, text)
        found.parts = parts or (text,)
        return found


def note(shares: Any, *, lang: Lang = "nl", group: str | None = None, of_rentals: bool = True) -> str:
    """Write the line below a table or map: the rules, how many counts are not shown, and what the signs mean.

    Only the total is told: how many were hidden for being small would help to find them. The number of counts is that
    of all tables that were protected together. Signs are those of the shares of rentals in print: of one ``group``,
    or of all; none where ``of_rentals`` is false.
    """
    done = shares.protection
    if done is None:
        return ""
    n, whole = (notation.number(v, lang=lang) for v in (done.n_suppressed, done.n_cells))
    lost = notation.percent(done.information_lost, lang=lang, sign=True)
    told = sentence("protection-told", lang, rules=done.rules, n=n, of=whole, lost=lost)
    frame = shares.to_polars()
    rows = frame if group is None else frame.filter(frame.get_column("group") == group)
    rows = rows if of_rentals else rows.clear()
    always, own = _signs(rows, lang)
    before = [told, *_small(frame, done.small_as, lang), *_multiples(rows, done.base, lang)]
    text = " ".join([*before, sentence("protection-signs", lang, signs="; ".join([*always, *own]))])
    apart = [sentence("protection-signs", lang, signs="; ".join(always)), *([f"{'; '.join(own)}."] if own else [])]
    return Note(text, (*before, *apart))


def _small(frame: pl.DataFrame, small_as: int, lang: Lang) -> list[str]:
    """Say what small counts are printed as, where there are some."""
    if "small" not in frame.get_column("status"):
        return []
    return [sentence("protection-small", lang, n=small_as)]


def _multiples(rows: pl.DataFrame, base: int, lang: Lang) -> list[str]:
    """Say what all counts and shares are multiples of, where that is more than 1."""
    steps, found = _steps(rows, "shown"), []
    if base > 1:
        found.append(sentence("protection-counts", lang, base=base))
    if steps and steps[0] > 1:
        found.append(sentence("protection-shares", lang, step=f"{steps[0]:g}"))
    return found


def _signs(rows: pl.DataFrame, lang: Lang) -> tuple[list[str], list[str]]:
    """Return the signs with their meaning: those of every table, and those that the shares have."""
    statuses = set(rows.get_column("status"))
    means = {sign: sentence(f"sign-{end}", lang) for sign, end in MEANS.items()}
    always, parts = [f"{sign} = {means[sign]}" for sign in (notation.SUPPRESSED, notation.NIL)], []
    steps = [notation.number(step, lang=lang) for step in _steps(rows, "rounded")]
    if steps:
        parts.append("± = " + sentence("sign-rounded", lang, n=len(steps), first=", ".join(steps[:-1]), last=steps[-1]))
    parts += [f"{sign} = {means[sign]}" for sign in "<>" if any(SIGNS.get(s, "").strip() == sign for s in statuses)]
    return always, parts


def _steps(rows: pl.DataFrame, status: str) -> list[float]:
    """Return the steps of rounding of the shares with a status, in percent."""
    found = rows.filter(rows.get_column("status") == status).get_column("share_base").drop_nulls().unique().sort()
    return [round(100 * step, 6) for step in found]


#: Results that hold no figure of one area's rentals, and indices that hold one where few areas are behind them.
HARMLESS = ("Stock", "TargetGroups", "Neighbours", "Crosswalk", "Bands", "CheckReport", "Audit", "SimulatedNull")
OF_MANY = ("Moran", "Geary", "GetisOrd", "ResidualMoran", "Regression", "CorrelationRegression")


def internal(result: Any) -> bool:
    """Say whether a result shows own figures that protection has not seen: what nobody vouched for is internal.

    An index or a model is no figure of one area where enough areas and degrees of freedom are behind it.
    """
    kind = type(result).__name__
    if getattr(result, "protection", None) is not None or result.public or kind in HARMLESS:
        return False
    enough = getattr(result, "n", 0) >= LEAST_AREAS and getattr(result, "df", LEAST_FREEDOM) >= LEAST_FREEDOM
    return not (kind in OF_MANY and enough)


def mark(result: Any, *, lang: Lang = "nl") -> str:
    """Return the mark of a result that is internal; nothing for another."""
    return sentence("internal-mark", lang) if internal(result) else ""


def require_protected(shares: Any, *, unprotected: bool) -> Any:
    """Return shares that may leave: protected ones, or any with the explicit word ``unprotected=True``.

    Raises
    ------
    InvalidInputError
        ``not-protected``: the shares are not protected and the word was not given.
    """
    if unprotected or getattr(shares, "protection", None) is not None:
        return shares
    raise refusal("not-protected", what=type(shares).__name__)
