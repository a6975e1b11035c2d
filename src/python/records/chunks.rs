//! Columns of a file, some records at a time.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;

use super::arguments::{Fault, faults};
use super::table::series_of;
use crate::error::Result;
use crate::frame::{Integers1, Series1, Table};
use crate::python::border::short;
use crate::records::{parquet, text};

/// What is read in pieces.
pub(super) enum Pieces {
    Text(Box<text::Chunks>),
    Parquet(Vec<&'static str>, parquet::Chunks),
    None,
}

/// Columns of a file, some records at a time.
#[pyclass(frozen)]
pub(crate) struct Chunks {
    pub(super) names: Vec<String>,
    pub(super) held: Mutex<Pieces>,
}

#[pymethods]
impl Chunks {
    /// The next records and their lines; None at the end.
    fn next(&self, py: Python<'_>) -> PyResult<Option<(Table, Integers1)>> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (columns, lines): (Vec<Series1>, Vec<i64>) = match &mut *held {
            Pieces::Text(chunks) => {
                let Some(chunk) = short(py, || chunks.next_chunk())? else { return Ok(None) };
                let columns = chunk.columns.iter().map(|texts| Series1::texts(texts));
                (columns.collect(), chunk.lines.into_iter().map(u64::cast_signed).collect())
            }
            Pieces::Parquet(kinds, chunks) => {
                let Some(chunk) = short(py, || chunks.next_chunk())? else { return Ok(None) };
                let of = self.names.iter().zip(kinds).zip(&chunk);
                let columns = of.map(|((name, kind), cells)| series_of(name, kind, cells));
                (columns.collect::<Result<_>>()?, Vec::new())
            }
            Pieces::None => return Ok(None),
        };
        let named = self.names.iter().zip(columns);
        let table = named.fold(Table::new(), |table, (name, column)| table.series(name, column));
        Ok(Some((table, Integers1(lines))))
    }

    /// Lines that were no records, once all are read.
    fn faults(&self) -> Vec<Fault> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let Pieces::Text(chunks) = std::mem::replace(&mut *held, Pieces::None) else {
            return Vec::new();
        };
        let (broken, extent) = chunks.broken();
        faults(&broken, &extent)
    }
}
