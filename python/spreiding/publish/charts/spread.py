"""Charts of spread: Lorenz curve, funnel, and what makes areas differ. Each result is its own data table.

Percentages on an axis are written by the chart's renderer; the numbers behind them are shares in [0, 1].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.base.language import OWN, language
from spreiding.counts.counts import ALL
from spreiding.disclosure.symbols import mark
from spreiding.publish.charts.style import GROUP_COLOURS, TEXT, in_language, marked, styled
from spreiding.publish.labels import area_label, group_label, names_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    import altair as alt

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Lang
    from spreiding.indices.decompose import Decomposition
    from spreiding.indices.index import Spread
    from spreiding.uncertainty.funnel import Funnel

#: Colour of what stands out; the city's red reads 4.6:1 on white.
RAISED = "#ec0000"
GREY = "#767676"


def lorenz_chart(spread: Spread, *, lang: Lang = OWN) -> alt.Chart:
    """Chart the Lorenz curve: areas by rising share, cumulative group against cumulative reference.

    Parameters
    ----------
    spread
        An index of one group; the data stand in ``spread.lorenz``.
    lang
        Language of the labels.

    Raises
    ------
    InvalidInputError
        If the index is one of several groups, which have no single curve.
    """
    lang = language(lang)
    import altair as alt  # noqa: PLC0415  heavy

    if spread.lorenz is None:
        raise refusal("no-lorenz-curve", index=spread.index)
    of = "stock" if spread.against == "stock" else "rentals"
    axis = alt.Axis(format="%", tickCount=5, gridColor="#d9d9d9", domain=False, **in_language(lang))
    base = alt.Chart(alt.InlineData(values=spread.lorenz.to_dicts()))
    x = alt.X("reference:Q", title=sentence("lorenz-reference", lang, of=of), axis=axis)
    y = alt.Y("group:Q", title=sentence("lorenz-group", lang), axis=axis)
    area = base.mark_area(color=GROUP_COLOURS[0], opacity=0.15).encode(x=x, y=y, y2="reference:Q")
    curve = base.mark_line(color=GROUP_COLOURS[0], strokeWidth=2).encode(x=x, y=y)
    ends = alt.InlineData(values=[{"reference": 0, "group": 0}, {"reference": 1, "group": 1}])
    even = alt.Chart(ends).mark_line(color=GREY, strokeDash=[4, 4]).encode(x=x, y=y)
    value = notation.number(spread.value, 3, lang=lang)
    text = sentence("lorenz-shown", lang, n=spread.n_areas, index=spread.index, value=value)
    chart: alt.Chart = styled((area + even + curve).properties(width=280, height=280), description=text)
    return marked(chart, mark(spread, lang=lang))


def funnel_chart(funnel: Funnel, *, areas: Areas | None = None, lang: Lang = OWN) -> alt.Chart:
    """Chart shares against the number of rentals, with the exact limits of chance.

    Parameters
    ----------
    funnel
        Result of :func:`spreiding.funnel`, which is also the data table.
    areas
        Areas, for names in the labels of flagged areas; codes where not given.
    lang
        Language of the labels.
    """
    lang = language(lang)
    import altair as alt  # noqa: PLC0415  heavy

    rows = [row for row in funnel.to_dicts() if row["share"] is not None]
    names = names_of(areas)
    key = funnel.frame.columns[0]
    points = [
        {
            "n": row["n"],
            "share": row["share"],
            "label": area_label(row[key], names, lang) if areas is not None and key == "area" else str(row[key] or "-"),
            "flagged": bool(row["flagged"]),
        }
        for row in rows
    ]
    for point in points:
        share, n = notation.percent(point["share"], lang=lang, sign=True), notation.number(point["n"], lang=lang)
        point["tip"] = sentence("funnel-tip", lang, label=point["label"], share=share, n=n, of=funnel.of)
    limits = [
        {
            "n": row["n"],
            "level": f"{level:.1%}",
            "low": row[f"{name}_low"] / row["n"],
            "high": row[f"{name}_high"] / row["n"],
        }
        for row in sorted(rows, key=lambda row: row["n"])
        for name, level in zip(("inner", "outer"), funnel.levels, strict=True)
    ]
    x = alt.X("n:Q", title=sentence("funnel-number", lang, of=funnel.of), axis=alt.Axis(grid=False))
    axis = alt.Axis(format="%", tickCount=5, gridColor="#d9d9d9", domain=False, **in_language(lang))
    title = sentence("funnel-share", lang, of=funnel.of)
    lines = alt.Chart(alt.InlineData(values=limits)).encode(
        x=x, detail="level:N", opacity=alt.Opacity("level:N", title=None, legend=None)
    )
    low = lines.mark_line(color=GREY, interpolate="step-after").encode(y=alt.Y("low:Q", title=title, axis=axis))
    high = lines.mark_line(color=GREY, interpolate="step-after").encode(y="high:Q")
    city = alt.Chart(alt.InlineData(values=[{"share": funnel.share}])).mark_rule(color=TEXT).encode(y="share:Q")
    shape = alt.Shape("flagged:N", legend=None, scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]))
    colour = alt.Color(
        "flagged:N", legend=None, scale=alt.Scale(domain=[False, True], range=[GROUP_COLOURS[0], RAISED])
    )
    base = alt.Chart(alt.InlineData(values=points)).encode(x=x, y="share:Q")
    dots = base.mark_point(filled=True, size=45, opacity=0.9, aria=True)
    dots = dots.encode(color=colour, shape=shape, tooltip=["label:N"], description="tip:N")
    labels = base.transform_filter("datum.flagged").mark_text(align="left", dx=6, fontSize=11).encode(text="label:N")
    flagged = [point["label"] for point in points if point["flagged"]]
    share = notation.percent(funnel.share, lang=lang, sign=True)
    listed = notation.listing(flagged[:8], lang=lang)
    text = sentence("funnel-shown", lang, n=len(points), share=share, flagged=len(flagged), listed=listed)
    layers = low + high + city + dots + labels
    chart: alt.Chart = styled(layers.properties(width=420, height=300), description=text)
    return marked(chart, mark(funnel, lang=lang))


def _points(part: float, lang: Lang) -> str:
    return notation.difference(100 * part, 2, lang=lang)


def decomposition_chart(
    decomposition: Decomposition, *, group: str = ALL, areas: Areas | None = None, largest: int = 20, lang: Lang = OWN
) -> alt.Chart:
    """Chart the supply and selection parts of the areas that differ most.

    Parameters
    ----------
    decomposition
        Result of :func:`spreiding.decompose` or :func:`spreiding.decompose_change`, also the data table.
    group
        Which group.
    areas
        Areas, for names; codes where not given.
    largest
        Number of areas, by the largest part of either cause.
    lang
        Language of the labels.
    """
    lang = language(lang)
    import altair as alt  # noqa: PLC0415  heavy

    names = names_of(areas)
    rows = [row for row in decomposition.to_dicts() if row["group"] == group and row["supply"] is not None]
    if not rows:
        known = sorted({row["group"] for row in decomposition.to_dicts()})
        raise refusal("expected-one-of", argument="group", found=group, known=known)
    rows.sort(key=lambda row: -max(abs(row["supply"]), abs(row["selection"])))
    rows = sorted(rows[:largest], key=lambda row: -row["difference"])
    causes = {
        "supply": sentence("cause-supply", lang),
        "selection": sentence("cause-selection", lang),
    }
    keys = decomposition.frame.columns[: decomposition.frame.columns.index("group")]

    def label(row: dict[str, Any]) -> str:
        area = area_label(row["area"], names, lang) if areas is not None else row["area"]
        return ", ".join([area, *(str(row[key] or "-") for key in keys[1:])])

    bars = [
        {"label": name, "cause": word, "part": row[cause], "tip": f"{name}, {word}: {_points(row[cause], lang)}"}
        for row in rows
        for name in [label(row)]
        for cause, word in causes.items()
    ]
    title = sentence("cause-difference", lang)
    order = list(dict.fromkeys(bar["label"] for bar in bars))
    colour = alt.Color(
        "cause:N", title=None, scale=alt.Scale(domain=list(causes.values()), range=[GROUP_COLOURS[1], GROUP_COLOURS[0]])
    )
    y = alt.Y("label:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=0))
    axis = alt.Axis(format=".1%", tickCount=5, gridColor="#d9d9d9", domain=False, **in_language(lang))
    chart = alt.Chart(alt.InlineData(values=bars)).mark_bar(stroke=TEXT, strokeWidth=0.6, aria=True)
    chart = chart.encode(y=y, x=alt.X("part:Q", title=title, axis=axis), color=colour, description="tip:N")
    raised = (
        [", ".join(str(row[key] or "-") for key in keys) for row in rows if row["raised_by"] == "supply"],
        [", ".join(str(row[key] or "-") for key in keys) for row in rows if row["raised_by"] == "selection"],
    )
    listed = [notation.listing(part[:6], lang=lang) if part else "-" for part in raised]
    text = sentence(
        "causes-shown", lang, n=len(rows), group=group_label(group, lang), supply=listed[0], selection=listed[1]
    )
    found: alt.Chart = styled(chart.properties(width=320, height={"step": 20}), description=text)
    return marked(found, mark(decomposition, lang=lang))
