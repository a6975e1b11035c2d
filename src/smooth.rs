//! Empirical-Bayes smoothing: shares of small areas drawn towards the city's, as far as chance explains them.

use rayon::prelude::*;
use statrs::function::gamma::ln_gamma;

use crate::beta::Beta;
use crate::error::{Error, Result};

/// How the prior is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Maximum of the beta-binomial likelihood.
    MaximumLikelihood,
    /// Weighted moments, Kleinman (1973), JASA 68(341), 46–54.
    Moments,
}

impl std::str::FromStr for Fit {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "ml" => Ok(Self::MaximumLikelihood),
            "moments" => Ok(Self::Moments),
            _ => Err(Error::Argument {
                name: "fit",
                value: format!("{text:?}"),
                rule: "\"ml\" or \"moments\"",
            }),
        }
    }
}

/// Beta prior of the areas' true shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Mean share.
    pub mean: f64,
    /// `α + β`: how many dwellings the prior is worth; infinite where chance alone explains the differences.
    pub weight: f64,
}

/// Above this weight the differences between areas are chance.
const MOST: f64 = 1e9;

/// Find the prior from counts.
///
/// - `x`, `n`: members and units per area; rows with a missing number (NaN) or without units are left out.
///
/// # Errors
/// Columns differ in length, a row breaks `0 <= x <= n`, or the city's share is 0 or 1.
pub fn prior(x: &[f64], n: &[f64], fit: Fit) -> Result<Prior> {
    crate::check::length("n", n.len(), x.len())?;
    if let Some(row) = x.iter().zip(n).position(|(x, n)| *x < 0.0 || x > n || n.is_infinite()) {
        let text =
            format!("row {row} has {} of {}, must be counts with 0 <= x <= n", x[row], n[row]);
        return Err(Error::Input(text));
    }
    let rows: Vec<(f64, f64)> =
        x.iter().copied().zip(n.iter().copied()).filter(|(x, n)| !x.is_nan() && *n > 0.0).collect();
    let sum = rows.iter().fold((0.0, 0.0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    if sum.0 <= 0.0 {
        return Err(Error::NoMembers { column: "group" });
    }
    if sum.0 >= sum.1 {
        return Err(Error::NoMembers { column: "rest" });
    }
    Ok(match fit {
        Fit::Moments => moments(&rows, sum.0 / sum.1),
        Fit::MaximumLikelihood => likeliest(&rows, sum.0 / sum.1),
    })
}

/// Kleinman's moments, with weights `n / (1 + ρ (n − 1))` until they stand still.
fn moments(rows: &[(f64, f64)], city: f64) -> Prior {
    let (mut mean, mut correlation) = (city, 0.0);
    for _ in 0..500 {
        let weight = |n: f64| n / (1.0 + correlation * (n - 1.0));
        let all: f64 = rows.iter().map(|(_, n)| weight(*n)).sum();
        mean = rows.iter().map(|(x, n)| weight(*n) * x / n).sum::<f64>() / all;
        let (mut spread, mut chance, mut own) = (0.0, 0.0, 0.0);
        for (x, n) in rows {
            let w = weight(*n);
            let free = w * (1.0 - w / all);
            spread += w * (x / n - mean).powi(2);
            chance += free / n;
            own += free;
        }
        let variance = mean * (1.0 - mean);
        let found = ((spread - variance * chance) / (variance * (own - chance))).clamp(0.0, 1.0);
        let still = (found - correlation).abs() < 1e-14;
        correlation = if found.is_nan() { 0.0 } else { found };
        if still {
            break;
        }
    }
    Prior {
        mean,
        weight: if correlation > 1.0 / MOST { 1.0 / correlation - 1.0 } else { f64::INFINITY },
    }
}

/// `ln Γ(z + k) − ln Γ(z)`, without large terms for the small `k` that most areas have.
fn rising(z: f64, k: f64) -> f64 {
    if k < 16.0 && k.fract() == 0.0 {
        let (mut product, mut i) = (1.0, 0.0);
        while i < k {
            product *= z + i;
            i += 1.0;
        }
        if product.is_finite() && product > 0.0 {
            return product.ln();
        }
    }
    ln_gamma(z + k) - ln_gamma(z)
}

fn log_likelihood(rows: &[(f64, f64)], mean: f64, weight: f64) -> f64 {
    let (a, b) = (mean * weight, (1.0 - mean) * weight);
    let term = |(x, n): &(f64, f64)| rising(a, *x) + rising(b, n - x) - rising(weight, *n);
    rows.par_iter().with_min_len(256).map(term).collect::<Vec<f64>>().iter().sum()
}

fn likeliest(rows: &[(f64, f64)], city: f64) -> Prior {
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let share = |v: f64| 1.0 / (1.0 + (-v).exp());
    let best_mean = |log_weight: f64| {
        let weight = log_weight.exp();
        highest(logit(city) - 2.0, logit(city) + 2.0, |v| log_likelihood(rows, share(v), weight))
    };
    // Weights from one hundredth of a dwelling to where the law is binomial to nine digits.
    let (log_weight, found) = highest(0.01_f64.ln(), 1e7_f64.ln(), |v| best_mean(v).1);
    let binomial: f64 = rows.iter().map(|(x, n)| x * city.ln() + (n - x) * (1.0 - city).ln()).sum();
    if found <= binomial + 1e-6 || log_weight > 1e7_f64.ln() - 0.01 {
        return Prior { mean: city, weight: f64::INFINITY };
    }
    Prior { mean: share(best_mean(log_weight).0), weight: log_weight.exp() }
}

/// Place and height of the only top of a function between two bounds, by golden section.
fn highest(mut low: f64, mut high: f64, height: impl Fn(f64) -> f64) -> (f64, f64) {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut a, mut b) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_a, mut at_b) = (height(a), height(b));
    while high - low > 1e-7 {
        if at_a < at_b {
            (low, a, at_a) = (a, b, at_b);
            b = low + golden * (high - low);
            at_b = height(b);
        } else {
            (high, b, at_b) = (b, a, at_a);
            a = high - golden * (high - low);
            at_a = height(a);
        }
    }
    let middle = f64::midpoint(low, high);
    (middle, height(middle))
}

