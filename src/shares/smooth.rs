//! Empirical-Bayes smoothing: shares of small areas drawn towards the city's, as far as chance explains them.

use ndarray::Array2;
use rayon::prelude::*;

use crate::check;
use crate::counts::Counts;
use crate::error::Result;
use crate::interrupt::Stop;
use crate::numeric::beta::Beta;
use crate::numeric::beta_binomial::Problem;

/// How the prior is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Maximum of the beta-binomial likelihood.
    MaximumLikelihood,
    /// Weighted moments, Kleinman (1973), JASA 68(341), 46–54.
    Moments,
}

check::names!(Fit, "fit" { "ml" => Self::MaximumLikelihood, "moments" => Self::Moments, });

/// Beta prior of the areas' true shares.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Prior {
    /// Mean share.
    #[serde(with = "crate::numeric::figures")]
    pub mean: f64,
    /// `α + β`: how many dwellings the prior is worth; infinite where chance alone explains the differences.
    #[serde(with = "crate::numeric::figures")]
    pub weight: f64,
    /// Whether the search for it converged; not so where the areas differ as much as they can.
    pub converged: bool,
    /// Steps of that search.
    pub steps: usize,
}

/// Above this weight the differences between areas are chance.
const MOST: f64 = 1e9;
/// Below this gain in log-likelihood a prior of finite weight explains nothing.
const GAIN: f64 = 1e-6;

/// Find the prior from counts; areas without a number or without units take no part.
///
/// # Errors
/// The city's share is 0 or 1, or the work was asked to stop.
pub fn prior(counts: &Counts, fit: Fit) -> Result<Prior> {
    let (x, n) = counts.mixed_sum()?;
    let mut rows: Vec<(f64, f64)> = counts.known().collect();
    match fit {
        Fit::Moments => Ok(moments(&rows, x / n)),
        Fit::MaximumLikelihood => {
            // In one order, so that the sum does not depend on that of the areas.
            rows.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
            likeliest(&rows, x / n)
        }
    }
}

/// Mean share with weights `n / (1 + ρ (n − 1))`, those of shares with correlation `ρ` within areas.
fn mean_share(rows: &[(f64, f64)], correlation: f64) -> f64 {
    let weight = |n: f64| n / (1.0 + correlation * (n - 1.0));
    let all: f64 = rows.iter().map(|(_, n)| weight(*n)).sum();
    rows.iter().map(|(x, n)| weight(*n) * x / n).sum::<f64>() / all
}

/// Kleinman's moments, with weights `n / (1 + ρ (n − 1))` until they converge.
fn moments(rows: &[(f64, f64)], city: f64) -> Prior {
    let (mut mean, mut correlation) = (city, 0.0);
    let (mut still, mut steps) = (false, 0);
    while !still && steps < 500 {
        steps += 1;
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
        still = found.is_nan() || (found - correlation).abs() < 1e-14;
        correlation = if found.is_nan() { 0.0 } else { found };
    }
    let weight = if correlation > 1.0 / MOST { 1.0 / correlation - 1.0 } else { f64::INFINITY };
    Prior { mean, weight, converged: still, steps }
}

/// Maximum likelihood, started from every local maximum on a coarse grid of weights: the likelihood may have several.
fn likeliest(rows: &[(f64, f64)], city: f64) -> Result<Prior> {
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let runs: Vec<&[(f64, f64)]> = rows.chunk_by(|a, b| a == b).collect();
    let (k, m): (Vec<f64>, Vec<f64>) = runs.iter().map(|run| run[0]).unzip();
    let times: Vec<f64> = runs.iter().map(|run| run.len() as f64).collect();
    let x = Array2::ones((k.len(), 1));
    let stop = Stop::current();
    let problem = Problem { x: x.view(), k: &k, m: &m, times: Some(&times), stop: &stop };
    // Overdispersions from one that changes nothing to one that leaves areas of one kind only, four per factor of ten.
    let grid: Vec<(Vec<f64>, f64)> = (-32..=12)
        .map(|step| {
            let gamma = 10.0_f64.powf(f64::from(step) / 4.0);
            (vec![logit(mean_share(rows, gamma / (1.0 + gamma)))], gamma)
        })
        .filter(|(b, _)| b[0].is_finite())
        .collect();
    let heights: Vec<f64> =
        grid.iter().map(|(b, gamma)| problem.log_likelihood(b, *gamma)).collect::<Result<_>>()?;
    let height =
        |at: Option<usize>| at.and_then(|at| heights.get(at)).copied().unwrap_or(f64::NEG_INFINITY);
    let top = |at: usize| {
        let own = heights[at];
        own >= height(at.checked_sub(1)) && own >= height(Some(at + 1))
    };
    let starts: Vec<_> = (0..grid.len()).filter(|&at| top(at)).map(|at| grid[at].clone()).collect();
    let binomial = [logit(city)];
    let found = problem.maximum(&binomial, &starts)?;
    let gain = found.log_likelihood - problem.log_likelihood(&binomial, 0.0)?;
    let (converged, steps) = (found.converged, found.steps);
    if found.gamma <= 1.0 / MOST || gain <= GAIN {
        return Ok(Prior { mean: city, weight: f64::INFINITY, converged, steps });
    }
    let mean = 1.0 / (1.0 + (-found.b[0]).exp());
    Ok(Prior { mean, weight: 1.0 / found.gamma, converged, steps })
}

