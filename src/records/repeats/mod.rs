//! Checks of records that counts cannot show: lettings that occur twice.
//!
//! One dwelling let twice is found without keeping the records. The pass that counts them also keeps eight bytes per
//! record ([`Keys`]): a hash of the dwelling, the day and the group. They give the dwellings that may be let twice.
//! Only if there are any, a second pass ([`Watch`]) takes those dwellings by their full name, so that two names with
//! one hash never count.

mod bucket;
mod counted;
mod hits;
mod keys;
mod letting;
mod room;
mod rule;

pub use counted::Counted;
pub use hits::{Hits, Row, Rows};
pub use keys::Keys;
pub use letting::Watch;
pub use rule::Repeats;
