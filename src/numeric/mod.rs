//! Numbers that several steps need, each once: random streams and draws, distributions, sums with twice the digits,
//! factorisations and compressed rows.

pub mod beta;
pub mod beta_binomial;
pub mod binomial;
pub(crate) mod cholesky;
pub(crate) mod double;
pub(crate) mod figures;
pub(crate) mod gamma;
pub mod normal;
pub mod random;
pub(crate) mod rows;
pub(crate) mod tails;
