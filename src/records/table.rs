//! One table of counts: a dimension per axis, the last varying fastest.

use super::Axis;
use crate::error::{Error, Result};

/// Most cells of a table: 2^27 counts of four bytes, 512 MiB.
const MOST: usize = 1 << 27;

/// Rows that a table takes before its cells, of four bytes, are added up in wider ones.
const NARROW: u64 = u32::MAX as u64;

/// Rows per combination of the values of some axes.
#[derive(Debug, Clone)]
pub(super) struct Table {
    axes: Vec<usize>,
    /// Room per axis.
    room: Vec<usize>,
    /// Counts of the last rows: narrow, so that more of them lie near the processor.
    cells: Vec<u32>,
    /// Rows counted in `cells`.
    rows: u64,
    /// Counts of all rows before; empty where there are none.
    wide: Vec<u64>,
}

impl Table {
    /// An empty table of these axes.
    pub(super) fn new(axes: &[usize]) -> Self {
        let room = vec![1; axes.len()];
        Self { axes: axes.to_vec(), room, cells: vec![0; 1], rows: 0, wide: Vec::new() }
    }

    pub(super) fn axes(&self) -> &[usize] {
        &self.axes
    }

    /// Give every axis room for its values; counts move along.
    pub(super) fn make_room(&mut self, axes: &[Axis]) -> Result<()> {
        if self.axes.iter().zip(&self.room).all(|(axis, room)| axes[*axis].len() <= *room) {
            return Ok(());
        }
        let wanted = self.axes.iter().zip(&self.room).map(|(axis, room)| {
            let len = axes[*axis].len();
            // A quarter more than needed, so that values that come one by one do not move the table each time.
            if len <= *room { *room } else { len + len / 4 }
        });
        let room: Vec<usize> = wanted.collect();
        let size = room
            .iter()
            .try_fold(1_usize, |size, room| size.checked_mul(*room))
            .filter(|size| *size <= MOST);
        let Some(size) = size else {
            let most = self
                .axes
                .iter()
                .max_by_key(|axis| axes[**axis].len())
                .map_or("", |axis| axes[*axis].name());
            return Err(Error::ManyCells { column: most.to_owned(), most: MOST });
        };
        self.cells = moved(&self.cells, &self.room, &room, size);
        if !self.wide.is_empty() {
            self.wide = moved(&self.wide, &self.room, &room, size);
        }
        self.room = room;
        Ok(())
    }

    /// Make sure that `rows` more rows can be counted.
    fn widen(&mut self, rows: u64) {
        if self.rows + rows > NARROW {
            self.add_up_wide();
        }
        self.rows += rows;
    }

    fn add_up_wide(&mut self) {
        self.wide.resize(self.cells.len(), 0);
        for (wide, cell) in self.wide.iter_mut().zip(&mut self.cells) {
            *wide += u64::from(std::mem::take(cell));
        }
        self.rows = 0;
    }

    fn cell(&self, at: usize) -> u64 {
        u64::from(self.cells[at]) + self.wide.get(at).copied().unwrap_or_default()
    }

    /// Count rows: one slice of ids per axis of the tally. There must be room.
    pub(super) fn count(&mut self, ids: &[&[u32]]) {
        self.widen(ids.first().map_or(0, |column| column.len()) as u64);
        match (&self.axes[..], &self.room[..]) {
            ([a, b], [_, room]) => {
                for (a, b) in ids[*a].iter().zip(ids[*b]) {
                    self.cells[*a as usize * room + *b as usize] += 1;
                }
            }
            ([a, b, c], [_, room_b, room_c]) => {
                for ((a, b), c) in ids[*a].iter().zip(ids[*b]).zip(ids[*c]) {
                    self.cells[(*a as usize * room_b + *b as usize) * room_c + *c as usize] += 1;
                }
            }
            (axes, room) => {
                let columns: Vec<&[u32]> = axes.iter().map(|axis| ids[*axis]).collect();
                let rows = columns.first().map_or(0, |column| column.len());
                for row in 0..rows {
                    let cell = columns
                        .iter()
                        .zip(room)
                        .fold(0, |cell, (ids, room)| cell * room + ids[row] as usize);
                    self.cells[cell] += 1;
                }
            }
        }
    }

