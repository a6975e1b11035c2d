//! Numbers stored as differences.
//!
//! Source: Apache Parquet, Encodings, "Delta encoding".

use super::bits::varint;

/// Most numbers of a block; writers use 128 to 1024.
const LARGEST: usize = 1 << 16;

/// Goes through numbers that are stored as differences, in steps.
#[derive(Debug, Clone, Default)]
pub(super) struct Delta {
    at: usize,
    end: usize,
    /// Numbers of a block, and of each of its parts.
    per_block: usize,
    per_part: usize,
    /// Numbers to come.
    left: usize,
    last: i64,
    begun: bool,
    least: i64,
    /// Bits of the numbers in the parts of the block that are to come, the next last.
    widths: Vec<u8>,
    width: u8,
    /// Numbers of the part to come, and the bits of it that were read.
    in_part: usize,
    bit: usize,
}

impl Delta {
    /// Numbers in a part of a page.
    pub(super) fn new(page: &[u8], at: usize, end: usize) -> Option<Self> {
        let mut delta = Self { at, end, ..Self::default() };
        delta.per_block = delta.size(page)?;
        let parts = delta.size(page)?;
        delta.left = delta.size(page)?;
        delta.last = zigzag(delta.varint(page)?);
        delta.per_part = delta.per_block.checked_div(parts)?;
        let fits = delta.per_block <= LARGEST && delta.per_part * parts == delta.per_block;
        (fits && delta.per_part > 0 && delta.per_part.is_multiple_of(8)).then_some(delta)
    }

    fn varint(&mut self, page: &[u8]) -> Option<u64> {
        let (value, used) = varint(page.get(self.at..self.end)?)?;
        self.at += used;
        Some(value)
    }

    fn size(&mut self, page: &[u8]) -> Option<usize> {
        usize::try_from(self.varint(page)?).ok()
    }

    /// The next number; `None` where the bytes run out.
    pub(super) fn next(&mut self, page: &[u8]) -> Option<i64> {
        self.left = self.left.checked_sub(1)?;
        if !self.begun {
            self.begun = true;
            return Some(self.last);
        }
        if self.in_part == 0 {
            self.next_part(page)?;
        }
        let packed = number(page.get(self.at..self.end)?, self.bit, self.width)?;
        self.bit += usize::from(self.width);
        self.in_part -= 1;
        if self.in_part == 0 {
            self.at += self.per_part * usize::from(self.width) / 8;
        }
        self.last = self.last.wrapping_add(self.least).wrapping_add(packed.cast_signed());
        Some(self.last)
    }

    fn next_part(&mut self, page: &[u8]) -> Option<()> {
        if self.widths.is_empty() {
            self.least = zigzag(self.varint(page)?);
            let parts = self.per_block / self.per_part;
            self.widths = page.get(self.at..self.end)?.get(..parts)?.to_vec();
            self.widths.reverse();
            self.at += parts;
        }
        self.width = self.widths.pop().filter(|width| *width <= 64)?;
        (self.in_part, self.bit) = (self.per_part, 0);
        Some(())
    }

    /// Where the bytes end that these numbers take.
    pub(super) fn end(&self, page: &[u8]) -> Option<usize> {
        let mut rest = self.clone();
        // The first number stands in the head, the others in blocks.
        let mut left = rest.left.saturating_sub(1);
        while left > 0 {
            rest.next_part(page)?;
            rest.at = rest.at.checked_add(rest.per_part * usize::from(rest.width) / 8)?;
            left = left.saturating_sub(rest.per_part);
        }
        (rest.at <= rest.end).then_some(rest.at)
    }
}

fn zigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

/// The number of `width` bits that begins at a bit.
fn number(bytes: &[u8], bit: usize, width: u8) -> Option<u64> {
    if width == 0 {
        return Some(0);
    }
    let width = usize::from(width);
    let last = (bit + width - 1) / 8;
    let bytes = bytes.get(bit / 8..=last)?;
    let wide = bytes.iter().rev().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    let mask = u128::MAX >> (128 - width);
    u64::try_from(wide >> (bit % 8) & mask).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_specification() {
        // Oracle: Apache Parquet, Encodings, the two examples of delta encoding, in blocks of eight of one part.
        let page = [8, 1, 5, 2, 2, 0];
        let mut ones = Delta::new(&page, 0, page.len()).unwrap();
        assert_eq!(ones.end(&page), Some(6));
        assert_eq!((0..5).map(|_| ones.next(&page).unwrap()).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(ones.next(&page), None);
        // 7, 5, 3, 1, 2, 3, 4, 5: least -2, then 0 0 0 3 3 3 3 in two bits.
        let page = [8, 1, 8, 14, 3, 2, 0b1100_0000, 0b0011_1111, 99];
        let mut delta = Delta::new(&page, 0, page.len()).unwrap();
        assert_eq!(delta.end(&page), Some(8));
        assert_eq!(
            (0..8).map(|_| delta.next(&page).unwrap()).collect::<Vec<_>>(),
            [7, 5, 3, 1, 2, 3, 4, 5]
        );
    }

    #[test]
    fn heads_that_cannot_be_are_none() {
        for page in [
            &[8, 0, 5, 2][..],
            &[0, 1, 5, 2],
            &[0x80, 0x80, 0x80, 1, 1, 5, 2],
            &[8, 1],
            &[12, 8, 5, 2],
        ] {
            assert!(Delta::new(page, 0, page.len()).is_none(), "{page:?}");
        }
        let page = [8, 1, 5, 2, 2, 65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let mut wide = Delta::new(&page, 0, page.len()).unwrap();
        assert_eq!((wide.next(&page), wide.next(&page)), (Some(1), None));
    }
}
