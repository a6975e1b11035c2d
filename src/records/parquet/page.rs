//! Ids of the values of a page.

use polars::prelude::ArrowDataType as Type;
use polars_parquet::parquet::encoding::hybrid_rle::{HybridRleChunk, HybridRleDecoder};

use super::super::{Axis, MISSING};
use crate::error::Result;

/// How a page's plain values name a day or a code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Plain {
    Text,
    Days,
    /// A point in time, in this many units a day.
    Stamp(i64),
    Other,
}

impl Plain {
    /// How the values of a column of this type name a day or a code.
    pub(super) fn of(dtype: &Type, date: bool) -> Self {
        use polars::prelude::ArrowTimeUnit as Unit;
        match (dtype, date) {
            (Type::Utf8View | Type::LargeUtf8 | Type::Utf8, _) => Self::Text,
            (Type::Date32, true) => Self::Days,
            (Type::Timestamp(unit, _), true) => Self::Stamp(match unit {
                Unit::Second => return Self::Other,
                Unit::Millisecond => 86_400_000,
                Unit::Microsecond => 86_400_000_000,
                Unit::Nanosecond => 86_400_000_000_000,
            }),
            _ => Self::Other,
        }
    }
}

/// Ids of values stored one after the other; `None` where the bytes run out.
pub(super) fn plain_ids(
    plain: Plain,
    mut bytes: &[u8],
    values: usize,
    axis: &mut Axis,
    ids: &mut Vec<u32>,
) -> Result<Option<()>> {
    ids.reserve(values);
    // A loop for each, so that no value asks again what it is.
    match plain {
        Plain::Text if axis.is_hashed() => {
            if axis.hash_all(values, ids, || text(&mut bytes)) < values {
                return Ok(None);
            }
        }
        Plain::Text => {
            for _ in 0..values {
                let Some(text) = text(&mut bytes) else { return Ok(None) };
                ids.push(axis.text(text)?);
            }
        }
        Plain::Days => {
            for _ in 0..values {
                let Some(day) = fixed::<4>(&mut bytes) else { return Ok(None) };
                ids.push(axis.on_day(i32::from_le_bytes(day)));
            }
        }
        Plain::Stamp(a_day) => {
            for _ in 0..values {
                let Some(stamp) = fixed::<8>(&mut bytes) else { return Ok(None) };
                let day = i64::from_le_bytes(stamp).div_euclid(a_day);
                ids.push(axis.on_day(i32::try_from(day).unwrap_or(i32::MAX)));
            }
        }
        Plain::Other => return Ok(None),
    }
    Ok(Some(()))
}

/// The next value of so many bytes.
#[inline]
fn fixed<const BYTES: usize>(bytes: &mut &[u8]) -> Option<[u8; BYTES]> {
    let (value, rest) = bytes.split_first_chunk::<BYTES>()?;
    *bytes = rest;
    Some(*value)
}

/// The next text, which its length in four bytes stands before.
#[inline]
fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let size = u32::from_le_bytes(fixed(bytes)?) as usize;
    let (text, rest) = bytes.split_at_checked(size)?;
    *bytes = rest;
    Some(text)
}

/// Ids of values stored as positions in the dictionary.
pub(super) fn point(
    ids_of: &[u32],
    values: &[u8],
    bits: u32,
    count: usize,
    ids: &mut Vec<u32>,
) -> std::result::Result<(), String> {
    let outside = || "a value points outside its dictionary".to_owned();
    ids.reserve(count);
    for chunk in HybridRleDecoder::new(values, bits, count).into_chunk_iter() {
        match chunk.map_err(|error| error.to_string())? {
            HybridRleChunk::Rle(value, times) => {
                let id = *ids_of.get(value as usize).ok_or_else(outside)?;
                ids.resize(ids.len() + times, id);
            }
            HybridRleChunk::Bitpacked(mut decoder) => {
                let mut chunks = decoder.chunked();
                let mut block = <u32 as polars_parquet::parquet::encoding::bitpacked::Unpackable>::Unpacked::default();
                while let Some(read) = chunks.next_into(&mut block).or_else(|| {
                    chunks.remainder().map(|(rest, read)| {
                        block = rest;
                        read
                    })
                }) {
                    for value in &block[..read] {
                        ids.push(*ids_of.get(*value as usize).ok_or_else(outside)?);
                    }
                }
            }
        }
    }
    Ok(())
}

/// Which rows of a page have a value (1) or are null (0); `None` where all have one.
pub(super) fn levels(bytes: &[u8], rows: usize) -> std::result::Result<Option<Vec<u32>>, String> {
    let mut chunks = HybridRleDecoder::new(bytes, 1, rows).into_chunk_iter();
    let mut present = Vec::new();
    while let Some(chunk) = chunks.next().transpose().map_err(|error| error.to_string())? {
        match chunk {
            HybridRleChunk::Rle(1, times) if times >= rows => return Ok(None),
            HybridRleChunk::Rle(value, times) => present.resize(present.len() + times, value),
            HybridRleChunk::Bitpacked(decoder) => decoder.collect_into(&mut present),
        }
    }
    present.truncate(rows);
    if present.len() < rows {
        return Err("a page has fewer rows than it says".to_owned());
    }
    Ok(Some(present))
}

/// Move ids apart so that null rows stand between them; without a branch, as nulls come in no order.
pub(super) fn spread(ids: &mut Vec<u32>, present: &[u32]) {
    let packed = std::mem::take(ids);
    ids.reserve(present.len());
    let mut at = 0;
    for present in present {
        let id = packed.get(at).copied().unwrap_or(MISSING);
        ids.push(id * present);
        at += *present as usize;
    }
}