    /// Count combinations that each stand for a number of rows. There must be room.
    pub(super) fn count_weighted(&mut self, ids: &[&[u32]], weights: &[u64]) {
        self.add_up_wide();
        let columns: Vec<&[u32]> = self.axes.iter().map(|axis| ids[*axis]).collect();
        for (row, weight) in weights.iter().enumerate() {
            let cell = columns
                .iter()
                .zip(&self.room)
                .fold(0, |cell, (ids, room)| cell * room + ids[row] as usize);
            self.wide[cell] += weight;
        }
    }

    /// Add the counts of another table, whose ids are `ids` here. There must be room.
    pub(super) fn merge(&mut self, other: &Self, ids: &[Vec<u32>]) {
        let narrow = self.wide.is_empty() && other.wide.is_empty();
        if narrow && self.rows + other.rows <= NARROW {
            self.rows += other.rows;
        } else {
            self.add_up_wide();
        }
        other.add_into(0, 0, 0, ids, self);
    }

    fn add_into(&self, depth: usize, from: usize, to: usize, ids: &[Vec<u32>], target: &mut Self) {
        let ids_here = &ids[self.axes[depth]];
        for (id, target_id) in ids_here.iter().enumerate().take(self.room[depth]) {
            let from = from * self.room[depth] + id;
            let to = to * target.room[depth] + *target_id as usize;
            if depth + 1 == self.axes.len() {
                if target.wide.is_empty() {
                    target.cells[to] += self.cells[from];
                } else {
                    target.wide[to] += self.cell(from);
                }
            } else {
                self.add_into(depth + 1, from, to, ids, target);
            }
        }
    }

    /// Add cells up: see `Tally::collapse`.
    pub(super) fn collapse(&self, maps: &[Vec<Option<usize>>], sizes: &[usize]) -> Vec<u64> {
        let mut out = vec![0_u64; sizes.iter().product()];
        self.add_up(0, 0, 0, maps, sizes, &mut out);
        out
    }

    fn add_up(
        &self,
        depth: usize,
        from: usize,
        to: usize,
        maps: &[Vec<Option<usize>>],
        sizes: &[usize],
        out: &mut [u64],
    ) {
        for (id, target) in maps[depth].iter().enumerate().take(self.room[depth]) {
            let Some(target) = target else { continue };
            let (from, to) = (from * self.room[depth] + id, to * sizes[depth] + target);
            if depth + 1 == self.axes.len() {
                out[to] += self.cell(from);
            } else {
                self.add_up(depth + 1, from, to, maps, sizes, out);
            }
        }
    }
}

/// Cells at their new places when axes get more room.
fn moved<T: Copy + Default>(cells: &[T], from: &[usize], to: &[usize], size: usize) -> Vec<T> {
    let mut wider = vec![T::default(); size];
    let run = from.last().copied().unwrap_or(1);
    for (block, values) in cells.chunks(run).enumerate() {
        let (mut rest, mut stride, mut start) = (block, to.last().copied().unwrap_or(1), 0);
        for axis in (0..to.len().saturating_sub(1)).rev() {
            start += rest % from[axis] * stride;
            rest /= from[axis];
            stride *= to[axis];
        }
        wider[start..start + run].copy_from_slice(values);
    }
    wider
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Kind;
    use crate::values;

    #[test]
    fn a_cell_counts_beyond_what_four_bytes_hold() {
        // Oracle: three times 3 x 2^30 rows of one cell; more axes than one, and room that is made in between.
        let mut axes =
            ["a", "b"].map(|name| Axis::new(name, Kind::Text(values::Kind::Name))).to_vec();
        let ids: Vec<Vec<u32>> = vec![(0..4).collect(), (0..9).collect()];
        axes[0].add("x").unwrap();
        axes[1].add("y").unwrap();
        let part = |axes: &[Axis]| {
            let mut table = Table::new(&[0, 1]);
            table.make_room(axes).unwrap();
            table.rows = 3 << 30;
            let at = 3 * table.room[1] + 3;
            table.cells[at] = 3 << 30;
            table
        };
        let mut whole = part(&axes);
        whole.merge(&part(&axes), &ids);
        axes[1].add("z").unwrap();
        axes[1].add("w").unwrap();
        whole.make_room(&axes).unwrap();
        whole.merge(&part(&axes), &ids);
        whole.count(&[&[3, 3], &[3, 4]]);
        let maps = [vec![None, None, None, Some(0)], (0..6).map(Some).collect()];
        assert_eq!(whole.collapse(&maps, &[1, 6]), [0, 0, 0, (9 << 30) + 1, 1, 0]);
    }
}
