//! Observed against expected allocations, one area at a time: exact limits, chances, false-discovery control.

use rayon::prelude::*;

use crate::check;
use crate::counts::Counts;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::numeric::binomial::tails;
use crate::numeric::normal::normal_quantile;
use crate::phrase::Phrase;

/// Smallest and largest count that a binomial law allows at a level: each tail outside has chance `<= (1 − level)/2`.
///
/// - `n`: whole number of trials; `p`: chance in `[0, 1]`; `level`: in `(0, 1)`.
///
/// # Source
/// Spiegelhalter (2005), Statistics in Medicine 24(8), 1185–1202, appendix A.1 (exact limits, without interpolation).
#[must_use]
pub fn limits(n: f64, p: f64, level: f64) -> (f64, f64) {
    let tail = 0.5 * (1.0 - level);
    // Lowest count whose lower tail exceeds `tail`, and highest whose upper tail does.
    let low = lowest(n, guess(n, p, tail), |x| tails(x, n, p).0 > tail);
    let high = n - lowest(n, n - guess(n, p, 1.0 - tail), |x| tails(n - x, n, p).1 > tail);
    (low, high)
}

fn guess(n: f64, p: f64, tail: f64) -> f64 {
    (n * p + normal_quantile(tail) * (n * p * (1.0 - p)).sqrt()).round().clamp(0.0, n)
}

/// Lowest whole number in `0..=n` for which a rule holds that, once it holds, goes on holding; found from a guess.
fn lowest(n: f64, guess: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let mut x = guess;
    let mut step = 1.0;
    let (mut below, mut above) = (-1.0, n);
    if holds(x) {
        above = x;
        while x > 0.0 {
            x = (x - step).max(0.0);
            if !holds(x) {
                below = x;
                break;
            }
            above = x;
            step *= 2.0;
        }
    } else {
        below = x;
        while x < n {
            x = (x + step).min(n);
            if holds(x) {
                above = x;
                break;
            }
            below = x;
            step *= 2.0;
        }
    }
    while above - below > 1.0 {
        let middle = f64::midpoint(above, below).floor();
        if holds(middle) {
            above = middle;
        } else {
            below = middle;
        }
    }
    above
}

/// Two-sided chance of a count at least as far out: twice the smaller tail, at most 1.
#[must_use]
pub fn p_value(x: f64, n: f64, p: f64) -> f64 {
    if x.is_nan() || n.is_nan() || n <= 0.0 {
        return f64::NAN;
    }
    let (most, least) = tails(x, n, p);
    (2.0 * most.min(least)).min(1.0)
}

/// Chances and limits of all areas; NaN where a count is missing or `n` is 0.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Funnel {
    /// Two-sided exact chance of each count.
    #[serde(with = "crate::numeric::figures")]
    pub p: Vec<f64>,
    /// Chance adjusted for the number of areas: the false-discovery rate at which the area is just reported.
    #[serde(with = "crate::numeric::figures")]
    pub q: Vec<f64>,
    /// Lowest count inside the inner limits, and highest.
    #[serde(with = "crate::numeric::figures")]
    pub inner: (Vec<f64>, Vec<f64>),
    /// The same for the outer limits.
    #[serde(with = "crate::numeric::figures")]
    pub outer: (Vec<f64>, Vec<f64>),
}

/// Compare counts with `n · p`, each with its exact limits at two levels.
///
/// # Errors
/// The work was asked to stop, a count is not whole, `p` is not in `[0, 1]` or a level not in `(0, 1)`.
pub fn funnel(counts: &Counts, p: f64, levels: (f64, f64)) -> Result<Funnel> {
    check::level(levels.0)?;
    check::level(levels.1)?;
    if !(0.0..=1.0).contains(&p) {
        return Err(Error::Argument { name: "share", value: p.to_string(), rule: Phrase::SHARE });
    }
    counts.whole()?;
    let (x, n) = (counts.x(), counts.n());
    let stop = Stop::current();
    let chance = |(x, n): (&f64, &f64)| stop.check().map(|()| p_value(*x, *n, p));
    let chances: Vec<f64> = x.par_iter().zip(n).map(chance).collect::<Result<_>>()?;
    let at = |level: f64| -> Result<(Vec<f64>, Vec<f64>)> {
        let none = (f64::NAN, f64::NAN);
        let one = |n: &f64| if *n > 0.0 && !stop.raised() { limits(*n, p, level) } else { none };
        let found = n.par_iter().map(one).unzip();
        stop.check().map(|()| found)
    };
    Ok(Funnel {
        q: false_discovery(&chances),
        p: chances,
        inner: at(levels.0)?,
        outer: at(levels.1)?,
    })
}

/// Adjusted p-values of Benjamini & Hochberg (1995), JRSS B 57(1), 289–300; NaN stays NaN and is not counted.
#[must_use]
pub fn false_discovery(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|i| !p[*i].is_nan()).collect();
    order.sort_unstable_by(|a, b| p[*b].total_cmp(&p[*a]));
    let count = order.len() as f64;
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut least = 1.0_f64;
    for (from_top, i) in order.into_iter().enumerate() {
        least = least.min(p[i] * count / (count - from_top as f64));
        adjusted[i] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_the_quantiles_of_the_definition() {
        for (n, p) in [(1.0, 0.3), (19.0, 0.29), (80.0, 0.29), (500.0, 0.01), (3_000.0, 0.6)] {
            let (low, high) = limits(n, p, 0.95);
            assert!(
                tails(low, n, p).0 > 0.025 && (low == 0.0 || tails(low - 1.0, n, p).0 <= 0.025)
            );
            assert!(
                tails(high, n, p).1 > 0.025 && (high >= n || tails(high + 1.0, n, p).1 <= 0.025)
            );
        }
    }

    #[test]
    fn false_discovery_by_hand() {
        // Four p-values in order: 0.01·4/1, 0.02·4/2, 0.03·4/3, 0.5.
        let found = false_discovery(&[0.5, 0.01, f64::NAN, 0.03, 0.02]);
        let expected = [0.5, 0.04, f64::NAN, 0.04, 0.04];
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 1e-15 || (a.is_nan() && b.is_nan()));
        }
    }

    #[test]
    fn broken_counts_are_errors() {
        let found =
            |x: f64, p: f64| funnel(&Counts::new(&[x], &[3.0]).expect("valid"), p, (0.95, 0.998));
        assert_eq!(found(1.5, 0.5).unwrap_err().code(), "not-whole");
        assert_eq!(found(1.0, 1.5).unwrap_err().code(), "argument");
        assert!(found(f64::NAN, 0.5).expect("missing is allowed").p[0].is_nan());
    }
}
