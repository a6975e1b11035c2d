//! Counts of every combination of distinct values.

use super::{Axis, Numbers, Sink};
use crate::error::{Error, Result};

/// Most combinations kept: 2^27 counts of four bytes, 512 MiB.
const MOST: usize = 1 << 27;

/// A table with one dimension per axis, and in each cell the number of rows.
#[derive(Debug, Clone)]
pub struct Tally {
    axes: Vec<Axis>,
    numbers: Vec<Numbers>,
    /// Room per axis; the last axis varies fastest.
    room: Vec<usize>,
    cells: Vec<u32>,
    rows: u64,
}

impl Tally {
    /// An empty table.
    #[must_use]
    pub fn new(axes: Vec<Axis>, numbers: Vec<Numbers>) -> Self {
        let room: Vec<usize> = axes.iter().map(|axis| axis.len().next_power_of_two()).collect();
        let cells = vec![0; room.iter().product()];
        Self { axes, numbers, room, cells, rows: 0 }
    }

    /// An empty table of the same columns.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self::new(
            self.axes.iter().map(|axis| Axis::new(axis.name(), axis.kind().clone())).collect(),
            self.numbers.iter().map(|numbers| Numbers::new(&numbers.name, numbers.least)).collect(),
        )
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

    /// Rows per id of one axis, other axes added up.
    #[must_use]
    pub fn marginal(&self, axis: usize) -> Vec<u64> {
        let mut maps: Vec<Vec<Option<usize>>> = self.axes.iter().map(|a| vec![Some(0); a.len()]).collect();
        let mut sizes = vec![1; self.axes.len()];
        maps[axis] = (0..self.axes[axis].len()).map(Some).collect();
        sizes[axis] = self.axes[axis].len();
        self.collapse(&maps, &sizes)
    }

    /// Add cells up: `maps` gives per axis and id the index in a smaller axis of `sizes`, `None` to leave out.
    ///
    /// Returns the smaller table, last axis fastest.
    ///
    /// # Panics
    /// An index lies outside its size, or a map is shorter than its axis.
    #[must_use]
    pub fn collapse(&self, maps: &[Vec<Option<usize>>], sizes: &[usize]) -> Vec<u64> {
        let mut out = vec![0_u64; sizes.iter().product()];
        self.add_up(0, 0, 0, maps, sizes, &mut out);
        out
    }

    fn add_up(
        &self,
        axis: usize,
        from: usize,
        to: usize,
        maps: &[Vec<Option<usize>>],
        sizes: &[usize],
        out: &mut [u64],
    ) {
        let last = axis + 1 == self.axes.len();
        for (id, target) in maps[axis].iter().enumerate().take(self.axes[axis].len()) {
            let Some(target) = target else { continue };
            let (from, to) = (from * self.room[axis] + id, to * sizes[axis] + target);
            if last {
                out[to] += u64::from(self.cells[from]);
            } else {
                self.add_up(axis + 1, from, to, maps, sizes, out);
            }
        }
    }

    /// Add the counts of another table of the same columns.
    ///
    /// # Errors
    /// There are more combinations than fit in memory.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.rows == 0 {
            self.clone_from(other);
            return Ok(());
        }
        let mut ids = Vec::with_capacity(self.axes.len());
        for (axis, from) in self.axes.iter_mut().zip(&other.axes) {
            ids.push(axis.absorb(from)?);
        }
        self.make_room()?;
        other.add_into(0, 0, 0, &ids, self);
        for (mine, theirs) in self.numbers.iter_mut().zip(&other.numbers) {
            mine.missing += theirs.missing;
            mine.good += theirs.good;
            mine.bad += theirs.bad;
        }
        self.rows += other.rows;
        Ok(())
    }

    fn add_into(&self, axis: usize, from: usize, to: usize, ids: &[Vec<u32>], target: &mut Self) {
        for id in 0..self.axes[axis].len() {
            let from = from * self.room[axis] + id;
            let to = to * target.room[axis] + ids[axis][id] as usize;
            if axis + 1 == self.axes.len() {
                target.cells[to] += self.cells[from];
            } else {
                self.add_into(axis + 1, from, to, ids, target);
            }
        }
    }

    /// Give every axis room for its values; counts move along.
    fn make_room(&mut self) -> Result<()> {
        if self.axes.iter().zip(&self.room).all(|(axis, room)| axis.len() <= *room) {
            return Ok(());
        }
        let room: Vec<usize> =
            self.axes.iter().zip(&self.room).map(|(axis, room)| axis.len().next_power_of_two().max(*room)).collect();
        let size = room.iter().try_fold(1_usize, |size, room| size.checked_mul(*room)).filter(|size| *size <= MOST);
        let Some(size) = size else {
            let most = self.axes.iter().max_by_key(|axis| axis.len()).map_or("", Axis::name);
            return Err(Error::Input(format!(
                "the columns have too many combinations of distinct values (more than {MOST}); \
                 column {most:?} has most: does it hold codes?"
            )));
        };
        let mut cells = vec![0; size];
        let run = self.room.last().copied().unwrap_or(1);
        for (block, values) in self.cells.chunks(run).enumerate() {
            let (mut rest, mut stride, mut start) = (block, room.last().copied().unwrap_or(1), 0);
            for axis in (0..room.len().saturating_sub(1)).rev() {
                start += rest % self.room[axis] * stride;
                rest /= self.room[axis];
                stride *= room[axis];
            }
            cells[start..start + run].copy_from_slice(values);
        }
        self.cells = cells;
        self.room = room;
        Ok(())
    }
}

