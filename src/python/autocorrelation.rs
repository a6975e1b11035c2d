//! Autocorrelation.

use pyo3::prelude::*;

use super::border::{long, short};
use super::weights::PyWeights;
use crate::autocorrelation::Sample;
use crate::autocorrelation::rates;
use crate::counts::Counts;
use crate::frame::{Floats, Floats1, Table};

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
    fn moments(&self, statistic: &str) -> crate::Result<(f64, f64, f64, f64)> {
        let m = self.0.moments(statistic.parse()?);
        Ok((m.observed, m.expected, m.normal, m.random))
    }

    /// Permutations at or above, at or below, and at least as far away; their sum and sum of squares.
    fn permuted(
        &self,
        py: Python<'_>,
        statistic: &str,
        seed: u64,
        first: u64,
        last: u64,
    ) -> PyResult<(u64, u64, u64, f64, f64)> {
        let statistic = statistic.parse()?;
        let p = long(py, || self.0.permuted(statistic, seed, first, last))?;
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

    fn local_g(&self, star: bool) -> Table {
        let found = self.0.local_g(star);
        Table::new().floats("g", found.g).floats("z", found.z)
    }

    #[expect(clippy::cast_possible_wrap, reason = "counts below 2^32")]
    fn conditional(
        &self,
        py: Python<'_>,
        seed: u64,
        permutations: u64,
        by_sign: bool,
    ) -> PyResult<Table> {
        let found = long(py, || self.0.conditional(seed, permutations, by_sign))?;
        Ok(Table::new()
            .integers("greater", found.iter().map(|e| e.greater as i64).collect())
            .integers("less", found.iter().map(|e| e.less as i64).collect())
            .integers("further", found.iter().map(|e| e.further as i64).collect()))
    }
}

/// Documented in `python/spreiding/autocorrelation.py`.
#[pyfunction]
pub fn standardised_rates(events: Floats, population: Floats) -> crate::Result<Floats1> {
    let counts = Counts::named(("events", &events), ("population", &population))?;
    Ok(Floats1(rates::standardised(&counts)?))
}
