//! Logit of counts: binomial, quasi-binomial and beta-binomial.
//!
//! Source: `McCullagh` & Nelder (1989), *Generalized Linear Models*, ch. 2 and 4; Wedderburn (1974), *Biometrika* 61(3),
//! 439-447.

use rayon::prelude::*;
use statrs::function::gamma::ln_gamma;

use super::{
    beta_binomial,
    factor::{Solved, solve},
    inference::{Covariance, Tests, column, covariance, f_p},
    influence::{Influence, Variance},
    leave::LeaveOneOut,
    linear::{Options, collinear},
    sample::Sample,
    tails::chi_squared,
};
use crate::error::{Error, Result};

/// How the counts scatter about their expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scatter {
    /// Variance `m μ (1 − μ)`.
    Binomial,
    /// That times a constant, estimated by Pearson's statistic over its degrees of freedom.
    Quasi,
    /// `m μ (1 − μ) (1 + (m − 1) ρ)`, by maximum likelihood.
    Beta,
}

/// A fitted logit of `k` out of `m`. Per term, the constant first; NaN is "not defined".
#[derive(Debug, Clone)]
pub struct Logit {
    /// Terms, the constant first.
    pub terms: Vec<String>,
    /// Coefficients on the scale of log odds.
    pub b: Vec<f64>,
    /// Their standard errors, tests and bounds.
    pub tests: Tests,
    /// Variance inflation, with the weights of the fit.
    pub vif: Vec<f64>,
    /// Average marginal effect: change of the share per unit of x, averaged over lettings.
    pub effect: Vec<f64>,
    /// Its standard error (delta method).
    pub effect_se: Vec<f64>,
    /// Pearson's statistic over degrees of freedom; 1 is binomial.
    pub dispersion: f64,
    /// Correlation within an area (beta-binomial).
    pub rho: f64,
    /// Deviance, of the model and of the constant alone.
    pub deviance: f64,
    /// See `deviance`.
    pub null_deviance: f64,
    /// Logarithm of the likelihood; not defined for quasi.
    pub log_likelihood: f64,
    /// All slopes together: F for quasi, else chi-squared of the likelihood ratio; and its p.
    pub together: (f64, f64),
    /// Condition number of the weighted design.
    pub condition: f64,
    /// What each area does, to first order.
    pub influence: Influence,
    /// Fitted shares.
    pub fitted: Vec<f64>,
    /// Share minus fitted share.
    pub residuals: Vec<f64>,
}

/// Counts behind the shares: `k = y m`, whole unless quasi.
pub(super) fn counts(sample: &Sample, scatter: Scatter) -> Result<(Vec<f64>, Vec<f64>)> {
    let Some(m) = sample.trials.clone() else {
        return Err(Error::Input("a model of counts needs trials".into()));
    };
    let mut k: Vec<f64> = sample.y.iter().zip(&m).map(|(y, m)| y * m).collect();
    if scatter != Scatter::Quasi {
        for (i, k) in k.iter_mut().enumerate() {
            if (*k - k.round()).abs() > 1e-6 * m[i].max(1.0) {
                return Err(Error::Input(format!(
                    "y times trials is {k} in row {} (counted from 0), must be whole: give the share unrounded, or \
                     use model 'quasibinomial'",
                    sample.rows[i]
                )));
            }
            *k = k.round();
        }
    }
    Ok((k, m))
}

/// The share at log odds `eta`.
pub(super) fn share(eta: f64) -> f64 {
    1.0 / (1.0 + (-eta).exp())
}

/// `X b`.
pub(super) fn linear_part(x: &[f64], n: usize, b: &[f64]) -> Vec<f64> {
    let mut eta = vec![0.0; n];
    for (column, b) in x.chunks_exact(n).zip(b) {
        eta.iter_mut().zip(column).for_each(|(eta, x)| *eta += b * x);
    }
    eta
}

/// Beyond these log odds a share is 0 or 1 to the last digit of any count of dwellings.
const RUNAWAY: f64 = 25.0;

