//! Counts of combinations of distinct values, in one pass over the records.

use hashbrown::{HashMap, HashSet};

use super::spell::codes;
use super::table::Table;
use super::{Axis, Block, Kind, MISSING, Met, Numbers, RESERVED, Sink, Spelling};
use crate::error::{Error, Result};
use crate::phrase::Phrase;

/// Most records that combinations can stand for: whole numbers up to it are exact in a 64-bit float.
const MOST_RECORDS: u64 = 1 << 53;

/// Columns of records with their distinct values, and tables that count combinations of them.
#[derive(Debug, Clone)]
pub struct Tally {
    axes: Vec<Axis>,
    numbers: Vec<Numbers>,
    /// What is counted; a table within a larger one is added up from that.
    tables: Vec<Table>,
    /// Which table holds each table asked for.
    asked: Vec<Asked>,
    rows: u64,
}

/// A table that was asked for: its axes, and the position of the table that holds its counts.
#[derive(Debug, Clone)]
struct Asked {
    axes: Vec<usize>,
    held: usize,
}

/// Whether all axes stand in another list in the same order.
fn within(axes: &[usize], other: &[usize]) -> bool {
    let mut rest = other.iter();
    axes.iter().all(|axis| rest.any(|there| there == axis))
}

impl Tally {
    /// An empty tally; `tables` names the axes of each table by position.
    ///
    /// # Errors
    /// A table names an axis that does not exist, or none.
    pub fn new(axes: Vec<Axis>, numbers: Vec<Numbers>, tables: &[Vec<usize>]) -> Result<Self> {
        if tables
            .iter()
            .any(|table| table.is_empty() || table.iter().any(|axis| *axis >= axes.len()))
        {
            let value = format!("{tables:?}");
            return Err(Error::Argument { name: "tables", value, rule: Phrase::AXES });
        }
        let larger = |at: usize, table: &[usize]| {
            let before = |other: usize| tables[other].len() > table.len() || other < at;
            (0..tables.len()).any(|o| o != at && before(o) && within(table, &tables[o]))
        };
        let counted = tables.iter().enumerate().filter(|(at, table)| !larger(*at, table));
        let held: Vec<Table> = counted.map(|(_, table)| Table::new(table)).collect();
        let place = |axes: &Vec<usize>| {
            let found = held.iter().position(|held| within(axes, held.axes()));
            Asked { axes: axes.clone(), held: found.unwrap_or_default() }
        };
        let asked = tables.iter().map(place).collect();
        Ok(Self { axes, numbers, tables: held, asked, rows: 0 })
    }

