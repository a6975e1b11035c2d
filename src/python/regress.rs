//! Bindings of `python/spreiding/regression.py`.

use pyo3::{prelude::*, types::PyDict};

use crate::{
    Error, Result,
    frame::{Floats, Table, Texts},
    regress::{
        Column, Covariance, Influence, Input, Linear, Logit, Options, Reason, Sample, Scatter,
        Tests, from_correlation, linear, logit, logit_leave_one_out,
    },
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
    options: Options,
    fitted: Fitted,
}

enum Fitted {
    Linear(Box<Linear>),
    Logit(Box<Logit>, Scatter),
}

/// Documented in `python/spreiding/regression.py`.
#[pyfunction]
#[pyo3(signature = (model, y, x, areas, weights, trials, rentals, covariance, *, intercept, level))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call for everything: a call costs more than the fit"
)]
pub fn regress(
    py: Python<'_>,
    model: &str,
    y: Named,
    x: Vec<Named>,
    areas: Option<Texts>,
    weights: Option<Named>,
    trials: Option<Named>,
    rentals: Option<(String, Floats, f64)>,
    covariance: &str,
    intercept: bool,
    level: f64,
) -> Result<Fit> {
    let covariance = Covariance::named(covariance)?;
    let scatter = match model {
        "binomial" => Some(Scatter::Binomial),
        "quasibinomial" => Some(Scatter::Quasi),
        "betabinomial" => Some(Scatter::Beta),
        _ => None,
    };
    py.detach(|| {
        let sample = Sample::new(&Input {
            y: column(&y),
            x: x.iter().map(column).collect(),
            areas: areas.as_ref().map(|areas| areas.iter().collect()),
            weights: weights.as_ref().map(column),
            trials: trials.as_ref().map(column),
            least: rentals.as_ref().map(|(name, values, least)| (Column { name, values }, *least)),
        })?;
        let options = Options { y: y.0.clone(), covariance, intercept, level };
        let fitted = match scatter {
            Some(scatter) => Fitted::Logit(Box::new(logit(&sample, &options, scatter)?), scatter),
            None => Fitted::Linear(Box::new(linear(&sample, &options)?)),
        };
        Ok(Fit { sample, options, fitted })
    })
}

/// Documented in `python/spreiding/correlation.py`: the fit as a dictionary and its coefficients as a frame.
#[pyfunction]
pub fn regress_correlation<'py>(
    py: Python<'py>,
    matrix: Floats,
    names: Vec<String>,
    n: usize,
    level: f64,
) -> PyResult<(Bound<'py, PyDict>, Table)> {
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
fn dictionary<'py>(py: Python<'py>, items: &[(&str, f64)]) -> PyResult<Bound<'py, PyDict>> {
    let summary = PyDict::new(py);
    for (name, value) in items {
        summary.set_item(name, (!value.is_nan()).then_some(value))?;
    }
    Ok(summary)
}

/// Add one column per term: `prefix_term`.
fn by_term(mut table: Table, prefix: &str, terms: &[String], values: &[f64]) -> Table {
    let n = values.len() / terms.len().max(1);
    for (term, column) in terms.iter().zip(values.chunks_exact(n.max(1))) {
        table = table.floats(&format!("{prefix}_{term}"), column.to_vec());
    }
    table
}

impl Fit {
    fn terms(&self) -> &[String] {
        match &self.fitted {
            Fitted::Linear(fit) => &fit.terms,
            Fitted::Logit(fit, _) => &fit.terms,
        }
    }

    fn tests(&self) -> (&[f64], &Tests, &[f64]) {
        match &self.fitted {
            Fitted::Linear(fit) => (fit.b(), &fit.tests, &fit.vif),
            Fitted::Logit(fit, _) => (&fit.b, &fit.tests, &fit.vif),
        }
    }

