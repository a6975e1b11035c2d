//! What every source of records does, and what it feeds.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::time::SystemTime;

use super::{Axis, Extent, Numbers, Place};
use crate::error::{Error, Result};
use crate::phrase::Phrase;

/// Where records come from: a file or a frame whose columns have names.
pub trait Source {
    /// Names of the columns.
    fn names(&self) -> Vec<String>;

    /// Number of rows, where it is known beforehand.
    fn rows(&self) -> Option<u64>;

    /// Number of threads, of those there are, that can share a pass.
    fn workers(&self, threads: usize) -> usize;

    /// Number of threads that can share a pass in which every block knows its first row.
    fn ordered(&self, threads: usize) -> usize;

    /// Hand all rows to sinks, one per thread; `tick` is called now and then with the rows done, and can stop the pass.
    ///
    /// # Errors
    /// The source cannot be read, a column does not exist or holds another kind of value, or a sink refuses.
    fn pass<S: Sink + Send>(
        &self,
        columns: &Columns,
        sinks: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Passed<S>>;
}

/// Names of the columns that feed a sink.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Of each axis.
    pub axes: Vec<String>,
    /// Of each column of numbers.
    pub numbers: Vec<String>,
}

/// What a pass gives.
#[derive(Debug)]
pub struct Passed<S> {
    /// The sinks with their rows.
    pub sinks: Vec<S>,
    /// Lines that are no records.
    pub broken: Broken,
    /// Where rows and lines stand.
    pub extent: Extent,
}

/// A piece of a source that one thread takes at a time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Block {
    /// Number of the piece in the source, from 0.
    pub number: u64,
    /// Rows before it, where that is known.
    pub first: Option<u64>,
}

/// What a source feeds: it numbers values through [`Sink::axis`] and hands over rows through [`Sink::rows`].
pub trait Sink {
    /// Number of columns that are numbered.
    fn width(&self) -> usize;

    /// One of the columns that are numbered.
    fn axis(&mut self, at: usize) -> &mut Axis;

    /// The columns that are only checked to be numbers, in order.
    fn numbers(&mut self) -> &mut [Numbers];

    /// Take the next rows: one slice of ids per axis, all of the same length.
    ///
    /// # Errors
    /// There are more combinations of distinct values than fit in memory.
    fn rows(&mut self, ids: &[&[u32]]) -> Result<()>;

    /// Take combinations of values that each stand for a number of records: what an engine has counted.
    ///
    /// # Errors
    /// As [`Sink::rows`]; there are more records than can be counted, or the sink looks at records one by one.
    fn weighted(&mut self, _ids: &[&[u32]], _weights: &[u64]) -> Result<()> {
        Err(Error::OneByOne {})
    }

    /// A new block of rows starts: ids of a [`super::Kind::Key`] start anew.
    fn block(&mut self, _block: Block) {}

    /// Where the lines of the rows of the block at hand go, for a sink that wants them.
    fn lines(&mut self) -> Option<&mut Vec<u64>> {
        None
    }

    /// Note that a number breaks its rule, `offset` rows after those already taken.
    fn bad_number(&mut self, _column: usize, _offset: usize) {}
}

/// Why a line of a text file is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Another number of fields than the line of column names.
    Ragged,
    /// No text in the encoding of the file.
    Encoding,
    /// A quote that opens here is not closed, or closes so late that it holds whole records.
    OpenQuote,
    /// Text after a closing quote.
    AfterQuote,
    /// No line end for so long that it cannot be a record.
    Endless,
}

impl Fault {
    /// All faults.
    pub const ALL: [Self; 5] =
        [Self::Ragged, Self::Encoding, Self::OpenQuote, Self::AfterQuote, Self::Endless];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ragged => "ragged",
            Self::Encoding => "encoding",
            Self::OpenQuote => "open_quote",
            Self::AfterQuote => "after_quote",
            Self::Endless => "endless",
        }
    }
}

/// Lines that are kept of each fault.
const KEPT: usize = 5;

/// Lines that are no records, by fault: how many, and the first few.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken([(u64, Vec<Place>); Fault::ALL.len()]);

impl Broken {
    /// Note a line.
    pub fn add(&mut self, fault: Fault, place: Place) {
        let (count, first) = &mut self.0[fault as usize];
        *count += 1;
        let at = first.partition_point(|other| *other <= place);
        if at < KEPT {
            first.insert(at, place);
            first.truncate(KEPT);
        }
    }

    /// Add the lines that another thread met.
    pub fn merge(&mut self, other: Self) {
        for ((count, first), (of_other, others)) in self.0.iter_mut().zip(other.0) {
            *count += of_other;
            first.extend(others);
            first.sort_unstable();
            first.truncate(KEPT);
        }
    }

    /// The faults there are, with their number and first lines.
    pub fn faults(&self) -> impl Iterator<Item = (Fault, u64, &[Place])> {
        let each = Fault::ALL.into_iter().zip(&self.0);
        each.filter(|(_, (count, _))| *count > 0).map(|(fault, (n, first))| (fault, *n, &first[..]))
    }
}

/// Name of a file in messages: without the folders.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Size and time of a file, to notice that it changes while it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    time: Option<SystemTime>,
}

/// Why a file cannot be read.
pub(crate) fn why(error: &std::io::Error) -> Phrase {
    match error.kind() {
        ErrorKind::NotFound => Phrase::NOT_THERE,
        ErrorKind::PermissionDenied => Phrase::NOT_ALLOWED,
        ErrorKind::IsADirectory => Phrase::NO_FILE,
        _ => Phrase::SYSTEM,
    }
}

impl Stamp {
    /// Open a file; also tells what it is like now.
    ///
    /// # Errors
    /// There is no such file, it cannot be opened, or it is a folder.
    pub fn open(path: &Path) -> Result<(File, Self)> {
        let unreadable = |reason| Error::FileUnreadable { file: name_of(path), reason };
        let file = File::open(path).map_err(|error| unreadable(why(&error)))?;
        let status = file.metadata().map_err(|error| unreadable(why(&error)))?;
        if !status.is_file() {
            return Err(unreadable(Phrase::NO_FILE));
        }
        Ok((file, Self { size: status.len(), time: status.modified().ok() }))
    }

    /// Size in bytes.
    #[must_use]
    pub fn size(self) -> u64 {
        self.size
    }

    /// Check that a file is still what it was.
    ///
    /// # Errors
    /// It is not.
    pub fn check(self, path: &Path) -> Result<()> {
        if Self::open(path)?.1 == self {
            return Ok(());
        }
        Err(Error::FileChanged { file: name_of(path) })
    }
}
