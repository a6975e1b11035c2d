//! One table of counts: a dimension per axis, the last varying fastest.

use super::Axis;
use crate::error::{Error, Result};

/// Most cells of a table: 2^27 counts of four bytes, 512 MiB.
const MOST: usize = 1 << 27;

/// Rows per combination of the values of some axes.
#[derive(Debug, Clone)]
pub(super) struct Table {
    axes: Vec<usize>,
    /// Room per axis.
    room: Vec<usize>,
    cells: Vec<u32>,
}

impl Table {
    /// An empty table of these axes.
    pub(super) fn new(axes: &[usize]) -> Self {
        let room = vec![1; axes.len()];
        Self { axes: axes.to_vec(), room, cells: vec![0; 1] }
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

    /// Count rows: one slice of ids per axis of the tally. There must be room.
    pub(super) fn count(&mut self, ids: &[&[u32]]) {
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

    /// Add the counts of another table, whose ids are `ids` here. There must be room.
    pub(super) fn merge(&mut self, other: &Self, ids: &[Vec<u32>]) {
        other.add_into(0, 0, 0, ids, self);
    }

    fn add_into(&self, depth: usize, from: usize, to: usize, ids: &[Vec<u32>], target: &mut Self) {
        let ids_here = &ids[self.axes[depth]];
        for (id, target_id) in ids_here.iter().enumerate().take(self.room[depth]) {
            let from = from * self.room[depth] + id;
            let to = to * target.room[depth] + *target_id as usize;
            if depth + 1 == self.axes.len() {
                target.cells[to] += self.cells[from];
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
                out[to] += u64::from(self.cells[from]);
            } else {
                self.add_up(depth + 1, from, to, maps, sizes, out);
            }
        }
    }
}
