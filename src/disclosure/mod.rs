//! What an outsider can derive from published tables: integer unknowns, tied by the sums and rounded shares in print.
//!
//! [`System`] holds the unknowns and what is printed about them, [`bounds`] narrows every unknown as far as sums and
//! shares do one by one, and [`candidates`] proves by worked examples how many values an unknown can still have.

mod candidates;
mod propagate;
mod search;
mod system;

pub use candidates::candidates;
pub use propagate::{Bounds, bounds};
pub use search::Candidates;
pub use system::{NONE, System, positions, whole};
