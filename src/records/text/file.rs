//! A text file as a source of records.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::blocks::Blocks;
use super::dialect::{Dialect, sniff};
use super::encoding::Encoding;
use super::shape::{Rows, Shape};
use crate::error::{Error, Result};
use crate::records::run::run;
use crate::records::{Columns, Extent, Passed, Sink, Source, Stamp, name_of};

/// A text file whose head has been read.
#[derive(Debug)]
pub struct Text {
    pub(super) path: PathBuf,
    pub(super) dialect: Dialect,
    pub(super) stamp: Stamp,
    /// The encoding that a pass found, where the head of the file does not tell.
    found: OnceLock<Encoding>,
}

impl Text {
    /// Read the head of a file.
    ///
    /// # Errors
    /// As [`sniff`].
    pub fn open(path: &Path) -> Result<Self> {
        let (_, stamp) = Stamp::open(path)?;
        let found = OnceLock::new();
        Ok(Self { path: path.to_owned(), dialect: sniff(path)?, stamp, found })
    }

    /// How letters are written, as far as is known: after a pass, of the whole file.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.found.get().copied().unwrap_or(self.dialect.encoding)
    }

    /// How the file is written.
    #[must_use]
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Position of a column.
    pub(super) fn at(&self, name: &str) -> Result<usize> {
        let missing = || Error::NoColumn { file: name_of(&self.path), column: name.to_owned() };
        self.dialect.header.iter().position(|column| column == name).ok_or_else(missing)
    }
}

impl Source for Text {
    fn names(&self) -> Vec<String> {
        self.dialect.header.clone()
    }

    fn rows(&self) -> Option<u64> {
        None
    }

    fn workers(&self, threads: usize) -> usize {
        threads.max(1)
    }

    fn ordered(&self, _threads: usize) -> usize {
        1
    }

    fn pass<S: Sink + Send>(
        &self,
        columns: &Columns,
        mut sinks: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Passed<S>> {
        let at = |names: &[String]| names.iter().map(|n| self.at(n)).collect::<Result<Vec<_>>>();
        let (axes, numbers) = (at(&columns.axes)?, at(&columns.numbers)?);
        let blocks = Mutex::new(Blocks::open(&self.path, &self.dialect)?);
        let first_line = self.dialect.first_line;
        let of_days = |sink: &mut S| (0..sink.width()).find(|at| sink.axis(*at).is_date());
        let date = sinks.first_mut().and_then(of_days).map(|axis| axes[axis]);
        let shape = Shape::new(&self.dialect, date);
        let worker = |sink| Worker {
            sink,
            block: Vec::new(),
            rows: Rows::new(shape.clone(), axes.clone(), numbers.clone()),
            extent: Extent::new(first_line),
        };
        let workers = run(
            sinks.into_iter().map(worker).collect(),
            |worker: &mut Worker<S>| {
                let mut blocks = blocks.lock().unwrap_or_else(PoisonError::into_inner);
                let next = blocks.next(&mut worker.block)?;
                drop(blocks);
                let Some(piece) = next else { return Ok(None) };
                let Worker { sink, block, rows, .. } = worker;
                let (rows, lines) = rows.block_into(block, piece, sink)?;
                worker.extent.add(piece.number, rows, lines);
                Ok(Some(rows))
            },
            tick,
        )?;
        let blocks = blocks.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.stamp.check(&self.path)?;
        if blocks.encoding != Encoding::Ascii {
            self.found.get_or_init(|| blocks.encoding);
        }
        let (mut broken, mut extent) = (blocks.broken, Extent::new(first_line));
        let mut sinks = Vec::with_capacity(workers.len());
        for worker in workers {
            broken.merge(worker.rows.broken);
            extent.merge(worker.extent);
            sinks.push(worker.sink);
        }
        extent.settle();
        Ok(Passed { sinks, broken, extent })
    }
}

/// A thread's part of a pass.
struct Worker<S> {
    sink: S,
    block: Vec<u8>,
    rows: Rows,
    extent: Extent,
}
