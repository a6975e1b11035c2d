"""Map of residuals: where the share is higher or lower than the model expects."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from spreiding.base.errors import InvalidInputError
from spreiding.publish.charts import bars
from spreiding.publish.maps.outlines import outlines
from spreiding.words.notation import number, say

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.regression.result import Regression

#: Lower edge in standard errors, colour and sign of each class: two hues that stay apart for the colour-blind, and a
#: sign, as colour alone carries nothing.
CLASSES = (
    (float("-inf"), "#004699", "\u2212\u2212"),
    (-2.0, "#a1a7d2", "\u2212"),
    (-1.0, "#ffffff", ""),
    (1.0, "#ffc880", "+"),
    (2.0, "#ff9100", "++"),
)


def _labels(lang: Lang) -> list[str]:
    one, two = number(1, lang=lang), number(2, lang=lang)
    return [
        say(lang, f"veel lager dan verwacht (meer dan {two} standaardfouten)", f"far below expected (over {two})"),
        say(lang, f"lager dan verwacht ({one} tot {two})", f"below expected ({one} to {two})"),
        say(lang, f"ongeveer als verwacht (minder dan {one})", f"about as expected (under {one})"),
        say(lang, f"hoger dan verwacht ({one} tot {two})", f"above expected ({one} to {two})"),
        say(lang, f"veel hoger dan verwacht (meer dan {two})", f"far above expected (over {two})"),
    ]


def residual_map(fit: Regression, areas: Any, *, lang: Lang = "nl") -> Any:
    """Draw the studentised residuals of a fit; areas that do not take part are grey.

    Raises
    ------
    InvalidInputError
        If the areas have no geometry or do not know an area of the fit.
    """
    import altair as alt  # noqa: PLC0415  heavy

    values = dict(fit.areas.select("area", "student").rows())
    unknown = sorted(set(values) - set(areas.codes))
    features, width, height = outlines(areas)
    if unknown or not features:
        what = f"do not know {', '.join(unknown[:5])}" if unknown else "have no geometry"
        msg = f"areas {what}, must be the areas of the regression with their boundaries"
        raise InvalidInputError(msg)
    labels, absent = _labels(lang), say(lang, "doet niet mee", "does not take part")
    shown, signs, members = [], [], dict.fromkeys((*labels, absent), 0)
    for feature in features:
        value = values.get(feature["code"])
        place = None if value is None else sum(value >= edge for edge, _, _ in CLASSES) - 1
        label = absent if place is None else labels[place]
        members[label] += 1
        shown.append({**feature, "class": label})
        if place is not None and CLASSES[place][2]:
            x, y = feature["spot"]
            colour = bars.ink(CLASSES[place][1])
            signs.append({"x": x, "y": y, "text": CLASSES[place][2], "ink": colour})
    colours = [*(colour for _, colour, _ in CLASSES), bars.NO_DATA]
    scale = alt.Scale(domain=[*labels, absent], range=colours)
    legend = alt.Legend(title=None, columns=1, symbolType="square", symbolStrokeColor=bars.LINE, symbolSize=160)
    shapes = alt.Chart(_as_text(shown))
    fill = shapes.mark_geoshape(stroke=bars.LINE, strokeWidth=0.5).encode(
        color=alt.Color("class:N", scale=scale, legend=legend)
    )
    written = alt.Chart(_as_text(signs)).mark_text(fontSize=11, baseline="middle")
    text = written.encode(
        longitude="x:Q", latitude="y:Q", text="text:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    counts = "; ".join(f"{label}: {number(n, lang=lang)}" for label, n in members.items() if n)
    words = say(
        lang, f"Kaart van het verschil met het model. {counts}.", f"Map of differences from the model. {counts}."
    )
    layers = (fill + text).project(type="identity").properties(width=width, height=height)
    return bars.styled(layers, description=words)


def _as_text(rows: list[dict[str, Any]]) -> Any:
    """Return rows as one JSON text: Altair would look at every point of a list, which takes seconds."""
    import altair as alt  # noqa: PLC0415  heavy

    return alt.InlineData(values=dumps(rows, separators=(",", ":")), format=alt.JsonDataFormat(type="json"))
