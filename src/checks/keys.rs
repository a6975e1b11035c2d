//! First pass: eight bytes per letting, and from them the dwellings that may be let twice.

use std::sync::{Arc, Mutex, PoisonError};

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::Repeats;
use super::room::{BLOCK, Room};
use crate::error::Result;
use crate::records::{Axis, KEY_BITS, Kind, MISSING};

/// Bits of the hash that choose a bucket, so that the keys of one fit in a processor's cache.
const BUCKET_BITS: u32 = 8;
const BUCKETS: usize = 1 << BUCKET_BITS;
/// A key, from its high bits: the hash without those of the bucket, the day, and in the last byte the group.
const DAY_BITS: u32 = 16;
const GROUP_BITS: u32 = 8;
const HASH_AT: u32 = DAY_BITS + GROUP_BITS;
/// Bits of a key that are of the hash.
const REST_BITS: u32 = KEY_BITS - BUCKET_BITS;
/// Day 0 of a key: 2^15 days before 1 January 1970, in April 1880. Days run to September 2059; others stand at an end.
const FIRST_DAY: i32 = -(1 << 15);
/// A row that has no day.
const NO_DAY: u64 = u64::MAX;
/// Position of all groups beyond those that a key can tell apart.
const OTHER: u8 = u8::MAX;
/// Most bits of the table that finds hashes that occur more than once: 1 MB.
const MOST_BITS: usize = 1 << 23;

/// A key per letting: a hash of the dwelling, the day, the group.
#[derive(Debug)]
pub struct Keys {
    /// Positions of the axes of the dwelling ([`crate::records::Kind::Key`]), the day and the group.
    at: [usize; 3],
    buckets: Vec<Bucket>,
    room: Room,
    groups: Groups,
    days: Axis,
    /// Day and group of each id, as they stand in a key.
    day_of: Vec<u64>,
    group_of: Vec<u64>,
    /// Id of each day in a coarser axis, and those of the rows at hand.
    coarser: (Vec<u32>, Vec<u32>),
}

/// Labels of groups, numbered alike by all threads.
#[derive(Debug, Clone, Default)]
struct Groups(Arc<Mutex<HashMap<Box<str>, u8>>>);

impl Groups {
    fn number(&self, label: &str) -> u8 {
        let mut groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = u8::try_from(groups.len() + 1).unwrap_or(OTHER);
        if next == OTHER && !groups.contains_key(label) {
            return OTHER;
        }
        *groups.entry(label.into()).or_insert(next)
    }

    /// Whether each number may be of one of these labels.
    fn among(&self, labels: &HashSet<String>) -> [bool; 1 << GROUP_BITS] {
        let groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut among = [false; 1 << GROUP_BITS];
        among[usize::from(OTHER)] = true;
        for (label, number) in groups.iter() {
            among[usize::from(*number)] = labels.contains(&**label);
        }
        among
    }
}

impl Keys {
    /// No keys yet; `at` are the positions of the axes of the dwelling ([`crate::records::Kind::Key`]), the day and
    /// the group.
    #[must_use]
    pub fn new(at: [usize; 3]) -> Self {
        Self::of(at, Groups::default())
    }

    fn of(at: [usize; 3], groups: Groups) -> Self {
        let mut buckets = Vec::new();
        buckets.resize_with(BUCKETS, Bucket::default);
        let days = Axis::new("day", Kind::Day);
        let (day_of, group_of, coarser) = Default::default();
        let room = Room::default();
        Self { at, buckets, room, groups, days, day_of, group_of, coarser }
    }

