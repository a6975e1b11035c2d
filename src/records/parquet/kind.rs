//! What the stored values of a column mean.

use std::sync::Arc;

use super::column::Make;
use super::footer::{Leaf, Logical, Physical, Unit};
use super::values::{Raw, next_text};
use super::zone::Zone;
use crate::error::{Error, Result};
use crate::phrase::Phrase;
use crate::records::{Axis, MISSING};

/// Nanoseconds of a day, and days from the start of Julian days to 1 January 1970.
const DAY_NANOS: i64 = 86_400_000_000_000;
const JULIAN_1970: i64 = 2_440_588;

/// What the values of a column mean.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Text,
    Flag,
    Whole,
    Unsigned,
    Real,
    Decimal(u32),
    Days,
    /// Points in time, in so many units a second, in a time zone or as they stand.
    Stamp(i64, Option<Zone>),
    /// Points in time as Spark and Impala write them: nanoseconds of the day, and the day.
    Int96,
    Other(Phrase),
}

impl Kind {
    /// Of a column, whose time zone has this name; the name where it is not known.
    pub(super) fn of(leaf: &Leaf, zone: Option<&str>) -> std::result::Result<Self, String> {
        Ok(match (leaf.physical, leaf.logical) {
            (_, Logical::Nothing) => Self::Other(Phrase::NOTHING),
            (_, Logical::Other(what)) => Self::Other(what),
            (Physical::Boolean, _) => Self::Flag,
            (Physical::Int32, Logical::Date) => Self::Days,
            (Physical::Int64, Logical::Stamp { unit, utc }) => {
                let units = match unit {
                    Unit::Milli => 1_000,
                    Unit::Micro => 1_000_000,
                    Unit::Nano => 1_000_000_000,
                };
                let zone = zone.filter(|_| utc);
                let known = |name| Zone::named(name).ok_or_else(|| name.to_owned());
                Self::Stamp(units, zone.map(known).transpose()?)
            }
            (Physical::Int96, _) => Self::Int96,
            (
                Physical::Int32 | Physical::Int64 | Physical::Bytes | Physical::Fixed(_),
                Logical::Decimal { scale },
            ) => Self::Decimal(scale),
            (Physical::Int32 | Physical::Int64, Logical::Unsigned) => Self::Unsigned,
            (Physical::Int32 | Physical::Int64, _) => Self::Whole,
            (Physical::Float | Physical::Double, _) => Self::Real,
            (Physical::Bytes, _) => Self::Text,
            (Physical::Fixed(_), _) => Self::Other(Phrase::BYTES),
        })
    }

    /// What a table holds of it, where it is read.
    pub(super) fn holds(&self) -> Option<&'static str> {
        match self {
            // Of nothing, all values are missing.
            Self::Text | Self::Other(Phrase::NOTHING) => Some("text"),
            Self::Flag => Some("flag"),
            Self::Whole | Self::Unsigned => Some("whole"),
            Self::Real | Self::Decimal(_) => Some("number"),
            Self::Days | Self::Stamp(..) | Self::Int96 => Some("day"),
            Self::Other(_) => None,
        }
    }

    /// A name for messages.
    fn name(&self) -> Phrase {
        match self {
            Self::Text => Phrase::TEXT,
            Self::Flag => Phrase::FLAGS,
            Self::Whole | Self::Unsigned => Phrase::WHOLE,
            Self::Real | Self::Decimal(_) => Phrase::NUMBERS,
            Self::Days => Phrase::DATES,
            Self::Stamp(..) | Self::Int96 => Phrase::TIMES,
            Self::Other(what) => *what,
        }
    }

    /// That a column must hold something else; the file is filled in where it is known.
    pub(super) fn must_hold(&self, column: &str, expected: Phrase) -> Error {
        let number = matches!(self, Self::Whole | Self::Unsigned | Self::Real | Self::Decimal(_));
        let (file, column, holds) = (String::new(), column.to_owned(), self.name());
        if number && expected == Phrase::TEXT {
            return Error::LostZero { file, column, holds };
        }
        Error::ColumnHolds { file, column, holds, expected }
    }

    /// The day of a value; `None` where it is none.
    fn day(&mut self, raw: Raw<'_>) -> Option<i64> {
        match (self, raw) {
            (Self::Days, Raw::Int32(day)) => Some(i64::from(day)),
            (Self::Stamp(units, zone), Raw::Int64(stamp)) => {
                let seconds = stamp.div_euclid(*units);
                Some(match zone {
                    Some(zone) => zone.day(seconds),
                    None => seconds.div_euclid(86_400),
                })
            }
            (Self::Int96, Raw::Int96(bytes)) => {
                let (nanos, day) = bytes.split_first_chunk()?;
                let nanos = i64::from_le_bytes(*nanos).div_euclid(DAY_NANOS);
                let day = u32::from_le_bytes(*day.first_chunk()?);
                Some(i64::from(day) - JULIAN_1970 + nanos)
            }
            _ => None,
        }
    }

    /// What a value is in a table.
    fn cell(&mut self, raw: Raw<'_>) -> Option<Cell> {
        Some(match (&mut *self, raw) {
            (Self::Text, Raw::Bytes(bytes)) => match std::str::from_utf8(bytes) {
                Ok(text) => Cell::Text(text.into()),
                Err(_) => Cell::NoText,
            },
            (Self::Flag, Raw::Flag(flag)) => Cell::Flag(flag),
            (Self::Whole, Raw::Int32(value)) => Cell::Whole(value.into()),
            (Self::Whole, Raw::Int64(value)) => Cell::Whole(value.into()),
            (Self::Unsigned, Raw::Int32(value)) => Cell::Whole(value.cast_unsigned().into()),
            (Self::Unsigned, Raw::Int64(value)) => Cell::Whole(value.cast_unsigned().into()),
            (Self::Real, Raw::Float(value)) => Cell::Real(value.into()),
            (Self::Real, Raw::Double(value)) => Cell::Real(value),
            (Self::Decimal(scale), raw) => Cell::Real(decimal(raw, *scale)?),
            (Self::Other(_), _) => return None,
            (_, raw) => Cell::Day(i32::try_from(self.day(raw)?).unwrap_or(i32::MAX)),
        })
    }
}

