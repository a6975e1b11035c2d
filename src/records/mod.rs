//! Records in: a stream of rentals becomes a small table of distinct values and their counts.
//!
//! The rows themselves are never kept. A source ([`text`], `parquet`, `batch`) hands each column to an
//! [`Axis`] that numbers its distinct values, and a [`Sink`] takes the numbers: [`Tally`] counts the
//! combinations, [`Finder`] looks for the rows of a problem. So every rule is checked once per distinct
//! value, and memory depends on the number of distinct values, not of rows.

mod axis;
pub mod date;
mod find;
mod key;
mod number;
mod run;
mod table;
mod tally;
pub mod text;

#[cfg(feature = "python")]
pub(crate) mod batch;
#[cfg(feature = "python")]
pub(crate) mod parquet;

pub use axis::{Axis, Kind, MISSING, SWAPPED, UNREADABLE};
pub use find::{Finder, Found, Rule};
pub use key::{KEY_BITS, key};
pub use number::{Convention, Numbers};
pub use tally::Tally;

use crate::error::Result;

/// What a source feeds: it numbers values through [`Sink::axis`] and hands over rows through [`Sink::rows`].
pub trait Sink {
    /// Number of columns that are numbered.
    fn width(&self) -> usize;

    /// One of the columns that are numbered.
    fn axis(&mut self, at: usize) -> &mut Axis;

    /// The columns that are only checked to be numbers, in order.
    fn numbers(&mut self) -> &mut [Numbers];

    /// Take the next rows: one slice of ids per axis, all of the same length.
    ///
    /// # Errors
    /// There are more combinations of distinct values than fit in memory.
    fn rows(&mut self, ids: &[&[u32]]) -> Result<()>;

    /// A new block of rows starts, with this row of the source where that is known: ids of a [`Kind::Key`] start anew.
    fn block(&mut self, _first: Option<u64>) {}

    /// Note that a number breaks its rule, `offset` rows after those already taken.
    fn bad_number(&mut self, _column: usize, _offset: usize) {}
}
