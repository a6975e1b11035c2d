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
from spreiding.words.notation import number, say

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.figures import Figures
    from spreiding.edition.run import Run
    from spreiding.regression.result import Regression

#: The predictors of the note in its order, and their words.
PREDICTORS = {
    "welfare": ("% bijstand trede 1 en 2", "% on welfare, far from work"),
    "support_clients": ("% cliënten AO/DB", "% clients of support and day care"),
    "association_share": ("% corporatiehuur", "% association stock"),
    "woz_per_m2": ("gemiddelde WOZ-waarde per m2", "mean property value per m2"),
    "neighbourhood_mark": ("rapportcijfer voor de buurt", "mark for the neighbourhood"),
    "small_dwellings": ("% woningen tot 60 m2", "% dwellings up to 60 m2"),
    "turnover": ("% verhuringen van corporatiewoningen", "% rentals of association stock"),
}
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
    words = {name: say(lang, *pair) for name, pair in PREDICTORS.items()}
    words["share_of_rentals"] = say(lang, "het aandeel toewijzingen in de verhuringen", "the share of rentals")
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
        Table(replace(shape(fit, lang=lang), source=source), number=say(lang, "Tabel 3.4", "Table 3.4")),
    ]
    lines = _leading(found, fit, lang)
    if lines:
        blocks += [
            Text(say(lang, "De uitkomst hangt af van enkele wijken:", "The outcome depends on a few districts:")),
            Items(lines),
        ]
    else:
        blocks.append(
            Text(say(lang, "Geen enkele wijk bepaalt de uitkomst.", "No single district decides the outcome."))
        )
    chart = coefficient_chart(fit, lang=lang, decimals=2 if found.protected else None)
    title = say(lang, "Coëfficiënten met hun 95%-interval", "Coefficients with their 95% intervals")
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
    blocks.append(Table(tests, folded=True, sheet=say(lang, "regressie toetsen", "regression tests")))
    return Section(
        "regressie", say(lang, "Verband met kenmerken van wijken", "Relation with characteristics"), tuple(blocks)
    )


def _compared(found: Figures, fit: Regression, lang: Lang) -> str:
    """Say which areas the model compares, and how to read it."""
    which = say(lang, f"met {LEAST} of meer verhuringen", f"with {LEAST} rentals or more")
    if found.protected:
        which = say(lang, "waarvan het aandeel getoond wordt", "whose share is shown")
    return say(
        lang,
        f"Hangt het aandeel toewijzingen samen met kenmerken van een wijk? Het model vergelijkt {fit.n} wijken {which}. "
        f"Een kenmerk hangt samen met het aandeel als Sig. kleiner is dan {number(0.05, 2, lang=lang)}. Een verband is "
        "geen oorzaak.",
        f"Is the share of allocations related to characteristics of a district? The model compares {fit.n} districts "
        f"{which}. A characteristic is related where Sig. is below {number(0.05, 2, lang=lang)}. A relation is no cause.",
    )


def _leading(found: Figures, fit: Regression, lang: Lang) -> tuple[str, ...]:
    """Name the areas whose removal changes the outcome; what it becomes then only on a page that protects nothing.

    The same model with and without an area tells what the area itself is like.
    """
    if not found.protected:
        return tuple(_in_words(fit, line, lang) for line in fit.robustness(lang=lang))
    names = names_of(found.exact.counts.areas)
    codes = fit.influential().get_column("area").unique(maintain_order=True).to_list()
    return tuple(area_label(code, names) for code in in_note_order(codes))


def _in_words(fit: Regression, line: str, lang: Lang) -> str:
    for term in PREDICTORS:
        line = line.replace(f" {term} ", f" {label(fit, term, lang)} ")
    return line


def _tests(fit: Regression, lang: Lang, *, coarse: bool) -> Spec:
    """Shape the tests of the residuals; ``coarse`` tells only in which class each p lies."""
    words = {
        "breusch_pagan": say(lang, "Breusch–Pagan: spreiding hangt af van kenmerken", "Breusch–Pagan: uneven variance"),
        "white": say(lang, "White: spreiding hangt af van kenmerken en producten", "White: uneven variance"),
        "jarque_bera": say(lang, "Jarque–Bera: residuen niet normaal", "Jarque–Bera: residuals not normal"),
        "reset": say(lang, "RESET: verband geen rechte lijn", "RESET: relation not a straight line"),
    }
    test = Column("test", say(lang, "toets", "test"), "text")
    found = fit.diagnostics().to_dicts()
    if coarse:
        columns: tuple[Column, ...] = (test, Column("p", "Sig.", "text"))
        rows = tuple({"test": words[row["test"]], "p": p_class(row["p"], lang=lang)} for row in found)
    else:
        statistic = Column("statistic", say(lang, "toetsgrootheid", "statistic"), decimals=2)
        columns = (test, statistic, Column("p", "Sig.", decimals=3))
        rows = tuple({**row, "test": words[row["test"]]} for row in found)
    caption = say(lang, "Toetsen op de residuen van het model", "Tests of the residuals of the model")
    return Spec(caption, columns, rows, name="regressie_toetsen", lang=lang)
