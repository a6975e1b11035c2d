//! The values of a page, whatever their encoding, in steps.

use super::bits::Hybrid;
use super::delta::Delta;
use super::footer::Physical;
use crate::error::Result;

/// A value as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Raw<'a> {
    Flag(bool),
    Int32(i32),
    Int64(i64),
    Int96([u8; 12]),
    Float(f32),
    Double(f64),
    Bytes(&'a [u8]),
}

/// Goes through the values of a page that are not missing.
#[derive(Debug, Clone)]
pub(super) enum Values {
    /// Positions in the dictionary.
    Dictionary(Hybrid),
    /// One after the other, from this byte on.
    Plain(usize),
    /// Flags, from this bit on.
    Bits(usize),
    Flags(Hybrid),
    Delta(Delta),
    /// Lengths, and then the bytes, from this byte on.
    Lengths(Delta, usize),
    /// How much of the value before is kept, lengths of the rest, its bytes, and the value before.
    Prefixes(Delta, Delta, usize, Vec<u8>),
    /// The first bytes of all values, then the second bytes and so on: first byte, number of values, next value.
    Split(usize, usize, usize),
}

/// Why values could not be handed out.
pub(super) enum Failed {
    /// The page is damaged.
    Page,
    /// The values are not taken.
    Value(crate::Error),
}

impl From<crate::Error> for Failed {
    fn from(error: crate::Error) -> Self {
        Self::Value(error)
    }
}

impl Values {
    /// Values in `at..` of a page; `None` where the encoding is not that of such values, or its head is damaged.
    pub(super) fn new(encoding: i64, physical: Physical, page: &[u8], at: usize) -> Option<Self> {
        let end = page.len();
        let rest = page.get(at..)?;
        let is_whole = matches!(physical, Physical::Int32 | Physical::Int64);
        Some(match (encoding, physical) {
            (0, Physical::Boolean) => Self::Bits(at * 8),
            (0, _) => Self::Plain(at),
            // A page without values has not even the number of bits.
            (2 | 8, _) => Self::Dictionary(match rest.first() {
                Some(bits) => Hybrid::new(*bits, at + 1, end)?,
                None => Hybrid::new(1, at, end)?,
            }),
            (3, Physical::Boolean) => Self::Flags(Hybrid::new(1, at + 4, end)?),
            (5, _) if is_whole => Self::Delta(Delta::new(page, at, end)?),
            (6, Physical::Bytes) => {
                let lengths = Delta::new(page, at, end)?;
                let first = lengths.end(page)?;
                Self::Lengths(lengths, first)
            }
            (7, Physical::Bytes | Physical::Fixed(_)) => {
                let prefixes = Delta::new(page, at, end)?;
                let lengths = Delta::new(page, prefixes.end(page)?, end)?;
                let first = lengths.end(page)?;
                Self::Prefixes(prefixes, lengths, first, Vec::new())
            }
            (9, _) => {
                let width = width(physical).filter(|width| *width > 0)?;
                Self::Split(at, rest.len() / width, 0)
            }
            _ => return None,
        })
    }

