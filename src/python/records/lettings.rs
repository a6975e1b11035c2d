//! Lettings that occur twice. Documented in `python/spreiding/checks/`.

use std::sync::Arc;

use hashbrown::HashSet;
use pyo3::prelude::*;

use super::arguments::{AxisSpec, columns_of, passed};
use super::held::Source;
use crate::python::border::short;
use crate::records::repeats::{Hits, Keys, Repeats, Row, Watch};
use crate::records::{Axis, Kind};
use crate::values;

/// Dwellings that one pass looks for, so that memory stays bounded where all are let twice.
const WATCHED: usize = 1 << 19;

/// Lettings of one dwelling that repeat each other: first the keys of all records, then the rows of the suspects.
#[pyclass]
pub(crate) struct Lettings {
    #[pyo3(get)]
    columns: [String; 3],
    pub(super) keys: Keys,
    provider: HashSet<String>,
    repeats: Repeats,
    suspects: Vec<u64>,
    watch: Option<Watch>,
    hits: Hits,
}

/// Number of rows, and the first by part and number.
type Count = (u64, Vec<Row>);

#[pymethods]
impl Lettings {
    /// `columns`: names of dwelling, date and group; `at`: their positions among the axes of the first pass.
    #[new]
    fn new(columns: [String; 3], at: [usize; 3]) -> Self {
        let repeats = Repeats { within: 0, provider: 0 };
        let (provider, suspects, watch, hits) = Default::default();
        Self { columns, keys: Keys::new(at), provider, repeats, suspects, watch, hits }
    }

    /// Number of further passes needed, none where no dwelling may be let twice: within a number of days or, `later`,
    /// after one of the groups that are let through a care provider. Ends the first pass.
    fn passes(
        &mut self,
        py: Python<'_>,
        provider: Vec<String>,
        within: i32,
        later: i32,
    ) -> PyResult<usize> {
        self.provider = provider.into_iter().collect();
        self.repeats = Repeats { within, provider: later };
        let (keys, provider, repeats) = (&mut self.keys, &self.provider, self.repeats);
        self.suspects = short(py, move || Ok(keys.suspects(provider, repeats)))?;
        Ok(self.suspects.len().div_ceil(WATCHED))
    }

    /// Begin a further pass, by number from 0.
    fn begin(&mut self, py: Python<'_>, number: usize) {
        py.detach(|| self.finish());
        let watched = self.suspects.chunks(WATCHED).nth(number).unwrap_or_default();
        let watched = Arc::new(watched.iter().copied().collect());
        let kinds = [Kind::Watched(watched), Kind::Day, Kind::Text(values::Kind::Group)];
        let axes = self.columns.iter().zip(kinds).map(|(name, kind)| Axis::new(name, kind));
        self.watch = Some(Watch::new(axes.collect()));
    }

    /// Look through a source that is (a piece of) the part with this number; parts and pieces come in order.
    fn verify(
        &mut self,
        py: Python<'_>,
        source: &Source,
        part: usize,
        threads: usize,
    ) -> PyResult<()> {
        let kinds = ["key", "day", "group"].map(str::to_owned);
        let specs: Vec<AxisSpec> = self.columns.iter().cloned().zip(kinds).collect();
        let Some(watch) = &mut self.watch else { return Ok(()) };
        watch.start(part);
        passed(py, None, |tick| {
            let sinks = (0..source.ordered(threads)).map(|_| watch.fresh()).collect();
            for sink in source.pass(&columns_of(&specs, &[]), sinks, tick)?.sinks {
                watch.merge(sink)?;
            }
            Ok(())
        })
    }

    /// Rows that repeat a letting: same day, of those from another part, of those with another group; within the
    /// number of days; after a letting through a care provider.
    fn hits(&mut self, py: Python<'_>) -> [Count; 5] {
        py.detach(|| self.finish());
        let Hits { same_day, other_part, other_group, within, provider } = self.hits.clone();
        [same_day, other_part, other_group, within, provider].map(|rows| (rows.count, rows.first))
    }
}

impl Lettings {
    fn finish(&mut self) {
        if let Some(watch) = self.watch.take() {
            self.hits.merge(watch.hits(&self.provider, self.repeats));
        }
    }
}
