//! Rules that several steps share, and the names of options.

use crate::error::{Error, Result};
use crate::phrase::Phrase;

/// Above this a whole number is not told apart from the next: 2^53.
pub const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Two columns describe the same areas.
///
/// # Errors
/// `found` differs from `expected`.
pub fn length(column: &'static str, found: usize, expected: usize) -> Result<()> {
    if found == expected { Ok(()) } else { Err(Error::Length { column, found, expected }) }
}

/// Every value is finite, not negative and at most [`LARGEST`].
///
/// # Errors
/// Names the first value that breaks the rule.
pub fn counts(column: &'static str, values: &[f64]) -> Result<()> {
    match values.iter().position(|v| !(*v >= 0.0 && *v <= LARGEST)) {
        Some(row) => Err(bad_count(column, row, values[row])),
        None => Ok(()),
    }
}

/// As [`counts`], but a value may be missing (NaN).
///
/// # Errors
/// Names the first value that breaks the rule.
pub fn counts_or_missing(column: &'static str, values: &[f64]) -> Result<()> {
    match values.iter().position(|v| *v < 0.0 || *v > LARGEST) {
        Some(row) => Err(bad_count(column, row, values[row])),
        None => Ok(()),
    }
}

fn bad_count(column: &'static str, row: usize, value: f64) -> Error {
    if value > LARGEST && value.is_finite() {
        Error::TooLarge { column, row, value }
    } else {
        Error::Count { column, row, value }
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

/// Every value is finite or missing (NaN).
///
/// # Errors
/// Names the first value that breaks the rule.
pub fn finite_or_missing(column: &'static str, values: &[f64]) -> Result<()> {
    match values.iter().position(|v| v.is_infinite()) {
        Some(row) => Err(Error::NotFinite { column, row, value: values[row] }),
        None => Ok(()),
    }
}

/// Whether values differ by no more than the rounding of the same number computed in several ways.
#[must_use]
pub fn constant(values: &[f64]) -> bool {
    const ROUNDING: f64 = 1e-13;
    let (low, high) = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    high - low <= ROUNDING * low.abs().max(high.abs())
}

/// Powers of values up to the fourth, and of their reciprocals, stay numbers: the largest lies in `[1e-70, 1e70]`, or
/// all are 0. Missing values (NaN) do not count.
///
/// # Errors
/// It does not.
pub fn scale(column: &str, values: &[f64]) -> Result<()> {
    let most = values.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
    if most == 0.0 || (1e-70..=1e70).contains(&most) {
        return Ok(());
    }
    Err(Error::Scale { column: column.to_owned(), value: most })
}

/// A confidence level lies strictly between 0 and 1.
///
/// # Errors
/// It does not.
pub fn level(value: f64) -> Result<()> {
    if value > 0.0 && value < 1.0 {
        Ok(())
    } else {
        Err(Error::Argument {
            name: "level",
            value: value.to_string(),
            rule: Phrase::BETWEEN_0_AND_1,
        })
    }
}

/// Give an option its names: `FromStr` with an error that lists them, and the list itself.
///
/// `names!(Method "interval" { "wilson" => Self::Wilson, … });`
macro_rules! names {
    ($type:ty, $option:literal { $($name:literal => $value:expr,)+ }) => {
        impl $type {
            /// Every name of this option.
            pub const NAMES: &'static [&'static str] = &[$($name),+];
        }

        impl std::str::FromStr for $type {
            type Err = crate::error::Error;

            fn from_str(text: &str) -> crate::error::Result<Self> {
                match text {
                    $($name => Ok($value),)+
                    _ => Err(crate::error::Error::Unknown {
                        name: $option,
                        value: text.to_owned(),
                        known: Self::NAMES.iter().copied().collect(),
                    }),
                }
            }
        }
    };
}
pub(crate) use names;
