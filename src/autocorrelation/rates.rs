//! Empirical Bayes standardisation of rates with unequal denominators, before Moran's I.

use crate::counts::Counts;
use crate::error::{Error, Result};

/// Empirical Bayes standardised rates, `(rᵢ − b) / √vᵢ`.
///
/// - `counts`: events of a population per area, such as allocations of rentals; NaN in either gives NaN.
/// - returns: one value per area; NaN where the population is 0.
///
/// # Errors
/// The events or the population add up to 0.
///
/// # Source
/// Assunção & Reis (1999), Statistics in Medicine 18, 2147–2162, equations 4–6 (with `vᵢ = b / popᵢ` where the variance
/// would be negative).
pub fn standardised(counts: &Counts) -> Result<Vec<f64>> {
    let sum = counts.known().fold((0.0, 0.0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    let (all_events, all) = sum;
    if all == 0.0 {
        return Err(Error::NoMembers { column: "population" });
    }
    if all_events == 0.0 {
        return Err(Error::NoMembers { column: "events" });
    }
    let b = all_events / all;
    let s2 = counts.known().map(|(x, n)| n * (x / n - b).powi(2)).sum::<f64>() / all;
    let a = s2 - b / (all / counts.known().count() as f64);
    let one = |(x, n): (f64, f64)| {
        if x.is_nan() || n.is_nan() || n <= 0.0 {
            return f64::NAN;
        }
        let variance = a + b / n;
        let variance = if variance > 0.0 { variance } else { b / n };
        (x / n - b) / variance.sqrt()
    };
    Ok(counts.rows().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_by_hand() {
        let counts = Counts::new(&[1.0, 7.0, 4.0, f64::NAN], &[10.0, 20.0, 30.0, 5.0]).unwrap();
        let found = standardised(&counts).unwrap();
        let b: f64 = 12.0 / 60.0;
        let s2 = (10.0 * (0.1 - b).powi(2)
            + 20.0 * (0.35 - b).powi(2)
            + 30.0 * (4.0 / 30.0 - b).powi(2))
            / 60.0;
        let a = s2 - b / 20.0;
        let expected = (0.35 - b) / (a + b / 20.0).sqrt();
        assert!((found[1] - expected).abs() < 1e-15 && found[3].is_nan());
        let none = Counts::new(&[0.0], &[0.0]).unwrap();
        assert_eq!(standardised(&none).unwrap_err().code(), "no-members");
    }
}
