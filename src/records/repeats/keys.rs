//! First pass: eight bytes per letting, and from them the dwellings that may be let twice.

use std::sync::{Arc, Mutex, PoisonError};

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::bucket::{BUCKETS, Bucket, DAY_BITS, GROUP_BITS, HASH_AT, Open, REST_BITS};
use super::room::Room;
use super::rule::Repeats;
use crate::error::Result;
use crate::records::{Axis, Kind, MISSING};
use crate::values::{Cleaned, clean};

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
    /// Numbers of the whole blocks of each bucket.
    full: Vec<Vec<usize>>,
    room: Room,
    open: Open,
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
    /// Number of a label, the same for all its spellings.
    fn number(&self, label: &str) -> u8 {
        let Cleaned::Text(label) = clean(label) else { return OTHER };
        let mut groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = u8::try_from(groups.len() + 1).unwrap_or(OTHER);
        if next == OTHER && !groups.contains_key(&*label) {
            return OTHER;
        }
        *groups.entry((*label).into()).or_insert(next)
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
        let full = vec![Vec::new(); BUCKETS];
        let days = Axis::new("day", Kind::Day);
        let (room, open, day_of, group_of, coarser) = Default::default();
        Self { at, full, room, open, groups, days, day_of, group_of, coarser }
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
        let Self { full, room, open, .. } = other;
        if room.is_small() && !self.room.is_small() {
            for (mine, theirs) in self.full.iter_mut().zip(full) {
                for block in theirs {
                    let keys: Vec<u64> = room.block(block).collect();
                    mine.push(self.room.add(&keys)?);
                }
            }
        } else {
            let before = self.room.take(room);
            for (mine, theirs) in self.full.iter_mut().zip(full) {
                mine.extend(theirs.into_iter().map(|block| before + block));
            }
        }
        for bucket in 0..BUCKETS {
            for key in open.of(bucket) {
                self.push(bucket, *key)?;
            }
        }
        Ok(())
    }

    #[inline]
    fn push(&mut self, bucket: usize, key: u64) -> Result<()> {
        if self.open.push(bucket, key) { self.store(bucket) } else { Ok(()) }
    }

    #[cold]
    fn store(&mut self, bucket: usize) -> Result<()> {
        self.full[bucket].push(self.room.add(self.open.take(bucket))?);
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
            self.group_of
                .push(groups.label(id).map_or(0, |label| self.groups.number(label)).into());
        }
        let hashes = dwellings.keys();
        let ids = self.at.map(|at| ids[at]);
        for ((dwelling, day), group) in ids[0].iter().zip(ids[1]).zip(ids[2]) {
            let day = self.day_of[*day as usize];
            if day != NO_DAY && *dwelling != MISSING {
                let hash = hashes[*dwelling as usize];
                let key = hash << HASH_AT | day | self.group_of[*group as usize];
                let bucket = (hash >> REST_BITS) as usize & (BUCKETS - 1);
                self.push(bucket, key)?;
            }
        }
        Ok(())
    }

    /// Hashes, in order, of the dwellings that may be let twice; `provider` are the (cleaned) labels of groups that
    /// are let through a care provider first. The keys are used up.
    #[must_use]
    pub fn suspects(&mut self, provider: &HashSet<String>, repeats: Repeats) -> Vec<u64> {
        let provider = self.groups.among(provider);
        let room = std::mem::take(&mut self.room);
        let open = std::mem::take(&mut self.open);
        let of = |(at, full): (usize, &mut Vec<usize>)| {
            let full = std::mem::take(full);
            let bucket = Bucket { full: &full, room: &room, open: open.of(at) };
            let found = bucket.suspects(&provider, repeats);
            found.into_iter().map(move |rest| (at as u64) << REST_BITS | rest)
        };
        self.full.par_iter_mut().enumerate().flat_map_iter(of).collect()
    }
}

fn day_bits(day: i32) -> u64 {
    let day = day.saturating_sub(FIRST_DAY).clamp(0, (1 << DAY_BITS) - 1);
    u64::from(day.unsigned_abs()) << GROUP_BITS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::key;
    use crate::values;

    #[test]
    fn a_day_that_a_key_cannot_hold_stands_at_an_end() {
        // Oracle: 16 bits from 15 April 1880.
        let days = [i32::MIN, FIRST_DAY, 0, 32_767, 32_768, i32::MAX];
        let held = days.map(|day| day_bits(day) >> GROUP_BITS);
        assert_eq!(held, [0, 0, 32_768, 65_535, 65_535, 65_535]);
    }

    #[test]
    fn parts_of_any_size_merge_into_all_their_keys() {
        // Oracle: parts are ranges of numbers; a number in two parts is let twice on one day. The first part fills
        // more than a slab, so that its slabs are taken over, and the blocks of the later ones are copied.
        let mut whole = Keys::new([0, 1, 2]);
        for range in
            [0..1_200_000, 1_200_000..1_300_000, 1_290_000..1_290_010, 1_300_000..1_600_000]
        {
            let mut part = whole.fresh();
            let mut axes = [Kind::Key, Kind::Day, Kind::Text(values::Kind::Group)]
                .map(|kind| Axis::new("", kind));
            let number = |n: u32| axes[0].text(n.to_string().as_bytes()).unwrap();
            let dwellings: Vec<u32> = range.map(number).collect();
            let days = vec![part.days().on_day(17_000); dwellings.len()];
            let groups = vec![MISSING; dwellings.len()];
            part.rows(&axes, &[&dwellings, &days, &groups]).unwrap();
            whole.merge(part).unwrap();
        }
        let expected = (1_290_000..1_290_010).map(|n: u32| key(n.to_string().as_bytes()));
        let mut expected: Vec<u64> = expected.collect();
        expected.sort_unstable();
        let repeats = Repeats { within: 60, provider: 730 };
        assert_eq!(whole.suspects(&HashSet::new(), repeats), expected);
    }
}
