//! Numbers and tables of a regression, and the regression from correlations.

use pyo3::{prelude::*, types::PyDict};

use crate::{
    frame::{Floats, Table},
    regress::{Diagnostic, Linear, Logit, Scatter, from_correlation},
};

/// Documented in `python/spreiding/correlation.py`: the fit as a dictionary and its coefficients as a frame.
#[pyfunction]
pub fn regress_correlation(
    py: Python<'_>,
    matrix: Floats,
    names: Vec<String>,
    n: usize,
    level: f64,
) -> PyResult<(Bound<'_, PyDict>, Table)> {
    let fit = from_correlation(&matrix, &names, n, level)?;
    let df = n - names.len();
    let summary = dictionary(
        py,
        &[
            ("r2", fit.r2),
            ("adjusted_r2", 1.0 - (1.0 - fit.r2) * (n - 1) as f64 / df as f64),
            ("f", fit.f),
            ("f_p", fit.f_p),
            ("condition_number", fit.condition),
        ],
    )?;
    summary.set_item("n", n)?;
    summary.set_item("df", df)?;
    let table = Table::new()
        .texts("term", &names[..names.len() - 1])
        .floats("beta", fit.beta)
        .floats("beta_se", fit.tests.se)
        .floats("t", fit.tests.t)
        .floats("p", fit.tests.p)
        .floats("vif", fit.vif)
        .floats("partial", fit.partial)
        .floats("semipartial", fit.semipartial);
    Ok((summary, table))
}

/// Numbers by name; NaN is "not defined".
pub(super) fn dictionary<'py>(
    py: Python<'py>,
    items: &[(&str, f64)],
) -> PyResult<Bound<'py, PyDict>> {
    let summary = PyDict::new(py);
    for (name, value) in items {
        summary.set_item(name, (!value.is_nan()).then_some(value))?;
    }
    Ok(summary)
}

/// Add one column per term: `prefix_term`.
pub(super) fn by_term(mut table: Table, prefix: &str, terms: &[String], values: &[f64]) -> Table {
    let n = values.len() / terms.len().max(1);
    for (term, column) in terms.iter().zip(values.chunks_exact(n.max(1))) {
        table = table.floats(&format!("{prefix}_{term}"), column.to_vec());
    }
    table
}

/// One row per test.
pub(super) fn tests_table(tests: &[Diagnostic]) -> Table {
    let each = |f: fn(&Diagnostic) -> f64| tests.iter().map(f).collect();
    let texts =
        |f: fn(&Diagnostic) -> Option<&'static str>| tests.iter().map(f).collect::<Vec<_>>();
    Table::new()
        .texts_or_null("test", &texts(|t| Some(t.test)))
        .texts_or_null("against", &texts(|t| Some(t.against)))
        .floats("statistic", each(|t| t.statistic))
        .floats("df", each(|t| t.df))
        .floats("df2", each(|t| t.df2))
        .floats("p", each(|t| t.p))
        .texts_or_null("reason", &texts(|t| t.reason))
}

/// Numbers about a whole least-squares fit.
pub(super) fn about_linear(fit: &Linear) -> Vec<(&'static str, f64)> {
    vec![
        ("r2", fit.r2),
        ("adjusted_r2", fit.adjusted_r2),
        ("f", fit.f),
        ("f_p", fit.f_p),
        ("sigma", fit.sigma),
        ("log_likelihood", fit.log_likelihood),
        ("condition_number", fit.condition()),
    ]
}

/// Numbers about a whole logit.
pub(super) fn about_logit(fit: &Logit, scatter: Scatter) -> Vec<(&'static str, f64)> {
    let quasi = scatter == Scatter::Quasi;
    let only = |shown: bool, value: f64| if shown { value } else { f64::NAN };
    vec![
        ("f", only(quasi, fit.together.0)),
        ("f_p", only(quasi, fit.together.1)),
        ("chi2", only(!quasi, fit.together.0)),
        ("chi2_p", only(!quasi, fit.together.1)),
        ("log_likelihood", fit.log_likelihood),
        ("condition_number", fit.condition),
        ("deviance", fit.deviance),
        ("null_deviance", fit.null_deviance),
        ("dispersion", fit.dispersion),
        ("rho", fit.rho),
    ]
}
