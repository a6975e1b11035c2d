//! What a cell of any source says: one vocabulary for text files, Parquet, frames and small tables.
//!
//! A code is [`clean`]ed; whether it stands for a missing value is a matter of its [`Kind`], declared in
//! `data/missing_signs.csv`. Numbers are read in the [`Notation`] that the file decides or the caller gives; yes and
//! no by [`flag`]; days by [`date::parse`].

mod clean;
pub mod column;
pub mod date;
mod number;
mod signs;
mod words;

pub use clean::{Cleaned, clean};
pub use number::{Doubt, Evidence, Notation, Written, plain, read};
pub use signs::{Kind, Sign, Signs, sign};
pub use words::{flag, is_note, is_total};
