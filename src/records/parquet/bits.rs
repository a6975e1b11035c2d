//! Numbers packed in a few bits each, and runs of one number.

/// Numbers that are unpacked together.
pub(super) const BLOCK: usize = 32;

/// Unpack a block of numbers of so many bits; bytes that are not there are 0.
pub(super) fn unpack(bytes: &[u8], bits: u8, block: &mut [u32; BLOCK]) {
    macro_rules! by_bits {
        ($($bits:literal)*) => {
            match bits {
                $($bits => unpack_of::<$bits>(bytes, block),)*
                _ => block.fill(0),
            }
        };
    }
    by_bits!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32);
}

/// A loop whose every step is known when it is compiled.
#[inline]
fn unpack_of<const BITS: usize>(bytes: &[u8], block: &mut [u32; BLOCK]) {
    let mut padded = [0; 4 * BLOCK];
    let bytes = if let Some(bytes) = bytes.get(..4 * BITS) {
        bytes
    } else {
        padded[..bytes.len()].copy_from_slice(bytes);
        &padded[..4 * BITS]
    };
    let (words, _) = bytes.as_chunks::<4>();
    let word = |at: usize| u32::from_le_bytes(words[at]);
    let mask = if BITS == 32 { u32::MAX } else { (1 << BITS) - 1 };
    for (at, number) in block.iter_mut().enumerate() {
        let (first, shift) = (at * BITS / 32, at * BITS % 32);
        let low = word(first) >> shift;
        let high = if shift + BITS > 32 { word(first + 1) << (32 - shift) } else { 0 };
        *number = (low | high) & mask;
    }
}

/// Runs of one number and blocks of packed numbers, one after the other; read in steps.
///
/// Source: Apache Parquet, Encodings, "Run Length Encoding / Bit-Packing Hybrid".
#[derive(Debug, Clone, Default)]
pub(super) struct Hybrid {
    bits: u8,
    /// Next byte, and the byte after the last.
    at: usize,
    end: usize,
    run: Run,
    /// Numbers unpacked and not handed out yet, from `ready_at` on.
    ready: Vec<u32>,
    ready_at: usize,
}

#[derive(Debug, Clone, Copy, Default)]
enum Run {
    #[default]
    None,
    Same(u32, usize),
    Packed(usize),
}

impl Hybrid {
    /// Numbers of so many bits in a part of a page.
    pub(super) fn new(bits: u8, at: usize, end: usize) -> Option<Self> {
        (bits <= 32).then(|| Self { bits, at, end, ..Self::default() })
    }

    /// Hand out `count` numbers: runs through `same`, others through `each`; `None` where there are not so many.
    pub(super) fn read<S>(
        &mut self,
        page: &[u8],
        mut count: usize,
        state: &mut S,
        same: impl Fn(&mut S, u32, usize) -> Option<()>,
        each: impl Fn(&mut S, &[u32]) -> Option<()>,
    ) -> Option<()> {
        while count > 0 {
            let ready = &self.ready[self.ready_at..];
            if !ready.is_empty() {
                let some = &ready[..ready.len().min(count)];
                each(state, some)?;
                self.ready_at += some.len();
                count -= some.len();
                continue;
            }
            match self.run {
                Run::None => self.next_run(page)?,
                Run::Same(number, times) => {
                    let step = times.min(count);
                    same(state, number, step)?;
                    count -= step;
                    self.run =
                        if times > step { Run::Same(number, times - step) } else { Run::None };
                }
                Run::Packed(left) => {
                    let step = left.min(count);
                    let whole = step / BLOCK * BLOCK;
                    self.packed(page, whole, state, &each)?;
                    count -= whole;
                    self.run = if left > whole { Run::Packed(left - whole) } else { Run::None };
                    if whole == 0 {
                        self.unpack_some(page, left);
                    }
                }
            }
        }
        Some(())
    }

    /// The number that the next `count` numbers all are, where one run says so; they are then handed out.
    pub(super) fn same(&mut self, page: &[u8], count: usize) -> Option<u32> {
        if self.ready_at < self.ready.len() {
            return None;
        }
        if matches!(self.run, Run::None) {
            self.next_run(page)?;
        }
        match self.run {
            Run::Same(number, times) if times >= count && number == 1 => {
                self.run = Run::Same(number, times - count);
                Some(number)
            }
            _ => None,
        }
    }

