"""Border: the only file that rounds, or turns a number or date into text (nl, en).

Dutch: decimal comma, point for thousands, ``%`` without a space, en dash in ranges. Rounding is half
away from zero on the shortest decimal that names the float, as SPSS and Excel show it.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from spreiding.words.catalogue import dated, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spreiding.base.types import Lang

#: Symbols of CBS tables: unknown or suppressed, nil.
SUPPRESSED, NIL = ".", "-"
#: The minus of print; files have a hyphen.
MINUS = "−"

#: Between the fields of a line of CSV: Dutch programs read a semicolon, as their comma is a decimal sign.
DELIMITERS: dict[Lang, str] = {"nl": ";", "en": ","}
#: Between thousands, and before decimals.
THOUSANDS: dict[Lang, str] = {"nl": ".", "en": ","}
DECIMALS: dict[Lang, str] = {"nl": ",", "en": "."}


def rounded(value: float, decimals: int = 0, *, rounding: Literal["half_away", "half_even"] = "half_away") -> Decimal:
    """Round to ``decimals`` places.

    >>> rounded(0.125, 2), rounded(-2.5), rounded(2.5, rounding="half_even")
    (Decimal('0.13'), Decimal('-3'), Decimal('2'))
    """
    mode = ROUND_HALF_UP if rounding == "half_away" else ROUND_HALF_EVEN
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=mode)


#: What no page, picture or workbook can hold: control characters, halves of pairs, and signs that Unicode rules out.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def printable(text: str) -> str:
    r"""Return a text that can be printed anywhere; a sign that cannot becomes U+FFFD.

    >>> printable("De\x00Pijp"), printable("Chassébuurt")
    ('De\ufffdPijp', 'Chassébuurt')
    """
    return UNPRINTABLE.sub("\ufffd", text)


def number(
    value: float | None,
    decimals: int = 0,
    *,
    lang: Lang = "nl",
    rounding: Literal["half_away", "half_even"] = "half_away",
) -> str:
    """Write a number; a missing one becomes ``.``.

    >>> number(1785), number(-0.471, 3), number(1785.5, 1, lang="en"), number(None)
    ('1.785', '−0,471', '1,785.5', '.')
    """
    if value is None or math.isnan(value):
        return SUPPRESSED
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    text = f"{rounded(value, decimals, rounding=rounding):,f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    return text.translate(str.maketrans(",.-", f".,{MINUS}" if lang == "nl" else f",.{MINUS}"))


def plain(text: str, *, lang: Lang = "nl") -> str:
    """Return a number as it is written as a file has it: no separator of thousands, and a minus that programs read.

    >>> plain("−1.785,5"), plain("-"), plain("1,785", lang="en")
    ('-1785,5', '-', '1785')
    """
    return text.replace(THOUSANDS[lang], "").replace(MINUS, "-")


def percent(share: float | None, decimals: int = 0, *, lang: Lang = "nl", sign: bool = False, **how: object) -> str:
    """Write a share in [0, 1] as a percentage.

    >>> percent(0.285), percent(0.0057, 1, sign=True), percent(0.0057, 1, lang="en")
    ('29', '0,6%', '0.6')
    """
    # Scaling in decimal keeps 0.285 at 28.5, where 0.285 * 100 is 28.499999999999996.
    scaled = None if share is None or math.isnan(share) else float(Decimal(repr(float(share))) * 100)
    text = number(scaled, decimals, lang=lang, **how)  # type: ignore[arg-type]
    return f"{text}%" if sign and scaled is not None else text


def band(
    lower: float | None,
    upper: float | None,
    decimals: int = 0,
    *,
    lang: Lang = "nl",
    closed: Literal["left", "right"] = "left",
    share: bool = True,
) -> str:
    """Write a class of shares (or of other numbers); ``None`` or infinity is an open end.

    The words say to which class a value on an edge belongs.

    >>> band(0.25, 0.35), band(None, 0.1), band(0.5, None), band(0.002, 0.005, 1)
    ('25–35%', 'minder dan 10%', '50% en meer', '0,2–0,5%')
    >>> band(None, 0.1, lang="en"), band(0.009, None, 1, lang="en")
    ('less than 10%', '0.9% or more')
    >>> [band(*ends, closed="right") for ends in [(None, 0.06), (0.06, 0.21), (0.21, None)]]
    ['6% of minder', 'meer dan 6 tot en met 21%', 'meer dan 21%']
    >>> band(None, 0.0, 3, closed="right"), band(0.0, 0.00045, 3, closed="right")
    ('0% of minder', 'meer dan 0 tot en met 0,045%')
    >>> band(10, 20, share=False), band(None, None)
    ('10–20', 'alle waarden')
    """

    def write(value: float | None, *, sign: bool) -> str:
        places = 0 if value == 0 else decimals  # nothing has no decimals
        return percent(value, places, lang=lang, sign=sign) if share else number(value, places, lang=lang)

    low = None if lower is None or math.isinf(lower) else lower
    high = None if upper is None or math.isinf(upper) else upper
    if low is None and high is None:
        return sentence("band-all", lang)
    first, last = write(low, sign=high is None), write(high, sign=True)
    if low is None:
        return sentence("band-under" if closed == "left" else "band-up-to", lang, high=last)
    if high is None:
        return sentence("band-from" if closed == "left" else "band-over", lang, low=first)
    return f"{first}–{last}" if closed == "left" else sentence("band-over-up-to", lang, low=first, high=last)


def listing(words: Sequence[str], *, lang: Lang = "nl") -> str:
    """Write an enumeration.

    >>> listing(["West", "Oost", "Noord"]), listing(["West"]), listing(["a", "b"], lang="en")
    ('West, Oost en Noord', 'West', 'a and b')
    """
    if len(words) < 2:
        return "".join(words)
    return sentence("list-and", lang, first=", ".join(words[:-1]), last=words[-1])


def difference(value: float | None, decimals: int = 0, *, lang: Lang = "nl") -> str:
    """Write a difference with its sign; none is ``0``.

    >>> difference(0.0), difference(-0.1, 1), difference(3), difference(None)
    ('0', '−0,1', '+3', '.')
    """
    text = number(None if value is None else abs(value), decimals, lang=lang)
    if not text.strip("0.,") or value is None:
        return "0" if value is not None else text
    return f"{MINUS if value < 0 else '+'}{text}"


def chance(p: float | None, *, lang: Lang = "nl") -> str | None:
    r"""Write a chance in three decimals; below that as less than the least, sign and number on one line.

    >>> chance(0.0412), chance(0.0004), chance(None)
    ('0,041', '<\xa00,001', None)
    """
    if p is None:
        return None
    least = 0.001
    return f"<\u00a0{number(least, 3, lang=lang)}" if p < least else number(p, 3, lang=lang)


def day(value: date, *, lang: Lang = "nl") -> str:
    """Write a date.

    >>> from datetime import date
    >>> day(date(2016, 1, 1)), day(date(2016, 1, 1), lang="en")
    ('1 januari 2016', '1 January 2016')
    """
    return dated(value, lang)


def span(first: date, last: date, *, lang: Lang = "nl") -> str:
    """Write a period; whole years and half-years by their names.

    >>> from datetime import date
    >>> span(date(2016, 1, 1), date(2017, 6, 30)), span(date(2020, 1, 1), date(2020, 12, 31))
    ('2016 en 1e halfjaar 2017', '2020')
    >>> span(date(2016, 1, 1), date(2017, 6, 30), lang="en")
    '2016 and first half of 2017'
    >>> span(date(2016, 2, 1), date(2016, 2, 29))
    '1 februari 2016–29 februari 2016'
    """
    starts, ends = (first.month, first.day), (last.month, last.day)
    if starts == (1, 1) and ends == (12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if starts == (1, 1) and ends == (6, 30):
        if first.year == last.year:
            return sentence("span-half", lang, year=str(first.year))
        whole = str(first.year) if last.year == first.year + 1 else f"{first.year}–{last.year - 1}"
        return sentence("list-and", lang, first=whole, last=sentence("span-half", lang, year=str(last.year)))
    return f"{day(first, lang=lang)}–{day(last, lang=lang)}"
