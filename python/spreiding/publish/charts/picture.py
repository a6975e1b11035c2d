"""Charts → files of one picture, and → SVG that is small enough to stand in a page. On this machine, no network."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from spreiding.base.files import replace
from spreiding.publish.charts.shown import may_be_saved
from spreiding.publish.charts.style import FONT
from spreiding.words.notation import printable
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from os import PathLike

PANEL, LETTER = 105, 6.8  #: Points across that a panel of a chart needs, and a letter of its title.
WIDE, NARROW = 704, 390  #: Points across on a page: at full width, and on a telephone without small print.


def save(chart: Any, path: str | PathLike[str], *, scale: float = 2.0, unprotected: bool = False) -> Path:
    """Write a chart as PNG or SVG on white, whole or not at all.

    Parameters
    ----------
    chart
        An Altair chart or a map.
    path
        File to write, ending in ``.png`` or ``.svg``.
    scale
        Pixels of the PNG per point of the chart.
    unprotected
        The explicit word for figures that protection has not seen.

    Raises
    ------
    InvalidInputError
        If the file has another ending, or the chart is internal and the word was not given.
    """
    import vl_convert  # noqa: PLC0415  heavy

    path = Path(path)
    ending = path.suffix.lower()
    if ending not in {".png", ".svg"}:
        raise refusal("picture-ending", found=path.suffix)
    may_be_saved(chart, unprotected=unprotected)
    specification = chart.to_dict() | {"background": "#ffffff"}
    if ending == ".png":
        replace(path, vl_convert.vegalite_to_png(specification, scale=scale))
    else:
        replace(path, vl_convert.vegalite_to_svg(specification).encode())
    return path


def to_svg(chart: Any, *, anchor: str, title: str, alt: str, width: int | None = None) -> str:
    """Return a chart or a map as inline SVG with a title and a description that screen readers read.

    ``anchor`` makes its ids unique on the page; the size follows the place it stands in. ``width`` (points) is that of
    the whole picture, where its kind of chart can be made wider or narrower. Marks with a description keep it, as
    ``data-tip``.
    """
    if hasattr(chart, "to_svg"):
        svg: str = chart.to_svg(anchor=anchor, title=title, alt=alt, width=width)
        return svg
    root = _drawn(chart, width)
    box, inner = root.get("viewBox", ""), "".join(ET.tostring(part, "unicode") for part in root)
    inner = re.sub(r"(\d\.\d)\d+", r"\1", inner)  # a tenth of a point is finer than a pixel
    inner = re.sub(r'(id="|url\(#|href="#)(clip|gradient)', rf"\1{anchor}-\2", inner)
    told = f'aria-labelledby="{anchor}-t" aria-describedby="{anchor}-d"'
    return printable(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="{box}" '
        f'font-family="{escape(FONT)}" {told}><title id="{anchor}-t">{escape(title)}</title>'
        f'<desc id="{anchor}-d">{escape(alt)}</desc>{inner}</svg>'
    )


def _drawn(chart: Any, width: int | None) -> ET.Element:
    """Return the picture of a chart as the renderer draws it, without what has no use."""
    specification = chart.to_dict(validate=False)  # it was validated when it was made
    if width is not None and isinstance(specification.get("width"), int | float):  # one plot, so it can be fitted
        specification |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    root = _render(specification)
    panels = specification.get("concat", [])
    if width is None or not panels or not all(isinstance(panel.get("width"), int | float) for panel in panels):
        return root
    return _render(specification | _beside(panels, specification.get("columns", len(panels)), root, width))


def _beside(panels: list[dict[str, Any]], columns: int, root: ET.Element, width: int) -> dict[str, Any]:
    """Return panels that fill a width: as many beside each other as stay wide enough to read."""
    around = float(root.get("width", 0)) / columns - panels[0]["width"]  # the room of axes and gaps per panel
    fitting = ((n, width / n - around) for n in range(columns, 0, -1))
    n, wide = next(((n, wide) for n, wide in fitting if wide >= PANEL), (1, width - around))
    return {"columns": n, "concat": [_titled(panel | {"width": int(wide)}) for panel in panels]}


def _titled(panel: dict[str, Any]) -> dict[str, Any]:
    """Return a panel whose title runs over lines instead of over the next panel."""
    title = panel.get("title")
    if not isinstance(title, dict) or not isinstance(title.get("text"), str):
        return panel
    return panel | {"title": title | {"text": wrap(title["text"], int(panel["width"] / LETTER))}}


def _render(specification: dict[str, Any]) -> ET.Element:
    import vl_convert  # noqa: PLC0415  heavy

    svg = vl_convert.vegalite_to_svg(specification)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg, count=2).replace("xlink:href", "href")
    root = ET.fromstring(svg)  # noqa: S314  it was written on this machine
    _slim(root)
    return root


#: Attributes that tell a screen reader of parts of a picture, which a page gives it as one image and a table.
TOLD = ("aria-label", "aria-hidden", "aria-roledescription", "role", "class", "pointer-events")


def _slim(element: ET.Element) -> None:
    """Keep what is drawn, and the description of every mark."""
    kept: list[ET.Element] = []
    for part in list(element):
        label = part.get("aria-label") if part.get("role") == "graphics-symbol" else None
        for name in TOLD:
            part.attrib.pop(name, None)
        if part.get("transform") in {"translate(0,0)", "translate(0, 0)"}:
            del part.attrib["transform"]
        if part.get("font-family") == FONT:
            del part.attrib["font-family"]
        if label:
            part.set("data-tip", label)
        if part.tag == "text":  # contrast of text on a picture is decided by its colours, not by what lies beneath
            part.set("aria-hidden", "true")
        _slim(part)
        kept += _useful(part)
    element[:] = kept


def _useful(part: ET.Element) -> list[ET.Element]:
    """Return a part, its own parts where it adds nothing to them, or nothing where it draws nothing."""
    if part.tag == "path" and (part.get("display") == "none" or not (part.get("fill") or part.get("stroke"))):
        return []
    if part.tag == "g" and not len(part):
        return []
    return list(part) if part.tag == "g" and not part.attrib else [part]
