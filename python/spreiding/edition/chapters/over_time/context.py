"""Context: maps of the characteristics that the study names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from spreiding.edition import naming
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.chapters.over_time.maps import context_map
from spreiding.edition.keys import said
from spreiding.edition.parts import Block, Section, Text

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section | None:
    """Draw each characteristic of ``[covariates] maps`` in its last year; say of those that cannot be drawn why."""
    study = run.study
    if not study.context:
        return None
    blocks: list[Block] = []
    for name in study.context:
        label = said(study.labels.get(name), lang) or name
        values, year = of_last_year(study.covariates, name)
        figure = context_map(run, values, label, year, lang) if values else None
        blocks.append(figure or Text(say(run, "context-none", label=label), "notice"))
    intro = say(run, "context-intro", nouns=naming.noun(run, naming.BASE, 2))
    return Section("context", say(run, "title-context"), (Text(intro), *blocks))


def of_last_year(covariates: pl.DataFrame | None, name: str) -> tuple[dict[str, float], str]:
    """Return the values of a characteristic in the last year that has some, and that year where it is told."""
    if covariates is None or name not in covariates.columns or not covariates.schema[name].is_numeric():
        return {}, ""
    known = covariates.filter(pl.col(name).is_not_null() & pl.col(name).cast(pl.Float64).is_finite())
    if not known.height:
        return {}, ""
    year = ""
    if "year" in known.columns:
        latest = known.get_column("year").max()
        known, year = known.filter(pl.col("year") == latest), str(latest)
    return {str(area): float(value) for area, value in known.select("area", name).iter_rows()}, year
