//! One fit of any model, with what a reader of its tables asks for.

use std::collections::HashMap;

use super::{
    inference::{Covariance, Tests},
    influence::Influence,
    irls::Convergence,
    leave::LeaveOneOut,
    linear::{Linear, Options, linear},
    logit::{Logit, Scatter, logit, logit_leave_one_out},
    null::{Given, simulated_betas},
    sample::{Input, Sample},
};
use crate::check;
use crate::error::{Error, Result};
use crate::phrase::Phrase;
use crate::weights::Weights;

/// A kind of regression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Least squares.
    Ols,
    /// Weighted least squares.
    Wls,
    /// Logit of counts of one kind of scatter.
    Logit(Scatter),
}

check::names!(Model, "model" {
    "ols" => Self::Ols,
    "wls" => Self::Wls,
    "binomial" => Self::Logit(Scatter::Binomial),
    "quasibinomial" => Self::Logit(Scatter::Quasi),
    "betabinomial" => Self::Logit(Scatter::Beta),
});

/// A fit and the areas behind it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Fit {
    /// The areas that take part.
    pub sample: Sample,
    /// Settings.
    pub options: Options,
    /// What was found.
    pub fitted: Fitted,
}

/// The result of one of the two families.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fitted {
    /// Of least squares, weighted or not.
    Linear(Box<Linear>),
    /// Of a logit.
    Logit(Box<Logit>, Scatter),
}

