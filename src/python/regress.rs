//! Documented in `python/spreiding/regression/`.

use pyo3::{prelude::*, types::PyDict};

use super::border::{long, long_if, short};
use super::regress_tables::{by_term, dictionary, tests_table};
use super::weights::PyWeights;
use crate::frame::{Floats, Floats1, Table, Texts, Whole};
use crate::phrase::Phrase;
use crate::regress::{self as core, Column, Fitted, Given, Input, Model, Options, Reason};

/// A named column from Python.
type Named = (String, Floats);

fn column(named: &Named) -> Column<'_> {
    Column { name: &named.0, values: &named.1 }
}

/// A fit and the areas behind it.
#[pyclass(frozen, module = "spreiding._core")]
pub struct Fit(core::Fit);

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
) -> PyResult<Fit> {
    let (model, covariance): (Model, _) = (model.parse()?, covariance.parse()?);
    let work = || {
        let input = Input {
            y: column(&y),
            x: x.iter().map(column).collect(),
            areas: areas.as_ref().map(|areas| areas.iter().collect()),
            weights: weights.as_ref().map(column),
            trials: trials.as_ref().map(column),
            least: rentals.as_ref().map(|(name, values, least)| (Column { name, values }, *least)),
        };
        let options = Options { y: y.0.clone(), covariance, intercept, level };
        core::Fit::new(&input, options, model).map(Fit)
    };
    let logit = matches!(model, Model::Logit(_));
    if logit { long(py, work) } else { long_if(y.1.len() * x.len() / 10, py, work) }
}

#[pymethods]
impl Fit {
    /// The numbers about the whole fit.
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let summary = dictionary(py, &self.0.summary())?;
        summary.set_item("n", self.0.sample.y.len())?;
        summary.set_item("df", self.0.df())?;
        summary.set_item("exact", self.0.exact())?;
        let found = self.0.convergence();
        summary.set_item("converged", found.converged)?;
        summary.set_item("steps", found.steps)?;
        Ok(summary)
    }

    /// One row per term.
    fn coefficients(&self) -> Table {
        let (b, tests, vif) = self.0.tests();
        let beta = match &self.0.fitted {
            Fitted::Linear(fit) => fit.beta.clone(),
            Fitted::Logit(..) => vec![f64::NAN; b.len()],
        };
        let table = Table::new()
            .texts("term", self.0.terms())
            .floats("b", b.to_vec())
            .floats("se", tests.se.clone())
            .floats("beta", beta)
            .floats("t", tests.t.clone())
            .floats("p", tests.p.clone())
            .floats("lower", tests.lower.clone())
            .floats("upper", tests.upper.clone())
            .floats("vif", vif.to_vec());
        match &self.0.fitted {
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
        let (fitted, residuals, influence) = self.0.rows();
        let table = Table::new()
            .texts("area", &self.0.sample.areas)
            .floats("fitted", fitted.to_vec())
            .floats("residual", residuals.to_vec())
            .floats("leverage", influence.leverage.clone())
            .floats("student", influence.student.clone())
            .floats("student_internal", influence.internal.clone())
            .floats("cooks", influence.cooks.clone())
            .floats("dffits", influence.dffits.clone());
        by_term(table, "dfbeta", self.0.terms(), influence.dfbetas.clone())
    }

    /// One row per area: the fit without it.
    fn leave_one_out(&self, py: Python<'_>) -> PyResult<Table> {
        let steps = self.0.steps_without_each().unwrap_or(usize::MAX);
        let left = long_if(steps / 10, py, || self.0.leave_one_out())?;
        let table = Table::new().texts("area", &self.0.sample.areas).floats("r2", left.r2);
        let table = by_term(table, "b", self.0.terms(), left.b);
        let table = by_term(table, "se", self.0.terms(), left.se);
        Ok(by_term(table, "p", self.0.terms(), left.p))
    }

    /// One row per area that does not take part.
    fn dropped(&self) -> Table {
        let (mut codes, mut rows, mut reasons, mut columns) = (vec![], vec![], vec![], vec![]);
        for (row, code, reason) in &self.0.sample.dropped {
            codes.push(code.as_str());
            rows.push(i64::try_from(*row).unwrap_or(i64::MAX));
            reasons.push(reason.text());
            columns.push(match reason {
                Reason::TooFew => None,
                Reason::Missing(names) => Some(names.join(", ")),
            });
        }
        let table = Table::new().texts("area", &codes).integers("row", rows);
        table.texts("reason", &reasons).texts_or_null("columns", &columns)
    }

    /// One row per test of the residuals.
    fn diagnostics(&self, py: Python<'_>) -> PyResult<Table> {
        let fit = self.0.linear(Phrase::DIAGNOSTICS)?;
        Ok(tests_table(&short(py, || Ok(fit.diagnostics()))?))
    }

    /// One row per Lagrange-multiplier test.
    fn lagrange_multipliers(
        &self,
        py: Python<'_>,
        weights: &PyWeights,
        codes: Texts,
        standardised: bool,
    ) -> PyResult<Table> {
        let fit = self.0.linear(Phrase::SPATIAL_TESTS)?;
        let tests = short(py, || {
            fit.lagrange_multipliers(&self.0.aligned(&weights.0, codes.iter(), standardised)?)
        })?;
        Ok(tests_table(&tests))
    }

    /// I, expectation, variance, z and p of the residuals.
    fn residual_moran(
        &self,
        py: Python<'_>,
        weights: &PyWeights,
        codes: Texts,
        standardised: bool,
    ) -> PyResult<(f64, f64, f64, f64, f64)> {
        let fit = self.0.linear(Phrase::SPATIAL_TESTS)?;
        let found = short(py, || {
            fit.residual_moran(&self.0.aligned(&weights.0, codes.iter(), standardised)?)
        })?;
        Ok((found.i, found.expected, found.variance, found.z, found.p))
    }

    /// Standardised coefficients of predictor `term` (from 0) by chance; `rentals` as in the input.
    fn simulated_betas(
        &self,
        py: Python<'_>,
        rentals: Floats,
        term: Whole<usize>,
        given_stock: bool,
        rounds: Whole<u32>,
        seed: Whole<u64>,
    ) -> PyResult<Floats1> {
        let given = if given_stock { Given::Stock } else { Given::Rentals };
        long(py, || self.0.simulated_betas(&rentals, term.0, given, rounds.0, seed.0)).map(Floats1)
    }

    /// See `Linear::cross_check`.
    fn second_opinion(&self, py: Python<'_>) -> PyResult<Option<f64>> {
        let Fitted::Linear(fit) = &self.0.fitted else { return Ok(None) };
        let gap = short(py, || Ok(fit.cross_check()))?;
        Ok((!gap.is_nan()).then_some(gap))
    }
}
