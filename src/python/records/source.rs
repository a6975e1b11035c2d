//! Where records come from.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3_polars::PyDataFrame;

use super::lettings::Lettings;
use super::table::series_of;
use super::tally::{RuleSpec, Tally};
use super::{AxisSpec, axes_of, notation_of, numbers_of, passed};
use crate::error::Result;
use crate::frame::{Integers1, Series1, Table};
use crate::python::border::short;
use crate::records::frame::Frame;
use crate::records::parquet::{self, Parquet};
use crate::records::repeats::Counted;
use crate::records::text::{self, Text};
use crate::records::{self, Broken, Columns, Extent, Finder, Passed, Place, Sink, Source as _};

/// Rows of a problem that are kept.
const KEPT: usize = 5;

/// Where records come from.
#[pyclass(frozen)]
pub(crate) struct Source(Held);

enum Held {
    Text(Text),
    Parquet(Arc<Parquet>),
    Frame(Frame),
}

/// What is done with whichever source it is.
macro_rules! each {
    ($held:expr, $source:ident => $what:expr) => {
        match $held {
            Held::Text($source) => $what,
            Held::Parquet($source) => $what,
            Held::Frame($source) => $what,
        }
    };
}

/// Name of a fault, how many lines have it, and the first of them.
pub(super) type Fault = (&'static str, u64, Vec<u64>);

/// Number of rows with a problem, the first of them, and their lines where the source has lines.
type Found = (u64, Vec<u64>, Vec<u64>);

#[pymethods]
impl Source {
    #[staticmethod]
    fn csv(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        short(py, || Ok(Self(Held::Text(Text::open(&path)?))))
    }

    #[staticmethod]
    fn parquet(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        short(py, || Ok(Self(Held::Parquet(Arc::new(Parquet::open(&path)?)))))
    }

    /// The columns of the frame must stand in the order: axes, then numbers. `lines` are those of its rows, where they
    /// come from a file of text.
    #[staticmethod]
    #[pyo3(signature = (frame, lines=None, weights=None))]
    fn frame(frame: PyDataFrame, lines: Option<Vec<u64>>, weights: Option<Vec<u64>>) -> Self {
        Self(Held::Frame(Frame { frame: frame.0, lines, weights }))
    }

    /// Names of the columns.
    #[getter]
    fn names(&self) -> Vec<String> {
        each!(&self.0, source => source.names())
    }

    /// Number of rows where it is known beforehand.
    #[getter]
    fn rows(&self) -> Option<u64> {
        each!(&self.0, source => source.rows())
    }

    /// Delimiter, encoding (after a pass: of the whole file), whether there is a byte-order mark, compression; of a
    /// file of text only.
    #[getter]
    fn dialect(&self) -> Option<(String, &'static str, bool, Option<&'static str>)> {
        let Held::Text(text) = &self.0 else { return None };
        let of = text.dialect();
        let mark = char::from(of.delimiter).to_string();
        Some((mark, text.encoding().name(), of.bom > 0, of.compression))
    }

    /// Count every combination of the axes' values; also returns the lines that are no records. The keys of the
    /// dwellings are added to `lettings`, where there is one.
    #[pyo3(signature = (axes, numbers, tables, cuts, threads, notation=None, tick=None, lettings=None))]
    #[expect(clippy::too_many_arguments, reason = "called from one place")]
    fn tally(
        &self,
        py: Python<'_>,
        axes: Vec<AxisSpec>,
        numbers: Vec<(String, f64)>,
        tables: Vec<Vec<usize>>,
        cuts: Vec<i32>,
        threads: usize,
        notation: Option<&str>,
        tick: Option<Py<PyAny>>,
        lettings: Option<PyRefMut<'_, Lettings>>,
    ) -> PyResult<(Tally, Vec<Fault>)> {
        let numbers_of = numbers_of(&numbers, notation_of(notation)?);
        let tally = records::Tally::new(axes_of(&axes, &cuts.into())?, numbers_of, &tables)?;
        let whole = Counted { tally, keys: lettings.as_ref().map(|l| l.keys.fresh()) };
        let columns = columns_of(&axes, &numbers);
        let (counted, faults) = passed(py, tick.as_ref(), |tick| {
            let mut whole = whole;
            let sinks = (0..self.workers(threads)).map(|_| whole.fresh()).collect();
            let Passed { sinks, broken, extent } = self.pass(&columns, sinks, tick)?;
            for part in sinks {
                whole.merge(part)?;
            }
            Ok((whole, faults(&broken, &extent)))
        })?;
        if let (Some(mut lettings), Some(keys)) = (lettings, counted.keys) {
            lettings.keys.merge(keys)?;
        }
        Ok((Tally::new(counted.tally), faults))
    }

    /// Each problem, then each column of numbers: how many rows have it, the first rows (from 1) and their lines. The
    /// labels of codes are those that `tally` met.
    #[pyo3(signature = (axes, numbers, problems, threads, notation=None, tally=None))]
    #[expect(clippy::too_many_arguments, reason = "called from one place")]
    fn find(
        &self,
        py: Python<'_>,
        axes: Vec<AxisSpec>,
        numbers: Vec<(String, f64)>,
        problems: Vec<Vec<(usize, RuleSpec)>>,
        threads: usize,
        notation: Option<&str>,
        tally: Option<PyRef<'_, Tally>>,
    ) -> PyResult<Vec<Found>> {
        let spelling = tally.map(|tally| tally.spelling.clone()).unwrap_or_default();
        let rule = |(axis, rule): (usize, RuleSpec)| {
            let column = axes.get(axis).map_or("", |(name, _)| name);
            (axis, rule.of(column, &spelling))
        };
        let problems = problems.into_iter().map(|p| p.into_iter().map(rule).collect()).collect();
        let numbers_of = numbers_of(&numbers, notation_of(notation)?);
        let mut whole =
            Finder::new(axes_of(&axes, &Vec::new().into())?, numbers_of, problems, KEPT);
        let columns = columns_of(&axes, &numbers);
        passed(py, None, |tick| {
            let sinks = (0..self.workers(threads)).map(|_| whole.fresh()).collect();
            let Passed { sinks, extent, .. } = self.pass(&columns, sinks, tick)?;
            for part in sinks {
                whole.merge(part);
            }
            let found = whole.found().into_iter().map(|found| {
                let rows = found.rows.iter().map(|place| extent.row(*place)).collect();
                (found.count, rows, lines(&found.rows, &extent))
            });
            Ok(found.collect())
        })
    }

    /// What columns of a file hold: `"text"`, `"whole"`, `"number"`, `"flag"` or `"day"`; those of another kind are
    /// left out.
    fn schema(&self, columns: Vec<String>) -> Vec<(String, &'static str)> {
        let holds = |name: String| match &self.0 {
            Held::Parquet(parquet) => parquet.holds(&name).ok().map(|kind| (name, kind)),
            Held::Text(_) | Held::Frame(_) => Some((name, "text")),
        };
        columns.into_iter().filter_map(holds).collect()
    }

    /// Columns of a file in pieces.
    fn chunks(&self, py: Python<'_>, columns: Vec<String>) -> PyResult<Chunks> {
        let held = match &self.0 {
            Held::Text(text) => Pieces::Text(Box::new(short(py, || text.chunks(&columns))?)),
            Held::Parquet(parquet) => {
                let kinds =
                    columns.iter().map(|name| parquet.holds(name)).collect::<Result<_>>()?;
                Pieces::Parquet(kinds, short(py, || parquet.chunks(&columns))?)
            }
            Held::Frame(_) => Pieces::None,
        };
        Ok(Chunks { names: columns, held: Mutex::new(held) })
    }
}

impl Source {
    /// Number of threads that can share the reading.
    fn workers(&self, threads: usize) -> usize {
        each!(&self.0, source => source.workers(threads))
    }

    /// Number of threads that can share the reading and still know the number of each row.
    pub(super) fn ordered(&self, threads: usize) -> usize {
        each!(&self.0, source => source.ordered(threads))
    }

    /// Hand the rows to sinks, one per thread.
    pub(super) fn pass<S: Sink + Send>(
        &self,
        columns: &Columns,
        sinks: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Passed<S>> {
        each!(&self.0, source => source.pass(columns, sinks, tick))
    }
}

pub(super) fn columns_of(axes: &[AxisSpec], numbers: &[(String, f64)]) -> Columns {
    Columns {
        axes: axes.iter().map(|(name, _)| name.clone()).collect(),
        numbers: numbers.iter().map(|(name, _)| name.clone()).collect(),
    }
}

fn lines(places: &[Place], extent: &Extent) -> Vec<u64> {
    places.iter().filter_map(|place| extent.line(*place)).collect()
}

pub(super) fn faults(broken: &Broken, extent: &Extent) -> Vec<Fault> {
    let each = broken.faults();
    each.map(|(fault, count, first)| (fault.name(), count, lines(first, extent))).collect()
}

enum Pieces {
    Text(Box<text::Chunks>),
    Parquet(Vec<&'static str>, parquet::Chunks),
    None,
}

/// Columns of a file, some records at a time.
#[pyclass(frozen)]
pub(crate) struct Chunks {
    names: Vec<String>,
    held: Mutex<Pieces>,
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
