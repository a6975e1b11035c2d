//! The pages of a column of a row group, read through a window: a column can be far larger than a page.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::ops::Range;

use polars_arrow::Either;
use polars_parquet::parquet::page::CompressedPage;
use polars_parquet::parquet::read::PageMetaData;
use polars_parquet::read::{ColumnChunkMetadata, PageReader, ParquetError};

use super::Source;
use crate::error::Result;

/// Bytes that the window grows by.
const WINDOW: u64 = 1 << 19;

/// Pages that have not been read yet.
pub(super) struct Pages {
    meta: PageMetaData,
    /// Reads the window.
    reader: PageReader,
    /// Where the bytes after the window stand in the file.
    rest: Range<u64>,
    /// Rows of the pages to come.
    rows: usize,
}

impl Pages {
    /// Pages of a column; `room` is that of pages that were read before.
    pub(super) fn new(chunk: &ColumnChunkMetadata, mut room: Vec<u8>) -> Self {
        room.clear();
        let meta = PageMetaData::from(chunk);
        let rows = usize::try_from(meta.num_values).unwrap_or_default();
        Self { reader: window(room, &meta), meta, rest: chunk.byte_range(), rows }
    }

    /// The room that the window takes.
    pub(super) fn into_room(self) -> Vec<u8> {
        self.reader.into_inner().0.into_inner().into_mut().right().unwrap_or_default()
    }

    /// The dictionary, which comes first where there is one.
    pub(super) fn dictionary(
        &mut self,
        source: &Source,
        file: &mut File,
    ) -> Result<Option<CompressedPage>> {
        self.read(source, file, |reader| Ok(reader.read_dict()?.map(CompressedPage::Dict)))
    }

    /// The next page of values; `None` after the last.
    pub(super) fn next(
        &mut self,
        source: &Source,
        file: &mut File,
    ) -> Result<Option<CompressedPage>> {
        if self.rows == 0 {
            return Ok(None);
        }
        let page = self.read(source, file, |reader| reader.next().transpose())?;
        if let Some(CompressedPage::Data(page)) = &page {
            self.rows = self.rows.saturating_sub(page.num_values());
        }
        Ok(page)
    }

    /// Read what stands at the place reached; where the window ends too soon for it, with a larger one.
    fn read<T>(
        &mut self,
        source: &Source,
        file: &mut File,
        what: impl Fn(&mut PageReader) -> std::result::Result<T, ParquetError>,
    ) -> Result<T> {
        loop {
            let empty = window(Vec::new(), &self.meta);
            let mut cursor = std::mem::replace(&mut self.reader, empty).into_inner().0;
            let start = cursor.position();
            let whole = self.rest.is_empty();
            if whole || start < cursor.get_ref().len() as u64 {
                let meta = self.meta.clone();
                let mut reader =
                    PageReader::new_with_page_meta(cursor, meta, Vec::new(), usize::MAX);
                match what(&mut reader) {
                    Ok(found) => {
                        self.reader = reader;
                        return Ok(found);
                    }
                    Err(error) if whole => return Err(source.damaged(error)),
                    Err(_) => cursor = reader.into_inner().0,
                }
            }
            let mut bytes = match cursor.into_inner().into_mut() {
                Either::Left(shared) => shared.to_vec(),
                Either::Right(bytes) => bytes,
            };
            bytes.drain(..usize::try_from(start).map_err(|error| source.damaged(error))?);
            self.widen(&mut bytes, file).map_err(|error| source.damaged(error))?;
            self.reader = window(bytes, &self.meta);
        }
    }

    /// Read on behind the bytes at hand, at least as much again.
    fn widen(&mut self, bytes: &mut Vec<u8>, file: &mut File) -> std::io::Result<()> {
        let more = WINDOW.max(bytes.len() as u64).min(self.rest.end - self.rest.start);
        let held = bytes.len();
        bytes.resize(held + usize::try_from(more).unwrap_or(usize::MAX), 0);
        file.seek(SeekFrom::Start(self.rest.start))?;
        file.read_exact(&mut bytes[held..])?;
        self.rest.start += more;
        Ok(())
    }
}

fn window(bytes: Vec<u8>, meta: &PageMetaData) -> PageReader {
    PageReader::new_with_page_meta(Cursor::new(bytes.into()), meta.clone(), Vec::new(), usize::MAX)
}
