//! Bindings of `spreiding.disclosure`.

use pyo3::prelude::*;

use super::border::long;
use crate::disclosure::{System, bounds, candidates, positions, whole};
use crate::frame::{Floats, Table, Whole};

/// Unknowns and rows as they come from Python; see `python/spreiding/disclosure/system.py`.
#[derive(FromPyObject)]
pub struct Parts(Floats, Floats, Floats, Floats, Floats, Floats, Floats);

fn system(parts: &Parts) -> crate::Result<System> {
    let Parts(low, high, start, unknown, coef, row_low, row_high) = parts;
    System::new(
        [whole("low", low)?, whole("high", high)?],
        positions("start", start)?,
        &positions("unknown", unknown)?,
        &whole("coef", coef)?,
        [whole("row_low", row_low)?, whole("row_high", row_high)?],
    )
}

/// Documented in `python/spreiding/disclosure/system.py`.
#[pyfunction]
pub fn disclosure_bounds(py: Python<'_>, parts: Parts) -> PyResult<(Table, Option<usize>)> {
    let found = long(py, || system(&parts).map(|s| bounds(&s)))?;
    Ok((Table::new().integers("low", found.low).integers("high", found.high), found.broken))
}

/// Documented in `python/spreiding/disclosure/proof.py`: a row per target, and a row per value proved.
#[pyfunction]
pub fn disclosure_candidates(
    py: Python<'_>,
    parts: Parts,
    witness: Floats,
    targets: Floats,
    want: Whole<usize>,
    seed: Whole<u64>,
) -> PyResult<(Table, Table)> {
    let targets = positions("targets", &targets)?;
    let found = long(py, || {
        candidates(&system(&parts)?, &whole("witness", &witness)?, &targets, want.0, seed.0)
    })?;
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
