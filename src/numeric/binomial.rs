//! The binomial distribution: mass, tails and exact draws from a random number.

use rayon::prelude::*;

use super::beta::Beta;
use super::random::Stream;
use crate::check;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::phrase::Phrase;

/// Chances that a binomial count is `<= x` and that it is `>= x`: `(P(X ≤ x), P(X ≥ x))`.
///
/// - `x`: a number in `[0, n]`; `n`: a number of trials; `p`: chance in `[0, 1]`. Neither need be whole: counts that vary
///   more than binomially are divided by their dispersion first.
///
/// # Source
/// Press et al. (2007), Numerical Recipes, 3rd ed., eq. 6.14.11 (binomial tails by the incomplete beta function).
#[must_use]
pub fn tails(x: f64, n: f64, p: f64) -> (f64, f64) {
    let most = if x >= n { 1.0 } else { Beta::new(x + 1.0, n - x).tails(p).1 };
    let least = if x <= 0.0 { 1.0 } else { Beta::new(x, n - x + 1.0).tails(p).0 };
    (most, least)
}

/// [`tails`] of many counts.
///
/// # Errors
/// Columns differ in length, a count is negative or infinite, a chance lies outside `[0, 1]`, or the work was asked to
/// stop; missing (NaN) stays missing.
pub fn tails_each(x: &[f64], n: &[f64], p: &[f64]) -> Result<(Vec<f64>, Vec<f64>)> {
    check::length("n", n.len(), x.len())?;
    check::length("p", p.len(), x.len())?;
    let broken = |v: &f64| *v < 0.0 || v.is_infinite();
    for (column, values) in [("x", x), ("n", n)] {
        if let Some(row) = values.iter().position(broken) {
            return Err(Error::Count { column, row, value: values[row] });
        }
    }
    if let Some(p) = p.iter().find(|p| **p < 0.0 || **p > 1.0) {
        return Err(Error::Argument { name: "p", value: p.to_string(), rule: Phrase::SHARE });
    }
    let stop = Stop::current();
    let one = |((x, n), p): ((&f64, &f64), &f64)| {
        if stop.raised() { (f64::NAN, f64::NAN) } else { tails(*x, *n, *p) }
    };
    let found = x.par_iter().zip(n).zip(p).with_min_len(32).map(one).unzip();
    stop.check()?;
    Ok(found)
}

/// Chance of `k` of `n` at chance `p`, by Loader's deviance.
fn mass(k: f64, n: f64, p: f64) -> f64 {
    // The beta density with these shapes is (n + 1) times the mass.
    Beta::new(k + 1.0, n - k + 1.0).density(p) / (n + 1.0)
}

/// A binomial distribution laid out for drawing by inversion: one random number, about two comparisons.
///
/// Chances below 1e-20 are left out, which 53 random bits cannot tell from 0.
#[derive(Debug, Clone)]
pub struct Binomial {
    low: f64,
    /// Chance of at most `low + j`.
    below: Vec<f64>,
    /// First `j` that a number in the `g`-th equal part of `[0, 1)` can lead to.
    guide: Vec<u32>,
}

impl Binomial {
    /// The number of successes in `n` trials (whole) at chance `p` in `[0, 1]`.
    #[must_use]
    pub fn new(n: f64, p: f64) -> Self {
        if n <= 0.0 || p <= 0.0 || p >= 1.0 {
            let low = if p >= 1.0 { n } else { 0.0 };
            return Self { low, below: vec![1.0], guide: vec![0] };
        }
        let (mode, odds) = (((n + 1.0) * p).floor().min(n), p / (1.0 - p));
        let peak = mass(mode, n, p);
        let (mut k, mut mass, mut left) = (mode, peak, Vec::new());
        while k > 0.0 && mass > 1e-20 {
            mass *= k / ((n - k + 1.0) * odds);
            k -= 1.0;
            left.push(mass);
        }
        let low = k;
        let mut masses: Vec<f64> = left.into_iter().rev().collect();
        (k, mass) = (mode, peak);
        masses.push(mass);
        while k < n && mass > 1e-20 {
            mass *= (n - k) * odds / (k + 1.0);
            k += 1.0;
            masses.push(mass);
        }
        Self::laid_out(low, masses)
    }

