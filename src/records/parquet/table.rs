//! A Parquet file as columns of values, some rows at a time: for small tables, and for points that must be located.

use std::fs::File;
use std::sync::Arc;

use super::column::Problem;
use super::file::{Parquet, Reader};
use super::kind::{Cell, Cells};
use crate::error::{Error, Result};
use crate::phrase::Phrase;
use crate::records::{Source, Stamp, name_of};

/// Most values of a table: 4 million.
const MOST: u64 = 1 << 22;

/// Columns by name, with their values in the order of the rows.
pub type Table = Vec<(String, Vec<Cell>)>;

/// Hands out columns of a file, some rows at a time.
pub struct Chunks {
    parquet: Arc<Parquet>,
    file: File,
    readers: Vec<Reader<Cell>>,
    /// Number of the row group to come, and rows of the one at hand that are to come.
    next: usize,
    left: u64,
}

impl Parquet {
    /// What a column holds: `"text"`, `"whole"`, `"number"`, `"flag"` or `"day"`.
    ///
    /// # Errors
    /// There is no such column, or it holds something else.
    pub fn holds(&self, name: &str) -> Result<&'static str> {
        let (_, kind) = self.at(name)?;
        let expected = Phrase::READ_KINDS;
        kind.holds().ok_or_else(|| self.problem(Problem::Value(kind.must_hold(name, expected))))
    }

    /// Columns of these names, in pieces.
    ///
    /// # Errors
    /// There is no such column, or the file cannot be opened.
    pub fn chunks(self: &Arc<Self>, columns: &[String]) -> Result<Chunks> {
        let (file, _) = Stamp::open(&self.path)?;
        let readers = self.readers(columns)?;
        Ok(Chunks { parquet: Arc::clone(self), file, readers, next: 0, left: 0 })
    }

    /// All columns with one value per row whose values are of a kind that is read.
    ///
    /// # Errors
    /// The file is damaged, has changed, or is too large to be a table.
    pub fn table(self: &Arc<Self>) -> Result<Table> {
        let names: Vec<String> =
            self.names().into_iter().filter(|name| self.holds(name).is_ok()).collect();
        if self.footer.rows.saturating_mul(names.len() as u64) > MOST {
            return Err(Error::LargeTable {
                file: name_of(&self.path),
                rows: self.footer.rows,
                columns: names.len(),
                most: MOST,
            });
        }
        let mut chunks = self.chunks(&names)?;
        let mut table: Table = names.into_iter().map(|name| (name, Vec::new())).collect();
        while let Some(chunk) = chunks.next_chunk()? {
            for ((_, held), more) in table.iter_mut().zip(chunk) {
                held.extend(more);
            }
        }
        Ok(table)
    }
}

impl Chunks {
    /// The values of the next rows, per column; `None` at the end.
    ///
    /// # Errors
    /// The file is damaged, or has changed since it was opened.
    pub fn next_chunk(&mut self) -> Result<Option<Vec<Vec<Cell>>>> {
        let parquet = &self.parquet;
        while self.left == 0 {
            let Some(group) = parquet.footer.groups.get(self.next) else {
                parquet.stamp.check(&parquet.path)?;
                return Ok(None);
            };
            for reader in &mut self.readers {
                parquet.start(reader, group)?;
            }
            (self.next, self.left) = (self.next + 1, group.rows);
        }
        let mut step = usize::MAX;
        for reader in &mut self.readers {
            let mut cells = Cells { kind: &mut reader.kind, column: &reader.name };
            let ready = reader.column.ready(&mut self.file, &mut cells);
            step = step.min(ready.map_err(|problem| parquet.problem(problem))?);
        }
        if step == 0 || self.readers.is_empty() {
            return Err(parquet.damaged("a column ends before the others"));
        }
        self.left -= step as u64;
        Ok(Some(self.readers.iter_mut().map(|reader| reader.column.take(step).to_vec()).collect()))
    }
}
