"""Spread over time: the index of every period beside what chance gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.counts.counts import ALL
from spreiding.disclosure.figures import p_class
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.over_time import ITERATIONS
from spreiding.edition.parts import Block, Section, Table, Text
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section:
    """Show how uneven the spread is per period, and per group in the last one."""
    del lang
    found = run.over_time.spreads
    blocks: list[Block] = []
    if any(group == ALL for _, group in found):
        blocks = [Text(in_words(run)), Table(_spec(run))]
    else:
        reason = "spread-hidden" if run.protected else "spread-none"
        blocks = [Text(say(run, reason, nouns=naming.noun(run, naming.BASE, 2)), "notice")]
    return Section("spreiding", say(run, "title-spread"), tuple(blocks))


def in_words(run: Run) -> str:
    """Say the index of the last period beside chance, and beside the first period."""
    found = {code: one for (code, group), one in run.over_time.spreads.items() if group == ALL}
    last = max(found)
    one = found[last]
    text = say(run, "spread-now", period=naming.period(run, last), value=_percent(run, one.value),
               expected=_percent(run, one.expected), nouns=naming.noun(run, naming.BASE, 2))  # fmt: skip
    uneven = one.p is not None and one.p <= 1 / 20
    text += " " + say(run, "spread-more" if uneven else "spread-chance")
    first = min(found)
    if first != last:
        text += " " + say(run, "spread-then", period=naming.period(run, first), value=_percent(run, found[first].value),
                          expected=_percent(run, found[first].expected))  # fmt: skip
    return text


#: Codes of what is said of an index beside chance.
BESIDE = ("spread-more", "spread-chance")


def _percent(run: Run, value: float | None) -> str:
    return notation.percent(value, lang=run.lang, sign=True)


def _spec(run: Run) -> Spec:
    p = Column("p", "p", "text")
    columns = (
        Column("period", say(run, "column-period"), "text"),
        Column("group", say(run, "column-group"), "text"),
        Column("value", say(run, "column-index"), decimals=2),
        Column("expected", say(run, "column-by-chance"), decimals=2),
        p,
    )
    rows: list[Row] = []
    for (code, group), one in run.over_time.spreads.items():
        fine: dict[str, Any] = {"value": one.value, "expected": one.expected}
        if run.protected:
            fine = {name: None if value is None else round(value, 2) for name, value in fine.items()}
        told = p_class(one.p, lang=run.lang) if run.protected else common.p_text(run, one.p)
        rows.append({"period": naming.period(run, code), "group": naming.group(run, group), **fine, "p": told})
    notes = [say(run, "note-spread", n=common.number(run, ITERATIONS))]
    if run.protected:
        notes.append(say(run, "note-spread-protected", nouns=naming.noun(run, naming.BASE, 2)))
    caption = say(run, "caption-spread", nouns=naming.noun(run, naming.BASE, 2), period=common.title_period(run))
    return Spec(
        caption, columns, tuple(rows), notes=tuple(notes), source=common.source(run), name="spreiding", lang=run.lang
    )
