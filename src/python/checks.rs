//! Documented in `python/spreiding/checks/`.

use std::sync::Arc;

use hashbrown::HashSet;
use pyo3::prelude::*;
use rayon::prelude::*;

use super::records::{AxisSpec, Source, look_up};
use crate::beta;
use crate::checks::{Keys, Repeats, Watch};
use crate::error::{Error, Result};
use crate::frame::{Floats, Floats1};
use crate::records::{Axis, Kind};

/// Rows of a kind that are shown.
const SHOWN: usize = 5;

/// Lettings of one dwelling that repeat each other: first the keys of all records, then the rows of the suspects.
#[pyclass]
pub(crate) struct Lettings {
    #[pyo3(get)]
    columns: [String; 3],
    pub(super) keys: Keys,
    provider: HashSet<String>,
    repeats: Repeats,
    watch: Option<Watch>,
    part: Option<u32>,
}

/// Number of rows, and the first by part and number.
type Count = (u64, Vec<(u32, u64)>);

#[pymethods]
impl Lettings {
    /// `columns`: names of dwelling, date and group; `at`: their positions among the axes of the first pass.
    #[new]
    fn new(columns: [String; 3], at: [usize; 3]) -> Self {
        let (provider, repeats) = (HashSet::new(), Repeats { within: 0, provider: 0 });
        Self { columns, keys: Keys::new(at), provider, repeats, watch: None, part: None }
    }

    /// Number of dwellings that may be let twice, within a number of days or, `later`, after one of the groups that
    /// are let through a care provider; ends the first pass.
    fn suspects(
        &mut self,
        py: Python<'_>,
        provider: Vec<String>,
        within: i32,
        later: i32,
    ) -> usize {
        let provider = provider.into_iter().collect();
        (self.provider, self.repeats) = (provider, Repeats { within, provider: later });
        let found = py.detach(|| self.keys.suspects(&self.provider, self.repeats));
        let count = found.len();
        let kinds = [Kind::Watched(Arc::new(found.into_iter().collect())), Kind::Day, Kind::Text];
        let axes = self.columns.iter().zip(kinds).map(|(name, kind)| Axis::new(name, kind));
        self.watch = Some(Watch::new(axes.collect(), self.provider.clone()));
        count
    }

    /// Second pass over a source that is (a piece of) the part with this number.
    fn verify(&mut self, py: Python<'_>, source: &Source, part: u32) -> PyResult<()> {
        let kinds = ["text", "day", "text"].map(str::to_owned);
        let specs: Vec<AxisSpec> = self.columns.iter().cloned().zip(kinds).collect();
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
        self.watch = done?.pop().map(|(watch, _)| watch);
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
                let count = rows.len() as u64;
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
        let each = x.par_iter().zip(&*n).zip(&*p).with_min_len(32);
        each.map(|((x, n), p)| beta::binomial_tails(*x, *n, *p)).unzip()
    });
    Ok((Floats1(most), Floats1(least)))
}
