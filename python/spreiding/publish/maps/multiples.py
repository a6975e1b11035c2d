"""Several small maps of the same areas as one chart: one scale, one legend, a panel per period."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from spreiding.publish.charts import bars
from spreiding.publish.maps.outlines import GRID, outlines
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

    from spreiding.publish.maps.classes import Class

#: Points across a panel, and panels beside each other.
PANEL, COLUMNS = 210, 3
#: Steps of the grid that a panel needs: two a point.
STEPS = 2 * PANEL


def small_multiples(panels: Mapping[str, Sequence[Class]], areas: Any, *, text: str, columns: int = COLUMNS) -> alt.Chart:
    """Draw a small map per panel, its areas in the colours of their classes.

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
    import altair as alt  # noqa: PLC0415  heavy

    features, _, height = outlines(areas)
    if not features:
        raise refusal("no-geometry", argument="areas")
    small = [_small(feature) for feature in features]
    width = max(x for f in features for ring in _rings(f) for x, _ in ring) or GRID
    size = {"width": PANEL, "height": round(PANEL * height / 420 * GRID / width) if width else PANEL}
    drawn = [_panel(title, classes, small).properties(**size) for title, classes in panels.items()]
    chart: alt.Chart = bars.styled(alt.concat(*drawn, columns=columns, spacing=8), description=text)
    return chart


def _small(feature: dict[str, Any]) -> dict[str, Any]:
    """Return a feature on a coarser grid, which a small picture shows as well."""

    def move(ring: list[list[float]]) -> list[list[float]]:
        snapped = [[round(x * STEPS / GRID) * GRID / STEPS, round(y * STEPS / GRID) * GRID / STEPS] for x, y in ring]
        kept = [p for p, before in zip(snapped, [None, *snapped[:-1]], strict=True) if p != before]
        return kept if len(kept) > 3 else ring

    polygons = [[move(ring) for ring in polygon] for polygon in feature["geometry"]["coordinates"]]
    return {**feature, "geometry": {"type": "MultiPolygon", "coordinates": polygons}}


def _rings(feature: dict[str, Any]) -> list[list[list[float]]]:
    return [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]


def _panel(title: str, classes: Sequence[Class], features: Sequence[dict[str, Any]]) -> Any:
    """Draw one map: fills with a thin outline, and signs where an area has no class."""
    import altair as alt  # noqa: PLC0415  heavy

    member = {code: c for c in classes for code in c.areas}
    shown = [{**f, "fill": member[f["code"]].colour} for f in features if f["code"] in member]
    marks = [
        {"x": f["spot"][0], "y": f["spot"][1], "text": member[f["code"]].sign, "ink": bars.ink(member[f["code"]].colour)}
        for f in features
        if f["code"] in member and member[f["code"]].sign
    ]
    colour = alt.Color("fill:N", scale=None, legend=None)
    fill = alt.Chart(_as_text(shown)).mark_geoshape(stroke=bars.LINE, strokeWidth=0.4, strokeJoin="round").encode(color=colour)
    layers = fill
    if marks:
        signs = alt.Chart(_as_text(marks)).mark_text(fontSize=6, baseline="middle").encode(
            longitude="x:Q", latitude="y:Q", text="text:N", color=alt.Color("ink:N", scale=None, legend=None)
        )  # fmt: skip
        layers = fill + signs
    return layers.project(type="identity").properties(title=alt.TitleParams(title, fontSize=12, color=bars.TEXT, offset=2))


def _as_text(rows: Sequence[dict[str, Any]]) -> Any:
    """Return rows as one JSON text: Altair would look at every point of a list, which takes seconds."""
    import altair as alt  # noqa: PLC0415  heavy

    return alt.InlineData(values=dumps(rows, separators=(",", ":")), format=alt.JsonDataFormat(type="json"))
