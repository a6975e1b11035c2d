//! Time zones of columns of Parquet: the file keeps points in time in UTC, the zone stands in the schema of Arrow.
//!
//! Of that schema (a flatbuffer, `Schema.fbs` of Apache Arrow) only names and zones of columns are read. Border: the
//! only file that names chrono and base64.

use base64::Engine;
use chrono::{DateTime, FixedOffset, Offset, TimeZone, Utc};
use hashbrown::HashMap;

const A_DAY: i64 = 86_400;

/// A time zone, with what is known of its days.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    rule: Rule,
    /// Seconds from UTC of each day of UTC that has one offset; `None` of others.
    known: HashMap<i64, Option<i64>>,
}

#[derive(Debug, Clone)]
enum Rule {
    Fixed(FixedOffset),
    Named(chrono_tz::Tz),
}

impl Zone {
    /// The zone of this name: `Europe/Amsterdam`, `+01:00`.
    pub(super) fn named(name: &str) -> Option<Self> {
        let rule = match name.parse::<chrono_tz::Tz>() {
            Ok(zone) => Rule::Named(zone),
            Err(_) => Rule::Fixed(name.parse().ok()?),
        };
        Some(Self { rule, known: HashMap::new() })
    }

    /// The day, in the zone, of a number of seconds since 1970 in UTC.
    pub(super) fn day(&mut self, seconds: i64) -> i64 {
        let day = seconds.div_euclid(A_DAY);
        let offset = match self.known.get(&day) {
            Some(Some(offset)) => *offset,
            Some(None) => self.offset(seconds),
            None => {
                let [first, last] = [0, A_DAY - 1]
                    .map(|second| self.offset(day.saturating_mul(A_DAY).saturating_add(second)));
                self.known.insert(day, (first == last).then_some(first));
                self.offset(seconds)
            }
        };
        seconds.saturating_add(offset).div_euclid(A_DAY)
    }

    /// Seconds from UTC at a point in time; 0 far outside the calendar.
    fn offset(&self, seconds: i64) -> i64 {
        let Some(at) = DateTime::<Utc>::from_timestamp(seconds, 0) else { return 0 };
        let at = at.naive_utc();
        let offset = match &self.rule {
            Rule::Fixed(offset) => *offset,
            Rule::Named(zone) => zone.offset_from_utc_datetime(&at).fix(),
        };
        i64::from(offset.local_minus_utc())
    }
}

/// Names of time zones by column, out of the schema of Arrow in base64; empty where it is none.
pub(super) fn zones(schema: &str) -> HashMap<String, String> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(schema).unwrap_or_default();
    // Since 2019 a mark and the length stand before the message, earlier the length alone.
    let start = if bytes.starts_with(&[0xff; 4]) { 8 } else { 4 };
    let buffer = Buffer(bytes.get(start..).unwrap_or_default());
    buffer.zones().unwrap_or_default()
}

/// A flatbuffer: tables of fields at offsets, none of which is believed.
struct Buffer<'a>(&'a [u8]);

impl Buffer<'_> {
    fn word<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..)?.first_chunk().copied()
    }

    fn u32(&self, at: usize) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.word(at)?)).ok()
    }

    /// Where the offset at a place points to.
    fn follow(&self, at: usize) -> Option<usize> {
        at.checked_add(self.u32(at)?)
    }

    /// Place of a field of a table, by its number.
    fn field(&self, table: usize, number: usize) -> Option<usize> {
        let back = i64::from(i32::from_le_bytes(self.word(table)?));
        let index = usize::try_from(i64::try_from(table).ok()?.checked_sub(back)?).ok()?;
        let size = usize::from(u16::from_le_bytes(self.word(index)?));
        let entry = 4 + 2 * number;
        if entry + 2 > size {
            return None;
        }
        match u16::from_le_bytes(self.word(index.checked_add(entry)?)?) {
            0 => None,
            offset => table.checked_add(usize::from(offset)),
        }
    }

    fn text(&self, at: usize) -> Option<&str> {
        let start = self.follow(at)?;
        let text = self.0.get(start + 4..)?.get(..self.u32(start)?)?;
        std::str::from_utf8(text).ok()
    }

    /// Message: 2 = header (Schema: 1 = fields). Field: 0 = name, 2 = number of its type, 3 = type. The type of
    /// points in time, number 10, has 1 = time zone.
    fn zones(&self) -> Option<HashMap<String, String>> {
        let schema = self.follow(self.field(self.follow(0)?, 2)?)?;
        let list = self.follow(self.field(schema, 1)?)?;
        let count = self.u32(list)?.min(self.0.len() / 4);
        let zone = |at: usize| {
            let field = self.follow(list + 4 + 4 * at)?;
            let [of] = self.word(self.field(field, 2)?)?;
            let time = self.follow(self.field(field, 3)?).filter(|_| of == 10)?;
            let name = self.text(self.field(field, 0)?)?;
            Some((name.to_owned(), self.text(self.field(time, 1)?)?.to_owned()))
        };
        Some((0..count).filter_map(zone).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_the_zone() {
        // Oracle: summer time in 2017 ran from 26 March, 1:00 UTC, to 29 October, 1:00 UTC.
        let mut zone = Zone::named("Europe/Amsterdam").unwrap();
        let seconds = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().timestamp();
        let day = |text: &str| seconds(&format!("{text}T00:00:00Z")) / A_DAY;
        for (at, local) in [
            ("2016-12-31T22:59:59Z", "2016-12-31"),
            ("2016-12-31T23:00:00Z", "2017-01-01"),
            ("2017-03-26T22:00:00Z", "2017-03-27"),
            ("2017-03-26T00:30:00Z", "2017-03-26"),
            ("2017-06-30T22:00:00Z", "2017-07-01"),
            ("2017-10-29T22:59:59Z", "2017-10-29"),
            ("2017-10-29T23:00:00Z", "2017-10-30"),
        ] {
            for _ in 0..2 {
                assert_eq!(zone.day(seconds(at)), day(local), "{at}");
            }
        }
        assert_eq!(
            Zone::named("+05:30").unwrap().day(seconds("2016-12-31T18:30:00Z")),
            day("2017-01-01")
        );
        assert_eq!(zone.day(i64::MAX), i64::MAX / A_DAY);
        assert!(Zone::named("Nowhere/Land").is_none());
    }

    #[test]
    fn a_damaged_schema_gives_no_zones() {
        let schema = base64::engine::general_purpose::STANDARD.encode([255; 64]);
        for text in ["", "?", "AAAA", &schema] {
            assert!(zones(text).is_empty());
        }
    }
}
