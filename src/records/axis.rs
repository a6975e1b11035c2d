//! One column of records: its distinct values, numbered as they are met.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use super::key::{cleaned, key, trimmed_key};
use super::short::{LONGEST, Short};
use crate::error::{Error, Result};
use crate::values::date::{Parsed, parse, year_month};
use crate::values::{self, Cleaned, clean};

/// Id of a missing value: null or blank.
pub const MISSING: u32 = 0;
/// Id of a date that cannot be read, and of a code that is no UTF-8.
pub const UNREADABLE: u32 = 1;
/// Id of a date that can only be read with day and month changed over.
pub const SWAPPED: u32 = 2;
/// Id of a code with control characters.
pub const UNPRINTABLE: u32 = 2;
/// Ids that stand for no value.
pub const RESERVED: usize = 3;
/// Most distinct values a column of codes can have; more means that the wrong column is mapped.
const MOST: usize = 1 << 20;
/// Texts of dates that are remembered; stamps to the second are too many, and are read each time.
const MOST_DATES: usize = 1 << 16;

/// 1 January 1000 and 31 December 9999.
const FIRST_DAY: i32 = -354_285;
const LAST_DAY: i32 = 2_932_896;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Codes or names; every distinct text is a value.
    Text(values::Kind),
    /// Days; the values are months, cut where a rule needs it: `cuts` are first days of a new value.
    Month {
        /// First days, sorted.
        cuts: Arc<[i32]>,
    },
    /// Days; every day is a value.
    Day,
    /// Values that are too many to keep, such as dwellings: only their hashes, until the next [`Axis::forget`].
    Key,
    /// Codes, but only those whose [`key`] is one of these; any other counts as missing.
    Watched(Arc<HashSet<u64>>),
}

/// The distinct values of one column. Ids run from 0 ([`MISSING`]); the first [`RESERVED`] are no values.
#[derive(Debug, Clone)]
pub struct Axis {
    name: String,
    kind: Kind,
    short: Short,
    long: HashMap<Box<[u8]>, u32>,
    /// Text of each id as it stands in the source; empty for the reserved ids and for dates.
    labels: Vec<Box<str>>,
    /// First day met of each id of a date axis.
    days: Vec<i32>,
    bins: HashMap<(i32, usize), u32>,
    by_day: HashMap<i32, u32>,
    /// Hash of each id of a [`Kind::Key`]; that of a missing value stands first.
    keys: Vec<u64>,
}

