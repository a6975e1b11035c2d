//! Where the fields of a text end: one rule of what a record is, for every reader of text.
//!
//! A record ends at `\n`, `\r\n` or a lone `\r`, and at nothing else. A quote opens a field only where the field begins
//! (spaces may stand before it); elsewhere it is text, as in `5" hoog`. Two quotes within a quoted field are one.

use wide::u8x16;

use crate::records::Fault;

/// Bytes that are looked at together.
const CHUNK: usize = 64;

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
            Some(chunk) => self.marks_in(chunk),
            None => self.marks_at_end(rest),
        }
    }

    #[inline]
    fn marks_in(&self, chunk: &[u8; CHUNK]) -> u64 {
        let mut marks = 0;
        for (at, part) in chunk.as_chunks::<16>().0.iter().enumerate() {
            let part = u8x16::new(*part);
            let [a, b, c, d] = self.needles.map(|needle| part.simd_eq(needle));
            marks |= u64::from((a | b | c | d).to_bitmask()) << (16 * at);
        }
        marks
    }

    #[cold]
    fn marks_at_end(&self, rest: &[u8]) -> u64 {
        let mut chunk = [0; CHUNK];
        chunk[..rest.len()].copy_from_slice(rest);
        self.marks_in(&chunk)
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
mod tests {
    use super::*;

    type Records = Vec<Result<Vec<String>, Fault>>;

    fn all(text: &str, delimiter: u8) -> (Records, Vec<u64>) {
        let mut scan = Scan::new(text.as_bytes(), delimiter);
        let (mut fields, mut records, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            let line = scan.line();
            let Some(found) = scan.record(&mut fields) else { return (records, lines) };
            let field = |field: &Field| {
                let raw = &text.as_bytes()[field.start..field.end];
                let raw = if field.doubled { undouble(raw) } else { raw.to_vec() };
                String::from_utf8(raw).unwrap()
            };
            records.push(found.map(|()| fields.iter().map(field).collect()));
            lines.push(line);
        }
    }

    #[test]
    fn fields_and_lines_are_as_made_by_hand() {
        let text = "a;b\r\n\"x;\"\"y\";\"1\n2\r\n3\"\r\n\n5\" hoog;\rlast; \"q\" \n;";
        let (records, lines) = all(text, b';');
        let expected: [&[&str]; 6] = [
            &["a", "b"],
            &["x;\"y", "1\n2\r\n3"],
            &[""],
            &["5\" hoog", ""],
            &["last", "q"],
            &["", ""],
        ];
        assert_eq!(records.iter().map(|r| r.clone().unwrap()).collect::<Vec<_>>(), expected);
        assert_eq!(lines, [0, 1, 4, 5, 6, 7]);
    }

    #[test]
    fn quotes_that_do_not_fit_are_told_and_the_scan_goes_on() {
        let (records, lines) = all("a,\"b\"c\nd,e\nf,\"g\nh,i\n", b',');
        let good = |fields: [&str; 2]| Ok(fields.map(str::to_owned).to_vec());
        assert_eq!(records, [Err(Fault::AfterQuote), good(["d", "e"]), Err(Fault::OpenQuote)]);
        assert_eq!(lines, [0, 1, 2]);
        assert_eq!(all("\"a\"\"", b',').0, [Err(Fault::OpenQuote)]);
        assert_eq!(all("\"a\"\"\"", b',').0, [Ok(vec!["a\"".to_owned()])]);
    }

    #[test]
    fn records_agree_with_the_csv_crate_at_every_length() {
        // Oracle: the csv crate, on files made of pieces, so that marks fall on every place of a chunk.
        let pieces =
            ["a", "bc", ",", ",", "\n", "\"q,\"\"\n\",", "long text without marks ", "\"\","];
        let mut state = 1_u64;
        for size in 0..300 {
            let mut text = String::new();
            for _ in 0..size {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let piece = pieces[(state >> 40) as usize % pieces.len()];
                let begins = text.is_empty() || text.ends_with([',', '\n']);
                if begins || !piece.starts_with('"') {
                    text.push_str(piece);
                }
            }
            let mut oracle = csv::ReaderBuilder::new();
            let oracle = oracle.has_headers(false).flexible(true);
            let expected: Vec<Vec<String>> = oracle
                .from_reader(text.as_bytes())
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let found: Vec<_> = all(&text, b',').0.into_iter().map(Result::unwrap).collect();
            // The crate leaves blank lines out.
            let found: Vec<_> = found.into_iter().filter(|r| r.as_slice() != [""]).collect();
            let expected: Vec<_> = expected.into_iter().filter(|r| r.as_slice() != [""]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn whole_records_end_where_a_record_ends() {
        // Oracle: the ends of the records themselves, for every length of the text.
        for text in [
            "a;b\nc;d\r\ne",
            "a;\"x\ny\";\r\"z\"\n5\" h;\n \"q\n\"\nz",
            "\"a\nb",
            "x\r",
            "a;\"b\"\"\n\"\n\"c\";d",
        ] {
            for size in 0..=text.len() {
                let bytes = &text.as_bytes()[..size];
                let mut scan = Scan::new(bytes, b';');
                let (mut fields, mut expected) = (Vec::new(), 0);
                while let Some(found) = scan.record(&mut fields) {
                    let cut = scan.at() == size && bytes.ends_with(b"\r");
                    let ended = matches!(bytes[scan.at() - 1], b'\n' | b'\r');
                    if found.is_ok() && ended && !cut {
                        expected = scan.at();
                    }
                }
                assert_eq!(whole_records(bytes, b';', false), expected, "{text:?} {size}");
                assert_eq!(whole_records(bytes, b';', true), size);
            }
        }
    }
}
