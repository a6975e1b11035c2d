//! Beta-binomial logit by maximum likelihood.
//!
//! The likelihood is written in products, so that no overdispersion (γ = 0) is an ordinary point of it:
//! `Π_{j<k} (μ + jγ) Π_{j<m−k} (1 − μ + jγ) / Π_{j<m} (1 + jγ)`, with `γ = ρ / (1 − ρ)`.
//! Source: Prentice (1986), *Journal of the American Statistical Association* 81(394), 321-327.

use super::{
    factor::{Solved, solve},
    linear::collinear,
    logit::{linear_part, share, ways},
};
use crate::error::{Error, Result};

/// Maximum of the likelihood.
pub(super) struct Found {
    pub b: Vec<f64>,
    pub covariance: Vec<f64>,
    pub rho: f64,
    pub log_likelihood: f64,
}

/// Log-likelihood of one area and its derivatives by μ and γ.
#[derive(Default)]
struct Area {
    log: f64,
    mu: f64,
    gamma: f64,
    mu_mu: f64,
    mu_gamma: f64,
    gamma_gamma: f64,
}

fn area(k: f64, m: f64, mu: f64, gamma: f64) -> Area {
    let mut sum = Area::default();
    let mut add = |times: f64, base: f64, by_mu: f64, sign: f64| {
        let mut j = 0.0;
        while j < times {
            let value = base + j * gamma;
            let (r, s) = (1.0 / value, j / value);
            sum.log += sign * value.ln();
            sum.mu += sign * by_mu * r;
            sum.gamma += sign * s;
            sum.mu_mu -= sign * by_mu * by_mu * r * r;
            sum.mu_gamma -= sign * by_mu * r * s;
            sum.gamma_gamma -= sign * s * s;
            j += 1.0;
        }
    };
    add(k, mu, 1.0, 1.0);
    add(m - k, 1.0 - mu, -1.0, 1.0);
    add(m, 1.0, 0.0, -1.0);
    sum
}

struct Problem<'a> {
    x: &'a [f64],
    k: &'a [f64],
    m: &'a [f64],
    p: usize,
}

impl Problem<'_> {
    /// Log-likelihood, gradient and negative Hessian in (b, ln γ).
    fn at(&self, b: &[f64], gamma: f64) -> (f64, Vec<f64>, Vec<f64>) {
        let (n, p) = (self.k.len(), self.p);
        let size = p + 1;
        let (mut log, mut gradient, mut curve) = (0.0, vec![0.0; size], vec![0.0; size * size]);
        for (i, eta) in linear_part(self.x, n, b).into_iter().enumerate() {
            let mu = share(eta);
            let v = mu * (1.0 - mu);
            let d = area(self.k[i], self.m[i], mu, gamma);
            log += d.log + ways(self.k[i], self.m[i]);
            let second = d.mu_mu * v * v + d.mu * v * (1.0 - 2.0 * mu);
            for a in 0..p {
                let xa = self.x[a * n + i];
                gradient[a] += d.mu * v * xa;
                for c in 0..=a {
                    curve[a * size + c] -= second * xa * self.x[c * n + i];
                }
                curve[p * size + a] -= d.mu_gamma * v * gamma * xa;
            }
            gradient[p] += gamma * d.gamma;
            curve[p * size + p] -= gamma * gamma * d.gamma_gamma + gamma * d.gamma;
        }
        for a in 0..size {
            for c in 0..a {
                curve[c * size + a] = curve[a * size + c];
            }
        }
        (log, gradient, curve)
    }
}

/// Solve `A z = g` for a symmetric positive definite matrix after scaling to a unit diagonal; `None` if it is not one.
fn positive(a: &[f64], columns: &[f64], size: usize, ridge: f64) -> Option<Vec<f64>> {
    let scale: Vec<f64> = (0..size).map(|j| a[j * size + j].abs().sqrt().max(1e-150)).collect();
    let mut l = vec![0.0; size * size];
    for i in 0..size {
        for j in 0..=i {
            let own = a[i * size + j] / scale[i] / scale[j] + if i == j { ridge } else { 0.0 };
            let sum: f64 = (0..j).map(|c| l[i * size + c] * l[j * size + c]).sum();
            if i == j {
                let square = own - sum;
                if square <= 1e-14 || square.is_nan() {
                    return None;
                }
                l[i * size + i] = square.sqrt();
            } else {
                l[i * size + j] = (own - sum) / l[j * size + j];
            }
        }
    }
    let mut z = columns.to_vec();
    for z in z.chunks_exact_mut(size) {
        for i in 0..size {
            let sum: f64 = (0..i).map(|c| l[i * size + c] * z[c]).sum();
            z[i] = (z[i] / scale[i] - sum) / l[i * size + i];
        }
        for i in (0..size).rev() {
            let sum: f64 = (i + 1..size).map(|c| l[c * size + i] * z[c]).sum();
            z[i] = (z[i] - sum) / l[i * size + i];
        }
        z.iter_mut().zip(&scale).for_each(|(z, s)| *z /= s);
    }
    Some(z)
}

fn identity(size: usize) -> Vec<f64> {
    (0..size * size).map(|at| if at / size == at % size { 1.0 } else { 0.0 }).collect()
}

