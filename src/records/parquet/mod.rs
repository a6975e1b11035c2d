//! Border: Parquet, a row group at a time. Names polars, with `batch` and `frame`.
//!
//! A column of codes is stored as a dictionary and small numbers that point into it. The values of the dictionary
//! are looked at once; the numbers go to the sink as they come from the page, so no text is ever built per row.
//! Pages in another encoding take polars' own reader.

mod column;
mod page;
mod pages;

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use polars::prelude::ArrowField;
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, FileMetadata, PageReader, column_iter_to_arrays,
    infer_schema, read_metadata,
};

use self::column::Column;
use super::Sink;
use super::batch::{Held, array_numbers};
use super::run::run;
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

    /// Number of pieces that threads can share.
    pub(crate) fn pieces(&self) -> usize {
        self.metadata.row_groups.len()
    }

    /// Read the file in order into any sinks, one per thread.
    pub(crate) fn pass<S: Sink + Send>(
        &self,
        columns: &Columns,
        sinks: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Vec<S>> {
        let next = AtomicUsize::new(0);
        let open = |sink| {
            let file = File::open(&self.path).map_err(|error| self.damaged(error))?;
            let readers: Vec<_> = columns.axes.iter().map(|name| Column::new(name)).collect();
            Ok((sink, file, readers))
        };
        let workers = sinks.into_iter().map(open).collect::<Result<Vec<_>>>()?;
        let workers = run(
            workers,
            |(sink, file, readers)| {
                let group = next.fetch_add(1, Ordering::Relaxed);
                (group < self.metadata.row_groups.len())
                    .then(|| self.group_into(group, file, readers, &columns.numbers, sink))
                    .transpose()
            },
            tick,
        )?;
        Ok(workers.into_iter().map(|(sink, _, _)| sink).collect())
    }

    fn damaged(&self, error: impl std::fmt::Display) -> Error {
        Error::Input(format!("{}: is damaged ({error})", self.path.display()))
    }

    /// Hand the rows of a row group to a sink; returns their number.
    fn group_into<S: Sink>(
        &self,
        group: usize,
        file: &mut File,
        readers: &mut [Column],
        numbers: &[String],
        sink: &mut S,
    ) -> Result<u64> {
        let before = &self.metadata.row_groups[..group];
        sink.block(Some(before.iter().map(|group| group.num_rows() as u64).sum()));
        for (number, name) in numbers.iter().enumerate() {
            let mut offset = 0;
            for held in self.arrays(file, group, name)? {
                let rows = held.len();
                array_numbers(&held, sink, number, offset, name)?;
                offset += rows;
            }
        }
        for (axis, reader) in readers.iter_mut().enumerate() {
            reader.start(self, file, group, sink.axis(axis))?;
        }
        let rows = self.metadata.row_groups[group].num_rows();
        let mut done = 0;
        while done < rows {
            let mut step = rows - done;
            for (axis, reader) in readers.iter_mut().enumerate() {
                step = step.min(reader.ready(self, file, sink.axis(axis))?);
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

    /// A column of a row group through polars' own reader.
    fn arrays(&self, file: &mut File, group: usize, name: &str) -> Result<Vec<Held>> {
        let (chunk, field) = self.chunk(group, name)?;
        let range = chunk.byte_range();
        let size = usize::try_from(range.end - range.start).map_err(|error| self.damaged(error))?;
        let mut bytes = vec![0; size];
        file.seek(SeekFrom::Start(range.start)).map_err(|error| self.damaged(error))?;
        file.read_exact(&mut bytes).map_err(|error| self.damaged(error))?;
        let pages = PageReader::new(Cursor::new(bytes.into()), chunk, Vec::new(), usize::MAX);
        let pages = BasicDecompressor::new(pages, Vec::new());
        let primitive = &chunk.descriptor().descriptor.primitive_type;
        let (arrays, _) = column_iter_to_arrays(vec![pages], vec![primitive], field.clone(), None)
            .map_err(|error| self.damaged(error))?;
        Ok(arrays)
    }
}
