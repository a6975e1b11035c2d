"""Relation with characteristics of areas: Table 3.4, refitted, and whether it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from spreiding.areas.schemes import in_note_order
from spreiding.base.errors import InvalidInputError
from spreiding.disclosure.symbols import LEAST_FREEDOM
from spreiding.edition.parts import Block, Figure, Items, Section, Table, Text
from spreiding.publish.labels import area_label, names_of, source_line
from spreiding.publish.tables.regression import coefficient_chart, full_spec, label, note_spec
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

    The shares are the exact ones: coefficients over many areas tell of none of them.
    """
    covariates: pl.DataFrame | None = getattr(found.study, "covariates", None)
    if covariates is None:
        return None
    x = [name for name in PREDICTORS if name in covariates.columns]
    shares = found.exact.to_polars().filter(pl.col("group") == "all")
    data = shares.select("area", "rentals", "share_of_rentals").join(covariates, on="area", how="inner")
    words = {name: say(lang, *pair) for name, pair in PREDICTORS.items()}
    words["share_of_rentals"] = say(lang, "het aandeel toewijzingen in de verhuringen", "the share of rentals")
    if not x:
        return None
    try:
        fit = regress(data, "share_of_rentals", x, area="area", min_rentals=LEAST, labels=words)
    except InvalidInputError:  # fewer areas than coefficients: a small city, or one borough
        return None
    return None if found.protected and fit.df < LEAST_FREEDOM else fit


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show the table, the coefficients with their intervals, and the areas the outcome hangs on."""
    found = run.figures
    fit = fit_note(found, lang)
    if fit is None:
        return None
    source = source_line(found.districts.counts.source, lang)
    blocks: list[Block] = [
        Text(
            say(
                lang,
                f"Hangt het aandeel toewijzingen samen met kenmerken van een wijk? Het model vergelijkt {fit.n} wijken "
                f"met {LEAST} of meer verhuringen. Een kenmerk hangt samen met het aandeel als Sig. kleiner is dan "
                f"{number(0.05, 2, lang=lang)}. Een verband is geen oorzaak.",
                f"Is the share of allocations related to characteristics of a district? The model compares {fit.n} districts "
                f"with {LEAST} rentals or more. A characteristic is related where Sig. is below "
                f"{number(0.05, 2, lang=lang)}. A relation is no cause.",
            )
        ),
        Table(replace(note_spec(fit, lang=lang), source=source), number=say(lang, "Tabel 3.4", "Table 3.4")),
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
    chart = coefficient_chart(fit, lang=lang)
    title = say(lang, "Coëfficiënten met hun 95%-interval", "Coefficients with their 95% intervals")
    blocks.append(
        Figure(
            chart=chart,
            number="",
            caption=title,
            alt=str(chart.description),
            legend=(),
            data=replace(full_spec(fit, lang=lang), source=source),
            source=source,
        )
    )
    tests = replace(_tests(fit, lang), source=source)
    blocks.append(Table(tests, folded=True, sheet=say(lang, "regressie toetsen", "regression tests")))
    return Section(
        "regressie", say(lang, "Verband met kenmerken van wijken", "Relation with characteristics"), tuple(blocks)
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


def _tests(fit: Regression, lang: Lang) -> Spec:
    """Shape the tests of the residuals."""
    words = {
        "breusch_pagan": say(lang, "Breusch–Pagan: spreiding hangt af van kenmerken", "Breusch–Pagan: uneven variance"),
        "white": say(lang, "White: spreiding hangt af van kenmerken en producten", "White: uneven variance"),
        "jarque_bera": say(lang, "Jarque–Bera: residuen niet normaal", "Jarque–Bera: residuals not normal"),
        "reset": say(lang, "RESET: verband geen rechte lijn", "RESET: relation not a straight line"),
    }
    columns = (
        Column("test", say(lang, "toets", "test"), "text"),
        Column("statistic", say(lang, "toetsgrootheid", "statistic"), decimals=2),
        Column("p", "Sig.", decimals=3),
    )
    rows = tuple({**row, "test": words[row["test"]]} for row in fit.diagnostics().to_dicts())
    caption = say(lang, "Toetsen op de residuen van het model", "Tests of the residuals of the model")
    return Spec(caption, columns, rows, name="regressie_toetsen", lang=lang)
