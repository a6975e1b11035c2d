"""Charts over periods: numbers per group side by side, and shares as lines with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.publish.charts.style import LINE, TEXT, in_language, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from spreiding.base.types import Lang

#: Points across a panel and down it; panels beside each other.
PANEL, DOWN, COLUMNS = 150, 120, 4
BLUE = "#004699"


def period_bars(rows: Sequence[dict[str, Any]], *, title: str, text: str) -> alt.Chart:
    """Chart a number per period in a panel per group, on one scale.

    ``rows`` have ``panel``, ``period`` and ``n``, in the order of drawing; a missing number leaves a gap.
    """
    import altair as alt  # noqa: PLC0415  heavy

    panels, periods = _order(rows, "panel"), _order(rows, "period")
    top = max((row["n"] for row in rows if row["n"] is not None), default=1)
    x = alt.X("period:N", sort=periods, title=None, axis=alt.Axis(labelAngle=-45, domainColor=LINE, ticks=False))
    y = alt.Y(
        "n:Q",
        title=title,
        scale=alt.Scale(domain=[0, top]),
        axis=alt.Axis(grid=False, tickCount=4, format="d"),
    )
    drawn = []
    for place, panel in enumerate(panels):
        data = alt.InlineData(values=[row for row in rows if row["panel"] == panel and row["n"] is not None])
        own = y if place % COLUMNS == 0 else y.title(None)
        bars = alt.Chart(data).mark_bar(color=BLUE, stroke=LINE, strokeWidth=0.5).encode(x=x, y=own)
        drawn.append(bars.properties(width=PANEL, height=DOWN, title=alt.TitleParams(panel, fontSize=12, color=TEXT)))
    chart: alt.Chart = styled(alt.concat(*drawn, columns=COLUMNS, spacing=10), description=text)
    return chart


def period_lines(rows: Sequence[dict[str, Any]], *, title: str, text: str, lang: Lang, decimals: int = 0) -> alt.Chart:
    """Chart a value per period as points on a line in a panel each, with an interval where there is one.

    ``rows`` have ``panel``, ``period``, ``value`` and where known ``lower`` and ``upper``.
    """
    import altair as alt  # noqa: PLC0415  heavy

    panels, periods = _order(rows, "panel"), _order(rows, "period")
    ends = [row[name] for row in rows for name in ("value", "upper") if row.get(name) is not None]
    x = alt.X("period:N", sort=periods, title=None, axis=alt.Axis(labelAngle=-45, domainColor=LINE, ticks=False))
    axis = alt.Axis(grid=True, tickCount=4, format=f".{decimals}f", **in_language(lang))
    y = alt.Y("value:Q", title=title, scale=alt.Scale(domain=[0, max(ends, default=1)], nice=True), axis=axis)
    drawn = []
    for place, panel in enumerate(panels):
        data = alt.InlineData(values=[row for row in rows if row["panel"] == panel and row["value"] is not None])
        own = y if place % COLUMNS == 0 else y.title(None)
        line = alt.Chart(data).mark_line(color=BLUE, point=alt.OverlayMarkDef(color=BLUE, size=30)).encode(x=x, y=own)
        bounded = [row for row in rows if row["panel"] == panel and row.get("lower") is not None]
        if bounded:
            rule = alt.Chart(alt.InlineData(values=bounded)).mark_rule(color=LINE)
            rule = rule.encode(x=x, y="lower:Q", y2="upper:Q")
            line = rule + line
        drawn.append(line.properties(width=PANEL, height=DOWN, title=alt.TitleParams(panel, fontSize=12, color=TEXT)))
    chart: alt.Chart = styled(alt.concat(*drawn, columns=COLUMNS, spacing=10), description=text)
    return chart


def _order(rows: Sequence[dict[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(str(row[key]) for row in rows))
