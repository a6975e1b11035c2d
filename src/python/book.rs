//! Documented in `python/spreiding/values/book.py`.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use polars::prelude::{NamedFrom, Series};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3_polars::PySeries;

use super::border::{long, short};
use crate::book::{self, Cell, Column, whole};

/// A workbook that is open.
#[pyclass(frozen, module = "spreiding._core")]
pub struct Book(Mutex<book::Book>);

impl Book {
    fn held(&self) -> MutexGuard<'_, book::Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Book {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        long(py, || Ok(Self(Mutex::new(book::Book::open(&path)?))))
    }

    /// Names of the sheets with cells, and whether each can be seen.
    fn sheets(&self) -> Vec<(String, bool)> {
        self.held().sheets()
    }

    /// The first rows of a sheet as text.
    fn top(&self, py: Python<'_>, sheet: &str, rows: usize) -> PyResult<Vec<Vec<Option<String>>>> {
        short(py, || self.held().top(sheet, rows))
    }

    /// Rows (from 0) from `first` on in which something stands, and what stands there in each column wanted: a series,
    /// or where there are several kinds a list of values and the places of the days in it.
    fn columns<'py>(
        &self,
        py: Python<'py>,
        sheet: &str,
        first: usize,
        wanted: Vec<usize>,
    ) -> PyResult<(Vec<usize>, Vec<Bound<'py, PyAny>>)> {
        let (rows, columns) = long(py, || self.held().columns(sheet, first, &wanted))?;
        let height = rows.len();
        let made = columns.into_iter().map(|column| made(py, column, height));
        Ok((rows, made.collect::<PyResult<_>>()?))
    }
}

fn made(py: Python<'_>, column: Column, height: usize) -> PyResult<Bound<'_, PyAny>> {
    let name = "".into();
    let series = match column {
        Column::Empty => Series::new_null(name, height),
        Column::Texts(texts) => Series::new(name, texts),
        Column::Wholes(numbers) => Series::new(name, numbers),
        Column::Numbers(numbers) => Series::new(name, numbers),
        Column::Flags(flags) => Series::new(name, flags),
        // By their number: the only numbers of this size.
        Column::Days(days) => Series::new(name, days),
        Column::Mixed(cells) => return mixed(py, cells),
    };
    PySeries(series).into_bound_py_any(py)
}

/// Values, days as their number, and where those stand.
fn mixed(py: Python<'_>, cells: Vec<Option<Cell>>) -> PyResult<Bound<'_, PyAny>> {
    let is_day =
        |(at, cell): (usize, &Option<Cell>)| matches!(cell, Some(Cell::Day(_))).then_some(at);
    let days: Vec<usize> = cells.iter().enumerate().filter_map(is_day).collect();
    let value = |cell| match cell {
        None => Ok(py.None().into_bound(py)),
        Some(Cell::Text(text)) => text.into_bound_py_any(py),
        Some(Cell::Number(number)) => match whole(number) {
            Some(whole) => whole.into_bound_py_any(py),
            None => number.into_bound_py_any(py),
        },
        Some(Cell::Flag(flag)) => flag.into_bound_py_any(py),
        Some(Cell::Day(day)) => day.into_bound_py_any(py),
    };
    let values = cells.into_iter().map(value).collect::<PyResult<Vec<_>>>()?;
    (values, days).into_bound_py_any(py)
}
