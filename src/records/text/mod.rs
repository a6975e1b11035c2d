//! Text files, in blocks: CSV as offices make it.
//!
//! Own code parses, neither polars nor the `csv` crate: both swallow what an open quote holds and fill or refuse a row
//! that is too short, and neither tells the line of a record in a block.

mod blocks;
mod chunk;
mod dialect;
mod encoding;
mod file;
mod input;
mod lines;
mod plain;
mod scan;
mod shape;
#[cfg(test)]
mod tests;

pub use self::chunk::{Chunk, Chunks};
pub use self::dialect::{Dialect, sniff};
pub use self::encoding::Encoding;
pub use self::file::Text;
pub use self::scan::{Field, Scan};
