//! Border: Parquet, a row group at a time. Names polars, with `batch` and `frame`.
//!
//! A column of codes is stored as a dictionary and small numbers that point into it. The values of the dictionary
//! are looked at once; the numbers go to the sink as they come from the page, so no text is ever built per row.
//! Pages in another encoding take polars' own reader.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use polars::prelude::{ArrowDataType as Type, ArrowField};
use polars_parquet::parquet::encoding::Encoding;
use polars_parquet::parquet::encoding::hybrid_rle::{HybridRleChunk, HybridRleDecoder};
use polars_parquet::parquet::page::{DataPage, split_buffer};
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, FileMetadata, PageReader, column_iter_to_arrays,
    infer_schema, read_metadata,
};

use super::batch::{Held, array_ids, array_numbers};
use super::run::run;
use super::{Axis, Sink, Tally};
use crate::error::{Error, Result};

/// A Parquet file whose layout has been read.
pub(crate) struct Source {
    path: PathBuf,
    metadata: FileMetadata,
    fields: Vec<ArrowField>,
}

/// Names of the columns that feed a sink.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    pub(crate) axes: Vec<String>,
    pub(crate) numbers: Vec<String>,
}

impl Source {
    /// Read the layout of a file.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let broken = |error: &dyn std::fmt::Display| {
            Error::Input(format!(
                "{}: is not a whole Parquet file ({error}); was it cut short?",
                path.display()
            ))
        };
        let mut file = File::open(path).map_err(|error| {
            Error::Input(format!("{}: cannot be opened ({error})", path.display()))
        })?;
        let metadata = read_metadata(&mut file).map_err(|error| broken(&error))?;
        let schema = infer_schema(&metadata).map_err(|error| broken(&error))?;
        let fields = schema.iter_values().cloned().collect();
        Ok(Self { path: path.to_owned(), metadata, fields })
    }

    /// Names of the columns.
    pub(crate) fn names(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.name.to_string()).collect()
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> u64 {
        self.metadata.row_groups.iter().map(|group| group.num_rows() as u64).sum()
    }

    /// Count the file on several threads.
    pub(crate) fn tally(
        &self,
        columns: &Columns,
        template: &Tally,
        threads: usize,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Tally> {
        let threads = threads.clamp(1, self.metadata.row_groups.len().max(1));
        let workers = (0..threads).map(|_| template.fresh()).collect();
        let mut workers = self.pass(columns, workers, tick)?.into_iter();
        let mut whole = workers.next().unwrap_or_else(|| template.fresh());
        for worker in workers {
            whole.merge(&worker)?;
        }
        Ok(whole)
    }

    /// Read the file in order into any sinks, one per thread.
    pub(crate) fn pass<S: Sink + Send>(
        &self,
        columns: &Columns,
        workers: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Vec<S>> {
        let next = AtomicUsize::new(0);
        run(
            workers,
            |sink| {
                let group = next.fetch_add(1, Ordering::Relaxed);
                (group < self.metadata.row_groups.len())
                    .then(|| self.group_into(group, columns, sink))
                    .transpose()
            },
            tick,
        )
    }

    fn damaged(&self, error: impl std::fmt::Display) -> Error {
        Error::Input(format!("{}: is damaged ({error})", self.path.display()))
    }

    /// Hand the rows of a row group to a sink; returns their number.
    fn group_into<S: Sink>(&self, group: usize, columns: &Columns, sink: &mut S) -> Result<u64> {
        sink.block();
        let mut file = File::open(&self.path).map_err(|error| self.damaged(error))?;
        for (number, name) in columns.numbers.iter().enumerate() {
            let mut offset = 0;
            for held in self.arrays(&mut file, group, name)? {
                let rows = held.len();
                array_numbers(&held, sink, number, offset, name)?;
                offset += rows;
            }
        }
        let mut readers = Vec::with_capacity(columns.axes.len());
        for (axis, name) in columns.axes.iter().enumerate() {
            readers.push(Column::open(self, &mut file, group, name, &mut sink.axes()[axis])?);
        }
        let rows = self.metadata.row_groups[group].num_rows();
        let mut done = 0;
        while done < rows {
            let mut step = rows - done;
            for (axis, reader) in readers.iter_mut().enumerate() {
                step = step.min(reader.ready(self, &mut file, &mut sink.axes()[axis])?);
            }
            if step == 0 {
                return Err(self.damaged("a column ends before the others"));
            }
            let slices: Vec<&[u32]> = readers.iter_mut().map(|reader| reader.take(step)).collect();
            sink.rows(&slices)?;
            done += step;
        }
        Ok(rows as u64)
    }

    fn chunk(&self, group: usize, name: &str) -> Result<(&ColumnChunkMetadata, &ArrowField)> {
        let missing = || Error::Input(format!("{}: has no column {name:?}", self.path.display()));
        let field = self.fields.iter().find(|field| field.name == name).ok_or_else(missing)?;
        let mut chunks =
            self.metadata.row_groups[group].columns_under_root_iter(name).ok_or_else(missing)?;
        match (chunks.next(), chunks.next()) {
            (Some(chunk), None) => Ok((chunk, field)),
            _ => Err(Error::Input(format!(
                "{}, column {name:?}: holds nested values, must hold one value per row",
                self.path.display()
            ))),
        }
    }

    fn pages(&self, file: &mut File, chunk: &ColumnChunkMetadata) -> Result<BasicDecompressor> {
        let range = chunk.byte_range();
        let size = usize::try_from(range.end - range.start).map_err(|error| self.damaged(error))?;
        let mut bytes = vec![0; size];
        file.seek(SeekFrom::Start(range.start)).map_err(|error| self.damaged(error))?;
        file.read_exact(&mut bytes).map_err(|error| self.damaged(error))?;
        let reader = PageReader::new(Cursor::new(bytes.into()), chunk, Vec::new(), usize::MAX);
        Ok(BasicDecompressor::new(reader, Vec::new()))
    }

    /// A column of a row group through polars' own reader.
    fn arrays(&self, file: &mut File, group: usize, name: &str) -> Result<Vec<Held>> {
        let (chunk, field) = self.chunk(group, name)?;
        let pages = self.pages(file, chunk)?;
        let primitive = &chunk.descriptor().descriptor.primitive_type;
        let (arrays, _) = column_iter_to_arrays(vec![pages], vec![primitive], field.clone(), None)
            .map_err(|error| self.damaged(error))?;
        Ok(arrays)
    }
}

/// How a page's plain values name a day or a code.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Plain {
    Text,
    Days,
    /// A point in time, in this many units a day.
    Stamp(i64),
    Other,
}

