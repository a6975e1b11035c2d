//! Records: a source is tallied, and read again only to find the rows of a problem.

mod arguments;
mod chunks;
mod held;
mod lettings;
mod source;
mod table;
mod tally;

pub(super) use chunks::Chunks;
pub(super) use held::Source;
pub(super) use lettings::Lettings;
pub(super) use table::{
    cleaned, codes_column, days_column, flags_column, is_sentinel, is_total, numbers_columns,
    read_table,
};
pub(super) use tally::Tally;
