//! Logit of counts: binomial, quasi-binomial and beta-binomial.
//!
//! Source: `McCullagh` & Nelder (1989), *Generalized Linear Models*, ch. 2 and 4; Wedderburn (1974), *Biometrika* 61(3),
//! 439-447.

use ndarray::Array2;
use rayon::prelude::*;

use super::{
    beta_binomial,
    factor::Solved,
    inference::{Covariance, Tests, covariance},
    influence::{Influence, Variance},
    irls::{Convergence, Counts, deviance, expit, linear_part},
    leave::LeaveOneOut,
    linear::Options,
    matrix::{by_column, column},
    sample::Sample,
};
use crate::check;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::numeric::tails::{chi_squared, fisher};

/// Variance of the counts about their expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scatter {
    /// Variance `m μ (1 − μ)`.
    Binomial,
    /// That times a constant, estimated by Pearson's statistic over its degrees of freedom.
    Quasi,
    /// `m μ (1 − μ) (1 + (m − 1) ρ)`, by maximum likelihood.
    Beta,
}

/// A fitted logit of `k` out of `m`. Per term, the constant first; NaN is "not defined".
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Logit {
    /// Terms, the constant first.
    pub terms: Vec<String>,
    /// Coefficients on the scale of log odds.
    #[serde(with = "crate::numeric::figures")]
    pub b: Vec<f64>,
    /// Their standard errors, tests and bounds.
    pub tests: Tests,
    /// Variance inflation, with the weights of the fit.
    #[serde(with = "crate::numeric::figures")]
    pub vif: Vec<f64>,
    /// Average marginal effect: change of the share per unit of x, averaged over lettings.
    #[serde(with = "crate::numeric::figures")]
    pub effect: Vec<f64>,
    /// Its standard error (delta method).
    #[serde(with = "crate::numeric::figures")]
    pub effect_se: Vec<f64>,
    /// Pearson's statistic over degrees of freedom; 1 is binomial.
    #[serde(with = "crate::numeric::figures")]
    pub dispersion: f64,
    /// Intra-area correlation (beta-binomial).
    #[serde(with = "crate::numeric::figures")]
    pub rho: f64,
    /// Deviance, of the model and of the constant alone.
    #[serde(with = "crate::numeric::figures")]
    pub deviance: f64,
    /// See `deviance`.
    #[serde(with = "crate::numeric::figures")]
    pub null_deviance: f64,
    /// Logarithm of the likelihood; not defined for quasi.
    #[serde(with = "crate::numeric::figures")]
    pub log_likelihood: f64,
    /// All slopes together: F for quasi, else chi-squared of the likelihood ratio; and its p.
    #[serde(with = "crate::numeric::figures")]
    pub together: (f64, f64),
    /// Condition number of the weighted design.
    #[serde(with = "crate::numeric::figures")]
    pub condition: f64,
    /// Whether the iteration converged.
    pub convergence: Convergence,
    /// Degrees of freedom of a residual.
    pub df: usize,
    /// Influence statistics per area, to first order.
    pub influence: Influence,
    /// Fitted shares.
    #[serde(with = "crate::numeric::figures")]
    pub fitted: Vec<f64>,
    /// Share minus fitted share.
    #[serde(with = "crate::numeric::figures")]
    pub residuals: Vec<f64>,
}

/// Counts behind the shares: `k = y m`, whole unless quasi.
pub(super) fn counts(sample: &Sample, scatter: Scatter) -> Result<(Vec<f64>, Vec<f64>)> {
    let Some(m) = sample.trials.clone() else {
        return Err(Error::NoTrials {});
    };
    let mut k: Vec<f64> = sample.y.iter().zip(&m).map(|(y, m)| y * m).collect();
    if scatter != Scatter::Quasi {
        for (i, k) in k.iter_mut().enumerate() {
            if (*k - k.round()).abs() > 1e-6 * m[i].max(1.0) {
                return Err(Error::NotWholeCount { row: sample.rows[i], value: *k });
            }
            *k = k.round();
        }
    }
    Ok((k, m))
}

