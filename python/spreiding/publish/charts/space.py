"""Charts of autocorrelation: the Moran scatter, with its data table, and the words for clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.base.language import OWN, language
from spreiding.disclosure.symbols import mark
from spreiding.publish.charts.style import LINE, TEXT, in_language, marked, styled
from spreiding.words.catalogue import sentence
from spreiding.words.notation import number
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    import altair as alt

    from spreiding.areas.areas import Areas
    from spreiding.base.types import Lang
    from spreiding.space.local import LocalMoran

#: Cluster -> colour; hues of the city's palette that stay apart for the colour-blind. In grey their signs do it.
CLUSTER_COLOURS = {"HH": "#004699", "LL": "#bed200", "HL": "#ff9100", "LH": "#009de6", "": "#cfcfcf"}
CLUSTER_SIGNS = {"HH": "++", "LL": "−−", "HL": "+−", "LH": "−+", "": ""}


def cluster_label(cluster: str | None, *, lang: Lang = "nl") -> str:
    """Write a cluster in words.

    >>> cluster_label("HL"), cluster_label(None, lang="en")
    ('hoog tussen laag', 'no clear pattern')
    """
    return sentence(f"cluster-{(cluster or 'none').lower()}", lang)


def scatter_data(local: LocalMoran, *, alpha: float = 0.05, lang: Lang = "nl") -> pl.DataFrame:
    """Return the data table that stands beside the Moran scatter: area, value, z, lag, cluster."""
    data = local.to_polars().filter(pl.col("i").is_not_null())
    clear = data["area"].is_in(local.significant(alpha))
    clusters = [q if yes else "" for q, yes in zip(data["quadrant"], clear, strict=True)]
    words = [cluster_label(cluster, lang=lang) for cluster in clusters]
    return data.select("area", "value", "z", "lag").with_columns(cluster=pl.Series(words, dtype=pl.String))


def moran_scatter(local: LocalMoran, *, alpha: float = 0.05, lang: Lang = OWN) -> alt.LayerChart:
    """Chart each area against its neighbours; the slope of the line is Moran's I.

    Parameters
    ----------
    local : LocalMoran
        Result of :func:`spreiding.local_moran` with row-standardised weights.
    alpha : float
        Areas that stand out at this false discovery rate have a colour.
    lang : {"nl", "en"}
        Language of the labels.

    Returns
    -------
    altair.LayerChart
        Its data table is ``spreiding.publish.charts.space.scatter_data``.
    """
    lang = language(lang)
    import altair as alt  # noqa: PLC0415  heavy

    data = scatter_data(local, alpha=alpha, lang=lang)
    words = {cluster: cluster_label(cluster, lang=lang) for cluster in CLUSTER_COLOURS}
    scale = alt.Scale(domain=list(words.values()), range=list(CLUSTER_COLOURS.values()))
    own = sentence("moran-own", lang)
    near = sentence("moran-neighbours", lang)
    rows = alt.InlineData(values=data.to_dicts())
    points = (
        alt.Chart(rows)
        .mark_circle(size=60, opacity=1, stroke=LINE, strokeWidth=0.7)
        .encode(
            x=alt.X("z:Q", title=own, axis=alt.Axis(**in_language(lang))),
            y=alt.Y("lag:Q", title=near, axis=alt.Axis(**in_language(lang))),
            color=alt.Color("cluster:N", scale=scale, title=None),
            tooltip=["area:N", "value:Q", "z:Q", "lag:Q", "cluster:N"],
        )
    )
    line = alt.Chart(rows).mark_line(color=TEXT).transform_regression("z", "lag").encode(x="z:Q", y="lag:Q")
    axes = [
        alt.Chart(alt.InlineData(values=[{"at": 0}])).mark_rule(color=LINE, strokeDash=[4, 4]).encode(**{axis: "at:Q"})
        for axis in ("x", "y")
    ]
    chart: alt.LayerChart = styled(alt.layer(*axes, line, points), description=_describe(data, lang))
    return marked(chart, mark(local, lang=lang))


def _describe(data: pl.DataFrame, lang: Lang) -> str:
    counts: dict[str, int] = dict(data.group_by("cluster").len().sort("cluster").iter_rows())
    spread = float((data["z"] ** 2).sum())
    slope = float((data["z"] * data["lag"]).sum()) / spread if spread else None
    parts = ", ".join(f"{label} {n}" for label, n in counts.items())
    return sentence("moran-shown", lang, n=data.height, i=number(slope, 2, lang=lang), parts=parts)


def lisa_map(local: LocalMoran, areas: Areas, *, alpha: float = 0.05, lang: Lang = OWN) -> alt.Chart:
    """Draw the areas that stand out together with, or against, their neighbours.

    Parameters
    ----------
    local : LocalMoran
        Result of :func:`spreiding.local_moran`.
    areas : Areas
        Boundaries or tiles, joined by code.
    alpha : float
        An area has a colour where it stands out at this false discovery rate.
    lang : {"nl", "en"}
        Language of the legend.

    Returns
    -------
    altair.Chart
        Its ``description`` names the areas of each class; its data table is
        ``spreiding.publish.charts.space.scatter_data``.

    Raises
    ------
    InvalidInputError
        If an area of the result is not on the map.

    References
    ----------
    Anselin (1995), *Geographical Analysis* 27(2), 93-115. Benjamini & Hochberg (1995), *JRSS B* 57(1), 289-300.
    """
    lang = language(lang)
    from spreiding.publish.maps.choropleth import draw  # noqa: PLC0415
    from spreiding.publish.maps.classes import Class  # noqa: PLC0415  maps load charts

    rows = local.to_polars()
    strange = [code for code in rows["area"] if code not in set(areas.codes)]
    if strange:
        raise refusal("areas-not-on-map", codes=strange[:5])
    clear = set(local.significant(alpha))
    of = {area: quadrant if area in clear else "" for area, quadrant in rows.select("area", "quadrant").iter_rows()}
    undefined = set(rows.filter(pl.col("i").is_null())["area"]) | (set(areas.codes) - set(of))
    found = [
        Class(cluster_label(cluster, lang=lang), colour, CLUSTER_SIGNS[cluster], members)
        for cluster, colour in CLUSTER_COLOURS.items()
        if (members := tuple(code for code in areas.codes if code not in undefined and of[code] == cluster)) or cluster
    ]
    if undefined:
        label = sentence("shown-not-defined", lang)
        found.append(Class(label, "#ffffff", "–", tuple(code for code in areas.codes if code in undefined)))
    named = [f"{c.label}: {', '.join(c.areas)}" for c in found[:4] if c.areas]
    text = sentence("lisa-shown", lang, n=len(named), named="; ".join(named))
    chart: alt.Chart = draw(found, areas, text=text, lang=lang, mark=mark(local, lang=lang)).chart()
    return chart
