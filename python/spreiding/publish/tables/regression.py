"""Regression in print: the short table of the note, the full table, caveats and a chart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spreiding.disclosure.figures import p_class
from spreiding.disclosure.symbols import mark
from spreiding.publish.charts.style import in_language, marked, styled
from spreiding.publish.labels import count_of, noun_of
from spreiding.publish.tables.spec import Column, Row, Spec
from spreiding.publish.tables.table import to_great_tables
from spreiding.words.catalogue import sentence
from spreiding.words.notation import number

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.regression.result import Regression

#: Fewer areas per predictor than this make a fit depend on single areas (Harrell 2015, section 4.4).
FEW = 15
#: Variance inflation above which collinearity is reported (Belsley, Kuh & Welsch 1980).
INFLATED = 10


def label(fit: Regression, term: str, lang: Lang) -> str:
    """Return the words for a term."""
    if term == "constant":
        return sentence("regression-constant", lang)
    return fit.inputs.labels.get(term, term) if fit.inputs is not None else term


def caption(fit: Regression, lang: Lang) -> str:
    """Return the title of a table."""
    y = fit.inputs.y.name if fit.inputs is not None else fit.caption.split(" from ")[0].removeprefix("OLS of ")
    return sentence("regression-title", lang, y=label(fit, y, lang))


def _rows(fit: Regression, lang: Lang) -> tuple[Row, ...]:
    return tuple({**row, "label": label(fit, row["term"], lang)} for row in fit.coefficients.to_dicts())


def _numbers(fit: Regression, lang: Lang, decimals: int = 3) -> tuple[str, ...]:
    lines = [f"N = {number(fit.n, lang=lang)}"]
    if fit.r2 is not None:
        lines.append(f"R² = {number(fit.r2, decimals, lang=lang)}")
    if fit.dispersion is not None:
        lines.append(sentence("regression-dispersion", lang, value=number(fit.dispersion, 3, lang=lang)))
    return tuple(lines)


def note_spec(fit: Regression, *, lang: Lang = "nl") -> Spec:
    """Shape as Table 3.4 of the note (SPSS): beta and significance, N and R² below."""
    logit = "effect" in fit.coefficients.columns
    effect = Column("effect", sentence("regression-effect", lang), "share_difference", 3)
    size = effect if logit else Column("beta", "Beta", decimals=3)
    columns = (Column("label", "", "text"), size, Column("p", "Sig.", decimals=3))
    rows = tuple({**row, size.key: "" if row["term"] == "constant" else row[size.key]} for row in _rows(fit, lang))
    notes = (*_numbers(fit, lang), *caveats(fit, lang=lang))
    return Spec(caption(fit, lang), columns, rows, notes=notes, name="regressie", lang=lang)


#: Columns of the full table with their heading: the same in every language, or a code of the catalogue.
_HEADINGS = {
    "b": "B", "se": "regression-se", "beta": "Beta", "t": "t", "p": "Sig.", "lower": "regression-lower",
    "upper": "regression-upper", "vif": "VIF", "partial": "regression-partial",
    "semipartial": "regression-semipartial", "effect": "regression-effect",
}  # fmt: skip


def coarse_spec(fit: Regression, *, lang: Lang = "nl") -> Spec:
    """Shape as the note, for a protected page: two decimals, and significance in classes.

    Coefficients are sums over areas: finer ones would tell of an area that weighs much in them.
    """
    spec = note_spec(fit, lang=lang)
    key = spec.columns[1].key
    columns = (spec.columns[0], replace(spec.columns[1], decimals=2), Column("p", "Sig.", "text"))
    rows = tuple(
        {"label": row["label"], key: _rounded(row[key], 4 if key == "effect" else 2), "p": p_class(row["p"], lang=lang)}
        for row in spec.rows
    )
    return replace(spec, columns=columns, rows=rows, notes=(*_numbers(fit, lang, 2), *caveats(fit, lang=lang)))


def _rounded(value: Any, decimals: int) -> Any:
    return round(value, decimals) if isinstance(value, float) else value


def full_spec(fit: Regression, *, lang: Lang = "nl") -> Spec:
    """Return every number of the coefficients, the fit below."""
    columns = [Column("label", "", "text")]
    for key in fit.coefficients.columns:
        if key in _HEADINGS:
            heading = _HEADINGS[key]
            heading = sentence(heading, lang) if heading.startswith("regression-") else heading
            group = sentence("regression-interval", lang) if key in {"lower", "upper"} else ""
            columns.append(Column(key, heading, "share_difference" if key == "effect" else "number", 3, group=group))
    extra = []
    if fit.f is not None:
        extra.append(f"F = {number(fit.f, 2, lang=lang)} (p = {number(fit.f_p, 3, lang=lang)})")
    if fit.adjusted_r2 is not None:
        extra.append(sentence("regression-adjusted", lang, value=number(fit.adjusted_r2, 3, lang=lang)))
    notes = (*_numbers(fit, lang), *extra, *caveats(fit, lang=lang))
    return Spec(caption(fit, lang), tuple(columns), _rows(fit, lang), notes=notes, name="regressie_volledig", lang=lang)


def caveats(fit: Regression, *, lang: Lang = "nl") -> list[str]:
    """Return the caveats to print below the table, one sentence each."""
    if fit.inputs is None:
        return []
    found = []
    terms = [column.name for column in fit.inputs.x]
    codes = fit.inputs.codes().to_list()
    one, many = (noun_of(codes, lang, n) for n in (1, 2))
    if fit.exact:
        found.append(sentence("caveat-exact", lang))
    if dropped := fit.dropped.height:
        found.append(sentence("caveat-dropped", lang, n=dropped, areas=count_of(dropped, codes, lang)))
    if fit.model == "ols" and fit.inputs.rentals is not None:
        found.append(sentence("caveat-equal-weight", lang, area=one))
    found += [sentence("caveat-shared-count", lang, term=label(fit, term, lang)) for term in fit.inputs.shared]
    if fit.n < FEW * len(terms):
        found.append(sentence("caveat-few-areas", lang, terms=len(terms), n=fit.n, areas=many))
    inflated = [row["term"] for row in fit.coefficients.to_dicts() if (row["vif"] or 0) > INFLATED]
    if inflated:
        found.append(sentence("caveat-collinear", lang, terms=[label(fit, term, lang) for term in inflated]))
    return [*found, *(f"{label(fit, term, lang)}: {text}" for term, text in fit.inputs.sources.items())]


def coefficient_chart(fit: Regression, *, lang: Lang = "nl", decimals: int | None = None) -> Any:
    """Draw the standardised coefficients (effects, for a logit) with their confidence intervals.

    ``decimals`` rounds what is drawn, so that the picture tells no more than a table.
    """
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
    title = sentence("regression-effect" if logit else "regression-beta", lang)
    if decimals is not None:
        data = data.with_columns(pl.col("value", "lower", "upper").round(decimals))
    base = alt.Chart(data).encode(y=alt.Y("term:N", sort=None, title=None, axis=alt.Axis(labelLimit=320)))
    zero = alt.Chart(pl.DataFrame({"zero": [0]})).mark_rule(color="#767676").encode(x="zero:Q")
    x = alt.X("lower:Q", title=title, axis=alt.Axis(**in_language(lang)))
    lines = base.mark_rule(color="#004699", strokeWidth=2).encode(x=x, x2="upper:Q")
    points = base.mark_point(color="#004699", filled=True, size=70, opacity=1).encode(x="value:Q")
    clear = [row["term"] for row in data.to_dicts() if row["lower"] * row["upper"] > 0]
    words = sentence("regression-chart", lang, clear=len(clear), terms=clear)
    drawn = styled((zero + lines + points).properties(width=380, height=alt.Step(28)), description=words)
    return marked(drawn, mark(fit, lang=lang))


def full_table(fit: Regression, *, lang: Lang = "nl") -> Any:
    """Show every number of the coefficients."""
    return to_great_tables(full_spec(fit, lang=lang), mark=mark(fit, lang=lang))
