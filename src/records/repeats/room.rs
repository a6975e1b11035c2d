//! Border: room for many keys, in large pages. The only file that names memmap2.
//!
//! Keys fill tens of megabytes once. In pages of 4 kB the system would take longer to hand those out than the keys
//! take to be written; in pages of 2 MB, where it has them, the time is lost in the noise.

use memmap2::MmapMut;

use crate::error::{Error, Result};

/// Keys of a block.
pub(super) const BLOCK: usize = 512;
/// Blocks of a slab: 8 MB, of which only the pages that are written take memory.
const SLAB: usize = 2048;
const BYTES: usize = size_of::<u64>();

/// Blocks of keys, by number.
#[derive(Debug, Default)]
pub(super) struct Room {
    slabs: Vec<MmapMut>,
    /// Blocks in the last slab.
    used: usize,
}

impl Room {
    /// Store a whole block; returns its number.
    pub(super) fn add(&mut self, keys: &[u64]) -> Result<usize> {
        if self.slabs.is_empty() || self.used == SLAB {
            self.slabs.push(slab()?);
            self.used = 0;
        }
        let (at, start) = (self.slabs.len() - 1, self.used * BLOCK * BYTES);
        self.used += 1;
        let (words, _) = self.slabs[at][start..].as_chunks_mut::<BYTES>();
        for (word, key) in words[..BLOCK].iter_mut().zip(keys) {
            *word = key.to_le_bytes();
        }
        Ok(at * SLAB + self.used - 1)
    }

    /// The keys of a block.
    pub(super) fn block(&self, number: usize) -> impl Iterator<Item = u64> {
        let start = number % SLAB * BLOCK * BYTES;
        let (words, _) = self.slabs[number / SLAB][start..].as_chunks::<BYTES>();
        words[..BLOCK].iter().map(|word| u64::from_le_bytes(*word))
    }

    /// Whether so little is stored that it had better be copied than kept in slabs of its own.
    pub(super) fn is_small(&self) -> bool {
        self.slabs.len() < 2
    }

    /// Take over the slabs of another room; returns what to add to the numbers of its blocks.
    pub(super) fn take(&mut self, other: Self) -> usize {
        let before = self.slabs.len() * SLAB;
        if !other.slabs.is_empty() {
            self.slabs.extend(other.slabs);
            self.used = other.used;
        }
        before
    }
}

fn slab() -> Result<MmapMut> {
    let map = MmapMut::map_anon(SLAB * BLOCK * BYTES)
        .map_err(|error| Error::NoMemory { reason: error.to_string() })?;
    // Only a matter of speed: without large pages all works the same.
    #[cfg(target_os = "linux")]
    drop(map.advise(memmap2::Advice::HugePage));
    Ok(map)
}
