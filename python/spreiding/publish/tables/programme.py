"""The programme as a table: agreed and delivered per group, with waiting times; the whole last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.counts.grain import ALL
from spreiding.publish.labels import group_label, headings, period_label, source_line
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.delivery.programme import Programme

#: Percentages of a group take this many households, unless they were published as they are.
LEAST = 10
SHARES = ("within_3_months", "from_3_to_6_months", "beyond_6_months")


def programme_spec(programme: Programme, *, lang: Lang = "nl", least: int = LEAST) -> Spec:
    """Shape a programme: main groups with their groups, what was agreed and delivered, and waiting times."""
    rows = programme.to_polars().to_dicts()
    periods = list(dict.fromkeys(row["period"] for row in rows))
    found: list[Row] = []
    for period in periods:
        own = [row for row in rows if row["period"] == period]
        found += [_row(row, programme, lang, least, several=len(periods) > 1) for row in own]
        if programme.target is not None:
            found.append(_target(programme, period, lang))
    there = {name for name in ("agreed", "delivered", *SHARES) if any(row[name] is not None for row in rows)}
    waiting = sentence("programme-waiting", lang)
    columns = [Column("name", headings(lang)["group"], "text")]
    if len(periods) > 1:
        columns.append(Column("period", headings(lang)["period"], "text"))
    numbers = sentence("programme-numbers", lang)
    for name, code in (("agreed", "programme-agreed"), ("delivered", "programme-delivered")):
        columns += [Column(name, sentence(code, lang), group=numbers)] if name in there else []
    if {"agreed", "delivered"} <= there:
        columns.append(Column("difference", sentence("programme-difference", lang), "difference", group=numbers))
        columns.append(Column("delivered_share", sentence("programme-share-delivered", lang), "share", group=numbers))
    for name, code in zip(SHARES, ("programme-within", "programme-later", "programme-beyond"), strict=True):
        shown = Column(name, sentence(code, lang), "share", programme.decimals, group=waiting)
        columns += [shown] if name in there else []
    columns += [Column("n", "n", group=waiting)] if there & set(SHARES) else []
    caption = sentence("programme-caption", lang, periods=", ".join(period_label(p, lang) for p in periods))
    notes = tuple(_notes(programme, rows, there, least, lang))
    return Spec(
        caption, tuple(columns), tuple(found), notes=notes, source=source_line(programme.source, lang), lang=lang
    )


def _row(row: Row, programme: Programme, lang: Lang, least: int, *, several: bool) -> Row:
    """Return a row as it is printed: what is not known is blank, a share of few households is not told."""
    whole, main = row["main_group"] == ALL, row["group"] == ALL
    name = headings(lang)["total"] if whole else group_label(row["main_group"] if main else row["name"], lang)
    if row["unit"] == "persons":
        name = sentence("programme-persons", lang, name=name)
    few = not programme.published and not main and (row["n"] or 0) < least
    blank: dict[str, Any] = {key: "" for key in ("agreed", "difference", "delivered_share", "n") if row[key] is None}
    blank |= {key: "" if not row["n"] and row[key] is None else "." if few else row[key] for key in SHARES}
    if programme.published:
        blank |= {key: notation.NIL for key in SHARES if row[key] is None}
    shown = {**row, **blank, "name": name if main else f"– {name}", "code": row["group"]}
    return shown | ({"period": period_label(row["period"], lang)} if several else {})


def _target(programme: Programme, period: str, lang: Lang) -> Row:
    """Return the row of what counts toward the target."""
    counted, target = programme.counted(period), programme.target or 0
    told = {"agreed": target, "delivered": counted, "difference": None if counted is None else counted - target}
    share = None if counted is None else counted / target
    name = sentence("programme-target-row", lang, target=notation.number(target, lang=lang))
    blank = dict.fromkeys((*SHARES, "n"), "")
    return {"name": name, "period": period_label(period, lang), **told, "delivered_share": share, **blank}


def _notes(programme: Programme, rows: list[Row], there: set[str], least: int, lang: Lang) -> list[str]:
    found = [sentence("programme-note-published", lang)] if programme.published else []
    if there & set(SHARES):
        found.append(sentence("programme-note-wait", lang))
        found += [] if programme.published else [sentence("programme-note-few", lang, least=least)]
    persons = any(row["unit"] == "persons" for row in rows)
    return [*found, *([sentence("programme-note-persons", lang)] if persons else [])]
