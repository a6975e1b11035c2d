//! Bindings of `python/spreiding/regression.py`.

use std::collections::HashMap;

use pyo3::{prelude::*, types::PyDict};

use super::regress_tables::{about_linear, about_logit, by_term, dictionary, tests_table};
use super::weights::PyWeights;
use crate::{
    Error, Result,
    frame::{Floats, Floats1, Table, Texts},
    regress::{
        Column, Covariance, Given, Influence, Input, Linear, Logit, Options, Reason, Sample,
        Scatter, Tests, linear, logit, logit_leave_one_out, simulated_betas,
    },
    weights::Weights,
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

    /// The least-squares fit; `what` needs one.
    fn linear(&self, what: &str) -> Result<&Linear> {
        match &self.fitted {
            Fitted::Linear(fit) => Ok(fit),
            Fitted::Logit(..) => {
                Err(Error::Input(format!("{what} are those of model 'ols'; the fit is a logit")))
            }
        }
    }

    /// Weights among the areas of the fit, in their order.
    fn aligned(&self, weights: &Weights, codes: &Texts, standardised: bool) -> Result<Weights> {
        let place: HashMap<&str, u32> =
            codes.iter().zip(0..).filter_map(|(code, at)| code.map(|code| (code, at))).collect();
        let found: Vec<Option<&u32>> =
            self.sample.areas.iter().map(|area| place.get(area.as_str())).collect();
        let unknown = self.sample.areas.iter().zip(&found).filter(|(_, at)| at.is_none());
        let unknown: Vec<String> = unknown.map(|(area, _)| format!("{area:?}")).take(10).collect();
        if !unknown.is_empty() {
            return Err(Error::Input(format!(
                "neighbours do not know the areas {}",
                unknown.join(", ")
            )));
        }
        let keep: Vec<u32> = found.into_iter().flatten().copied().collect();
        let some = weights.subset(&keep);
        if standardised { some.row_standardised() } else { Ok(some) }
    }

    fn rows(&self) -> (&[f64], &[f64], &Influence) {
        match &self.fitted {
            Fitted::Linear(fit) => (&fit.fitted, &fit.residuals, &fit.influence),
            Fitted::Logit(fit, _) => (&fit.fitted, &fit.residuals, &fit.influence),
        }
    }
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

    /// One row per test of the residuals.
    fn diagnostics(&self, py: Python<'_>) -> Result<Table> {
        let fit = self.linear("these diagnostics")?;
        Ok(tests_table(&py.detach(|| fit.diagnostics())))
    }

    /// One row per Lagrange-multiplier test.
    fn lagrange_multipliers(
        &self,
        py: Python<'_>,
        weights: &PyWeights,
        codes: Texts,
        standardised: bool,
    ) -> Result<Table> {
        let fit = self.linear("spatial tests")?;
        py.detach(|| {
            let weights = self.aligned(&weights.0, &codes, standardised)?;
            Ok(tests_table(&fit.lagrange_multipliers(&weights)?))
        })
    }

    /// I, expectation, variance, z and p of the residuals.
    fn residual_moran(
        &self,
        py: Python<'_>,
        weights: &PyWeights,
        codes: Texts,
        standardised: bool,
    ) -> Result<(f64, f64, f64, f64, f64)> {
        let fit = self.linear("spatial tests")?;
        let moran =
            py.detach(|| fit.residual_moran(&self.aligned(&weights.0, &codes, standardised)?))?;
        Ok((moran.i, moran.expected, moran.variance, moran.z, moran.p))
    }

    /// Standardised coefficients of predictor `term` (from 0) by chance; `rentals` as in the input.
    fn simulated_betas(
        &self,
        py: Python<'_>,
        rentals: Floats,
        term: usize,
        given_stock: bool,
        rounds: u32,
        seed: u64,
    ) -> Result<Floats1> {
        self.linear("simulated betas")?;
        let given = if given_stock { Given::Stock } else { Given::Rentals };
        py.detach(|| {
            let own: Vec<f64> = self.sample.rows.iter().map(|&row| rentals[row]).collect();
            simulated_betas(&self.sample, &self.options, &own, term, given, rounds, seed)
                .map(Floats1)
        })
    }

    /// See `Linear::second_opinion`.
    fn second_opinion(&self, py: Python<'_>) -> Option<f64> {
        let Fitted::Linear(fit) = &self.fitted else { return None };
        let gap = py.detach(|| fit.second_opinion());
        (!gap.is_nan()).then_some(gap)
    }
}
