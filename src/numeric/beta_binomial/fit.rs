//! Maximum of the beta-binomial likelihood with a logit of the mean, from several starts.

use ndarray::{Array2, ArrayView2, s};
use rayon::prelude::*;

use super::likelihood::Likelihood;
use crate::error::Result;
use crate::interrupt::Stop;
use crate::numeric::cholesky::Cholesky;

/// Counts `k` of `m`, each pair `times` over, and the design (rows × coefficients) of their log odds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Problem<'a> {
    pub(crate) x: ArrayView2<'a, f64>,
    pub(crate) k: &'a [f64],
    pub(crate) m: &'a [f64],
    pub(crate) times: Option<&'a [f64]>,
    pub(crate) stop: &'a Stop,
}

/// The best place that was found.
#[derive(Debug, Clone)]
pub(crate) struct Maximum {
    /// Coefficients of the log odds.
    pub(crate) b: Vec<f64>,
    /// `ρ / (1 − ρ)`; 0 where the binomial distribution is at least as likely as any with overdispersion.
    pub(crate) gamma: f64,
    /// Logarithm of the likelihood, without binomial coefficients.
    pub(crate) log_likelihood: f64,
    /// Negative second derivatives by `b` and `ln γ`.
    pub(crate) curve: Array2<f64>,
    /// Newton steps of the start that led here.
    pub(crate) steps: usize,
    /// Whether those steps converged; not so where the likelihood goes on rising with γ.
    pub(crate) converged: bool,
}

/// Newton steps from one start.
const STEPS: usize = 200;
/// Squared distance to the maximum, in standard errors, at which the steps may end, and at which they have converged.
const AT_REST: f64 = 1e-20;
const CONVERGED: f64 = 1e-10;
/// Overdispersion beyond these is none at all, or whole: below, `γ m` changes no digit; above, all draws of an area are
/// alike.
const NONE: f64 = 1e-10;
const WHOLE: f64 = 1e6;
/// Rows whose sums are added up together, so that a result does not depend on the number of threads.
const CHUNK: usize = 512;

/// Log-likelihood, gradient and negative Hessian by `b` and `ln γ`.
struct Point {
    log: f64,
    gradient: Vec<f64>,
    curve: Array2<f64>,
}

impl Point {
    fn zero(size: usize) -> Self {
        Self { log: 0.0, gradient: vec![0.0; size], curve: Array2::zeros((size, size)) }
    }

    fn add(mut self, other: &Self) -> Self {
        self.log += other.log;
        self.gradient.iter_mut().zip(&other.gradient).for_each(|(a, b)| *a += b);
        self.curve += &other.curve;
        self
    }
}

/// The share at log odds `eta`, and one minus it.
fn expit(eta: f64) -> (f64, f64) {
    (1.0 / (1.0 + (-eta).exp()), 1.0 / (1.0 + eta.exp()))
}

