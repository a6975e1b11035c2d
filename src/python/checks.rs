//! Documented in `python/spreiding/checks/`.

use std::sync::Arc;

use hashbrown::HashSet;
use pyo3::prelude::*;

use super::records::{AxisSpec, Source, look_up};
use crate::beta;
use crate::checks::{Keys, Repeats, Watch};
use crate::error::{Error, Result};
use crate::frame::{Floats, Floats1};
use crate::records::{Axis, Kind};

/// Rows of a kind that are shown.
const SHOWN: usize = 5;

/// Lettings of one dwelling that repeat each other: first all records, then those of the suspects.
#[pyclass]
pub(crate) struct Lettings {
    columns: [String; 3],
    provider: HashSet<String>,
    repeats: Repeats,
    keys: Keys,
    watch: Option<Watch>,
    part: Option<u32>,
}

impl Lettings {
    fn specs(&self) -> Vec<AxisSpec> {
        let kinds = ["text", "day", "text"];
        self.columns.iter().cloned().zip(kinds.map(str::to_owned)).collect()
    }
}

fn axes(columns: &[String; 3], dwelling: Kind) -> Vec<Axis> {
    let kinds = [dwelling, Kind::Day, Kind::Text];
    columns.iter().zip(kinds).map(|(name, kind)| Axis::new(name, kind)).collect()
}

/// Number of rows, and the first by part and number.
type Count = (usize, Vec<(u32, u64)>);

#[pymethods]
impl Lettings {
    /// `columns`: names of dwelling, date and group; `provider`: labels of groups let through a care provider.
    #[new]
    fn new(columns: [String; 3], provider: Vec<String>, within: i32, later: i32) -> Self {
        let provider: HashSet<String> = provider.into_iter().collect();
        let keys = Keys::new(axes(&columns, Kind::Key), provider.clone());
        let repeats = Repeats { within, provider: later };
        Self { columns, provider, repeats, keys, watch: None, part: None }
    }

    /// First pass over a source.
    fn take(&mut self, py: Python<'_>, source: &Source, threads: usize) -> PyResult<()> {
        let specs = self.specs();
        let mut interrupted = None;
        let done = py.detach(|| {
            let workers = (0..threads.max(1)).map(|_| self.keys.fresh()).collect();
            let tick = |done| look_up(done, None, &mut interrupted);
            for worker in source.pass(&specs, &[], workers, tick)? {
                self.keys.merge(worker);
            }
            Ok::<_, Error>(())
        });
        interrupted.map_or(Ok(()), Err)?;
        Ok(done?)
    }

    /// Number of dwellings that may be let twice, and of records without a dwelling; ends the first pass.
    fn suspects(&mut self, py: Python<'_>) -> (usize, u64) {
        let found = py.detach(|| self.keys.suspects(self.repeats));
        let count = found.len();
        let watched = axes(&self.columns, Kind::Watched(Arc::new(found)));
        self.watch = Some(Watch::new(watched, self.provider.clone()));
        let without = self.keys.without();
        self.keys = self.keys.fresh();
        (count, without)
    }

    /// Second pass over a source that is (a piece of) the part with this number.
    fn verify(&mut self, py: Python<'_>, source: &Source, part: u32) -> PyResult<()> {
        let specs = self.specs();
        let Some(mut watch) = self.watch.take() else {
            return Err(Error::Input("the first pass has not ended".to_owned()).into());
        };
        let before = if self.part == Some(part) { watch.seen() } else { 0 };
        watch.start(part, before);
        self.part = Some(part);
        let mut interrupted = None;
        let done = py.detach(|| {
            source.pass(&specs, &[], vec![watch], |done| look_up(done, None, &mut interrupted))
        });
        interrupted.map_or(Ok(()), Err)?;
        self.watch = done?.pop();
        Ok(())
    }

    /// Rows that repeat a letting: same day, of those from another part, of those with another group; within the
    /// number of days; after a letting through a care provider.
    fn hits(&mut self, py: Python<'_>) -> Vec<Count> {
        let Some(watch) = &mut self.watch else { return Vec::new() };
        let hits = py.detach(|| watch.hits(self.repeats));
        [hits.same_day, hits.other_part, hits.other_group, hits.within, hits.provider]
            .into_iter()
            .map(|mut rows| {
                let count = rows.len();
                rows.truncate(SHOWN);
                (count, rows)
            })
            .collect()
    }
}

/// Chances that a binomial count is at most `x`, and at least `x`; one value per count.
#[pyfunction]
pub(crate) fn binomial_tails(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    p: Floats,
) -> Result<(Floats1, Floats1)> {
    crate::check::length("n", n.len(), x.len())?;
    crate::check::length("p", p.len(), x.len())?;
    let (most, least) = py.detach(|| {
        let each = x.iter().zip(&*n).zip(&*p);
        each.map(|((x, n), p)| beta::binomial_tails(*x, *n, *p)).unzip()
    });
    Ok((Floats1(most), Floats1(least)))
}
