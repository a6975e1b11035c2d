//! Bindings of `python/spreiding/regression.py`.

use pyo3::{prelude::*, types::PyDict};

use crate::{
    Error, Result,
    frame::{Floats, Table, Texts},
    regress::{Column, Covariance, Input, Linear, Options, Reason, Sample, linear},
};

/// A named column from Python.
type Named = (String, Floats);

fn column(named: &Named) -> Column<'_> {
    Column { name: &named.0, values: &named.1 }
}

/// A fit and the areas behind it.
#[pyclass(frozen, module = "spreiding._core")]
pub struct Fit {
    sample: Sample,
    fit: Linear,
}

/// Documented in `python/spreiding/regression.py`.
#[pyfunction]
#[pyo3(signature = (y, x, areas, weights, rentals, covariance, *, intercept, level))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call for everything: a call costs more than the fit"
)]
pub fn regress(
    py: Python<'_>,
    y: Named,
    x: Vec<Named>,
    areas: Option<Texts>,
    weights: Option<Named>,
    rentals: Option<(String, Floats, f64)>,
    covariance: &str,
    intercept: bool,
    level: f64,
) -> Result<Fit> {
    let covariance = Covariance::named(covariance)?;
    py.detach(|| {
        let sample = Sample::new(&Input {
            y: column(&y),
            x: x.iter().map(column).collect(),
            areas: areas.as_ref().map(|areas| areas.iter().collect()),
            weights: weights.as_ref().map(column),
            trials: None,
            least: rentals.as_ref().map(|(name, values, least)| (Column { name, values }, *least)),
        })?;
        let options = Options { y: y.0.clone(), covariance, intercept, level };
        let fit = linear(&sample, &options)?;
        Ok(Fit { sample, fit })
    })
}

/// Add one column per term: `prefix_term`.
fn by_term(mut table: Table, prefix: &str, terms: &[String], values: &[f64]) -> Table {
    let n = values.len() / terms.len().max(1);
    for (term, column) in terms.iter().zip(values.chunks_exact(n.max(1))) {
        table = table.floats(&format!("{prefix}_{term}"), column.to_vec());
    }
    table
}

#[pymethods]
impl Fit {
    /// The numbers about the whole fit; NaN is "not defined".
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let (fit, n, p) = (&self.fit, self.sample.y.len(), self.fit.terms.len());
        let n_f = n as f64;
        let items = [
            ("r2", fit.r2),
            ("adjusted_r2", fit.adjusted_r2),
            ("f", fit.f),
            ("f_p", fit.f_p),
            ("sigma", fit.sigma),
            ("log_likelihood", fit.log_likelihood),
            ("aic", 2.0 * (p as f64 - fit.log_likelihood)),
            ("bic", n_f.ln() * p as f64 - 2.0 * fit.log_likelihood),
            ("condition_number", fit.condition()),
        ];
        let summary = PyDict::new(py);
        summary.set_item("n", n)?;
        summary.set_item("df", n - p)?;
        for (name, value) in items {
            summary.set_item(name, (!value.is_nan()).then_some(value))?;
        }
        summary.set_item("exact", fit.exact)?;
        Ok(summary)
    }

    /// One row per term.
    fn coefficients(&self) -> Table {
        let fit = &self.fit;
        Table::new()
            .texts("term", &fit.terms)
            .floats("b", fit.b().to_vec())
            .floats("se", fit.tests.se.clone())
            .floats("beta", fit.beta.clone())
            .floats("t", fit.tests.t.clone())
            .floats("p", fit.tests.p.clone())
            .floats("lower", fit.tests.lower.clone())
            .floats("upper", fit.tests.upper.clone())
            .floats("vif", fit.vif.clone())
            .floats("partial", fit.partial.clone())
            .floats("semipartial", fit.semipartial.clone())
    }

    /// One row per area.
    fn areas(&self) -> Table {
        let (fit, influence) = (&self.fit, &self.fit.influence);
        let table = Table::new()
            .texts("area", &self.sample.areas)
            .floats("fitted", fit.fitted.clone())
            .floats("residual", fit.residuals.clone())
            .floats("leverage", influence.leverage.clone())
            .floats("student", influence.student.clone())
            .floats("student_internal", influence.internal.clone())
            .floats("cooks", influence.cooks.clone())
            .floats("dffits", influence.dffits.clone());
        by_term(table, "dfbeta", &fit.terms, &influence.dfbetas)
    }

    /// One row per area: the fit without it.
    fn leave_one_out(&self, py: Python<'_>) -> Table {
        let left = py.detach(|| self.fit.leave_one_out());
        let table = Table::new().texts("area", &self.sample.areas).floats("r2", left.r2);
        let table = by_term(table, "b", &self.fit.terms, &left.b);
        let table = by_term(table, "se", &self.fit.terms, &left.se);
        by_term(table, "p", &self.fit.terms, &left.p)
    }

    /// One row per area that does not take part.
    fn dropped(&self) -> Result<Table> {
        let (mut codes, mut rows, mut reasons, mut columns) = (vec![], vec![], vec![], vec![]);
        for (row, code, reason) in &self.sample.dropped {
            codes.push(code.as_str());
            rows.push(i64::try_from(*row).map_err(|error| Error::Input(error.to_string()))?);
            reasons.push(if *reason == Reason::TooFew {
                "too few rentals"
            } else {
                "missing value"
            });
            columns.push(match reason {
                Reason::TooFew => None,
                Reason::Missing(names) => Some(names.join(", ")),
            });
        }
        let table = Table::new().texts("area", &codes).integers("row", rows);
        Ok(table.texts("reason", &reasons).texts_or_null("columns", &columns))
    }

    /// See `Linear::second_opinion`.
    fn second_opinion(&self, py: Python<'_>) -> f64 {
        py.detach(|| self.fit.second_opinion())
    }
}