impl Sink for Tally {
    fn axes(&mut self) -> &mut [Axis] {
        &mut self.axes
    }

    fn numbers(&mut self) -> &mut [Numbers] {
        &mut self.numbers
    }

    fn rows(&mut self, ids: &[&[u32]]) -> Result<()> {
        self.make_room()?;
        let rows = ids.first().map_or(0, |column| column.len());
        self.rows += rows as u64;
        if let ([a, b, c], [_, room_b, room_c]) = (ids, &self.room[..]) {
            for ((a, b), c) in a.iter().zip(*b).zip(*c) {
                self.cells[(*a as usize * room_b + *b as usize) * room_c + *c as usize] += 1;
            }
            return Ok(());
        }
        for row in 0..rows {
            let cell = ids.iter().zip(&self.room).fold(0, |cell, (column, room)| cell * room + column[row] as usize);
            self.cells[cell] += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Kind;

    fn filled(rows: &[(&str, &str)]) -> Tally {
        let mut tally = Tally::new(vec![Axis::new("a", Kind::Text), Axis::new("b", Kind::Text)], Vec::new());
        for (a, b) in rows {
            let ids = [tally.axes()[0].text(a.as_bytes()).unwrap(), tally.axes()[1].text(b.as_bytes()).unwrap()];
            tally.rows(&[&ids[..1], &ids[1..]]).unwrap();
        }
        tally
    }

    #[test]
    fn counts_survive_growth_and_merging_in_any_order() {
        // Oracle: a plain count of the pairs.
        let names: Vec<String> = (0..37).map(|i| format!("v{i}")).collect();
        let rows: Vec<(&str, &str)> =
            (0..2000).map(|i| (names[i * 7 % 37].as_str(), names[i * i % 11].as_str())).collect();
        let whole = filled(&rows);
        let mut merged = filled(&rows[..300]);
        merged.merge(&filled(&rows[300..])).unwrap();
        for tally in [whole, merged] {
            let table = tally.collapse(
                &[(0..38).map(Some).collect(), (0..tally.columns()[1].len()).map(Some).collect()],
                &[38, tally.columns()[1].len()],
            );
            for (i, cell) in table.iter().enumerate() {
                let (a, b) = (i / tally.columns()[1].len(), i % tally.columns()[1].len());
                let pair = (tally.columns()[0].code(a), tally.columns()[1].code(b));
                let expected = rows.iter().filter(|(x, y)| (Some(*x), Some(*y)) == pair).count();
                assert_eq!(*cell, expected as u64);
            }
        }
    }
}
