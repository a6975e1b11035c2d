"""Results → charts, in the style of the city's research office; and charts → files, without a network.

Colours are those of the office's public scripts and of the city's design tokens (documentation, page method,
section 12). Neighbouring colours differ too little to carry meaning alone, so every area has an outline, bars carry
their numbers and every chart has a text alternative.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.base.errors import InvalidInputError
from spreiding.base.files import replace
from spreiding.disclosure.symbols import note
from spreiding.publish.labels import area_label, group_label, names_of
from spreiding.words import notation

if TYPE_CHECKING:
    from os import PathLike

    import altair as alt

    from spreiding.base.types import Lang
    from spreiding.counts.counts import Counts
    from spreiding.counts.shares import Shares

FONT = "Amsterdam Sans, Corbel, Arial, sans-serif"
TEXT, LINE = "#181818", "#404040"
#: Blue ramp, light is low; the five steps of a map with five classes are 1, 3, 5, 7, 9.
RAMP = ("#e7e8f4", "#d0d2e8", "#b8bcdd", "#a1a7d2", "#8992c6", "#707ebb", "#566bb0", "#3858a4", "#004699")
#: Three groups that stay apart in grey and for the colour-blind: blue, azure, lime.
GROUP_COLOURS = ("#004699", "#009de6", "#bed200")
NO_DATA, EMPTY = "#cfcfcf", "#ffffff"
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
    """Give a chart the font, the text alternative and no frame."""
    return (
        chart.properties(description=description)
        .configure(font=FONT, background="transparent", aria=False)
        .configure_view(stroke=None)
        .configure_axis(labelColor=TEXT, titleColor=TEXT, labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
        .configure_legend(orient="bottom", labelColor=TEXT, labelFontSize=12, labelLimit=400, titleColor=TEXT)
    )


def noted(chart: Any, shares: Any, *, lang: Lang) -> Any:
    """Write below a chart of protected shares what was done to them; leave another chart as it is."""
    text = note(shares, lang=lang) if getattr(shares, "protection", None) is not None else ""
    if not text:
        return chart
    lines = wrap(text, NOTE_WIDTH)
    title = {"text": lines, "orient": "bottom", "anchor": "start", "fontWeight": "normal", "color": TEXT}
    return chart.properties(title={**title, "fontSize": 10, "offset": 8})


def in_language(lang: Lang) -> dict[str, Any]:
    """Return the options of an axis that write its numbers in a language: Dutch has a decimal comma.

    >>> in_language("nl"), in_language("en")
    ({'labelExpr': "replace(datum.label, '.', ',')"}, {})
    """
    return {"labelExpr": "replace(datum.label, '.', ',')"} if lang == "nl" else {}


def composition_chart(shares: Shares | Counts, *, lang: Lang = "nl", legend: bool = True) -> alt.Chart:
    """Chart the mix of main groups per area, each bar 100% of its allocations (figure 3.1 of the note).

    Parameters
    ----------
    shares : Shares or Counts
        With the main groups; areas without allocations have no bar.
    lang
        Language of the labels.
    legend
        Draw the legend in the chart; the report writes it as text below instead.

    Returns
    -------
    altair.Chart
        Areas in the order of the note; every part carries its percentage.
    """
    rows = []
    for area, label, groups in _areas(shares):
        whole = sum(groups.values())
        rows += [
            {"area": area, "label": label, "group": group, "share": n / whole, "n": n}
            for group, n in groups.items()
            if whole
        ]
    if not rows:
        msg = "shares has no area with allocations and groups, must have one"
        raise InvalidInputError(msg)
    order = list(dict.fromkeys(str(row["label"]) for row in rows))
    title = notation.say(lang, "% van de toewijzingen", "% of allocations")
    chart = _bars(rows, order, title, _composition_text(rows, lang), lang=lang, legend=legend, top=1.0)
    return noted(chart, shares, lang=lang) if legend else chart


def group_shares_chart(shares: Shares, *, lang: Lang = "nl", legend: bool = True) -> alt.Chart:
    """Chart the share of rentals of each main group per area (figure 3.2 of the note).

    Parameters
    ----------
    shares : Shares
        With the main groups.
    lang
        Language of the labels.
    legend
        Draw the legend in the chart; the report writes it as text below instead.

    Returns
    -------
    altair.Chart
        Stacked bars, sorted by the first group (met begeleiding), the largest share on top. Of protected shares
        an area is left out where a group is hidden or only a bound; a coarse share has ``±`` before it.
    """
    of = {(row["area"], row["group"]): row for row in shares.to_dicts()}
    share = {key: None if row.get("status") in _BOUNDS else row["share_of_rentals"] for key, row in of.items()}
    rows: list[dict[str, Any]] = [
        {
            "area": area,
            "label": label,
            "group": group,
            "share": share[area, group],
            "n": n,
            "sign": "±" if of[area, group].get("status") == "rounded" else "",
        }
        for area, label, groups in _areas(shares)
        if all(share[area, group] is not None for group in groups)
        for group, n in groups.items()
    ]
    if not rows:
        msg = "shares has no area with rentals and groups, must have one"
        raise InvalidInputError(msg)
    first = rows[0]["group"]
    leading = sorted((row for row in rows if row["group"] == first), key=lambda row: -row["share"])
    title = notation.say(lang, "% van de verhuringen", "% of rentals")
    text = _leading_text(leading, first, lang)
    chart = _bars(rows, [row["label"] for row in leading], title, text, lang=lang, legend=legend)
    return noted(chart, shares, lang=lang) if legend else chart


#: Status of a protected share that is only a bound.
_BOUNDS = ("topcoded", "bottomcoded")


def _areas(shares: Any) -> list[tuple[str, str, dict[str, int]]]:
    """Return code, label and allocations per group, in the order of the note; hidden areas left out."""
    counts = getattr(shares, "counts", shares)
    names = names_of(getattr(counts, "areas", None))
    found: dict[str, dict[str, int | None]] = {}
    for row in shares.to_dicts():
        if row["group"] != "all":
            found.setdefault(row["area"], {})[row["group"]] = row["allocations"]
    if not found:
        msg = "shares has no main groups, must have them: count with level='main'"
        raise InvalidInputError(msg)
    known = {area: {group: n for group, n in groups.items() if n is not None} for area, groups in found.items()}
    whole = [area for area in in_note_order(list(found)) if len(known[area]) == len(found[area])]
    return [(area, area_label(area, names), known[area]) for area in whole]


def _bars(
    rows: list[dict[str, Any]],
    order: list[str],
    title: str,
    text: str,
    *,
    lang: Lang,
    legend: bool,
    top: float | None = None,
) -> alt.Chart:
    """Stack bars of groups, with the percentage in every part that has room for it."""
    import altair as alt  # noqa: PLC0415  heavy

    groups = list(dict.fromkeys(row["group"] for row in rows))
    colours = [GROUP_COLOURS[i % len(GROUP_COLOURS)] for i in range(len(groups))]
    largest = top or max(sum(r["share"] for r in rows if r["label"] == label) for label in order)
    ends: dict[str, float] = {}
    for row in rows:
        start = ends.get(row["label"], 0.0)
        ends[row["label"]] = start + row["share"]
        roomy = row["share"] / largest > 0.07
        row |= {"start": start, "end": ends[row["label"]], "middle": start + row["share"] / 2}
        row |= {"name": group_label(row["group"], lang), "ink": ink(colours[groups.index(row["group"])])}
        row["percent"] = row.get("sign", "") + notation.percent(row["share"], lang=lang) if roomy else ""
    names = [group_label(group, lang) for group in groups]
    wrapped = "split(length(datum.label) > 26 ? replace(datum.label, '/', '/~') : datum.label, '~')"
    shift = {"condition": {"test": "length(datum.label) > 26", "value": -6}, "value": 0}
    names_axis = alt.Axis(labelExpr=wrapped, labelOffset=shift, labelLimit=0, labelPadding=6, ticks=False, domain=False)
    y = alt.Y("label:N", sort=order, title=None, axis=names_axis)
    axis = alt.Axis(format="%", tickCount=5, grid=True, gridColor="#d9d9d9", domain=False, labelFlush=False)
    scale = alt.Scale(domain=[0, largest], nice=top is None)
    colour = alt.Color("name:N", title=None, sort=names, scale=alt.Scale(domain=names, range=colours))
    colour = colour.legend(alt.Legend(title=None, columns=1) if legend else None)
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=y)
    bars = base.mark_bar(stroke=TEXT, strokeWidth=0.6, height={"band": 0.8}).encode(
        x=alt.X("start:Q", title=title, axis=axis, scale=scale), x2="end:Q", color=colour
    )
    labels = base.mark_text(fontSize=11).encode(
        x="middle:Q", text="percent:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    chart: alt.Chart = styled((bars + labels).properties(width=260, height={"step": 23}), description=text)
    return chart


def _composition_text(rows: list[dict[str, Any]], lang: Lang) -> str:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["group"]] = sums.get(row["group"], 0) + row["n"]
    whole = sum(sums.values())
    parts = [
        f"{group_label(g, lang)} {notation.percent(n / whole, lang=lang, sign=True)}" for g, n in sums.items() if whole
    ]
    n_areas = len({row["area"] for row in rows})
    return (
        notation.say(
            lang,
            f"Staafdiagram van de toewijzingen naar groep in {n_areas} gebieden. Over deze gebieden samen: ",
            f"Bar chart of allocations by group in {n_areas} areas. Over these areas: ",
        )
        + f"{notation.listing(parts, lang=lang)}."
    )


def _leading_text(leading: list[dict[str, Any]], group: str, lang: Lang) -> str:
    low, high = leading[-1], leading[0]
    name = group_label(group, lang)
    ends = [notation.percent(row["share"], lang=lang, sign=True) for row in (low, high)]
    return notation.say(
        lang,
        f"Staafdiagram van drie groepen als deel van de verhuringen in {len(leading)} gebieden, "
        f"geordend naar het aandeel {name}: van {ends[0]} in {low['label']} tot {ends[1]} in {high['label']}.",
        f"Bar chart of three groups as a share of rentals in {len(leading)} areas, "
        f"ordered by the share {name}: from {ends[0]} in {low['label']} to {ends[1]} in {high['label']}.",
    )


def save(chart: alt.Chart, path: str | PathLike[str], *, scale: float = 2.0) -> Path:
    """Write a chart as PNG or SVG, whole or not at all, on this machine, without a network.

    Parameters
    ----------
    chart
        Any Altair chart.
    path
        File to write, ending in ``.png`` or ``.svg``.
    scale
        Pixels of the PNG per point of the chart.

    Raises
    ------
    InvalidInputError
        If the file has another ending.
    """
    import vl_convert  # noqa: PLC0415  heavy

    path = Path(path)
    ending = path.suffix.lower()
    if ending not in {".png", ".svg"}:
        msg = f"path ends in {path.suffix!r}, must end in .png or .svg"
        raise InvalidInputError(msg)
    specification = chart.to_dict()
    if ending == ".png":
        replace(path, vl_convert.vegalite_to_png(specification, scale=scale))
    else:
        replace(path, vl_convert.vegalite_to_svg(specification).encode())
    return path


def to_svg(chart: alt.Chart, *, anchor: str, title: str, alt: str) -> str:
    """Render a chart as inline SVG with a title and a description that screen readers read.

    ``anchor`` makes its ids unique on the page; the size follows the place it stands in.
    """
    import vl_convert  # noqa: PLC0415  heavy

    svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    size = re.search(r'viewBox="([^"]+)"', svg)
    box = size[1] if size else ""
    svg = svg[svg.index(">", svg.index("<svg")) + 1 :]
    svg = re.sub(r"(\d\.\d)\d+(?=[^\d])", r"\1", svg)  # a tenth of a point is finer than a pixel
    svg = re.sub(r'(id="|url\(#|href="#)(clip|gradient)', rf"\1{anchor}-\2", svg)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{box}" '
        f'aria-labelledby="{anchor}-t" aria-describedby="{anchor}-d"><title id="{anchor}-t">{escape(title)}</title>'
        f'<desc id="{anchor}-d">{escape(alt)}</desc>{svg}'
    )
