//! Records: a source is tallied, and read again only to find the rows of a problem.

mod lettings;
mod source;
mod table;
mod tally;

pub(super) use lettings::Lettings;
pub(super) use source::{Chunks, Source};
pub(super) use table::{
    cleaned, codes_column, days_column, flags_column, is_sentinel, is_total, numbers_columns,
    read_table,
};
pub(super) use tally::Tally;

use std::sync::Arc;

use pyo3::prelude::*;

use crate::error::{Error, Result};
use crate::records::{Axis, Kind, Numbers};
use crate::values::{self, Notation};

/// A column and what it holds: `"area"`, `"group"`, `"name"` or `"flag"` (codes), `"month"`, `"day"` or `"key"`.
type AxisSpec = (String, String);

fn axes_of(axes: &[AxisSpec], cuts: &Arc<[i32]>) -> Result<Vec<Axis>> {
    let kind = |kind: &str| match (kind, values::Kind::named(kind)) {
        ("month", _) => Ok(Kind::Month { cuts: Arc::clone(cuts) }),
        ("day", _) => Ok(Kind::Day),
        ("key", _) => Ok(Kind::Key),
        (_, Some(of)) => Ok(Kind::Text(of)),
        (other, None) => Err(Error::Argument {
            name: "kind",
            value: other.to_owned(),
            rule: "area, group, name, flag, month, day or key",
        }),
    };
    axes.iter().map(|(name, of)| Ok(Axis::new(name, kind(of)?))).collect()
}

fn notation_of(name: Option<&str>) -> Result<Option<Notation>> {
    let named = |name: &str| {
        let value = name.to_owned();
        let wrong = || Error::Argument { name: "notation", value, rule: "nl or en" };
        Notation::named(name).ok_or_else(wrong)
    };
    name.map(named).transpose()
}

fn numbers_of(numbers: &[(String, f64)], notation: Option<Notation>) -> Vec<Numbers> {
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
fn passed<T: Send>(
    py: Python<'_>,
    tick: Option<&Py<PyAny>>,
    work: impl FnOnce(&mut (dyn FnMut(u64) -> Result<()> + Send)) -> Result<T> + Send,
) -> PyResult<T> {
    let mut interrupted = None;
    let done = super::border::short(py, || work(&mut |done| look_up(done, tick, &mut interrupted)));
    interrupted.map_or(Ok(()), Err)?;
    done
}
