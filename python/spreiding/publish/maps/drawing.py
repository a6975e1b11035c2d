"""A map as data, and the picture of it as SVG: small enough to stand in a page, every area with its code."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from spreiding.base.views import view
from spreiding.publish.charts import style
from spreiding.publish.maps.ground import STEP, path
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.base.types import Lang
    from spreiding.publish.maps.classes import Class
    from spreiding.publish.maps.ground import Ground

HATCH = 7  #: Points between the lines of a hatch.
SIGN = 10.5  #: Points of a sign in an area without a name.


@dataclass(frozen=True)
class Map:
    """Areas in the colours of their classes."""

    ground: Ground
    classes: tuple[Class, ...]
    description: str  #: The text alternative, with the main finding.
    counted: str = ""  #: Title of the legend: what was counted.
    lang: Lang = "nl"
    legend: bool = True  #: Whether a chart draws the legend; a page writes it as text.
    below: str = ""  #: Written below a chart that stands alone.
    mark: str = ""  #: Written above a chart of figures that are internal.
    _class_of: dict[str, Class] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_class_of", {code: c for c in self.classes for code in c.areas})

    def class_of(self, code: str) -> Class:
        """Return the class of an area."""
        return self._class_of[code]

    def chart(self) -> Any:
        """Return the map as an Altair chart."""
        return view(Map, "chart")(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the map as a Vega-Lite specification."""
        specification: dict[str, Any] = self.chart().to_dict()
        return specification

    def to_svg(self, *, anchor: str, title: str, alt: str, small: bool = True, width: int | None = None) -> str:  # noqa: ARG002  a map scales
        """Return the map as SVG; ``anchor`` makes its ids unique on a page, areas have their code as ``data-k``.

        Without ``small`` print, a map of tiles has codes only, which can then be read on paper.
        """
        ground = self.ground
        box = f"-1 -1 {ground.width + 2:g} {ground.height + 2:g}"  # outlines are half outside
        return printable(
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" viewBox="{box}" '
            f'aria-labelledby="{anchor}-t" aria-describedby="{anchor}-d" font-family="{escape(style.FONT)}">'
            f'<title id="{anchor}-t">{escape(title)}</title><desc id="{anchor}-d">{escape(alt)}</desc>'
            f"{definitions(ground, anchor)}"
            f'<g transform="scale({1 / STEP:g})" stroke-linejoin="round">{self._areas(anchor)}{self._lines(anchor)}</g>'
            f'<g class="names" aria-hidden="true" text-anchor="middle">{"".join(self._texts(small=small))}</g></svg>'
        )

    def _areas(self, anchor: str) -> str:
        """Return a fill for every area, with a white border."""
        marks = []
        for i, code in enumerate(self.ground.polygons):
            here = self.class_of(code)
            fill = f"url(#{anchor}-{here.texture})" if here.texture else here.colour
            marks.append(f'<use href="#{anchor}-{i}" fill="{fill}" data-k="{escape(code)}"/>')
        return f'<g class="marks" fill-rule="evenodd" stroke="#ffffff" stroke-width="3">{"".join(marks)}</g>'

    def _lines(self, anchor: str) -> str:
        """Return a thin outline of every area, a thick one of the areas above them, and the frame of far parts."""
        ground, none = self.ground, 'fill="none" pointer-events="none"'
        lines = f'<use href="#{anchor}-g" {none} stroke="{style.LINE}"/>'
        if ground.parents:
            d = path(list(ground.parents))
            lines += f'<path class="parents" d="{d}" {none} stroke="{style.TEXT}" stroke-width="3"/>'
        if ground.frame:
            x, y, right, bottom = ground.frame
            size = f'x="{x}" y="{y}" width="{right - x}" height="{bottom - y}"'
            lines += f'<rect {size} {none} stroke="{style.LINE}" stroke-width="2"/>'
        return lines

    def texts(self) -> Iterator[tuple[str, float, float, tuple[str, ...], float, str]]:
        """Return what is written on the map: code of the area, middle, lines, size, and kind of text."""
        labelled = set()
        for label in self.ground.labels:
            labelled.add(label.code)
            yield label.code, label.x, label.y, label.lines, label.size, label.kind
        for code, (x, y) in self.ground.spots.items():
            if code not in labelled:
                yield code, x / STEP, y / STEP, ("",), SIGN, "sign"

    def _codes(self) -> Iterator[tuple[str, float, float, tuple[str, ...], float, str]]:
        """Return codes in the middle of their tiles, twice as large; other texts as they are."""
        middle = {code: (x / STEP, y / STEP) for code, (x, y) in self.ground.spots.items()}
        for code, x, y, lines, size, kind in self.texts():
            if kind == "code":
                yield code, *middle[code], lines, 2 * size, kind
            elif not self.ground.tiles:
                yield code, x, y, lines, size, kind

    def _texts(self, *, small: bool) -> Iterator[str]:
        for code, x, y, lines, size, kind in self.texts() if small else self._codes():
            here = self.class_of(code)
            sign = escape(here.sign) if kind in {"code", "sign"} and not here.texture else ""
            told = [escape(line) for line in lines]
            if sign:
                told[-1] = sign if kind == "sign" else f"{told[-1]}<tspan> {sign}</tspan>"
            # Baselines: a third of the size below the middle of each line.
            start = y + size * (0.35 - 1.12 * (len(lines) - 1) / 2)
            at = [f'x="{x:g}" y="{start + 1.12 * size * i:.1f}"' for i in range(len(told))]
            inside = told[0]
            if len(told) > 1:
                inside = "".join(f"<tspan {a}>{line}</tspan>" for a, line in zip(at, told, strict=True))
            of = f'{at[0]} font-size="{size:g}"' + ' font-weight="bold"' * (kind == "code")
            if here.texture and inside:  # lines behind letters would make them hard to read
                around = f'stroke="{here.colour}" stroke-width="2.5" stroke-linejoin="round"'
                yield f'<text class="{kind} halo" {of} {around}>{inside}</text>'
            yield f'<text data-k="{escape(code)}" class="{kind}" {of} fill="{style.ink(here.colour)}">{inside}</text>'


def definitions(ground: Ground, anchor: str, *, apart: float = HATCH, scale: float = 1 / STEP) -> str:
    """Return every outline once, and the textures: ``apart`` and ``scale``: points between lines, per step."""
    outlines = "".join(f'<path id="{anchor}-{i}" d="{ground.path(code)}"/>' for i, code in enumerate(ground.polygons))
    side, ink = round(apart / scale, 1), style.TEXTURE
    at, thick, wide = (round(part * apart / HATCH / scale, 1) for part in (2, 1.2, 1))
    hatched = f'<rect width="{side:g}" height="{side:g}" fill="{style.NO_DATA}"/>'
    hatched += f'<path d="M0 0v{side:g}" stroke="{ink}" stroke-width="{thick:g}"/>'
    dotted = f'<rect width="{side:g}" height="{side:g}" fill="{style.FEW}"/>'
    dotted += f'<circle cx="{at:g}" cy="{at:g}" r="{wide:g}" fill="{ink}"/>'
    shape = f'width="{side:g}" height="{side:g}" patternUnits="userSpaceOnUse"'
    return (
        f'<defs><g id="{anchor}-g">{outlines}</g>'
        f'<pattern id="{anchor}-hatched" {shape} patternTransform="rotate(45)">{hatched}</pattern>'
        f'<pattern id="{anchor}-dotted" {shape}>{dotted}</pattern></defs>'
    )