/// A column of a row group on its way to ids.
struct Column {
    name: String,
    group: usize,
    plain: Plain,
    optional: bool,
    pages: Option<BasicDecompressor>,
    /// Id of each value of the dictionary.
    ids_of: Vec<u32>,
    ids: Vec<u32>,
    at: usize,
    /// Rows handed out before `ids`.
    before: usize,
}

impl Column {
    fn open(
        source: &Source,
        file: &mut File,
        group: usize,
        name: &str,
        axis: &mut Axis,
    ) -> Result<Self> {
        let (chunk, field) = source.chunk(group, name)?;
        let plain = plain_of(&field.dtype, axis.is_date());
        let mut column = Self {
            name: name.to_owned(),
            group,
            plain,
            optional: chunk.descriptor().descriptor.max_def_level > 0,
            pages: None,
            ids_of: Vec::new(),
            ids: Vec::new(),
            at: 0,
            before: 0,
        };
        if plain == Plain::Other || chunk.descriptor().descriptor.max_def_level > 1 {
            column.all_at_once(source, file, axis)?;
            return Ok(column);
        }
        let mut pages = source.pages(file, chunk)?;
        if let Some(page) = pages.read_dict_page().map_err(|error| source.damaged(error))? {
            plain_ids(plain, &page.buffer, page.num_values, axis, &mut column.ids_of)?
                .ok_or_else(|| source.damaged("a dictionary is cut short"))?;
        }
        column.pages = Some(pages);
        Ok(column)
    }

