"""Shares per period and their change, for the levels above the areas of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.chapters.over_time.compared import change_in_words, change_spec, places_compared
from spreiding.edition.chapters.over_time.maps import share_maps
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.maps.classes import BOUNDS

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> tuple[Section, ...]:
    """Show each level above that of the records, the nearest first; a study without one has no such chapter."""
    levels = [level for level in run.figures.levels if level != naming.BASE]
    return tuple(_section(run, level, first=level == levels[0], lang=lang) for level in levels)


def _section(run: Run, level: str, *, first: bool, lang: Lang) -> Section:
    shares, noun = run.figures.levels[level], naming.noun(run, level)
    caption = say(run, "caption-shares", noun=noun, period=common.title_period(run))
    counts = say(run, "caption-allocations", noun=noun, period=common.title_period(run))
    blocks: list[Block | None] = [
        Text(in_words(run, level)),
        Table(common.by_period(run, shares, level, caption=caption, name=f"% verhuringen per {level}")),
        share_maps(run, level, lang) if first else None,
        Table(
            common.by_period(
                run, shares, level, measure="allocations", caption=counts, name=f"toewijzingen per {level}"
            ),
            folded=True,
        ),
    ]
    change = change_spec(run, level)
    if change is not None:
        blocks.append(Text(change_in_words(run, level)))
        blocks += [Table(change, folded=not first)] if places_compared(run, level) else []
    return Section(
        f"niveau-{level}",
        naming.title(run, "title-level", level),
        tuple(block for block in blocks if block is not None),
    )


def in_words(run: Run, level: str) -> str:
    """Say between which areas the share of the last period lies, of those that are shown, and how many have a bound."""
    shares, key, last = run.figures.levels[level], str(run.figures.kind), run.over_time.last
    rows = [row for row in common.rows_of(shares) if row[key] == last and naming.is_place(row["area"])]
    known = [
        row for row in rows if row["share_of_rentals"] is not None and row.get("status") in {None, "shown", "rounded"}
    ]
    least = run.study.cuts.minimum_rentals
    known = [row for row in known if row["rentals"] is None or row["rentals"] > least]
    period, nouns = naming.period(run, last), naming.number_of(run, level, len(known))
    if len(known) < 2:
        return say(run, "shares-hidden", period=period, nouns=naming.noun(run, level, 2))
    known.sort(key=lambda row: row["share_of_rentals"])
    texts = [common.share(run, row) for row in known]
    bounded = sum(row.get("status") in BOUNDS for row in rows)
    told = {"period": period, "nouns": nouns, "bounded": bounded}
    if texts[0] == texts[-1]:
        return say(run, "shares-same", share=texts[0], **told)
    ends = {}
    for name, at in (("low", 0), ("high", -1)):
        n = texts.count(texts[at])  # areas that are alike in print have no one that goes first
        label = naming.label(shares, known[at]["area"], run.lang)
        place = label if n == 1 else naming.number_of(run, level, n)
        ends[name] = say(run, "share-of-place", share=texts[at], place=place)
    return say(run, "shares-range", **told, **ends)
