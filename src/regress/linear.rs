//! Ordinary and weighted least squares, with tests and influence statistics.

use ndarray::Array2;

use super::{
    factor::{Solved, solve},
    inference::{Covariance, Tests, covariance, wald},
    influence::{Influence, Variance},
    matrix::{columns, each_column},
    qr::Collinear,
    sample::Sample,
};
use crate::check;
use crate::error::{Error, Result};
use crate::numeric::double::Number;
use crate::numeric::tails::fisher;

/// Settings of a fit.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Options {
    /// Name of y, for messages.
    pub y: String,
    /// How the covariance of the coefficients is estimated.
    pub covariance: Covariance,
    /// Whether there is a constant.
    pub intercept: bool,
    /// Level of the confidence intervals, in (0, 1).
    #[serde(with = "crate::numeric::figures")]
    pub level: f64,
}

/// A least-squares fit. Per term, the constant first; NaN is "not defined".
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Linear {
    pub(super) solved: Solved,
    /// Design, each row times the root of its weight.
    #[serde(with = "crate::numeric::figures")]
    pub(super) x: Array2<f64>,
    #[serde(with = "crate::numeric::figures")]
    pub(super) y: Vec<f64>,
    #[serde(with = "crate::numeric::figures")]
    pub(super) y_mean: f64,
    pub(super) weights: Option<Vec<f64>>,
    #[serde(with = "crate::numeric::figures")]
    pub(super) variance_without: Vec<f64>,
    pub(super) covariance: Covariance,
    pub(super) intercept: bool,
    #[serde(with = "crate::numeric::figures")]
    pub(super) sse: f64,
    #[serde(with = "crate::numeric::figures")]
    pub(super) sst: f64,
    /// Terms, the constant first.
    pub terms: Vec<String>,
    /// Standard errors, t, p and bounds of the coefficients.
    pub tests: Tests,
    /// Standardised coefficients: z-scores with n − 1, as SPSS prints them; weighted if the fit is; about 0, not the
    /// mean, without a constant.
    #[serde(with = "crate::numeric::figures")]
    pub beta: Vec<f64>,
    /// Variance inflation: of the design with its constant, whatever the order of columns.
    #[serde(with = "crate::numeric::figures")]
    pub vif: Vec<f64>,
    /// Partial correlation.
    #[serde(with = "crate::numeric::figures")]
    pub partial: Vec<f64>,
    /// Semi-partial ("part") correlation.
    #[serde(with = "crate::numeric::figures")]
    pub semipartial: Vec<f64>,
    /// Share of variance explained; about 0 without a constant.
    #[serde(with = "crate::numeric::figures")]
    pub r2: f64,
    /// Adjusted for the number of terms.
    #[serde(with = "crate::numeric::figures")]
    pub adjusted_r2: f64,
    /// F of all slopes; Wald's form under HC0 to HC3.
    #[serde(with = "crate::numeric::figures")]
    pub f: f64,
    /// Its p.
    #[serde(with = "crate::numeric::figures")]
    pub f_p: f64,
    /// Residual standard deviation.
    #[serde(with = "crate::numeric::figures")]
    pub sigma: f64,
    /// Logarithm of the normal likelihood at its maximum.
    #[serde(with = "crate::numeric::figures")]
    pub log_likelihood: f64,
    /// Whether y is fitted to the last digit, so that t and p have no meaning.
    pub exact: bool,
    /// Influence statistics per area.
    pub influence: Influence,
    /// Fitted values.
    #[serde(with = "crate::numeric::figures")]
    pub fitted: Vec<f64>,
    /// y minus fitted, not weighted.
    #[serde(with = "crate::numeric::figures")]
    pub residuals: Vec<f64>,
}

/// Name the collinear columns.
pub(super) fn collinear(error: &Collinear, terms: &[String]) -> Error {
    Error::Collinear { columns: error.0.iter().map(|&j| terms[j].as_str()).collect() }
}

/// Sum of squares about the (weighted) mean, or about 0; and the mean.
fn spread(values: &[f64], weights: Option<&[f64]>, about_mean: bool) -> (f64, f64) {
    let Some(weights) = weights else {
        let mean = if about_mean { values.iter().sum::<f64>() / values.len() as f64 } else { 0.0 };
        return (values.iter().map(|v| (v - mean) * (v - mean)).sum(), mean);
    };
    let pairs = || values.iter().zip(weights);
    let all: f64 = weights.iter().sum();
    let mean = if about_mean { pairs().map(|(v, w)| w * v).sum::<f64>() / all } else { 0.0 };
    (pairs().map(|(v, w)| w * ((v - mean) * (v - mean))).sum(), mean)
}

