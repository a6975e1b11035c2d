//! Where the fields of a text end: one rule of what a record is, for every reader of text.
//!
//! A record ends at `\n`, `\r\n` or a lone `\r`, and at nothing else. A quote opens a field only where the field begins
//! (spaces may stand before it); elsewhere it is text, as in `5" hoog`. Two quotes within a quoted field are one.

use wide::u8x16;

use crate::records::Fault;

/// Bytes that are looked at together.
pub(super) const CHUNK: usize = 64;

/// A field of a record: its bytes, without the quotes around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Whether two quotes stand for one in it.
    pub doubled: bool,
}

/// Goes through whole records, one after the other.
#[derive(Debug)]
pub struct Scan<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    needles: [u8x16; 4],
    /// First byte of the chunk at hand, and its marks that were not taken yet.
    chunk: usize,
    marks: u64,
    /// First byte of the next record.
    at: usize,
    /// Line ends before it.
    line: u64,
}

impl<'a> Scan<'a> {
    /// Start at the first byte.
    #[must_use]
    pub fn new(bytes: &'a [u8], delimiter: u8) -> Self {
        let needles = [delimiter, b'\n', b'"', b'\r'].map(u8x16::splat);
        let mut scan = Self { bytes, delimiter, needles, chunk: 0, marks: 0, at: 0, line: 0 };
        scan.marks = scan.marks_of(0);
        scan
    }

    /// First byte of the next record.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Line ends before the next record.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// A bit for every delimiter, quote and line end of a chunk.
    #[inline]
    fn marks_of(&self, start: usize) -> u64 {
        let rest = self.bytes.get(start..).unwrap_or_default();
        match rest.first_chunk::<CHUNK>() {
            Some(chunk) => marks_in(chunk, &self.needles),
            None => self.marks_at_end(rest),
        }
    }

    #[cold]
    fn marks_at_end(&self, rest: &[u8]) -> u64 {
        marks_in(&padded(rest), &self.needles)
    }

    /// Place of the next mark; `None` at the end.
    #[inline]
    fn next_mark(&mut self) -> Option<usize> {
        while self.marks == 0 {
            self.chunk += CHUNK;
            if self.chunk >= self.bytes.len() {
                self.chunk = self.bytes.len();
                return None;
            }
            self.marks = self.marks_of(self.chunk);
        }
        let at = self.chunk + self.marks.trailing_zeros() as usize;
        self.marks &= self.marks - 1;
        Some(at)
    }

    /// Put the fields of the next record in `fields`; `None` at the end.
    ///
    /// # Errors
    /// A quote does not close, or text follows it. The scan goes on at the line after.
    #[inline]
    pub fn record(&mut self, fields: &mut Vec<Field>) -> Option<Result<(), Fault>> {
        fields.clear();
        let mut start = self.at;
        if start >= self.bytes.len() {
            return None;
        }
        loop {
            let mut mark = self.next_mark();
            let end = mark.unwrap_or(self.bytes.len());
            let mut field = Field { start, end, doubled: false };
            if let Some(open) = mark
                && self.bytes[open] == b'"'
            {
                if !is_blank(&self.bytes[start..open]) {
                    continue;
                }
                match self.quoted(open) {
                    Ok(found) => (field, mark) = found,
                    Err(fault) => return Some(Err(fault)),
                }
            }
            fields.push(field);
            let Some(at) = mark else {
                self.at = self.bytes.len();
                return Some(Ok(()));
            };
            if self.bytes[at] == self.delimiter {
                start = at + 1;
                continue;
            }
            self.end_line(at);
            return Some(Ok(()));
        }
    }

    /// Go behind a line end.
    #[inline]
    fn end_line(&mut self, at: usize) {
        self.line += 1;
        self.at = at + 1;
        if self.bytes[at] == b'\r' && self.bytes.get(at + 1) == Some(&b'\n') {
            self.next_mark();
            self.at += 1;
        }
    }

