//! Shares.

use pyo3::prelude::*;

use crate::frame::{Floats, Table};

/// Documented in `python/spreiding/shares.py`.
#[pyfunction]
pub(crate) fn shares(
    py: Python<'_>,
    allocations: Floats,
    rentals: Floats,
    stock: Floats,
    interval: &str,
    level: f64,
) -> crate::Result<Table> {
    let method = interval.parse()?;
    let shares =
        py.detach(|| crate::shares::shares(&allocations, &rentals, &stock, method, level))?;
    Ok(Table::new()
        .floats("share_of_rentals", shares.of_rentals)
        .floats("share_of_stock", shares.of_stock)
        .floats("lower", shares.lower)
        .floats("upper", shares.upper))
}
