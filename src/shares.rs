//! Shares: allocations as a share of rentals and of the stock.

use crate::check;
use crate::error::{Error, Result};
use crate::interval::{Method, interval};

/// Shares per row; NaN where a number is missing or a denominator is 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Allocations / rentals, in `[0, 1]`.
    pub of_rentals: Vec<f64>,
    /// Allocations / stock, in `[0, 1]`.
    pub of_stock: Vec<f64>,
    /// Lower bound of `of_rentals`.
    pub lower: Vec<f64>,
    /// Upper bound of `of_rentals`.
    pub upper: Vec<f64>,
}

/// Divide allocations by rentals and by stock, with a confidence interval on the first.
///
/// - `allocations`, `rentals`, `stock`: dwellings per row; NaN is missing.
/// - `level`: confidence level between 0 and 1.
///
/// # Errors
/// Columns differ in length, a number is below 0, allocations exceed rentals or stock, or `level` is out of range.
///
/// # Example
/// ```
/// use spreiding::interval::Method;
/// let shares = spreiding::shares::shares(&[58.0], &[87.0], &[f64::NAN], Method::Wilson, 0.95)?;
/// assert_eq!(shares.of_rentals, [58.0 / 87.0]);
/// assert!(shares.of_stock[0].is_nan());
/// # Ok::<(), spreiding::Error>(())
/// ```
pub fn shares(
    allocations: &[f64],
    rentals: &[f64],
    stock: &[f64],
    method: Method,
    level: f64,
) -> Result<Shares> {
    check::level(level)?;
    check::length("rentals", rentals.len(), allocations.len())?;
    check::length("stock", stock.len(), allocations.len())?;
    let rows = allocations.len();
    let mut out = Shares {
        of_rentals: Vec::with_capacity(rows),
        of_stock: Vec::with_capacity(rows),
        lower: Vec::with_capacity(rows),
        upper: Vec::with_capacity(rows),
    };
    for row in 0..rows {
        out.of_rentals.push(share("rentals", row, allocations[row], rentals[row])?);
        out.of_stock.push(share("stock", row, allocations[row], stock[row])?);
        let (lower, upper) = if out.of_rentals[row].is_nan() {
            (f64::NAN, f64::NAN)
        } else {
            interval(allocations[row], rentals[row], method, level)
        };
        out.lower.push(lower);
        out.upper.push(upper);
    }
    Ok(out)
}

/// `part / whole`; NaN where either is missing or the whole is 0.
fn share(whole_name: &'static str, row: usize, part: f64, whole: f64) -> Result<f64> {
    for (column, value) in [("allocations", part), (whole_name, whole)] {
        if value < 0.0 || value.is_infinite() {
            return Err(Error::Count { column, row, value });
        }
    }
    if part.is_nan() || whole.is_nan() {
        return Ok(f64::NAN);
    }
    if part > whole {
        let row = row + 1;
        return Err(Error::Input(format!(
            "row {row}: {part} allocations exceed {whole_name}, which is {whole}"
        )));
    }
    Ok(if whole == 0.0 { f64::NAN } else { part / whole })
}