/// Fit `y = X b + e` by least squares, weighted if the sample has weights.
///
/// # Errors
/// Too few areas, a constant column, values out of range, collinear columns, HC2 or HC3 with a leverage
/// of 1, or a level not between 0 and 1.
pub fn linear(sample: &Sample, options: &Options) -> Result<Linear> {
    check::level(options.level)?;
    let n = sample.y.len();
    let (mut x, terms) = sample.design(&options.y, options.intercept)?;
    let p = terms.len();
    let weights = sample.weights.as_deref();
    let first = usize::from(options.intercept);
    let (sst, y_mean) = spread(&sample.y, weights, options.intercept);
    let x_squares: Vec<f64> =
        columns(&x).skip(first).map(|c| spread(c, weights, options.intercept).0).collect();
    let mut y = sample.y.clone();
    if let Some(weights) = weights {
        let roots: Vec<f64> = weights.iter().map(|w| w.sqrt()).collect();
        let scale = |column: &mut [f64]| {
            column.iter_mut().zip(&roots).for_each(|(v, root)| *v *= root);
        };
        scale(&mut y);
        each_column(&mut x, |_, column| scale(column));
    }
    let solved = solve(&x, &y).map_err(|error| collinear(&error, &terms))?;
    let sse = f64::dot(&solved.residuals, &solved.residuals);
    let df = (n - p) as f64;
    let variance = Variance::estimated(&solved, df);
    let exact = sse.sqrt() <= 1e-13 * solved.length;
    let matrix = covariance(&solved, options.covariance, variance.all, &sample.areas)?;
    let mut tests = Tests::new(&solved.b, &matrix, df, options.level);
    let r2 = 1.0 - sse / sst;
    let slopes = (p - first) as f64;
    let f = match options.covariance {
        Covariance::Classical => (sst - sse) / slopes / variance.all,
        _ => wald(&solved.b, &matrix, first),
    };
    let f = if exact { f64::NAN } else { f };
    if exact {
        tests.blank();
    }
    let own_t = |j: usize| solved.b[j] / (variance.all * solved.inverse[[j, j]]).sqrt();
    let per_slope = |f: &dyn Fn(usize) -> f64| -> Vec<f64> {
        (0..p).map(|j| if j < first { f64::NAN } else { f(j) }).collect()
    };
    let log_weights: f64 = weights.map_or(0.0, |w| w.iter().map(|w| w.ln()).sum());
    let n_f = n as f64;
    let residuals: Vec<f64> = match weights {
        None => solved.residuals.clone(),
        Some(w) => solved.residuals.iter().zip(w).map(|(e, w)| e / w.sqrt()).collect(),
    };
    Ok(Linear {
        beta: per_slope(&|j| solved.b[j] * (x_squares[j - first] / sst).sqrt()),
        vif: per_slope(&|j| solved.inverse[[j, j]] * x_squares[j - first]),
        partial: per_slope(&|j| own_t(j) / (own_t(j).powi(2) + df).sqrt()),
        semipartial: per_slope(&|j| own_t(j) * ((1.0 - r2) / df).sqrt()),
        r2,
        adjusted_r2: 1.0 - (1.0 - r2) * (n - first) as f64 / df,
        f,
        f_p: fisher(f, slopes, df),
        sigma: variance.all.sqrt(),
        log_likelihood: (log_weights - n_f * ((std::f64::consts::TAU * sse / n_f).ln() + 1.0))
            / 2.0,
        influence: Influence::new(&solved, &variance),
        fitted: sample.y.iter().zip(&residuals).map(|(y, e)| y - e).collect(),
        variance_without: variance.without,
        weights: sample.weights.clone(),
        y: sample.y.clone(),
        covariance: options.covariance,
        intercept: options.intercept,
        residuals,
        tests,
        terms,
        exact,
        y_mean,
        sse,
        sst,
        x,
        solved,
    })
}

impl Linear {
    /// Coefficients.
    #[must_use]
    pub fn b(&self) -> &[f64] {
        &self.solved.b
    }

    /// Condition number of the design, columns scaled to length 1 (weighted if the fit is).
    #[must_use]
    pub fn condition(&self) -> f64 {
        self.solved.condition
    }

    /// The design, each row times the root of its weight; the constant first.
    #[must_use]
    pub fn design(&self) -> &Array2<f64> {
        &self.x
    }

    /// Degrees of freedom of a residual.
    #[must_use]
    pub fn df(&self) -> usize {
        self.solved.n() - self.solved.p()
    }
}
