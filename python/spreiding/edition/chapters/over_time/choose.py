"""What a reader can choose in the maps of an edition: one period in full size, and one group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.counts.counts import ALL
from spreiding.edition import naming
from spreiding.edition.chapters.maps import map_figure
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spreiding.edition.parts import Figure
    from spreiding.edition.run import Run

#: Classes of a group, found in its shares of all periods together.
CLASSES = 5


def with_choices(run: Run, figure: Figure, level: str, areas: Any, measure: str, edges: Any) -> Figure:
    """Return small maps of all periods with, to choose, the map of each period and group in full size."""
    every = (
        (say(run, "choose-period"), say(run, "choose-all-periods")),
        (say(run, "choose-group"), naming.group(run, ALL)),
    )
    variants = tuple(_maps(run, level, areas, measure, edges))
    return replace(figure, at=every, variants=variants) if variants else figure


def caption(run: Run, level: str, measure: str, period: str) -> str:
    """Return what maps of a measure show: the areas and the period."""
    code = f"caption-map-{measure.replace('_', '-')}"
    return say(run, code, noun=naming.noun(run, level), period=period)


#: Codes of the captions of maps.
CAPTIONS = ("caption-map-share-of-rentals", "caption-map-share-of-stock")


def _maps(run: Run, level: str, areas: Any, measure: str, edges: Any) -> Iterator[Figure]:
    shares, key = run.figures.levels[level], str(run.figures.kind)
    of_period = {code: common.located(shares.select(**{key: code})) for code in run.figures.codes}
    for group in (ALL, *shares.counts.groups):
        bands = edges if group == ALL else _classes(shares, measure, group)
        if bands is None:  # nothing of the group is shown
            continue
        for code, there in of_period.items():
            period = naming.period(run, code)
            one = map_figure(
                there,
                areas,
                number="",
                caption=caption(run, level, measure, period),
                period=period,
                lang=run.lang,
                value=measure,
                bands=bands,
                group=group,
                at=((say(run, "choose-period"), period), (say(run, "choose-group"), naming.group(run, group))),
                min_rentals=run.study.cuts.minimum_rentals,
                nouns=naming.nouns(run, level),
            )
            if one is not None:
                yield replace(one, source=common.source(run))


def _classes(shares: Any, measure: str, group: str) -> Any:
    """Return classes of the shares of a group in all periods, so that its maps have one scale."""
    from spreiding.counts.classes import classify  # noqa: PLC0415  heavy

    values = [row[measure] for row in common.rows_of(shares, group) if row[measure] is not None]
    distinct = len(set(values))
    return classify(values, k=min(CLASSES, distinct)) if distinct > 1 else None
