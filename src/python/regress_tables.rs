//! Numbers and tables of a regression, and the regression from correlations.

use ndarray::Array2;
use pyo3::{prelude::*, types::PyDict};

use super::border::short;
use crate::{
    frame::{Floats, Table, Whole},
    regress::{Diagnostic, correlation_matrix, from_correlation},
};

/// Documented in `python/spreiding/regression/correlation.py`: the fit as a dictionary and its coefficients as a frame.
#[pyfunction]
pub fn regress_correlation(
    py: Python<'_>,
    matrix: Floats,
    names: Vec<String>,
    n: Whole<usize>,
    level: f64,
) -> PyResult<(Bound<'_, PyDict>, Table)> {
    let fit = short(py, || {
        from_correlation(correlation_matrix(&matrix, names.len())?, &names, n.0, level)
    })?;
    let summary = dictionary(
        py,
        &[
            ("r2", fit.r2),
            ("adjusted_r2", fit.adjusted_r2),
            ("f", fit.f),
            ("f_p", fit.f_p),
            ("condition_number", fit.condition),
        ],
    )?;
    summary.set_item("n", n.0)?;
    summary.set_item("df", fit.df)?;
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
pub(super) fn by_term(table: Table, prefix: &str, terms: &[String], values: Array2<f64>) -> Table {
    let names = terms.iter().map(|term| format!("{prefix}_{term}"));
    let by_column = values.t().is_standard_layout();
    let values = if by_column {
        values.into_raw_vec_and_offset().0
    } else {
        values.t().iter().copied().collect()
    };
    table.matrix(names, values)
}

/// One row per test.
pub(super) fn tests_table(tests: &[Diagnostic]) -> Table {
    let each = |f: fn(&Diagnostic) -> f64| tests.iter().map(f).collect();
    Table::new()
        .texts("test", &tests.iter().map(|t| &*t.test).collect::<Vec<_>>())
        .texts("against", &tests.iter().map(|t| &*t.against).collect::<Vec<_>>())
        .floats("statistic", each(|t| t.statistic))
        .floats("df", each(|t| t.df))
        .floats("df2", each(|t| t.df2))
        .floats("p", each(|t| t.p))
        .texts_or_null("reason", &tests.iter().map(|t| t.reason.as_deref()).collect::<Vec<_>>())
}
