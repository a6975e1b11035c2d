//! Point to area.

use pyo3::prelude::*;

use super::area::AreaShapes;
use crate::frame::{Floats, Positions};
use crate::locate::Locator;

/// Documented in `python/spreiding/areas.py`.
#[pyfunction]
pub fn locate(
    py: Python<'_>,
    areas: &AreaShapes,
    x: Floats,
    y: Floats,
) -> crate::Result<Positions> {
    let found = py.detach(|| Locator::new(&areas.0)?.locate_all(&x, &y))?;
    Ok(Positions(found))
}
