//! One column of records: its distinct values, numbered as they are met.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use super::date::{Parsed, parse, year_month};
use super::key::{key, trimmed_key};
use crate::error::{Error, Result};

/// Id of a missing value: null or blank.
pub const MISSING: u32 = 0;
/// Id of a date that cannot be read.
pub const UNREADABLE: u32 = 1;
/// Id of a date that can only be read with day and month changed over.
pub const SWAPPED: u32 = 2;
/// Most distinct values a column of codes can have; more means that the wrong column is mapped.
const MOST: usize = 1 << 20;

/// 1 January 1000 and 31 December 9999.
const FIRST_DAY: i32 = -354_285;
const LAST_DAY: i32 = 2_932_896;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Codes; every distinct text is a value.
    Text,
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

/// The distinct values of one column. Ids run from 0 ([`MISSING`]); dates also keep [`UNREADABLE`] and [`SWAPPED`].
#[derive(Debug, Clone)]
pub struct Axis {
    name: String,
    kind: Kind,
    texts: HashMap<Box<[u8]>, u32>,
    /// Value of each id: the text of a code; empty for the reserved ids and for dates.
    codes: Vec<Box<[u8]>>,
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
        let reserved = if matches!(kind, Kind::Month { .. } | Kind::Day) { 3 } else { 1 };
        Self {
            name: name.to_owned(),
            kind,
            texts: HashMap::new(),
            codes: vec![Box::default(); reserved],
            days: vec![0; reserved],
            bins: HashMap::new(),
            by_day: HashMap::new(),
            keys: vec![0],
        }
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
        if self.is_date() { self.days.len() } else { self.codes.len() }
    }

    /// Whether no value was met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == if self.is_date() { 3 } else { 1 }
    }

    /// Text of an id of a code axis; `None` for a missing value.
    #[must_use]
    pub fn code(&self, id: usize) -> Option<&str> {
        (id > 0).then(|| std::str::from_utf8(&self.codes[id]).unwrap_or_default())
    }

    /// A day of an id of a date axis; `None` for the reserved ids.
    #[must_use]
    pub fn day(&self, id: usize) -> Option<i32> {
        (id > SWAPPED as usize).then(|| self.days[id])
    }

    /// Id of a text.
    ///
    /// # Errors
    /// The column has more distinct values than a column of codes can have.
    #[inline]
    pub fn text(&mut self, raw: &[u8]) -> Result<u32> {
        if self.is_hashed() { Ok(self.hashed(raw)) } else { self.named(raw) }
    }

    fn named(&mut self, raw: &[u8]) -> Result<u32> {
        let raw = match &self.kind {
            Kind::Watched(keys) => {
                let raw = raw.trim_ascii();
                if raw.is_empty() || !keys.contains(&key(raw)) {
                    return Ok(MISSING);
                }
                raw
            }
            _ => raw,
        };
        if let Some(id) = self.texts.get(raw) {
            return Ok(*id);
        }
        let id = if raw.trim_ascii().is_empty() {
            MISSING
        } else if self.is_date() {
            match std::str::from_utf8(raw).map_or(Parsed::Unreadable, parse) {
                Parsed::Day(day) => self.on_day(day),
                Parsed::Swapped => SWAPPED,
                Parsed::Unreadable => UNREADABLE,
            }
        } else {
            self.codes.push(raw.into());
            u32::try_from(self.codes.len() - 1).unwrap_or(u32::MAX)
        };
        self.texts.insert(raw.into(), id);
        if self.texts.len() > MOST {
            return Err(Error::Input(format!(
                "column {:?} has more than {MOST} distinct values, must hold {}",
                self.name,
                if self.is_date() { "dates" } else { "codes" },
            )));
        }
        Ok(id)
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
        let reserved = if self.is_date() { 3 } else { 1 };
        let mut ids: Vec<u32> = (0..reserved).collect();
        for id in reserved as usize..other.len() {
            ids.push(if self.is_date() {
                self.on_day(other.days[id])
            } else {
                self.text(&other.codes[id])?
            });
        }
        Ok(ids)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::date::days;

    #[test]
    fn days_that_no_calendar_of_four_digits_has_are_unreadable() {
        assert_eq!((days(1000, 1, 1), days(9999, 12, 31)), (Some(FIRST_DAY), Some(LAST_DAY)));
        let mut axis = Axis::new("date", Kind::Day);
        assert_eq!(
            [FIRST_DAY - 1, LAST_DAY + 1, i32::MAX].map(|day| axis.on_day(day)),
            [UNREADABLE; 3]
        );
        assert_eq!([FIRST_DAY, LAST_DAY].map(|day| axis.on_day(day)), [3, 4]);
    }
}