    /// Hand `count` values to `take`; those of a dictionary are left to the caller.
    pub(super) fn read(
        &mut self,
        physical: Physical,
        page: &[u8],
        count: usize,
        mut take: impl FnMut(Raw<'_>) -> Result<()>,
    ) -> std::result::Result<(), Failed> {
        match self {
            Self::Dictionary(_) => return Err(Failed::Page),
            Self::Plain(at) => return plain(physical, page, at, count, take),
            Self::Bits(at) => {
                for _ in 0..count {
                    let byte = page.get(*at / 8).ok_or(Failed::Page)?;
                    take(Raw::Flag(byte >> (*at % 8) & 1 == 1))?;
                    *at += 1;
                }
            }
            Self::Flags(hybrid) => {
                let mut flags = Vec::with_capacity(count);
                hybrid
                    .read(
                        page,
                        count,
                        &mut flags,
                        |flags: &mut Vec<u32>, flag, times| {
                            flags.resize(flags.len() + times, flag);
                            Some(())
                        },
                        |flags, some| {
                            flags.extend_from_slice(some);
                            Some(())
                        },
                    )
                    .ok_or(Failed::Page)?;
                flags.into_iter().try_for_each(|flag| take(Raw::Flag(flag == 1)))?;
            }
            Self::Delta(delta) => {
                for _ in 0..count {
                    let number = delta.next(page).ok_or(Failed::Page)?;
                    take(match physical {
                        #[expect(
                            clippy::cast_possible_truncation,
                            reason = "differences wrap in 32 bits"
                        )]
                        Physical::Int32 => Raw::Int32(number as i32),
                        _ => Raw::Int64(number),
                    })?;
                }
            }
            Self::Lengths(lengths, at) => {
                for _ in 0..count {
                    take(Raw::Bytes(next_bytes(page, lengths, at).ok_or(Failed::Page)?))?;
                }
            }
            Self::Prefixes(prefixes, lengths, at, last) => {
                for _ in 0..count {
                    let kept = prefixes.next(page).and_then(|kept| usize::try_from(kept).ok());
                    let kept = kept.filter(|kept| *kept <= last.len()).ok_or(Failed::Page)?;
                    last.truncate(kept);
                    last.extend_from_slice(next_bytes(page, lengths, at).ok_or(Failed::Page)?);
                    take(of_bytes(physical, last))?;
                }
            }
            Self::Split(first, values, next) => {
                let width = width(physical).ok_or(Failed::Page)?;
                let mut value = vec![0; width];
                for _ in 0..count {
                    if next >= values {
                        return Err(Failed::Page);
                    }
                    for (at, byte) in value.iter_mut().enumerate() {
                        *byte = *page.get(*first + at * *values + *next).ok_or(Failed::Page)?;
                    }
                    *next += 1;
                    let mut at = 0;
                    plain(physical, &value, &mut at, 1, &mut take)?;
                }
            }
        }
        Ok(())
    }
}

fn width(physical: Physical) -> Option<usize> {
    match physical {
        Physical::Int32 | Physical::Float => Some(4),
        Physical::Int64 | Physical::Double => Some(8),
        Physical::Fixed(width) => Some(width),
        _ => None,
    }
}

fn of_bytes(_: Physical, bytes: &[u8]) -> Raw<'_> {
    Raw::Bytes(bytes)
}

fn next_bytes<'a>(page: &'a [u8], lengths: &mut Delta, at: &mut usize) -> Option<&'a [u8]> {
    let size = usize::try_from(lengths.next(page)?).ok()?;
    let bytes = page.get(*at..)?.get(..size)?;
    *at += size;
    Some(bytes)
}

/// Values one after the other: a loop for each type, so that no value asks again what it is.
#[inline]
fn plain(
    physical: Physical,
    page: &[u8],
    at: &mut usize,
    count: usize,
    mut take: impl FnMut(Raw<'_>) -> Result<()>,
) -> std::result::Result<(), Failed> {
    let mut rest = page.get(*at..).ok_or(Failed::Page)?;
    macro_rules! each {
        ($bytes:literal, $raw:expr) => {
            for _ in 0..count {
                let (value, left) = rest.split_first_chunk::<$bytes>().ok_or(Failed::Page)?;
                rest = left;
                take($raw(*value))?;
            }
        };
    }
    match physical {
        Physical::Boolean => return Err(Failed::Page),
        Physical::Int32 => each!(4, |value| Raw::Int32(i32::from_le_bytes(value))),
        Physical::Int64 => each!(8, |value| Raw::Int64(i64::from_le_bytes(value))),
        Physical::Int96 => each!(12, Raw::Int96),
        Physical::Float => each!(4, |value| Raw::Float(f32::from_le_bytes(value))),
        Physical::Double => each!(8, |value| Raw::Double(f64::from_le_bytes(value))),
        Physical::Bytes => {
            for _ in 0..count {
                take(Raw::Bytes(next_text(&mut rest).ok_or(Failed::Page)?))?;
            }
        }
        Physical::Fixed(width) => {
            for _ in 0..count {
                let (value, left) = rest.split_at_checked(width).ok_or(Failed::Page)?;
                rest = left;
                take(Raw::Bytes(value))?;
            }
        }
    }
    *at = page.len() - rest.len();
    Ok(())
}

/// The next text, which its length in four bytes stands before.
#[inline]
pub(super) fn next_text<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (size, left) = rest.split_first_chunk()?;
    let (text, left) = left.split_at_checked(u32::from_le_bytes(*size) as usize)?;
    *rest = left;
    Some(text)
}
