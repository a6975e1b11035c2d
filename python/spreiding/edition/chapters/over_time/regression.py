"""Relation with characteristics of areas, per period and pooled: the table, the conclusion, who is missing and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding.counts.counts import ALL
from spreiding.disclosure.figures import p_class
from spreiding.edition import naming
from spreiding.edition.chapters.over_time import common
from spreiding.edition.chapters.over_time.common import say
from spreiding.edition.models import LEAST, POOLED, Fits, Gap, label
from spreiding.edition.parts import Block, Items, Section, Table, Text
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.words import notation

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.run import Run
    from spreiding.regression.result import Regression

#: A characteristic is related where p is below this.
ALPHA = 0.05


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the models, or say why there are none; a study without characteristics has no such chapter."""
    if run.study.covariates is None:
        return None
    fits = run.over_time.fits
    blocks: list[Block] = [Text(_intro(run))]
    if fits.models:
        blocks += [
            Text(in_words(run), "lead"),
            Table(_spec(run, fits)),
            *_leading(run, fits, lang),
            *_who_is_missing(run, fits),
        ]
    reasons = tuple(dict.fromkeys(_reason(run, gap) for gap in fits.gaps))
    if reasons:
        blocks += [Text(say(run, "regression-gaps")), Items(reasons)]
    return Section("regressie", say(run, "title-regression", nouns=naming.noun(run, naming.BASE, 2)), tuple(blocks))


def _reason(run: Run, gap: Gap) -> str:
    """Write why a model or a predictor is missing."""
    data = dict(gap.data)
    if gap.period:
        data["period"] = _period(run, gap.period)
    if gap.code == "regression-too-few":
        data["nouns"] = naming.number_of(run, naming.BASE, data.pop("n"))
    elif gap.code == "regression-no-areas":
        data["noun"] = naming.noun(run, naming.BASE)
    elif gap.code == "regression-hidden":
        data["nouns"] = naming.noun(run, naming.BASE, 2)
    return say(run, gap.code, **data)


def _period(run: Run, code: str) -> str:
    return say(run, "pooled-periods") if code == POOLED else naming.period(run, code)


def _intro(run: Run) -> str:
    which = say(run, "regression-shown") if run.protected else say(run, "regression-least", n=LEAST)
    return say(run, "regression-intro", noun=naming.noun(run, naming.BASE), nouns=naming.noun(run, naming.BASE, 2), which=which,
               alpha=notation.number(ALPHA, 2, lang=run.lang))  # fmt: skip


def in_words(run: Run) -> str:
    """Say in one sentence which characteristics are related to the share, and in how many periods."""
    fits = run.over_time.fits
    periods = [code for code in fits.models if code != POOLED]
    lines = []
    for name in fits.predictors:
        found = [code for code in periods if _p(fits.models[code], name) < ALPHA]
        if len(found) * 2 > len(periods):
            up = sum(_beta(fits.models[code], name) > 0 for code in found)
            word = "related-up" if up * 2 > len(found) else "related-down"
            lines.append(say(run, word, name=label(run, name), n=len(found), of=len(periods)))
    if not lines:
        return say(run, "regression-nothing", of=len(periods))
    return say(run, "regression-conclusion", lines=common.listing(run, lines, 8))


def _row(fit: Regression, name: str) -> dict[str, Any] | None:
    found = fit.coefficients.filter(pl.col("term") == name)
    return found.row(0, named=True) if found.height else None


def _p(fit: Regression, name: str) -> float:
    row = _row(fit, name)
    return 1.0 if row is None or row["p"] is None else float(row["p"])


def _beta(fit: Regression, name: str) -> float:
    row = _row(fit, name)
    return 0.0 if row is None or row["beta"] is None else float(row["beta"])


def _spec(run: Run, fits: Fits) -> Spec:
    """Return the standardised coefficients: a characteristic per row, a model per pair of columns."""
    columns = [Column("term", say(run, "column-characteristic"), "text")]
    for code in fits.models:
        heading = say(run, "pooled-periods") if code == POOLED else naming.period(run, code)
        columns += [
            Column(f"beta {code}", "beta", decimals=2, group=heading),
            Column(f"p {code}", "p", "text", group=heading),
        ]
    rows: list[Row] = [{"term": label(run, name)} for name in fits.predictors]
    for line, name in zip(rows, fits.predictors, strict=True):
        for code, fit in fits.models.items():
            row = _row(fit, name)
            line[f"beta {code}"] = "" if row is None or row["beta"] is None else round(row["beta"], 2)
            line[f"p {code}"] = "" if row is None else _told(run, row["p"])
    for heading, value in (
        ("R²", lambda fit: round(fit.r2, 2)),
        (say(run, "row-areas", nouns=naming.noun(run, naming.BASE, 2)), lambda fit: float(fit.n)),
    ):
        line = {"term": heading}
        for code, fit in fits.models.items():
            n = value(fit)
            line |= {f"beta {code}": n if heading == "R²" else common.number(run, n), f"p {code}": ""}
        rows.append(line)
    caption = say(run, "caption-regression", nouns=naming.noun(run, naming.BASE, 2), period=common.title_period(run))
    notes = (say(run, "note-beta"), say(run, "note-regression", nouns=naming.noun(run, naming.BASE, 2)))
    return Spec(
        caption, tuple(columns), tuple(rows), notes=notes, source=common.source(run), name="regressie", lang=run.lang
    )


def _told(run: Run, p: float | None) -> str:
    return p_class(p, lang=run.lang) if run.protected else common.p_text(run, p)


def _leading(run: Run, fits: Fits, lang: Lang) -> list[Block]:
    """Name the areas that an effect hangs on, in the last model and the pooled one."""
    codes = [code for code in (*list(fits.models)[-2:-1], POOLED) if code in fits.models]
    lines = []
    for code in dict.fromkeys(codes):
        found = fits.models[code].influential().get_column("area").unique(maintain_order=True).to_list()
        if found:
            period = say(run, "pooled-periods") if code == POOLED else naming.period(run, code)
            places = [naming.label(run.figures.districts, area, lang) for area in sorted(found)]
            lines.append(say(run, "leading-in", period=period, places=common.listing(run, places, 8)))
    if not lines:
        return [Text(say(run, "leading-none", noun=naming.noun(run, naming.BASE)))]
    return [Text(say(run, "leading-some", nouns=naming.noun(run, naming.BASE, 2))), Items(tuple(lines))]


def _who_is_missing(run: Run, fits: Fits) -> list[Block]:
    """Say how many areas with rentals take no part in the last model, and for which reason."""
    last = [code for code in fits.models if code != POOLED][-1:]
    if not last or run.protected:
        return []
    fit, key = fits.models[last[0]], str(run.figures.kind)
    frame = run.figures.exact.to_polars().filter(
        (pl.col("group") == ALL) & (pl.col(key) == last[0]) & (pl.col("rentals") > 0)
    )
    few = frame.filter(pl.col("rentals") < LEAST).height
    out = frame.height - fit.n - few
    lines = [say(run, "missing-few", n=few, least=LEAST)] if few else []
    lines += [say(run, "missing-values", n=out)] if out > 0 else []
    if not lines:
        return []
    return [Text(say(run, "missing-areas", period=naming.period(run, last[0]), nouns=naming.noun(run, naming.BASE, 2))),
            Items(tuple(lines))]  # fmt: skip
