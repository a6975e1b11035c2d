//! Ids of short texts: the way from a field to its id, taken once per row and column.

use std::hash::{BuildHasher, RandomState};

/// Longest text that is held, in bytes.
pub(super) const LONGEST: usize = 16;

/// A text of 1 to [`LONGEST`] bytes as two words that, with its length, say all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    first: u64,
    last: u64,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    word: Word,
    /// Length of the text; 0 where the slot is free.
    size: u32,
    id: u32,
}

const FREE: Slot = Slot { word: Word { first: 0, last: 0 }, size: 0, id: 0 };

/// A table of short texts with open addressing, at most half full.
#[derive(Debug, Clone)]
pub(super) struct Short {
    slots: Vec<Slot>,
    used: usize,
    /// Bits of a hash that are not the place of a slot.
    shift: u32,
    /// Chosen anew for every table, so that no file can be made in which all texts meet.
    seeds: [u64; 2],
}

impl Short {
    pub(super) fn new() -> Self {
        let seeds = [0_u64, 1].map(|seed| RandomState::new().hash_one(seed) | 1);
        Self { slots: vec![FREE; 64], used: 0, shift: 64 - 6, seeds }
    }

    #[inline]
    fn place(&self, word: Word, size: u32) -> usize {
        let product = u128::from(word.first ^ self.seeds[0] ^ u64::from(size))
            * u128::from(word.last ^ self.seeds[1]);
        #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
        let hash = (product as u64) ^ ((product >> 64) as u64);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the high bits of the hash fit the table"
        )]
        let place = (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        place
    }

    /// Number of texts.
    pub(super) fn len(&self) -> usize {
        self.used
    }

    /// Id of a text of 1 to [`LONGEST`] bytes.
    #[inline]
    pub(super) fn get(&self, raw: &[u8]) -> Option<u32> {
        let (word, size) = word(raw)?;
        let mut at = self.place(word, size);
        loop {
            let slot = &self.slots[at];
            if slot.size == size && slot.word == word {
                return Some(slot.id);
            }
            if slot.size == 0 {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Hold a text that is not there yet.
    pub(super) fn insert(&mut self, raw: &[u8], id: u32) {
        let Some((word, size)) = word(raw) else { return };
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        self.used += 1;
        self.put(Slot { word, size, id });
    }

    fn put(&mut self, slot: Slot) {
        let mut at = self.place(slot.word, slot.size);
        while self.slots[at].size != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let larger = vec![FREE; self.slots.len() * 2];
        let held = std::mem::replace(&mut self.slots, larger);
        self.shift -= 1;
        for slot in held.into_iter().filter(|slot| slot.size != 0) {
            self.put(slot);
        }
    }
}

/// The first and the last eight bytes, which meet or overlap.
#[inline]
fn word(raw: &[u8]) -> Option<(Word, u32)> {
    let word = match raw.len() {
        8..=LONGEST => Word {
            first: u64::from_le_bytes(*raw.first_chunk()?),
            last: u64::from_le_bytes(*raw.last_chunk()?),
        },
        4..8 => Word {
            first: u64::from(u32::from_le_bytes(*raw.first_chunk()?)),
            last: u64::from(u32::from_le_bytes(*raw.last_chunk()?)),
        },
        1..4 => Word {
            first: u64::from(raw[0]) << 8 | u64::from(raw[raw.len() / 2]),
            last: u64::from(raw[raw.len() - 1]),
        },
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "at most 16")]
    let size = raw.len() as u32;
    Some((word, size))
}

#[cfg(test)]
mod tests {
    use hashbrown::HashMap;

    use super::*;

    #[test]
    fn every_short_text_has_an_id_of_its_own() {
        // Oracle: a map of whole texts; all texts of up to three letters of five bytes, and long ones that differ in
        // one byte.
        let mut texts: Vec<Vec<u8>> = vec![Vec::new()];
        for _ in 0..3 {
            let longer = texts.iter().flat_map(|text| {
                [0, b'a', b'b', b' ', 255].map(|byte| [text.as_slice(), &[byte]].concat())
            });
            texts.extend(longer.collect::<Vec<_>>());
        }
        for size in 1..=LONGEST {
            for at in 0..size {
                let mut text = vec![b'x'; size];
                text[at] = b'y';
                texts.push(text);
            }
        }
        let mut table = Short::new();
        let mut oracle = HashMap::new();
        for (id, text) in (0..).zip(texts.iter().filter(|text| !text.is_empty())) {
            assert_eq!(table.get(text), oracle.get(text).copied(), "{text:?}");
            if !oracle.contains_key(text) {
                table.insert(text, id);
                oracle.insert(text.clone(), id);
            }
        }
        assert!(oracle.iter().all(|(text, id)| table.get(text) == Some(*id)));
        assert_eq!((table.get(b""), table.get(&[b'x'; 17])), (None, None));
    }
}