fn log_likelihood(k: &[f64], m: &[f64], eta: &[f64]) -> f64 {
    let term = |a: f64, share: f64| if a > 0.0 { a * share.ln() } else { 0.0 };
    let rows = k.iter().zip(m).zip(eta);
    let each = rows.map(|((k, m), eta)| {
        let (mu, rest) = expit(*eta);
        term(*k, mu) + term(m - k, rest)
    });
    each.sum::<f64>() + beta_binomial::choices(k, m)
}

/// Average marginal effects over lettings, and their standard errors.
fn effects(
    counts: &Counts<'_>,
    eta: &[f64],
    b: &[f64],
    covariance: &Array2<f64>,
    first: usize,
) -> (Vec<f64>, Vec<f64>) {
    let p = b.len();
    let all: f64 = counts.m.iter().sum();
    let rows = || eta.iter().zip(counts.m).map(|(eta, m)| (expit(*eta), m / all));
    let slope: Vec<f64> = rows().map(|((mu, rest), w)| w * mu * rest).collect();
    let mean: f64 = slope.iter().sum();
    let bend = |j: usize| -> f64 {
        let each = rows().zip(&slope).zip(column(counts.x, j));
        each.map(|((((mu, rest), _), slope), x)| slope * (rest - mu) * x).sum()
    };
    let bend: Vec<f64> = (0..p).map(bend).collect();
    let (mut effect, mut se) = (vec![f64::NAN; p], vec![f64::NAN; p]);
    for j in first..p {
        let gradient: Vec<f64> =
            (0..p).map(|l| b[j] * bend[l] + if l == j { mean } else { 0.0 }).collect();
        let square: f64 =
            covariance.indexed_iter().map(|((a, c), v)| gradient[a] * v * gradient[c]).sum();
        (effect[j], se[j]) = (b[j] * mean, square.sqrt());
    }
    (effect, se)
}

/// Fit the log odds of a share to `X b`.
///
/// # Errors
/// As [`super::linear()`]; a share that is no whole count; a logit that separates or does not converge; the work was
/// asked to stop.
pub fn logit(sample: &Sample, options: &Options, scatter: Scatter) -> Result<Logit> {
    logit_near(sample, options, scatter, None)
}

/// As [`logit`], with a maximum of almost the same counts to start from.
fn logit_near(
    sample: &Sample,
    options: &Options,
    scatter: Scatter,
    near: Option<&Logit>,
) -> Result<Logit> {
    check::level(options.level)?;
    if scatter == Scatter::Beta && options.covariance != Covariance::Classical {
        return Err(Error::OnlyClassical {});
    }
    let (k, m) = counts(sample, scatter)?;
    let (x, terms) = sample.design(&options.y, options.intercept)?;
    let counts = Counts { x: &x, k: &k, m: &m, terms: &terms };
    let (p, first) = (terms.len(), usize::from(options.intercept));
    let irls = counts.fit(|_| 1.0)?;
    let (mut eta, mut solved, mut convergence) = (irls.eta, irls.solved, irls.convergence);
    let df = solved.df();
    let dispersion = solved.residuals.iter().map(|e| e * e).sum::<f64>() / df;
    let (mut rho, mut fit_log) = (f64::NAN, log_likelihood(&k, &m, &eta));
    let base = if options.intercept { k.iter().sum::<f64>() / m.iter().sum::<f64>() } else { 0.5 };
    let null = vec![(base / (1.0 - base)).ln(); k.len()];
    let (null_deviance, own_deviance) = (deviance(&k, &m, &null), deviance(&k, &m, &eta));
    let mut ratio = null_deviance - own_deviance;
    let matrix = match scatter {
        Scatter::Beta => {
            let start = near.map(|near| (&near.b[..], near.rho));
            let found = beta_binomial::fit(&counts, &solved.b, dispersion, start)?;
            // A refit without one area is not asked for its likelihood ratio.
            let alone = if near.is_some() {
                f64::NAN
            } else {
                beta_binomial::null(&k, &m, options.intercept, base, dispersion)?
            };
            eta = linear_part(&x, &found.b);
            solved = beta_binomial::working(&counts, &found)?;
            convergence = found.convergence;
            (rho, fit_log, ratio) =
                (found.rho, found.log_likelihood, 2.0 * (found.log_likelihood - alone));
            found.covariance
        }
        Scatter::Quasi => covariance(&solved, options.covariance, dispersion, &sample.areas)?,
        Scatter::Binomial => covariance(&solved, options.covariance, 1.0, &sample.areas)?,
    };
    let slopes = (p - first) as f64;
    let quasi = scatter == Scatter::Quasi;
    let together = if quasi {
        let f = ratio / slopes / dispersion;
        (f, fisher(f, slopes, df))
    } else {
        (ratio, chi_squared(ratio, slopes))
    };
    let t_df = if quasi { df } else { f64::INFINITY };
    let (effect, effect_se) = effects(&counts, &eta, &solved.b, &matrix, first);
    let variance = if quasi { Variance::estimated(&solved, df) } else { Variance::known(k.len()) };
    let fitted: Vec<f64> = eta.iter().map(|&eta| expit(eta).0).collect();
    Ok(Logit {
        tests: Tests::new(&solved.b, &matrix, t_df, options.level),
        vif: (0..p).map(|j| inflation(&counts, &eta, j, first, &solved)).collect(),
        influence: Influence::new(&solved, &variance),
        residuals: sample.y.iter().zip(&fitted).map(|(y, mu)| y - mu).collect(),
        log_likelihood: if quasi { f64::NAN } else { fit_log },
        condition: solved.condition,
        df: solved.n() - solved.p(),
        b: solved.b,
        deviance: own_deviance,
        convergence,
        fitted,
        null_deviance,
        dispersion,
        effect_se,
        together,
        effect,
        terms,
        rho,
    })
}

