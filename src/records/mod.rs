//! Records in: a stream of rentals becomes a small table of distinct values and their counts.
//!
//! The rows themselves are never kept. A [`Source`] ([`text`], `parquet`, `frame`) hands each column to an
//! [`Axis`] that numbers its distinct values, and a [`Sink`] takes the numbers: [`Tally`] counts the
//! combinations, [`Finder`] looks for the rows of a problem. So every rule is checked once per distinct
//! value, and memory depends on the number of distinct values, not of rows.

mod axis;
mod find;
mod key;
mod numbers;
pub mod parquet;
mod place;
pub mod repeats;
mod run;
mod short;
mod source;
mod spell;
mod table;
mod tally;
pub mod text;

#[cfg(feature = "python")]
pub(crate) mod frame;

pub use axis::{Axis, Kind, MISSING, RESERVED, SWAPPED, UNPRINTABLE, UNREADABLE};
pub use find::{Finder, Found, Rule};
pub use key::{KEY_BITS, key};
pub use numbers::{Numbers, Verdict};
pub use place::{Extent, Place};
pub use source::{Block, Broken, Columns, Fault, Passed, Sink, Source, Stamp, name_of};
pub use spell::{Met, Spelling};
pub use tally::Tally;
