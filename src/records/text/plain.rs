//! The fields of a block in which every line is a record of as many fields, and quotes stand around whole fields only:
//! nearly every block.
//!
//! The ends of all fields are found first, and columns are taken one by one without a question per field. Any other
//! block, with a quote in a field, a blank line or a lone `\r`, is for [`super::scan::Scan`], which gives the same of
//! these.

use wide::u8x16;

use super::scan::{CHUNK, marks_in, padded};

/// Where the fields of a block end.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// One before the first byte (as a number that wraps), then the end of each field in the order of the block.
    ends: Vec<u32>,
    width: usize,
    /// Whether some field has quotes around it.
    quoted: bool,
}

impl Plain {
    /// Find the fields of a block and return the number of its records; `None` where a line is no record of `width`
    /// plain fields, of which one at least is not blank.
    pub(super) fn records(&mut self, block: &[u8], delimiter: u8, width: usize) -> Option<usize> {
        let size = u32::try_from(block.len()).ok().filter(|_| width > 0)?;
        let lone = |at: usize| block.get(at + 1) != Some(&b'\n');
        if memchr::memchr_iter(b'\r', block).any(lone) {
            return None;
        }
        let quotes = memchr::memchr_iter(b'"', block).count();
        self.quoted = quotes > 0;
        self.width = width;
        self.ends.clear();
        self.ends.push(u32::MAX);
        self.find(block, delimiter);
        let mut lines = memchr::memchr_iter(b'\n', block).count();
        if block.last().is_some_and(|last| *last != b'\n') {
            self.ends.push(size);
            lines += 1;
        }
        // As many line ends as records, each behind `width` fields: then what ends the other fields is a delimiter.
        let line_end = |end: &u32| block.get(*end as usize).is_none_or(|byte| *byte == b'\n');
        let ends = &self.ends[1..];
        let regular = ends.len() == lines * width
            && ends.iter().skip(width - 1).step_by(width).all(line_end)
            && (quotes == 0 || quotes == self.quotes_around(block))
            && self.column(block, 0).enumerate().all(|(row, first)| {
                first.first().is_some_and(|byte| *byte > b' ') || !self.is_blank(block, row)
            });
        regular.then_some(lines)
    }

    /// Add the place of every delimiter and line end.
    fn find(&mut self, block: &[u8], delimiter: u8) {
        let needles = [delimiter, b'\n'].map(u8x16::splat);
        let (chunks, rest) = block.as_chunks::<CHUNK>();
        let mut base = 0_u32;
        for chunk in chunks.iter().chain(std::iter::once(&padded(rest))) {
            let mut marks = marks_in(chunk, &needles);
            while marks != 0 {
                self.ends.push(base + marks.trailing_zeros());
                marks &= marks - 1;
            }
            base = base.wrapping_add(64);
        }
    }

    /// Quotes that stand around whole fields. Where there are no others, what ends a field stands within none: a field
    /// with a delimiter or line end in it would be two here, of which the first has no quote at its end.
    fn quotes_around(&self, block: &[u8]) -> usize {
        let around = |ends: &[u32]| match without_return(between(block, ends)) {
            [b'"', .., b'"'] => 2,
            _ => 0,
        };
        self.ends.windows(2).map(around).sum()
    }

    /// The fields of a column, from the first record to the last, without the quotes around them.
    #[inline]
    pub(super) fn column<'a>(
        &'a self,
        block: &'a [u8],
        column: usize,
    ) -> impl Iterator<Item = &'a [u8]> {
        let (last, quoted) = (column + 1 == self.width, self.quoted);
        self.ends.windows(2).skip(column).step_by(self.width).map(move |ends| {
            let field = between(block, ends);
            let field = if last { without_return(field) } else { field };
            if quoted { without_quotes(field) } else { field }
        })
    }

    fn is_blank(&self, block: &[u8], row: usize) -> bool {
        let ends = &self.ends[row * self.width..=(row + 1) * self.width];
        ends.windows(2)
            .map(|ends| without_quotes(without_return(between(block, ends))))
            .all(|field| field.trim_ascii().is_empty())
    }
}

