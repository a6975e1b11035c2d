//! Documented in `python/spreiding/examples/`.

use pyo3::pyfunction;

/// Text of a file of `data/`, or `None`.
#[pyfunction]
pub fn embedded(name: &str) -> Option<&'static str> {
    crate::data::embedded(name)
}

/// Names of the embedded files.
#[pyfunction]
pub fn embedded_names() -> Vec<&'static str> {
    crate::data::names()
}
