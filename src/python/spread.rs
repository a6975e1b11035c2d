//! Documented in `python/spreiding/spread.py` and `nested.py`.

use pyo3::prelude::*;

use super::border::{long, short};
use crate::counts::{Counts, Groups};
use crate::error::Result;
use crate::frame::{Floats, Floats1, Table, Whole};
use crate::spread::chance::{self, Iterations};
use crate::spread::multigroup::Mix;
use crate::spread::{Index, Spread, nested};

fn spread(group: &Floats, total: &Floats, against_all: bool) -> Result<Spread> {
    Spread::new(&Counts::named(("group", group), ("total", total))?, against_all)
}

#[pyfunction]
pub(crate) fn spread_value(
    py: Python<'_>,
    group: Floats,
    total: Floats,
    against_all: bool,
    index: &str,
    shape: f64,
) -> PyResult<f64> {
    let index = Index::named(index, shape)?;
    short(py, || Ok(spread(&group, &total, against_all)?.value(index)))
}

#[pyfunction]
pub(crate) fn spread_lorenz(
    py: Python<'_>,
    group: Floats,
    total: Floats,
    against_all: bool,
) -> PyResult<Table> {
    let found = short(py, || Ok(spread(&group, &total, against_all)?.lorenz()))?;
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
    seed: Whole<u64>,
    first: Whole<u64>,
    count: Whole<u64>,
) -> PyResult<Floats1> {
    let (index, run) =
        (Index::named(index, shape)?, Iterations { seed: seed.0, first: first.0, count: count.0 });
    let null = if null == "bootstrap" { None } else { Some(null.parse()?) };
    let found = long(py, || {
        let spread = spread(&group, &total, against_all)?;
        match null {
            Some(null) => chance::simulate(&spread, index, null, run),
            None => chance::bootstrap(&spread, index, run),
        }
    })?;
    Ok(Floats1(found))
}

fn checked(groups: &[Floats]) -> Result<Groups> {
    Groups::new(&groups.iter().map(|group| &**group).collect::<Vec<_>>())
}

#[pyfunction]
pub(crate) fn mix_value(py: Python<'_>, groups: Vec<Floats>, index: &str) -> PyResult<f64> {
    let index = index.parse()?;
    short(py, || Ok(Mix::new(&checked(&groups)?).value(index)))
}

#[pyfunction]
pub(crate) fn mix_simulate(
    py: Python<'_>,
    groups: Vec<Floats>,
    index: &str,
    resample: bool,
    seed: Whole<u64>,
    first: Whole<u64>,
    count: Whole<u64>,
) -> PyResult<Floats1> {
    let (index, run) =
        (index.parse()?, Iterations { seed: seed.0, first: first.0, count: count.0 });
    let found =
        long(py, || chance::simulate_mix(&Mix::new(&checked(&groups)?), index, resample, run))?;
    Ok(Floats1(found))
}

#[pyfunction]
pub(crate) fn spread_p(
    py: Python<'_>,
    value: f64,
    simulated: Floats,
    rises: bool,
    alternative: &str,
) -> PyResult<f64> {
    let alternative = alternative.parse()?;
    short(py, || chance::p_value(value, &simulated, rises, alternative))
}

#[pyfunction]
pub(crate) fn nested_entropy(
    py: Python<'_>,
    groups: Vec<Floats>,
    parents: Vec<usize>,
    n_parents: Whole<usize>,
) -> PyResult<((f64, f64, f64, f64), Table)> {
    let found = short(py, || nested::nested(&checked(&groups)?, &parents, n_parents.0))?;
    let column = |value: fn(&nested::Part) -> f64| found.parts.iter().map(value).collect();
    let table = Table::new()
        .floats("total", column(|part| part.total))
        .floats("m", column(|part| part.m))
        .floats("h", column(|part| part.h))
        .floats("within", column(|part| part.within));
    Ok(((found.m, found.h, found.between, found.within), table))
}
