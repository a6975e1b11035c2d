//! The beta-binomial distribution: its likelihood, and where that is highest.

mod fit;
mod likelihood;

pub(crate) use fit::{Maximum, Problem};
pub use likelihood::Likelihood;
