//! A text file cut into blocks of whole records.

use std::path::Path;

use super::dialect::Dialect;
use super::encoding::{Encoding, Utf16};
use super::input::Input;
use super::lines::lines;
use super::scan::whole_records;
use crate::error::Result;
use crate::records::{Broken, Fault, Place, Stamp};

/// Bytes of a block, and most bytes of a record; few in tests, so that every file has many blocks.
pub(super) const BLOCK: usize = if cfg!(test) { 1 << 9 } else { 1 << 20 };

/// Hands out blocks in the order of the file.
pub(super) struct Blocks {
    input: Input,
    pub(super) stamp: Stamp,
    pub(super) encoding: Encoding,
    utf16: Option<Utf16>,
    delimiter: u8,
    /// Bytes behind the last block.
    carry: Vec<u8>,
    raw: Vec<u8>,
    number: u64,
    at_end: bool,
    /// Why the file was not read to its end.
    pub(super) broken: Broken,
}

/// What a block is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Its number, from 0.
    pub(super) number: u64,
    /// Encoding of its bytes.
    pub(super) encoding: Encoding,
}

impl Blocks {
    /// Start behind the line of column names.
    pub(super) fn open(path: &Path, dialect: &Dialect) -> Result<Self> {
        let mut blocks = Self::at_start(path, dialect.encoding, dialect.bom, dialect.delimiter)?;
        let mut skipped = 0;
        while skipped < dialect.start {
            let end = blocks.fill()?;
            let here = (dialect.start - skipped).min(blocks.carry.len());
            blocks.carry.drain(..here);
            skipped += here;
            if end {
                break;
            }
        }
        Ok(blocks)
    }

    fn at_start(path: &Path, encoding: Encoding, bom: usize, delimiter: u8) -> Result<Self> {
        let (mut input, stamp) = Input::open(path)?;
        input.read(bom, &mut Vec::new())?;
        let utf16 = match encoding {
            Encoding::Utf16Le => Some(Utf16::new(false)),
            Encoding::Utf16Be => Some(Utf16::new(true)),
            _ => None,
        };
        let (carry, raw, number, at_end, broken) = Default::default();
        Ok(Self { input, stamp, encoding, utf16, delimiter, carry, raw, number, at_end, broken })
    }

    /// Read on behind `carry`; returns whether the file has ended.
    fn fill(&mut self) -> Result<bool> {
        if let Some(utf16) = &mut self.utf16 {
            self.raw.clear();
            self.at_end = self.input.read(BLOCK, &mut self.raw)?;
            utf16.push(&self.raw, self.at_end, &mut self.carry);
        } else {
            self.at_end = self.input.read(BLOCK, &mut self.carry)?;
        }
        Ok(self.at_end)
    }

    /// Put the next block in `block`; `None` at the end, or where no record ends for too long.
    pub(super) fn next(&mut self, block: &mut Vec<u8>) -> Result<Option<Piece>> {
        block.clear();
        if self.at_end && self.carry.is_empty() {
            return Ok(None);
        }
        if !self.at_end {
            self.fill()?;
        }
        let whole = whole_records(&self.carry, self.delimiter, self.at_end);
        if whole == 0 && !self.carry.is_empty() {
            self.refuse();
            return Ok(None);
        }
        std::mem::swap(block, &mut self.carry);
        self.carry.extend_from_slice(&block[whole..]);
        block.truncate(whole);
        // Later blocks check themselves; until other letters are met, the order of the file decides.
        if self.encoding == Encoding::Ascii {
            match self.encoding.settle(block) {
                Ok(encoding) => self.encoding = encoding,
                Err(at) => {
                    self.stop(Fault::Encoding, lines(&block[..at]));
                    return Ok(None);
                }
            }
        }
        self.number += 1;
        Ok(Some(Piece { number: self.number - 1, encoding: self.encoding }))
    }

    /// A record that does not end: with a quote that opens in it, or without line ends.
    fn refuse(&mut self) {
        let quote = memchr::memchr(b'"', &self.carry).is_some();
        self.stop(if quote { Fault::OpenQuote } else { Fault::Endless }, 0);
    }

    fn stop(&mut self, fault: Fault, line: u64) {
        self.broken.add(fault, Place { block: self.number, row: 0, line });
        self.at_end = true;
        self.carry.clear();
    }
}