/// Maximum likelihood by iteratively reweighted least squares; `inflate` divides the weights.
fn iterate(
    x: &[f64],
    k: &[f64],
    m: &[f64],
    inflate: &[f64],
    terms: &[String],
) -> Result<(Vec<f64>, Solved)> {
    let (n, p) = (k.len(), terms.len());
    let start = k.iter().zip(m).map(|(k, m)| ((k + 0.5) / (m - k + 0.5)).ln());
    let (mut eta, mut before, mut last): (Vec<f64>, _, _) = (start.collect(), vec![0.0; p], false);
    for round in 0..60 {
        let (mut xw, mut z) = (x.to_vec(), vec![0.0; n]);
        for i in 0..n {
            let mu = share(eta[i]);
            let w = m[i] * mu * (1.0 - mu) / inflate[i];
            z[i] = w.sqrt() * eta[i] + (k[i] - m[i] * mu) / (w.sqrt() * inflate[i]);
            (0..p).for_each(|j| xw[j * n + i] *= w.sqrt());
        }
        let far = eta.iter().fold(0.0_f64, |far, eta| far.max(eta.abs()));
        let solved = match solve(&xw, n, p, &z) {
            Ok(solved) => solved,
            Err(error) if round == 0 || far < RUNAWAY / 2.0 => {
                return Err(collinear(&error, terms));
            }
            Err(_) => return Err(separated(x, n, &before, terms)),
        };
        let next = linear_part(x, n, &solved.b);
        let step = eta.iter().zip(&next).fold(0.0_f64, |s, (a, b)| s.max((a - b).abs()));
        let far = next.iter().fold(0.0_f64, |far, eta| far.max(eta.abs()));
        if !step.is_finite() || far > RUNAWAY {
            return Err(separated(x, n, &solved.b, terms));
        }
        if last {
            return Ok((next, solved));
        }
        // Newton doubles the digits: one more round after six are right.
        last = step < 1e-6;
        (eta, before) = (next, solved.b);
    }
    Err(separated(x, n, &before, terms))
}

/// Name the terms that run away.
fn separated(x: &[f64], n: usize, b: &[f64], terms: &[String]) -> Error {
    let reach: Vec<f64> = x
        .chunks_exact(n)
        .zip(b)
        .map(|(c, b)| {
            let (low, high) = c
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (l.min(v), h.max(v)));
            b.abs() * (high - low)
        })
        .collect();
    let most = reach.iter().copied().fold(0.0, f64::max);
    let names: Vec<String> = terms
        .iter()
        .zip(&reach)
        .filter(|(_, r)| **r > most / 3.0)
        .map(|(t, _)| format!("{t:?}"))
        .collect();
    Error::Input(format!(
        "the logit separates: {} tells without error which areas have a share of 0 or 1, so its coefficient has no \
         finite estimate; must be left out, or areas joined",
        names.join(", ")
    ))
}

/// Twice the gap between the saturated log-likelihood and that at `mu`.
fn deviance(k: &[f64], m: &[f64], mu: &[f64]) -> f64 {
    let term = |a: f64, expected: f64| if a > 0.0 { a * (a / expected).ln() } else { 0.0 };
    let each = |((k, m), mu): ((&f64, &f64), &f64)| term(*k, m * mu) + term(m - k, m * (1.0 - mu));
    2.0 * k.iter().zip(m).zip(mu).map(each).sum::<f64>()
}

/// `ln C(m, k)`.
pub(super) fn ways(k: f64, m: f64) -> f64 {
    ln_gamma(m + 1.0) - ln_gamma(k + 1.0) - ln_gamma(m - k + 1.0)
}

fn log_likelihood(k: &[f64], m: &[f64], mu: &[f64]) -> f64 {
    let term = |a: f64, share: f64| if a > 0.0 { a * share.ln() } else { 0.0 };
    k.iter()
        .zip(m)
        .zip(mu)
        .map(|((&k, &m), &mu)| ways(k, m) + term(k, mu) + term(m - k, 1.0 - mu))
        .sum()
}

/// Average marginal effects over lettings, and their standard errors.
fn effects(
    x: &[f64],
    m: &[f64],
    mu: &[f64],
    b: &[f64],
    matrix: &[f64],
    first: usize,
) -> (Vec<f64>, Vec<f64>) {
    let (n, p) = (m.len(), b.len());
    let all: f64 = m.iter().sum();
    let slope = |i: usize| m[i] * mu[i] * (1.0 - mu[i]) / all;
    let mean: f64 = (0..n).map(slope).sum();
    let bend: Vec<f64> = (0..p)
        .map(|j| (0..n).map(|i| slope(i) * (1.0 - 2.0 * mu[i]) * column(x, n, j)[i]).sum())
        .collect();
    let (mut effect, mut se) = (vec![f64::NAN; p], vec![f64::NAN; p]);
    for j in first..p {
        let gradient: Vec<f64> =
            (0..p).map(|l| b[j] * bend[l] + if l == j { mean } else { 0.0 }).collect();
        let square: f64 = (0..p)
            .map(|a| (0..p).map(|c| gradient[a] * matrix[a * p + c] * gradient[c]).sum::<f64>())
            .sum();
        (effect[j], se[j]) = (b[j] * mean, square.sqrt());
    }
    (effect, se)
}

