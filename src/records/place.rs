//! Where in a source a row stands, though its blocks are read by several threads.

/// A row or a line by its block: threads take blocks out of order, and no block knows how many rows came before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the block in the source, from 0.
    pub block: u64,
    /// Row in the block, from 0.
    pub row: u64,
    /// Line in the block, from 0; 0 where the source has no lines.
    pub line: u64,
}

/// Rows and lines of the blocks of a source.
#[derive(Debug, Clone, Default)]
pub struct Extent {
    /// Rows and lines of each block: first as they were read, then, settled, of all blocks before.
    blocks: Vec<(u64, u64, u64)>,
    /// Number of the first line that belongs to a block; 0 where the source has no lines.
    first_line: u64,
}

impl Extent {
    /// Of a source whose blocks begin at this line.
    #[must_use]
    pub fn new(first_line: u64) -> Self {
        Self { blocks: Vec::new(), first_line }
    }

    /// Note how many rows and lines a block has.
    pub fn add(&mut self, block: u64, rows: u64, lines: u64) {
        self.blocks.push((block, rows, lines));
    }

    /// Add the blocks that another thread read.
    pub fn merge(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
    }

    /// Add up, when all blocks have been read.
    pub fn settle(&mut self) {
        self.blocks.sort_unstable();
        let (mut rows, mut lines) = (0, self.first_line);
        for (_, of_rows, of_lines) in &mut self.blocks {
            rows += std::mem::replace(of_rows, rows);
            lines += std::mem::replace(of_lines, lines);
        }
        self.blocks.push((u64::MAX, rows, lines));
    }

    fn before(&self, place: Place) -> (u64, u64) {
        let at = self.blocks.partition_point(|block| block.0 < place.block);
        self.blocks.get(at).map_or((0, self.first_line), |block| (block.1, block.2))
    }

    /// Number of a row, from 1.
    #[must_use]
    pub fn row(&self, place: Place) -> u64 {
        self.before(place).0 + place.row + 1
    }

    /// Number of a line, from 1; `None` where the source has no lines.
    #[must_use]
    pub fn line(&self, place: Place) -> Option<u64> {
        (self.first_line > 0).then(|| self.before(place).1 + place.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_when_blocks_come_out_of_order() {
        // Oracle: three blocks of 10, 20 and 5 rows on 12, 25 and 5 lines, below two lines of their own.
        let mut whole = Extent::new(3);
        whole.add(1, 20, 25);
        let mut other = Extent::new(3);
        other.add(0, 10, 12);
        other.add(2, 5, 5);
        whole.merge(other);
        whole.settle();
        let at = |block, row, line| {
            let place = Place { block, row, line };
            (whole.row(place), whole.line(place))
        };
        assert_eq!(at(0, 0, 0), (1, Some(3)));
        assert_eq!(at(1, 3, 4), (14, Some(19)));
        assert_eq!(at(2, 4, 4), (35, Some(44)));
        assert_eq!(at(3, 0, 2), (36, Some(47))); // a block that was not read
        assert_eq!(Extent::default().line(Place { block: 0, row: 1, line: 0 }), None);
    }
}
