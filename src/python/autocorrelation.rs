//! Autocorrelation.

use pyo3::prelude::*;

use super::weights::PyWeights;
use crate::autocorrelation::Sample;
use crate::autocorrelation::global::Statistic;
use crate::autocorrelation::rates;
use crate::frame::{Floats, Floats1, Table};

/// Values of areas and their weights, kept on this side.
#[pyclass(frozen, module = "spreiding._core", name = "Sample")]
pub struct PySample(Sample);

fn named(statistic: &str) -> crate::Result<Statistic> {
    match statistic {
        "moran" => Ok(Statistic::Moran),
        "geary" => Ok(Statistic::Geary),
        "getis_ord" => Ok(Statistic::GetisOrd),
        _ => Err(crate::Error::Argument {
            name: "statistic",
            value: statistic.to_owned(),
            rule: "moran, geary or getis_ord",
        }),
    }
}

#[pymethods]
impl PySample {
    #[new]
    fn new(py: Python<'_>, values: Floats, weights: &PyWeights) -> crate::Result<Self> {
        let weights = weights.0.as_ref().clone();
        Ok(Self(py.detach(|| Sample::new(values.to_vec(), weights))?))
    }

    fn undefined(&self) -> Option<&'static str> {
        self.0.undefined()
    }

    fn deviations(&self) -> Floats1 {
        Floats1(self.0.deviations.clone())
    }

    /// Observed, expected, variance for normal values, variance in random order.
    fn moments(&self, statistic: &str) -> crate::Result<(f64, f64, f64, f64)> {
        let m = self.0.moments(named(statistic)?);
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
    ) -> crate::Result<(u64, u64, u64, f64, f64)> {
        let statistic = named(statistic)?;
        let p = py.detach(|| self.0.permuted(statistic, seed, first, last));
        Ok((p.greater, p.less, p.further, p.sum, p.squares))
    }

    fn local_moran(&self, py: Python<'_>) -> Table {
        let found = py.detach(|| self.0.local_moran());
        Table::new()
            .floats("i", found.i)
            .floats("lag", found.lag)
            .floats("expected", found.expected)
            .floats("variance", found.variance)
            .floats("expected_given", found.expected_given)
            .floats("variance_given", found.variance_given)
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
    ) -> crate::Result<Table> {
        let found = py.detach(|| self.0.conditional(seed, permutations, by_sign))?;
        Ok(Table::new()
            .integers("greater", found.iter().map(|e| e.greater as i64).collect())
            .integers("less", found.iter().map(|e| e.less as i64).collect())
            .integers("further", found.iter().map(|e| e.further as i64).collect()))
    }
}

/// Documented in `python/spreiding/autocorrelation.py`.
#[pyfunction]
pub fn standardised_rates(events: Floats, population: Floats) -> crate::Result<Floats1> {
    Ok(Floats1(rates::standardised(&events, &population)?))
}
