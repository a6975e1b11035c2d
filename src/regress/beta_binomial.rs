//! Beta-binomial logit by maximum likelihood; see [`crate::numeric::beta_binomial`].

use ndarray::{Array2, ShapeBuilder};

use super::{
    factor::{Solved, solve},
    irls::{Convergence, Counts, expit, linear_part},
    linear::collinear,
    matrix::each_column,
};
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::numeric::beta_binomial::{Maximum, Problem};
use crate::numeric::gamma::ln_choose;

/// Maximum of the likelihood.
pub(super) struct Found {
    pub b: Vec<f64>,
    pub covariance: Array2<f64>,
    pub rho: f64,
    pub log_likelihood: f64,
    pub convergence: Convergence,
}

/// Starting values: the overdispersions tried, each with the binomial estimate under its weights.
const GAMMAS: [f64; 5] = [1e-3, 1e-2, 0.1, 1.0, 10.0];

/// `Σ ln C(m, k)`.
pub(super) fn choices(k: &[f64], m: &[f64]) -> f64 {
    k.iter().zip(m).map(|(k, m)| ln_choose(*m, *k)).sum()
}

/// Fit; `start` is the binomial estimate, `dispersion` its Pearson statistic over degrees of freedom. With `near`, a
/// maximum of almost the same counts, start from there only.
///
/// # Errors
/// No maximum is found, or the work was asked to stop.
pub(super) fn fit(
    counts: &Counts<'_>,
    start: &[f64],
    dispersion: f64,
    near: Option<(&[f64], f64)>,
) -> Result<Found> {
    let starts = match near {
        Some((b, rho)) => vec![(b.to_vec(), (rho / (1.0 - rho)).max(1e-4))],
        None => starts(counts, start, dispersion),
    };
    let found = maximum(counts, start, &starts)?;
    let covariance = found.covariance().filter(|_| found.log_likelihood.is_finite());
    let covariance = covariance.ok_or(Error::NoMaximum {})?;
    Ok(Found {
        covariance,
        rho: found.gamma / (1.0 + found.gamma),
        log_likelihood: found.log_likelihood + choices(counts.k, counts.m),
        convergence: Convergence { converged: found.converged, steps: found.steps },
        b: found.b,
    })
}

fn maximum(counts: &Counts<'_>, start: &[f64], starts: &[(Vec<f64>, f64)]) -> Result<Maximum> {
    let stop = Stop::current();
    let problem =
        Problem { x: counts.x.view(), k: counts.k, m: counts.m, times: None, stop: &stop };
    problem.maximum(start, starts)
}

fn starts(counts: &Counts<'_>, start: &[f64], dispersion: f64) -> Vec<(Vec<f64>, f64)> {
    let trials = counts.m.iter().sum::<f64>() / counts.m.len() as f64;
    let moments = ((dispersion - 1.0) / (trials - 1.0).max(1.0)).clamp(1e-4, 0.5);
    let mut starts = vec![(start.to_vec(), moments)];
    for gamma in GAMMAS {
        let rho = gamma / (1.0 + gamma);
        // Weights that separate, or lead nowhere, are no place to start from.
        if let Ok(found) = counts.fit(|m| 1.0 + (m - 1.0) * rho) {
            starts.push((found.solved.b, gamma));
        }
    }
    starts
}

/// Log-likelihood of the constant alone (of a share of ½ without one); `base` is the share of all counts together.
///
/// # Errors
/// As [`fit`].
pub(super) fn null(
    k: &[f64],
    m: &[f64],
    intercept: bool,
    base: f64,
    dispersion: f64,
) -> Result<f64> {
    let x = Array2::ones((k.len(), usize::from(intercept)).f());
    let start = if intercept { vec![(base / (1.0 - base)).ln()] } else { vec![] };
    let counts = Counts { x: &x, k, m, terms: &[] };
    let starts = if intercept {
        starts(&counts, &start, dispersion)
    } else {
        GAMMAS.iter().map(|gamma| (vec![], *gamma)).collect()
    };
    Ok(maximum(&counts, &start, &starts)?.log_likelihood + choices(k, m))
}

/// The weighted least-squares problem at the maximum, with Pearson residuals: leverage and influence.
///
/// # Errors
/// Columns are collinear under the weights.
pub(super) fn working(counts: &Counts<'_>, found: &Found) -> Result<Solved> {
    let eta = linear_part(counts.x, &found.b);
    let inflate = |m: f64| 1.0 + (m - 1.0) * found.rho;
    let variance = |eta: f64, m: f64| {
        let (mu, rest) = expit(eta);
        m * mu * rest
    };
    let rows = || eta.iter().zip(counts.m);
    let roots: Vec<f64> =
        rows().map(|(eta, m)| (variance(*eta, *m) / inflate(*m)).sqrt()).collect();
    let mut weighted = counts.x.clone();
    each_column(&mut weighted, |_, column| {
        column.iter_mut().zip(&roots).for_each(|(x, root)| *x *= root);
    });
    let gap = |((eta, m), k): ((&f64, &f64), &f64)| {
        (k - m * expit(*eta).0) / (variance(*eta, *m) * inflate(*m)).sqrt()
    };
    let residuals: Vec<f64> = rows().zip(counts.k).map(gap).collect();
    let mut solved = solve(&weighted, &residuals).map_err(|e| collinear(&e, counts.terms))?;
    solved.b.clone_from(&found.b);
    solved.residuals = residuals;
    Ok(solved)
}
