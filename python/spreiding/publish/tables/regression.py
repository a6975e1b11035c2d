"""A regression on paper: the short table of the note, the full table, what to say beside it, and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spreiding.publish.charts.bars import in_language, styled
from spreiding.publish.labels import count_of, noun_of
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.publish.tables.table import to_great_tables
from spreiding.words.notation import number, say

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.regression.result import Regression

#: Fewer areas per predictor than this make a fit depend on single areas (Harrell 2015, section 4.4).
FEW = 15
#: Variance inflation above which a coefficient hangs together with others (Belsley, Kuh & Welsch 1980).
INFLATED = 10


def label(fit: Regression, term: str, lang: Lang) -> str:
    """Return the words for a term."""
    if term == "constant":
        return say(lang, "Constante", "Constant")
    return fit.inputs.labels.get(term, term) if fit.inputs is not None else term


def caption(fit: Regression, lang: Lang) -> str:
    """Return the title of a table."""
    y = fit.inputs.y.name if fit.inputs is not None else fit.caption.split(" from ")[0].removeprefix("OLS of ")
    y = label(fit, y, lang)
    return say(lang, f"Regressieanalyse van {y}", f"Regression of {y}")


def _rows(fit: Regression, lang: Lang) -> tuple[Row, ...]:
    return tuple({**row, "label": label(fit, row["term"], lang)} for row in fit.coefficients.to_dicts())


def _numbers(fit: Regression, lang: Lang) -> tuple[str, ...]:
    lines = [f"N = {number(fit.n, lang=lang)}"]
    if fit.r2 is not None:
        lines.append(f"R² = {number(fit.r2, 3, lang=lang)}")
    if fit.dispersion is not None:
        word = say(lang, "overdispersie", "overdispersion")
        lines.append(f"{word} = {number(fit.dispersion, 3, lang=lang)}")
    return tuple(lines)


def note_spec(fit: Regression, *, lang: Lang = "nl") -> Spec:
    """Shape as Table 3.4 of the note (SPSS): beta and significance, N and R² below."""
    logit = "effect" in fit.coefficients.columns
    effect = say(lang, "effect (procentpunt)", "effect (percentage points)")
    size = Column("effect", effect, "share_difference", 3) if logit else Column("beta", "Beta", decimals=3)
    columns = (Column("label", "", "text"), size, Column("p", "Sig.", decimals=3))
    key = "effect" if logit else "beta"
    rows = tuple({**row, key: "" if row["term"] == "constant" else row[key]} for row in _rows(fit, lang))
    notes = (*_numbers(fit, lang), *caveats(fit, lang=lang))
    return Spec(caption(fit, lang), columns, rows, notes=notes, name="regressie", lang=lang)


def full_spec(fit: Regression, *, lang: Lang = "nl") -> Spec:
    """Return every number of the coefficients, the fit below."""
    bounds = say(lang, "betrouwbaarheidsinterval", "confidence interval")
    words = {
        "b": "B", "se": say(lang, "standaardfout", "standard error"), "beta": "Beta",
        "t": "t", "p": "Sig.", "lower": say(lang, "onder", "lower"), "upper": say(lang, "boven", "upper"),
        "vif": "VIF", "partial": say(lang, "partiële r", "partial r"),
        "semipartial": say(lang, "semipartiële r", "semipartial r"),
        "effect": say(lang, "effect (procentpunt)", "effect (percentage points)"),
    }  # fmt: skip
    columns = [Column("label", "", "text")]
    for key in fit.coefficients.columns:
        if key in words:
            kind = "share_difference" if key == "effect" else "number"
            group = bounds if key in {"lower", "upper"} else ""
            columns.append(Column(key, words[key], kind, 3, group=group))  # type: ignore[arg-type]
    extra = [
        f"F = {number(fit.f, 2, lang=lang)} (p = {number(fit.f_p, 3, lang=lang)})" if fit.f is not None else "",
        f"{say(lang, 'gecorrigeerde', 'adjusted')} R² = {number(fit.adjusted_r2, 3, lang=lang)}"
        if fit.adjusted_r2 is not None
        else "",
    ]
    notes = (*_numbers(fit, lang), *filter(None, extra), *caveats(fit, lang=lang))
    return Spec(caption(fit, lang), tuple(columns), _rows(fit, lang), notes=notes, name="regressie_volledig", lang=lang)


def caveats(fit: Regression, *, lang: Lang = "nl") -> list[str]:
    """Return what a reader must know beside the table, one plain sentence each."""
    if fit.inputs is None:
        return []
    found = []
    terms = [column.name for column in fit.inputs.x]
    if fit.exact:
        found.append(say(lang, "Het model past precies; t en Sig. bestaan dan niet.", "The fit is exact: no t and p."))
    codes = fit.inputs.codes().to_list()
    one, many = (noun_of(codes, lang, n) for n in (1, 2))
    every = "Elke" if one in {"wijk", "buurt"} else "Elk"
    dropped = fit.dropped.height
    if dropped:
        takes = say(lang, "doet", "does") if dropped == 1 else say(lang, "doen", "do")
        found.append(
            say(
                lang,
                f"{count_of(dropped, codes, lang)} {takes} niet mee: te weinig verhuringen of een ontbrekend kenmerk.",
                f"{count_of(dropped, codes, lang)} {takes} not take part: too few rentals or a missing characteristic.",
            )
        )
    if fit.model == "ols" and fit.inputs.rentals is not None:
        found.append(
            say(
                lang,
                f"{every} {one} telt even zwaar, ook een {one} met weinig verhuringen.",
                f"Every {one} weighs the same, also one with few rentals.",
            )
        )
    for term in fit.inputs.shared:
        name = label(fit, term, lang)
        found.append(
            say(
                lang,
                f"Het aantal verhuringen staat in de noemer van de uitkomst en in de teller van {name}: een negatief "
                "verband tussen die twee kan daardoor vanzelf ontstaan.",
                f"The number of rentals is the denominator of the outcome and the numerator of {name}: a negative "
                "relation between them can arise by that alone.",
            )
        )
    if fit.n < FEW * len(terms):
        found.append(
            say(
                lang,
                f"{len(terms)} kenmerken op {fit.n} {many} is veel: de uitkomst hangt af van enkele {many}.",
                f"{len(terms)} characteristics on {fit.n} {many} are many: the outcome depends on a few {many}.",
            )
        )
    inflated = [row["term"] for row in fit.coefficients.to_dicts() if (row["vif"] or 0) > INFLATED]
    if inflated:
        names = ", ".join(label(fit, term, lang) for term in inflated)
        found.append(say(lang, f"Deze kenmerken overlappen sterk: {names}.", f"These overlap strongly: {names}."))
    found += [f"{label(fit, term, lang)}: {text}" for term, text in fit.inputs.sources.items()]
    return found


def coefficient_chart(fit: Regression, *, lang: Lang = "nl") -> Any:
    """Draw the standardised coefficients (effects, for a logit) with their confidence intervals."""
    import altair as alt  # noqa: PLC0415  heavy
    import polars as pl  # noqa: PLC0415

    frame = fit.coefficients.filter(pl.col("term") != "constant")
    logit = "effect" in frame.columns
    if logit:
        value, se = pl.col("effect") * 100, pl.col("effect_se") * 100
    elif "beta_se" in frame.columns:
        value, se = pl.col("beta"), pl.col("beta_se")
    else:
        value, se = pl.col("beta"), (pl.col("beta") * pl.col("se") / pl.col("b")).abs()
    # Bounds are b -/+ z se on every model; z follows from them where b has them.
    z = (pl.col("upper") - pl.col("b")) / pl.col("se") if frame["upper"].null_count() == 0 else pl.lit(1.96)
    data = frame.select(
        term=pl.Series([label(fit, term, lang) for term in frame["term"]]),
        value=value, lower=value - z * se, upper=value + z * se,
    )  # fmt: skip
    effect = say(lang, "effect (procentpunt)", "effect (percentage points)")
    title = effect if logit else say(lang, "gestandaardiseerde coëfficiënt (beta)", "standardised coefficient (beta)")
    base = alt.Chart(data).encode(y=alt.Y("term:N", sort=None, title=None, axis=alt.Axis(labelLimit=320)))
    zero = alt.Chart(pl.DataFrame({"zero": [0]})).mark_rule(color="#767676").encode(x="zero:Q")
    x = alt.X("lower:Q", title=title, axis=alt.Axis(**in_language(lang)))
    lines = base.mark_rule(color="#004699", strokeWidth=2).encode(x=x, x2="upper:Q")
    points = base.mark_point(color="#004699", filled=True, size=70, opacity=1).encode(x="value:Q")
    clear = [row["term"] for row in data.to_dicts() if row["lower"] * row["upper"] > 0]
    names = ", ".join(clear) or say(lang, "geen enkel kenmerk", "no characteristic")
    words = say(
        lang,
        f"Coëfficiënten met betrouwbaarheidsinterval. Het interval sluit nul uit bij: {names}.",
        f"Coefficients with confidence intervals. The interval excludes zero for: {names}.",
    )
    return styled((zero + lines + points).properties(width=380, height=alt.Step(28)), description=words)


def full_table(fit: Regression, *, lang: Lang = "nl") -> Any:
    """Show every number of the coefficients."""
    return to_great_tables(full_spec(fit, lang=lang))