    /// An empty tally of the same columns and tables.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self {
            axes: self.axes.iter().map(Axis::fresh).collect(),
            numbers: self.numbers.iter().map(Numbers::fresh).collect(),
            tables: self.tables.iter().map(|table| Table::new(table.axes())).collect(),
            asked: self.asked.clone(),
            rows: 0,
        }
    }

    /// The columns with their distinct values.
    #[must_use]
    pub fn columns(&self) -> &[Axis] {
        &self.axes
    }

    /// The columns of numbers.
    #[must_use]
    pub fn checked(&self) -> &[Numbers] {
        &self.numbers
    }

    /// Number of rows taken.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.rows
    }

    /// Rows per id of one axis.
    ///
    /// # Errors
    /// No table has the axis.
    pub fn marginal(&self, axis: usize) -> Result<Vec<u64>> {
        let Some(table) = self.asked.iter().position(|table| table.axes.contains(&axis)) else {
            return Err(Error::Argument {
                name: "axis",
                value: axis.to_string(),
                rule: Phrase::ONE_AXIS,
            });
        };
        let axes = &self.asked[table].axes;
        let maps: Vec<Vec<Option<usize>>> = axes
            .iter()
            .map(|other| {
                (0..self.axes[*other].len())
                    .map(|id| Some(if *other == axis { id } else { 0 }))
                    .collect()
            })
            .collect();
        let sizes: Vec<usize> = axes
            .iter()
            .map(|other| if *other == axis { self.axes[axis].len() } else { 1 })
            .collect();
        self.collapse(table, &maps, &sizes)
    }

    /// Add the cells of a table up: `maps` gives per axis of the table and id the index in a smaller axis of `sizes`,
    /// `None` to leave out. Returns the smaller table, last axis fastest.
    ///
    /// # Errors
    /// There is no such table, or a map does not fit its axis or size.
    pub fn collapse(
        &self,
        table: usize,
        maps: &[Vec<Option<usize>>],
        sizes: &[usize],
    ) -> Result<Vec<u64>> {
        let fits = self.asked.get(table).filter(|asked| {
            let axes = &asked.axes;
            axes.len() == maps.len()
                && axes.len() == sizes.len()
                && axes.iter().zip(maps).all(|(axis, map)| map.len() == self.axes[*axis].len())
                && maps
                    .iter()
                    .zip(sizes)
                    .all(|(map, size)| map.iter().flatten().all(|to| to < size))
        });
        let Some(asked) = fits else {
            return Err(Error::Argument {
                name: "maps",
                value: format!("{} maps", maps.len()),
                rule: Phrase::ONE_PER_AXIS,
            });
        };
        let held = &self.tables[asked.held];
        if held.axes() == asked.axes {
            return Ok(held.collapse(maps, sizes));
        }
        // An axis that was not asked for is added up.
        let of = |axis: &usize| match asked.axes.iter().position(|other| other == axis) {
            Some(at) => (maps[at].clone(), sizes[at]),
            None => (vec![Some(0); self.axes[*axis].len()], 1),
        };
        let (maps, sizes): (Vec<_>, Vec<_>) = held.axes().iter().map(of).unzip();
        Ok(held.collapse(&maps, &sizes))
    }

    /// Put the spellings of each code together, and the signs of a missing value with what is missing; `known` are
    /// the codes that a column can have, where that is declared. Returns the labels that are not written as their
    /// code, and all labels, to find their rows. No other tally can be merged afterwards.
    ///
    /// # Errors
    /// A column is in no table.
    pub fn settle(&mut self, known: &[Option<HashSet<String>>]) -> Result<(Vec<Met>, Spelling)> {
        let (mut met, mut spelling) = (Vec::new(), Spelling::default());
        let mut ids: Vec<Vec<u32>> = Vec::new();
        let mut settled = Vec::new();
        for (at, axis) in self.axes.iter().enumerate() {
            let found = codes(axis, known.get(at).and_then(Option::as_ref));
            if !matches!(axis.kind(), Kind::Text(_)) {
                ids.push((0..axis.len()).filter_map(|id| u32::try_from(id).ok()).collect());
                settled.push(axis.clone());
                continue;
            }
            let counts = if axis.is_empty() { Vec::new() } else { self.marginal(at)? };
            let mut new = axis.fresh();
            let mut of: Vec<u32> = (0..3).collect();
            let mut names: HashMap<String, u32> = HashMap::new();
            for (id, code) in (RESERVED..).zip(found) {
                let label = axis.label(id).unwrap_or_default().to_owned();
                of.push(match &code {
                    None => MISSING,
                    Some(code) => {
                        if let Some(id) = names.get(code) {
                            *id
                        } else {
                            let id = new.add(code)?;
                            names.insert(code.clone(), id);
                            id
                        }
                    }
                });
                if code.as_ref() != Some(&label) {
                    met.push(Met {
                        axis: at,
                        label: label.clone(),
                        code: code.clone(),
                        count: counts[id],
                    });
                }
                spelling.add(axis.name(), std::iter::once((label, code)));
            }
            ids.push(of);
            settled.push(new);
        }
        let mut tables: Vec<Table> = self.tables.iter().map(|t| Table::new(t.axes())).collect();
        for (table, from) in tables.iter_mut().zip(&self.tables) {
            table.make_room(&settled)?;
            table.merge(from, &ids);
        }
        (self.axes, self.tables) = (settled, tables);
        Ok((met, spelling))
    }

    /// Add the counts of another tally of the same columns and tables.
    ///
    /// # Errors
    /// There are more combinations than fit in memory.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        let mut ids = Vec::with_capacity(self.axes.len());
        for (axis, from) in self.axes.iter_mut().zip(&other.axes) {
            ids.push(axis.absorb(from)?);
        }
        for (table, from) in self.tables.iter_mut().zip(&other.tables) {
            table.make_room(&self.axes)?;
            table.merge(from, &ids);
        }
        for (mine, theirs) in self.numbers.iter_mut().zip(&other.numbers) {
            mine.merge(theirs);
        }
        self.rows += other.rows;
        Ok(())
    }
}

impl Sink for Tally {
    fn width(&self) -> usize {
        self.axes.len()
    }

    fn axis(&mut self, at: usize) -> &mut Axis {
        &mut self.axes[at]
    }

    fn numbers(&mut self) -> &mut [Numbers] {
        &mut self.numbers
    }

    fn block(&mut self, _block: Block) {
        for axis in &mut self.axes {
            axis.forget(0);
        }
    }

    fn weighted(&mut self, ids: &[&[u32]], weights: &[u64]) -> Result<()> {
        for (row, weight) in weights.iter().enumerate() {
            self.rows = self
                .rows
                .checked_add(*weight)
                .filter(|rows| *rows <= MOST_RECORDS)
                .ok_or(Error::TooLarge { column: "n", row, value: *weight as f64 })?;
        }
        for table in &mut self.tables {
            table.make_room(&self.axes)?;
            table.count_weighted(ids, weights);
        }
        Ok(())
    }

    fn rows(&mut self, ids: &[&[u32]]) -> Result<()> {
        self.rows += ids.first().map_or(0, |column| column.len()) as u64;
        for table in &mut self.tables {
            table.make_room(&self.axes)?;
            table.count(ids);
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "tally_tests.rs"]
mod tests;
