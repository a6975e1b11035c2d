//! A source, as Python calls it: opened, tallied, searched.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use pyo3_polars::PyDataFrame;

use super::arguments::{
    AxisSpec, Fault, axes_of, columns_of, faults, lines, notation_of, numbers_of, passed,
};
use super::chunks::{Chunks, Pieces};
use super::held::{Held, Source, each};
use super::lettings::Lettings;
use super::tally::{RuleSpec, Tally};
use crate::error::Result;
use crate::python::border::short;
use crate::records::frame::Frame;
use crate::records::parquet::{Many, Parquet};
use crate::records::repeats::Counted;
use crate::records::text::Text;
use crate::records::{self, Finder, Passed, Source as _};

/// Rows of a problem that are kept.
const KEPT: usize = 5;

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

    /// Several files that are only tallied.
    #[staticmethod]
    fn parquets(py: Python<'_>, paths: Vec<PathBuf>) -> PyResult<Self> {
        short(py, || Ok(Self(Held::Parquets(Many::open(&paths)?))))
    }

    /// The columns of the frame must stand in the order: axes, then numbers. `lines` are those of its rows, where they
    /// come from a file of text.
    #[staticmethod]
    #[pyo3(signature = (frame, lines=None, weights=None))]
    fn frame(frame: PyDataFrame, lines: Option<Vec<u64>>, weights: Option<Vec<u64>>) -> Self {
        Self(Held::Frame(Frame { table: frame.0, lines, weights }))
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
            Held::Text(_) | Held::Frame(_) | Held::Parquets(_) => Some((name, "text")),
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
            Held::Frame(_) | Held::Parquets(_) => Pieces::None,
        };
        Ok(Chunks { names: columns, held: Mutex::new(held) })
    }
}
