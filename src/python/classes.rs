//! Documented in `python/spreiding` under classes of a map.

use pyo3::prelude::*;

use super::border::{long, short};
use crate::classes::{self, Classes};
use crate::frame::{Floats, Table, Whole};

type Parts = (Vec<f64>, Table, Vec<usize>, Option<f64>);

fn parts(found: Classes) -> Parts {
    let index = found.index.into_iter().map(|i| i.and_then(|i| i64::try_from(i).ok())).collect();
    (found.upper, Table::new().integers_or_null("index", index), found.counts, found.fit)
}

#[pyfunction]
pub fn classify(py: Python<'_>, values: Floats, scheme: &str, k: Whole<usize>) -> PyResult<Parts> {
    let scheme = scheme.parse()?;
    long(py, || classes::classify(&values, scheme, k.0)).map(parts)
}

#[pyfunction]
pub fn given_bands(
    py: Python<'_>,
    values: Floats,
    edges: Vec<f64>,
    closed: &str,
) -> PyResult<Parts> {
    let closed = closed.parse()?;
    short(py, || classes::given(&values, &edges, closed)).map(parts)
}
