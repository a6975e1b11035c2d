"""Figures as files: each picture with its title, legend and source, so that it can stand by itself."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from spreiding.edition.parts import Figure
from spreiding.edition.render.prepare import prepared
from spreiding.publish.charts import picture, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spreiding.base.types import Lang
    from spreiding.edition.parts import Key, Section

#: Points: margin, height of a line, and of the title; characters that fit in 100 points.
MARGIN, LINE, TITLE, FIT = 16, 18, 22, 17
#: Points across a picture at most.
WIDEST = 1000.0
#: Scale of a PNG: 192 points an inch.
SCALE = 2.0


def figure_files(
    sections: Sequence[Section], formats: Sequence[str], lang: Lang, *, mark: str = ""
) -> dict[str, bytes]:
    """Return the figures of all chapters as SVG, and as PNG where asked, by name of file; each under a mark."""
    files: dict[str, bytes] = {}
    if not {"svg", "png"} & set(formats):
        return files
    for name, figure in named_figures(sections, lang):
        svg = standalone(figure, anchor=name, mark=mark)
        if "svg" in formats:
            files[f"{name}.svg"] = svg.encode()
        if "png" in formats:
            import vl_convert  # noqa: PLC0415  heavy

            files[f"{name}.png"] = vl_convert.svg_to_png(svg, scale=SCALE)
    return files


def named_figures(sections: Sequence[Section], lang: Lang) -> Iterator[tuple[str, Figure]]:
    """Yield every figure under its anchor on the page, with its number there."""
    for chapter in prepared(sections, lang):
        for placed in chapter.blocks:
            if isinstance(placed.block, Figure):
                yield placed.anchor, placed.block


def standalone(figure: Figure, *, anchor: str, mark: str = "") -> str:
    """Return a figure as an SVG of its own: title above, legend, notes and source below, on white."""
    title = ". ".join(filter(None, [mark, figure.number, figure.finding or figure.caption]))
    inner = picture.to_svg(figure.chart, anchor=anchor, title=title, alt=figure.alt)
    box = re.search(r'viewBox="([-0-9. ]+)"', inner)
    width, height = (float(part) for part in box[1].split()[2:]) if box else (600.0, 400.0)
    if width > WIDEST:
        width, height = WIDEST, height * WIDEST / width
    wide = width + 2 * MARGIN
    heading = wrapped(title, wide)
    what = wrapped(figure.caption, wide) if figure.finding else []
    top = MARGIN + TITLE * len(heading) + LINE * len(what)
    counted = wrapped(figure.counted, wide) if figure.counted and figure.legend else []
    below, rows = _legend(figure.legend, wide, top + height + MARGIN + LINE * len(counted))
    rows += len(counted)
    texts = [line for note in (*figure.notes, *filter(None, [figure.source])) for line in wrapped(note, wide)]
    end = top + height + MARGIN + rows * LINE + len(texts) * LINE + MARGIN
    at = top + height + MARGIN + rows * LINE
    notes = "".join(_text(MARGIN, at + (i + 1) * LINE, line, "#595959", 12) for i, line in enumerate(texts))
    head = "".join(
        _text(MARGIN, MARGIN + TITLE * (i + 0.8), line, "#181818", 15, "bold") for i, line in enumerate(heading)
    )
    under = MARGIN + TITLE * len(heading)
    head += "".join(_text(MARGIN, under + LINE * (i + 0.7), line, "#595959", 12) for i, line in enumerate(what))
    below += "".join(
        _text(MARGIN, top + height + MARGIN + LINE * i + 10, line, "#595959", 12) for i, line in enumerate(counted)
    )
    inner = inner.replace("<svg ", f'<svg x="{MARGIN}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{end:.0f}" viewBox="0 0 {wide:.0f} {end:.0f}" '
        f'font-family="{style.FONT}"><rect width="100%" height="100%" fill="#ffffff"/>{head}{inner}{below}{notes}</svg>'
    )


def _legend(keys: Sequence[Key], wide: float, top: float) -> tuple[str, int]:
    """Return the entries of a legend, two beside each other, and the lines they take."""
    parts = []
    column = (wide - 2 * MARGIN) / 2
    for i, key in enumerate(keys):
        x, y = MARGIN + (i % 2) * column, top + (i // 2) * LINE
        parts.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="12" height="12" fill="{key.colour}" stroke="#595959"/>')
        parts.append(_texture(key.texture, x, y))
        if key.sign and not key.texture:
            parts.append(_text(x + 3, y + 10, key.sign, style.ink(key.colour), 9))
        parts.append(_text(x + 18, y + 10, key.label, "#181818", 12))
    return "".join(parts), (len(keys) + 1) // 2


def _texture(texture: str, x: float, y: float) -> str:
    """Return the hatch or the dots of an entry, as the map has them: told apart without colour."""
    if texture == "hatched":
        lines = f"M{x:.0f} {y + 12:.0f}l12 -12M{x:.0f} {y + 6:.0f}l6 -6M{x + 6:.0f} {y + 12:.0f}l6 -6"
        return f'<path d="{lines}" stroke="{style.TEXTURE}" stroke-width="1.2"/>'
    if texture == "dotted":
        spots = "".join(f"M{x + dx:.0f} {y + dy:.0f}h.1" for dx, dy in ((3, 3), (9, 3), (3, 9), (9, 9), (6, 6)))
        return f'<path d="{spots}" stroke="{style.TEXTURE}" stroke-width="1.8" stroke-linecap="round"/>'
    return ""


def _text(x: float, y: float, text: str, colour: str, size: int, weight: str = "normal") -> str:
    style = f' font-weight="{weight}"' if weight != "normal" else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{colour}"{style}>{escape(text)}</text>'


def wrapped(text: str, wide: float) -> list[str]:
    """Return a text in lines that fit."""
    from textwrap import wrap  # noqa: PLC0415  only here

    return wrap(text, max(int(wide / 100 * FIT), 20))
