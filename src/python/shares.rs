//! Documented in `python/spreiding` under shares, smoothing, funnel and certainty.

use pyo3::prelude::*;

use super::border::{long, long_if, short};
use crate::counts::Counts;
use crate::frame::{Floats, Floats1, Table};
use crate::numeric::binomial;
use crate::shares::{self as core, interval, quotient, smooth as smoothing};

#[pyfunction]
pub(crate) fn shares(
    py: Python<'_>,
    allocations: Floats,
    rentals: Floats,
    stock: Floats,
    interval: &str,
    level: f64,
) -> PyResult<Table> {
    let method = interval.parse()?;
    let shares = long_if(allocations.len(), py, || {
        let of = |name, whole| Counts::named(("allocations", &allocations), (name, whole));
        core::shares(&of("rentals", &rentals)?, &of("stock", &stock)?, method, level)
    })?;
    Ok(Table::new()
        .floats("share_of_rentals", shares.of_rentals)
        .floats("share_of_stock", shares.of_stock)
        .floats("lower", shares.lower)
        .floats("upper", shares.upper))
}

#[pyfunction]
pub(crate) fn share_intervals(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    method: &str,
    level: f64,
) -> PyResult<Table> {
    let method = method.parse()?;
    let (lower, upper) =
        long_if(x.len(), py, || interval::intervals(&Counts::new(&x, &n)?, method, level))?;
    Ok(Table::new().floats("lower", lower).floats("upper", upper))
}

#[pyfunction]
pub(crate) fn funnel(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    share: f64,
    levels: (f64, f64),
) -> PyResult<Table> {
    let found = long(py, || core::funnel::funnel(&Counts::new(&x, &n)?, share, levels))?;
    Ok(Table::new()
        .floats("p", found.p)
        .floats("q", found.q)
        .floats("inner_low", found.inner.0)
        .floats("inner_high", found.inner.1)
        .floats("outer_low", found.outer.0)
        .floats("outer_high", found.outer.1))
}

#[pyfunction]
pub(crate) fn location_quotients(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    city: (f64, f64),
    level: f64,
) -> PyResult<Table> {
    let [value, lower, upper] =
        short(py, || quotient::quotients(&Counts::new(&x, &n)?, city, level))?;
    Ok(Table::new().floats("quotient", value).floats("lower", lower).floats("upper", upper))
}

/// One column of chances per class.
#[pyfunction]
pub(crate) fn class_chances(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    edges: Vec<f64>,
) -> PyResult<Table> {
    let columns =
        long_if(x.len(), py, || quotient::chances_by_class(&Counts::new(&x, &n)?, &edges))?;
    let named = columns.into_iter().enumerate();
    Ok(named
        .fold(Table::new(), |table, (class, chances)| table.floats(&class.to_string(), chances)))
}

#[pyfunction]
pub(crate) fn smooth(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    fit: &str,
    level: f64,
) -> PyResult<(f64, f64, bool, usize, Table)> {
    let fit = fit.parse()?;
    let (prior, found) = long(py, || {
        let counts = Counts::new(&x, &n)?;
        let prior = smoothing::prior(&counts, fit)?;
        Ok((prior, smoothing::smooth(&counts, prior, level)?))
    })?;
    let table = Table::new()
        .floats("smoothed", found.share)
        .floats("lower", found.lower)
        .floats("upper", found.upper)
        .floats("own_weight", found.own);
    Ok((prior.mean, prior.weight, prior.converged, prior.steps, table))
}

/// Chances that a binomial count is at most `x`, and at least `x`; one value per count.
#[pyfunction]
pub(crate) fn binomial_tails(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    p: Floats,
) -> PyResult<(Floats1, Floats1)> {
    let (most, least) = long_if(x.len(), py, || binomial::tails_each(&x, &n, &p))?;
    Ok((Floats1(most), Floats1(least)))
}
