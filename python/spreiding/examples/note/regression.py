"""Relation with characteristics of areas: Table 3.4, refitted, and whether it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from spreiding.areas.schemes import in_note_order
from spreiding.base.errors import InvalidInputError
from spreiding.disclosure.figures import p_class, with_share
from spreiding.disclosure.symbols import LEAST_AREAS, LEAST_FREEDOM
from spreiding.edition.parts import Block, Figure, Items, Section, Table, Text
from spreiding.publish.labels import area_label, names_of, source_line
from spreiding.publish.tables.regression import coarse_spec, coefficient_chart, full_spec, label, note_spec
from spreiding.publish.tables.spec import Column, Spec
from spreiding.regression.fit import regress
from spreiding.words.catalogue import sentence
from spreiding.words.notation import number

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures
    from spreiding.edition.run import Run
    from spreiding.regression.result import Regression

#: The predictors of the note in its order.
PREDICTORS = (
    "welfare",
    "support_clients",
    "association_share",
    "woz_per_m2",
    "neighbourhood_mark",
    "small_dwellings",
    "turnover",
)
#: Least number of rentals of an area that takes part (note, chapter 4).
LEAST = 10


def fit_note(found: Figures, lang: Lang) -> Regression | None:
    """Refit Table 3.4 on the study; None where it has no characteristics, or too few areas have them all.

    The shares are the exact ones. On a protected page the areas are those whose share it prints: their number tells
    nothing new, where 10 rentals or more would tell that an area with "10 of minder" had 10.
    """
    covariates: pl.DataFrame | None = getattr(found.study, "covariates", None)
    if covariates is None:
        return None
    x = [name for name in PREDICTORS if name in covariates.columns]
    shares = found.exact.to_polars().filter(pl.col("group") == "all")
    if found.protected:
        shares = shares.filter(pl.col("area").is_in(with_share(found.districts)))
    data = shares.select("area", "rentals", "share_of_rentals").join(covariates, on="area", how="inner")
    words = {name: sentence(f"ois-predictor-{name}".replace("_", "-"), lang) for name in PREDICTORS}
    words["share_of_rentals"] = sentence("the-share", lang)
    if not x:
        return None
    try:
        fit = regress(data, "share_of_rentals", x, area="area", min_rentals=LEAST, labels=words)
    except InvalidInputError:  # fewer areas than coefficients: a small city, or one borough
        return None
    return None if found.protected and (fit.df < LEAST_FREEDOM or fit.n < LEAST_AREAS) else fit


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the table, the coefficients with their intervals, and the areas the outcome hangs on."""
    found = run.figures
    fit = fit_note(found, lang)
    if fit is None:
        return None
    source = source_line(found.districts.counts.source, lang)
    shape = coarse_spec if found.protected else note_spec
    blocks: list[Block] = [
        Text(_compared(found, fit, lang)),
        Table(replace(shape(fit, lang=lang), source=source), number=sentence("table-number", lang, n="3.4")),
    ]
    lines = _leading(found, fit, lang)
    if lines:
        blocks += [
            Text(sentence("ois-regression-few", lang)),
            Items(lines),
        ]
    else:
        blocks.append(Text(sentence("ois-regression-none", lang)))
    chart = coefficient_chart(fit, lang=lang, decimals=2 if found.protected else None)
    title = sentence("ois-regression-intervals", lang)
    blocks.append(
        Figure(
            chart=chart,
            number="",
            caption=title,
            alt=str(chart.description),
            legend=(),
            data=replace((coarse_spec if found.protected else full_spec)(fit, lang=lang), source=source),
            source=source,
        )
    )
    tests = replace(_tests(fit, lang, coarse=found.protected), source=source)
    blocks.append(Table(tests, folded=True, sheet=sentence("ois-regression-tests", lang)))
    return Section("regressie", sentence("ois-regression-title", lang), tuple(blocks))


def _compared(found: Figures, fit: Regression, lang: Lang) -> str:
    """Say which areas the model compares, and how to read it."""
    which = "shown" if found.protected else "least"
    sig = number(0.05, 2, lang=lang)
    return sentence("ois-regression-text", lang, n=fit.n, which=which, least=LEAST, sig=sig)


def _leading(found: Figures, fit: Regression, lang: Lang) -> tuple[str, ...]:
    """Name the areas whose removal changes the outcome; what it becomes then only on a page that protects nothing.

    The same model with and without an area tells what the area itself is like.
    """
    if not found.protected:
        return tuple(_in_words(fit, line, lang) for line in fit.robustness(lang=lang))
    names = names_of(found.exact.counts.areas)
    codes = fit.influential().get_column("area").unique(maintain_order=True).to_list()
    return tuple(area_label(code, names, lang) for code in in_note_order(codes))


def _in_words(fit: Regression, line: str, lang: Lang) -> str:
    for term in PREDICTORS:
        line = line.replace(f" {term} ", f" {label(fit, term, lang)} ")
    return line


def _tests(fit: Regression, lang: Lang, *, coarse: bool) -> Spec:
    """Shape the tests of the residuals; ``coarse`` tells only in which class each p lies."""
    words = {
        "breusch_pagan": sentence("ois-test-breusch-pagan", lang),
        "white": sentence("ois-test-white", lang),
        "jarque_bera": sentence("ois-test-jarque-bera", lang),
        "reset": sentence("ois-test-reset", lang),
    }
    test = Column("test", sentence("ois-tests-name", lang), "text")
    found = fit.diagnostics().to_dicts()
    if coarse:
        columns: tuple[Column, ...] = (test, Column("p", "Sig.", "text"))
        rows = tuple({"test": words[row["test"]], "p": p_class(row["p"], lang=lang)} for row in found)
    else:
        statistic = Column("statistic", sentence("ois-tests-statistic", lang), decimals=2)
        columns = (test, statistic, Column("p", "Sig.", decimals=3))
        rows = tuple({**row, "test": words[row["test"]]} for row in found)
    caption = sentence("ois-tests-caption", lang)
    return Spec(caption, columns, rows, name="regressie_toetsen", lang=lang)
