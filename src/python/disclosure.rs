//! Bindings of `spreiding.disclosure`.

use pyo3::prelude::*;

use crate::disclosure::{NONE, System, bounds, candidates};
use crate::frame::{Floats, Table};

/// Unknowns and rows as they come from Python; see `python/spreiding/disclosure/system.py`.
#[derive(FromPyObject)]
pub struct Parts(Floats, Floats, Floats, Floats, Floats, Floats, Floats);

fn whole(values: &[f64]) -> Vec<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole numbers below 2^53, infinities saturate"
    )]
    values.iter().map(|&v| (v as i64).clamp(-NONE, NONE)).collect()
}

fn positions(values: &[f64]) -> Vec<usize> {
    whole(values).into_iter().map(|v| usize::try_from(v).unwrap_or(usize::MAX)).collect()
}

fn system(parts: &Parts) -> crate::Result<System> {
    let Parts(low, high, start, unknown, coef, row_low, row_high) = parts;
    let rows = [whole(row_low), whole(row_high)];
    System::new(
        [whole(low), whole(high)],
        positions(start),
        &positions(unknown),
        &whole(coef),
        rows,
    )
}

/// Documented in `python/spreiding/disclosure/system.py`.
#[pyfunction]
pub fn disclosure_bounds(py: Python<'_>, parts: Parts) -> crate::Result<(Table, Option<usize>)> {
    let found = py.detach(|| system(&parts).map(|s| bounds(&s)))?;
    Ok((Table::new().integers("low", found.low).integers("high", found.high), found.broken))
}

/// Documented in `python/spreiding/disclosure/proof.py`: a row per target, and a row per value proved.
#[pyfunction]
pub fn disclosure_candidates(
    py: Python<'_>,
    parts: Parts,
    witness: Floats,
    targets: Floats,
    want: usize,
    seed: u64,
) -> crate::Result<(Table, Table)> {
    let targets = positions(&targets);
    let found =
        py.detach(|| candidates(&system(&parts)?, &whole(&witness), &targets, want, seed))?;
    let column = |pick: fn(&crate::disclosure::Candidates) -> i64| found.iter().map(pick).collect();
    let at = |&target: &usize| i64::try_from(target).unwrap_or(i64::MAX);
    let pairs = targets.iter().zip(&found);
    let (of, values) = pairs.flat_map(|(t, c)| c.values.iter().map(move |&v| (at(t), v))).unzip();
    Ok((
        Table::new()
            .integers("target", targets.iter().map(at).collect())
            .integers("low", column(|c| c.low))
            .integers("high", column(|c| c.high))
            .integers("open", column(|c| c.open)),
        Table::new().integers("target", of).integers("value", values),
    ))
}
