//! The one error type.
#![expect(missing_docs, reason = "the message of a variant explains its fields")]

/// An input that a result cannot be computed from: argument, value found, rule.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("{column} has {found} values, must have {expected}")]
    Length { column: &'static str, found: usize, expected: usize },
    #[error("{column}[{row}] is {value}, must be finite and >= 0")]
    Count { column: &'static str, row: usize, value: f64 },
    #[error("{column}[{row}] is {value}, must be finite")]
    NotFinite { column: &'static str, row: usize, value: f64 },
    #[error("{column} adds up to 0, must be > 0")]
    NoMembers { column: &'static str },
    #[error("{name} is {value}, must be {rule}")]
    Argument { name: &'static str, value: String, rule: &'static str },
    /// Anything whose message is built from data: name source, column, row number and rule.
    #[error("{0}")]
    Input(String),
}

/// Result with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
