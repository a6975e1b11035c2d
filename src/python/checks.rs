//! Documented in `python/spreiding/checks/`.

use std::sync::Arc;

use hashbrown::HashSet;
use pyo3::prelude::*;
use rayon::prelude::*;

use super::records::{AxisSpec, Source, look_up};
use crate::checks::{Hits, Keys, Repeats, Row, Watch};
use crate::error::{Error, Result};
use crate::frame::{Floats, Floats1};
use crate::numeric::binomial;
use crate::records::{Axis, Kind};

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
    fn passes(&mut self, py: Python<'_>, provider: Vec<String>, within: i32, later: i32) -> usize {
        self.provider = provider.into_iter().collect();
        self.repeats = Repeats { within, provider: later };
        self.suspects = py.detach(|| self.keys.suspects(&self.provider, self.repeats));
        self.suspects.len().div_ceil(WATCHED)
    }

    /// Begin a further pass, by number from 0.
    fn begin(&mut self, py: Python<'_>, number: usize) {
        py.detach(|| {
            self.finish();
            let watched = self.suspects.chunks(WATCHED).nth(number).unwrap_or_default();
            let watched = Arc::new(watched.iter().copied().collect());
            let kinds = [Kind::Watched(watched), Kind::Day, Kind::Text];
            let axes = self.columns.iter().zip(kinds).map(|(name, kind)| Axis::new(name, kind));
            self.watch = Some(Watch::new(axes.collect()));
        });
    }

    /// Look through a source that is (a piece of) the part with this number; parts and pieces come in order.
    fn verify(
        &mut self,
        py: Python<'_>,
        source: &Source,
        part: usize,
        threads: usize,
    ) -> PyResult<()> {
        let kinds = ["text", "day", "text"].map(str::to_owned);
        let specs: Vec<AxisSpec> = self.columns.iter().cloned().zip(kinds).collect();
        let Some(watch) = &mut self.watch else { return Ok(()) };
        watch.start(part);
        let mut interrupted = None;
        let done = py.detach(|| {
            let workers = (0..source.ordered(threads)).map(|_| watch.fresh()).collect();
            let tick = |done| look_up(done, None, &mut interrupted);
            for (worker, _) in source.pass(&specs, &[], workers, tick)? {
                watch.merge(worker)?;
            }
            Ok::<_, Error>(())
        });
        interrupted.map_or(Ok(()), Err)?;
        Ok(done?)
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
        each.map(|((x, n), p)| binomial::tails(*x, *n, *p)).unzip()
    });
    Ok((Floats1(most), Floats1(least)))
}
