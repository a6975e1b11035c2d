//! Documented in `python/spreiding/bands.py`.

use pyo3::prelude::*;

use crate::bands::{self, Bands};
use crate::frame::{Floats, Table};

type Parts = (Vec<f64>, Table, Vec<usize>, Option<f64>);

fn parts(found: Bands) -> Parts {
    let index = found.index.into_iter().map(|i| i.and_then(|i| i64::try_from(i).ok())).collect();
    (found.upper, Table::new().integers_or_null("index", index), found.counts, found.fit)
}

#[pyfunction]
pub fn classify(py: Python<'_>, values: Floats, scheme: &str, k: usize) -> crate::Result<Parts> {
    let scheme = scheme.parse()?;
    py.detach(|| bands::classify(&values, scheme, k)).map(parts)
}

#[pyfunction]
pub fn given_bands(
    py: Python<'_>,
    values: Floats,
    edges: Vec<f64>,
    closed: &str,
) -> crate::Result<Parts> {
    let closed = closed.parse()?;
    py.detach(|| bands::bands(&values, &edges, closed)).map(parts)
}
