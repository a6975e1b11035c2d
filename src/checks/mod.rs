//! Checks of records that counts cannot show: lettings that occur twice.

mod letting;

pub use letting::{Hits, Keys, Repeats, Watch};
