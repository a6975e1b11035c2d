//! When two lettings of one dwelling are suspect.

/// What makes two lettings of one dwelling suspect, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeats {
    /// A second letting within this many days.
    pub within: i32,
    /// A second letting to the same group within this many days of one through a care provider.
    pub provider: i32,
}
