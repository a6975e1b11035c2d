//! Maximum of the binomial likelihood with a logit, by iteratively reweighted least squares.
//!
//! Source: `McCullagh` & Nelder (1989), *Generalized Linear Models*, §2.5 and ch. 4; existence of the maximum: Albert &
//! Anderson (1984), *Biometrika* 71(1), 1-10.

use ndarray::Array2;

use super::{
    factor::{Solved, solve},
    linear::collinear,
    matrix::{columns, each_column},
};
use crate::error::{Error, Result};
use crate::interrupt::Stop;

/// How an iterative fit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Convergence {
    /// Whether the last step was too small to matter.
    pub converged: bool,
    /// Steps taken.
    pub steps: usize,
}

/// Counts `k` of `m`, the design of their log odds and its terms.
#[derive(Clone, Copy)]
pub(super) struct Counts<'a> {
    pub x: &'a Array2<f64>,
    pub k: &'a [f64],
    pub m: &'a [f64],
    pub terms: &'a [String],
}

/// The maximum: log odds per area and the last weighted least-squares problem.
pub(super) struct Found {
    pub eta: Vec<f64>,
    pub solved: Solved,
    pub convergence: Convergence,
}

/// The share at log odds `eta`, and one minus it, each with all its digits.
pub(super) fn expit(eta: f64) -> (f64, f64) {
    (1.0 / (1.0 + (-eta).exp()), 1.0 / (1.0 + eta.exp()))
}

/// `X b`.
pub(super) fn linear_part(x: &Array2<f64>, b: &[f64]) -> Vec<f64> {
    let mut eta = vec![0.0; x.nrows()];
    for (column, b) in columns(x).zip(b) {
        eta.iter_mut().zip(column).for_each(|(eta, x)| *eta += b * x);
    }
    eta
}

/// Twice the gap between the saturated log-likelihood and that at log odds `eta`.
pub(super) fn deviance(k: &[f64], m: &[f64], eta: &[f64]) -> f64 {
    let term = |a: f64, expected: f64| if a > 0.0 { a * (a / expected).ln() } else { 0.0 };
    let each = |((k, m), eta): ((&f64, &f64), &f64)| {
        let (mu, rest) = expit(*eta);
        term(*k, m * mu) + term(m - k, m * rest)
    };
    2.0 * k.iter().zip(m).zip(eta).map(each).sum::<f64>()
}

const ROUNDS: usize = 200;
/// A change of log odds below which the next step changes no digit: each step doubles them.
const SMALL: f64 = 1e-6;

impl Counts<'_> {
    /// Iterate to the maximum; `inflate` divides the weight of each area.
    ///
    /// # Errors
    /// Columns are collinear; the shares separate; the iteration does not converge; the work was asked to stop.
    pub(super) fn fit(&self, inflate: impl Fn(f64) -> f64) -> Result<Found> {
        let stop = Stop::current();
        let start = self.k.iter().zip(self.m).map(|(k, m)| ((k + 0.5) / (m - k + 0.5)).ln());
        let mut eta: Vec<f64> = start.collect();
        let (mut b, mut away): (Option<Vec<f64>>, Vec<f64>) = (None, vec![0.0; self.terms.len()]);
        let mut last = false;
        for steps in 1..=ROUNDS {
            stop.check()?;
            let (x, z) = self.weighted(&eta, &inflate);
            let solved = match solve(&x, &z) {
                Ok(solved) if solved.b.iter().all(|b| b.is_finite()) => solved,
                Err(error) if b.is_none() => return Err(collinear(&error, self.terms)),
                _ => break,
            };
            let (next, moved) = self.step(&eta, b.as_deref(), &solved.b);
            let change = eta
                .iter()
                .zip(&next)
                .fold(0.0_f64, |most, (a, c)| most.max((a - c).abs() / (1.0 + c.abs())));
            if last {
                let convergence = Convergence { converged: true, steps };
                return Ok(Found { eta: next, solved, convergence });
            }
            if let Some(before) = &b {
                away = moved.iter().zip(before).map(|(new, old)| new - old).collect();
            }
            (eta, b) = (next, Some(moved));
            if !change.is_finite() {
                break;
            }
            // One more round after six digits are right.
            last = change < SMALL;
        }
        Err(self.no_maximum(&away))
    }

    /// The least-squares problem at log odds `eta`.
    fn weighted(&self, eta: &[f64], inflate: &impl Fn(f64) -> f64) -> (Array2<f64>, Vec<f64>) {
        let rows = eta.iter().zip(self.k).zip(self.m);
        let (roots, z): (Vec<f64>, Vec<f64>) = rows
            .map(|((eta, k), m)| {
                let ((mu, rest), inflate) = (expit(*eta), inflate(*m));
                let root = (m * mu * rest / inflate).sqrt();
                // k − mμ, from the side that keeps its digits.
                let gap = if k >= m { m * rest } else { k - m * mu };
                // A share that is 0 or 1 in 64 bits, as it should be, adds nothing.
                if root > 0.0 { (root, root * eta + gap / (root * inflate)) } else { (0.0, 0.0) }
            })
            .unzip();
        let mut x = self.x.clone();
        each_column(&mut x, |_, column| {
            column.iter_mut().zip(&roots).for_each(|(x, root)| *x *= root);
        });
        (x, z)
    }

    /// The new log odds, halfway back as often as the deviance would rise; and their coefficients.
    fn step(&self, eta: &[f64], before: Option<&[f64]>, new: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let mut b = new.to_vec();
        let mut next = linear_part(self.x, &b);
        let Some(before) = before else { return (next, b) };
        let most = deviance(self.k, self.m, eta) * (1.0 + 1e-10) + 1e-10;
        for _ in 0..30 {
            let found = deviance(self.k, self.m, &next);
            if found <= most {
                break;
            }
            b.iter_mut().zip(before).for_each(|(new, old)| *new = f64::midpoint(*new, *old));
            next = linear_part(self.x, &b);
        }
        (next, b)
    }

    /// Why there is no maximum: in the direction of the last step the likelihood rises for ever (the shares separate),
    /// or the steps led nowhere.
    fn no_maximum(&self, away: &[f64]) -> Error {
        let along = linear_part(self.x, away);
        let most = along.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        let slack = 1e-6 * most;
        let rows = along.iter().zip(self.k).zip(self.m);
        let rises = |((v, k), m): ((&f64, &f64), &f64)| {
            // All of one kind: any move to that side; a mixture: no move at all.
            (*k <= 0.0 || *v >= -slack) && (k >= m || *v <= slack)
        };
        if most > 0.0 && rows.clone().all(rises) {
            return self.separated(away);
        }
        Error::NotConverged { steps: ROUNDS }
    }

    /// Name the terms whose estimates diverge.
    fn separated(&self, away: &[f64]) -> Error {
        let reach: Vec<f64> = columns(self.x)
            .zip(away)
            .map(|(column, b)| {
                let low = column.iter().copied().fold(f64::INFINITY, f64::min);
                let high = column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                b.abs() * (high - low)
            })
            .collect();
        let most = reach.iter().copied().fold(0.0, f64::max);
        let run = self.terms.iter().zip(&reach).filter(|(_, reach)| **reach > most / 3.0);
        Error::Separated { columns: run.map(|(term, _)| term.as_str()).collect() }
    }
}
