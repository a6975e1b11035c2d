//! Records: a source is tallied, and read again only to find the rows of a problem.

use std::path::PathBuf;
use std::sync::Arc;

use hashbrown::HashSet;
use polars::prelude::DataFrame;
use pyo3::prelude::*;
use pyo3_polars::PyDataFrame;

use super::checks::Lettings;
use crate::checks::Counted;
use crate::error::{Error, Result};
use crate::frame::{Floats1, Integers1, Texts};
use crate::records::{self, Axis, Convention, Finder, Kind, Numbers, Rule, batch, parquet, text};

/// Rows of a problem that are kept.
const KEPT: usize = 5;

/// Where records come from.
#[pyclass(frozen)]
pub(crate) struct Source(Held);

enum Held {
    Csv(PathBuf, text::Dialect),
    Parquet(parquet::Source),
    Frame(DataFrame),
}

/// A column and what it holds: `"text"`, `"month"`, `"day"` or `"key"`.
pub(super) type AxisSpec = (String, String);

#[pymethods]
impl Source {
    #[staticmethod]
    fn csv(path: PathBuf) -> Result<Self> {
        let dialect = text::sniff(&path)?;
        Ok(Self(Held::Csv(path, dialect)))
    }

    #[staticmethod]
    fn parquet(py: Python<'_>, path: PathBuf) -> Result<Self> {
        let open = || std::panic::catch_unwind(|| parquet::Source::open(&path));
        let damaged = || Error::Input(format!("{}: is not a whole Parquet file", path.display()));
        Ok(Self(Held::Parquet(py.detach(open).map_err(|_| damaged())??)))
    }

    /// The columns of the frame must stand in the order: axes, then numbers.
    #[staticmethod]
    fn frame(frame: PyDataFrame) -> Self {
        Self(Held::Frame(frame.0))
    }

    /// Names of the columns.
    #[getter]
    fn names(&self) -> Vec<String> {
        match &self.0 {
            Held::Csv(_, dialect) => dialect.header.clone(),
            Held::Parquet(source) => source.names(),
            Held::Frame(frame) => {
                frame.get_column_names().iter().map(ToString::to_string).collect()
            }
        }
    }

    /// Number of rows where it is known beforehand.
    #[getter]
    fn rows(&self) -> Option<u64> {
        match &self.0 {
            Held::Csv(..) => None,
            Held::Parquet(source) => Some(source.rows()),
            Held::Frame(frame) => Some(frame.height() as u64),
        }
    }

    /// Delimiter, whether numbers are in Dutch notation, whether there is a byte-order mark; of a CSV only.
    #[getter]
    fn dialect(&self) -> Option<(String, bool, bool)> {
        let Held::Csv(_, dialect) = &self.0 else { return None };
        let mark = char::from(dialect.delimiter).to_string();
        Some((mark, dialect.convention == Convention::Dutch, dialect.bom))
    }

    /// Count every combination of the axes' values; also returns the broken lines of a CSV. The keys of
    /// the dwellings are added to `lettings`, where there is one.
    #[pyo3(signature = (axes, numbers, tables, cuts, threads, tick=None, lettings=None))]
    #[expect(clippy::too_many_arguments, reason = "called from one place, by position")]
    fn tally(
        &self,
        py: Python<'_>,
        axes: Vec<AxisSpec>,
        numbers: Vec<(String, f64)>,
        tables: Vec<Vec<usize>>,
        cuts: Vec<i32>,
        threads: usize,
        tick: Option<Py<PyAny>>,
        lettings: Option<PyRefMut<'_, Lettings>>,
    ) -> PyResult<(Tally, Broken)> {
        let tally =
            records::Tally::new(axes_of(&axes, &cuts.into())?, numbers_of(&numbers), &tables)?;
        let template = Counted { tally, keys: lettings.as_ref().map(|l| l.keys.fresh()) };
        let mut interrupted = None;
        let done = py.detach(|| {
            let workers = (0..self.workers(threads)).map(|_| template.fresh()).collect();
            let tick = |done| look_up(done, tick.as_ref(), &mut interrupted);
            let mut workers = self.pass(&axes, &numbers, workers, tick)?.into_iter();
            let none = (template, text::Broken::default());
            let (mut whole, mut broken) = workers.next().unwrap_or(none);
            for (part, lines) in workers {
                whole.merge(part)?;
                broken.merge(lines);
            }
            Ok::<_, Error>((whole, broken))
        });
        interrupted.map_or(Ok(()), Err)?;
        let (counted, broken) = done?;
        if let (Some(mut lettings), Some(keys)) = (lettings, counted.keys) {
            lettings.keys.merge(keys)?;
        }
        let lines = (broken.n_ragged, broken.ragged, broken.n_not_utf8, broken.not_utf8);
        Ok((Tally(counted.tally), lines))
    }

