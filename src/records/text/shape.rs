//! From the fields of a record to a sink, or to the list of lines that are no records.

use super::blocks::Piece;
use super::dialect::Dialect;
use super::encoding::{Encoding, from_1252};
use super::lines::lines;
use super::plain::Plain;
use super::scan::{Field, Scan, undouble};
use crate::error::Result;
use crate::records::{Block, Broken, Fault, Place, Sink, Verdict};
use crate::values::date::{Parsed, parse};

/// What a record of a file looks like.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) delimiter: u8,
    /// Fields of the line of column names, and those of them up to the last that has a name.
    width: usize,
    named: usize,
    /// Column whose values are days, by which a whole record within quotes is known.
    date: Option<usize>,
}

impl Shape {
    pub(super) fn new(dialect: &Dialect, date: Option<usize>) -> Self {
        let named = dialect.header.iter().rposition(|name| !name.is_empty()).map_or(0, |at| at + 1);
        Self { delimiter: dialect.delimiter, width: dialect.header.len(), named, date }
    }

    /// Whether a line holds nothing: a blank line, or one of delimiters only.
    pub(super) fn is_blank(bytes: &[u8], fields: &[Field]) -> bool {
        let blank = |field: &Field| bytes[field.start..field.end].trim_ascii().is_empty();
        fields.first().is_none_or(blank) && fields.iter().all(blank)
    }

    /// Whether a record has the fields of the first line. One that has no name may lack, and more may be there as long
    /// as they are empty: spreadsheets end lines with empty columns.
    pub(super) fn fits(&self, bytes: &[u8], fields: &[Field]) -> bool {
        let found = fields.len();
        found == self.width
            || (found >= self.named && Self::is_blank(bytes, &fields[self.width.min(found)..]))
    }

    /// Whether a field that runs over several lines holds (the beginning of) a record: then a quote was left open.
    ///
    /// A record is known by its day with a delimiter behind it; where no column holds days, by all of its delimiters.
    pub(super) fn swallows(&self, bytes: &[u8], fields: &[Field]) -> bool {
        fields.iter().any(|field| {
            // What follows each line end, up to the next or the closing quote.
            let within = &bytes[field.start..field.end];
            let mut lines = within.split(|byte| matches!(byte, b'\n' | b'\r'));
            lines.next();
            lines.any(|line| self.is_record(line))
        })
    }

    fn is_record(&self, line: &[u8]) -> bool {
        let delimiters = memchr::memchr_iter(self.delimiter, line).count();
        let mut fields = line.split(|byte| *byte == self.delimiter);
        let Some(date) = self.date else { return self.named > 2 && delimiters + 1 == self.named };
        if delimiters < (date + 1).min(self.named.saturating_sub(1)).max(1) {
            return false;
        }
        let text = fields.nth(date).map(std::str::from_utf8);
        matches!(text, Some(Ok(text)) if matches!(parse(text.trim_matches(['"', ' '])), Parsed::Day(_)))
    }
}

/// The way from records to a sink, with its room.
#[derive(Debug)]
pub(super) struct Rows {
    shape: Shape,
    axes: Vec<usize>,
    numbers: Vec<usize>,
    plain: Plain,
    fields: Vec<Field>,
    ids: Vec<Vec<u32>>,
    pub(super) broken: Broken,
}

impl Rows {
    pub(super) fn new(shape: Shape, axes: Vec<usize>, numbers: Vec<usize>) -> Self {
        let ids = vec![Vec::new(); axes.len()];
        let (plain, fields, broken) = Default::default();
        Self { shape, axes, numbers, plain, fields, ids, broken }
    }

