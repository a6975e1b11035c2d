//! Documented in `python/spreiding` under decomposition.

use pyo3::prelude::*;

use super::border::short;
use crate::decompose;
use crate::frame::{Floats, Table};

/// Parts of the difference between two products, row by row.
#[pyfunction]
pub(crate) fn split_product(
    py: Python<'_>,
    from_turnover: Floats,
    from_share: Floats,
    to_turnover: Floats,
    to_share: Floats,
    how: &str,
) -> PyResult<Table> {
    let how = how.parse()?;
    let (from, to) = ([&*from_turnover, &*from_share], [&*to_turnover, &*to_share]);
    let (supply, selection) = short(py, || decompose::splits(from, to, how))?;
    Ok(Table::new().floats("supply", supply).floats("selection", selection))
}

#[pyfunction]
pub(crate) fn split_variance(
    py: Python<'_>,
    supply: Floats,
    selection: Floats,
    weights: Floats,
) -> PyResult<[Option<f64>; 3]> {
    let found = short(py, || decompose::variance(&supply, &selection, &weights))?;
    Ok([found.total, found.supply, found.selection].map(|v| v.is_finite().then_some(v)))
}