/// Fit the log odds of a share to `X b`.
///
/// # Errors
/// As [`super::linear()`]; a share that is no whole count; a logit that separates.
pub fn logit(sample: &Sample, options: &Options, scatter: Scatter) -> Result<Logit> {
    let (k, m) = counts(sample, scatter)?;
    let (x, terms) = sample.design(&options.y, options.intercept)?;
    let (n, p, first) = (k.len(), terms.len(), usize::from(options.intercept));
    let plain = vec![1.0; n];
    let (mut eta, mut solved) = iterate(&x, &k, &m, &plain, &terms)?;
    let mut mu: Vec<f64> = eta.iter().map(|&eta| share(eta)).collect();
    let df = (n - p) as f64;
    let pearson: f64 = solved.residuals.iter().map(|e| e * e).sum();
    let dispersion = pearson / df;
    let (mut rho, mut fit_log) = (f64::NAN, log_likelihood(&k, &m, &mu));
    let base = if options.intercept { k.iter().sum::<f64>() / m.iter().sum::<f64>() } else { 0.5 };
    let null = vec![base; n];
    let (null_deviance, own_deviance) = (deviance(&k, &m, &null), deviance(&k, &m, &mu));
    let mut ratio = null_deviance - own_deviance;
    let matrix = match scatter {
        Scatter::Beta => {
            if options.covariance != Covariance::Classical {
                return Err(Error::Input(
                    "covariance of model 'betabinomial' must be 'classical'".into(),
                ));
            }
            let found = beta_binomial::fit(&x, &k, &m, &solved.b, dispersion)?;
            let alone = beta_binomial::null(&k, &m, options.intercept, base, dispersion)?;
            eta = linear_part(&x, n, &found.b);
            mu = eta.iter().map(|&eta| share(eta)).collect();
            (rho, fit_log, ratio) =
                (found.rho, found.log_likelihood, 2.0 * (found.log_likelihood - alone));
            solved = beta_binomial::working(&x, &k, &m, &mu, &found, &terms)?;
            found.covariance
        }
        Scatter::Quasi => covariance(&solved, options.covariance, dispersion, &sample.areas)?,
        Scatter::Binomial => covariance(&solved, options.covariance, 1.0, &sample.areas)?,
    };
    let slopes = (p - first) as f64;
    let quasi = scatter == Scatter::Quasi;
    let together = if quasi {
        let f = ratio / slopes / dispersion;
        (f, f_p(f, slopes, df))
    } else {
        (ratio, chi_squared(ratio, slopes))
    };
    let tests =
        Tests::new(&solved.b, &matrix, if quasi { df } else { f64::INFINITY }, options.level);
    let (effect, effect_se) = effects(&x, &m, &mu, &solved.b, &matrix, first);
    let variance = if quasi { Variance::estimated(&solved, df) } else { Variance::known(n) };
    let weights: Vec<f64> = (0..n).map(|i| m[i] * mu[i] * (1.0 - mu[i])).collect();
    Ok(Logit {
        vif: (0..p).map(|j| inflation(&x, n, j, first, &weights, &solved)).collect(),
        influence: Influence::new(&solved, &variance),
        residuals: sample.y.iter().zip(&mu).map(|(y, mu)| y - mu).collect(),
        log_likelihood: if quasi { f64::NAN } else { fit_log },
        condition: solved.condition,
        b: solved.b,
        deviance: own_deviance,
        fitted: mu,
        null_deviance,
        dispersion,
        effect_se,
        together,
        effect,
        tests,
        terms,
        rho,
    })
}

/// Variance inflation of term `j` among the weighted columns.
fn inflation(x: &[f64], n: usize, j: usize, first: usize, weights: &[f64], solved: &Solved) -> f64 {
    if j < first {
        return f64::NAN;
    }
    let values = || column(x, n, j).iter().zip(weights);
    let mean = if first == 0 {
        0.0
    } else {
        values().map(|(x, w)| x * w).sum::<f64>() / weights.iter().sum::<f64>()
    };
    // Scale-free: the inverse belongs to the same weights up to their common factor.
    values().map(|(x, w)| w * (x - mean).powi(2)).sum::<f64>() * solved.inverse[j * solved.p + j]
}

/// The most areas that are refitted one by one: time grows with their square.
const MOST: usize = 3_000;

/// Every coefficient and p without each area, by refits: there is no closed form.
///
/// # Errors
/// More than 3,000 areas.
pub fn logit_leave_one_out(
    sample: &Sample,
    options: &Options,
    scatter: Scatter,
) -> Result<LeaveOneOut> {
    let n = sample.y.len();
    if n > MOST {
        return Err(Error::Input(format!(
            "leave_one_out of a logit refits it for each of {n} areas, must be at most {MOST}; the dfbeta columns of \
             areas give it to first order"
        )));
    }
    let p = sample.names.len() + usize::from(options.intercept);
    let fits: Vec<Option<Logit>> =
        (0..n).into_par_iter().map(|i| logit(&sample.without(i), options, scatter).ok()).collect();
    let gather = |f: &dyn Fn(&Logit) -> &[f64]| -> Vec<f64> {
        (0..n * p).map(|at| fits[at % n].as_ref().map_or(f64::NAN, |fit| f(fit)[at / n])).collect()
    };
    Ok(LeaveOneOut {
        b: gather(&|fit| &fit.b),
        se: gather(&|fit| &fit.tests.se),
        p: gather(&|fit| &fit.tests.p),
        r2: vec![f64::NAN; n],
    })
}