/// Fit; `start` is the binomial estimate and `dispersion` its Pearson statistic over degrees of freedom.
///
/// # Errors
/// No maximum is found.
pub(super) fn fit(
    x: &[f64],
    k: &[f64],
    m: &[f64],
    start: &[f64],
    dispersion: f64,
) -> Result<Found> {
    let (n, p) = (k.len(), start.len());
    let problem = Problem { x, k, m, p };
    let slope: f64 = linear_part(x, n, start)
        .iter()
        .enumerate()
        .map(|(i, &eta)| area(k[i], m[i], share(eta), 0.0).gamma)
        .sum();
    if slope <= 0.0 {
        return binomial(&problem, start);
    }
    let trials = m.iter().sum::<f64>() / n as f64;
    let mut gamma = ((dispersion - 1.0) / (trials - 1.0).max(1.0)).clamp(1e-4, 0.5);
    let mut b = start.to_vec();
    let (mut log, mut gradient, mut curve) = problem.at(&b, gamma);
    for _ in 0..200 {
        let ridges = std::iter::successors(Some(0.0), |r: &f64| Some((r * 10.0).max(1e-3)));
        let step = ridges.take(12).find_map(|ridge| positive(&curve, &gradient, p + 1, ridge));
        let Some(step) = step else { break };
        let gain: f64 = step.iter().zip(&gradient).map(|(s, g)| s * g).sum();
        let mut part = 1.0;
        let next = loop {
            let moved: Vec<f64> = b.iter().zip(&step).map(|(b, s)| b + part * s).collect();
            let scale = (gamma.ln() + (part * step[p]).clamp(-3.0, 3.0)).exp();
            let found = problem.at(&moved, scale);
            if found.0 >= log - 1e-12 * log.abs() || part < 1e-8 {
                break (moved, scale, found);
            }
            part /= 2.0;
        };
        (b, gamma) = (next.0, next.1);
        (log, gradient, curve) = next.2;
        // The decrement of Newton: squared distance to the maximum in standard errors.
        if gain.abs() < 1e-20 {
            break;
        }
    }
    let inverse = positive(&curve, &identity(p + 1), p + 1, 0.0);
    let Some(inverse) = inverse.filter(|_| log.is_finite()) else {
        return Err(Error::Input(
            "the beta-binomial likelihood has no maximum with these data; use model 'quasibinomial'".into(),
        ));
    };
    let covariance = (0..p * p).map(|at| inverse[at / p * (p + 1) + at % p]).collect();
    Ok(Found { b, covariance, rho: gamma / (1.0 + gamma), log_likelihood: log })
}

/// On the edge of the parameter space: no overdispersion, ρ = 0.
fn binomial(problem: &Problem, b: &[f64]) -> Result<Found> {
    let p = problem.p;
    let (log, _, curve) = problem.at(b, 0.0);
    let inner: Vec<f64> = (0..p * p).map(|at| curve[at / p * (p + 1) + at % p]).collect();
    let covariance = positive(&inner, &identity(p), p, 0.0).ok_or_else(|| {
        Error::Input("the binomial likelihood has no maximum with these data".into())
    })?;
    Ok(Found { b: b.to_vec(), covariance, rho: 0.0, log_likelihood: log })
}

/// Log-likelihood of the constant alone (of a share of ½ without one).
///
/// # Errors
/// As [`fit`].
pub(super) fn null(
    k: &[f64],
    m: &[f64],
    intercept: bool,
    share: f64,
    dispersion: f64,
) -> Result<f64> {
    let n = k.len();
    if intercept {
        return Ok(
            fit(&vec![1.0; n], k, m, &[(share / (1.0 - share)).ln()], dispersion)?.log_likelihood
        );
    }
    // A column of zeros has no curvature: maximise over γ by golden section on ln γ.
    let log = |t: f64| {
        (0..n).map(|i| area(k[i], m[i], share, t.exp()).log + ways(k[i], m[i])).sum::<f64>()
    };
    let (mut low, mut high) = (-20.0_f64, 5.0_f64);
    for _ in 0..100 {
        let (a, c) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
        if log(a) > log(c) { high = c } else { low = a }
    }
    Ok(log(f64::midpoint(low, high)))
}

/// The weighted least-squares problem at the maximum, with Pearson residuals: leverage and influence.
///
/// # Errors
/// Columns depend on each other under the weights.
pub(super) fn working(
    x: &[f64],
    k: &[f64],
    m: &[f64],
    mu: &[f64],
    found: &Found,
    terms: &[String],
) -> Result<Solved> {
    let n = k.len();
    let weight = |i: usize| m[i] * mu[i] * (1.0 - mu[i]) / (1.0 + (m[i] - 1.0) * found.rho);
    let weighted: Vec<f64> =
        x.iter().enumerate().map(|(at, x)| x * weight(at % n).sqrt()).collect();
    let spread = |i: usize| m[i] * mu[i] * (1.0 - mu[i]) * (1.0 + (m[i] - 1.0) * found.rho);
    let residuals: Vec<f64> = (0..n).map(|i| (k[i] - m[i] * mu[i]) / spread(i).sqrt()).collect();
    let mut solved =
        solve(&weighted, n, terms.len(), &residuals).map_err(|e| collinear(&e, terms))?;
    solved.b.clone_from(&found.b);
    solved.residuals = residuals;
    Ok(solved)
}