    /// Hand the rows of a block to a sink; returns their number and that of the lines.
    pub(super) fn block_into<S: Sink>(
        &mut self,
        block: &mut Vec<u8>,
        piece: Piece,
        sink: &mut S,
    ) -> Result<(u64, u64)> {
        if let Err(at) = to_utf8(block, piece.encoding) {
            let place = Place { block: piece.number, row: 0, line: lines(&block[..at]) };
            self.broken.add(Fault::Encoding, place);
            return Ok((0, lines(block)));
        }
        sink.block(Block { number: piece.number, first: None });
        self.ids.iter_mut().for_each(Vec::clear);
        let width = self.shape.width;
        let (rows, lines) = match self.plain.records(block, self.shape.delimiter, width) {
            Some(rows) => self.take_columns(block, rows, sink)?,
            None => self.take_records(block, piece, sink)?,
        };
        let slices: Vec<&[u32]> = self.ids.iter().map(Vec::as_slice).collect();
        sink.rows(&slices)?;
        Ok((rows, lines))
    }

    /// Take a block whose lines are all plain records.
    fn take_columns<S: Sink>(
        &mut self,
        block: &[u8],
        rows: usize,
        sink: &mut S,
    ) -> Result<(u64, u64)> {
        if let Some(lines) = sink.lines() {
            lines.extend(0..rows as u64);
        }
        for (axis, (ids, column)) in self.ids.iter_mut().zip(&self.axes).enumerate() {
            sink.axis(axis).texts(rows, self.plain.column(block, *column), ids)?;
        }
        for (number, column) in self.numbers.iter().enumerate() {
            for (row, raw) in self.plain.column(block, *column).enumerate() {
                if sink.numbers()[number].text(raw) == Verdict::Bad {
                    sink.bad_number(number, row);
                }
            }
        }
        let open = block.last().is_some_and(|last| *last != b'\n');
        Ok((rows as u64, rows as u64 - u64::from(open)))
    }

    /// Take a block record by record.
    fn take_records<S: Sink>(
        &mut self,
        block: &[u8],
        piece: Piece,
        sink: &mut S,
    ) -> Result<(u64, u64)> {
        let mut scan = Scan::new(block, self.shape.delimiter);
        let mut rows = 0;
        loop {
            let line = scan.line();
            let Some(found) = scan.record(&mut self.fields) else { break };
            let fault = match found {
                Err(fault) => Some(fault),
                Ok(()) if Shape::is_blank(block, &self.fields) => continue,
                Ok(()) if !self.shape.fits(block, &self.fields) => Some(Fault::Ragged),
                Ok(()) if scan.line() > line + 1 && self.shape.swallows(block, &self.fields) => {
                    Some(Fault::OpenQuote)
                }
                Ok(()) => None,
            };
            if let Some(fault) = fault {
                let place = Place { block: piece.number, row: rows as u64, line };
                self.broken.add(fault, place);
                continue;
            }
            self.take(block, line, rows, sink)?;
            rows += 1;
        }
        Ok((rows as u64, scan.line()))
    }

    #[inline]
    fn take<S: Sink>(&mut self, block: &[u8], line: u64, row: usize, sink: &mut S) -> Result<()> {
        if let Some(lines) = sink.lines() {
            lines.push(line);
        }
        for (axis, (ids, column)) in self.ids.iter_mut().zip(&self.axes).enumerate() {
            let field = self.fields[*column];
            let raw = &block[field.start..field.end];
            ids.push(if field.doubled {
                sink.axis(axis).text(&undouble(raw))?
            } else {
                sink.axis(axis).text(raw)?
            });
        }
        for (number, column) in self.numbers.iter().enumerate() {
            let field = self.fields[*column];
            if sink.numbers()[number].text(&block[field.start..field.end]) == Verdict::Bad {
                sink.bad_number(number, row);
            }
        }
        Ok(())
    }
}

/// Make a block UTF-8; else the place of the first byte that does not fit.
pub(super) fn to_utf8(block: &mut Vec<u8>, encoding: Encoding) -> std::result::Result<(), usize> {
    if block.is_ascii() {
        return Ok(());
    }
    match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => {
            memchr::memmem::find(block, "\u{ffff}".as_bytes()).map_or(Ok(()), Err)
        }
        Encoding::Windows1252 => {
            encoding.settle(block)?;
            *block = from_1252(block);
            Ok(())
        }
        Encoding::Ascii | Encoding::Utf8 => encoding.settle(block).map(drop),
    }
}
