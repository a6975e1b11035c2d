//! Documented in `python/spreiding/decompose.py` and `smooth.py`.

use pyo3::prelude::*;

use crate::decompose::{self, Split};
use crate::frame::{Floats, Table};
use crate::{funnel as funnels, interval, quotient, smooth as smoothing};

/// Parts of the difference between two products, row by row.
#[pyfunction]
pub(crate) fn split_product(
    py: Python<'_>,
    from_turnover: Floats,
    from_share: Floats,
    to_turnover: Floats,
    to_share: Floats,
    how: &str,
) -> crate::Result<Table> {
    let how: Split = how.parse()?;
    let (supply, selection) = py.detach(|| {
        let from = from_turnover.iter().copied().zip(from_share.iter().copied());
        let to = to_turnover.iter().copied().zip(to_share.iter().copied());
        from.zip(to).map(|(from, to)| decompose::split(from, to, how)).unzip()
    });
    Ok(Table::new().floats("supply", supply).floats("selection", selection))
}

#[pyfunction]
pub(crate) fn split_variance(
    supply: Floats,
    selection: Floats,
    weights: Floats,
) -> crate::Result<(f64, f64, f64)> {
    decompose::variance(&supply, &selection, &weights).map(|v| (v.total, v.supply, v.selection))
}

#[pyfunction]
pub(crate) fn funnel(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    share: f64,
    levels: (f64, f64),
) -> crate::Result<Table> {
    let found = py.detach(|| funnels::funnel(&x, &n, share, levels))?;
    Ok(Table::new()
        .floats("p", found.p)
        .floats("q", found.q)
        .floats("inner_low", found.inner.0)
        .floats("inner_high", found.inner.1)
        .floats("outer_low", found.outer.0)
        .floats("outer_high", found.outer.1))
}

#[pyfunction]
pub(crate) fn share_intervals(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    method: &str,
    level: f64,
) -> crate::Result<Table> {
    let method = method.parse()?;
    let (lower, upper) = py.detach(|| interval::intervals(&x, &n, method, level))?;
    Ok(Table::new().floats("lower", lower).floats("upper", upper))
}

#[pyfunction]
pub(crate) fn location_quotients(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    city: (f64, f64),
    level: f64,
) -> crate::Result<Table> {
    crate::check::level(level)?;
    let rows: Vec<(f64, f64, f64)> = py.detach(|| {
        x.iter()
            .zip(n.iter())
            .map(|(x, n)| quotient::quotient(*x, *n, city.0, city.1, level))
            .collect()
    });
    Ok(Table::new()
        .floats("quotient", rows.iter().map(|row| row.0).collect())
        .floats("lower", rows.iter().map(|row| row.1).collect())
        .floats("upper", rows.iter().map(|row| row.2).collect()))
}

/// One column of chances per class.
#[pyfunction]
pub(crate) fn class_chances(py: Python<'_>, x: Floats, n: Floats, edges: Vec<f64>) -> Table {
    let rows: Vec<Vec<f64>> = py.detach(|| {
        x.iter().zip(n.iter()).map(|(x, n)| quotient::class_chances(*x, *n, &edges)).collect()
    });
    (0..=edges.len()).fold(Table::new(), |table, class| {
        table.floats(&class.to_string(), rows.iter().map(|row| row[class]).collect())
    })
}

#[pyfunction]
pub(crate) fn smooth(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    fit: &str,
    level: f64,
) -> crate::Result<(f64, f64, Table)> {
    let fit = fit.parse()?;
    let (prior, found) = py.detach(|| {
        let prior = smoothing::prior(&x, &n, fit)?;
        Ok::<_, crate::Error>((prior, smoothing::smooth(&x, &n, prior, level)?))
    })?;
    let table = Table::new()
        .floats("smoothed", found.share)
        .floats("lower", found.lower)
        .floats("upper", found.upper)
        .floats("own_weight", found.own);
    Ok((prior.mean, prior.weight, table))
}
