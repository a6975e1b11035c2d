//! Parquet files as one source: threads share the row groups of all, so that many small files take no longer than one.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::file::{Opened, Parquet};
use crate::error::Result;
use crate::records::run::run;
use crate::records::{Broken, Columns, Extent, Passed, Sink, Source};

/// Parquet files whose rows are only counted: which row of which file one is, it does not tell.
#[derive(Debug)]
pub struct Many(Vec<Parquet>);

impl Many {
    /// Read the footers of files.
    ///
    /// # Errors
    /// As [`Parquet::open`], of the first file that cannot be read.
    pub fn open(paths: &[PathBuf]) -> Result<Self> {
        paths.iter().map(|path| Parquet::open(path)).collect::<Result<_>>().map(Self)
    }

    /// File and number in it of every row group.
    fn groups(&self) -> Vec<(usize, usize)> {
        let of = |(at, file): (usize, &Parquet)| (0..file.groups()).map(move |group| (at, group));
        self.0.iter().enumerate().flat_map(of).collect()
    }
}

impl Source for Many {
    fn names(&self) -> Vec<String> {
        self.0.first().map(Parquet::names).unwrap_or_default()
    }

    fn rows(&self) -> Option<u64> {
        self.0.iter().map(Source::rows).sum()
    }

    fn workers(&self, threads: usize) -> usize {
        threads.min(self.groups().len()).max(1)
    }

    fn ordered(&self, threads: usize) -> usize {
        self.workers(threads)
    }

    fn pass<S: Sink + Send>(
        &self,
        columns: &Columns,
        sinks: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Passed<S>> {
        let groups = self.groups();
        let next = AtomicUsize::new(0);
        let workers = sinks.into_iter().map(|sink| (sink, None)).collect();
        let step = |(sink, held): &mut (S, Option<(usize, Opened)>)| {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some((at, group)) = groups.get(number).copied() else { return Ok(None) };
            let file = &self.0[at];
            let opened = match held.take() {
                Some((open, opened)) if open == at => opened,
                _ => file.opened(columns)?,
            };
            let (_, opened) = held.insert((at, opened));
            file.group_into(group, number as u64, opened, sink).map(Some)
        };
        let workers = run(workers, step, tick)?;
        self.0.iter().try_for_each(Parquet::unchanged)?;
        let sinks = workers.into_iter().map(|(sink, _)| sink).collect();
        Ok(Passed { sinks, broken: Broken::default(), extent: Extent::default() })
    }
}
