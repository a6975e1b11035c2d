"""Charts over periods: numbers per group side by side, and shares as lines with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.publish.charts.style import LINE, TEXT, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt


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


def _order(rows: Sequence[dict[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(str(row[key]) for row in rows))
