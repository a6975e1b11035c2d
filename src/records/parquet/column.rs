//! A column on its way to ids, a page at a time.

use std::fs::File;

use polars_parquet::parquet::compression::{Compression, DecompressionContext};
use polars_parquet::parquet::encoding::Encoding;
use polars_parquet::parquet::page::{DataPage, Page, split_buffer};
use polars_parquet::read::decompress;

use super::super::batch::array_ids;
use super::super::{Axis, MISSING};
use super::Source;
use super::page::{Plain, levels, plain_ids, point, spread};
use super::pages::Pages;
use crate::error::Result;

/// A column of the row group at hand. Its buffers serve one row group after the other.
pub(super) struct Column {
    name: String,
    group: usize,
    plain: Plain,
    optional: bool,
    /// Whether the pages are compressed.
    packed: bool,
    pages: Option<Pages>,
    context: DecompressionContext,
    /// Bytes of the last page.
    page: Vec<u8>,
    /// Id of each value of the dictionary.
    ids_of: Vec<u32>,
    ids: Vec<u32>,
    at: usize,
    /// Rows handed out before `ids`.
    before: usize,
    /// Hashes of the axis that the dictionary needs.
    kept: usize,
}

impl Column {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            group: 0,
            plain: Plain::Other,
            optional: false,
            packed: false,
            pages: None,
            context: DecompressionContext::Unset,
            page: Vec::new(),
            ids_of: Vec::new(),
            ids: Vec::new(),
            at: 0,
            before: 0,
            kept: 0,
        }
    }

    /// Go to a row group.
    pub(super) fn start(
        &mut self,
        source: &Source,
        file: &mut File,
        group: usize,
        axis: &mut Axis,
    ) -> Result<()> {
        let (chunk, field) = source.chunk(group, &self.name)?;
        let levels = chunk.descriptor().descriptor.max_def_level;
        (self.group, self.at, self.before) = (group, 0, 0);
        (self.plain, self.optional) = (Plain::of(&field.dtype, axis.is_date()), levels > 0);
        self.packed = chunk.compression() != Compression::Uncompressed;
        self.ids.clear();
        self.ids_of.clear();
        if self.plain == Plain::Other || levels > 1 {
            return self.all_at_once(source, file, axis);
        }
        let room = self.pages.take().map(Pages::into_room).unwrap_or_default();
        let mut pages = Pages::new(chunk, room);
        if let Some(page) = pages.dictionary(source, file)? {
            let page = decompress(page, &mut self.page, &mut self.context);
            let Page::Dict(mut page) = page.map_err(|error| source.damaged(error))? else {
                return Err(source.damaged("a dictionary is no dictionary"));
            };
            plain_ids(self.plain, &page.buffer, page.num_values, axis, &mut self.ids_of)?
                .ok_or_else(|| source.damaged("a dictionary is cut short"))?;
            self.keep(|| page.buffer.to_mut());
        }
        self.pages = Some(pages);
        self.kept = axis.keys().len();
        Ok(())
    }

    /// Use the room of a page again; one that was not packed lies in the bytes of the row group.
    fn keep<'a>(&mut self, page: impl FnOnce() -> &'a mut Vec<u8>) {
        if self.packed {
            self.page = std::mem::take(page());
        }
    }

    /// Rows that can be taken now; reads the next page where there are none.
    pub(super) fn ready(
        &mut self,
        source: &Source,
        file: &mut File,
        axis: &mut Axis,
    ) -> Result<usize> {
        while self.at == self.ids.len() {
            let Some(pages) = &mut self.pages else { return Ok(0) };
            let Some(page) = pages.next(source, file)? else { return Ok(0) };
            let page = decompress(page, &mut self.page, &mut self.context);
            let Page::Data(mut page) = page.map_err(|error| source.damaged(error))? else {
                return Err(source.damaged("a second dictionary"));
            };
            self.before += self.ids.len();
            self.at = 0;
            self.ids.clear();
            axis.forget(self.kept);
            let read = self.read(source, &page, axis)?;
            self.keep(|| page.buffer_mut());
            if !read {
                let before = self.before;
                self.all_at_once(source, file, axis)?;
                self.at = before;
            }
        }
        Ok(self.ids.len() - self.at)
    }

    pub(super) fn take(&mut self, rows: usize) -> &[u32] {
        self.at += rows;
        &self.ids[self.at - rows..self.at]
    }

    /// Read the whole column by polars' own reader.
    fn all_at_once(&mut self, source: &Source, file: &mut File, axis: &mut Axis) -> Result<()> {
        self.pages = None;
        self.ids.clear();
        for held in source.arrays(file, self.group, &self.name)? {
            array_ids(&held, axis, &mut self.ids, &self.name)?;
        }
        Ok(())
    }

    /// Read a page into ids; `false` where its encoding is left to polars.
    fn read(&mut self, source: &Source, page: &DataPage, axis: &mut Axis) -> Result<bool> {
        let rows = page.num_values();
        let parts = split_buffer(page).map_err(|error| source.damaged(error))?;
        let present = if self.optional {
            levels(parts.def, rows).map_err(|e| source.damaged(e))?
        } else {
            None
        };
        let n_present =
            present.as_ref().map_or(rows, |present| present.iter().map(|p| *p as usize).sum());
        match page.encoding() {
            Encoding::RleDictionary | Encoding::PlainDictionary => {
                let Some((bits, values)) = parts.values.split_first() else {
                    self.ids.resize(rows, MISSING);
                    return Ok(n_present == 0);
                };
                point(&self.ids_of, values, u32::from(*bits), n_present, &mut self.ids)
                    .map_err(|error| source.damaged(error))?;
            }
            Encoding::Plain => {
                if plain_ids(self.plain, parts.values, n_present, axis, &mut self.ids)?.is_none() {
                    return Err(source.damaged("a page is cut short"));
                }
            }
            _ => return Ok(false),
        }
        if let Some(present) = present {
            spread(&mut self.ids, &present);
        }
        Ok(true)
    }
}
