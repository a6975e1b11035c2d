//! First pass: eight bytes per letting, and from them the dwellings that may be let twice.

use std::sync::{Arc, Mutex, PoisonError};

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::Repeats;
use super::bucket::{BUCKET_BITS, Bucket, DAY_BITS, GROUP_BITS, HASH_AT, REST_BITS};
use super::room::Room;
use crate::error::Result;
use crate::records::{Axis, Kind, MISSING};

const BUCKETS: usize = 1 << BUCKET_BITS;
/// Day 0 of a key: 2^15 days before 1 January 1970, in April 1880. Days run to September 2059; others stand at an end.
const FIRST_DAY: i32 = -(1 << 15);
/// A row that has no day.
const NO_DAY: u64 = u64::MAX;
/// Position of all groups beyond those that a key can tell apart.
const OTHER: u8 = u8::MAX;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_a_key_cannot_hold_stands_at_an_end() {
        // Oracle: 16 bits from 15 April 1880.
        let days = [i32::MIN, FIRST_DAY, 0, 32_767, 32_768, i32::MAX];
        let held = days.map(|day| day_bits(day) >> GROUP_BITS);
        assert_eq!(held, [0, 0, 32_768, 65_535, 65_535, 65_535]);
    }
}
