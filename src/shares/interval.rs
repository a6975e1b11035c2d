//! Intervals of a share from its counts.

use crate::check;
use crate::counts::Counts;
use crate::error::Result;
use crate::interrupt::Stop;
use crate::numeric::beta::Beta;
use crate::numeric::normal::normal_quantile;

/// How the interval of a share is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Score interval. Wilson (1927), JASA 22(158), 209–212.
    Wilson,
    /// Quantiles of the posterior under Jeffreys' prior, with 0 at `x = 0` and 1 at `x = n`.
    /// Brown, Cai & `DasGupta` (2001), Statistical Science 16(2), 101–133, section 4.3.
    Jeffreys,
    /// Exact tails: never covers too little. Clopper & Pearson (1934), Biometrika 26(4), 404–413.
    ClopperPearson,
}

check::names!(Method, "interval" {
    "wilson" => Self::Wilson,
    "jeffreys" => Self::Jeffreys,
    "clopper_pearson" => Self::ClopperPearson,
});

/// Lower and upper bound of the share `x / n`, both in `[0, 1]`.
///
/// - `x`: number with the property, `0 <= x <= n`, may be weighted; `n`: number in all; `level`: in `(0, 1)`.
/// - returns: NaN for both where `n` is 0, a value is missing (NaN), or a rule above is broken: check before.
///
/// # Example
/// ```
/// use spreiding::shares::interval::{Method, interval};
/// let (lower, upper) = interval(5.0, 10.0, Method::Wilson, 0.95);
/// assert!((lower - 0.236_593_090_512_6).abs() < 1e-12 && (upper - 0.763_406_909_487_4).abs() < 1e-12);
/// ```
#[must_use]
pub fn interval(x: f64, n: f64, method: Method, level: f64) -> (f64, f64) {
    let valid = x >= 0.0 && x <= n && n > 0.0 && n.is_finite() && level > 0.0 && level < 1.0;
    if !valid {
        return (f64::NAN, f64::NAN);
    }
    let tail = 0.5 * (1.0 - level);
    match method {
        Method::Wilson => wilson(x, n, normal_quantile(1.0 - tail)),
        Method::Jeffreys => {
            beta(x, n, tail, Beta::new(x + 0.5, n - x + 0.5), Beta::new(x + 0.5, n - x + 0.5))
        }
        Method::ClopperPearson => {
            beta(x, n, tail, Beta::new(x, n - x + 1.0), Beta::new(x + 1.0, n - x))
        }
    }
}

/// Intervals of many shares; see [`interval`].
///
/// # Errors
/// `level` is not in `(0, 1)`, or the work was asked to stop.
pub fn intervals(counts: &Counts, method: Method, level: f64) -> Result<(Vec<f64>, Vec<f64>)> {
    use rayon::prelude::*;
    check::level(level)?;
    let stop = Stop::current();
    let one = |(x, n): (&f64, &f64)| {
        if stop.raised() { (f64::NAN, f64::NAN) } else { interval(*x, *n, method, level) }
    };
    let found = counts.x().par_iter().zip(counts.n()).with_min_len(512).map(one).unzip();
    stop.check()?;
    Ok(found)
}

fn wilson(x: f64, n: f64, z: f64) -> (f64, f64) {
    let (share, z2) = (x / n, z * z);
    let centre = share + z2 / (2.0 * n);
    let half = z * ((share * (1.0 - share) + z2 / (4.0 * n)) / n).sqrt();
    let scale = 1.0 + z2 / n;
    // At an end the bound is exactly 0 or 1; rounding would leave a trace of it.
    let lower = if x == 0.0 { 0.0 } else { (centre - half) / scale };
    let upper = if x >= n { 1.0 } else { (centre + half) / scale };
    (lower, upper)
}

fn beta(x: f64, n: f64, tail: f64, low: Beta, high: Beta) -> (f64, f64) {
    let lower = if x == 0.0 { 0.0 } else { low.quantile(tail) };
    let upper = if x >= n { 1.0 } else { high.upper_quantile(tail) };
    (lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_forms_at_the_ends() {
        // x = 0: (1 − u)^n = tail, so u = 1 − tail^(1/n).
        let (lower, upper) = interval(0.0, 30.0, Method::ClopperPearson, 0.95);
        assert_eq!(lower.to_bits(), 0.0_f64.to_bits());
        assert!((upper - (1.0 - 0.025_f64.powf(1.0 / 30.0))).abs() < 1e-15);
        for method in [Method::Wilson, Method::Jeffreys, Method::ClopperPearson] {
            assert_eq!(interval(0.0, 9.0, method, 0.9).0.to_bits(), 0.0_f64.to_bits());
            assert_eq!(interval(9.0, 9.0, method, 0.9).1.to_bits(), 1.0_f64.to_bits());
        }
    }

    #[test]
    fn broken_or_missing_input_gives_nan_or_an_error() {
        for (x, n) in [
            (1.0, 0.0),
            (2.0, 1.0),
            (-1.0, 1.0),
            (f64::NAN, 1.0),
            (1.0, f64::NAN),
            (1.0, f64::INFINITY),
        ] {
            assert!(interval(x, n, Method::Wilson, 0.95).0.is_nan());
        }
        let counts = Counts::new(&[1.0], &[1.0]).expect("valid");
        assert!(intervals(&counts, Method::Wilson, 1.0).is_err());
    }
}
