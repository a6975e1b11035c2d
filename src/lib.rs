//! Where social dwellings let to vulnerable groups go: the core of the Python package `spreiding`.
//!
//! The modules stand in the order of the road: areas, records, counts, shares, classes, spread, regression, disclosure.

pub mod phrase;

pub mod error;

pub mod check;
pub mod data;
pub mod interrupt;
pub mod numeric;
pub mod values;

pub mod area;
pub mod locate;
pub mod weights;

pub mod records;

pub mod book;

pub mod counts;
pub mod shares;

pub mod classes;
pub mod decompose;
pub mod spread;

pub mod autocorrelation;
pub mod regress;

pub mod disclosure;

#[cfg(feature = "python")]
mod process;

#[cfg(feature = "python")]
pub mod frame;
#[cfg(feature = "python")]
mod python;

pub use error::{Error, Result};
pub use phrase::Phrase;