impl Problem<'_> {
    fn eta(&self, row: usize, b: &[f64]) -> f64 {
        self.x.row(row).iter().zip(b).map(|(x, b)| x * b).sum()
    }

    fn rows(&self, rows: std::ops::Range<usize>, b: &[f64], gamma: f64) -> Point {
        let p = b.len();
        let mut point = Point::zero(p + 1);
        if self.stop.raised() {
            return point; // whoever asked looks before using it
        }
        for i in rows {
            let times = self.times.map_or(1.0, |times| times[i]);
            let (mu, rest) = expit(self.eta(i, b));
            let v = mu * rest;
            let d = Likelihood::of(self.k[i], self.m[i], mu, gamma);
            point.log += times * d.log;
            let second = times * (d.mu_mu * v * v + d.mu * v * (rest - mu));
            let x = self.x.row(i);
            for a in 0..p {
                point.gradient[a] += times * d.mu * v * x[a];
                for c in 0..=a {
                    point.curve[[a, c]] -= second * x[a] * x[c];
                }
                point.curve[[p, a]] -= times * d.mu_gamma * v * gamma * x[a];
            }
            point.gradient[p] += times * gamma * d.gamma;
            point.curve[[p, p]] -= times * gamma * (gamma * d.gamma_gamma + d.gamma);
        }
        point
    }

    fn at(&self, b: &[f64], gamma: f64) -> Result<Point> {
        let n = self.k.len();
        let size = b.len() + 1;
        let chunk = |start: usize| self.rows(start..(start + CHUNK).min(n), b, gamma);
        let starts = (0..n).step_by(CHUNK).collect::<Vec<_>>();
        let parts: Vec<Point> = starts.into_par_iter().map(chunk).collect();
        let mut point = parts.iter().fold(Point::zero(size), Point::add);
        for a in 0..size {
            for c in 0..a {
                point.curve[[c, a]] = point.curve[[a, c]];
            }
        }
        self.stop.check()?;
        Ok(point)
    }

    /// Logarithm of the likelihood, without binomial coefficients.
    ///
    /// # Errors
    /// The work was asked to stop.
    pub(crate) fn log_likelihood(&self, b: &[f64], gamma: f64) -> Result<f64> {
        let row = |i: usize| {
            if self.stop.raised() {
                return 0.0;
            }
            let (mu, _) = expit(self.eta(i, b));
            self.times.map_or(1.0, |times| times[i])
                * Likelihood::log_of(self.k[i], self.m[i], mu, gamma)
        };
        let rows = (0..self.k.len()).into_par_iter().with_min_len(CHUNK).map(row);
        let sum = rows.collect::<Vec<f64>>().iter().sum();
        self.stop.check()?;
        Ok(sum)
    }

    /// Climb from each start, and from no overdispersion at `binomial`, the binomial estimate; the highest place wins.
    ///
    /// # Errors
    /// The work was asked to stop.
    pub(crate) fn maximum(&self, binomial: &[f64], starts: &[(Vec<f64>, f64)]) -> Result<Maximum> {
        let edge = self.at(binomial, 0.0)?;
        let mut best = Maximum {
            b: binomial.to_vec(),
            gamma: 0.0,
            log_likelihood: edge.log,
            curve: edge.curve,
            steps: 0,
            converged: true,
        };
        // What rounding adds to a likelihood is no gain over the simpler distribution.
        let mut least = best.log_likelihood + 1e-11 * best.log_likelihood.abs().max(1.0);
        for (b, gamma) in starts {
            let found = self.maximise(b, *gamma)?;
            if found.log_likelihood > least && found.gamma > NONE / self.most() {
                least = found.log_likelihood + 1e-12 * found.log_likelihood.abs();
                best = found;
            }
        }
        Ok(best)
    }

    fn most(&self) -> f64 {
        self.m.iter().copied().fold(1.0, f64::max)
    }

    /// Newton's method, with a ridge where the likelihood curves the wrong way and half steps where it falls.
    fn maximise(&self, b: &[f64], gamma: f64) -> Result<Maximum> {
        let p = b.len();
        let (mut b, mut gamma) = (b.to_vec(), gamma);
        let mut point = self.at(&b, gamma)?;
        let (mut steps, mut gain) = (0, f64::INFINITY);
        while steps < STEPS && gamma > NONE / self.most() && gamma < WHOLE {
            steps += 1;
            let ridges = std::iter::successors(Some(0.0), |r: &f64| Some((r * 10.0).max(1e-3)));
            let factor = ridges
                .take(12)
                .find_map(|ridge| Cholesky::new(point.curve.view(), ridge, 1e-14).ok());
            let Some(factor) = factor else { break };
            let step = factor.solve(&point.gradient);
            gain = step.iter().zip(&point.gradient).map(|(s, g)| s * g).sum::<f64>().abs();
            let mut part = 1.0;
            let next = loop {
                let moved: Vec<f64> = b.iter().zip(&step).map(|(b, s)| b + part * s).collect();
                let scale = (gamma.ln() + (part * step[p]).clamp(-3.0, 3.0)).exp();
                let found = self.at(&moved, scale)?;
                if found.log >= point.log - 1e-12 * point.log.abs() {
                    break Some((moved, scale, found));
                }
                part /= 2.0;
                if part < 1e-8 {
                    break None;
                }
            };
            let Some((moved, scale, found)) = next else { break };
            (b, gamma, point) = (moved, scale, found);
            if gain < AT_REST {
                break;
            }
        }
        let inside = gamma > NONE / self.most() && gamma < WHOLE;
        Ok(Maximum {
            b,
            gamma,
            log_likelihood: point.log,
            curve: point.curve,
            steps,
            converged: inside && gain < CONVERGED,
        })
    }
}

impl Maximum {
    /// Covariance of the coefficients; `None` where the likelihood does not fall on every side.
    pub(crate) fn covariance(&self) -> Option<Array2<f64>> {
        let p = self.b.len();
        // At the edge γ = 0 the coefficients alone.
        let size = if self.gamma > 0.0 { p + 1 } else { p };
        let inverse =
            Cholesky::new(self.curve.slice(s![..size, ..size]), 0.0, 1e-14).ok()?.inverse();
        Some(inverse.slice(s![..p, ..p]).to_owned())
    }
}
