//! CSV, in blocks: the dialect is found out from the head of the file, rows that break its shape are listed.
//!
//! The `csv` crate parses, not polars: polars fills a row that is too short with nulls without a word, and gives
//! neither row nor line of a row that is too long.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;

use super::Sink;
use super::number::Convention;
use super::run::run;
use crate::error::{Error, Result};

/// Bytes read at a time.
const BLOCK: usize = 4 << 20;

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    /// Byte between fields.
    pub delimiter: u8,
    /// Notation of numbers.
    pub convention: Convention,
    /// Whether the file starts with a byte-order mark.
    pub bom: bool,
    /// Names in the first line.
    pub header: Vec<String>,
}

/// Lines of a CSV that break its shape.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken {
    /// Lines with another number of fields than the header; the first few.
    pub ragged: Vec<u64>,
    /// How many of those there are.
    pub n_ragged: u64,
    /// Lines that are not UTF-8; the first few.
    pub not_utf8: Vec<u64>,
    /// How many blocks of lines hold such a line.
    pub n_not_utf8: u64,
}

impl Broken {
    /// Add the lines of another part of the file.
    pub fn merge(&mut self, other: Self) {
        self.ragged.extend(other.ragged);
        self.not_utf8.extend(other.not_utf8);
        self.n_ragged += other.n_ragged;
        self.n_not_utf8 += other.n_not_utf8;
        self.ragged.sort_unstable();
        self.not_utf8.sort_unstable();
    }
}

/// Find out how a file is written, from its first line: `;`, tab or `,` between fields; `;` goes with the Dutch
/// notation of numbers.
///
/// # Errors
/// The file cannot be read, is empty, or names a column twice.
pub fn sniff(path: &Path) -> Result<Dialect> {
    let name = path.display();
    let mut head = Vec::new();
    open(path)?
        .take(BLOCK as u64)
        .read_to_end(&mut head)
        .map_err(|error| Error::Input(format!("{name}: cannot be read ({error})")))?;
    let bom = head.starts_with(b"\xef\xbb\xbf");
    let line = head[if bom { 3 } else { 0 }..]
        .split(|b| *b == b'\n')
        .next()
        .unwrap_or_default()
        .trim_ascii();
    if line.is_empty() {
        return Err(Error::Input(format!(
            "{name}: the file is empty, must start with a line of column names"
        )));
    }
    let count = |mark: u8| memchr::memchr_iter(mark, line).count();
    let delimiter = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|mark| (count(*mark), *mark == b';'))
        .unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(line);
    let mut record = csv::ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(|error| {
        Error::Input(format!("{name}: the first line cannot be read ({error})"))
    })?;
    let header: Vec<String> =
        record.iter().map(|field| String::from_utf8_lossy(field).trim().to_owned()).collect();
    for (i, column) in header.iter().enumerate() {
        if header[..i].contains(column) {
            return Err(Error::Input(format!(
                "{name}: column {column:?} occurs more than once in the first line"
            )));
        }
    }
    let convention = if delimiter == b';' { Convention::Dutch } else { Convention::International };
    Ok(Dialect { delimiter, convention, bom, header })
}

fn open(path: &Path) -> Result<File> {
    File::open(path)
        .map_err(|error| Error::Input(format!("{}: cannot be opened ({error})", path.display())))
}

/// A file cut into blocks of whole records.
struct Blocks {
    file: File,
    carry: Vec<u8>,
    line: u64,
    at_end: bool,
}

impl Blocks {
    fn new(path: &Path, dialect: &Dialect) -> Result<Self> {
        let mut blocks = Self { file: open(path)?, carry: Vec::new(), line: 1, at_end: false };
        if dialect.bom {
            let mut mark = [0; 3];
            blocks.file.read_exact(&mut mark).map_err(|error| Error::Input(error.to_string()))?;
        }
        Ok(blocks)
    }

