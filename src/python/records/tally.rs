//! What a pass counted.

use hashbrown::HashSet;
use pyo3::prelude::*;

use crate::error::Result;
use crate::frame::Integers1;
use crate::python::border::short;
use crate::records::{self, Rule, Spelling};
use crate::values::{Doubt, Evidence};

/// A rule as Python writes it.
#[derive(FromPyObject)]
pub(crate) enum RuleSpec {
    /// First and last day.
    Outside((i32, i32)),
    /// `"missing"`, `"unreadable"`, `"swapped"` or `"unprintable"`.
    Named(String),
    /// Codes.
    OneOf(Vec<String>),
}

impl RuleSpec {
    pub(super) fn of(self, column: &str, spelling: &Spelling) -> Rule {
        match self {
            Self::Outside((first, last)) => Rule::Outside(first, last),
            Self::Named(name) if name == "unreadable" => Rule::Unreadable,
            Self::Named(name) if name == "swapped" => Rule::Swapped,
            Self::Named(name) if name == "unprintable" => Rule::Unprintable,
            Self::Named(_) => Rule::Missing(spelling.signs(column)),
            Self::OneOf(codes) => {
                Rule::OneOf(spelling.labels(column, &codes.into_iter().collect()))
            }
        }
    }
}

/// Rows per combination of distinct values.
#[pyclass]
pub(crate) struct Tally {
    tally: records::Tally,
    pub(super) spelling: Spelling,
}

impl Tally {
    pub(super) fn new(tally: records::Tally) -> Self {
        Self { tally, spelling: Spelling::default() }
    }
}

/// Position of the column, label, code, number of rows.
type Met = (usize, String, Option<String>, u64);

#[pymethods]
impl Tally {
    /// Number of rows.
    #[getter]
    fn rows(&self) -> u64 {
        self.tally.count()
    }

    /// Values of an axis by id: codes, or days since 1 January 1970; None for the ids that stand for no value.
    fn values(&self, py: Python<'_>, axis: usize) -> PyResult<Vec<Py<PyAny>>> {
        let axis = &self.tally.columns()[axis];
        (0..axis.len())
            .map(|id| {
                if axis.is_date() {
                    Ok(axis.day(id).into_pyobject(py)?.unbind())
                } else {
                    Ok(axis.label(id).into_pyobject(py)?.unbind())
                }
            })
            .collect()
    }

    /// Rows per id of an axis.
    fn marginal(&self, axis: usize) -> Result<Vec<u64>> {
        self.tally.marginal(axis)
    }

    /// Missing, good and bad values per column of numbers.
    #[getter]
    fn numbers(&self) -> Vec<(u64, u64, u64)> {
        self.tally.checked().iter().map(|n| (n.missing, n.good, n.bad)).collect()
    }

    /// The notation that the numbers point to, and why they leave it open: `"either"` or `"both"`.
    #[getter]
    fn notation(&self) -> (Option<&'static str>, Option<&'static str>) {
        let mut evidence = Evidence::default();
        self.tally.checked().iter().for_each(|numbers| evidence.merge(numbers.evidence));
        match evidence.notation() {
            Ok(found) => (found.map(crate::values::Notation::name), None),
            Err(Doubt::Either) => (None, Some("either")),
            Err(Doubt::Both) => (None, Some("both")),
        }
    }

    /// Put spellings of one code together and signs of a missing value with what is missing; `known` are the codes of
    /// each axis, where they are declared. Returns the labels that are not written as their code.
    fn settle(&mut self, py: Python<'_>, known: Vec<Option<Vec<String>>>) -> PyResult<Vec<Met>> {
        let known: Vec<Option<HashSet<String>>> =
            known.into_iter().map(|codes| codes.map(|codes| codes.into_iter().collect())).collect();
        let tally = &mut self.tally;
        let (met, spelling) = short(py, move || tally.settle(&known))?;
        self.spelling = spelling;
        Ok(met.into_iter().map(|m| (m.axis, m.label, m.code, m.count)).collect())
    }

    /// Add the cells of a table up; -1 leaves an id out.
    fn collapse(
        &self,
        py: Python<'_>,
        table: usize,
        maps: Vec<Vec<i64>>,
        sizes: Vec<usize>,
    ) -> PyResult<Integers1> {
        let maps: Vec<Vec<Option<usize>>> = maps
            .into_iter()
            .map(|map| map.into_iter().map(|to| usize::try_from(to).ok()).collect())
            .collect();
        let cells = short(py, || self.tally.collapse(table, &maps, &sizes))?;
        Ok(Integers1(cells.into_iter().map(u64::cast_signed).collect()))
    }

    /// Add the counts of another tally of the same columns, before either is settled.
    fn merge(&mut self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<()> {
        let (mine, theirs) = (&mut self.tally, &other.tally);
        short(py, move || mine.merge(theirs))
    }
}