    /// Count and first rows (from 1) of each problem, then of each column of numbers.
    fn find(
        &self,
        py: Python<'_>,
        axes: Vec<AxisSpec>,
        numbers: Vec<(String, f64)>,
        problems: Vec<Vec<(usize, RuleSpec)>>,
    ) -> PyResult<Vec<(u64, Vec<u64>)>> {
        let problems: Vec<Vec<(usize, Rule)>> = problems
            .into_iter()
            .map(|p| p.into_iter().map(|(axis, rule)| (axis, rule.into())).collect())
            .collect();
        let finder =
            Finder::new(axes_of(&axes, &Vec::new().into())?, numbers_of(&numbers), problems, KEPT);
        let mut interrupted = None;
        let found = py.detach(|| {
            let tick = |done| look_up(done, None, &mut interrupted);
            let workers = self.pass(&axes, &numbers, vec![finder], tick)?;
            Ok::<_, Error>(
                workers
                    .into_iter()
                    .flat_map(|(finder, _)| finder.found())
                    .map(|f| (f.count, f.rows))
                    .collect(),
            )
        });
        interrupted.map_or(Ok(()), Err)?;
        Ok(found?)
    }
}

impl Source {
    /// Number of threads that can share the reading.
    fn workers(&self, threads: usize) -> usize {
        let most = match &self.0 {
            Held::Csv(..) => threads,
            Held::Parquet(source) => source.pieces(),
            Held::Frame(_) => 1,
        };
        threads.min(most).max(1)
    }

    /// Number of threads that can share the reading and still know the number of each row.
    pub(super) fn ordered(&self, threads: usize) -> usize {
        if let Held::Parquet(_) = self.0 { self.workers(threads) } else { 1 }
    }

    /// Hand the rows to sinks, one per thread; in order where there is one. Also returns the broken lines of a CSV.
    pub(super) fn pass<S: records::Sink + Send>(
        &self,
        axes: &[AxisSpec],
        numbers: &[(String, f64)],
        workers: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Vec<(S, text::Broken)>> {
        let whole = |sink| (sink, text::Broken::default());
        match &self.0 {
            Held::Csv(path, dialect) => {
                let columns = columns_of(dialect, axes, numbers)?;
                let workers = workers.into_iter().map(whole).collect();
                text::pass(path, dialect, &columns, workers, tick)
            }
            Held::Parquet(source) => {
                let workers = source.pass(&names_of(axes, numbers), workers, tick)?;
                Ok(workers.into_iter().map(whole).collect())
            }
            Held::Frame(frame) => {
                let mut workers: Vec<_> = workers.into_iter().map(whole).collect();
                if let Some((sink, _)) = workers.first_mut() {
                    batch::frame_into(frame, sink)?;
                }
                Ok(workers)
            }
        }
    }
}

/// Ragged lines and lines that are not UTF-8: how many, and the first.
type Broken = (u64, Vec<u64>, u64, Vec<u64>);

/// A rule as Python writes it.
#[derive(FromPyObject)]
pub(crate) enum RuleSpec {
    /// First and last day.
    Outside((i32, i32)),
    /// `"missing"`, `"unreadable"` or `"swapped"`.
    Named(String),
    /// Codes.
    OneOf(Vec<String>),
}

impl From<RuleSpec> for Rule {
    fn from(spec: RuleSpec) -> Self {
        match spec {
            RuleSpec::Outside((first, last)) => Self::Outside(first, last),
            RuleSpec::Named(name) if name == "unreadable" => Self::Unreadable,
            RuleSpec::Named(name) if name == "swapped" => Self::Swapped,
            RuleSpec::Named(_) => Self::Missing,
            RuleSpec::OneOf(codes) => Self::OneOf(codes.into_iter().collect::<HashSet<_>>()),
        }
    }
}

fn axes_of(axes: &[AxisSpec], cuts: &Arc<[i32]>) -> Result<Vec<Axis>> {
    let kind = |kind: &str| match kind {
        "text" => Ok(Kind::Text),
        "month" => Ok(Kind::Month { cuts: Arc::clone(cuts) }),
        "day" => Ok(Kind::Day),
        "key" => Ok(Kind::Key),
        other => Err(Error::Argument {
            name: "kind",
            value: other.to_owned(),
            rule: "text, month, day or key",
        }),
    };
    axes.iter().map(|(name, of)| Ok(Axis::new(name, kind(of)?))).collect()
}

fn numbers_of(numbers: &[(String, f64)]) -> Vec<Numbers> {
    numbers.iter().map(|(name, least)| Numbers::new(name, *least)).collect()
}

fn names_of(axes: &[AxisSpec], numbers: &[(String, f64)]) -> parquet::Columns {
    parquet::Columns {
        axes: axes.iter().map(|(name, _)| name.clone()).collect(),
        numbers: numbers.iter().map(|(name, _)| name.clone()).collect(),
    }
}

fn columns_of(
    dialect: &text::Dialect,
    axes: &[AxisSpec],
    numbers: &[(String, f64)],
) -> Result<text::Columns> {
    let at = |name: &String| {
        let missing = || Error::Input(format!("there is no column {name:?}"));
        dialect.header.iter().position(|column| column == name).ok_or_else(missing)
    };
    Ok(text::Columns {
        axes: axes.iter().map(|(name, _)| at(name)).collect::<Result<_>>()?,
        numbers: numbers.iter().map(|(name, _)| at(name)).collect::<Result<_>>()?,
    })
}

/// Let Python see signals (Ctrl-C) and progress.
pub(super) fn look_up(
    done: u64,
    tick: Option<&Py<PyAny>>,
    interrupted: &mut Option<PyErr>,
) -> Result<()> {
    let seen = Python::attach(|py| {
        py.check_signals()?;
        tick.map_or(Ok(()), |tick| tick.call1(py, (done,)).map(drop))
    });
    seen.map_err(|error| {
        *interrupted = Some(error);
        Error::Input("interrupted".to_owned())
    })
}

/// Rows per combination of distinct values.
#[pyclass]
pub(crate) struct Tally(records::Tally);

#[pymethods]
impl Tally {
    /// Number of rows.
    #[getter]
    fn rows(&self) -> u64 {
        self.0.count()
    }

