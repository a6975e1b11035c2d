//! What the bindings of records take and give, in the words of Python.

use std::sync::Arc;

use pyo3::prelude::*;

use crate::error::{Error, Names, Result};
use crate::python::border::short;
use crate::records::{Axis, Broken, Columns, Extent, Kind, Numbers, Place};
use crate::values::{self, Notation};

/// A column and what it holds: `"area"`, `"group"`, `"name"` or `"flag"` (codes), `"month"`, `"day"` or `"key"`.
pub(super) type AxisSpec = (String, String);

pub(super) fn axes_of(axes: &[AxisSpec], cuts: &Arc<[i32]>) -> Result<Vec<Axis>> {
    let kind = |kind: &str| match (kind, values::Kind::named(kind)) {
        ("month", _) => Ok(Kind::Month { cuts: Arc::clone(cuts) }),
        ("day", _) => Ok(Kind::Day),
        ("key", _) => Ok(Kind::Key),
        (_, Some(of)) => Ok(Kind::Text(of)),
        (other, None) => Err(Error::Unknown {
            name: "kind",
            value: other.to_owned(),
            known: Names::from_iter(["area", "group", "name", "flag", "month", "day", "key"]),
        }),
    };
    axes.iter().map(|(name, of)| Ok(Axis::new(name, kind(of)?))).collect()
}

pub(super) fn notation_of(name: Option<&str>) -> Result<Option<Notation>> {
    let named = |name: &str| {
        let value = name.to_owned();
        let known = Names::from_iter(["nl", "en"]);
        let wrong = || Error::Unknown { name: "notation", value, known };
        Notation::named(name).ok_or_else(wrong)
    };
    name.map(named).transpose()
}

pub(super) fn numbers_of(numbers: &[(String, f64)], notation: Option<Notation>) -> Vec<Numbers> {
    numbers.iter().map(|(name, least)| Numbers::new(name, *least, notation)).collect()
}

/// Let Python see signals (Ctrl-C) and progress.
fn look_up(done: u64, tick: Option<&Py<PyAny>>, interrupted: &mut Option<PyErr>) -> Result<()> {
    let seen = Python::attach(|py| {
        py.check_signals()?;
        tick.map_or(Ok(()), |tick| tick.call1(py, (done,)).map(drop))
    });
    seen.map_err(|error| {
        *interrupted = Some(error);
        Error::Interrupted {}
    })
}

/// Run a pass; what stopped it from Python comes first.
pub(super) fn passed<T: Send>(
    py: Python<'_>,
    tick: Option<&Py<PyAny>>,
    work: impl FnOnce(&mut (dyn FnMut(u64) -> Result<()> + Send)) -> Result<T> + Send,
) -> PyResult<T> {
    let mut interrupted = None;
    let done = short(py, || work(&mut |done| look_up(done, tick, &mut interrupted)));
    interrupted.map_or(Ok(()), Err)?;
    done
}

/// Name of a fault, how many lines have it, and the first of them.
pub(super) type Fault = (&'static str, u64, Vec<u64>);

pub(super) fn columns_of(axes: &[AxisSpec], numbers: &[(String, f64)]) -> Columns {
    Columns {
        axes: axes.iter().map(|(name, _)| name.clone()).collect(),
        numbers: numbers.iter().map(|(name, _)| name.clone()).collect(),
    }
}

pub(super) fn lines(places: &[Place], extent: &Extent) -> Vec<u64> {
    places.iter().filter_map(|place| extent.line(*place)).collect()
}

pub(super) fn faults(broken: &Broken, extent: &Extent) -> Vec<Fault> {
    let each = broken.faults();
    each.map(|(fault, count, first)| (fault.name(), count, lines(first, extent))).collect()
}
