"""Records that were read, and target groups, as tables: their names in place of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.publish.labels import group_label, headings, source_line
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.words import notation
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.records.groups import TargetGroups
    from spreiding.records.rentals import Rentals


def rentals_spec(rentals: Rentals, *, lang: Lang = "nl") -> Spec:
    """Shape records as the number of each target group that occurs, the regular lettings last."""
    names = {row["code"]: row for row in rentals.groups.to_dicts()}
    told = [row for row in rentals.to_dicts() if row["records"]]
    rows = [_row(row, names.get(row["code"], {}), lang) for row in sorted(told, key=lambda row: row["code"] is None)]
    columns = (*_columns(lang), Column("records", headings(lang)["rentals"]))
    caption = sentence("shown-as-rentals", lang, n=notation.number(rentals.rows, lang=lang),
                       period=notation.span(*rentals.period, lang=lang))  # fmt: skip
    return Spec(caption, columns, tuple(rows), source=source_line(rentals.source, lang), lang=lang)


def groups_spec(groups: TargetGroups, *, lang: Lang = "nl") -> Spec:
    """Shape target groups: what each is called, its main group, and what it counts as."""
    rows = [_row(row, row, lang) for row in groups.to_dicts()]
    caption = sentence("shown-as-groups", lang, name=groups.name)
    return Spec(
        caption, (Column("code", sentence("notebook-code", lang), "text"), *_columns(lang)), tuple(rows), lang=lang
    )


def _columns(lang: Lang) -> tuple[Column, ...]:
    return tuple(
        Column(key, sentence(f"notebook-{key.replace('_', '-')}", lang), "text")
        for key in ("name", "main_group", "role")
    )


def _row(row: Row, known: Row, lang: Lang) -> Row:
    """Return a target group in words; a letting without one is a regular one."""
    role = row["role"] or "regular"
    english = known.get("name_en") if lang == "en" else None
    name: Any = english or known.get("name") or row["code"] or sentence("shown-no-group", lang)
    main = group_label(row["main_group"], lang) if row["main_group"] else "-"
    return {**row, "name": name, "main_group": main, "role": sentence(f"notebook-role-{role}", lang)}
