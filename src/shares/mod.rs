//! Shares: allocations as a share of rentals and of the stock, how certain they are, and how they differ from the city's.

pub mod funnel;
pub mod interval;
pub mod quotient;
pub mod smooth;

use interval::{Method, intervals};

use crate::check;
use crate::counts::Counts;
use crate::error::Result;

/// Shares per row; NaN where a number is missing or a denominator is 0.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Shares {
    /// Allocations / rentals, in `[0, 1]`.
    #[serde(with = "crate::numeric::figures")]
    pub of_rentals: Vec<f64>,
    /// Allocations / stock, in `[0, 1]`.
    #[serde(with = "crate::numeric::figures")]
    pub of_stock: Vec<f64>,
    /// Lower bound of `of_rentals`.
    #[serde(with = "crate::numeric::figures")]
    pub lower: Vec<f64>,
    /// Upper bound of `of_rentals`.
    #[serde(with = "crate::numeric::figures")]
    pub upper: Vec<f64>,
}

/// Divide allocations by rentals and by stock, with a confidence interval on the first.
///
/// - `rentals`, `stock`: allocations of rentals, and of the stock, per row; NaN is missing.
/// - `level`: confidence level between 0 and 1.
///
/// # Errors
/// The two differ in length, `level` is out of range, or the work was asked to stop.
///
/// # Example
/// ```
/// use spreiding::{counts::Counts, shares::{interval::Method, shares}};
/// let (rentals, stock) = (Counts::new(&[58.0], &[87.0])?, Counts::new(&[58.0], &[f64::NAN])?);
/// let shares = shares(&rentals, &stock, Method::Wilson, 0.95)?;
/// assert_eq!(shares.of_rentals, [58.0 / 87.0]);
/// assert!(shares.of_stock[0].is_nan());
/// # Ok::<(), spreiding::Error>(())
/// ```
pub fn shares(rentals: &Counts, stock: &Counts, method: Method, level: f64) -> Result<Shares> {
    check::level(level)?;
    check::length("stock", stock.len(), rentals.len())?;
    let (lower, upper) = intervals(rentals, method, level)?;
    let of = |counts: &Counts| counts.rows().map(share).collect();
    Ok(Shares { of_rentals: of(rentals), of_stock: of(stock), lower, upper })
}

/// `x / n`; NaN where either is missing or `n` is 0.
fn share((x, n): (f64, f64)) -> f64 {
    if n > 0.0 { x / n } else { f64::NAN }
}