    /// Hand out whole blocks.
    fn packed<S>(
        &mut self,
        page: &[u8],
        count: usize,
        state: &mut S,
        each: &impl Fn(&mut S, &[u32]) -> Option<()>,
    ) -> Option<()> {
        let mut block = [0; BLOCK];
        for _ in 0..count / BLOCK {
            unpack(page.get(self.at..self.end)?, self.bits, &mut block);
            each(state, &block)?;
            self.at += 4 * usize::from(self.bits);
        }
        Some(())
    }

    /// Unpack a block of which only a part is wanted now.
    fn unpack_some(&mut self, page: &[u8], left: usize) {
        let mut block = [0; BLOCK];
        unpack(page.get(self.at..self.end).unwrap_or_default(), self.bits, &mut block);
        let step = left.min(BLOCK);
        self.ready.clear();
        self.ready.extend_from_slice(&block[..step]);
        self.ready_at = 0;
        // Packed numbers come in eights, which whole bytes hold.
        self.at += step * usize::from(self.bits) / 8;
        self.run = if left > step { Run::Packed(left - step) } else { Run::None };
    }

    fn next_run(&mut self, page: &[u8]) -> Option<()> {
        if self.bits == 0 {
            self.run = Run::Same(0, usize::MAX);
            return Some(());
        }
        let (head, used) = varint(page.get(self.at..self.end)?)?;
        self.at += used;
        let size = usize::try_from(head >> 1).ok()?;
        self.run = if head & 1 == 1 {
            let bytes = self.end - self.at;
            // The last block may be cut where its numbers are not needed.
            let numbers = (bytes * 8 / usize::from(self.bits)).min(size.checked_mul(8)?);
            Run::Packed(numbers)
        } else {
            let width = usize::from(self.bits).div_ceil(8);
            let value = page.get(self.at..self.end)?.get(..width)?;
            self.at += width;
            let number = value.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte));
            Run::Same(number, size)
        };
        // A run of none would be read for ever only if it took no bytes; it takes at least one.
        Some(())
    }
}

/// A number in groups of seven bits, and the bytes it takes.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if *byte < 0x80 {
            return Some((value, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bits: u8, page: &[u8], steps: &[usize]) -> Option<Vec<u32>> {
        let mut hybrid = Hybrid::new(bits, 0, page.len())?;
        let mut found = Vec::new();
        for step in steps {
            hybrid.read(
                page,
                *step,
                &mut found,
                |found: &mut Vec<u32>, number, times| {
                    found.resize(found.len() + times, number);
                    Some(())
                },
                |found, numbers| {
                    found.extend_from_slice(numbers);
                    Some(())
                },
            )?;
        }
        Some(found)
    }

    #[test]
    fn numbers_of_every_width_are_unpacked() {
        // Oracle: bit after bit.
        let bytes: Vec<u8> = (0..200_u32).map(|i| (i * 151 + i * i).to_le_bytes()[0]).collect();
        for bits in 1..=32_u8 {
            let bit = |at: usize| u32::from(bytes[at / 8] >> (at % 8) & 1);
            let mut block = [0; BLOCK];
            unpack(&bytes, bits, &mut block);
            for (at, number) in block.iter().enumerate() {
                let first = at * usize::from(bits);
                let expected = (0..usize::from(bits)).fold(0, |n, b| n | bit(first + b) << b);
                assert_eq!(*number, expected, "{bits} {at}");
            }
        }
    }

    #[test]
    fn runs_and_packed_numbers_are_read_in_steps_of_any_size() {
        // Oracle: 100 times 5, then 0..48 in six bits (six times eight), then 3 times 63.
        let mut page = vec![0xc8, 0x01, 5, 6 << 1 | 1];
        let mut packed = vec![0_u8; 36];
        for number in 0..48_usize {
            for bit in 0..6 {
                packed[(number * 6 + bit) / 8] |=
                    u8::from(number >> bit & 1 == 1) << ((number * 6 + bit) % 8);
            }
        }
        page.extend(&packed);
        page.extend([3 << 1, 63]);
        let expected: Vec<u32> = [vec![5; 100], (0..48).collect(), vec![63; 3]].concat();
        for steps in [vec![151], vec![1; 151], vec![100, 33, 15, 3], vec![7; 21], vec![120, 31]] {
            let count = steps.iter().sum::<usize>();
            assert_eq!(all(6, &page, &steps).as_deref(), Some(&expected[..count]), "{steps:?}");
        }
        assert_eq!(all(6, &page, &[152]), None);
        assert_eq!(all(0, &[], &[5]), Some(vec![0; 5]));
        assert!(Hybrid::new(33, 0, 0).is_none());
    }
}
