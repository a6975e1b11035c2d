//! Least squares, plain and weighted, with everything a reader of the table asks for.

use super::{
    factor::{Solved, solve},
    inference::{Covariance, Tests, column, covariance, f_p, wald},
    influence::{Influence, Variance},
    number::Number,
    qr::Collinear,
    sample::Sample,
};
use crate::error::{Error, Result};

/// Settings of a fit.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of y, for messages.
    pub y: String,
    /// How the covariance of the coefficients is estimated.
    pub covariance: Covariance,
    /// Whether there is a constant.
    pub intercept: bool,
    /// Level of the confidence intervals, in (0, 1).
    pub level: f64,
}

/// A least-squares fit. Per term, the constant first; NaN is "not defined".
#[derive(Debug, Clone)]
pub struct Linear {
    pub(super) solved: Solved,
    /// Design by column, each row times the root of its weight.
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    pub(super) y_mean: f64,
    pub(super) weights: Option<Vec<f64>>,
    pub(super) variance_without: Vec<f64>,
    pub(super) covariance: Covariance,
    pub(super) intercept: bool,
    pub(super) sse: f64,
    pub(super) sst: f64,
    /// Terms, the constant first.
    pub terms: Vec<String>,
    /// Standard errors, t, p and bounds of the coefficients.
    pub tests: Tests,
    /// Standardised coefficients: z-scores with n − 1, as SPSS prints them; weighted if the fit is; about 0, not the
    /// mean, without a constant.
    pub beta: Vec<f64>,
    /// Variance inflation: of the design with its constant, whatever the order of columns.
    pub vif: Vec<f64>,
    /// Partial correlation.
    pub partial: Vec<f64>,
    /// Semi-partial ("part") correlation.
    pub semipartial: Vec<f64>,
    /// Share of variance explained; about 0 without a constant.
    pub r2: f64,
    /// Adjusted for the number of terms.
    pub adjusted_r2: f64,
    /// F of all slopes; Wald's form under HC0 to HC3.
    pub f: f64,
    /// Its p.
    pub f_p: f64,
    /// Standard deviation of a residual.
    pub sigma: f64,
    /// Logarithm of the normal likelihood at its maximum.
    pub log_likelihood: f64,
    /// Whether y is fitted to the last digit, so that t and p have no meaning.
    pub exact: bool,
    /// What each area does.
    pub influence: Influence,
    /// Fitted values.
    pub fitted: Vec<f64>,
    /// y minus fitted, not weighted.
    pub residuals: Vec<f64>,
}

/// Say which columns depend on each other.
pub(super) fn collinear(error: &Collinear, terms: &[String]) -> Error {
    let names: Vec<String> = error.0.iter().map(|&j| format!("{:?}", terms[j])).collect();
    Error::Input(format!(
        "x columns {} are perfectly collinear (each is a sum of multiples of the others), must be independent: \
         leave one out",
        names.join(", ")
    ))
}

/// Sum of squares about the (weighted) mean, or about 0; and the mean.
fn spread(values: &[f64], weights: Option<&[f64]>, about_mean: bool) -> (f64, f64) {
    let weight = |i: usize| weights.map_or(1.0, |w| w[i]);
    let sum = |f: &dyn Fn(f64) -> f64| -> f64 {
        values.iter().enumerate().map(|(i, &v)| weight(i) * f(v)).sum()
    };
    let mean = if about_mean { sum(&|v| v) / sum(&|_| 1.0) } else { 0.0 };
    (sum(&|v| (v - mean) * (v - mean)), mean)
}

/// Fit `y = X b + e` by least squares, weighted if the sample has weights.
///
/// # Errors
/// Too few areas, a constant column, columns that depend on each other, HC2 or HC3 with a leverage of 1.
pub fn linear(sample: &Sample, options: &Options) -> Result<Linear> {
    let n = sample.y.len();
    let (mut x, terms) = sample.design(&options.y, options.intercept)?;
    let p = terms.len();
    let weights = sample.weights.as_deref();
    let first = usize::from(options.intercept);
    let (sst, y_mean) = spread(&sample.y, weights, options.intercept);
    let x_squares: Vec<f64> =
        x.chunks_exact(n).skip(first).map(|c| spread(c, weights, options.intercept).0).collect();
    let mut y = sample.y.clone();
    if let Some(weights) = weights {
        let roots: Vec<f64> = weights.iter().map(|w| w.sqrt()).collect();
        for column in x.chunks_exact_mut(n).chain([&mut y[..]]) {
            column.iter_mut().zip(&roots).for_each(|(v, root)| *v *= root);
        }
    }
    let solved = solve(&x, n, p, &y).map_err(|error| collinear(&error, &terms))?;
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
    let own_t = |j: usize| solved.b[j] / (variance.all * solved.inverse[j * p + j]).sqrt();
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
        vif: per_slope(&|j| solved.inverse[j * p + j] * x_squares[j - first]),
        partial: per_slope(&|j| own_t(j) / (own_t(j).powi(2) + df).sqrt()),
        semipartial: per_slope(&|j| own_t(j) * ((1.0 - r2) / df).sqrt()),
        r2,
        adjusted_r2: 1.0 - (1.0 - r2) * (n - first) as f64 / df,
        f,
        f_p: f_p(f, slopes, df),
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

    /// Largest relative difference of a coefficient between this fit and that of `linfa-linear`, whose solver (QR
    /// without pivoting, scaling or refinement) loses digits where residuals are large and the design is
    /// ill-conditioned; NaN where it finds no fit.
    #[must_use]
    pub fn second_opinion(&self) -> f64 {
        use linfa::traits::Fit;
        use ndarray::{Array1, Array2, ShapeBuilder};

        let (n, p) = (self.solved.n, self.solved.p);
        let root = |i: usize| self.weights.as_ref().map_or(1.0, |w| w[i].sqrt());
        let y: Array1<f64> = self.y.iter().enumerate().map(|(i, y)| y * root(i)).collect();
        let Ok(x) = Array2::from_shape_vec((n, p).f(), self.x.clone()) else { return f64::NAN };
        let model = linfa_linear::LinearRegression::new().with_intercept(false);
        let Ok(fit) = model.fit(&linfa::Dataset::new(x, y)) else { return f64::NAN };
        let pairs = fit.params().iter().zip(&self.solved.b);
        pairs.map(|(other, own)| ((other - own) / own).abs()).fold(0.0, f64::max)
    }

    /// Weighted column `j` of the design.
    #[must_use]
    pub fn design_column(&self, j: usize) -> &[f64] {
        column(&self.x, self.solved.n, j)
    }
}