    fn laid_out(low: f64, masses: Vec<f64>) -> Self {
        let all: f64 = masses.iter().sum();
        let mut sum = 0.0;
        let mut below: Vec<f64> = masses
            .into_iter()
            .map(|mass| {
                sum += mass;
                sum / all
            })
            .collect();
        let last = below.len() - 1;
        below[last] = 1.0; // above every unit number, so a draw always ends
        // A power of two, so that the part of a unit number is found without rounding.
        let parts = below.len().next_power_of_two();
        let mut j = 0_usize;
        let guide = (0..parts)
            .map(|part| {
                while below[j] <= part as f64 / parts as f64 {
                    j += 1;
                }
                u32::try_from(j).unwrap_or(u32::MAX)
            })
            .collect();
        Self { low, below, guide }
    }

    /// The count that `unit`, a number in `[0, 1)`, leads to.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part number of a table"
    )]
    pub fn draw(&self, unit: f64) -> f64 {
        let mut j = self.guide[(unit * self.guide.len() as f64) as usize] as usize;
        while self.below[j] <= unit {
            j += 1;
        }
        self.low + j as f64
    }
}

/// One draw without a table: from the most likely count outward, in about one standard deviation of steps.
#[must_use]
pub fn draw(stream: &mut Stream, n: f64, p: f64) -> f64 {
    if n <= 0.0 || p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return n;
    }
    let (mode, odds) = (((n + 1.0) * p).floor().min(n), p / (1.0 - p));
    let peak = mass(mode, n, p);
    let (mut low, mut low_mass, mut high, mut high_mass) = (mode, peak, mode, peak);
    let mut rest = stream.unit() - peak;
    while rest >= 0.0 && (low > 0.0 || high < n) {
        if high < n {
            high_mass *= (n - high) * odds / (high + 1.0);
            high += 1.0;
            rest -= high_mass;
            if rest < 0.0 {
                return high;
            }
        }
        if low > 0.0 {
            low_mass *= low / ((n - low + 1.0) * odds);
            low -= 1.0;
            rest -= low_mass;
            if rest < 0.0 {
                return low;
            }
        }
        if low_mass < 1e-30 && high_mass < 1e-30 {
            break;
        }
    }
    mode
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_chances_of_the_distribution() {
        // Inversion of an even grid of unit numbers gives every mass to within a grid step per bound.
        for (n, p) in [(1.0, 0.5), (7.0, 0.3), (40.0, 0.02), (300.0, 0.9)] {
            let (table, grid) = (Binomial::new(n, p), 100_000);
            let mut found = vec![0.0; 302];
            for i in 0..grid {
                let x = table.draw((f64::from(i) + 0.5) / f64::from(grid));
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a small count"
                )]
                let x = x as usize;
                found[x] += 1.0 / f64::from(grid);
            }
            for (k, found) in found.iter().enumerate().take_while(|(k, _)| *k as f64 <= n) {
                let mass = mass(k as f64, n, p);
                assert!(
                    (found - mass).abs() < 2.1 / f64::from(grid),
                    "{n} {p} {k}: {found} {mass}"
                );
            }
        }
    }

    #[test]
    fn binomial_tails_add_up() {
        // P(X ≤ 1) of 3 trials at ½ is 4/8; P(X ≥ 1) is 7/8.
        let (most, least) = tails(1.0, 3.0, 0.5);
        assert!((most - 0.5).abs() < 1e-15 && (least - 0.875).abs() < 1e-15);
        assert_eq!(tails(0.0, 5.0, 0.0), (1.0, 1.0));
    }

    #[test]
    fn a_mass_is_the_closed_form() {
        // C(5, 2) 0.3² 0.7³ = 0.3087.
        assert!((mass(2.0, 5.0, 0.3) - 0.3087).abs() < 1e-15);
    }

    #[test]
    fn both_ways_of_drawing_have_the_same_mean_and_variance() {
        let (n, p, draws) = (90.0, 0.35, 40_000_u64);
        let table = Binomial::new(n, p);
        let mut stream = Stream::new(3, 0, 0);
        let mut sums = [[0.0; 2]; 2];
        for _ in 0..draws {
            for (sum, x) in
                sums.iter_mut().zip([table.draw(stream.unit()), draw(&mut stream, n, p)])
            {
                sum[0] += x;
                sum[1] += (x - n * p).powi(2);
            }
        }
        for [sum, squares] in sums {
            // Five standard errors of a mean and of a variance.
            assert!(
                (sum / draws as f64 - n * p).abs()
                    < 5.0 * (n * p * (1.0 - p) / draws as f64).sqrt()
            );
            assert!(
                (squares / draws as f64 / (n * p * (1.0 - p)) - 1.0).abs()
                    < 5.0 * (2.0 / draws as f64).sqrt()
            );
        }
    }
}
