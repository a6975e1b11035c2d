"""Several small maps of the same areas as one picture: one scale, one legend, a panel per period."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from spreiding.publish.charts import style
from spreiding.publish.maps.drawing import HATCH
from spreiding.publish.maps.ground import STEP, ground
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.publish.maps.classes import Class
    from spreiding.publish.maps.ground import Ground

#: Panels beside each other.
COLUMNS = 3
#: Points of the picture where it stands on a page, and there: between panels, the title of a panel, and a sign.
WIDE, GAP, TITLE, SIGN = 704, 10, 13, 9


@dataclass(frozen=True)
class SmallMaps:
    """Areas in the colours of their classes, a map per panel."""

    ground: Ground
    panels: tuple[tuple[str, tuple[Class, ...]], ...]
    description: str  #: The text alternative, with the main finding.
    columns: int = COLUMNS

    def to_svg(self, *, anchor: str, title: str, alt: str, small: bool = True) -> str:  # noqa: ARG002  as Map has it
        """Return the maps as SVG: every outline once, then used in each panel. Areas have their code as ``data-k``."""
        across = min(self.columns, len(self.panels))
        large = self._large
        wide, high, gap = self.ground.width, self.ground.height + 1.5 * TITLE * large, GAP * large
        down = -(-len(self.panels) // across)
        box = f"-1 -1 {across * wide + (across - 1) * gap + 2:g} {down * high + (down - 1) * gap + 2:g}"
        drawn = [
            f'<g transform="translate({(i % across) * (wide + gap):g} {(i // across) * (high + gap):g})">'
            f"{self._panel(anchor, name, classes)}</g>"
            for i, (name, classes) in enumerate(self.panels)
        ]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map multiples" role="img" viewBox="{box}" '
            f'aria-labelledby="{anchor}-t" aria-describedby="{anchor}-d" font-family="{escape(style.FONT)}">'
            f'<title id="{anchor}-t">{escape(title)}</title><desc id="{anchor}-d">{escape(alt)}</desc>'
            f"{self._definitions(anchor)}{''.join(drawn)}</svg>"
        )

    @property
    def _large(self) -> float:
        """How many points of the drawing are a point where it stands on a page."""
        return max(self.ground.width * self.columns / WIDE, 1.0)

    def _definitions(self, anchor: str) -> str:
        outlines = "".join(
            f'<path id="{anchor}-{i}" d="{self.ground.path(code)}"/>' for i, code in enumerate(self.ground.polygons)
        )
        side, ink = HATCH * STEP, style.TEXTURE
        hatched = f'<rect width="{side}" height="{side}" fill="{style.NO_DATA}"/>'
        hatched += f'<path d="M0 0v{side}" stroke="{ink}" stroke-width="2.4"/>'
        dotted = f'<rect width="{side}" height="{side}" fill="{style.FEW}"/><circle cx="4" cy="4" r="2" fill="{ink}"/>'
        shape = f'width="{side}" height="{side}" patternUnits="userSpaceOnUse"'
        return (
            f'<defs><g id="{anchor}-g">{outlines}</g>'
            f'<pattern id="{anchor}-hatched" {shape} patternTransform="rotate(45)">{hatched}</pattern>'
            f'<pattern id="{anchor}-dotted" {shape}>{dotted}</pattern></defs>'
        )

    def _panel(self, anchor: str, name: str, classes: Sequence[Class]) -> str:
        """Return one map below its title."""
        of = {code: c for c in classes for code in c.areas}
        marks, signs = [], []
        for i, code in enumerate(self.ground.polygons):
            here = of[code]
            fill = f"url(#{anchor}-{here.texture})" if here.texture else here.colour
            marks.append(f'<use href="#{anchor}-{i}" fill="{fill}" data-k="{escape(code)}"/>')
            if here.sign and not here.texture:
                x, y = (part / STEP for part in self.ground.spots[code])
                ink = style.ink(here.colour)
                size = SIGN * self._large
                signs.append(
                    f'<text x="{x:g}" y="{y + size / 3:.1f}" font-size="{size:.1f}" fill="{ink}">{here.sign}</text>'
                )
        lines = f'<use href="#{anchor}-g" fill="none" pointer-events="none" stroke="{style.LINE}"/>'
        size = TITLE * self._large
        return (
            f'<text x="0" y="{size:.1f}" font-size="{size:.1f}" fill="{style.TEXT}" aria-hidden="true">'
            f"{escape(name)}</text>"
            f'<g transform="translate(0 {1.5 * size:.1f})"><g transform="scale({1 / STEP:g})" stroke-linejoin="round">'
            f'<g class="marks" fill-rule="evenodd" stroke="#ffffff" stroke-width="3">{"".join(marks)}</g>{lines}</g>'
            f'<g aria-hidden="true" text-anchor="middle">{"".join(signs)}</g></g>'
        )


def small_multiples(
    panels: Mapping[str, Sequence[Class]], areas: Any, *, text: str, columns: int = COLUMNS
) -> SmallMaps:
    """Return a small map per panel, its areas in the colours of their classes.

    Parameters
    ----------
    panels
        Title -> the classes of its areas. All should have the same classes: the legend is one.
    areas
        Boundaries or tiles.
    text
        The text alternative, with the main finding.
    columns
        Panels beside each other.

    Raises
    ------
    InvalidInputError
        If the areas have no geometry.
    """
    drawn_on = ground(areas)
    if drawn_on is None:
        raise refusal("areas-without-geometry", argument="areas")
    return SmallMaps(drawn_on, tuple((name, tuple(found)) for name, found in panels.items()), text, columns)
