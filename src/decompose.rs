//! Why a share of the stock is high: supply (dwellings that become vacant) or selection (whom they are let to).
//!
//! `share_of_stock = turnover × share_of_rentals` holds exactly; a difference of two such products is split into a
//! part of each factor, so that the parts add up to the difference.

use crate::check;
use crate::error::{Error, Result};

/// How a difference of two products is split; both are symmetric in the factors and in the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// Each factor's step times the mean of the other factor: the Shapley value of two factors.
    /// Shorrocks (2013), Journal of Economic Inequality 11(1), 99–126.
    Shapley,
    /// Each factor's step in logarithm times the logarithmic mean of the products; undefined (NaN) at 0.
    /// Ang (2005), Energy Policy 33(7), 867–871 (LMDI-I).
    Log,
}

check::names!(Split, "split" { "shapley" => Self::Shapley, "log" => Self::Log, });

/// Split `to.0 · to.1 − from.0 · from.1` into the parts of the first and the second factor.
///
/// - `from`, `to`: turnover and share of rentals. A share that is NaN, because nothing was let, is taken as the other
///   side's: without dwellings there was no choice, so the whole difference is supply.
/// - returns: `(supply, selection)`; their sum is the difference, to a rounding of its largest product.
///
/// # Example
/// ```
/// use spreiding::decompose::{Split, split};
/// let (supply, selection) = split((0.02, 0.3), (0.04, 0.3), Split::Shapley);
/// assert!((supply - 0.006).abs() < 1e-17 && selection == 0.0);
/// ```
#[must_use]
pub fn split(from: (f64, f64), to: (f64, f64), how: Split) -> (f64, f64) {
    let from = (from.0, if from.1.is_nan() { to.1 } else { from.1 });
    let to = (to.0, if to.1.is_nan() { from.1 } else { to.1 });
    match how {
        Split::Shapley => {
            let supply = (to.0 - from.0) * (from.1 + to.1) / 2.0;
            let selection = (to.1 - from.1) * (from.0 + to.0) / 2.0;
            (supply, selection)
        }
        Split::Log => {
            let (s, t) = (from.0 * from.1, to.0 * to.1);
            let ratio = log_ratio(s, t);
            let mean = if ratio == 0.0 { s } else { (t - s) / ratio };
            let parts = (mean * log_ratio(from.0, to.0), mean * log_ratio(from.1, to.1));
            if s > 0.0 && t > 0.0 { parts } else { (f64::NAN, f64::NAN) }
        }
    }
}

/// [`split`] of many areas; `from` and `to` each hold turnovers and shares of rentals.
///
/// # Errors
/// Columns differ in length, or a value is infinite or negative.
pub fn splits(from: [&[f64]; 2], to: [&[f64]; 2], how: Split) -> Result<(Vec<f64>, Vec<f64>)> {
    let rows = from[0].len();
    let names = ["from turnover", "from share", "to turnover", "to share"];
    for (name, values) in names.into_iter().zip([from[0], from[1], to[0], to[1]]) {
        check::length(name, values.len(), rows)?;
        check::counts_or_missing(name, values)?;
    }
    let row = |i: usize| split((from[0][i], from[1][i]), (to[0][i], to[1][i]), how);
    Ok((0..rows).map(row).unzip())
}

/// `ln(to / from)`. Between numbers that lie close together the quotient would lose the digits in which they differ.
fn log_ratio(from: f64, to: f64) -> f64 {
    let step = (to - from) / from;
    if step.abs() < 0.5 { step.ln_1p() } else { (to / from).ln() }
}

/// Weighted variance of a difference and the part of each of its terms.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Variance {
    /// Variance of `supply + selection`, weights as given.
    #[serde(with = "crate::numeric::figures")]
    pub total: f64,
    /// Covariance of supply with the whole.
    #[serde(with = "crate::numeric::figures")]
    pub supply: f64,
    /// Covariance of selection with the whole; the two add up to the total.
    #[serde(with = "crate::numeric::figures")]
    pub selection: f64,
}

/// Split the variance of `supply + selection` by the covariance of each part with the whole.
///
/// - `weights`: stock per area. Rows where any number is NaN are left out.
///
/// # Errors
/// Columns differ in length, or a weight is negative or infinite.
///
/// # Source
/// Shorrocks (1982), Econometrica 50(1), 193–211 (the only split that treats terms alike and adds up).
pub fn variance(supply: &[f64], selection: &[f64], weights: &[f64]) -> Result<Variance> {
    check::length("selection", selection.len(), supply.len())?;
    check::length("weights", weights.len(), supply.len())?;
    if let Some(row) = weights.iter().position(|w| *w < 0.0 || w.is_infinite()) {
        return Err(Error::Count { column: "weights", row, value: weights[row] });
    }
    let columns = supply.iter().zip(selection).zip(weights);
    let rows: Vec<[f64; 3]> = columns
        .map(|((a, b), w)| [*a, *b, *w])
        .filter(|r| r.iter().all(|v| v.is_finite()))
        .collect();
    let all: f64 = rows.iter().map(|row| row[2]).sum();
    let mean = |part: usize| rows.iter().map(|row| row[part] * row[2]).sum::<f64>() / all;
    let means = [mean(0), mean(1)];
    let (mut a, mut b) = (0.0, 0.0);
    for row in &rows {
        let gaps = [row[0] - means[0], row[1] - means[1]];
        let whole = gaps[0] + gaps[1];
        a += row[2] * gaps[0] * whole;
        b += row[2] * gaps[1] * whole;
    }
    Ok(Variance { total: (a + b) / all, supply: a / all, selection: b / all })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_are_symmetric() {
        let (from, to) = ((0.0198, 0.288), (0.0719, 0.32));
        for how in [Split::Shapley, Split::Log] {
            let (supply, selection) = split(from, to, how);
            assert!((supply + selection - (to.0 * to.1 - from.0 * from.1)).abs() < 1e-17);
            let back = split(to, from, how);
            assert!((back.0 + supply).abs() < 1e-17 && (back.1 + selection).abs() < 1e-17);
            let swapped = split((from.1, from.0), (to.1, to.0), how);
            assert!((swapped.0 - selection).abs() < 1e-17 && (swapped.1 - supply).abs() < 1e-17);
        }
    }

    #[test]
    fn without_rentals_everything_is_supply() {
        let parts = split((0.02, 0.3), (0.0, f64::NAN), Split::Shapley);
        assert!((parts.0 + 0.006).abs() < 1e-17 && parts.1.abs() < 1e-17);
        assert!(split((0.02, 0.3), (0.0, 0.0), Split::Log).0.is_nan());
    }

    #[test]
    fn variance_adds_up() {
        let found =
            variance(&[1.0, -1.0, 2.0, f64::NAN], &[0.5, 0.5, -1.0, 1.0], &[1.0, 2.0, 3.0, 4.0])
                .expect("valid");
        let (values, weights) = ([1.5, -0.5, 1.0], [1.0, 2.0, 3.0]);
        let mean = values.iter().zip(weights).map(|(v, w)| v * w).sum::<f64>() / 6.0;
        let direct =
            values.iter().zip(weights).map(|(v, w)| w * (v - mean) * (v - mean)).sum::<f64>() / 6.0;
        assert!((found.total - direct).abs() < 1e-15);
        assert!((found.supply + found.selection - found.total).abs() < 1e-15);
    }
}