/// The number of a value stored without its decimal mark.
fn decimal(raw: Raw<'_>, scale: u32) -> Option<f64> {
    let digits = match raw {
        Raw::Int32(value) => i128::from(value),
        Raw::Int64(value) => i128::from(value),
        // High byte first, in two's complement.
        Raw::Bytes(bytes) if (1..=16).contains(&bytes.len()) => {
            let sign = if bytes[0] >= 0x80 { -1 } else { 0 };
            bytes.iter().fold(sign, |value, byte| value << 8 | i128::from(*byte))
        }
        _ => return None,
    };
    // Through text, so that 785.50 is the number nearest to it.
    format!("{digits}e-{scale}").parse().ok()
}

/// A value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// There is none.
    Missing,
    /// Text.
    Text(Arc<str>),
    /// Text that is no UTF-8.
    NoText,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i128),
    /// A number.
    Real(f64),
    /// Days since 1970.
    Day(i32),
}

/// Values of a table of one column.
pub(super) struct Cells<'a> {
    pub(super) kind: &'a mut Kind,
    pub(super) column: &'a str,
}

impl Make for Cells<'_> {
    type Of = Cell;

    fn missing(&self) -> Cell {
        Cell::Missing
    }

    fn make(&mut self, raw: Raw<'_>) -> Result<Cell> {
        let what = Phrase::READ_KINDS;
        self.kind.cell(raw).ok_or_else(|| self.kind.must_hold(self.column, what))
    }
}

/// Ids of the values of one column.
pub(super) struct Ids<'a> {
    pub(super) kind: &'a mut Kind,
    pub(super) axis: &'a mut Axis,
}

impl Make for Ids<'_> {
    type Of = u32;

    fn missing(&self) -> u32 {
        MISSING
    }

    #[inline]
    fn make(&mut self, raw: Raw<'_>) -> Result<u32> {
        match (&*self.kind, raw) {
            (Kind::Text, Raw::Bytes(text)) => self.axis.text(text),
            _ => self.other(raw),
        }
    }

    fn make_texts(&mut self, rest: &mut &[u8], count: usize, into: &mut Vec<u32>) -> Option<bool> {
        let texts = matches!(self.kind, Kind::Text) && self.axis.is_hashed();
        texts.then(|| self.axis.hash_all(count, into, || next_text(rest)) == count)
    }

    fn held(&self) -> usize {
        self.axis.keys().len()
    }

    fn forget(&mut self, held: usize) {
        self.axis.forget(held);
    }
}

impl Ids<'_> {
    fn other(&mut self, raw: Raw<'_>) -> Result<u32> {
        if self.axis.is_date() {
            let day = self.kind.day(raw);
            let day = day.ok_or_else(|| self.kind.must_hold(self.axis.name(), Phrase::DATES))?;
            return Ok(self.axis.on_day(i32::try_from(day).unwrap_or(i32::MAX)));
        }
        match self.kind.cell(raw) {
            Some(Cell::Flag(flag)) => self.axis.text(if flag { b"true" } else { b"false" }),
            // An identifier, or yes and no, that was stored as a number, by its digits.
            Some(Cell::Whole(value)) if self.axis.takes_numbers() => {
                self.axis.text(value.to_string().as_bytes())
            }
            // Yes and no of which some are missing become broken numbers on their way through pandas.
            Some(Cell::Real(value)) if self.axis.is_flag() && [0.0, 1.0].contains(&value) => {
                self.axis.text(if value > 0.5 { b"1" } else { b"0" })
            }
            _ => Err(self.kind.must_hold(self.axis.name(), Phrase::TEXT)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_time_of_spark_are_days() {
        // Oracle: Julian day 2440588 begins the count of 1970; 1 January 2017 is day 17167.
        let raw = |nanos: i64, day: u32| {
            let mut bytes = [0; 12];
            bytes[..8].copy_from_slice(&nanos.to_le_bytes());
            bytes[8..].copy_from_slice(&day.to_le_bytes());
            Kind::Int96.day(Raw::Int96(bytes))
        };
        assert_eq!(raw(0, 2_440_588 + 17_167), Some(17_167));
        assert_eq!(raw(DAY_NANOS - 1, 2_440_588), Some(0));
        assert_eq!((raw(DAY_NANOS, 2_440_588), raw(-1, 2_440_588)), (Some(1), Some(-1)));
    }

    #[test]
    fn decimals_are_the_nearest_numbers() {
        assert_eq!(decimal(Raw::Int32(78_550), 2), Some(785.5));
        assert_eq!(decimal(Raw::Bytes(&[0xff, 0x38]), 2), Some(-2.0));
        assert_eq!(decimal(Raw::Int64(1), 1), Some(0.1));
        assert_eq!(decimal(Raw::Bytes(&[0; 17]), 0), None);
    }
}
