//! Autocorrelation.

use pyo3::prelude::*;

use super::border::{long, short};
use super::weights::PyWeights;
use crate::autocorrelation::Sample;
use crate::autocorrelation::rates;
use crate::counts::Counts;
use crate::frame::{Floats, Floats1, Table, Whole};

/// Values of areas and their weights, kept on this side.
#[pyclass(frozen, module = "spreiding._core", name = "Sample")]
pub struct PySample(Sample);

#[pymethods]
impl PySample {
    #[new]
    fn new(py: Python<'_>, values: Floats, weights: &PyWeights) -> PyResult<Self> {
        let weights = weights.0.as_ref().clone();
        Ok(Self(short(py, || Sample::new(values.to_vec(), weights))?))
    }

    fn undefined(&self) -> Option<&'static str> {
        self.0.undefined()
    }

    fn deviations(&self) -> Floats1 {
        Floats1(self.0.deviations.clone())
    }

    /// Observed, expected, variance for normal values, variance in random order.
    fn moments(&self, py: Python<'_>, statistic: &str) -> PyResult<(f64, f64, f64, f64)> {
        let m = short(py, || Ok(self.0.moments(statistic.parse()?)))?;
        Ok((m.observed, m.expected, m.normal, m.random))
    }

    /// Permutations at or above, at or below, and at least as far away; their sum and sum of squares.
    fn permuted(
        &self,
        py: Python<'_>,
        statistic: &str,
        seed: Whole<u64>,
        first: Whole<u64>,
        last: Whole<u64>,
    ) -> PyResult<(u64, u64, u64, f64, f64)> {
        let statistic = statistic.parse()?;
        let p = long(py, || self.0.permuted(statistic, seed.0, first.0, last.0))?;
        Ok((p.greater, p.less, p.further, p.sum, p.squares))
    }

    fn local_moran(&self, py: Python<'_>) -> PyResult<Table> {
        let found = short(py, || Ok(self.0.local_moran()))?;
        Ok(Table::new()
            .floats("i", found.i)
            .floats("lag", found.lag)
            .floats("expected", found.expected)
            .floats("variance", found.variance)
            .floats("expected_given", found.expected_given)
            .floats("variance_given", found.variance_given))
    }

    fn local_g(&self, py: Python<'_>, star: bool) -> PyResult<Table> {
        let found = short(py, || Ok(self.0.local_g(star)))?;
        Ok(Table::new().floats("g", found.g).floats("z", found.z))
    }

    #[expect(clippy::cast_possible_wrap, reason = "counts below 2^32")]
    fn conditional(
        &self,
        py: Python<'_>,
        seed: Whole<u64>,
        permutations: Whole<u64>,
        by_sign: bool,
    ) -> PyResult<Table> {
        let found = long(py, || self.0.conditional(seed.0, permutations.0, by_sign))?;
        Ok(Table::new()
            .integers("greater", found.iter().map(|e| e.greater as i64).collect())
            .integers("less", found.iter().map(|e| e.less as i64).collect())
            .integers("further", found.iter().map(|e| e.further as i64).collect()))
    }
}

/// Documented in `python/spreiding/autocorrelation.py`.
#[pyfunction]
pub fn standardised_rates(py: Python<'_>, events: Floats, population: Floats) -> PyResult<Floats1> {
    let rates = short(py, || {
        let counts = Counts::named(("events", &events), ("population", &population))?;
        rates::standardised(&counts)
    })?;
    Ok(Floats1(rates))
}
