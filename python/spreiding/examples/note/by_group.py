"""Types of groups: figures 3.1, 3.2 and 3.3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.areas.schemes import in_note_order
from spreiding.base.errors import InvalidInputError
from spreiding.disclosure.symbols import cells, note
from spreiding.edition.chapters.maps import map_figure
from spreiding.edition.parts import Block, Figure, Key, Section, Text
from spreiding.publish.charts import bars, style
from spreiding.publish.labels import area_label, group_label, headings, names_of, source_line
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures
    from spreiding.edition.run import Run

#: Classes of figure 3.3; the note prints none for it, these are ours.
SUPPORT_EDGES = (0.05, 0.10, 0.15, 0.20)


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the mix of main groups by gebied, and the map of allocations with support."""
    found = run.figures
    groups = tuple(found.districts.counts.groups)
    if not groups:
        return None
    blocks: list[Block | None] = [Text(sentence("ois-groups-text", lang))]
    if found.areas is not None:
        blocks += [_where_known(make, found, lang) for make in (_composition, _group_shares)]
    blocks.append(_map(found, groups[0], lang))
    title = sentence("ois-groups-title", lang)
    return Section("groepen", title, tuple(block for block in blocks if block is not None))


def _where_known(make: Callable[[Figures, Lang], Figure], found: Figures, lang: Lang) -> Block:
    """Return a figure, or say that protection left nothing to draw."""
    try:
        return make(found, lang)
    except InvalidInputError:
        if found.districts.protection is None:
            raise
        return Text(sentence("ois-groups-hidden", lang))


def _composition(found: Figures, lang: Lang) -> Figure:
    chart = bars.composition_chart(found.areas, lang=lang, legend=False)
    caption = sentence("ois-groups-caption", lang, period=found.when(lang))
    finding = bars.composition_finding(found.areas, lang=lang)
    return _figure(found, chart, lang, number="3.1", caption=caption, base="allocations", finding=finding)


def _group_shares(found: Figures, lang: Lang) -> Figure:
    chart = bars.group_shares_chart(found.areas, lang=lang, legend=False)
    caption = sentence("ois-group-shares-caption", lang, period=found.when(lang))
    finding = bars.leading_finding(found.areas, lang=lang)
    return _figure(found, chart, lang, number="3.2", caption=caption, base="rentals", finding=finding)


def _figure(found: Figures, chart: Any, lang: Lang, *, number: str, caption: str, base: str, finding: str) -> Figure:
    groups = found.areas.counts.groups
    return Figure(
        chart=chart,
        number=sentence("figure-number", lang, n=number),
        caption=caption,
        alt=str(chart.description),
        legend=tuple(
            Key(colour, group_label(group, lang)) for group, colour in zip(groups, style.GROUP_COLOURS, strict=False)
        ),
        data=_data(found, base, caption, lang),
        notes=tuple(filter(None, [note(found.areas, lang=lang, of_rentals=base == "rentals")])),
        source=source_line(found.areas.counts.source, lang),
        finding=finding,
        native="stacked",
        name=sentence("ois-groups-name", lang, of=base),
    )


def _data(found: Figures, base: str, caption: str, lang: Lang) -> Spec:
    """Return each group's percentage per gebied: of its allocations, or of its rentals."""
    names = names_of(found.areas.counts.areas)
    rows: dict[str, dict[str, Row]] = {}
    for row in found.areas.to_dicts():
        rows.setdefault(row["area"], {})[row["group"]] = row
    shown: list[Row] = []
    for code in in_note_order(list(rows)):
        whole = rows[code]["all"]["allocations"]
        parts = {g: _part(rows[code][g], base, whole, lang) for g in found.areas.counts.groups}
        shown.append({"area": area_label(code, names, lang), "code": code, **parts})
    of = {
        "allocations": sentence("ois-of-allocations", lang),
        "rentals": sentence("column-of-rentals", lang),
    }
    columns = (
        Column("area", headings(lang)["area"], "text"),
        *(Column(g, f"{group_label(g, lang)} ({of[base]})", "share") for g in found.areas.counts.groups),
    )
    return Spec(caption, columns, tuple(shown), lang=lang)


def _part(row: Row, base: str, whole: int | None, lang: Lang) -> float | str | None:
    """Return a group's part of the allocations, or its share of rentals with the sign of a protected one."""
    if base == "rentals":
        share: float | str | None = cells(row, lang=lang)["share_of_rentals"]
        return share
    n: int | None = row["allocations"]
    return n / whole if n is not None and whole else None


def _map(found: Figures, group: str, lang: Lang) -> Figure | None:
    caption = sentence("ois-support-caption", lang, group=group_label(group, lang), period=found.when(lang))
    return map_figure(
        found.districts,
        found.districts.counts.areas,
        number=sentence("figure-number", lang, n="3.3"),
        caption=caption,
        lang=lang,
        bands=SUPPORT_EDGES,
        group=group,
    )