    fn rows(&self) -> (&[f64], &[f64], &Influence) {
        match &self.fitted {
            Fitted::Linear(fit) => (&fit.fitted, &fit.residuals, &fit.influence),
            Fitted::Logit(fit, _) => (&fit.fitted, &fit.residuals, &fit.influence),
        }
    }
}

/// Numbers about a whole least-squares fit.
fn about_linear(fit: &Linear) -> Vec<(&'static str, f64)> {
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
fn about_logit(fit: &Logit, scatter: Scatter) -> Vec<(&'static str, f64)> {
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

#[pymethods]
impl Fit {
    /// The numbers about the whole fit.
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let (n, p) = (self.sample.y.len(), self.terms().len());
        let (mut items, exact, more) = match &self.fitted {
            Fitted::Linear(fit) => (about_linear(fit), fit.exact, 0.0),
            Fitted::Logit(fit, scatter) => {
                (about_logit(fit, *scatter), false, f64::from(u8::from(*scatter == Scatter::Beta)))
            }
        };
        let log = items
            .iter()
            .find(|(name, _)| *name == "log_likelihood")
            .map_or(f64::NAN, |item| item.1);
        let parameters = p as f64 + more;
        items.push(("aic", 2.0 * (parameters - log)));
        items.push(("bic", (n as f64).ln() * parameters - 2.0 * log));
        let summary = dictionary(py, &items)?;
        summary.set_item("n", n)?;
        summary.set_item("df", n - p)?;
        summary.set_item("exact", exact)?;
        Ok(summary)
    }

    /// One row per term.
    fn coefficients(&self) -> Table {
        let (b, tests, vif) = self.tests();
        let beta = match &self.fitted {
            Fitted::Linear(fit) => fit.beta.clone(),
            Fitted::Logit(..) => vec![f64::NAN; b.len()],
        };
        let table = Table::new()
            .texts("term", self.terms())
            .floats("b", b.to_vec())
            .floats("se", tests.se.clone())
            .floats("beta", beta)
            .floats("t", tests.t.clone())
            .floats("p", tests.p.clone())
            .floats("lower", tests.lower.clone())
            .floats("upper", tests.upper.clone())
            .floats("vif", vif.to_vec());
        match &self.fitted {
            Fitted::Linear(fit) => table
                .floats("partial", fit.partial.clone())
                .floats("semipartial", fit.semipartial.clone()),
            Fitted::Logit(fit, _) => table
                .floats("effect", fit.effect.clone())
                .floats("effect_se", fit.effect_se.clone()),
        }
    }

    /// One row per area.
    fn areas(&self) -> Table {
        let (fitted, residuals, influence) = self.rows();
        let table = Table::new()
            .texts("area", &self.sample.areas)
            .floats("fitted", fitted.to_vec())
            .floats("residual", residuals.to_vec())
            .floats("leverage", influence.leverage.clone())
            .floats("student", influence.student.clone())
            .floats("student_internal", influence.internal.clone())
            .floats("cooks", influence.cooks.clone())
            .floats("dffits", influence.dffits.clone());
        by_term(table, "dfbeta", self.terms(), &influence.dfbetas)
    }

    /// One row per area: the fit without it.
    fn leave_one_out(&self, py: Python<'_>) -> Result<Table> {
        let left = py.detach(|| match &self.fitted {
            Fitted::Linear(fit) => Ok(fit.leave_one_out()),
            Fitted::Logit(_, scatter) => logit_leave_one_out(&self.sample, &self.options, *scatter),
        })?;
        let table = Table::new().texts("area", &self.sample.areas).floats("r2", left.r2);
        let table = by_term(table, "b", self.terms(), &left.b);
        let table = by_term(table, "se", self.terms(), &left.se);
        Ok(by_term(table, "p", self.terms(), &left.p))
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
    fn second_opinion(&self, py: Python<'_>) -> Option<f64> {
        let Fitted::Linear(fit) = &self.fitted else { return None };
        let gap = py.detach(|| fit.second_opinion());
        (!gap.is_nan()).then_some(gap)
    }
}
