//! Where social dwellings let to vulnerable groups go: the core of the Python package `spreiding`.
//!
//! The modules stand in the order of the road: records, classes, counts, shares, bands, spread, regression.

pub mod area;
pub mod autocorrelation;
pub mod bands;
pub mod beta;
pub mod check;
pub mod data;
pub mod decompose;
pub mod disclosure;
pub mod error;
pub mod funnel;
pub mod interval;
pub mod locate;
pub mod quotient;
pub mod records;
pub mod regress;
pub mod shares;
pub mod smooth;
pub mod spread;
pub mod values;
pub mod weights;

#[cfg(feature = "python")]
pub mod frame;
#[cfg(feature = "python")]
mod python;

pub use error::{Error, Result};
