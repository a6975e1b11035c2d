//! A Parquet file as a source of records.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::column::{Column, Problem};
use super::footer::{self, Footer, Group, Leaf};
use super::kind::{Cell, Cells, Ids, Kind};
use super::zone;
use crate::error::{Error, Result};
use crate::phrase::Phrase;
use crate::records::run::run;
use crate::records::{
    Block, Broken, Columns, Extent, Numbers, Passed, Sink, Source, Stamp, Verdict, name_of,
};
use crate::values::{Cleaned, clean};

/// A Parquet file whose footer has been read.
#[derive(Debug)]
pub struct Parquet {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
    pub(super) footer: Footer,
    kinds: Vec<std::result::Result<Kind, String>>,
}

impl Parquet {
    /// Read the footer of a file.
    ///
    /// # Errors
    /// The file cannot be opened, or is no whole Parquet file.
    pub fn open(path: &Path) -> Result<Self> {
        let (mut file, stamp) = Stamp::open(path)?;
        let footer = footer::read(&mut file, stamp.size())
            .map_err(|what| Error::NotParquet { file: name_of(path), reason: what })?;
        let zones = footer.arrow.as_deref().map(zone::zones).unwrap_or_default();
        let zone = |name: &str| zones.get(name).map(String::as_str);
        let kinds = footer.leaves.iter().map(|leaf| Kind::of(leaf, zone(&leaf.name))).collect();
        Ok(Self { path: path.to_owned(), stamp, footer, kinds })
    }

    pub(super) fn damaged(&self, what: impl Into<String>) -> Error {
        Error::Damaged { file: name_of(&self.path), reason: what.into() }
    }

    pub(super) fn problem(&self, problem: Problem) -> Error {
        match problem {
            Problem::Damaged(what) => self.damaged(what),
            Problem::Value(mut error) => {
                if let Error::ColumnHolds { file, .. } | Error::LostZero { file, .. } = &mut error {
                    *file = name_of(&self.path);
                }
                error
            }
        }
    }

    /// Position of a column that has one value per row, and what it holds.
    pub(super) fn at(&self, name: &str) -> Result<(usize, Kind)> {
        let file = name_of(&self.path);
        let leaves = || self.footer.leaves.iter().filter(|leaf| !leaf.nested);
        let alike = |leaf: &&Leaf| clean(&leaf.name) == clean(name);
        let exact = leaves().find(|leaf| leaf.name == name);
        // A name that differs in spaces only, as files of other years have it.
        let leaf =
            exact.or_else(|| leaves().find(alike).filter(|_| leaves().filter(alike).count() == 1));
        let found = leaf.and_then(|leaf| self.footer.leaves.iter().position(|other| other == leaf));
        let column = name.to_owned();
        let at =
            found.ok_or_else(|| Error::NoColumn { file: file.clone(), column: column.clone() })?;
        let kind = self.kinds[at].clone();
        Ok((at, kind.map_err(|zone| Error::TimeZone { file, column, zone })?))
    }

    pub(super) fn readers<T: Clone>(&self, names: &[String]) -> Result<Vec<Reader<T>>> {
        let reader = |name: &String| {
            let (at, kind) = self.at(name)?;
            Ok(Reader { name: name.clone(), at, kind, column: Column::new(at) })
        };
        names.iter().map(reader).collect()
    }

    pub(super) fn start<T: Clone>(&self, reader: &mut Reader<T>, group: &Group) -> Result<()> {
        let leaf = &self.footer.leaves[reader.at];
        reader.column.start(leaf, group).map_err(|what| self.damaged(what))
    }

    /// Open the file once more, for one thread; it must be what it was.
    pub(super) fn opened(&self, columns: &Columns) -> Result<Opened> {
        let (file, stamp) = Stamp::open(&self.path)?;
        if stamp != self.stamp {
            self.stamp.check(&self.path)?;
        }
        let (axes, numbers) = (self.readers(&columns.axes)?, self.readers(&columns.numbers)?);
        Ok(Opened { file, axes, numbers })
    }

    /// Check that the file is still what it was.
    pub(super) fn unchanged(&self) -> Result<()> {
        self.stamp.check(&self.path)
    }

    /// Number of row groups.
    pub(super) fn groups(&self) -> usize {
        self.footer.groups.len()
    }