impl Axis {
    /// An axis without values.
    #[must_use]
    pub fn new(name: &str, kind: Kind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            short: Short::new(),
            long: HashMap::new(),
            labels: vec![Box::default(); RESERVED],
            days: vec![0; RESERVED],
            bins: HashMap::new(),
            by_day: HashMap::new(),
            keys: vec![0],
        }
    }

    /// An axis of the same column without values.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self::new(&self.name, self.kind.clone())
    }

    /// Name of the column in its source.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the column holds.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Whether the column holds days.
    #[must_use]
    pub fn is_date(&self) -> bool {
        matches!(self.kind, Kind::Month { .. } | Kind::Day)
    }

    /// Whether the column holds yes and no.
    #[must_use]
    pub fn is_flag(&self) -> bool {
        matches!(self.kind, Kind::Text(values::Kind::Flag))
    }

    /// Whether a whole number can be a value of the column: as a code it may have lost a leading zero.
    #[must_use]
    pub fn takes_numbers(&self) -> bool {
        self.is_keyed() || self.is_flag()
    }

    /// Whether the column holds values that are too many to keep.
    #[must_use]
    pub fn is_keyed(&self) -> bool {
        matches!(self.kind, Kind::Key | Kind::Watched(_))
    }

    /// Whether the column holds values of which only the hashes are kept.
    #[must_use]
    #[inline]
    pub fn is_hashed(&self) -> bool {
        matches!(self.kind, Kind::Key)
    }

    /// Hashes by id of a [`Kind::Key`].
    #[must_use]
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// Forget all hashes but the first `kept`; later ids start anew. That of a missing value always stays.
    pub fn forget(&mut self, kept: usize) {
        self.keys.truncate(kept.max(1));
    }

    /// Number of ids, reserved ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.is_date() { self.days.len() } else { self.labels.len() }
    }

    /// Whether no value was met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == RESERVED
    }

    /// Text of an id of a code axis as it stands in the source; `None` for the reserved ids.
    #[must_use]
    pub fn label(&self, id: usize) -> Option<&str> {
        self.labels.get(id).filter(|_| id >= RESERVED).map(|label| &**label)
    }

    /// A day of an id of a date axis; `None` for the reserved ids.
    #[must_use]
    pub fn day(&self, id: usize) -> Option<i32> {
        self.days.get(id).filter(|_| id >= RESERVED).copied()
    }

    /// Id of a text.
    ///
    /// # Errors
    /// The column has more distinct values than a column of codes can have.
    #[inline]
    pub fn text(&mut self, raw: &[u8]) -> Result<u32> {
        if raw.is_empty() {
            return Ok(MISSING);
        }
        if self.is_hashed() {
            return Ok(self.hashed(raw));
        }
        if let Some(id) = self.short.get(raw) {
            return Ok(id);
        }
        self.named(raw)
    }

    /// Add the ids of so many texts.
    ///
    /// # Errors
    /// As [`Axis::text`].
    pub(super) fn texts<'a>(
        &mut self,
        count: usize,
        mut texts: impl Iterator<Item = &'a [u8]>,
        ids: &mut Vec<u32>,
    ) -> Result<()> {
        if self.is_hashed() {
            self.hash_all(count, ids, || texts.next());
            return Ok(());
        }
        ids.reserve(count);
        for raw in texts {
            ids.push(self.text(raw)?);
        }
        Ok(())
    }

    #[inline(never)]
    fn named(&mut self, raw: &[u8]) -> Result<u32> {
        let watched = match &self.kind {
            Kind::Watched(keys) => match cleaned(raw) {
                Some(value) if keys.contains(&key(&value)) => Some(value),
                _ => return Ok(MISSING),
            },
            _ => None,
        };
        let raw = watched.as_deref().unwrap_or(raw);
        if raw.is_empty() {
            return Ok(MISSING);
        }
        let held =
            if raw.len() <= LONGEST { self.short.get(raw) } else { self.long.get(raw).copied() };
        match held {
            Some(id) => Ok(id),
            None => self.meet(raw),
        }
    }

    /// Id of a text that was not met before.
    fn meet(&mut self, raw: &[u8]) -> Result<u32> {
        let id = match std::str::from_utf8(raw) {
            Err(_) => UNREADABLE,
            Ok(text) if self.is_date() => self.of_date(text),
            Ok(text) => match clean(text) {
                Cleaned::Unprintable => UNPRINTABLE,
                Cleaned::Text(cleaned) if cleaned.is_empty() => MISSING,
                Cleaned::Text(_) => self.add(text)?,
            },
        };
        if self.is_date() && self.short_and_long() >= MOST_DATES {
            return Ok(id);
        }
        if raw.len() <= LONGEST {
            self.short.insert(raw, id);
        } else {
            self.long.insert(raw.into(), id);
        }
        Ok(id)
    }

    fn short_and_long(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Id of a label that is not there yet.
    pub(super) fn add(&mut self, label: &str) -> Result<u32> {
        if self.labels.len() >= MOST {
            return Err(Error::ManyValues { column: self.name.clone(), most: MOST });
        }
        self.labels.push(label.into());
        Ok(u32::try_from(self.labels.len() - 1).unwrap_or(u32::MAX))
    }

    fn of_date(&mut self, text: &str) -> u32 {
        let Cleaned::Text(text) = clean(text) else { return UNREADABLE };
        if values::sign(values::Kind::Day, &text).is_some() {
            return MISSING;
        }
        match parse(&text) {
            Parsed::Day(day) => self.on_day(day),
            Parsed::Swapped => SWAPPED,
            Parsed::Unreadable => UNREADABLE,
        }
    }

    /// Id of a value of a [`Kind::Key`].
    fn hashed(&mut self, raw: &[u8]) -> u32 {
        let Some(key) = trimmed_key(raw) else { return MISSING };
        self.keys.push(key);
        u32::try_from(self.keys.len() - 1).unwrap_or(u32::MAX)
    }

    /// Add the ids of values of a [`Kind::Key`], until `next` has no more; returns how many there were.
    ///
    /// The room is made beforehand, so that the loop has nothing to do but hash.
    pub(super) fn hash_all<'a>(
        &mut self,
        values: usize,
        ids: &mut Vec<u32>,
        mut next: impl FnMut() -> Option<&'a [u8]>,
    ) -> usize {
        let (first_id, first_key) = (ids.len(), self.keys.len());
        ids.resize(first_id + values, MISSING);
        self.keys.resize(first_key + values, 0);
        let room = ids[first_id..].iter_mut().zip(&mut self.keys[first_key..]);
        for (at, (id, held)) in (first_key..).zip(room) {
            let Some(raw) = next() else { return at - first_key };
            if let Some(key) = trimmed_key(raw) {
                *held = key;
                *id = u32::try_from(at).unwrap_or(u32::MAX);
            }
        }
        values
    }

    /// Id of a day, counted from 1 January 1970; [`UNREADABLE`] outside the years 1000 to 9999.
    pub fn on_day(&mut self, day: i32) -> u32 {
        if !(FIRST_DAY..=LAST_DAY).contains(&day) {
            return UNREADABLE;
        }
        if let Some(id) = self.by_day.get(&day) {
            return *id;
        }
        let key = match &self.kind {
            Kind::Month { cuts } => {
                let (year, month) = year_month(day);
                (year * 12 + month, cuts.partition_point(|cut| *cut <= day))
            }
            _ => (day, 0),
        };
        let id = *self.bins.entry(key).or_insert_with(|| {
            self.days.push(day);
            u32::try_from(self.days.len() - 1).unwrap_or(u32::MAX)
        });
        self.by_day.insert(day, id);
        id
    }

    /// Ids in this axis of the values of another axis of the same column.
    ///
    /// # Errors
    /// As [`Axis::text`].
    pub fn absorb(&mut self, other: &Self) -> Result<Vec<u32>> {
        let mut ids: Vec<u32> = (0..3).collect();
        for id in RESERVED..other.len() {
            ids.push(if self.is_date() {
                self.on_day(other.days[id])
            } else {
                self.named(other.labels[id].as_bytes())?
            });
        }
        Ok(ids)
    }
}

#[cfg(test)]
#[path = "axis_tests.rs"]
mod tests;
