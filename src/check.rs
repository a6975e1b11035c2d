//! Rules that several steps share.

use crate::error::{Error, Result};

/// Two columns describe the same areas.
///
/// # Errors
/// `found` differs from `expected`.
pub fn length(column: &'static str, found: usize, expected: usize) -> Result<()> {
    if found == expected { Ok(()) } else { Err(Error::Length { column, found, expected }) }
}

/// Every value is finite and not negative.
///
/// # Errors
/// Names the first value that breaks the rule.
pub fn counts(column: &'static str, values: &[f64]) -> Result<()> {
    match values.iter().position(|v| !(v.is_finite() && *v >= 0.0)) {
        Some(row) => Err(Error::Count { column, row, value: values[row] }),
        None => Ok(()),
    }
}

/// Every value is finite.
///
/// # Errors
/// Names the first value that breaks the rule.
pub fn finite(column: &'static str, values: &[f64]) -> Result<()> {
    match values.iter().position(|v| !v.is_finite()) {
        Some(row) => Err(Error::NotFinite { column, row, value: values[row] }),
        None => Ok(()),
    }
}

/// A confidence level lies strictly between 0 and 1.
///
/// # Errors
/// It does not.
pub fn level(value: f64) -> Result<()> {
    if value > 0.0 && value < 1.0 {
        Ok(())
    } else {
        Err(Error::Argument { name: "level", value: value.to_string(), rule: "between 0 and 1" })
    }
}
