//! Point to area.

use pyo3::prelude::*;

use super::area::AreaShapes;
use super::border::long;
use crate::frame::{Floats, Positions};
use crate::locate::NOWHERE;

/// Documented in `python/spreiding/areas/locate.py`.
#[pyfunction]
pub fn locate(py: Python<'_>, areas: &AreaShapes, x: Floats, y: Floats) -> PyResult<Positions> {
    let none = u32::try_from(areas.0.len()).unwrap_or(NOWHERE);
    let mut found = long(py, || areas.locator()?.locate_all(&x, &y))?;
    found.iter_mut().filter(|at| **at == NOWHERE).for_each(|at| *at = none);
    Ok(Positions(found))
}
