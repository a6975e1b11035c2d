//! Neighbours.

use std::sync::Arc;

use pyo3::prelude::*;

use super::area::AreaShapes;
use super::border::{long, short};
use crate::frame::{Floats, Floats1, Indices, Positions, Whole};
use crate::weights::contiguity::{Contact, Reach, contiguity};
use crate::weights::{Weights, distance};

/// Sparse weights, kept on this side.
#[pyclass(frozen, module = "spreiding._core", name = "Weights")]
pub struct PyWeights(pub Arc<Weights>);

impl From<Weights> for PyWeights {
    fn from(weights: Weights) -> Self {
        Self(Arc::new(weights))
    }
}

/// Documented in `python/spreiding/neighbours.py`.
#[pyfunction]
pub fn weights_by_contact(
    py: Python<'_>,
    areas: &AreaShapes,
    rook: bool,
    tolerance: f64,
    scale: [f64; 2],
) -> PyResult<PyWeights> {
    let contact = if rook { Contact::Rook } else { Contact::Queen };
    let reach = Reach { tolerance, scale };
    Ok(long(py, || contiguity(&areas.0, contact, reach))?.into())
}

/// Documented in `python/spreiding/neighbours.py`.
#[pyfunction]
pub fn weights_by_nearest(
    py: Python<'_>,
    x: Floats,
    y: Floats,
    rank: Indices,
    k: Whole<usize>,
) -> PyResult<PyWeights> {
    Ok(long(py, || distance::nearest(&x, &y, &rank, k.0))?.into())
}

/// Documented in `python/spreiding/neighbours.py`.
#[pyfunction]
pub fn weights_by_distance(
    py: Python<'_>,
    x: Floats,
    y: Floats,
    distance: f64,
) -> PyResult<PyWeights> {
    Ok(long(py, || distance::band(&x, &y, distance))?.into())
}

#[pymethods]
impl PyWeights {
    #[staticmethod]
    fn from_pairs(
        py: Python<'_>,
        n: Whole<usize>,
        focal: Indices,
        neighbour: Indices,
        weight: Floats,
    ) -> PyResult<Self> {
        Ok(short(py, || Weights::from_pairs(n.0, &focal, &neighbour, &weight))?.into())
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// Focal area, neighbour and weight of every pair.
    fn pairs(&self) -> (Positions, Positions, Floats1) {
        (
            Positions(self.0.focal()),
            Positions(self.0.targets.clone()),
            Floats1(self.0.values.clone()),
        )
    }

    fn counts(&self) -> Vec<usize> {
        (0..self.0.len()).map(|i| self.0.count(i)).collect()
    }

    fn binary(&self) -> Self {
        self.0.binary().into()
    }

    fn row_standardised(&self, py: Python<'_>) -> PyResult<Self> {
        Ok(short(py, || self.0.row_standardised())?.into())
    }

    fn lag(&self, py: Python<'_>, values: Floats) -> PyResult<Floats1> {
        Ok(Floats1(short(py, || self.0.lag(&values))?))
    }

    fn sums(&self, py: Python<'_>) -> PyResult<(f64, f64, f64)> {
        let sums = short(py, || Ok(self.0.sums()))?;
        Ok((sums.s0, sums.s1, sums.s2))
    }

    fn subset(&self, py: Python<'_>, keep: Indices) -> PyResult<Self> {
        Ok(short(py, || self.0.subset(&keep))?.into())
    }
}
