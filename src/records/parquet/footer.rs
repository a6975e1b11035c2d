//! The footer of a Parquet file: which columns there are, and where their bytes stand.
//!
//! Format: Apache Parquet, `parquet.thrift`; numbers of fields as there.

use std::fs::File;
use std::io::{Read as _, Seek, SeekFrom};

use super::thrift::{Read, Stop, Thrift, Type};
use crate::phrase::Phrase;

/// Rows that a byte of a file can stand for at most: what repeats is stored once, but not endlessly.
const ROWS_PER_BYTE: u64 = 1 << 20;
/// Bytes at the end of a file: the length of the footer and the mark.
const END: u64 = 8;

/// How the bytes of a value are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Physical {
    Boolean,
    Int32,
    Int64,
    Int96,
    Float,
    Double,
    Bytes,
    Fixed(usize),
}

/// Unit of a point in time: how many make a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Milli,
    Micro,
    Nano,
}

/// What the values stand for, where the file says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Logical {
    Plain,
    Text,
    Date,
    Stamp { unit: Unit, utc: bool },
    Unsigned,
    Decimal { scale: u32 },
    Nothing,
    Other(Phrase),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) name: String,
    pub(super) physical: Physical,
    pub(super) logical: Logical,
    /// Whether values can be missing.
    pub(super) optional: bool,
    /// Whether there is not one value per row.
    pub(super) nested: bool,
}

/// How pages are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Plain,
    Snappy,
    Gzip,
    Brotli,
    /// With the frames of Hadoop, or without.
    Lz4Hadoop,
    Zstd,
    Lz4,
    Other,
}

/// The bytes of a column of a row group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) codec: Codec,
}

/// A row group.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Rows of the groups before.
    pub(super) first: u64,
    pub(super) rows: u64,
    /// As the columns of the file; `None` where the bytes stand elsewhere.
    pub(super) chunks: Vec<Option<Chunk>>,
}

/// What a footer says.
#[derive(Debug, Clone, Default)]
pub(super) struct Footer {
    pub(super) leaves: Vec<Leaf>,
    pub(super) groups: Vec<Group>,
    pub(super) rows: u64,
    /// The schema of Arrow, in base64, where the file has one.
    pub(super) arrow: Option<String>,
}

/// Read the footer of a file of this size.
///
/// # Errors
/// Says what is wrong with the file.
pub(super) fn read(file: &mut File, size: u64) -> std::result::Result<Footer, String> {
    let text = |error: std::io::Error| error.to_string();
    if size < 4 + END {
        return Err("it is too short".to_owned());
    }
    let mut end = [0; 8];
    file.seek(SeekFrom::Start(size - END)).map_err(text)?;
    file.read_exact(&mut end).map_err(text)?;
    let [a, b, c, d, mark @ ..] = end;
    match &mark {
        b"PAR1" => {}
        b"PARE" => return Err("it is encrypted".to_owned()),
        _ => return Err("it does not end with the mark of Parquet".to_owned()),
    }
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    let start = (size - END).checked_sub(length).ok_or("its footer is longer than the file")?;
    file.seek(SeekFrom::Start(start)).map_err(text)?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes).map_err(text)?;
    let footer = parse(&bytes).map_err(|stop| match stop {
        Stop::Short => "its footer is cut short".to_owned(),
        Stop::Wrong => "its footer is no footer".to_owned(),
    })?;
    check(&footer, start, size)?;
    Ok(footer)
}

/// Every chunk stands before the footer, and the rows are not more than such a file can hold.
fn check(footer: &Footer, start: u64, size: u64) -> std::result::Result<(), String> {
    for group in &footer.groups {
        if group.chunks.len() != footer.leaves.len() {
            return Err("a row group lacks a column".to_owned());
        }
        let outside =
            |chunk: &Chunk| chunk.start < 4 || chunk.end > start || chunk.start > chunk.end;
        if group.chunks.iter().flatten().any(outside) {
            return Err("a column stands outside the file".to_owned());
        }
    }
    if footer.rows > size.saturating_mul(ROWS_PER_BYTE) {
        return Err("it says to have more rows than so few bytes can hold".to_owned());
    }
    Ok(())
}