    /// Hand the rows of a row group to a sink, as so many a block; returns their number.
    pub(super) fn group_into<S: Sink>(
        &self,
        number: usize,
        block: u64,
        opened: &mut Opened,
        sink: &mut S,
    ) -> Result<u64> {
        let group = &self.footer.groups[number];
        let Opened { file, axes, numbers } = opened;
        sink.block(Block { number: block, first: Some(group.first) });
        for (at, reader) in numbers.iter_mut().enumerate() {
            self.start(reader, group)?;
            self.numbers_into(file, reader, at, sink)?;
        }
        for reader in &mut *axes {
            self.start(reader, group)?;
        }
        let mut done = 0;
        while done < group.rows {
            let mut step = usize::MAX;
            for (axis, reader) in axes.iter_mut().enumerate() {
                let mut ids = Ids { kind: &mut reader.kind, axis: sink.axis(axis) };
                let ready = reader.column.ready(file, &mut ids).map_err(|p| self.problem(p))?;
                step = step.min(ready);
            }
            if step == 0 || axes.is_empty() {
                return Err(self.damaged("a column ends before the others"));
            }
            let slices: Vec<&[u32]> =
                axes.iter_mut().map(|reader| reader.column.take(step)).collect();
            sink.rows(&slices)?;
            done += step as u64;
        }
        Ok(group.rows)
    }

    /// Check the numbers of a column of a row group.
    fn numbers_into<S: Sink>(
        &self,
        file: &mut File,
        reader: &mut Reader<Cell>,
        at: usize,
        sink: &mut S,
    ) -> Result<()> {
        let mut offset = 0;
        loop {
            let mut cells = Cells { kind: &mut reader.kind, column: &reader.name };
            let ready = reader.column.ready(file, &mut cells).map_err(|p| self.problem(p))?;
            if ready == 0 {
                return Ok(());
            }
            for cell in reader.column.take(ready) {
                let found = verdict(&mut sink.numbers()[at], cell);
                let found = found.ok_or_else(|| {
                    self.problem(Problem::Value(
                        reader.kind.must_hold(&reader.name, Phrase::NUMBERS),
                    ))
                })?;
                if found == Verdict::Bad {
                    sink.bad_number(at, offset);
                }
                offset += 1;
            }
        }
    }
}

/// What a value is in a column of numbers; `None` where it is of another kind.
fn verdict(numbers: &mut Numbers, cell: &Cell) -> Option<Verdict> {
    Some(match cell {
        Cell::Missing => numbers.number(None),
        Cell::Real(value) => numbers.number(Some(*value)),
        Cell::Whole(value) => numbers.number(Some(*value as f64)),
        Cell::Text(text) => numbers.text(text.as_bytes()),
        Cell::NoText => numbers.number(Some(f64::INFINITY)),
        Cell::Flag(_) | Cell::Day(_) => return None,
    })
}

/// A column that is read, and what it holds.
pub(super) struct Reader<T> {
    pub(super) name: String,
    pub(super) at: usize,
    pub(super) kind: Kind,
    pub(super) column: Column<T>,
}

/// The file as one thread has it open.
pub(super) struct Opened {
    file: File,
    axes: Vec<Reader<u32>>,
    numbers: Vec<Reader<Cell>>,
}

impl Source for Parquet {
    fn names(&self) -> Vec<String> {
        let flat = self.footer.leaves.iter().filter(|leaf| !leaf.nested);
        let cleaned = |leaf: &Leaf| match clean(&leaf.name) {
            Cleaned::Text(name) => name.into_owned(),
            Cleaned::Unprintable => leaf.name.clone(),
        };
        flat.map(cleaned).collect()
    }

    fn rows(&self) -> Option<u64> {
        Some(self.footer.rows)
    }

    fn workers(&self, threads: usize) -> usize {
        threads.min(self.groups()).max(1)
    }

    fn ordered(&self, threads: usize) -> usize {
        self.workers(threads)
    }

    fn pass<S: Sink + Send>(
        &self,
        columns: &Columns,
        sinks: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Passed<S>> {
        let worker = |sink| Ok((sink, self.opened(columns)?));
        let workers = sinks.into_iter().map(worker).collect::<Result<Vec<_>>>()?;
        let next = AtomicUsize::new(0);
        let step = |(sink, opened): &mut (S, Opened)| {
            let group = next.fetch_add(1, Ordering::Relaxed);
            let there = group < self.groups();
            there.then(|| self.group_into(group, group as u64, opened, sink)).transpose()
        };
        let workers = run(workers, step, tick)?;
        self.stamp.check(&self.path)?;
        let mut extent = Extent::default();
        for (number, group) in self.footer.groups.iter().enumerate() {
            extent.add(number as u64, group.rows, 0);
        }
        extent.settle();
        let sinks = workers.into_iter().map(|(sink, _)| sink).collect();
        Ok(Passed { sinks, broken: Broken::default(), extent })
    }
}
