//! Regression from a printed correlation matrix and n.

use ndarray::{ArrayView2, s};

use super::{factor::solve, inference::Tests, linear::collinear, matrix::by_column};
use crate::error::{Error, Result};
use crate::numeric::cholesky::Cholesky;
use crate::numeric::tails::fisher;

/// What follows from correlations alone; standardised, so without b and constant.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct FromCorrelation {
    /// Standardised coefficients.
    #[serde(with = "crate::numeric::figures")]
    pub beta: Vec<f64>,
    /// Their standard errors, t, p and bounds.
    pub tests: Tests,
    /// Variance inflation.
    #[serde(with = "crate::numeric::figures")]
    pub vif: Vec<f64>,
    /// Partial and semi-partial correlation.
    #[serde(with = "crate::numeric::figures")]
    pub partial: Vec<f64>,
    /// See `partial`.
    #[serde(with = "crate::numeric::figures")]
    pub semipartial: Vec<f64>,
    /// Share of variance explained.
    #[serde(with = "crate::numeric::figures")]
    pub r2: f64,
    /// Adjusted for the number of terms.
    #[serde(with = "crate::numeric::figures")]
    pub adjusted_r2: f64,
    /// Degrees of freedom of a residual.
    pub df: usize,
    /// F of all slopes.
    #[serde(with = "crate::numeric::figures")]
    pub f: f64,
    /// Its p.
    #[serde(with = "crate::numeric::figures")]
    pub f_p: f64,
    /// Of the standardised columns.
    #[serde(with = "crate::numeric::figures")]
    pub condition: f64,
}

/// Refit from correlations. `matrix`: (k + 1) × (k + 1), y last; `names` in its order; `n` areas.
///
/// # Errors
/// The matrix is not one of correlations (symmetric, 1 on the diagonal, positive definite), or `n <= k + 1`.
pub fn from_correlation(
    matrix: ArrayView2<'_, f64>,
    names: &[String],
    n: usize,
    level: f64,
) -> Result<FromCorrelation> {
    crate::check::level(level)?;
    let size = names.len();
    let k = size.saturating_sub(1);
    if k == 0 || n <= size {
        return Err(Error::FewForCorrelation { n, p: size });
    }
    check(matrix, names)?;
    // The upper triangle of the factor is a design of k rows with these correlations.
    let factor = Cholesky::new(matrix, 0.0, 1e-12)
        .map_err(|i| Error::NotDefinite { column: names[i].clone() })?;
    let l = factor.lower;
    let design = by_column(k, l.slice(s![..k, ..k]).iter().copied().collect());
    let y = l.slice(s![k, ..k]).to_vec();
    let solved = solve(&design, &y).map_err(|error| collinear(&error, names))?;
    let df = (n - size) as f64;
    let left = l[[k, k]].powi(2);
    let r2 = 1.0 - left;
    let covariance = solved.inverse.mapv(|s| s * left / df);
    let tests = Tests::new(&solved.b, &covariance, df, level);
    let f = r2 / k as f64 / (left / df);
    Ok(FromCorrelation {
        partial: tests.t.iter().map(|t| t / (t * t + df).sqrt()).collect(),
        semipartial: tests.t.iter().map(|t| t * (left / df).sqrt()).collect(),
        vif: (0..k).map(|j| solved.inverse[[j, j]]).collect(),
        f_p: fisher(f, k as f64, df),
        adjusted_r2: 1.0 - (1.0 - r2) * (n - 1) as f64 / df,
        df: n - size,
        condition: solved.condition,
        beta: solved.b,
        tests,
        r2,
        f,
    })
}

/// A square view of entries row by row.
///
/// # Errors
/// Not `size` times `size` entries.
pub fn correlation_matrix(entries: &[f64], size: usize) -> Result<ArrayView2<'_, f64>> {
    let (found, expected) = (entries.len(), size * size);
    ArrayView2::from_shape((size, size), entries).map_err(|_| Error::Length {
        column: "matrix",
        found,
        expected,
    })
}

fn check(matrix: ArrayView2<'_, f64>, names: &[String]) -> Result<()> {
    let size = names.len();
    if matrix.dim() != (size, size) {
        return Err(Error::Length { column: "matrix", found: matrix.len(), expected: size * size });
    }
    for (i, row) in names.iter().enumerate() {
        for (j, column) in names.iter().enumerate() {
            let (value, mirrored) = (matrix[[i, j]], matrix[[j, i]]);
            let right = if i == j {
                (value - 1.0).abs() < 1e-9
            } else {
                value.abs() < 1.0 && (value - mirrored).abs() < 1e-9
            };
            if !right {
                let (row, column) = (row.clone(), column.clone());
                return Err(Error::Correlation { row, column, value, mirrored });
            }
        }
    }
    Ok(())
}
