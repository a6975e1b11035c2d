//! Regression of a share on covariates, with influence statistics and robustness.
//!
//! The reported numbers come from Householder QR with column pivoting, powers of two as column scales and one step of
//! refinement; where the condition number passes 1e3 everything is done again with 31 digits. `linfa-linear` solves by
//! QR without these, and serves as a cross-check ([`Linear::cross_check`]): as good on most of NIST's problems,
//! but 6 digits on Wampler5 where this one has 14.

mod beta_binomial;
mod correlation;
mod diagnostics;
mod factor;
mod fit;
mod inference;
mod influence;
mod irls;
mod leave;
mod linear;
mod logit;
mod matrix;
mod null;
mod ols;
mod qr;
mod sample;
mod spatial;

pub use correlation::{FromCorrelation, correlation_matrix, from_correlation};
pub use diagnostics::Diagnostic;
pub use fit::{Fit, Fitted, Model, Summary};
pub use inference::{Covariance, Tests};
pub use influence::Influence;
pub use irls::Convergence;
pub use leave::LeaveOneOut;
pub use linear::{Linear, Options, linear};
pub use logit::{Logit, Scatter, logit, logit_leave_one_out};
pub use null::{Given, simulated_betas};
pub use ols::{Ols, OlsParams};
pub use sample::{CONSTANT, Column, Input, Reason, Sample};
pub use spatial::ResidualMoran;
