//! Regression from a printed correlation matrix and n.

use super::{
    factor::solve,
    inference::{Tests, f_p},
    linear::collinear,
};
use crate::error::{Error, Result};

/// What follows from correlations alone; standardised, so without b and constant.
#[derive(Debug, Clone)]
pub struct FromCorrelation {
    /// Standardised coefficients.
    pub beta: Vec<f64>,
    /// Their standard errors, t, p and bounds.
    pub tests: Tests,
    /// Variance inflation.
    pub vif: Vec<f64>,
    /// Partial and semi-partial correlation.
    pub partial: Vec<f64>,
    /// See `partial`.
    pub semipartial: Vec<f64>,
    /// Share of variance explained.
    pub r2: f64,
    /// F of all slopes.
    pub f: f64,
    /// Its p.
    pub f_p: f64,
    /// Of the standardised columns.
    pub condition: f64,
}

/// Refit from correlations. `matrix`: (k + 1) × (k + 1), y last; `names` in its order; `n` areas.
///
/// # Errors
/// The matrix is not one of correlations (symmetric, 1 on the diagonal, positive definite), or `n <= k + 1`.
pub fn from_correlation(
    matrix: &[f64],
    names: &[String],
    n: usize,
    level: f64,
) -> Result<FromCorrelation> {
    let size = names.len();
    let k = size.saturating_sub(1);
    if k == 0 || n <= size {
        return Err(Error::Input(format!("n is {n}, must be more than the {size} coefficients")));
    }
    check(matrix, names)?;
    // Cholesky: its upper triangle is a design of k rows with these correlations.
    let mut l = vec![0.0; size * size];
    for i in 0..size {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|c| l[i * size + c] * l[j * size + c]).sum();
            let rest = matrix[i * size + j] - sum;
            if i == j && rest <= 1e-12 {
                return Err(Error::Input(format!(
                    "the correlations are not positive definite from column {:?} on: no data have them",
                    names[i]
                )));
            }
            l[i * size + j] = if i == j { rest.sqrt() } else { rest / l[j * size + j] };
        }
    }
    let design: Vec<f64> = (0..k * k).map(|at| l[at / k * size + at % k]).collect();
    let y = &l[k * size..k * size + k];
    let solved = solve(&design, k, k, y).map_err(|error| collinear(&error, names))?;
    let df = (n - size) as f64;
    let left = l[size * size - 1].powi(2);
    let r2 = 1.0 - left;
    let matrix: Vec<f64> = solved.inverse.iter().map(|s| s * left / df).collect();
    let tests = Tests::new(&solved.b, &matrix, df, level);
    let f = r2 / k as f64 / (left / df);
    Ok(FromCorrelation {
        partial: tests.t.iter().map(|t| t / (t * t + df).sqrt()).collect(),
        semipartial: tests.t.iter().map(|t| t * (left / df).sqrt()).collect(),
        vif: (0..k).map(|j| solved.inverse[j * k + j]).collect(),
        f_p: f_p(f, k as f64, df),
        condition: solved.condition,
        beta: solved.b,
        tests,
        r2,
        f,
    })
}

fn check(matrix: &[f64], names: &[String]) -> Result<()> {
    let size = names.len();
    if matrix.len() != size * size {
        return Err(Error::Length { column: "matrix", found: matrix.len(), expected: size * size });
    }
    for (i, row) in names.iter().enumerate() {
        for (j, other) in names.iter().enumerate() {
            let (r, mirrored) = (matrix[i * size + j], matrix[j * size + i]);
            let right = if i == j {
                (r - 1.0).abs() < 1e-9
            } else {
                r.abs() < 1.0 && (r - mirrored).abs() < 1e-9
            };
            if !right {
                return Err(Error::Input(format!(
                    "correlation of {row:?} and {other:?} is {r} (mirrored {mirrored}), must be 1 on the diagonal, \
                     within (-1, 1) elsewhere, and symmetric"
                )));
            }
        }
    }
    Ok(())
}
