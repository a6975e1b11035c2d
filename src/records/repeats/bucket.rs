//! The keys whose hashes start alike, and which of them may be of dwellings that are let twice.

use super::room::{BLOCK, Room};
use super::rule::Repeats;
use crate::records::KEY_BITS;

/// Bits of the hash that choose a bucket, so that the keys of one fit in a processor's cache.
pub(super) const BUCKET_BITS: u32 = 8;
pub(super) const BUCKETS: usize = 1 << BUCKET_BITS;
/// Bits of the hash that a key keeps.
pub(super) const REST_BITS: u32 = KEY_BITS - BUCKET_BITS;
/// A key, from its high bits: the hash without those of the bucket, the day, and in the last byte the group.
pub(super) const DAY_BITS: u32 = 16;
pub(super) const GROUP_BITS: u32 = 8;
pub(super) const HASH_AT: u32 = DAY_BITS + GROUP_BITS;
/// Most bits of the table that finds hashes that occur more than once: 1 MB.
const MOST_BITS: usize = 1 << 23;

/// Keys of all buckets that do not yet make a block, and how many each has.
#[derive(Debug)]
pub(super) struct Open {
    keys: Box<[[u64; BLOCK]]>,
    counts: [u16; BUCKETS],
}

impl Default for Open {
    fn default() -> Self {
        Self { keys: vec![[0; BLOCK]; BUCKETS].into(), counts: [0; BUCKETS] }
    }
}

impl Open {
    /// Add a key to a bucket; returns whether its block is full, and must be taken.
    #[inline]
    pub(super) fn push(&mut self, bucket: usize, key: u64) -> bool {
        let count = &mut self.counts[bucket];
        self.keys[bucket][usize::from(*count)] = key;
        *count += 1;
        usize::from(*count) == BLOCK
    }

    /// Take the full block of a bucket.
    pub(super) fn take(&mut self, bucket: usize) -> &[u64; BLOCK] {
        self.counts[bucket] = 0;
        &self.keys[bucket]
    }

    /// The keys of a bucket.
    pub(super) fn of(&self, bucket: usize) -> &[u64] {
        &self.keys[bucket][..usize::from(self.counts[bucket])]
    }
}

/// Keys of a bucket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bucket<'a> {
    /// Numbers of whole blocks.
    pub(super) full: &'a [usize],
    pub(super) room: &'a Room,
    /// Keys that do not make a block.
    pub(super) open: &'a [u64],
}

impl Bucket<'_> {
    fn each(&self, mut take: impl FnMut(u64)) {
        for block in self.full {
            self.room.block(*block).for_each(&mut take);
        }
        self.open.iter().copied().for_each(take);
    }

    /// Hashes, without the bits of the bucket, that occur more than once and may make a repeat; in order.
    pub(super) fn suspects(self, provider: &[bool; 1 << GROUP_BITS], repeats: Repeats) -> Vec<u64> {
        let keys = self.full.len() * BLOCK + self.open.len();
        // First two small tables of bits, so that only what occurs more than once need be sorted.
        let (mut seen, mut again) = (Bits::new(keys * 16), Bits::new(keys * 4));
        self.each(|key| {
            if seen.set(key >> HASH_AT) {
                again.set(key >> (HASH_AT + REST_BITS / 2));
            }
        });
        let mut lettings = Vec::new();
        self.each(|key| {
            if again.has(key >> (HASH_AT + REST_BITS / 2)) {
                let by_provider = provider[usize::from(key.to_le_bytes()[0])];
                lettings.push(key >> GROUP_BITS << 1 | u64::from(by_provider));
            }
        });
        lettings.sort_unstable();
        repeated(&lettings, repeats)
    }
}

/// Hashes of lettings (hash, day, whether through a care provider) that follow each other too soon.
fn repeated(lettings: &[u64], repeats: Repeats) -> Vec<u64> {
    let hash = |letting: u64| letting >> (DAY_BITS + 1);
    let day =
        |letting: u64| i32::try_from(letting >> 1 & ((1 << DAY_BITS) - 1)).unwrap_or_default();
    let mut found = Vec::new();
    for dwelling in lettings.chunk_by(|a, b| hash(*a) == hash(*b)) {
        let soon = |a: u64, b: u64, within: i32| day(b) - day(a) <= within;
        // Two dwellings can share a hash: a letting of one must not come between those of the other.
        let mut by_provider = dwelling.iter().filter(|letting| *letting & 1 == 1).copied();
        let mut before = by_provider.next();
        let twice = dwelling.windows(2).any(|pair| soon(pair[0], pair[1], repeats.within))
            || by_provider.any(|letting| {
                before.replace(letting).is_some_and(|first| soon(first, letting, repeats.provider))
            });
        if twice {
            found.push(hash(dwelling[0]));
        }
    }
    found
}

/// A table of bits.
struct Bits {
    words: Vec<u64>,
    mask: usize,
}

impl Bits {
    /// About this many bits, none set.
    fn new(bits: usize) -> Self {
        let bits = bits.next_power_of_two().clamp(64, MOST_BITS);
        Self { words: vec![0; bits / 64], mask: bits - 1 }
    }

    #[expect(clippy::cast_possible_truncation, reason = "only the low bits count")]
    fn at(&self, hash: u64) -> (usize, u64) {
        let bit = hash as usize & self.mask;
        (bit / 64, 1 << (bit % 64))
    }

    /// Set a bit; returns whether it was set.
    #[inline]
    fn set(&mut self, hash: u64) -> bool {
        let (word, bit) = self.at(hash);
        let before = self.words[word] & bit != 0;
        self.words[word] |= bit;
        before
    }

    #[inline]
    fn has(&self, hash: u64) -> bool {
        let (word, bit) = self.at(hash);
        self.words[word] & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dwelling_with_the_same_hash_hides_no_repeat() {
        // Oracle: lettings of two dwellings with hash 7, made by hand. Those of day 0 and 140 are of one dwelling,
        // through a care provider; that of day 70 is of another.
        let letting = |hash: u64, day: u64, provider: u64| (hash << DAY_BITS | day) << 1 | provider;
        let repeats = Repeats { within: 60, provider: 730 };
        let lettings = [letting(7, 0, 1), letting(7, 70, 0), letting(7, 140, 1), letting(8, 0, 1)];
        assert_eq!(repeated(&lettings, repeats), [7]);
        assert_eq!(repeated(&lettings[1..], repeats), [0; 0]);
    }
}
