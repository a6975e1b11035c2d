"""A crosswalk as a table: which part of each area goes where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.publish.tables.spec import Column, Spec
from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.counts.crosswalk import Crosswalk


def crosswalk_spec(crosswalk: Crosswalk, *, lang: Lang = "nl") -> Spec:
    """Shape a crosswalk: a row per part, with its weight and its share of the area it comes from."""
    columns = (
        Column("source", crosswalk.source, "text"),
        Column("target", crosswalk.target, "text"),
        Column("weight", crosswalk.weight),
        Column("share", sentence("crosswalk-share", lang, source=crosswalk.source), "share", 1),
    )
    told = {"source": crosswalk.source, "target": crosswalk.target, "weight": crosswalk.weight}
    rows = tuple(crosswalk.to_polars().to_dicts())
    return Spec(sentence("crosswalk-caption", lang, **told), columns, rows, lang=lang)