/// Smoothed shares with their credible intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Smoothed {
    /// Posterior mean; NaN where a number is missing, the prior mean where there are no units.
    pub share: Vec<f64>,
    /// Lower bound of the equal-tailed interval.
    pub lower: Vec<f64>,
    /// Upper bound.
    pub upper: Vec<f64>,
    /// Weight of the area's own share in the mean, `n / (n + α + β)`.
    pub own: Vec<f64>,
}

/// Combine each area's counts with the prior: `Beta(α + x, β + n − x)`.
///
/// # Errors
/// `level` is not in `(0, 1)`.
pub fn smooth(x: &[f64], n: &[f64], prior: Prior, level: f64) -> Result<Smoothed> {
    crate::check::level(level)?;
    let tail = 0.5 * (1.0 - level);
    let one = |(x, n): (&f64, &f64)| {
        if x.is_nan() || n.is_nan() {
            return [f64::NAN; 4];
        }
        if prior.weight.is_infinite() {
            return [prior.mean, prior.mean, prior.mean, 0.0];
        }
        let (a, b) = (prior.mean * prior.weight, (1.0 - prior.mean) * prior.weight);
        let posterior = Beta::new(a + x, b + n - x);
        [
            posterior.mean(),
            posterior.quantile(tail),
            posterior.upper_quantile(tail),
            n / (n + prior.weight),
        ]
    };
    let rows: Vec<[f64; 4]> = x.par_iter().zip(n).with_min_len(64).map(one).collect();
    let column = |k: usize| rows.iter().map(|row| row[k]).collect();
    Ok(Smoothed { share: column(0), lower: column(1), upper: column(2), own: column(3) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_are_drawn_all_the_way() {
        let (x, n) = ([10.0, 20.0, 5.0], [100.0, 200.0, 50.0]);
        for fit in [Fit::Moments, Fit::MaximumLikelihood] {
            let prior = prior(&x, &n, fit).expect("valid");
            assert!(prior.weight.is_infinite(), "{prior:?}");
            assert!((smooth(&x, &n, prior, 0.95).expect("valid").share[2] - 0.1).abs() < 1e-12);
        }
    }

    #[test]
    fn broken_counts_are_errors() {
        assert!(prior(&[2.0], &[1.0], Fit::Moments).is_err());
        assert!(prior(&[0.0], &[1.0], Fit::Moments).is_err());
        assert!(prior(&[1.0], &[1.0], Fit::Moments).is_err());
    }
}
