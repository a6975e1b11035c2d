"""Results → bar charts of groups per area, in the style of the city's research office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.base.language import OWN, language
from spreiding.counts.grain import need
from spreiding.disclosure.symbols import mark
from spreiding.publish.charts.style import GROUP_COLOURS, TEXT, ink, marked, noted, styled
from spreiding.publish.labels import area_label, group_label, key_label, names_of
from spreiding.words import notation
from spreiding.words.catalogue import sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import altair as alt

    from spreiding.base.types import Lang
    from spreiding.counts.counts import Counts
    from spreiding.counts.shares import Shares


def composition_chart(shares: Shares | Counts, *, lang: Lang = OWN, legend: bool = True) -> alt.Chart:
    """Chart the mix of main groups per area, each bar 100% of its allocations (figure 3.1 of the note).

    Parameters
    ----------
    shares : Shares or Counts
        With the main groups; areas without allocations have no bar.
    lang
        Language of the labels.
    legend
        Draw the legend in the chart; the report writes it as text below instead.

    Returns
    -------
    altair.Chart
        Areas in the order of the note; every part carries its percentage.
    """
    lang = language(lang)
    need(shares, "composition_chart", single=True)
    rows = []
    for area, label, groups in _areas(shares, lang):
        whole = sum(groups.values())
        rows += [
            {"area": area, "label": label, "group": group, "share": n / whole, "n": n}
            for group, n in groups.items()
            if whole
        ]
    if not rows:
        raise refusal("nothing-to-draw", argument="shares")
    order = list(dict.fromkeys(str(row["label"]) for row in rows))
    title = sentence("chart-of-allocations", lang)
    chart = _bars(rows, order, title, _composition_text(rows, lang), lang=lang, legend=legend, top=1.0)
    return marked(noted(chart, shares, lang=lang) if legend else chart, mark(shares, lang=lang))


def group_shares_chart(shares: Shares, *, lang: Lang = OWN, legend: bool = True) -> alt.Chart:
    """Chart the share of rentals of each main group per area (figure 3.2 of the note).

    Parameters
    ----------
    shares : Shares
        With the main groups.
    lang
        Language of the labels.
    legend
        Draw the legend in the chart; the report writes it as text below instead.

    Returns
    -------
    altair.Chart
        Stacked bars, sorted by the first group (met begeleiding), the largest share on top. Of protected shares
        an area is left out where a group is hidden or only a bound; a coarse share has ``±`` before it.
    """
    lang = language(lang)
    need(shares, "group_shares_chart", single=True)
    key = shares.counts.keys[0]
    of = {(row[key], row["group"]): row for row in shares.to_dicts()}
    share = {key: None if row.get("status") in _BOUNDS else row["share_of_rentals"] for key, row in of.items()}
    rows: list[dict[str, Any]] = [
        {
            "area": area,
            "label": label,
            "group": group,
            "share": share[area, group],
            "n": n,
            "sign": "±" if of[area, group].get("status") == "rounded" else "",
        }
        for area, label, groups in _areas(shares, lang)
        if all(share[area, group] is not None for group in groups)
        for group, n in groups.items()
    ]
    if not rows:
        raise refusal("nothing-to-draw", argument="shares")
    first = rows[0]["group"]
    leading = sorted((row for row in rows if row["group"] == first), key=lambda row: -row["share"])
    title = sentence("chart-of-rentals", lang)
    text = _leading_text(leading, first, lang)
    chart = _bars(rows, [row["label"] for row in leading], title, text, lang=lang, legend=legend)
    return marked(noted(chart, shares, lang=lang) if legend else chart, mark(shares, lang=lang))


#: Status of a protected share that is only a bound.
_BOUNDS = ("topcoded", "bottomcoded")


def _areas(shares: Any, lang: Lang) -> list[tuple[str, str, dict[str, int]]]:
    """Return code, label and allocations per group, in the order of the note; hidden units left out."""
    counts = getattr(shares, "counts", shares)
    names, key = names_of(getattr(counts, "areas", None)), counts.keys[0]
    found: dict[str | None, dict[str, int | None]] = {}
    for row in shares.to_dicts():
        if row["group"] != "all":
            found.setdefault(row[key], {})[row["group"]] = row["allocations"]
    if not found:
        raise refusal("no-main-groups")
    known = {area: {group: n for group, n in groups.items() if n is not None} for area, groups in found.items()}
    codes = [code for code in found if code is not None]
    order = [*(in_note_order(codes) if key == "area" else sorted(codes)), *([None] if None in found else [])]
    whole = [unit for unit in order if len(known[unit]) == len(found[unit])]
    return [(str(unit), key_label(key, unit, names, counts, lang), known[unit]) for unit in whole]


def _bars(
    rows: list[dict[str, Any]],
    order: list[str],
    title: str,
    text: str,
    *,
    lang: Lang,
    legend: bool,
    top: float | None = None,
) -> alt.Chart:
    """Stack bars of groups, with the percentage in every part that has room for it."""
    import altair as alt  # noqa: PLC0415  heavy

    groups = list(dict.fromkeys(row["group"] for row in rows))
    colours = [GROUP_COLOURS[i % len(GROUP_COLOURS)] for i in range(len(groups))]
    largest = top or max(sum(r["share"] for r in rows if r["label"] == label) for label in order)
    ends: dict[str, float] = {}
    for row in rows:
        start = ends.get(row["label"], 0.0)
        ends[row["label"]] = start + row["share"]
        roomy = row["share"] / largest > 0.07
        row |= {"start": start, "end": ends[row["label"]], "middle": start + row["share"] / 2}
        row |= {"name": group_label(row["group"], lang), "ink": ink(colours[groups.index(row["group"])])}
        share = row.get("sign", "") + notation.percent(row["share"], lang=lang)
        row |= {"percent": share if roomy else "", "tip": f"{row['label']}, {row['name']}: {share}%"}
    names = [group_label(group, lang) for group in groups]
    wrapped = "split(length(datum.label) > 26 ? replace(datum.label, '/', '/~') : datum.label, '~')"
    shift = {"condition": {"test": "length(datum.label) > 26", "value": -6}, "value": 0}
    names_axis = alt.Axis(labelExpr=wrapped, labelOffset=shift, labelLimit=0, labelPadding=6, ticks=False, domain=False)
    y = alt.Y("label:N", sort=order, title=None, axis=names_axis)
    axis = alt.Axis(format="%", tickCount=5, grid=True, gridColor="#d9d9d9", domain=False, labelFlush=False)
    scale = alt.Scale(domain=[0, largest], nice=top is None)
    colour = alt.Color("name:N", title=None, sort=names, scale=alt.Scale(domain=names, range=colours))
    colour = colour.legend(alt.Legend(title=None, columns=1) if legend else None)
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=y)
    bars = base.mark_bar(stroke=TEXT, strokeWidth=0.6, height={"band": 0.8}, aria=True).encode(
        x=alt.X("start:Q", title=title, axis=axis, scale=scale), x2="end:Q", color=colour, description="tip:N"
    )
    labels = base.mark_text(fontSize=12).encode(
        x="middle:Q", text="percent:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    chart: alt.Chart = styled((bars + labels).properties(width=260, height={"step": 23}), description=text)
    return chart


def composition_finding(shares: Any, *, lang: Lang = "nl", groups: Mapping[str, str] | None = None) -> str:
    """Say in a sentence which group is the largest, over the areas of the chart; ``groups`` are names of groups."""
    sums: dict[str, int] = {}
    for _, _, parts in _areas(shares, lang):
        for group, n in parts.items():
            sums[group] = sums.get(group, 0) + n
    if not sum(sums.values()):
        return ""
    largest = max(sums, key=lambda group: sums[group])
    share = notation.percent(sums[largest] / sum(sums.values()), lang=lang, sign=True)
    return sentence(
        "composition-finding", lang, group=(groups or {}).get(largest) or group_label(largest, lang), share=share
    )


def leading_finding(shares: Any, *, lang: Lang = "nl", groups: Mapping[str, str] | None = None) -> str:
    """Say in a sentence between which areas the first group's share of rentals runs; nothing where none is known."""
    rows = [row for row in shares.to_dicts() if row["group"] != "all" and row.get("status") not in _BOUNDS]
    known = [row for row in rows if row["group"] == rows[0]["group"] and row["share_of_rentals"] is not None]
    if len(known) < 2:
        return ""
    names = names_of(getattr(shares.counts, "areas", None))
    low, high = (pick(known, key=lambda row: row["share_of_rentals"]) for pick in (min, max))
    ends = [notation.percent(row["share_of_rentals"], lang=lang, sign=True) for row in (low, high)]
    where = [area_label(row["area"], names, lang) for row in (low, high)]
    data = {"low": ends[0], "lowest": where[0], "high": ends[1], "highest": where[1]}
    group = rows[0]["group"]
    return sentence("leading-finding", lang, group=(groups or {}).get(group) or group_label(group, lang), **data)


def _composition_text(rows: list[dict[str, Any]], lang: Lang) -> str:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["group"]] = sums.get(row["group"], 0) + row["n"]
    whole = sum(sums.values())
    parts = [
        f"{group_label(g, lang)} {notation.percent(n / whole, lang=lang, sign=True)}" for g, n in sums.items() if whole
    ]
    n = len({row["area"] for row in rows})
    return sentence("composition-shown", lang, n=n, parts=notation.listing(parts, lang=lang))


def _leading_text(leading: list[dict[str, Any]], group: str, lang: Lang) -> str:
    low, high = leading[-1], leading[0]
    name = group_label(group, lang)
    ends = [notation.percent(row["share"], lang=lang, sign=True) for row in (low, high)]
    return sentence(
        "group-shares-shown",
        lang,
        n=len(leading),
        group=name,
        low=ends[0],
        lowest=low["label"],
        high=ends[1],
        highest=high["label"],
    )
