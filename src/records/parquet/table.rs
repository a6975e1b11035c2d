//! A small Parquet file as a table.

use super::column::Column;
use super::kind::{Cell, Cells};
use super::{Parquet, Reader};
use crate::error::{Error, Result};
use crate::records::{Stamp, name_of};

/// Most values of a table: 4 million.
const MOST: u64 = 1 << 22;

/// Columns by name, with their values in the order of the rows.
pub type Table = Vec<(String, Vec<Cell>)>;

impl Parquet {
    /// All columns with one value per row whose values are of a kind that is read.
    ///
    /// # Errors
    /// The file is damaged, has changed, or is too large to be a table.
    pub fn table(&self) -> Result<Table> {
        let leaves = self.footer.leaves.iter().enumerate().filter(|(_, leaf)| !leaf.nested);
        let kept: Vec<_> =
            leaves.filter_map(|(at, _)| Some((at, self.kinds[at].as_ref().ok()?))).collect();
        if self.footer.rows.saturating_mul(kept.len() as u64) > MOST {
            return Err(Error::LargeTable {
                file: name_of(&self.path),
                rows: self.footer.rows,
                columns: kept.len(),
                most: MOST,
            });
        }
        let (mut file, _) = Stamp::open(&self.path)?;
        let mut table = Table::new();
        for (at, kind) in kept {
            let name = self.footer.leaves[at].name.clone();
            let mut reader =
                Reader { name: name.clone(), at, kind: kind.clone(), column: Column::new(at) };
            let mut values = Vec::new();
            for group in &self.footer.groups {
                self.start(&mut reader, group)?;
                loop {
                    let mut cells = Cells { kind: &mut reader.kind, column: &name };
                    let ready = reader.column.ready(&mut file, &mut cells);
                    let ready = ready.map_err(|problem| self.problem(problem))?;
                    if ready == 0 {
                        break;
                    }
                    values.extend_from_slice(reader.column.take(ready));
                }
            }
            table.push((name, values));
        }
        self.stamp.check(&self.path)?;
        Ok(table)
    }
}