    /// The quoted field that opens here, and the mark after it; no mark at the end.
    fn quoted(&mut self, open: usize) -> Result<(Field, Option<usize>), Fault> {
        let mut doubled = false;
        let close = loop {
            let Some(at) = self.next_mark() else {
                self.at = self.bytes.len();
                return Err(Fault::OpenQuote);
            };
            match self.bytes[at] {
                b'"' if self.bytes.get(at + 1) == Some(&b'"') => {
                    self.next_mark();
                    doubled = true;
                }
                b'"' => break at,
                b'\n' => self.line += 1,
                b'\r' if self.bytes.get(at + 1) != Some(&b'\n') => self.line += 1,
                _ => {}
            }
        };
        let mark = self.next_mark();
        let end = mark.unwrap_or(self.bytes.len());
        let goes_on = mark.is_some_and(|at| self.bytes[at] == b'"');
        if goes_on || !is_blank(&self.bytes[close + 1..end]) {
            self.skip_line(mark);
            return Err(Fault::AfterQuote);
        }
        Ok((Field { start: open + 1, end: close, doubled }, mark))
    }

    /// Go on at the next line.
    fn skip_line(&mut self, mut mark: Option<usize>) {
        while let Some(at) = mark {
            if matches!(self.bytes[at], b'\n' | b'\r') {
                return self.end_line(at);
            }
            mark = self.next_mark();
        }
        self.at = self.bytes.len();
    }
}

/// A bit for every byte of a chunk that is one of some.
#[inline]
pub(super) fn marks_in<const N: usize>(chunk: &[u8; CHUNK], needles: &[u8x16; N]) -> u64 {
    let mut marks = 0;
    for (at, part) in chunk.as_chunks::<16>().0.iter().enumerate() {
        let part = u8x16::new(*part);
        let found = needles.iter().fold(u8x16::ZERO, |found, needle| found | part.simd_eq(*needle));
        marks |= u64::from(found.to_bitmask()) << (16 * at);
    }
    marks
}

/// The last bytes, fewer than a chunk, and zeros behind them.
pub(super) fn padded(rest: &[u8]) -> [u8; CHUNK] {
    let mut chunk = [0; CHUNK];
    chunk[..rest.len()].copy_from_slice(rest);
    chunk
}

/// Whether there is nothing but spaces.
#[inline]
fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == b' ')
}

/// How far whole records go in bytes that start with one; 0 where not even the first ends.
///
/// Only quotes and line ends matter for that; a quote opens after a delimiter or a line end.
#[must_use]
pub fn whole_records(bytes: &[u8], delimiter: u8, at_end: bool) -> usize {
    if at_end {
        return bytes.len();
    }
    // A `\r` at the very end could be followed by its `\n`.
    let last = bytes.len().saturating_sub(1);
    if memchr::memchr(b'"', bytes).is_none() {
        let is_end = |at: &usize| bytes[*at] == b'\n' || *at < last;
        let end = memchr::memrchr2_iter(b'\n', b'\r', bytes).find(is_end);
        return end.map_or(0, |at| after_line_end(bytes, at));
    }
    let (mut end, mut quoted, mut skip) = (0, false, None);
    // Only a quote, `\n` and `\r`: a scan without delimiters.
    let mut scan = Scan::new(bytes, b'"');
    while let Some(at) = scan.next_mark() {
        if skip.take() == Some(at) {
            continue;
        }
        match (bytes[at], quoted) {
            (b'"', true) if bytes.get(at + 1) == Some(&b'"') => skip = Some(at + 1),
            (b'"', true) => quoted = false,
            (b'"', false) => quoted = opens(&bytes[..at], delimiter),
            (_, true) => {}
            (b'\r', false) if at == last => {}
            (_, false) => end = after_line_end(bytes, at),
        }
    }
    end
}

fn after_line_end(bytes: &[u8], at: usize) -> usize {
    if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 }
}

/// Whether a quote after these bytes opens a field.
#[inline]
fn opens(before: &[u8], delimiter: u8) -> bool {
    let begins = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    before.iter().rev().find(|byte| **byte != b' ').is_none_or(begins)
}

/// Bytes of a field with `""` as `"`.
#[must_use]
pub fn undouble(bytes: &[u8]) -> Vec<u8> {
    let mut single = Vec::with_capacity(bytes.len());
    let mut before = 0;
    for byte in bytes {
        let quote = *byte == b'"' && before == b'"';
        before = if quote { 0 } else { *byte };
        if !quote {
            single.push(*byte);
        }
    }
    single
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