    /// Rows that can be taken now; reads the next page where there are none.
    fn ready(&mut self, source: &Source, file: &mut File, axis: &mut Axis) -> Result<usize> {
        while self.at == self.ids.len() {
            let Some(pages) = &mut self.pages else { return Ok(0) };
            let Some(page) = pages.next() else { return Ok(0) };
            let page = page
                .and_then(|page| page.decompress(pages))
                .map_err(|error| source.damaged(error))?;
            self.before += self.ids.len();
            self.at = 0;
            self.ids.clear();
            let read = self.page(source, &page, axis)?;
            if let Some(pages) = &mut self.pages {
                pages.reuse_page_buffer(page);
            }
            if !read {
                let before = self.before;
                self.all_at_once(source, file, axis)?;
                self.at = before;
            }
        }
        Ok(self.ids.len() - self.at)
    }

    fn take(&mut self, rows: usize) -> &[u32] {
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
    fn page(&mut self, source: &Source, page: &DataPage, axis: &mut Axis) -> Result<bool> {
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
                    self.ids.resize(rows, super::MISSING);
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

fn plain_of(dtype: &Type, date: bool) -> Plain {
    use polars::prelude::ArrowTimeUnit as Unit;
    match (dtype, date) {
        (Type::Utf8View | Type::LargeUtf8 | Type::Utf8, _) => Plain::Text,
        (Type::Date32, true) => Plain::Days,
        (Type::Timestamp(unit, _), true) => Plain::Stamp(match unit {
            Unit::Second => return Plain::Other,
            Unit::Millisecond => 86_400_000,
            Unit::Microsecond => 86_400_000_000,
            Unit::Nanosecond => 86_400_000_000_000,
        }),
        _ => Plain::Other,
    }
}

/// Ids of values stored one after the other; `None` where the bytes run out.
fn plain_ids(
    plain: Plain,
    mut bytes: &[u8],
    values: usize,
    axis: &mut Axis,
    ids: &mut Vec<u32>,
) -> Result<Option<()>> {
    for _ in 0..values {
        let id = match plain {
            Plain::Text => {
                let Some((size, rest)) = bytes.split_first_chunk::<4>() else { return Ok(None) };
                let Some((text, rest)) = rest.split_at_checked(u32::from_le_bytes(*size) as usize)
                else {
                    return Ok(None);
                };
                bytes = rest;
                axis.text(text)?
            }
            Plain::Days => {
                let Some((day, rest)) = bytes.split_first_chunk::<4>() else { return Ok(None) };
                bytes = rest;
                axis.on_day(i32::from_le_bytes(*day))
            }
            Plain::Stamp(a_day) => {
                let Some((stamp, rest)) = bytes.split_first_chunk::<8>() else { return Ok(None) };
                bytes = rest;
                axis.on_day(
                    i32::try_from(i64::from_le_bytes(*stamp).div_euclid(a_day)).unwrap_or(i32::MAX),
                )
            }
            Plain::Other => return Ok(None),
        };
        ids.push(id);
    }
    Ok(Some(()))
}

/// Ids of values stored as positions in the dictionary.
fn point(
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
fn levels(bytes: &[u8], rows: usize) -> std::result::Result<Option<Vec<u32>>, String> {
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
fn spread(ids: &mut Vec<u32>, present: &[u32]) {
    let packed = std::mem::take(ids);
    ids.reserve(present.len());
    let mut at = 0;
    for present in present {
        let id = packed.get(at).copied().unwrap_or(super::MISSING);
        ids.push(id * present);
        at += *present as usize;
    }
}