    /// The next block and the number of its first line; `None` at the end.
    fn next(&mut self) -> Result<Option<(Vec<u8>, u64)>> {
        let mut block = std::mem::take(&mut self.carry);
        while !self.at_end {
            let wanted = BLOCK as u64;
            let read = (&mut self.file).take(wanted).read_to_end(&mut block);
            self.at_end = read
                .map_err(|error| Error::Input(format!("the file cannot be read ({error})")))?
                == 0;
            if self.at_end {
                break;
            }
            if let Some(end) = last_record_end(&block) {
                self.carry = block.split_off(end);
                break;
            }
        }
        if block.is_empty() {
            return Ok(None);
        }
        let line = self.line;
        self.line += memchr::memchr_iter(b'\n', &block).count() as u64;
        Ok(Some((block, line)))
    }
}

/// Position after the last line break that stands outside quotes.
fn last_record_end(block: &[u8]) -> Option<usize> {
    let (mut quoted, mut end) = (false, None);
    if memchr::memchr(b'"', block).is_none() {
        return memchr::memrchr(b'\n', block).map(|at| at + 1);
    }
    for at in memchr::memchr2_iter(b'"', b'\n', block) {
        if block[at] == b'"' {
            quoted = !quoted;
        } else if !quoted {
            end = Some(at + 1);
        }
    }
    end
}

/// Columns of the file that feed the axes and the number checks of a sink, as positions in the header.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Position of each axis.
    pub axes: Vec<usize>,
    /// Position of each column of numbers.
    pub numbers: Vec<usize>,
}

/// Read a file in order into any sinks, one per thread.
///
/// # Errors
/// The file cannot be read, or a column holds too many distinct values.
pub fn pass<S: Sink + Send>(
    path: &Path,
    dialect: &Dialect,
    columns: &Columns,
    workers: Vec<(S, Broken)>,
    tick: impl FnMut(u64) -> Result<()>,
) -> Result<Vec<(S, Broken)>> {
    let blocks = Mutex::new(Blocks::new(path, dialect)?);
    run(
        workers,
        |(sink, broken)| {
            let next = blocks
                .lock()
                .map_err(|_| Error::Input("reading the file failed".to_owned()))?
                .next()?;
            next.map(|(block, line)| block_into(&block, line, dialect, columns, sink, broken))
                .transpose()
        },
        tick,
    )
}

/// Hand the rows of a block to a sink; returns their number.
fn block_into<S: Sink>(
    block: &[u8],
    line: u64,
    dialect: &Dialect,
    columns: &Columns,
    sink: &mut S,
    broken: &mut Broken,
) -> Result<u64> {
    if let Err(error) = std::str::from_utf8(block) {
        broken.n_not_utf8 += 1;
        broken
            .not_utf8
            .push(line + memchr::memchr_iter(b'\n', &block[..error.valid_up_to()]).count() as u64);
        return Ok(0);
    }
    sink.block(None);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(line == 1)
        .delimiter(dialect.delimiter)
        .flexible(true)
        .from_reader(block);
    let mut ids = vec![Vec::new(); columns.axes.len()];
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).map_err(|error| Error::Input(error.to_string()))? {
        if record.len() != dialect.header.len() {
            broken.n_ragged += 1;
            if broken.ragged.len() < 5 {
                broken.ragged.push(line + record.position().map_or(0, |at| at.line() - 1));
            }
            continue;
        }
        for (axis, (ids, column)) in ids.iter_mut().zip(&columns.axes).enumerate() {
            ids.push(sink.axis(axis).text(&record[*column])?);
        }
        for (number, column) in columns.numbers.iter().enumerate() {
            if sink.numbers()[number].text(&record[*column], dialect.convention) {
                sink.bad_number(number, rows);
            }
        }
        rows += 1;
    }
    let slices: Vec<&[u32]> = ids.iter().map(Vec::as_slice).collect();
    sink.rows(&slices)?;
    Ok(rows as u64)
}
