"""A map as an Altair chart: for notebooks, and for files of one picture."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from spreiding.publish.charts import style
from spreiding.publish.maps.classes import entries
from spreiding.publish.maps.drawing import HATCH
from spreiding.publish.maps.ground import STEP
from spreiding.publish.maps.hatch import dots, hatch

if TYPE_CHECKING:
    import altair as alt

    from spreiding.publish.maps.drawing import Map


def chart(drawn: Map) -> Any:
    """Return the chart of a map: fills, textures, outlines, names and signs."""
    import altair as alt  # noqa: PLC0415  heavy

    ground = drawn.ground
    told = entries(drawn.classes, lang=drawn.lang)
    labels = [f"{sign} {label}".strip() for _, label, sign in told]
    named = dict(zip([c.label for c in drawn.classes], labels, strict=True))
    areas = [
        _shape(code, parts) | {"class": named[drawn.class_of(code).label]} for code, parts in ground.polygons.items()
    ]
    scale = alt.Scale(domain=labels, range=[c.colour for c in drawn.classes])
    key = alt.Legend(
        title=drawn.counted or None,
        titleLimit=0,
        columns=2,
        symbolType="square",
        symbolStrokeColor=style.LINE,
        symbolSize=160,
    )
    colour = alt.Color("class:N", scale=scale, legend=key if drawn.legend else None)
    shapes = alt.Chart(_as_text(areas))
    layers = [
        shapes.mark_geoshape(stroke="#ffffff", strokeWidth=1.5, strokeJoin="round").encode(color=colour),
        *_textures(drawn),
        shapes.mark_geoshape(filled=False, stroke=style.LINE, strokeWidth=0.5, strokeJoin="round"),
        *_lines(drawn),
        _texts(drawn),
    ]
    whole = alt.layer(*layers).project(type="identity", scale=1 / STEP, translate=[0, 0])
    whole = whole.properties(width=ground.width, height=ground.height)
    drawn_below = style.below(style.styled(whole, description=drawn.description), drawn.below)
    return style.marked(drawn_below, drawn.mark)


def _shape(code: str, parts: Any) -> dict[str, Any]:
    return {"type": "Feature", "code": code, "geometry": {"type": "MultiPolygon", "coordinates": parts}}


def _lined(lines: list[Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": lines}}


def _textures(drawn: Map) -> list[Any]:
    """Return hatches and dots over the areas whose class has them."""
    import altair as alt  # noqa: PLC0415  heavy

    found: dict[str, list[Any]] = {"hatched": [], "dotted": []}
    for code, parts in drawn.ground.polygons.items():
        texture = drawn.class_of(code).texture
        if texture:
            fill = hatch if texture == "hatched" else dots
            found[texture] += fill([ring for part in parts for ring in part], HATCH * STEP)
    return [
        alt.Chart(_as_text([_lined(found[texture])]))
        .mark_geoshape(filled=False, stroke=style.TEXTURE, strokeWidth=width, strokeCap="round")
        for texture, width in (("hatched", 1.2), ("dotted", 2))
        if found[texture]
    ]  # fmt: skip


def _lines(drawn: Map) -> list[Any]:
    """Return the outlines of the areas above, and the frame around far parts."""
    import altair as alt  # noqa: PLC0415  heavy

    ground, layers = drawn.ground, []
    if ground.parents:
        layers.append((list(ground.parents), style.TEXT, 1.5))
    if ground.frame:
        x, y, right, bottom = ground.frame
        layers.append(([[[x, y], [right, y], [right, bottom], [x, bottom], [x, y]]], style.LINE, 1.0))
    return [
        alt.Chart(_as_text([_lined(lines)]))
        .mark_geoshape(filled=False, stroke=colour, strokeWidth=width, strokeJoin="round")
        for lines, colour, width in layers
    ]  # fmt: skip


def _texts(drawn: Map) -> Any:
    """Return names, codes and signs."""
    import altair as alt  # noqa: PLC0415  heavy

    rows = []
    for code, x, y, lines, size, kind in drawn.texts():
        here = drawn.class_of(code)
        sign = here.sign if kind in {"code", "sign"} else ""
        text = "\n".join([*lines[:-1], f"{lines[-1]} {sign}".strip()])
        if text:
            ink = style.ink(here.colour)
            first = y - 1.12 * size * (len(lines) - 1) / 2  # Vega puts the first line at the point
            rows.append(
                {"x": x * STEP, "y": first * STEP, "text": text, "size": size, "ink": ink, "bold": kind == "code"}
            )
    look: Any = {"lineHeight": {"expr": "datum.size * 1.12"}, "fontWeight": {"expr": "datum.bold ? 'bold' : 'normal'"}}
    mark = alt.Chart(_as_text(rows)).mark_text(lineBreak="\n", baseline="middle", **look)
    return mark.encode(
        longitude="x:Q", latitude="y:Q", text="text:N", size=alt.Size("size:Q", scale=None, legend=None),
        color=alt.Color("ink:N", scale=None, legend=None),
    )  # fmt: skip


def _as_text(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Return rows as one JSON text: Altair would look at every point of a list, which takes seconds."""
    import altair as alt  # noqa: PLC0415  heavy

    return alt.InlineData(values=dumps(rows, separators=(",", ":")), format=alt.JsonDataFormat(type="json"))