/// Smoothed shares with their credible intervals.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Smoothed {
    /// Posterior mean; NaN where a number is missing, the prior mean where there are no units.
    #[serde(with = "crate::numeric::figures")]
    pub share: Vec<f64>,
    /// Lower bound of the equal-tailed interval.
    #[serde(with = "crate::numeric::figures")]
    pub lower: Vec<f64>,
    /// Upper bound.
    #[serde(with = "crate::numeric::figures")]
    pub upper: Vec<f64>,
    /// Weight of the area's own share in the mean, `n / (n + α + β)`.
    #[serde(with = "crate::numeric::figures")]
    pub own: Vec<f64>,
}

/// Combine each area's counts with the prior: `Beta(α + x, β + n − x)`.
///
/// # Errors
/// `level` is not in `(0, 1)`, or the work was asked to stop.
pub fn smooth(counts: &Counts, prior: Prior, level: f64) -> Result<Smoothed> {
    check::level(level)?;
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
    let stop = Stop::current();
    let one = |row: (&f64, &f64)| stop.check().map(|()| one(row));
    let rows = counts.x().par_iter().zip(counts.n()).with_min_len(64).map(one);
    let rows: Vec<[f64; 4]> = rows.collect::<Result<_>>()?;
    let column = |k: usize| rows.iter().map(|row| row[k]).collect();
    Ok(Smoothed { share: column(0), lower: column(1), upper: column(2), own: column(3) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(x: &[f64], n: &[f64]) -> Counts {
        Counts::new(x, n).expect("valid")
    }

    #[test]
    fn equal_shares_are_drawn_all_the_way() {
        let counts = counts(&[10.0, 20.0, 5.0], &[100.0, 200.0, 50.0]);
        for fit in [Fit::Moments, Fit::MaximumLikelihood] {
            let prior = prior(&counts, fit).expect("valid");
            assert!(prior.weight.is_infinite() && prior.converged, "{prior:?}");
            assert!((smooth(&counts, prior, 0.95).expect("valid").share[2] - 0.1).abs() < 1e-12);
        }
    }

    #[test]
    fn one_large_area_beside_many_small_ones_does_not_hide_the_maximum() {
        // One of 9,000/10,000 beside 200 of 0, 1 or 2 of 10: the pooled share, 0.77, is far from the mean of areas.
        // Oracle: scipy 1.17.1, minimize (Nelder-Mead, from 12 starts) of the likelihood by betaln: 0.1166502, 11.85214.
        let x: Vec<f64> = [9_000.0].into_iter().chain((0..200).map(|i| f64::from(i % 3))).collect();
        let n: Vec<f64> = [10_000.0].into_iter().chain([10.0; 200]).collect();
        let prior = prior(&counts(&x, &n), Fit::MaximumLikelihood).expect("valid");
        assert!((prior.mean - 0.116_650_2).abs() < 1e-7 && prior.converged, "{prior:?}");
        assert!((prior.weight - 11.852_14).abs() < 1e-5, "{prior:?}");
    }

    #[test]
    fn a_city_of_one_kind_has_no_prior() {
        assert!(prior(&counts(&[0.0], &[1.0]), Fit::Moments).is_err());
        assert!(prior(&counts(&[1.0], &[1.0]), Fit::Moments).is_err());
    }

    #[test]
    fn areas_of_one_kind_each_are_not_smoothed_and_the_search_says_so() {
        let counts = counts(&[10.0, 0.0, 8.0, 0.0], &[10.0, 9.0, 8.0, 12.0]);
        let prior = prior(&counts, Fit::MaximumLikelihood).expect("valid");
        assert!(prior.weight < 1e-3 && !prior.converged, "{prior:?}");
    }
}
