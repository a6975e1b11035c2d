"""The look of charts and maps: that of the city's research office.

Colours are those of the office's public scripts and of the city's design tokens (documentation, page method, section
12). Neighbouring colours differ too little to carry meaning alone, so every area has an outline, bars carry their
numbers, classes without a share have a texture or a sign, and every chart has a text alternative.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, TypeVar

from spreiding.disclosure.symbols import note
from spreiding.publish.charts.shown import INTERNAL, shown
from spreiding.words.notation import DECIMALS

if TYPE_CHECKING:
    from spreiding.base.types import Lang

Drawn = TypeVar("Drawn")
FONT = "Corbel, Arial, sans-serif"
TEXT, LINE = "#181818", "#404040"
#: Blue ramp, light is low; the five steps of a map with five classes are 1, 3, 5, 7, 9.
RAMP = ("#e7e8f4", "#d0d2e8", "#b8bcdd", "#a1a7d2", "#8992c6", "#707ebb", "#566bb0", "#3858a4", "#004699")
#: Three groups that stay apart in grey and for the colour-blind: blue, azure, lime.
GROUP_COLOURS = ("#004699", "#009de6", "#bed200")
#: Suppressed (under a hatch), too few rentals (under dots), none.
NO_DATA, FEW, EMPTY = "#e0e0e0", "#f0f0f0", "#ffffff"
TEXTURE = "#8c8c8c"  #: Of hatches and dots: text reads 5:1 over it.
MARK = "#a30000"  #: Of the mark of what is internal: 8:1 on white.
NOTE_WIDTH = 95  #: Characters of a line of the note below a chart.


def ramp(k: int) -> list[str]:
    """Return ``k`` steps of the ramp, as far apart as they can be.

    >>> ramp(5)
    ['#e7e8f4', '#b8bcdd', '#8992c6', '#566bb0', '#004699']
    """
    last = len(RAMP) - 1
    return [RAMP[round(step * last / max(k - 1, 1))] for step in range(k)]


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.1, definition of relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.1, 1.4.3).

    >>> round(contrast("#ffffff", "#767676"), 2)
    4.54
    """
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def ink(fill: str) -> str:
    """Return the text colour that reads best on a fill.

    >>> ink("#004699"), ink("#bed200")
    ('#ffffff', '#181818')
    """
    return max(("#ffffff", TEXT), key=lambda text: contrast(text, fill))


def styled(chart: Any, *, description: str) -> Any:
    """Give a chart the font, the text alternative and no frame; it shows itself in a notebook without a network."""
    return shown(
        chart.properties(description=description)
        .configure(font=FONT, background="transparent", aria=False)
        .configure_view(stroke=None)
        .configure_axis(labelColor=TEXT, titleColor=TEXT, labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
        .configure_legend(orient="bottom", labelColor=TEXT, labelFontSize=12, labelLimit=400, titleColor=TEXT)
    )


def noted(chart: Any, shares: Any, *, lang: Lang) -> Any:
    """Write below a chart of protected shares what was done to them; leave another chart as it is."""
    return below(chart, protection_note(shares, lang=lang))


def protection_note(shares: Any, *, lang: Lang) -> str:
    """Return what protection did to shares; nothing where it did nothing."""
    return note(shares, lang=lang) if getattr(shares, "protection", None) is not None else ""


def below(chart: Any, text: str) -> Any:
    """Write a text below a chart; leave it as it is where there is none."""
    if not text:
        return chart
    lines = wrap(text, NOTE_WIDTH)
    title = {"text": lines, "orient": "bottom", "anchor": "start", "fontWeight": "normal", "color": TEXT}
    return chart.properties(title={**title, "fontSize": 10, "offset": 8})


def marked(chart: Drawn, text: str) -> Drawn:
    """Write a mark above a chart and at the head of its text alternative, and let it be saved only with the word."""
    if not text:
        return chart
    plain: Any = chart
    title = {"text": text, "anchor": "start", "fontWeight": "bold", "color": MARK, "fontSize": 13, "offset": 8}
    found: Drawn = plain.properties(title=title, usermeta={INTERNAL: True}, description=f"{text}. {plain.description}")
    return found


def in_language(lang: Lang) -> dict[str, Any]:
    """Return the options of an axis that write its numbers in a language: Dutch has a decimal comma.

    >>> in_language("nl"), in_language("en")
    ({'labelExpr': "replace(datum.label, '.', ',')"}, {})
    """
    mark = DECIMALS[lang]
    return {} if mark == "." else {"labelExpr": f"replace(datum.label, '.', '{mark}')"}