    /// No keys yet, to be merged with these: for another thread or source.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self::of(self.at, self.groups.clone())
    }

    /// Add the keys of another part.
    ///
    /// # Errors
    /// There is no memory for them.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        let Self { buckets, room, .. } = other;
        let small = room.is_small() && !self.room.is_small();
        if small {
            for (mine, theirs) in self.buckets.iter_mut().zip(&buckets) {
                for block in &theirs.full {
                    let keys: Vec<u64> = room.block(*block).collect();
                    mine.full.push(self.room.add(&keys)?);
                }
            }
        }
        let before = if small { 0 } else { self.room.take(room) };
        for (mine, theirs) in self.buckets.iter_mut().zip(buckets) {
            if !small {
                mine.full.extend(theirs.full.iter().map(|block| before + block));
            }
            for key in theirs.open {
                mine.push(key, &mut self.room)?;
            }
        }
        Ok(())
    }

    /// Position of the column of days.
    #[must_use]
    pub fn date(&self) -> usize {
        self.at[1]
    }

    /// The column of days.
    pub fn days(&mut self) -> &mut Axis {
        &mut self.days
    }

    /// Ids of rows in a coarser axis of the same column, such as that of months.
    pub fn coarser(&mut self, ids: &[u32], axis: &mut Axis) -> &[u32] {
        let (of, rows) = &mut self.coarser;
        for id in of.len()..self.days.len() {
            // The ids of dates that are no days are the same in both.
            let same = u32::try_from(id).unwrap_or(MISSING);
            of.push(self.days.day(id).map_or(same, |day| axis.on_day(day)));
        }
        rows.clear();
        rows.extend(ids.iter().map(|id| of[*id as usize]));
        rows
    }

    /// Take rows: the axes, of which that of the days is [`Keys::days`], and ids per axis.
    ///
    /// # Errors
    /// There is no memory for their keys.
    pub fn rows(&mut self, axes: &[Axis], ids: &[&[u32]]) -> Result<()> {
        let (dwellings, groups) = (&axes[self.at[0]], &axes[self.at[2]]);
        for id in self.day_of.len()..self.days.len() {
            self.day_of.push(self.days.day(id).map_or(NO_DAY, day_bits));
        }
        for id in self.group_of.len()..groups.len() {
            self.group_of.push(groups.code(id).map_or(0, |label| self.groups.number(label)).into());
        }
        let hashes = dwellings.keys();
        let ids = self.at.map(|at| ids[at]);
        for ((dwelling, day), group) in ids[0].iter().zip(ids[1]).zip(ids[2]) {
            let day = self.day_of[*day as usize];
            if day != NO_DAY && *dwelling != MISSING {
                let hash = hashes[*dwelling as usize];
                let key = hash << HASH_AT | day | self.group_of[*group as usize];
                let bucket = (hash >> REST_BITS) as usize & (BUCKETS - 1);
                self.buckets[bucket].push(key, &mut self.room)?;
            }
        }
        Ok(())
    }

    /// Hashes, in order, of the dwellings that may be let twice; `provider` are the labels of groups that are let
    /// through a care provider first. The keys are used up.
    #[must_use]
    pub fn suspects(&mut self, provider: &HashSet<String>, repeats: Repeats) -> Vec<u64> {
        let provider = self.groups.among(provider);
        let (buckets, room) = (std::mem::take(&mut self.buckets), std::mem::take(&mut self.room));
        let of = |(at, bucket): (usize, &Bucket)| {
            let found = bucket.suspects(&room, &provider, repeats);
            found.into_iter().map(move |rest| (at as u64) << REST_BITS | rest)
        };
        buckets.par_iter().enumerate().flat_map_iter(of).collect()
    }
}

fn day_bits(day: i32) -> u64 {
    let day = day.saturating_sub(FIRST_DAY).clamp(0, (1 << DAY_BITS) - 1);
    u64::from(day.unsigned_abs()) << GROUP_BITS
}

/// The keys whose hashes start alike.
#[derive(Debug, Default)]
struct Bucket {
    /// Numbers of whole blocks.
    full: Vec<usize>,
    /// Keys that do not yet make a block.
    open: Vec<u64>,
}

impl Bucket {
    #[inline]
    fn push(&mut self, key: u64, room: &mut Room) -> Result<()> {
        self.open.push(key);
        if self.open.len() == BLOCK {
            self.full.push(room.add(&self.open)?);
            self.open.clear();
        }
        Ok(())
    }

    fn each(&self, room: &Room, mut take: impl FnMut(u64)) {
        for block in &self.full {
            room.block(*block).for_each(&mut take);
        }
        self.open.iter().copied().for_each(take);
    }

    /// Hashes, without the bits of the bucket, that occur more than once and may make a repeat; in order.
    fn suspects(
        &self,
        room: &Room,
        provider: &[bool; 1 << GROUP_BITS],
        repeats: Repeats,
    ) -> Vec<u64> {
        let keys = self.full.len() * BLOCK + self.open.len();
        // First two small tables of bits, so that only what occurs more than once need be sorted.
        let (mut seen, mut again) = (Bits::new(keys * 16), Bits::new(keys * 4));
        self.each(room, |key| {
            if seen.set(key >> HASH_AT) {
                again.set(key >> (HASH_AT + REST_BITS / 2));
            }
        });
        let mut lettings = Vec::new();
        self.each(room, |key| {
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