/// Variance inflation of term `j` among the weighted columns.
fn inflation(counts: &Counts<'_>, eta: &[f64], j: usize, first: usize, solved: &Solved) -> f64 {
    if j < first {
        return f64::NAN;
    }
    let weight = |(eta, m): (&f64, &f64)| {
        let (mu, rest) = expit(*eta);
        m * mu * rest
    };
    let weights: Vec<f64> = eta.iter().zip(counts.m).map(weight).collect();
    let values = || column(counts.x, j).iter().zip(&weights);
    let mean = if first == 0 {
        0.0
    } else {
        values().map(|(x, w)| x * w).sum::<f64>() / weights.iter().sum::<f64>()
    };
    // Scale-free: the inverse belongs to the same weights up to their common factor.
    values().map(|(x, w)| w * (x - mean).powi(2)).sum::<f64>() * solved.inverse[[j, j]]
}

/// The most areas that are refitted one by one: time grows with their square.
const MOST: usize = 3_000;

/// Every coefficient and p without each area, by refits: there is no closed form.
///
/// # Errors
/// More than 3,000 areas, or the work was asked to stop.
pub fn logit_leave_one_out(
    sample: &Sample,
    options: &Options,
    scatter: Scatter,
    whole: &Logit,
) -> Result<LeaveOneOut> {
    let n = sample.y.len();
    if n > MOST {
        return Err(Error::ManyRefits { n, most: MOST });
    }
    let stop = Stop::current();
    let one = |i: usize| {
        stop.check()?;
        // The refit, too, can be stopped: it runs on another thread than this one.
        let refit = stop.scope(|| logit_near(&sample.without(i), options, scatter, Some(whole)));
        match refit {
            Err(Error::Interrupted {}) => Err(Error::Interrupted {}),
            refit => Ok(refit.ok()),
        }
    };
    let fits: Vec<Option<Logit>> = (0..n).into_par_iter().map(one).collect::<Result<_>>()?;
    let p = whole.terms.len();
    let gather = |f: &dyn Fn(&Logit) -> &[f64]| {
        let value = |at: usize| fits[at % n].as_ref().map_or(f64::NAN, |fit| f(fit)[at / n]);
        by_column(n, (0..n * p).map(value).collect())
    };
    Ok(LeaveOneOut {
        b: gather(&|fit| &fit.b),
        se: gather(&|fit| &fit.tests.se),
        p: gather(&|fit| &fit.tests.p),
        r2: vec![f64::NAN; n],
    })
}
