//! Workbooks: the cells of a sheet, read once, column by column; a cell keeps its kind.
//!
//! Rows of an `.xlsx` go by one at a time: what is held is what stands in the columns that are asked for.

mod cell;
mod column;
mod open;

pub use cell::Cell;
pub use column::{Column, whole};
pub use open::Book;
