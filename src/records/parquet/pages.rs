//! The pages of a column of a row group, read through a window: a column can be far larger than a page.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use super::footer::{Chunk, Codec};
use super::packing::{checksum, unpack};
use super::thrift::{self, Stop, Thrift, Type};

/// Bytes that the window grows by at least.
const WINDOW: u64 = 1 << 19;
/// Most bytes of the head of a page.
const LARGEST_HEAD: usize = 1 << 24;

/// What the head of a page says.
#[derive(Debug, Clone, Default)]
struct Head {
    of: i64,
    unpacked: usize,
    packed: usize,
    crc: Option<i64>,
    values: usize,
    encoding: i64,
    /// Bytes of levels that stand unpacked before the values, in pages of the second version.
    levels: usize,
    repetition: usize,
    is_packed: bool,
}

/// What a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Dictionary,
    /// Values; levels stand before them behind their length.
    First,
    /// Values, second version; the levels take so many bytes.
    Second {
        levels: usize,
    },
}

/// A page that was read; its bytes are [`Pages::bytes`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) page: Page,
    /// Values, missing ones too.
    pub(super) values: usize,
    pub(super) encoding: i64,
}

/// Pages that have not been read yet. Its room serves one row group after the other.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Bytes read ahead, and the first of them that was not used.
    window: Vec<u8>,
    at: usize,
    /// Where the bytes after the window stand in the file.
    next: u64,
    end: u64,
    codec: Option<Codec>,
    /// Bytes of the last page, and how many they are: what stands behind them is left, so that a page that is unpacked
    /// need not be cleared before.
    page: Vec<u8>,
    filled: usize,
}

impl Pages {
    /// Go to the pages of a column.
    pub(super) fn start(&mut self, chunk: &Chunk) {
        self.window.clear();
        (self.at, self.next, self.end) = (0, chunk.start, chunk.end);
        self.codec = Some(chunk.codec);
    }

    /// Bytes of the last page.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.page[..self.filled]
    }

    /// Read the next page; `None` after the last.
    pub(super) fn next_page(&mut self, file: &mut File) -> Result<Option<Found>, String> {
        loop {
            let Some(head) = self.head(file)? else { return Ok(None) };
            self.body(file, &head)?;
            let page = match head.of {
                0 => Page::First,
                2 => Page::Dictionary,
                3 => Page::Second { levels: head.levels },
                // An index: it has no values.
                _ => continue,
            };
            return Ok(Some(Found { page, values: head.values, encoding: head.encoding }));
        }
    }

    fn head(&mut self, file: &mut File) -> Result<Option<Head>, String> {
        loop {
            let held = &self.window[self.at..];
            if held.is_empty() && self.next == self.end {
                return Ok(None);
            }
            let mut thrift = Thrift::new(held);
            match read_head(&mut thrift) {
                Ok(head) => {
                    self.at += thrift.at();
                    return Ok(Some(head));
                }
                Err(Stop::Short) if self.next < self.end && held.len() < LARGEST_HEAD => {
                    self.widen(file, WINDOW)?;
                }
                Err(_) => return Err("the head of a page is no head".to_owned()),
            }
        }
    }

    /// Read on behind the window.
    fn widen(&mut self, file: &mut File, wanted: u64) -> Result<(), String> {
        self.window.drain(..self.at);
        self.at = 0;
        let more = wanted.max(WINDOW).min(self.end - self.next);
        let text = |error: std::io::Error| error.to_string();
        file.seek(SeekFrom::Start(self.next)).map_err(text)?;
        // Room grows with what is there, not with what is promised.
        let read = file.take(more).read_to_end(&mut self.window).map_err(text)?;
        if (read as u64) < more {
            return Err("it ends in the middle of a column".to_owned());
        }
        self.next += more;
        Ok(())
    }

    fn body(&mut self, file: &mut File, head: &Head) -> Result<(), String> {
        let held = self.window.len() - self.at;
        let wanted = head.packed.saturating_sub(held) as u64;
        if wanted > self.end - self.next {
            return Err("a page is longer than its column".to_owned());
        }
        if wanted > 0 {
            self.widen(file, wanted)?;
        }
        let packed = &self.window[self.at..self.at + head.packed];
        if head.crc.is_some_and(|crc| crc & 0xffff_ffff != i64::from(checksum(packed))) {
            return Err("the checksum of a page is wrong".to_owned());
        }
        // Levels of the second version are never packed.
        let before = head.levels.saturating_add(head.repetition);
        if before > packed.len() || before > head.unpacked || head.repetition > 0 {
            return Err("the levels of a page are longer than the page".to_owned());
        }
        let (levels, values) = packed.split_at(before);
        self.filled = 0;
        if self.page.len() < before {
            self.page.resize(before, 0);
        }
        self.page[..before].copy_from_slice(levels);
        let codec = self.codec.filter(|_| head.is_packed).unwrap_or(Codec::Plain);
        let size = head.unpacked - before;
        // A page without values can have no bytes to unpack.
        if !(values.is_empty() && size == 0) {
            unpack(codec, values, size, &mut self.page, before)?;
        }
        self.filled = head.unpacked;
        self.at += head.packed;
        Ok(())
    }
}

fn read_head(read: &mut Thrift<'_>) -> thrift::Read<Head> {
    let mut head = Head { is_packed: true, of: -1, ..Head::default() };
    let size =
        |read: &mut Thrift<'_>, of: Type| usize::try_from(read.count(of)?).map_err(|_| Stop::Wrong);
    read.fields(|read, number, of| {
        match number {
            1 => head.of = read.int(of)?,
            2 => head.unpacked = size(read, of)?,
            3 => head.packed = size(read, of)?,
            4 => head.crc = Some(read.int(of)?),
            5 | 7 | 8 if of == Type::Struct => {
                let second = number == 8;
                read.fields(|read, number, of| {
                    match number {
                        1 => head.values = size(read, of)?,
                        2 if !second => head.encoding = read.int(of)?,
                        4 if second => head.encoding = read.int(of)?,
                        5 if second => head.levels = size(read, of)?,
                        6 if second => head.repetition = size(read, of)?,
                        7 if second => head.is_packed = of == Type::Yes,
                        _ => read.skip(of)?,
                    }
                    Ok(())
                })?;
            }
            _ => read.skip(of)?,
        }
        Ok(())
    })?;
    Ok(head)
}