/// The field between two ends.
#[inline]
fn between<'a>(block: &'a [u8], ends: &[u32]) -> &'a [u8] {
    &block[ends[0].wrapping_add(1) as usize..ends[1] as usize]
}

/// A field without the `\r` of a line end.
#[inline]
fn without_return(field: &[u8]) -> &[u8] {
    field.strip_suffix(b"\r").unwrap_or(field)
}

#[inline]
fn without_quotes(field: &[u8]) -> &[u8] {
    if let [b'"', within @ .., b'"'] = field { within } else { field }
}

#[cfg(test)]
mod tests {
    use super::super::scan::Scan;
    use super::super::shape::Shape;
    use super::*;

    /// Fields by record; `None` where a line is blank or no record of this width, or a field holds two quotes for one.
    fn scanned(block: &[u8], width: usize) -> Option<Vec<Vec<&[u8]>>> {
        let (mut scan, mut fields, mut found) = (Scan::new(block, b';'), Vec::new(), Vec::new());
        while let Some(record) = scan.record(&mut fields) {
            let plain = record.is_ok() && fields.len() == width && !Shape::is_blank(block, &fields);
            let plain = plain && fields.iter().all(|field| !field.doubled);
            found.push(plain.then(|| fields.iter().map(|f| &block[f.start..f.end]).collect())?);
        }
        Some(found)
    }

    #[test]
    fn plain_records_have_the_fields_that_a_scan_finds() {
        // Oracle: the scan of records, on pieces put together in every order, so that ends of chunks fall anywhere.
        let pieces = [
            "2016-05-01;E16;;12,5\n",
            ";E16;UMO;\r\n",
            " ; ;x; \n",
            ";;;\n",
            "a;b;c\n",
            "\n",
            "a\rb;;;\n",
            "\"a\";;\"\";\"b c\"\r\n",
            "\"a;b\";c;d;e\n",
        ];
        let (mut seen, mut plain) = (0, Plain::default());
        for order in 0..9_usize.pow(5) {
            let piece = |at| pieces[order / 9_usize.pow(at) % 9];
            let text: String = (0..5).map(piece).collect();
            for block in [text.as_str(), &text[..text.len() - 1]] {
                let block = block.as_bytes();
                let found = plain.records(block, b';', 4);
                let wanted = scanned(block, 4);
                if let Some(rows) = found {
                    let wanted = wanted.expect("a block that is plain");
                    assert_eq!(rows, wanted.len());
                    for at in 0..4 {
                        let column: Vec<&[u8]> = plain.column(block, at).collect();
                        assert_eq!(column, wanted.iter().map(|row| row[at]).collect::<Vec<_>>());
                    }
                    seen += 1;
                } else {
                    let left =
                        text.contains("a;b") || text.contains("a\rb") || block.ends_with(b"\r");
                    assert!(wanted.is_none() || left, "{block:?}");
                }
            }
        }
        // Five of four pieces; without the last line end too, unless that leaves a `\r`; four and a blank line.
        assert_eq!(seen, 4_usize.pow(5) + 2 * 4_usize.pow(4) + 4_usize.pow(4));
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_scan() {
        let mut plain = Plain::default();
        for block in [
            "a;\"b\"\"c\"\n",
            "a;\"b\" \n",
            "a; \"b\"\n",
            "a;5\" hoog\n",
            "a;\"\n",
            "\"a;b\"\n",
            "\"a;b\";c\n",
            "\"a\nb\";c\n",
            "\"\";\" \"\n",
            "a;b\r",
            "a;b\rc;d\n",
            "a;b;c\n",
            "a\n",
            ";\n",
            " ; \n",
            "a;b\n\nc;d\n",
            "a;b\nc\nd;e;f\n",
        ] {
            assert_eq!(plain.records(block.as_bytes(), b';', 2), None, "{block:?}");
        }
        assert_eq!(plain.records(b"", b';', 2), Some(0));
        assert_eq!(plain.records(b"a;\n;b", b';', 2), Some(2));
        assert_eq!(plain.records(b"\"a\";\"\"\r\nc;\"d\"", b';', 2), Some(2));
    }
}