fn parse(bytes: &[u8]) -> Read<Footer> {
    let mut footer = Footer::default();
    let mut elements: Vec<Element> = Vec::new();
    let mut groups: Vec<(u64, Vec<Option<Chunk>>)> = Vec::new();
    Thrift::new(bytes).fields(|read, number, of| match number {
        2 => read.list(of, |read, of| element(read, of).map(|one| elements.push(one))),
        4 => read.list(of, |read, of| group(read, of).map(|one| groups.push(one))),
        5 => read.list(of, |read, of| {
            if let Some(schema) = arrow_schema(read, of)? {
                footer.arrow = Some(schema);
            }
            Ok(())
        }),
        _ => read.skip(of),
    })?;
    footer.leaves = leaves(elements)?;
    for (rows, chunks) in groups {
        let first = footer.rows;
        footer.rows = footer.rows.checked_add(rows).ok_or(Stop::Wrong)?;
        footer.groups.push(Group { first, rows, chunks });
    }
    Ok(footer)
}

fn structure(
    read: &mut Thrift<'_>,
    of: Type,
    each: impl FnMut(&mut Thrift<'_>, i64, Type) -> Read<()>,
) -> Read<()> {
    if of == Type::Struct { read.fields(each) } else { Err(Stop::Wrong) }
}

/// An element of the schema: a column, or what columns stand under.
#[derive(Debug, Default)]
struct Element {
    name: String,
    physical: Option<i64>,
    length: usize,
    repetition: i64,
    children: u64,
    converted: Option<i64>,
    scale: i64,
    logical: Option<Logical>,
}

fn element(read: &mut Thrift<'_>, of: Type) -> Read<Element> {
    let mut element = Element::default();
    structure(read, of, |read, number, of| {
        match number {
            1 => element.physical = Some(read.int(of)?),
            2 => element.length = usize::try_from(read.count(of)?).map_err(|_| Stop::Wrong)?,
            3 => element.repetition = read.int(of)?,
            4 => read.text(of)?.clone_into(&mut element.name),
            5 => element.children = read.count(of)?,
            6 => element.converted = Some(read.int(of)?),
            7 => element.scale = read.int(of)?,
            10 => element.logical = logical(read, of)?,
            _ => read.skip(of)?,
        }
        Ok(())
    })?;
    Ok(element)
}

fn logical(read: &mut Thrift<'_>, of: Type) -> Read<Option<Logical>> {
    let mut found = None;
    structure(read, of, |read, number, of| {
        found = match number {
            1 | 4 => Some(Logical::Text),
            // Its scale stands beside the type too.
            5 => None,
            6 => Some(Logical::Date),
            7 => Some(Logical::Other(Phrase::TIMES_OF_DAY)),
            8 => return stamp(read, of).map(|stamp| found = Some(stamp)),
            10 => return integer(read, of).map(|integer| found = Some(integer)),
            11 => Some(Logical::Nothing),
            12 | 13 => Some(Logical::Other(Phrase::JSON)),
            14 => Some(Logical::Other(Phrase::UUIDS)),
            15 => Some(Logical::Other(Phrase::HALVES)),
            _ => Some(Logical::Other(Phrase::UNKNOWN_TYPE)),
        };
        read.skip(of)
    })?;
    Ok(found)
}

fn stamp(read: &mut Thrift<'_>, of: Type) -> Read<Logical> {
    let (mut utc, mut unit) = (false, None);
    structure(read, of, |read, number, of| match number {
        1 => {
            utc = of == Type::Yes;
            read.skip(of)
        }
        2 => structure(read, of, |read, number, of| {
            unit = [Unit::Milli, Unit::Micro, Unit::Nano]
                .get(usize::try_from(number - 1).unwrap_or(usize::MAX))
                .copied();
            read.skip(of)
        }),
        _ => read.skip(of),
    })?;
    Ok(Logical::Stamp { unit: unit.ok_or(Stop::Wrong)?, utc })
}

fn integer(read: &mut Thrift<'_>, of: Type) -> Read<Logical> {
    let mut signed = true;
    structure(read, of, |read, number, of| {
        if number == 2 {
            signed = of == Type::Yes;
        }
        read.skip(of)
    })?;
    Ok(if signed { Logical::Plain } else { Logical::Unsigned })
}

/// The columns, in the order of their chunks.
fn leaves(elements: Vec<Element>) -> Read<Vec<Leaf>> {
    let mut elements = elements.into_iter();
    let root = elements.next().ok_or(Stop::Wrong)?;
    let mut leaves = Vec::new();
    // Columns that are still to come at each depth.
    let mut open = vec![root.children];
    for element in elements {
        while open.last() == Some(&0) {
            open.pop();
        }
        let depth = open.len();
        *open.last_mut().ok_or(Stop::Wrong)? -= 1;
        match element.physical {
            Some(physical) => leaves.push(leaf(element, physical, depth > 1)?),
            None => open.push(element.children),
        }
    }
    if open.iter().all(|left| *left == 0) { Ok(leaves) } else { Err(Stop::Short) }
}

fn leaf(element: Element, physical: i64, nested: bool) -> Read<Leaf> {
    let physical = match physical {
        0 => Physical::Boolean,
        1 => Physical::Int32,
        2 => Physical::Int64,
        3 => Physical::Int96,
        4 => Physical::Float,
        5 => Physical::Double,
        6 => Physical::Bytes,
        7 => Physical::Fixed(element.length),
        _ => return Err(Stop::Wrong),
    };
    let utc = true;
    let scale = u32::try_from(element.scale).unwrap_or_default();
    let converted = match element.converted {
        Some(0 | 4) => Logical::Text,
        Some(5) => Logical::Decimal { scale },
        Some(6) => Logical::Date,
        Some(7 | 8) => Logical::Other(Phrase::TIMES_OF_DAY),
        Some(9) => Logical::Stamp { unit: Unit::Milli, utc },
        Some(10) => Logical::Stamp { unit: Unit::Micro, utc },
        Some(11..=14) => Logical::Unsigned,
        Some(19 | 20) => Logical::Other(Phrase::JSON),
        Some(21) => Logical::Other(Phrase::INTERVALS),
        _ => Logical::Plain,
    };
    Ok(Leaf {
        name: element.name,
        physical,
        logical: element.logical.unwrap_or(converted),
        optional: element.repetition == 1,
        nested: nested || !matches!(element.repetition, 0 | 1),
    })
}

fn group(read: &mut Thrift<'_>, of: Type) -> Read<(u64, Vec<Option<Chunk>>)> {
    let (mut rows, mut chunks) = (0, Vec::new());
    structure(read, of, |read, number, of| match number {
        1 => read.list(of, |read, of| chunk(read, of).map(|one| chunks.push(one))),
        3 => read.count(of).map(|count| rows = count),
        _ => read.skip(of),
    })?;
    Ok((rows, chunks))
}

fn chunk(read: &mut Thrift<'_>, of: Type) -> Read<Option<Chunk>> {
    let (mut elsewhere, mut found) = (false, None);
    structure(read, of, |read, number, of| match number {
        1 => read.text(of).map(|path| elsewhere = !path.is_empty()),
        3 => metadata(read, of).map(|chunk| found = Some(chunk)),
        _ => read.skip(of),
    })?;
    Ok(found.filter(|_| !elsewhere))
}

fn metadata(read: &mut Thrift<'_>, of: Type) -> Read<Chunk> {
    let (mut codec, mut size, mut data, mut dictionary) = (Codec::Plain, 0, 0, 0);
    structure(read, of, |read, number, of| {
        match number {
            4 => {
                codec = match read.int(of)? {
                    0 => Codec::Plain,
                    1 => Codec::Snappy,
                    2 => Codec::Gzip,
                    4 => Codec::Brotli,
                    5 => Codec::Lz4Hadoop,
                    6 => Codec::Zstd,
                    7 => Codec::Lz4,
                    _ => Codec::Other,
                }
            }
            7 => size = read.count(of)?,
            9 => data = read.count(of)?,
            11 => dictionary = read.count(of)?,
            _ => read.skip(of)?,
        }
        Ok(())
    })?;
    // A dictionary stands before the pages that use it; some programs write 0 where there is none.
    let start = if dictionary > 0 { dictionary.min(data) } else { data };
    Ok(Chunk { start, end: start.checked_add(size).ok_or(Stop::Wrong)?, codec })
}

fn arrow_schema(read: &mut Thrift<'_>, of: Type) -> Read<Option<String>> {
    let (mut key, mut value) = (String::new(), None);
    structure(read, of, |read, number, of| {
        match number {
            1 => key = String::from_utf8_lossy(read.binary(of)?).into_owned(),
            2 => value = Some(String::from_utf8_lossy(read.binary(of)?).into_owned()),
            _ => read.skip(of)?,
        }
        Ok(())
    })?;
    Ok(value.filter(|_| key == "ARROW:schema"))
}
