"""Several small maps of the same areas as one picture: one scale, one legend, a panel per period."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from spreiding.publish.charts import style
from spreiding.publish.maps.drawing import definitions
from spreiding.publish.maps.ground import STEP, need_ground, path
from spreiding.words.notation import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spreiding.publish.maps.classes import Class
    from spreiding.publish.maps.ground import Ground

#: Panels beside each other, points between them, and above each for its title.
COLUMNS, GAP, ABOVE = 3, 12, 20
TITLE = 13  #: Points of the title of a panel.
HATCH = 4  #: Points between the lines of a hatch: some of them cross the smallest tile.
LEAST = 160  #: Points across that a panel needs: on a telephone fewer stand beside each other.
WIDTH = 704  #: Points across all panels, where nothing else is asked.


@dataclass(frozen=True)
class SmallMaps:
    """Areas in the colours of their classes, a map per panel."""

    ground: Ground
    panels: tuple[tuple[str, tuple[Class, ...]], ...]
    description: str  #: The text alternative, with the main finding.
    columns: int = COLUMNS

    def to_svg(
        self,
        *,
        anchor: str,
        title: str,
        alt: str,
        small: bool = True,  # noqa: ARG002  a map of its own has small print
        width: int | None = None,
    ) -> str:
        """Return the maps as SVG: every outline once, then used in each panel. Areas have their code as ``data-k``."""
        whole = width or WIDTH
        across = min(self.columns, len(self.panels), max(whole // LEAST, 1))
        wide = (whole - (across - 1) * GAP) / across
        high = wide * self.ground.height / self.ground.width + ABOVE
        down = -(-len(self.panels) // across)
        scale = wide / self.ground.width / STEP
        drawn = [
            f'<g transform="translate({(i % across) * (wide + GAP):.1f} {(i // across) * (high + GAP):.1f})">'
            f"{self._panel(anchor, name, classes, scale)}</g>"
            for i, (name, classes) in enumerate(self.panels)
        ]
        return printable(
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map multiples" role="img" '
            f'viewBox="-1 -1 {whole + 2} {down * (high + GAP) - GAP + 2:.0f}" '
            f'aria-labelledby="{anchor}-t" aria-describedby="{anchor}-d" font-family="{escape(style.FONT)}">'
            f'<title id="{anchor}-t">{escape(title)}</title><desc id="{anchor}-d">{escape(alt)}</desc>'
            f"{definitions(self.ground, anchor, apart=HATCH, scale=scale)}{''.join(drawn)}</svg>"
        )

    def _panel(self, anchor: str, name: str, classes: Sequence[Class], scale: float) -> str:
        """Return one map below its title; ``scale`` is points per step of the grid."""
        of = {code: c for c in classes for code in c.areas}
        marks = []
        for i, code in enumerate(self.ground.polygons):
            here = of[code]
            fill = f"url(#{anchor}-{here.texture})" if here.texture else here.colour
            marks.append(f'<use href="#{anchor}-{i}" fill="{fill}" data-k="{escape(code)}"/>')
        none = 'fill="none" pointer-events="none"'
        lines = f'<use href="#{anchor}-g" {none} stroke="{style.LINE}" stroke-width="{0.35 / scale:.1f}"/>'
        if self.ground.parents:
            d = path(list(self.ground.parents))
            lines += f'<path d="{d}" {none} stroke="{style.TEXT}" stroke-width="{0.8 / scale:.1f}"/>'
        return (
            f'<text y="{TITLE}" font-size="{TITLE}" fill="{style.TEXT}" aria-hidden="true">{escape(name)}</text>'
            f'<g transform="translate(0 {ABOVE}) scale({scale:.4f})" stroke-linejoin="round">'
            f'<g class="marks" fill-rule="evenodd" stroke="#ffffff" stroke-width="{0.8 / scale:.1f}">{"".join(marks)}'
            f"</g>{lines}</g>"
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
    drawn_on = need_ground(areas)
    return SmallMaps(drawn_on, tuple((name, tuple(found)) for name, found in panels.items()), text, columns)
