"""Map of residuals: where the share is higher or lower than the model expects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.publish.charts import style
from spreiding.publish.maps.choropleth import draw
from spreiding.publish.maps.classes import TOO_FEW, Class
from spreiding.words.catalogue import sentence
from spreiding.words.notation import number
from spreiding.words.refusal import refusal

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
        sentence("residual-far-below", lang, n=two),
        sentence("residual-below", lang, low=one, high=two),
        sentence("residual-as-expected", lang, n=one),
        sentence("residual-above", lang, low=one, high=two),
        sentence("residual-far-above", lang, n=two),
    ]


def residual_map(fit: Regression, areas: Any, *, lang: Lang = "nl") -> Any:
    """Draw the studentised residuals of a fit; areas that do not take part are grey.

    Raises
    ------
    InvalidInputError
        If the areas have no geometry or do not know an area of the fit.
    """
    values = dict(fit.areas.select("area", "student").rows())
    unknown = sorted(set(values) - set(areas.codes))
    if unknown:
        raise refusal("areas-of-another-regression", n=len(unknown))
    members: dict[int | None, list[str]] = {}
    for code in areas.codes:
        value = values.get(code)
        members.setdefault(None if value is None else sum(value >= edge for edge, _, _ in CLASSES) - 1, []).append(code)
    found = [
        Class(label, colour, sign, tuple(members.get(i, ())))
        for i, (label, (_, colour, sign)) in enumerate(zip(_labels(lang), CLASSES, strict=True))
    ]
    if None in members:
        absent = sentence("residual-map-absent", lang)
        found.append(Class(absent, style.FEW, "", tuple(members[None]), TOO_FEW))
    # The residual of one area tells its share, however many areas are behind the model.
    told = "" if fit.public else sentence("internal-mark", lang)
    counts = "; ".join(f"{c.label}: {number(len(c.areas), lang=lang)}" for c in found if c.areas)
    return draw(found, areas, text=sentence("residual-map-shows", lang, counts=counts), lang=lang, mark=told).chart()