    /// Values of an axis by id: codes, or days since 1 January 1970; None for the reserved ids.
    fn values(&self, py: Python<'_>, axis: usize) -> PyResult<Vec<Py<PyAny>>> {
        let axis = &self.0.columns()[axis];
        (0..axis.len())
            .map(|id| {
                if axis.is_date() {
                    Ok(axis.day(id).into_pyobject(py)?.unbind())
                } else {
                    Ok(axis.code(id).into_pyobject(py)?.unbind())
                }
            })
            .collect()
    }

    /// Rows per id of an axis.
    fn marginal(&self, axis: usize) -> Result<Vec<u64>> {
        self.0.marginal(axis)
    }

    /// Missing, good and bad values per column of numbers.
    #[getter]
    fn numbers(&self) -> Vec<(u64, u64, u64)> {
        self.0.checked().iter().map(|n| (n.missing, n.good, n.bad)).collect()
    }

    /// Add the cells of a table up; -1 leaves an id out.
    fn collapse(
        &self,
        py: Python<'_>,
        table: usize,
        maps: Vec<Vec<i64>>,
        sizes: Vec<usize>,
    ) -> Result<Integers1> {
        let maps: Vec<Vec<Option<usize>>> = maps
            .into_iter()
            .map(|map| map.into_iter().map(|to| usize::try_from(to).ok()).collect())
            .collect();
        let cells = py.detach(|| self.0.collapse(table, &maps, &sizes))?;
        Ok(Integers1(cells.into_iter().map(u64::cast_signed).collect()))
    }

    /// Add the counts of another tally of the same columns.
    fn merge(&mut self, py: Python<'_>, other: &Self) -> Result<()> {
        py.detach(|| self.0.merge(&other.0))
    }
}

/// Read a column of numbers as text: the values (NaN where missing or bad), and the rows (from 1) of bad ones.
#[pyfunction]
pub(crate) fn parse_numbers(texts: Texts, dutch: bool) -> (Floats1, Vec<usize>) {
    let convention = if dutch { Convention::Dutch } else { Convention::International };
    let mut bad = Vec::new();
    let values = texts.iter().enumerate().map(|(row, text)| {
        let Some(text) = text else { return f64::NAN };
        convention.parse(text).unwrap_or_else(|| {
            bad.push(row + 1);
            f64::NAN
        })
    });
    (Floats1(values.collect()), bad)
}
