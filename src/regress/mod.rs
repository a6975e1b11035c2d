//! Regression of a share on covariates, and whether it holds.
//!
//! The reported numbers come from Householder QR with column pivoting, powers of two as column scales and one step of
//! refinement; where the condition number passes 1e3 everything is done again with 31 digits. `linfa-linear` solves by
//! QR without these, and serves as a second opinion ([`Linear::second_opinion`]): as good on most of NIST's problems,
//! but 6 digits on Wampler5 where this one has 14.

mod factor;
mod inference;
mod influence;
mod leave;
mod linear;
mod number;
mod qr;
mod sample;
mod tails;

pub use inference::{Covariance, Tests};
pub use influence::Influence;
pub use leave::LeaveOneOut;
pub use linear::{Linear, Options, linear};
pub use sample::{CONSTANT, Column, Input, Reason, Sample};
