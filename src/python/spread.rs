//! Documented in `python/spreiding/spread.py` and `nested.py`.

use pyo3::prelude::*;

use crate::frame::{Floats, Floats1, Table};
use crate::spread::chance::{self, Iterations};
use crate::spread::multigroup::Mix;
use crate::spread::{Index, Spread, nested};

#[pyfunction]
pub(crate) fn spread_value(
    py: Python<'_>,
    group: Floats,
    total: Floats,
    against_all: bool,
    index: &str,
    shape: f64,
) -> crate::Result<f64> {
    let index = Index::named(index, shape)?;
    py.detach(|| Ok(Spread::new(&group, &total, against_all)?.value(index)))
}

#[pyfunction]
pub(crate) fn spread_lorenz(
    py: Python<'_>,
    group: Floats,
    total: Floats,
    against_all: bool,
) -> crate::Result<Table> {
    let found =
        py.detach(|| Ok::<_, crate::Error>(Spread::new(&group, &total, against_all)?.lorenz()))?;
    Ok(Table::new().floats("reference", found.0).floats("group", found.1))
}

/// `null` is `"bootstrap"` to resample around each area's own share.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "the options of one simulation, passed on")]
pub(crate) fn spread_simulate(
    py: Python<'_>,
    group: Floats,
    total: Floats,
    against_all: bool,
    index: &str,
    shape: f64,
    null: &str,
    seed: u64,
    first: u64,
    count: u64,
) -> crate::Result<Floats1> {
    let (index, run) = (Index::named(index, shape)?, Iterations { seed, first, count });
    let null = if null == "bootstrap" { None } else { Some(null.parse()?) };
    let found = py.detach(|| {
        let spread = Spread::new(&group, &total, against_all)?;
        match null {
            Some(null) => chance::simulate(&spread, index, null, run),
            None => chance::bootstrap(&spread, index, run),
        }
    })?;
    Ok(Floats1(found))
}

fn mix(groups: &[Floats]) -> crate::Result<Mix> {
    let columns: Vec<&[f64]> = groups.iter().map(|group| &**group).collect();
    Mix::new(&columns)
}

#[pyfunction]
pub(crate) fn mix_value(py: Python<'_>, groups: Vec<Floats>, index: &str) -> crate::Result<f64> {
    let index = index.parse()?;
    py.detach(|| Ok(mix(&groups)?.value(index)))
}

#[pyfunction]
pub(crate) fn mix_simulate(
    py: Python<'_>,
    groups: Vec<Floats>,
    index: &str,
    resample: bool,
    seed: u64,
    first: u64,
    count: u64,
) -> crate::Result<Floats1> {
    let (index, run) = (index.parse()?, Iterations { seed, first, count });
    py.detach(|| chance::simulate_mix(&mix(&groups)?, index, resample, run)).map(Floats1)
}

#[pyfunction]
pub(crate) fn spread_p(
    value: f64,
    simulated: Floats,
    rises: bool,
    alternative: &str,
) -> crate::Result<f64> {
    Ok(chance::p_value(value, &simulated, rises, alternative.parse()?))
}

#[pyfunction]
pub(crate) fn nested_entropy(
    py: Python<'_>,
    groups: Vec<Floats>,
    parents: Vec<usize>,
    n_parents: usize,
) -> crate::Result<((f64, f64, f64, f64), Table)> {
    let columns: Vec<&[f64]> = groups.iter().map(|group| &**group).collect();
    let found = py.detach(|| nested::nested(&columns, &parents, n_parents))?;
    let column = |value: fn(&nested::Part) -> f64| found.parts.iter().map(value).collect();
    let table = Table::new()
        .floats("total", column(|part| part.total))
        .floats("m", column(|part| part.m))
        .floats("h", column(|part| part.h))
        .floats("within", column(|part| part.within));
    Ok(((found.m, found.h, found.between, found.within), table))
}