/// Numbers about a whole fit by their names; NaN is "not defined".
pub type Summary = Vec<(&'static str, f64)>;

impl Fit {
    /// Select the areas and fit.
    ///
    /// # Errors
    /// As [`Sample::new`], [`linear()`] and [`logit`].
    pub fn new(input: &Input, options: Options, model: Model) -> Result<Self> {
        let sample = Sample::new(input)?;
        let fitted = match model {
            Model::Logit(scatter) => {
                Fitted::Logit(Box::new(logit(&sample, &options, scatter)?), scatter)
            }
            Model::Ols | Model::Wls => Fitted::Linear(Box::new(linear(&sample, &options)?)),
        };
        Ok(Self { sample, options, fitted })
    }

    /// The terms, the constant first.
    #[must_use]
    pub fn terms(&self) -> &[String] {
        match &self.fitted {
            Fitted::Linear(fit) => &fit.terms,
            Fitted::Logit(fit, _) => &fit.terms,
        }
    }

    /// Coefficients, their tests, and variance inflation.
    #[must_use]
    pub fn tests(&self) -> (&[f64], &Tests, &[f64]) {
        match &self.fitted {
            Fitted::Linear(fit) => (fit.b(), &fit.tests, &fit.vif),
            Fitted::Logit(fit, _) => (&fit.b, &fit.tests, &fit.vif),
        }
    }

    /// Per area: fitted value, residual, and influence.
    #[must_use]
    pub fn rows(&self) -> (&[f64], &[f64], &Influence) {
        match &self.fitted {
            Fitted::Linear(fit) => (&fit.fitted, &fit.residuals, &fit.influence),
            Fitted::Logit(fit, _) => (&fit.fitted, &fit.residuals, &fit.influence),
        }
    }

    /// The least-squares fit; `what` needs one.
    ///
    /// # Errors
    /// The fit is a logit.
    pub fn linear(&self, what: Phrase) -> Result<&Linear> {
        match &self.fitted {
            Fitted::Linear(fit) => Ok(fit),
            Fitted::Logit(..) => Err(Error::NotLeastSquares { what }),
        }
    }

    /// How an iterative fit ended; a fit in closed form needs no steps.
    #[must_use]
    pub fn convergence(&self) -> Convergence {
        match &self.fitted {
            Fitted::Linear(_) => Convergence { converged: true, steps: 0 },
            Fitted::Logit(fit, _) => fit.convergence,
        }
    }

    /// Degrees of freedom of a residual.
    #[must_use]
    pub fn df(&self) -> usize {
        self.sample.y.len() - self.terms().len()
    }

    /// Whether y is fitted to the last digit.
    #[must_use]
    pub fn exact(&self) -> bool {
        matches!(&self.fitted, Fitted::Linear(fit) if fit.exact)
    }

    /// Numbers about the whole fit.
    ///
    /// # Source
    /// AIC: Akaike (1974), *IEEE Transactions on Automatic Control* 19(6), 716-723; BIC: Schwarz (1978), *Annals of
    /// Statistics* 6(2), 461-464; the residual variance is not counted, as in statsmodels.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let (mut items, log, more) = match &self.fitted {
            Fitted::Linear(fit) => (about_linear(fit), fit.log_likelihood, 0.0),
            Fitted::Logit(fit, scatter) => {
                let more = if *scatter == Scatter::Beta { 1.0 } else { 0.0 };
                (about_logit(fit, *scatter), fit.log_likelihood, more)
            }
        };
        let (n, parameters) = (self.sample.y.len() as f64, self.terms().len() as f64 + more);
        items.push(("log_likelihood", log));
        items.push(("aic", 2.0 * (parameters - log)));
        items.push(("bic", n.ln() * parameters - 2.0 * log));
        items
    }

    /// How many numbers [`Fit::leave_one_out`] looks at, where each area's fit follows in closed form; `None` where
    /// each is fitted again.
    #[must_use]
    pub fn steps_without_each(&self) -> Option<usize> {
        let (n, terms) = (self.sample.y.len(), self.terms().len());
        match &self.fitted {
            Fitted::Linear(fit) if fit.covariance == Covariance::Classical => Some(n * terms),
            Fitted::Linear(_) => Some(n.saturating_mul(n).saturating_mul(terms)),
            Fitted::Logit(..) => None,
        }
    }

    /// The fit without each area.
    ///
    /// # Errors
    /// As [`logit_leave_one_out`].
    pub fn leave_one_out(&self) -> Result<LeaveOneOut> {
        match &self.fitted {
            Fitted::Linear(fit) => fit.leave_one_out(),
            Fitted::Logit(fit, scatter) => {
                logit_leave_one_out(&self.sample, &self.options, *scatter, fit)
            }
        }
    }

    /// Standardised coefficients of predictor `term` by chance; `rentals` are those of every row of the input.
    ///
    /// # Errors
    /// As [`simulated_betas`], or the fit is a logit.
    pub fn simulated_betas(
        &self,
        rentals: &[f64],
        term: usize,
        given: Given,
        rounds: u32,
        seed: u64,
    ) -> Result<Vec<f64>> {
        self.linear(Phrase::SIMULATED_BETAS)?;
        check::length(
            "rentals",
            rentals.len(),
            self.sample.rows.len() + self.sample.dropped.len(),
        )?;
        let own: Vec<f64> = self.sample.rows.iter().map(|&row| rentals[row]).collect();
        simulated_betas(&self.sample, &self.options, &own, term, given, rounds, seed)
    }

    /// Weights among the areas of the fit, in their order; `codes` are those of the weights.
    ///
    /// # Errors
    /// An area of the fit is not among the codes, or its weights cannot be standardised.
    pub fn aligned<'a>(
        &self,
        weights: &Weights,
        codes: impl Iterator<Item = Option<&'a str>>,
        standardised: bool,
    ) -> Result<Weights> {
        let place: HashMap<&str, u32> =
            codes.zip(0..).filter_map(|(code, at)| code.map(|code| (code, at))).collect();
        let areas = &self.sample.areas;
        let unknown = areas.iter().filter(|area| !place.contains_key(area.as_str()));
        let unknown: Vec<&String> = unknown.take(10).collect();
        if !unknown.is_empty() {
            return Err(Error::UnknownAreas { areas: unknown.into_iter().cloned().collect() });
        }
        let keep: Vec<u32> = areas.iter().map(|area| place[area.as_str()]).collect();
        let some = weights.subset(&keep)?;
        if standardised { some.row_standardised() } else { Ok(some) }
    }
}

fn about_linear(fit: &Linear) -> Summary {
    vec![
        ("r2", fit.r2),
        ("adjusted_r2", fit.adjusted_r2),
        ("f", fit.f),
        ("f_p", fit.f_p),
        ("sigma", fit.sigma),
        ("condition_number", fit.condition()),
    ]
}

fn about_logit(fit: &Logit, scatter: Scatter) -> Summary {
    let quasi = scatter == Scatter::Quasi;
    let only = |shown: bool, value: f64| if shown { value } else { f64::NAN };
    vec![
        ("f", only(quasi, fit.together.0)),
        ("f_p", only(quasi, fit.together.1)),
        ("chi2", only(!quasi, fit.together.0)),
        ("chi2_p", only(!quasi, fit.together.1)),
        ("condition_number", fit.condition),
        ("deviance", fit.deviance),
        ("null_deviance", fit.null_deviance),
        ("dispersion", fit.dispersion),
        ("rho", fit.rho),
    ]
}
