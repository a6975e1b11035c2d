//! A text file as columns of text, some records at a time: for small tables, and for points that must be located.

use std::path::PathBuf;

use super::blocks::Blocks;
use super::encoding::Encoding;
use super::file::Text;
use super::lines::lines;
use super::scan::{Scan, undouble};
use super::shape::{Shape, to_utf8};
use crate::error::Result;
use crate::records::{Broken, Extent, Fault, Place};

/// Some records of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chunk {
    /// The columns asked for, as they stand in the file.
    pub columns: Vec<Vec<String>>,
    /// Line of each record, from 1.
    pub lines: Vec<u64>,
}

/// Hands out a file in chunks, in its order.
pub struct Chunks {
    path: PathBuf,
    blocks: Blocks,
    shape: Shape,
    at: Vec<usize>,
    block: Vec<u8>,
    /// Number of the line that the next block begins with.
    line: u64,
    broken: Broken,
    extent: Extent,
}

impl Text {
    /// The columns of this name, in chunks of about a megabyte.
    ///
    /// # Errors
    /// There is no such column, or the file cannot be opened.
    pub fn chunks(&self, columns: &[String]) -> Result<Chunks> {
        let at = columns.iter().map(|name| self.at(name)).collect::<Result<Vec<_>>>()?;
        Ok(Chunks {
            path: self.path.clone(),
            blocks: Blocks::open(&self.path, &self.dialect)?,
            shape: Shape::new(&self.dialect, None),
            at,
            block: Vec::new(),
            line: self.dialect.first_line,
            broken: Broken::default(),
            extent: Extent::new(self.dialect.first_line),
        })
    }
}

impl Chunks {
    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    /// The file cannot be read, or has changed since it was opened.
    pub fn next_chunk(&mut self) -> Result<Option<Chunk>> {
        let Some(piece) = self.blocks.next(&mut self.block)? else {
            self.blocks.stamp.check(&self.path)?;
            return Ok(None);
        };
        let mut chunk = Chunk { columns: vec![Vec::new(); self.at.len()], lines: Vec::new() };
        let whole = lines(&self.block);
        let place = |row, line| Place { block: piece.number, row, line };
        if let Err(at) = to_utf8(&mut self.block, piece.encoding) {
            self.broken.add(Fault::Encoding, place(0, lines(&self.block[..at])));
        } else {
            let (mut scan, mut fields) = (Scan::new(&self.block, self.shape.delimiter), Vec::new());
            loop {
                let line = scan.line();
                let Some(found) = scan.record(&mut fields) else { break };
                match found {
                    Err(fault) => self.broken.add(fault, place(0, line)),
                    Ok(()) if Shape::is_blank(&self.block, &fields) => {}
                    Ok(()) if !self.shape.fits(&self.block, &fields) => {
                        self.broken.add(Fault::Ragged, place(0, line));
                    }
                    Ok(())
                        if scan.line() > line + 1 && self.shape.swallows(&self.block, &fields) =>
                    {
                        self.broken.add(Fault::OpenQuote, place(0, line));
                    }
                    Ok(()) => {
                        for (column, at) in chunk.columns.iter_mut().zip(&self.at) {
                            let field = fields[*at];
                            let raw = &self.block[field.start..field.end];
                            let raw = if field.doubled { undouble(raw) } else { raw.to_vec() };
                            column.push(String::from_utf8_lossy(&raw).into_owned());
                        }
                        chunk.lines.push(self.line + line);
                    }
                }
            }
        }
        self.extent.add(piece.number, chunk.lines.len() as u64, whole);
        self.line += whole;
        Ok(Some(chunk))
    }

    /// How letters are written, as far as was read.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.blocks.encoding
    }

    /// Lines that were no records, and where they stand.
    #[must_use]
    pub fn broken(mut self) -> (Broken, Extent) {
        self.broken.merge(std::mem::take(&mut self.blocks.broken));
        self.extent.settle();
        (self.broken, self.extent)
    }
}
