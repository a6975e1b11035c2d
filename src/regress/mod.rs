//! Regression of a share on covariates, and whether it holds.
//!
//! The reported numbers come from Householder QR with column pivoting, powers of two as column scales and one step of
//! refinement; where the condition number passes 1e3 everything is done again with 31 digits. `linfa-linear` solves by
//! QR without these, and serves as a second opinion ([`Linear::second_opinion`]): as good on most of NIST's problems,
//! but 6 digits on Wampler5 where this one has 14.

mod beta_binomial;
mod correlation;
mod diagnostics;
mod factor;
mod inference;
mod influence;
mod leave;
mod linear;
mod logit;
mod null;
mod number;
mod qr;
mod sample;
mod spatial;
mod tails;

pub use correlation::{FromCorrelation, from_correlation};
pub use diagnostics::Diagnostic;
pub use inference::{Covariance, Tests};
pub use influence::Influence;
pub use leave::LeaveOneOut;
pub use linear::{Linear, Options, linear};
pub use logit::{Logit, Scatter, logit, logit_leave_one_out};
pub use null::{Given, simulated_betas};
pub use sample::{CONSTANT, Column, Input, Reason, Sample};
pub use spatial::ResidualMoran;
